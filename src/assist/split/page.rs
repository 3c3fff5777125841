//! The text of a way: what is kept of a macro's text, as if the tags that are gone had never stood there.

use crate::helpdesk::unfold::without_spare_lines;

/// What is written so far.
#[derive(Debug, Default)]
pub(super) struct Page {
    out: String,
    /// Where white space at the front of the next text goes: a tag with a hyphen stood there.
    trims: bool,
    /// Whether a tag was taken out since the last text.
    joint: bool,
}

impl Page {
    /// Something that stays as it is.
    pub(super) fn keep(&mut self, text: &str) {
        (self.trims, self.joint) = (false, self.joint && text.is_empty());
        self.out.push_str(text);
    }

    /// The author's text. Of a line on which nothing but tags that are gone stood, no blanks stay; where such lines meet
    /// empty ones, one empty line stays.
    pub(super) fn text(&mut self, text: &str) {
        let text = if std::mem::take(&mut self.trims) { text.trim_start_matches(is_space) } else { text };
        if !self.joint {
            self.out.push_str(text);
            return;
        }
        let behind = text.trim_start_matches([' ', '\t']);
        if behind.is_empty() {
            self.out.push_str(text);
            return;
        }
        self.joint = false;
        let text = match self.empty_line().filter(|_| behind.starts_with(['\n', '\r'])) {
            Some(line) => {
                self.out.truncate(line);
                behind
            }
            None => text,
        };
        self.out.push_str(without_spare_lines(&self.out, text));
    }

    /// A tag that is gone, with the white space that it takes.
    pub(super) fn gone(&mut self, left: bool, right: bool) {
        if left {
            self.out.truncate(self.out.trim_end_matches(is_space).len());
        }
        self.trims = right;
        self.joint = true;
    }

    /// All of it.
    pub(super) fn done(mut self) -> String {
        if let Some(line) = self.empty_line().filter(|_| self.joint) {
            self.out.truncate(line);
        }
        self.out
    }

    /// Where the last line begins, if there is nothing but blanks on it.
    fn empty_line(&self) -> Option<usize> {
        let before = self.out.trim_end_matches([' ', '\t']);
        (before.is_empty() || before.ends_with(['\n', '\r'])).then_some(before.len())
    }
}

fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace()
}
