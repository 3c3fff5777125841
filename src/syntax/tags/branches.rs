//! Reads `if`, `unless`, `elsif`, `else`, `case` and `when`.

use super::super::conditions;
use super::super::filter_chain::finish;
use super::super::node::PieceKind;
use super::super::reader::Reader;
use super::super::values::{shown, value};
use super::super::{Condition, Expression, Mistake, Name, TagKind};
use super::rename;
use crate::text::Edit;

const BAD_CASE: &str = "syntax/bad-case";

/// The condition of the tag, which counts as `word`.
pub(super) fn condition(reader: &mut Reader, tag: &Name, word: &str) -> Option<Condition> {
    conditions::condition(reader, word, tag.span)
}

/// `else`; also `else if`, which counts as `elsif`.
pub(super) fn else_tag(reader: &mut Reader, tag: &Name) -> TagKind {
    if reader.at_end() || reader.is_prefix() {
        return TagKind::Else;
    }
    if let Some(word) = reader.eat_word("if") {
        let span = tag.span.cover(word.span);
        let message = "`else if` is written as one word here: `elsif`";
        let edits = vec![Edit::replace(span, "elsif")];
        reader.note(Mistake::new("syntax/unknown-tag", span, message).safe_mend("Change to `elsif`", edits));
        return TagKind::Elsif(conditions::condition(reader, "elsif", span));
    }
    let rest = reader.rest();
    let text = shown(rest.of(reader.source));
    let message = format!("`else` takes no condition; write `elsif {text}`, or remove `{text}`");
    reader.note(
        Mistake::new("syntax/bad-condition", rest, message).mend("Change `else` to `elsif`", rename(tag, "elsif")),
    );
    TagKind::Else
}

/// The value that `case` looks at.
pub(super) fn case(reader: &mut Reader, tag: &Name) -> Option<Expression> {
    if reader.at_end() {
        let message = "`case` needs a value to look at, such as `{% case ticket.priority %}`";
        reader.note(Mistake::new(BAD_CASE, tag.span, message));
        return None;
    }
    let value = value(reader).ok()?;
    reader.mark_sound();
    if !reader.is_prefix() && matches!(reader.peek_kind(), Some(PieceKind::Operator | PieceKind::Logical)) {
        let message = "`case` takes one value; put what it may be into `{% when … %}`, or use `{% if %}`";
        let rest = reader.rest();
        reader.note(Mistake::new(BAD_CASE, rest, message));
        return Some(value);
    }
    let _ = finish(reader);
    Some(value)
}

/// The values that `when` waits for.
pub(super) fn when(reader: &mut Reader, tag: &Name) -> Vec<Expression> {
    let mut values = Vec::new();
    if reader.at_end() {
        let message = "`when` needs a value, such as `{% when \"urgent\" %}`";
        reader.note(Mistake::new(BAD_CASE, tag.span, message));
        return values;
    }
    loop {
        if reader.peek_kind() == Some(PieceKind::Operator) && !reader.is_prefix() {
            compares(reader);
            return values;
        }
        let Ok(value) = value(reader) else { return values };
        values.push(value);
        reader.mark_sound();
        if !separator(reader) {
            break;
        }
        if reader.at_end() {
            dangling(reader);
            return values;
        }
    }
    if reader.at_value() && !reader.is_prefix() {
        let end = reader.last_end();
        let message = "A comma is missing between the values of `when`";
        let mistake = Mistake::new(BAD_CASE, reader.here(), message);
        reader.note(mistake.mend("Add a comma", vec![Edit::insert(end, ",")]));
        return values;
    }
    if !reader.is_prefix() && matches!(reader.peek_kind(), Some(PieceKind::Operator)) {
        compares(reader);
        return values;
    }
    let _ = finish(reader);
    values
}

fn compares(reader: &mut Reader) {
    let message = "`when` takes values only, without a comparison; use `{% if %}` for comparisons";
    let rest = reader.rest();
    reader.note(Mistake::new(BAD_CASE, rest, message));
}

/// Takes `,` or `or`; `and` counts, and is noted.
fn separator(reader: &mut Reader) -> bool {
    if reader.eat(PieceKind::Comma).is_some() {
        return true;
    }
    let Some(word) = reader.eat(PieceKind::Logical) else { return false };
    if word.span.of(reader.source) == "and" && !reader.is_prefix() {
        let message = "A value cannot be two things at once; write `or` or a comma between the values of `when`";
        let edits = vec![Edit::replace(word.span, "or")];
        reader.note(Mistake::new(BAD_CASE, word.span, message).mend("Write `or`", edits));
    }
    true
}

fn dangling(reader: &mut Reader) {
    if reader.is_prefix() {
        return;
    }
    let end = reader.last_end();
    let gap = crate::text::Span::new(reader.sound(), end);
    let message = "Another value is missing here; write it, or remove what stands before it";
    let mark = crate::text::Span::new(gap.end.saturating_sub(gap.of(reader.source).trim().len()), gap.end);
    reader.note(Mistake::new(BAD_CASE, mark, message).mend_if(true, "Remove it", vec![Edit::delete(gap)], true));
}
