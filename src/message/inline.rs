//! Light Markdown inside a run: code, addresses and link targets, which are not read as English.

use std::ops::Range;

/// What a stretch is instead of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    /// One opaque word: code in backticks, a web or e-mail address.
    Opaque,
    /// Nothing at all: the target of a link.
    Hidden,
}

/// The masked stretches of `text`, in order, not overlapping.
pub(super) fn masks(text: &str) -> Vec<(Range<usize>, Mask)> {
    let mut out = Vec::new();
    if !may_hold_masks(text.as_bytes()) {
        return out;
    }
    let mut at = 0;
    let begins = |byte: &u8| matches!(byte, b'`' | b']' | b':' | b'@' | b'.');
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| rest.iter().position(begins)) {
        let here = at + found;
        let mask = match text.as_bytes().get(here) {
            Some(b'`') => code(text, here).map(|range| (range, Mask::Opaque)),
            Some(b']') => link_target(text, here).map(|range| (range, Mask::Hidden)),
            Some(b':') => web_address(text, here, "://"),
            Some(b'.') => web_address(text, here, "."),
            _ => mail_address(text, here),
        };
        match mask.filter(|(range, _)| range.start >= out.last().map_or(0, |(last, _): &(Range<usize>, Mask)| last.end))
        {
            Some((range, mask)) => {
                at = range.end.max(here + 1);
                out.push((range, mask));
            }
            None => at = here + 1,
        }
    }
    out
}

/// Whether anything stands in a text that a mask may begin with, or around: most have only full stops and colons of prose.
fn may_hold_masks(text: &[u8]) -> bool {
    let is_of_address = |at: usize| match text.split_at_checked(at) {
        Some((before, [b'.', ..])) => before.ends_with(b"www"),
        Some((_, after)) => after.starts_with(b"://"),
        None => false,
    };
    memchr::memchr3(b'`', b']', b'@', text).is_some() || memchr::memchr2_iter(b':', b'.', text).any(is_of_address)
}

/// From one run of backticks to the next of the same length.
fn code(text: &str, start: usize) -> Option<Range<usize>> {
    let run = |at: usize| text.get(at..).map_or(0, |rest| rest.bytes().take_while(|&byte| byte == b'`').count());
    let ticks = run(start);
    let mut at = start + ticks;
    loop {
        at += text.get(at..)?.find('`')?;
        let length = run(at);
        at += length;
        if length == ticks {
            return Some(start..at);
        }
    }
}

/// The `](target)` of a link.
fn link_target(text: &str, bracket: usize) -> Option<Range<usize>> {
    let rest = text.get(bracket..)?.strip_prefix("](")?;
    let length = rest.find([')', '\n'])?;
    rest.get(length..)?.starts_with(')').then_some(bracket..bracket + 2 + length + 1)
}

/// The address around `http://` or after `www.`.
fn web_address(text: &str, here: usize, mark: &str) -> Option<(Range<usize>, Mask)> {
    let before = text.get(..here)?;
    let after = text.get(here..)?.strip_prefix(mark)?;
    let scheme = match mark {
        "." => before.ends_with("www").then_some(3)?,
        _ => before.bytes().rev().take_while(u8::is_ascii_alphabetic).count(),
    };
    let length = after.find(|c: char| c.is_whitespace() || "<>()[]\"`".contains(c)).unwrap_or(after.len());
    let length = after.get(..length)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']).len();
    (scheme > 0 && length > 0).then(|| (here - scheme..here + mark.len() + length, Mask::Opaque))
}

/// The address around an `@`.
fn mail_address(text: &str, here: usize) -> Option<(Range<usize>, Mask)> {
    let of_address = |byte: &u8| byte.is_ascii_alphanumeric() || b"._+-".contains(byte);
    let before = text.get(..here)?.bytes().rev().take_while(of_address).count();
    let after = text.get(here + 1..)?.bytes().take_while(of_address).count();
    let host = text.get(here + 1..here + 1 + after)?.trim_end_matches(['.', '-', '_']);
    (before > 0 && host.contains('.')).then(|| (here - before..here + 1 + host.len(), Mask::Opaque))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Mask)]) {
        let found: Vec<(&str, Mask)> = masks(text).into_iter().map(|(range, mask)| (&text[range], mask)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_english() {
        check("see [the page](https://a.b/c?d=e) now", &[("](https://a.b/c?d=e)", Mask::Hidden)]);
        check("go to https://a.b/c. Then `x ``y`", &[("https://a.b/c", Mask::Opaque), ("`x ``y`", Mask::Opaque)]);
        check("write to help@fernhill.example, please", &[("help@fernhill.example", Mask::Opaque)]);
        check("www.fernhill.example!", &[("www.fernhill.example", Mask::Opaque)]);
    }

    #[test]
    fn what_only_looks_like_it() {
        check("a: b. c @home [x] ` y", &[]);
        check("è@é.è :// www.", &[]);
    }
}
