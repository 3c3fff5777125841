//! Reads the filters after a value: `| name: argument, name: argument`.

use super::filters::{FILTERS, FilterSignature, OTHER_NAMES, filter};
use super::nearest::nearest;
use super::node::{Piece, PieceKind};
use super::reader::{Outcome, Reader};
use super::values::{name, shown, unexpected, value};
use super::{Argument, Filter, Mistake, Name};
use crate::text::{Edit, Span};

/// Reads filters as long as there are pipes.
pub(super) fn filters(reader: &mut Reader) -> (Vec<Filter>, Outcome<()>) {
    let mut filters = Vec::new();
    while let Some(pipe) = reader.eat(PieceKind::Pipe) {
        match after_pipe(reader, pipe) {
            Ok(Some(filter)) => filters.push(filter),
            Ok(None) => {}
            Err(stop) => return (filters, Err(stop)),
        }
    }
    (filters, Ok(()))
}

fn after_pipe(reader: &mut Reader, pipe: Piece) -> Outcome<Option<Filter>> {
    match reader.peek() {
        Some(piece) if piece.kind == PieceKind::Word => {
            reader.bump();
            one_filter(reader, piece).map(Some)
        }
        Some(piece) if piece.kind == PieceKind::Pipe => empty_pipe(reader, pipe, Some(piece)).map(|()| None),
        None => empty_pipe(reader, pipe, None).map(|()| None),
        Some(piece) if matches!(piece.kind, PieceKind::Logical) => {
            reader.bump();
            one_filter(reader, piece).map(Some)
        }
        Some(piece) => {
            let message = format!(
                "`{}` is no filter; after `|` comes a filter's name, such as `default: \"there\"`",
                piece_text(reader, piece)
            );
            reader.stop(Mistake::new("syntax/bad-expression", piece.span, message))
        }
    }
}

fn piece_text(reader: &Reader, piece: Piece) -> String {
    shown(piece.span.of(reader.source))
}

fn empty_pipe(reader: &mut Reader, pipe: Piece, second: Option<Piece>) -> Outcome<()> {
    if let Some(second) = second.filter(|second| second.span.start == pipe.span.end) {
        return double_pipe(reader, pipe, second);
    }
    let blanks = reader.source.get(..pipe.span.start).unwrap_or_default();
    let start = reader.inner().start.max(blanks.trim_end().len());
    let message = "Nothing follows this `|`; write a filter after it, such as `default: \"there\"`, or remove it";
    let edit = Edit::delete(Span::new(start, pipe.span.end));
    reader.note(Mistake::new("syntax/empty-pipe", pipe.span, message).mend_if(
        true,
        "Remove the `|`",
        vec![edit],
        true,
    ));
    Ok(())
}

/// `a || b`, which people write who know it from programs.
fn double_pipe(reader: &mut Reader, pipe: Piece, second: Piece) -> Outcome<()> {
    reader.bump();
    let span = pipe.span.cover(second.span);
    if !reader.at_value() {
        let edit = Edit::replace(span, "|");
        let mistake = Mistake::new("syntax/empty-pipe", span, "There are two `|` here; one stands before each filter");
        let named = reader.peek_kind() == Some(PieceKind::Word);
        reader.note(mistake.mend_if(named, "Write one `|`", vec![edit], true));
        return Ok(());
    }
    let known = reader.peek_kind() == Some(PieceKind::Word) && filter(reader.peek_text()).is_some();
    let (message, text, title) = if known {
        ("There are two `|` here; one stands before each filter", "|", "Write one `|`")
    } else {
        (
            "`||` is not known here; to say what is sent where there is no value, write `| default:`",
            "| default:",
            "Write `| default:`",
        )
    };
    reader.stop(Mistake::new("syntax/empty-pipe", span, message).mend(title, vec![Edit::replace(span, text)]))
}

fn one_filter(reader: &mut Reader, piece: Piece) -> Outcome<Filter> {
    let filter_name = name(reader, piece);
    let signature = filter(&filter_name.text);
    if signature.is_none() {
        let mistake = unknown(&filter_name);
        reader.note(mistake);
    } else {
        reader.mark_sound();
    }
    let colon = reader.eat(PieceKind::Colon).is_some();
    if !colon && !reader.is_prefix() {
        missing_colon(reader, &filter_name)?;
    }
    let arguments = if colon { arguments(reader, &filter_name, signature)? } else { Vec::new() };
    reader.mark_sound();
    if let Some(signature) = signature {
        count(reader, &filter_name, signature, &arguments);
    }
    let span = reader.since(piece.span.start);
    Ok(Filter { span, name: filter_name, arguments })
}

fn unknown(name: &Name) -> Mistake {
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == name.text.to_lowercase()).map(|(_, known)| *known);
    let meant = other.or_else(|| nearest(&name.text, FILTERS.iter().map(|known| known.name)));
    let shown = shown(&name.text);
    match meant {
        Some(meant) => Mistake::new(
            "syntax/unknown-filter",
            name.span,
            format!("There is no filter `{shown}`; did you mean `{meant}`?"),
        )
        .mend(format!("Change to `{meant}`"), vec![Edit::replace(name.span, meant)]),
        None => Mistake::new(
            "syntax/unknown-filter",
            name.span,
            format!("There is no filter `{shown}`; use one of Liquid's, such as `default`, `date` or `capitalize`"),
        ),
    }
}

/// `default "there"` and `default("there")`.
fn missing_colon(reader: &mut Reader, filter: &Name) -> Outcome<()> {
    if !reader.at_value() {
        return Ok(());
    }
    let shown = shown(&filter.text);
    let at = filter.span.end;
    if reader.peek_kind() != Some(PieceKind::OpenParen) {
        return reader.stop(
            Mistake::new(
                "syntax/bad-expression",
                filter.span,
                format!("A colon is missing after `{shown}`; write `{shown}: …`"),
            )
            .mend_if(true, "Add `:`", vec![Edit::insert(at, ":")], true),
        );
    }
    let open = reader.here();
    let close = reader.peek_at(2).filter(|piece| piece.kind == PieceKind::CloseParen);
    let edits = close.map(|close| vec![Edit::replace(open, ": "), Edit::delete(close.span)]);
    reader.stop(
        Mistake::new(
            "syntax/bad-expression",
            open,
            format!("Brackets cannot follow a filter; write `{shown}: …` instead of `{shown}(…)`"),
        )
        .mend_if(close.is_some(), "Write a colon", edits.unwrap_or_default(), true),
    )
}

fn arguments(reader: &mut Reader, filter: &Name, signature: Option<&FilterSignature>) -> Outcome<Vec<Argument>> {
    let mut arguments: Vec<Argument> = Vec::new();
    if !may_be_argument(reader) {
        return if signature.is_some_and(|signature| signature.least > 0) {
            Ok(arguments)
        } else {
            let message =
                format!("Nothing follows the colon of `{}`; write a value after it, or remove it", shown(&filter.text));
            let colon = Span::new(reader.last_end() - 1, reader.last_end());
            reader.note(
                Mistake::new("syntax/bad-expression", colon, message)
                    .mend("Remove the colon", vec![Edit::delete(colon)]),
            );
            Ok(arguments)
        };
    }
    loop {
        arguments.push(argument(reader)?);
        reader.mark_sound();
        if reader.is_prefix() && signature.is_some_and(|signature| arguments.len() >= signature.most) {
            return Ok(arguments);
        }
        if let Some(comma) = reader.eat(PieceKind::Comma) {
            if may_be_argument(reader) {
                continue;
            }
            return dangling_comma(reader, comma, arguments);
        }
        if !reader.at_value() || reader.is_prefix() {
            return Ok(arguments);
        }
        let message = format!("A comma is missing between the values of `{}`", shown(&filter.text));
        let end = reader.last_end();
        let mistake = Mistake::new("syntax/bad-expression", reader.here(), message);
        return reader.stop(mistake.mend("Add a comma", vec![Edit::insert(end, ",")]));
    }
}

fn dangling_comma(reader: &mut Reader, comma: Piece, arguments: Vec<Argument>) -> Outcome<Vec<Argument>> {
    if !reader.is_prefix() {
        let mistake = Mistake::new(
            "syntax/bad-expression",
            comma.span,
            "Nothing follows this comma; write another value after it, or remove it",
        );
        reader.note(mistake.mend_if(true, "Remove the comma", vec![Edit::delete(comma.span)], true));
    }
    Ok(arguments)
}

fn may_be_argument(reader: &Reader) -> bool {
    !matches!(reader.peek_kind(), None | Some(PieceKind::Pipe | PieceKind::Comma | PieceKind::StrayCloser))
}

/// Reads `value` or `name: value`.
pub(super) fn argument(reader: &mut Reader) -> Outcome<Argument> {
    let key = reader.peek().filter(|piece| piece.kind == PieceKind::Word);
    let colon = reader.peek_at(1).filter(|piece| piece.kind == PieceKind::Colon);
    let (Some(key), Some(_)) = (key, colon) else {
        return Ok(Argument { name: None, value: value(reader)? });
    };
    reader.bump();
    reader.bump();
    let key = name(reader, key);
    Ok(Argument { name: Some(key), value: value(reader)? })
}

fn count(reader: &mut Reader, filter: &Name, signature: &FilterSignature, arguments: &[Argument]) {
    let given = arguments.iter().filter(|argument| argument.name.is_none()).count();
    let shown = &signature.name;
    let message = if given < signature.least {
        match signature.least {
            1 => format!("`{shown}` needs a value after a colon, such as `{shown}: \"…\"`"),
            least => format!("`{shown}` needs {least} values after a colon"),
        }
    } else if given > signature.most {
        match signature.most {
            0 => format!("`{shown}` takes no value; remove the colon and what follows it"),
            1 => format!("`{shown}` takes one value, and {given} are given; remove the others"),
            most => format!("`{shown}` takes at most {most} values, and {given} are given; remove the others"),
        }
    } else {
        return;
    };
    let end = arguments.last().map_or(filter.span.end, |argument| argument.value.span.end);
    let surplus = given > signature.most && signature.most == 0 && given == arguments.len();
    let edits = vec![Edit::delete(Span::new(filter.span.end, end))];
    let mistake = Mistake::new("syntax/bad-expression", filter.span, message);
    reader.note(mistake.mend_if(surplus, "Remove the value", edits, false));
}

/// Reports what is left over after a value and its filters.
pub(super) fn finish(reader: &mut Reader) -> Outcome<()> {
    if reader.is_prefix() {
        return Ok(());
    }
    let Some(piece) = reader.bump() else { return Ok(()) };
    match piece.kind {
        PieceKind::Operator | PieceKind::Logical => {
            let message = format!(
                "`{}` belongs in a condition, such as `{{% if … %}}`; only a value can stand here",
                piece_text(reader, piece)
            );
            reader.stop(Mistake::new("syntax/bad-expression", piece.span, message))
        }
        _ => unexpected(reader, piece),
    }
}
