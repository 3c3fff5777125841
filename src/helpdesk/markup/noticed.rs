//! What customers would notice: of each text, what becomes of it here, and of that on the help desk again.

use expect_test::{Expect, expect};

use super::super::Platform;
use super::super::facts::TextKind;
use super::tests::converted;
use super::{Delimiters, holes, html};

/// The text here, and what its help desk's editor would write of that.
fn check(kind: TextKind, text: &str, expected: Expect) {
    let here = converted("zendesk", kind, text);
    let why = here.why_html.map(|why| format!("(HTML: {why})\n")).unwrap_or_default();
    let body = here.text.text;
    let spans: Vec<_> = holes(&body, &Delimiters::liquid()).map(|hole| hole.span).collect();
    let form = Platform::named("zendesk").unwrap().text.as_ref().unwrap();
    let there = if here.is_html { body.clone() } else { html(&body, &spans, form) };
    expected.assert_eq(&format!("{why}{}\n=> {there}\n", body.trim_end()));
}

#[test]
fn words_from_right_to_left() {
    check(
        TextKind::Html,
        "<p dir=\"rtl\">\u{5e9}\u{5dc}\u{5d5}\u{5dd}</p>",
        expect![[r#"
        (HTML: a layout)
        <p dir="rtl">שלום</p>
        => <p dir="rtl">שלום</p>
    "#]],
    );
    check(
        TextKind::Html,
        "<div dir=\"auto\" style=\"direction: rtl\">x</div>",
        expect![[r#"
        (HTML: a layout)
        <div dir="auto" style="direction: rtl">x</div>
        => <div dir="auto" style="direction: rtl">x</div>
    "#]],
    );
    check(
        TextKind::Html,
        "<p dir=\"ltr\">a <span dir=\"rtl\">b</span></p>",
        expect![[r#"
        a <span dir="rtl">b</span>
        => <p>a <span dir="rtl">b</span></p>
    "#]],
    );
}

#[test]
fn hints_for_parting_words() {
    check(
        TextKind::Html,
        "<p>R\u{fc}ck&shy;gabe&#173;frist 10&NoBreak;%, \u{200b}so</p><p>&shy;</p>",
        expect![[r#"
            Rück&shy;gabe&shy;frist 10&NoBreak;%, so
            => <p>Rück&shy;gabe&shy;frist 10&#8288;%, so</p>
        "#]],
    );
}

#[test]
fn links_that_look_like_buttons() {
    let button = "<p><a href=\"https://a.example/{{ticket.id}}\" target=\"_blank\" style=\"background: #06c; color: #fff; padding: 9px\">Pay</a></p>";
    check(
        TextKind::Html,
        button,
        expect![[r#"
        <a href="https://a.example/{{ticket.id}}" style="background: #06c; color: #fff; padding: 9px">Pay</a>
        => <p><a href="https://a.example/{{ticket.id}}" style="background: #06c; color: #fff; padding: 9px">Pay</a></p>
    "#]],
    );
    let plain = "<p><a class=\"x\" style=\"color: rgb(17, 85, 204); text-decoration: underline\" href=\"https://a.example\">Pay</a></p>";
    check(
        TextKind::Html,
        plain,
        expect![[r#"
        [Pay](https://a.example)
        => <p><a href="https://a.example">Pay</a></p>
    "#]],
    );
}

#[test]
fn lists_right_behind_one_another() {
    check(
        TextKind::Html,
        "<ul><li>a</li></ul><ul><li>b</li><li>c</li></ul><ul><li>d</li></ul>",
        expect![[r#"
        - a

        * b
        * c

        - d
        => <ul><li>a</li></ul><ul><li>b</li><li>c</li></ul><ul><li>d</li></ul>
    "#]],
    );
    check(
        TextKind::Html,
        "<ol><li>a<ul><li>b</li></ul><ul><li>c</li></ul></li></ol><ol><li>d</li></ol><ul><li>e</li></ul>",
        expect![[r#"
            1. a
               - b
               * c

            1) d

            - e
            => <ol><li>a<ul><li>b</li></ul><ul><li>c</li></ul></li></ol><ol><li>d</li></ol><ul><li>e</li></ul>
        "#]],
    );
    check(
        TextKind::Html,
        "<ul><li>a</li></ul>{% if x %}<ul><li>b</li></ul>{% endif %}<p>c</p><ul><li>d</li></ul>",
        expect![[r#"
            - a

            {% if x %}

            * b

            {% endif %}

            c

            - d
            => <ul><li>a</li></ul>{% if x %}<ul><li>b</li></ul>{% endif %}<p>c</p><ul><li>d</li></ul>
        "#]],
    );
}

#[test]
fn tags_of_words_in_a_text_with_lines() {
    check(
        TextKind::HtmlOrText,
        "Hi,\n\nyour <b>parcel</b> is late &amp; <i>so\non</i>.\n\nBye",
        expect![[r#"
        Hi,

        your **parcel** is late & *so<br>
        on*.

        Bye
        => <p>Hi,</p><p>your <strong>parcel</strong> is late &amp; <em>so<br>on</em>.</p><p>Bye</p>
    "#]],
    );
    check(
        TextKind::HtmlOrText,
        "<p>Hi,\nyour <b>parcel</b></p>",
        expect![[r#"
        Hi, your **parcel**
        => <p>Hi, your <strong>parcel</strong></p>
    "#]],
    );
    check(
        TextKind::HtmlOrText,
        "Hi,\n<span style=\"display:none\">x</span>\nBye",
        expect![[r#"
            (HTML: text that is not shown)
            Hi,<br>
            <span style="display:none">x</span><br>
            Bye
            => Hi,<br>
            <span style="display:none">x</span><br>
            Bye
        "#]],
    );
    check(
        TextKind::HtmlIfTagged,
        "Hi,\nyour <b>parcel</b>",
        expect![[r#"
        Hi, your **parcel**
        => <p>Hi, your <strong>parcel</strong></p>
    "#]],
    );
}
