//! `export`: what has no place on a help desk, and what is sent where a passage cannot be.

use expect_test::{Expect, expect};

use crate::folder::Folder;

fn check(files: &[(&str, &str)], arguments: &[&str], expected: Expect) {
    let run = Folder::new(files).run(&[&["export"], arguments].concat());
    expected.assert_eq(&run.to_string());
}

#[test]
fn what_has_no_field_there_is_told_once_for_all_macros() {
    let late = "---\ntitle: Late\ndescription: For parcels.\nlocale: en\ntags: [late, parcel]\nchannels: [email]\n---\nIt is late.\n";
    let lost = "---\ntitle: Lost\ntags: [lost]\n---\nIt is lost.\n";
    check(
        &[("late.macro", late), ("lost.macro", lost)],
        &["freshdesk"],
        expect![[r#"
            [
              {
                "title": "Late",
                "content_html": "<div dir=\"ltr\">It is late.</div>"
              },
              {
                "title": "Lost",
                "content_html": "<div dir=\"ltr\">It is lost.</div>"
              }
            ]
            [stderr]
            note: late.macro:3:14: Freshdesk has no field for the descriptions of macros, so these are not sent
            note: late.macro:4:9: Freshdesk has no field for the languages of macros, so these are not sent
            note: late.macro:5:8: Freshdesk has no field for the tags of macros, so these are not sent, nor are those of 1 more macro
            note: late.macro:6:12: Freshdesk has no field for the channels of macros, so these are not sent
            note: 2 macros for Freshdesk
            [exit 0]
        "#]],
    );
    check(
        &[("late.macro", late), ("lost.macro", lost)],
        &["zammad"],
        expect![[r#"
            [
              {
                "name": "Late",
                "note": "For parcels.",
                "keywords": "late parcel",
                "content": "<div>It is late.</div>"
              },
              {
                "name": "Lost",
                "note": null,
                "keywords": "lost",
                "content": "<div>It is lost.</div>"
              }
            ]
            [stderr]
            note: late.macro:4:9: Zammad has no field for the languages of macros, so these are not sent
            note: late.macro:6:12: Zammad has no field for the channels of macros, so these are not sent
            note: 2 macros for Zammad
            [exit 0]
        "#]],
    );
}

#[test]
fn who_may_use_a_macro_elsewhere_is_told_as_lost() {
    let of = |id: &str, restriction: &str| {
        let extra = format!("{{\"restriction\": {restriction}}}");
        format!("---\ntitle: t{id}\nsource: {{ platform: zendesk, id: \"{id}\", extra: {extra} }}\n---\nHello.\n")
    };
    let (two, three, four) =
        (of("2", "{\"type\": \"Group\", \"id\": 7}"), of("3", "null"), of("4", "{\"type\": \"User\"}"));
    let files = [("2.macro", two.as_str()), ("3.macro", &three), ("4.macro", &four)];
    let run = Folder::new(&files).run(&["export", "front"]);
    expect![[r#"
        note: 2.macro:3:9: the limits on who may use it where it came from are not carried over to Front, nor are those of 1 more macro
        note: 3 macros for Front
    "#]]
    .assert_eq(&run.stderr);
}

#[test]
fn what_is_sent_in_the_place_of_a_passage_is_said() {
    let late = "---\ntitle: Late\n---\n{% if ticket.priority == \"urgent\" %}I will call you.{% else %}I will write to you by tomorrow noon, and again on each day until it is there.{% endif %}\n{% for tag in ticket.tags %}{{ tag }}{% else %}No tags.{% endfor %}\n{% case ticket.status %}{% when \"open\" %}Open.{% endcase %}\n";
    check(
        &[("late.macro", late)],
        &["zammad", "--lossy"],
        expect![[r#"
            [
              {
                "name": "Late",
                "note": null,
                "keywords": "",
                "content": "<div>I will write to you by tomorrow noon, and again on each day until it is there. No tags.</div>"
              }
            ]
            [stderr]
            warning: late.macro:4:1: Zammad has no conditions, so which passage to send cannot be decided there; every customer gets “I will write to you by tomorrow noon, and again on each day …”
            warning: late.macro:5:1: Zammad has no loops, so the list cannot be written out there; every customer gets “No tags.”
            warning: late.macro:6:1: Zammad has no conditions, so which passage to send cannot be decided there; nothing is sent in its place
            note: 1 macro for Zammad
            [exit 0]
        "#]],
    );
}

#[test]
fn what_another_help_desk_reads_is_text_here() {
    let macros = &[("late.macro", "---\ntitle: late\n---\nWrite #{ticket.id} or ${ticket.id}.\n")];
    check(
        macros,
        &["chatwoot"],
        expect![[r#"
        [
          {
            "short_code": "late",
            "content": "Write #{ticket.id} or ${ticket.id}."
          }
        ]
        [stderr]
        note: 1 macro for Chatwoot
        [exit 0]
    "#]],
    );
    check(
        macros,
        &["zammad"],
        expect![[r#"
        [
          {
            "name": "late",
            "note": null,
            "keywords": "",
            "content": "<div>Write #{ticket.id} or ${ticket.id}.</div>"
          }
        ]
        [stderr]
        note: 1 macro for Zammad
        [exit 0]
    "#]],
    );
    check(
        &[("late.macro", "---\ntitle: late\n---\nWrite {ticket.id}.\n")],
        &["chatwoot"],
        expect![[r#"
        []
        [stderr]
        error: late.macro:4:7: A variable stands in two braces; write `{{ ticket.id }}`, or it is sent as it stands; it is not sent before that is mended
        note: 0 macros for Chatwoot
        [exit 2]
    "#]],
    );
}

#[test]
fn a_macro_that_nobody_could_find_is_not_sent() {
    check(
        &[("late.macro", "It is late.\n")],
        &["intercom"],
        expect![[r#"
        {
          "data": []
        }
        [stderr]
        error: late.macro:1:1: it has no title, under which agents find a macro on Intercom
        note: 0 macros for Intercom, 1 left out
        [exit 1]
    "#]],
    );
    let known = "---\nsource: { platform: intercom, id: \"3\" }\n---\nIt is late.\n";
    check(
        &[("late.macro", known)],
        &["intercom"],
        expect![[r#"
        {
          "data": [
            {
              "id": "3",
              "name": "",
              "body": "<p>It is late.</p>"
            }
          ]
        }
        [stderr]
        note: late.macro:1:1: it has no title, under which agents find a macro on Intercom
        note: 1 macro for Intercom
        [exit 0]
    "#]],
    );
}

#[test]
fn the_place_for_a_text_that_is_empty_now_stays() {
    let late = "---\ntitle: Late\nactions:\n  - { field: comment_value_html }\n  - { field: comment_value, value: [\"channel:chat\"] }\nsource: { platform: zendesk, id: \"3\" }\n---\n";
    check(
        &[("late.macro", late)],
        &["zendesk"],
        expect![[r#"
        {
          "macros": [
            {
              "id": 3,
              "title": "Late",
              "description": null,
              "actions": [
                {
                  "field": "comment_value_html",
                  "value": ""
                },
                {
                  "field": "comment_value",
                  "value": [
                    "channel:chat",
                    ""
                  ]
                }
              ]
            }
          ]
        }
        [stderr]
        note: 1 macro for Zendesk
        [exit 0]
    "#]],
    );
}

#[test]
fn a_file_that_never_was_is_not_as_it_was() {
    let files = &[("broken.macro", "{{ customer.name\n")];
    check(
        files,
        &["zammad", "--output", "out.json"],
        expect![[r#"
        [stderr]
        error: broken.macro:1:1: `{{` opened here is never closed; add `}}` after `customer.name`; it is not sent before that is mended
        note: out.json is not written
        [exit 2]
    "#]],
    );
}
