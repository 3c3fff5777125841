//! `--statistics`: how often each rule found something, in the place of the findings.

use serde::Serialize;

use super::rule_counts::Counted;
use super::{Checked, Format, Part, Run};
use crate::cli::terminal::Style;
use crate::lint::Fixes;

/// A table, a line a rule and severity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statistics {
    style: Style,
}

impl Statistics {
    /// For a reader with that style.
    pub(super) fn new(style: Style) -> Self {
        Self { style }
    }
}

const HEADINGS: [&str; 5] = ["FINDINGS", "MACROS", "SEVERITY", "RULE", "TECHNIQUES"];

impl Format for Statistics {
    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn file(&self, _checked: &Checked<'_>) -> Part {
        Part::default()
    }

    fn end(&self, run: &Run) -> String {
        let counted = run.rules.heaviest_first();
        if counted.is_empty() {
            return String::new();
        }
        let widest = counted.iter().map(|counted| counted.rule.len()).max().unwrap_or_default();
        let [findings, macros, severity, rule, techniques] = HEADINGS;
        let mut out = self.style.bold(&format!("{findings}  {macros}  {severity:11}  {rule:widest$}  {techniques}"));
        out.push('\n');
        for Counted { rule, severity, count, entry } in counted {
            let word = self.style.paint(severity, &format!("{:11}", severity.as_str()));
            let techniques = entry.map(|entry| entry.techniques.join(", ")).unwrap_or_default();
            let line = format!("{:8}  {:6}  {word}  {rule:widest$}  {techniques}", count.findings, count.macros);
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// The same for programs.
#[derive(Debug, Serialize)]
pub(super) struct Statistic<'a> {
    rule: &'a str,
    severity: &'static str,
    techniques: &'a [String],
    findings: usize,
    macros: usize,
}

impl<'a> From<Counted<'a>> for Statistic<'a> {
    fn from(counted: Counted<'a>) -> Self {
        Self {
            rule: counted.rule,
            severity: counted.severity.as_str(),
            techniques: counted.entry.map_or(&[], |entry| &entry.techniques),
            findings: counted.count.findings,
            macros: counted.count.macros,
        }
    }
}

/// All of them, the heaviest first.
pub(super) fn statistics(run: &Run) -> Vec<Statistic<'_>> {
    run.rules.heaviest_first().into_iter().map(Statistic::from).collect()
}
