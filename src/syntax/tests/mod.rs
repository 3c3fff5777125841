//! What the room promises, as examples: a text goes in, and its items or its mistakes come out as people see them.

mod blocks;
mod delimiters;
mod expressions;
mod incremental;
mod items;
mod prose;
mod scale;
mod slots;
mod tags;
mod usual;

use std::fmt::Write as _;

use expect_test::Expect;

use super::{Macro, Mistake};
use crate::text::{LineIndex, Span, apply_edits};

/// Prints every mistake of `source`: its lines with the place marked, rule, message, related places, and the text after
/// the mend, which must have that mistake no more and no new one.
#[track_caller]
fn check(source: &str, expect: Expect) {
    let parsed = Macro::parse(source);
    covers(&parsed, source);
    let mut out = String::new();
    for mistake in &parsed.mistakes {
        show(&mut out, source, mistake);
        mended(&mut out, source, &parsed, mistake);
    }
    expect.assert_eq(&out);
}

/// Checks that there is nothing to say about `source`.
#[track_caller]
fn fine(source: &str) {
    let parsed = Macro::parse(source);
    covers(&parsed, source);
    assert_eq!(parsed.mistakes, [], "in {source:?}");
}

/// Checks that the items cover the body without a gap.
#[track_caller]
fn covers(parsed: &Macro, source: &str) {
    let mut end = parsed.body.start;
    for item in &parsed.items {
        assert_eq!(item.span.start, end, "a gap before {item:?} in {source:?}");
        assert!(!item.span.is_empty(), "{item:?}");
        end = item.span.end;
    }
    assert_eq!(end, parsed.body.end, "a gap at the end of {source:?}");
}

fn show(out: &mut String, source: &str, mistake: &Mistake) {
    let index = LineIndex::new(source);
    let (first, last) = (index.line_of(mistake.span.start), index.line_of(mistake.span.end));
    for number in first..=last {
        let line = index.line_span(source, number);
        let marked = Span::new(line.start.max(mistake.span.start), line.end.min(mistake.span.end));
        let gap = Span::new(line.start, marked.start).of(source).chars().count();
        let marks = "^".repeat(marked.of(source).chars().count().max(1));
        let _ = writeln!(out, "{}\n{}{marks}", line.of(source), " ".repeat(gap));
    }
    let _ = writeln!(out, "{}: {}", mistake.rule, mistake.message);
    for (span, message) in &mistake.related {
        let line = index.line_of(span.start);
        let column = span.start - index.line_span(source, line).start;
        let _ = writeln!(out, "  {}:{} `{}` {message}", line + 1, column + 1, span.of(source));
    }
}

#[track_caller]
fn mended(out: &mut String, source: &str, parsed: &Macro, mistake: &Mistake) {
    let Some(mend) = &mistake.mend else { return };
    let after = apply_edits(source, &mend.edits).expect("edits fit the text");
    let kind = if mend.safe { "safe" } else { "suggested" };
    let _ = writeln!(out, "  {kind}: {}", mend.title);
    for line in after.lines() {
        let _ = writeln!(out, "    | {line}");
    }
    let again = Macro::parse(&after);
    let count = |parsed: &Macro| parsed.mistakes.iter().filter(|other| other.rule == mistake.rule).count();
    assert!(count(&again) < count(parsed), "the mend leaves {} in {after:?}", mistake.rule);
    assert!(
        again.mistakes.len() < parsed.mistakes.len(),
        "the mend of {} makes new mistakes in {after:?}",
        mistake.rule
    );
}
