//! Lines of YAML, and what can be seen of a line without parsing it.

use super::schema::{ACTION, FIELDS, Field, SLOT, SOURCE};
use crate::text::Span;

/// A line of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Without its line break.
    pub(super) span: Span,
    /// The first byte of the next line.
    pub(super) next: usize,
}

/// The lines of `span`; they end at `\n`, `\r\n` or `\r`.
pub(super) fn lines(source: &str, span: Span) -> impl Iterator<Item = Line> {
    let mut start = span.start;
    std::iter::from_fn(move || {
        if start >= span.end {
            return None;
        }
        let rest = source.get(start..span.end)?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let ending = rest.get(length..).unwrap_or_default();
        let broken = if ending.starts_with("\r\n") { 2 } else { ending.len().min(1) };
        let line = Line { span: Span::new(start, start + length), next: start + length + broken };
        start = line.next;
        Some(line)
    })
}

/// The line break that `source` uses: that of its first line.
pub(super) fn line_break(source: &str) -> &'static str {
    match source.find(['\n', '\r']).and_then(|at| source.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// What YAML takes for blank; other white space of Unicode is text to it.
pub(super) const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// `span` without blanks at either end.
pub(super) fn trimmed(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let start = span.start + (text.len() - text.trim_start_matches(BLANKS).len());
    Span::new(start, start + text.trim_matches(BLANKS).len())
}

/// Nothing but blanks, or a comment.
pub(super) fn is_blank_or_comment(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// The key that `line` begins with, where it has the form `key: value`; blanks before it are not allowed.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let bare = key.trim_end();
    let name = bare.strip_prefix(['"', '\'']).and_then(|key| key.strip_suffix(['"', '\''])).unwrap_or(bare);
    let wordy = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    if name.is_empty() || name.starts_with('-') || !name.chars().all(wordy) {
        return None;
    }
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(name)
}

/// The known key of any level that `line` begins with although no space follows its colon.
pub(super) fn tight_key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let tight = !rest.is_empty() && !rest.starts_with([' ', '\t']);
    (tight && is_known_at_any_level(key)).then_some(key)
}

fn is_known_at_any_level(key: &str) -> bool {
    [FIELDS, SLOT, ACTION, SOURCE].into_iter().any(|fields| is_known(key, fields))
}

/// Whether `key` is one of `fields`.
pub(super) fn is_known(key: &str, fields: &[Field]) -> bool {
    fields.iter().any(|field| field.name == key)
}

/// Where the value of a line begins and ends: after indentation, the dashes of a list and a key; `None` without a value.
pub(super) fn value_of(source: &str, line: Span) -> Option<Span> {
    let mut span = trimmed(source, line);
    while let Some(rest) = span.of(source).strip_prefix("- ") {
        span = trimmed(source, Span::new(span.end - rest.len(), span.end));
    }
    if let Some(key) = key_of(span.of(source)) {
        let text = span.of(source);
        let colon = text.get(key.len()..).and_then(|rest| rest.find(':')).map_or(text.len(), |at| key.len() + at + 1);
        span = trimmed(source, Span::new(span.start + colon, span.end));
    }
    (!span.is_empty() && !span.of(source).starts_with('#')).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_every_kind_of_break() {
        let source = "a\r\nb\rc\n\nd";
        let texts: Vec<&str> = lines(source, Span::new(0, source.len())).map(|line| line.span.of(source)).collect();
        assert_eq!(texts, ["a", "b", "c", "", "d"]);
    }

    #[test]
    fn the_value_of_a_line_comes_after_dashes_and_key() {
        for (line, value) in [
            ("title: Refund: late ", Some("Refund: late")),
            ("  - field: status", Some("status")),
            ("- - @x", Some("@x")),
            ("\"title\" : x", Some("x")),
            ("tone/blame: why", Some("why")),
            ("title:", None),
            ("title: # later", None),
            ("", None),
        ] {
            assert_eq!(value_of(line, Span::new(0, line.len())).map(|span| span.of(line)), value, "{line}");
        }
    }
}
