//! Every macro of the fixtures as a file, and what is read from that again.

use expect_test::{Expect, expect};
use serde_json::json;

use super::*;
use crate::helpdesk::shape::{self, Form};
use crate::helpdesk::{NamesIn, Platform};
use crate::syntax::Macro;

fn files(platform: &str, file: &str) -> Vec<(Reply, String)> {
    let text = std::fs::read_to_string(format!("tests/fixtures/helpdesk/{platform}/{file}")).unwrap();
    let platform = Platform::named(platform).unwrap();
    let names = NamesIn::of(platform);
    let dump = shape::read(platform, &text, Form::Json).unwrap();
    let made = |reply: Reply| {
        let texts: Vec<Option<&Text>> = match reply.texts.iter().filter(|text| !text.internal).map(Some).collect() {
            none if Vec::is_empty(&none) => vec![None],
            texts => texts,
        };
        let written = |text: Option<&Text>| {
            let converted = text.map(|text| markup::convert(&text.body, text.kind, &names)).unwrap_or_default();
            super::file(platform.id, &names, &reply, text, &converted)
        };
        let all = texts.into_iter().map(written).collect::<Vec<_>>().join("======\n");
        (reply, all)
    };
    dump.replies.into_iter().map(made).collect()
}

fn check(platform: &str, file: &str, id: &str, expected: Expect) {
    let all = files(platform, file);
    let (_, made) = all.iter().find(|(reply, _)| reply.id.as_deref() == Some(id)).unwrap();
    expected.assert_eq(made);
}

#[test]
fn front_matter_holds_what_is_no_text() {
    check(
        "zendesk",
        "macros.json",
        "360041000011",
        expect![[r#"
            ---
            title: "Returns::Bikes::Asked too late"
            description: For bikes that were ridden. Not for helmets.
            actions:
              - { field: status, value: pending }
              - { field: comment_value_html }
              - { field: comment_mode_is_public, value: "true" }
              - { field: current_tags, value: "returns late_return" }
              - { field: custom_fields_360050000001, value: bike_return }
            source:
              platform: zendesk
              id: "360041000011"
              active: true
              extra: {"position": 12, "restriction": {"type": "Group", "id": 360002, "ids": [360002, 360007]}, "x_of_tomorrow": {"kept": ["as", "it", "stands", null, 1.5]}}
            ---
            Hi {{ customer.first_name | default: "there" }},

            You were looking forward to riding your&nbsp;Wren&nbsp;S8, and I can see why a squeaking crank is frustrating. 🚲

            What I can do today:

            - book a free check at our workshop,
              - Monday to Friday, 9&nbsp;am to 5&nbsp;pm
            - send you the part & a short [guide](https://harbourcycles.example/guides?p=crank&v=2).

            {% if ticket.priority == "urgent" %}I will call you before noon.{% endif %}

            **Which suits you better?**<br>
            {{agent.first_name}}, Harbour Cycles
        "#]],
    );
    check(
        "zendesk",
        "macros.json",
        "360041000012",
        expect![[r#"
            ---
            title: "Delivery::Where is my parcel?"
            subject: Your order at Harbour Cycles
            actions:
              - { field: comment_value, value: ["channel:all"] }
              - { field: comment_value, value: ["channel:chat"] }
              - { field: subject }
              - { field: assignee_id, value: current_user }
            source:
              platform: zendesk
              id: "360041000012"
              active: true
              extra: {"position": 3, "restriction": null}
            ---
            Hi {{customer.first_name}},

            your parcel left us on {{ticket.custom["360099"]}}.<br>
            I am watching it for you and will write again by tomorrow noon.

            {{content.signature_support}}
            ======
            ---
            channels: [chat]
            source:
              platform: zendesk
              id: "360041000012"
              extra: {"part": "chat"}
            ---
            Your parcel is on its way 📦 I am watching it and will tell you more by noon.
        "#]],
    );
    check(
        "zendesk",
        "macros.json",
        "360041000013",
        expect![[r#"
        ---
        title: "Internal::Ask the workshop"
        actions:
          - { field: comment_mode_is_public, value: false }
          - { field: comment_value, value: "@workshop please look at the frame number of this one." }
          - { field: group_id, value: "360007" }
        source:
          platform: zendesk
          id: "360041000013"
          active: false
          extra: {"position": 40, "restriction": {"type": "User", "id": 42}}
        ---
    "#]],
    );
    check(
        "gorgias",
        "macros.json",
        "7303",
        expect![[r#"
        ---
        title: Two forms that differ
        locale: en
        actions:
          - { field: setResponseText, value: {"attachments": [{"url": "https://files.example/a.png", "name": "a.png"}]}, extra: {"type": "user"} }
        source:
          platform: gorgias
          id: "7303"
          active: true
        ---
        Good morning
    "#]],
    );
    check(
        "osticket",
        "rows.json",
        "1",
        expect![[r#"
        ---
        title: What is Harbour Cycles?
        locale: en-US
        source:
          platform: osticket
          id: "1"
          active: true
          extra: {"dept_id": "0", "lang": "en_US"}
        ---
        Hi {{ customer.first_name }},

        I have your question #{{ ticket.number }} from {{ ticket.created_at }}; {{ ticket.group }} and I are on it.
    "#]],
    );
    check(
        "helpscout",
        "saved_replies.json",
        "5503",
        expect![[r#"
        ---
        title: Chat only
        channels: [chat]
        source:
          platform: helpscout
          id: "5503"
          extra: {"part": "chat"}
        ---
        One moment, I am looking it up.
    "#]],
    );
}

#[test]
fn what_was_carried_is_read_again() {
    for (platform, file) in [
        ("zendesk", "macros.json"),
        ("freshdesk", "with_folders.json"),
        ("intercom", "macros.json"),
        ("helpscout", "saved_replies.json"),
        ("gorgias", "macros.json"),
        ("front", "with_folders.json"),
        ("chatwoot", "canned_responses.json"),
        ("zammad", "text_modules.json"),
        ("osticket", "canned_response.json"),
    ] {
        for (reply, made) in files(platform, file) {
            let main = made.split("======\n").next().unwrap();
            let parsed = Macro::parse(main);
            let wrong: Vec<_> = parsed.mistakes.iter().filter(|mistake| mistake.rule.starts_with("meta/")).collect();
            assert!(wrong.is_empty(), "{main}\n{wrong:?}");
            let read = carried(main, &parsed);
            let front_matter = &parsed.front_matter;
            let said = |name: &Option<crate::syntax::Name>| name.as_ref().map(|name| name.text.clone());
            assert_eq!(said(&front_matter.title).unwrap_or_default(), reply.title);
            assert_eq!(said(&front_matter.description), reply.description);
            assert_eq!((read.platform.as_deref(), &read.id, read.active), (Some(platform), &reply.id, reply.active));
            assert_eq!(read.extra, reply.extra);
            let actions: Vec<Action> =
                reply.actions.iter().map(|action| Action { text: None, ..action.clone() }).collect();
            assert_eq!(read.actions, actions);
        }
    }
}

#[test]
fn any_text_and_any_value_survives() {
    let long = "k".repeat(2_000);
    let texts = [
        "",
        " ",
        "yes",
        "007",
        "1.5",
        "- a",
        "a: b",
        "a #b",
        "\"",
        "'",
        "{{ x }}",
        "[[x]]",
        "---",
        "a\nb\r\n",
        "\u{85}\u{2028}é",
        "\u{feff}😀\u{7f}",
        "…\u{a0}",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "null",
        "~",
        "a\\b\t",
        "ünï",
        "—",
    ];
    for text in texts {
        let reply = Reply {
            id: Some(text.to_owned()),
            title: text.to_owned(),
            description: Some(text.to_owned()),
            tags: vec![text.to_owned(), "b".to_owned()],
            actions: vec![Action {
                field: text.to_owned(),
                value: Some(json!([text, {text: text}, null, 1.5, 18446744073709551615_u64])),
                text: None,
                extra: json!({text: text}).as_object().unwrap().clone(),
            }],
            extra: json!({"a": text, text: [text], &long: {"b": 1}}).as_object().unwrap().clone(),
            ..Reply::default()
        };
        let platform = Platform::named("zendesk").unwrap();
        let names = NamesIn::of(platform);
        let made = file(platform.id, &names, &reply, None, &Converted::default());
        let parsed = Macro::parse(&made);
        let read = carried(&made, &parsed);
        assert_eq!(read.actions, reply.actions, "{made}");
        assert_eq!(read.extra, reply.extra, "{made}");
        assert_eq!(read.id, reply.id, "{made}");
        assert_eq!(parsed.front_matter.title.map(|title| title.text).unwrap_or_default(), text, "{made}");
        assert_eq!(parsed.front_matter.tags[0].text, text, "{made}");
    }
}

#[test]
fn what_a_person_rewrote_is_read_as_yaml() {
    let source = "---\nactions:\n  - field: set_tags\n    value: a b\n  - field: custom\n    value:\n      - one\n      - 2\n    \
                  extra: { title: x }\nsource:\n  platform: gorgias\n  id: 12\n  extra:\n    part: chat\n    deep: { on: [true, 'no', ~] }\n---\n";
    let read = carried(source, &Macro::parse(source));
    let expected = Carried {
        platform: Some("gorgias".to_owned()),
        id: Some("12".to_owned()),
        active: None,
        part: Some("chat".to_owned()),
        actions: vec![
            Action { field: "set_tags".to_owned(), value: Some(json!("a b")), ..Action::default() },
            Action {
                field: "custom".to_owned(),
                value: Some(json!(["one", 2])),
                text: None,
                extra: json!({"title": "x"}).as_object().unwrap().clone(),
            },
        ],
        extra: json!({"deep": {"on": [true, "no", null]}}).as_object().unwrap().clone(),
    };
    assert_eq!(read, expected);
}
