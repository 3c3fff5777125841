//! What a run found of its baselines, macro after macro: what files of another name take over, what was found no more, and
//! what is to be written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::super::output::Checked;
use super::super::super::rule_choice::RuleChoice;
use super::super::super::status::{Failure, tell};
use super::super::sign::{Sign, pairs};
use super::file::{self, Known};
use super::{Baseline, Baselines, DEFAULT, Settled, hide};

/// So many entries that are not found any more are named.
const MOST_NAMED: usize = 20;
/// So many files that are gone are asked whether a finding is theirs.
const MOST_ASKED: usize = 100;

/// Grows with each macro.
#[derive(Debug)]
pub(in crate::cli::check) struct Tally<'a> {
    baselines: &'a Baselines,
    of: Vec<OfOne<'a>>,
    hidden: usize,
}

#[derive(Debug, Default)]
struct OfOne<'a> {
    /// For each place of what is known, whether it was found.
    used: Vec<bool>,
    /// What is known of files that are gone and was not found elsewhere so far, by fingerprint.
    orphans: HashMap<&'a str, BTreeSet<usize>>,
    /// The files that were checked.
    checked: HashSet<String>,
    found: Vec<Known>,
}

impl<'a> Tally<'a> {
    /// Nothing is found yet.
    pub(in crate::cli::check) fn new(baselines: &'a Baselines) -> Self {
        Self { baselines, of: baselines.all.iter().map(OfOne::new).collect(), hidden: 0 }
    }

    /// Findings that were not shown; `None` where there is no baseline.
    pub(in crate::cli::check) fn hidden(&self) -> Option<usize> {
        (!self.of.is_empty()).then_some(self.hidden)
    }

    /// Takes in what came of a macro. Where it is open, `checked` loses what is known of files that are gone.
    pub(in crate::cli::check) fn add(&mut self, settled: Settled, checked: Option<&mut Checked<'_>>) {
        let Settled { baseline: index, path, used, found, .. } = settled;
        let (Some(baseline), Some(of)) = (self.baselines.all.get(index), self.of.get_mut(index)) else { return };
        self.hidden += used.len();
        used.into_iter().for_each(|at| of.put(baseline, at));
        of.found.extend(found.into_iter().map(|sign| Known { path: path.clone(), sign }));
        of.checked.insert(path);
        if let Some(checked) = checked {
            self.hidden += of.take_over(baseline, checked);
        }
    }

    /// Tells what is in the baselines and was not found any more.
    pub(in crate::cli::check) fn tell_stale(&self, choice: &RuleChoice) {
        for (baseline, of) in self.baselines.all.iter().zip(&self.of) {
            let stale: Vec<&Known> =
                of.not_found(baseline).filter(|known| of.is_stale(baseline, known, choice)).collect();
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
    pub(in crate::cli::check) fn write(self, choice: &RuleChoice) -> Result<(), Failure> {
        for (baseline, mut of) in self.baselines.all.iter().zip(self.of) {
            let found = std::mem::take(&mut of.found);
            let kept: Vec<Known> =
                of.not_found(baseline).filter(|known| !of.is_stale(baseline, known, choice)).cloned().collect();
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

impl<'a> OfOne<'a> {
    fn new(baseline: &'a Baseline) -> Self {
        let orphans = baseline.orphans.iter().map(|(sign, places)| (sign.as_str(), places.iter().copied().collect()));
        Self { used: vec![false; baseline.known.len()], orphans: orphans.collect(), ..Self::default() }
    }

    fn put(&mut self, baseline: &Baseline, at: usize) {
        if let Some(used) = self.used.get_mut(at) {
            *used = true;
        }
        let sign = baseline.known.get(at).map(|known| known.sign.fingerprint.as_str());
        if let Some(orphans) = sign.and_then(|sign| self.orphans.get_mut(sign)) {
            orphans.remove(&at);
        }
    }

    fn is_used(&self, at: usize) -> bool {
        self.used.get(at).copied().unwrap_or_default()
    }

    fn not_found<'b>(&self, baseline: &'b Baseline) -> impl Iterator<Item = &'b Known> {
        baseline.known.iter().zip(&self.used).filter(|(_, used)| !**used).map(|(known, _)| known)
    }

    /// Whether an entry that was not found was looked for: its file was checked, or is gone, and its rule was asked for.
    fn is_stale(&self, baseline: &Baseline, known: &Known, choice: &RuleChoice) -> bool {
        choice.is_about(&known.sign.rule) && (self.checked.contains(&known.path) || baseline.is_gone(&known.path))
    }

    /// Hides the findings of a macro that are known of files that are gone; gives how many. The file that most of them are
    /// known of is taken for the same macro under its old name.
    fn take_over(&mut self, baseline: &Baseline, checked: &mut Checked<'_>) -> usize {
        let signs = Sign::of_all(checked);
        let mut by_file: BTreeMap<&str, usize> = BTreeMap::new();
        for sign in &signs {
            for at in self.orphans(sign).take(MOST_ASKED) {
                baseline.known.get(at).into_iter().for_each(|known| *by_file.entry(&known.path).or_default() += 1);
            }
        }
        let most = by_file.values().max().copied().unwrap_or_default();
        let old_name = by_file.into_iter().find(|(_, count)| *count == most).map(|(file, _)| file);
        let places = old_name.and_then(|file| baseline.by_path.get(file)).map_or(&[][..], Vec::as_slice);
        let places: Vec<usize> = places.iter().copied().filter(|at| !self.is_used(*at)).collect();
        let known: Vec<&Sign> = places.iter().filter_map(|at| Some(&baseline.known.get(*at)?.sign)).collect();
        let mut pairs = pairs(&known, &signs.iter().collect::<Vec<_>>(), &[]);
        pairs.iter().flatten().filter_map(|at| places.get(*at)).for_each(|at| self.put(baseline, *at));
        for (sign, pair) in signs.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let first = self.orphans(sign).next();
            *pair = first.inspect(|at| self.put(baseline, *at));
        }
        hide(checked, &pairs);
        pairs.iter().flatten().count()
    }

    /// What is known of files that are gone and has this sign.
    fn orphans(&self, sign: &Sign) -> impl Iterator<Item = usize> {
        self.orphans.get(sign.fingerprint.as_str()).into_iter().flatten().copied()
    }
}
