//! HTML as browsers read it, where that is not what it looks like.

use expect_test::{Expect, expect};

use super::super::facts::TextKind;
use super::tests::converted;

/// Several texts of one help desk, one a line.
fn check(platform: &str, kind: TextKind, texts: &[&str], expected: Expect) {
    let mut out = String::new();
    for text in texts {
        let converted = converted(platform, kind, text);
        let why = converted.why_html.map(|why| format!("(HTML: {why}) ")).unwrap_or_default();
        out.push_str(&format!("{why}{:?}\n", converted.text.text.trim_end()));
    }
    expected.assert_eq(&out);
}

#[test]
fn lists_and_their_numbers() {
    let texts = [
        "<ol start=18446744073709551615><li>x</li></ol>",
        "<ol><li>a</li><li value=5>b</li></ol>",
        "<ol><li value=5>a</li><li>b</li></ol>",
        "<ol type=a><li>a</li></ol>",
        "<ol style=\"list-style-type: lower-roman\"><li>a</li></ol>",
        "<ol reversed><li>a</li></ol>",
        "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>d",
        "<ol><li>a</li><ol><li>b</li><li>c</li></ol></ol>",
        "<ul><ul><li>b</li></ul></ul>",
    ];
    check(
        "freshdesk",
        TextKind::Html,
        &texts,
        expect![[r#"
            (HTML: a list that counts in another way) "<ol start=18446744073709551615><li>x</li></ol>"
            (HTML: marks that Markdown reads otherwise) "<ol><li>a</li><li value=5>b</li></ol>"
            "5. a\n6. b"
            (HTML: a list that counts in another way) "<ol type=a><li>a</li></ol>"
            (HTML: a list that counts in another way) "<ol style=\"list-style-type: lower-roman\"><li>a</li></ol>"
            (HTML: a list that counts in another way) "<ol reversed><li>a</li></ol>"
            "- a\n  - b\n- c\n\nd"
            "1. a\n   1. b\n   2. c"
            (HTML: a list that begins within another one) "<ul><ul><li>b</li></ul></ul>"
        "#]],
    );
}

#[test]
fn what_the_head_of_a_page_holds() {
    let texts = [
        "<html><head><body><p>Hello</p>",
        "<html><head><title>No</title><style>p > a {}</style></head><body><p>Hello</p></body></html>",
        "<head><meta charset=utf-8><p>Hello</p>",
    ];
    check(
        "freshdesk",
        TextKind::Html,
        &texts,
        expect![[r#"
        "Hello"
        "Hello"
        "Hello"
    "#]],
    );
}

#[test]
fn where_tags_and_comments_end() {
    let texts = [
        "<p title=it's>We can't > go</p>",
        "<p title='a>b' class = \"c>d\">x</p>",
        "<p>a<!--></p><p>b</p><p>c-->d</p>",
        "<p>a<!--->b</p>",
        "<p>a</p><![endif]><p>b</p><![if !mso]>c<![CDATA[x]]>",
        "<p>a</ p>b<? c>d</p>",
        "a <3 b </3 c",
        "<a href=http://x.example/a/>z</a> <img src=a.png />",
    ];
    check(
        "freshdesk",
        TextKind::Html,
        &texts,
        expect![[r#"
        "We can't > go"
        "x"
        "a\n\nb\n\nc-->d"
        "ab"
        "a\n\nb\n\nc"
        "abd"
        "a <3 b \\</3 c"
        "[z](http://x.example/a/) <img src=\"a.png\">"
    "#]],
    );
}

#[test]
fn letters_by_their_numbers_and_names() {
    let texts =
        ["We&#146;re &#x80;5", "a&nbsp b &copy 2024, &notit; &ampx", "<a href=\"https://x.example/?a=1&copy=2\">x</a>"];
    check(
        "freshdesk",
        TextKind::Html,
        &texts,
        expect![[r#"
        "We’re €5"
        "a b © 2024, &notit; &ampx"
        "[x](https://x.example/?a=1&copy=2)"
    "#]],
    );
}

#[test]
fn elements_in_lines_of_their_own() {
    let texts = [
        "<dd>a</dd><dd>b</dd><fieldset>c</fieldset><fieldset>d</fieldset><legend>e</legend><menu>f</menu><hgroup>g</hgroup>h",
        "<p>a</p>b</div>c",
        "<div>a<section>b</section></div></section>c",
    ];
    check(
        "freshdesk",
        TextKind::Html,
        &texts,
        expect![[r#"
        "a<br>\nb<br>\nc<br>\nd<br>\ne<br>\nf<br>\ng<br>\nh"
        "a\n\nbc"
        "a<br>\nb<br>\nc"
    "#]],
    );
}

#[test]
fn looks_that_a_style_gives() {
    let texts = [
        "<b style=\"font-weight:normal\"><p>a <b>b</b></p></b>",
        "<b style=\"color:red\">a</b> <i style='x:y'>b</i> <u style='color:red'>c</u>",
        "<span style=\"font-style:italic\">a</span> <span style=\"text-transform: uppercase\">b</span> <q>c</q> <kbd>d</kbd>",
        "<span style=\"color:#00f;background:url(a;b)\">x</span>",
        "<img src=x style=\"width:9px; float: none\">",
        "<div style=\"display:none\">pre</div>x",
        "<p hidden>pre</p>x",
        "<div style=\"white-space:pre-wrap\">one\ntwo</div>",
        "<span style=\"white-space:pre-wrap\">one two</span>\n<p>x",
    ];
    check(
        "freshdesk",
        TextKind::Html,
        &texts,
        expect![[r#"
        "a **b**"
        "<b style=\"color:red\">a</b> *b* <u style=\"color:red\">c</u>"
        "<span style=\"font-style:italic\">a</span> <span style=\"text-transform: uppercase\">b</span> <q>c</q> <kbd>d</kbd>"
        "<span style=\"color:#00f; background:url(a;b)\">x</span>"
        "<img src=\"x\" style=\"width:9px\">"
        (HTML: text that is not shown) "<div style=\"display:none\">pre</div>x"
        (HTML: text that is not shown) "<p hidden>pre</p>x"
        (HTML: text whose blanks count) "<div style=\"white-space:pre-wrap\">one\ntwo</div>"
        "one two\n\nx"
    "#]],
    );
}

#[test]
fn placeholders_that_markup_cuts() {
    let texts = [
        "<p>Use {{ now</p><ul><li>Hi {{ticket.id}}</li></ul>",
        "Hi {{ticket.requester.name}<b>}</b>,<br>see {{ticket.id}}",
        "<p>{{ticket.requester.firstname</p><p>b}}</p>",
        "{<b>{</b>ticket.id}} and {<b>{</b>ticket.id}<i>}</i>",
        "<b>Hi {{ticket</b>.id}}</b> on",
        "<b>Hi {{ti<i>cket.id}}</i> you</b> on",
        "{{ ticket.id | replace: \",\", \"<br>\" }} it's {{ ticket's<b> id </b>}}",
        "<table><tr><td>{{ti<b>cket.id}} you</b></td></tr></table>",
    ];
    check(
        "zendesk",
        TextKind::Html,
        &texts,
        expect![[r#"
        "Use {\\{ now\n\n- Hi {{ticket.id}}"
        "Hi {{customer.name}},<br>\nsee {{ticket.id}}"
        "{\\{ticket.requester.firstname\n\nb}}"
        "{{ticket.id}} and {{ticket.id}}"
        "**Hi {{ticket.id}}** on"
        "**Hi {{ticket.id}} you** on"
        "{{ ticket.id | replace: \",\", \"<br>\" }} it's {{ ticket's id }}"
        (HTML: a table) "<table><tr><td>{{ticket.id}}<b> you</b></td></tr></table>"
    "#]],
    );
}

#[test]
fn what_the_language_alone_would_read_as_its_own() {
    let texts = ["Use [[NAME]] or [[a|b]], {{ x and y {% z, [[[c]]]", "<table><td>[[NAME]] {{ x</table>"];
    check(
        "freshdesk",
        TextKind::Html,
        &texts,
        expect![[r#"
            "Use [\\[NAME]] or [\\[a|b]], {\\{ x and y {\\% z, [\\[\\[c]]]"
            (HTML: a table) "<table><td>{% raw %}[[NAME]]{% endraw %} {% raw %}{{{% endraw %} x</table>"
        "#]],
    );
    check(
        "zendesk",
        TextKind::Markdown,
        &["Use [[NAME]], {{ x and {% y [[[", "[[a]](https://x.example)"],
        expect![[r#"
            "Use {% raw %}[[NAME]]{% endraw %}, {% raw %}{{{% endraw %} x and {% raw %}{%{% endraw %} y {% raw %}[[{% endraw %}["
            "{% raw %}[[a]]{% endraw %}(https://x.example)"
        "#]],
    );
    check(
        "helpscout",
        TextKind::Text,
        &["Use [[NAME]], {{ x"],
        expect![[r#"
        "Use [\\[NAME]], {\\{ x"
    "#]],
    );
}

#[test]
fn text_that_is_no_markup() {
    let texts = ["a\\\n*b* <b>c</b>", "C:\\", "C:\\{%customer.firstName%}", "\\*a_ #"];
    check(
        "helpscout",
        TextKind::Text,
        &texts,
        expect![[r#"
        "a\\\\\n\\*b\\* \\<b>c\\</b>"
        "C:\\\\"
        "C:\\\\{{ customer.first_name }}"
        "\\\\\\*a\\_ #"
    "#]],
    );
    check(
        "zammad",
        TextKind::HtmlIfTagged,
        &["one\\\n*e* x", "a <b\nc *x*", "a <b>b</b>\nc"],
        expect![[r#"
            "one\\\\\n\\*e\\* x"
            "a \\<b<br>\nc \\*x\\*"
            "a **b** c"
        "#]],
    );
}
