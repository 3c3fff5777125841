//! Where a phrase that is known to occur stands, and what it captured.

use std::ops::Range;

use super::program::{Instruction, Program, START, Symbol};

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

/// A way through the phrase, with the symbols at which captures open and close.
#[derive(Clone, Debug)]
struct Thread {
    at: u32,
    saves: Vec<Option<usize>>,
}

/// All matches of `phrase` in `symbols`; `places` gives the token of each symbol.
pub(super) fn locate(program: &Program, phrase: u32, symbols: &[Symbol], places: &[u32]) -> Vec<Match> {
    let Some((entry, names)) = program.entries.get(phrase as usize) else { return Vec::new() };
    let mut out = Vec::new();
    let mut start = 0;
    while start < symbols.len() {
        match longest(program, *entry, names.len(), symbols, start) {
            Some((end, saves)) => {
                out.extend(to_match(names, &saves, symbols, places, start, end));
                start = end.max(start + 1);
            }
            None => start += 1,
        }
    }
    out
}

/// The longest match that begins at symbol `start`: where it ends, and its saves.
fn longest(
    program: &Program,
    entry: u32,
    captures: usize,
    symbols: &[Symbol],
    start: usize,
) -> Option<(usize, Vec<Option<usize>>)> {
    let mut best = None;
    let mut threads = Vec::new();
    spread(program, Thread { at: entry, saves: vec![None; 2 * captures] }, start, &mut threads, &mut best);
    for (index, &symbol) in symbols.iter().enumerate().skip(start) {
        let mut next = Vec::new();
        for thread in threads {
            let Some(Instruction::Take(accepts, after)) = program.instructions.get(thread.at as usize) else {
                continue;
            };
            if accepts.accepts(symbol) {
                spread(program, Thread { at: *after, ..thread }, index + 1, &mut next, &mut best);
            } else if symbol == super::program::COMMA
                && index > start
                && accepts.skips_commas()
                && !has(&next, thread.at)
            {
                next.push(thread);
            }
        }
        threads = next;
        if threads.is_empty() {
            break;
        }
    }
    best
}

fn has(threads: &[Thread], at: u32) -> bool {
    threads.iter().any(|thread| thread.at == at)
}

/// Adds the threads that `thread` leads to without a symbol, preferred ones first; notes where the phrase ends.
fn spread(
    program: &Program,
    thread: Thread,
    index: usize,
    threads: &mut Vec<Thread>,
    best: &mut Option<(usize, Vec<Option<usize>>)>,
) {
    let mut open = vec![thread];
    let mut seen: Vec<u32> = Vec::new();
    while let Some(mut thread) = open.pop() {
        if seen.contains(&thread.at) {
            continue;
        }
        seen.push(thread.at);
        match program.instructions.get(thread.at as usize) {
            Some(Instruction::Take(..)) if !has(threads, thread.at) => threads.push(thread),
            Some(Instruction::Split(branches)) => {
                open.extend(branches.iter().rev().map(|&at| Thread { at, saves: thread.saves.clone() }));
            }
            Some(Instruction::Save(slot, next)) => {
                if let Some(save) = thread.saves.get_mut(*slot as usize) {
                    *save = Some(index);
                }
                open.push(Thread { at: *next, ..thread });
            }
            Some(Instruction::Accept(_)) if best.as_ref().is_none_or(|(end, _)| *end < index) => {
                *best = Some((index, thread.saves));
            }
            _ => {}
        }
    }
}

/// From symbols to tokens.
fn to_match(
    names: &[String],
    saves: &[Option<usize>],
    symbols: &[Symbol],
    places: &[u32],
    start: usize,
    end: usize,
) -> Option<Match> {
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
