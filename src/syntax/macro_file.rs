//! The typed macro: what one file says, with the place of every part.

use std::path::Path;

use super::{Block, FrontMatter, Item, Mistake, Tree};
use crate::text::Span;

/// One macro as written. Items are in the order of the text, flat; blocks name their tags by index, so that depth costs
/// neither stack nor time.
#[derive(Clone, Debug, Default)]
pub struct Macro {
    /// What stands between the two `---` lines at the top; default where there is none.
    pub front_matter: FrontMatter,
    /// All after the front matter.
    pub body: Span,
    /// The parts of the body in source order: together they cover it without a gap.
    pub items: Vec<Item>,
    /// The blocks that tags open, in the order of their openers.
    pub blocks: Vec<Block>,
    /// Every syntax and front-matter mistake, in source order.
    pub mistakes: Vec<Mistake>,
    /// Whether its body is HTML, as its front matter says or the ending of its file.
    pub is_html: bool,
}

impl Macro {
    /// Parses a whole text from nothing.
    pub fn parse(source: &str) -> Self {
        Self::from_usual_parts(source, None).unwrap_or_else(|_| Self::from_tree(&Tree::parse(source, None), source))
    }

    /// Parses `source`, which is the text of `before` with some edits, as that was read: front matter that is the same is not
    /// read again.
    pub fn parse_edited(source: &str, text_before: &str, before: &Macro) -> Self {
        let front = text_before.get(..before.body.start).unwrap_or_default();
        let is_sound = before.mistakes.first().is_none_or(|mistake| mistake.span.start >= before.body.start);
        let known = (source.starts_with(front) && is_sound).then_some(before);
        Self::from_usual_parts(source, known).unwrap_or_else(|_| Self::parse(source)).like(before)
    }

    /// Parses the front matter alone; all behind it is the body, in which nothing is looked at.
    pub fn parse_front_matter(source: &str) -> Self {
        let mut parsed = Self::parse(through_front_matter(source));
        parsed.body = Span::new(parsed.body.start, source.len());
        parsed
    }

    /// Parses a text again. `tree` is that of an earlier version, told of every edit since. Gives the tree for the next version:
    /// there is none before a text needed one.
    pub fn parse_again(source: &str, tree: Option<Tree>) -> (Self, Option<Tree>) {
        if let Ok(parsed) = Self::from_usual_parts(source, None) {
            return (parsed, tree);
        }
        let tree = Tree::parse(source, tree.as_ref());
        (Self::from_tree(&tree, source), Some(tree))
    }

    /// The same macro, as the file at `path`: one that ends in `.html` is HTML, unless its front matter says otherwise.
    pub fn in_file(mut self, path: &Path) -> Self {
        let ending = path.extension().unwrap_or_default();
        let is_html = ["html", "htm"].into_iter().any(|html| ending.eq_ignore_ascii_case(html));
        self.is_html |= is_html && self.front_matter.format.is_none();
        self
    }

    /// The same macro, its body read as that of `other` is.
    pub fn like(mut self, other: &Macro) -> Self {
        self.is_html = other.is_html;
        self
    }
}

/// The text through the second fence, where it begins with one: all that tells what a macro is called.
fn through_front_matter(source: &str) -> &str {
    let start = source.trim_start_matches('\u{feff}');
    if !start.starts_with("---") {
        return source.get(..source.len() - start.len()).unwrap_or_default();
    }
    let mut end = source.len() - start.len();
    for (number, line) in start.split_inclusive('\n').enumerate() {
        end += line.len();
        if number > 0 && line.trim_end() == "---" {
            return source.get(..end).unwrap_or(source);
        }
    }
    source
}
