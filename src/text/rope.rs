//! The text of an open document: a rope that edits touch in logarithmic time, asked in protocol positions.

use ropey::Rope;

use super::{Edit, Encoding, Position, Span};

/// An open text. Lines end at `\n`, `\r\n` or a lone `\r` and nowhere else, as the protocol says.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// Takes a whole text.
    pub fn new(source: &str) -> Self {
        Self { rope: Rope::from_str(source) }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no character.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of lines; a text that ends in a line break has an empty last one.
    pub fn lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// The byte of a position. A column past the end of its line is the end of that line (before its line break), a
    /// line past the last is the end of the text, a column inside a character is that character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        if position.line >= self.rope.len_lines() {
            return self.len();
        }
        let first = self.rope.line_to_char(position.line);
        let length = self.line_length(position.line);
        let column = match encoding {
            Encoding::Utf32 => position.column.min(length),
            Encoding::Utf16 => self.utf16_column(first, length, position.column),
            Encoding::Utf8 => self.utf8_column(first, length, position.column),
        };
        self.rope.char_to_byte(first + column)
    }

    /// The position of a byte; past the end it is the end, inside a character it is that character's start.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let character = self.rope.byte_to_char(offset.min(self.len()));
        let line = self.rope.char_to_line(character);
        let first = self.rope.line_to_char(line);
        let column = match encoding {
            Encoding::Utf32 => character - first,
            Encoding::Utf16 => self.rope.char_to_utf16_cu(character) - self.rope.char_to_utf16_cu(first),
            Encoding::Utf8 => self.rope.char_to_byte(character) - self.rope.char_to_byte(first),
        };
        Position { line, column }
    }

    /// Replaces `edit.span`. A span that does not fit is cut to the text, and to character borders.
    /// Gives back the edit as it was carried out.
    pub fn apply(&mut self, edit: &Edit) -> Edit {
        let start = self.rope.byte_to_char(edit.span.start.min(self.len()));
        let end = self.rope.byte_to_char(edit.span.end.min(self.len())).max(start);
        let span = Span::new(self.rope.char_to_byte(start), self.rope.char_to_byte(end));
        self.rope.remove(start..end);
        self.rope.insert(start, &edit.text);
        Edit { span, text: edit.text.clone() }
    }

    /// The characters of `line` before its line break.
    fn line_length(&self, line: usize) -> usize {
        let slice = self.rope.line(line);
        let mut length = slice.len_chars();
        while length > 0 && matches!(slice.char(length - 1), '\n' | '\r') {
            length -= 1;
        }
        length
    }

    fn utf16_column(&self, first: usize, length: usize, column: usize) -> usize {
        let base = self.rope.char_to_utf16_cu(first);
        let end = self.rope.char_to_utf16_cu(first + length);
        let unit = base.saturating_add(column).min(end);
        self.rope.utf16_cu_to_char(unit) - first
    }

    fn utf8_column(&self, first: usize, length: usize, column: usize) -> usize {
        let base = self.rope.char_to_byte(first);
        let end = self.rope.char_to_byte(first + length);
        self.rope.byte_to_char(base.saturating_add(column).min(end)) - first
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: usize, column: usize) -> Position {
        Position { line, column }
    }

    #[test]
    fn lines_break_where_the_protocol_breaks_them() {
        // Guards ropey's features: with its defaults these would be six lines.
        let text = Text::new("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f");
        assert_eq!(text.lines(), 1);
        assert_eq!(Text::new("a\r\nb\rc\nd").lines(), 4);
    }

    #[test]
    fn an_emoji_counts_as_each_encoding_says() {
        let text = Text::new("a😀b\n");
        assert_eq!(text.offset(at(0, 3), Encoding::Utf16), 5);
        assert_eq!(text.offset(at(0, 2), Encoding::Utf32), 5);
        assert_eq!(text.offset(at(0, 5), Encoding::Utf8), 5);
        assert_eq!(text.offset(at(0, 2), Encoding::Utf16), 1, "inside the emoji is its start");
        assert_eq!(text.position(5, Encoding::Utf16), at(0, 3));
    }

    #[test]
    fn positions_outside_are_clamped() {
        let text = Text::new("ab\r\ncd");
        assert_eq!(text.offset(at(0, 99), Encoding::Utf16), 2);
        assert_eq!(text.offset(at(9, 0), Encoding::Utf16), 6);
        assert_eq!(text.offset(at(1, usize::MAX), Encoding::Utf8), 6);
        assert_eq!(text.position(99, Encoding::Utf16), at(1, 2));
    }
}
