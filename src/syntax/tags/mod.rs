//! Reads `{% … %}`: finds out which tag it is, and what its arguments are.

mod arguments;
mod assignments;
mod branches;
mod loops;
mod names;
mod snippets;
mod unsupported;

pub(super) use names::{Known, named_exactly};

use super::node::{Piece, PieceKind};
use super::reader::Reader;
use super::values::{name, shown};
use super::{BlockKind, Mistake, Name, Tag, TagKind, Trim};
use crate::text::{Edit, Span};

/// A tag as read, and what pairing has to know about it.
pub(super) struct ReadTag {
    pub(super) tag: Tag,
    pub(super) known: Known,
    /// Whether the name is only guessed.
    pub(super) misnamed: bool,
}

/// Reads a tag. `None` where no word says which it is, which is noted. `whole` has the delimiters too.
pub(super) fn tag(reader: &mut Reader, whole: Span, trim: Trim) -> Option<ReadTag> {
    let Some(piece) = reader.bump() else {
        let message = "This tag is empty; write what it does, such as `{% if order.total > 50 %}`, or remove it";
        reader.note(Mistake::new("syntax/empty-tag", whole, message));
        return None;
    };
    let name = slashed(reader, piece).unwrap_or_else(|| name(reader, piece));
    let word = name.text.starts_with('/');
    if !word && !matches!(piece.kind, PieceKind::Word | PieceKind::In | PieceKind::Logical | PieceKind::Literal) {
        let text = shown(piece.span.of(reader.source));
        let message = format!("A tag starts with a word that says what it does, such as `if`; `{text}` is none");
        reader.note(Mistake::new("syntax/unknown-tag", piece.span, message));
        return None;
    }
    let found = names::lookup(&name.text);
    if found.written_wrong {
        names::note_wrong_name(reader, &name, &found, whole);
    }
    let known = found.known;
    let noted = reader.mistakes.len();
    let kind = kind(reader, &name, known, found.written_wrong);
    let misnamed = found.written_wrong && !found.certain;
    if misnamed {
        // Where the name is a guess, so is everything that its arguments lack; and then the guess is a poor one.
        if reader.mistakes.len() > noted {
            reader.mistakes.truncate(noted);
            reader.mistakes.iter_mut().for_each(|mistake| mistake.mend = None);
        }
    }
    // From here on `else if` is an `elsif`.
    let known = if matches!(kind, TagKind::Elsif(_)) { Known::Elsif } else { known };
    Some(ReadTag { tag: Tag { trim, name, kind }, known, misnamed })
}

/// `/if`, as HTML and Handlebars close their blocks.
fn slashed(reader: &mut Reader, slash: Piece) -> Option<Name> {
    let word = reader.peek().filter(|word| {
        slash.span.of(reader.source) == "/" && word.kind == PieceKind::Word && word.span.start == slash.span.end
    })?;
    reader.bump();
    Some(name(reader, Piece { kind: PieceKind::Word, span: slash.span.cover(word.span) }))
}

fn kind(reader: &mut Reader, name: &Name, known: Known, noted: bool) -> TagKind {
    if known != Known::Unknown {
        reader.mark_sound();
    }
    match known {
        Known::Open(BlockKind::If) => TagKind::If(branches::condition(reader, name, "if")),
        Known::Open(BlockKind::Unless) => TagKind::Unless(branches::condition(reader, name, "unless")),
        Known::Open(BlockKind::Case) => TagKind::Case(branches::case(reader, name)),
        Known::Open(BlockKind::For) => loops::for_tag(reader, name),
        Known::Open(BlockKind::Capture) => TagKind::Capture(assignments::capture(reader, name)),
        Known::Elsif => TagKind::Elsif(branches::condition(reader, name, "elsif")),
        Known::Else => branches::else_tag(reader, name),
        Known::When => TagKind::When(branches::when(reader, name)),
        Known::Assign => assignments::assign(reader, name),
        Known::Render => snippets::render(reader, name, noted),
        Known::End(block) => {
            arguments::nothing_more(reader, name);
            TagKind::End(block)
        }
        Known::VagueEnd | Known::Unknown => TagKind::Unknown,
        Known::Unsupported | Known::Verbatim | Known::VerbatimEnd => {
            unsupported::note(reader, name, known);
            TagKind::Unsupported
        }
    }
}

/// The edit that turns the word of a tag into `word`.
fn rename(name: &Name, word: &str) -> Vec<Edit> {
    vec![Edit::replace(name.span, word)]
}
