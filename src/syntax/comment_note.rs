//! What is written in `{% # … %}`.

use super::Mistake;
use crate::text::Span;

/// `{% # allow tone/blame %}` without a reason.
pub(super) fn missing_reason(source: &str, note: Span) -> Option<Mistake> {
    let rest = note.of(source).strip_prefix("allow")?;
    let rule = rest.trim_start();
    if rule.len() == rest.len() {
        return None;
    }
    let length = rule.find(|c: char| c == ':' || c == ',' || c.is_whitespace()).unwrap_or(rule.len());
    let id = rule.get(..length)?;
    if !id.contains('/') {
        return None;
    }
    // One rule or several, with commas between.
    let (rules, reason) = rule.split_once(':').unwrap_or((rule, ""));
    let are_rules = rules.split(',').all(|rule| !rule.trim().contains(char::is_whitespace));
    if are_rules && !reason.trim().is_empty() {
        return None;
    }
    let shown = super::values::shown(id);
    let message = format!("Say why `{shown}` is allowed here, after a colon: `# allow {shown}: legal wording`");
    Some(Mistake::new("syntax/missing-reason", note, message))
}

/// The span without blanks at its ends.
pub(super) fn trimmed(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let start = span.start + text.len() - text.trim_start().len();
    Span::new(start, start + text.trim().len())
}
