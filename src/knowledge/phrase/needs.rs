//! What a phrase cannot do without: where none of certain words stand, it is not looked for.

use std::collections::HashMap;

use super::adjacent::{self, Pair, Spot};
use super::builder::{Added, Builder, sorted};
use super::notation::Pattern;
use super::program::{COMMA, END, FIRST_WORD, PLACEHOLDER, SLOT, START, Symbol};

/// What stands in sentences to customers, by how many of a thousand have it. A wrong entry costs time only.
const COMMON: [(u64, &[&str]); 4] = [
    (400, &["a", "and", "i", "the", "to", "we", "you", "your"]),
    (
        200,
        &[
            "are", "as", "be", "can", "for", "have", "if", "in", "is", "it", "me", "not", "of", "on", "our", "please",
            "that", "this", "us", "will", "with",
        ],
    ),
    (
        60,
        &[
            "about", "all", "also", "am", "an", "any", "at", "been", "but", "by", "could", "did", "do", "from", "get",
            "had", "has", "here", "how", "just", "know", "let", "more", "must", "my", "need", "new", "no", "now",
            "one", "or", "out", "send", "should", "so", "some", "take", "them", "then", "there", "these", "they", "up",
            "was", "were", "what", "when", "which", "would",
        ],
    ),
    (
        30,
        &[
            "account",
            "after",
            "again",
            "app",
            "back",
            "before",
            "best",
            "call",
            "change",
            "check",
            "contact",
            "customer",
            "day",
            "days",
            "details",
            "email",
            "first",
            "good",
            "happy",
            "hello",
            "help",
            "hi",
            "information",
            "issue",
            "kind",
            "last",
            "like",
            "link",
            "look",
            "make",
            "may",
            "message",
            "next",
            "number",
            "only",
            "order",
            "other",
            "problem",
            "put",
            "question",
            "reach",
            "regards",
            "reply",
            "right",
            "see",
            "sent",
            "service",
            "sorry",
            "still",
            "sure",
            "team",
            "thank",
            "thanks",
            "time",
            "today",
            "two",
            "understand",
            "very",
            "want",
            "way",
            "well",
            "work",
        ],
    ),
];
/// The same of any other word that a phrase names.
const RARE: u64 = 6;
/// The same of what is no word.
const NO_WORD: u64 = 200;
/// The same of the marks that nearly all have.
const MARK: u64 = 1000;

/// How many words a sentence has.
const WORDS: f64 = 15.0;
/// How much more it costs to follow up a phrase than to look at what stands beside a word that leads to it.
const FOLLOWING_UP: f64 = 12.0;
/// At least one of so many sentences is taken to have what is rare beside a word.
const LEAST: f64 = 0.02;

/// These words, the most common first.
pub(super) fn common_words() -> impl Iterator<Item = &'static str> {
    COMMON.iter().flat_map(|(_, words)| words.iter().copied())
}

/// Symbols of which at least one is in every match.
pub(super) type Need = Box<[Symbol]>;

/// What one phrase needs.
pub(super) struct Needs {
    /// The place in it by which it is looked for; `None` where it needs no word.
    pub(super) door: Option<Spot>,
    /// What else it needs, each once, the rarest first.
    pub(super) others: Vec<Need>,
    /// What else stands right behind what.
    pub(super) adjacent: Vec<Pair>,
}

/// What is known of the needs of a phrase.
pub(super) enum Known {
    /// They were found out before, under this number.
    Before(u32),
    /// They are these.
    Now(Needs),
}

/// What the phrases of a builder need, in their order.
pub(super) fn needs(builder: &Builder) -> Vec<Known> {
    let mut reader = Reader { builder, weights: weights(builder), classes: HashMap::new() };
    let mut adjacent = adjacent::Reader::new(builder);
    let mut out = Vec::with_capacity(builder.added.len());
    for added in &builder.added {
        let pattern = match added {
            Added::Before(number) => {
                out.push(Known::Before(*number));
                continue;
            }
            Added::Now(pattern) => pattern,
        };
        let mut needs = reader.needs(pattern);
        needs.sort_by_cached_key(|need| (reader.weight(need), need.clone()));
        needs.dedup();
        let (spots, pairs) = adjacent.read(pattern);
        out.push(Known::Now(reader.through_its_door(needs, spots, pairs)));
    }
    out
}

/// By symbol, how many of a thousand sentences have it.
fn weights(builder: &Builder) -> Vec<u64> {
    let mut weights = vec![RARE; builder.symbol_count()];
    for (weight, symbol) in weights.iter_mut().zip(0..FIRST_WORD) {
        *weight = if matches!(symbol, START | END | COMMA) { MARK } else { NO_WORD };
    }
    for (weight, words) in COMMON {
        for symbol in words.iter().flat_map(|word| builder.symbols_of(word)) {
            if let Some(known) = weights.get_mut(symbol as usize).filter(|_| symbol >= FIRST_WORD) {
                *known = weight;
            }
        }
    }
    weights
}

struct Reader<'a> {
    builder: &'a Builder,
    /// By symbol, how many of a thousand sentences have it.
    weights: Vec<u64>,
    /// What was found out about classes.
    classes: HashMap<&'a str, Option<Need>>,
}

impl<'a> Reader<'a> {
    fn needs(&mut self, pattern: &'a Pattern) -> Vec<Need> {
        match pattern {
            Pattern::Sequence(parts) => parts.iter().flat_map(|part| self.needs(part)).collect(),
            Pattern::OneOf(options) => self.one_of(options).into_iter().collect(),
            Pattern::Word(word) => {
                self.builder.symbols_of(word).into_iter().map(|symbol| Box::from([symbol])).collect()
            }
            Pattern::Inflected(word) => vec![self.builder.symbols_of_forms(word)],
            Pattern::Class(name, _) => self.class(name).into_iter().collect(),
            Pattern::Capture(_, inner) => self.needs(inner),
            Pattern::Optional(_) | Pattern::Gap(_) | Pattern::Rest => Vec::new(),
            Pattern::Start | Pattern::End | Pattern::Comma | Pattern::Clause | Pattern::Not(_) => Vec::new(),
        }
    }

    /// The rarest need of every option together; `None` where an option needs nothing.
    fn one_of(&mut self, options: &'a [Pattern]) -> Option<Need> {
        let mut together = Vec::new();
        for option in options {
            let needs = self.needs(option);
            together.extend(needs.into_iter().min_by_key(|need| self.weight(need))?);
        }
        Some(sorted(together))
    }

    fn class(&mut self, name: &'a str) -> Option<Need> {
        if let Some(known) = self.classes.get(name) {
            return known.clone();
        }
        let builder = self.builder;
        let need = match name {
            "word" => None,
            "placeholder" => Some(Box::from([PLACEHOLDER])),
            "slot" => Some(Box::from([SLOT])),
            "number" => Some(builder.numbers.clone()),
            _ => self.one_of(builder.class_named(name)?),
        };
        self.classes.insert(name, need.clone());
        need
    }

    /// Tells by which place a phrase is looked for that needs `needs`, the rarest first, and what is then left to ask.
    fn through_its_door(&self, needs: Vec<Need>, spots: Vec<Spot>, pairs: Vec<Pair>) -> Needs {
        let alone = |need: &Need| Spot { symbols: need.clone(), before: None, behind: None };
        let doors = needs.iter().map(alone).chain(spots);
        let door = doors.min_by(|one, other| self.cost(one, &needs).total_cmp(&self.cost(other, &needs)));
        let Some(door) = door else { return Needs { door: None, others: needs, adjacent: pairs } };
        let others = needs.into_iter().filter(|need| !is_met_by(&door.symbols, need)).collect();
        let is_behind = |(one, other): &Pair| *one == door.symbols && Some(other) == door.behind.as_ref();
        let is_before = |(one, other): &Pair| *other == door.symbols && Some(one) == door.before.as_ref();
        let adjacent = pairs.into_iter().filter(|pair| !is_behind(pair) && !is_before(pair)).collect();
        Needs { door: Some(door), others, adjacent }
    }

    /// What it costs to look for a phrase by one of its places: how often there is a word for it, and how often that is all
    /// that is wrong.
    fn cost(&self, door: &Spot, needs: &[Need]) -> f64 {
        let beside =
            |need: &Option<Need>| need.as_deref().map_or(1.0, |need| (self.share(need) * 3.0 / WORDS + LEAST).min(1.0));
        let second = needs.iter().find(|need| !is_met_by(&door.symbols, need));
        let second = second.map_or(1.0, |need| self.share(need).min(1.0));
        self.share(&door.symbols) * (1.0 + FOLLOWING_UP * beside(&door.before) * beside(&door.behind) * second)
    }

    /// How many times a sentence has one of `need`.
    fn share(&self, need: &[Symbol]) -> f64 {
        self.weight(need) as f64 / 1000.0
    }

    fn weight(&self, need: &[Symbol]) -> u64 {
        need.iter().map(|&symbol| self.weights.get(symbol as usize).copied().unwrap_or_default()).sum()
    }
}

/// Whether where one of `symbols` stands, one of `need` does.
fn is_met_by(symbols: &[Symbol], need: &[Symbol]) -> bool {
    symbols.iter().all(|symbol| need.binary_search(symbol).is_ok())
}
