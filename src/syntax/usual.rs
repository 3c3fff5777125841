//! The parts of a text that is made of what nearly all macros are made of, found in one pass and without a tree.
//!
//! Where anything else stands (a part that is not closed, an index, a range, `{% raw %}`, a letter of another script in a
//! name), the whole text is left to the grammar, which knows all of it. A test holds the two to the same macros.

use super::front_matter::Fences;
use super::node::{Delimited, NodeKind, Piece, PieceKind};
use crate::text::Span;

/// Something stands in the text that only the grammar knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unusual;

/// Reads the parts of a text, one after the other.
pub(super) struct Parts<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
}

/// Tags that open what is not read, or close it.
const VERBATIM: [&str; 4] = ["raw", "endraw", "comment", "endcomment"];

impl<'a> Parts<'a> {
    /// The parts of `source`, and where its front matter stands.
    pub(super) fn new(source: &'a str) -> Result<(Self, Option<Fences>), Unusual> {
        if source.starts_with('\u{feff}') || memchr::memchr(0, source.as_bytes()).is_some() {
            return Err(Unusual);
        }
        let fences = fences(source)?;
        let at = fences.map_or(0, |fences| fences.span.end);
        Ok((Self { source, bytes: source.as_bytes(), at }, fences))
    }

    /// Reads the next part that is no text into `part`, whose buffer is used again; `None` at the end.
    pub(super) fn next(&mut self, part: &mut Delimited) -> Result<Option<NodeKind>, Unusual> {
        while let Some(found) = memchr::memchr2(b'{', b'[', self.bytes.get(self.at..).unwrap_or_default()) {
            let start = self.at + found;
            let kind = match (self.byte(start), self.byte(start + 1)) {
                (Some(b'{'), Some(b'{')) => NodeKind::Output,
                (Some(b'{'), Some(b'%')) => NodeKind::Tag,
                (Some(b'['), Some(b'[')) => NodeKind::Slot,
                _ => {
                    self.at = start + 1;
                    continue;
                }
            };
            part.pieces.clear();
            self.at = start + 2;
            if kind != NodeKind::Slot && self.byte(self.at) == Some(b'-') {
                self.at += 1;
            }
            part.open = Span::new(start, self.at);
            let close = match kind {
                NodeKind::Slot => self.slot()?,
                NodeKind::Tag => self.tag(&mut part.pieces)?,
                _ => self.pieces(&mut part.pieces, b'}')?,
            };
            part.close = Some(close);
            part.span = Span::new(start, close.end);
            self.at = close.end;
            return Ok(Some(kind));
        }
        self.at = self.bytes.len();
        Ok(None)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The closer of a slot, of which no more is asked than where it ends.
    fn slot(&self) -> Result<Span, Unusual> {
        let inside = self.bytes.get(self.at..).unwrap_or_default();
        let end = inside.iter().position(|byte| matches!(byte, b'[' | b']' | b'{')).ok_or(Unusual)?;
        let end = self.at + end;
        match (self.byte(end), self.byte(end + 1)) {
            (Some(b']'), Some(b']')) => Ok(Span::new(end, end + 2)),
            _ => Err(Unusual),
        }
    }

    fn tag(&mut self, pieces: &mut Vec<Piece>) -> Result<Span, Unusual> {
        self.blanks();
        let name = self.word()?;
        if VERBATIM.contains(&name.of(self.source)) {
            return Err(Unusual);
        }
        pieces.push(Piece { kind: PieceKind::Word, span: name });
        self.pieces(pieces, b'%')
    }

    fn blanks(&mut self) {
        while self.byte(self.at).is_some_and(is_blank) {
            self.at += 1;
        }
    }

    /// Reads pieces up to the closer that begins with `closer`, and gives its place.
    fn pieces(&mut self, pieces: &mut Vec<Piece>, closer: u8) -> Result<Span, Unusual> {
        loop {
            self.blanks();
            let start = self.at;
            let next = self.byte(start + 1);
            let kind = match self.byte(start).ok_or(Unusual)? {
                byte if byte == closer && next == Some(b'}') => return Ok(Span::new(start, start + 2)),
                b'-' if next == Some(closer) && self.byte(start + 2) == Some(b'}') => {
                    return Ok(Span::new(start, start + 3));
                }
                b'0'..=b'9' => self.number()?,
                b'-' if next.is_some_and(|next| next.is_ascii_digit()) => self.number()?,
                b'"' | b'\'' => self.string()?,
                b'|' => {
                    pieces.push(self.mark(PieceKind::Pipe, 1));
                    self.blanks();
                    let name = self.word()?;
                    pieces.push(Piece { kind: PieceKind::Word, span: name });
                    continue;
                }
                b',' => {
                    pieces.push(self.mark(PieceKind::Comma, 1));
                    continue;
                }
                b':' => {
                    pieces.push(self.mark(PieceKind::Colon, 1));
                    continue;
                }
                b'=' | b'>' if next == Some(b'=') => self.operator(2),
                b'!' if next == Some(b'=') => self.operator(2),
                b'<' if matches!(next, Some(b'=' | b'>')) => self.operator(2),
                b'=' | b'<' | b'>' => self.operator(1),
                byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                    self.path(pieces)?;
                    continue;
                }
                _ => return Err(Unusual),
            };
            pieces.push(Piece { kind, span: Span::new(start, self.at) });
        }
    }

    fn mark(&mut self, kind: PieceKind, length: usize) -> Piece {
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        Piece { kind, span }
    }

    fn operator(&mut self, length: usize) -> PieceKind {
        self.at += length;
        PieceKind::Operator
    }

    /// A word: one of the language, or a name with what is taken from it.
    fn path(&mut self, pieces: &mut Vec<Piece>) -> Result<(), Unusual> {
        let span = self.word()?;
        let kind = match span.of(self.source) {
            "true" | "false" | "nil" | "null" | "empty" | "blank" => PieceKind::Literal,
            "contains" => PieceKind::Operator,
            "and" | "or" => PieceKind::Logical,
            "in" => PieceKind::In,
            _ => PieceKind::Word,
        };
        pieces.push(Piece { kind, span });
        if kind != PieceKind::Word && matches!(self.byte(self.at), Some(b'.' | b':')) {
            return Err(Unusual);
        }
        while self.byte(self.at) == Some(b'.') {
            pieces.push(self.mark(PieceKind::Dot, 1));
            let name = self.word()?;
            pieces.push(Piece { kind: PieceKind::Word, span: name });
        }
        Ok(())
    }

    /// Letters, digits and underscores, with hyphens between them, and a question mark at the end.
    fn word(&mut self) -> Result<Span, Unusual> {
        let start = self.at;
        if !self.byte(start).is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_') {
            return Err(Unusual);
        }
        loop {
            while self.byte(self.at).is_some_and(goes_on) {
                self.at += 1;
            }
            let mut behind = self.at;
            while self.byte(behind) == Some(b'-') {
                behind += 1;
            }
            match self.byte(behind) {
                Some(0x80..) => return Err(Unusual),
                Some(byte) if behind > self.at && goes_on(byte) => self.at = behind,
                _ => break,
            }
        }
        if self.byte(self.at) == Some(b'?') {
            self.at += 1;
        }
        Ok(Span::new(start, self.at))
    }

    fn number(&mut self) -> Result<PieceKind, Unusual> {
        self.at += usize::from(self.byte(self.at) == Some(b'-'));
        self.digits();
        if self.byte(self.at) == Some(b'.') && self.byte(self.at + 1).is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
            self.digits();
        }
        let ends = |byte: u8| byte != b'.' && !goes_on(byte) && byte.is_ascii();
        if self.byte(self.at).is_none_or(ends) { Ok(PieceKind::Number) } else { Err(Unusual) }
    }

    fn digits(&mut self) {
        while self.byte(self.at).is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    /// A text in quotes, on one line and without braces.
    fn string(&mut self) -> Result<PieceKind, Unusual> {
        let quote = self.byte(self.at);
        let inside = self.bytes.get(self.at + 1..).unwrap_or_default();
        let ends = |byte: &u8| Some(*byte) == quote || matches!(byte, b'{' | b'}' | b'\n' | b'\r');
        let end = inside.iter().position(ends).map(|length| self.at + 1 + length).ok_or(Unusual)?;
        if self.byte(end) != quote {
            return Err(Unusual);
        }
        self.at = end + 1;
        Ok(PieceKind::Text)
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c)
}

fn goes_on(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where the front matter stands, if there is any.
fn fences(source: &str) -> Result<Option<Fences>, Unusual> {
    let mut lines = source.split_inclusive('\n');
    let Some(open) = lines.next().filter(|line| line.starts_with("---")) else { return Ok(None) };
    if !is_fence(open) {
        return if open.contains('\r') { Err(Unusual) } else { Ok(None) };
    }
    let mut end = open.len();
    for line in lines {
        let start = end;
        end += line.len();
        if is_fence(line) {
            let yaml = Span::new(open.len(), start);
            return Ok(Some(Fences { span: Span::new(0, end), yaml, closed: true }));
        }
        let said = line.trim_end_matches(['\n', '\r']);
        if said.contains('\r') || line.len() - said.len() > 2 {
            return Err(Unusual);
        }
    }
    Err(Unusual)
}

/// Whether a line with its break is three hyphens and blanks.
fn is_fence(line: &str) -> bool {
    let blanks = line.strip_prefix("---").and_then(|rest| rest.strip_suffix('\n'));
    let blanks = blanks.map(|rest| rest.strip_suffix('\r').unwrap_or(rest));
    blanks.is_some_and(|rest| rest.bytes().all(|byte| matches!(byte, b' ' | b'\t')))
}
