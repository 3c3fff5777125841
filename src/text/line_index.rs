//! Where the lines of a text that does not change begin: for reports on files.

use super::{Encoding, Position, Span};

/// The first byte of every line. Lines end at `\n`, `\r\n` or a lone `\r`, as in the protocol.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// What stands before every [`BLOCK`] bytes, so that a column in a line of megabytes need not be counted from its start.
    blocks: Vec<Units>,
}

/// Bytes between two counts.
const BLOCK: usize = 1024;

/// How much text is in the units of each encoding.
#[derive(Clone, Copy, Debug, Default)]
struct Units {
    characters: usize,
    /// Characters that take two UTF-16 units.
    wide: usize,
}

impl Units {
    /// Of UTF-8, which may begin and end inside a character: a character counts where its first byte is.
    fn count(self, bytes: &[u8]) -> Self {
        if bytes.is_ascii() {
            return Self { characters: self.characters + bytes.len(), ..self };
        }
        let first = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        let wide = bytes.iter().filter(|byte| **byte >= 0xf0).count();
        Self { characters: self.characters + first, wide: self.wide + wide }
    }
}

impl LineIndex {
    /// Reads `source` once.
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let goes_on = bytes.get(i..i + 2) == Some(b"\r\n");
            if !goes_on {
                starts.push(i + 1);
            }
        }
        let mut blocks = vec![Units::default()];
        let mut units = Units::default();
        for block in bytes.chunks_exact(BLOCK) {
            units = units.count(block);
            blocks.push(units);
        }
        Self { starts, blocks }
    }

    /// How many lines there are; a text that ends in a line break has an empty last one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: even the empty text has one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The line, from 0, that holds byte `offset`; past the end it is the last one.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The bytes of `line` without its line break; empty past the last line. `source` is the text it was made from.
    pub fn line_span(&self, source: &str, line: usize) -> Span {
        let Some(&start) = self.starts.get(line) else { return Span::at(source.len()) };
        let end = self.starts.get(line + 1).copied().unwrap_or(source.len());
        let text = source.get(start..end).unwrap_or_default();
        Span::new(start, start + text.trim_end_matches(['\n', '\r']).len())
    }

    /// The place of byte `offset`, columns in units of `encoding`; past the end it is the end, inside a character it is
    /// that character's start. `source` is the text it was made from.
    pub fn position(&self, source: &str, offset: usize, encoding: Encoding) -> Position {
        let offset = source.floor_char_boundary(offset);
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let column = match encoding {
            Encoding::Utf8 => offset - start,
            Encoding::Utf16 | Encoding::Utf32 => {
                let Units { characters, wide } = self.units_between(source, start, offset);
                if encoding == Encoding::Utf32 { characters } else { characters + wide }
            }
        };
        Position { line, column }
    }

    fn units_between(&self, source: &str, start: usize, end: usize) -> Units {
        if end - start <= BLOCK {
            return Units::default().count(source.as_bytes().get(start..end).unwrap_or_default());
        }
        let (from, to) = (self.units_before(source, start), self.units_before(source, end));
        Units { characters: to.characters - from.characters, wide: to.wide - from.wide }
    }

    fn units_before(&self, source: &str, offset: usize) -> Units {
        let block = offset / BLOCK;
        let before = self.blocks.get(block).copied().unwrap_or_default();
        before.count(source.as_bytes().get(block * BLOCK..offset).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_counts_once() {
        let source = "a\r\nb\rc\n\u{2028}d";
        let index = LineIndex::new(source);
        assert_eq!(index.len(), 4);
        assert_eq!(index.line_span(source, 0), Span::new(0, 1));
        assert_eq!(index.line_span(source, 1), Span::new(3, 4));
        assert_eq!(index.line_of(source.len()), 3);
        assert_eq!(index.position(source, source.len(), Encoding::Utf32), Position { line: 3, column: 2 });
    }

    #[test]
    fn columns_are_right_on_both_sides_of_a_block() {
        let source = format!("first\n{}", "aé😀大".repeat(400));
        let index = LineIndex::new(&source);
        for (offset, _) in source.char_indices().chain([(source.len(), ' ')]) {
            let line = index.line_of(offset);
            let before = &source[if line == 0 { 0 } else { 6 }..offset];
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let expected = Position { line, column: encoding.width(before) };
                assert_eq!(index.position(&source, offset, encoding), expected, "byte {offset}");
            }
        }
        assert_eq!(index.position(&source, 8, Encoding::Utf16), Position { line: 1, column: 1 }, "inside a character");
        let end = Position { line: 1, column: 1600 };
        assert_eq!(index.position(&source, usize::MAX, Encoding::Utf32), end, "past the end");
    }
}
