//! A text that is read without a tree is the same macro as from its tree.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::{Macro, Tree};

/// What stands between delimiters: mostly sound, now and then not.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "customer", "customer.first_name", "order.items.first", "a-b", "paid?", "x_1", "if", "elsif", "else", "endif", "unless", "case",
    "when", "for", "in", "endfor", "assign", "render", "capture", "and", "or", "contains", "true", "nil", "empty", "empty?", "trueish",
    "5", "-5", "1.5", "1.", "-", "--", "==", "!=", "<>", "<", "<=", ">", ">=", "=", "|", "| default", "|upcase", ":", ",", "\"there\"",
    "'it'", "\"%-d %B\"", "\"a\nb\"", "\"{\"", "'", "\"", "limit: 3", "as: x", ".", "..", "a.", ".b", "a. b", "in.x", "in: 1", "é", "aé",
    "a-é", "[0]", "(1..3)", "#", "raw", "endraw", "comment", "%", "}", "{", "!", "a\"b\"", "5a", "5.a", "a5", "a--b", "a-}", "_",
];
const BLANKS: &[&str] = &["", "", " ", " ", " ", "  ", "\n", "\r\n", "\t", "\u{b}"];
const TEXTS: &[&str] = &[
    "Hello.",
    " ",
    "\n",
    "\r\n",
    "{",
    "[",
    "}",
    "]",
    "%",
    "a{b}",
    "---\n",
    "é",
    "{{{",
    "[[[",
    "]]]",
    "x",
    "\n\n- ",
    "\r",
    "\u{feff}",
    "\u{0}",
    "[[when: day | time]]",
    "[[]]",
    "[[ ]]",
    "[[a b]]",
    "[[a:]]",
    "[[:]]",
    "[[a|b}c]]",
    "[[a [b] ]]",
    "[[é]]",
    "[[a\nb]]]",
    "{% raw %}",
    "{% endraw %}",
    "{% # note %}",
    "{% comment %}",
    "{{",
    "{%",
    "[[",
];
const FRONTS: &[&str] = &[
    "",
    "",
    "---\ntitle: x\n---\n",
    "---\n---\n",
    "--- \r\ntitle: x\r\n---\t\r\n",
    "---\ntitle: x\n---",
    "---\ntitle: x\n",
    "--- x\n",
    "---\n---- \n--- y\n---\n",
    "---\na: b\rc: d\n---\n",
    "---\r\r\n---\n",
    "\n---\n---\n",
    "---\r---\n",
    "---\n\n\n---\n---\n",
    "---\nx\r\r\n---\n",
];

/// A part: its delimiters and what stands between.
fn part() -> impl Strategy<Value = String> {
    let delimiters = select(
        &[
            ("{{", "}}"),
            ("{{-", "-}}"),
            ("{%", "%}"),
            ("{%-", "-%}"),
            ("{{", "%}"),
            ("{% if ", " %}"),
            ("{%", " -%}"),
            ("{{ a", "}}"),
        ][..],
    );
    (delimiters, vec((select(BLANKS), select(PIECES)), 0..6), select(BLANKS)).prop_map(
        |((open, close), pieces, last)| {
            let inside: String = pieces.into_iter().flat_map(|(blank, piece)| [blank, piece]).collect();
            format!("{open}{inside}{last}{close}")
        },
    )
}

fn text() -> impl Strategy<Value = String> {
    let body = vec(prop_oneof![2 => part(), 1 => select(TEXTS).prop_map(str::to_owned)], 0..5);
    (select(FRONTS), body).prop_map(|(front, body)| format!("{front}{}", body.concat()))
}

fn from_tree(source: &str) -> Macro {
    Macro::from_tree(&Tree::parse(source, None), source)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_and_without_a_tree(source in text()) {
        if let Ok(read) = Macro::from_usual_parts(&source, None) {
            prop_assert_eq!(format!("{:?}", read), format!("{:?}", from_tree(&source)), "{:?}", source);
        }
    }

    #[test]
    fn after_an_edit(before in text(), added in prop_oneof![part(), select(FRONTS).prop_map(str::to_owned)], at: Index) {
        let places: Vec<usize> = (0..=before.len()).filter(|at| before.is_char_boundary(*at)).collect();
        let (start, end) = before.split_at(places[at.index(places.len())]);
        let (after, parsed) = (format!("{start}{added}{end}"), Macro::parse(&before));
        let again = Macro::parse_edited(&after, &before, &parsed);
        prop_assert_eq!(format!("{:?}", again), format!("{:?}", Macro::parse(&after).like(&parsed)), "{:?}", after);
    }
}

/// Whether a text is read without a tree; the same macro as from its tree where it is.
#[track_caller]
fn check(source: &str, expected: bool) {
    let read = Macro::from_usual_parts(source, None);
    assert_eq!(read.is_ok(), expected, "{source:?}");
    if let Ok(read) = read {
        assert_eq!(format!("{read:?}"), format!("{:?}", from_tree(source)), "{source:?}");
    }
}

#[test]
fn what_is_usual() {
    check("", true);
    check("---\ntitle: x\n---\nHi {{ a.b | default: \"there\" | date: '%-d' }}, [[when: day]].\r\n", true);
    check("{%- if a.b >= 5 and c contains \"x\" or d != nil -%}x{%- else -%}y{% endif %}", true);
    check("{% render \"greeting\", name: customer.name, count: -1.5 %}{% for x in xs limit: 3 %}{% endfor %}", true);
    check("a { b [ c } d ] e % f", true);
}

#[test]
fn what_is_left_to_the_grammar() {
    for source in [
        "{{ a[0] }}",
        "{{ (1..3) }}",
        "{{ é }}",
        "{{ a",
        "[[a",
        "{% raw %}",
        "{% # a %}",
        "\u{feff}a",
        "---\na: b\n",
        "\u{0}",
    ] {
        check(source, false);
    }
}
