//! Reads what `if`, `elsif` and `unless` ask.

use super::node::{Piece, PieceKind};
use super::reader::{Outcome, Reader};
use super::values::{shown, unexpected, value};
use super::{Comparison, Condition, Join, Mistake, Operator};
use crate::text::{Edit, Span};

const BAD: &str = "syntax/bad-condition";

/// Reads a whole condition of the tag `tag`. `None` where it is missing or cannot be read, which is noted.
pub(super) fn condition(reader: &mut Reader, tag: &str, tag_span: Span) -> Option<Condition> {
    if reader.at_end() {
        reader.note(Mistake::new(
            BAD,
            tag_span,
            format!("`{{% {tag} %}}` needs a condition, such as `{{% {tag} order.total > 50 %}}`"),
        ));
        return None;
    }
    let start = reader.here().start;
    let first = comparison(reader).ok()?;
    let mut rest = Vec::new();
    while let Some(join) = join(reader) {
        if reader.at_end() {
            dangling_join(reader);
            break;
        }
        let Ok(next) = comparison(reader) else { return None };
        rest.push((join, next));
    }
    let span = reader.since(start);
    left_over(reader, tag).ok()?;
    Some(Condition { span, first, rest })
}

/// `and` or `or`, or what people write in their place, which is noted.
fn join(reader: &mut Reader) -> Option<Join> {
    let piece = reader.peek()?;
    let text = reader.peek_text();
    let (join, length) = match (piece.kind, text) {
        (PieceKind::Logical, "and") => (Join::And, 1),
        (PieceKind::Logical, _) => (Join::Or, 1),
        (PieceKind::Unexpected, "&&" | "&") => (Join::And, 1),
        (PieceKind::Word, _) if text.eq_ignore_ascii_case("and") => (Join::And, 1),
        (PieceKind::Word, _) if text.eq_ignore_ascii_case("or") => (Join::Or, 1),
        (PieceKind::Pipe, _) if double_pipe(reader) => (Join::Or, 2),
        _ => return None,
    };
    reader.bump();
    if length == 2 {
        reader.bump();
    }
    if piece.kind != PieceKind::Logical {
        let span = reader.since(piece.span.start);
        let word = if join == Join::And { "and" } else { "or" };
        let written = span.of(reader.source);
        let edit = Edit::replace(span, word);
        let message = format!("Write `{word}` instead of `{written}`");
        reader.note(Mistake::new(BAD, span, message.clone()).safe_mend(message, vec![edit]));
    }
    Some(join)
}

fn double_pipe(reader: &Reader) -> bool {
    match (reader.peek(), reader.peek_at(1)) {
        (Some(first), Some(second)) => second.kind == PieceKind::Pipe && second.span.start == first.span.end,
        _ => false,
    }
}

fn dangling_join(reader: &mut Reader) {
    if reader.is_prefix() {
        return;
    }
    let end = reader.last_end();
    let before = reader.source.get(..end).unwrap_or_default();
    let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let span = Span::new(start, end);
    let word = span.of(reader.source);
    let sound = Span::new(reader.sound(), end);
    reader.note(
        Mistake::new(BAD, span, format!("Nothing follows `{word}`; write a second condition after it, or remove it"))
            .mend(format!("Remove `{word}`"), vec![Edit::delete(sound)]),
    );
}

fn comparison(reader: &mut Reader) -> Outcome<Comparison> {
    negation(reader)?;
    no_value(reader)?;
    let left = value(reader)?;
    reader.mark_sound();
    let Some(operator) = operator(reader) else { return Ok(Comparison { left, right: None }) };
    if reader.at_end() || matches!(reader.peek_kind(), Some(PieceKind::Logical)) {
        let span = Span::at(reader.last_end());
        let span = Span::new(span.end.saturating_sub(1), span.end);
        return reader.stop(Mistake::new(
            BAD,
            span,
            format!(
                "There is nothing to compare `{}` with; write a value after this",
                shown(left.span.of(reader.source))
            ),
        ));
    }
    let right = value(reader)?;
    reader.mark_sound();
    Ok(Comparison { left, right: Some((operator, right)) })
}

/// `not paid` and `!paid`, which the language does not have.
fn negation(reader: &mut Reader) -> Outcome<()> {
    let Some(piece) = reader.peek() else { return Ok(()) };
    let text = reader.peek_text();
    let next_is_value = reader.peek_at(1).is_some_and(|next| {
        matches!(next.kind, PieceKind::Word | PieceKind::Literal | PieceKind::OpenParen | PieceKind::Text)
    });
    let not = match piece.kind {
        PieceKind::Word => text.eq_ignore_ascii_case("not") && next_is_value,
        PieceKind::Unexpected => text == "!" && next_is_value,
        _ => false,
    };
    if !not || reader.is_prefix() {
        return Ok(());
    }
    reader.stop(Mistake::new(
        BAD,
        piece.span,
        format!("There is no `{text}` here; use `{{% unless … %}}`, or compare: `… == false`"),
    ))
}

/// An operator where a value should be, and brackets that group.
fn no_value(reader: &mut Reader) -> Outcome<()> {
    let Some(piece) = reader.peek() else { return Ok(()) };
    let text = reader.peek_text();
    match piece.kind {
        PieceKind::Operator | PieceKind::Logical => {
            reader.stop(Mistake::new(BAD, piece.span, format!("A value is missing before `{text}`")))
        }
        PieceKind::OpenParen if groups(reader) => reader.stop(Mistake::new(
            BAD,
            piece.span,
            "Conditions cannot be grouped with brackets; put one `{% if %}` inside another instead",
        )),
        _ => Ok(()),
    }
}

/// Whether the bracket that comes next opens no range.
fn groups(reader: &Reader) -> bool {
    let kinds = (1..).map_while(|ahead| reader.peek_at(ahead)).map(|piece| piece.kind);
    let decides = |kind: &PieceKind| {
        matches!(kind, PieceKind::DotDot | PieceKind::CloseParen | PieceKind::Operator | PieceKind::Logical)
    };
    kinds.into_iter().find(decides) != Some(PieceKind::DotDot)
}

/// The operator that comes next, also in the spellings of other languages, which are noted.
fn operator(reader: &mut Reader) -> Option<Operator> {
    let piece = reader.peek()?;
    match piece.kind {
        PieceKind::Operator => Some(symbol(reader)),
        PieceKind::Unexpected if reader.peek_text() == "!" => Some(symbol(reader)),
        PieceKind::Word => word_operator(reader, piece),
        _ => None,
    }
}

fn known(text: &str) -> Option<Operator> {
    Some(match text {
        "==" => Operator::Equal,
        "!=" | "<>" => Operator::NotEqual,
        "<" => Operator::Less,
        "<=" => Operator::LessOrEqual,
        ">" => Operator::Greater,
        ">=" => Operator::GreaterOrEqual,
        "contains" => Operator::Contains,
        _ => return None,
    })
}

/// An operator of symbols: as the language has it, or `=`, or a run such as `===` or `=>`.
fn symbol(reader: &mut Reader) -> Operator {
    let start = reader.here().start;
    reader.bump();
    while reader.touches_last() && (reader.peek_kind() == Some(PieceKind::Operator)) && reader.peek_text() != "contains"
    {
        reader.bump();
    }
    let span = reader.since(start);
    let text = span.of(reader.source);
    if let Some(operator) = known(text) {
        return operator;
    }
    let (operator, written) = match text {
        "=" | "===" => (Operator::Equal, "=="),
        "!==" | "!" | "=!" | "!===" => (Operator::NotEqual, "!="),
        "=>" | ">==" => (Operator::GreaterOrEqual, ">="),
        "=<" | "<==" => (Operator::LessOrEqual, "<="),
        _ => (Operator::Equal, "=="),
    };
    let certain = text != "!";
    let edits = vec![Edit::replace(span, written)];
    let mistake = if text == "=" {
        Mistake::new(
            "syntax/assignment-in-condition",
            span,
            "A single `=` sets a value; to ask whether two values are equal, write `==`",
        )
    } else {
        Mistake::new(BAD, span, format!("There is no `{}`; write `{written}`", shown(text)))
    };
    reader.note(mistake.mend_if(true, format!("Write `{written}`"), edits, certain));
    operator
}

/// `is`, `is not`, `equals`, which are words for `==` and `!=`.
fn word_operator(reader: &mut Reader, piece: Piece) -> Option<Operator> {
    if reader.is_prefix() {
        return None;
    }
    let text = reader.peek_text().to_ascii_lowercase();
    let (operator, written) = match text.as_str() {
        "is" | "equals" | "eq" | "equal" => (Operator::Equal, "=="),
        "isnt" | "ne" | "neq" => (Operator::NotEqual, "!="),
        "includes" | "include" | "has" | "contain" => (Operator::Contains, "contains"),
        _ => return None,
    };
    reader.bump();
    let not = text == "is" && reader.eat_word("not").is_some();
    let (operator, written) = if not { (Operator::NotEqual, "!=") } else { (operator, written) };
    let span = reader.since(piece.span.start);
    let message = format!("Write `{written}` instead of `{}`", span.of(reader.source));
    let edit = Edit::replace(span, written);
    reader.note(Mistake::new(BAD, span, message.clone()).mend(message, vec![edit]));
    Some(operator)
}

/// Reports what stands after the condition.
fn left_over(reader: &mut Reader, tag: &str) -> Outcome<()> {
    if reader.is_prefix() {
        return Ok(());
    }
    let Some(piece) = reader.bump() else { return Ok(()) };
    let text = shown(piece.span.of(reader.source));
    match piece.kind {
        PieceKind::Pipe => reader.stop(Mistake::new(
            BAD,
            piece.span,
            format!("A filter cannot stand in `{{% {tag} %}}`; give the filtered value a name first with `{{% assign name = … %}}`"),
        )),
        PieceKind::Word | PieceKind::Text | PieceKind::Number | PieceKind::Literal | PieceKind::UnclosedText => {
            reader.stop(Mistake::new(
                BAD,
                piece.span,
                format!("Nothing says how `{text}` belongs to what stands before it; write `==`, `and` or another such word between them"),
            ))
        }
        PieceKind::Operator => reader.stop(Mistake::new(
            BAD,
            piece.span,
            format!("Only two values can be compared at a time; join two comparisons with `and` instead of a second `{text}`"),
        )),
        PieceKind::Comma => {
            reader.stop(Mistake::new(BAD, piece.span, "A comma cannot join conditions; write `and` or `or`"))
        }
        PieceKind::CloseParen => {
            reader.stop(Mistake::new(BAD, piece.span, "Conditions cannot be grouped with brackets; put one `{% if %}` inside another instead"))
        }
        _ => unexpected(reader, piece),
    }
}
