//! `export` and what no source knows of a help desk: left out, or written as Liquid where somebody tried it.

use expect_test::{Expect, expect};

use crate::folder::Folder;

/// The texts that are sent, and what is told.
fn check(platform: &str, body: &str, expected: Expect) {
    let source = format!("---\ntitle: A title\nplatforms: [{platform}]\n{body}");
    let run = Folder::new(&[("a.macro", &source)]).run(&["export", platform]);
    let texts = run.stdout.lines().filter(|line| line.contains("content_html") || line.contains("\"text\""));
    let texts: String = texts.map(|line| format!("{}\n", line.trim())).collect();
    expected.assert_eq(&format!("{texts}{}{}", run.stderr, run.status));
}

const BODY: &str = "Hi {{ customer.first_name | upcase | default: \"there\" }},\n\n\
    {% if ticket.priority == \"high\" %}fast{% else %}slow{% endif %}\n";

#[test]
fn what_was_tried_is_written_as_liquid() {
    check(
        "freshdesk",
        &format!("---\n{BODY}"),
        expect![[r#"
            error: a.macro:5:29: whether Freshdesk knows the filter `upcase` is not known; leave the filter out
            error: a.macro:5:38: whether Freshdesk can write something else where `customer.first_name` is empty is not known; write the text in the place of the name, or leave the fallback out
            error: a.macro:7:1: whether Freshdesk can decide which passage to send is not known; make one macro of each branch, or keep the branch that always suits
            note: 0 macros for Freshdesk, 1 left out
            1"#]],
    );
    check(
        "freshdesk",
        &format!("allow: {{ platform/not-known: tried it on our desk }}\n---\n{BODY}"),
        expect![[r#"
        "content_html": "<div dir=\"ltr\">Hi {{ticket.requester.firstname | upcase | default: 'there'}},<br><br>{% if ticket.priority == 'high' %}fast{% else %}slow{% endif %}</div>"
        note: 1 macro for Freshdesk
        0"#]],
    );
    let one = "---\n{% # allow platform/not-known: tried it %} Hi {{ customer.first_name | default: \"there\" }},\n\n\
               {% if ticket.id %}a{% endif %}\n";
    check(
        "freshdesk",
        one,
        expect![[r#"
            error: a.macro:7:1: whether Freshdesk can decide which passage to send is not known; make one macro of each branch, or keep the branch that always suits
            note: 0 macros for Freshdesk, 1 left out
            1"#]],
    );
}

#[test]
fn where_placeholders_stand_in_other_braces_nothing_can_be_tried() {
    let body = "allow: { platform/not-known: tried it on our desk }\n---\n{% if ticket.id %}a{% endif %}\n";
    check(
        "helpscout",
        body,
        expect![[r#"
            error: a.macro:6:1: whether Help Scout can decide which passage to send is not known; make one macro of each branch, or keep the branch that always suits
            note: 0 macros for Help Scout, 1 left out
            1"#]],
    );
}
