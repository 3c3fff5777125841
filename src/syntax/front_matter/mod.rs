//! The YAML between the two `---` lines, typed, with a span for every key and value.

mod bad_yaml;
mod check;
mod date;
mod document;
mod extract;
mod lines;
mod phrase;
mod scalar;
mod schema;
#[cfg(test)]
mod tests;
mod unclosed;
mod usual_yaml;
mod words;
mod yaml;

pub use scalar::{is_locale, is_slug, to_slug};
pub use schema::{Field, Shape};
pub use words::{Channel, Intent};
pub use yaml::{Kind as YamlKind, Node as YamlNode, Style as YamlStyle};

use document::Document;

use super::{Mistake, Name};
use crate::text::Span;

/// Where the tree found front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fences {
    /// From the first `---` through the second with its line break; to the end of the text where there is no second.
    pub(super) span: Span,
    /// Between the line break of the first fence and the second fence, or the end of the text.
    pub(super) yaml: Span,
    /// Whether there is a second fence.
    pub(super) closed: bool,
}

/// Front matter as read, and where the body goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Read {
    /// What could be read; its `span` is `None` where the first `---` is a line drawn above prose.
    pub(super) front_matter: FrontMatter,
    /// In source order.
    pub(super) mistakes: Vec<Mistake>,
    /// The first byte of the body: after the second fence, or where front matter that is never closed gives way to
    /// prose, or the first fence where it is no front matter at all.
    pub(super) body_start: usize,
}

/// Reads the front matter of `source` between `fences`.
pub(super) fn read(source: &str, fences: Fences) -> Read {
    let mut mistakes = Vec::new();
    let (span, yaml, body_start) = if fences.closed {
        (fences.span, fences.yaml, fences.span.end)
    } else if let Some(unclosed) = unclosed::find(source, fences) {
        mistakes.push(unclosed.mistake);
        (Span::new(fences.span.start, unclosed.body_start), unclosed.yaml, unclosed.body_start)
    } else {
        return Read { body_start: fences.span.start, ..Read::default() };
    };
    let mut front_matter = FrontMatter { span: Some(span), yaml, ..FrontMatter::default() };
    let mut document = Document::read(source, yaml);
    mistakes.append(&mut document.mistakes);
    mistakes.extend(check::check(source, &document));
    mistakes.sort_by_key(|mistake| mistake.span.start);
    extract::extract(source, &document, &mut front_matter);
    Read { front_matter, mistakes, body_start }
}

/// Front matter as far as it could be read; what could not is a [`super::Mistake`] and absent here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// Everything from the first `---` through the second with its line break; `None` where there is none.
    pub span: Option<Span>,
    /// The YAML between the fences.
    pub yaml: Span,
    /// Top-level keys in source order, known or not, with the span of key and of value.
    pub entries: Vec<Entry>,
    /// `title`.
    pub title: Option<Name>,
    /// `id`.
    pub id: Option<Name>,
    /// `description`.
    pub description: Option<Name>,
    /// `subject`, placeholders and all.
    pub subject: Option<Name>,
    /// `intent`.
    pub intent: Option<(Intent, Span)>,
    /// `channels`.
    pub channels: Vec<(Channel, Span)>,
    /// `locale`.
    pub locale: Option<Name>,
    /// `tags`.
    pub tags: Vec<Name>,
    /// `owner`.
    pub owner: Option<Name>,
    /// `review_by` as `YYYY-MM-DD`.
    pub review_by: Option<Name>,
    /// `approval`.
    pub approval: Option<Name>,
    /// `slots`.
    pub slots: Vec<SlotDoc>,
    /// `platforms`.
    pub platforms: Vec<Name>,
    /// `format`: `markdown` or `html`.
    pub format: Option<Name>,
    /// `actions`.
    pub actions: Vec<Action>,
    /// `source`.
    pub source: Option<Origin>,
    /// `allow`.
    pub allow: Vec<Allowance>,
    /// Every value of every level in source order, for whoever asks what stands at a place.
    pub data: Vec<Datum>,
}

impl FrontMatter {
    /// Every key that front matter may have, in the order of the documentation.
    pub const FIELDS: &'static [Field] = schema::FIELDS;

    /// Every node of the YAML in source order, keys included, where all of it can be read; `source` is the text that it
    /// was read from.
    pub fn yaml_nodes(&self, source: &str) -> Option<Vec<YamlNode>> {
        let mut nodes = Vec::new();
        yaml::parse(self.yaml.of(source), self.yaml.start, &mut nodes).ok()?;
        Some(nodes)
    }

    /// The innermost value whose key or text holds byte `offset` or touches it: an index into `data`.
    pub fn datum_at(&self, offset: usize) -> Option<usize> {
        self.data.iter().rposition(|datum| datum.span().touches(offset))
    }

    /// What the schema says of a value of `data`; `None` where its key is unknown, or named by the author.
    pub fn field_of(&self, index: usize) -> Option<&'static Field> {
        let mut path = Vec::new();
        let mut next = Some(index);
        while let Some(datum) = next.and_then(|index| self.data.get(index)) {
            path.push(datum.key.as_ref());
            next = datum.parent;
        }
        let mut shape = Shape::Fields(Self::FIELDS);
        let mut found = None;
        for key in path.into_iter().rev() {
            found = None;
            shape = match (shape, key) {
                (Shape::Fields(fields), Some(key)) => {
                    let field = fields.iter().find(|field| field.name == key.text)?;
                    found = Some(field);
                    field.shape
                }
                (Shape::Named(shape), Some(_)) | (Shape::List(shape), None) => *shape,
                _ => return None,
            };
        }
        found
    }
}

/// A value of any level: that of a key, or an item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Datum {
    /// Its key; `None` for an item of a list, or where the key is no word.
    pub key: Option<Name>,
    /// The value, quotes and brackets included; empty after the colon where there is none.
    pub value: Span,
    /// The value that it is part of: an index into [`FrontMatter::data`].
    pub parent: Option<usize>,
}

impl Datum {
    /// From the key to the end of the value.
    pub fn span(&self) -> Span {
        self.key.as_ref().map_or(self.value, |key| key.span.cover(self.value))
    }
}

/// What the help desk does when the macro is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// All of it.
    pub span: Span,
    /// The field that is set.
    pub field: Option<Scalar>,
    /// What it is set to; a list or a block as written.
    pub value: Option<Scalar>,
    /// What else the help desk says of it, word for word.
    pub extra: Option<Span>,
}

/// Where the macro was imported from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// All of it.
    pub span: Span,
    /// The help desk.
    pub platform: Option<Name>,
    /// Its own number for the macro.
    pub id: Option<Scalar>,
    /// Whether agents see it there.
    pub active: Option<bool>,
    /// Fields without a counterpart, word for word.
    pub extra: Option<Span>,
}

/// One top-level key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Name,
    /// The value; empty at the end of the key's colon where there is none.
    pub value: Span,
}

/// A scalar of any type where the schema takes any (`actions`, `source.extra`).
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// What `slots` says of one slot.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotDoc {
    /// The slot's name.
    pub name: Name,
    /// What to write.
    pub description: Option<Name>,
    /// A sample.
    pub example: Option<Name>,
    /// Choices.
    pub options: Vec<Name>,
}

/// A rule or family switched off for the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Allowance {
    /// Rule id, or a family such as `tone/`.
    pub rule: Name,
    /// Why.
    pub reason: Name,
}
