//! The YAML between the two `---` lines, typed, with a span for every key and value.

mod words;

pub use words::{Channel, Intent};

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
pub(super) fn read(_source: &str, fences: Fences) -> Read {
    let front_matter = FrontMatter { span: Some(fences.span), yaml: fences.yaml, ..FrontMatter::default() };
    Read { front_matter, mistakes: Vec::new(), body_start: fences.span.end }
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
    /// `allow`.
    pub allow: Vec<Allowance>,
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
