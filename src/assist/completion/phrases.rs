//! Words to begin with, by what they do: "offer a choice", "set a boundary". Those that suit what the macro is for come first.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::knowledge::Act;
use crate::lint::Subject;
use crate::syntax::{ItemKind, Macro};
use crate::text::Span;

use super::{Candidate, CandidateKind, Topic, candidate};

const SHIPPED: &str = include_str!("../../../packs/phrases/en.toml");

/// What a macro is for that does not say so.
const GENERAL: &str = "general";

/// A phrase that can be written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// What it does, in the imperative.
    pub title: String,
    /// The technique that it uses.
    pub technique: String,
    /// What it is meant to do, each of which it does.
    pub acts: Vec<Act>,
    /// What macros are for that it suits best.
    pub intents: Vec<String>,
    /// The words, with slots.
    pub text: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    phrase: Vec<Phrase>,
}

/// Every phrase that ships with the program.
pub fn phrases() -> &'static [Phrase] {
    static READ: OnceLock<Vec<Phrase>> = OnceLock::new();
    READ.get_or_init(|| toml::from_str::<Shipped>(SHIPPED).unwrap_or_default().phrase)
}

/// The phrases, in the place of what was typed of one.
pub(super) fn candidates(subject: &Subject, word: Span) -> Vec<Candidate> {
    let locale = subject.parsed.front_matter.locale.as_ref().map(|locale| locale.text.to_ascii_lowercase());
    if locale.is_some_and(|locale| !locale.starts_with("en")) {
        return Vec::new();
    }
    let intent = subject.parsed.front_matter.intent.map_or(GENERAL, |(intent, _)| intent.as_str());
    let before = subject.source.get(..word.start).unwrap_or_default();
    let alone = before.rsplit(['\n', '\r']).next().is_some_and(|line| line.trim().is_empty());
    // A whole passage begins a line.
    let mut phrases: Vec<&Phrase> = phrases().iter().filter(|phrase| alone || !phrase.text.contains('\n')).collect();
    phrases.sort_by_key(|phrase| !phrase.intents.iter().any(|suits| suits == intent));
    phrases.into_iter().map(|phrase| offered(phrase, word)).collect()
}

fn offered(phrase: &Phrase, word: Span) -> Candidate {
    Candidate {
        detail: Some(phrase.technique.clone()),
        topic: Some(Topic::Phrase(phrase.title.clone())),
        text: phrase.text.clone(),
        snippet: Some(with_places(&phrase.text)),
        ..candidate(&phrase.title, CandidateKind::Phrase, word)
    }
}

/// The text with its slots as places to fill in: the slots stay, their names are selected one after the other.
fn with_places(text: &str) -> String {
    let mut out = String::new();
    let mut number = 0;
    for item in &Macro::parse(text).items {
        let written = escaped(item.span.of(text));
        if let ItemKind::Slot(_) = item.kind {
            number += 1;
            out.push_str(&format!("${{{number}:{written}}}"));
        } else {
            out.push_str(&written);
        }
    }
    out
}

/// Characters that mean something in the notation of snippets.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::marked::with_subject;
    use crate::knowledge::{Knowledge, Severity};
    use crate::lint::{self, Fixes};
    use crate::message::{MessageGraph, NoSnippets};

    #[test]
    fn every_phrase_does_what_it_says_and_raises_nothing() {
        assert!(phrases().len() >= 25, "{}", phrases().len());
        let mut wrong = Vec::new();
        for phrase in phrases() {
            with_subject(&phrase.text, &NoSnippets, |subject| {
                if Knowledge::shipped().technique(&phrase.technique).is_none() {
                    wrong.push(format!("{}: no technique {}", phrase.title, phrase.technique));
                }
                let prose = MessageGraph::read(subject.source, subject.parsed, &NoSnippets).prose;
                let said = lint::acts(subject, &prose);
                for act in &phrase.acts {
                    if !said.iter().any(|said| said.acts.contains(*act)) {
                        wrong.push(format!("{}: does not {}", phrase.title, act.as_str()));
                    }
                }
                // Alone it is no whole message: what the flow of one demands is not asked of it.
                let found = lint::check(subject, Fixes::None);
                let told = found.iter().filter(|found| !found.rule.starts_with("flow/"));
                let told = told.filter(|found| found.severity >= Severity::Information);
                wrong.extend(told.map(|found| format!("{}: {} {}", phrase.title, found.rule, found.message)));
                for intent in &phrase.intents {
                    if crate::syntax::Intent::from_word(intent).is_none() {
                        wrong.push(format!("{}: no intent {intent}", phrase.title));
                    }
                }
            });
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn every_intent_has_phrases() {
        for intent in crate::syntax::Intent::WORDS {
            let suits = phrases().iter().filter(|phrase| phrase.intents.iter().any(|suits| suits == intent));
            assert!(suits.count() >= 2, "{intent}");
        }
    }

    #[test]
    fn slots_become_places() {
        assert_eq!(with_places("Hi [[name]], {{ a }} \\ $5"), "Hi ${1:[[name]]}, {{ a \\}\\} \\\\ \\$5");
    }
}
