//! What stands behind a sentence, told apart without keeping it: two paths whose texts end alike have the same there.

use std::ops::Range;

/// What is open behind a sentence. Texts of one length and hash are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Rest {
    /// In bytes.
    length: usize,
    hash: u64,
}

/// A prime, so that different texts hardly ever have one hash.
const MODULUS: u128 = (1 << 61) - 1;
const BASE: u128 = 0x1d3f_84a5_b2c6_9e17;

/// What stands behind each of `ranges` of `text`, which come in order: read once, from the end.
pub(super) fn rests(text: &str, ranges: &[Range<usize>]) -> Vec<Rest> {
    let bytes = text.as_bytes();
    let (mut hash, mut from) = (0_u64, bytes.len());
    let mut out: Vec<Rest> = Vec::with_capacity(ranges.len());
    for range in ranges.iter().rev() {
        let end = range.end.min(from);
        let more = bytes.get(end..from).unwrap_or_default();
        hash = more.iter().rev().fold(hash, |hash, byte| {
            let next = u128::from(hash) * BASE + u128::from(*byte) + 1;
            // Less than the modulus, and so than 64 bits hold.
            (next % MODULUS) as u64
        });
        from = end;
        out.push(Rest { length: bytes.len() - end, hash });
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_end_alike_have_the_same_rest() {
        let [long, short] = ["We x y. Sorry. One", "We y. Sorry. One"].map(|text| {
            let ends: Vec<usize> = text.match_indices('.').map(|(at, _)| at + 1).chain([text.len()]).collect();
            let ranges: Vec<Range<usize>> = ends.iter().map(|&end| 0..end).collect();
            rests(text, &ranges)
        });
        assert_eq!(long, short);
        assert_eq!(long.iter().map(|rest| rest.length).collect::<Vec<_>>(), [11, 4, 0]);
        let behind = |text: &str, end: usize| rests(text, std::slice::from_ref(&(0..end)));
        assert_ne!(behind("a. b", 2), behind("a. c", 2));
        assert_eq!(behind("", 0), behind("a", 1));
    }
}
