//! The path on which a finding holds: its conditions, the places that have to do with it, and the finding itself.

use serde_json::{Value, json};

use super::super::{Checked, Host};
use super::place::{here, related};
use super::prose;
use super::result::text;
use crate::lint::Finding;
use crate::text::Span;

/// How many bytes before a finding its conditions are looked for.
const NEAR: usize = 4096;
/// How many places with its words are looked at.
const MOST: usize = 32;

/// The code flow of a finding that needs conditions.
pub(super) fn flow(host: &Host, checked: &Checked<'_>, finding: &Finding) -> Option<Value> {
    if finding.when.is_empty() {
        return None;
    }
    let step = |words: &str, place: Value| json!({ "location": { "message": { "text": text(&prose(words)) }, "physicalLocation": place } });
    let condition = |condition: &String| {
        let span = place_of(checked, finding.span, condition);
        step(&format!("where {condition}"), here(host, checked, span))
    };
    let mut steps: Vec<Value> = finding.when.iter().map(condition).collect();
    steps.extend(finding.related.iter().map(|place| step(&place.message, related(host, checked, place))));
    steps.push(step(&finding.message, here(host, checked, finding.span)));
    Some(json!({ "threadFlows": [{ "locations": steps }] }))
}

/// Where a condition stands in a tag shortly before or in the finding; the finding itself where it cannot be told.
fn place_of(checked: &Checked<'_>, finding: Span, condition: &str) -> Span {
    let words = condition.strip_prefix("not ").unwrap_or(condition);
    let from = checked.source.floor_char_boundary(finding.start.saturating_sub(NEAR));
    let to = checked.source.ceil_char_boundary(finding.end.min(finding.start.saturating_add(NEAR)));
    let text = checked.source.get(from..to).unwrap_or_default();
    let in_tag = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        before.rfind("{%").is_some_and(|tag| !before.get(tag..).unwrap_or_default().contains("%}"))
    };
    let place = text.rmatch_indices(words).take(MOST).map(|(at, _)| at).find(|at| in_tag(*at));
    place.map_or(finding, |at| Span::new(from + at, from + at + words.len()))
}
