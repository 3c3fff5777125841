//! A syntax mistake, in plain words.

use crate::text::{Edit, Span};

/// One thing that a person got wrong. One mistake yields one of these, never a cascade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Rule id, such as `syntax/unclosed-block` or `meta/unknown-key`; every one has an entry in the shipped packs.
    pub rule: &'static str,
    /// Where: what was opened and not closed is marked at the opener.
    pub span: Span,
    /// What is wrong and what to do, for a person who does not program. Code is in backticks.
    pub message: String,
    /// Other places that help, such as where the closing tag belongs.
    pub related: Vec<(Span, String)>,
    /// The mend, where it is certain.
    pub mend: Option<Mend>,
}

/// A certain mend of a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What it does, in the imperative: "Add `{% endif %}`".
    pub title: String,
    /// The edits, all on the same text.
    pub edits: Vec<Edit>,
    /// Whether the meaning cannot be other than the author's, so that it may be applied unasked.
    pub safe: bool,
}
