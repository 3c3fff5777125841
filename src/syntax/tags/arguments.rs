//! What several tags share: named arguments, and nothing where nothing may stand.

use super::super::filter_chain::argument;
use super::super::node::PieceKind;
use super::super::reader::{Outcome, Reader};
use super::super::values::{name, shown, value};
use super::super::{Argument, Mistake, Name};
use crate::text::Edit;

/// Notes what stands after a tag that takes nothing.
pub(super) fn nothing_more(reader: &mut Reader, tag: &Name) {
    if reader.at_end() || reader.is_prefix() {
        return;
    }
    let rest = reader.rest();
    let message =
        format!("Nothing can follow `{}` in its tag; remove `{}`", shown(&tag.text), shown(rest.of(reader.source)));
    let edit = reader.delete_rest();
    reader.note(Mistake::new("syntax/bad-expression", rest, message).mend("Remove it", vec![edit]));
}

/// Reads one `name: value`. `name = value` counts, and is noted under `rule`. `None` where no such thing comes next.
pub(super) fn named(reader: &mut Reader, rule: &'static str) -> Outcome<Option<Argument>> {
    let Some(key) = reader.peek().filter(|piece| piece.kind == PieceKind::Word) else { return Ok(None) };
    match reader.peek_at(1) {
        Some(colon) if colon.kind == PieceKind::Colon => argument(reader).map(Some),
        Some(equals) if equals.span.of(reader.source) == "=" => {
            reader.bump();
            reader.bump();
            let key = name(reader, key);
            let message = format!("A value is handed over with a colon; write `{}: …`", shown(&key.text));
            let edit = Edit::replace(key.span.cover(equals.span), format!("{}:", key.text));
            reader.note(Mistake::new(rule, equals.span, message).safe_mend("Write a colon", vec![edit]));
            let value = value(reader)?;
            Ok(Some(Argument { name: Some(key), value }))
        }
        _ => Ok(None),
    }
}
