//! A text that was made of another one, with where each part of it came from.

use std::ops::Range;

use crate::text::Span;

/// A text, and for each of its bytes the bytes of the source that it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traced {
    /// The text.
    pub text: String,
    /// In the order of the text, without a gap.
    parts: Vec<Part>,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    /// Where it begins in the text.
    start: usize,
    /// What it was made of.
    from: Span,
    /// Whether it is the same byte for byte.
    exact: bool,
}

impl Traced {
    /// Adds what stands so in the source, from byte `at` on.
    pub fn copy(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        let end = at + text.len();
        match self.parts.last_mut() {
            Some(last) if last.exact && last.from.end == at => last.from.end = end,
            _ => self.parts.push(Part { start: self.text.len(), from: Span::new(at, end), exact: true }),
        }
        self.text.push_str(text);
    }

    /// Adds what stands for `from` in the source.
    pub fn make(&mut self, text: &str, from: Span) {
        if text.is_empty() {
            return;
        }
        self.parts.push(Part { start: self.text.len(), from, exact: false });
        self.text.push_str(text);
    }

    /// Adds a part of another text of the same source.
    pub fn append(&mut self, other: &Traced, range: Range<usize>) {
        let first = other.parts.partition_point(|part| part.start <= range.start).saturating_sub(1);
        for (place, part) in other.parts.iter().enumerate().skip(first) {
            if part.start >= range.end {
                return;
            }
            let end = other.parts.get(place + 1).map_or(other.text.len(), |next| next.start);
            let (start, end) = (part.start.max(range.start), end.min(range.end));
            let text = other.text.get(start..end).unwrap_or_default();
            match part.exact {
                true => self.copy(text, part.from.start + (start - part.start)),
                false => self.make(text, part.from),
            }
        }
    }

    /// What stands in the source for `span` of the text.
    pub fn source(&self, span: Span) -> Span {
        let start = self.part_at(span.start).map_or(0, |part| match part.exact {
            true => (part.from.start + (span.start - part.start)).min(part.from.end),
            false => part.from.start,
        });
        if span.is_empty() {
            return Span::at(start);
        }
        let end = self.part_at(span.end - 1).map_or(start, |part| match part.exact {
            true => (part.from.start + (span.end - part.start)).min(part.from.end),
            false => part.from.end,
        });
        Span::new(start, end.max(start))
    }

    fn part_at(&self, offset: usize) -> Option<&Part> {
        let after = self.parts.partition_point(|part| part.start <= offset);
        self.parts.get(after.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let source = "<p>Hi&nbsp;you</p>";
        let mut line = Traced::default();
        line.copy("Hi", 3);
        line.make(" ", Span::new(5, 11));
        line.copy("you", 11);
        let mut text = Traced::default();
        text.make("- ", Span::at(3));
        text.append(&line, 0..1);
        text.append(&line, 1..line.text.len());
        assert_eq!(text.text, "- Hi you");
        let check = |span: Span, expected: &str| assert_eq!(text.source(span).of(source), expected);
        check(Span::new(2, 4), "Hi");
        check(Span::new(3, 4), "i");
        check(Span::new(3, 6), "i&nbsp;y");
        check(Span::new(4, 5), "&nbsp;");
        check(Span::new(0, 3), "H");
        check(Span::new(8, 8), "");
        assert_eq!(text.source(Span::at(8)), Span::at(14));
        assert_eq!(Traced::default().source(Span::at(0)), Span::at(0));
    }
}
