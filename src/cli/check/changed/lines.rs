//! Which lines of a text are not in an older one. How lines end makes no difference: git changes that on its way.

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::text::{LineIndex, Span};

/// How long the smallest difference is looked for; after that more lines count as changed.
const PATIENCE: Duration = Duration::from_secs(2);

/// Lines of a text, from 0: ranges one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines(Vec<Range<usize>>);

impl Lines {
    /// All there are.
    pub(super) fn all() -> Self {
        Self(std::iter::once(0..usize::MAX).collect())
    }

    /// Those of `now` that are not in `before`.
    pub(super) fn changed(before: &str, now: &str) -> Self {
        let deadline = Instant::now().checked_add(PATIENCE);
        let ops = capture_diff_slices_deadline(Algorithm::Myers, &lines(before), &lines(now), deadline);
        let new = ops.into_iter().filter_map(|op| match op {
            DiffOp::Insert { new_index, new_len, .. } | DiffOp::Replace { new_index, new_len, .. } => {
                Some(new_index..new_index + new_len)
            }
            DiffOp::Equal { .. } | DiffOp::Delete { .. } => None,
        });
        Self(new.collect())
    }

    /// Whether `span` of the text with these `lines` has a part of one.
    pub(super) fn touch(&self, lines: &LineIndex, span: Span) -> bool {
        let first = lines.line_of(span.start);
        let last = lines.line_of(span.end.saturating_sub(1).max(span.start));
        let next = self.0.partition_point(|range| range.end <= first);
        self.0.get(next).is_some_and(|range| range.start <= last)
    }
}

fn lines(text: &str) -> Vec<&str> {
    let index = LineIndex::new(text);
    let mut lines: Vec<&str> = (0..index.len()).map(|line| index.line_span(text, line).of(text)).collect();
    // What stands behind the last line break is no line.
    if lines.last() == Some(&"") {
        lines.pop();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, now: &str, expected: &[Range<usize>]) {
        assert_eq!(Lines::changed(before, now).0, expected, "{before:?} {now:?}");
    }

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "one range of lines is what is meant")]
    fn lines_that_are_new_or_not_as_they_were() {
        check("a\nb\nc\n", "a\nx\nc\ny\n", &[1..2, 3..4]);
        check("a\nb\n", "b\n", &[]);
        check("", "a\n", &[0..1]);
        check("a\n", "", &[]);
    }

    #[test]
    fn how_lines_end_makes_no_difference() {
        check("a\nb\n", "a\r\nb", &[]);
        check("a\r\nb", "a\rb\r", &[]);
    }

    #[test]
    fn a_span_touches_the_lines_that_it_has_a_part_of() {
        let text = "one\ntwo\nthree\n";
        let (lines, changed) = (LineIndex::new(text), Lines::changed("one\nthree\n", text));
        let touches = |words: &str| {
            changed.touch(&lines, Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len()))
        };
        assert_eq!(["one", "e\nt", "two\n", "three"].map(touches), [false, true, true, false]);
        let many = Lines::changed("one\nthree\n", "zero\none\ntwo\nthree\nfour");
        let of = |at: usize| many.touch(&LineIndex::new("0\n1\n2\n3\n4"), Span::new(2 * at, 2 * at + 1));
        assert_eq!([0, 1, 2, 3, 4].map(of), [true, false, true, false, true]);
        assert!(Lines::all().touch(&lines, Span::at(text.len())));
    }
}
