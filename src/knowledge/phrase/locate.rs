//! Following one phrase through a sentence: whether it occurs, where, and what it captured.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::automata::{Automata, LooksAround};
use super::flat;
use super::instruction::{Accepts, Instruction};
use super::look::Looker;
use super::program::{COMMA, Entry, Program, START, Symbol, bit};

/// A place where a phrase matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Tokens of the sentence.
    pub tokens: Range<usize>,
    /// What was captured.
    pub captures: Vec<Capture>,
}

/// A captured part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The name in the phrase.
    pub name: String,
    /// Tokens of the sentence.
    pub tokens: Range<usize>,
}

/// A sentence in symbols: all that phrases see of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) symbols: Vec<Symbol>,
    /// The token of each symbol.
    pub(super) places: Vec<u32>,
}

impl Hash for Line {
    /// Lines of the same symbols have the same places, but for odd contractions.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.symbols.hash(state);
    }
}

/// How a phrase begins.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Beginnings {
    /// What may be its first symbol, with the instruction after it; sorted.
    #[serde(with = "flat")]
    by_symbol: Vec<(Symbol, u32)>,
    /// A sieve for `by_symbol`: the bit of each symbol, by its last six bits. All where there are others.
    sieve: u64,
    /// The other instructions that may take its first symbol.
    #[serde(with = "flat")]
    others: Vec<u32>,
    /// Whether it depends on what stands before it, so that what is told here is only that it may begin.
    depends: bool,
}

impl Beginnings {
    /// How the phrase begins that is entered at `entry`.
    pub(super) fn of(program: &Program, entry: u32) -> Self {
        let mut begins = Self::default();
        let (takes, depends) = program.takes_from(entry, |_| true);
        begins.depends = depends;
        for take in takes {
            match program.instructions.get(take) {
                Some(Instruction::Take(Accepts::One(symbol), after)) => begins.by_symbol.push((symbol, after)),
                Some(Instruction::Take(Accepts::Set(set), after)) => {
                    begins.by_symbol.extend(program.set(set).iter().map(|symbol| (*symbol, after)));
                }
                Some(Instruction::Switch(first, count)) => begins.by_symbol.extend(program.switched(first, count)),
                _ => begins.others.push(take),
            }
        }
        begins.by_symbol.sort_unstable();
        begins.sieve = begins.by_symbol.iter().fold(0, |sieve, (symbol, _)| sieve | bit(*symbol));
        if !begins.others.is_empty() {
            begins.sieve = u64::MAX;
        }
        begins
    }

    /// Whether the phrase may begin with `symbol`; most that cannot are told at once.
    fn may_be(&self, symbol: Symbol) -> bool {
        self.sieve & bit(symbol) != 0
    }

    /// Whether nothing begins with `symbol`, whatever stands before it.
    pub(super) fn passes_over(&self, symbol: Symbol) -> bool {
        !self.depends && !self.may_be(symbol)
    }

    /// Where the phrase is after `symbol`.
    fn after<'a>(&'a self, program: &'a Program, symbol: Symbol) -> impl Iterator<Item = u32> + 'a {
        let first = self.by_symbol.partition_point(|(begins, _)| *begins < symbol);
        let named = self.by_symbol.iter().skip(first).take_while(move |(begins, _)| *begins == symbol);
        let others = self.others.iter().flat_map(move |&take| program.after(take, symbol));
        named.map(|(_, after)| *after).chain(others)
    }
}

/// A way through the phrase.
#[derive(Clone, Copy, Debug)]
struct Thread {
    at: u32,
    /// The last of its saves: an index into [`Follower::saves`].
    saved: Option<u32>,
}

/// A place remembered on the way, and the one remembered before it.
#[derive(Clone, Copy, Debug)]
struct Save {
    slot: u32,
    index: usize,
    before: Option<u32>,
}

/// Follows phrases; keeps its buffers from one to the next.
#[derive(Debug, Default)]
pub(super) struct Follower {
    threads: Vec<Thread>,
    next: Vec<Thread>,
    open: Vec<Thread>,
    saves: Vec<Save>,
    looker: Looker,
    /// By instruction of the phrase: the last step that came to it.
    reached: Vec<u32>,
    step: u32,
    /// The phrase's first instruction.
    base: u32,
}

/// Where a match ends, and its last save.
type End = Option<(usize, Option<u32>)>;

impl Follower {
    /// All matches of `phrase` in `line`, where it occurs: the leftmost, each as long as it can be, not overlapping.
    pub(super) fn locate(
        &mut self,
        automata: &mut Automata,
        program: &Program,
        phrase: u32,
        begins: &Beginnings,
        line: &Line,
    ) -> Vec<Match> {
        let mut out = Vec::new();
        let Some(entry) = program.entries.get(phrase as usize) else { return out };
        self.base = entry.base;
        let mut start = 0;
        while let Some(&symbol) = line.symbols.get(start) {
            let may_begin = begins.may_be(symbol) && begins.after(program, symbol).next().is_some();
            let longest = || match automata.longest(program, phrase, line, start) {
                Ok(None) => None,
                Ok(Some(end)) if entry.captures.is_empty() => Some((end, None)),
                Ok(Some(_)) | Err(LooksAround) => self.longest(program, entry.start, line, start),
            };
            match may_begin.then(longest).flatten() {
                Some((end, saved)) => {
                    let saves = self.saves(saved, entry.captures.len());
                    out.extend(to_match(&entry.captures, &saves, line, start, end));
                    start = end.max(start + 1);
                }
                None => start += 1,
            }
        }
        out
    }

    /// Whether the phrase matches anywhere: all places at once, which is much less work than one after the other.
    pub(super) fn occurs(&mut self, program: &Program, phrase: u32, begins: &Beginnings, line: &Line) -> bool {
        let Some(&Entry { start: entry, base, .. }) = program.entries.get(phrase as usize) else { return false };
        self.base = base;
        let mut end = None;
        self.threads.clear();
        self.saves.clear();
        for (index, &symbol) in line.symbols.iter().enumerate() {
            let begins_here = begins.may_be(symbol);
            if self.threads.is_empty() && !begins_here {
                continue;
            }
            self.advance(program, line, index, true, &mut end);
            if begins_here && begins.depends && begins.after(program, symbol).next().is_some() {
                let looker = &mut self.looker;
                let (takes, _) =
                    program.takes_from(entry, |instruction| looker.passes(program, instruction, line, index));
                for at in takes.into_iter().flat_map(|take| program.after(take, symbol)) {
                    self.spread(program, line, Thread { at, saved: None }, index + 1, &mut end);
                }
            } else if begins_here && !begins.depends {
                for at in begins.after(program, symbol) {
                    self.spread(program, line, Thread { at, saved: None }, index + 1, &mut end);
                }
            }
            if end.is_some() {
                return true;
            }
            std::mem::swap(&mut self.threads, &mut self.next);
        }
        false
    }

    /// The longest match that begins at symbol `start`.
    fn longest(&mut self, program: &Program, entry: u32, line: &Line, start: usize) -> End {
        let mut best = None;
        self.saves.clear();
        self.begin_step();
        self.spread(program, line, Thread { at: entry, saved: None }, start, &mut best);
        for index in start..line.symbols.len() {
            std::mem::swap(&mut self.threads, &mut self.next);
            if self.threads.is_empty() {
                break;
            }
            self.advance(program, line, index, index > start, &mut best);
        }
        best
    }

    fn begin_step(&mut self) {
        self.step += 1;
        self.next.clear();
    }

    /// Takes symbol number `index` on every thread; a comma may be passed over where `may_skip` says so.
    fn advance(&mut self, program: &Program, line: &Line, index: usize, may_skip: bool, best: &mut End) {
        self.begin_step();
        let Some(&symbol) = line.symbols.get(index) else { return };
        let threads = std::mem::take(&mut self.threads);
        for thread in &threads {
            let mut takes = false;
            for at in program.after(thread.at, symbol) {
                takes = true;
                self.spread(program, line, Thread { at, ..*thread }, index + 1, best);
            }
            if !takes && may_skip && symbol == COMMA && program.skips_commas(thread.at) && self.reach(thread.at) {
                self.next.push(*thread);
            }
        }
        self.threads = threads;
    }

    /// Adds the threads that `thread` leads to without a symbol, preferred ones first; notes where the phrase ends.
    fn spread(&mut self, program: &Program, line: &Line, thread: Thread, index: usize, best: &mut End) {
        self.open.clear();
        self.open.push(thread);
        while let Some(thread) = self.open.pop() {
            if !self.reach(thread.at) {
                continue;
            }
            match program.instructions.get(thread.at) {
                Some(Instruction::Take(..) | Instruction::Switch(..)) => self.next.push(thread),
                Some(Instruction::Split(first, count)) => {
                    self.open.extend(program.branches(first, count).iter().rev().map(|&at| Thread { at, ..thread }));
                }
                Some(Instruction::Save(slot, at)) => {
                    self.saves.push(Save { slot, index, before: thread.saved });
                    self.open.push(Thread { at, saved: Some((self.saves.len() - 1) as u32) });
                }
                Some(instruction @ (Instruction::Unless(_, at) | Instruction::Clause(at)))
                    if self.looker.passes(program, &instruction, line, index) =>
                {
                    self.open.push(Thread { at, ..thread });
                }
                Some(Instruction::Accept(_)) if best.is_none_or(|(end, _)| end < index) => {
                    *best = Some((index, thread.saved));
                }
                _ => {}
            }
        }
    }

    /// Whether this step comes to an instruction for the first time.
    fn reach(&mut self, at: u32) -> bool {
        let index = at.saturating_sub(self.base) as usize;
        if index >= self.reached.len() {
            self.reached.resize(index + 1, 0);
        }
        let step = self.step;
        self.reached.get_mut(index).is_some_and(|reached| std::mem::replace(reached, step) != step)
    }

    /// By slot, what was saved last on the way that ends with `saved`.
    fn saves(&self, saved: Option<u32>, captures: usize) -> Vec<Option<usize>> {
        let mut out = vec![None; 2 * captures];
        let mut at = saved;
        while let Some(save) = at.and_then(|at| self.saves.get(at as usize)) {
            if let Some(slot) = out.get_mut(save.slot as usize) {
                slot.get_or_insert(save.index);
            }
            at = save.before;
        }
        out
    }
}

/// From symbols to tokens.
fn to_match(names: &[String], saves: &[Option<usize>], line: &Line, start: usize, end: usize) -> Option<Match> {
    let Line { symbols, places } = line;
    let tokens = |start: usize, end: usize| -> Option<Range<usize>> {
        // The marks before the first and after the last word are no tokens.
        let start = start + usize::from(symbols.get(start) == Some(&START));
        let end = end.min(symbols.len().saturating_sub(1));
        let first = *places.get(start)? as usize;
        let last = *places.get(end.checked_sub(1)?)? as usize + 1;
        (start < end).then_some(first..last)
    };
    let captures = names.iter().enumerate().filter_map(|(slot, name)| {
        let from = saves.get(2 * slot).copied().flatten()?;
        let to = saves.get(2 * slot + 1).copied().flatten()?;
        Some(Capture { name: name.clone(), tokens: tokens(from, to)? })
    });
    Some(Match { tokens: tokens(start, end)?, captures: captures.collect() })
}
