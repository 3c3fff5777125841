//! The words that phrases name, numbered: one text for all, and a table that leads from a word to its number. Every word of a
//! macro is looked up once, and only packs put words in, so that no text can make the look-up slow.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How many places a table has at first; always a power of two, of which at least half are free.
const FIRST: usize = 64;
/// A number with its bits well mixed.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Words, numbered from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// One behind the other.
    text: String,
    /// By number: where a word ends in the text.
    ends: Vec<u32>,
    /// The upper half of a word's hash, and one more than its number; zero where no word is.
    table: Vec<(u32, u32)>,
}

impl Words {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All, by their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.text.get(self.range(number)).unwrap_or_default())
    }

    /// The number of a word.
    pub(super) fn get(&self, word: &str) -> Option<u32> {
        let mask = self.table.len().checked_sub(1)?;
        let hash = hash(word.as_bytes());
        let mut at = hash as usize;
        loop {
            let (upper, next) = *self.table.get(at & mask)?;
            let number = next.checked_sub(1)?;
            let is_it = || self.text.as_bytes().get(self.range(number as usize)) == Some(word.as_bytes());
            if upper == (hash >> 32) as u32 && is_it() {
                return Some(number);
            }
            at += 1;
        }
    }

    /// The number of a word, which is added if it is new.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(known) = self.get(word) {
            return known;
        }
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        if 2 * self.len() > self.table.len() {
            self.fill_table();
        } else {
            self.put(word.as_bytes(), self.len() as u32);
        }
        self.len() as u32 - 1
    }

    fn range(&self, number: usize) -> std::ops::Range<usize> {
        let end = |number: usize| self.ends.get(number).map_or(0, |end| *end as usize);
        number.checked_sub(1).map_or(0, end)..end(number)
    }

    /// Makes a table that is large enough.
    fn fill_table(&mut self) {
        let places = (2 * self.len()).next_power_of_two().max(FIRST);
        self.table = vec![(0, 0); places];
        let text = std::mem::take(&mut self.text);
        for number in 0..self.len() {
            let word = text.as_bytes().get(self.range(number)).unwrap_or_default();
            self.put(word, number as u32 + 1);
        }
        self.text = text;
    }

    fn put(&mut self, word: &[u8], next: u32) {
        let mask = self.table.len().saturating_sub(1);
        let hash = hash(word);
        let mut at = hash as usize;
        while let Some(place) = self.table.get_mut(at & mask) {
            if place.1 == 0 {
                *place = ((hash >> 32) as u32, next);
                return;
            }
            at += 1;
        }
    }
}

fn hash(word: &[u8]) -> u64 {
    let mix = |hash: u64, bytes: u64| {
        let mixed = (hash ^ bytes).wrapping_mul(MIX);
        mixed ^ mixed >> 29
    };
    let (chunks, rest) = word.as_chunks::<8>();
    let hash = chunks.iter().fold(word.len() as u64, |hash, chunk| mix(hash, u64::from_le_bytes(*chunk)));
    mix(hash, rest.iter().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)))
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.text, &self.ends).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (text, ends) = Deserialize::deserialize(deserializer)?;
        let mut words = Self { text, ends, table: Vec::new() };
        words.fill_table();
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_keeps_its_number() {
        let mut words = Words::default();
        assert_eq!(words.get("hello"), None);
        let all: Vec<String> = (0..500).map(|number| format!("word{}{number}", "s".repeat(number % 20))).collect();
        for (number, word) in (0..).zip(&all) {
            assert_eq!(words.number(word), number);
        }
        let read: Words = postcard::from_bytes(&postcard::to_stdvec(&words).unwrap()).unwrap();
        for words in [&words, &read] {
            for (number, word) in (0..).zip(&all) {
                assert_eq!(words.get(word), Some(number));
            }
            assert_eq!((words.get("words"), words.get("")), (None, None));
            assert!(words.iter().eq(&all));
        }
    }

    #[test]
    fn an_empty_word_is_one_too() {
        let mut words = Words::default();
        assert_eq!([words.number("a"), words.number(""), words.number("é")], [0, 1, 2]);
        assert_eq!([words.get("a"), words.get(""), words.get("é")], [Some(0), Some(1), Some(2)]);
    }
}
