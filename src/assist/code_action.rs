//! What can be done at a place: the fixes of its findings, and all safe fixes at once.

use std::collections::BTreeSet;

use crate::lint::{Applicability, Finding, Fix};
use crate::syntax::Macro;
use crate::text::{Edit, Span, apply_edits};

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

/// The edits of every safe fix in `source`, leaving out those that overlap an earlier one.
pub fn fix_all(source: &str, findings: &[Finding]) -> Vec<Edit> {
    let safe = findings.iter().map(|finding| finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe));
    together(source, safe.flatten().collect())
}

/// The edits of the best fix of every finding of a rule, leaving out those that overlap an earlier one.
pub fn fix_rule(source: &str, findings: &[Finding], rule: &str) -> Vec<Edit> {
    let best = findings.iter().filter(|finding| finding.rule == rule).filter_map(|finding| finding.fixes.first());
    together(source, best.collect())
}

/// The edits of fixes that do not clash. Where together they would leave more mistakes than there were, as where each takes
/// one of the last entries of a mapping, only the first of those in the front matter is taken.
fn together(source: &str, fixes: Vec<&Fix>) -> Vec<Edit> {
    let edits = without_clashes(fixes.iter().copied());
    let parsed = Macro::parse(source);
    let after = apply_edits(source, &edits).map(|after| Macro::parse(&after).mistakes.len());
    if after.is_none_or(|after| after <= parsed.mistakes.len()) {
        return edits;
    }
    let is_above = |fix: &Fix| fix.edits.iter().any(|edit| edit.span.start < parsed.body.start);
    let first = fixes.iter().position(|fix| is_above(fix));
    let kept = fixes.iter().enumerate().filter(|(at, fix)| Some(*at) == first || !is_above(fix));
    without_clashes(kept.map(|(_, fix)| *fix))
}

fn without_clashes<'a>(fixes: impl Iterator<Item = &'a Fix>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken = Taken::default();
    for fix in fixes.filter(|fix| taken.take(fix)) {
        edits.extend(fix.edits.iter().cloned());
    }
    edits
}

/// The places that fixes change which are applied together.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// The end of each place by its start and end; places do not overlap, so that later ones end later.
    spans: BTreeSet<(usize, usize)>,
}

impl Taken {
    /// Takes the places of `fix`, unless one of them is taken already.
    pub(super) fn take(&mut self, fix: &Fix) -> bool {
        if fix.edits.iter().any(|edit| self.overlaps(edit.span)) {
            return false;
        }
        self.spans.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        true
    }

    fn overlaps(&self, span: Span) -> bool {
        let before = self.spans.range(..=(span.end, usize::MAX)).rev();
        let near = before.map(|(start, end)| Span::new(*start, *end)).take_while(|taken| taken.end >= span.start);
        near.into_iter().any(|taken| taken.overlaps(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(spans: &[(usize, usize)]) -> Fix {
        let edits = spans.iter().map(|(start, end)| Edit::delete(Span::new(*start, *end))).collect();
        Fix { title: String::new(), applicability: Applicability::Safe, edits }
    }

    #[test]
    fn a_fix_is_taken_whole_or_not_at_all() {
        let mut taken = Taken::default();
        assert!(taken.take(&fix(&[(10, 20), (40, 50)])));
        assert!(taken.take(&fix(&[(20, 30)])), "beside another");
        assert!(!taken.take(&fix(&[(0, 5), (45, 46)])));
        assert!(taken.take(&fix(&[(0, 5)])), "what was refused holds no place");
        assert!(!taken.take(&fix(&[(5, 5)])), "an insertion at the edge of a deletion");
        assert!(taken.take(&fix(&[(7, 7)])));
        assert!(!taken.take(&fix(&[(7, 7)])), "two insertions at one place");
        assert!(!taken.take(&fix(&[(6, 60)])));
    }
}
