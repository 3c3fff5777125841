//! `json`: one object with all findings and the summary, a finding a line so that it can be read and compared.

use serde::Serialize;

use super::record::record;
use super::statistics::statistics;
use super::{Checked, Format, Part, Run};
use crate::knowledge::Severity;

/// How long most lines are at most, in bytes.
const EXPECTED: usize = 1_024;

/// See the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json {
    statistics: bool,
}

impl Json {
    /// With `statistics` or without.
    pub(super) fn new(statistics: bool) -> Self {
        Self { statistics }
    }
}

#[derive(Debug, Serialize)]
struct Counts {
    files: usize,
    errors: usize,
    warnings: usize,
    information: usize,
    hints: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<usize>,
}

impl Format for Json {
    fn begin(&self) -> String {
        "{\"version\": 1, \"findings\": [".to_owned()
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        let mut out = Vec::with_capacity(checked.findings.len() * EXPECTED);
        for reported in &checked.findings {
            if !out.is_empty() {
                out.push(b',');
            }
            out.push(b'\n');
            // Writing plain data to memory cannot fail.
            _ = serde_json::to_writer(&mut out, &record(checked, reported));
        }
        String::from_utf8(out).unwrap_or_default().into()
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, run: &Run) -> String {
        let summary = &run.summary;
        let counts = Counts {
            files: summary.files,
            errors: summary.count(Severity::Error),
            warnings: summary.count(Severity::Warning),
            information: summary.count(Severity::Information),
            hints: summary.count(Severity::Hint),
            hidden: summary.hidden,
        };
        // Plain numbers cannot fail to be written.
        let counts = serde_json::to_string(&counts).unwrap_or_default();
        let statistics = match self.statistics {
            true => format!(", \"statistics\": {}", serde_json::to_string(&statistics(run)).unwrap_or_default()),
            false => String::new(),
        };
        format!("\n], \"summary\": {counts}{statistics}}}\n")
    }
}
