//! What can be done at a place: the fixes of its findings, and all safe fixes at once.

use crate::lint::{Applicability, Finding, Fix};
use crate::text::{Edit, Span};

/// One thing to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, in the imperative.
    pub title: String,
    /// Edits of the text, not overlapping.
    pub edits: Vec<Edit>,
    /// Whether it is the one to take where several are offered.
    pub preferred: bool,
    /// The finding that it clears: an index into those that were given.
    pub finding: usize,
}

/// The fixes of the findings that share a byte with `span` or touch it, in the order of the text.
pub fn actions(findings: &[Finding], span: Span) -> Vec<Action> {
    let here = findings.iter().enumerate().filter(|(_, finding)| finding.span.overlaps(span));
    here.flat_map(|(index, finding)| {
        finding.fixes.iter().enumerate().map(move |(rank, fix)| Action {
            title: fix.title.clone(),
            edits: fix.edits.clone(),
            preferred: rank == 0,
            finding: index,
        })
    })
    .collect()
}

/// The edits of every safe fix, leaving out those that overlap an earlier one.
pub fn fix_all(findings: &[Finding]) -> Vec<Edit> {
    let safe = findings.iter().map(|finding| finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe));
    without_clashes(safe.flatten())
}

/// The edits of the best fix of every finding of a rule, leaving out those that overlap an earlier one; none where fewer than
/// two findings would be cleared.
pub fn fix_rule(findings: &[Finding], rule: &str) -> Vec<Edit> {
    let best: Vec<&Fix> =
        findings.iter().filter(|finding| finding.rule == rule).filter_map(|finding| finding.fixes.first()).collect();
    if best.len() < 2 { Vec::new() } else { without_clashes(best.into_iter()) }
}

fn without_clashes<'a>(fixes: impl Iterator<Item = &'a Fix>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for fix in fixes {
        let clash = fix.edits.iter().any(|new| edits.iter().any(|old| old.span.overlaps(new.span)));
        if !clash {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits
}
