//! What a phrase cannot do without: where none of certain words stand, it is not looked for.

use std::collections::HashMap;

use super::adjacent::{self, Pair};
use super::builder::{Added, Builder, sorted};
use super::notation::Pattern;
use super::program::{PLACEHOLDER, SLOT, Symbol};

/// Words that stand in most sentences, so that they tell next to nothing about one. A wrong entry costs time only.
const COMMON: [&str; 78] = [
    "a", "about", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "do", "for", "from", "get", "had", "has", "have", "here", "how", "i", "if", "in", "is", "it",
    "just", "know", "let", "me", "more", "must", "my", "need", "new", "no", "not", "now", "of", "on", "one", "or",
    "our", "out", "please", "send", "should", "so", "some", "take", "that", "the", "them", "then", "there", "these",
    "they", "this", "to", "up", "us", "was", "we", "were", "what", "when", "which", "will", "with", "would", "you",
    "your",
];
/// How many phrases of rare words outweigh one of these.
const COMMON_WEIGHT: u64 = 10_000;

/// Symbols of which at least one is in every match.
pub(super) type Need = Box<[Symbol]>;

/// What one phrase needs.
pub(super) struct Needs {
    /// Each once, the rarest first.
    pub(super) rarest_first: Vec<Need>,
    /// In the order in which a match has them, each at a place of its own.
    pub(super) in_order: Vec<Need>,
    /// What stands right behind what.
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
    let mut weights = builder.weights();
    for symbol in COMMON.iter().flat_map(|word| builder.symbols_of(word)) {
        if let Some(weight) = weights.get_mut(symbol as usize) {
            *weight += COMMON_WEIGHT;
        }
    }
    let mut reader = Reader { builder, weights, classes: HashMap::new() };
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
        let in_order = reader.needs(pattern);
        let mut rarest_first = in_order.clone();
        rarest_first.sort_by_cached_key(|need| (reader.weight(need), need.clone()));
        rarest_first.dedup();
        out.push(Known::Now(Needs { rarest_first, in_order, adjacent: adjacent.pairs(pattern) }));
    }
    out
}

struct Reader<'a> {
    builder: &'a Builder,
    /// How often phrases name each symbol: what many phrases name tells little about one.
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

    fn weight(&self, need: &[Symbol]) -> u64 {
        need.iter().map(|&symbol| self.weights.get(symbol as usize).copied().unwrap_or_default()).sum()
    }
}
