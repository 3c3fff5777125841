//! The concrete tree: tree-sitter behind plain types.

use std::cell::RefCell;

use super::Macro;
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
        let tree = PARSER.with_borrow_mut(|parser| parser.as_mut()?.parse(source, old));
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

impl Macro {
    /// The typed macro of a tree and the text that it was parsed from.
    pub fn from_tree(_tree: &Tree, source: &str) -> Self {
        Self { body: Span::new(0, source.len()), ..Self::default() }
    }
}
