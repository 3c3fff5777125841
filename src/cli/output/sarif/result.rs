//! A finding as a result.

use serde_json::{Map, Value, json};

use super::super::{Checked, Host, Reported};
use super::place::{artifact, found, region, related};
use super::{flow, prose};
use crate::knowledge::Severity;
use crate::lint::{Fix, Related};
use crate::text::Edit;

/// The result of one finding.
pub(super) fn result(host: &Host, checked: &Checked<'_>, reported: &Reported) -> Value {
    let finding = &reported.finding;
    let mut out = Map::new();
    let mut add = |name: &str, value: Value| drop(out.insert(name.to_owned(), value));
    add("ruleId", json!(finding.rule));
    add("level", json!(level(finding.severity)));
    add("message", json!({ "text": text(&prose(&finding.message)) }));
    add("locations", json!([{ "physicalLocation": found(host, checked, finding.span) }]));
    add("partialFingerprints", json!({ "softspoken/v1": reported.fingerprint }));
    if !finding.related.is_empty() {
        let location = |(index, place)| related_location(host, checked, index, place);
        add("relatedLocations", finding.related.iter().enumerate().map(location).collect());
    }
    if let Some(flow) = flow::flow(host, checked, finding) {
        add("codeFlows", json!([flow]));
    }
    if !finding.fixes.is_empty() {
        add("fixes", finding.fixes.iter().map(|fix| self::fix(host, checked, fix)).collect());
    }
    add("properties", json!({ "severity": finding.severity.as_str(), "when": finding.when }));
    Value::Object(out)
}

fn related_location(host: &Host, checked: &Checked<'_>, index: usize, place: &Related) -> Value {
    json!({
        "id": index,
        "message": { "text": text(&prose(&place.message)) },
        "physicalLocation": related(host, checked, place),
    })
}

fn fix(host: &Host, checked: &Checked<'_>, fix: &Fix) -> Value {
    let replacement = |edit: &Edit| {
        json!({
            "deletedRegion": region(&checked.source, &checked.lines, edit.span),
            "insertedContent": { "text": edit.text },
        })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": { "text": text(&prose(&fix.title)) },
        "artifactChanges": [{ "artifactLocation": artifact(host, checked.path), "replacements": replacements }],
        "properties": { "applicability": fix.applicability.as_str() },
    })
}

/// SARIF knows nothing lighter than a note.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// Plain text of a message: brackets that would read as a link are escaped.
///
/// Braces stay single, although section 3.11.5 doubles them: readers that only put arguments in the place of `{0}` show doubled
/// ones as they stand, and the braces of macros are what these messages are about.
pub(super) fn text(words: &str) -> String {
    if words.contains("](") { words.replace('[', "\\[").replace(']', "\\]") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_of_a_message_are_no_link() {
        assert_eq!(text("say [this](1) now"), "say \\[this\\](1) now");
        assert_eq!(text("fill in `[[name]]`"), "fill in `[[name]]`");
    }
}
