//! A rule, as a pack describes it.

use serde::Deserialize;

use super::{Severity, Source};

/// A rule of any family. Message, hover, `explain` and the docs print from this one entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Family and name, such as `tone/flat-refusal`.
    pub id: String,
    /// How much it weighs unless configuration says otherwise.
    pub severity: Severity,
    /// A few words for people: "Flat refusal".
    pub title: String,
    /// The techniques it serves.
    #[serde(default)]
    pub techniques: Vec<String>,
    /// One paragraph: why it matters to an upset customer.
    pub why: String,
    /// Where that comes from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Lines that must be caught.
    #[serde(default)]
    pub bad: Vec<String>,
    /// Lines that must pass.
    #[serde(default)]
    pub good: Vec<String>,
}

impl Rule {
    /// The part of the id before the slash.
    pub fn family(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// The address of its page.
    pub fn url(&self) -> String {
        format!("{}/rules/{}.html", env!("CARGO_PKG_HOMEPAGE"), self.id)
    }
}
