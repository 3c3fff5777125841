//! Texts far larger than any macro: they parse to the end and without errors.

use tree_sitter::{Parser, Tree};

const MANY: usize = 10_000;

#[test]
fn ten_megabytes_of_prose() {
    let line = "I can see why that is frustrating, { and [ and % included.\r\n";
    let text = line.repeat(10_000_000 / line.len() + 1);
    let tree = parse(&text);
    assert_eq!(kinds(&tree), [("text", 1)]);
}

#[test]
fn ten_thousand_blocks_inside_each_other() {
    let text = format!("{}{}", "{% if a.b == 'c' %}".repeat(MANY), "{% endif %}".repeat(MANY));
    assert_eq!(kinds(&parse(&text)), [("tag", 2 * MANY)]);
}

#[test]
fn ten_thousand_openers() {
    for (opener, kind) in [
        ("{{ a", "unclosed_output"),
        ("{% a", "unclosed_tag"),
        ("{% # a", "unclosed_comment_tag"),
        ("[[a", "unclosed_slot"),
    ] {
        assert_eq!(kinds(&parse(&opener.repeat(MANY))), [(kind, MANY)]);
    }
}

#[test]
fn ten_thousand_brackets_and_quotes_inside_an_output() {
    for piece in ["a[", "(", "(a..", "x | ", "'", "a.", "a:", "-", "\"\n", "!", "%", "]"] {
        assert_eq!(kinds(&parse(&format!("{{{{ {} }}}}", piece.repeat(MANY)))), [("output", 1)], "{piece}");
    }
}

#[test]
fn a_million_blanks_in_every_place() {
    let blanks = " ".repeat(1_000_000);
    for text in [
        format!("{{%{blanks}raw{blanks}%}}"),
        format!("{{%{blanks}# a\n{blanks}%}}"),
        format!("{{{{ a{blanks}| b:{blanks}'c{blanks}}}}}"),
        format!("[[a{blanks}: b{blanks}]]"),
        format!("---{blanks}\na: b\n---{blanks}"),
    ] {
        assert_eq!(kinds(&parse(&text)).len(), 1);
    }
}

fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_support_macro::LANGUAGE.into()).unwrap();
    let tree = parser.parse(text, None).unwrap();
    assert!(!tree.root_node().has_error());
    assert_eq!(tree.root_node().byte_range(), 0..text.len());
    tree
}

/// The kinds of the nodes right below the root, runs counted.
fn kinds(tree: &Tree) -> Vec<(&str, usize)> {
    let root = tree.root_node();
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for node in root.children(&mut root.walk()) {
        match kinds.last_mut() {
            Some((kind, count)) if *kind == node.kind() => *count += 1,
            _ => kinds.push((node.kind(), 1)),
        }
    }
    kinds
}
