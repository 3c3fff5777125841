//! Light Markdown by lines: which stretches of a passage are read as one run of sentences.
//!
//! Paragraphs end at blank lines; list items, headings and short lines of an address or a signature stand alone (unless the
//! next begins in lower case); quotes of the customer and fenced code are left out.

use std::ops::Range;

/// A line that is shorter than this (in characters) and has no end mark was broken on purpose: greeting, signature, address.
const SHORT_LINE: usize = 45;

/// The runs of a passage, as byte ranges of `text`, in order. Line breaks inside a run are wraps.
pub(super) fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut fenced = false;
    for line in lines(text) {
        let content = text.get(line.clone()).unwrap_or_default();
        let indent = content.len() - content.trim_start().len();
        let trimmed = content.trim();
        let is_fence = trimmed.starts_with("```") || trimmed.starts_with("~~~");
        if fenced || is_fence || trimmed.is_empty() || trimmed.starts_with('>') {
            out.extend(open.take());
            fenced ^= is_fence;
            continue;
        }
        let marker = marker_length(trimmed);
        let start = line.start + indent + marker;
        let end = line.start + indent + trimmed.len();
        let goes_on = trimmed.starts_with(char::is_lowercase);
        let continues = marker == 0 && open.as_ref().is_some_and(|run| goes_on || !ends_on_purpose(text, run));
        match &mut open {
            Some(run) if continues => run.end = end,
            _ => {
                out.extend(open.take());
                open = Some(start..end);
            }
        }
    }
    out.extend(open);
    out.retain(|run| !run.is_empty());
    out
}

/// The lines of `text` without their breaks.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = text.get(start..).unwrap_or_default();
        let Some(length) = rest.find(['\n', '\r']) else {
            done = true;
            return Some(start..text.len());
        };
        let line = start..start + length;
        start = line.end + if rest.get(length..).is_some_and(|tail| tail.starts_with("\r\n")) { 2 } else { 1 };
        Some(line)
    })
}

/// The bytes of a list marker or heading marks with the blanks behind them, or 0.
fn marker_length(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    let rest = |at: usize| line.get(at..).unwrap_or_default();
    let width = match () {
        () if line.starts_with(['-', '*', '+', '•']) => line.chars().next().map_or(0, char::len_utf8),
        () if (1..=3).contains(&digits) && rest(digits).starts_with(['.', ')']) => digits + 1,
        () if (1..=6).contains(&hashes) => hashes,
        () => return 0,
    };
    let blanks = rest(width).len() - rest(width).trim_start().len();
    if blanks == 0 { 0 } else { width + blanks }
}

/// Whether the last line of `run` ends where its author wanted a new line: it is short and has no end mark but a comma.
fn ends_on_purpose(text: &str, run: &Range<usize>) -> bool {
    let run = text.get(run.clone()).unwrap_or_default();
    let last = run.rsplit(['\n', '\r']).next().unwrap_or_default();
    last.chars().count() < SHORT_LINE && !last.trim_end().ends_with(['.', '!', '?', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let found: Vec<&str> = blocks(text).into_iter().map(|run| &text[run]).collect();
        expected.assert_debug_eq(&found);
    }

    #[test]
    fn a_letter() {
        check(
            "Hi 㐀,\n\nThis line is long enough to have been wrapped by an editor,\nand goes on.\n\n- one\n- two\n  wraps here. It is\n1. three\n> you never answer\n\nBest,\nSam\nFernhill",
            expect![[r#"
                [
                    "Hi 㐀,",
                    "This line is long enough to have been wrapped by an editor,\nand goes on.",
                    "one",
                    "two\n  wraps here. It is",
                    "three",
                    "Best,",
                    "Sam",
                    "Fernhill",
                ]
            "#]],
        );
    }

    #[test]
    fn code_headings_and_crlf() {
        check(
            "# Refunds\r\n```\nlet it = be;\n```\r\n\r\nOne.\rTwo #3 - four",
            expect![[r#"
                [
                    "Refunds",
                    "One.\rTwo #3 - four",
                ]
            "#]],
        );
    }
}
