//! `github`: workflow commands, from which GitHub makes annotations on the changed lines, and the Markdown page of the step.
//!
//! GitHub shows ten errors, ten warnings and ten notices of a step, so the heaviest findings wait until all are known and come
//! first; one notice says how many more there are, and the page lists them.

mod command;
mod held;
mod markdown;
mod step_summary;

use super::super::paths::{one_line, prose};
use super::super::terminal::Style;
use super::{Checked, Format, Host, Part, Run, Spent, Unread, Waiting, count, notes};
use crate::knowledge::{Rule, Severity};
use crate::lint::{Finding, Fixes};
use crate::text::Encoding;
use command::Command;
use held::{ANNOTATIONS, Kind};

pub(in crate::cli) use held::Held;
pub(in crate::cli) use step_summary::append as append_step_summary;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Github {
    host: Host,
}

impl Github {
    /// For that host.
    pub(super) fn new(host: Host) -> Self {
        Self { host }
    }

    fn annotation(&self, checked: &Checked<'_>, finding: &Finding) -> String {
        let start = checked.start(finding);
        let end = checked.lines.position(&checked.source, finding.span.end, Encoding::Utf32);
        let title = match checked.rule(finding) {
            Some(rule) => format!("{} ({})", rule.title, rule.id),
            None => finding.rule.clone(),
        };
        let mut command = Command::new(Kind::of(finding.severity as usize).name())
            .with("file", &self.host.path(checked.path))
            .with("line", &(start.line + 1).to_string())
            .with("endLine", &(end.line + 1).to_string());
        // Of several lines GitHub takes no columns.
        if start.line == end.line {
            command =
                command.with("col", &(start.column + 1).to_string()).with("endColumn", &(end.column + 1).to_string());
        }
        let place = format!("{}:{}:{}", one_line(checked.path), start.line + 1, start.column + 1);
        let first = format!("{place}: {}", prose(&finding.message));
        let lines: Vec<String> = [first].into_iter().chain(notes::lines(checked, finding)).collect();
        command.with("title", &title).says(&lines.join("\n"))
    }

    fn row(&self, checked: &Checked<'_>, finding: &Finding) -> String {
        let start = checked.start(finding);
        let place = format!("{}:{}:{}", self.host.path(checked.path), start.line + 1, start.column + 1);
        let url = checked.rule(finding).map(Rule::url).unwrap_or_default();
        markdown::row(&[
            finding.severity.as_str().to_owned(),
            markdown::code(&place),
            markdown::text(&finding.message),
            markdown::link(&finding.rule, &url),
        ])
    }
}

impl Format for Github {
    /// One suggestion is shown of each finding.
    fn fixes(&self) -> Fixes {
        Fixes::First
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        let mut told = [0; Severity::ALL.len()];
        let mut bytes = 0;
        let mut waiting = Vec::new();
        for finding in checked.findings.iter().map(|reported| &reported.finding) {
            let weight = finding.severity as usize;
            let told = told.get_mut(weight).map_or(0, |told| std::mem::replace(told, *told + 1));
            // More than a step may have need not be written.
            let single = if told < ANNOTATIONS { self.annotation(checked, finding) } else { String::new() };
            let row = if bytes < step_summary::MOST_BYTES { self.row(checked, finding) } else { String::new() };
            bytes += row.len();
            waiting.push(Waiting { weight, single, row });
        }
        Part { text: String::new(), waiting }
    }

    fn unread(&self, unread: &Unread) -> Part {
        let mut command = Command::new(Kind::Error.name());
        let mut words = prose(&unread.words);
        let mut place = String::new();
        if let Some(path) = &unread.path {
            command = command.with("file", &self.host.path(path));
            words = format!("{}: {words}", one_line(path)).into();
            place = markdown::code(&self.host.path(path));
        }
        let title = if unread.repeated { "Comes twice" } else { "Not checked" };
        let single = command.with("title", title).says(&words);
        let cells = [title.to_lowercase(), place, markdown::text(&unread.words), String::new()];
        Part {
            text: String::new(),
            waiting: vec![Waiting { weight: Waiting::WHOLE_RUN, single, row: markdown::row(&cells) }],
        }
    }

    fn spent(&self, Spent { rule, words }: &Spent) -> Part {
        let single = Command::new(Kind::Error.name()).with("title", "Budget spent").says(words);
        let cells = ["budget spent".to_owned(), String::new(), markdown::text(words), markdown::code(rule)];
        Part {
            text: String::new(),
            waiting: vec![Waiting { weight: Waiting::WHOLE_RUN, single, row: markdown::row(&cells) }],
        }
    }

    fn end(&self, run: &Run) -> String {
        let (mut out, left) = run.held.annotations();
        if left > 0 {
            let mut words = format!("{} not shown here", count(left, "finding is", "findings are"));
            if step_summary::page_of_step().is_some() {
                words.push_str("; the summary of this step lists them as far as it has room");
            }
            out.push_str(&Command::new(Kind::Notice.name()).with("title", "softspoken").says(&words));
        }
        let sentence = run.summary.sentence(Style::PLAIN);
        if sentence.is_empty() { out } else { format!("{out}{sentence}\n") }
    }
}
