//! Texts without mistakes, and what they are read as.

use expect_test::{Expect, expect};

use super::super::{Item, ItemKind, Macro, TagKind};
use super::{covers, fine};

/// Prints items, one a line, indented by block.
#[track_caller]
fn items(source: &str, expected: Expect) {
    let parsed = Macro::parse(source);
    covers(&parsed, source);
    let mut out = String::new();
    for item in &parsed.items {
        let depth = std::iter::successors(item.block, |&block| parsed.blocks[block].parent).count();
        out.push_str(&"  ".repeat(depth));
        out.push_str(&line(item, source));
        out.push('\n');
    }
    expected.assert_eq(&out);
}

fn line(item: &Item, source: &str) -> String {
    let text = item.span.of(source);
    match &item.kind {
        ItemKind::Text => format!("text {text:?}"),
        ItemKind::Output(output) => {
            let filters: Vec<String> = output
                .filters
                .iter()
                .map(|filter| format!("{}({})", filter.name.text, filter.arguments.len()))
                .collect();
            format!("output {:?} {}", output.value.span.of(source), filters.join(" "))
        }
        ItemKind::Slot(slot) => {
            let options: Vec<&str> = slot.options.iter().map(|option| option.text.as_str()).collect();
            let hint = slot.hint.as_ref().map(|hint| hint.text.as_str());
            format!("slot {:?} {hint:?} {options:?}", slot.name.text)
        }
        ItemKind::Tag(tag) => format!("tag {}", tag_line(&tag.kind, source)),
        ItemKind::Raw(inside) => format!("raw {:?}", inside.of(source)),
        ItemKind::Comment => format!("comment {text:?}"),
        ItemKind::CommentTag(note) => format!("note {:?}", note.of(source)),
        ItemKind::Broken => format!("broken {text:?}"),
    }
}

fn tag_line(kind: &TagKind, source: &str) -> String {
    match kind {
        TagKind::If(Some(condition)) => {
            let joins: Vec<String> = condition.rest.iter().map(|(join, _)| format!("{join:?}")).collect();
            format!("if {:?} {joins:?}", condition.span.of(source))
        }
        TagKind::For { variable, list, arguments, reversed } => format!(
            "for {:?} in {:?} {} {reversed}",
            variable.as_ref().map(|name| name.text.as_str()),
            list.as_ref().map(|list| list.span.of(source)),
            arguments.len()
        ),
        TagKind::Assign { name, value, filters } => format!(
            "assign {:?} {:?} {}",
            name.as_ref().map(|name| name.text.as_str()),
            value.as_ref().map(|value| value.span.of(source)),
            filters.len()
        ),
        TagKind::Render { id, parameters } => {
            let names: Vec<Option<&str>> =
                parameters.iter().map(|parameter| parameter.name.as_ref().map(|name| name.text.as_str())).collect();
            format!("render {:?} {names:?}", id.as_ref().map(|id| (id.text.as_str(), id.span.of(source))))
        }
        TagKind::When(values) => {
            format!("when {:?}", values.iter().map(|value| value.span.of(source)).collect::<Vec<_>>())
        }
        TagKind::Case(value) => format!("case {:?}", value.as_ref().map(|value| value.span.of(source))),
        TagKind::Capture(name) => format!("capture {:?}", name.as_ref().map(|name| name.text.as_str())),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_whole_macro() {
    items(
        r#"---
title: Refund
---
Hi {{ customer.first_name | default: "there" }},

{% if order.days <= 45 and order.total > 5 or vip -%}
While a refund closed, I can offer [[item: what they bought]].
{%- elsif order.items[0]["name"] contains "x" -%}
or [[when: today | tomorrow]] and [[feeling]]
{%- else -%}
{% for item in order.items limit: 3 reversed %}- {{ item }}{% endfor %}
{%- endif %}
{% case ticket.priority %}{% when "high", "urgent" or 'now' %}Now{% else %}Soon{% endcase %}
{% assign days = 3 | plus: 1 %}{% capture where %}here{% endcapture %}
{% render 'snippets/sign-off', tone: 'warm' %}
{% raw %}{{ as it stands }}{% endraw %}{% comment %} {{ no }} {% endcomment %}{% # a note %}"#,
        expect![[r#"
            text "Hi "
            output "customer.first_name" default(1)
            text ",\n\n"
            tag if "order.days <= 45 and order.total > 5 or vip" ["And", "Or"]
              text "\nWhile a refund closed, I can offer "
              slot "item" Some("what they bought") []
              text ".\n"
            tag Elsif(Some(Condition { span: Span { start: 199, end: 234 }, first: Comparison { left: Expression { span: Span { start: 199, end: 221 }, value: Path(Path { root: Name { text: "order", span: Span { start: 199, end: 204 } }, segments: [Property(Name { text: "items", span: Span { start: 205, end: 210 } }), Index(Expression { span: Span { start: 211, end: 212 }, value: Number(0.0) }), Index(Expression { span: Span { start: 214, end: 220 }, value: Text("name") })] }) }, right: Some((Contains, Expression { span: Span { start: 231, end: 234 }, value: Text("x") })) }, rest: [] }))
              text "\nor "
              slot "when" None ["today", "tomorrow"]
              text " and "
              slot "feeling" None []
              text "\n"
            tag Else
              text "\n"
              tag for Some("item") in Some("order.items") 1 true
                text "- "
                output "item" 
              tag End(For)
              text "\n"
            tag End(If)
            text "\n"
            tag case Some("ticket.priority")
            tag when ["\"high\"", "\"urgent\"", "'now'"]
              text "Now"
            tag Else
              text "Soon"
            tag End(Case)
            text "\n"
            tag assign Some("days") Some("3") 1
            tag capture Some("where")
              text "here"
            tag End(Capture)
            text "\n"
            tag render Some(("snippets/sign-off", "snippets/sign-off")) [Some("tone")]
            text "\n"
            raw "{{ as it stands }}"
            comment "{% comment %} {{ no }} {% endcomment %}"
            note "a note"
        "#]],
    );
}

#[test]
fn what_follows_an_unclosed_part_is_text_again() {
    items(
        "Hi {{ customer.first_name, thanks\nfor {{ order.id }} and [[item. More\n{% if vip\nyes{% endif %} {{ a } b",
        expect![[r#"
            text "Hi "
            output "customer.first_name" 
            text ", thanks\nfor "
            output "order.id" 
            text " and "
            slot "item" None []
            text ". More\n"
            tag if "vip" []
              text "\nyes"
            tag End(If)
            text " "
            output "a" 
            text " b"
        "#]],
    );
}

#[test]
fn unclosed_front_matter_leaves_the_body() {
    let source = "---\ntitle: Late\n\nHi {{ customer.first_name }},\n\n{% if vip %}dear{% endif %}\n";
    let parsed = Macro::parse(source);
    covers(&parsed, source);
}

#[test]
fn text_that_only_looks_like_syntax() {
    for source in [
        "",
        "\u{feff}",
        "\u{feff}Hi {{ customer.first_name }}",
        "a { b } c",
        "{name}",
        "{",
        "}",
        "} {",
        "[link](https://example.com)",
        "[a] [b][c]",
        "[1, [2, 3]]",
        "[see {{ a }} and [b]]",
        "`]]`",
        "5 % off, 100%",
        "above\n\n---\n\nbelow",
        "above\r\n\r\n---\r\n\r\nbelow",
        "{\"a\": {\"b\": 1}}",
        "p { color: red; } @media { a { b: c } }",
        "write `{ customer.first_name }` and `}}` in code",
        "```\n{ customer.first_name }\n\n%}\n```",
        "a {5} b",
        "{a. b}",
        "{e.g. this}",
        "{{ customer.first_name }}}",
        "{%- if a -%}{%- endif -%}",
        "{{-a-}}",
        "{%if a%}{%else%}{%endif%}",
        "{{ \"it's\" }} {{ 'say \"hi\"' }}",
        "{{ order.total | times: 2 | round: 1 }}",
        "{{ name | default: \"there\", allow_false: true }}",
        "{{ (1..5) | join: ', ' }}",
        "{% if a == nil or b != empty and c <> blank %}{% endif %}",
        "{% for i in (1..n) %}{{ i }}{% else %}none{% endfor %}",
        "{% render 'a' %}{% render \"a/b\", c: d, e: 5 %}",
        "{% # allow tone/blame: legal wording %}",
        "{% # allow me to explain %}",
        "{% unless a %}{% elsif b %}{% else %}{% endunless %}",
        "{% capture 'a' %}{% endcapture %}",
        "[[item]] [[what they bought]] [[item: see [1] for more]] [[customer's name]]",
        "[[when: day and time]] [[a: b | c | d]]",
        "Hi\r\n{{ a }}\r{% if b %}\r\nc\r{% endif %}",
    ] {
        fine(source);
    }
}
