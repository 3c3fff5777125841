//! What each help desk's editor writes, and that it reads the same again.

use expect_test::{Expect, expect};

use super::super::super::{NamesIn, Platform, shape};
use super::super::{AsTheyAre, Delimiters, convert, holes};
use super::*;

/// Light Markdown as that help desk's editor writes it; all between its delimiters and Liquid's is a hole.
fn written(platform: &str, markdown: &str) -> String {
    let platform = Platform::named(platform).unwrap();
    let delimiters = Delimiters::of(platform);
    let spans: Vec<Span> = holes(markdown, &delimiters).map(|hole| hole.span).collect();
    html(markdown, &spans, platform.text.as_ref().unwrap())
}

fn check(markdown: &str, expected: Expect) {
    expected.assert_eq(&written("zendesk", markdown));
}

#[test]
fn paragraphs_and_lines() {
    check("", expect![[""]]);
    check("Hi Ann,\nyour parcel\n\nBest,\nSam", expect!["<p>Hi Ann,<br>your parcel</p><p>Best,<br>Sam</p>"]);
    check(
        "A line that is long enough to have been wrapped by an editor\ngoes on.<br>\nHere not.",
        expect!["<p>A line that is long enough to have been wrapped by an editor goes on.<br>Here not.</p>"],
    );
    check("a & b < c \\* d&nbsp;e &lt;", expect!["<p>a &amp; b &lt; c * d&nbsp;e &lt;</p>"]);
    let text = "Hi,\n\n**one\ntwo** three\n\n- a\n- b\n\nBye";
    for (platform, expected) in [
        (
            "freshdesk",
            expect![[
                r#"<div dir="ltr">Hi,<br><br><strong>one<br>two</strong> three<ul><li>a</li><li>b</li></ul>Bye</div>"#
            ]],
        ),
        ("helpscout", expect!["Hi,<br /><br /><strong>one<br />two</strong> three<ul><li>a</li><li>b</li></ul>Bye"]),
        (
            "gorgias",
            expect![
                "<div>Hi,</div><br><div><strong>one</strong></div><div><strong>two</strong> three</div><ul><li>a</li><li>b</li></ul><div>Bye</div>"
            ],
        ),
        (
            "zammad",
            expect![
                "<div>Hi,</div><div><br></div><div><strong>one</strong></div><div><strong>two</strong> three</div><ul><li>a</li><li>b</li></ul><div>Bye</div>"
            ],
        ),
        (
            "osticket",
            expect![[r#"
            <p>Hi,</p>
            <p><strong>one<br>two</strong> three</p>
            <ul><li>a</li><li>b</li></ul>
            <p>Bye</p>"#]],
        ),
        ("front", expect!["<p>Hi,</p><p><strong>one<br>two</strong> three</p><ul><li>a</li><li>b</li></ul><p>Bye</p>"]),
    ] {
        expected.assert_eq(&written(platform, text));
    }
}

#[test]
fn marks_links_pictures_and_blocks() {
    check(
        "**a** *b* `c < d` [e](https://x.example/?a=1&b={{ticket.id}} \"t\") ![f \"g\"](h.png) <u>i</u>",
        expect![[
            r#"<p><strong>a</strong> <em>b</em> <code>c &lt; d</code> <a href="https://x.example/?a=1&amp;b={{ticket.id}}" title="t">e</a> <img src="h.png" alt="f &quot;g&quot;"> <u>i</u></p>"#
        ]],
    );
    check(
        "## a\n\n> b\n> c\n>\n> d\n\n---\n\n3. e\n\n4. f\n   - g\n\n   h",
        expect![[
            r#"<h2>a</h2><blockquote><p>b<br>c</p><p>d</p></blockquote><hr><ol start="3"><li>e</li><li><p>f</p><ul><li>g</li></ul><p>h</p></li></ol>"#
        ]],
    );
    check(
        "```\na < b\n  {{c}}\n```\n\n<!-- nothing --> x\n\n<table><tr>\n<td>{{a}}</td></tr></table>",
        expect![[r#"
            <pre><code>a &lt; b
              {{c}}</code></pre><p> x</p><table><tr>
            <td>{{a}}</td></tr></table>"#]],
    );
}

#[test]
fn holes_are_never_cut_nor_escaped() {
    check(
        "Hi {{a | default: \"*b* & <c>\"}}, **{{d}}**_{{e}}_ {% if f < g && h %}x{% endif %}",
        expect![[
            r#"<p>Hi {{a | default: "*b* & <c>"}}, <strong>{{d}}</strong><em>{{e}}</em> {% if f < g && h %}x{% endif %}</p>"#
        ]],
    );
    check("\u{e000}0\u{e000} {{a}}", expect!["<p>0 {{a}}</p>"]);
}

#[test]
fn logic_between_blocks_switches_whole_blocks() {
    check(
        "Hi\n\n{% if a %}\nFirst\n\n- x\n{% else %}\nSecond\n{% endif %}\nBye",
        expect!["<p>Hi</p>{% if a %}<p>First</p><ul><li>x</li></ul>{% else %}<p>Second</p>{% endif %}<p>Bye</p>"],
    );
    check(
        "- one\n{% if a %}\n- two\n{% endif %}\n- three",
        expect!["<ul><li>one</li>{% if a %}<li>two</li>{% endif %}<li>three</li></ul>"],
    );
    check(
        "- one\n{% if a %}\n- two\n{% endif %}\n\nBye",
        expect!["<ul><li>one</li>{% if a %}<li>two</li>{% endif %}</ul><p>Bye</p>"],
    );
    check("{% if a %}\n- one\n{% endif %}\n- two", expect!["<ul>{% if a %}<li>one</li>{% endif %}<li>two</li></ul>"]);
    check(
        "{% if a %}\n- one\n{% else %}\n- two\n{% endif %}",
        expect!["<ul>{% if a %}<li>one</li>{% else %}<li>two</li>{% endif %}</ul>"],
    );
    check("Hi {% if a %}there\n{% endif %}\nBye", expect!["<p>Hi {% if a %}there{% endif %}</p><p>Bye</p>"]);
    check(
        "> a\n> {% if b %}\n> c\n> {% endif %}\n\n{% if d %}{% if e %}\n{% endif %}{% endif %}",
        expect![
            "<blockquote><p>a</p>{% if b %}<p>c</p>{% endif %}</blockquote>{% if d %}{% if e %}{% endif %}{% endif %}"
        ],
    );
    check("{% if a %}", expect!["{% if a %}"]);
    check(
        "- {% if a %}\n  one\n  {% endif %}\n- two",
        expect!["<ul><li>{% if a %}one{% endif %}</li><li>two</li></ul>"],
    );
    check(
        "```\n{% if a %}\nx\n{% endif %}\n```",
        expect![[r#"
            <pre><code>{% if a %}
            x
            {% endif %}</code></pre>"#]],
    );
}

/// Every text of the dumps, written again after it was read, reads the same.
#[test]
fn texts_of_dumps_come_back() {
    let mut seen = 0;
    for (platform, file) in [
        ("zendesk", "macros.json"),
        ("freshdesk", "responses.json"),
        ("intercom", "macros.json"),
        ("helpscout", "saved_replies.json"),
        ("gorgias", "macros.json"),
        ("front", "message_templates.json"),
        ("zammad", "text_modules.json"),
        ("osticket", "rows.json"),
    ] {
        let dump = std::fs::read_to_string(format!("tests/fixtures/helpdesk/{platform}/{file}")).unwrap();
        let desk = Platform::named(platform).unwrap();
        let dump = shape::read(desk, &dump, shape::Form::Json).unwrap();
        let names = NamesIn::of(desk);
        for text in dump.replies.iter().flat_map(|reply| &reply.texts) {
            let read = convert(&text.body, text.kind, &names);
            if read.is_html || text.kind == super::super::TextKind::MarkdownLines {
                continue;
            }
            let delimiters = Delimiters::of(desk);
            let spans: Vec<Span> = holes(&read.text.text, &delimiters).map(|hole| hole.span).collect();
            let back = html(&read.text.text, &spans, desk.text.as_ref().unwrap());
            let again = convert(&back, super::super::TextKind::Html, &AsTheyAre(&Delimiters::of(desk)));
            assert_eq!(again.text.text, read.text.text, "{platform}: {back}");
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn ten_thousand_of_each() {
    for part in ["> ", "- ", "{% if a %}\n", "- x\n{% if a %}\n", "**", "{{a}}", "{% endif %}\n\n", "<b>"] {
        let text = part.repeat(10_000) + "x";
        assert!(written("zendesk", &text).contains('x'), "{part}");
    }
}
