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

impl Mistake {
    /// A mistake without related places and without a mend.
    pub(super) fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { rule, span, message: message.into(), related: Vec::new(), mend: None }
    }

    /// Adds another place that helps.
    pub(super) fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// Adds a mend that the author chooses.
    pub(super) fn mend(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.mend_if(true, title, edits, false)
    }

    /// Adds a mend that leaves nothing to choose.
    pub(super) fn safe_mend(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.mend_if(true, title, edits, true)
    }

    /// Adds a mend where `certain`.
    pub(super) fn mend_if(mut self, certain: bool, title: impl Into<String>, edits: Vec<Edit>, safe: bool) -> Self {
        if certain {
            self.mend = Some(Mend { title: title.into(), edits, safe });
        }
        self
    }
}
