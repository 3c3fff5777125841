//! `export`: macros in the shape of a help desk's own export.

use expect_test::{Expect, expect};

use crate::folder::Folder;

/// A macro that came from Zendesk, with a list, logic and a fallback in it.
const LATE: &str = r#"---
title: Where is my parcel
actions:
  - { field: status, value: pending }
  - { field: comment_value_html }
source:
  platform: zendesk
  id: "42"
  active: true
  extra: {"position": 3}
---
Hi {{ customer.first_name | default: "there" }},

{% if ticket.priority == "urgent" %}
I will call you before noon.
{% endif %}
- Your parcel is *on its way*.
- I am watching it.

Best,
{{ agent.first_name }}
"#;

fn check(files: &[(&str, &str)], arguments: &[&str], expected: Expect) {
    let run = Folder::new(files).run(&[&["export"], arguments].concat());
    expected.assert_eq(&run.to_string());
}

#[test]
fn a_macro_goes_back_to_where_it_came_from() {
    check(
        &[("late.macro", LATE)],
        &["zendesk"],
        expect![[r#"
        {
          "macros": [
            {
              "id": 42,
              "title": "Where is my parcel",
              "description": null,
              "active": true,
              "actions": [
                {
                  "field": "status",
                  "value": "pending"
                },
                {
                  "field": "comment_value_html",
                  "value": "<p>Hi {% if ticket.requester.first_name == blank %}there{% else %}{{ticket.requester.first_name}}{% endif %},</p>{% if ticket.priority == 'urgent' %}<p>I will call you before noon.</p>{% endif %}<ul><li>Your parcel is <em>on its way</em>.</li><li>I am watching it.</li></ul><p>Best,<br>{{current_user.first_name}}</p>"
                }
              ],
              "position": 3
            }
          ]
        }
        [stderr]
        note: 1 macro for Zendesk
        [exit 0]
    "#]],
    );
    let chatwoot = "---\ntitle: late\nsource: { platform: chatwoot, id: \"3\" }\n---\nHi {{ contact.first_name }},<br>\nit is **late**.\n";
    check(
        &[("late.macro", chatwoot)],
        &["chatwoot"],
        expect![[r#"
            [
              {
                "id": 3,
                "short_code": "late",
                "content": "Hi {{contact.first_name}},\nit is **late**."
              }
            ]
            [stderr]
            note: 1 macro for Chatwoot
            [exit 0]
        "#]],
    );
}

#[test]
fn what_cannot_be_said_is_never_left_away_in_silence() {
    let files =
        &[("late.macro", LATE), ("plain.macro", "---\ntitle: Plain\n---\nWe have [[what happened]] in hand.\n")];
    check(
        files,
        &["freshdesk"],
        expect![[r#"
            [
              {
                "title": "Plain",
                "content_html": "<div dir=\"ltr\">We have [what happened] in hand.</div>"
              }
            ]
            [stderr]
            error: late.macro:12:29: whether Freshdesk can write something else where `customer.first_name` is empty is not known; write the text in the place of the name, or leave the fallback out
            error: late.macro:14:1: whether Freshdesk can decide which passage to send is not known; make one macro of each branch, or keep the branch that always suits
            error: late.macro:21:4: no name of `agent.first_name` is known for Freshdesk; give it one under `[variables]` in `softspoken.toml`; write the sentence without it, or make it a fill-in
            note: late.macro:4:5: what the macro does on Zendesk besides its text is not carried over
            note: 1 macro for Freshdesk, 1 left out
            [exit 1]
        "#]],
    );
    check(
        files,
        &["freshdesk", "--lossy"],
        expect![[r#"
            [
              {
                "title": "Where is my parcel",
                "content_html": "<div dir=\"ltr\">Hi there,<ul><li>Your parcel is <em>on its way</em>.</li><li>I am watching it.</li></ul>Best,<br>[agent first name]</div>"
              },
              {
                "title": "Plain",
                "content_html": "<div dir=\"ltr\">We have [what happened] in hand.</div>"
              }
            ]
            [stderr]
            warning: late.macro:12:29: whether Freshdesk can write something else where `customer.first_name` is empty is not known; sent as “there”
            warning: late.macro:14:1: whether Freshdesk can decide which passage to send is not known; nothing is sent in its place
            warning: late.macro:21:4: no name of `agent.first_name` is known for Freshdesk; give it one under `[variables]` in `softspoken.toml`; sent as “[agent first name]”
            note: late.macro:4:5: what the macro does on Zendesk besides its text is not carried over
            note: 2 macros for Freshdesk
            [exit 0]
        "#]],
    );
    check(
        files,
        &["helpscout"],
        expect![[r#"
            [
              {
                "name": "Plain",
                "text": "We have [what happened] in hand.",
                "chatText": null
              }
            ]
            [stderr]
            error: late.macro:14:1: whether Help Scout can decide which passage to send is not known; make one macro of each branch, or keep the branch that always suits
            note: late.macro:21:4: `agent.first_name` is written `{%user.firstName%}` on Help Scout, which no source confirms; try it there before you send it
            note: late.macro:4:5: what the macro does on Zendesk besides its text is not carried over
            note: 1 macro for Help Scout, 1 left out
            [exit 1]
        "#]],
    );
}

#[test]
fn snippets_stand_where_they_are_rendered_and_nowhere_else() {
    let files = &[
        (
            "softspoken.toml",
            "[macros]\nroot = \"macros\"\n[snippets]\nroots = [\"snippets\"]\n[variables.\"order.total\"]\ntype = \"string\"\nname = { zendesk = \"{{ticket.ticket_field_77}}\" }\n",
        ),
        ("snippets/sign-off.macro", "Best,\n{{ agent.name }}\n"),
        ("macros/total.macro", "---\ntitle: Total\n---\nIt was {{ order.total }}.\n\n{% render 'sign-off' %}\n"),
        ("macros/other.macro", "---\ntitle: Other\nplatforms: [front]\n---\nHello.\n"),
    ];
    check(
        files,
        &["zendesk"],
        expect![[r#"
        {
          "macros": [
            {
              "title": "Total",
              "description": null,
              "actions": [
                {
                  "field": "comment_value_html",
                  "value": "<p>It was {{ticket.ticket_field_77}}.</p><p>Best,<br>{{current_user.name}}</p>"
                }
              ]
            }
          ]
        }
        [stderr]
        note: 1 macro for Zendesk, 1 for other help desks only
        [exit 0]
    "#]],
    );
}

#[test]
fn files_that_cannot_be_read_are_refused_by_name() {
    let files = &[
        ("a.macro", "---\ntitle: A\n---\nHi {% if x %}there.\n"),
        ("b.macro", "---\ntitle: B\nsource: { platform: zendesk, id: \"7\" }\n---\nOne.\n"),
        ("c.macro", "---\ntitle: C\nsource: { platform: zendesk, id: \"7\" }\n---\nTwo.\n"),
        ("d.macro", "---\ntitle: D\n---\nThree.\n"),
    ];
    check(
        files,
        &["zendesk"],
        expect![[r#"
        {
          "macros": [
            {
              "title": "D",
              "description": null,
              "actions": [
                {
                  "field": "comment_value_html",
                  "value": "<p>Three.</p>"
                }
              ]
            }
          ]
        }
        [stderr]
        error: a.macro:4:4: `{% if %}` opened here is never closed; add `{% endif %}` at the end of line 4; it is not sent before that is mended
        error: b.macro and c.macro are both macro 7 of Zendesk; neither is sent before one of them has another `source`, or none
        note: 1 macro for Zendesk
        [exit 2]
    "#]],
    );
    check(
        files,
        &["zendesk", "nowhere"],
        expect![[r#"
        {
          "macros": []
        }
        [stderr]
        error: nowhere: there is no such file or folder
        note: 0 macros for Zendesk
        [exit 2]
    "#]],
    );
    check(
        files,
        &["zen-desk"],
        expect![[r#"
        {
          "macros": [
            {
              "title": "D",
              "description": null,
              "actions": [
                {
                  "field": "comment_value_html",
                  "value": "<p>Three.</p>"
                }
              ]
            }
          ]
        }
        [stderr]
        error: a.macro:4:4: `{% if %}` opened here is never closed; add `{% endif %}` at the end of line 4; it is not sent before that is mended
        error: b.macro and c.macro are both macro 7 of Zendesk; neither is sent before one of them has another `source`, or none
        note: 1 macro for Zendesk
        [exit 2]
    "#]],
    );
    check(
        files,
        &["zendex"],
        expect![[r#"
        [stderr]
        error: no help desk is called `zendex`. Did you mean `zendesk`?
        [exit 2]
    "#]],
    );
    check(
        files,
        &["hubspot"],
        expect![[r#"
        [stderr]
        error: what HubSpot takes is not known; this is known of zendesk, freshdesk, intercom, helpscout, gorgias, front, chatwoot, zammad, osticket
        [exit 2]
    "#]],
    );
    check(
        files,
        &["zendesk", "--output", "out.csv"],
        expect![[r#"
        [stderr]
        error: Zendesk takes no tables; let the name of the file end in .json
        [exit 2]
    "#]],
    );
    check(
        &[],
        &["zendesk"],
        expect![[r#"
        {
          "macros": []
        }
        [stderr]
        note: no macros (files that end in .macro) found in .
        note: 0 macros for Zendesk
        [exit 0]
    "#]],
    );
}

#[test]
fn titles_and_texts_have_to_fit() {
    let long = format!("---\ntitle: Long\n---\n{}\n", "This is a line of it. ".repeat(4_000));
    let files = &[
        ("a.macro", "---\ntitle: Same\n---\nOne.\n"),
        ("b.macro", "---\ntitle: Same\n---\nTwo.\n"),
        ("c.macro", "---\ntitle: ab\n---\nThree.\n"),
        ("d.macro", "Four.\n"),
        ("e.macro", "---\ntitle: Nothing\n---\n"),
        ("f.macro", long.as_str()),
    ];
    check(
        files,
        &["osticket"],
        expect![[r#"
        [
          {
            "title": "Same",
            "notes": null,
            "response": "<p>One.</p>"
          }
        ]
        [stderr]
        error: b.macro:2:8: a.macro has the same title, and osTicket takes no two of one title
        error: c.macro:2:8: its title is shorter than the 3 characters that osTicket wants
        error: d.macro:1:1: it has no title, and osTicket takes no macro without one
        error: e.macro:4:1: it has no text, and osTicket takes no macro without one
        error: f.macro:4:1: its text takes 88006 bytes there, 22471 more than osTicket holds
        note: 1 macro for osTicket, 5 left out
        [exit 1]
    "#]],
    );
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = Folder::new(&[("late.macro", LATE), ("out.json", "before")]);
    let run = folder.run(&["export", "zendesk", "--output", "out.json"]);
    assert_eq!(run.stdout, "");
    let printed = folder.run(&["export", "zendesk"]);
    assert_eq!(folder.read("out.json"), printed.stdout);
    assert_eq!(folder.names(), ["late.macro", "out.json"]);
    let run = folder.run(&["export", "zendesk", "--output", "no/such/out.json"]);
    expect![[r#"
        [stderr]
        error: no/such/out.json could not be written: there is no such file or folder
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn tables_are_for_help_desks_that_read_them() {
    let zammad = "---\ntitle: \"Late, very\"\ntags: [late, parcel]\nsource:\n  platform: zammad\n  id: \"2\"\n  active: true\n  extra: {\"groups\": \"Support~~~Returns\"}\n---\nHello {{ customer.first_name }},\n\nit is \"late\".\n";
    let folder = Folder::new(&[("late.macro", zammad)]);
    let run = folder.run(&["export", "zammad", "--output", "out.csv"]);
    expect![[r#"
        [stderr]
        note: 1 macro for Zammad
        [exit 0]
    "#]]
    .assert_eq(&run.to_string());
    expect![[r#"
        id,name,keywords,content,note,active,groups
        2,"Late, very",late parcel,"<div>Hello #{ticket.customer.firstname},</div><div><br></div><div>it is ""late"".</div>",,true,Support~~~Returns
    "#]].assert_eq(&folder.read("out.csv"));
}

#[test]
fn a_file_is_not_written_where_macros_could_not_be_read() {
    let folder = Folder::new(&[("out.json", "OLD"), ("macros/broken.macro", "{{ customer.name\n")]);
    for paths in ["typo", "macros"] {
        let run = folder.run(&["export", "zammad", paths, "--output", "out.json"]);
        assert_eq!(run.status, 2, "{run}");
        assert_eq!(folder.read("out.json"), "OLD", "{run}");
    }
}
