//! The text that is looked at: the body of a macro, or its subject line, which stands inside of the front matter.

use crate::lint::Subject;
use crate::message::Snippet;
use crate::syntax::Macro;
use crate::text::Span;

/// How far around a place its line is looked at, in bytes, so that the time does not grow with the length of lines.
const NEAR: usize = 1000;

/// A text with its macro, and where it stands in the file.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Place<'a> {
    pub(in crate::lint) source: &'a str,
    pub(in crate::lint) parsed: &'a Macro,
    /// What to put around texts that fixes write.
    pub(in crate::lint) quote: char,
    /// Whether it is the subject line.
    pub(in crate::lint) is_subject: bool,
    pub(in crate::lint) stands: Stands,
}

/// How places of a text become places of the file.
#[derive(Clone, Copy)]
pub(in crate::lint) enum Stands {
    /// Byte for byte, from this byte on.
    From(usize),
    /// Byte for byte, in a YAML value without quotation marks: whoever changes it writes all of it anew, with them.
    Plain(Span),
    /// Written differently there: all of it is this place.
    Within(Span),
}

impl<'a> Place<'a> {
    pub(in crate::lint) fn body(subject: &Subject<'a>) -> Self {
        let Subject { source, parsed, .. } = *subject;
        Self { source, parsed, quote: '"', is_subject: false, stands: Stands::From(0) }
    }

    /// All of a snippet, in its own file.
    pub(in crate::lint) fn of_snippet(snippet: &'a Snippet) -> Self {
        let (source, parsed) = (snippet.source.as_str(), &snippet.parsed);
        Self { source, parsed, quote: '"', is_subject: false, stands: Stands::From(0) }
    }

    pub(in crate::lint) fn in_file(&self, span: Span) -> Span {
        match self.stands {
            Stands::From(_) | Stands::Plain(_) => Span::new(span.start + self.shift(), span.end + self.shift()),
            Stands::Within(whole) => whole,
        }
    }

    pub(in crate::lint) fn shift(&self) -> usize {
        match self.stands {
            Stands::From(start) => start,
            Stands::Plain(whole) => whole.start,
            Stands::Within(_) => 0,
        }
    }

    pub(in crate::lint) fn can_be_edited(&self) -> bool {
        !matches!(self.stands, Stands::Within(_))
    }

    /// A text in the quotes that suit the place; `None` where it holds such a quote.
    pub(in crate::lint) fn quoted(&self, text: &str) -> Option<String> {
        (!text.contains(self.quote)).then(|| format!("{0}{text}{0}", self.quote))
    }

    /// The line around a byte, without its line break; of a very long one, what is near.
    pub(in crate::lint) fn line(&self, at: usize) -> Span {
        let near = Span::new(self.border(at.saturating_sub(NEAR), at), self.border(at.saturating_add(NEAR), at));
        let before = Span::new(near.start, at).of(self.source);
        let after = Span::new(at, near.end).of(self.source);
        let start =
            memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(near.start, |found| near.start + found + 1);
        let end = memchr::memchr2(b'\n', b'\r', after.as_bytes()).map_or(near.end, |found| at + found);
        // A line of the body never reaches into the front matter.
        Span::new(start.max(self.parsed.body.start.min(at)), end)
    }

    /// The border between characters at `offset`, or the next one towards `middle`.
    pub(in crate::lint) fn border(&self, offset: usize, middle: usize) -> usize {
        let mut offset = offset.min(self.source.len());
        while !self.source.is_char_boundary(offset) {
            offset = if offset < middle { offset + 1 } else { offset - 1 };
        }
        offset
    }
}
