//! Which words of a phrase stand right behind which: a sentence that has all the words of a phrase seldom has them so.

use std::collections::HashMap;

use super::builder::{Builder, sorted};
use super::needs::Need;
use super::notation::Pattern;
use super::program::{BREAK, COMMA, END, OPAQUE, PLACEHOLDER, SLOT, START, Symbol};

/// Two sets of symbols: every match has one of the first with one of the second right behind it, but for commas between.
pub(super) type Pair = (Need, Need);

/// Some symbols; `None` where it may be any.
type Symbols = Option<Vec<Symbol>>;

/// What a part of a phrase may begin and end with.
#[derive(Clone, Debug)]
struct Ends {
    first: Symbols,
    last: Symbols,
    /// Whether it may be nothing at all.
    empty: bool,
}

impl Ends {
    fn one_of(symbols: Vec<Symbol>) -> Self {
        Self { first: Some(symbols.clone()), last: Some(symbols), empty: false }
    }

    fn nothing() -> Self {
        Self { first: Some(Vec::new()), last: Some(Vec::new()), empty: true }
    }

    fn anything(empty: bool) -> Self {
        Self { first: None, last: None, empty }
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

    /// The pairs of a phrase, in their order.
    pub(super) fn pairs(&mut self, pattern: &'a Pattern) -> Vec<Pair> {
        let mut parts = Vec::new();
        self.parts(pattern, &mut parts);
        let mut pairs = Vec::new();
        for (number, part) in parts.iter().enumerate().filter(|(_, part)| !part.empty) {
            let behind = parts.get(number + 1..).unwrap_or_default();
            if let (Some(last), Some(next)) = (&part.last, next(behind)) {
                pairs.push((sorted(last.clone()), sorted(next)));
            }
        }
        pairs
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
            Pattern::Optional(inner) => Ends { empty: true, ..self.ends(inner) },
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
    let mut out = Vec::new();
    for part in parts {
        out.extend(part.first.as_ref()?);
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
    }
}
