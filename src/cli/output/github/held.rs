//! What waits until all files are done: of each weight the first annotations, and rows for the page of the step.

use super::super::Waiting;
use super::step_summary::MOST_BYTES;
use crate::knowledge::Severity;

/// How many annotations of each kind GitHub shows of a step.
pub(super) const ANNOTATIONS: usize = 10;

/// The kinds of annotation, from the heaviest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Error,
    Warning,
    Notice,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Error, Kind::Warning, Kind::Notice];

    /// The name of its command.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Error => "error",
            Kind::Warning => "warning",
            Kind::Notice => "notice",
        }
    }

    /// The kind for what weighs that much.
    pub(super) fn of(weight: usize) -> Self {
        match weight {
            weight if weight >= Severity::Error as usize => Kind::Error,
            weight if weight == Severity::Warning as usize => Kind::Warning,
            _ => Kind::Notice,
        }
    }
}

/// All of one weight.
#[derive(Debug, Default)]
struct Weight {
    singles: Vec<String>,
    rows: Vec<String>,
    /// How many there are, kept or not.
    all: usize,
}

/// See the module. What is kept does not grow with the number of findings.
#[derive(Debug, Default)]
pub(in crate::cli) struct Held {
    /// By weight, the lightest first.
    weights: [Weight; Waiting::WHOLE_RUN + 1],
    /// Of all rows.
    bytes: usize,
}

impl Held {
    /// Adds what waits of one file.
    pub(in crate::cli::output) fn add(&mut self, waiting: Vec<Waiting>) {
        for Waiting { weight, single, row } in waiting {
            let Some(held) = self.weights.get_mut(weight) else { continue };
            held.all += 1;
            if held.singles.len() < ANNOTATIONS && !single.is_empty() {
                held.singles.push(single);
            }
            // Past a row that is left out there are none, so that the list has no holes.
            if held.rows.len() + 1 == held.all && !row.is_empty() {
                self.bytes += row.len();
                held.rows.push(row);
            }
            self.shrink();
        }
    }

    /// Lets go of the lightest rows for which there is no room.
    fn shrink(&mut self) {
        while self.bytes > MOST_BYTES {
            let Some(row) = self.weights.iter_mut().find_map(|weight| weight.rows.pop()) else { return };
            self.bytes -= row.len();
        }
    }

    /// The annotations that GitHub shows, the heaviest kind first, and how many are left out. Where some are, there is room for
    /// a notice that says so.
    pub(super) fn annotations(&self) -> (String, usize) {
        let all: usize = self.weights.iter().map(|weight| weight.all).sum();
        let kept = |notices: usize| -> Vec<&str> {
            let most = |kind| if kind == Kind::Notice { notices } else { ANNOTATIONS };
            Kind::ALL.into_iter().flat_map(|kind| self.of_kind(kind).take(most(kind))).collect()
        };
        let mut shown = kept(ANNOTATIONS);
        if shown.len() < all {
            shown = kept(ANNOTATIONS - 1);
        }
        (shown.concat(), all - shown.len())
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let weights = self.weights.iter().enumerate().rev().filter(move |(weight, _)| Kind::of(*weight) == kind);
        weights.flat_map(|(_, weight)| weight.singles.iter().map(String::as_str))
    }

    /// The rows, the heaviest first.
    pub(super) fn rows(&self) -> impl Iterator<Item = &str> {
        self.weights.iter().rev().flat_map(|weight| weight.rows.iter().map(String::as_str))
    }

    /// How many there would be with room for all.
    pub(super) fn all(&self) -> usize {
        self.weights.iter().map(|weight| weight.all).sum()
    }
}
