//! Packs: files of knowledge, read and put together. Every mistake in one is told with its place.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use super::phrase::{Builder, Pattern, PatternError, Phrases, parse};
use super::{ActEntry, Knowledge, Rule, Technique};
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

/// What may stand in a file of a pack.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    #[serde(default)]
    technique: Vec<Technique>,
    #[serde(default)]
    rule: Vec<Rule>,
    #[serde(default)]
    act: Vec<ActEntry>,
    #[serde(default)]
    classes: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    inflections: HashMap<String, Vec<String>>,
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
    let mut mistakes = Vec::new();
    let mut data = Vec::new();
    for file in files {
        match toml::from_str::<Data>(file.text) {
            Ok(read) => data.push((file, read)),
            Err(error) => mistakes.push(PackMistake {
                file: file.name.to_owned(),
                span: error.span().map(Span::from).unwrap_or_default(),
                message: error.message().to_owned(),
            }),
        }
    }
    let mut builder = Builder::new(classes(&data, &mut mistakes), inflections(&data));
    let mut knowledge = Knowledge::default();
    for (file, read) in data {
        knowledge.techniques.extend(read.technique);
        for rule in read.rule {
            let phrases = rule_phrases(&rule, knowledge.rules.len());
            add_phrases(file, phrases, &mut builder, &mut knowledge.uses, &mut mistakes);
            knowledge.rules.push(rule);
        }
        for act in read.act {
            let phrases = act_phrases(&act, knowledge.acts.len());
            add_phrases(file, phrases, &mut builder, &mut knowledge.uses, &mut mistakes);
            knowledge.acts.push(act);
        }
    }
    knowledge.phrases = Phrases::new(builder);
    knowledge.index();
    (knowledge, mistakes)
}

fn classes(data: &[(&PackFile, Data)], mistakes: &mut Vec<PackMistake>) -> HashMap<String, Vec<Pattern>> {
    let mut out = HashMap::new();
    for (file, read) in data {
        for (name, phrases) in &read.classes {
            let parsed = phrases.iter().filter_map(|phrase| pattern(file, phrase, mistakes));
            out.insert(name.clone(), parsed.collect());
        }
    }
    out
}

fn inflections(data: &[(&PackFile, Data)]) -> HashMap<String, Vec<String>> {
    data.iter().flat_map(|(_, read)| read.inflections.clone()).collect()
}

fn pattern(file: &PackFile, phrase: &Spanned<String>, mistakes: &mut Vec<PackMistake>) -> Option<Pattern> {
    match parse(phrase.get_ref()) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            mistakes.push(at_phrase(file, phrase, error));
            None
        }
    }
}

/// The place of a mistake inside a phrase: behind the opening quote, exact unless the string has escapes.
fn at_phrase(file: &PackFile, phrase: &Spanned<String>, error: PatternError) -> PackMistake {
    let start = (phrase.span().start + 1 + error.offset).min(phrase.span().end);
    PackMistake { file: file.name.to_owned(), span: Span::new(start, phrase.span().end), message: error.message }
}

/// The phrases of a rule with what each is there for.
fn rule_phrases(rule: &Rule, index: usize) -> impl Iterator<Item = (Use, &Spanned<String>)> {
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
fn act_phrases(act: &ActEntry, index: usize) -> impl Iterator<Item = (Use, &Spanned<String>)> {
    let cases = act.cases.iter().enumerate().flat_map(|(case, data)| {
        let phrases = data.phrases.iter().map(move |phrase| (ActRole::Case(case), phrase));
        phrases.chain(data.unless.iter().map(move |phrase| (ActRole::CaseUnless(case), phrase)))
    });
    let except = act.except.iter().map(|phrase| (ActRole::Except, phrase));
    let unless = act.unless.iter().map(|phrase| (ActRole::Unless, phrase));
    let all = cases.chain(except).chain(unless);
    all.map(move |(role, phrase)| (Use::Act(ActUse { act: index, role }), phrase))
}

fn add_phrases<'a>(
    file: &PackFile,
    phrases: impl Iterator<Item = (Use, &'a Spanned<String>)>,
    builder: &mut Builder,
    uses: &mut Vec<Use>,
    mistakes: &mut Vec<PackMistake>,
) {
    for (used, phrase) in phrases {
        let Some(pattern) = pattern(file, phrase, mistakes) else { continue };
        match builder.add(&pattern) {
            Ok(_) => uses.push(used),
            Err(error) => mistakes.push(at_phrase(file, phrase, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let (_, mistakes) = load(&[PackFile { name: "team.toml", text }]);
        let shown: Vec<String> = mistakes.iter().map(|m| format!("{:?} {}", m.span.of(text), m.message)).collect();
        expected.assert_eq(&shown.join("\n"));
    }

    #[test]
    fn mistakes_stand_at_their_place() {
        check(
            r#"
[classes]
loop = ["never <loop>"]
[[rule]]
id = "tone/x"
severity = "hint"
title = "X"
why = "Because."
[[rule.case]]
phrases = ["fine", "you (must", "<nothing> here", "<loop>"]
"#,
            expect![[r#"
                "(must\"" this `(` is never closed with `)`
                "<nothing> here\"" there is no word class `<nothing>`
                "<loop>\"" the word class `<loop>` contains itself"#]],
        );
        check(
            "[[act]]\nid = \"own\"\ntitle = \"Own\"\nsummary = \"S\"\n[[act.case]]\nphrases = [\"i <nothing>\"]",
            expect![[r#""<nothing>\"" there is no word class `<nothing>`"#]],
        );
        check("[[rule]]\nid = 3", expect![[r#""3" invalid type: integer `3`, expected a string"#]]);
    }
}
