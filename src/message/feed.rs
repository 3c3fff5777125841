//! A text on its way into the open sentences.

use super::Place;
use super::line::{Beginning, beginning};

/// A text that is fed to what is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feed<'a> {
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) place: Place,
    /// Whether `text` is a value that the output at `place` prints.
    pub(super) is_value: bool,
    /// Whether the first break in it ends a short line.
    pub(super) first_short: bool,
    /// Whether nothing in it is Markdown: line breaks are blanks, and its beginning is that of a sentence.
    pub(super) plain: bool,
}

/// What a line begins with that begins with `trimmed`.
pub(super) fn begins(feed: &Feed, trimmed: &str) -> Beginning {
    match beginning(trimmed) {
        begins if !feed.plain => begins,
        _ if trimmed.starts_with(char::is_lowercase) => Beginning::Lower,
        _ => Beginning::Other,
    }
}

/// Whether a sentence may end in `text`.
pub(super) fn may_end(text: &str) -> bool {
    memchr::memchr3(b'.', b'!', b'?', text.as_bytes()).is_some() || !text.is_ascii()
}
