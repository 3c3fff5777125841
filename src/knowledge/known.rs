//! All that is known, ready to be asked.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::pack::{ActUse, PhraseUse, Role, Use};
use super::phrase::{Phrases, WordHash};
use super::{ActEntry, Rule, Technique};

/// Techniques, rules and acts with their compiled phrases.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Knowledge {
    /// In the order of the packs.
    pub techniques: Vec<Technique>,
    /// In the order of the packs.
    pub rules: Vec<Rule>,
    /// In the order of the packs.
    pub acts: Vec<ActEntry>,
    /// All phrases of all rules and acts.
    pub phrases: Phrases,
    /// What each phrase is there for, by its number.
    pub(super) uses: Vec<Use>,
    /// The phrases of each rule, by its index.
    pub(super) rule_phrases: Vec<Range<u32>>,
    #[serde(skip)]
    by_id: HashMap<String, usize, WordHash>,
    /// The phrases of acts: they stand in few rows.
    #[serde(skip)]
    act_phrases: Vec<Range<u32>>,
}

impl Knowledge {
    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.get(*self.by_id.get(id)?)
    }

    /// The technique of an id.
    pub fn technique(&self, id: &str) -> Option<&Technique> {
        self.techniques.iter().find(|technique| technique.id == id)
    }

    /// What a phrase of a rule is there for; `None` where it belongs to an act.
    pub fn phrase_use(&self, phrase: u32) -> Option<PhraseUse> {
        match self.uses.get(phrase as usize)? {
            Use::Rule(used) => Some(*used),
            Use::Act(_) => None,
        }
    }

    /// What a phrase of an act is there for; `None` where it belongs to a rule.
    pub fn act_use(&self, phrase: u32) -> Option<ActUse> {
        match self.uses.get(phrase as usize)? {
            Use::Act(used) => Some(*used),
            Use::Rule(_) => None,
        }
    }

    /// Those of `phrases`, which are sorted, that belong to acts, each with what it is there for.
    pub fn act_uses<'a>(&'a self, phrases: &'a [u32]) -> impl Iterator<Item = (u32, ActUse)> + 'a {
        let rows = self.act_phrases.iter().flat_map(|row| among(phrases, row));
        rows.filter_map(|&phrase| Some((phrase, self.act_use(phrase)?)))
    }

    /// From the first to the last phrase of some rules.
    pub fn phrases_from(&self, rules: impl Iterator<Item = usize>) -> Range<u32> {
        let rows = rules.filter_map(|rule| self.rule_phrases.get(rule)).filter(|row| !row.is_empty()).cloned();
        rows.reduce(|all, row| all.start.min(row.start)..all.end.max(row.end)).unwrap_or_default()
    }

    /// The phrases of a rule with what each is there for.
    pub fn phrases_of(&self, rule: usize) -> impl Iterator<Item = (u32, Role)> + '_ {
        let phrases = self.rule_phrases.get(rule).cloned().unwrap_or_default();
        phrases.filter_map(|phrase| Some((phrase, self.phrase_use(phrase)?.role)))
    }

    /// Makes rules findable by id.
    pub(super) fn index(&mut self) {
        self.by_id = self.rules.iter().enumerate().map(|(index, rule)| (rule.id.clone(), index)).collect();
        self.act_phrases.clear();
        for (phrase, _) in (0..).zip(&self.uses).filter(|(_, used)| matches!(used, Use::Act(_))) {
            match self.act_phrases.last_mut() {
                Some(row) if row.end == phrase => row.end += 1,
                _ => self.act_phrases.push(phrase..phrase + 1),
            }
        }
    }
}

/// The part of sorted numbers that stands in a row.
pub fn among<'p>(numbers: &'p [u32], row: &Range<u32>) -> &'p [u32] {
    let first = numbers.partition_point(|number| *number < row.start);
    let rest = numbers.get(first..).unwrap_or_default();
    rest.get(..rest.partition_point(|number| *number < row.end)).unwrap_or_default()
}
