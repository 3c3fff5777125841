//! Packs: files of knowledge, and what the phrases in them are there for.

use toml::Spanned;

use super::{ActEntry, Knowledge, Rule, Written};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is what a case of a rule looks for.
    Case(usize),
    /// Where it overlaps a match, of this case or of any, nothing is said.
    Except(Option<usize>),
    /// Where it is in the sentence, nothing is said.
    Unless,
    /// Where it is in the sentence or the next, the severity falls.
    Soften,
}

/// A phrase's place among the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseUse {
    /// Index of the rule.
    pub rule: usize,
    /// Its role there.
    pub role: Role,
}

/// What a phrase of an act is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActUse {
    /// Index of the act's entry.
    pub act: usize,
    /// Its role there.
    pub role: ActRole,
}

/// Rules and acts share one automaton: a phrase belongs to one or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
pub(super) fn rule_phrases(rule: &Rule, index: usize) -> impl Iterator<Item = (Use, &Spanned<String>)> {
    let cases =
        rule.cases.iter().enumerate().flat_map(|(case, data)| data.phrases.iter().map(move |p| (Role::Case(case), p)));
    let of_cases = rule.cases.iter().enumerate();
    let of_cases = of_cases.flat_map(|(case, data)| data.except.iter().map(move |p| (Role::Except(Some(case)), p)));
    let except = rule.except.iter().map(|phrase| (Role::Except(None), phrase)).chain(of_cases);
    let unless = rule.unless.iter().map(|phrase| (Role::Unless, phrase));
    let soften = rule.soften.iter().map(|phrase| (Role::Soften, phrase));
    let all = cases.chain(except).chain(unless).chain(soften);
    all.map(move |(role, phrase)| (Use::Rule(PhraseUse { rule: index, role }), phrase))
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
    all.map(move |(role, phrase)| (Use::Act(ActUse { act: index, role }), phrase))
}

#[cfg(test)]
mod tests;
