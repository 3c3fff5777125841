//! Every message of front matter with the place that it marks and the lines that its mend changes, and what is no
//! mistake.

mod edges;
mod messages;
mod reading;

use expect_test::Expect;

use super::lines::lines;
use super::{Fences, Read, read};
use crate::syntax::Mistake;
use crate::text::{Span, apply_edits};

/// The fences as the tree finds them: lines of `---`, the first at the very top.
fn fences(source: &str) -> Fences {
    let top = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let mut fences =
        lines(source, Span::new(top, source.len())).filter(|line| line.span.of(source).trim_end() == "---");
    let open = fences.next().expect("front matter begins with ---");
    assert_eq!(open.span.start, top);
    match fences.next() {
        Some(close) => {
            Fences { span: Span::new(top, close.next), yaml: Span::new(open.next, close.span.start), closed: true }
        }
        None => Fences { span: Span::new(top, source.len()), yaml: Span::new(open.next, source.len()), closed: false },
    }
}

fn read_source(source: &str) -> Read {
    read(source, fences(source))
}

/// Front matter of these lines, closed, above a short body.
fn check(yaml: &str, expected: Expect) {
    check_source(&format!("---\n{yaml}\n---\nHi\n"), expected);
}

fn check_source(source: &str, expected: Expect) {
    let read = read_source(source);
    let shown: Vec<String> = read.mistakes.iter().map(|mistake| show(source, mistake)).collect();
    expected.assert_eq(&shown.join("\n"));
}

fn check_good(yaml: &str) {
    let source = format!("---\n{yaml}\n---\nHi\n");
    assert_eq!(read_source(&source).mistakes, [], "{yaml}");
}

fn show(source: &str, mistake: &Mistake) -> String {
    let mut out = format!("{}{}: {}\n", underlined(source, mistake.span), mistake.rule, mistake.message);
    for (span, message) in &mistake.related {
        out += &format!("{}  {message}\n", underlined(source, *span));
    }
    if let Some(mend) = &mistake.mend {
        out += &format!("{} ({})\n", mend.title, if mend.safe { "safe" } else { "suggested" });
        let after = apply_edits(source, &mend.edits).expect("the edits of a mend fit the text");
        let left = read_source(&after).mistakes.len();
        assert!(left < read_source(source).mistakes.len(), "the mend of {mistake:?} leaves {left} mistakes in {after}");
        out += &changed(source, &after);
    }
    out
}

/// The line where a span begins, with the span marked.
fn underlined(source: &str, span: Span) -> String {
    let whole = Span::new(0, source.len());
    let line = lines(source, whole).find(|line| span.start < line.next);
    let line = line.map_or(Span::at(source.len()), |line| line.span);
    let before = Span::new(line.start, span.start).of(source).chars().count();
    let width = Span::new(span.start, span.end.min(line.end)).of(source).chars().count();
    format!("{}\n{}{}\n", line.of(source), " ".repeat(before), "^".repeat(width.max(1)))
}

/// The lines of `after` that are not those of `before`, each with `> `.
fn changed(before: &str, after: &str) -> String {
    let split = |text: &str| -> Vec<String> {
        lines(text, Span::new(0, text.len())).map(|line| line.span.of(text).to_owned()).collect()
    };
    let (before, after) = (split(before), split(after));
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let tail = tail.min(before.len() - same).min(after.len() - same);
    let lines: String = after[same..after.len() - tail].iter().map(|line| format!("> {line}\n")).collect();
    if lines.is_empty() { "> (the line is gone)\n".to_owned() } else { lines }
}
