//! What was found in sentences that were read before: a keystroke changes one sentence, a fix is tried on a macro of which
//! it changes one, and macros of one team say many things alike.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::mem;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::Match;
use super::locate::Line;
use crate::knowledge::Acts;
use crate::text::Quick;

/// Sentences are kept in so many parts, so that threads seldom wait for each other.
const PARTS: usize = 16;
/// How many sentences one part takes up before it forgets those that nobody asked about for as long.
const MOST_NEW_IN_PART: usize = 512;
/// Longer sentences (in symbols) are not kept.
const LONGEST: usize = 120;

/// A sentence as phrases see it, and what is known of it so far.
#[derive(Debug)]
pub struct Known {
    pub(super) line: Line,
    /// The phrases that may occur in it, sorted.
    possible: Vec<u32>,
    /// For each of them whether it does, as far as somebody asked.
    occurs: Vec<AtomicU8>,
    /// Where some of them do.
    places: Mutex<Vec<(u32, Vec<Match>)>>,
    /// What it does where none of it is quoted: as a statement, and as a question.
    acts: [OnceLock<Acts>; 2],
}

const UNASKED: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

impl Known {
    pub(super) fn new(line: Line, possible: Vec<u32>) -> Self {
        let occurs = possible.iter().map(|_| AtomicU8::new(UNASKED)).collect();
        Self { line, possible, occurs, places: Mutex::default(), acts: Default::default() }
    }

    /// The numbers of the phrases that may occur in it, sorted, each once: all whose words it holds.
    pub fn possible(&self) -> &[u32] {
        &self.possible
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

    /// Finds out of all phrases that are `wanted` whether they occur, where nobody asked before.
    pub(super) fn ask(&self, wanted: &[u32], mut find: impl FnMut(u32) -> bool) {
        for phrase in wanted {
            self.occurs(*phrase, || find(*phrase));
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

    /// What the sentence does where none of it is quoted, as a question or not; `find` finds out.
    pub fn acts(&self, asks: bool, find: impl FnOnce() -> Acts) -> Acts {
        let [statement, question] = &self.acts;
        *(if asks { question } else { statement }).get_or_init(find)
    }
}

/// The hash of a line, which is not hashed again.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = self.0.rotate_left(8) ^ number;
    }
}

/// Sentences by the hashes of their lines. Of two lines with the same hash only one is kept.
type ByLine = HashMap<u64, Arc<Known>, BuildHasherDefault<AsItIs>>;

/// Some of the sentences: those asked about since the part was last full, and those of before.
#[derive(Debug, Default)]
struct Part {
    new: ByLine,
    old: ByLine,
}

impl Part {
    fn get(&mut self, hash: u64, line: &Line) -> Option<Arc<Known>> {
        if let Some(known) = self.new.get(&hash) {
            return (known.line == *line).then(|| Arc::clone(known));
        }
        let known = self.old.remove(&hash).filter(|known| known.line == *line)?;
        self.put(hash, Arc::clone(&known));
        Some(known)
    }

    fn put(&mut self, hash: u64, known: Arc<Known>) {
        if self.new.len() >= MOST_NEW_IN_PART {
            self.old = mem::take(&mut self.new);
        }
        self.new.insert(hash, known);
    }
}

/// The sentences that were read last.
#[derive(Debug, Default)]
pub(super) struct Memory {
    parts: [Mutex<Part>; PARTS],
}

impl Memory {
    /// What is known of the sentence `line`; `read` reads one that is new.
    pub(super) fn of(&self, line: &Line, read: impl FnOnce() -> Vec<u32>) -> Arc<Known> {
        // Not the same for each process, so that no text can be made to fill one part.
        let hash = Quick.hash_one(line);
        // The maps of the part look at the bits at both ends.
        let part = self.parts.get((hash >> 32) as usize % PARTS);
        let Some(part) = part.filter(|_| line.symbols.len() <= LONGEST) else {
            return Arc::new(Known::new(line.clone(), read()));
        };
        if let Some(known) = lock(part).get(hash, line) {
            return known;
        }
        let known = Arc::new(Known::new(line.clone(), read()));
        lock(part).put(hash, Arc::clone(&known));
        known
    }
}

/// What is kept stays right if a thread ended with it in hand.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
