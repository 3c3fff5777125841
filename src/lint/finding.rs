//! A finding: data that editors, terminals and report formats are views of.

use std::sync::Arc;

use crate::knowledge::Severity;
use crate::text::{Edit, Span};

/// One thing to tell the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Rule id, such as `tone/flat-refusal`; the rule's entry in the knowledge has title, why and techniques.
    pub rule: String,
    /// After configuration.
    pub severity: Severity,
    /// Where, in bytes.
    pub span: Span,
    /// One line, code in backticks.
    pub message: String,
    /// The shortest path on which it holds, as conditions in source order; empty where it always holds.
    pub when: Vec<String>,
    /// Other places that help.
    pub related: Vec<Related>,
    /// What can be done, the best first.
    pub fixes: Vec<Fix>,
}

/// Another place, of the same text or of a snippet, and what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in bytes.
    pub span: Span,
    /// What is there.
    pub message: String,
    /// The snippet where it is; `None` in the same text.
    pub elsewhere: Option<Elsewhere>,
}

/// A snippet that a place is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// What to call its file: a path with `/`, as [`crate::message::Snippet::label`].
    pub label: String,
    /// Its text, for lines and columns.
    pub source: Arc<str>,
}

/// A change that clears the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it may be applied unasked.
    pub applicability: Applicability,
    /// Edits of one text that do not overlap.
    pub edits: Vec<Edit>,
}

/// How sure a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// The meaning cannot change: `fix` and fix-all apply it.
    Safe,
    /// Offered one by one.
    Suggested,
}

impl Applicability {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Suggested => "suggested",
        }
    }
}
