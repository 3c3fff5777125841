//! A macro of the workspace as the macro of a help desk that it becomes there: its files joined, each text in the form that the
//! help desk keeps, and a [`Note`] for everything that does not get there as it is.

mod limits;
mod places;
#[cfg(test)]
mod tests;

use super::Platform;
use super::carried::{Carried, carried};
use super::facts::{Shape, TextForm, TextKind};
use super::markup::{self, AsTheyAre, Delimiters, Plain};
use super::reply::{Place, Reply, Text};
use super::unfold::{Around, Loss, Unfolded, unfold};
use crate::syntax::{Channel, Macro};
use crate::text::Span;
use serde_json::Value;

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
    let parts: Vec<Part<'_>> = files.iter().map(|file| Part::of(platform, file)).collect();
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
    fn of(platform: &'static Platform, file: &File<'a>) -> Self {
        let File { source, parsed, around } = *file;
        let mut body = unfold(source, parsed, &around, platform);
        let subject = parsed.front_matter.subject.as_ref().map(|subject| {
            let mut unfolded = unfold(&subject.text, &Macro::parse(&subject.text), &around, platform);
            let at = |loss: Loss| Loss { span: subject.span, ..loss };
            body.losses.extend(std::mem::take(&mut unfolded.losses).into_iter().map(at));
            body.doubts.extend(std::mem::take(&mut unfolded.doubts).into_iter().map(at));
            unfolded
        });
        Self { parsed, carried: carried(source, parsed), body, subject }
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
        let from = self.main.carried.platform.as_deref().and_then(Platform::named);
        from.is_some_and(|from| from.id == self.platform.id)
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
        if let (Some(subject), Some(name)) = (&self.main.subject, &front_matter.subject) {
            match self.takes_subject() {
                true => self.out.reply.subject = Some((Place::default(), subject.text.clone())),
                false => self.note(0, name.span, format!("{title} has no subject line for a macro"), false),
            }
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

    /// Whether there is a place for a subject line: a field, an action that is certain, or the action that it came from.
    fn takes_subject(&self) -> bool {
        let of_actions = self.shape.actions.as_ref().and_then(|actions| actions.subject.as_ref());
        let came_from = |name: &str| self.main.carried.actions.iter().any(|action| action.field == name);
        self.shape.subject.is_some() || of_actions.is_some_and(|place| place.verified || came_from(&place.name))
    }

    /// What only the help desk itself knows of the macro, where it came from there.
    fn carried(&mut self) {
        let carried = &self.main.carried;
        if !self.is_from_here() {
            if let (false, Some(from)) = (carried.actions.is_empty(), &carried.platform) {
                let from = Platform::named(from).map_or(from.as_str(), |from| from.title);
                let words = format!("what the macro does on {from} besides its text is not carried over");
                let span = self.main.parsed.front_matter.actions.first().map(|action| action.span);
                self.note(0, span.unwrap_or_default(), words, false);
            }
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

    fn texts(&mut self, parts: &[Part<'_>]) {
        let mut places = places::Places::of(self.shape, &self.out.reply.actions, self.form.kind);
        for (number, part) in parts.iter().enumerate() {
            if part.body.text.trim().is_empty() {
                continue;
            }
            let name = part_name(part, &places);
            let Some(place) = places.take(name.as_deref()) else {
                let title = self.platform.title;
                let words = match &name {
                    Some(name) => format!("{title} has no place for a text for {name}"),
                    None => {
                        "the macro is a note for agents there, so a text for customers has no place in it".to_owned()
                    }
                };
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
        let (text, holes) = (part.body.text.as_str(), part.body.holes.as_slice());
        let shows_lines = kind == TextKind::MarkdownLines;
        match (kind, part.parsed.is_html) {
            (TextKind::Html | TextKind::HtmlIfTagged | TextKind::HtmlOrText, true) => Some(text.trim_end().to_owned()),
            (TextKind::Html | TextKind::HtmlIfTagged | TextKind::HtmlOrText, false) => {
                Some(markup::html(text, holes, self.form))
            }
            (TextKind::Markdown | TextKind::MarkdownLines, false) => {
                Some(self.shown(number, part, markup::markdown(text, holes, shows_lines)))
            }
            (TextKind::Text, false) => Some(self.shown(number, part, markup::plain(text, holes))),
            (TextKind::Text, true) => Some(markup::plain_of_html(text, &self.delimiters)),
            (TextKind::Markdown | TextKind::MarkdownLines, true) => {
                let converted = markup::convert(text, TextKind::Html, &AsTheyAre(&self.delimiters));
                if let Some(why) = converted.why_html {
                    let title = self.platform.title;
                    let words =
                        format!("its text is HTML, and the texts of {title} are Markdown, which cannot say {why}");
                    self.note(number, part.parsed.body, words, true);
                    return None;
                }
                let text = converted.text.text;
                let holes: Vec<Span> = markup::holes(&text, &self.delimiters).map(|hole| hole.span).collect();
                Some(self.shown(number, part, markup::markdown(&text, &holes, shows_lines)))
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
        plain.text.trim_end().to_owned()
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

/// Which part of the macro a file is.
fn part_name(part: &Part<'_>, places: &places::Places) -> Option<String> {
    let channels = &part.parsed.front_matter.channels;
    let is_chat = matches!(channels.as_slice(), [(Channel::Chat, _)]);
    let chat = || (is_chat && places.has(Some("chat"))).then(|| "chat".to_owned());
    part.carried.part.clone().or_else(chat)
}

/// Whether the language is still the one that the record had.
fn same_locale(shape: &Shape, carried: &Carried, locale: Option<&str>) -> bool {
    let key = shape.locale.as_deref().unwrap_or_default().trim_start_matches('/');
    let before = carried.extra.get(key).and_then(|locale| locale.as_str());
    let plain = |locale: &str| locale.replace('_', "-").to_ascii_lowercase();
    before.is_some() && before.map(plain) == locale.map(plain)
}
