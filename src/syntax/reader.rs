//! Walks over the pieces between delimiters: what comes next, where we are, and what went wrong.

use super::Mistake;
use super::node::{Delimited, Piece, PieceKind};
use crate::text::{Edit, Span};

/// Reading cannot go on; the mistake has been noted.
pub(super) struct Stop;

/// What was read, or nothing where a mistake stops the reading.
pub(super) type Outcome<T> = Result<T, Stop>;

/// A place among the pieces of one pair of delimiters.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pieces: &'a [Piece],
    at: usize,
    /// Between the delimiters.
    inner: Span,
    /// The end of the longest beginning that makes sense by itself.
    sound: usize,
    /// Whether only the beginning has to make sense, because nobody knows where the end is.
    prefix: bool,
    /// The mistakes so far.
    pub(super) mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    /// Reads all that stands in `part`.
    pub(super) fn new(source: &'a str, part: &'a Delimited) -> Self {
        Self::over(source, &part.pieces, part.inner(), false)
    }

    /// Reads as much of `pieces` as makes sense, for a part that is never closed.
    pub(super) fn prefix(source: &'a str, pieces: &'a [Piece], inner: Span) -> Self {
        Self::over(source, pieces, inner, true)
    }

    pub(super) fn over(source: &'a str, pieces: &'a [Piece], inner: Span, prefix: bool) -> Self {
        Self { source, pieces, at: 0, inner, sound: inner.start, prefix, mistakes: Vec::new() }
    }

    /// The piece that comes next.
    pub(super) fn peek(&self) -> Option<Piece> {
        self.peek_at(0)
    }

    /// The piece after `ahead` others.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<Piece> {
        self.pieces.get(self.at + ahead).copied()
    }

    /// The kind of the piece that comes next.
    pub(super) fn peek_kind(&self) -> Option<PieceKind> {
        self.peek().map(|piece| piece.kind)
    }

    /// The source text of the piece that comes next; empty at the end.
    pub(super) fn peek_text(&self) -> &'a str {
        self.peek().map_or("", |piece| piece.span.of(self.source))
    }

    /// Takes the next piece.
    pub(super) fn bump(&mut self) -> Option<Piece> {
        let piece = self.peek()?;
        self.at += 1;
        Some(piece)
    }

    /// Takes the next piece if it is of `kind`.
    pub(super) fn eat(&mut self, kind: PieceKind) -> Option<Piece> {
        if self.peek_kind() == Some(kind) { self.bump() } else { None }
    }

    /// Takes the next piece if it is the word `word`.
    pub(super) fn eat_word(&mut self, word: &str) -> Option<Piece> {
        if self.peek_kind() == Some(PieceKind::Word) && self.peek_text() == word { self.bump() } else { None }
    }

    /// Whether all pieces are taken.
    pub(super) fn at_end(&self) -> bool {
        self.at >= self.pieces.len()
    }

    /// The end of the last piece taken, or the end of the opener.
    pub(super) fn last_end(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.pieces.get(last)).map_or(self.inner.start, |piece| piece.span.end)
    }

    /// The next piece's place; at the end the place where it would be typed.
    pub(super) fn here(&self) -> Span {
        self.peek().map_or(Span::at(self.last_end()), |piece| piece.span)
    }

    /// From `start` to the end of the last piece taken.
    pub(super) fn since(&self, start: usize) -> Span {
        Span::new(start, self.last_end())
    }

    /// From the next piece to the last of all.
    pub(super) fn rest(&self) -> Span {
        let end = self.pieces.last().map_or(self.inner.start, |piece| piece.span.end);
        Span::new(self.here().start, end)
    }

    /// Between the delimiters.
    pub(super) fn inner(&self) -> Span {
        self.inner
    }

    /// Whether the next piece stands right after the last one taken.
    pub(super) fn touches_last(&self) -> bool {
        self.peek().is_some_and(|piece| piece.span.start == self.last_end())
    }

    /// Whether the next piece can start a value.
    pub(super) fn at_value(&self) -> bool {
        matches!(
            self.peek_kind(),
            Some(
                PieceKind::Word
                    | PieceKind::Text
                    | PieceKind::UnclosedText
                    | PieceKind::Number
                    | PieceKind::Literal
                    | PieceKind::OpenParen
            )
        )
    }

    /// Notes that all up to here makes sense by itself.
    pub(super) fn mark_sound(&mut self) {
        self.sound = self.last_end();
    }

    /// The end of the longest beginning that makes sense.
    pub(super) fn sound(&self) -> usize {
        self.sound
    }

    /// Whether only the beginning has to make sense.
    pub(super) fn is_prefix(&self) -> bool {
        self.prefix
    }

    /// Notes a mistake and goes on.
    pub(super) fn note(&mut self, mistake: Mistake) {
        self.mistakes.push(mistake);
    }

    /// Notes a mistake after which nothing more can be read.
    pub(super) fn stop<T>(&mut self, mistake: Mistake) -> Outcome<T> {
        self.mistakes.push(mistake);
        Err(Stop)
    }

    /// The edit that removes everything from the next piece on, with the blanks before it.
    pub(super) fn delete_rest(&self) -> Edit {
        Edit::delete(Span::new(self.last_end(), self.rest().end))
    }
}
