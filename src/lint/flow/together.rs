//! One finding for one fault: where the same sentence is missing on several paths, each with another sentence that comes too
//! early, a person wants to be told once.

use crate::knowledge::Rule;
use crate::lint::{Finding, Related, Subject};

/// The findings with those of a rule of order put together: the first of the heaviest stands for all, the other places are
/// related ones.
pub(in crate::lint) fn together(subject: &Subject, mut findings: Vec<Finding>) -> Vec<Finding> {
    let of_order = |finding: &Finding| subject.knowledge.rule(&finding.rule).is_some_and(is_of_order);
    let mut rules: Vec<String> = findings.iter().filter(|finding| of_order(finding)).map(|f| f.rule.clone()).collect();
    rules.sort_unstable();
    rules.dedup();
    for rule in rules {
        let mut all: Vec<Finding> = findings.extract_if(.., |finding| finding.rule == rule).collect();
        all.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.span.start));
        let mut rest = all.into_iter();
        let Some(mut first) = rest.next() else { continue };
        let mut others: Vec<Finding> = rest.collect();
        others.sort_by_key(|finding| finding.span.start);
        for other in others {
            first.related.push(here_too(&other));
            first.related.extend(other.related);
            if first.fixes.is_empty() {
                first.fixes = other.fixes;
            }
        }
        findings.push(first);
    }
    findings
}

/// Whether a rule is only of the order of what is said.
pub(super) fn is_of_order(rule: &Rule) -> bool {
    matches!(rule.flow.as_slice(), [flow] if flow.demand.is_of_order())
}

fn here_too(other: &Finding) -> Related {
    let message = match other.when.as_slice() {
        [] => "the same holds here".to_owned(),
        when => {
            let when: Vec<String> = when.iter().map(|condition| format!("`{condition}`")).collect();
            format!("the same holds here when {}", when.join(" and "))
        }
    };
    Related { span: other.span, message, elsewhere: None }
}
