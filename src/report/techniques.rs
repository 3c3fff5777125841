//! Which techniques a macro uses, and which it misses.

use crate::knowledge::{Acts, Knowledge, Technique};
use crate::lint::Finding;

/// The family of the rules that look at a message as a whole: what they find is a technique that is missing.
const FLOW: &str = "flow/";

/// What a macro is for that does not say so.
const GENERAL: &str = "general";

/// The ids of the techniques that a macro uses and of those that it misses, in the order of the packs. One that is missed
/// on some path is not used, even where the macro does its acts on others.
pub(super) fn judge(
    knowledge: &Knowledge,
    intent: Option<&str>,
    acts: Acts,
    found: &[Finding],
) -> (Vec<String>, Vec<String>) {
    let rules = found.iter().filter(|finding| finding.rule.starts_with(FLOW));
    let rules = rules.filter_map(|finding| knowledge.rule(&finding.rule));
    let named: Vec<&String> = rules.flat_map(|rule| &rule.techniques).collect();
    let intent = intent.unwrap_or(GENERAL);
    let (mut used, mut missed) = (Vec::new(), Vec::new());
    for technique in &knowledge.techniques {
        if named.contains(&&technique.id) {
            missed.push(technique.id.clone());
            continue;
        }
        match does(technique, acts) {
            Some(true) => used.push(technique.id.clone()),
            Some(false) if technique.expected_in.iter().any(|expected| expected == intent) => {
                missed.push(technique.id.clone());
            }
            _ => {}
        }
    }
    (used, missed)
}

/// Whether `acts` show a technique; `None` where acts alone do not tell.
fn does(technique: &Technique, acts: Acts) -> Option<bool> {
    let asked: Acts = technique.acts.iter().copied().collect();
    (!asked.is_empty()).then(|| acts.contains_all(asked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{PackFile, load};
    use crate::lint::{Fixes, Settings, Subject, check as lint};
    use crate::message::NoSnippets;
    use crate::syntax::Macro;

    const PACK: &str = r#"
[[technique]]
id = "sorry"
title = "S"
summary = "S."
acts = ["apologise"]
expected_in = ["apology"]
[[technique]]
id = "way-out"
title = "W"
summary = "W."
acts = ["choice", "alternative"]
expected_in = ["refusal", "general"]
[[technique]]
id = "order"
title = "O"
summary = "O."
expected_in = ["apology"]
[[rule]]
id = "flow/order"
severity = "hint"
techniques = ["order", "sorry"]
title = "O"
why = "W"
message = "M"
case = [{ phrases = ["late"] }]
[[rule]]
id = "tone/no"
severity = "hint"
techniques = ["way-out"]
title = "O"
why = "W"
message = "M"
case = [{ phrases = ["no"] }]
"#;

    /// What a macro of this intent that does these acts uses and misses.
    fn check(intent: Option<&str>, acts: &[crate::knowledge::Act], source: &str, used: &[&str], missed: &[&str]) {
        let (knowledge, mistakes) = load(&[PackFile { name: "pack.toml", text: PACK }]);
        assert_eq!(mistakes, []);
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        let subject =
            Subject { source, parsed: &parsed, knowledge: &knowledge, settings: &settings, snippets: &NoSnippets };
        let found = lint(&subject, Fixes::None);
        let judged = judge(&knowledge, intent, acts.iter().copied().collect(), &found);
        assert_eq!(
            judged,
            (used.iter().map(|id| id.to_string()).collect(), missed.iter().map(|id| id.to_string()).collect())
        );
    }

    use crate::knowledge::Act::{Alternative, Apologise, Choice};

    #[test]
    fn acts_show_what_is_used() {
        check(None, &[Apologise, Choice, Alternative], "", &["sorry", "way-out"], &[]);
        check(Some("closing"), &[Choice], "", &[], &[]);
    }

    #[test]
    fn what_is_expected_and_not_shown_is_missed() {
        check(Some("apology"), &[], "", &[], &["sorry"]);
        check(Some("apology"), &[Apologise], "", &["sorry"], &[]);
        check(Some("refusal"), &[Choice], "", &[], &["way-out"]);
        check(None, &[], "", &[], &["way-out"]);
    }

    #[test]
    fn what_a_flow_rule_finds_missing_is_missed() {
        check(Some("closing"), &[Apologise], "We are late. No.", &[], &["sorry", "order"]);
    }
}
