//! Reads `{{ … }}`.

use super::filter_chain::{filters, finish};
use super::node::{Delimited, Piece, PieceKind};
use super::reader::Reader;
use super::tags::{self, Known};
use super::values::value;
use super::{ItemKind, Mistake, Output, Trim};
use crate::text::{Edit, Span};

/// Reads what an output prints. [`ItemKind::Broken`] where not even its value can be read.
pub(super) fn output(reader: &mut Reader, trim: Trim) -> ItemKind {
    let Ok(value) = value(reader) else { return ItemKind::Broken };
    reader.mark_sound();
    let (filters, read) = filters(reader);
    if read.is_ok() {
        let _ = finish(reader);
    }
    ItemKind::Output(Output { trim, value, filters })
}

/// What is wrong with a closed output as a whole, before its pieces are read.
pub(super) fn malformed(part: &Delimited, source: &str) -> Option<Mistake> {
    let first = part.pieces.first();
    match first {
        None => Some(Mistake::new(
            "syntax/empty-output",
            part.span,
            "These braces are empty; write in them what is to be printed, such as `{{ customer.first_name }}`, or remove them",
        )),
        Some(piece) if piece.kind == PieceKind::Pipe => Some(Mistake::new(
            "syntax/empty-output",
            piece.span,
            "Nothing stands before this `|`; write the value that is to be printed, such as `customer.first_name`",
        )),
        Some(piece) if piece.span.of(source).starts_with('{') && piece.span.start == part.open.end => {
            Some(triple(part, source, piece.span))
        }
        Some(_) => None,
    }
}

/// `{{{ name }}}`.
fn triple(part: &Delimited, source: &str, brace: Span) -> Mistake {
    let mut edits = vec![Edit::delete(Span::new(brace.start, brace.start + 1))];
    if source.get(part.span.end..).is_some_and(|rest| rest.starts_with('}')) {
        edits.push(Edit::delete(Span::new(part.span.end, part.span.end + 1)));
    }
    Mistake::new(
        "syntax/bad-expression",
        part.open.cover(brace),
        "There is one brace too many; two mark an output: `{{ … }}`",
    )
    .safe_mend("Remove the third brace", edits)
}

/// Whether an output starts like a tag: `{{ endif }}`, `{{ if paid }}`.
pub(super) fn is_tag(source: &str, pieces: &[Piece]) -> bool {
    let Some(first) = pieces.first().filter(|piece| piece.kind == PieceKind::Word) else { return false };
    let Some(known) = tags::named_exactly(first.span.of(source)) else { return false };
    let second = pieces.get(1).filter(|second| {
        second.span.start > first.span.end
            && matches!(
                second.kind,
                PieceKind::Word | PieceKind::Text | PieceKind::Number | PieceKind::Literal | PieceKind::OpenParen
            )
    });
    match known {
        Known::End(_) | Known::Else => pieces.len() == 1,
        Known::Open(_) | Known::Elsif | Known::When | Known::Assign | Known::Render => second.is_some(),
        _ => false,
    }
}
