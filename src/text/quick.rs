//! Maps and sets whose keys are hashed in a few multiplications. Every run of the program has a seed of its own, so that no
//! text can be written to make a look-up slow.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

/// A map of that kind; made by `default`.
pub type QuickMap<K, V> = HashMap<K, V, Quick>;

/// A set of that kind; made by `default`.
pub type QuickSet<T> = HashSet<T, Quick>;

/// Makes the hashers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick;

impl BuildHasher for Quick {
    type Hasher = QuickHasher;

    fn build_hasher(&self) -> QuickHasher {
        static SEED: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
        QuickHasher(*SEED)
    }
}

/// Multiplies each word with what came before it.
#[derive(Clone, Debug)]
pub struct QuickHasher(u64);

/// An odd number whose bits are spread evenly.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl QuickHasher {
    fn add(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word).wrapping_mul(u128::from(FACTOR));
        // What the multiplication carried up comes back to the low bits, which tables look at as well.
        self.0 = (product as u64) ^ ((product >> 64) as u64).rotate_left(23);
    }
}

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            let last = rest.iter().rev().fold(rest.len() as u64, |last, byte| last << 8 | u64::from(*byte));
            self.add(last);
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.add(u64::from(number));
    }

    fn write_u16(&mut self, number: u16) {
        self.add(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_nearly_alike_fall_apart() {
        let names = (0..20_000).map(|number| format!("order.line_{number}"));
        let hashes: Vec<u64> = names.map(|name| Quick.hash_one(name)).collect();
        // A table of twice the size: as many places are taken as with hashes by chance, and so of the upper bits.
        for bits in [|hash: u64| hash % 32_768, |hash: u64| hash >> 49] {
            let places: HashSet<u64> = hashes.iter().copied().map(bits).collect();
            assert!(places.len() > 14_000, "{}", places.len());
        }
        assert_eq!(hashes.iter().collect::<HashSet<_>>().len(), hashes.len());
    }

    #[test]
    fn numbers_fall_apart() {
        let hashes = (0_u32..20_000).map(|number| Quick.hash_one((number / 100, number % 100)));
        let places: HashSet<u64> = hashes.map(|hash| hash % 32_768).collect();
        assert!(places.len() > 14_000, "{}", places.len());
    }
}
