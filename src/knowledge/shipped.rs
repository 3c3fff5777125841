//! All that is known, ready to be asked.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::pack::{PackFile, PhraseUse, load};
use super::phrase::Phrases;
use super::{Rule, Technique};

/// The files of the shipped packs.
pub const SHIPPED: [PackFile; 5] = [
    PackFile { name: "packs/en/techniques.toml", text: include_str!("../../packs/en/techniques.toml") },
    PackFile { name: "packs/en/classes.toml", text: include_str!("../../packs/en/classes.toml") },
    PackFile { name: "packs/en/tone.toml", text: include_str!("../../packs/en/tone.toml") },
    PackFile { name: "packs/core/syntax.toml", text: include_str!("../../packs/core/syntax.toml") },
    PackFile { name: "packs/core/meta.toml", text: include_str!("../../packs/core/meta.toml") },
];

/// Techniques and rules with their compiled phrases.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// In the order of the packs.
    pub techniques: Vec<Technique>,
    /// In the order of the packs.
    pub rules: Vec<Rule>,
    /// All phrases of all rules.
    pub phrases: Phrases,
    /// What each phrase is there for, by its number.
    pub(super) uses: Vec<PhraseUse>,
    by_id: HashMap<String, usize>,
}

impl Knowledge {
    /// The packs inside the binary, compiled at the first call and never again.
    pub fn shipped() -> &'static Knowledge {
        static COMPILED: OnceLock<Knowledge> = OnceLock::new();
        COMPILED.get_or_init(|| load(&SHIPPED).0)
    }

    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.get(*self.by_id.get(id)?)
    }

    /// The technique of an id.
    pub fn technique(&self, id: &str) -> Option<&Technique> {
        self.techniques.iter().find(|technique| technique.id == id)
    }

    /// What a phrase is there for.
    pub fn phrase_use(&self, phrase: u32) -> Option<PhraseUse> {
        self.uses.get(phrase as usize).copied()
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
    fn shipped_packs_have_no_mistake() {
        let (_, mistakes) = load(&SHIPPED);
        assert_eq!(mistakes, []);
    }
}
