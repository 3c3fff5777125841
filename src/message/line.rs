//! Light Markdown by lines: what a line begins with, and how long it is.
//!
//! Paragraphs end at blank lines; list items, headings and short lines of an address or a signature stand alone (unless
//! the next begins in lower case); quotes of the customer and fenced code are left out.

use std::ops::Range;

/// A line that is shorter than this (in characters) and has no end mark was broken on purpose: greeting, signature, address.
const SHORT_LINE: usize = 45;

/// What a line that is not blank begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// The fence of a block of code.
    Fence,
    /// The `>` of a quote of the customer.
    Quote,
    /// A list marker or heading marks: this many bytes with the blanks behind them.
    Marker(usize),
    /// A word in lower case.
    Lower,
    /// Anything else.
    Other,
}

/// What `line`, which begins with something else than a blank, begins with.
pub(super) fn beginning(line: &str) -> Beginning {
    if line.starts_with("```") || line.starts_with("~~~") {
        return Beginning::Fence;
    }
    if line.starts_with('>') {
        return Beginning::Quote;
    }
    match marker_length(line) {
        0 if line.starts_with(char::is_lowercase) => Beginning::Lower,
        0 => Beginning::Other,
        length => Beginning::Marker(length),
    }
}

/// The lines of `text`, each with whether a break ends it; the last may be empty.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = text.get(start..).unwrap_or_default();
        let Some(length) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) else {
            done = true;
            return Some((start..text.len(), false));
        };
        let line = start..start + length;
        start = line.end + if rest.get(length..).is_some_and(|tail| tail.starts_with("\r\n")) { 2 } else { 1 };
        Some((line, true))
    })
}

/// The bytes of a list marker or heading marks with the blanks behind them, or 0.
fn marker_length(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    let rest = |at: usize| line.get(at..).unwrap_or_default();
    let width = match () {
        () if line.starts_with(['-', '*', '+', '•']) => line.chars().next().map_or(0, char::len_utf8),
        () if (1..=3).contains(&digits) && rest(digits).starts_with(['.', ')']) => digits + 1,
        () if (1..=6).contains(&hashes) => hashes,
        () => return 0,
    };
    let blanks = rest(width).len() - rest(width).trim_start().len();
    if blanks == 0 { 0 } else { width + blanks }
}

/// Whether a line of so many characters is short.
pub(super) fn is_short_length(length: usize) -> bool {
    length < SHORT_LINE
}

/// Whether a line is short.
pub(super) fn is_short(line: &str) -> bool {
    is_short_length(line.len()) || is_short_length(line.trim().chars().count())
}

/// Whether a line that ends in `said` would go on below: it has an end mark.
pub(super) fn has_end_mark(said: &str) -> bool {
    said.trim_end().ends_with(['.', '!', '?', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lines_begin_with() {
        let check = |line: &str, expected: Beginning| assert_eq!(beginning(line), expected, "{line:?}");
        check("```rust", Beginning::Fence);
        check("~~~", Beginning::Fence);
        check("> you never answer", Beginning::Quote);
        check("- one", Beginning::Marker(2));
        check("•  two", Beginning::Marker(4 + 1));
        check("12) three", Beginning::Marker(4));
        check("## Refunds", Beginning::Marker(3));
        check("-5 degrees", Beginning::Other);
        check("1.5 hours", Beginning::Other);
        check("and so on", Beginning::Lower);
        check("Yes", Beginning::Other);
    }

    #[test]
    fn lines_with_their_breaks() {
        let found: Vec<_> = lines("a\r\n\rb\n").collect();
        assert_eq!(found, [(0..1, true), (3..3, true), (4..5, true), (6..6, false)]);
    }
}
