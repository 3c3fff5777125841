//! From the shown text of an open run to the words of its sentences.

use std::ops::Range;

use super::inline::Mask;
use super::prose::{Prose, Sentence, Word, WordKind};
use super::segment::sentences;
use super::shown::{Origin, Places, STAND_IN, Shown};
use super::{Place, bounds};
use crate::text::Span;

/// A sentence that goes on for longer than this many words is read in parts, so that no rule's work grows with it.
const LONGEST_SENTENCE: usize = 200;

/// The sentences of a run, joined again where one would end inside a mask.
pub(super) fn unmasked_sentences(text: &str, masks: &[(Range<usize>, Mask)]) -> Vec<Range<usize>> {
    let mut out = sentences(text);
    if masks.is_empty() {
        return out;
    }
    let inside = |at: usize| {
        let after = masks.partition_point(|(mask, _)| mask.start < at);
        after.checked_sub(1).and_then(|i| masks.get(i)).is_some_and(|(mask, _)| at < mask.end)
    };
    out.dedup_by(|range, last| {
        let joined = inside(last.end);
        if joined {
            last.end = range.end;
        }
        joined
    });
    out
}

/// Reads the words of what is open, sentence by sentence in their order.
pub(super) struct Reader<'a> {
    shown: &'a Shown,
    masks: &'a [(Range<usize>, Mask)],
    /// Which run of text it is.
    block: Place,
    places: Places<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(shown: &'a Shown, masks: &'a [(Range<usize>, Mask)], block: Place) -> Self {
        Self { shown, masks, block, places: shown.places() }
    }

    /// Adds the sentence at bytes `range` of the shown text, where it says anything. The one before it ends at `floor`.
    pub(super) fn sentence(&mut self, prose: &mut Prose, range: Range<usize>, floor: Place, quoted: &mut bool) {
        let offset = range.start;
        let part = self.shown.text.get(range).unwrap_or_default();
        let first_word = prose.words.len();
        let begin = prose.take_in(part);
        let mut hidden_until = 0;
        let mut words = bounds::words(part);
        loop {
            if self.masks.is_empty() {
                words.take_usual(|at, end| {
                    let place = self.places.of(offset + at, offset + end);
                    prose.push(WordKind::Word, begin + at..begin + end, place, *quoted);
                });
            }
            let Some(bounds::Segment { at, end, is_plain }) = words.next() else { break };
            let (inside, at, end) = (begin + at..begin + end, offset + at, offset + end);
            if !self.masks.is_empty() {
                if at < hidden_until {
                    continue;
                }
                if let Some((mask, kind)) = self.mask_at(at) {
                    hidden_until = mask.end;
                    if *kind == Mask::Opaque {
                        prose.push(WordKind::Opaque, inside.start..inside.start, self.places.of(at, mask.end), *quoted);
                    }
                    continue;
                }
            }
            // Most are words. One letter may be the possessive of what is no word.
            if is_plain && end - at > 1 && part.as_bytes().get(at - offset).is_some_and(u8::is_ascii_alphabetic) {
                prose.push(WordKind::Word, inside, self.places.of(at, end), *quoted);
                continue;
            }
            self.segment(prose, inside, at, quoted);
        }
        if !prose.words.get(first_word..).unwrap_or_default().iter().any(is_said) {
            return prose.take_back(begin, first_word);
        }
        self.close(prose, first_word, part, offset, floor);
    }

    /// Ends the sentence whose words begin at `first_word`.
    fn close(&mut self, prose: &mut Prose, first_word: usize, part: &str, offset: usize, floor: Place) {
        let body = part.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_closing_code(c)).len();
        let tail = part.get(body..).unwrap_or_default();
        let marks = tail.trim_matches(|c: char| !matches!(c, '.' | '!' | '?' | '…'));
        let mark_start = offset + body + tail.find(['.', '!', '?', '…']).unwrap_or(0);
        let end = prose.words.len();
        for part_start in (first_word..end).step_by(LONGEST_SENTENCE) {
            let part_end = (part_start + LONGEST_SENTENCE).min(end);
            let own = prose.words.get(part_start..part_end).unwrap_or_default();
            let in_order = is_in_order(own);
            let Some((file, words)) = extent(own, in_order) else { continue };
            let own_mark = Some(self.places.of(mark_start, mark_start + marks.len()));
            let own_mark = own_mark.filter(|mark| part_end == end && !marks.is_empty() && mark.file == file);
            let mark = own_mark.map_or(Span::at(words.end), |mark| mark.span);
            let floor = if floor.file == file { floor.span.end.min(words.start) } else { words.start };
            prose.sentences.push(Sentence {
                file,
                span: words.cover(mark),
                mark,
                words: part_start..part_end,
                question: marks.contains('?'),
                cut_start: part_start > first_word,
                cut_end: part_end < end,
                in_order,
                block: self.block,
                floor,
            });
        }
    }

    /// Adds what one segment of Unicode word segmentation stands for, which is at byte `at` of the shown text and at bytes
    /// `inside` of all texts.
    fn segment(&mut self, prose: &mut Prose, inside: Range<usize>, at: usize, quoted: &mut bool) {
        let text = &self.shown.text;
        let segment = text.get(at..at + inside.len()).unwrap_or_default();
        let Some(first) = segment.chars().next() else { return };
        let no_text = inside.start..inside.start;
        let mut place = || self.places.of(at, at + segment.len());
        // Most are words.
        if first.is_ascii_alphabetic() && segment.len() > 1 {
            return prose.push_word(segment, inside.start, place(), *quoted);
        }
        if first == STAND_IN {
            match self.shown.origin(at) {
                Some(Origin::Slot(item)) => return prose.push(WordKind::Slot(item), no_text, place(), *quoted),
                Some(Origin::Placeholder(item)) => {
                    return prose.push(WordKind::Placeholder(item), no_text, place(), *quoted);
                }
                _ => {}
            }
        }
        match first {
            '“' => *quoted = true,
            '”' => *quoted = false,
            '"' => *quoted = !*quoted,
            ',' | '(' | ')' => prose.push(WordKind::Comma, no_text, place(), *quoted),
            ';' | ':' | '—' | '–' => prose.push(WordKind::Break, no_text, place(), *quoted),
            '-' if stands_alone(text, at) => prose.push(WordKind::Break, no_text, place(), *quoted),
            's' | 'S' if is_possessive(text, segment, at) => {}
            _ if first.is_numeric() => prose.push_number(segment, inside.start, place(), *quoted),
            _ if first.is_alphanumeric() || first == '_' => prose.push_word(segment, inside.start, place(), *quoted),
            _ => {}
        }
    }

    fn mask_at(&self, at: usize) -> Option<&(Range<usize>, Mask)> {
        let after = self.masks.partition_point(|(mask, _)| mask.start <= at);
        self.masks.get(after.checked_sub(1)?).filter(|(mask, _)| at < mask.end)
    }
}

/// Whether the hyphen at `at` has a blank on both sides, and so is a dash.
fn stands_alone(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + 1..).unwrap_or_default();
    (before.is_empty() || before.ends_with(char::is_whitespace)) && after.starts_with(char::is_whitespace)
}

/// Whether `segment` is the `s` of `'s` right behind an opaque word: its possessive.
fn is_possessive(text: &str, segment: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let before = before.strip_suffix(['\'', '’']).unwrap_or_default();
    segment.len() == 1 && before.ends_with(STAND_IN)
}

/// The file where a sentence of `words` stands (the macro itself, where any of them does) and what they cover there.
fn extent(words: &[Word], in_order: bool) -> Option<(u16, Span)> {
    if in_order {
        let (first, last) = (words.first()?, words.last()?);
        return Some((first.file, first.span.cover(last.span)));
    }
    let file = words.iter().map(|word| word.file).min()?;
    let spans = words.iter().filter(|word| word.file == file).map(|word| word.span);
    Some((file, spans.reduce(Span::cover)?))
}

fn is_in_order(words: &[Word]) -> bool {
    words.windows(2).all(|pair| match pair {
        [one, next] => one.file == next.file && one.span.end <= next.span.start,
        _ => true,
    })
}

/// Whether a word says something, as marks do not.
fn is_said(word: &Word) -> bool {
    !matches!(word.kind, WordKind::Comma | WordKind::Break)
}

/// Marks that end an opaque word rather than a sentence.
fn is_closing_code(c: char) -> bool {
    matches!(c, '`' | '/' | '%')
}
