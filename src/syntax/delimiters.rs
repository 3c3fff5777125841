//! Finds the end of what was opened with `{{`, `{%` or `[[` and never closed.
//!
//! The tree gives such a part everything up to the next opener. Most of that is prose, so the part ends here where the
//! author most likely meant to close it, and what follows is text again.

use super::node::{Delimited, Piece, PieceKind};
use super::{Mistake, Trim};
use crate::text::{Edit, Span};

/// What is wrong with an end, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The closer of the other kind: `{{ … %}`.
    OtherCloser(Span),
    /// Something like a closer: `{{ … }`.
    PartOfCloser(Span),
    /// Nothing: a closer belongs here. The flag says whether all the rest of the line stands before it.
    Missing(usize, bool),
}

impl End {
    /// The byte after the part.
    pub(super) fn end(self) -> usize {
        match self {
            End::OtherCloser(span) | End::PartOfCloser(span) => span.end,
            End::Missing(at, _) => at,
        }
    }
}

/// How many of the pieces stand on the opener's line, or on later ones that clearly go on with the expression.
pub(super) fn on_first_line(part: &Delimited, source: &str) -> usize {
    let mut end = part.open.end;
    let mut goes_on = false;
    for (number, piece) in part.pieces.iter().enumerate() {
        let breaks = Span::new(end, piece.span.start).of(source).contains(['\n', '\r']);
        if breaks && !goes_on && (number == 0 || piece.kind != PieceKind::Pipe) {
            return number;
        }
        goes_on = matches!(
            piece.kind,
            PieceKind::Pipe | PieceKind::Colon | PieceKind::Comma | PieceKind::Operator | PieceKind::Logical
        );
        end = piece.span.end;
    }
    part.pieces.len()
}

/// The number of pieces before a closer of the other kind.
pub(super) fn before_other_closer(pieces: &[Piece]) -> Option<usize> {
    pieces.iter().position(|piece| piece.kind == PieceKind::StrayCloser)
}

/// The end of a part of which all up to `sound` makes sense. `pieces` are those of its line.
pub(super) fn end_after(source: &str, pieces: &[Piece], sound: usize, closer: &str) -> End {
    let next = pieces.partition_point(|piece| piece.span.start < sound);
    let after = pieces.get(next..).unwrap_or_default();
    match part_of_closer(source, after, closer) {
        Some(span) => End::PartOfCloser(span),
        None => End::Missing(sound, after.is_empty()),
    }
}

/// `}`, `} }`, `%`, `-}` or `]]` where `}}` or `%}` should be.
fn part_of_closer(source: &str, pieces: &[Piece], closer: &str) -> Option<Span> {
    let mut written = String::new();
    let mut span: Option<Span> = None;
    for piece in pieces.iter().take(4) {
        let text = piece.span.of(source);
        let fits = match text {
            "-" => written.is_empty(),
            "}" => true,
            "%" => closer == "%}" || written.ends_with('}'),
            "]" => closer == "}}" && !written.contains(['}', '%']),
            _ => false,
        };
        if !fits || written.trim_start_matches('-').len() == 2 {
            break;
        }
        written.push_str(text);
        span = Some(span.map_or(piece.span, |span| span.cover(piece.span)));
    }
    let mark = written.trim_start_matches('-');
    (!mark.is_empty() && mark != "]").then_some(span).flatten()
}

/// Says that `opener` is not closed, and how to close it.
pub(super) fn unclosed(source: &str, part: &Delimited, end: End, rule: &'static str) -> Mistake {
    let opener = part.open.of(source);
    let closer = if opener.starts_with("{{") { "}}" } else { "%}" };
    match end {
        End::OtherCloser(span) => {
            let message = format!("`{opener}` opened here is closed with `{}`; write `{closer}`", span.of(source));
            wrong(source, part.open, span, closer, "syntax/wrong-closer", message)
        }
        End::PartOfCloser(span) => {
            let written = span.of(source);
            let message = format!("`{opener}` opened here is closed with `{written}` only; write `{closer}`");
            let rule = match written.trim_start_matches('-') {
                "}" => "syntax/single-brace",
                "]]" => "syntax/wrong-closer",
                _ => rule,
            };
            wrong(source, part.open, span, closer, rule, message)
        }
        End::Missing(at, whole_line) => {
            let inside = Span::new(part.open.end, at).of(source).trim();
            let after = super::values::shown(inside);
            let message = match inside.is_empty() || inside.contains(['\n', '\r']) {
                true => format!("`{opener}` opened here is never closed; add `{closer}` where it ends, or remove it"),
                false => format!("`{opener}` opened here is never closed; add `{closer}` after `{after}`"),
            };
            let mistake = Mistake::new(rule, part.open, message);
            if inside.is_empty() {
                return mistake;
            }
            mistake.related(Span::at(at), format!("Add `{closer}` here")).mend_if(
                true,
                format!("Add `{closer}`"),
                vec![Edit::insert(at, format!(" {closer}"))],
                whole_line,
            )
        }
    }
}

fn wrong(source: &str, open: Span, span: Span, closer: &str, rule: &'static str, message: String) -> Mistake {
    let written = span.of(source);
    let trim = if written.starts_with('-') { "-" } else { "" };
    Mistake::new(rule, open, message)
        .related(span, format!("Write `{closer}` here"))
        .safe_mend(format!("Write `{closer}`"), vec![Edit::replace(span, format!("{trim}{closer}"))])
}

/// The trim marks of an opener and of what stands in the place of its closer.
pub(super) fn trim(source: &str, open: Span, close: Option<Span>) -> Trim {
    Trim { left: open.of(source).ends_with('-'), right: close.is_some_and(|close| close.of(source).starts_with('-')) }
}

/// The end of a comment such as `{% # note` that is never closed: its line's end.
pub(super) fn comment_end(source: &str, part: &Delimited) -> End {
    let line = line_from(source, part.open.end, part.span.end);
    let text = line.of(source).trim_end();
    let end = line.start + text.len();
    if text.ends_with("}}") {
        return End::OtherCloser(Span::new(end - 2, end));
    }
    if text.ends_with(['}', '%']) {
        return End::PartOfCloser(Span::new(end - 1, end));
    }
    End::Missing(end, false)
}

/// From `start` to the end of its line, at most to `most`, without the line break.
pub(super) fn line_from(source: &str, start: usize, most: usize) -> Span {
    let text = source.get(start..most).unwrap_or_default();
    Span::new(start, start + text.find(['\n', '\r']).unwrap_or(text.len()))
}

/// The end of a slot that is never closed: its `]`, or the end of the sentence or line. Gives the end of what is inside,
/// and the mistake.
pub(super) fn slot_end(source: &str, part: &Delimited) -> (usize, usize, Mistake) {
    let line = line_from(source, part.open.end, part.span.end);
    let text = line.of(source);
    let bracket = text.find(']');
    let sentence = sentence_end(text);
    if let Some(at) = bracket {
        let span = Span::new(line.start + at, line.start + at + 1);
        let message = "`[[` opened here is closed with `]` only; write `]]`";
        let mistake = Mistake::new("syntax/unclosed-slot", part.open, message)
            .related(span, "Write `]]` here")
            .safe_mend("Write `]]`", vec![Edit::replace(span, "]]")]);
        return (span.start, span.end, mistake);
    }
    let end = line.start + text.get(..sentence).unwrap_or_default().trim_end().len();
    let inside = Span::new(line.start, end).of(source).trim();
    let mistake = Mistake::new(
        "syntax/unclosed-slot",
        part.open,
        match inside.is_empty() {
            true => "`[[` opened here is never closed; add `]]` where it ends, or remove it".to_owned(),
            false => format!("`[[` opened here is never closed; add `]]` after `{}`", super::values::shown(inside)),
        },
    );
    if inside.is_empty() {
        return (part.open.end, part.open.end, mistake);
    }
    let mistake = mistake.related(Span::at(end), "Add `]]` here").mend("Add `]]`", vec![Edit::insert(end, "]]")]);
    (end, end, mistake)
}

/// The first mark that ends a sentence or clause, and is followed by a blank or nothing.
fn sentence_end(text: &str) -> usize {
    text.char_indices()
        .find(|(at, c)| {
            let after = text.get(at + c.len_utf8()..).unwrap_or_default();
            matches!(c, '.' | ',' | ';' | '?' | '!' | ')') && after.chars().next().is_none_or(char::is_whitespace)
        })
        .map_or(text.len(), |(at, _)| at)
}
