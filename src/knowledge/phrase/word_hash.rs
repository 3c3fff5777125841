//! Hashing of short words (FNV-1a). Every word of a text is looked up once, and only packs put words in, so that no text
//! can make the look-up slow.

use std::hash::{BuildHasherDefault, Hasher};

/// For a [`std::collections::HashMap`] by word.
pub(in crate::knowledge) type WordHash = BuildHasherDefault<Fnv>;

#[derive(Clone, Debug)]
pub(in crate::knowledge) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
