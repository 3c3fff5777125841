//! A de-escalation technique, as a pack describes it.

use serde::{Deserialize, Serialize};

use super::Act;

/// A technique. Hover, `explain` and the docs print from this one entry.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Technique {
    /// Stable name, such as `calm-compassion`.
    pub id: String,
    /// A few words for people.
    pub title: String,
    /// One paragraph.
    pub summary: String,
    /// What was measured, with its figure, where the source has one.
    pub evidence: Option<String>,
    /// The acts that show its use: a macro that does all of them uses it. Empty where acts alone do not tell.
    #[serde(default)]
    pub acts: Vec<Act>,
    /// What macros are for that are expected to use it: one that does not do its acts misses it.
    #[serde(default)]
    pub expected_in: Vec<String>,
    /// Where it is described.
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// A text and the part of it that is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title of the text.
    pub title: String,
    /// Heading of the section.
    pub section: String,
}
