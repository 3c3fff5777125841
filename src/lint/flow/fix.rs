//! Edits of structure that mend a fault of flow, each tried out before it is offered.

use std::cell::LazyCell;

use super::site::Site;
use super::{Budget, Line};
use crate::knowledge::{FixPlace, FlowFix, Rule, Swap};
use crate::lint::{Applicability, Finding, Fix, Fixes, Subject, check};
use crate::message::MessageGraph;
use crate::syntax::Macro;
use crate::text::{Edit, QuickMap, apply_edits};

/// How much text may be analysed again to try the fixes of one place that an editor asks about, in bytes; of a larger macro
/// four times its length.
const MOST_TRIED_HERE: usize = 40_000;
/// The same for all fixes of a macro, as a report wants them; of a larger macro twice its length.
const MOST_TRIED: usize = 4_000;

/// Tries fixes out.
pub(super) struct Fixer<'a, F: Fn() -> Vec<Finding>> {
    subject: &'a Subject<'a>,
    site: Site<'a>,
    /// What there is to say of the macro as it is.
    as_it_is: LazyCell<Vec<Finding>, F>,
    budget: Budget,
}

impl<'a, F: Fn() -> Vec<Finding>> Fixer<'a, F> {
    /// `as_it_is` gives what there is to say of the macro as it is.
    pub(super) fn new(
        subject: &'a Subject<'a>,
        graph: &'a MessageGraph,
        lines: &'a [Line],
        fixes: Fixes,
        as_it_is: F,
    ) -> Self {
        let site = Site::new(subject, graph, lines);
        let length = subject.source.len() + 1;
        let most = match fixes {
            Fixes::Touching(_) => MOST_TRIED_HERE.max(4 * length),
            Fixes::None | Fixes::All | Fixes::First => MOST_TRIED.max(2 * length),
        };
        Self { subject, site, as_it_is: LazyCell::new(as_it_is), budget: Budget::new(most) }
    }

    /// The fixes of a rule that mend a finding about a sentence, or about the message.
    pub(super) fn fixes(&self, rule: &Rule, finding: &Finding, sentence: Option<usize>) -> Vec<Fix> {
        let mut out: Vec<Fix> = Vec::new();
        for fix in &rule.fixes {
            let ways = self.ways(fix, finding, sentence);
            let Some(edits) = ways.into_iter().find(|edits| self.mends(finding, edits)) else { continue };
            if !out.iter().any(|other| other.edits == edits) {
                out.push(Fix { title: fix.title(), applicability: Applicability::Suggested, edits });
            }
        }
        out
    }

    /// The ways in which a fix can be carried out, the best first.
    fn ways(&self, fix: &FlowFix, finding: &Finding, sentence: Option<usize>) -> Vec<Vec<Edit>> {
        let site = &self.site;
        if let Some(text) = &fix.insert {
            return match fix.place.unwrap_or(FixPlace::Before) {
                FixPlace::Before => site.before(sentence, finding.span, text),
                FixPlace::After => site.after(sentence, finding.span, text),
                FixPlace::Start => site.start(text),
                FixPlace::End => site.end(text),
            };
        }
        let Some(sentence) = sentence else { return Vec::new() };
        if !fix.bring.is_empty() {
            return site.brought(sentence, fix.bring.iter().copied().collect());
        }
        match (fix.move_to, fix.swap, &fix.add) {
            (Some(place), ..) => site.moved(sentence, place == FixPlace::Start),
            (_, Some(with), _) => site.swapped(sentence, with == Swap::Next).into_iter().collect(),
            (.., Some(text)) if !self.is_faulty_at_end(sentence) => site.added(sentence, text).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the last words of a sentence are to be reworded anyway: nothing is put behind them.
    fn is_faulty_at_end(&self, sentence: usize) -> bool {
        let Some(end) = self.site.end_of_words(sentence) else { return false };
        self.as_it_is.iter().any(|other| other.rule.starts_with("tone/") && other.span.end == end)
    }

    /// Whether, after the edits, nothing is told any more of what was found, and nothing new that is as heavy.
    fn mends(&self, finding: &Finding, edits: &[Edit]) -> bool {
        let Some(source) = apply_edits(self.subject.source, edits) else { return false };
        if !self.budget.take(source.len() + 1) {
            return false;
        }
        let old: &[Finding] = &self.as_it_is;
        let parsed = Macro::parse(&source).like(self.subject.parsed);
        let new = check(&Subject { source: &source, parsed: &parsed, ..*self.subject }, Fixes::None);
        let (before, after) = (counts(old), counts(&new));
        let own = &finding.rule;
        let only_inserts = edits.iter().all(|edit| edit.span.is_empty());
        let shift = edits.iter().filter(|edit| edit.span.start <= finding.span.start).map(|edit| edit.text.len());
        let at = finding.span.start + shift.sum::<usize>();
        let stays = |other: &Finding| places(other).any(|start| start == at);
        let still = only_inserts && new.iter().any(|other| other.rule == *own && stays(other));
        let told = |findings: &[Finding]| -> usize {
            findings.iter().filter(|other| other.rule == *own).map(|other| places(other).count()).sum()
        };
        let fewer = told(&new) < told(old);
        let worse = new.iter().any(|other| {
            let weighs = other.severity >= finding.severity || other.rule.starts_with("syntax/");
            other.rule != *own && weighs && after.get(&*other.rule) > before.get(&*other.rule)
        });
        fewer && !still && !worse
    }
}

/// How many findings each rule has.
pub(in crate::lint) fn counts(findings: &[Finding]) -> QuickMap<&str, usize> {
    let mut counts = QuickMap::default();
    findings.iter().for_each(|finding| *counts.entry(finding.rule.as_str()).or_default() += 1);
    counts
}

/// Where a finding holds in the macro itself: its own place, and those that it stands for.
fn places(finding: &Finding) -> impl Iterator<Item = usize> + '_ {
    let others = finding.related.iter().filter(|related| related.elsewhere.is_none());
    std::iter::once(finding.span.start).chain(others.map(|related| related.span.start))
}
