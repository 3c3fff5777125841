//! Reads `for name in list limit: n offset: n reversed`.

use super::super::node::PieceKind;
use super::super::reader::{Outcome, Reader, Stop};
use super::super::values::{name, shown, value};
use super::super::{Argument, Expression, Mistake, Name, TagKind};
use super::arguments::named;
use crate::text::Edit;

const BAD: &str = "syntax/bad-for";
const FORM: &str = "write it like `{% for item in order.items %}`";

/// What could be read of a loop.
#[derive(Default)]
struct Loop {
    variable: Option<Name>,
    list: Option<Expression>,
    arguments: Vec<Argument>,
    reversed: bool,
}

/// Reads all after `for`.
pub(super) fn for_tag(reader: &mut Reader, tag: &Name) -> TagKind {
    let mut read = Loop::default();
    let _ = fill(reader, tag, &mut read);
    let Loop { variable, list, arguments, reversed } = read;
    TagKind::For { variable, list, arguments, reversed }
}

fn fill(reader: &mut Reader, tag: &Name, read: &mut Loop) -> Outcome<()> {
    if reader.at_end() {
        return reader.stop(Mistake::new(BAD, tag.span, format!("`for` needs a name and a list; {FORM}")));
    }
    let Some(variable) = reader.eat(PieceKind::Word) else {
        let span = reader.here();
        return reader.stop(Mistake::new(BAD, span, format!("A name is missing after `for`; {FORM}")));
    };
    read.variable = Some(name(reader, variable));
    in_word(reader, &name(reader, variable))?;
    if reader.at_end() {
        let span = reader.since(tag.span.start);
        return reader.stop(Mistake::new(BAD, span, format!("The list to walk through is missing after `in`; {FORM}")));
    }
    read.list = Some(value(reader)?);
    reader.mark_sound();
    options(reader, read)
}

/// `in`, or what people write in its place.
fn in_word(reader: &mut Reader, variable: &Name) -> Outcome<()> {
    if reader.eat(PieceKind::In).is_some() {
        return Ok(());
    }
    let text = shown(&variable.text);
    let Some(piece) = reader.peek() else {
        let message = format!("`for` needs a list to walk through; write `{{% for {text} in … %}}`");
        return reader.stop(Mistake::new(BAD, variable.span, message));
    };
    let stands_for_in =
        matches!(reader.peek_text(), "of" | "=" | ":" | "IN" | "In" | "from") && reader.peek_at(1).is_some();
    if stands_for_in && !reader.is_prefix() {
        reader.bump();
        let message = format!("Write `in` instead of `{}`", piece.span.of(reader.source));
        let glued = piece.span.start == variable.span.end;
        let edit = Edit::replace(piece.span, if glued { " in" } else { "in" });
        reader.note(Mistake::new(BAD, piece.span, message).safe_mend("Write `in`", vec![edit]));
        return Ok(());
    }
    let message = match piece.kind {
        PieceKind::Comma => "A loop has one name only, and no second one after a comma; remove it".to_owned(),
        PieceKind::Dot => format!("A list stands after `in`; {FORM}"),
        _ => format!("The word `in` is missing after `{text}`; {FORM}"),
    };
    let missing =
        matches!(piece.kind, PieceKind::Word) && reader.peek_at(1).is_none_or(|next| next.kind == PieceKind::Dot);
    let edits = vec![Edit::insert(variable.span.end, " in")];
    let mistake = Mistake::new(BAD, piece.span, message).mend_if(missing, "Add `in`", edits, false);
    reader.note(mistake);
    Err(Stop)
}

fn options(reader: &mut Reader, read: &mut Loop) -> Outcome<()> {
    loop {
        if reader.eat_word("reversed").is_some() {
            read.reversed = true;
            reader.mark_sound();
            continue;
        }
        let comma = reader.eat(PieceKind::Comma);
        let Some(piece) = reader.peek() else {
            return match comma.filter(|_| !reader.is_prefix()) {
                Some(comma) => {
                    let edits = vec![Edit::delete(comma.span)];
                    let message = "Nothing follows this comma; remove it";
                    reader.note(Mistake::new(BAD, comma.span, message).safe_mend("Remove the comma", edits));
                    Ok(())
                }
                None => Ok(()),
            };
        };
        if let Some(argument) = named(reader, BAD)? {
            check_name(reader, &argument);
            read.arguments.push(argument);
            reader.mark_sound();
            continue;
        }
        if reader.is_prefix() {
            return Ok(());
        }
        return left_over(reader, piece.span.of(reader.source));
    }
}

fn check_name(reader: &mut Reader, argument: &Argument) {
    let Some(name) = &argument.name else { return };
    if matches!(name.text.as_str(), "limit" | "offset") {
        return;
    }
    let message = format!("`for` knows no `{}`; it takes `limit: 3`, `offset: 1` and `reversed`", shown(&name.text));
    reader.note(Mistake::new(BAD, name.span, message));
}

fn left_over(reader: &mut Reader, text: &str) -> Outcome<()> {
    let rest = reader.rest();
    if matches!(text, "limit" | "offset") {
        let message = format!("A colon is missing after `{text}`; write `{text}: 3`");
        let at = reader.here().end;
        let certain = reader.peek_at(1).is_some();
        let mistake = Mistake::new(BAD, reader.here(), message);
        return reader.stop(mistake.mend_if(certain, "Add `:`", vec![Edit::insert(at, ":")], true));
    }
    if text == "|" {
        let message =
            "A filter cannot stand in `{% for %}`; give the filtered list a name first with `{% assign name = … %}`";
        return reader.stop(Mistake::new(BAD, rest, message));
    }
    let message =
        format!("`{}` cannot stand here; after the list come only `limit: 3`, `offset: 1` and `reversed`", shown(text));
    let span = reader.here();
    reader.stop(Mistake::new(BAD, span, message))
}
