//! `rdjson`: the Reviewdog Diagnostic Format, which reviewdog writes into pull requests, with suggestions to accept.

use serde_json::{Value, json};

use super::super::paths::prose;
use super::reading::as_one;
use super::{Checked, Format, Part, Run, Unread};
use crate::knowledge::{Rule, Severity};
use crate::lint::{Elsewhere, Finding, Fix, Related};
use crate::text::{Encoding, LineIndex, Span};

/// See the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rdjson;

impl Format for Rdjson {
    fn begin(&self) -> String {
        let source = json!({ "name": "softspoken", "url": env!("CARGO_PKG_HOMEPAGE") });
        format!("{{\"source\": {source}, \"diagnostics\": [")
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        let line = |finding| format!("\n{}", diagnostic(checked, finding));
        checked.findings.iter().map(|reported| line(&reported.finding)).collect::<Vec<_>>().join(",").into()
    }

    fn unread(&self, unread: &Unread) -> Part {
        let diagnostic = json!({
            "message": prose(&unread.words),
            "location": { "path": unread.path.as_deref().unwrap_or(".") },
            "severity": "ERROR",
        });
        format!("\n{diagnostic}").into()
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, _run: &Run) -> String {
        "\n]}\n".to_owned()
    }
}

fn diagnostic(checked: &Checked<'_>, finding: &Finding) -> Value {
    let mut code = json!({ "value": finding.rule });
    if let Some(url) = checked.rule(finding).map(Rule::url).filter(|url| !url.is_empty()) {
        code["url"] = url.into();
    }
    let suggestions: Vec<Value> = finding.fixes.iter().filter_map(|fix| suggestion(checked, fix)).collect();
    let related: Vec<Value> = finding.related.iter().map(|related| related_location(checked, related)).collect();
    json!({
        "message": prose(&finding.message),
        "location": { "path": checked.path, "range": range(&checked.source, &checked.lines, finding.span) },
        "severity": severity(finding.severity),
        "code": code,
        "suggestions": suggestions,
        "related_locations": related,
    })
}

/// A fix as one replacement, since a suggestion has one range.
fn suggestion(checked: &Checked<'_>, fix: &Fix) -> Option<Value> {
    let edit = as_one(&checked.source, fix)?;
    Some(json!({ "range": range(&checked.source, &checked.lines, edit.span), "text": edit.text }))
}

fn related_location(checked: &Checked<'_>, related: &Related) -> Value {
    let (path, range) = match &related.elsewhere {
        Some(Elsewhere { label, source }) => (label.as_str(), range(source, &LineIndex::new(source), related.span)),
        None => (checked.path, range(&checked.source, &checked.lines, related.span)),
    };
    json!({ "message": prose(&related.message), "location": { "path": path, "range": range } })
}

/// Lines and columns from 1, columns in bytes.
fn range(source: &str, lines: &LineIndex, span: Span) -> Value {
    let place = |offset: usize| {
        let position = lines.position(source, offset, Encoding::Utf8);
        json!({ "line": position.line + 1, "column": position.column + 1 })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Information | Severity::Hint => "INFO",
    }
}
