//! Reasons of allowances that are still to be written: editors leave a few words in their place.

use super::allow::allowed_rules;
use super::{Finding, Subject};
use crate::knowledge::Severity;
use crate::syntax::ItemKind;
use crate::text::Span;

const UNWRITTEN: &str = "meta/missing-reason";

/// What stands for the reason of an allowance until its author has written it.
pub const REASON_TO_WRITE: &str = "say why";

/// One finding for each allowance whose reason is still to be written.
pub(super) fn unwritten(subject: &Subject) -> Vec<Finding> {
    let Subject { source, parsed, knowledge, settings, .. } = subject;
    let default = knowledge.rule(UNWRITTEN).map_or(Severity::Error, |rule| rule.severity);
    let Some(severity) = settings.severity(UNWRITTEN, default) else { return Vec::new() };
    let of_file = parsed.front_matter.allow.iter().map(|allowance| allowance.reason.span);
    let here = parsed.items.iter().filter_map(|item| match item.kind {
        ItemKind::CommentTag(text) => {
            allowed_rules(text.of(source))?;
            let colon = text.of(source).find(':')?;
            Some(Span::new(text.start + colon + 1, text.end))
        }
        _ => None,
    });
    let places = of_file.chain(here).filter_map(|place| {
        let text = place.of(source);
        let start = place.start + text.find(REASON_TO_WRITE)?;
        let rest = text.replacen(REASON_TO_WRITE, "", 1);
        let bare = rest.chars().all(|letter| letter.is_whitespace() || matches!(letter, '"' | '\''));
        bare.then(|| Span::new(start, start + REASON_TO_WRITE.len()))
    });
    let told = places.map(|span| Finding {
        rule: UNWRITTEN.to_owned(),
        severity,
        span,
        message: "the reason is still to be written; say in a few words why the rule is switched off".to_owned(),
        when: Vec::new(),
        related: Vec::new(),
        fixes: Vec::new(),
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::lint::Fixes;
    use crate::lint::{Settings, check};
    use crate::message::NoSnippets;
    use crate::syntax::Macro;
    use crate::text::{Edit, apply_edits};

    /// The findings of the family as their rule and place; then the text after their fixes.
    fn told(source: &str) -> (Vec<(String, String)>, String) {
        let (parsed, settings) = (Macro::parse(source), Settings::default());
        let knowledge = Knowledge::shipped();
        let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets };
        let found: Vec<Finding> =
            check(&subject, Fixes::All).into_iter().filter(|one| one.rule.starts_with("meta/")).collect();
        let edits: Vec<Edit> = found.iter().flat_map(|one| &one.fixes).flat_map(|fix| fix.edits.clone()).collect();
        let places = found.iter().map(|one| (one.rule.clone(), one.span.of(source).to_owned()));
        (places.collect(), apply_edits(source, &edits).unwrap())
    }

    #[test]
    fn a_reason_that_was_never_written_is_told() {
        let unwritten = |source: &str| {
            let (found, after) = told(source);
            assert_eq!(found, [(UNWRITTEN.to_owned(), "say why".to_owned())], "{source}");
            assert_eq!(after, source);
        };
        unwritten("Please calm down.{% # allow tone/calm-command: say why %}");
        unwritten("---\nallow:\n  tone/calm-command: say why\n---\nPlease calm down.");
        unwritten("---\nallow: {tone/calm-command: \"say why\"}\n---\nPlease calm down.");
        let (found, _) = told("Please calm down.{% # allow tone/calm-command: we say why in the law quoted %}");
        assert_eq!(found, []);
    }

    #[test]
    fn what_hides_nothing_is_taken_away_in_front_matter_too() {
        let (found, after) = told("---\ntitle: x\nallow:\n  tone/calm-command: agreed\n---\nHello.");
        assert_eq!(found, [("meta/unused-allow".to_owned(), "tone/calm-command".to_owned())]);
        assert_eq!(after, "---\ntitle: x\n---\nHello.");
    }
}
