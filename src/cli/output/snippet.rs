//! The stretch of a macro that a finding is about, cut so that it fits a terminal however long the lines are.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::text::{LineIndex, Span};

/// Lines of a finding that are shown; a sentence over more lines is recognised by its beginning.
const MOST_LINES: usize = 4;
/// What marks a cut.
const CUT: &str = "…";

/// Some lines to show, joined by line feeds, and the bytes in it to underline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The first line, from 0.
    pub(super) line: usize,
    /// The lines.
    pub(super) text: String,
    /// One range a line that the span touches.
    pub(super) marks: Vec<Range<usize>>,
}

/// The lines that `span` touches, each at most `width` columns wide.
pub(super) fn excerpt(source: &str, lines: &LineIndex, span: Span, width: usize) -> Excerpt {
    let first = lines.line_of(span.start);
    // A span that ends with a line break does not reach into the next line.
    let last = lines.line_of(if span.is_empty() { span.end } else { span.end - 1 }).max(first);
    let mut excerpt = Excerpt { line: first, text: String::new(), marks: Vec::new() };
    for line in first..=last.min(first + MOST_LINES - 1) {
        if line > first {
            excerpt.text.push('\n');
        }
        let bytes = lines.line_span(source, line);
        let start = span.start.clamp(bytes.start, bytes.end);
        let end = span.end.clamp(start, bytes.end);
        add_line(&mut excerpt, source, bytes, Span::new(start, end), width);
    }
    excerpt
}

/// Adds the part of `line` around `mark`, a blank line without one.
fn add_line(excerpt: &mut Excerpt, source: &str, line: Span, mark: Span, width: usize) {
    let text = line.of(source);
    let window = window(text, mark.start - line.start..mark.end - line.start, width);
    let shown = text.get(window.clone()).unwrap_or_default();
    let shown_from = line.start + window.start;
    let byte_order_mark = if line.start == 0 && window.start == 0 && shown.starts_with('\u{feff}') { 3 } else { 0 };
    if window.start > 0 {
        excerpt.text.push_str(CUT);
    }
    let base = excerpt.text.len();
    excerpt.text.push_str(shown.get(byte_order_mark..).unwrap_or_default());
    let at = |offset: usize| (base + offset.saturating_sub(shown_from + byte_order_mark)).min(excerpt.text.len());
    let range = at(mark.start)..at(mark.end);
    if window.end < text.len() {
        excerpt.text.push_str(CUT);
    }
    let blank = text.trim().is_empty();
    if excerpt.marks.is_empty() || !(blank || range.is_empty()) {
        excerpt.marks.push(range);
    }
}

/// The bytes of `text` to show: all where it fits into `width` columns, else what stands around `mark`, in whole words.
fn window(text: &str, mark: Range<usize>, width: usize) -> Range<usize> {
    // No character but a tab takes more columns than bytes.
    let is_short = text.len() <= width && !text.contains('\t');
    if is_short || fitting(text.chars(), width) == text.len() {
        return 0..text.len();
    }
    let before = text.get(..mark.start).unwrap_or_default();
    let after = text.get(mark.end..).unwrap_or_default();
    let marked = text.get(mark.clone()).unwrap_or_default();
    let shown = fitting(marked.chars(), width);
    let room = width.saturating_sub(columns_of(marked.chars(), width));
    if shown < marked.len() {
        return mark.start..mark.start + shown;
    }
    let left = (room / 2).max(room - columns_of(after.chars(), room)).min(columns_of(before.chars().rev(), room));
    let start = mark.start - fitting(before.chars().rev(), left);
    let end = mark.end + fitting(after.chars(), room - left);
    whole_words(text, start..end, &mark)
}

/// Leaves out what is left of a word that is cut at either end of `window`.
fn whole_words(text: &str, window: Range<usize>, mark: &Range<usize>) -> Range<usize> {
    /// Longer stretches without a space are not words to leave out.
    const LONGEST: usize = 24;
    let mut kept = window.clone();
    let before = text.get(window.start..mark.start).unwrap_or_default();
    let after = text.get(mark.end..window.end).unwrap_or_default();
    if window.start > 0 {
        kept.start += before.find(' ').map(|at| at + 1).filter(|&cut| cut <= LONGEST).unwrap_or_default();
    }
    if window.end < text.len() {
        kept.end -= after.rfind(' ').map(|at| after.len() - at).filter(|&cut| cut <= LONGEST).unwrap_or_default();
    }
    kept
}

/// How many bytes of `characters` fit into `width` columns.
fn fitting(characters: impl Iterator<Item = char>, width: usize) -> usize {
    let mut used = 0;
    let within = characters.take_while(|character| {
        used += columns(*character);
        used <= width
    });
    within.map(char::len_utf8).sum()
}

/// The columns that `characters` take, at most `most`.
fn columns_of(characters: impl Iterator<Item = char>, most: usize) -> usize {
    let mut used = 0;
    for character in characters {
        used += columns(character);
        if used >= most {
            return most;
        }
    }
    used
}

/// As the renderer draws it: tabs as four spaces, control characters as one sign.
fn columns(character: char) -> usize {
    if character == '\t' { 4 } else { character.width().unwrap_or(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` on both sides of the span in `source`; the excerpt with `[` and `]` around what is marked.
    fn check(source: &str, width: usize, expected: &str) {
        let start = source.find('|').expect("a bar");
        let plain = source.replacen('|', "", 1);
        let end = plain.find('|').expect("a second bar");
        let plain = plain.replacen('|', "", 1);
        let excerpt = excerpt(&plain, &LineIndex::new(&plain), Span::new(start, end), width);
        let mut text = excerpt.text.clone();
        for mark in excerpt.marks.iter().rev() {
            text.insert(mark.end, ']');
            text.insert(mark.start, '[');
        }
        assert_eq!(text, expected);
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        check("Hi.\r\nPlease |calm down|.\r\nBye.", 80, "Please [calm down].");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides_between_words() {
        check("one two three |calm down| four five six", 26, "…three [calm down] four…");
        check("|calm down| one two three four", 17, "[calm down] one…");
        check("one two three four |calm down|", 17, "…four [calm down]");
        check("é éééé |ééé| 大変 大変 大変", 16, "…éééé [ééé] 大変…");
        check("one |two three four five| six", 9, "…[two three]…");
    }

    #[test]
    fn a_line_of_many_megabytes_is_cut_too() {
        let line = format!("{}|calm|{}", "word ".repeat(2_000_000), " word".repeat(2_000_000));
        check(&line, 20, "…word [calm] word…");
    }

    #[test]
    fn a_wrapped_sentence_is_marked_line_by_line() {
        check("We |cannot\ndo that|.", 80, "We [cannot]\n[do that].");
        check("|a\n\nb\nc\nd\ne|", 80, "[a]\n\n[b]\n[c]");
        check("We |cannot\n|do that.", 80, "We [cannot]");
    }

    #[test]
    fn empty_spans_and_the_end_of_the_text_have_a_place() {
        check("||", 80, "[]");
        check("abc||\n", 80, "abc[]");
        check("abc\n||", 80, "[]");
    }

    #[test]
    fn a_byte_order_mark_is_not_shown() {
        check("\u{feff}Please |calm down|", 80, "Please [calm down]");
        check("|\u{feff}Please| calm down", 80, "[Please] calm down");
    }
}
