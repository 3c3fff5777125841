//! Compiling phrases: from the notation to instructions.

use std::collections::HashMap;
use std::hash::Hasher;
use std::rc::Rc;

use super::inflect::{Irregular, forms};
use super::instruction::{Accepts, Instruction};
use super::needs::{Known, Need, common_words, needs};
use super::notation::{Not, Pattern, PatternError, parse};
use super::program::{
    BREAK, COMMA, END, Entry, FIRST_WORD, Look, NUMBER, OPAQUE, PLACEHOLDER, Program, SLOT, START, Symbol,
};
use super::scan::Phrases;
use super::word_hash::Fnv;
use crate::knowledge::contraction::expand;

/// Words that begin a clause where they stand.
const CONJUNCTIONS: [&str; 17] = [
    "and", "or", "but", "so", "because", "since", "as", "that", "although", "though", "while", "whilst", "whereas",
    "if", "unless", "until", "when",
];

/// How many words what must not stand somewhere may have, so that the look at it costs next to nothing.
const WIDEST_LOOK: usize = 16;

/// Larger sets are not written out in an [`Instruction::Switch`].
const LARGEST_IN_SWITCH: usize = 8;

/// Number words, for `<number>`.
const NUMBER_WORDS: [&str; 21] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred", "thousand",
];

/// One of what a class takes, as far as it is the same wherever the class is named.
#[derive(Debug)]
enum Member {
    /// One word of several.
    OneWord(Accepts),
    /// Words in their order.
    Words(Box<[Symbol]>),
    /// Anything else: a phrase of the class, by its place there.
    Option(usize),
}

/// A word class.
#[derive(Clone, Debug)]
pub(crate) enum Class {
    /// Its phrases as they are written; they are known to be right.
    Written(Vec<String>),
    /// Its phrases.
    Parsed(Rc<[Pattern]>),
}

/// Where a phrase comes from.
#[derive(Debug)]
pub(super) enum Added {
    /// It was compiled before, under this number.
    Before(u32),
    /// It was compiled now.
    Now(Pattern),
}

/// Compiles phrases one by one into a [`Program`].
#[derive(Debug, Default)]
pub(crate) struct Builder {
    program: Program,
    /// The numbers of the sets there are.
    sets: HashMap<Box<[Symbol]>, u32>,
    /// What was added, in order.
    pub(super) added: Vec<Added>,
    /// The hashes of the texts of all that was added.
    pub(super) texts: Vec<u64>,
    /// What was compiled before: by the hash of its text, its number and where it is.
    compiled: HashMap<u64, (u32, Entry)>,
    /// How many numbers in digits were among the words when all that was compiled.
    numerals_before: Option<usize>,
    classes: HashMap<String, Class>,
    /// What `<number>` takes, once all is added.
    pub(super) numbers: Need,
    irregular: Irregular,
    /// The classes that were written out before.
    members: HashMap<String, Rc<[Member]>>,
    /// Classes being written out, against a class that contains itself.
    open_classes: Vec<String>,
    /// Whether what is compiled is something that must not be there.
    negated: bool,
}

impl Builder {
    pub(crate) fn new(classes: HashMap<String, Class>, irregular: Irregular) -> Self {
        let mut builder = Self { classes, irregular, ..Self::default() };
        for part in common_words().flat_map(parts) {
            builder.word(part);
        }
        let conjunctions = CONJUNCTIONS.iter().map(|word| builder.word(word)).collect();
        builder.program.conjunctions = sorted(conjunctions);
        builder
    }

    /// Goes on where `phrases` were compiled, with the same classes and some more.
    pub(crate) fn on(phrases: &Phrases, classes: HashMap<String, Class>, irregular: Irregular) -> Self {
        let mut program = phrases.program().clone();
        let entries = std::mem::take(&mut program.entries);
        let compiled = (0..).zip(phrases.texts()).zip(entries);
        let compiled = compiled.map(|((number, text), entry)| (*text, (number, entry))).collect();
        let sets = (0..).zip(&program.sets).map(|(number, set)| (set.clone(), number)).collect();
        let numerals_before = Some(numerals(&program).count());
        Self { program, sets, compiled, numerals_before, classes, irregular, ..Self::default() }
    }

    /// Adds a phrase that was compiled before; gives its number now.
    pub(crate) fn add_compiled(&mut self, text: &str) -> Option<u32> {
        let hash = hash_of(text);
        let (before, entry) = self.compiled.get(&hash)?;
        let number = self.program.entries.len() as u32;
        self.program.entries.push(entry.clone());
        self.added.push(Added::Before(*before));
        self.texts.push(hash);
        Some(number)
    }

    /// Whether there are numbers in digits among the words that were not when other phrases were compiled, which take any
    /// number.
    pub(crate) fn has_new_numerals(&self) -> bool {
        self.numerals_before.is_some_and(|before| numerals(&self.program).count() > before)
    }

    /// Adds a phrase as it is written and what that means; gives its number.
    pub(crate) fn add(&mut self, text: &str, pattern: &Pattern) -> Result<u32, PatternError> {
        let number = self.program.entries.len() as u32;
        let length = self.program.instructions.len();
        let looks = self.program.looks.len();
        let mut names = Vec::new();
        let accept = self.emit(Instruction::Accept(number));
        let next = if ends_in_rest(pattern) { self.emit(Instruction::Take(Accepts::AnyEnd, accept)) } else { accept };
        match self.compile(pattern, next, &mut names) {
            Ok(start) => {
                let mut own = self.program.instructions.since(length);
                let clauses = own.any(|instruction| matches!(instruction, Instruction::Clause(_)));
                self.program.entries.push(Entry { start, base: length as u32, clauses, captures: names });
                self.added.push(Added::Now(pattern.clone()));
                self.texts.push(hash_of(text));
                Ok(number)
            }
            Err(error) => {
                self.program.instructions.truncate(length);
                self.program.looks.truncate(looks);
                self.negated = false;
                Err(error)
            }
        }
    }

    /// The names that a phrase captures, by its number.
    pub(crate) fn captures(&self, phrase: u32) -> &[String] {
        self.program.entries.get(phrase as usize).map_or(&[], |entry| &entry.captures)
    }

    /// The phrases of a class that some phrase names.
    pub(super) fn class_named(&self, name: &str) -> Option<&Rc<[Pattern]>> {
        match self.classes.get(name)? {
            Class::Parsed(phrases) => Some(phrases),
            Class::Written(_) => None,
        }
    }

    /// The same, parsed now where it was not.
    fn read_class(&mut self, name: &str) -> Option<Rc<[Pattern]>> {
        let class = self.classes.get_mut(name)?;
        if let Class::Written(phrases) = class {
            *class = Class::Parsed(phrases.iter().filter_map(|phrase| parse(phrase).ok()).collect());
        }
        self.class_named(name).cloned()
    }

    /// All that was added, ready to run, and what each phrase needs that was compiled now.
    pub(super) fn finish(mut self) -> (Program, Vec<Known>, Vec<u64>) {
        let numerals: Vec<Symbol> = numerals(&self.program).collect();
        for set in self.program.sets.iter_mut().filter(|set| set.contains(&NUMBER)) {
            *set = sorted(set.iter().chain(&numerals).copied().collect());
            self.numbers.clone_from(set);
        }
        let needs = needs(&self);
        (self.program, needs, self.texts)
    }

    /// One more than the greatest symbol.
    pub(super) fn symbol_count(&self) -> usize {
        self.program.symbol_count()
    }

    /// The symbols of a word that a phrase names: several for a contraction.
    pub(super) fn symbols_of(&self, word: &str) -> Vec<Symbol> {
        parts(word).into_iter().map(|part| self.program.symbol(part)).collect()
    }

    /// The symbols of all forms of a word.
    pub(super) fn symbols_of_forms(&self, word: &str) -> Need {
        sorted(forms(word, &self.irregular).iter().map(|form| self.program.symbol(form)).collect())
    }

    fn emit(&mut self, instruction: Instruction) -> u32 {
        self.program.instructions.push(instruction)
    }

    fn split(&mut self, branches: &[u32]) -> Instruction {
        let first = self.program.branches.len() as u32;
        self.program.branches.extend(branches);
        Instruction::Split(first, branches.len() as u32)
    }

    /// Goes on at each of `branches`, the first preferred; neighbours that take a word are one instruction.
    fn options(&mut self, branches: &[u32]) -> u32 {
        let taken: Vec<_> = branches.iter().map(|branch| (*branch, self.taken(*branch))).collect();
        let mut out = Vec::new();
        for run in taken.chunk_by(|(_, one), (_, other)| one.is_some() && other.is_some()) {
            let words = run.iter().filter_map(|(_, taken)| taken.as_ref());
            let mut entries: Vec<(Symbol, u32)> =
                words.flat_map(|(symbols, next)| symbols.iter().map(|symbol| (*symbol, *next))).collect();
            if run.len() == 1 || entries.is_empty() {
                out.extend(run.iter().map(|(branch, _)| *branch));
                continue;
            }
            entries.sort_by_key(|(symbol, _)| *symbol);
            let first = self.program.switches.len() as u32;
            let count = entries.len() as u32;
            self.program.switches.append(&mut entries);
            out.push(self.emit(Instruction::Switch(first, count)));
        }
        match out.as_slice() {
            [only] => *only,
            _ => {
                let split = self.split(&out);
                self.emit(split)
            }
        }
    }

    /// The few words that an instruction takes, and where it goes on.
    fn taken(&self, at: u32) -> Option<(Vec<Symbol>, u32)> {
        let Some(Instruction::Take(accepts, next)) = self.program.instructions.get(at) else { return None };
        let symbols = match accepts {
            Accepts::One(symbol) => vec![symbol],
            // What numbers there are is known at the end only.
            Accepts::Set(set) => {
                let set = self.program.set(set);
                let small = set.len() <= LARGEST_IN_SWITCH && !set.contains(&NUMBER);
                set.iter().filter(|_| small).copied().collect()
            }
            _ => return None,
        };
        (accepts.skips_commas() && !symbols.is_empty()).then_some((symbols, next))
    }

    /// Takes one of some symbols.
    fn one_symbol_of(&mut self, symbols: Vec<Symbol>) -> Accepts {
        let set = sorted(symbols);
        let number = match self.sets.get(&set) {
            Some(&known) => known,
            None => {
                let number = self.program.sets.len() as u32;
                self.program.sets.push(set.clone());
                self.sets.insert(set, number);
                number
            }
        };
        Accepts::Set(number)
    }

    fn word(&mut self, word: &str) -> Symbol {
        FIRST_WORD + self.program.words.number(word)
    }

    /// Writes `pattern` so that it goes on at `next`; gives where it begins. Written from the back, each part knows its
    /// successor.
    fn compile(&mut self, pattern: &Pattern, next: u32, names: &mut Vec<String>) -> Result<u32, PatternError> {
        Ok(match pattern {
            Pattern::Sequence(parts) => {
                parts.iter().rev().try_fold(next, |next, part| self.compile(part, next, names))?
            }
            Pattern::OneOf(options) => self.one_of(options, next, names)?,
            Pattern::Optional(inner) => {
                let inner = self.compile(inner, next, names)?;
                let split = self.split(&[inner, next]);
                self.emit(split)
            }
            Pattern::Word(word) => self.words_in_order(word, next),
            Pattern::Inflected(word) => {
                let set = forms(word, &self.irregular).iter().map(|form| self.word(form)).collect();
                let set = self.one_symbol_of(set);
                self.emit(Instruction::Take(set, next))
            }
            Pattern::Class(name, offset) => self.class(name, *offset, next, names)?,
            Pattern::Gap(width) => (0..*width).fold(next, |after, _| {
                let take = self.emit(Instruction::Take(Accepts::AnyWord, after));
                let split = self.split(&[take, next]);
                self.emit(split)
            }),
            Pattern::Rest if self.negated => {
                return Err(PatternError { offset: 0, message: "a `...` cannot stand behind a `!`".into() });
            }
            Pattern::Rest => {
                let loops = self.emit(Instruction::Split(0, 0));
                let take = self.emit(Instruction::Take(Accepts::Anything, loops));
                let split = self.split(&[take, next]);
                self.program.instructions.set(loops, split);
                self.emit(Instruction::Take(Accepts::AnyWord, loops))
            }
            Pattern::Capture(_, inner) if self.negated => self.compile(inner, next, names)?,
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
            Pattern::Clause => self.emit(Instruction::Clause(next)),
            Pattern::Not(not) => self.not(not, next, names)?,
        })
    }

    fn not(&mut self, not: &Not, next: u32, names: &mut Vec<String>) -> Result<u32, PatternError> {
        let error = |message: String| PatternError { offset: not.offset, message };
        if std::mem::replace(&mut self.negated, true) {
            return Err(error("a `!` cannot stand inside another".into()));
        }
        let found = self.emit(Instruction::Found);
        let start = self.compile(&not.what, found, names)?;
        self.negated = false;
        let width = self.longest_way(start, found);
        if width > WIDEST_LOOK {
            return Err(error(format!("a `!` looks at up to {WIDEST_LOOK} words, and this could be {width}")));
        }
        self.program.looks.push(Look { start, before: not.before, width });
        Ok(self.emit(Instruction::Unless(self.program.looks.len() as u32 - 1, next)))
    }

    /// The most symbols that are taken from `start` to `found`, which stands below it; there is no loop between, and
    /// every instruction goes on at lower ones.
    fn longest_way(&self, start: u32, found: u32) -> usize {
        let mut longest: Vec<usize> = Vec::new();
        for at in found..=start {
            let way = |to: u32| longest.get(to.saturating_sub(found) as usize).copied().unwrap_or_default();
            let length = match self.program.instructions.get(at) {
                Some(Instruction::Take(_, next)) => way(next) + 1,
                Some(Instruction::Split(first, count)) => {
                    self.program.branches(first, count).iter().map(|to| way(*to)).max().unwrap_or_default()
                }
                Some(Instruction::Switch(first, count)) => {
                    let ways = self.program.switched(first, count).iter().map(|(_, to)| way(*to) + 1);
                    ways.max().unwrap_or_default()
                }
                Some(Instruction::Clause(next) | Instruction::Save(_, next)) => way(next),
                _ => 0,
            };
            longest.push(length);
        }
        longest.last().copied().unwrap_or_default()
    }

    /// The options in their order; neighbours of one word each are one instruction.
    fn one_of(&mut self, options: &[Pattern], next: u32, names: &mut Vec<String>) -> Result<u32, PatternError> {
        let mut branches = Vec::with_capacity(options.len());
        let mut words = Vec::new();
        for option in options {
            if self.is_single_word(option, &mut words) {
                continue;
            }
            branches.extend(self.take_one_of(&mut words, next));
            branches.push(self.compile(option, next, names)?);
        }
        branches.extend(self.take_one_of(&mut words, next));
        Ok(self.options(&branches))
    }

    /// Adds the symbols of `option` to `words` where it is one word.
    fn is_single_word(&mut self, option: &Pattern, words: &mut Vec<Symbol>) -> bool {
        match option {
            Pattern::Word(word) if parts(word).len() == 1 => words.push(self.word(word)),
            Pattern::Inflected(word) => {
                for form in forms(word, &self.irregular) {
                    words.push(self.word(&form));
                }
            }
            _ => return false,
        }
        true
    }

    fn take_one_of(&mut self, words: &mut Vec<Symbol>, next: u32) -> Option<u32> {
        let words = std::mem::take(words);
        if words.is_empty() {
            return None;
        }
        let set = self.one_symbol_of(words);
        Some(self.emit(Instruction::Take(set, next)))
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
            "address" => Accepts::One(OPAQUE),
            "break" => Accepts::One(BREAK),
            "word" => Accepts::NextWord,
            "number" => {
                let words: Vec<Symbol> = NUMBER_WORDS.iter().map(|word| self.word(word)).collect();
                self.one_symbol_of(words.into_iter().chain([NUMBER]).collect())
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
        let Some(options) = self.read_class(name) else {
            return Err(error(format!("there is no word class `<{name}>`")));
        };
        self.open_classes.push(name.to_owned());
        let entry = self.members(name, &options, next, names);
        self.open_classes.pop();
        entry.map_err(|inner| error(inner.message))
    }

    /// The same as [`Builder::one_of`] for the phrases of a class, whose words are looked up once only.
    fn members(
        &mut self,
        name: &str,
        options: &[Pattern],
        next: u32,
        names: &mut Vec<String>,
    ) -> Result<u32, PatternError> {
        let members = match self.members.get(name) {
            Some(known) => Rc::clone(known),
            None => {
                let members: Rc<[Member]> = self.members_of(options).into();
                self.members.insert(name.to_owned(), Rc::clone(&members));
                members
            }
        };
        let mut branches = Vec::with_capacity(members.len());
        for member in members.iter() {
            branches.push(match member {
                Member::OneWord(set) => self.emit(Instruction::Take(*set, next)),
                Member::Words(symbols) => symbols
                    .iter()
                    .rev()
                    .fold(next, |next, symbol| self.emit(Instruction::Take(Accepts::One(*symbol), next))),
                Member::Option(index) => match options.get(*index) {
                    Some(option) => self.compile(option, next, names)?,
                    None => continue,
                },
            });
        }
        Ok(self.options(&branches))
    }

    fn members_of(&mut self, options: &[Pattern]) -> Vec<Member> {
        let mut out = Vec::new();
        let mut words = Vec::new();
        for (index, option) in options.iter().enumerate() {
            if self.is_single_word(option, &mut words) {
                continue;
            }
            if !words.is_empty() {
                out.push(Member::OneWord(self.one_symbol_of(std::mem::take(&mut words))));
            }
            out.push(self.words_of(option).map_or(Member::Option(index), |symbols| Member::Words(symbols.into())));
        }
        if !words.is_empty() {
            out.push(Member::OneWord(self.one_symbol_of(words)));
        }
        out
    }

    /// The symbols of an option that is nothing but words.
    fn words_of(&mut self, option: &Pattern) -> Option<Vec<Symbol>> {
        let options = match option {
            Pattern::Sequence(parts) => parts.as_slice(),
            _ => std::slice::from_ref(option),
        };
        let all_words = options.iter().all(|part| matches!(part, Pattern::Word(_)));
        let words = options.iter().filter_map(|part| if let Pattern::Word(word) = part { Some(word) } else { None });
        all_words.then(|| words.flat_map(|word| parts(word)).map(|part| self.word(part)).collect())
    }
}

/// The words that are numbers in digits.
fn numerals(program: &Program) -> impl Iterator<Item = Symbol> + '_ {
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    (FIRST_WORD..).zip(program.words.iter()).filter(move |(_, word)| digits(word)).map(|(symbol, _)| symbol)
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = Fnv::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The long form of a word, apart.
fn parts(word: &str) -> Vec<&str> {
    let mut out = Vec::with_capacity(2);
    expand(word, |part| out.push(part));
    out
}

/// The symbols in order, each once.
pub(super) fn sorted(mut symbols: Vec<Symbol>) -> Box<[Symbol]> {
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
