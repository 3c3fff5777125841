//! Sentences of words, each with its place.

use std::ops::Range;
use std::sync::Arc;

use super::{MessageGraph, NoSnippets, Place, Snippet};
use crate::syntax::Macro;
use crate::text::Span;

/// About how many bytes of a macro there are for each word.
const BYTES_OF_WORD: usize = 6;
/// And for each sentence.
const BYTES_OF_SENTENCE: usize = 80;
/// For more bytes than this no room is made before there are words.
const MOST_ROOM: usize = 20_000;

/// Everything in a macro that is read as English.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// In the order in which a walk through the macro meets their ends: on each path the order of the message.
    pub sentences: Vec<Sentence>,
    pub(super) words: Vec<Word>,
    /// The normalised words one behind the other.
    arena: String,
    /// The snippets that some of them stand in, by the number of the file less one.
    pub(super) snippets: Vec<Arc<Snippet>>,
}

/// One reading of a sentence: what the customer receives on the paths that lead through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The file where it stands: 0 for the macro itself, also where only a part of it stands there; others as in
    /// [`super::Place::file`].
    pub file: u16,
    /// What of it stands in that file: from its first word through its final mark, with what stands between them.
    pub span: Span,
    /// Its final mark or marks (`.`, `?!`); empty at the end where there is none.
    pub mark: Span,
    /// Its words, for [`Prose::words`].
    pub(super) words: Range<usize>,
    /// Whether its final mark holds a `?`.
    pub question: bool,
    /// Whether the length limit cuts its beginning off.
    pub cut_start: bool,
    /// Whether the length limit cuts its end off.
    pub cut_end: bool,
    /// Whether its words all stand in [`Sentence::file`] in the order in which they are read: not so where a loop or a
    /// snippet brings some of them.
    pub in_order: bool,
    /// Whether it begins a run of text (paragraph, list item, line) and, by the equality of the value, which run.
    pub block: Place,
    /// Where in its file the sentence before it ends, on the path that was walked first; its own start where that is in
    /// another file.
    pub floor: usize,
}

/// A word, or a mark that matters between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub kind: WordKind,
    /// The file where it stands, as in [`super::Place::file`].
    pub file: u16,
    /// Where in that file.
    pub span: Span,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// Bytes of the arena.
    text: (u32, u32),
}

/// The kinds of word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// English, or any other language.
    Word,
    /// Digits.
    Number,
    /// An output: the item's index in the macro.
    Placeholder(usize),
    /// A slot: the item's index in the macro.
    Slot(usize),
    /// Code, a web or e-mail address.
    Opaque,
    /// A comma or a parenthesis.
    Comma,
    /// A colon, semicolon or dash: what stands on its two sides is not one phrase.
    Break,
}

impl Prose {
    /// Reads the macro of `source` without its snippets.
    pub fn read(source: &str, parsed: &Macro) -> Self {
        MessageGraph::read(source, parsed, &NoSnippets).prose
    }

    /// The text of a file as [`Place::file`] numbers them, where `source` is that of the macro itself.
    pub fn source_of<'a>(&'a self, file: u16, source: &'a str) -> &'a str {
        self.snippet(file).map_or(source, |snippet| &snippet.source)
    }

    /// The snippet that [`Place::file`] names; `None` for the macro itself.
    pub fn snippet(&self, file: u16) -> Option<&Snippet> {
        self.snippets.get(usize::from(file).checked_sub(1)?).map(Arc::as_ref)
    }

    /// Makes room for the words of so many bytes of text.
    pub(super) fn make_room(&mut self, bytes: usize) {
        self.arena.reserve(bytes.min(MOST_ROOM));
        self.words.reserve(bytes.min(MOST_ROOM) / BYTES_OF_WORD);
        self.sentences.reserve(bytes.min(MOST_ROOM) / BYTES_OF_SENTENCE);
    }

    /// The words of a sentence.
    pub fn words(&self, sentence: &Sentence) -> &[Word] {
        self.words.get(sentence.words.clone()).unwrap_or_default()
    }

    /// A word normalised: lower case, straight apostrophe. Empty for what is neither word nor number.
    pub fn text(&self, word: &Word) -> &str {
        self.arena.get(word.text.0 as usize..word.text.1 as usize).unwrap_or_default()
    }

    /// Whether two sentences are the same words at the same places.
    pub(super) fn says_the_same(&self, one: &Sentence, other: &Sentence) -> bool {
        let outside = (one.span, one.mark, one.file) == (other.span, other.mark, other.file);
        let (one, other) = (self.words(one), self.words(other));
        let same = |(a, b): (&Word, &Word)| {
            (a.kind, a.file, a.span, a.quoted) == (b.kind, b.file, b.span, b.quoted) && self.text(a) == self.text(b)
        };
        outside && one.len() == other.len() && one.iter().zip(other).all(same)
    }

    /// Takes the last sentence back.
    pub(super) fn forget_last(&mut self) {
        let Some(sentence) = self.sentences.pop() else { return };
        self.words.truncate(sentence.words.start);
        let before = self.sentences.last().map(|before| self.words(before)).unwrap_or_default();
        let end = before.iter().map(|word| word.text.1 as usize).max().unwrap_or_default();
        self.arena.truncate(end);
    }

    /// Takes the text of a sentence in, whose words come next. Gives where it begins among all texts.
    pub(super) fn take_in(&mut self, text: &str) -> usize {
        let begin = self.arena.len();
        self.arena.push_str(text);
        if let Some(own) = self.arena.get_mut(begin..) {
            own.make_ascii_lowercase();
        }
        begin
    }

    /// Takes back what was taken in from there on, with its words from `first_word` on.
    pub(super) fn take_back(&mut self, begin: usize, first_word: usize) {
        self.arena.truncate(begin);
        self.words.truncate(first_word);
    }

    /// Adds a word as it is written, if anything is left of it without underscores around it. It begins at byte `at` of all
    /// texts.
    pub(super) fn push_word(&mut self, written: &str, at: usize, place: Place, quoted: bool) {
        let trimmed = written.trim_matches('_');
        if trimmed.is_empty() {
            return;
        }
        if trimmed.is_ascii() {
            let begin = at + written.len() - written.trim_start_matches('_').len();
            return self.push(WordKind::Word, begin..begin + trimmed.len(), place, quoted);
        }
        let start = self.arena.len();
        let straight = |c: char| if c == '’' || c == '‘' { '\'' } else { c };
        self.arena.extend(trimmed.chars().map(straight).flat_map(char::to_lowercase));
        self.push(WordKind::Word, start..self.arena.len(), place, quoted);
    }

    /// Adds a number as it is written. It begins at byte `at` of all texts.
    pub(super) fn push_number(&mut self, written: &str, at: usize, place: Place, quoted: bool) {
        let inside = at..at + written.len();
        if self.arena.get(inside.clone()) == Some(written) {
            return self.push(WordKind::Number, inside, place, quoted);
        }
        let start = self.arena.len();
        self.arena.push_str(written);
        self.push(WordKind::Number, start..self.arena.len(), place, quoted);
    }

    /// Adds a word with these bytes of all texts.
    #[inline]
    pub(super) fn push(&mut self, kind: WordKind, text: Range<usize>, place: Place, quoted: bool) {
        let Place { file, span } = place;
        let text = (text.start as u32, text.end as u32);
        self.words.push(Word { kind, file, span, quoted, text });
    }
}
