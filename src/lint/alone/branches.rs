//! A sentence among branches: whether none of them can run into it, whichever are taken.

use super::{begins_anew, ends_with_mark, is_quiet};
use crate::lint::Subject;
use crate::message::ends_in_abbreviation;
use crate::syntax::{Item, ItemKind, TagKind, Trim};
use crate::text::Span;

/// What stands in a stretch, one behind the other.
#[derive(Clone, Copy)]
enum Piece<'a> {
    /// Where the stretch begins or ends.
    Edge,
    Text(&'a str),
    /// A placeholder or a slot.
    Print,
    Tag(Trim),
    /// The sentence.
    Own,
}

/// Whether the sentence at `own` is one by itself on every way through the stretch around it, whatever it says, and the others
/// are read alike whatever it says.
pub(super) fn part(subject: &Subject, stretch: Span, own: Span) -> bool {
    let Some(pieces) = pieces(subject, stretch, own) else { return false };
    let edged: Vec<Piece> = [&[Piece::Edge], pieces.as_slice(), &[Piece::Edge]].concat();
    let triples = edged.array_windows().all(|[before, piece, behind]| is_parted(*before, *piece, *behind));
    triples && are_lines_closed(subject.source, Span::new(own.end, stretch.end))
}

/// The pieces of a stretch; `None` where there are others than texts, what is printed, and the tags of conditions.
fn pieces<'a>(subject: &Subject<'a>, stretch: Span, own: Span) -> Option<Vec<Piece<'a>>> {
    let items = &subject.parsed.items;
    let first = items.partition_point(|item| item.span.end <= stretch.start);
    let mut out = Vec::new();
    for item in items.iter().skip(first).take_while(|item| item.span.start < stretch.end) {
        let Item { span, kind, .. } = item;
        let text = |start: usize, end: usize| Span::new(start, end).of(subject.source);
        if span.start < own.end && own.start < span.end {
            if *kind == ItemKind::Text && span.start < own.start {
                out.push(Piece::Text(text(span.start.max(stretch.start), own.start)));
            }
            if !matches!(out.last(), Some(Piece::Own)) {
                out.push(Piece::Own);
            }
            if *kind == ItemKind::Text && own.end < span.end.min(stretch.end) {
                out.push(Piece::Text(text(own.end, span.end.min(stretch.end))));
            }
            continue;
        }
        out.push(match kind {
            ItemKind::Text => Piece::Text(text(span.start.max(stretch.start), span.end.min(stretch.end))),
            ItemKind::Slot(_) => Piece::Print,
            ItemKind::Output(output) if output.trim == Trim::default() => Piece::Print,
            ItemKind::Tag(tag) => match tag.kind {
                TagKind::If(_) | TagKind::Unless(_) | TagKind::Elsif(_) | TagKind::Else | TagKind::End(_) => {
                    Piece::Tag(tag.trim)
                }
                _ => return None,
            },
            _ => return None,
        });
    }
    let is_quiet = |piece: &Piece| !matches!(piece, Piece::Text(text) if !is_quiet(text));
    out.iter().all(is_quiet).then_some(out)
}

/// Whether nothing runs over from one piece to another where a branch or the sentence begins or ends.
fn is_parted(before: Piece, piece: Piece, behind: Piece) -> bool {
    match piece {
        Piece::Text(text) => is_text_parted(before, text, behind),
        Piece::Print => !matches!(before, Piece::Own) && !matches!(behind, Piece::Own | Piece::Tag(_)),
        Piece::Tag(_) => !matches!(before, Piece::Own) && !matches!(behind, Piece::Own),
        Piece::Own | Piece::Edge => true,
    }
}

fn is_text_parted(before: Piece, text: &str, behind: Piece) -> bool {
    let said = text.trim();
    let begins = match before {
        Piece::Tag(_) => said.is_empty() || begins_anew(said),
        Piece::Own => text.starts_with(char::is_whitespace) && (said.is_empty() || begins_anew(said)),
        _ => true,
    };
    let closed = match before {
        _ if !said.is_empty() => ends_with_mark(said) && !ends_in_abbreviation(said),
        Piece::Print => false,
        _ => true,
    };
    let ends = match behind {
        Piece::Tag(_) => closed,
        Piece::Own => closed && text.ends_with(char::is_whitespace),
        _ => true,
    };
    // The blank beside the sentence stays, whatever a tag takes away.
    let taken = match (before, behind) {
        (Piece::Own, Piece::Tag(trim)) => trim.left,
        (Piece::Tag(trim), Piece::Own) => trim.right,
        _ => false,
    };
    begins && ends && !(taken && said.is_empty())
}

/// Whether behind the sentence its line ends with it, or no line break hangs on how long a line is.
fn are_lines_closed(source: &str, behind: Span) -> bool {
    let text = behind.of(source);
    let gap = text.get(..text.len() - text.trim_start().len()).unwrap_or_default();
    let is_closed = |at: usize| {
        let line = text.get(..at).unwrap_or_default().trim_end_matches(' ');
        line.ends_with(['.', '!', '?', ';', ':', '\n']) || line.ends_with("%}")
    };
    gap.contains('\n') || text.match_indices('\n').all(|(at, _)| is_closed(at))
}
