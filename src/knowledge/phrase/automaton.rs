//! Finding which phrases occur: all of them at once, one step a word.
//!
//! The states that phrases are in after a word are taken together as one state of a deterministic automaton, which is
//! built as texts need it and remembered. A step is then one look-up, however many phrases there are.

use std::collections::HashMap;
use std::sync::Mutex;

use super::locate::locate;
use super::program::{Accepts, Builder, COMMA, CUT, END, Instruction, Program, START, Symbol, is_word};
use super::{Match, Token};

/// A remembered automaton that has grown past so many steps is forgotten: memory stays bounded on any text.
const MOST_STEPS: usize = 60_000;

/// All phrases of some packs, compiled.
#[derive(Debug, Default)]
pub struct Phrases {
    program: Program,
    /// For each symbol, where the phrases are that begin with it.
    first: HashMap<Symbol, Vec<u32>>,
    /// Where the phrases are that begin with any word.
    first_any: Vec<u32>,
    /// Remembered automata that no scan is using.
    pool: Mutex<Vec<Remembered>>,
}

/// The deterministic automaton as far as it has been needed. State 0 is the one in which no phrase has begun.
#[derive(Debug)]
struct Remembered {
    states: Vec<State>,
    numbers: HashMap<Vec<u32>, u32>,
    steps: HashMap<(u32, Symbol), u32>,
}

#[derive(Clone, Debug, Default)]
struct State {
    /// The instructions that may take the next symbol, sorted.
    takes: Vec<u32>,
    /// The phrases that end here.
    ends: Vec<u32>,
}

impl Default for Remembered {
    fn default() -> Self {
        Self { states: vec![State::default()], numbers: HashMap::from([(Vec::new(), 0)]), steps: HashMap::new() }
    }
}

impl Phrases {
    /// Takes what was compiled.
    pub(crate) fn new(builder: Builder) -> Self {
        let mut phrases = Self { program: builder.finish(), ..Self::default() };
        for index in 0..phrases.program.entries.len() {
            let entry = phrases.program.entries.get(index).map_or(0, |(entry, _)| *entry);
            phrases.index_entry(entry);
        }
        phrases
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.program.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Begins scanning; what the scan learns serves later ones.
    pub fn scan(&self) -> Scan<'_> {
        let remembered = self.pool.lock().ok().and_then(|mut pool| pool.pop()).unwrap_or_default();
        Scan { phrases: self, remembered, symbols: Vec::new(), places: Vec::new() }
    }

    fn index_entry(&mut self, entry: u32) {
        for take in self.closure(&[entry]).takes {
            let Some(Instruction::Take(accepts, next)) = self.program.instructions.get(take as usize) else { continue };
            match accepts {
                Accepts::One(symbol) => self.first.entry(*symbol).or_default().push(*next),
                Accepts::Set(set) => {
                    for symbol in set {
                        self.first.entry(*symbol).or_default().push(*next);
                    }
                }
                Accepts::AnyWord | Accepts::NextWord | Accepts::Anything | Accepts::AnyEnd => {
                    self.first_any.push(*next)
                }
            }
        }
    }

    /// The state of `starts` and all that can be reached from them without a symbol.
    fn closure(&self, starts: &[u32]) -> State {
        let mut state = State::default();
        let mut seen: Vec<u32> = Vec::new();
        let mut open: Vec<u32> = starts.to_vec();
        while let Some(at) = open.pop() {
            if seen.contains(&at) {
                continue;
            }
            seen.push(at);
            match self.program.instructions.get(at as usize) {
                Some(Instruction::Take(..)) => state.takes.push(at),
                Some(Instruction::Split(branches)) => open.extend(branches),
                Some(Instruction::Save(_, next)) => open.push(*next),
                Some(Instruction::Accept(phrase)) => state.ends.push(*phrase),
                None => {}
            }
        }
        state.takes.sort_unstable();
        state.ends.sort_unstable();
        state
    }

    /// The state after `state` on `symbol`, worked out.
    fn step(&self, state: &State, symbol: Symbol) -> State {
        let mut next: Vec<u32> = Vec::new();
        let mut kept: Vec<u32> = Vec::new();
        for &at in &state.takes {
            let Some(Instruction::Take(accepts, after)) = self.program.instructions.get(at as usize) else { continue };
            if accepts.accepts(symbol) {
                next.push(*after);
            } else if symbol == COMMA && accepts.skips_commas() {
                kept.push(at);
            }
        }
        next.extend(self.first.get(&symbol).into_iter().flatten());
        if is_word(symbol) {
            next.extend(&self.first_any);
        }
        let mut state = self.closure(&next);
        state.takes.extend(kept);
        state.takes.sort_unstable();
        state.takes.dedup();
        state
    }
}

/// Scans sentences one after the other.
#[derive(Debug)]
pub struct Scan<'a> {
    phrases: &'a Phrases,
    remembered: Remembered,
    /// The symbols of the sentence.
    symbols: Vec<Symbol>,
    /// The token of each symbol.
    places: Vec<u32>,
}

impl Scan<'_> {
    /// Takes a sentence in. `whole_start` and `whole_end` say whether no tag cuts it there. Gives the numbers of the
    /// phrases that occur in it, sorted, each once.
    pub fn sentence<'t>(
        &mut self,
        tokens: impl Iterator<Item = Token<'t>>,
        whole_start: bool,
        whole_end: bool,
    ) -> Vec<u32> {
        self.symbols.clear();
        self.places.clear();
        if whole_start {
            self.symbols.push(START);
            self.places.push(0);
        }
        for (index, token) in tokens.enumerate() {
            self.phrases.program.symbols(token, |symbol| {
                self.symbols.push(symbol);
                self.places.push(index as u32);
            });
        }
        self.symbols.push(if whole_end { END } else { CUT });
        self.places.push(self.places.last().map_or(0, |last| last + 1));
        self.run()
    }

    fn run(&mut self) -> Vec<u32> {
        let mut found = Vec::new();
        let mut at = 0;
        for index in 0..self.symbols.len() {
            let symbol = self.symbols.get(index).copied().unwrap_or_default();
            at = self.next(at, symbol);
            if let Some(state) = self.remembered.states.get(at as usize) {
                found.extend(&state.ends);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn next(&mut self, at: u32, symbol: Symbol) -> u32 {
        if let Some(&known) = self.remembered.steps.get(&(at, symbol)) {
            return known;
        }
        let Some(state) = self.remembered.states.get(at as usize) else { return 0 };
        let state = self.phrases.step(state, symbol);
        if self.remembered.steps.len() > MOST_STEPS {
            self.remembered = Remembered::default();
            return self.number(state);
        }
        let next = self.number(state);
        self.remembered.steps.insert((at, symbol), next);
        next
    }

    fn number(&mut self, state: State) -> u32 {
        let key: Vec<u32> = state.takes.iter().copied().chain([u32::MAX]).chain(state.ends.iter().copied()).collect();
        if state.takes.is_empty() && state.ends.is_empty() {
            return 0;
        }
        if let Some(&known) = self.remembered.numbers.get(&key) {
            return known;
        }
        let number = self.remembered.states.len() as u32;
        self.remembered.states.push(state);
        self.remembered.numbers.insert(key, number);
        number
    }

    /// Where `phrase` matches in the sentence that was taken in last: the leftmost, each as long as it can be, not
    /// overlapping. Places are token indices.
    pub fn locate(&self, phrase: u32) -> Vec<Match> {
        locate(&self.phrases.program, phrase, &self.symbols, &self.places)
    }
}

impl Drop for Scan<'_> {
    fn drop(&mut self) {
        if let Ok(mut pool) = self.phrases.pool.lock() {
            pool.push(std::mem::take(&mut self.remembered));
        }
    }
}
