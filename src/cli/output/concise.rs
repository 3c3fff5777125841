//! `concise`: `path:line:column: severity[rule] message`, a line a finding.

use std::fmt::Write;

use super::super::paths::{one_line, prose};
use super::super::terminal::Style;
use super::{Checked, Format, Part};
use crate::lint::Fixes;

/// How long most lines are at most, in bytes.
const EXPECTED: usize = 256;

/// See the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Concise {
    style: Style,
}

impl Concise {
    /// For a reader with that style.
    pub(super) fn new(style: Style) -> Self {
        Self { style }
    }
}

impl Format for Concise {
    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        let path = one_line(checked.path);
        let mut out = String::with_capacity(checked.findings.len() * EXPECTED);
        for reported in &checked.findings {
            let finding = &reported.finding;
            let place = checked.start(finding);
            let severity = self.style.paint(finding.severity, finding.severity.as_str());
            let (line, column) = (place.line + 1, place.column + 1);
            let message = prose(&finding.message);
            // Nothing that is written to a text fails.
            _ = writeln!(out, "{path}:{line}:{column}: {severity}[{}] {message}", finding.rule);
        }
        out.into()
    }
}
