//! Phrases as automata that are always in one state, written out as far as sentences lead: what one sentence has cost, the
//! next has for nothing.
//!
//! Phrases that look around a place (`!`) are none: they are followed as they are. No more is kept than a fixed number of
//! steps.

use std::collections::HashMap;

use super::instruction::Instruction;
use super::locate::{Beginnings, Line};
use super::program::{COMMA, Program, Sieve, Symbol, UNKNOWN, is_word};
use super::steps::Steps;
use super::word_hash::WordHash;

/// When so many steps are known, all are forgotten.
const MOST_STEPS: usize = 40_000;

/// No state.
const NONE: u32 = u32::MAX;

/// What a state is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// A match may begin at every symbol.
    Anywhere,
    /// It has begun, with no symbol taken yet: no comma can be passed over.
    Fresh,
    /// It has begun.
    Begun,
}

/// All that is known of the places in a phrase that a sentence may be at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    phrase: u32,
    kind: Kind,
    accepts: bool,
    /// The instructions that take the next symbol, sorted.
    takes: Box<[u32]>,
}

/// What most words ask of a state.
#[derive(Clone, Copy, Debug)]
struct Turn {
    /// The words that it knows apart from others.
    named: Sieve,
    /// Where any other word leads, as far as it is known.
    other: u32,
    accepts: bool,
}

/// Phrases written out.
#[derive(Debug, Default)]
pub(super) struct Automata {
    states: Vec<State>,
    /// By state: what most words ask of it.
    turns: Vec<Turn>,
    numbers: HashMap<State, u32, WordHash>,
    steps: Steps,
    /// By phrase, four each: the states that it begins in.
    begins: Vec<u32>,
    /// By phrase: whether it looks around.
    looks: Vec<bool>,
    open: Vec<u32>,
    been: Vec<u32>,
}

/// It cannot be told so: the phrase looks around.
#[derive(Clone, Copy, Debug)]
pub(super) struct LooksAround;

impl Automata {
    /// Whether the phrase matches anywhere.
    pub(super) fn occurs(
        &mut self,
        program: &Program,
        phrase: u32,
        begins: &Beginnings,
        line: &Line,
    ) -> Result<bool, LooksAround> {
        self.forget_if_full();
        let first = self.first(program, phrase, Kind::Anywhere, None)?;
        let mut at = first;
        for &symbol in &line.symbols {
            if at == first && begins.passes_over(symbol) {
                continue;
            }
            at = self.step(program, at, symbol)?;
            if self.accepts(at) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Where the longest match ends that begins at symbol `start`.
    pub(super) fn longest(
        &mut self,
        program: &Program,
        phrase: u32,
        line: &Line,
        start: usize,
    ) -> Result<Option<usize>, LooksAround> {
        self.forget_if_full();
        let before = start.checked_sub(1).and_then(|before| line.symbols.get(before)).copied();
        let mut at = self.first(program, phrase, Kind::Fresh, before)?;
        let mut end = self.accepts(at).then_some(start);
        for (index, &symbol) in line.symbols.iter().enumerate().skip(start) {
            if self.is_over(at) {
                break;
            }
            at = self.step(program, at, symbol)?;
            if self.accepts(at) {
                end = Some(index + 1);
            }
        }
        Ok(end)
    }

    fn forget_if_full(&mut self) {
        if self.steps.len() >= MOST_STEPS {
            let looks = std::mem::take(&mut self.looks);
            *self = Self { looks, ..Self::default() };
        }
    }

    fn accepts(&self, state: u32) -> bool {
        self.turns.get(state as usize).is_some_and(|turn| turn.accepts)
    }

    /// Whether nothing more can match.
    fn is_over(&self, state: u32) -> bool {
        self.states.get(state as usize).is_none_or(|state| state.takes.is_empty())
    }

    /// The state that a phrase begins in behind the symbol `before`.
    fn first(
        &mut self,
        program: &Program,
        phrase: u32,
        kind: Kind,
        before: Option<Symbol>,
    ) -> Result<u32, LooksAround> {
        if self.looks.get(phrase as usize).is_some_and(|looks| *looks) {
            return Err(LooksAround);
        }
        let clause = program.begins_clause(before);
        let place = 4 * phrase as usize + 2 * usize::from(kind == Kind::Fresh) + usize::from(clause);
        if let Some(known) = self.begins.get(place).filter(|known| **known != NONE) {
            return Ok(*known);
        }
        self.been.clear();
        let mut state = State { phrase, kind, accepts: false, takes: Box::default() };
        let mut takes = Vec::new();
        self.enter(program, &mut state, &mut takes, clause)?;
        let number = self.number(program, state, takes);
        self.begins.resize(self.begins.len().max(4 * program.entries.len()), NONE);
        if let Some(known) = self.begins.get_mut(place) {
            *known = number;
        }
        Ok(number)
    }

    /// The state behind `symbol`. All words that a state does not know apart are one to it.
    fn step(&mut self, program: &Program, from: u32, symbol: Symbol) -> Result<u32, LooksAround> {
        let Some(turn) = self.turns.get(from as usize) else { return Err(LooksAround) };
        if is_word(symbol) && !turn.named.may_have(symbol) {
            let known = turn.other;
            return if known == NONE { self.step_of_others(program, from) } else { Ok(known) };
        }
        if let Some(known) = self.steps.get(from, symbol) {
            return Ok(known);
        }
        let next = self.written_out(program, from, symbol)?;
        self.steps.put(from, symbol, next);
        Ok(next)
    }

    /// The state behind any word that `from` does not know apart.
    #[cold]
    fn step_of_others(&mut self, program: &Program, from: u32) -> Result<u32, LooksAround> {
        let next = self.written_out(program, from, UNKNOWN)?;
        if let Some(turn) = self.turns.get_mut(from as usize) {
            turn.other = next;
        }
        Ok(next)
    }

    fn written_out(&mut self, program: &Program, from: u32, symbol: Symbol) -> Result<u32, LooksAround> {
        let Some(before) = self.states.get(from as usize).cloned() else { return Err(LooksAround) };
        let kind = if before.kind == Kind::Anywhere { Kind::Anywhere } else { Kind::Begun };
        let mut state = State { kind, accepts: false, takes: Box::default(), ..before };
        let clause = program.begins_clause(Some(symbol));
        let mut takes = Vec::new();
        self.been.clear();
        for &at in &before.takes {
            let mut is_taken = false;
            for next in program.after(at, symbol) {
                is_taken = true;
                state.accepts |= self.spread(program, state.phrase, next, &mut takes, clause)?;
            }
            let passes = !is_taken && symbol == COMMA && before.kind != Kind::Fresh && program.skips_commas(at);
            if passes && !self.been.contains(&at) {
                self.been.push(at);
                takes.push(at);
            }
        }
        if kind == Kind::Anywhere {
            self.enter(program, &mut state, &mut takes, clause)?;
        }
        Ok(self.number(program, state, takes))
    }

    /// Adds what a phrase begins with. That it ends before it has taken anything is no match anywhere.
    fn enter(
        &mut self,
        program: &Program,
        state: &mut State,
        takes: &mut Vec<u32>,
        clause: bool,
    ) -> Result<(), LooksAround> {
        let Some(entry) = program.entries.get(state.phrase as usize) else { return Ok(()) };
        let ends = self.spread(program, state.phrase, entry.start, takes, clause)?;
        state.accepts |= ends && state.kind != Kind::Anywhere;
        Ok(())
    }

    /// Adds the instructions that `at` leads to without a symbol and that take one; says whether the phrase may end there.
    fn spread(
        &mut self,
        program: &Program,
        phrase: u32,
        at: u32,
        takes: &mut Vec<u32>,
        clause: bool,
    ) -> Result<bool, LooksAround> {
        let mut ends = false;
        self.open.clear();
        self.open.push(at);
        while let Some(at) = self.open.pop() {
            if self.been.contains(&at) {
                continue;
            }
            self.been.push(at);
            match program.instructions.get(at) {
                Some(Instruction::Take(..) | Instruction::Switch(..)) => takes.push(at),
                Some(Instruction::Split(first, count)) => self.open.extend(program.branches(first, count)),
                Some(Instruction::Save(_, next)) => self.open.push(next),
                Some(Instruction::Clause(next)) if clause => self.open.push(next),
                Some(Instruction::Accept(_)) => ends = true,
                Some(Instruction::Unless(..)) => {
                    self.looks_around(phrase);
                    return Err(LooksAround);
                }
                _ => {}
            }
        }
        Ok(ends)
    }

    fn looks_around(&mut self, phrase: u32) {
        let phrase = phrase as usize;
        if self.looks.len() <= phrase {
            self.looks.resize(phrase + 1, false);
        }
        if let Some(looks) = self.looks.get_mut(phrase) {
            *looks = true;
        }
    }

    fn number(&mut self, program: &Program, state: State, mut takes: Vec<u32>) -> u32 {
        takes.sort_unstable();
        let state = State { takes: takes.into(), ..state };
        if let Some(known) = self.numbers.get(&state) {
            return *known;
        }
        let number = self.states.len() as u32;
        let mut named = Sieve::default();
        state.takes.iter().for_each(|at| program.name(*at, &mut named));
        if program.entries.get(state.phrase as usize).is_none_or(|entry| entry.clauses) {
            program.conjunctions.iter().for_each(|symbol| named.add(*symbol));
        }
        self.turns.push(Turn { named, other: NONE, accepts: state.accepts });
        self.states.push(state.clone());
        self.numbers.insert(state, number);
        number
    }
}
