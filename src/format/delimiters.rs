//! What stands between `{{` and `}}` or `{%` and `%}`: one space where words are parted, none where they belong together.

use super::gaps::{BLANKS, Gaps};
use super::slots;
use crate::syntax::{Delimited, Item, ItemKind, Mistake, Piece, PieceKind, TagKind};
use crate::text::{Edit, Span};

/// Mistakes that say nothing about what stands between two delimiters: they are about blocks, or about one name.
const HARMLESS: [&str; 7] = [
    "syntax/crossed-blocks",
    "syntax/include",
    "syntax/misplaced-else",
    "syntax/missing-reason",
    "syntax/stray-end",
    "syntax/unclosed-block",
    "syntax/unknown-filter",
];

/// Whether a part with this mistake in it is left as it is.
pub(super) fn is_broken(mistake: &Mistake) -> bool {
    !HARMLESS.contains(&mistake.rule)
}

/// The edits that format `item`, whose pieces are in `part`; `None` where it is left as it is.
pub(super) fn edits(source: &str, item: &Item, part: &Delimited) -> Option<Vec<Edit>> {
    let mut gaps = Gaps::new(source);
    match &item.kind {
        ItemKind::Output(_) => pieces(part, &mut gaps)?,
        ItemKind::Tag(tag) => match tag.kind {
            TagKind::Unsupported | TagKind::Unknown => return None,
            _ => pieces(part, &mut gaps)?,
        },
        ItemKind::Raw(_) | ItemKind::Comment => {
            word(source, part.open, &mut gaps)?;
            word(source, part.close?, &mut gaps)?;
        }
        ItemKind::CommentTag(_) => comment(source, part, &mut gaps)?,
        ItemKind::Slot(slot) => slots::edits(source, slot, part, &mut gaps)?,
        ItemKind::Text | ItemKind::Broken => return None,
    }
    Some(gaps.done())
}

fn pieces(part: &Delimited, gaps: &mut Gaps<'_>) -> Option<()> {
    let (first, last) = (part.pieces.first()?, part.pieces.last()?);
    gaps.space(Span::new(part.open.end, first.span.start))?;
    for (before, after) in part.pieces.iter().zip(part.pieces.iter().skip(1)) {
        let gap = Span::new(before.span.end, after.span.start);
        match between(before, after)? {
            Between::Space => gaps.space(gap)?,
            Between::Nothing => gaps.nothing(gap)?,
            Between::AsItIs => gaps.as_it_is(gap)?,
        }
    }
    gaps.space(Span::new(last.span.end, part.close?.start))
}

enum Between {
    Space,
    Nothing,
    /// Whether something stands there decides what is read.
    AsItIs,
}

fn between(before: &Piece, after: &Piece) -> Option<Between> {
    use PieceKind as P;
    Some(match (before.kind, after.kind) {
        (P::Unexpected | P::UnclosedText | P::StrayCloser, _)
        | (_, P::Unexpected | P::UnclosedText | P::StrayCloser) => {
            return None;
        }
        (_, P::Comma | P::Colon | P::CloseBracket | P::CloseParen | P::DotDot) => Between::Nothing,
        (P::OpenBracket | P::OpenParen | P::DotDot, _) => Between::Nothing,
        (P::Dot, _) | (_, P::Dot | P::OpenBracket) => Between::AsItIs,
        _ => Between::Space,
    })
}

/// `{% raw %}` and the like, which are one token.
fn word(source: &str, tag: Span, gaps: &mut Gaps<'_>) -> Option<()> {
    let text = source.get(tag.range())?;
    let inner = text.strip_prefix("{%")?.strip_suffix("%}")?;
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    let start = tag.end - 2 - inner.len();
    let inner = inner.strip_suffix('-').unwrap_or(inner);
    let name = inner.trim_matches(BLANKS);
    if name.is_empty() || name.contains(BLANKS) {
        return None;
    }
    let begin = start + inner.len() - inner.trim_start_matches(BLANKS).len();
    gaps.space(Span::new(start, begin))?;
    gaps.space(Span::new(begin + name.len(), start + inner.len()))
}

/// `{% # … %}`. What the note says, and how its lines are laid out, is the author's.
fn comment(source: &str, part: &Delimited, gaps: &mut Gaps<'_>) -> Option<()> {
    let (inner, close) = (part.inner(), part.close?);
    let text = source.get(inner.range())?;
    let hash = inner.start + text.find('#')?;
    gaps.space(Span::new(inner.start, hash))?;
    let after = source.get(hash + 1..close.start)?;
    let note = after.trim_matches(BLANKS);
    let begin = hash + 1 + after.len() - after.trim_start_matches(BLANKS).len();
    if note.is_empty() {
        return gaps.space(Span::new(hash + 1, close.start));
    }
    let gap = Span::new(hash + 1, begin);
    // A line of `###` is a drawing.
    if note.starts_with('#') {
        gaps.as_it_is(gap)?
    } else {
        gaps.space(gap)?
    }
    gaps.space(Span::new(begin + note.len(), close.start))
}
