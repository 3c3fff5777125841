//! The text of one open sentence as it is shown, and where each byte of it stands in the source.
//!
//! What is not text (an output, a slot) is shown as one stand-in letter, so that its neighbours are segmented as if a
//! word stood there. Line breaks are shown as blanks, byte for byte: a sentence is read as if it stood on one line.

use std::ops::Range;

use super::place::Place;
use crate::text::Span;

/// The stand-in: an ideograph, which is a letter to sentence segmentation and a word of its own to word segmentation.
pub(super) const STAND_IN: char = '\u{3400}';

/// What a stretch of the shown text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    /// Text as it stands in the source.
    Text,
    /// The value of an output that is the same on every path.
    Value,
    /// An output whose value is not known, by the index of its item.
    Placeholder(usize),
    /// A slot, by the index of its item.
    Slot(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Piece {
    /// First byte in the shown text.
    shown: usize,
    place: Place,
    origin: Origin,
}

/// The text of what is still open, or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Shown {
    pub(super) text: String,
    pieces: Vec<Piece>,
}

impl Shown {
    /// Adds text that stands at `place` as it is.
    pub(super) fn push_text(&mut self, text: &str, place: Place) {
        let follows = self.pieces.last().is_some_and(|last| {
            let end = last.place.span.start + (self.text.len() - last.shown);
            last.origin == Origin::Text && last.place.file == place.file && end == place.span.start
        });
        if !follows {
            self.pieces.push(Piece { shown: self.text.len(), place, origin: Origin::Text });
        }
        self.push_flat(text);
    }

    /// Adds what the output at `place` prints.
    pub(super) fn push_value(&mut self, text: &str, place: Place) {
        self.pieces.push(Piece { shown: self.text.len(), place, origin: Origin::Value });
        self.push_flat(text);
    }

    /// Adds what is shown as one opaque word.
    pub(super) fn push_item(&mut self, origin: Origin, place: Place) {
        self.pieces.push(Piece { shown: self.text.len(), place, origin });
        self.text.push(STAND_IN);
    }

    /// Adds text with blanks for line breaks.
    fn push_flat(&mut self, text: &str) {
        if text.is_ascii() {
            let mut rest = text;
            while let Some((line, below)) = memchr::memchr2(b'\n', b'\r', rest.as_bytes())
                .and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?)))
            {
                self.text.push_str(line);
                self.text.push(' ');
                rest = below;
            }
            self.text.push_str(rest);
            return;
        }
        for c in text.chars() {
            match c {
                '\n' | '\r' => self.text.push(' '),
                '\u{2028}' | '\u{2029}' | '\u{85}' => self.text.extend(std::iter::repeat_n(' ', c.len_utf8())),
                _ => self.text.push(c),
            }
        }
    }

    /// Leaves only what stands behind byte `at`.
    pub(super) fn keep_from(&mut self, at: usize) {
        if at == 0 {
            return;
        }
        if at >= self.text.len() {
            self.text.clear();
            self.pieces.clear();
            return;
        }
        let first = self.index(at).unwrap_or(0);
        self.pieces.drain(..first);
        if let Some(piece) = self.pieces.first_mut() {
            if piece.origin == Origin::Text {
                piece.place.span.start += at - piece.shown;
            }
            piece.shown = at;
        }
        for piece in &mut self.pieces {
            piece.shown -= at;
        }
        self.text.drain(..at);
    }

    fn index(&self, offset: usize) -> Option<usize> {
        self.pieces.partition_point(|piece| piece.shown <= offset).checked_sub(1)
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        self.pieces.get(self.index(offset)?)
    }

    /// What the byte at `offset` comes from.
    pub(super) fn origin(&self, offset: usize) -> Option<Origin> {
        self.piece(offset).map(|piece| piece.origin)
    }

    /// Where `start..end` of the shown text (not empty) comes from: the smallest place that holds all of it, in the file
    /// where it begins.
    pub(super) fn place(&self, start: usize, end: usize) -> Place {
        let Some(from) = self.index(start) else { return Place::default() };
        // Most stand in one piece.
        if let Some(piece) = self.pieces.get(from)
            && self.pieces.get(from + 1).is_none_or(|next| end <= next.shown)
        {
            let offset = |at: usize| piece.place.span.start + at - piece.shown;
            let span = match piece.origin {
                Origin::Text => Span::new(offset(start), offset(end.min(self.text.len()).max(start))),
                _ => piece.place.span,
            };
            return Place { file: piece.place.file, span };
        }
        let to = self.index(end.saturating_sub(1).max(start)).unwrap_or(from);
        let pieces = self.pieces.get(from..=to).unwrap_or_default();
        let mut place: Option<Place> = None;
        for piece in pieces {
            let span = match piece.origin {
                Origin::Text => {
                    let offset = |at: usize| piece.place.span.start + at.saturating_sub(piece.shown);
                    let stop = self.end_of(piece).min(end);
                    Span::new(offset(start.max(piece.shown)), offset(stop))
                }
                _ => piece.place.span,
            };
            match &mut place {
                Some(place) if place.file == piece.place.file => place.span = place.span.cover(span),
                Some(_) => {}
                None => place = Some(Place { file: piece.place.file, span }),
            }
        }
        place.unwrap_or_default()
    }

    /// For places that are asked for one behind the other.
    pub(super) fn places(&self) -> Places<'_> {
        Places { shown: self, known: 0..0, place: Place::default() }
    }

    /// Where a piece ends in the shown text.
    fn end_of(&self, piece: &Piece) -> usize {
        let next = self.pieces.partition_point(|other| other.shown <= piece.shown);
        self.pieces.get(next).map_or(self.text.len(), |next| next.shown)
    }
}

/// Where bytes of a shown text come from, with the stretch of text that was asked for last.
pub(super) struct Places<'a> {
    shown: &'a Shown,
    /// The bytes of that stretch.
    known: Range<usize>,
    /// Where it stands.
    place: Place,
}

impl Places<'_> {
    /// The same as [`Shown::place`].
    #[inline]
    pub(super) fn of(&mut self, start: usize, end: usize) -> Place {
        if self.known.start <= start && start <= end && end <= self.known.end && start < self.known.end {
            let offset = |at: usize| self.place.span.start + at - self.known.start;
            return Place { file: self.place.file, span: Span { start: offset(start), end: offset(end) } };
        }
        self.look_up(start, end)
    }

    fn look_up(&mut self, start: usize, end: usize) -> Place {
        if let Some(piece) = self.shown.piece(start).filter(|piece| piece.origin == Origin::Text) {
            self.known = piece.shown..self.shown.end_of(piece);
            self.place = piece.place;
        }
        self.shown.place(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(start: usize, end: usize) -> Place {
        Place { file: 0, span: Span::new(start, end) }
    }

    #[test]
    fn an_opaque_word_maps_to_its_whole_item() {
        let source = "Hi {{ x }}, é!";
        let mut shown = Shown::default();
        shown.push_text("Hi ", here(0, 3));
        shown.push_item(Origin::Placeholder(7), here(3, 10));
        shown.push_text(&source[10..], here(10, source.len()));
        assert_eq!(shown.text, "Hi \u{3400}, é!");
        assert_eq!(shown.origin(3), Some(Origin::Placeholder(7)));
        assert_eq!(shown.place(3, 6), here(3, 10));
        assert_eq!(shown.place(0, shown.text.len()), here(0, source.len()));
        assert_eq!(shown.place(8, 10).span.of(source), "é");
        let mut places = shown.places();
        for (start, end) in [(0, 2), (0, 3), (2, 5), (3, 6), (6, 7), (3, 8), (8, 10), (10, 11), (10, 99), (0, 1)] {
            assert_eq!(places.of(start, end), shown.place(start, end), "{start}..{end}");
        }
        shown.keep_from(2);
        assert_eq!((shown.text.as_str(), shown.place(1, 4)), (" \u{3400}, é!", here(3, 10)));
        shown.keep_from(5);
        assert_eq!((shown.text.as_str(), shown.place(0, 1).span.of(source)), (" é!", " "));
        shown.keep_from(99);
        assert_eq!(shown, Shown::default());
    }

    #[test]
    fn breaks_are_blanks_of_the_same_length() {
        let mut shown = Shown::default();
        shown.push_text("a\r\nb\u{2028}c", here(0, 8));
        shown.push_text("\nd", here(8, 10));
        assert_eq!((shown.text.as_str(), shown.text.len()), ("a  b   c d", 10));
        assert_eq!(shown.place(9, 10), here(9, 10));
    }
}
