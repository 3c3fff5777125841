//! Dumps that are read and written again.

use expect_test::{Expect, expect};

use super::super::super::facts::TextKind;
use super::super::super::reply::Text;
use super::super::read;
use super::*;

fn dump(platform: &str, file: &str) -> Vec<Reply> {
    let text = std::fs::read_to_string(format!("tests/fixtures/helpdesk/{platform}/{file}")).unwrap();
    let form = if file.ends_with(".csv") { Form::Csv } else { Form::Json };
    read(Platform::named(platform).unwrap(), &text, form).unwrap().replies
}

/// A macro without where it was read, which is another place in another dump.
fn placeless(reply: &Reply) -> Reply {
    let mut reply = reply.clone();
    reply.place = Default::default();
    reply.subject.iter_mut().for_each(|(place, _)| *place = Default::default());
    reply.texts.iter_mut().for_each(|text| text.place = Default::default());
    // Folders that stand beside the macros are no part of these.
    reply.category.clear();
    // A second form is written anew.
    reply.says_otherwise = false;
    reply
}

#[test]
fn every_dump_reads_the_same_again() {
    for (platform, file) in [
        ("zendesk", "macros.json"),
        ("zendesk", "pages.json"),
        ("freshdesk", "responses.json"),
        ("freshdesk", "with_folders.json"),
        ("intercom", "macros.json"),
        ("helpscout", "saved_replies.json"),
        ("gorgias", "macros.json"),
        ("front", "message_templates.json"),
        ("chatwoot", "canned_responses.json"),
        ("zammad", "text_modules.json"),
        ("zammad", "text_modules_full.json"),
        ("osticket", "rows.json"),
        ("osticket", "canned_response.json"),
    ] {
        let desk = Platform::named(platform).unwrap();
        let before = dump(platform, file);
        let written = write(desk, &before, Form::Json).unwrap();
        let after = read(desk, &written, Form::Json).unwrap();
        assert_eq!(after.faults, [], "{platform}/{file}");
        assert_eq!(after.notes, Vec::<String>::new(), "{platform}/{file}");
        let plain = |replies: &[Reply]| replies.iter().map(placeless).collect::<Vec<_>>();
        assert_eq!(plain(&after.replies), plain(&before), "{platform}/{file}");
        assert_eq!(write(desk, &after.replies, Form::Json).unwrap(), written);
    }
}

#[test]
fn tables_read_the_same_again() {
    for (platform, file) in [("zammad", "text_modules.csv"), ("osticket", "canned_response.csv")] {
        let desk = Platform::named(platform).unwrap();
        let before = dump(platform, file);
        let written = write(desk, &before, Form::Csv).unwrap();
        let after = read(desk, &written, Form::Csv).unwrap();
        let texts = |replies: &[Reply]| -> Vec<_> {
            let text =
                |reply: &Reply| (reply.id.clone(), reply.title.clone(), reply.texts[0].body.clone(), reply.active);
            replies.iter().map(text).collect()
        };
        assert_eq!(texts(&after.replies), texts(&before));
    }
    assert_eq!(write(Platform::named("zendesk").unwrap(), &[], Form::Csv), None);
}

fn check(platform: &str, file: &str, id: &str, expected: Expect) {
    let mut replies = dump(platform, file);
    replies.retain(|reply| reply.id.as_deref() == Some(id));
    expected.assert_eq(&write(Platform::named(platform).unwrap(), &replies, Form::Json).unwrap());
}

#[test]
fn records_have_their_fields_in_one_order() {
    check(
        "zendesk",
        "macros.json",
        "360041000012",
        expect![[r#"
        {
          "macros": [
            {
              "id": 360041000012,
              "title": "Delivery::Where is my parcel?",
              "description": null,
              "active": true,
              "actions": [
                {
                  "field": "comment_value",
                  "value": [
                    "channel:all",
                    "Hi {{ticket.requester.first_name}},\n\nyour parcel left us on {{ticket.ticket_field_360099}}.\nI am watching it for you and will write again by tomorrow noon.\n\n{{dc.signature_support}}"
                  ]
                },
                {
                  "field": "comment_value",
                  "value": [
                    "channel:chat",
                    "Your parcel is on its way 📦 I am watching it and will tell you more by noon."
                  ]
                },
                {
                  "field": "subject",
                  "value": "Your order at Harbour Cycles"
                },
                {
                  "field": "assignee_id",
                  "value": "current_user"
                }
              ],
              "position": 3,
              "restriction": null
            }
          ]
        }
    "#]],
    );
    check(
        "gorgias",
        "macros.json",
        "7303",
        expect![[r#"
        {
          "data": [
            {
              "id": 7303,
              "name": "Two forms that differ",
              "language": "en",
              "actions": [
                {
                  "name": "setResponseText",
                  "arguments": {
                    "body_html": "<div>Good morning</div>",
                    "body_text": "Good morning",
                    "attachments": [
                      {
                        "url": "https://files.example/a.png",
                        "name": "a.png"
                      }
                    ]
                  },
                  "type": "user"
                }
              ]
            }
          ]
        }
    "#]],
    );
    check(
        "front",
        "message_templates.json",
        "rsp_h2",
        expect![[r#"
        {
          "_results": [
            {
              "id": "rsp_h2",
              "name": "Survey",
              "subject": null,
              "body": "<div><p>How did we do? {{survey}}</p><div><br></div><div>{{user.name}}</div></div>\n",
              "_links": {
                "related": {
                  "parent_folder": null
                }
              },
              "attachments": [
                {
                  "id": "fil_1",
                  "url": "https://files.example/x",
                  "filename": "map.png",
                  "content_type": "image/png",
                  "size": 5000,
                  "metadata": {
                    "is_inline": true,
                    "cid": "abc"
                  }
                }
              ],
              "is_available_for_all_inboxes": false,
              "inbox_ids": [
                "inb_3"
              ]
            }
          ]
        }
    "#]],
    );
    check(
        "osticket",
        "rows.json",
        "2",
        expect![[r#"
        [
          {
            "canned_id": "2",
            "title": "Später",
            "notes": "<p>für den Winter</p>",
            "lang": "de",
            "isenabled": "0",
            "response": "<p>Hallo %{ticket.name},</p><p>ich schaue <a href=\"%%7Bticket.client_link%7D\">hier</a> nach.&nbsp;</p>",
            "dept_id": "3"
          }
        ]
    "#]],
    );
}

#[test]
fn a_new_macro_gets_its_actions() {
    let text = |part: Option<&str>, kind, body: &str| Text {
        place: Default::default(),
        body: body.to_owned(),
        kind,
        part: part.map(str::to_owned),
        channels: Vec::new(),
        internal: false,
        locale: None,
    };
    let reply = Reply {
        title: "New".to_owned(),
        subject: Some((Default::default(), "About it".to_owned())),
        texts: vec![text(None, TextKind::Html, "<p>Hi</p>"), text(Some("chat"), TextKind::MarkdownLines, "Hi")],
        ..Reply::default()
    };
    let written =
        |platform: &str| write(Platform::named(platform).unwrap(), std::slice::from_ref(&reply), Form::Json).unwrap();
    expect![[r#"
        {
          "macros": [
            {
              "title": "New",
              "description": null,
              "actions": [
                {
                  "field": "comment_value_html",
                  "value": "<p>Hi</p>"
                },
                {
                  "field": "comment_value",
                  "value": [
                    "channel:chat",
                    "Hi"
                  ]
                },
                {
                  "field": "subject",
                  "value": "About it"
                }
              ]
            }
          ]
        }
    "#]]
    .assert_eq(&written("zendesk"));
    expect![[r#"
        [
          {
            "short_code": "New",
            "content": "<p>Hi</p>"
          }
        ]
    "#]]
    .assert_eq(&written("chatwoot"));
}
