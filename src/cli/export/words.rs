//! What is told of a macro that does not get to its help desk as it is.

use super::super::desk_macros::DeskMacro;
use super::super::status::tell;
use crate::helpdesk::Platform;
use crate::helpdesk::outgoing::Field;
use crate::helpdesk::unfold::{Loss, LossKind};
use crate::lint::platform::{doubted, lost};
use crate::text::LineIndex;

/// Tells all, and whether the macro is sent.
pub(super) fn tell_all(platform: &'static Platform, of_desk: &DeskMacro, lossy: bool) -> bool {
    if of_desk.sent.losses.is_empty() && of_desk.sent.doubts.is_empty() && of_desk.sent.notes.is_empty() {
        return true;
    }
    let lines: Vec<LineIndex> = of_desk.files.iter().map(|file| LineIndex::new(&file.source)).collect();
    let place = |number: usize, offset: usize| {
        let file = of_desk.files.get(number).zip(lines.get(number));
        file.map(|(file, lines)| file.place(lines, offset)).unwrap_or_default()
    };
    let stops = of_desk.sent.notes.iter().any(|note| note.stops);
    for (file, loss) in &of_desk.sent.losses {
        let (place, words) = (place(*file, loss.span.start), lost(platform, loss));
        match lossy {
            true => tell("warning", &format!("{place}: {words}; {}", instead(loss))),
            false => tell("error", &format!("{place}: {words}; {}", way_out(loss.kind))),
        }
    }
    for (file, doubt) in &of_desk.sent.doubts {
        tell("note", &format!("{}: {}", place(*file, doubt.span.start), doubted(platform, doubt)));
    }
    for note in &of_desk.sent.notes {
        let kind = if note.stops { "error" } else { "note" };
        tell(kind, &format!("{}: {}", place(note.file, note.span.start), note.words));
    }
    !stops && (lossy || of_desk.sent.losses.is_empty())
}

/// What can be done about it.
fn way_out(kind: LossKind) -> &'static str {
    match kind {
        LossKind::Name => "write the sentence without it, or make it a fill-in",
        LossKind::UnknownName => "say under `[variables]` in `softspoken.toml` what it is called there",
        LossKind::Fallback => "write the text in the place of the name, or leave the fallback out",
        LossKind::FallbackText => "write it in other words",
        LossKind::Logic => "make one macro of each branch, or keep the branch that always suits",
        LossKind::Loop => "write the sentence without the list",
        LossKind::Filter => "leave the filter out",
        LossKind::Value => "write it where it is needed, or make it a fill-in",
        LossKind::Raw => "write it in other words",
        LossKind::Snippet => "mend its name, or write its text here",
        LossKind::Broken => "mend it",
    }
}

/// The most that is shown of what is sent in the place of a passage, in characters.
const MOST_SHOWN: usize = 60;

/// What is sent in its place.
fn instead(loss: &Loss) -> String {
    let text = loss.instead.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_passage = matches!(loss.kind, LossKind::Logic | LossKind::Loop);
    match (text.is_empty(), is_passage) {
        (true, true) => "nothing is sent in its place".to_owned(),
        (true, false) => "sent without it".to_owned(),
        (false, false) => format!("sent as “{text}”"),
        (false, true) => {
            let shown: String = text.chars().take(MOST_SHOWN).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            format!("every customer gets “{shown}{more}”")
        }
    }
}

/// What the help desk has no field for, counted over all macros that are sent: a library of thousands has tags in each.
#[derive(Debug, Default)]
pub(super) struct Unsent {
    kinds: Vec<(Field, String, usize)>,
}

impl Unsent {
    /// Counts what a macro has.
    pub(super) fn add(&mut self, of_desk: &DeskMacro) {
        for unsent in &of_desk.sent.unsent {
            match self.kinds.iter_mut().find(|(field, ..)| *field == unsent.field) {
                Some((_, _, count)) => *count += 1,
                None => {
                    let Some(file) = of_desk.files.get(unsent.file) else { continue };
                    let place = file.place(&LineIndex::new(&file.source), unsent.span.start);
                    self.kinds.push((unsent.field, place, 1));
                }
            }
        }
    }

    /// Tells of each kind, at its first place.
    pub(super) fn tell(&self, platform: &Platform) {
        for (field, place, count) in &self.kinds {
            let more = match count - 1 {
                0 => String::new(),
                1 => ", nor are those of 1 more macro".to_owned(),
                more => format!(", nor are those of {more} more macros"),
            };
            let title = platform.title;
            let has_none =
                |what: &str| format!("{title} has no field for the {what} of macros, so these are not sent{more}");
            let words = match field {
                Field::Description => has_none("descriptions"),
                Field::Locale => has_none("languages"),
                Field::Tags => has_none("tags"),
                Field::Channels => has_none("channels"),
                Field::Restriction => {
                    format!("the limits on who may use it where it came from are not carried over to {title}{more}")
                }
            };
            tell("note", &format!("{place}: {words}"));
        }
    }
}
