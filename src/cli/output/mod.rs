//! What `check` prints: one file a format. A new one is a file here and a row in [`format`].
//!
//! In: the findings of one file after the other. Out: text. A format knows neither where the text goes nor what else is
//! checked, so that files can be formatted on any thread.

mod concise;
mod human;
mod json;
mod jsonl;
mod reading;
mod record;
mod snippet;
mod summary;

use clap::ValueEnum;

use super::terminal::Style;
use crate::knowledge::Knowledge;
use crate::lint::{Finding, Fixes};
use crate::text::LineIndex;

pub(super) use summary::Summary;

/// A macro and its findings.
#[derive(Debug)]
pub(super) struct Checked<'a> {
    /// Relative to the working directory, with `/`.
    pub(super) path: &'a str,
    /// What its front matter calls it.
    pub(super) title: Option<String>,
    /// Its text.
    pub(super) source: String,
    /// The lines of that text.
    pub(super) lines: LineIndex,
    /// In the order of the text.
    pub(super) findings: Vec<Reported>,
    /// What is known of their rules.
    pub(super) knowledge: &'a Knowledge,
}

/// A finding and its lasting name.
#[derive(Clone, Debug)]
pub(super) struct Reported {
    /// The finding.
    pub(super) finding: Finding,
    /// The same after unrelated changes to the file.
    pub(super) fingerprint: String,
}

/// A way to write findings down.
pub(super) trait Format: Sync {
    /// Which fixes it shows.
    fn fixes(&self) -> Fixes {
        Fixes::All
    }

    /// What comes before all files.
    fn begin(&self) -> String {
        String::new()
    }

    /// One file; empty where there is nothing to say of it.
    fn file(&self, checked: &Checked<'_>) -> String;

    /// What stands between two files that have something to say.
    fn between(&self) -> &'static str {
        ""
    }

    /// What comes after all files.
    fn end(&self, _summary: &Summary) -> String {
        String::new()
    }
}

/// The formats by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    /// For reading.
    Human,
    /// A line a finding, for editors and `grep`.
    Concise,
    /// One object.
    Json,
    /// An object a line.
    Jsonl,
}

/// The format of that name, for a reader with that `style`.
pub(super) fn format(name: FormatName, style: Style) -> Box<dyn Format> {
    match name {
        FormatName::Human => Box::new(human::Human::new(style)),
        FormatName::Concise => Box::new(concise::Concise::new(style)),
        FormatName::Json => Box::new(json::Json),
        FormatName::Jsonl => Box::new(jsonl::Jsonl),
    }
}
