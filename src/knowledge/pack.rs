//! Packs: files of knowledge, and what the phrases in them are there for.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::pack_phrase::PackPhrase;
use super::{ActEntry, Knowledge, Near, Rule, Written};
use crate::text::Span;

/// A pack's file.
#[derive(Clone, Copy, Debug)]
pub struct PackFile<'a> {
    /// What to call it when something is wrong with it.
    pub name: &'a str,
    /// TOML.
    pub text: &'a str,
}

/// Something wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackMistake {
    /// The file's name.
    pub file: String,
    /// Where in the file, in bytes.
    pub span: Span,
    /// In plain words.
    pub message: String,
}

/// What a phrase is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// It is what a case of a rule looks for.
    Case(usize),
    /// Where it overlaps a match, of this case or of any, nothing is said.
    Except(Option<usize>),
    /// Where it is in the sentence, nothing is said, of this case or of any.
    Unless(Option<usize>),
    /// Where it is in the sentence or the next, the severity falls.
    Soften,
    /// Something is said, of this case or of any, only where it is in a neighbouring sentence, or only where it is not.
    Near(Near, Option<usize>),
    /// It stands in a sentence of the rule's flow, under this number.
    Flow(u32),
}

/// A phrase's place among the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhraseUse {
    /// Index of the rule.
    pub rule: usize,
    /// Its role there.
    pub role: Role,
}

/// What a phrase of an act is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActRole {
    /// It is what a case of the act looks for.
    Case(usize),
    /// Where it overlaps a match, that match does not count.
    Except,
    /// Where it is in the sentence, nothing of the act counts.
    Unless,
    /// Where it is in the sentence, this case does not count.
    CaseUnless(usize),
}

/// A phrase's place among the acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActUse {
    /// Index of the act's entry.
    pub act: usize,
    /// Its role there.
    pub role: ActRole,
}

/// Rules and acts share one automaton: a phrase belongs to one or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Use {
    Rule(PhraseUse),
    Act(ActUse),
}

/// Reads files as one pack. What is wrong is told and left out; the rest works.
pub fn load(files: &[PackFile]) -> (Knowledge, Vec<PackMistake>) {
    let Written { knowledge, mistakes, .. } = Written::read(files, &[]);
    (knowledge, mistakes)
}

/// The phrases of a rule with what each is there for.
pub(super) fn rule_phrases<'a>(
    rule: &'a Rule,
    index: usize,
) -> impl Iterator<Item = (Use, &'a Spanned<String>)> + use<'a> {
    let mut all: Vec<(Role, &'a Spanned<String>)> = Vec::new();
    let mut add = |role: Role, phrases: &'a [PackPhrase]| all.extend(phrases.iter().map(|phrase| (role, &phrase.0)));
    for (number, case) in rule.cases.iter().enumerate() {
        add(Role::Case(number), &case.phrases);
        add(Role::Except(Some(number)), &case.except);
        add(Role::Unless(Some(number)), &case.unless);
        Near::ALL.into_iter().for_each(|near| add(Role::Near(near, Some(number)), case.near(near)));
    }
    add(Role::Except(None), &rule.except);
    add(Role::Unless(None), &rule.unless);
    add(Role::Soften, &rule.soften);
    Near::ALL.into_iter().for_each(|near| add(Role::Near(near, None), rule.near(near)));
    let in_flow = (0..).zip(rule.flow.iter().flat_map(|flow| &flow.phrases));
    all.extend(in_flow.map(|(number, phrase)| (Role::Flow(number), &phrase.0)));
    all.into_iter().map(move |(role, phrase)| (Use::Rule(PhraseUse { rule: index, role }), phrase))
}

/// The same for an act.
pub(super) fn act_phrases(act: &ActEntry, index: usize) -> impl Iterator<Item = (Use, &Spanned<String>)> {
    let cases = act.cases.iter().enumerate().flat_map(|(case, data)| {
        let phrases = data.phrases.iter().map(move |phrase| (ActRole::Case(case), phrase));
        phrases.chain(data.unless.iter().map(move |phrase| (ActRole::CaseUnless(case), phrase)))
    });
    let except = act.except.iter().map(|phrase| (ActRole::Except, phrase));
    let unless = act.unless.iter().map(|phrase| (ActRole::Unless, phrase));
    let all = cases.chain(except).chain(unless);
    all.map(move |(role, phrase)| (Use::Act(ActUse { act: index, role }), &phrase.0))
}

#[cfg(test)]
#[path = "pack/tests.rs"]
mod tests;
