//! Every text has a tree without errors that loses no byte, and an edited tree is the tree of the edited text.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use tree_sitter::{InputEdit, Node, Parser, Point, Tree};

/// Delimiters, what stands between them, and what looks like them.
#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "{{", "}}", "{%", "%}", "[[", "]]", "{{-", "-}}", "{%-", "-%}", "{", "}", "[", "]", "%", "-", "#", "---", "---\n",
    "---\r\n", "{% raw %}", "{%- endraw -%}", "{% comment %}", "{%endcomment%}", "{% # ", "if", "endif", "for", "in",
    "and", "or", "contains", "true", "nil", "customer", "first_name", "a-b", "x?", ".", "..", "(", ")", "(1..", "|",
    ":", ",", "tone:", "=", "==", "<", ">=", "!", "'", "\"", "'x'", "0", "-1", "2.5", " ", "  ", "\t", "\n", "\r\n",
    "\r", "\n\n", "Hello there", "I'm sorry", "title: x", "* ", "> ", "`", "é", "e\u{301}", "日本", "👩‍👧", "“", "”",
    "\u{a0}", "\u{feff}", "\u{0}", "\u{b}", "\\", "&&", "$", "/",
];

fn fragments(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![20 => select(FRAGMENTS).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        0..most,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_whole_tree(text in fragments(40)) {
        let tree = parse(&text, None);
        prop_assert!(!tree.root_node().has_error(), "{text:?}\n{}", shape(&tree));
        prop_assert_eq!(lost_bytes(&text, &tree), None, "{:?}\n{}", text, shape(&tree));
        prop_assert_eq!(doubled_texts(&tree), None, "{:?}\n{}", text, shape(&tree));
    }

    #[test]
    fn any_edit_gives_the_tree_of_the_new_text(
        text in fragments(60),
        edits in prop::collection::vec((any::<Index>(), any::<Index>(), fragments(4)), 1..6),
    ) {
        let mut text = text;
        let mut tree = parse(&text, None);
        for (start, end, new) in edits {
            edit(&mut text, &mut tree, (start, end), &new);
            tree = parse(&text, Some(&tree));
            prop_assert_eq!(shape(&tree), shape(&parse(&text, None)), "{:?}", text);
        }
    }
}

fn parse(text: &str, old: Option<&Tree>) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_support_macro::LANGUAGE.into()).unwrap();
    parser.parse(text, old).unwrap()
}

/// Replaces the characters between two places and tells the tree.
fn edit(text: &mut String, tree: &mut Tree, places: (Index, Index), new: &str) {
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (one, other) = (*places.0.get(&borders), *places.1.get(&borders));
    let (start, end) = (one.min(other), one.max(other));

    let (start_position, old_end_position) = (point(text, start), point(text, end));
    text.replace_range(start..end, new);
    let new_end = start + new.len();
    tree.edit(&InputEdit {
        start_byte: start,
        old_end_byte: end,
        new_end_byte: new_end,
        start_position,
        old_end_position,
        new_end_position: point(text, new_end),
    });
}

fn point(text: &str, at: usize) -> Point {
    let before = &text.as_bytes()[..at];
    let row = before.iter().filter(|&&byte| byte == b'\n').count();
    let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count();
    Point { row, column }
}

/// All nodes with their fields and places, one a line.
fn shape(tree: &Tree) -> String {
    let mut shape = String::new();
    visit(tree, |node, field, depth| {
        writeln!(shape, "{:depth$}{} {} {:?}", "", field.unwrap_or(""), node.kind(), node.range()).unwrap();
    });
    shape
}

/// The first bytes that stand in no leaf, or in two, and are no blanks.
fn lost_bytes(text: &str, tree: &Tree) -> Option<(usize, usize)> {
    let mut leaves = Vec::new();
    visit(tree, |node, _, _| {
        if node.child_count() == 0 {
            leaves.push(node.byte_range());
        }
    });
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    for leaf in leaves.into_iter().chain(std::iter::once(text.len()..text.len())) {
        // The root of an empty text is a leaf without a byte.
        let between = text.get(at..leaf.start.max(at));
        if leaf.start < at && !leaf.is_empty() || !between.is_some_and(is_blank) {
            return Some((at, leaf.start));
        }
        at = at.max(leaf.end);
    }
    None
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|character| matches!(character, ' ' | '\t' | '\r' | '\n' | '\u{b}' | '\u{c}'))
}

/// Where two text nodes stand side by side: they should be one.
fn doubled_texts(tree: &Tree) -> Option<usize> {
    let root = tree.root_node();
    let kinds: Vec<_> = root.children(&mut root.walk()).map(|node| (node.kind(), node.start_byte())).collect();
    kinds.windows(2).find(|pair| pair[0].0 == "text" && pair[1].0 == "text").map(|pair| pair[1].1)
}

fn visit(tree: &Tree, mut each: impl FnMut(Node, Option<&str>, usize)) {
    let mut cursor = tree.walk();
    let mut depth = 0;
    loop {
        each(cursor.node(), cursor.field_name(), depth);
        if cursor.goto_first_child() {
            depth += 1;
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
            depth -= 1;
        }
    }
}
