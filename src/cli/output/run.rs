//! What is known of a run once files are done: kept in the order of the files, small however many there are.

use serde::{Deserialize, Serialize};

use super::github::Held;
use super::rule_counts::RuleCounts;
use super::{Checked, Format, Part, Summary};
use crate::workspace::Known;

/// What is wrong with an input, mostly that it could not be read or checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Unread {
    /// Relative to the working directory, with `/`; `None` where no file is known.
    pub(in crate::cli) path: Option<String>,
    /// Why, in plain words.
    pub(in crate::cli) words: String,
    /// Whether it was checked all the same, and is wrong only in having come before.
    pub(in crate::cli) repeated: bool,
}

/// A budget of which more was found than it puts up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Spent {
    /// Its rule or family.
    pub(in crate::cli) rule: String,
    /// How much was found, in plain words.
    pub(in crate::cli) words: String,
}

/// One file that is done.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::cli) struct Done {
    part: Part,
    summary: Summary,
    rules: RuleCounts,
}

impl Done {
    /// Formats and counts a file, on any thread.
    pub(in crate::cli) fn of(checked: &Checked<'_>, format: &dyn Format) -> Self {
        Self { part: format.file(checked), summary: Summary::of(checked), rules: RuleCounts::of(checked) }
    }
}

/// All files that are done.
#[derive(Debug, Default)]
pub(in crate::cli) struct Run {
    /// The sums.
    pub(in crate::cli) summary: Summary,
    /// The sums by rule.
    pub(super) rules: RuleCounts,
    /// What could not be read.
    pub(super) unread: Vec<Unread>,
    /// What waits for the end.
    pub(super) held: Held,
}

impl Run {
    /// Counts a file in, and gives what is printed of it.
    pub(in crate::cli) fn done(&mut self, done: Done, known: &Known) -> String {
        self.summary.add(&done.summary);
        self.rules.add(done.rules, known);
        self.hold(done.part)
    }

    /// Counts in what could not be read, and gives what is printed of it.
    pub(in crate::cli) fn unread(&mut self, unread: Unread, format: &dyn Format) -> String {
        self.summary.unreadable += 1;
        let text = self.hold(format.unread(&unread));
        self.unread.push(unread);
        text
    }

    /// What is printed of a budget that is spent.
    pub(in crate::cli) fn spent(&mut self, spent: &Spent, format: &dyn Format) -> String {
        self.hold(format.spent(spent))
    }

    fn hold(&mut self, part: Part) -> String {
        self.held.add(part.waiting);
        part.text
    }
}
