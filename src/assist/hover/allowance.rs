//! Rules and families in allowances.

use super::Hover;
use crate::knowledge::{Knowledge, rule_page};
use crate::text::Span;

/// The most rules of a family that are listed.
const MOST: usize = 12;

/// The rule that `{% # allow … %}` names at byte `offset`, where `text` is what follows the `#`.
pub(super) fn at(knowledge: &Knowledge, source: &str, text: Span, offset: usize) -> Option<Hover> {
    let comment = text.of(source);
    let rules = comment.strip_prefix("allow").filter(|rest| rest.starts_with(char::is_whitespace))?;
    let rules = rules.split(':').next()?;
    let mut start = text.start + "allow".len();
    for piece in rules.split(',') {
        let blanks = piece.len() - piece.trim_start().len();
        let rule = piece.trim();
        let span = Span::new(start + blanks, start + blanks + rule.len());
        if span.touches(offset) {
            return Some(Hover { span, markdown: words(knowledge, rule)? });
        }
        start += piece.len() + 1;
    }
    None
}

/// A rule, or the rules of a family such as `tone/`.
pub(super) fn words(knowledge: &Knowledge, named: &str) -> Option<String> {
    if let Some(rule) = knowledge.rule(named) {
        return Some(format!("##{}", rule_page(knowledge, rule).trim_end()));
    }
    let family = knowledge.rules.iter().filter(|rule| named.ends_with('/') && rule.id.starts_with(named));
    let lines: Vec<String> = family.map(|rule| format!("- `{}`: {}", rule.id, rule.title)).collect();
    if lines.is_empty() {
        return None;
    }
    let more = lines.len().saturating_sub(MOST);
    let shown = lines.get(..MOST).unwrap_or(&lines).join("\n");
    let more = if more > 0 { format!("\n- and {more} more") } else { String::new() };
    Some(format!("All rules that begin with `{named}`:\n\n{shown}{more}"))
}
