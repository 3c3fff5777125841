//! Holes: stretches of a text between delimiters, which no markup is looked for in.

use super::super::Platform;
use super::idiom;
use super::token;
use crate::text::Span;

/// The longest hole, in bytes: what goes on for longer was never closed.
const LONGEST: usize = 2_000;

/// What opens and closes holes in the texts of one help desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delimiters {
    pairs: Vec<(&'static str, &'static str)>,
    /// The first bytes of openers.
    first: Vec<u8>,
    /// Whether a fallback that is written as logic is one hole.
    idioms: bool,
}

/// A hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// From delimiter to delimiter.
    pub span: Span,
}

impl Delimiters {
    /// Those of a help desk, and those of Liquid.
    pub fn of(platform: &Platform) -> Self {
        let mut pairs = platform.delimiters.clone();
        for liquid in [("{{", "}}"), ("{%", "%}")] {
            if !pairs.contains(&liquid) {
                pairs.push(liquid);
            }
        }
        Self { idioms: runs_logic(platform), ..Self::new(pairs) }
    }

    /// Those of a help desk that are not those of Liquid; `None` where there are none.
    pub(in crate::helpdesk) fn foreign(platform: &Platform) -> Option<Self> {
        let pairs = platform.delimiters.iter().filter(|(open, _)| *open != "{{");
        let pairs: Vec<_> = pairs.copied().collect();
        (!pairs.is_empty()).then(|| Self::new(pairs))
    }

    /// What a help desk takes for its own, with or without tags.
    pub(in crate::helpdesk) fn own(platform: &Platform, with_tags: bool) -> Self {
        let mut pairs = platform.delimiters.clone();
        pairs.extend(Some(("{%", "%}")).filter(|tag| with_tags && !pairs.contains(tag)));
        Self::new(pairs)
    }

    /// Those of Liquid.
    pub fn liquid() -> Self {
        Self::new(vec![("{{", "}}"), ("{%", "%}")])
    }

    fn new(mut pairs: Vec<(&'static str, &'static str)>) -> Self {
        // Of two that begin alike the longer one is meant.
        pairs.sort_by_key(|(open, _)| std::cmp::Reverse(open.len()));
        let mut first: Vec<u8> = pairs.iter().filter_map(|(open, _)| open.bytes().next()).collect();
        first.dedup();
        Self { pairs, first, idioms: false }
    }

    /// Where the hole ends that begins at the start of `rest`. Where `markup` is, tags may cut what opens and closes it, as
    /// editors let them: `{{name}<b>}</b>`.
    pub(super) fn length(&self, rest: &str, markup: bool) -> Option<usize> {
        let byte = rest.bytes().next()?;
        if !self.first.contains(&byte) {
            return None;
        }
        let idiom = if self.idioms { idiom::length(rest) } else { None };
        if idiom.is_some() {
            return idiom;
        }
        let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
        let mut begun = self.pairs.iter().filter_map(|pair| Some((pair, mark_length(near, pair.0, markup)?)));
        let ((open, close), begun) = begun.next()?;
        closed(near, begun, (open, close), markup)
    }
}

/// How long a mark is at the start of `rest`, with the tags that cut it.
fn mark_length(rest: &str, mark: &str, markup: bool) -> Option<usize> {
    let mut at = 0;
    for (place, byte) in mark.bytes().enumerate() {
        while let Some(tag) = rest.get(at..).filter(|_| markup && place > 0).and_then(token::tag) {
            if token::ends_line(rest.get(at..at + tag)?) {
                return None;
            }
            at += tag;
        }
        if rest.as_bytes().get(at) != Some(&byte) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Where a hole ends whose inside begins at `begun`. It holds no opener of its own, and no tag that ends a line: what does was
/// never closed.
fn closed(near: &str, begun: usize, (open, close): (&str, &str), markup: bool) -> Option<usize> {
    let mut at = begun;
    while let Some(byte) = near.as_bytes().get(at) {
        let Some(rest) = near.get(at..) else {
            at += 1;
            continue;
        };
        if close.as_bytes().first() == Some(byte)
            && let Some(length) = mark_length(rest, close, markup)
        {
            return (at > begun).then_some(at + length);
        }
        let is_cut = match open == close {
            // One letter on both sides, such as `%`, stands around words only.
            true => rest.starts_with(char::is_whitespace),
            false => rest.starts_with(open),
        };
        if is_cut {
            return None;
        }
        at += match byte {
            b'<' => match token::tag(rest) {
                Some(tag) if token::ends_line(rest.get(..tag)?) => return None,
                Some(tag) if markup => tag,
                _ => 1,
            },
            b'"' | b'\'' => quoted(near, at)
                .filter(|length| !rest.get(..*length).is_some_and(|text| text.contains(close)))
                .unwrap_or(1),
            _ => 1,
        };
    }
    None
}

/// How long the text in quotes is that begins at `at`; an apostrophe begins none.
fn quoted(inside: &str, at: usize) -> Option<usize> {
    let quote = *inside.as_bytes().get(at)?;
    if inside.get(..at)?.ends_with(char::is_alphanumeric) {
        return None;
    }
    Some(2 + memchr::memchr(quote, inside.as_bytes().get(at + 1..)?)?)
}

/// The tags in a hole, outside of its texts in quotes.
pub(super) fn tags(hole: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(byte) = hole.as_bytes().get(at) {
        let length = match byte {
            b'<' => hole.get(at..).and_then(token::tag),
            b'"' | b'\'' => quoted(hole, at),
            _ => None,
        };
        if let Some(length) = length.filter(|_| *byte == b'<') {
            out.push(Span::new(at, at + length));
        }
        at += length.unwrap_or(1);
    }
    out
}

fn runs_logic(platform: &Platform) -> bool {
    platform.logic.as_ref().is_some_and(|logic| logic.tags.iter().any(|tag| tag == "if"))
}

/// The holes of a text, in order.
pub fn holes<'t>(text: &'t str, delimiters: &'t Delimiters) -> impl Iterator<Item = Hole> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = text.get(at..)?;
            let found = rest.bytes().position(|byte| delimiters.first.contains(&byte))?;
            let start = at + found;
            if let Some(length) = text.get(start..).and_then(|rest| delimiters.length(rest, false)) {
                at = start + length;
                return Some(Hole { span: Span::new(start, at) });
            }
            at = start + 1;
        }
        None
    })
}

/// The holes of an address, each with where it stands and what is meant: editors write `%7B%7Bticket.id%7D%7D`. All else
/// stays encoded as it is.
pub(super) fn address_holes(address: &str, delimiters: &Delimiters) -> Vec<(Span, String)> {
    if !address.contains('%') {
        return holes(address, delimiters).map(|hole| (hole.span, hole.span.of(address).to_owned())).collect();
    }
    let mut plain: Vec<u8> = Vec::with_capacity(address.len());
    // Where each byte of it stands in the address, and where that ends.
    let mut from: Vec<usize> = Vec::with_capacity(address.len() + 1);
    let bytes = address.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = address.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let decoded = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let decoded = decoded.filter(|letter| matches!(letter, b' '..=b'~'));
        from.push(at);
        plain.push(decoded.unwrap_or(*byte));
        at += if decoded.is_some() { 3 } else { 1 };
    }
    from.push(address.len());
    // Only letters of ASCII took the place of others.
    let plain = String::from_utf8(plain).unwrap_or_default();
    let place = |at: usize| from.get(at).copied().unwrap_or(address.len());
    let found = holes(&plain, delimiters).map(|hole| hole.span);
    found.map(|span| (Span::new(place(span.start), place(span.end)), span.of(&plain).to_owned())).collect()
}
