//! Which findings of today are those of another day: of a baseline, or of the text before a change.
//!
//! The same words first. What is left of a rule in the same macro is compared word by word, since the sentence around a fault
//! may be reworded while the fault stays.

use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, VecDeque};

use super::super::fingerprint::Mark;
use super::super::output::{Checked, Reported};
use crate::knowledge::Knowledge;
use crate::lint::Finding;

/// Characters of the words that are kept for comparing.
const LONGEST: usize = 160;
/// So many findings of a rule in a macro are compared word by word; whoever rewords more of them at once sees the rest.
const MOST: usize = 200;
/// Of fewer words a part says nothing.
const FEWEST: usize = 3;
/// A part with fewer words has to stand whole in the other.
const SHORT: usize = 6;
/// Words of which refusals, orders and apologies are made, whatever they are about; sorted.
const COMMON: [&str; 45] = [
    "a",
    "an",
    "and",
    "are",
    "at",
    "be",
    "can",
    "can't",
    "cannot",
    "could",
    "do",
    "don't",
    "for",
    "have",
    "i",
    "i'm",
    "in",
    "is",
    "it",
    "must",
    "need",
    "no",
    "not",
    "of",
    "on",
    "or",
    "our",
    "please",
    "sorry",
    "that",
    "the",
    "this",
    "to",
    "unable",
    "unfortunately",
    "us",
    "we",
    "we're",
    "will",
    "with",
    "won't",
    "you",
    "you're",
    "your",
    "yours",
];

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sign {
    /// The rule.
    pub(super) rule: String,
    /// The words that were matched, as far as they are kept.
    pub(super) words: String,
    /// A number made of the rule and all the words.
    pub(super) fingerprint: String,
}

impl Sign {
    /// Of a finding in `source`.
    pub(super) fn of(source: &str, finding: &Finding, knowledge: &Knowledge) -> Self {
        let mark = Mark::of(source, finding, knowledge);
        let fingerprint = mark.hash();
        let Mark { rule, mut words } = mark;
        if let Some((end, _)) = words.char_indices().nth(LONGEST) {
            words.truncate(end);
        }
        Self { rule, words, fingerprint }
    }

    /// Of all findings of `checked`.
    pub(super) fn of_all(checked: &Checked<'_>) -> Vec<Self> {
        let of = |reported: &Reported| Self::of(&checked.source, &reported.finding, checked.knowledge);
        checked.findings.iter().map(of).collect()
    }
}

/// For each of `found` the place in `known` that it is the same as; none stands for two. Where several could be the same, those
/// for which `last` says so come last.
pub(super) fn pairs(known: &[&Sign], found: &[&Sign], last: &[bool]) -> Vec<Option<usize>> {
    let is_last = |at: &usize| last.get(*at).copied().unwrap_or_default();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(is_last);
    let in_order: Vec<&Sign> = order.iter().filter_map(|at| found.get(*at).copied()).collect();
    let mut out = vec![None; found.len()];
    for (at, pair) in order.into_iter().zip(pairs_in_order(known, &in_order)) {
        if let Some(place) = out.get_mut(at) {
            *place = pair;
        }
    }
    out
}

fn pairs_in_order(known: &[&Sign], found: &[&Sign]) -> Vec<Option<usize>> {
    let mut by_fingerprint: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, sign) in known.iter().enumerate() {
        by_fingerprint.entry(&sign.fingerprint).or_default().push_back(at);
    }
    let same = |sign: &&Sign| by_fingerprint.get_mut(sign.fingerprint.as_str()).and_then(VecDeque::pop_front);
    let mut pairs: Vec<Option<usize>> = found.iter().map(same).collect();
    let mut left: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    let mut unused: Vec<usize> = by_fingerprint.into_values().flatten().collect();
    unused.sort_unstable();
    for at in unused {
        known.get(at).into_iter().for_each(|sign| left.entry(&sign.rule).or_default().0.push(at));
    }
    for (at, sign) in found.iter().enumerate().filter(|(at, _)| pairs.get(*at) == Some(&None)) {
        if let Some((_, of_rule)) = left.get_mut(sign.rule.as_str()) {
            of_rule.push(at);
        }
    }
    for (old, new) in left.into_values() {
        for (old, new) in alike(known, found, &old, &new) {
            if let Some(pair) = pairs.get_mut(new) {
                *pair = Some(old);
            }
        }
    }
    pairs
}

/// Pairs of which the words are more alike than not, the most alike first.
fn alike(known: &[&Sign], found: &[&Sign], old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let words = |signs: &[&Sign], places: &[usize]| -> Vec<(usize, Vec<String>)> {
        let places = places.iter().take(MOST);
        places.filter_map(|at| Some((*at, sorted_words(&signs.get(*at)?.words)))).collect()
    };
    let (old, new) = (words(known, old), words(found, new));
    let mut likely: Vec<(usize, usize, usize)> = Vec::new();
    for (old, before) in &old {
        for (new, after) in &new {
            likely.extend(likeness(before, after).map(|likeness| (likeness, *old, *new)));
        }
    }
    likely.sort_unstable_by_key(|(likeness, old, new)| (Reverse(*likeness), *old, *new));
    let mut taken = (Vec::new(), Vec::new());
    let mut out = Vec::new();
    for (_, old, new) in likely {
        if !taken.0.contains(&old) && !taken.1.contains(&new) {
            taken.0.push(old);
            taken.1.push(new);
            out.push((old, new));
        }
    }
    out
}

fn sorted_words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words
}

/// In percent, where it is more than half: how many words stand in both, or how much of one stands in the other. What both say of
/// their own counts, where both do.
fn likeness(one: &[String], other: &[String]) -> Option<usize> {
    let shorter = one.len().min(other.len());
    let is_part = shorter + 1 >= FEWEST && in_both(one, other) == shorter;
    let (mut a, mut b) = (own(one), own(other));
    if a.is_empty() || b.is_empty() {
        (a, b) = (one.iter().collect(), other.iter().collect());
    }
    let (both, of_one) = (in_both(&a, &b), a.len().min(b.len()));
    let of_all = (200 * both).checked_div(a.len() + b.len()).unwrap_or_default();
    let is_most = shorter >= SHORT && of_one >= FEWEST && 4 * both >= 3 * of_one;
    let of_shorter = match () {
        () if is_part => 90,
        () if is_most => 90 * both / of_one,
        () => 0,
    };
    Some(of_all.max(of_shorter)).filter(|likeness| *likeness > 50)
}

/// The words that are not in every other sentence of the kind.
fn own(words: &[String]) -> Vec<&String> {
    words.iter().filter(|word| COMMON.binary_search(&word.as_str()).is_err()).collect()
}

/// How many of the sorted words stand in both.
fn in_both<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut a, mut b) = (one.iter().peekable(), other.iter().peekable());
    let mut both = 0;
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            Ordering::Less => drop(a.next()),
            Ordering::Greater => drop(b.next()),
            Ordering::Equal => {
                both += 1;
                a.next();
                b.next();
            }
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(rule: &str, words: &str) -> Sign {
        Sign { rule: rule.to_owned(), words: words.to_owned(), fingerprint: format!("{rule} {words}") }
    }

    /// Findings of one rule, words apart by `|`.
    fn check(known: &str, found: &str, expected: &[Option<usize>]) {
        let read = |text: &str| text.split('|').map(|words| sign("a/b", words)).collect::<Vec<_>>();
        let (known, found) = (read(known), read(found));
        let pairs = pairs(&known.iter().collect::<Vec<_>>(), &found.iter().collect::<Vec<_>>(), &[]);
        assert_eq!(pairs, expected);
    }

    #[test]
    fn the_same_words_are_the_same_finding_once() {
        check("calm down", "calm down|calm down", &[Some(0), None]);
        check("calm down|calm down", "calm down", &[Some(0)]);
        check("you must|calm down", "calm down|you must", &[Some(1), Some(0)]);
    }

    #[test]
    fn a_reworded_sentence_is_the_same_finding() {
        check("we cannot repair the handle.", "sadly, we cannot repair the blue handle of it.", &[Some(0)]);
        check("we cannot help.|we cannot repair it.", "we cannot repair it today.|we cannot help", &[Some(1), Some(0)]);
        check("we cannot help.", "there is no way.", &[None]);
        check("you must", "you shall", &[None]);
        check("we cannot", "we cannot repair the handle of your bowl", &[Some(0)]);
    }

    #[test]
    fn another_sentence_with_the_same_beginning_is_another_finding() {
        let other = "we cannot give back any money to anybody who sends a parcel late, whatever the cause.";
        check("we cannot help.", other, &[None]);
        check("we cannot help.", "we cannot refund it.", &[None]);
        check("we are not able to refund it.", "we are not able to call you.", &[None]);
        check("we cannot help.", "we cannot help you with parcels from abroad.", &[Some(0)]);
    }

    #[test]
    fn common_words_are_found() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn what_comes_last_is_left_where_one_is_left() {
        let (known, found) = (sign("a/b", "calm down"), [sign("a/b", "calm down"), sign("a/b", "calm down")]);
        let found: Vec<&Sign> = found.iter().collect();
        assert_eq!(pairs(&[&known], &found, &[true, false]), [None, Some(0)]);
        assert_eq!(pairs(&[&known], &found, &[true, true]), [Some(0), None]);
    }

    #[test]
    fn another_rule_is_another_finding() {
        let (known, found) = (sign("a/b", "calm down now please"), sign("a/c", "calm down now please"));
        assert_eq!(pairs(&[&known], &[&found], &[]), [None]);
    }
}
