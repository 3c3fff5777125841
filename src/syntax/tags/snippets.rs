//! Reads `render 'id', name: value`, and `include`, which `render` replaces.

use super::super::node::PieceKind;
use super::super::reader::{Outcome, Reader};
use super::super::values::{shown, value};
use super::super::{Argument, Mistake, Name, TagKind, Value};
use super::arguments::named;
use super::rename;
use crate::text::{Edit, Span};

const BAD: &str = "syntax/bad-render";
const FORM: &str = "write it like `{% render 'snippets/sign-off', tone: 'warm' %}`";

/// Reads all after `render` or `include`. `noted` says that the tag's word itself is a mistake already.
pub(super) fn render(reader: &mut Reader, tag: &Name, noted: bool) -> TagKind {
    let (mut id, mut parameters) = (None, Vec::new());
    let before = reader.mistakes.len();
    let _ = fill(reader, tag, &mut id, &mut parameters);
    if tag.text == "include" && !noted && reader.mistakes.len() == before {
        let message = "`include` is out of use; write `render`, and hand over what the snippet needs by name";
        let mistake = Mistake::new("syntax/include", tag.span, message);
        reader.note(mistake.mend("Change to `render`", rename(tag, "render")));
    }
    TagKind::Render { id, parameters }
}

fn fill(reader: &mut Reader, tag: &Name, id: &mut Option<Name>, parameters: &mut Vec<Argument>) -> Outcome<()> {
    if reader.at_end() {
        let message = format!("`{}` needs the id of a snippet; {FORM}", shown(&tag.text));
        return reader.stop(Mistake::new(BAD, tag.span, message));
    }
    *id = Some(snippet_id(reader)?);
    reader.mark_sound();
    loop {
        let comma = reader.eat(PieceKind::Comma);
        if reader.at_end() {
            if let Some(comma) = comma.filter(|_| !reader.is_prefix()) {
                let message = "Nothing follows this comma; remove it";
                let edits = vec![Edit::delete(comma.span)];
                reader.note(Mistake::new(BAD, comma.span, message).safe_mend("Remove the comma", edits));
            }
            return Ok(());
        }
        let start = reader.here();
        match named(reader, BAD)? {
            Some(argument) => parameters.push(argument),
            None if reader.is_prefix() => return Ok(()),
            None => return left_over(reader),
        }
        if comma.is_none() && !reader.is_prefix() {
            comma_missing(reader, start);
        }
        reader.mark_sound();
    }
}

/// Liquid takes parameters without commas as well; a comma missing is a slip that harms nobody but the reader, except
/// before the first, where it changes what is read.
fn comma_missing(reader: &mut Reader, parameter: Span) {
    let before = reader.source.get(..parameter.start).unwrap_or_default();
    let at = before.trim_end().len();
    let message = "A comma is missing before this parameter";
    reader.note(Mistake::new(BAD, parameter, message).safe_mend("Add a comma", vec![Edit::insert(at, ",")]));
}

/// The id in quotes. Without quotes it counts, and is noted.
fn snippet_id(reader: &mut Reader) -> Outcome<Name> {
    if matches!(reader.peek_kind(), Some(PieceKind::Text | PieceKind::UnclosedText)) {
        let expression = value(reader)?;
        let Value::Text(text) = expression.value else { return bare_id(reader, expression.span) };
        let span = Span::new(expression.span.start + 1, expression.span.start + 1 + text.len());
        if text.trim().is_empty() {
            let message = format!("The id of the snippet is empty; {FORM}");
            return reader.stop(Mistake::new(BAD, expression.span, message));
        }
        return Ok(Name { text, span });
    }
    let start = reader.here().start;
    reader.bump();
    while reader.touches_last() && !matches!(reader.peek_kind(), Some(PieceKind::Comma | PieceKind::StrayCloser)) {
        reader.bump();
    }
    bare_id(reader, reader.since(start))
}

fn bare_id(reader: &mut Reader, span: Span) -> Outcome<Name> {
    let text = span.of(reader.source);
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'));
    let shown = shown(text);
    let mistake = Mistake::new(BAD, span, format!("The id of a snippet stands in quotation marks; write `'{shown}'`"));
    if !plain {
        return reader.stop(Mistake::new(BAD, span, format!("The id of a snippet stands in quotation marks; {FORM}")));
    }
    reader.note(mistake.mend_if(
        true,
        "Put it in quotation marks",
        vec![Edit::replace(span, format!("'{text}'"))],
        true,
    ));
    Ok(Name { text: text.to_owned(), span })
}

fn left_over(reader: &mut Reader) -> Outcome<()> {
    let span = reader.here();
    let text = reader.peek_text();
    let message = match text {
        "with" | "for" => {
            format!("`{text}` is not supported; hand the value over by name: `{{% render 'snippet', item: … %}}`")
        }
        "as" => "`as` is not supported; hand the value over by name: `{% render 'snippet', item: … %}`".to_owned(),
        _ => format!("`{}` cannot stand here; after the id come only parameters such as `tone: 'warm'`", shown(text)),
    };
    reader.stop(Mistake::new(BAD, span, message))
}
