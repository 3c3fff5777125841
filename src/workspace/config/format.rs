//! What `softspoken.toml` may say: one table that the reader knows its keys by and the published JSON Schema prints from.

/// A key of the configuration file.
#[derive(Clone, Copy, Debug)]
pub struct ConfigKey {
    /// As it is written.
    pub name: &'static str,
    /// What its value must be.
    pub shape: ConfigShape,
    /// What it is for, for people who write macros.
    pub meaning: &'static str,
}

/// The form of a value.
#[derive(Clone, Copy, Debug)]
pub enum ConfigShape {
    /// Text in quotes.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// A whole number, 0 or more.
    Count,
    /// Text, a number, a date, or `true` and `false`.
    Scalar,
    /// A list of texts.
    Texts,
    /// A section with these keys.
    Section(&'static [ConfigKey]),
    /// A section with keys that the author names, each with such a value.
    Named(&'static ConfigShape),
}

const fn key(name: &'static str, shape: ConfigShape, meaning: &'static str) -> ConfigKey {
    ConfigKey { name, shape, meaning }
}

use ConfigShape::{Boolean, Count, Named, Scalar, Section, Text, Texts, Word};

/// What may be said of a rule's severity.
pub(super) const SEVERITIES: &[&str] = &["error", "warning", "information", "hint", "off"];

/// Every section, in the order in which they are read: the rules of packs are known before others name them.
pub const CONFIG_KEYS: &[ConfigKey] = &[
    key("lint", Section(LINT), "Which rules are told, and how much they weigh."),
    key("files", Section(FILES), "Which files are macros."),
    key("platforms", Section(PLATFORMS), "The help desks that macros are exported to."),
    key("variables", Named(&Section(VARIABLE)), "Variables that macros may use, by their dotted name."),
    key("slots", Named(&Section(SLOT)), "Slots that mean the same in every macro."),
    key("macros", Section(MACROS), "Where the macros are."),
    key("snippets", Section(SNIPPETS), "Where the snippets are."),
    key("style", Section(STYLE), "How long sentences and paragraphs may be, by channel."),
    key("terms", Section(TERMS), "Names and words that are never flagged."),
    key("budgets", Named(&Count), "The most findings of a rule or family before CI fails."),
];

pub(super) const LINT: &[ConfigKey] = &[
    key("select", Texts, "Only these rules, or families such as `tone/`."),
    key("ignore", Texts, "Without these rules or families."),
    key("severity", Named(&Word(SEVERITIES)), "Severity by rule or family."),
    key("packs", Texts, "Files of your own rules, relative to this file, such as `rules/*.toml`."),
    key("locale", Text, "Language of macros that name none, such as `en-GB`."),
    key("baseline", Text, "File of findings that `check` hides, such as `softspoken-baseline.json`."),
];

pub(super) const FILES: &[ConfigKey] = &[
    key("include", Texts, "Files to read besides `*.macro`, in the notation of `.gitignore`."),
    key("exclude", Texts, "Files and folders to leave out, in the notation of `.gitignore`."),
];

pub(super) const PLATFORMS: &[ConfigKey] = &[key("targets", Texts, "Their names, such as `zendesk`.")];

/// What a variable may hold.
pub(super) const KINDS: &[&str] = &["string", "url", "number", "money", "date", "boolean", "list", "any"];

pub(super) const VARIABLE: &[ConfigKey] = &[
    key("type", Word(KINDS), "What it holds; without it, anything."),
    key("description", Text, "What it means, for people who write macros."),
    key("sample", Scalar, "A value for previews."),
    key("optional", Boolean, "Whether it may be empty."),
    key("name", Named(&Text), "Its name on a help desk as it is written there, by help desk."),
];

pub(super) const SLOT: &[ConfigKey] = &[
    key("description", Text, "What to write in it."),
    key("example", Scalar, "A sample."),
    key("options", Texts, "The choices, where there is a fixed set."),
];

pub(super) const MACROS: &[ConfigKey] = &[key("root", Text, "The folder that ids of macros are relative to.")];

pub(super) const SNIPPETS: &[ConfigKey] = &[key("roots", Texts, "The folders of snippets.")];

/// One section for each channel, in the order of front matter.
pub(super) const STYLE: &[ConfigKey] = &[
    key("email", Section(LIMITS), "Limits of emails."),
    key("chat", Section(LIMITS), "Limits of chats."),
    key("sms", Section(LIMITS), "Limits of text messages."),
    key("social", Section(LIMITS), "Limits of social media."),
    key("phone", Section(LIMITS), "Limits of what is said on the phone."),
    key("form", Section(LIMITS), "Limits of forms."),
];

pub(super) const LIMITS: &[ConfigKey] = &[
    key("sentence", Count, "The most words of a sentence."),
    key("paragraph", Count, "The most words of a paragraph."),
];

pub(super) const TERMS: &[ConfigKey] =
    &[key("products", Texts, "Names of products and services."), key("words", Texts, "Other words and phrases.")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::helpdesk::Kind;
    use crate::syntax::Channel;

    #[test]
    fn types_are_those_of_variables() {
        assert_eq!(KINDS, Kind::WORDS.map(|(word, _)| word));
    }

    #[test]
    fn style_knows_every_channel() {
        assert_eq!(STYLE.iter().map(|key| key.name).collect::<Vec<_>>(), Channel::WORDS);
    }
}
