//! `[budgets]`: so many findings of a rule, or of a family, are put up with. They are shown and do not fail the run; one more
//! does, however light it is.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::inputs::Input;
use super::super::output::{Checked, Reported, Spent};
use crate::knowledge::Severity;
use crate::workspace::Config;

/// What the configuration files of a run put up with, and how much of it was found.
#[derive(Debug, Default)]
pub(super) struct Budgets {
    /// By the address of what the configuration says of snippets: each configuration has one.
    of: HashMap<usize, Vec<Budget>>,
    /// The heaviest finding that no budget is about.
    pub(super) heaviest: Option<Severity>,
}

#[derive(Debug)]
struct Budget {
    /// The rule or family.
    rule: String,
    most: u64,
    found: u64,
}

impl Budget {
    fn told(&self) -> Spent {
        let Self { rule, most, found } = self;
        let over = found.saturating_sub(*most);
        let (what, is) = if *found == 1 { ("finding", "is") } else { ("findings", "are") };
        let words = format!("{found} {what} of `{rule}` {is} {over} more than its budget of {most}");
        Spent { rule: rule.clone(), words }
    }
}

/// The findings of one macro that budgets are about, by rule; and the heaviest of the others.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Counted {
    by_rule: HashMap<String, u64>,
    heaviest: Option<Severity>,
}

impl Counted {
    /// Of what is shown of a macro, where it is noted as well. Where budgets are not looked at, all findings count by how heavy
    /// they are.
    pub(super) fn of(input: &Input, checked: &mut Checked<'_>, with_budgets: bool) -> Self {
        let budgets = if with_budgets { config(input).budgets.as_slice() } else { &[] };
        let mut counted = Self::default();
        for Reported { finding, budgeted, .. } in &mut checked.findings {
            *budgeted = budgets.iter().any(|(entry, _)| names(entry, &finding.rule));
            if *budgeted {
                *counted.by_rule.entry(finding.rule.clone()).or_default() += 1;
            } else {
                counted.heaviest = counted.heaviest.max(Some(finding.severity));
            }
        }
        counted
    }
}

impl Budgets {
    /// Takes in what was found in one macro.
    pub(super) fn add(&mut self, input: &Input, counted: &Counted) {
        self.heaviest = self.heaviest.max(counted.heaviest);
        if counted.by_rule.is_empty() {
            return;
        }
        let address = Arc::as_ptr(input.snippets.roots()) as usize;
        let new = |(rule, most): &(String, u64)| Budget { rule: rule.clone(), most: *most, found: 0 };
        let budgets = self.of.entry(address).or_insert_with(|| config(input).budgets.iter().map(new).collect());
        for budget in budgets {
            let of_it = counted.by_rule.iter().filter(|(rule, _)| names(&budget.rule, rule));
            budget.found += of_it.map(|(_, count)| count).sum::<u64>();
        }
    }

    /// Which are spent, in the order of their names.
    pub(super) fn spent(&self) -> Vec<Spent> {
        let mut spent: Vec<&Budget> = self.of.values().flatten().filter(|budget| budget.found > budget.most).collect();
        spent.sort_unstable_by_key(|budget| (&budget.rule, budget.most, budget.found));
        spent.into_iter().map(Budget::told).collect()
    }
}

fn config(input: &Input) -> &Config {
    input.snippets.roots().config()
}

/// Whether an entry, a rule or a family with its slash, names a rule.
fn names(entry: &str, rule: &str) -> bool {
    entry == rule || (entry.ends_with('/') && rule.starts_with(entry))
}
