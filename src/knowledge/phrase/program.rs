//! Phrases compiled: one list of instructions for all of them, over numbered words.

use serde::{Deserialize, Serialize};

use super::Token;
use super::flat;
use super::instruction::{Accepts, Instruction, Instructions};
use super::words::Words;
use crate::knowledge::contraction::expand;

/// A word as a number. The first few are marks and kinds; the rest are the words that phrases name.
pub(super) type Symbol = u32;

/// Any word that no phrase names.
pub(super) const UNKNOWN: Symbol = 0;
pub(super) const NUMBER: Symbol = 1;
/// An output.
pub(super) const PLACEHOLDER: Symbol = 2;
/// A slot.
pub(super) const SLOT: Symbol = 3;
pub(super) const OPAQUE: Symbol = 4;
/// A comma or parenthesis.
pub(super) const COMMA: Symbol = 5;
pub(super) const BREAK: Symbol = 6;
/// Before the first word of a whole sentence.
pub(super) const START: Symbol = 7;
/// After the last word of a whole sentence.
pub(super) const END: Symbol = 8;
/// After the last word of a sentence that a tag cuts.
pub(super) const CUT: Symbol = 9;
pub(super) const FIRST_WORD: Symbol = 10;

/// The bit of a symbol in sieves that many symbols share.
pub(super) fn bit(symbol: Symbol) -> u64 {
    1 << (symbol & 63)
}

/// Some symbols, and all that share a bit with one of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sieve([u64; 4]);

impl Sieve {
    pub(super) fn add(&mut self, symbol: Symbol) {
        self.0[symbol as usize / 64 % 4] |= bit(symbol);
    }

    pub(super) fn may_have(&self, symbol: Symbol) -> bool {
        self.0[symbol as usize / 64 % 4] & bit(symbol) != 0
    }
}

/// Whether a symbol is something said rather than a mark.
pub(super) fn is_word(symbol: Symbol) -> bool {
    symbol >= FIRST_WORD || symbol <= OPAQUE
}

/// Where a phrase is in the program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Where it begins.
    pub(super) start: u32,
    /// The lowest of its instructions, which stand together.
    pub(super) base: u32,
    /// Whether any of them asks if a clause begins.
    pub(super) clauses: bool,
    /// The names of its captures; slot pairs are in this order.
    pub(super) captures: Vec<String>,
}

/// What must not stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Look {
    /// Where it begins; it has no loop.
    pub(super) start: u32,
    /// Whether it ends at the place rather than beginning there.
    pub(super) before: bool,
    /// The most words that it may have.
    pub(super) width: usize,
}

/// All phrases compiled.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Program {
    pub(super) instructions: Instructions,
    /// Each sorted.
    pub(super) sets: Vec<Box<[Symbol]>>,
    #[serde(with = "flat")]
    pub(super) branches: Vec<u32>,
    /// Of each [`Instruction::Switch`], sorted by symbol: where it goes on. None takes a comma or a mark.
    #[serde(with = "flat")]
    pub(super) switches: Vec<(Symbol, u32)>,
    pub(super) looks: Vec<Look>,
    /// The words that begin a clause where they stand, sorted.
    pub(super) conjunctions: Box<[Symbol]>,
    /// Of each phrase, by number.
    pub(super) entries: Vec<Entry>,
    /// The words that phrases name: the first is [`FIRST_WORD`].
    pub(super) words: Words,
}

impl Program {
    /// One more than the greatest symbol.
    pub(super) fn symbol_count(&self) -> usize {
        FIRST_WORD as usize + self.words.len()
    }

    /// Where the instruction at `at` goes on if it takes `symbol`.
    pub(super) fn after(&self, at: u32, symbol: Symbol) -> impl Iterator<Item = u32> + '_ {
        let (one, several) = match self.instructions.get(at) {
            Some(Instruction::Take(accepts, next)) => (self.accepts(accepts, symbol).then_some(next), &[][..]),
            Some(Instruction::Switch(first, count)) => {
                let all = self.switched(first, count);
                let from = all.get(all.partition_point(|(known, _)| *known < symbol)..).unwrap_or_default();
                (None, from.get(..from.partition_point(|(known, _)| *known == symbol)).unwrap_or_default())
            }
            _ => (None, &[][..]),
        };
        one.into_iter().chain(several.iter().map(|(_, next)| *next))
    }

    /// Adds the symbols that the instruction at `at` names to `named`.
    pub(super) fn name(&self, at: u32, named: &mut Sieve) {
        match self.instructions.get(at) {
            Some(Instruction::Take(Accepts::One(symbol), _)) => named.add(symbol),
            Some(Instruction::Take(Accepts::Set(set), _)) => {
                self.set(set).iter().for_each(|symbol| named.add(*symbol));
            }
            Some(Instruction::Switch(first, count)) => {
                self.switched(first, count).iter().for_each(|(symbol, _)| named.add(*symbol));
            }
            _ => {}
        }
    }

    /// The entries of a [`Instruction::Switch`].
    pub(super) fn switched(&self, first: u32, count: u32) -> &[(Symbol, u32)] {
        self.switches.get(first as usize..(first + count) as usize).unwrap_or_default()
    }

    fn accepts(&self, accepts: Accepts, symbol: Symbol) -> bool {
        match accepts {
            Accepts::One(one) => one == symbol,
            Accepts::Set(set) => self.set(set).binary_search(&symbol).is_ok(),
            Accepts::AnyWord | Accepts::NextWord => is_word(symbol),
            Accepts::Anything => !matches!(symbol, START | END | CUT),
            Accepts::AnyEnd => matches!(symbol, END | CUT),
        }
    }

    /// The symbols of a set.
    pub(super) fn set(&self, set: u32) -> &[Symbol] {
        self.sets.get(set as usize).map_or(&[], |set| set)
    }

    /// Where a [`Instruction::Split`] goes on.
    pub(super) fn branches(&self, first: u32, count: u32) -> &[u32] {
        self.branches.get(first as usize..(first + count) as usize).unwrap_or_default()
    }

    /// Whether a comma may be passed over before the instruction at `at`.
    pub(super) fn skips_commas(&self, at: u32) -> bool {
        match self.instructions.get(at) {
            Some(Instruction::Take(accepts, _)) => accepts.skips_commas(),
            Some(Instruction::Switch(..)) => true,
            _ => false,
        }
    }

    /// The instructions that take the next symbol at `entry`, and whether that depends on what stands around it: `holds`
    /// says of an `Unless` or `Clause` whether it lets pass.
    pub(super) fn takes_from(&self, entry: u32, mut holds: impl FnMut(&Instruction) -> bool) -> (Vec<u32>, bool) {
        let mut takes = Vec::new();
        let mut depends = false;
        let mut seen = Vec::new();
        let mut open = vec![entry];
        while let Some(at) = open.pop() {
            if seen.contains(&at) {
                continue;
            }
            seen.push(at);
            match self.instructions.get(at) {
                Some(Instruction::Take(..) | Instruction::Switch(..)) => takes.push(at),
                Some(Instruction::Split(first, count)) => open.extend(self.branches(first, count)),
                Some(Instruction::Save(_, next)) => open.push(next),
                Some(instruction @ (Instruction::Unless(_, next) | Instruction::Clause(next))) => {
                    depends = true;
                    open.extend(holds(&instruction).then_some(next));
                }
                Some(Instruction::Accept(_) | Instruction::Found) | None => {}
            }
        }
        (takes, depends)
    }

    /// Whether a clause begins behind `before`; `None` is the beginning of a sentence that a tag cuts.
    pub(super) fn begins_clause(&self, before: Option<Symbol>) -> bool {
        before.is_some_and(|before| {
            matches!(before, START | BREAK | COMMA) || self.conjunctions.binary_search(&before).is_ok()
        })
    }

    fn named(&self, word: &str) -> Option<Symbol> {
        Some(FIRST_WORD + self.words.get(word)?)
    }

    /// The number of a word.
    pub(super) fn symbol(&self, word: &str) -> Symbol {
        self.named(word).unwrap_or(UNKNOWN)
    }

    /// Writes the symbols of `token`: one, or two for a contraction.
    pub(super) fn symbols(&self, token: Token, mut push: impl FnMut(Symbol)) {
        match token {
            Token::Word(word) => expand(word, |part| push(self.symbol(part))),
            Token::Number(digits) => push(self.named(digits).unwrap_or(NUMBER)),
            Token::Placeholder => push(PLACEHOLDER),
            Token::Slot => push(SLOT),
            Token::Opaque => push(OPAQUE),
            Token::Comma => push(COMMA),
            Token::Break => push(BREAK),
        }
    }
}
