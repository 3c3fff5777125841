//! The three ways to end a line, and the mark that some editors put before the first one: what a corpus file cannot show.

use tree_sitter::Parser;

#[test]
fn front_matter_ends_its_lines_in_any_way() {
    for newline in ["\n", "\r\n", "\r"] {
        let lines = |text: &str| text.replace('\n', newline);
        check(
            &lines("---\na: b\n\n---\nHi\n"),
            &[
                ("front_matter", &lines("---\na: b\n\n---\n")),
                ("front_matter_open", &lines("---\n")),
                ("yaml", &lines("a: b\n\n")),
                ("front_matter_close", &lines("---\n")),
                ("text", &lines("Hi\n")),
            ],
        );
    }
}

#[test]
fn a_byte_order_mark_may_stand_before_front_matter() {
    check(
        "\u{feff}---\na: b\n---\n",
        &[
            ("front_matter", "---\na: b\n---\n"),
            ("front_matter_open", "---\n"),
            ("yaml", "a: b\n"),
            ("front_matter_close", "---\n"),
        ],
    );
}

#[test]
fn a_byte_order_mark_may_stand_before_text() {
    check("\u{feff}Hi", &[("text", "Hi")]);
}

#[test]
fn strings_end_with_their_line() {
    for newline in ["\n", "\r\n", "\r"] {
        let output = format!("{{{{ 'a{newline}b }}}}");
        check(&output, &[("output", &output), ("unterminated_string", "'a"), ("path", "b"), ("identifier", "b")]);
    }
}

#[test]
fn comment_tags_go_on_behind_a_hash() {
    for newline in ["\n", "\r\n", "\r"] {
        let text = format!(" {{{{ a{newline} # [[ b");
        let comment = format!("{{% #{text}%}}");
        check(&comment, &[("comment_tag", &comment), ("comment_tag_text", &text)]);
    }
}

/// Compares the named nodes below the root, each with its text, in the order in which they begin.
fn check(text: &str, expected: &[(&str, &str)]) {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_support_macro::LANGUAGE.into()).unwrap();
    let tree = parser.parse(text, None).unwrap();

    let mut waiting = vec![tree.root_node()];
    let mut found = Vec::new();
    while let Some(node) = waiting.pop() {
        found.push((node.kind(), &text[node.byte_range()]));
        let children: Vec<_> = node.named_children(&mut node.walk()).collect();
        waiting.extend(children.into_iter().rev());
    }
    assert_eq!(&found[1..], expected);
}
