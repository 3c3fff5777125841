//! `fix`: applies the fixes of findings until nothing is left to fix.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use clap::Args;

use super::check::jobs_of;
use super::inputs::{self, Input, Inputs, Source, Wanted};
use super::printer::Printer;
use super::rewrite::{self, Changed, How, Tally};
use super::rule_choice::RuleChoice;
use super::status::{Failure, Status, tell};
use super::terminal::{self, Color};
use crate::assist::{self, Fixing};
use crate::lint::{self, Fixes, Subject};
use crate::syntax::Macro;

const AFTER: &str = "\
Without --suggested only what leaves nothing to choose is changed.
Exit status: 0 done, 2 failure; `softspoken check` tells what is left
Example: softspoken fix macros --diff";

/// How often the users of snippets are looked at again, because a snippet was changed.
const MOST_PASSES: usize = 5;

/// Apply the fixes of what check finds, until nothing changes
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Files and folders, or - for standard input [default: .]
    #[arg(hide_default_value = true, default_value = ".")]
    paths: Vec<PathBuf>,
    /// Also the best fix of every other finding
    #[arg(long)]
    suggested: bool,
    /// Write nothing; print what would change
    #[arg(long)]
    diff: bool,
    /// Only these rules, or families such as tone/
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Without these rules or families
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Name of standard input in messages
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// Use this softspoken.toml for all macros
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs_of)]
    jobs: Option<NonZeroUsize>,
}

/// Fixes everything, or shows how.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let choice = RuleChoice::new(&arguments.select, &arguments.ignore);
    let wanted = Wanted {
        paths: &arguments.paths,
        stdin_filename: arguments.stdin_filename.as_deref(),
        config: arguments.config.as_deref(),
        choice: &choice,
        today: None,
    };
    // Nothing is written before all was read: what a snippet says must not depend on whether it was fixed already.
    let how = How { check: false, diff: arguments.diff, together: true, jobs: arguments.jobs };
    let mut pass = Pass::new(arguments);
    let inputs = inputs::gather(&wanted)?;
    let mut tally = pass.over(&inputs, how)?;
    for _ in 1..MOST_PASSES {
        if !pass.worth_another(&inputs, how) {
            break;
        }
        let mut again = inputs::gather(&wanted)?;
        again.errors.clear();
        pass = Pass { again: true, ..pass };
        let more = pass.over(&again, how)?;
        tally.add_again(more);
    }
    if inputs.nothing_found(&arguments.paths) {
        return Ok(tally.status(how));
    }
    pass.tell(&tally, how);
    Ok(tally.status(how))
}

/// One look at all macros, and what came of those so far.
struct Pass {
    fixing: Fixing,
    applied: AtomicUsize,
    /// What the other kind of fixes would clear.
    suggested: AtomicUsize,
    /// Whether any macro renders another.
    renders: AtomicBool,
    /// Whether only macros that render another are looked at, since a snippet was changed.
    again: bool,
    /// The macros that the last look changed.
    changed: BTreeSet<String>,
}

impl Pass {
    fn new(arguments: &Arguments) -> Self {
        Self {
            fixing: if arguments.suggested { Fixing::Suggested } else { Fixing::Safe },
            applied: AtomicUsize::new(0),
            suggested: AtomicUsize::new(0),
            renders: AtomicBool::new(false),
            again: false,
            changed: BTreeSet::new(),
        }
    }

    fn over(&mut self, inputs: &Inputs, how: How) -> Result<Tally, Failure> {
        let (out, _) = terminal::open(None, Color::Never)?;
        let tally = rewrite::rewrite(inputs, how, Printer::new(out), |input, source| Ok(self.fix(input, source)))?;
        self.changed.clone_from(&tally.changed);
        Ok(tally)
    }

    fn fix(&self, input: &Input, source: &str) -> Changed {
        let parsed = Macro::parse(source);
        let renders = assist::rendered(&parsed).next().is_some();
        self.renders.fetch_or(renders, Ordering::Relaxed);
        if self.again && !renders {
            return Changed::default();
        }
        let fixed = assist::fixed(source, self.fixing, |text| {
            let parsed = Macro::parse(text).in_file(Path::new(&input.shown));
            let (knowledge, settings) = (&*input.known, &*input.settings);
            let subject = Subject { source: text, parsed: &parsed, knowledge, settings, snippets: &*input.snippets };
            lint::check(&subject, Fixes::All)
        });
        self.applied.fetch_add(fixed.applied, Ordering::Relaxed);
        if !self.again {
            self.suggested.fetch_add(fixed.suggested, Ordering::Relaxed);
        }
        let note = fixed
            .stopped
            .then(|| format!("stopped after {} fixes, though there is more to do; run it again", fixed.applied));
        Changed { text: (fixed.applied > 0).then_some(fixed.text), note }
    }

    /// Whether what was written may have changed what is found in the users of snippets.
    fn worth_another(&self, inputs: &Inputs, how: How) -> bool {
        let on_disk = inputs.macros.iter().all(|input| matches!(input.source, Source::File(_)));
        on_disk && !how.diff && !self.changed.is_empty() && self.renders.load(Ordering::Relaxed)
    }

    fn tell(&self, tally: &Tally, how: How) {
        let applied = self.applied.load(Ordering::Relaxed);
        let fixes = if applied == 1 { "fix" } else { "fixes" };
        tell("note", &format!("{applied} {fixes}; {}", tally.words(how, "fixed", "would be fixed")));
        let more = self.suggested.load(Ordering::Relaxed);
        if self.fixing == Fixing::Safe && more > 0 {
            let findings = if more == 1 { "finding has a fix" } else { "findings have fixes" };
            tell("note", &format!("{more} {findings} that somebody should read first: see --suggested --diff"));
        }
    }
}
