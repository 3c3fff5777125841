//! The sentences of a text as phrases see them, each read once, however many ask about it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::Subject;
use super::tone::token;
use crate::knowledge::phrase::{Known, Phrases, Scan};
use crate::message::Prose;

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
        let tokens = self.prose.words(sentence).iter().map(|word| token(self.prose, word));
        let known = scan.sentence(tokens, !sentence.cut_start, !sentence.cut_end);
        Some(cell.get_or_init(|| known))
    }
}
