//! What the page says of one macro: a row, and what it unfolds to.

use std::cmp::Reverse;

use serde::Serialize;

use super::escape;
use crate::knowledge::{Act, Severity};
use crate::report::MacroReport;
use crate::text::{Encoding, LineIndex};

/// A macro, ready to be printed.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Entry {
    /// The macro that needs attention most comes first.
    pub(super) rank: Rank,
    /// The cells of its row.
    pub(super) cells: String,
    /// What it unfolds to, as one line of JSON.
    pub(super) detail: String,
}

/// Errors, warnings, techniques missed, information, hints: more of them first; then by path.
pub(super) type Rank = (Reverse<[usize; 5]>, String);

/// What a row unfolds to.
#[derive(Debug, Serialize)]
struct Detail<'a> {
    used: &'a [String],
    missed: &'a [String],
    findings: Vec<Finding<'a>>,
    sentences: Vec<Sentence<'a>>,
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    severity: &'static str,
    rule: &'a str,
    line: usize,
    message: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    when: &'a [String],
}

#[derive(Debug, Serialize)]
struct Sentence<'a> {
    line: usize,
    text: &'a str,
    acts: Vec<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    when: &'a [String],
}

impl Entry {
    /// The entry of the macro at `path`.
    pub(in crate::cli) fn new(path: &str, source: &str, report: &MacroReport) -> Self {
        let [hint, information, warning, error] = report.findings;
        Self {
            rank: (Reverse([error, warning, report.missed.len(), information, hint]), path.to_owned()),
            cells: cells(path, report),
            detail: detail(source, report),
        }
    }
}

fn cells(path: &str, report: &MacroReport) -> String {
    let path = escape::text(path);
    let title = report.title.as_deref().map(escape::text).filter(|title| !title.trim().is_empty());
    let name = match &title {
        Some(title) => format!("<b>{title}</b><i>{path}</i>"),
        None => format!("<b>{path}</b>"),
    };
    let mut out = format!("<th scope=row><button type=button aria-expanded=false>{name}</button></th>");
    out += &format!("<td>{}</td>", report.intent.unwrap_or("–"));
    let number = |number: u64| format!("<td>{number}</td>");
    out += &number(report.paths);
    out += &number(report.words as u64);
    for severity in Severity::ALL.into_iter().rev() {
        let count = report.findings.get(severity as usize).copied().unwrap_or_default();
        match count {
            0 => out += "<td>0</td>",
            _ => out += &format!("<td class={}>{count}</td>", severity.as_str()),
        }
    }
    out += &number(report.used.len() as u64);
    out += &number(report.missed.len() as u64);
    out
}

fn detail(source: &str, report: &MacroReport) -> String {
    let lines = LineIndex::new(source);
    let line = |offset: usize| lines.position(source, offset, Encoding::Utf8).line + 1;
    let findings = report.found.iter().map(|finding| Finding {
        severity: finding.severity.as_str(),
        rule: &finding.rule,
        line: line(finding.span.start),
        message: &finding.message,
        when: &finding.when,
    });
    let sentences = report.sentences.iter().map(|sentence| Sentence {
        line: line(sentence.span.start),
        text: &sentence.text,
        acts: sentence.acts.iter().map(Act::as_str).collect(),
        when: &sentence.when,
    });
    let detail = Detail {
        used: &report.used,
        missed: &report.missed,
        findings: findings.collect(),
        sentences: sentences.collect(),
    };
    // Writing plain data to memory cannot fail.
    escape::json(&serde_json::to_string(&detail).unwrap_or_default())
}
