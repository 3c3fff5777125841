//! A rule as a reporting descriptor.

use serde_json::{Map, Value, json};

use super::result::level;
use crate::knowledge::{Rule, Severity, rule_page};
use crate::workspace::Known;

/// The descriptor of the rule `id`: all that is `known` of it.
pub(super) fn rule(id: &str, known: Option<&Known>) -> Value {
    let mut out = Map::new();
    let mut add = |name: &str, value: Value| drop(out.insert(name.to_owned(), value));
    add("id", json!(id));
    add("name", json!(name(id)));
    if let Some((known, rule)) = known.and_then(|known| Some((known, known.rule(id)?))) {
        let why = rule.why.split_whitespace().collect::<Vec<_>>().join(" ");
        add("shortDescription", json!({ "text": rule.title }));
        add("fullDescription", json!({ "text": why }));
        add("help", json!({ "text": why, "markdown": rule_page(known, rule) }));
        let url = rule.url();
        if !url.is_empty() {
            add("helpUri", json!(url));
        }
        add("defaultConfiguration", json!({ "level": level(rule.severity) }));
        add("properties", json!({ "tags": tags(rule), "problem.severity": problem(rule.severity) }));
    }
    Value::Object(out)
}

/// The family, and the techniques that the rule serves.
fn tags(rule: &Rule) -> Vec<&str> {
    let family = rule.id.split('/').next().unwrap_or_default();
    [family].into_iter().chain(rule.techniques.iter().map(String::as_str)).collect()
}

/// The word by which code scanning sorts.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "recommendation",
    }
}

/// "ToneFlatRefusal", as SARIF wants names to be.
fn name(id: &str) -> String {
    let words = id.split(['/', '-']);
    words
        .flat_map(|word| word.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }))
        .collect()
}
