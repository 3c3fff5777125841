//! Texts as help desks give them, and what becomes of them.

use expect_test::{Expect, expect};

use super::super::facts::TextKind;
use super::super::{NamesIn, Platform, shape};
use super::*;

pub(super) fn converted(platform: &str, kind: TextKind, text: &str) -> Converted {
    let names = NamesIn::of(Platform::named(platform).unwrap());
    let converted = convert(text, kind, &names);
    // Every place leads into the text.
    let made = &converted.text;
    for (at, _) in made.text.char_indices() {
        let from = made.source(Span::new(at, made.text.ceil_char_boundary(at + 1)));
        assert!(text.get(from.start..from.end).is_some(), "{at} leads to {from:?}");
    }
    converted
}

fn check(text: &str, expected: Expect) {
    let converted = converted("zendesk", TextKind::Html, text);
    let why = converted.why_html.map(|why| format!("(HTML: {why})\n")).unwrap_or_default();
    expected.assert_eq(&format!("{why}{}", converted.text.text));
}

/// All texts of a dump, one after the other.
fn check_dump(platform: &str, file: &str, expected: Expect) {
    let dump = std::fs::read_to_string(format!("tests/fixtures/helpdesk/{platform}/{file}")).unwrap();
    let dump = shape::read(Platform::named(platform).unwrap(), &dump, shape::Form::Json).unwrap();
    let mut out = String::new();
    for text in dump.replies.iter().flat_map(|reply| &reply.texts) {
        let converted = converted(platform, text.kind, &text.body);
        let why = converted.why_html.map(|why| format!(" (HTML: {why})")).unwrap_or_default();
        out.push_str(&format!("== {}{why}\n{}\n", text.place.pointer, converted.text.text.trim_end()));
    }
    expected.assert_eq(&out);
}

#[test]
fn a_text_that_looks_like_a_conflict_is_none() {
    check(
        "<p>&lt;&lt;&lt;&lt;&lt;&lt;&lt; here</p><p>&lt;3 you</p>",
        expect![[r#"
        \<<<<<<< here

        <3 you
    "#]],
    );
}

#[test]
fn paragraphs_and_lines_however_an_editor_writes_them() {
    let first = "<p>Hi Ann,</p><p>one line.<br>And the next</p><p>&nbsp;</p><p>Bye</p>";
    check(
        first,
        expect![[r#"
        Hi Ann,

        one line.<br>
        And the next

        Bye
    "#]],
    );
    for html in [
        "<div>Hi Ann,</div><div><br></div><div>one line.</div><div>And the next</div><div><br></div><div>Bye</div>",
        "Hi Ann,<br><br>one line.<br>And the next<br />\n<br />Bye<br>",
        "<div dir=\"ltr\">\n Hi Ann,<br>\n <br>\n one line.<br>\n And the next<br>\n &nbsp;<br>\n Bye\n </div>\n ",
        "<p>Hi Ann,\n</p><p> one line.<br>And\nthe next</p>\n<p></p><p>Bye</p>",
    ] {
        let text = |html: &str| converted("zendesk", TextKind::Html, html).text.text;
        assert_eq!(text(html), text(first), "{html}");
    }
}

#[test]
fn marks_lists_and_quotes() {
    check(
        "<p><b>Bold </b>and <i>so</i><strong></strong> on<b> x</b>.</p>",
        expect![[r#"
        **Bold** and *so* on **x**.
    "#]],
    );
    check(
        "<p>a<b>b</b>c, <b>\"a\"</b>b</p>",
        expect![[r#"
        a<strong>b</strong>c, <strong>"a"</strong>b
    "#]],
    );
    check(
        "<b><p>one</p><p>two</p></b>",
        expect![[r#"
        **one**

        **two**
    "#]],
    );
    check(
        "<ul><li>one</li><li><p>two</p><p>more</p><ol start=\"3\"><li>x</li><li>y<br>z</li></ol></li></ul>after",
        expect![[r#"
        - one
        - two

          more

          3. x
          4. y<br>
             z

        after
    "#]],
    );
    check(
        "<ul>{% if a %}<li>one</li>{% endif %}<li>two</li></ul>",
        expect![[r#"
        {% if a %}
        - one
        {% endif %}
        - two
    "#]],
    );
    check(
        "<blockquote><p>you said</p><p>this</p></blockquote><h2>Then</h2><hr><p>me</p>",
        expect![[r#"
        > you said
        >
        > this

        ## Then

        ---

        me
    "#]],
    );
    check(
        "<a href=\"https://a.example/?a=1&amp;b=%7B%7Bticket.id%7D%7D\" target=\"_blank\">it</a> <a>none</a>",
        expect![[r#"
        [it](https://a.example/?a=1&b={{ticket.id}}) none
    "#]],
    );
    check(
        "<u>Please</u> <span style=\"color: red; font-family: x\">now</span> <span class=\"a\">y</span><img src=\"a.png\" width=1>",
        expect![[r#"
        <u>Please</u> <span style="color: red">now</span> y<img src="a.png" width="1">
    "#]],
    );
}

#[test]
fn what_markdown_would_read_as_marks_is_escaped() {
    check(
        "<p># no heading</p><p>1. no list</p><p>- no</p><p>5 * 3 = 15, a_b_c, *x* and _y_ `z`</p>",
        expect![[r#"
        \# no heading

        1\. no list

        \- no

        5 * 3 = 15, a_b_c, \*x\* and \_y\_ \`z\`
    "#]],
    );
    check(
        "<p>a &lt;b&gt; &amp;lt; AT&amp;T [NAME] [a](b) C:\\dir \\* 1986. Year</p><p>1986. Year</p>",
        expect![[r#"
        a \<b> \&lt; AT&T [NAME] [a\](b) C:\dir \\\* 1986. Year

        1986\. Year
    "#]],
    );
    check(
        "<p>a&nbsp;b &nbsp;c&nbsp;&nbsp;d</p><p>1 &lt; 2 &gt; 1&hellip;</p>",
        expect![[r#"
        a&nbsp;b c d

        1 < 2 > 1…
    "#]],
    );
}

#[test]
fn placeholders_are_never_cut() {
    check(
        "<p>Hi {{ti<b>cket</b>.requester.first_name}},</p>",
        expect![[r#"
        Hi {{customer.first_name}},
    "#]],
    );
    check(
        "<p>{% if ticket.priority == &quot;urgent&quot; &nbsp;%}</p><p>now</p><p>{% endif %}</p>",
        expect![[r#"
        {% if ticket.priority == "urgent"  %}

        now

        {% endif %}
    "#]],
    );
    check(
        "<p>{% if a <b %}x{% endif %} {{ never closed</p>",
        expect![[r#"
        {% if a <b %}x{% endif %} {\{ never closed
    "#]],
    );
}

#[test]
fn what_markdown_cannot_say_stays_html() {
    check(
        "<table><tr>{% for t in ticket.tags %}<td>{{t}} {{ticket.id}}</td>{% endfor %}</tr></table>",
        expect![[r#"
        (HTML: a table)
        <table><tr>{% for t in ticket.tags %}<td>{{t}} {{ticket.id}}</td>{% endfor %}</tr></table>"#]],
    );
    check(
        "<p style=\"text-align: center\">Hi</p>",
        expect![[r#"
        (HTML: a layout)
        <p style="text-align: center">Hi</p>"#]],
    );
    check(
        "<p style=\"color: #c00\">Hi</p>",
        expect![[r#"
        (HTML: a colour or an indent of a paragraph)
        <p style="color: #c00">Hi</p>"#]],
    );
    check(
        "<div style='margin-left: 40px'>Hi</div>",
        expect![[r#"
        (HTML: a colour or an indent of a paragraph)
        <div style='margin-left: 40px'>Hi</div>"#]],
    );
    check(
        "<div style='color: rgb(51, 51, 51); margin-left: 0px'>Hi</div><ul style='padding-left: 40px; color: #333'><li>a</li></ul>",
        expect![[r#"
            Hi

            - a
        "#]],
    );
}

#[test]
fn odd_markup_is_read_all_the_same() {
    check("", expect![[""]]);
    check("<p>", expect![[""]]);
    check(
        "</li></ul></b>a<li>b",
        expect![[r#"
        a

        - b
    "#]],
    );
    check(
        "a < b <3 <!-- <p>no --> c <o:p></o:p><style>p { }</style>d",
        expect![[r#"
        a < b <3 c d
    "#]],
    );
    check(
        "<b>a<i>b</b>c</i>",
        expect![[r#"
        <strong>a<em>b</em></strong><em>c</em>
    "#]],
    );
    check(
        "<p title='a>b'>x\u{200b}y</p><p",
        expect![[r#"
        xy

        \<p
    "#]],
    );
    check(
        "🚲 e\u{301}<br>\r\n🚲",
        expect![[r#"
        🚲 é
        🚲
    "#]],
    );
}

#[test]
fn text_without_markup_keeps_its_lines() {
    let check = |platform: &str, kind: TextKind, text: &str, expected: Expect| {
        expected.assert_eq(&converted(platform, kind, text).text.text);
    };
    check(
        "helpscout",
        TextKind::Text,
        "Hi <b>,\r\n\r\n# one\n* two &amp; `three`\n{%customer.firstName%}",
        expect![[r#"
        Hi \<b>,

        \# one
        \* two \&amp; \`three\`
        {{ customer.first_name }}
    "#]],
    );
    check(
        "zammad",
        TextKind::HtmlIfTagged,
        "Hi #{ticket.customer.firstname}, 2 &lt; 3\nBye",
        expect![[r#"
        Hi {{ customer.first_name }}, 2 < 3
        Bye
    "#]],
    );
    check(
        "chatwoot",
        TextKind::Markdown,
        "**Hi** {{contact.first_name}}\n\n1. a",
        expect![[r#"
        **Hi** {{customer.first_name}}

        1. a"#]],
    );
}

#[test]
fn dumps_of_all_shapes() {
    check_dump(
        "zendesk",
        "macros.json",
        expect![[r#"
            == /macros/0/actions/1/value
            Hi {{ customer.first_name | default: "there" }},

            You were looking forward to riding your&nbsp;Wren&nbsp;S8, and I can see why a squeaking crank is frustrating. 🚲

            What I can do today:

            - book a free check at our workshop,
              - Monday to Friday, 9&nbsp;am to 5&nbsp;pm
            - send you the part & a short [guide](https://harbourcycles.example/guides?p=crank&v=2).

            {% if ticket.priority == "urgent" %}I will call you before noon.{% endif %}

            **Which suits you better?**<br>
            {{agent.first_name}}, Harbour Cycles
            == /macros/1/actions/0/value/1
            Hi {{customer.first_name}},

            your parcel left us on {{ticket.custom["360099"]}}.<br>
            I am watching it for you and will write again by tomorrow noon.

            {{content.signature_support}}
            == /macros/1/actions/1/value/1
            Your parcel is on its way 📦 I am watching it and will tell you more by noon.
            == /macros/2/actions/1/value
            @workshop please look at the frame number of this one.
            == /macros/4/actions/0/value (HTML: a table)
            <div class="zd-comment" dir="auto">Unfortunately we cannot change the address once a parcel has left.<br><br><table border="1"><tbody><tr><th>Carrier</th><th>Telephone</th></tr>{% for t in ticket.tags %}<tr><td>{{t}}</td><td>+44&#8239;20&#8239;7946&#8239;0000</td></tr>{% endfor %}</tbody></table><span style="color: #cc0000">Please</span> <u>calm down</u> and wait 3&nbsp;&ndash;&nbsp;5 days.<br>See {{ticket.url}} or <a href="https://track.example/{{ticket.id}}">your parcel</a>.<img src="https://harbourcycles.example/logo.png" alt="Harbour Cycles" width="120"></div>
        "#]],
    );
    check_dump(
        "freshdesk",
        "responses.json",
        expect![[r#"
        == /0/content_html
        Hi {{customer.first_name}},

        Your refund left us today.<br>
        Banks take **3&nbsp;to&nbsp;5 days**.

        {{assignee.name}}
        == /1/content_html
        Thank you for writing 🙂

        I have read your message and will answer by tomorrow.

        [Your request]({{ticket.url}})
        == /2/content_html
        You must send us the new address before noon, otherwise nothing can be done.
    "#]],
    );
    check_dump(
        "intercom",
        "macros.json",
        expect![[r#"
        == /data/0/body
        Hi {{ customer.first_name | default: "there" }},

        your refund for order {{ ticket.custom.order_number }} left us today.

        Banks take 3 – 5 days. **I will check on Friday** and write to you.

        {{ agent.name }}
        == /data/1/body
        Could you try this, {{ customer.name | default: "Sam & co" }}?

        1. Turn the pump off
        2. Wait 30&nbsp;seconds
        3. Turn it on \<again>

        <img src="https://downloads.example/pump.png">

        > It hums
    "#]],
    );
    check_dump(
        "helpscout",
        "saved_replies.json",
        expect![[r#"
        == /0/text
        Hi {{ customer.first_name | default: "there" }},

        Yes, that works. Choose a charity while you pay; each order can have its own.

        *{{ agent.first_name }}*
        == /0/chatText
        Yes, that works 🙂

        Choose a charity while you pay; each order can have its own.
        == /1/text
        Hello {{ customer.first_name }},

        it should be back in 3&nbsp;weeks. I'll write to you on the day it is.
        == /2/chatText
        One moment, I am looking it up.
    "#]],
    );
    check_dump(
        "gorgias",
        "macros.json",
        expect![[r#"
        == /data/0/actions/1/arguments/body_html
        Hi {{customer.first_name}},

        Your order {{ticket.customer.integrations.shopify.orders[0].name}} left us on {{ticket.customer.integrations.shopify.orders[0].created_at|date: "%b %-d %y"}}.

        {{agent.first_name}}
        == /data/1/actions/0/arguments/body_text
        Bonjour {{customer.first_name}},

        Votre colis est en route&nbsp;!
        == /data/2/actions/0/arguments/body_html
        Good morning
    "#]],
    );
    check_dump(
        "front",
        "message_templates.json",
        expect![[r#"
        == /_results/0/body
        Hi {{customer.first_name}},

        I looked it up: your parcel is <span style="color: green">in Leeds</span>.<br>
        It should reach you by Thursday.

        {{agent.first_name}}
        == /_results/1/body
        How did we do? {{survey}}

        {{agent.name}}
    "#]],
    );
    check_dump(
        "chatwoot",
        "canned_responses.json",
        expect![[r#"
        == /0/content
        Hi {{customer.first_name}},

        your parcel is late, and I know you **counted on it**. I have asked the carrier and will write by *tomorrow noon*.

        {{agent.name}}
        == /1/content
        Line one  
        Line two

        1. Open the app
        2. Press `{{reset}}`

        Use 5 * 3 = 15 and file_name_here — 50% off! 🎉
        == /2/content
        Bonjour {{ customer.name }} !
    "#]],
    );
    check_dump(
        "zammad",
        "text_modules.json",
        expect![[r#"
        == /0/content
        Hallo {{ customer.first_name }},

        danke für Ihre Nachricht. Ich melde mich bis **morgen&nbsp;12&nbsp;Uhr**.

        {{ agent.first_name }}
        == /1/content
        Hello {{ customer.first_name }}, ticket {{ ticket.number }} is with me. 2 < 3 days to go.<br>
        I will write tomorrow.
    "#]],
    );
    check_dump(
        "osticket",
        "rows.json",
        expect![[r#"
        == /0/response
        Hi {{ customer.first_name }},

        I have your question #{{ ticket.number }} from {{ ticket.created_at }}; {{ ticket.group }} and I are on it.
        == /1/response
        Hallo {{ customer.name }},

        ich schaue [hier](<{{ ticket.custom.client_link }}>) nach.
    "#]],
    );
}

#[test]
fn ten_thousand_tags_in_one_another() {
    for tag in
        ["<b>", "<ul>", "<blockquote>", "<div>", "<span>", "{{", "<a href=x>", "<a ", "<!--", "#", "<b '", "&amp;"]
    {
        let text = tag.repeat(10_000) + "x";
        let converted = converted("zendesk", TextKind::Html, &text);
        assert!(converted.text.text.contains('x'), "{tag}");
    }
}

#[test]
fn what_is_opened_again_and_again_costs_no_more_than_the_text() {
    let address = "a".repeat(20_000);
    let (paragraphs, tags) = ("<p>x</p>".repeat(5_000), "<b>x<i>y</b>z</i>".repeat(5_000));
    for text in [
        format!("<a href=\"https://{address}.example\">{paragraphs}</a>"),
        format!("<span style=\"color: {address}\">{tags}</span>"),
        format!("<a href=\"https://{address}.example\">{}</a>", "<b>x".repeat(15) + &paragraphs),
        tags,
    ] {
        let names = NamesIn::of(Platform::named("zendesk").unwrap());
        let made = convert(&text, TextKind::Html, &names);
        assert!(made.text.text.len() < 4 * text.len() + 10_000, "{} of {}", made.text.text.len(), text.len());
    }
}
