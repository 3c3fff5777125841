//! The text of one passage as it is shown, and where each byte of it stands in the source.
//!
//! What is not text (an output, a slot) is shown as one stand-in letter, so that its neighbours are segmented as if a
//! word stood there.

use crate::text::Span;

/// The stand-in: an ideograph, which is a letter to sentence segmentation and a word of its own to word segmentation.
pub(super) const STAND_IN: char = '\u{3400}';

/// What a stretch of the shown text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Text as it stands in the source.
    Text,
    /// An item of the macro, by index.
    Item(usize),
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    /// First byte in the shown text.
    shown: usize,
    source: Span,
    origin: Origin,
}

/// One passage between two tags that cut it.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub(super) text: String,
    pieces: Vec<Piece>,
}

impl Shown {
    /// Adds text of the source.
    pub(super) fn push_text(&mut self, source: &str, span: Span) {
        self.pieces.push(Piece { shown: self.text.len(), source: span, origin: Origin::Text });
        self.text.push_str(span.of(source));
    }

    /// Adds an item that is shown as one opaque word.
    pub(super) fn push_item(&mut self, item: usize, span: Span) {
        self.pieces.push(Piece { shown: self.text.len(), source: span, origin: Origin::Item(item) });
        self.text.push(STAND_IN);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.shown <= offset);
        self.pieces.get(after.checked_sub(1)?)
    }

    /// The item that the byte at `offset` stands for, if it is not text.
    pub(super) fn item(&self, offset: usize) -> Option<usize> {
        match self.piece(offset)?.origin {
            Origin::Item(item) => Some(item),
            Origin::Text => None,
        }
    }

    /// Where `start..end` of the shown text (not empty) comes from: the smallest span that holds all of it.
    pub(super) fn source(&self, start: usize, end: usize) -> Span {
        let first = self.piece(start).map_or(0, |piece| match piece.origin {
            Origin::Text => piece.source.start + (start - piece.shown),
            Origin::Item(_) => piece.source.start,
        });
        let last = self.piece(end.saturating_sub(1).max(start)).map_or(first, |piece| match piece.origin {
            Origin::Text => piece.source.start + (end - piece.shown),
            Origin::Item(_) => piece.source.end,
        });
        Span::new(first, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opaque_word_maps_to_its_whole_item() {
        let source = "Hi {{ x }}, é!";
        let mut shown = Shown::default();
        shown.push_text(source, Span::new(0, 3));
        shown.push_item(7, Span::new(3, 10));
        shown.push_text(source, Span::new(10, source.len()));
        assert_eq!(shown.text, "Hi \u{3400}, é!");
        assert_eq!(shown.item(3), Some(7));
        assert_eq!(shown.source(3, 6), Span::new(3, 10));
        assert_eq!(shown.source(0, shown.text.len()), Span::new(0, source.len()));
        assert_eq!(shown.source(8, 10).of(source), "é");
    }
}
