//! Letters and digits of ASCII, eight bytes at a time.

/// Eight bytes with one in each.
const ONES: u64 = u64::from_le_bytes([1; 8]);
/// Eight bytes with the high bit of each.
const HIGH: u64 = 0x80 * ONES;

/// How many letters and digits of ASCII eight bytes begin with, the lowest one first.
#[inline]
pub fn leading_alphanumeric(eight: u64) -> u32 {
    // The high bit of a byte says whether it is at least as large, where no byte had that bit before.
    let low = eight & !HIGH;
    let from = |first: u8, bytes: u64| bytes + (0x80 - u64::from(first)) * ONES;
    let within = |first: u8, last: u8, bytes: u64| from(first, bytes) & !from(last + 1, bytes);
    let is_one = (within(b'0', b'9', low) | within(b'a', b'z', small(low))) & !eight & HIGH;
    (!is_one & HIGH).trailing_zeros() / 8
}

/// Eight letters and digits with small letters for capitals: digits have the bit that tells them apart anyway.
#[inline]
pub fn small(eight: u64) -> u64 {
    eight | (0x20 * ONES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_counts_as_what_it_is_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                for other in *b"a9Z" {
                    let mut eight = [other; 8];
                    eight[place] = byte;
                    let expected = eight.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                    let found = leading_alphanumeric(u64::from_le_bytes(eight));
                    assert_eq!(found as usize, expected, "{eight:?}");
                }
            }
            if byte.is_ascii_alphanumeric() {
                let lower = [byte.to_ascii_lowercase(); 8];
                assert_eq!(small(u64::from_le_bytes([byte; 8])), u64::from_le_bytes(lower));
            }
        }
    }
}
