//! The blanks between what stands inside delimiters, and the edits that make them what they should be.

use crate::text::{Edit, Span};

/// White space between delimiters, as the grammar has it; any other of Unicode is a character like all others.
pub(super) const BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\u{b}', '\u{c}'];

/// The edits of one part. Only blanks are ever replaced, and only by blanks: `None` says that something else stands there,
/// and that the part is best left as it is.
#[derive(Debug)]
pub(super) struct Gaps<'a> {
    source: &'a str,
    edits: Vec<Edit>,
}

impl<'a> Gaps<'a> {
    /// For a part of `source`.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, edits: Vec::new() }
    }

    /// One space; where the author broke the line, the break and the indentation after it stay.
    pub(super) fn space(&mut self, span: Span) -> Option<()> {
        self.set(span, |text| broken(text).unwrap_or_else(|| " ".to_owned()))
    }

    /// Nothing.
    pub(super) fn nothing(&mut self, span: Span) -> Option<()> {
        self.set(span, |_| String::new())
    }

    /// What is there.
    pub(super) fn as_it_is(&mut self, span: Span) -> Option<()> {
        self.set(span, str::to_owned)
    }

    /// The edits, in the order of the text.
    pub(super) fn done(self) -> Vec<Edit> {
        self.edits
    }

    fn set(&mut self, span: Span, wanted: impl FnOnce(&str) -> String) -> Option<()> {
        let text = self.source.get(span.range())?;
        if !text.trim_matches(BLANKS).is_empty() {
            return None;
        }
        self.edits.extend(smallest(span, text, &wanted(text)));
        Some(())
    }
}

/// The first line break of `text` and the indentation after its last one; `None` where the line goes on.
fn broken(text: &str) -> Option<String> {
    let first = text.find(['\n', '\r'])?;
    let rest = text.get(first..)?;
    let line_break = if rest.starts_with("\r\n") { "\r\n" } else { rest.get(..1)? };
    let indentation = rest.rsplit(['\n', '\r']).next()?;
    Some(format!("{line_break}{}", indentation.replace(['\u{b}', '\u{c}'], "")))
}

/// The edit that turns `text`, which stands at `span`, into `wanted`, without what both begin and end with; `None` where
/// they are the same.
pub(super) fn smallest(span: Span, text: &str, wanted: &str) -> Option<Edit> {
    if text == wanted {
        return None;
    }
    let begin = text.char_indices().zip(wanted.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
    let begin = begin.unwrap_or(text.len().min(wanted.len()));
    let (text, wanted) = (text.get(begin..)?, wanted.get(begin..)?);
    let same = text.chars().rev().zip(wanted.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = same.map(|(character, _)| character.len_utf8()).sum();
    let span = Span::new(span.start + begin, span.end - end);
    Some(Edit::replace(span, wanted.get(..wanted.len() - end)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply_edits;

    fn check(text: &str, wanted: &str, expected: &str) {
        let edit = smallest(Span::new(0, text.len()), text, wanted).expect("the two differ");
        assert_eq!(apply_edits(text, std::slice::from_ref(&edit)).as_deref(), Some(wanted));
        assert_eq!(format!("{}..{} {:?}", edit.span.start, edit.span.end, edit.text), expected);
    }

    #[test]
    fn edits_are_as_small_as_can_be() {
        check("   ", " ", r#"1..3 """#);
        check("", " ", r#"0..0 " ""#);
        check(" \n  ", "\n  ", r#"0..1 """#);
        check("é😀a", "é😀b", r#"6..7 "b""#);
        assert_eq!(smallest(Span::at(0), "x", "x"), None);
    }

    #[test]
    fn line_breaks_stay_with_their_indentation() {
        for (text, expected) in
            [("  ", None), (" \r\n\t", Some("\r\n\t")), ("\n\n  ", Some("\n  ")), ("\r ", Some("\r "))]
        {
            assert_eq!(broken(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn only_blanks_are_replaced() {
        let mut gaps = Gaps::new("a\u{a0}b");
        assert_eq!(gaps.nothing(Span::new(1, 3)), None);
        assert_eq!(gaps.done(), []);
    }
}
