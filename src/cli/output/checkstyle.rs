//! `checkstyle`: the XML of Checkstyle, which many tools read.

use super::super::paths::prose;
use super::xml::{DECLARATION, Element};
use super::{Checked, Format, Part, Run, Unread};
use crate::knowledge::Severity;
use crate::lint::{Finding, Fixes};

/// See the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checkstyle;

impl Format for Checkstyle {
    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn begin(&self) -> String {
        // The version of Checkstyle whose elements these are.
        format!("{DECLARATION}<checkstyle version=\"4.3\">\n")
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        if checked.findings.is_empty() {
            return Part::default();
        }
        let errors = checked.findings.iter().map(|reported| error(checked, &reported.finding));
        Element::new("file").with("name", checked.path).elements(errors).lines().into()
    }

    fn unread(&self, unread: &Unread) -> Part {
        let error = Element::new("error")
            .with("line", "1")
            .with("severity", "error")
            .with("message", prose(&unread.words))
            .with("source", "unreadable");
        Element::new("file").with("name", unread.path.as_deref().unwrap_or(".")).elements([error]).lines().into()
    }

    fn end(&self, _run: &Run) -> String {
        "</checkstyle>\n".to_owned()
    }
}

fn error<'a>(checked: &Checked<'_>, finding: &'a Finding) -> Element<'a> {
    let place = checked.start(finding);
    Element::new("error")
        .with("line", (place.line + 1).to_string())
        .with("column", (place.column + 1).to_string())
        .with("severity", severity(finding.severity))
        .with("message", prose(&finding.message))
        .with("source", finding.rule.as_str())
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "info",
    }
}
