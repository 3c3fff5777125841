//! Edits of structure that mend a fault of flow, each tried out before it is offered.

use std::cell::OnceCell;

use super::site::Site;
use super::trial::{AsItIs, Trial, places, start_behind, worse};
use super::{Budget, Line};
use crate::knowledge::{FixPlace, FlowFix, Rule, Swap};
use crate::lint::check::settled;
use crate::lint::{Applicability, Finding, Fix, Fixes, Subject, allow, check};
use crate::message::MessageGraph;
use crate::syntax::Macro;
use crate::text::{Edit, apply_edits};

/// How much text may be analysed again to try the fixes of one place that an editor asks about, in bytes; of a larger macro
/// four times its length.
const MOST_TRIED_HERE: usize = 40_000;
/// The same for all fixes of a macro, as a report wants them; of a larger macro twice its length.
const MOST_TRIED: usize = 4_000;

/// Tries fixes out.
pub(super) struct Fixer<'a> {
    subject: &'a Subject<'a>,
    site: Site<'a>,
    as_it_is: AsItIs<'a>,
    /// All that there is to say of the macro as it is, worked out where it is asked for.
    all: OnceCell<Vec<Finding>>,
    budget: Budget,
}

impl<'a> Fixer<'a> {
    pub(super) fn new(
        subject: &'a Subject<'a>,
        graph: &'a MessageGraph,
        lines: &'a [Line],
        fixes: Fixes,
        as_it_is: AsItIs<'a>,
    ) -> Self {
        let site = Site::new(subject, graph, lines);
        let length = subject.source.len() + 1;
        let most = match fixes {
            Fixes::Touching(_) => MOST_TRIED_HERE.max(4 * length),
            Fixes::None | Fixes::All | Fixes::First => MOST_TRIED.max(2 * length),
        };
        Self { subject, site, as_it_is, all: OnceCell::new(), budget: Budget::new(most) }
    }

    fn all(&self) -> &[Finding] {
        self.all.get_or_init(|| settled(self.subject, self.as_it_is.all().cloned().collect(), Fixes::None))
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
        let is_there = |other: &&Finding| other.rule.starts_with("tone/") && other.span.end == end;
        self.as_it_is.all().any(|other| is_there(&other)) && self.all().iter().any(|other| is_there(&other))
    }

    /// Whether, after the edits, nothing is told any more of what was found, and nothing new that is as heavy.
    fn mends(&self, finding: &Finding, edits: &[Edit]) -> bool {
        let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
        let taken: usize = edits.iter().map(|edit| edit.span.len()).sum();
        // Where no more may be tried, the text is not even made.
        if !self.budget.has((self.subject.source.len() + added).saturating_sub(taken) + 1) {
            return false;
        }
        let Some(source) = apply_edits(self.subject.source, edits) else { return false };
        if !self.budget.take(source.len() + 1) {
            return false;
        }
        let parsed = Macro::parse_edited(&source, self.subject.source, self.subject.parsed);
        let after = Subject { source: &source, parsed: &parsed, ..*self.subject };
        match self.has_parts(&after, edits) {
            true => Trial { before: self.subject, as_it_is: self.as_it_is, after: &after, edits }.mends(finding),
            false => self.mends_in_whole(finding, &after, edits),
        }
    }

    /// Whether all that is told comes from one of the parts by which both texts are compared.
    fn has_parts(&self, after: &Subject, edits: &[Edit]) -> bool {
        let body = self.subject.parsed.body;
        edits.iter().all(|edit| body.start <= edit.span.start)
            && !self.as_it_is.active.iter().any(|active| !active.rule.cases.is_empty())
            && !allow::has_any(self.subject)
            && !allow::has_any(after)
    }

    /// The same, by looking at all of both texts.
    fn mends_in_whole(&self, finding: &Finding, after: &Subject, edits: &[Edit]) -> bool {
        let (old, new) = (self.all(), check(after, Fixes::None));
        let own = &finding.rule;
        let at = start_behind(finding, edits);
        let still = new.iter().any(|other| other.rule == *own && places(other).any(|start| Some(start) == at));
        let told = |findings: &[Finding]| -> usize {
            findings.iter().filter(|other| other.rule == *own).map(|other| places(other).count()).sum()
        };
        let fewer = told(&new) < told(old);
        fewer && !still && !worse(new.iter(), old.iter(), finding.severity).any(|rule| rule != own)
    }
}

#[cfg(test)]
mod tests;
