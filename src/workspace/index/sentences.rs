//! The sentences of a macro as numbers: the same words in the same order give the same number, whatever their case, their
//! marks and the white space between them.

/// A sentence of fewer words says nothing about where it comes from: greetings, thanks, sign-offs.
const FEWEST_WORDS: u32 = 6;

/// A number for a text: small, and the same in every run.
pub(super) fn hash(text: &str) -> u32 {
    let mut hash = Hash::default();
    text.bytes().for_each(|byte| hash.add(byte));
    hash.folded()
}

/// By byte: the small letter or digit that it counts as; zero for any other character.
const SMALL: [u8; 256] = {
    let mut small = [0; 256];
    let mut byte = b'0';
    while byte <= b'z' {
        if byte.is_ascii_alphanumeric() {
            small[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

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

    fn folded(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

/// Cuts text into sentences while it comes in.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    sentence: Hash,
    words: u32,
    word: Hash,
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
            if byte.is_ascii_alphanumeric() {
                at += self.letters(bytes.get(at..).unwrap_or_default());
                continue;
            }
            if byte.is_ascii() {
                self.ascii(byte, text.get(at + 1..).unwrap_or_default());
                at += 1;
                continue;
            }
            let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
            self.letter(letter);
            at += letter.len_utf8();
        }
    }

    /// Takes the letters and digits in that bytes begin with; gives how many.
    fn letters(&mut self, bytes: &[u8]) -> usize {
        self.ends = false;
        self.in_word = true;
        let mut word = self.word;
        let mut count = 0;
        for byte in bytes {
            let small = SMALL.get(usize::from(*byte)).copied().unwrap_or_default();
            if small == 0 {
                break;
            }
            word.add(small);
            count += 1;
        }
        self.word = word;
        count
    }

    /// Takes any other character of ASCII.
    fn ascii(&mut self, byte: u8, rest: &str) {
        // `can't` is one word, with whatever apostrophe.
        if byte == b'\'' {
            return;
        }
        self.end_word();
        match byte {
            b'.' | b'!' | b'?' => self.ends = true,
            b'\n' if begins_anew(rest) => self.end(),
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
                lower.encode_utf8(&mut buffer).bytes().for_each(|byte| self.word.add(byte));
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
        self.word.add(0);
        text.bytes().for_each(|byte| self.word.add(byte));
        self.end_word();
    }

    fn end_word(&mut self) {
        if !std::mem::take(&mut self.in_word) {
            return;
        }
        let word = std::mem::take(&mut self.word);
        word.folded().to_le_bytes().into_iter().for_each(|byte| self.sentence.add(byte));
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
