//! What stands for a text, so that it can be told from another without keeping it.

use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use twox_hash::xxhash3_128::Hasher;

/// A number of 128 bits that two texts share only if they are the same, as far as chance goes. It is not meant to withstand
/// anybody who looks for two texts with one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digest(u128);

impl Digest {
    /// Of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Hasher::oneshot(bytes))
    }

    /// Of a list of parts: where one ends and the next begins makes a difference.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Hasher::new();
        for part in parts {
            hasher.write(&(part.len() as u64).to_le_bytes());
            hasher.write(part);
        }
        Self(hasher.finish_128())
    }

    /// Of all that there is to read, which is not kept.
    pub fn of_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut hasher = Hasher::new();
        let mut buffer = vec![0; 1 << 18];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(Self(hasher.finish_128())),
                Ok(read) => hasher.write(buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Its bytes.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// The digest with these bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_le_bytes(bytes))
    }

    /// The half of it.
    pub fn short(self) -> u64 {
        self.0 as u64
    }

    /// As the name of a file.
    pub fn name(self) -> String {
        format!("{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_of_parts_count() {
        let of = |parts: &[&str]| Digest::of_parts(parts.iter().map(|part| part.as_bytes()));
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        let different = [of(&["a", "b"]), of(&["ab"]), of(&["ab", ""]), of(&["", "ab"]), of(&[]), Digest::of(b"ab")];
        assert!(different.iter().enumerate().all(|(at, one)| !different[at + 1..].contains(one)));
        assert_eq!(Digest::from_bytes(different[0].bytes()), different[0]);
        let long = b"abc".repeat(100_000);
        assert_eq!(Digest::of_reader(&long[..]).unwrap(), Digest::of(&long));
    }
}
