//! The sentences of a macro as numbers: the same words in the same order give the same number, whatever their case, their
//! marks and the white space between them.

use crate::text::{leading_alphanumeric, small};

/// A sentence of fewer words says nothing about where it comes from: greetings, thanks, sign-offs.
const FEWEST_WORDS: u32 = 6;

/// A number for a text: small, and the same in every run.
pub(super) fn hash(text: &str) -> u32 {
    let mut hash = Hash::default();
    text.bytes().for_each(|byte| hash.add(byte));
    hash.folded()
}

#[derive(Clone, Copy, Debug)]
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        // FNV-1a.
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    /// Takes eight bytes at once.
    fn add_all(&mut self, bytes: u64) {
        let mixed = (self.0 ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 29);
    }

    fn folded(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

/// A word while its letters come in, eight bytes of which are taken at once.
#[derive(Debug, Default)]
struct Word {
    hash: Hash,
    /// The last bytes, fewer than eight.
    last: u64,
    /// How many bytes came in.
    length: u32,
}

impl Word {
    /// Takes up to eight bytes, which are in the low ones of `bytes`, the others zero.
    fn add(&mut self, bytes: u64, count: u32) {
        let filled = self.length % 8;
        self.length += count;
        self.last |= bytes << (8 * filled);
        if filled + count >= 8 {
            self.hash.add_all(self.last);
            self.last = if filled == 0 { 0 } else { bytes >> (8 * (8 - filled)) };
        }
    }

    fn finish(mut self) -> u64 {
        // The last bytes leave room for how many there are.
        self.hash.add_all(self.last | u64::from(self.length) << 56);
        self.hash.0
    }

    /// A word of fewer than eight bytes.
    fn short(bytes: u64, count: u32) -> u64 {
        Self { last: bytes, length: count, ..Self::default() }.finish()
    }
}

/// The first `count` of eight letters and digits, of which there is at least one, in small letters; zero for the others.
fn first_small(eight: u64, count: u32) -> u64 {
    small(eight) & (u64::MAX >> (64 - 8 * count))
}

/// Cuts text into sentences while it comes in.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    sentence: Hash,
    words: u32,
    word: Word,
    in_word: bool,
    /// Whether the mark before ends a sentence where white space follows.
    ends: bool,
    found: Vec<u32>,
}

impl Sentences {
    /// Takes text as it is sent.
    pub(super) fn text(&mut self, text: &str) {
        let mut at = 0;
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            if let Some(length) = self.usual_word(bytes.get(at..).unwrap_or_default()) {
                at += length;
                continue;
            }
            if byte.is_ascii_alphanumeric() {
                at += self.letters(bytes.get(at..).unwrap_or_default());
                continue;
            }
            if byte.is_ascii() {
                at += 1;
                self.ascii(byte, || text.get(at..).unwrap_or_default());
                continue;
            }
            let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
            self.letter(letter);
            at += letter.len_utf8();
        }
    }

    /// Takes a whole short word with the blank behind it, as most are; gives their length. `None` where something else stands
    /// there.
    fn usual_word(&mut self, bytes: &[u8]) -> Option<usize> {
        if self.in_word {
            return None;
        }
        let all = u64::from_le_bytes(*bytes.first_chunk()?);
        let count = leading_alphanumeric(all);
        if !(1..8).contains(&count) || (all >> (8 * count)) as u8 != b' ' {
            return None;
        }
        self.ends = false;
        self.sentence.add_all(Word::short(first_small(all, count), count));
        self.words += 1;
        Some(count as usize + 1)
    }

    /// Takes the letters and digits that bytes begin with; gives how many.
    fn letters(&mut self, bytes: &[u8]) -> usize {
        self.ends = false;
        self.in_word = true;
        let mut rest = bytes;
        loop {
            let mut next = [0; 8];
            match rest.first_chunk::<8>() {
                Some(chunk) => next = *chunk,
                None => next.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte),
            }
            let all = u64::from_le_bytes(next);
            let count = leading_alphanumeric(all);
            if count > 0 {
                self.word.add(first_small(all, count), count);
            }
            rest = rest.get(count as usize..).unwrap_or_default();
            if count < 8 {
                return bytes.len() - rest.len();
            }
        }
    }

    /// Takes any other character of ASCII.
    fn ascii<'a>(&mut self, byte: u8, rest: impl Fn() -> &'a str) {
        // `can't` is one word, with whatever apostrophe.
        if byte == b'\'' {
            return;
        }
        self.end_word();
        match byte {
            b'.' | b'!' | b'?' => self.ends = true,
            b'\n' if begins_anew(rest()) => self.end(),
            b' ' | b'\t' | b'\n' | b'\r' if self.ends => self.end(),
            _ => {}
        }
    }

    fn letter(&mut self, letter: char) {
        if letter.is_alphanumeric() {
            self.ends = false;
            self.in_word = true;
            let mut buffer = [0; 4];
            for lower in letter.to_lowercase() {
                lower.encode_utf8(&mut buffer).bytes().for_each(|byte| self.word.add(u64::from(byte), 1));
            }
        } else if letter != '’' {
            self.end_word();
            if letter.is_whitespace() && self.ends {
                self.end();
            }
        }
    }

    /// Takes what stands for a word, such as a placeholder.
    pub(super) fn opaque(&mut self, text: &str) {
        self.end_word();
        self.ends = false;
        self.in_word = true;
        // No word begins so.
        self.word.add(0, 1);
        text.bytes().for_each(|byte| self.word.add(u64::from(byte), 1));
        self.end_word();
    }

    fn end_word(&mut self) {
        if !std::mem::take(&mut self.in_word) {
            return;
        }
        let word = std::mem::take(&mut self.word);
        self.sentence.add_all(word.finish());
        self.words += 1;
    }

    fn end(&mut self) {
        self.ends = false;
        let (sentence, words) = (std::mem::take(&mut self.sentence), std::mem::take(&mut self.words));
        if words >= FEWEST_WORDS {
            self.found.push(sentence.folded());
        }
    }

    /// The sentences that count.
    pub(super) fn finish(mut self) -> Vec<u32> {
        self.end_word();
        self.end();
        self.found
    }
}

/// Whether a line is no continuation of the one before it: it is blank, or begins an item of a list, a quote or a heading.
fn begins_anew(line: &str) -> bool {
    let rest = line.trim_start_matches([' ', '\t', '\r']);
    let number = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    rest.is_empty()
        || rest.starts_with(['\n', '-', '*', '>', '#'])
        || (number.len() < rest.len() && number.starts_with(['.', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<u32> {
        let mut sentences = Sentences::default();
        sentences.text(text);
        sentences.finish()
    }

    fn same(one: &str, other: &str) {
        assert_eq!(sentences(one), sentences(other), "{one:?} and {other:?}");
    }

    #[test]
    fn case_marks_and_line_wraps_make_no_difference() {
        same("I can't send it to you today.", "I CAN’T  send it\r\nto you **today**!");
        same("Écris-moi quand tu peux, merci à toi.", "écris moi quand tu peux merci À toi");
        assert_ne!(sentences("It comes in five days from us."), sentences("It comes in nine days from us."));
    }

    #[test]
    fn sentences_end_where_people_see_them_end() {
        let count = |text: &str| sentences(text).len();
        let one = "One two three four five six";
        assert_eq!(count(&format!("{one}. {one}? {one}")), 3);
        assert_eq!(count(&format!("{one}\n\n{one}")), 2);
        assert_eq!(count(&format!("{one}\n- {one}\n2) {one}")), 3);
        assert_eq!(count(&format!("{one} 3.5 {one}")), 1);
        assert_eq!(count("Hi there, and thank you! Bye for now."), 0);
        assert_eq!(count(""), 0);
    }

    #[test]
    fn a_placeholder_is_a_word_of_its_own() {
        let with = |name: &str| {
            let mut sentences = Sentences::default();
            sentences.text("Your order ");
            sentences.opaque(name);
            sentences.text(" left us this morning.");
            sentences.finish()
        };
        assert_eq!(with("order.number"), with("order.number"));
        assert_ne!(with("order.number"), with("order.id"));
        assert_ne!(with("order"), sentences("Your order order left us this morning."));
    }
}
