//! How much a finding weighs.

use serde::{Deserialize, Serialize};

/// From the lightest to the heaviest, so that they compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Uncertain, or a matter of taste.
    Hint,
    /// Worth knowing.
    Information,
    /// Would make an upset customer more upset.
    Warning,
    /// Cannot be sent like this.
    Error,
}

impl Severity {
    /// From the lightest to the heaviest.
    pub const ALL: [Severity; 4] = [Severity::Hint, Severity::Information, Severity::Warning, Severity::Error];

    /// The word that packs, configuration and reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == word)
    }
}
