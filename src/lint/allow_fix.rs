//! Takes an allowance out of front matter of any form, so that nothing else changes.

use crate::syntax::{Datum, Macro};
use crate::text::{Edit, Span, apply_edits};

/// The most allowances of a file for which this is worked out: each is tried, and nobody has more.
const MOST: usize = 100;

/// What goes with the allowance of that number: its line, with it the key `allow` where it is the only one, and all of the
/// front matter where that holds nothing else. `None` where what is left would say something else.
pub(super) fn removal(source: &str, parsed: &Macro, number: usize) -> Option<Span> {
    let front_matter = &parsed.front_matter;
    let whole = front_matter.span.filter(|_| front_matter.allow.len() <= MOST)?;
    let rule = front_matter.allow.get(number)?.rule.span;
    let (at, entry) = front_matter.data.iter().enumerate().find(|(_, datum)| key_at(datum) == Some(rule))?;
    let around = entry.parent?;
    let alone = !front_matter.data.iter().enumerate().any(|(other, datum)| datum.parent == Some(around) && other != at);
    let span = if alone { front_matter.data.get(around)?.span() } else { entry.span() };
    let span = match in_braces(source, span, &front_matter.data, around, alone) {
        true => with_comma(source, span),
        false => lines_of(source, span),
    };
    let left = format!(
        "{}{}",
        Span::new(front_matter.yaml.start, span.start).of(source),
        Span::new(span.end, front_matter.yaml.end).of(source)
    );
    let span = if left.trim().is_empty() { whole } else { span };
    says_the_rest(source, parsed, number, span).then_some(span)
}

fn key_at(datum: &Datum) -> Option<Span> {
    datum.key.as_ref().map(|key| key.span)
}

/// Whether an entry stands beside others on one line, in braces.
fn in_braces(source: &str, span: Span, data: &[Datum], around: usize, alone: bool) -> bool {
    let holder = data.get(around).map(|datum| datum.value.of(source)).unwrap_or_default();
    !alone && holder.trim_start().starts_with('{') && !span.is_empty()
}

/// The entry with the comma behind it, or else the one before it.
fn with_comma(source: &str, span: Span) -> Span {
    let after = source.get(span.end..).unwrap_or_default();
    if let Some(rest) = after.trim_start().strip_prefix(',') {
        return Span::new(span.start, source.len() - rest.trim_start_matches([' ', '\t']).len());
    }
    let before = source.get(..span.start).unwrap_or_default().trim_end();
    Span::new(before.strip_suffix(',').unwrap_or(before).trim_end().len(), span.end)
}

/// The lines that a span stands on, with the last line break.
fn lines_of(source: &str, span: Span) -> Span {
    let before = source.get(..span.start).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let after = source.get(span.end..).unwrap_or_default();
    let end = match after.find(['\n', '\r']) {
        Some(at) if after.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) => span.end + at + 2,
        Some(at) => span.end + at + 1,
        None => source.len(),
    };
    Span::new(start, end)
}

/// Whether without the span the front matter says the same but for the allowance.
fn says_the_rest(source: &str, parsed: &Macro, number: usize, span: Span) -> bool {
    let Some(whole) = parsed.front_matter.span else { return false };
    let head = Span::new(0, whole.end).of(source);
    let Some(after) = apply_edits(head, &[Edit::delete(span)]) else { return false };
    let after = Macro::parse(&after).front_matter;
    let texts = |macro_: &crate::syntax::FrontMatter| -> Vec<(String, String)> {
        macro_.allow.iter().map(|one| (one.rule.text.clone(), one.reason.text.clone())).collect()
    };
    let mut expected = texts(&parsed.front_matter);
    expected.remove(number);
    let keys = |macro_: &crate::syntax::FrontMatter| -> Vec<String> {
        let keys = macro_.entries.iter().map(|entry| entry.key.text.clone());
        keys.filter(|key| key != "allow").collect()
    };
    texts(&after) == expected && keys(&after) == keys(&parsed.front_matter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, number: usize, expected: Option<&str>) {
        let span = removal(source, &Macro::parse(source), number);
        let after = span.map(|span| apply_edits(source, &[Edit::delete(span)]).unwrap());
        assert_eq!(after.as_deref(), expected, "{source}");
    }

    #[test]
    fn an_entry_of_its_own_line() {
        let two = "---\ntitle: x\nallow:\n  tone/a: b\n  tone/c: >\n    d\n    e\n---\nHi";
        check(two, 0, Some("---\ntitle: x\nallow:\n  tone/c: >\n    d\n    e\n---\nHi"));
        check(two, 1, Some("---\ntitle: x\nallow:\n  tone/a: b\n---\nHi"));
        check("---\r\nallow:\r\n  tone/a: b\r\ntitle: x\r\n---\r\n", 0, Some("---\r\ntitle: x\r\n---\r\n"));
        check("---\nallow:\n  # why\n  tone/a: \"b\"\n---\nHi", 0, Some("Hi"));
    }

    #[test]
    fn an_entry_in_braces() {
        check("---\nallow: {tone/a: b, tone/c: d}\n---\n", 0, Some("---\nallow: {tone/c: d}\n---\n"));
        check("---\nallow: {tone/a: b, tone/c: d}\n---\n", 1, Some("---\nallow: {tone/a: b}\n---\n"));
        check("---\nallow: {tone/a: b}\ntitle: x\n---\n", 0, Some("---\ntitle: x\n---\n"));
    }

    #[test]
    fn front_matter_that_holds_nothing_else_goes_too() {
        check("---\nallow:\n  tone/a: b\n---\nHi", 0, Some("Hi"));
        check("Hi", 0, None);
    }
}
