//! The queries compile, and capture what an editor should colour, inject and fold.

use std::fmt::Write;

use expect_test::{Expect, expect};
use tree_sitter::{Language, Parser, Query, QueryCursor, StreamingIterator};
use tree_sitter_support_macro::{FOLDS_QUERY, HIGHLIGHTS_QUERY, INJECTIONS_QUERY, LANGUAGE};

const SAMPLE: &str = r#"---
title: Late parcel
---
Hi {{ customer.first_name | default: "there" }},
{% # allow tone/blame: quoted %}
{%- if order.total >= 10.5 and vip != nil -%}[[when: day | time]]{% endif %}
{% for x in (1..3) limit: n %}{% render 'a', b: true %}{% endfor %}
{% raw %}{{ x }}{% endraw %}{% comment %}no{% endcomment %}
{{ a[0] }} {{ ! 'x }} {% assign v %}{{ v %}
"#;

#[test]
fn highlights() {
    check(
        HIGHLIGHTS_QUERY,
        expect![[r##"
            punctuation.special  "---\n"
            punctuation.special  "---\n"
            punctuation.special  "{{"
            variable             "customer"
            punctuation.delimiter "."
            variable.member      "first_name"
            operator             "|"
            function             "default"
            punctuation.delimiter ":"
            string               "\"there\""
            punctuation.special  "}}"
            punctuation.special  "{%"
            comment              "#"
            comment              " allow tone/blame: quoted "
            punctuation.special  "%}"
            punctuation.special  "{%-"
            keyword.conditional  "if"
            variable             "order"
            punctuation.delimiter "."
            variable.member      "total"
            operator             ">="
            number               "10.5"
            keyword.operator     "and"
            variable             "vip"
            operator             "!="
            constant.builtin     "nil"
            punctuation.special  "-%}"
            punctuation.special  "[["
            label                "when"
            punctuation.delimiter ":"
            string.special       "day"
            operator             "|"
            string.special       "time"
            punctuation.special  "]]"
            punctuation.special  "{%"
            keyword.conditional  "endif"
            punctuation.special  "%}"
            punctuation.special  "{%"
            keyword.repeat       "for"
            variable             "x"
            keyword.operator     "in"
            punctuation.bracket  "("
            number               "1"
            punctuation.delimiter ".."
            number               "3"
            punctuation.bracket  ")"
            variable.parameter   "limit"
            punctuation.delimiter ":"
            variable             "n"
            punctuation.special  "%}"
            punctuation.special  "{%"
            keyword.import       "render"
            string               "'a'"
            punctuation.delimiter ","
            variable.parameter   "b"
            punctuation.delimiter ":"
            boolean              "true"
            punctuation.special  "%}"
            punctuation.special  "{%"
            keyword.repeat       "endfor"
            punctuation.special  "%}"
            keyword.directive    "{% raw %}"
            markup.raw           "{{ x }}"
            keyword.directive    "{% endraw %}"
            comment              "{% comment %}no{% endcomment %}"
            punctuation.special  "{{"
            variable             "a"
            punctuation.bracket  "["
            number               "0"
            punctuation.bracket  "]"
            punctuation.special  "}}"
            punctuation.special  "{{"
            error                "!"
            error                "'x"
            punctuation.special  "}}"
            punctuation.special  "{%"
            keyword              "assign"
            variable             "v"
            punctuation.special  "%}"
            punctuation.special  "{{"
            variable             "v"
            error                "%}"
        "##]],
    );
}

#[test]
fn highlights_take_every_node_once() {
    let captures = captures(HIGHLIGHTS_QUERY, SAMPLE);
    let mut spans: Vec<_> = captures.iter().map(|capture| (capture.start, capture.end)).collect();
    let count = spans.len();
    spans.sort_unstable();
    spans.dedup();
    assert_eq!(spans.len(), count);
}

#[test]
fn injections() {
    check(
        INJECTIONS_QUERY,
        expect![[r#"
            injection.content    "title: Late parcel\n"
            injection.content    "Hi "
            injection.content    ",\n"
            injection.content    "\n"
            injection.content    "\n"
            injection.content    "\n"
            injection.content    "\n"
            injection.content    " "
            injection.content    " "
        "#]],
    );
}

#[test]
fn injections_name_their_languages() {
    let query = query(INJECTIONS_QUERY);
    let settings: Vec<_> = (0..query.pattern_count())
        .flat_map(|pattern| query.property_settings(pattern))
        .map(|property| (property.key.as_ref(), property.value.as_deref()))
        .collect();
    assert_eq!(
        settings,
        [("injection.language", Some("yaml")), ("injection.language", Some("markdown")), ("injection.combined", None),]
    );
}

#[test]
fn folds() {
    check(
        FOLDS_QUERY,
        expect![[r#"
            fold                 "---\ntitle: Late parcel\n---\n"
            fold                 "{{ customer.first_name | default: \"there\" }}"
            fold                 "{% # allow tone/blame: quoted %}"
            fold                 "{%- if order.total >= 10.5 and vip != nil -%}"
            fold                 "[[when: day | time]]"
            fold                 "{% endif %}"
            fold                 "{% for x in (1..3) limit: n %}"
            fold                 "{% render 'a', b: true %}"
            fold                 "{% endfor %}"
            fold                 "{% raw %}{{ x }}{% endraw %}"
            fold                 "{% comment %}no{% endcomment %}"
            fold                 "{{ a[0] }}"
            fold                 "{{ ! 'x }}"
            fold                 "{% assign v %}"
        "#]],
    );
}

struct Capture {
    name: String,
    start: usize,
    end: usize,
}

fn check(source: &str, expected: Expect) {
    let mut shown = String::new();
    for Capture { name, start, end } in captures(source, SAMPLE) {
        writeln!(shown, "{name:20} {:?}", &SAMPLE[start..end]).unwrap();
    }
    expected.assert_eq(&shown);
}

fn captures(source: &str, text: &str) -> Vec<Capture> {
    let query = query(source);
    let mut parser = Parser::new();
    parser.set_language(&LANGUAGE.into()).unwrap();
    let tree = parser.parse(text, None).unwrap();

    let mut cursor = QueryCursor::new();
    let mut found = cursor.captures(&query, tree.root_node(), text.as_bytes());
    let mut captures = Vec::new();
    while let Some((matched, index)) = found.next() {
        let capture = matched.captures()[*index];
        captures.push(Capture {
            name: query.capture_names()[capture.index as usize].to_owned(),
            start: capture.node.start_byte(),
            end: capture.node.end_byte(),
        });
    }
    captures
}

fn query(source: &str) -> Query {
    Query::new(&Language::from(LANGUAGE), source).unwrap()
}
