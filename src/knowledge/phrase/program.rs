//! Phrases compiled: one list of instructions for all of them, over numbered words.

use std::collections::HashMap;

use super::Token;
use super::inflect::{Irregular, forms};
use super::notation::{Pattern, PatternError};
use crate::knowledge::contraction::expand;

/// A word as a number. The first few are marks and kinds; the rest are the words that phrases name.
pub(super) type Symbol = u32;

/// Any word that no phrase names.
pub(super) const UNKNOWN: Symbol = 0;
const NUMBER: Symbol = 1;
const PLACEHOLDER: Symbol = 2;
const SLOT: Symbol = 3;
const OPAQUE: Symbol = 4;
/// A comma or parenthesis.
pub(super) const COMMA: Symbol = 5;
const BREAK: Symbol = 6;
/// Before the first word of a whole sentence.
pub(super) const START: Symbol = 7;
/// After the last word of a whole sentence.
pub(super) const END: Symbol = 8;
/// After the last word of a sentence that a tag cuts.
pub(super) const CUT: Symbol = 9;
const FIRST_WORD: Symbol = 10;

/// Number words, for `<number>`.
const NUMBER_WORDS: [&str; 21] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred", "thousand",
];

/// What one instruction accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Accepts {
    /// This symbol.
    One(Symbol),
    /// One of these, sorted.
    Set(Box<[Symbol]>),
    /// Any word, number, placeholder, slot or opaque word.
    AnyWord,
    /// The same, right behind what stands before it: no comma between.
    NextWord,
    /// Anything before the end.
    Anything,
    /// The end, cut or not.
    AnyEnd,
}

impl Accepts {
    pub(super) fn accepts(&self, symbol: Symbol) -> bool {
        match self {
            Accepts::One(one) => *one == symbol,
            Accepts::Set(set) => set.binary_search(&symbol).is_ok(),
            Accepts::AnyWord | Accepts::NextWord => is_word(symbol),
            Accepts::Anything => !matches!(symbol, START | END | CUT),
            Accepts::AnyEnd => matches!(symbol, END | CUT),
        }
    }

    /// Whether a comma in the text may be passed over before this.
    pub(super) fn skips_commas(&self) -> bool {
        match self {
            Accepts::One(one) => *one != COMMA && *one != START,
            Accepts::Set(_) | Accepts::AnyWord => true,
            Accepts::NextWord | Accepts::Anything | Accepts::AnyEnd => false,
        }
    }
}

/// Whether a symbol is something said rather than a mark.
pub(super) fn is_word(symbol: Symbol) -> bool {
    symbol >= FIRST_WORD || symbol <= OPAQUE
}

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// Take one symbol and go on.
    Take(Accepts, u32),
    /// Go on at each of these, the first preferred.
    Split(Vec<u32>),
    /// Remember the place in slot `.0` and go on.
    Save(u32, u32),
    /// The phrase with this number has matched.
    Accept(u32),
}

/// All phrases compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    /// Of each phrase: its first instruction, and the names of its captures (slot pairs in this order).
    pub(super) entries: Vec<(u32, Vec<String>)>,
    words: HashMap<Box<str>, Symbol>,
}

impl Program {
    /// Writes the symbols of `token`: one, or two for a contraction.
    pub(super) fn symbols(&self, token: Token, mut push: impl FnMut(Symbol)) {
        match token {
            Token::Word(word) => expand(word, |part| push(self.words.get(part).copied().unwrap_or(UNKNOWN))),
            Token::Number(digits) => push(self.words.get(digits).copied().unwrap_or(NUMBER)),
            Token::Placeholder => push(PLACEHOLDER),
            Token::Slot => push(SLOT),
            Token::Opaque => push(OPAQUE),
            Token::Comma => push(COMMA),
            Token::Break => push(BREAK),
        }
    }
}

/// Compiles phrases one by one into a [`Program`].
#[derive(Debug, Default)]
pub(crate) struct Builder {
    pub(super) program: Program,
    classes: HashMap<String, Vec<Pattern>>,
    irregular: Irregular,
    /// Classes being written out, against a class that contains itself.
    open_classes: Vec<String>,
}

impl Builder {
    pub(crate) fn new(classes: HashMap<String, Vec<Pattern>>, irregular: Irregular) -> Self {
        Self { classes, irregular, ..Self::default() }
    }

    /// Adds a phrase; gives its number.
    pub(crate) fn add(&mut self, pattern: &Pattern) -> Result<u32, PatternError> {
        let number = self.program.entries.len() as u32;
        let length = self.program.instructions.len();
        let mut names = Vec::new();
        let accept = self.emit(Instruction::Accept(number));
        let next = if ends_in_rest(pattern) { self.emit(Instruction::Take(Accepts::AnyEnd, accept)) } else { accept };
        match self.compile(pattern, next, &mut names) {
            Ok(entry) => {
                self.program.entries.push((entry, names));
                Ok(number)
            }
            Err(error) => {
                self.program.instructions.truncate(length);
                Err(error)
            }
        }
    }

    /// All that was added, ready to run.
    pub(super) fn finish(mut self) -> Program {
        let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let numerals: Vec<Symbol> =
            self.program.words.iter().filter(|(word, _)| digits(word)).map(|(_, symbol)| *symbol).collect();
        for instruction in &mut self.program.instructions {
            if let Instruction::Take(Accepts::Set(set), _) = instruction
                && set.contains(&NUMBER)
            {
                *set = sorted(set.iter().chain(&numerals).copied().collect());
            }
        }
        self.program
    }

    fn emit(&mut self, instruction: Instruction) -> u32 {
        self.program.instructions.push(instruction);
        (self.program.instructions.len() - 1) as u32
    }

    fn word(&mut self, word: &str) -> Symbol {
        if let Some(&known) = self.program.words.get(word) {
            return known;
        }
        let symbol = FIRST_WORD + self.program.words.len() as Symbol;
        self.program.words.insert(word.into(), symbol);
        symbol
    }

    /// Writes `pattern` so that it goes on at `next`; gives where it begins. Written from the back, each part knows its
    /// successor.
    fn compile(&mut self, pattern: &Pattern, next: u32, names: &mut Vec<String>) -> Result<u32, PatternError> {
        Ok(match pattern {
            Pattern::Sequence(parts) => {
                parts.iter().rev().try_fold(next, |next, part| self.compile(part, next, names))?
            }
            Pattern::OneOf(options) => match self.single_words(options) {
                Some(set) => self.emit(Instruction::Take(Accepts::Set(set), next)),
                None => self.one_of(options, next, names)?,
            },
            Pattern::Optional(inner) => {
                let inner = self.compile(inner, next, names)?;
                self.emit(Instruction::Split(vec![inner, next]))
            }
            Pattern::Word(word) => self.words_in_order(word, next),
            Pattern::Inflected(word) => {
                let set = forms(word, &self.irregular).iter().map(|form| self.word(form)).collect();
                self.emit(Instruction::Take(Accepts::Set(sorted(set)), next))
            }
            Pattern::Class(name, offset) => self.class(name, *offset, next, names)?,
            Pattern::Gap(width) => (0..*width).fold(next, |after, _| {
                let take = self.emit(Instruction::Take(Accepts::AnyWord, after));
                self.emit(Instruction::Split(vec![take, next]))
            }),
            Pattern::Rest => {
                let loops = self.emit(Instruction::Split(Vec::new()));
                let take = self.emit(Instruction::Take(Accepts::Anything, loops));
                if let Some(instruction) = self.program.instructions.get_mut(loops as usize) {
                    *instruction = Instruction::Split(vec![take, next]);
                }
                self.emit(Instruction::Take(Accepts::AnyWord, loops))
            }
            Pattern::Capture(name, inner) => {
                let slot = match names.iter().position(|known| known == name) {
                    Some(slot) => slot,
                    None => {
                        names.push(name.clone());
                        names.len() - 1
                    }
                } as u32;
                let close = self.emit(Instruction::Save(2 * slot + 1, next));
                let inner = self.compile(inner, close, names)?;
                self.emit(Instruction::Save(2 * slot, inner))
            }
            Pattern::Start => self.emit(Instruction::Take(Accepts::One(START), next)),
            Pattern::End => self.emit(Instruction::Take(Accepts::One(END), next)),
            Pattern::Comma => self.emit(Instruction::Take(Accepts::One(COMMA), next)),
        })
    }

    /// The symbols of `options` where each is one word.
    fn single_words(&mut self, options: &[Pattern]) -> Option<Box<[Symbol]>> {
        let mut set = Vec::with_capacity(options.len());
        for option in options {
            match option {
                Pattern::Word(word) if parts(word).len() == 1 => set.push(self.word(word)),
                Pattern::Inflected(word) => {
                    for form in forms(word, &self.irregular) {
                        set.push(self.word(&form));
                    }
                }
                _ => return None,
            }
        }
        Some(sorted(set))
    }

    fn one_of(&mut self, options: &[Pattern], next: u32, names: &mut Vec<String>) -> Result<u32, PatternError> {
        let mut branches = Vec::with_capacity(options.len());
        for option in options {
            branches.push(self.compile(option, next, names)?);
        }
        Ok(self.emit(Instruction::Split(branches)))
    }

    /// A word as written, which may be a contraction of several.
    fn words_in_order(&mut self, word: &str, next: u32) -> u32 {
        parts(word).iter().rev().fold(next, |next, part| {
            let symbol = self.word(part);
            self.emit(Instruction::Take(Accepts::One(symbol), next))
        })
    }

    fn class(&mut self, name: &str, offset: usize, next: u32, names: &mut Vec<String>) -> Result<u32, PatternError> {
        let kind = match name {
            "placeholder" => Accepts::One(PLACEHOLDER),
            "slot" => Accepts::One(SLOT),
            "word" => Accepts::NextWord,
            "number" => {
                let words = NUMBER_WORDS.iter().map(|word| self.word(word));
                Accepts::Set(sorted(words.chain([NUMBER]).collect()))
            }
            _ => return self.named_class(name, offset, next, names),
        };
        Ok(self.emit(Instruction::Take(kind, next)))
    }

    fn named_class(
        &mut self,
        name: &str,
        offset: usize,
        next: u32,
        names: &mut Vec<String>,
    ) -> Result<u32, PatternError> {
        let error = |message: String| PatternError { offset, message };
        if self.open_classes.iter().any(|open| open == name) {
            return Err(error(format!("the word class `<{name}>` contains itself")));
        }
        let Some(options) = self.classes.get(name).cloned() else {
            return Err(error(format!("there is no word class `<{name}>`")));
        };
        self.open_classes.push(name.to_owned());
        let entry = self.compile(&Pattern::OneOf(options), next, names);
        self.open_classes.pop();
        entry.map_err(|inner| error(inner.message))
    }
}

/// The long form of a word, apart.
fn parts(word: &str) -> Vec<&str> {
    let mut out = Vec::with_capacity(2);
    expand(word, |part| out.push(part));
    out
}

fn sorted(mut symbols: Vec<Symbol>) -> Box<[Symbol]> {
    symbols.sort_unstable();
    symbols.dedup();
    symbols.into_boxed_slice()
}

fn ends_in_rest(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Rest => true,
        Pattern::Capture(_, inner) => ends_in_rest(inner),
        Pattern::Sequence(parts) => parts.last().is_some_and(ends_in_rest),
        _ => false,
    }
}
