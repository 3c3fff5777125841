//! Flow: what a rule demands of the order and presence of acts in a message, in sentences to read aloud.

mod parse;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::Spanned;

use super::pack_phrase::PackPhrase;
use super::{Act, Acts};

pub(super) use parse::parse;

/// One demand of a rule.
#[derive(Clone, Debug)]
pub struct Flow {
    /// As it is written: `refuse needs alternative or choice`.
    pub text: String,
    /// What it means.
    pub demand: Demand,
    /// Nothing is demanded of messages, or of sentences, that do one of these.
    pub unless: Vec<Condition>,
    /// Something is demanded only of messages, or of sentences, that do one of these.
    pub only_if: Vec<Condition>,
    /// The phrases in it, in the order of their numbers.
    pub(super) phrases: Vec<PackPhrase>,
    /// Where it stands in the pack.
    pub(super) written: std::ops::Range<usize>,
}

/// What is demanded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Demand {
    /// Each sentence that does one of `of` needs one of `needs` there.
    Needs {
        /// What sets it off.
        of: Doings,
        /// What must be there.
        needs: Doings,
        /// Where.
        place: NeedPlace,
    },
    /// No more sentences than `count` do one of `of`.
    AtMost {
        /// The most.
        count: u32,
        /// What is counted.
        of: Doings,
    },
    /// The first sentence behind the greeting does none of these.
    NotFirst(Doings),
    /// Some sentence of the message does one of these.
    MessageNeeds(Doings),
    /// The first sentence, the greeting or the one behind it, does one of these.
    MessageBegins(Doings),
    /// The last sentence, the signature or the one before it, does one of these.
    MessageEnds(Doings),
    /// There are no more words.
    AtMostWords {
        /// The most.
        count: u32,
        /// In what.
        within: Within,
    },
}

impl Demand {
    /// Whether it looks at all of a message, so that a part of one says nothing of it.
    pub fn asks_of_message(&self) -> bool {
        match self {
            Demand::Needs { place, .. } => {
                matches!(place, NeedPlace::Message | NeedPlace::Before | NeedPlace::After)
            }
            Demand::NotFirst(_) | Demand::MessageNeeds(_) | Demand::MessageBegins(_) | Demand::MessageEnds(_) => true,
            Demand::AtMost { .. } | Demand::AtMostWords { .. } => false,
        }
    }

    /// Whether it is broken once in a macro or not at all: the sentence that it is shown at is only a place to show it.
    pub fn is_of_the_macro(&self) -> bool {
        matches!(self, Demand::MessageNeeds(_) | Demand::MessageBegins(_) | Demand::MessageEnds(_))
            || self.is_of_order()
    }

    /// Whether one sentence more at the beginning of a message meets it wherever it is broken.
    pub fn is_of_order(&self) -> bool {
        matches!(self, Demand::Needs { place: NeedPlace::Before, .. } | Demand::NotFirst(_))
    }
}

/// Where something must be, seen from the sentence that needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NeedPlace {
    /// Anywhere in the message.
    Message,
    /// In the same sentence.
    Sentence,
    /// In the same sentence or the next.
    SentenceOrNext,
    /// In the same sentence or any before it.
    Before,
    /// In the same sentence or any behind it.
    After,
}

/// Of what words are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// Of a sentence.
    Sentence,
    /// Of a paragraph.
    Paragraph,
    /// Of all of the message.
    Message,
}

/// When a demand is made, or is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// What must be done.
    pub does: Doings,
    /// Whether by the sentence in question; otherwise by any of the message.
    pub same_sentence: bool,
}

/// What a sentence may do or hold; one of them is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doings {
    /// Acts.
    pub acts: Acts,
    /// A slot.
    pub slot: bool,
    /// A placeholder.
    pub placeholder: bool,
    /// It is a question.
    pub question: bool,
    /// It states something: no act, no question, four words or more, and not of who writes.
    #[serde(default)]
    pub statement: bool,
    /// The macro's front matter names who must approve it.
    pub approval: bool,
    /// Phrases, by their numbers among those of the rule's flow.
    pub phrases: Vec<u32>,
}

/// How to mend a fault of flow: an edit of the macro's structure. One of `insert`, `move`, `bring`, `swap` and
/// `add` is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowFix {
    /// Sentences to insert.
    pub insert: Option<String>,
    /// Where they are inserted; before the sentence in question unless said.
    pub place: Option<FixPlace>,
    /// Where the sentence in question is moved to.
    #[serde(rename = "move")]
    pub move_to: Option<FixPlace>,
    /// A later sentence that does one of these, and nothing else of weight, is moved to the beginning.
    #[serde(default)]
    pub bring: Vec<Act>,
    /// Which sentence the one in question changes places with.
    pub swap: Option<Swap>,
    /// Words to add to the sentence in question, before its final mark.
    pub add: Option<String>,
    /// What to call it, where the words made from the rest do not tell enough.
    pub title: Option<String>,
}

/// A place to insert at or move to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FixPlace {
    /// Before the sentence in question.
    Before,
    /// Behind it.
    After,
    /// At the beginning of the message, behind the greeting.
    Start,
    /// At the end of the message, before the signature.
    End,
}

/// A sentence to change places with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Swap {
    /// The one before.
    Previous,
    /// The one behind.
    Next,
}

/// How much of an insertion a title shows, in characters.
const LONGEST_TITLE: usize = 60;

impl FlowFix {
    /// What it does, in the imperative.
    pub fn title(&self) -> String {
        match self {
            Self { title: Some(title), .. } => title.clone(),
            Self { insert: Some(text), .. } => format!("Insert “{}”", shortened(text)),
            Self { move_to: Some(FixPlace::Start), .. } => "Move this sentence to the start".to_owned(),
            Self { move_to: Some(_), .. } => "Move this sentence to the end".to_owned(),
            Self { bring, .. } if !bring.is_empty() => "Move a later sentence to the start".to_owned(),
            Self { swap: Some(Swap::Next), .. } => "Put the next sentence first".to_owned(),
            Self { swap: Some(_), .. } => "Put this sentence before the one before it".to_owned(),
            Self { add, .. } => format!("Add “{}”", shortened(add.as_deref().unwrap_or_default())),
        }
    }
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(LONGEST_TITLE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The compiled form.
#[derive(Serialize, Deserialize)]
struct Compiled {
    text: String,
    demand: Demand,
    unless: Vec<Condition>,
    only_if: Vec<Condition>,
    phrases: u32,
}

impl<'de> Deserialize<'de> for Flow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            // What it means is worked out where mistakes in it can be told at their place.
            let written: Spanned<String> = Spanned::deserialize(deserializer)?;
            return Ok(Self {
                written: written.span(),
                text: written.into_inner(),
                demand: Demand::MessageNeeds(Doings::default()),
                unless: Vec::new(),
                only_if: Vec::new(),
                phrases: Vec::new(),
            });
        }
        let Compiled { text, demand, unless, only_if, phrases } = Compiled::deserialize(deserializer)?;
        let phrases = (0..phrases).map(|_| PackPhrase(Spanned::new(0..0, String::new()))).collect();
        Ok(Self { text, demand, unless, only_if, phrases, written: 0..0 })
    }
}

impl Serialize for Flow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { text, demand, unless, only_if, phrases, .. } = self.clone();
        Compiled { text, demand, unless, only_if, phrases: phrases.len() as u32 }.serialize(serializer)
    }
}
