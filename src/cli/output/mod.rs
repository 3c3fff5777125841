//! What `check` prints: one file or folder a format. A new one is a file here and a row in [`format`].
//!
//! In: the findings of one file after the other. Out: text. A format knows neither where the text goes nor what else is
//! checked, so that files can be formatted on any thread; what it must know of all of them comes with [`Run`] at the end.

mod checkstyle;
mod concise;
mod drawing;
mod github;
mod gitlab;
mod host;
mod human;
mod json;
mod jsonl;
mod junit;
mod notes;
mod rdjson;
mod reading;
mod record;
mod rule_counts;
mod run;
mod sarif;
mod snippet;
mod statistics;
mod summary;
mod xml;

use std::borrow::Cow;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::terminal::Style;
use crate::knowledge::{Knowledge, Rule, Severity};
use crate::lint::{Finding, Fixes};
use crate::text::{Encoding, LineIndex, Position};

pub(super) use github::append_step_summary;
pub(super) use host::Host;
pub(super) use run::{Done, Run, Spent, Unread};
pub(super) use summary::Summary;

/// A macro and its findings.
#[derive(Debug)]
pub(super) struct Checked<'a> {
    /// Relative to the working directory, with `/`.
    pub(super) path: &'a str,
    /// What its front matter calls it.
    pub(super) title: Option<String>,
    /// Its text.
    pub(super) source: Cow<'a, str>,
    /// The lines of that text.
    pub(super) lines: Cow<'a, LineIndex>,
    /// In the order of the text.
    pub(super) findings: Vec<Reported>,
    /// What is known of their rules.
    pub(super) knowledge: &'a Knowledge,
    /// Where it stands in a help desk's dump: then path, text and places are those of the file of the dump.
    pub(super) dumped: Option<Box<Dumped<'a>>>,
}

/// A macro of a dump.
#[derive(Debug)]
pub(super) struct Dumped<'a> {
    /// Which it is.
    pub(super) record: Record,
    /// The macro as people read it, with the same findings at their places in that.
    pub(super) text: Checked<'a>,
}

/// A text of a dump.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Record {
    /// The JSON pointer of the text; in a table the number of the row and the column.
    pub(super) pointer: String,
    /// The id of its macro.
    pub(super) id: Option<String>,
    /// What agents search for.
    pub(super) title: String,
}

impl Checked<'_> {
    /// What is known of the rule of a finding.
    fn rule(&self, finding: &Finding) -> Option<&Rule> {
        self.knowledge.rule(&finding.rule)
    }

    /// Where a finding begins: line and column from 0, in Unicode scalar values.
    fn start(&self, finding: &Finding) -> Position {
        self.lines.position(&self.source, finding.span.start, Encoding::Utf32)
    }
}

/// A finding and its lasting name.
#[derive(Clone, Debug)]
pub(super) struct Reported {
    /// The finding.
    pub(super) finding: Finding,
    /// The same after unrelated changes to the file.
    pub(super) fingerprint: String,
    /// Whether so many of its rule are put up with: it does not fail the run by itself.
    pub(super) budgeted: bool,
}

/// What a format makes of one file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Part {
    /// What is printed, in the order of the files.
    text: String,
    /// What waits for the end, in formats that must see all before they print some.
    waiting: Vec<Waiting>,
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self { text, waiting: Vec::new() }
    }
}

/// Something told that waits until all is told.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// How much it weighs: a [`Severity`] as a number, or [`Waiting::WHOLE_RUN`].
    weight: usize,
    /// How it is told one by one; empty where it never is.
    single: String,
    /// How it is told in a list of all.
    row: String,
}

impl Waiting {
    /// Heavier than any finding: what could not be read, and what fails the run as a whole.
    const WHOLE_RUN: usize = Severity::ALL.len();
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
    fn file(&self, checked: &Checked<'_>) -> Part;

    /// What could not be read; empty where only stderr tells it.
    fn unread(&self, _unread: &Unread) -> Part {
        Part::default()
    }

    /// A budget that is spent, which comes after all files; empty where only stderr tells it.
    fn spent(&self, _spent: &Spent) -> Part {
        Part::default()
    }

    /// What stands between two files that have something to say.
    fn between(&self) -> &'static str {
        ""
    }

    /// What comes after all files.
    fn end(&self, _run: &Run) -> String {
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
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations and the summary of a step on GitHub.
    Github,
    /// GitLab's Code Quality.
    Gitlab,
    /// JUnit's XML.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// The Reviewdog Diagnostic Format.
    Rdjson,
}

impl FormatName {
    /// The format where none was asked for: what the host understands, else what people read.
    pub(super) fn of_environment() -> Self {
        match std::env::var_os("GITHUB_ACTIONS") {
            Some(value) if value == "true" => Self::Github,
            _ => Self::Human,
        }
    }

    /// Whether it can count in the place of findings, or beside them.
    pub(super) fn has_statistics(self) -> bool {
        matches!(self, Self::Human | Self::Concise | Self::Json)
    }
}

/// How to print.
#[derive(Clone, Debug)]
pub(super) struct How {
    /// In which format.
    pub(super) format: FormatName,
    /// For a reader that can be shown that.
    pub(super) style: Style,
    /// Whether to count by rule.
    pub(super) statistics: bool,
    /// The lightest severity that fails the run.
    pub(super) fails: Option<Severity>,
    /// Where the files are for the host that reads it.
    pub(super) host: Host,
}

/// The format that is asked for.
pub(super) fn format(how: &How) -> Box<dyn Format> {
    let How { style, statistics, fails, .. } = *how;
    let host = || how.host.clone();
    match how.format {
        FormatName::Human | FormatName::Concise if statistics => Box::new(statistics::Statistics::new(style)),
        FormatName::Human => Box::new(human::Human::new(style)),
        FormatName::Concise => Box::new(concise::Concise::new(style)),
        FormatName::Json => Box::new(json::Json::new(statistics)),
        FormatName::Jsonl => Box::new(jsonl::Jsonl),
        FormatName::Sarif => Box::new(sarif::Sarif::new(host())),
        FormatName::Github => Box::new(github::Github::new(host())),
        FormatName::Gitlab => Box::new(gitlab::Gitlab::new(host())),
        FormatName::Junit => Box::new(junit::Junit::new(fails)),
        FormatName::Checkstyle => Box::new(checkstyle::Checkstyle),
        FormatName::Rdjson => Box::new(rdjson::Rdjson),
    }
}

/// "1 macro", "2 macros".
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
