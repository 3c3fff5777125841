//! Between what is found and what is shown: what a baseline knows, what a change did not bring and what is too light stays out.

use super::super::inputs::Input;
use super::super::output::{Checked, Format, Summary};
use super::baseline::{Baselines, Settled, Tally};
use super::changed::Since;
use crate::knowledge::Severity;

/// What is left out of a run.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    baselines: &'a Baselines,
    since: Option<&'a Since>,
    floor: Severity,
}

/// What is left of a macro: its text, worked out on any thread.
pub(super) struct Sifted<'a> {
    text: String,
    counts: Summary,
    settled: Option<Settled>,
    /// Where more may be known of it by another name: only in the order of the macros is it clear what.
    open: Option<Checked<'a>>,
}

impl<'a> Sieve<'a> {
    /// Leaves out what the baselines know, what was so before, and what is lighter than `floor`.
    pub(super) fn new(baselines: &'a Baselines, since: Option<&'a Since>, floor: Option<Severity>) -> Self {
        Self { baselines, since, floor: floor.unwrap_or(Severity::Hint) }
    }

    /// Takes out what is not to be shown.
    pub(super) fn sift<'c>(&self, input: &Input, mut checked: Checked<'c>, format: &dyn Format) -> Sifted<'c> {
        let mut shown = match self.since {
            Some(since) => since.shown(input, &checked),
            None => vec![true; checked.findings.len()],
        };
        let settled = self.baselines.settle(input, &mut checked, &mut shown, self.floor);
        let mut shown = shown.into_iter();
        checked.findings.retain(|reported| shown.next().unwrap_or(true) && reported.finding.severity >= self.floor);
        if settled.as_ref().is_some_and(|settled| settled.is_open) {
            return Sifted { text: String::new(), counts: Summary::default(), settled, open: Some(checked) };
        }
        Sifted { text: format.file(&checked), counts: Summary::of(&checked), settled, open: None }
    }
}

impl Sifted<'_> {
    /// What is printed and counted, once all macros before it are done.
    pub(super) fn finish(self, tally: &mut Tally<'_>, format: &dyn Format) -> (String, Summary) {
        let Self { mut text, mut counts, settled, mut open } = self;
        if let Some(settled) = settled {
            tally.add(settled, open.as_mut());
        }
        if let Some(checked) = open {
            (text, counts) = (format.file(&checked), Summary::of(&checked));
        }
        (text, counts)
    }
}
