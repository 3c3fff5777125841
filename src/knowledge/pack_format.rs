//! What a pack may say: one table that the reader checks against and the published JSON Schema prints from.

use super::{Act, CHANNELS, INTENTS};

/// A key of a pack.
#[derive(Clone, Copy, Debug)]
pub struct PackKey {
    /// As it is written.
    pub name: &'static str,
    /// What its value must be.
    pub shape: PackShape,
    /// Whether it must be there.
    pub need: Need,
    /// What it is for, for people who write rules.
    pub meaning: &'static str,
}

/// The form of a value.
#[derive(Clone, Copy, Debug)]
pub enum PackShape {
    /// Text in quotes.
    Text,
    /// Text in the notation of phrases.
    Phrase,
    /// The id of a rule: family, slash, name.
    RuleId,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// A list of such values.
    List(&'static PackShape),
    /// These keys, written `{ key = value }` or as a section.
    Table(&'static [PackKey]),
    /// A list of tables that are written as sections, `[[name]]`.
    Sections(&'static [PackKey]),
    /// Keys that the author names, each with such a value.
    Named(&'static PackShape),
}

/// When a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Always,
    /// Unless the entry adds to a shipped one.
    UnlessExtends,
    /// Never.
    Never,
}

const fn key(name: &'static str, shape: PackShape, need: Need, meaning: &'static str) -> PackKey {
    PackKey { name, shape, need, meaning }
}

use Need::{Always, Never, UnlessExtends};
use PackShape::{Boolean, List, Named, Phrase, RuleId, Sections, Table, Text, Word};

const TEXTS: PackShape = List(&Text);
const PHRASES: PackShape = List(&Phrase);

/// The words of a severity.
const SEVERITIES: &[&str] = &["error", "warning", "information", "hint"];

const ACTS: [&str; Act::ALL.len()] = {
    let mut words = [""; Act::ALL.len()];
    let mut index = 0;
    while index < words.len() {
        words[index] = Act::ALL[index].as_str();
        index += 1;
    }
    words
};

/// What may stand in a file of a pack.
pub const PACK_KEYS: &[PackKey] = &[
    key("disable", TEXTS, Never, "Shipped rules, techniques or acts to take away, by id. Above the first section."),
    key(
        "redefine",
        TEXTS,
        Never,
        "Shipped word classes and inflections that this file changes knowingly, for every rule. Above the first section.",
    ),
    key("technique", Sections(TECHNIQUE), Never, "A de-escalation technique."),
    key("rule", Sections(RULE), Never, "A rule about wording."),
    key("act", Sections(ACT), Never, "Words that do an act, such as apologising."),
    key("classes", Named(&PHRASES), Never, "Word classes that phrases name as `<class>`, each a list of phrases."),
    key("inflections", Named(&TEXTS), Never, "Irregular words, each with all its other forms, for `~word`."),
];

const EXTENDS: PackKey = key(
    "extends",
    Boolean,
    Never,
    "With `true` the entry adds its lists to the shipped entry of that id and overrides what else it gives.",
);

const SOURCES: PackKey = key("sources", List(&Table(SOURCE)), Never, "Where that comes from.");

const SOURCE: &[PackKey] =
    &[key("title", Text, Always, "Title of the text."), key("section", Text, Always, "Heading of the section.")];

pub(super) const TECHNIQUE: &[PackKey] = &[
    key("id", Text, Always, "Its name, such as `calm-compassion`."),
    EXTENDS,
    key("title", Text, UnlessExtends, "A few words for people."),
    key("summary", Text, UnlessExtends, "One paragraph: what to write, and why it helps."),
    key("evidence", Text, Never, "What was measured, with its figure."),
    key("acts", List(&Word(&ACTS)), Never, "The acts that show its use: a macro that does all of them uses it."),
    key(
        "expected_in",
        List(&Word(&INTENTS)),
        Never,
        "Macros with one of these as their `intent` are expected to use it: one that does not do all its acts misses it.",
    ),
    SOURCES,
];

pub(super) const RULE: &[PackKey] = &[
    key("id", RuleId, Always, "Family and name, such as `tone/flat-refusal`."),
    EXTENDS,
    key("title", Text, UnlessExtends, "A few words for people, the heading of the rule's page."),
    key("severity", Word(SEVERITIES), UnlessExtends, "How much it weighs; what is uncertain is a hint."),
    key("techniques", TEXTS, Never, "Ids of the techniques that it serves."),
    key("message", Text, Never, "One line; `{match}` is what matched, `{name}` what a phrase captured as `name`."),
    key("why", Text, UnlessExtends, "One paragraph: why it matters to an upset customer."),
    SOURCES,
    key("bad", TEXTS, Never, "Lines that must be caught."),
    key("good", TEXTS, Never, "Lines that must pass, the harder the better."),
    key("except", PHRASES, Never, "Where one of these overlaps a match, nothing is said."),
    key("unless", PHRASES, Never, "Where one of these is in the sentence, nothing is said."),
    key("soften", PHRASES, Never, "Where one of these is in this or the next sentence, it is information at most."),
    key("question", Boolean, Never, "Only in questions (`true`), or only outside (`false`)."),
    key("only_after", PHRASES, Never, "Only where the sentence before says one of these."),
    key("not_after", PHRASES, Never, "Not where the sentence before says one of these."),
    key("only_before", PHRASES, Never, "Only where the next sentence says one of these."),
    key("not_before", PHRASES, Never, "Not where the next sentence says one of these."),
    key("intents", List(&Word(&INTENTS)), Never, "Only in macros with one of these as their `intent`."),
    key("not_intents", List(&Word(&INTENTS)), Never, "Not in macros with one of these as their `intent`."),
    key("channels", List(&Word(&CHANNELS)), Never, "Only in macros that name one of these `channels`."),
    key("not_channels", List(&Word(&CHANNELS)), Never, "Not in macros that name one of these `channels`."),
    key("case", Sections(CASE), Never, "Phrases that share their rewordings."),
    key("flow", TEXTS, Never, "What is demanded of the message, such as `refuse needs alternative or choice`."),
    key("fixes", List(&Table(FIX)), Never, "How to mend what breaks the flow, the best first."),
    key(
        "silent_where",
        TEXTS,
        Never,
        "Ids of rules; where one of them has a finding, the flow of this one says nothing.",
    ),
];

const CASE: &[PackKey] = &[
    key("phrases", PHRASES, Always, "What is looked for."),
    key("except", PHRASES, Never, "As for the rule, for this case alone."),
    key("unless", PHRASES, Never, "As for the rule, for this case alone."),
    key("severity", Word(SEVERITIES), Never, "Instead of the rule's."),
    key("question", Boolean, Never, "Only in questions (`true`), or only outside (`false`)."),
    key("only_after", PHRASES, Never, "Only where the sentence before says one of these."),
    key("not_after", PHRASES, Never, "Not where the sentence before says one of these."),
    key("only_before", PHRASES, Never, "Only where the next sentence says one of these."),
    key("not_before", PHRASES, Never, "Not where the next sentence says one of these."),
    key("intents", List(&Word(&INTENTS)), Never, "Only in macros with one of these as their `intent`."),
    key("not_intents", List(&Word(&INTENTS)), Never, "Not in macros with one of these as their `intent`."),
    key("channels", List(&Word(&CHANNELS)), Never, "Only in macros that name one of these `channels`."),
    key("not_channels", List(&Word(&CHANNELS)), Never, "Not in macros that name one of these `channels`."),
    key("reframes", List(&Table(REFRAME)), Never, "How to say it instead, the best first."),
];

const FIX: &[PackKey] = &[
    key("insert", Text, Never, "Sentences to insert; `place` says where."),
    key(
        "place",
        Word(&["before", "after", "start", "end"]),
        Never,
        "Before or behind the sentence, or at the start or the end.",
    ),
    key("move", Word(&["start", "end"]), Never, "Where the sentence is moved to."),
    key("bring", List(&Word(&ACTS)), Never, "A later sentence that does one of these `acts` is moved to the start."),
    key("swap", Word(&["previous", "next"]), Never, "Which sentence it changes places with."),
    key("add", Text, Never, "Words to add to the sentence, before its final mark."),
    key("title", Text, Never, "What to call it, where that does not tell enough."),
];

const REFRAME: &[PackKey] = &[
    key("text", Text, Always, "The new words, with `{name}` for what was captured, `{before}` and `{after}`."),
    key("replaces", Word(&["sentence", "match"]), Never, "What it takes the place of: `sentence` unless said."),
    key("safe", Boolean, Never, "With `true` the meaning cannot change, so that it may be applied unasked."),
];

pub(super) const ACT: &[PackKey] = &[
    key("id", Word(&ACTS), Always, "Which act."),
    EXTENDS,
    key("title", Text, UnlessExtends, "A few words for people."),
    key("summary", Text, UnlessExtends, "One paragraph: what counts, and what does not."),
    key("yes", TEXTS, Never, "Lines that do it."),
    key("no", TEXTS, Never, "Lines that do not."),
    key("except", PHRASES, Never, "Where one of these overlaps a match, that match does not count."),
    key("unless", PHRASES, Never, "Where one of these is in the sentence, nothing counts."),
    key("question", Boolean, Never, "Only in questions (`true`), or only outside (`false`)."),
    key("case", Sections(ACT_CASE), Never, "Phrases under one condition."),
];

const ACT_CASE: &[PackKey] = &[
    key("phrases", PHRASES, Always, "What is looked for."),
    key("question", Boolean, Never, "Only in questions (`true`), or only outside (`false`)."),
    key("unless", PHRASES, Never, "As for the act, for this case alone."),
];
