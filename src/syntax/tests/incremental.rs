//! A text that was edited, and its tree that was parsed again in parts, equal fresh ones.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::{Macro, Tree};
use super::covers;
use crate::text::{Edit, Encoding, Position, Span, Text};

/// What people type and paste, and what breaks things.
#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "{{", "}}", "{%", "%}", "[[", "]]", "{{-", "-%}", "{", "}", "%", "|", ":", ",", ".", "..", "(", ")", "[", "]", "\"", "'",
    "{{ customer.first_name }}", "{{ a | default: \"there\" }}", "{% if a %}", "{% else %}", "{% endif %}", "{% elsif b == 5 %}",
    "{% for x in xs %}", "{% endfor %}", "{% case a %}", "{% when 1, 2 %}", "{% endcase %}", "{% end %}", "{% raw %}",
    "{% endraw %}", "{% comment %}", "{% endcomment %}", "{% # a note %}", "{% # allow tone/blame %}", "[[item: a | b]]",
    "{a.b}", "if", "and", "contains", "=", "==", "5", " ", "  ", "\n", "\r\n", "\r", "\n\n", "---\n", "---", "title: x\n",
    "`", "Hello there.", "é", "e\u{301}", "👩‍👧", "😀", "日本", "“", "”", "\u{feff}", "\u{0}", "\u{2028}", "\u{b}",
];

/// A replacement: where it starts, where it ends, and the text.
type Change = (Index, Index, Vec<&'static str>);

fn fragments(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(FRAGMENTS), 0..most)
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    vec((any::<Index>(), any::<Index>(), fragments(4)), 1..6)
}

/// Two character borders of `text`, near each other most of the time.
fn borders(text: &str, from: Index, length: Index) -> Span {
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let first = from.index(borders.len());
    let last = (first + length.index(8)).min(borders.len() - 1);
    Span::new(borders[first], borders[last])
}

/// The position of a byte as an editor counts, found without the rope.
fn position(text: &str, offset: usize, encoding: Encoding) -> Position {
    let before = &text[..offset];
    let mut line = 0;
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 0..offset {
        let ends = bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            line += 1;
            start = at + 1;
        }
    }
    Position { line, column: encoding.width(&before[start..]) }
}

/// Whether `offset` stands between the two halves of a line break, which is no place that an editor can name.
fn in_line_break(text: &str, offset: usize) -> bool {
    text[..offset].ends_with('\r') && text[offset..].starts_with('\n')
}

/// All nodes with their kinds and bytes.
fn nodes(tree: &Tree) -> Vec<(u16, usize, usize)> {
    let Some(tree) = &tree.tree else { return Vec::new() };
    let mut cursor = tree.walk();
    let mut nodes = Vec::new();
    loop {
        let node = cursor.node();
        nodes.push((node.kind_id(), node.start_byte(), node.end_byte()));
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return nodes;
            }
        }
    }
}

fn edited_equals_fresh(start: &[&str], changes: &[Change], encoding: Encoding) -> Result<(), TestCaseError> {
    let mut plain: String = start.concat();
    let mut text = Text::new(&plain);
    let mut tree = Tree::parse(&plain, None);
    let (_, mut kept) = Macro::parse_again(&plain, None);
    for (from, length, typed) in changes {
        let span = borders(&plain, *from, *length);
        if in_line_break(&plain, span.start) || in_line_break(&plain, span.end) {
            continue;
        }
        let place = |offset| text.offset(position(&plain, offset, encoding), encoding);
        let edit = Edit::replace(Span::new(place(span.start), place(span.end)), typed.concat());
        prop_assert_eq!(edit.span, span);
        let done = text.apply(&edit);
        tree.edit(&done);
        plain.replace_range(span.range(), &typed.concat());
        prop_assert_eq!(&text.to_string(), &plain);
        tree = Tree::parse(&plain, Some(&tree));
        let fresh = Tree::parse(&plain, None);
        prop_assert_eq!(tree.to_sexp(), fresh.to_sexp());
        prop_assert_eq!(nodes(&tree), nodes(&fresh));
        let (edited, whole) = (Macro::from_tree(&tree, &plain), Macro::parse(&plain));
        covers(&whole, &plain);
        prop_assert_eq!(format!("{edited:?}"), format!("{whole:?}"));
        if let Some(kept) = &mut kept {
            kept.edit(&done);
        }
        let (again, next) = Macro::parse_again(&plain, kept);
        kept = next;
        prop_assert_eq!(format!("{again:?}"), format!("{whole:?}"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_utf8(start in fragments(24), changes in changes()) {
        edited_equals_fresh(&start, &changes, Encoding::Utf8)?;
    }

    #[test]
    fn in_utf16(start in fragments(24), changes in changes()) {
        edited_equals_fresh(&start, &changes, Encoding::Utf16)?;
    }

    #[test]
    fn in_utf32(start in fragments(24), changes in changes()) {
        edited_equals_fresh(&start, &changes, Encoding::Utf32)?;
    }

    #[test]
    fn spans_fit_and_mends_apply(start in fragments(40)) {
        let source = start.concat();
        let parsed = Macro::parse(&source);
        covers(&parsed, &source);
        for mistake in &parsed.mistakes {
            prop_assert!(source.get(mistake.span.range()).is_some(), "{mistake:?}");
            for (span, _) in &mistake.related {
                prop_assert!(source.get(span.range()).is_some(), "{mistake:?}");
            }
            if let Some(mend) = &mistake.mend {
                prop_assert!(crate::text::apply_edits(&source, &mend.edits).is_some(), "{mistake:?}");
            }
        }
    }
}

/// At least a thousand; `PROPTEST_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000)
}
