//! The text that is looked at: the body of a macro, or its subject line, which stands inside of the front matter.

use crate::lint::Subject;
use crate::syntax::Macro;
use crate::text::Span;

/// A text with its macro, and where it stands in the file.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) source: &'a str,
    pub(super) parsed: &'a Macro,
    /// What to put around texts that fixes write.
    pub(super) quote: char,
    /// Whether it is the subject line.
    pub(super) is_subject: bool,
    pub(super) stands: Stands,
}

/// How places of a text become places of the file.
#[derive(Clone, Copy)]
pub(super) enum Stands {
    /// Byte for byte, from this byte on.
    From(usize),
    /// Written differently there: all of it is this place.
    Within(Span),
}

impl<'a> Place<'a> {
    pub(super) fn body(subject: &Subject<'a>) -> Self {
        let Subject { source, parsed, .. } = *subject;
        Self { source, parsed, quote: '"', is_subject: false, stands: Stands::From(0) }
    }

    pub(super) fn in_file(&self, span: Span) -> Span {
        match self.stands {
            Stands::From(start) => Span::new(span.start + start, span.end + start),
            Stands::Within(whole) => whole,
        }
    }

    pub(super) fn shift(&self) -> usize {
        match self.stands {
            Stands::From(start) => start,
            Stands::Within(_) => 0,
        }
    }

    pub(super) fn can_be_edited(&self) -> bool {
        matches!(self.stands, Stands::From(_))
    }

    /// A text in the quotes that suit the place; `None` where it holds such a quote.
    pub(super) fn quoted(&self, text: &str) -> Option<String> {
        (!text.contains(self.quote)).then(|| format!("{0}{text}{0}", self.quote))
    }

    /// The line around a byte, without its line break.
    pub(super) fn line(&self, at: usize) -> Span {
        let before = self.source.get(..at).unwrap_or_default();
        let after = self.source.get(at..).unwrap_or_default();
        let start = before.rfind(['\n', '\r']).map_or(0, |found| found + 1);
        let end = after.find(['\n', '\r']).map_or(self.source.len(), |found| at + found);
        // A line of the body never reaches into the front matter.
        Span::new(start.max(self.parsed.body.start.min(at)), end)
    }
}
