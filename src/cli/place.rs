//! Places as machines read them: the contract of every JSON that this program prints.

use serde::Serialize;

use crate::text::{Encoding, LineIndex, Span};

/// A stretch of a file.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Range {
    start: Place,
    end: Place,
}

/// Lines and columns from 1, columns in Unicode scalar values; the offset in bytes from 0.
#[derive(Debug, Serialize)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
}

/// The range of `span` in `source`, whose lines are `lines`.
pub(in crate::cli) fn range(source: &str, lines: &LineIndex, span: Span) -> Range {
    let place = |offset: usize| {
        let position = lines.position(source, offset, Encoding::Utf32);
        Place { line: position.line + 1, column: position.column + 1, offset }
    };
    Range { start: place(span.start), end: place(span.end) }
}
