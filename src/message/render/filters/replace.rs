//! Filters that put one text in the place of another, or of nothing.

use std::sync::Arc;

use super::super::budget::Budget;
use super::super::value::Value;
use super::{Call, Outcome};

pub(super) fn apply(name: &str, call: &mut Call<'_>) -> Outcome {
    let text = call.input.to_text();
    let wanted = call.text(0);
    let by = call.text(1);
    match name {
        "replace" | "remove" => replace(call, &text, &wanted, &by, usize::MAX),
        "replace_first" | "remove_first" => replace(call, &text, &wanted, &by, 1),
        _ => {
            let Some(at) = text.rfind(&*wanted) else { return Ok(Value::Text(text)) };
            call.budget.text(text.len() + by.len())?;
            let (before, rest) = text.split_at_checked(at).unwrap_or((&text, ""));
            Ok(Value::text([before, &by, rest.get(wanted.len()..).unwrap_or_default()].concat()))
        }
    }
}

fn replace(call: &mut Call<'_>, text: &str, wanted: &str, by: &str, most: usize) -> Outcome {
    let mut out = String::new();
    let mut last = 0;
    for (at, found) in text.match_indices(wanted).take(most) {
        out.push_str(text.get(last..at).unwrap_or_default());
        last = at + found.len();
        if by.contains('\\') {
            expand(by, text, at, last, &mut out);
        } else {
            out.push_str(by);
        }
        Budget::fits(out.len())?;
    }
    out.push_str(text.get(last..).unwrap_or_default());
    call.budget.text(out.len())?;
    Ok(Value::Text(Arc::from(out)))
}

/// Ruby reads a backslash in the replacement: `\0` is what was found, `\\` a backslash, and so on.
fn expand(by: &str, text: &str, start: usize, end: usize, out: &mut String) {
    let mut rest = by.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match rest.next() {
            Some('0' | '&') => out.push_str(text.get(start..end).unwrap_or_default()),
            Some('1'..='9') => {}
            Some('`') => out.push_str(text.get(..start).unwrap_or_default()),
            Some('\'') => out.push_str(text.get(end..).unwrap_or_default()),
            Some('\\') | None => out.push('\\'),
            Some(other) => out.extend(['\\', other]),
        }
    }
}
