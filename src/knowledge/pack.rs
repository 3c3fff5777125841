//! Packs: files of knowledge, read and put together. Every mistake in one is told with its place.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use super::phrase::{Builder, Pattern, PatternError, Phrases, parse};
use super::{Knowledge, Rule, Technique};
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

/// A phrase's place in the knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseUse {
    /// Index of the rule.
    pub rule: usize,
    /// Its role there.
    pub role: Role,
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
            add_phrases(file, &rule, knowledge.rules.len(), &mut builder, &mut knowledge.uses, &mut mistakes);
            knowledge.rules.push(rule);
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

fn add_phrases(
    file: &PackFile,
    rule: &Rule,
    index: usize,
    builder: &mut Builder,
    uses: &mut Vec<PhraseUse>,
    mistakes: &mut Vec<PackMistake>,
) {
    let cases =
        rule.cases.iter().enumerate().flat_map(|(case, data)| data.phrases.iter().map(move |p| (Role::Case(case), p)));
    let of_cases = rule.cases.iter().enumerate();
    let of_cases = of_cases.flat_map(|(case, data)| data.except.iter().map(move |p| (Role::Except(Some(case)), p)));
    let except = rule.except.iter().map(|phrase| (Role::Except(None), phrase)).chain(of_cases);
    let unless = rule.unless.iter().map(|phrase| (Role::Unless, phrase));
    let soften = rule.soften.iter().map(|phrase| (Role::Soften, phrase));
    for (role, phrase) in cases.chain(except).chain(unless).chain(soften) {
        let Some(pattern) = pattern(file, phrase, mistakes) else { continue };
        match builder.add(&pattern) {
            Ok(_) => uses.push(PhraseUse { rule: index, role }),
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
        check("[[rule]]\nid = 3", expect![[r#""3" invalid type: integer `3`, expected a string"#]]);
    }
}
