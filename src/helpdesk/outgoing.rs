//! A macro of the workspace as the macro of a help desk that it becomes there: its files joined, each text in the form that the
//! help desk keeps, and a [`Note`] for everything that does not get there as it is.

mod faults;
mod limits;
mod places;
#[cfg(test)]
mod tests;
mod written;

use super::Platform;
use super::carried::{Carried, carried};
use super::facts::{Shape, TextForm, TextKind};
use super::markup::{Delimiters, Plain};
use super::reply::{Place, Reply, Text};
use super::unfold::{Around, Loss, Unfolded, unfold};
use crate::syntax::Macro;
use crate::text::Span;
pub use faults::{Fault, FaultKind, TitleFault, faults, takes_subject};
use serde_json::Value;
pub use written::written;

/// A file of a macro.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its text.
    pub source: &'a str,
    /// The macro of that text.
    pub parsed: &'a Macro,
    /// What it needs besides.
    pub around: Around<'a>,
}

/// What a macro becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// The macro there. Where something is lost, with what is sent in its place.
    pub reply: Reply,
    /// What the help desk cannot say, each with its file by its place.
    pub losses: Vec<(usize, Loss)>,
    /// What is said by names that no source confirms.
    pub doubts: Vec<(usize, Loss)>,
    /// What else is not as it is here, in the order of the files.
    pub notes: Vec<Note>,
    /// What front matter says that the help desk has no field for.
    pub unsent: Vec<Unsent>,
}

/// Something that front matter says and the help desk has no field for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// What.
    pub field: Field,
    /// The file, by its place.
    pub file: usize,
    /// Where in it.
    pub span: Span,
}

/// What a help desk may have no field for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// When to use it.
    Description,
    /// Its language.
    Locale,
    /// Its tags.
    Tags,
    /// Where it is used.
    Channels,
    /// Who may use it on the help desk that it came from.
    Restriction,
}

/// Something that does not get there as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file, by its place.
    pub file: usize,
    /// Where in it.
    pub span: Span,
    /// What, in plain words.
    pub words: String,
    /// Whether the macro cannot be sent so.
    pub stops: bool,
}

/// Joins the files of one macro; the main one comes first. `None` where nothing is known of what the help desk takes.
pub fn outgoing(platform: &'static Platform, files: &[File<'_>]) -> Option<Outgoing> {
    let shape = platform.shape.as_ref()?;
    let form = platform.text.as_ref()?;
    let parts: Vec<Part<'_>> =
        files.iter().enumerate().map(|(number, file)| Part::of(platform, file, number == 0)).collect();
    let main = parts.first()?;
    let (delimiters, out) = (Delimiters::of(platform), Outgoing::default());
    let mut sending = Sending { platform, shape, form, main, delimiters, out };
    sending.words();
    sending.carried();
    sending.texts(&parts);
    sending.limits();
    let mut out = sending.out;
    for (number, part) in parts.into_iter().enumerate() {
        out.losses.extend(part.body.losses.into_iter().map(|loss| (number, loss)));
        out.doubts.extend(part.body.doubts.into_iter().map(|loss| (number, loss)));
    }
    Some(out)
}

/// A file, and what the help desk can say of it.
struct Part<'a> {
    parsed: &'a Macro,
    carried: Carried,
    body: Unfolded,
    subject: Option<Unfolded>,
}

impl<'a> Part<'a> {
    fn of(platform: &'static Platform, file: &File<'a>, is_main: bool) -> Self {
        let File { source, parsed, around } = *file;
        let mut body = unfold(source, parsed, &around, platform);
        let carried = carried(source, parsed);
        let is_sent = is_main && takes_subject(platform, &carried).unwrap_or_default();
        let subject = parsed.front_matter.subject.as_ref().filter(|_| is_sent).map(|subject| {
            let mut unfolded = unfold(&subject.text, &Macro::parse(&subject.text), &around, platform);
            let at = |loss: Loss| Loss { span: subject.span, ..loss };
            body.losses.extend(std::mem::take(&mut unfolded.losses).into_iter().map(at));
            body.doubts.extend(std::mem::take(&mut unfolded.doubts).into_iter().map(at));
            unfolded
        });
        Self { parsed, carried, body, subject }
    }
}

struct Sending<'a> {
    platform: &'static Platform,
    shape: &'static Shape,
    form: &'static TextForm,
    main: &'a Part<'a>,
    delimiters: Delimiters,
    out: Outgoing,
}

impl Sending<'_> {
    fn note(&mut self, file: usize, span: Span, words: String, stops: bool) {
        self.out.notes.push(Note { file, span, words, stops });
    }

    fn is_from_here(&self) -> bool {
        is_from(self.platform, &self.main.carried)
    }

    /// Title, description, subject, language, tags.
    fn words(&mut self) {
        let front_matter = &self.main.parsed.front_matter;
        let title = self.platform.title;
        self.out.reply.title = front_matter.title.as_ref().map(|title| title.text.clone()).unwrap_or_default();
        match (&front_matter.description, &self.shape.description) {
            (Some(words), Some(_)) => self.out.reply.description = Some(words.text.clone()),
            (Some(words), None) => self.has_no_field(Field::Description, 0, words.span),
            (None, _) => {}
        }
        match (&self.main.subject, &front_matter.subject) {
            (Some(subject), _) => self.out.reply.subject = Some((Place::default(), subject.text.clone())),
            (None, Some(name)) => self.note(0, name.span, format!("{title} has no subject line for a macro"), false),
            (None, None) => {}
        }
        match (&front_matter.locale, &self.shape.locale) {
            (Some(locale), Some(_)) => {
                // A database that is all text writes `en_US`.
                let between = if self.shape.all_text { "_" } else { "-" };
                self.out.reply.locale = Some(locale.text.replace('-', between));
            }
            (Some(locale), None) => self.has_no_field(Field::Locale, 0, locale.span),
            (None, _) => {}
        }
        match (front_matter.tags.first(), &self.shape.tags) {
            (_, Some(_)) => self.out.reply.tags = front_matter.tags.iter().map(|tag| tag.text.clone()).collect(),
            (Some(first), None) => self.has_no_field(Field::Tags, 0, first.span),
            (None, None) => {}
        }
    }

    fn has_no_field(&mut self, field: Field, file: usize, span: Span) {
        self.out.unsent.push(Unsent { field, file, span });
    }

    /// What only the help desk itself knows of the macro, where it came from there.
    fn carried(&mut self) {
        let carried = &self.main.carried;
        if !self.is_from_here() {
            self.actions_of_no_desk();
            if let Some(source) = self.main.parsed.front_matter.source.as_ref().filter(|_| is_restricted(carried)) {
                self.has_no_field(Field::Restriction, 0, source.span);
            }
            return;
        }
        let reply = &mut self.out.reply;
        reply.id.clone_from(&carried.id);
        reply.active = carried.active;
        reply.actions.clone_from(&carried.actions);
        reply.extra.clone_from(&carried.extra);
        if self.shape.locale.is_some() && same_locale(self.shape, carried, reply.locale.as_deref()) {
            // Written as it was there.
            reply.locale = None;
        }
        let archived = self.shape.inactive.as_deref().map(|at| at.trim_start_matches('/'));
        let is_archived = archived.and_then(|key| carried.extra.get(key)).is_some_and(|value| !value.is_null());
        if carried.active == Some(false) && archived.is_some() && !is_archived {
            let words =
                format!("it is switched off here; {} takes no word of that, so do it there", self.platform.title);
            let span = self.main.parsed.front_matter.source.as_ref().map(|source| source.span);
            self.note(0, span.unwrap_or_default(), words, false);
        }
    }

    /// Actions of a macro that did not come from the help desk: written here for any that has actions, or of another one.
    fn actions_of_no_desk(&mut self) {
        let carried = &self.main.carried;
        if carried.actions.is_empty() {
            return;
        }
        let words = match &carried.platform {
            None if self.shape.actions.is_some() => return self.out.reply.actions.clone_from(&carried.actions),
            None => {
                format!("{} has no actions, so what the macro does besides its text is not sent", self.platform.title)
            }
            Some(from) => {
                let from = Platform::named(from).map_or(from.as_str(), |from| from.title);
                format!("what the macro does on {from} besides its text is not carried over")
            }
        };
        let span = self.main.parsed.front_matter.actions.first().map(|action| action.span);
        self.note(0, span.unwrap_or_default(), words, false);
    }

    fn texts(&mut self, parts: &[Part<'_>]) {
        let mut places = places::Places::of(self.shape, &self.out.reply.actions, self.form.kind);
        for (number, part) in parts.iter().enumerate() {
            if part.body.text.trim().is_empty() {
                continue;
            }
            let name = places.part_name(part.parsed, &part.carried);
            let Some(place) = places.take(name.as_deref()) else {
                let words = FaultKind::NoPlace(name).words(self.platform);
                self.note(number, part.parsed.body, words, true);
                continue;
            };
            if let (Some((_, span)), None) = (part.parsed.front_matter.channels.first(), &name) {
                self.has_no_field(Field::Channels, number, *span);
            }
            let Some(body) = self.body(number, part, place.kind) else { continue };
            if let Some(action) = place.action.and_then(|action| self.out.reply.actions.get_mut(action)) {
                action.text = Some(self.out.reply.texts.len());
            }
            self.out.reply.texts.push(Text {
                place: Place::default(),
                body,
                kind: place.kind,
                part: name,
                channels: Vec::new(),
                locale: None,
                internal: false,
            });
        }
    }

    /// A text in the form of its field; `None` where it has none.
    fn body(&mut self, number: usize, part: &Part<'_>, kind: TextKind) -> Option<String> {
        match written(&part.body, part.parsed.is_html, kind, self.form, &self.delimiters) {
            Ok(plain) => Some(self.shown(number, part, plain)),
            Err(why) => {
                let words = FaultKind::Format(why).words(self.platform);
                self.note(number, part.parsed.body, words, true);
                None
            }
        }
    }

    /// A text of a form that does not show all marks, and a note of those that it lacks.
    fn shown(&mut self, number: usize, part: &Part<'_>, plain: Plain) -> String {
        if !plain.unseen.is_empty() {
            let title = self.platform.title;
            let words = format!("a text of {title} does not show {} here", plain.unseen.join(", "));
            self.note(number, part.parsed.body, words, false);
        }
        plain.text
    }
}

/// Whether not everybody may use a macro where it came from.
fn is_restricted(carried: &Carried) -> bool {
    let shape = carried.platform.as_deref().and_then(Platform::named).and_then(|from| from.shape.as_ref());
    let fields = shape.map(|shape| shape.restriction.as_slice()).unwrap_or_default();
    let mut values = fields.iter().filter_map(|at| carried.extra.get(at.trim_start_matches('/')));
    values.any(|value| match value {
        Value::Null => false,
        Value::Bool(all) => !all,
        Value::Number(number) => number.as_i64() != Some(0),
        Value::String(who) => !matches!(who.as_str(), "" | "everyone" | "all"),
        Value::Array(who) => !who.is_empty(),
        Value::Object(_) => true,
    })
}

/// Whether a macro came from a help desk.
fn is_from(platform: &Platform, carried: &Carried) -> bool {
    carried.platform.as_deref().and_then(Platform::named).is_some_and(|from| from.id == platform.id)
}

/// Whether the language is still the one that the record had.
fn same_locale(shape: &Shape, carried: &Carried, locale: Option<&str>) -> bool {
    let key = shape.locale.as_deref().unwrap_or_default().trim_start_matches('/');
    let before = carried.extra.get(key).and_then(|locale| locale.as_str());
    let plain = |locale: &str| locale.replace('_', "-").to_ascii_lowercase();
    before.is_some() && before.map(plain) == locale.map(plain)
}
