//! What is told of a macro that does not get to its help desk as it is.

use super::super::desk_macros::DeskMacro;
use super::super::status::tell;
use crate::helpdesk::Platform;
use crate::helpdesk::outgoing::Field;
use crate::helpdesk::unfold::{Certainty, Loss, LossKind};
use crate::text::LineIndex;

/// Tells all, and whether the macro is sent.
pub(super) fn tell_all(platform: &Platform, of_desk: &DeskMacro, lossy: bool) -> bool {
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
        let what = &doubt.what;
        let words = format!("no source confirms what {} calls `{what}`", platform.title);
        tell("note", &format!("{}: {words}", place(*file, doubt.span.start)));
    }
    for note in &of_desk.sent.notes {
        let kind = if note.stops { "error" } else { "note" };
        tell(kind, &format!("{}: {}", place(note.file, note.span.start), note.words));
    }
    !stops && (lossy || of_desk.sent.losses.is_empty())
}

/// What the help desk cannot say.
fn lost(platform: &Platform, loss: &Loss) -> String {
    let (title, what) = (platform.title, &loss.what);
    let has = |what: &str| match loss.certainty {
        Certainty::Certain => format!("{title} has no {what}"),
        Certainty::Incomplete => format!("{title} is not known to have any {what}"),
        Certainty::Unverified => format!("{title} seems to have no {what}"),
        Certainty::NotKnown => format!("it is not known whether {title} has any {what}"),
    };
    let words = match loss.kind {
        LossKind::Name => has(&format!("name for `{what}`")),
        LossKind::UnknownName => format!("`{what}` is a name neither here nor on {title}"),
        LossKind::Fallback => has(&format!("fallback for empty values, and this is one: `{what}`")),
        LossKind::FallbackText => format!("a fallback of {title} cannot hold “{what}”"),
        LossKind::Logic => has(&format!("conditions in macros, and this is one: `{what}`")),
        LossKind::Loop => has(&format!("loops in macros, and this is one: `{what}`")),
        LossKind::Filter => has(&format!("filter `{what}`")),
        LossKind::Value => format!("the value of `{what}` depends on what only {title} knows"),
        LossKind::Raw => format!("{title} takes `{what}` for a placeholder of its own"),
        LossKind::Snippet => format!("the snippet `{what}` cannot be put in its place"),
        LossKind::Broken => format!("this cannot be read: `{what}`"),
    };
    match &loss.inside {
        Some(inside) => format!("{words} (in {})", inside.label),
        None => words,
    }
}

/// What can be done about it.
fn way_out(kind: LossKind) -> &'static str {
    match kind {
        LossKind::Name | LossKind::UnknownName => {
            "say in softspoken.toml what it is called there, write the sentence without it, or make it a fill-in"
        }
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
        (true, _) => "sent without it".to_owned(),
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
            let what = match field {
                Field::Description => "the descriptions",
                Field::Locale => "the languages",
                Field::Tags => "the tags",
                Field::Channels => "the channels",
            };
            let more = match count - 1 {
                0 => String::new(),
                1 => ", nor are those of 1 more macro".to_owned(),
                more => format!(", nor are those of {more} more macros"),
            };
            let words = format!("{} has no field for {what} of macros, so these are not sent{more}", platform.title);
            tell("note", &format!("{place}: {words}"));
        }
    }
}
