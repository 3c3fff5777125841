//! The schema of a finding, as `check --format jsonl` prints one a line and `--format json` in its list.

use serde_json::{Value, json};

use super::parts::{all, count, list, text};
use super::{described, document, object};
use crate::knowledge::Severity;
use crate::lint::Applicability;

pub(super) fn schema() -> Value {
    let severities: Vec<&str> = Severity::ALL.iter().rev().map(|severity| severity.as_str()).collect();
    let applicabilities = [Applicability::Safe, Applicability::Suggested].map(Applicability::as_str);
    let path = described(text(), "Relative to the working directory, with `/`.");
    let range = || json!({ "$ref": "#/$defs/range" });
    let edit =
        all([("path", path.clone()), ("range", range()), ("text", described(text(), "What stands there then."))]);
    let fix = all([
        ("title", described(text(), "What it does, in the imperative.")),
        ("applicability", described(json!({ "enum": applicabilities }), "A safe one cannot change the meaning.")),
        ("edits", described(list(edit), "They do not overlap.")),
    ]);
    let related = all([("path", path.clone()), ("range", range()), ("message", text())]);
    let mut finding = all([
        ("path", path),
        ("rule", described(json!({ "type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$" }), "The id of its rule.")),
        ("severity", described(json!({ "enum": severities }), "After configuration.")),
        ("techniques", described(list(text()), "The techniques that the rule serves.")),
        ("message", described(text(), "One line, code in backticks.")),
        ("url", described(text(), "The page of the rule; empty for a team's own.")),
        ("range", range()),
        ("when", described(list(text()), "The conditions under which it holds, in source order.")),
        ("fingerprint", described(text(), "The same after unrelated changes to the file.")),
        ("related", described(list(related), "Other places that help.")),
        ("fixes", described(list(fix), "What can be done, the best first.")),
    ]);
    let place = all([
        ("line", described(count(1), "From 1.")),
        ("column", described(count(1), "From 1, in Unicode scalar values.")),
        ("offset", described(count(0), "From 0, in bytes.")),
    ]);
    let range = all([("start", json!({ "$ref": "#/$defs/place" })), ("end", json!({ "$ref": "#/$defs/place" }))]);
    let record = all([
        (
            "pointer",
            described(text(), "The JSON pointer of its text; in a table the number of the row and the column."),
        ),
        ("id", described(json!({ "type": ["string", "null"] }), "The id of its macro.")),
        ("title", described(text(), "The title of its macro.")),
    ]);
    if let Some(Value::Object(properties)) = finding.get_mut("properties") {
        let record =
            described(record, "In the dump of a help desk: what it was found in. Places are those of the dump.");
        properties.insert("record".to_owned(), record);
    }
    if let Value::Object(finding) = &mut finding {
        let defs = json!({ "place": place, "range": range, "statistic": statistic(&severities), "report": report() });
        finding.insert("$defs".to_owned(), defs);
    }
    document("finding", "A finding of softspoken", finding)
}

/// What `--format json` prints: the schema's own findings, and what they come to.
fn report() -> Value {
    let counts = ["files", "errors", "warnings", "information", "hints"];
    let hidden = described(count(0), "With a baseline: what it knows, which is not among the findings.");
    let summary = counts.map(|name| (name, count(0))).into_iter().chain([("hidden", hidden)]);
    let summary = object(summary.map(|(name, value)| (name.to_owned(), value)).collect(), &counts);
    let statistics = list(json!({ "$ref": "#/$defs/statistic" }));
    let properties = [
        ("version", json!({ "const": 1 })),
        ("findings", list(json!({ "$ref": "#" }))),
        ("summary", summary),
        ("statistics", described(statistics, "With `--statistics`: the heaviest first, then the most frequent.")),
    ];
    let properties = properties.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    object(properties, &["version", "findings", "summary"])
}

/// How often one rule found something of one severity.
fn statistic(severities: &[&str]) -> Value {
    all([
        ("rule", described(text(), "The id of the rule.")),
        ("severity", json!({ "enum": severities })),
        ("techniques", list(text())),
        ("findings", count(1)),
        ("macros", described(count(1), "Macros with such a finding.")),
    ])
}
