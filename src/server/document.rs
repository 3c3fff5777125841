//! One open document: its text and tree as the client last changed them.

use std::sync::Arc;

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use crate::syntax::Tree;
use crate::text::{Edit, Encoding, Text};

/// An open document.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// The client's number of this version.
    pub(super) version: i32,
    /// The server's number of this version and the settings that hold: never used twice, not even for another document.
    pub(super) revision: u64,
    /// The text.
    pub(super) text: Text,
    /// The last tree that was parsed, told of every edit since; `None` where nothing of it is of use.
    pub(super) tree: Option<Tree>,
    /// What was last found, in this revision or an older one: dropping a large one takes time that an edit has not.
    pub(super) analysis: Option<Arc<Analysis>>,
    /// The revision whose findings were last pushed.
    pub(super) pushed: Option<u64>,
}

impl Document {
    /// Takes what the client opened.
    pub(super) fn new(source: &str, version: i32, revision: u64) -> Self {
        Self { version, revision, text: Text::new(source), tree: None, analysis: None, pushed: None }
    }

    /// Carries out changes in the order in which they are given, each on what the one before left.
    pub(super) fn change(&mut self, changes: &[lsp::TextDocumentContentChangeEvent], encoding: Encoding) {
        for change in changes {
            match change.range {
                Some(range) => self.replace(range, &change.text, encoding),
                None => {
                    self.text = Text::new(&change.text);
                    self.tree = None;
                }
            }
        }
    }

    fn replace(&mut self, range: lsp::Range, text: &str, encoding: Encoding) {
        let span = convert::span(&self.text, range, encoding);
        let done = self.text.apply(&Edit::replace(span, text));
        if let Some(tree) = &mut self.tree {
            tree.edit(&done);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line and UTF-16 column.
    type At = (u32, u32);

    /// `changes` are start, end and text.
    fn check(before: &str, changes: &[(At, At, &str)], after: &str) {
        let at = |(line, character)| lsp::Position { line, character };
        let changes: Vec<_> = changes
            .iter()
            .map(|(start, end, text)| lsp::TextDocumentContentChangeEvent {
                range: Some(lsp::Range { start: at(*start), end: at(*end) }),
                range_length: None,
                text: (*text).to_owned(),
            })
            .collect();
        let mut document = Document::new(before, 1, 1);
        document.change(&changes, Encoding::Utf16);
        assert_eq!(document.text.to_string(), after);
    }

    #[test]
    fn each_change_sees_the_one_before() {
        check("ab", &[((0, 2), (0, 2), "\nc"), ((1, 1), (1, 1), "d"), ((0, 0), (0, 1), "")], "b\ncd");
    }

    #[test]
    fn a_column_past_the_line_stays_on_the_line() {
        check("a\r\nb", &[((0, 50), (0, 60), "!")], "a!\r\nb");
        check("a\nb", &[((7, 0), (9, 9), "!")], "a\nb!");
    }
}
