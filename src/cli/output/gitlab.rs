//! `gitlab`: a Code Quality report, which GitLab shows in merge requests.

use serde_json::{Value, json};

use super::super::paths::prose;
use super::{Checked, Format, Host, Part, Reported, Run, Unread};
use crate::knowledge::Severity;
use crate::lint::Fixes;
use crate::text::fnv1a;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Gitlab {
    host: Host,
}

impl Gitlab {
    /// For that host.
    pub(super) fn new(host: Host) -> Self {
        Self { host }
    }

    fn finding(&self, checked: &Checked<'_>, reported: &Reported) -> Value {
        let finding = &reported.finding;
        let line = |offset| checked.lines.line_of(offset) + 1;
        let path = self.host.path(checked.path);
        json!({
            "description": prose(&finding.message),
            "check_name": finding.rule,
            // Unique in the report, or GitLab drops all but one: fingerprints of their own are so in one file only.
            "fingerprint": format!("{:016x}{}", fnv1a(&path), reported.fingerprint),
            "severity": severity(finding.severity),
            "location": { "path": path, "lines": { "begin": line(finding.span.start), "end": line(finding.span.end) } },
        })
    }
}

impl Format for Gitlab {
    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn begin(&self) -> String {
        "[".to_owned()
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        let line = |reported| format!("\n{}", self.finding(checked, reported));
        checked.findings.iter().map(line).collect::<Vec<_>>().join(",").into()
    }

    fn unread(&self, unread: &Unread) -> Part {
        let path = self.host.path(unread.path.as_deref().unwrap_or("."));
        let issue = json!({
            "description": prose(&unread.words),
            "check_name": "unreadable",
            "fingerprint": format!("{:016x}{:016x}", fnv1a(&path), fnv1a(&unread.words)),
            "severity": "blocker",
            "location": { "path": path, "lines": { "begin": 1 } },
        });
        format!("\n{issue}").into()
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, _run: &Run) -> String {
        "\n]\n".to_owned()
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Information => "minor",
        Severity::Hint => "info",
    }
}
