//! How often each rule found something, by severity: the same rule may be lighter in one macro than in another.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Checked;
use crate::knowledge::{Rule, Severity};
use crate::workspace::Known;

/// The counts of all rules that found something.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct RuleCounts {
    counts: BTreeMap<String, [Count; Severity::ALL.len()]>,
    /// Where each rule is described; of a single macro not known here.
    #[serde(skip)]
    known: BTreeMap<String, Known>,
}

/// What one rule found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Count {
    /// Findings.
    pub(super) findings: usize,
    /// Macros with such a finding.
    pub(super) macros: usize,
}

/// What one rule found in one severity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    pub(super) rule: &'a str,
    pub(super) severity: Severity,
    pub(super) count: Count,
    /// What is known of the rule.
    pub(super) entry: Option<&'a Rule>,
}

impl RuleCounts {
    /// Of one macro.
    pub(super) fn of(checked: &Checked<'_>) -> Self {
        let mut counts: BTreeMap<String, [Count; Severity::ALL.len()]> = BTreeMap::new();
        for reported in &checked.findings {
            let finding = &reported.finding;
            if !counts.contains_key(&finding.rule) {
                counts.insert(finding.rule.clone(), Default::default());
            }
            let count = counts.get_mut(&finding.rule).and_then(|counts| counts.get_mut(finding.severity as usize));
            if let Some(count) = count {
                *count = Count { findings: count.findings + 1, macros: 1 };
            }
        }
        Self { counts, known: BTreeMap::new() }
    }

    /// Adds the counts of another macro, whose rules are described in `known`.
    pub(super) fn add(&mut self, other: Self, known: &Known) {
        for (rule, more) in other.counts {
            if !self.known.contains_key(&rule) {
                self.known.insert(rule.clone(), known.clone());
            }
            for (count, more) in self.counts.entry(rule).or_default().iter_mut().zip(more) {
                count.findings += more.findings;
                count.macros += more.macros;
            }
        }
    }

    /// All of them, the heaviest first, then the most frequent.
    pub(super) fn heaviest_first(&self) -> Vec<Counted<'_>> {
        let by_severity = self.counts.iter().flat_map(|(rule, counts)| {
            let entry = self.known.get(rule).and_then(|known| known.rule(rule));
            let all = Severity::ALL.into_iter().zip(counts).filter(|(_, count)| count.findings > 0);
            all.map(move |(severity, count)| Counted { rule, severity, count: *count, entry })
        });
        let mut all: Vec<Counted<'_>> = by_severity.collect();
        all.sort_by_key(|counted| (Reverse(counted.severity), Reverse(counted.count.findings), counted.rule));
        all
    }

    /// Every rule that found something, in the order of ids, with where it is described.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&str, Option<&Known>)> {
        self.counts.keys().map(|rule| (rule.as_str(), self.known.get(rule)))
    }
}
