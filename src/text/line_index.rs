//! Where the lines of a text that does not change begin: for reports on files.

use super::{Encoding, Position, Span};

/// The first byte of every line. Lines end at `\n`, `\r\n` or a lone `\r`, as in the protocol.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads `source` once.
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for (i, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(i + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(i + 1);
            }
        }
        Self { starts }
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

    /// The place of byte `offset`, columns in units of `encoding`. `source` is the text it was made from.
    pub fn position(&self, source: &str, offset: usize, encoding: Encoding) -> Position {
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = source.get(start..offset.min(source.len())).unwrap_or_default();
        Position { line, column: encoding.width(before) }
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
}
