//! Line-and-column positions, and the units that columns are counted in.

/// What a column counts. The protocol's default is UTF-16.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: an emoji counts two.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// How many units `text` takes.
    pub fn width(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => text.chars().count(),
        }
    }

    /// The byte of `line` at `column` units; past the end it is the end, inside a character it is that character's start.
    pub fn byte_of(self, line: &str, column: usize) -> usize {
        let mut units = 0;
        for (byte, character) in line.char_indices() {
            let next = units
                + match self {
                    Encoding::Utf8 => character.len_utf8(),
                    Encoding::Utf16 => character.len_utf16(),
                    Encoding::Utf32 => 1,
                };
            if next > column {
                return byte;
            }
            units = next;
        }
        line.len()
    }
}

/// A place in a text: line and column, both from 0, the column in the units of some [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 0; lines end at `\n`, `\r\n` or `\r`.
    pub line: usize,
    /// Units from the start of the line, from 0.
    pub column: usize,
}
