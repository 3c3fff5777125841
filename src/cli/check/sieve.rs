//! Between what is found and what is shown: what a baseline knows, what a change did not bring and what is too light stays out.

use serde::{Deserialize, Serialize};

use super::super::inputs::Input;
use super::super::output::{Checked, Done, Format};
use super::baseline::{Baselines, Settled, Tally};
use super::budget::{Budgets, Counted};
use super::changed::Since;
use crate::knowledge::Severity;

/// What is left out of a run.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    baselines: &'a Baselines,
    since: Option<&'a Since<'a>>,
    floor: Severity,
}

/// What a run keeps of all its macros.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    pub(super) tally: Tally<'a>,
    pub(super) budgets: Budgets,
}

/// What is printed of a macro, and what is counted.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Shown {
    done: Done,
    counted: Counted,
}

impl Shown {
    fn of(input: &Input, checked: &mut Checked<'_>, format: &dyn Format, with_budgets: bool) -> Self {
        let counted = Counted::of(input, checked, with_budgets);
        Self { done: Done::of(checked, format), counted }
    }
}

/// What is left of a macro.
pub(super) struct Sifted<'a> {
    input: &'a Input,
    settled: Option<Settled>,
    /// What changed is told by how heavy it is: it is not all there is.
    with_budgets: bool,
    left: Left<'a>,
}

enum Left<'a> {
    /// Formatted and counted, on any thread.
    Shown(Shown),
    /// Where more may be known of it by another name: only in the order of the macros is it clear what.
    Open { checked: Checked<'a>, shown: Vec<bool> },
}

impl<'a> Sieve<'a> {
    /// Leaves out what the baselines know, what was so before, and what is lighter than `floor`.
    pub(super) fn new(baselines: &'a Baselines, since: Option<&'a Since<'a>>, floor: Option<Severity>) -> Self {
        Self { baselines, since, floor: floor.unwrap_or(Severity::Hint) }
    }

    /// Whether nothing is left out but what is too light.
    pub(super) fn hides_nothing(&self) -> bool {
        self.since.is_none() && self.baselines.is_empty()
    }

    /// What is shown of a macro where nothing is hidden.
    pub(super) fn all(&self, input: &Input, mut checked: Checked<'_>, format: &dyn Format) -> Shown {
        checked.findings.retain(|reported| reported.finding.severity >= self.floor);
        Shown::of(input, &mut checked, format, true)
    }

    /// Takes out what is not to be shown.
    pub(super) fn sift<'c>(&self, input: &'c Input, mut checked: Checked<'c>, format: &dyn Format) -> Sifted<'c> {
        let mut shown = match self.since {
            Some(since) => since.shown(input, &checked),
            None => vec![true; checked.findings.len()],
        };
        for (shown, reported) in shown.iter_mut().zip(&checked.findings) {
            *shown &= reported.finding.severity >= self.floor;
        }
        let settled = self.baselines.settle(input, &mut checked, &mut shown);
        let with_budgets = self.since.is_none();
        if settled.as_ref().is_some_and(|settled| settled.is_open) {
            return Sifted { input, settled, with_budgets, left: Left::Open { checked, shown } };
        }
        retain(&mut checked, shown);
        let left = Left::Shown(Shown::of(input, &mut checked, format, with_budgets));
        Sifted { input, settled, with_budgets, left }
    }
}

impl<'a> Sifted<'a> {
    /// A macro of which nothing is hidden.
    pub(super) fn of(input: &'a Input, shown: Shown) -> Self {
        Self { input, settled: None, with_budgets: true, left: Left::Shown(shown) }
    }

    /// What is printed and counted, once all macros before it are done.
    pub(super) fn finish(self, ledger: &mut Ledger<'_>, format: &dyn Format) -> Done {
        let Self { input, settled, with_budgets, mut left } = self;
        if let Some(settled) = settled {
            let open = if let Left::Open { checked, shown } = &mut left { Some((checked, shown)) } else { None };
            ledger.tally.add(settled, open);
        }
        let shown = match left {
            Left::Shown(shown) => shown,
            Left::Open { mut checked, shown } => {
                retain(&mut checked, shown);
                Shown::of(input, &mut checked, format, with_budgets)
            }
        };
        ledger.budgets.add(input, &shown.counted);
        shown.done
    }
}

/// Leaves out what is not to be shown.
fn retain(checked: &mut Checked<'_>, shown: Vec<bool>) {
    let mut shown = shown.into_iter();
    checked.findings.retain(|_| shown.next().unwrap_or(true));
}
