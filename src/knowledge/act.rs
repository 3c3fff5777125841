//! What a sentence does: the acts, and how a pack describes the words that do them.

use serde::{Deserialize, Serialize};

use super::pack_phrase::PackPhrase;

/// An act of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Greets.
    Greeting,
    /// Says back what the customer reported.
    Mirror,
    /// Asks whether it was understood right.
    Check,
    /// Names the feeling, or says that it makes sense.
    Validate,
    /// Says sorry.
    Apologise,
    /// Takes it on, or takes the fault.
    Own,
    /// Says no.
    Refuse,
    /// Says why.
    Reason,
    /// Says what can be done instead.
    Alternative,
    /// Offers two things or more.
    Choice,
    /// Asks a question that leaves the answer open.
    AskOpen,
    /// Asks for a fact.
    AskClarify,
    /// Says what was or is being done.
    Act,
    /// Says what will be done.
    Commit,
    /// Names a time.
    Timeline,
    /// Says who does it: a name, or "I".
    Owner,
    /// Gives the customer a step to take.
    Instruct,
    /// Gives a refund, a credit, a gift.
    Goodwill,
    /// Thanks the customer.
    Appreciate,
    /// Sets a limit to how staff are spoken to.
    Boundary,
    /// Says how it can go on.
    PathForward,
    /// Brings in another team or person.
    Handoff,
    /// Asks the customer to wait.
    Hold,
    /// Offers further help at the end.
    Close,
    /// Signs with a name.
    SignOff,
}

impl Act {
    /// In the order of the taxonomy.
    pub const ALL: [Act; 25] = [
        Act::Greeting,
        Act::Mirror,
        Act::Check,
        Act::Validate,
        Act::Apologise,
        Act::Own,
        Act::Refuse,
        Act::Reason,
        Act::Alternative,
        Act::Choice,
        Act::AskOpen,
        Act::AskClarify,
        Act::Act,
        Act::Commit,
        Act::Timeline,
        Act::Owner,
        Act::Instruct,
        Act::Goodwill,
        Act::Appreciate,
        Act::Boundary,
        Act::PathForward,
        Act::Handoff,
        Act::Hold,
        Act::Close,
        Act::SignOff,
    ];

    /// The word that packs and reports use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Act::Greeting => "greeting",
            Act::Mirror => "mirror",
            Act::Check => "check",
            Act::Validate => "validate",
            Act::Apologise => "apologise",
            Act::Own => "own",
            Act::Refuse => "refuse",
            Act::Reason => "reason",
            Act::Alternative => "alternative",
            Act::Choice => "choice",
            Act::AskOpen => "ask-open",
            Act::AskClarify => "ask-clarify",
            Act::Act => "act",
            Act::Commit => "commit",
            Act::Timeline => "timeline",
            Act::Owner => "owner",
            Act::Instruct => "instruct",
            Act::Goodwill => "goodwill",
            Act::Appreciate => "appreciate",
            Act::Boundary => "boundary",
            Act::PathForward => "path-forward",
            Act::Handoff => "handoff",
            Act::Hold => "hold",
            Act::Close => "close",
            Act::SignOff => "sign-off",
        }
    }

    fn bit(self) -> u32 {
        1 << (self as u32)
    }
}

/// Some of the acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Acts(u32);

impl Acts {
    /// Adds one.
    pub fn insert(&mut self, act: Act) {
        self.0 |= act.bit();
    }

    /// Whether `act` is among them.
    pub fn contains(self, act: Act) -> bool {
        self.0 & act.bit() != 0
    }

    /// Whether all of `others` are among them.
    pub fn contains_all(self, others: Acts) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether any of `others` is among them.
    pub fn meets(self, others: Acts) -> bool {
        self.0 & others.0 != 0
    }

    /// These and `others`.
    #[must_use]
    pub fn union(self, others: Acts) -> Acts {
        Acts(self.0 | others.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order of [`Act::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Act> {
        Act::ALL.into_iter().filter(move |act| self.contains(*act))
    }
}

impl FromIterator<Act> for Acts {
    fn from_iter<T: IntoIterator<Item = Act>>(acts: T) -> Self {
        let mut out = Acts::default();
        acts.into_iter().for_each(|act| out.insert(act));
        out
    }
}

/// An act as a pack describes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActEntry {
    /// Which.
    pub id: Act,
    /// A few words for people: "Says sorry".
    pub title: String,
    /// One paragraph: what counts, and what does not.
    pub summary: String,
    /// Lines that do it.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Lines that do not.
    #[serde(default)]
    pub no: Vec<String>,
    /// Phrases that win where they overlap.
    #[serde(default)]
    pub(super) except: Vec<PackPhrase>,
    /// Phrases that, anywhere in the same sentence, make it something else.
    #[serde(default)]
    pub(super) unless: Vec<PackPhrase>,
    /// Only in questions, or only outside them.
    pub question: Option<bool>,
    /// What is looked for.
    #[serde(default, rename = "case")]
    pub cases: Vec<ActCase>,
}

/// Phrases of an act under one condition.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActCase {
    /// In the notation.
    pub(super) phrases: Vec<PackPhrase>,
    /// Only in questions, or only outside them.
    pub question: Option<bool>,
    /// Phrases that, in the same sentence, make this case something else.
    #[serde(default)]
    pub(super) unless: Vec<PackPhrase>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_in_the_list_once_and_is_written_as_packs_write_it() {
        for (index, act) in Act::ALL.into_iter().enumerate() {
            assert_eq!(act as usize, index, "{act:?}");
            let read: Result<Act, serde_json::Error> = serde_json::from_value(serde_json::json!(act.as_str()));
            assert_eq!(read.ok(), Some(act));
        }
    }

    #[test]
    fn sets() {
        let some: Acts = [Act::Commit, Act::Apologise].into_iter().collect();
        assert!(some.contains(Act::Commit) && !some.contains(Act::Own) && !some.is_empty());
        assert_eq!(some.iter().collect::<Vec<_>>(), [Act::Apologise, Act::Commit], "in the order of the list");
        assert!(some.contains_all([Act::Commit].into_iter().collect()) && some.contains_all(Acts::default()));
        assert!(!some.contains_all([Act::Commit, Act::Own].into_iter().collect()));
        assert_eq!(some.union([Act::Own].into_iter().collect()).iter().count(), 3);
    }
}
