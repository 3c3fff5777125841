//! Names of people, by where they stand: who is greeted, and who signs.

use crate::knowledge::{Act, Acts};
use crate::message::{Word, WordKind};

/// What stands behind a greeting and is no name.
const NOBODY: [&str; 30] = [
    "again", "all", "and", "both", "can", "could", "customer", "everyone", "folks", "friend", "guest", "i", "madam",
    "mate", "member", "no", "our", "please", "resident", "sir", "sorry", "student", "team", "tenant", "thank",
    "thanks", "there", "user", "we", "would",
];
/// What stands in a closing formula and is no name.
const FORMULA: [&str; 20] = [
    "all",
    "and",
    "best",
    "cheers",
    "faithfully",
    "for",
    "kind",
    "many",
    "regards",
    "sincerely",
    "thank",
    "thanks",
    "the",
    "truly",
    "warm",
    "warmest",
    "wishes",
    "with",
    "you",
    "yours",
];
/// What signs and is no person.
const NO_PERSON: [&str; 22] = [
    "care",
    "customer",
    "customers",
    "department",
    "desk",
    "for",
    "games",
    "group",
    "head",
    "help",
    "office",
    "pharmacy",
    "platform",
    "registry",
    "relations",
    "sales",
    "service",
    "services",
    "support",
    "team",
    "the",
    "highways",
];
/// The most letters of initials.
const INITIALS: usize = 3;

/// Whether a sentence speaks to a customer by name. `texts` are its words as they are written, `acts` what it begins with.
pub(super) fn names_customer(words: &[Word], texts: &[&str], acts: Acts) -> bool {
    let names: Vec<(&Word, &str)> = words.iter().zip(texts).map(|(word, text)| (word, *text)).collect();
    if acts.contains(Act::Greeting) {
        let mut behind = names.iter().skip(1).filter(|(word, _)| word.kind != WordKind::Comma);
        let known = ["morning", "afternoon", "evening", "there", "again"];
        return behind
            .find(|(_, text)| !known.contains(&text.to_lowercase().as_str()))
            .is_some_and(|(word, text)| word.kind == WordKind::Word && is_name(text, &NOBODY));
    }
    match names.as_slice() {
        _ if acts.contains(Act::SignOff) => false,
        [.., (comma, _), (last, text)] => {
            comma.kind == WordKind::Comma && last.kind == WordKind::Word && is_name(text, &NOBODY)
        }
        _ => false,
    }
}

/// Whether a sentence that signs gives a person's name: a placeholder, or a word that is no initials and no team.
pub(super) fn names_writer(words: &[Word], texts: &[&str], acts: Acts) -> bool {
    let only = acts.iter().count() == 1;
    let said = words.iter().zip(texts).filter(|(word, _)| !matches!(word.kind, WordKind::Comma | WordKind::Break));
    let mut names = said.filter(|(_, text)| !FORMULA.contains(&text.to_lowercase().as_str()));
    let name = if only { names.next() } else { names.next_back() };
    let Some((word, text)) = name else { return false };
    if matches!(word.kind, WordKind::Placeholder(_) | WordKind::Slot(_)) {
        return true;
    }
    let of_team = only && names.next().is_some_and(|(_, next)| NO_PERSON.contains(&next.to_lowercase().as_str()));
    word.kind == WordKind::Word && !of_team && is_name(text, &NO_PERSON) && !is_initials(text)
}

fn is_name(text: &str, others: &[&str]) -> bool {
    text.starts_with(char::is_uppercase) && !others.contains(&text.to_lowercase().as_str())
}

fn is_initials(text: &str) -> bool {
    text.chars().count() <= INITIALS && text.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::lint::{self, Settings, Subject};
    use crate::message::{MessageGraph, NoSnippets};
    use crate::syntax::Macro;

    /// Whether the last sentence speaks to somebody by name, and whether it is signed with one.
    fn check(source: &str, customer: bool, writer: bool) {
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        let knowledge = Knowledge::shipped();
        let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets };
        let graph = MessageGraph::read(source, &parsed, &NoSnippets);
        let said = lint::acts_of_graph(&subject, &graph);
        let body = said.last().expect("a sentence");
        let first = said.iter().find(|said| said.sentence == body.sentence).expect("a sentence").acts;
        let sentence = graph.prose.sentences.last().expect("a sentence");
        let words = graph.prose.words(sentence);
        let texts: Vec<&str> = words.iter().map(|word| word.span.of(source)).collect();
        let signs = body.acts.contains(Act::SignOff) && names_writer(words, &texts, body.acts);
        assert_eq!((names_customer(words, &texts, first), signs), (customer, writer), "{source}");
    }

    #[test]
    fn who_is_greeted() {
        check("Hi Sam,", true, false);
        check("Good morning, Ms Okafor,", true, false);
        check("Hello again Leila, we have it.", true, false);
        check("Dear customer,", false, false);
        check("Hi there,", false, false);
        check("My apologies, Wendy.", true, false);
        check("It is red, white and blue.", false, false);
    }

    #[test]
    fn who_signs() {
        check("It is on its way.\n\nKind regards, Sam", false, true);
        check("It is on its way. ^Jeff", false, true);
        check("It is on its way. ^JA", false, false);
        check("It is on its way.\n\nThe Fernhill team", false, false);
        check("It is on its way.\n\nBest, {{ agent.first_name }}", false, true);
    }
}
