//! Reads `assign name = value | filters` and `capture name`.

use super::super::filter_chain::{filters, finish};
use super::super::node::PieceKind;
use super::super::reader::{Outcome, Reader};
use super::super::values::{name, shown, value};
use super::super::{Expression, Filter, Mistake, Name, TagKind};
use super::arguments::nothing_more;
use crate::text::{Edit, Span};

const BAD: &str = "syntax/bad-assign";
const FORM: &str = "write it like `{% assign days = 30 %}`";

/// Reads all after `assign`.
pub(super) fn assign(reader: &mut Reader, tag: &Name) -> TagKind {
    let (mut name, mut value, mut filters) = (None, None, Vec::new());
    let _ = fill_assign(reader, tag, &mut name, &mut value, &mut filters);
    TagKind::Assign { name, value, filters }
}

fn fill_assign(
    reader: &mut Reader,
    tag: &Name,
    variable: &mut Option<Name>,
    set_to: &mut Option<Expression>,
    through: &mut Vec<Filter>,
) -> Outcome<()> {
    *variable = Some(variable_name(reader, tag)?);
    equals(reader, tag)?;
    if reader.at_end() {
        let span = reader.since(tag.span.start);
        return reader.stop(Mistake::new(BAD, span, format!("The value is missing after `=`; {FORM}")));
    }
    *set_to = Some(value(reader)?);
    reader.mark_sound();
    let (read, outcome) = filters(reader);
    *through = read;
    outcome?;
    finish(reader)
}

/// The name that a tag sets: one word.
fn variable_name(reader: &mut Reader, tag: &Name) -> Outcome<Name> {
    let word = shown(&tag.text);
    if reader.at_end() {
        let form = if tag.text == "capture" { "write it like `{% capture address %}`" } else { FORM };
        return reader.stop(Mistake::new(BAD, tag.span, format!("`{word}` needs a name; {form}")));
    }
    let Some(piece) = reader.eat(PieceKind::Word) else {
        let span = reader.here();
        let text = shown(span.of(reader.source));
        let message = format!("`{text}` cannot be the name of a value; a name is one word, such as `days`");
        return reader.stop(Mistake::new(BAD, span, message));
    };
    if reader.touches_last() && matches!(reader.peek_kind(), Some(PieceKind::Dot | PieceKind::OpenBracket)) {
        while reader.touches_last() && reader.peek_text() != "=" {
            reader.bump();
        }
        let span = reader.since(piece.span.start);
        let text = span.of(reader.source);
        let flat: String = text.chars().map(|c| if c == '.' { '_' } else { c }).collect();
        let plain = flat.chars().all(|c| c.is_alphanumeric() || c == '_');
        let message = format!("A name of your own has no dot or bracket; choose one word instead of `{}`", shown(text));
        let mistake = Mistake::new(BAD, span, message);
        let edits = vec![Edit::replace(span, flat.clone())];
        return reader.stop(mistake.mend_if(plain, format!("Change to `{flat}`"), edits, false));
    }
    Ok(name(reader, piece))
}

/// `=`, or what people write in its place.
fn equals(reader: &mut Reader, tag: &Name) -> Outcome<()> {
    let Some(piece) = reader.peek() else {
        let span = reader.since(tag.span.start);
        return reader.stop(Mistake::new(BAD, span, format!("The value is missing; {FORM}")));
    };
    let text = reader.peek_text();
    if text == "=" {
        reader.bump();
        return Ok(());
    }
    if matches!(text, "==" | ":" | "to" | "as" | "is") {
        reader.bump();
        let equals = reader.peek().filter(|next| text == ":" && next.span.of(reader.source) == "=");
        if equals.is_some() {
            reader.bump();
        }
        let span = reader.since(piece.span.start);
        let glued = reader.source.get(..span.start).is_some_and(|before| !before.ends_with([' ', '\t']));
        let written = if glued { " =" } else { "=" };
        let message = format!("Write one `=` instead of `{}`", span.of(reader.source));
        let edits = vec![Edit::replace(span, written)];
        reader.note(Mistake::new(BAD, span, message).safe_mend("Write `=`", edits));
        return Ok(());
    }
    let end = reader.last_end();
    let missing = reader.at_value() && reader.peek_kind() != Some(PieceKind::Word);
    let mistake = Mistake::new(BAD, piece.span, format!("`=` is missing before `{}`; {FORM}", shown(text)));
    reader.stop(mistake.mend_if(missing, "Add `=`", vec![Edit::insert(end, " =")], true))
}

/// Reads the name after `capture`; a name in quotes counts.
pub(super) fn capture(reader: &mut Reader, tag: &Name) -> Option<Name> {
    let captured = match reader.eat(PieceKind::Text) {
        Some(piece) => {
            let span = Span::new(piece.span.start + 1, piece.span.end - 1);
            Name { text: span.of(reader.source).to_owned(), span }
        }
        None => variable_name(reader, tag).ok()?,
    };
    reader.mark_sound();
    if reader.peek_text() == "=" && !reader.is_prefix() {
        let message = "`capture` takes only a name; its value stands before `{% endcapture %}`, or use `assign`";
        let rest = reader.rest();
        reader.note(Mistake::new(BAD, rest, message));
        return Some(captured);
    }
    nothing_more(reader, tag);
    Some(captured)
}
