//! The concrete tree: tree-sitter behind plain types.

use std::borrow::Cow;
use std::cell::RefCell;

use crate::text::{Edit, Span};

thread_local! {
    /// A parser holds buffers worth keeping; one a thread is the least that needs no lock.
    static PARSER: RefCell<Option<tree_sitter::Parser>> = RefCell::new(new_parser());
}

fn new_parser() -> Option<tree_sitter::Parser> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_support_macro::LANGUAGE.into()).ok()?;
    Some(parser)
}

/// The concrete syntax tree of one text.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(super) tree: Option<tree_sitter::Tree>,
}

impl Tree {
    /// Parses `source`. With `old`, a tree that was told of every edit since, only what changed is parsed again.
    pub fn parse(source: &str, old: Option<&Tree>) -> Self {
        let old = old.and_then(|tree| tree.tree.as_ref());
        let tree = PARSER.with_borrow_mut(|parser| parser.as_mut()?.parse(parseable(source).as_ref(), old));
        Self { tree }
    }

    /// Parses `source` from byte `start` on, as if nothing stood before it. Places stay those of the whole text.
    pub(super) fn parse_from(source: &str, start: usize) -> Self {
        let point = tree_sitter::Point::new(0, 0);
        let rest = tree_sitter::Range {
            start_byte: start,
            end_byte: source.len(),
            start_point: point,
            end_point: tree_sitter::Point::new(usize::MAX, usize::MAX),
        };
        let tree = PARSER.with_borrow_mut(|parser| {
            let parser = parser.as_mut()?;
            parser.set_included_ranges(&[rest]).ok()?;
            let tree = parser.parse(parseable(source).as_ref(), None);
            parser.set_included_ranges(&[]).ok()?;
            tree
        });
        Self { tree }
    }

    /// Tells the tree of an edit, before the text is parsed again. Rows and columns are not kept: places are bytes.
    pub fn edit(&mut self, edit: &Edit) {
        let Some(tree) = &mut self.tree else { return };
        let Span { start, end } = edit.span;
        let point = tree_sitter::Point::new(0, 0);
        tree.edit(&tree_sitter::InputEdit {
            start_byte: start,
            old_end_byte: end,
            new_end_byte: start + edit.text.len(),
            start_position: point,
            old_end_position: point,
            new_end_position: point,
        });
    }

    /// The tree in parentheses, as tests compare it.
    pub fn to_sexp(&self) -> String {
        self.tree.as_ref().map(|tree| tree.root_node().to_sexp()).unwrap_or_default()
    }
}

/// The text with another control character in the place of every NUL, which the parser takes for the end.
fn parseable(source: &str) -> Cow<'_, str> {
    if source.contains('\0') { Cow::Owned(source.replace('\0', "\u{1}")) } else { Cow::Borrowed(source) }
}
