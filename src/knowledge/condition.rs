//! Conditions of a rule or a case on what stands around: neighbouring sentences, and what the macro is for.

use serde::{Deserialize, Serialize};

/// The words that `intents` takes: those of a macro's `intent`.
pub const INTENTS: [&str; 13] = [
    "acknowledge",
    "clarify",
    "update",
    "hold",
    "apology",
    "refusal",
    "boundary",
    "handoff",
    "resolution",
    "compensation",
    "follow-up",
    "closing",
    "general",
];

/// The words that `channels` takes: those of a macro's `channels`.
pub const CHANNELS: [&str; 6] = ["email", "chat", "sms", "social", "phone", "form"];

/// A condition on a neighbouring sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Near {
    /// The sentence before must say it.
    OnlyAfter,
    /// The sentence before must not say it.
    NotAfter,
    /// The sentence behind must say it.
    OnlyBefore,
    /// The sentence behind must not say it.
    NotBefore,
}

impl Near {
    /// All of them.
    pub const ALL: [Near; 4] = [Near::OnlyAfter, Near::NotAfter, Near::OnlyBefore, Near::NotBefore];

    /// The key of packs.
    pub fn as_str(self) -> &'static str {
        match self {
            Near::OnlyAfter => "only_after",
            Near::NotAfter => "not_after",
            Near::OnlyBefore => "only_before",
            Near::NotBefore => "not_before",
        }
    }
}

/// A condition on the macro: what it is for, and where it is sent.
#[derive(Clone, Copy, Debug)]
pub struct InMacros<'a> {
    pub(super) intents: &'a [String],
    pub(super) not_intents: &'a [String],
    pub(super) channels: &'a [String],
    pub(super) not_channels: &'a [String],
}

impl InMacros<'_> {
    /// Whether it holds for a macro of this intent and these channels.
    pub fn hold<'c>(&self, intent: &str, channels: impl Iterator<Item = &'c str> + Clone) -> bool {
        // Most ask for nothing.
        if [self.intents, self.not_intents, self.channels, self.not_channels].iter().all(|words| words.is_empty()) {
            return true;
        }
        let names = |words: &[String], word: &str| words.iter().any(|known| known == word);
        let names_one = |words: &[String]| channels.clone().any(|channel| names(words, channel));
        (self.intents.is_empty() || names(self.intents, intent))
            && !names(self.not_intents, intent)
            && (self.channels.is_empty() || names_one(self.channels))
            && !names_one(self.not_channels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intents_and_channels() {
        let words = |words: &[&str]| -> Vec<String> { words.iter().map(|word| (*word).to_owned()).collect() };
        let check = |[intents, not_intents, channels, not_channels]: [&[&str]; 4], expected: [bool; 3]| {
            let [intents, not_intents] = [words(intents), words(not_intents)];
            let [channels, not_channels] = [words(channels), words(not_channels)];
            let condition = InMacros {
                intents: &intents,
                not_intents: &not_intents,
                channels: &channels,
                not_channels: &not_channels,
            };
            let macros: [(&str, &[&str]); 3] = [("general", &[]), ("refusal", &["email"]), ("hold", &["chat", "sms"])];
            let holds = macros.map(|(intent, channels)| condition.hold(intent, channels.iter().copied()));
            assert_eq!(holds, expected, "{condition:?}");
        };
        check([&[], &[], &[], &[]], [true, true, true]);
        check([&["refusal", "hold"], &[], &[], &[]], [false, true, true]);
        check([&[], &["refusal"], &[], &[]], [true, false, true]);
        check([&[], &[], &["sms"], &[]], [false, false, true]);
        check([&[], &[], &[], &["chat", "phone"]], [true, true, false]);
        check([&["hold"], &[], &[], &["chat"]], [false, false, false]);
    }
}
