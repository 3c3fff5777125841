//! Files that a baseline knows and that are there no more: which macro is one of them, under another name.
//!
//! Findings alone say little: many macros ask a customer to calm down, and what is found of a macro as a whole has no words. So a
//! macro that the baseline does not know is taken for one that is gone only where at least half of what is known of that is
//! found in it, and it has the same file name or enough words are the same; or where all of that is found, and nothing else.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::sign::{Sign, pairs};
use super::Baseline;
use super::file::Known;

/// So many files that are gone are asked whether a finding is theirs.
const MOST_ASKED: usize = 100;
/// So many of them are compared in full, those that most is found of first; as many of those with its file name before.
const MOST_COMPARED: usize = 3;
/// So many words of different findings that are found again say which file it was, whatever its name is now.
const ENOUGH_WORDS: usize = 8;

/// What is known of files that are there no more.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// Places in what is known, by fingerprint; without what has no words.
    by_fingerprint: HashMap<String, Vec<usize>>,
    /// Paths, by the name of the file.
    by_name: HashMap<String, Vec<String>>,
}

impl Gone {
    /// Of the files with the places of what is known of each.
    pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, &'a [usize])>, known: &[Known]) -> Self {
        let mut gone = Self::default();
        for (file, places) in files {
            gone.by_name.entry(name(file).to_owned()).or_default().push(file.to_owned());
            for (at, sign) in places.iter().filter_map(|at| Some((*at, &known.get(*at)?.sign))) {
                if !sign.words.is_empty() {
                    gone.by_fingerprint.entry(sign.fingerprint.clone()).or_default().push(at);
                }
            }
        }
        // Whatever order they came in, the same is hidden.
        gone.by_fingerprint.values_mut().for_each(|places| places.sort_unstable());
        gone.by_name.values_mut().for_each(|files| files.sort_unstable());
        gone
    }

    /// Whether a file is gone that the macro at `path`, with these `signs`, could be.
    pub(super) fn may_be(&self, path: &str, signs: impl FnOnce() -> Vec<Sign>) -> bool {
        self.by_name.contains_key(name(path))
            || (!self.by_fingerprint.is_empty()
                && signs().iter().any(|sign| self.by_fingerprint.contains_key(&sign.fingerprint)))
    }
}

/// Which files that are gone were found under another name; each is one macro at most.
#[derive(Debug, Default)]
pub(super) struct Takeover(HashSet<String>);

impl Takeover {
    /// For each finding of the macro at `path`, with these `signs`, the place of what is known of it under its old name. What would
    /// not be `shown` is looked for first. What is not asked for could not be found.
    pub(super) fn pairs(
        &mut self,
        baseline: &Baseline,
        path: &str,
        signs: &[Sign],
        shown: &[bool],
        is_asked: impl Fn(&Known) -> bool,
    ) -> Vec<Option<usize>> {
        let signs: Vec<&Sign> = signs.iter().collect();
        for file in self.likely(baseline, path, &signs) {
            let places = baseline.by_path.get(file).into_iter().flatten();
            let known: Vec<(usize, &Known)> = places.filter_map(|at| Some((*at, baseline.known.get(*at)?))).collect();
            let before: Vec<&Sign> = known.iter().map(|(_, known)| &known.sign).collect();
            let pairs = pairs(&before, &signs, shown);
            let same: Vec<&Sign> = pairs.iter().flatten().filter_map(|at| before.get(*at).copied()).collect();
            let asked = known.iter().filter(|(_, known)| is_asked(known)).count();
            let is_enough = !same.is_empty() && 2 * same.len() >= asked;
            let is_all =
                same.len() == known.len() && pairs.iter().zip(shown).all(|(pair, shown)| pair.is_some() || !shown);
            if is_enough && (is_all || name(file) == name(path) || words(&same) >= ENOUGH_WORDS) {
                self.0.insert(file.to_owned());
                return pairs.into_iter().map(|pair| Some(known.get(pair?)?.0)).collect();
            }
        }
        vec![None; signs.len()]
    }

    /// Files that are gone and that it could be, the likeliest first.
    fn likely<'a>(&self, baseline: &'a Baseline, path: &str, signs: &[&Sign]) -> Vec<&'a str> {
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        let named = baseline.gone.by_name.get(name(path)).into_iter().flatten().filter(|file| !self.0.contains(*file));
        found.extend(named.take(MOST_ASKED).map(|file| (file.as_str(), 0)));
        for sign in signs {
            let places = baseline.gone.by_fingerprint.get(&sign.fingerprint).into_iter().flatten();
            let known = places.filter_map(|at| baseline.known.get(*at)).filter(|known| !self.0.contains(&known.path));
            for known in known.take(MOST_ASKED) {
                *found.entry(&known.path).or_default() += 1;
            }
        }
        let mut likely: Vec<(&str, usize)> = found.into_iter().collect();
        // Of as many findings, the file of which less else is known.
        let known = |file: &str| baseline.by_path.get(file).map_or(0, Vec::len);
        likely.sort_by_key(|(file, found)| (Reverse((*found, same_end(file, path))), known(file)));
        let (named, other): (Vec<_>, Vec<_>) = likely.into_iter().partition(|(file, _)| name(file) == name(path));
        [named, other]
            .into_iter()
            .flat_map(|files| files.into_iter().take(MOST_COMPARED))
            .map(|(file, _)| file)
            .collect()
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How many names at the end of both paths are the same.
fn same_end(one: &str, other: &str) -> usize {
    one.rsplit('/').zip(other.rsplit('/')).take_while(|(one, other)| one == other).count()
}

/// How many words there are in different findings.
fn words(signs: &[&Sign]) -> usize {
    let different: HashSet<&str> = signs.iter().map(|sign| sign.words.as_str()).collect();
    different.into_iter().map(|words| words.split_whitespace().count()).sum()
}
