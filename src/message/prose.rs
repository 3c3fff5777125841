//! Sentences of words, each with its place in the source.

use std::ops::Range;

use super::block::blocks;
use super::bounds;
use super::inline::{Mask, masks};
use super::segment::sentences;
use super::shown::{STAND_IN, Shown};
use crate::syntax::{ItemKind, Macro, TagKind};
use crate::text::Span;

/// A sentence that goes on for longer than this many words is read in parts, so that no rule's work grows with it.
const LONGEST_SENTENCE: usize = 200;

/// Everything in a macro that is read as English.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// In source order.
    pub sentences: Vec<Sentence>,
    words: Vec<Word>,
    /// The normalised words one behind the other.
    arena: String,
}

/// One sentence, as far as no tag cuts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first word through its final mark, in the source.
    pub span: Span,
    /// Its final mark or marks (`.`, `?!`); empty at the end where there is none.
    pub mark: Span,
    /// Its words, for [`Prose::words`].
    words: Range<usize>,
    /// Whether its final mark holds a `?`.
    pub question: bool,
    /// Whether a tag or the length limit cuts its beginning off.
    pub cut_start: bool,
    /// Whether a tag or the length limit cuts its end off.
    pub cut_end: bool,
    /// Which run of text (paragraph, list item, line) it belongs to, counted from 0.
    pub block: usize,
}

/// A word, or a mark that matters between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub kind: WordKind,
    /// Where, in the source.
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
    /// Reads `parsed`, the macro of `source`.
    pub fn read(source: &str, parsed: &Macro) -> Self {
        let mut prose = Self::default();
        let mut shown = Shown::default();
        let mut cut_before = false;
        for (index, item) in parsed.items.iter().enumerate() {
            match &item.kind {
                ItemKind::Text => shown.push_text(source, item.span),
                ItemKind::Raw(inside) => shown.push_text(source, *inside),
                ItemKind::Output(_) | ItemKind::Slot(_) | ItemKind::Broken => shown.push_item(index, item.span),
                ItemKind::Comment | ItemKind::CommentTag(_) => {}
                ItemKind::Tag(tag) if matches!(tag.kind, TagKind::Assign { .. }) => {}
                ItemKind::Tag(_) => {
                    cut_before = prose.passage(&shown, parsed, cut_before, true);
                    shown.clear();
                }
            }
        }
        prose.passage(&shown, parsed, cut_before, false);
        prose
    }

    /// The words of a sentence.
    pub fn words(&self, sentence: &Sentence) -> &[Word] {
        self.words.get(sentence.words.clone()).unwrap_or_default()
    }

    /// A word normalised: lower case, straight apostrophe. Empty for what is neither word nor number.
    pub fn text(&self, word: &Word) -> &str {
        self.arena.get(word.text.0 as usize..word.text.1 as usize).unwrap_or_default()
    }

    /// Reads a passage between two tags. Says whether its last sentence is left open where it ends.
    fn passage(&mut self, shown: &Shown, parsed: &Macro, cut_before: bool, tag_follows: bool) -> bool {
        let flat = unwrapped(&shown.text);
        let first = self.sentences.len();
        let runs = blocks(&shown.text);
        let touches_start =
            |run: &Range<usize>| !shown.text.get(..run.start).is_some_and(|gap| gap.contains(['\n', '\r']));
        let touches_end = |run: &Range<usize>| !shown.text.get(run.end..).is_some_and(|gap| gap.contains(['\n', '\r']));
        let mut open = false;
        let mut block = self.sentences.last().map_or(0, |last| last.block + 1);
        for run in &runs {
            let before = self.sentences.len();
            self.run(shown, parsed, &flat, run.clone(), block);
            block += usize::from(self.sentences.len() > before);
            open = tag_follows && touches_end(run) && self.sentences.last().is_some_and(|last| last.mark.is_empty());
        }
        if let (Some(sentence), Some(run)) = (self.sentences.get_mut(first), runs.first()) {
            sentence.cut_start |= cut_before && touches_start(run);
        }
        if open && let Some(sentence) = self.sentences.last_mut() {
            sentence.cut_end = true;
        }
        if runs.is_empty() { cut_before && !shown.text.contains(['\n', '\r']) } else { open }
    }

    fn run(&mut self, shown: &Shown, parsed: &Macro, flat: &str, run: Range<usize>, block: usize) {
        let text = flat.get(run.clone()).unwrap_or_default();
        let masks = masks(text);
        let mut quoted = false;
        for range in unmasked_sentences(text, &masks) {
            let part = text.get(range.clone()).unwrap_or_default();
            let reader = Reader { shown, parsed, base: run.start, masks: &masks };
            reader.sentence(self, part, range.start, block, &mut quoted);
        }
    }

    fn push(&mut self, kind: WordKind, span: Span, quoted: bool, text: &str) {
        let start = self.arena.len() as u32;
        self.arena.push_str(text);
        self.words.push(Word { kind, span, quoted, text: (start, self.arena.len() as u32) });
    }
}

/// The text with blanks for line breaks, byte for byte, so that places stay what they are.
fn unwrapped(text: &str) -> String {
    let mut flat = text.replace(['\n', '\r'], " ");
    for (mark, blanks) in [("\u{2028}", "   "), ("\u{2029}", "   "), ("\u{85}", "  ")] {
        if flat.contains(mark) {
            flat = flat.replace(mark, blanks);
        }
    }
    flat
}

/// The sentences of a run, joined again where one would end inside a mask.
fn unmasked_sentences(text: &str, masks: &[(Range<usize>, Mask)]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in sentences(text) {
        let inside = |at: usize| {
            let after = masks.partition_point(|(mask, _)| mask.start < at);
            after.checked_sub(1).and_then(|i| masks.get(i)).is_some_and(|(mask, _)| at < mask.end)
        };
        match out.last_mut() {
            Some(last) if inside(last.end) => last.end = range.end,
            _ => out.push(range),
        }
    }
    out
}

/// Reads the words of one run.
struct Reader<'a> {
    shown: &'a Shown,
    parsed: &'a Macro,
    /// Where the run begins in the shown text.
    base: usize,
    masks: &'a [(Range<usize>, Mask)],
}

impl Reader<'_> {
    /// Adds the sentence `part`, which begins at byte `offset` of the run.
    fn sentence(&self, prose: &mut Prose, part: &str, offset: usize, block: usize, quoted: &mut bool) {
        let first_word = prose.words.len();
        let body = part.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_closing_code(c));
        let mut hidden_until = 0;
        let mut lower = String::new();
        for (at, segment) in bounds::words(part) {
            let at = offset + at;
            if at < hidden_until {
                continue;
            }
            if let Some((mask, kind)) = self.mask_at(at) {
                hidden_until = mask.end;
                if *kind == Mask::Opaque {
                    prose.push(WordKind::Opaque, self.span(at, mask.end), *quoted, "");
                }
                continue;
            }
            self.segment(prose, segment, at, quoted, &mut lower);
        }
        if !prose.words.get(first_word..).unwrap_or_default().iter().any(is_said) {
            prose.words.truncate(first_word);
            return;
        }
        self.close(prose, first_word, part, offset, body.len(), block);
    }

    /// Ends the sentence whose words begin at `first_word`.
    fn close(&self, prose: &mut Prose, first_word: usize, part: &str, offset: usize, body: usize, block: usize) {
        let tail = part.get(body..).unwrap_or_default();
        let marks = tail.trim_matches(|c: char| !matches!(c, '.' | '!' | '?' | '…'));
        let mark_start = offset + body + tail.find(['.', '!', '?', '…']).unwrap_or(0);
        let said = prose.words.get(first_word..).unwrap_or_default();
        let Some(start) = said.first().map(|word| word.span.start) else { return };
        let last_word = said.last().map_or(start, |word| word.span.end);
        let mark = if marks.is_empty() { Span::at(last_word) } else { self.span(mark_start, mark_start + marks.len()) };
        let template = Sentence {
            span: Span::new(start, mark.end.max(last_word)),
            mark,
            words: first_word..prose.words.len(),
            question: marks.contains('?'),
            cut_start: false,
            cut_end: false,
            block,
        };
        let end = prose.words.len();
        for part_start in (first_word..end).step_by(LONGEST_SENTENCE) {
            let part_end = (part_start + LONGEST_SENTENCE).min(end);
            let mut sentence = Sentence { words: part_start..part_end, ..template.clone() };
            if part_start > first_word {
                sentence.cut_start = true;
                sentence.span.start = prose.words.get(part_start).map_or(start, |word| word.span.start);
            }
            if part_end < end {
                sentence.cut_end = true;
                sentence.span.end = prose.words.get(part_end - 1).map_or(last_word, |word| word.span.end);
                sentence.mark = Span::at(sentence.span.end);
            }
            prose.sentences.push(sentence);
        }
    }

    /// Adds what one segment of Unicode word segmentation stands for.
    fn segment(&self, prose: &mut Prose, segment: &str, at: usize, quoted: &mut bool, lower: &mut String) {
        let Some(first) = segment.chars().next() else { return };
        let span = || self.span(at, at + segment.len());
        if first == STAND_IN
            && let Some(item) = self.shown.item(self.base + at)
        {
            let kind = match self.parsed.items.get(item).map(|item| &item.kind) {
                Some(ItemKind::Slot(_)) => WordKind::Slot(item),
                _ => WordKind::Placeholder(item),
            };
            return prose.push(kind, span(), *quoted, "");
        }
        match first {
            '“' => *quoted = true,
            '”' => *quoted = false,
            '"' => *quoted = !*quoted,
            ',' | '(' | ')' => prose.push(WordKind::Comma, span(), *quoted, ""),
            ';' | ':' | '—' | '–' => prose.push(WordKind::Break, span(), *quoted, ""),
            '-' if self.stands_alone(at) => prose.push(WordKind::Break, span(), *quoted, ""),
            's' | 'S' if self.is_possessive(segment, at) => {}
            _ if first.is_numeric() => prose.push(WordKind::Number, span(), *quoted, segment),
            _ if first.is_alphanumeric() || first == '_' => self.word(prose, segment, span(), *quoted, lower),
            _ => {}
        }
    }

    fn word(&self, prose: &mut Prose, segment: &str, span: Span, quoted: bool, lower: &mut String) {
        lower.clear();
        let trimmed = segment.trim_matches('_');
        if trimmed.is_ascii() {
            lower.push_str(trimmed);
            lower.make_ascii_lowercase();
        } else {
            let straight = |c: char| if c == '’' || c == '‘' { '\'' } else { c };
            lower.extend(trimmed.chars().map(straight).flat_map(char::to_lowercase));
        }
        if !lower.is_empty() {
            prose.push(WordKind::Word, span, quoted, lower);
        }
    }

    /// Whether the hyphen at `at` has a blank on both sides, and so is a dash.
    fn stands_alone(&self, at: usize) -> bool {
        let text = &self.shown.text;
        let before = text.get(..self.base + at).unwrap_or_default();
        let after = text.get(self.base + at + 1..).unwrap_or_default();
        before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace)
    }

    /// Whether `segment` is the `s` of `'s` right behind an opaque word: its possessive.
    fn is_possessive(&self, segment: &str, at: usize) -> bool {
        let before = self.shown.text.get(..self.base + at).unwrap_or_default();
        let before = before.strip_suffix(['\'', '’']).unwrap_or_default();
        segment.len() == 1 && before.ends_with(STAND_IN)
    }

    fn mask_at(&self, at: usize) -> Option<&(Range<usize>, Mask)> {
        let after = self.masks.partition_point(|(mask, _)| mask.start <= at);
        self.masks.get(after.checked_sub(1)?).filter(|(mask, _)| at < mask.end)
    }

    /// Where bytes `start..end` of the run stand in the source.
    fn span(&self, start: usize, end: usize) -> Span {
        self.shown.source(self.base + start, self.base + end)
    }
}

/// Whether a word says something, as marks do not.
fn is_said(word: &Word) -> bool {
    !matches!(word.kind, WordKind::Comma | WordKind::Break)
}

/// Marks that end an opaque word rather than a sentence.
fn is_closing_code(c: char) -> bool {
    matches!(c, '`' | '/' | '%')
}
