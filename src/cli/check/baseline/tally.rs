//! What a run found of its baselines, macro after macro: what was hidden, what was found no more, and what is to be written.

use std::collections::HashSet;

use super::super::super::output::Checked;
use super::super::super::rule_choice::RuleChoice;
use super::super::super::status::{Failure, tell};
use super::super::sign::Sign;
use super::file::{self, Known};
use super::gone::Takeover;
use super::{Baseline, Baselines, DEFAULT, Settled, hide};

/// So many entries that are not found any more are named.
const MOST_NAMED: usize = 20;

/// Grows with each macro.
#[derive(Debug)]
pub(in crate::cli::check) struct Tally<'a> {
    baselines: &'a Baselines,
    choice: &'a RuleChoice,
    of: Vec<OfOne>,
    hidden: usize,
}

#[derive(Debug, Default)]
struct OfOne {
    /// For each place of what is known, whether it was found.
    used: Vec<bool>,
    /// The files that were checked.
    checked: HashSet<String>,
    found: Vec<Known>,
    takeover: Takeover,
}

impl<'a> Tally<'a> {
    /// Nothing is found yet of the rules that were asked for.
    pub(in crate::cli::check) fn new(baselines: &'a Baselines, choice: &'a RuleChoice) -> Self {
        Self { baselines, choice, of: baselines.all.iter().map(OfOne::new).collect(), hidden: 0 }
    }

    /// Findings that would be shown otherwise; `None` where there is no baseline.
    pub(in crate::cli::check) fn hidden(&self) -> Option<usize> {
        (!self.of.is_empty()).then_some(self.hidden)
    }

    /// Takes in what came of a macro. Where it is open, its findings, and what says of each whether it would be shown, lose what is
    /// known of it under its old name.
    pub(in crate::cli::check) fn add(&mut self, settled: Settled, open: Option<(&mut Checked<'_>, &mut Vec<bool>)>) {
        let Settled { baseline: index, path, used, hidden, found, .. } = settled;
        let (Some(baseline), Some(of)) = (self.baselines.all.get(index), self.of.get_mut(index)) else { return };
        self.hidden += hidden;
        of.put(used);
        of.found.extend(found.into_iter().map(|sign| Known { path: path.clone(), sign }));
        if let Some((checked, shown)) = open {
            let signs = Sign::of_all(checked);
            let is_asked = |known: &Known| self.choice.is_about(&known.sign.rule);
            let pairs = of.takeover.pairs(baseline, &path, &signs, shown, is_asked);
            of.put(pairs.iter().flatten().copied());
            self.hidden += hide(checked, shown, &pairs);
        }
        of.checked.insert(path);
    }

    /// Tells what is in the baselines and was not found any more.
    pub(in crate::cli::check) fn tell_stale(&self) {
        for (baseline, of) in self.baselines.all.iter().zip(&self.of) {
            let stale: Vec<&Known> =
                of.not_found(baseline).filter(|known| of.is_stale(baseline, known, self.choice)).collect();
            if stale.is_empty() {
                continue;
            }
            let (what, are) = if stale.len() == 1 { ("finding", "is") } else { ("findings", "are") };
            let shown = &baseline.shown;
            tell(
                "note",
                &format!("{} {what} of {shown} {are} not there any more; --write-baseline drops them:", stale.len()),
            );
            for known in stale.iter().take(MOST_NAMED) {
                tell("note", &format!("  {}: {}", known.path, words(&known.sign)));
            }
            if let Some(more) = stale.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
                tell("note", &format!("  and {more} more"));
            }
        }
    }

    /// Writes the baselines anew. What was not looked at stays in them.
    pub(in crate::cli::check) fn write(self) -> Result<(), Failure> {
        for (baseline, mut of) in self.baselines.all.iter().zip(self.of) {
            let found = std::mem::take(&mut of.found);
            let kept = of.not_found(baseline).filter(|known| !of.is_stale(baseline, known, self.choice));
            let today = |known: &Known| Known { path: baseline.now(&known.path).to_owned(), sign: known.sign.clone() };
            let kept: Vec<Known> = kept.map(today).collect();
            let before = of.used.iter().filter(|used| **used).count();
            let dropped = baseline.known.len() - before - kept.len();
            let counts = Counts { found: found.len() + kept.len(), new: found.len().saturating_sub(before), dropped };
            let files: HashSet<String> = found.iter().chain(&kept).map(|known| known.path.clone()).collect();
            file::write(&baseline.path, &file::text(found.into_iter().chain(kept).collect()))?;
            counts.tell(baseline, files.len());
        }
        Ok(())
    }
}

struct Counts {
    found: usize,
    new: usize,
    dropped: usize,
}

impl Counts {
    fn tell(&self, baseline: &Baseline, files: usize) {
        let Self { found, new, dropped } = self;
        let of_macros = format!("{} of {}", many(*found, "finding"), many(files, "macro"));
        tell("note", &format!("{} holds {of_macros}: {new} new, {dropped} dropped", baseline.shown));
        if baseline.unnamed {
            tell(
                "note",
                &format!(
                    "to use it: `--baseline {DEFAULT}`, or `baseline = \"{DEFAULT}\"` under [lint] in softspoken.toml"
                ),
            );
        }
    }
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// How an entry is told.
fn words(sign: &Sign) -> String {
    match sign.words.as_str() {
        "" => sign.rule.clone(),
        words => format!("{} “{words}”", sign.rule),
    }
}

impl OfOne {
    fn new(baseline: &Baseline) -> Self {
        Self { used: vec![false; baseline.known.len()], ..Self::default() }
    }

    fn put(&mut self, places: impl IntoIterator<Item = usize>) {
        for at in places {
            if let Some(used) = self.used.get_mut(at) {
                *used = true;
            }
        }
    }

    fn not_found<'b>(&self, baseline: &'b Baseline) -> impl Iterator<Item = &'b Known> {
        baseline.known.iter().zip(&self.used).filter(|(_, used)| !**used).map(|(known, _)| known)
    }

    /// Whether an entry that was not found was looked for: its file was checked, or is gone, and its rule was asked for.
    fn is_stale(&self, baseline: &Baseline, known: &Known, choice: &RuleChoice) -> bool {
        choice.is_about(&known.sign.rule)
            && (self.checked.contains(baseline.now(&known.path)) || baseline.is_gone(&known.path))
    }
}
