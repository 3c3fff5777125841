//! Which words of a phrase stand right beside which: a sentence that has all the words of a phrase seldom has them so.

use std::collections::HashMap;

use super::builder::{Builder, sorted};
use super::needs::Need;
use super::notation::Pattern;
use super::program::{BREAK, COMMA, END, OPAQUE, PLACEHOLDER, SLOT, START, Symbol};

/// Two sets of symbols: every match has one of the first with one of the second right behind it, but for commas between.
pub(super) type Pair = (Need, Need);

/// A place in every match: what stands there, and what stands right beside it, but for commas between, where that is known.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) symbols: Need,
    pub(super) before: Option<Need>,
    pub(super) behind: Option<Need>,
}

/// Some symbols; `None` where it may be any.
type Symbols = Option<Vec<Symbol>>;

/// What a part of a phrase may begin and end with.
#[derive(Clone, Debug)]
struct Ends {
    first: Symbols,
    last: Symbols,
    /// Whether it may be nothing at all.
    empty: bool,
    /// Whether it is one symbol, so that it ends with what it begins with.
    single: bool,
}

impl Ends {
    fn one_of(symbols: Vec<Symbol>) -> Self {
        Self { first: Some(symbols.clone()), last: Some(symbols), empty: false, single: true }
    }

    fn nothing() -> Self {
        Self { first: Some(Vec::new()), last: Some(Vec::new()), empty: true, single: false }
    }

    fn anything(empty: bool) -> Self {
        Self { first: None, last: None, empty, single: false }
    }
}

/// Reads phrases.
pub(super) struct Reader<'a> {
    builder: &'a Builder,
    /// What was found out about classes.
    classes: HashMap<&'a str, Ends>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(builder: &'a Builder) -> Self {
        Self { builder, classes: HashMap::new() }
    }

    /// The places of a phrase and its pairs, each in their order.
    pub(super) fn read(&mut self, pattern: &'a Pattern) -> (Vec<Spot>, Vec<Pair>) {
        let mut parts = Vec::new();
        self.parts(pattern, &mut parts);
        let (mut spots, mut pairs) = (Vec::new(), Vec::new());
        for (number, part) in parts.iter().enumerate().filter(|(_, part)| !part.empty) {
            let before = last(parts.get(..number).unwrap_or_default()).map(sorted);
            let behind = next(parts.get(number + 1..).unwrap_or_default()).map(sorted);
            let first = part.first.clone().map(sorted);
            let end = part.last.clone().map(sorted);
            pairs.extend(end.clone().zip(behind.clone()));
            if part.single {
                spots.extend(first.map(|symbols| Spot { symbols, before, behind }));
            } else {
                spots.extend(first.map(|symbols| Spot { symbols, before, behind: None }));
                spots.extend(end.map(|symbols| Spot { symbols, before: None, behind }));
            }
        }
        (spots, pairs)
    }

    /// What always stands one behind the other.
    fn parts(&mut self, pattern: &'a Pattern, out: &mut Vec<Ends>) {
        match pattern {
            Pattern::Sequence(parts) => parts.iter().for_each(|part| self.parts(part, out)),
            Pattern::Capture(_, inner) => self.parts(inner, out),
            Pattern::Word(word) => {
                out.extend(self.builder.symbols_of(word).into_iter().map(|symbol| Ends::one_of(vec![symbol])));
            }
            other => out.push(self.ends(other)),
        }
    }

    fn ends(&mut self, pattern: &'a Pattern) -> Ends {
        match pattern {
            Pattern::Sequence(_) | Pattern::Capture(..) | Pattern::Word(_) => {
                let mut parts = Vec::new();
                self.parts(pattern, &mut parts);
                in_order(&parts)
            }
            Pattern::OneOf(options) => self.one_of(options),
            Pattern::Optional(inner) => Ends { empty: true, single: false, ..self.ends(inner) },
            Pattern::Inflected(word) => Ends::one_of(self.builder.symbols_of_forms(word).into_vec()),
            Pattern::Class(name, _) => self.class(name),
            Pattern::Gap(_) => Ends::anything(true),
            Pattern::Rest => Ends::anything(false),
            Pattern::Start => Ends::one_of(vec![START]),
            Pattern::End => Ends::one_of(vec![END]),
            Pattern::Comma => Ends::one_of(vec![COMMA]),
            Pattern::Clause | Pattern::Not(_) => Ends::nothing(),
        }
    }

    fn one_of(&mut self, options: &'a [Pattern]) -> Ends {
        let options: Vec<Ends> = options.iter().map(|option| self.ends(option)).collect();
        let all = |of: fn(&Ends) -> &Symbols| {
            let sets: Option<Vec<&Vec<Symbol>>> = options.iter().map(|option| of(option).as_ref()).collect();
            sets.map(|sets| sets.into_iter().flatten().copied().collect())
        };
        Ends {
            first: all(|ends| &ends.first),
            last: all(|ends| &ends.last),
            empty: options.iter().any(|option| option.empty),
            single: options.iter().all(|option| option.single),
        }
    }

    fn class(&mut self, name: &'a str) -> Ends {
        if let Some(known) = self.classes.get(name) {
            return known.clone();
        }
        let builder = self.builder;
        let ends = match name {
            "word" => Ends::anything(false),
            "placeholder" => Ends::one_of(vec![PLACEHOLDER]),
            "slot" => Ends::one_of(vec![SLOT]),
            "address" => Ends::one_of(vec![OPAQUE]),
            "break" => Ends::one_of(vec![BREAK]),
            "number" => Ends::one_of(builder.numbers.to_vec()),
            _ => builder.class_named(name).map_or_else(|| Ends::anything(true), |phrases| self.one_of(phrases)),
        };
        self.classes.insert(name, ends.clone());
        ends
    }
}

/// What may stand first in `parts`; `None` where it may be any symbol, or what stands behind them.
fn next(parts: &[Ends]) -> Symbols {
    nearest(parts.iter(), |ends| &ends.first)
}

/// The same of what may stand last.
fn last(parts: &[Ends]) -> Symbols {
    nearest(parts.iter().rev(), |ends| &ends.last)
}

fn nearest<'a>(parts: impl Iterator<Item = &'a Ends>, of: fn(&Ends) -> &Symbols) -> Symbols {
    let mut out = Vec::new();
    for part in parts {
        out.extend(of(part).as_ref()?);
        if !part.empty {
            return Some(out);
        }
    }
    None
}

/// Parts that stand one behind the other as one.
fn in_order(parts: &[Ends]) -> Ends {
    let empty = parts.iter().all(|part| part.empty);
    let until_one = |parts: &mut dyn Iterator<Item = &Ends>, of: fn(&Ends) -> &Symbols| {
        let mut out = Vec::new();
        for part in parts {
            out.extend(of(part).as_ref()?);
            if !part.empty {
                break;
            }
        }
        Some(out)
    };
    Ends {
        first: until_one(&mut parts.iter(), |ends| &ends.first),
        last: until_one(&mut parts.iter().rev(), |ends| &ends.last),
        empty,
        single: matches!(parts, [one] if one.single),
    }
}
