//! Between what is found and what is shown: what a baseline knows, what a change did not bring and what is too light stays out.

use super::super::inputs::Input;
use super::super::output::{Checked, Format, Summary};
use super::baseline::{Baselines, Settled, Tally};
use super::budget::{Budgets, Counted};
use super::changed::Since;
use crate::knowledge::Severity;

/// What is left out of a run.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    baselines: &'a Baselines,
    since: Option<&'a Since>,
    floor: Severity,
}

/// What a run keeps of all its macros.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    pub(super) tally: Tally<'a>,
    pub(super) budgets: Budgets,
}

/// What is left of a macro: its text, worked out on any thread.
pub(super) struct Sifted<'a> {
    input: &'a Input,
    text: String,
    counts: Summary,
    counted: Counted,
    settled: Option<Settled>,
    /// What changed is told by how heavy it is: it is not all there is.
    with_budgets: bool,
    /// Where more may be known of it by another name: only in the order of the macros is it clear what.
    open: Option<Checked<'a>>,
}

impl<'a> Sieve<'a> {
    /// Leaves out what the baselines know, what was so before, and what is lighter than `floor`.
    pub(super) fn new(baselines: &'a Baselines, since: Option<&'a Since>, floor: Option<Severity>) -> Self {
        Self { baselines, since, floor: floor.unwrap_or(Severity::Hint) }
    }

    /// Takes out what is not to be shown.
    pub(super) fn sift<'c>(&self, input: &'c Input, mut checked: Checked<'c>, format: &dyn Format) -> Sifted<'c> {
        let mut shown = match self.since {
            Some(since) => since.shown(input, &checked),
            None => vec![true; checked.findings.len()],
        };
        let settled = self.baselines.settle(input, &mut checked, &mut shown, self.floor);
        let mut shown = shown.into_iter();
        checked.findings.retain(|reported| shown.next().unwrap_or(true) && reported.finding.severity >= self.floor);
        let mut sifted = Sifted {
            input,
            text: String::new(),
            counts: Summary::default(),
            counted: Counted::default(),
            settled,
            with_budgets: self.since.is_none(),
            open: None,
        };
        match sifted.settled.as_ref().is_some_and(|settled| settled.is_open) {
            true => sifted.open = Some(checked),
            false => sifted.put(&checked, format),
        }
        sifted
    }
}

impl Sifted<'_> {
    fn put(&mut self, checked: &Checked<'_>, format: &dyn Format) {
        self.text = format.file(checked);
        self.counts = Summary::of(checked);
        self.counted = Counted::of(self.input, checked, self.with_budgets);
    }

    /// What is printed and counted, once all macros before it are done.
    pub(super) fn finish(mut self, ledger: &mut Ledger<'_>, format: &dyn Format) -> (String, Summary) {
        let mut open = self.open.take();
        if let Some(settled) = self.settled.take() {
            ledger.tally.add(settled, open.as_mut());
        }
        if let Some(checked) = open {
            self.put(&checked, format);
        }
        ledger.budgets.add(self.input, &self.counted);
        (self.text, self.counts)
    }
}
