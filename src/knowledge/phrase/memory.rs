//! What was found in sentences that were read before: a keystroke changes one sentence, a fix is tried on a macro of which
//! it changes one, and macros of one team say many things alike.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Match;
use super::locate::Line;

/// Sentences are kept in so many parts, so that threads seldom wait for each other.
const PARTS: usize = 16;
/// How many sentences one part keeps before it begins anew.
const MOST_IN_PART: usize = 128;
/// Longer sentences (in symbols) are not kept.
const LONGEST: usize = 120;

/// A sentence that was read, and what is known of it so far.
#[derive(Debug)]
pub(super) struct Known {
    /// The phrases that may occur in it, sorted.
    pub(super) possible: Vec<u32>,
    /// For each of them whether it does, as far as somebody asked.
    occurs: Vec<AtomicU8>,
    /// Where some of them do.
    places: Mutex<Vec<(u32, Vec<Match>)>>,
}

const UNASKED: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

impl Known {
    pub(super) fn new(possible: Vec<u32>) -> Self {
        let occurs = possible.iter().map(|_| AtomicU8::new(UNASKED)).collect();
        Self { possible, occurs, places: Mutex::default() }
    }

    /// Whether `phrase` occurs; `find` finds out.
    pub(super) fn occurs(&self, phrase: u32, find: impl FnOnce() -> bool) -> bool {
        let Ok(index) = self.possible.binary_search(&phrase) else { return false };
        let Some(answer) = self.occurs.get(index) else { return false };
        match answer.load(Ordering::Relaxed) {
            UNASKED => {
                let found = find();
                answer.store(if found { YES } else { NO }, Ordering::Relaxed);
                found
            }
            known => known == YES,
        }
    }

    /// Where `phrase`, which occurs, does; `find` finds out.
    pub(super) fn places(&self, phrase: u32, find: impl FnOnce() -> Vec<Match>) -> Vec<Match> {
        if let Some((_, known)) = lock(&self.places).iter().find(|(known, _)| *known == phrase) {
            return known.clone();
        }
        let found = find();
        lock(&self.places).push((phrase, found.clone()));
        found
    }
}

/// The sentences that were read last.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Not the same for each process, so that no text can be made to fill one part.
    hasher: RandomState,
    parts: [Mutex<HashMap<Line, Arc<Known>>>; PARTS],
}

impl Memory {
    /// What is known of the sentence `line`; `read` reads one that is new.
    pub(super) fn of(&self, line: &Line, read: impl FnOnce() -> Vec<u32>) -> Arc<Known> {
        if line.symbols.len() > LONGEST {
            return Arc::new(Known::new(read()));
        }
        let part = self.hasher.hash_one(line) as usize % PARTS;
        let Some(part) = self.parts.get(part) else { return Arc::new(Known::new(read())) };
        if let Some(known) = lock(part).get(line) {
            return Arc::clone(known);
        }
        let known = Arc::new(Known::new(read()));
        let mut part = lock(part);
        if part.len() >= MOST_IN_PART {
            part.clear();
        }
        part.insert(line.clone(), Arc::clone(&known));
        known
    }
}

/// What is kept stays right if a thread ended with it in hand.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
