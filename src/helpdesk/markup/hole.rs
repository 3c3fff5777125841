//! Holes: stretches of a text between delimiters, which no markup is looked for in.

use std::borrow::Cow;

use super::super::Platform;
use crate::text::Span;

/// The longest hole, in bytes: what goes on for longer was never closed.
const LONGEST: usize = 2_000;

/// What opens and closes holes in the texts of one help desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delimiters {
    pairs: Vec<(&'static str, &'static str)>,
    /// The first bytes of openers.
    first: Vec<u8>,
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
        Self::new(pairs)
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
        Self { pairs, first }
    }

    /// Where the hole ends that begins at the start of `rest`.
    pub(super) fn length(&self, rest: &str) -> Option<usize> {
        let byte = rest.bytes().next()?;
        if !self.first.contains(&byte) {
            return None;
        }
        let (open, close) = self.pairs.iter().find(|(open, _)| rest.starts_with(open))?;
        let near = rest.get(open.len()..rest.floor_char_boundary(LONGEST))?;
        // One letter on both sides, such as `%`, stands around words only.
        let near = if *open == *close { near.split(|c: char| c.is_whitespace()).next()? } else { near };
        near.find(close).filter(|end| *end > 0).map(|end| open.len() + end + close.len())
    }
}

/// The holes of a text, in order.
pub fn holes<'t>(text: &'t str, delimiters: &'t Delimiters) -> impl Iterator<Item = Hole> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = text.get(at..)?;
            let found = rest.bytes().position(|byte| delimiters.first.contains(&byte))?;
            let start = at + found;
            if let Some(length) = text.get(start..).and_then(|rest| delimiters.length(rest)) {
                at = start + length;
                return Some(Hole { span: Span::new(start, at) });
            }
            at = start + 1;
        }
        None
    })
}

/// An address with its encoded delimiters as they are meant: editors write `%7B%7Bticket.id%7D%7D`.
pub(super) fn decoded(address: &str) -> Cow<'_, str> {
    let has = |mark: &str| address.contains(mark);
    if !(has("%7B") || has("%7b")) || !(has("%7D") || has("%7d")) {
        return Cow::Borrowed(address);
    }
    let mut out = address.to_owned();
    for (encoded, plain) in [("%7B", "{"), ("%7b", "{"), ("%7D", "}"), ("%7d", "}")] {
        out = out.replace(encoded, plain);
    }
    Cow::Owned(out)
}
