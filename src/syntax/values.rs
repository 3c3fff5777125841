//! Reads values: variables, texts, numbers, ranges.

use super::node::{Piece, PieceKind};
use super::reader::{Outcome, Reader};
use super::{Expression, Mistake, Name, Path, Segment, Value};
use crate::text::{Edit, Span};

/// How deep brackets may stand inside of each other. Nobody writes more than two; the limit keeps the stack small.
const DEEPEST: usize = 8;

const BAD: &str = "syntax/bad-expression";

/// Reads one value. `wanted` is what to say where there is none.
pub(super) fn value(reader: &mut Reader) -> Outcome<Expression> {
    value_at(reader, 0)
}

fn value_at(reader: &mut Reader, depth: usize) -> Outcome<Expression> {
    if depth > DEEPEST {
        let span = reader.here();
        return reader.stop(Mistake::new(
            "syntax/too-deep",
            span,
            format!("Brackets stand more than {DEEPEST} deep inside each other here; name the inner value with `{{% assign %}}` first"),
        ));
    }
    match reader.peek_kind() {
        Some(PieceKind::Word) => path(reader, depth),
        Some(PieceKind::OpenParen) => range(reader, depth),
        Some(PieceKind::Unexpected) => quoted_or_unexpected(reader),
        _ => match reader.bump() {
            Some(piece) => scalar(reader, piece),
            None => missing(reader),
        },
    }
}

fn missing(reader: &mut Reader) -> Outcome<Expression> {
    let span = reader.here();
    reader.stop(Mistake::new(
        BAD,
        span,
        "A value is missing here, such as `customer.first_name`, `\"some text\"` or `5`",
    ))
}

fn scalar(reader: &mut Reader, piece: Piece) -> Outcome<Expression> {
    let text = piece.span.of(reader.source);
    let value = match piece.kind {
        PieceKind::Text => Value::Text(unquoted(text).to_owned()),
        PieceKind::UnclosedText => unclosed_text(reader, piece),
        PieceKind::Number => text.parse().map_or(Value::Broken, Value::Number),
        PieceKind::Literal => literal(text),
        _ => return unexpected(reader, piece),
    };
    Ok(Expression { span: piece.span, value })
}

fn literal(text: &str) -> Value {
    match text {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        "empty" => Value::Empty,
        "blank" => Value::Blank,
        _ => Value::Nil,
    }
}

fn unquoted(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

fn unclosed_text(reader: &mut Reader, piece: Piece) -> Value {
    let text = piece.span.of(reader.source);
    let (quote, inside) = text.split_at_checked(1).unwrap_or((text, ""));
    let plain = inside.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\''));
    reader.note(
        Mistake::new(
            "syntax/unclosed-string",
            Span::new(piece.span.start, piece.span.start + quote.len()),
            format!("This text starts with `{quote}` and never ends; add `{quote}` where it ends"),
        )
        .related(Span::at(piece.span.end), format!("Add `{quote}` here"))
        .mend_if(true, format!("Add `{quote}`"), vec![Edit::insert(piece.span.end, quote)], plain),
    );
    Value::Text(inside.to_owned())
}

/// Quotation marks of a word processor, as they come in with pasted text.
fn is_curly(text: &str) -> bool {
    text.starts_with(['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'])
}

fn quoted_or_unexpected(reader: &mut Reader) -> Outcome<Expression> {
    let Some(piece) = reader.bump() else { return missing(reader) };
    let text = piece.span.of(reader.source);
    if !is_curly(text) {
        return unexpected(reader, piece);
    }
    while let Some(next) = reader.bump() {
        let Some(close) = closing_quote(next, reader.source) else { continue };
        let open = Span::new(piece.span.start, piece.span.start + text.chars().next().map_or(0, char::len_utf8));
        let inside = Span::new(open.end, close.start).of(reader.source).to_owned();
        let quote = if inside.contains('"') { "'" } else { "\"" };
        let span = Span::new(open.start, close.end);
        let edits = vec![Edit::replace(open, quote), Edit::replace(close, quote)];
        reader.note(
            Mistake::new(BAD, span, "Curly quotation marks do not mark a text here; use straight ones (`\"`)").mend_if(
                !inside.contains(['\n', '\r']),
                "Use straight quotation marks",
                edits,
                true,
            ),
        );
        return Ok(Expression { span, value: Value::Text(inside) });
    }
    let span = Span::new(piece.span.start, piece.span.end);
    reader.stop(Mistake::new(
        "syntax/unclosed-string",
        span,
        "This text starts with a curly quotation mark and never ends; put straight quotation marks (`\"`) around it",
    ))
}

/// The place of the closing curly quote in `piece`, where it has one at its end.
fn closing_quote(piece: Piece, source: &str) -> Option<Span> {
    if piece.kind != PieceKind::Unexpected {
        return None;
    }
    let last = piece.span.of(source).chars().next_back()?;
    is_curly(last.encode_utf8(&mut [0; 4])).then(|| Span::new(piece.span.end - last.len_utf8(), piece.span.end))
}

/// Reports a piece that cannot stand where it stands.
pub(super) fn unexpected<T>(reader: &mut Reader, piece: Piece) -> Outcome<T> {
    let text = piece.span.of(reader.source);
    let message = match text {
        "+" | "*" | "/" | "-" => {
            let filter = match text {
                "+" => "plus",
                "-" => "minus",
                "*" => "times",
                _ => "divided_by",
            };
            format!(
                "There is no arithmetic with `{text}` here; use the filter `{filter}`, as in `{{{{ order.total | {filter}: 5 }}}}`"
            )
        }
        "(" | ")" => format!("`{text}` cannot stand here; brackets are only for ranges such as `(1..5)`"),
        _ if matches!(piece.kind, PieceKind::Text | PieceKind::Number | PieceKind::Word | PieceKind::Literal) => {
            format!("`{}` does not follow from what stands before it; take it out, or join the two", shown(text))
        }
        _ => format!("`{}` cannot stand here; remove it", shown(text)),
    };
    reader.stop(Mistake::new(BAD, piece.span, message))
}

/// At most a few words of `text`, on one line, without what would break the backticks around it.
pub(super) fn shown(text: &str) -> String {
    let mut out: String = text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out.replace('`', "'")
}

/// The text of a word and its place.
pub(super) fn name(reader: &Reader, piece: Piece) -> Name {
    Name { text: piece.span.of(reader.source).to_owned(), span: piece.span }
}

fn path(reader: &mut Reader, depth: usize) -> Outcome<Expression> {
    let Some(root) = reader.bump() else { return missing(reader) };
    let root = name(reader, root);
    let start = root.span.start;
    forloop(reader, &root);
    let mut segments = Vec::new();
    while reader.touches_last() {
        let segment = match reader.peek_kind() {
            Some(PieceKind::Dot) => property(reader, start),
            Some(PieceKind::DotDot) if depth == 0 => double_dot(reader),
            Some(PieceKind::OpenBracket) => Some(index(reader, depth)?),
            _ => break,
        };
        segments.extend(segment);
    }
    let span = reader.since(start);
    Ok(Expression { span, value: Value::Path(Path { root, segments }) })
}

fn forloop(reader: &mut Reader, root: &Name) {
    if root.text != "forloop" {
        return;
    }
    reader.note(Mistake::new(
        "syntax/unsupported-tag",
        root.span,
        "`forloop` is not supported; word the repeated passage so that it reads well first, last and in between",
    ));
}

/// `.name` after a path; `None` where the name is missing, which is noted.
fn property(reader: &mut Reader, start: usize) -> Option<Segment> {
    let dot = reader.bump()?;
    let path = reader.since(start).of(reader.source);
    let adjacent = reader.touches_last();
    match reader.peek() {
        Some(piece) if adjacent && is_name(piece.kind) => {
            reader.bump();
            return Some(Segment::Property(name(reader, piece)));
        }
        Some(piece) if adjacent && piece.kind == PieceKind::Number => return numbered(reader, dot, piece),
        Some(piece) if is_name(piece.kind) && same_line(reader, dot.span.end, piece.span.start) => {
            let gap = Span::new(dot.span.end, piece.span.start);
            let message = format!("There is a space after the dot of `{}`; remove it", shown(path));
            let joined = Mistake::new("syntax/trailing-dot", dot.span, message)
                .mend("Remove the space", vec![Edit::delete(gap)]);
            reader.note(joined);
            reader.bump();
            return Some(Segment::Property(name(reader, piece)));
        }
        _ => {}
    }
    let message = format!("`{}` ends in a dot; write the name that comes after it, or remove the dot", shown(path));
    reader.note(
        Mistake::new("syntax/trailing-dot", dot.span, message).mend("Remove the dot", vec![Edit::delete(dot.span)]),
    );
    None
}

fn is_name(kind: PieceKind) -> bool {
    matches!(kind, PieceKind::Word | PieceKind::In | PieceKind::Literal | PieceKind::Logical)
}

fn same_line(reader: &Reader, start: usize, end: usize) -> bool {
    !Span::new(start, end).of(reader.source).contains(['\n', '\r'])
}

/// `items.0`, which is written `items[0]`.
fn numbered(reader: &mut Reader, dot: Piece, number: Piece) -> Option<Segment> {
    reader.bump();
    let text = number.span.of(reader.source);
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let message = format!("A place in a list is written in square brackets: `[{}]` instead of `.{0}`", shown(text));
    let edit = Edit::replace(dot.span.cover(number.span), format!("[{text}]"));
    reader.note(Mistake::new(BAD, dot.span.cover(number.span), message).mend_if(
        digits,
        format!("Write `[{}]`", shown(text)),
        vec![edit],
        true,
    ));
    let value = text.parse().map_or(Value::Broken, Value::Number);
    Some(Segment::Index(Expression { span: number.span, value }))
}

/// `customer..first_name`.
fn double_dot(reader: &mut Reader) -> Option<Segment> {
    let dots = reader.bump()?;
    let next = reader.peek().filter(|piece| is_name(piece.kind) && reader.touches_last());
    let mend = if next.is_some() { Edit::replace(dots.span, ".") } else { Edit::delete(dots.span) };
    let title = if next.is_some() { "Write one dot" } else { "Remove the dots" };
    let message = "There are two dots here; one dot stands between the parts of a variable";
    let mistake = Mistake::new("syntax/trailing-dot", dots.span, message);
    reader.note(mistake.mend_if(true, title, vec![mend], next.is_some()));
    let piece = next?;
    reader.bump();
    Some(Segment::Property(name(reader, piece)))
}

/// `[value]` after a path.
fn index(reader: &mut Reader, depth: usize) -> Outcome<Segment> {
    let Some(open) = reader.bump() else { return Ok(Segment::Index(missing(reader)?)) };
    if reader.peek_kind() == Some(PieceKind::CloseBracket) {
        let span = open.span.cover(reader.here());
        return reader.stop(Mistake::new(
            BAD,
            span,
            "These brackets are empty; write a name in quotation marks or a number in them, such as `[0]`",
        ));
    }
    let value = value_at(reader, depth + 1)?;
    if reader.eat(PieceKind::CloseBracket).is_none() {
        let end = reader.last_end();
        let mistake = Mistake::new(BAD, open.span, "`[` opened here is never closed; add `]`")
            .related(Span::at(end), "Add `]` here")
            .mend_if(true, "Add `]`", vec![Edit::insert(end, "]")], reader.at_end());
        reader.note(mistake);
    }
    Ok(Segment::Index(value))
}

/// `(from..to)`.
fn range(reader: &mut Reader, depth: usize) -> Outcome<Expression> {
    let Some(open) = reader.bump() else { return missing(reader) };
    let from = value_at(reader, depth + 1)?;
    if reader.eat(PieceKind::DotDot).is_none() {
        return reader.stop(Mistake::new(
            BAD,
            open.span,
            "Brackets are only for ranges such as `(1..5)`; remove them, and name a value with `{% assign %}` where the order matters",
        ));
    }
    let to = value_at(reader, depth + 1)?;
    if reader.eat(PieceKind::CloseParen).is_none() {
        let end = reader.last_end();
        let mistake = Mistake::new(BAD, open.span, "`(` opened here is never closed; add `)`")
            .related(Span::at(end), "Add `)` here")
            .mend_if(true, "Add `)`", vec![Edit::insert(end, ")")], reader.at_end());
        reader.note(mistake);
    }
    let span = reader.since(open.span.start);
    Ok(Expression { span, value: Value::Range(Box::new(from), Box::new(to)) })
}
