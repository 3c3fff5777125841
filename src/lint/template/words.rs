//! The words that the rules of templates go by, read from shipped data at the first question.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

const WORDS: &str = include_str!("../../../packs/template/words.toml");

/// Words by what they are for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// What stands before the name in a greeting.
    pub(super) greetings: HashSet<String>,
    /// What fill-ins in brackets are made of.
    pub(super) leftover: HashSet<String>,
    /// Words that make a fill-in of whatever follows them.
    pub(super) leftover_verbs: HashSet<String>,
    /// Words that name nothing to fill in by themselves.
    pub(super) leftover_weak: HashSet<String>,
    /// Words that are prose unless they are written in capitals.
    pub(super) leftover_capitals: HashSet<String>,
    /// The variable that a fill-in of this name most likely means.
    pub(super) leftover_variables: HashMap<String, String>,
    /// What to write where a variable is empty.
    pub(super) instead: HashMap<String, String>,
    /// The same in a subject line.
    pub(super) instead_in_subject: HashMap<String, String>,
}

impl Words {
    pub(super) fn shipped() -> &'static Words {
        static READ: OnceLock<Words> = OnceLock::new();
        READ.get_or_init(|| toml::from_str(WORDS).unwrap_or_default())
    }

    /// How many characters the longest shipped greeting has.
    pub(super) fn longest_greeting() -> usize {
        static LONGEST: OnceLock<usize> = OnceLock::new();
        *LONGEST.get_or_init(|| {
            Self::shipped().greetings.iter().map(|words| words.chars().count()).max().unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::helpdesk::Vocabulary;

    #[test]
    fn the_shipped_words_read() {
        let read: Result<Words, _> = toml::from_str(WORDS);
        let words = read.unwrap();
        assert!(words.greetings.contains("hi") && words.leftover.contains("name"));
        let vocabulary = Vocabulary::default();
        let known = |name: &String| vocabulary.variable(name).is_some();
        assert!(
            words
                .instead
                .keys()
                .chain(words.instead_in_subject.keys())
                .chain(words.leftover_variables.values())
                .all(known)
        );
        let of_leftover = words.leftover_verbs.iter().chain(&words.leftover_weak).chain(&words.leftover_capitals);
        let strange: Vec<&String> = of_leftover.filter(|word| !words.leftover.contains(*word)).collect();
        assert_eq!(strange, Vec::<&String>::new());
    }
}
