//! All that is known, ready to be asked.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::pack::{ActUse, PackFile, PackMistake, PhraseUse, Role, Use, load};
use super::phrase::Phrases;
use super::{ActEntry, Rule, Technique, Written};

/// The files of the packs inside the binary, by their path without `packs/` and `.toml`.
macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(PackFile {
            name: concat!("packs/", $name, ".toml"),
            text: include_str!(concat!("../../packs/", $name, ".toml")),
        }),*]
    };
}

/// The files of the shipped packs.
pub const SHIPPED: &[PackFile] = shipped![
    "en/techniques",
    "en/classes",
    "en/tone/calm-command",
    "en/tone/tells-wrong",
    "en/tone/policy-wall",
    "en/tone/flat-refusal",
    "en/tone/dont-know",
    "en/tone/blame",
    "en/tone/overpromise",
    "en/tone/vague-time",
    "en/tone/no-owner",
    "en/tone/formulaic-apology",
    "en/tone/conditional-apology",
    "en/tone/hold-no-consent",
    "en/tone/threat",
    "en/tone/hedge",
    "en/tone/interrogate",
    "en/tone/indifference",
    "en/tone/negative-frame",
    "en/tone/jargon",
    "en/tone/rushing",
    "en/tone/parroting",
    "en/tone/hostile",
    "en/tone/shouting",
    "en/tone/demand",
    "en/tone/excuse",
    "en/tone/minimise",
    "en/tone/impatience",
    "en/tone/ticket-not-person",
    "en/tone/runaround",
    "en/tone/yes-but",
    "en/tone/canned-sympathy",
    "en/acts",
    "core/syntax",
    "core/meta",
];

/// Techniques, rules and acts with their compiled phrases.
#[derive(Debug, Default)]
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
    by_id: HashMap<String, usize>,
}

impl Knowledge {
    /// The packs inside the binary, compiled at the first call and never again.
    pub fn shipped() -> &'static Knowledge {
        static COMPILED: OnceLock<Knowledge> = OnceLock::new();
        COMPILED.get_or_init(|| load(SHIPPED).0)
    }

    /// The shipped packs with a team's files on top of them, compiled anew: the caller keeps it. What is wrong with the
    /// files is told and left out.
    pub fn with_packs(files: &[PackFile]) -> (Knowledge, Vec<PackMistake>) {
        let Written { knowledge, mistakes, .. } = Written::read(SHIPPED, files);
        (knowledge, mistakes)
    }

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

    /// The phrases of a rule with what each is there for.
    pub fn phrases_of(&self, rule: usize) -> impl Iterator<Item = (u32, Role)> + '_ {
        let phrases = self.rule_phrases.get(rule).cloned().unwrap_or_default();
        phrases.filter_map(|phrase| Some((phrase, self.phrase_use(phrase)?.role)))
    }

    /// Makes rules findable by id.
    pub(super) fn index(&mut self) {
        self.by_id = self.rules.iter().enumerate().map(|(index, rule)| (rule.id.clone(), index)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_packs_is_shipped() {
        let mut open = vec![std::path::PathBuf::from("packs/en"), "packs/core".into()];
        while let Some(folder) = open.pop() {
            for path in std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
                let name = path.to_string_lossy().replace('\\', "/");
                match path.is_dir() {
                    true => open.push(path),
                    false => assert!(SHIPPED.iter().any(|file| file.name == name), "{name} is not in the list"),
                }
            }
        }
    }

    #[test]
    fn shipped_packs_have_no_mistake() {
        let (_, mistakes) = load(SHIPPED);
        assert_eq!(mistakes, []);
    }
}
