//! Reads `[[ name ]]`, `[[ name: hint ]]` and `[[ name: a | b ]]`.

use super::{ItemKind, Mistake, Name, Slot};
use crate::text::{Edit, Span};

/// Reads the slot between `inner`'s ends; `whole` has the brackets too.
pub(super) fn slot(source: &str, whole: Span, inner: Span, mistakes: &mut Vec<Mistake>) -> ItemKind {
    let text = inner.of(source);
    let mark = text.find([':', '|']);
    let name = trimmed(source, Span::new(inner.start, inner.start + mark.unwrap_or(text.len())));
    if name.text.is_empty() {
        mistakes.push(nameless(source, whole, inner));
        return ItemKind::Broken;
    }
    let Some(mark) = mark else {
        return ItemKind::Slot(Slot { name, hint: None, options: Vec::new() });
    };
    let at = inner.start + mark;
    if text.get(mark..).is_some_and(|rest| rest.starts_with('|')) {
        mistakes.push(choices_without_name(source, whole, name.span, inner));
        return ItemKind::Broken;
    }
    let after = Span::new(at + 1, inner.end);
    if !after.of(source).contains('|') {
        let hint = trimmed(source, after);
        let hint = (!hint.text.is_empty()).then_some(hint);
        return ItemKind::Slot(Slot { name, hint, options: Vec::new() });
    }
    let options = options(source, after, mistakes);
    ItemKind::Slot(Slot { name, hint: None, options })
}

/// The words of `span` without the blanks around them.
fn trimmed(source: &str, span: Span) -> Name {
    let text = span.of(source);
    let start = span.start + (text.len() - text.trim_start().len());
    let span = Span::new(start, start + text.trim().len());
    Name { text: text.trim().to_owned(), span }
}

fn nameless(source: &str, whole: Span, inner: Span) -> Mistake {
    if inner.of(source).trim().is_empty() {
        let message = "This slot is empty; name what the agent fills in, such as `[[name]]`, or remove it";
        return Mistake::new("syntax/empty-slot", whole, message);
    }
    let message = "This slot has no name; write one before the colon, such as `[[item: what they bought]]`";
    Mistake::new("syntax/empty-slot", whole, message)
}

/// `[[ yes | no ]]`.
fn choices_without_name(source: &str, whole: Span, first: Span, inner: Span) -> Mistake {
    let choices = trimmed(source, inner).text;
    let message = match choices.contains(['\n', '\r', '`']) {
        true => "This slot has choices and no name; write a name and a colon before the first choice".to_owned(),
        false => format!("This slot has choices and no name; write a name and a colon first: `[[choice: {choices}]]`"),
    };
    Mistake::new("syntax/empty-slot", whole, message)
        .mend("Name the slot `choice`", vec![Edit::insert(first.start, "choice: ")])
}

fn options(source: &str, span: Span, mistakes: &mut Vec<Mistake>) -> Vec<Name> {
    let mut options = Vec::new();
    let mut start = span.start;
    let parts: Vec<&str> = span.of(source).split('|').collect();
    for (number, part) in parts.iter().enumerate() {
        let place = Span::new(start, start + part.len());
        start = place.end + 1;
        let option = trimmed(source, place);
        if !option.text.is_empty() {
            options.push(option);
            continue;
        }
        // The `|` that stands before the gap, or after it where it is the first.
        let (pipe, gap) = if number == 0 {
            (Span::new(place.end, place.end + 1), Span::new(place.start, place.end + 1))
        } else {
            let last = number + 1 == parts.len();
            let before = source.get(..place.start - 1).unwrap_or_default();
            let from = if last { before.trim_end().len() } else { place.start - 1 };
            (Span::new(place.start - 1, place.start), Span::new(from, place.end))
        };
        let message = "A choice is missing beside this `|`; write it, or remove the `|`";
        mistakes.push(Mistake::new("syntax/empty-pipe", pipe, message).mend_if(
            true,
            "Remove the `|`",
            vec![Edit::delete(gap)],
            true,
        ));
    }
    options
}
