//! What rendering may cost: a macro that prints without end, or loops over a huge range, is stopped.

use super::fault::{Fault, Stop};

/// The most bytes of a message, and of any text on the way to it.
pub(super) const LONGEST: usize = 10_000_000;

/// The most items of a list.
const MOST_ITEMS: usize = 1_000_000;

/// The most steps. A tag, an output and a round of a loop are some each, as is every byte that a filter reads or that is
/// printed: far more than the longest message takes, and a second or two of work.
const MOST_STEPS: usize = 100_000_000;

/// The steps of one item of a macro.
const STEPS_OF_AN_ITEM: usize = 50;

/// What was spent so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Budget {
    steps: usize,
}

impl Budget {
    /// Takes so many steps.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Fault> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > MOST_STEPS { Err(Fault::Stopped(Stop::TooMuchWork)) } else { Ok(()) }
    }

    /// Takes the steps of one item, or one round of a loop.
    pub(super) fn item(&mut self) -> Result<(), Fault> {
        self.spend(STEPS_OF_AN_ITEM)
    }

    /// How many steps were taken.
    pub(super) fn spent(&self) -> usize {
        self.steps
    }

    /// Refuses a text of so many bytes where that is too long.
    pub(super) fn fits(bytes: usize) -> Result<(), Fault> {
        if bytes > LONGEST { Err(Fault::Stopped(Stop::TooLong)) } else { Ok(()) }
    }

    /// Takes the steps of making a text of so many bytes, unless that is too long.
    pub(super) fn text(&mut self, bytes: usize) -> Result<(), Fault> {
        Self::fits(bytes)?;
        self.spend(bytes)
    }

    /// Takes the steps of making a list of so many items, unless those are too many.
    pub(super) fn list(&mut self, items: usize) -> Result<(), Fault> {
        if items > MOST_ITEMS {
            return Err(Fault::Stopped(Stop::TooLong));
        }
        self.spend(items.saturating_mul(4))
    }
}
