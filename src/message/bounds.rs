//! Word and sentence bounds: Unicode's rules (UAX #29), written out for the characters that nearly all macros are made of.
//!
//! Text with any other character goes to `unicode-segmentation`, which looks every character up in tables and so takes
//! many times longer. A test holds the two to the same bounds.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::shown::STAND_IN;
use crate::text::leading_alphanumeric;

/// What a character is to the rules of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Underscore,
    /// Joins letters: `:`.
    MidLetter,
    /// Joins digits: `,` and `;`.
    MidNumber,
    /// Joins letters, and digits: `.` and apostrophes.
    MidBoth,
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '_' => Class::Underscore,
        ':' => Class::MidLetter,
        ',' | ';' => Class::MidNumber,
        '.' | '\'' | '’' | '‘' => Class::MidBoth,
        _ if is_latin_letter(c) => Class::Letter,
        _ => Class::Other,
    }
}

/// The letters of French, German, Polish and their neighbours.
fn is_latin_letter(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{17f}')
}

/// Whether the rules below know the character.
fn is_usual(c: char) -> bool {
    match c {
        ' '..='~' | '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '€' | '£' | '•' | STAND_IN => true,
        _ => is_latin_letter(c),
    }
}

fn all_usual(text: &str) -> bool {
    // Many bytes at once, without a branch at each.
    let is_other = |byte: &u8| byte.wrapping_sub(b' ') > b'~' - b' ';
    let plain = |bytes: &[u8]| bytes.iter().fold(0, |other, byte| other | u8::from(is_other(byte))) == 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let chunk = rest.get(..USUAL_CHUNK).unwrap_or(rest);
        if plain(chunk) {
            at += chunk.len();
            continue;
        }
        at += chunk.iter().position(is_other).unwrap_or_default();
        for c in text.get(at..).unwrap_or_default().chars().take_while(|c| !matches!(c, ' '..='~')) {
            if !is_usual(c) {
                return false;
            }
            at += c.len_utf8();
        }
    }
    true
}

/// So many bytes are looked at at once.
const USUAL_CHUNK: usize = 64;

/// A word, or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its bytes in the text.
    pub(super) at: usize,
    pub(super) end: usize,
    /// Whether it is nothing but letters and digits of ASCII.
    pub(super) is_plain: bool,
}

/// By byte: whether it is a letter or a digit.
const ALPHANUMERIC: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// How many letters and digits of ASCII bytes begin with.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| !ALPHANUMERIC.get(usize::from(*byte)).copied().unwrap_or_default();
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

/// The segments of `text` other than blanks: words, and marks one by one.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, chunk: None }
}

/// Goes through a text from segment to segment.
pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
    /// What stands between two blanks and is more than one word, with its place.
    chunk: Option<(usize, Segments<'a>)>,
}

impl Iterator for Words<'_> {
    type Item = Segment;

    #[inline]
    fn next(&mut self) -> Option<Segment> {
        if self.chunk.is_some()
            && let Some(segment) = self.next_of_chunk()
        {
            return Some(segment);
        }
        let bytes = self.text.as_bytes();
        let start = self.at + bytes.get(self.at..)?.iter().take_while(|byte| **byte == b' ').count();
        let end = start + plain_length(bytes.get(start..)?);
        let is_blank = |at: usize| matches!(bytes.get(at), None | Some(b' '));
        let is_mark =
            |at: usize| matches!(bytes.get(at), Some(b'.' | b',' | b'!' | b'?' | b':' | b';')) && is_blank(at + 1);
        // Most are nothing but letters, with one mark behind them at most.
        if end > start && (is_blank(end) || is_mark(end)) {
            self.at = end;
            return Some(Segment { at: start, end, is_plain: true });
        }
        if end == start && is_mark(start) {
            self.at = start + 1;
            return Some(Segment { at: start, end: start + 1, is_plain: false });
        }
        self.begin_chunk(start)?;
        self.next_of_chunk()
    }
}

impl Words<'_> {
    /// Takes the words that come next, as long as they are short, begin with a letter, and only blanks stand between them: the
    /// same that the iterator gives, in a shorter way.
    #[inline]
    pub(super) fn take_usual(&mut self, mut take: impl FnMut(usize, usize)) {
        if self.chunk.is_some() {
            return;
        }
        while let Some(eight) = self.text.as_bytes().get(self.at..).and_then(|rest| rest.first_chunk()) {
            let eight = u64::from_le_bytes(*eight);
            let byte = |at: u32| (eight >> (8 * at)) as u8;
            let count = leading_alphanumeric(eight);
            match count {
                0 if byte(0) == b' ' => self.at += 1,
                1..8 if byte(count) == b' ' && byte(0).is_ascii_alphabetic() => {
                    let end = self.at + count as usize;
                    take(self.at, end);
                    self.at = end + 1;
                }
                _ => return,
            }
        }
    }

    /// Takes what stands at byte `start` up to the next blank; `None` where nothing does.
    fn begin_chunk(&mut self, start: usize) -> Option<()> {
        let rest = self.text.get(start..)?;
        let length = memchr::memchr(b' ', rest.as_bytes()).unwrap_or(rest.len());
        let chunk = rest.get(..length).filter(|chunk| !chunk.is_empty())?;
        self.at = start + length;
        let segments = if all_usual(chunk) {
            Segments::Usual { text: chunk, at: 0 }
        } else {
            Segments::Any(chunk.split_word_bound_indices())
        };
        self.chunk = Some((start, segments));
        Some(())
    }

    fn next_of_chunk(&mut self) -> Option<Segment> {
        let (start, segments) = self.chunk.as_mut()?;
        match segments.next() {
            Some((at, text)) => Some(Segment { at: *start + at, end: *start + at + text.len(), is_plain: false }),
            None => {
                self.chunk = None;
                None
            }
        }
    }
}

/// The segments of text without blanks.
enum Segments<'a> {
    Usual { text: &'a str, at: usize },
    Any(unicode_segmentation::UWordBoundIndices<'a>),
}

impl<'a> Iterator for Segments<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Any(rest) => rest.next(),
            Self::Usual { text, at } => {
                let start = *at;
                let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
                let length = first_word(rest);
                *at = start + length;
                Some((start, rest.get(..length)?))
            }
        }
    }
}

/// The bytes of the first segment of `text`, which is not empty.
fn first_word(text: &str) -> usize {
    // Most are nothing but these.
    let plain = plain_length(text.as_bytes());
    if plain == text.len() {
        return plain;
    }
    let mut rest = text.chars();
    let Some(first) = rest.next() else { return 0 };
    let mut last = class(first);
    let mut end = first.len_utf8();
    if !matches!(last, Class::Letter | Class::Digit | Class::Underscore) {
        return end;
    }
    loop {
        let Some(next) = rest.next() else { return end };
        let kind = class(next);
        let joins = match kind {
            Class::Letter | Class::Digit | Class::Underscore => {
                end += next.len_utf8();
                last = kind;
                continue;
            }
            Class::MidLetter => last == Class::Letter,
            Class::MidNumber => last == Class::Digit,
            Class::MidBoth => matches!(last, Class::Letter | Class::Digit),
            Class::Other => false,
        };
        // A mark inside a word has the same on both sides.
        let Some(after) = rest.next().filter(|&after| joins && class(after) == last) else { return end };
        end += next.len_utf8() + after.len_utf8();
    }
}

/// The sentences of `text`, which holds no line break, as ranges that cover it.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    if !all_usual(text) {
        let parts = text.split_sentence_bound_indices();
        return parts.map(|(start, part)| start..start + part.len()).collect();
    }
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr3(b'.', b'!', b'?', rest.as_bytes())) {
        let mark = at + found;
        at = mark + 1;
        if let Some(end) = end_after(text, mark) {
            out.push(start..end);
            start = end;
            at = end;
        }
    }
    if start < text.len() {
        out.push(start..text.len());
    }
    out
}

/// Where the sentence that the mark at byte `mark` ends is over; `None` where the mark ends none.
fn end_after(text: &str, mark: usize) -> Option<usize> {
    let after = text.get(mark + 1..)?;
    let is_stop = text.get(mark..)?.starts_with('.');
    let next = after.chars().next();
    if is_stop && next.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let letter_before = text.get(..mark)?.chars().next_back().is_some_and(is_cased);
    if is_stop && letter_before && next.is_some_and(char::is_uppercase) {
        return None;
    }
    let tail = after.trim_start_matches(is_closing).trim_start_matches(' ');
    let Some(first) = tail.chars().next() else { return Some(text.len()) };
    if matches!(first, '.' | '!' | '?' | ',' | '-' | ':' | ';' | '–' | '—') {
        return None;
    }
    let decides = |c: &char| c.is_alphabetic() || matches!(c, '.' | '!' | '?');
    if is_stop && tail.chars().find(decides).is_some_and(char::is_lowercase) {
        return None;
    }
    Some(text.len() - tail.len())
}

/// Marks that may stand between the end mark and the blank.
fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '“' | '”' | '‘' | '’')
}

fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Text of the characters that the rules above know, and now and then one that they do not.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[a-zA-Z]{1,5}",
            3 => "[ ]{1,2}",
            4 => "[.!?,:;'\"()\\[\\]{}–—…“”‘’_-]",
            2 => "[0-9]{1,3}",
            2 => "[À-ſ€£•㐀]",
            1 => "[!-~]",
            1 => "[é\u{301}\u{200d}\u{ad}😀\u{3000}\u{a0}ǅאа]",
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn words_are_those_of_unicode(text in text()) {
            let said = |(_, segment): &(usize, &str)| segment.starts_with(|c: char| !c.is_whitespace() && c != '\u{301}' && c != '\u{200d}' && c != '\u{ad}');
            let expected: Vec<(usize, &str)> = text.split_word_bound_indices().filter(said).collect();
            let found: Vec<(usize, &str)> = words(&text).map(|segment| (segment.at, &text[segment.at..segment.end])).filter(said).collect();
            prop_assert_eq!(&found, &expected);
            let (mut words, mut short) = (words(&text), Vec::new());
            loop {
                words.take_usual(|at, end| short.push((at, &text[at..end])));
                let Some(Segment { at, end, .. }) = words.next() else { break };
                short.push((at, &text[at..end]));
            }
            short.retain(said);
            prop_assert_eq!(short, expected);
        }

        #[test]
        fn sentences_are_those_of_unicode(text in text()) {
            let expected: Vec<&str> = text.split_sentence_bounds().collect();
            let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range]).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
