//! From text to the typed macro: fresh, and again after one keystroke.

mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use softspoken::syntax::{Macro, Tree};
use softspoken::text::{Edit, Span};
use support::macros::text;

/// Bytes of a usual macro and of one that is far too long.
const SIZES: [usize; 2] = [2_000, 200_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn tree_fresh(bencher: Bencher, bytes: usize) {
    let source = text(1, bytes);
    bencher.counter(BytesCount::of_str(&source)).bench(|| Tree::parse(&source, None));
}

#[divan::bench(args = SIZES)]
fn macro_from_tree(bencher: Bencher, bytes: usize) {
    let source = text(1, bytes);
    let tree = Tree::parse(&source, None);
    bencher.counter(BytesCount::of_str(&source)).bench(|| Macro::from_tree(&tree, &source));
}

#[divan::bench(args = SIZES)]
fn macro_fresh(bencher: Bencher, bytes: usize) {
    let source = text(1, bytes);
    bencher.counter(BytesCount::of_str(&source)).bench(|| Macro::parse(&source));
}

/// The tree after a letter was typed in the middle.
#[divan::bench(args = SIZES)]
fn tree_after_a_keystroke(bencher: Bencher, bytes: usize) {
    let (source, edit, old) = typed(bytes);
    bencher.bench(|| {
        let mut tree = old.clone();
        tree.edit(&edit);
        Tree::parse(&source, Some(&tree))
    });
}

/// The tree and the typed macro after a letter was typed in the middle.
#[divan::bench(args = SIZES)]
fn macro_after_a_keystroke(bencher: Bencher, bytes: usize) {
    let (source, edit, old) = typed(bytes);
    bencher.bench(|| {
        let mut tree = old.clone();
        tree.edit(&edit);
        Macro::from_tree(&Tree::parse(&source, Some(&tree)), &source)
    });
}

/// The text after a letter was typed in its middle, the edit, and the tree from before.
fn typed(bytes: usize) -> (String, Edit, Tree) {
    let before = text(1, bytes);
    let old = Tree::parse(&before, None);
    let middle = before.len() / 2;
    let at = (middle..before.len()).find(|&at| before.get(at..).is_some_and(|rest| rest.starts_with(' '))).unwrap_or(0);
    let edit = Edit { span: Span::at(at), text: "e".to_owned() };
    let (head, tail) = before.split_at(at);
    (format!("{head}e{tail}"), edit, old)
}
