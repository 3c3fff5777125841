//! Where a text has front matter, and where it cannot have any.

use super::Tree;
use super::front_matter::Fences;
use super::node::{self, NodeKind};
use crate::text::Span;

/// Where a tree has front matter.
pub(super) fn fences(tree: &Tree) -> Option<Fences> {
    let root = tree.tree.as_ref()?.root_node();
    let top = root.child(0).filter(|child| node::kind(child) == NodeKind::FrontMatter)?;
    let mut fences = Fences { span: node::span(&top), yaml: Span::at(top.end_byte()), closed: false };
    let mut cursor = top.walk();
    for child in top.children(&mut cursor) {
        match node::kind(&child) {
            NodeKind::FrontMatterOpen => fences.yaml = Span::at(child.end_byte()),
            NodeKind::Yaml => fences.yaml = node::span(&child),
            NodeKind::FrontMatterClose => fences.closed = true,
            _ => {}
        }
    }
    Some(fences)
}

/// The text without a byte order mark.
pub(super) fn without_mark(source: &str) -> &str {
    source.strip_prefix('\u{feff}').unwrap_or(source)
}

/// The first byte at or after `from` at which no line of dashes stands: a text parsed from there has no front matter.
pub(super) fn after_fences(source: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = source.get(at..).unwrap_or_default();
        let Some(after) = rest.strip_prefix("---") else { return at };
        let blanks = after.trim_start_matches([' ', '\t']);
        if !blanks.starts_with(['\n', '\r']) {
            return at;
        }
        at = source.len() - blanks.len() + if blanks.starts_with("\r\n") { 2 } else { 1 };
    }
}
