//! A text as the formatter reads it: the macro, and what stands between its delimiters.

use crate::syntax::{Delimited, Item, Macro};

/// A text that was read.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub(super) source: &'a str,
    pub(super) parsed: Macro,
    /// Of all parts that are closed, in the order of the text.
    parts: Vec<Delimited>,
}

impl<'a> Read<'a> {
    /// Reads `source`.
    pub(super) fn new(source: &'a str) -> Self {
        let (parsed, parts) = Macro::parse_in_pieces(source);
        Self { source, parsed, parts }
    }

    /// Every item with its pieces, where it is a part that is closed.
    pub(super) fn items(&self) -> impl Iterator<Item = (&Item, Option<&Delimited>)> {
        let mut parts = self.parts.iter().peekable();
        self.parsed.items.iter().map(move |item| {
            while parts.next_if(|part| part.span.start < item.span.start).is_some() {}
            (item, parts.next_if(|part| part.span == item.span))
        })
    }
}
