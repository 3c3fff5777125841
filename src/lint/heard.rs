//! The sentences of a text as phrases see them, each read once, however many ask about it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::Subject;
use super::tone::token;
use crate::knowledge::phrase::{Known, Phrases, Scan, Token};
use crate::message::{Prose, Sentence};

/// The sentences of some prose.
#[derive(Debug)]
pub(super) struct Heard<'a> {
    prose: &'a Prose,
    phrases: &'a Phrases,
    known: Vec<OnceCell<Arc<Known>>>,
}

impl<'a> Heard<'a> {
    pub(super) fn new(subject: &Subject<'a>, prose: &'a Prose) -> Self {
        let known = prose.sentences.iter().map(|_| OnceCell::new()).collect();
        Self { prose, phrases: &subject.knowledge.phrases, known }
    }

    /// The same of a text that is that of `before` but for some edits: what both say alike at their beginnings and ends is not
    /// read again.
    pub(super) fn like(self, before: &Heard) -> Self {
        let (old, new) = (&before.prose.sentences, &self.prose.sentences);
        let take = |from: usize, to: usize| {
            let is_same = old.get(from).zip(new.get(to)).is_some_and(|(old, new)| {
                (old.cut_start, old.cut_end) == (new.cut_start, new.cut_end)
                    && tokens(before.prose, old).eq(tokens(self.prose, new))
            });
            if let (true, Some(known), Some(cell)) = (is_same, before.known.get(from), self.known.get(to))
                && let Some(known) = known.get()
            {
                cell.get_or_init(|| Arc::clone(known));
            }
            is_same
        };
        let fewest = old.len().min(new.len());
        let first = (0..fewest).take_while(|&index| take(index, index)).count();
        let behind = 1..=fewest - first;
        behind.take_while(|back| take(old.len() - back, new.len() - back)).for_each(drop);
        self
    }

    /// Something to ask with.
    pub(super) fn scan(&self) -> Scan<'a> {
        self.phrases.scan()
    }

    /// Lets `scan` take in sentence number `index`; `None` where there is no such sentence.
    pub(super) fn take_in(&self, index: usize, scan: &mut Scan) -> Option<&Arc<Known>> {
        let (cell, sentence) = (self.known.get(index)?, self.prose.sentences.get(index)?);
        if let Some(known) = cell.get() {
            scan.again(known);
            return Some(known);
        }
        let known = scan.sentence(tokens(self.prose, sentence), !sentence.cut_start, !sentence.cut_end);
        Some(cell.get_or_init(|| known))
    }
}

/// The words of a sentence as phrases see them.
fn tokens<'p>(prose: &'p Prose, sentence: &'p Sentence) -> impl Iterator<Item = Token<'p>> {
    prose.words(sentence).iter().map(|word| token(prose, word))
}
