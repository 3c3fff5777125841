//! `json`: one object with all findings and the summary, a finding a line so that it can be read and compared.

use serde::Serialize;

use super::record::record;
use super::{Checked, Format, Summary};
use crate::knowledge::Severity;

/// See the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json;

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

    fn file(&self, checked: &Checked<'_>) -> String {
        // Writing plain data to memory cannot fail.
        let line = |reported| format!("\n{}", serde_json::to_string(&record(checked, reported)).unwrap_or_default());
        checked.findings.iter().map(line).collect::<Vec<_>>().join(",")
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, summary: &Summary) -> String {
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
        format!("\n], \"summary\": {counts}}}\n")
    }
}
