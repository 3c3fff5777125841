//! A rule, as a pack describes it.

use serde::{Deserialize, Serialize};

use super::condition::{InMacros, Near};
use super::flow::{Flow, FlowFix};
use super::pack_phrase::PackPhrase;
use super::{Reframe, Severity, Source};

/// A rule of any family. Message, hover, `explain` and the docs print from this one entry.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    /// One line about a finding; `{match}` is what matched, `{name}` what was captured. Empty for rules whose code has
    /// more to say.
    #[serde(default)]
    pub message: String,
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
    /// Phrases that win where they overlap a match: nothing is said there.
    #[serde(default)]
    pub(super) except: Vec<PackPhrase>,
    /// Phrases that, anywhere in the same sentence, make it fine.
    #[serde(default)]
    pub(super) unless: Vec<PackPhrase>,
    /// Phrases that, in the same or the next sentence, make it information at most.
    #[serde(default)]
    pub(super) soften: Vec<PackPhrase>,
    /// Only in questions, or only outside them.
    pub question: Option<bool>,
    /// Phrases of which the sentence before must say one.
    #[serde(default)]
    pub(super) only_after: Vec<PackPhrase>,
    /// Phrases of which the sentence before must say none.
    #[serde(default)]
    pub(super) not_after: Vec<PackPhrase>,
    /// Phrases of which the next sentence must say one.
    #[serde(default)]
    pub(super) only_before: Vec<PackPhrase>,
    /// Phrases of which the next sentence must say none.
    #[serde(default)]
    pub(super) not_before: Vec<PackPhrase>,
    /// Only in macros that are for one of these.
    #[serde(default)]
    pub(super) intents: Vec<String>,
    /// Not in macros that are for one of these.
    #[serde(default)]
    pub(super) not_intents: Vec<String>,
    /// Only in macros that name one of these channels.
    #[serde(default)]
    pub(super) channels: Vec<String>,
    /// Not in macros that name one of these channels.
    #[serde(default)]
    pub(super) not_channels: Vec<String>,
    /// What is looked for.
    #[serde(default, rename = "case")]
    pub cases: Vec<Case>,
    /// What is demanded of the message as a whole.
    #[serde(default)]
    pub flow: Vec<Flow>,
    /// How to mend what breaks that, the best first.
    #[serde(default)]
    pub fixes: Vec<FlowFix>,
    /// Ids of rules; where one of them has something to say of the macro, what the flow demands is not told.
    #[serde(default)]
    pub silent_where: Vec<String>,
    /// Whether it is a team's own, which the published pages do not know.
    #[serde(skip)]
    pub team: bool,
}

/// Phrases of a rule that share their reframes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// In the notation.
    pub(super) phrases: Vec<PackPhrase>,
    /// Phrases that win where they overlap a match of this case alone.
    #[serde(default)]
    pub(super) except: Vec<PackPhrase>,
    /// Phrases that, anywhere in the same sentence, make a match of this case fine.
    #[serde(default)]
    pub(super) unless: Vec<PackPhrase>,
    /// Instead of the rule's.
    pub severity: Option<Severity>,
    /// Only in questions, or only outside them.
    pub question: Option<bool>,
    /// Phrases of which the sentence before must say one.
    #[serde(default)]
    pub(super) only_after: Vec<PackPhrase>,
    /// Phrases of which the sentence before must say none.
    #[serde(default)]
    pub(super) not_after: Vec<PackPhrase>,
    /// Phrases of which the next sentence must say one.
    #[serde(default)]
    pub(super) only_before: Vec<PackPhrase>,
    /// Phrases of which the next sentence must say none.
    #[serde(default)]
    pub(super) not_before: Vec<PackPhrase>,
    /// Only in macros that are for one of these.
    #[serde(default)]
    pub(super) intents: Vec<String>,
    /// Not in macros that are for one of these.
    #[serde(default)]
    pub(super) not_intents: Vec<String>,
    /// Only in macros that name one of these channels.
    #[serde(default)]
    pub(super) channels: Vec<String>,
    /// Not in macros that name one of these channels.
    #[serde(default)]
    pub(super) not_channels: Vec<String>,
    /// How to say it instead, the best first.
    #[serde(default)]
    pub reframes: Vec<Reframe>,
}

impl Rule {
    /// Whether what it finds is about the macro as a whole, whatever words it is shown at.
    pub fn is_of_the_macro(&self) -> bool {
        let of_flow = !self.flow.is_empty() && self.flow.iter().all(|flow| flow.demand.is_of_the_macro());
        self.family() == "library" || (of_flow && self.cases.is_empty())
    }

    /// The part of the id before the slash.
    pub fn family(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// The address of its page; empty for a team's own rule, which has none.
    pub fn url(&self) -> String {
        match self.team {
            true => String::new(),
            false => format!("{}/rules/{}.html", env!("CARGO_PKG_HOMEPAGE"), self.id),
        }
    }

    /// What must be so of the macro.
    pub fn in_macros(&self) -> InMacros<'_> {
        let Self { intents, not_intents, channels, not_channels, .. } = self;
        InMacros { intents, not_intents, channels, not_channels }
    }

    /// Whether something in the same or the next sentence can make it information at most.
    pub fn softens(&self) -> bool {
        !self.soften.is_empty()
    }

    /// The phrases of a condition on a neighbouring sentence; none where there is no such condition.
    pub(super) fn near(&self, near: Near) -> &[PackPhrase] {
        match near {
            Near::OnlyAfter => &self.only_after,
            Near::NotAfter => &self.not_after,
            Near::OnlyBefore => &self.only_before,
            Near::NotBefore => &self.not_before,
        }
    }

    /// Whether there is such a condition.
    pub fn has_near(&self, near: Near) -> bool {
        !self.near(near).is_empty()
    }
}

impl Case {
    /// What must be so of the macro.
    pub fn in_macros(&self) -> InMacros<'_> {
        let Self { intents, not_intents, channels, not_channels, .. } = self;
        InMacros { intents, not_intents, channels, not_channels }
    }

    /// The phrases of a condition on a neighbouring sentence; none where there is no such condition.
    pub(super) fn near(&self, near: Near) -> &[PackPhrase] {
        match near {
            Near::OnlyAfter => &self.only_after,
            Near::NotAfter => &self.not_after,
            Near::OnlyBefore => &self.only_before,
            Near::NotBefore => &self.not_before,
        }
    }

    /// Whether there is such a condition.
    pub fn has_near(&self, near: Near) -> bool {
        !self.near(near).is_empty()
    }
}
