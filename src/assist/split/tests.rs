//! Macros split by branch: the texts that are left, their titles, and that none of them has the finding any more.

use expect_test::{Expect, expect};

use super::*;
use crate::knowledge::Knowledge;
use crate::lint::{Fixes, Settings, Standing, Subject, check as lint};
use crate::message::NoSnippets;
use crate::text::apply_edits;

fn findings(source: &str) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    let settings = Settings { platforms: vec!["zammad".to_owned()], standing: Standing::Macro, ..Settings::default() };
    let knowledge = Knowledge::shipped();
    let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets };
    let mut found = lint(&subject, Fixes::None);
    found.retain(|finding| finding.rule == "platform/no-logic" || finding.rule.starts_with("syntax/"));
    found
}

/// The files after splitting at the first finding, each behind the end of its name.
fn check(source: &str, expected: Expect) {
    let found = findings(source);
    let span = found.first().map(|finding| finding.span).unwrap_or_default();
    let Some(split) = split(source, &Macro::parse(source), &found, span) else {
        return expected.assert_eq("nothing\n");
    };
    let first = apply_edits(source, std::slice::from_ref(&split.edit)).unwrap();
    let own = Part { name: "(this file)".to_owned(), text: first };
    let mut out = String::new();
    for part in std::iter::once(&own).chain(&split.others) {
        out.push_str(&format!("== {}\n{}\n", part.name, part.text.trim_end()));
        let left: Vec<String> = findings(&part.text).into_iter().map(|finding| finding.message).collect();
        assert_eq!(left, Vec::<String>::new(), "{}", part.text);
    }
    expected.assert_eq(&out);
}

#[test]
fn one_condition() {
    check(
        "---\ntitle: Return asked for late\nid: returns/late\nsource: {platform: zendesk, id: \"7\"}\nintent: refusal\n---\nHi,\n\n{% if ticket.priority == 'high' %}\nFirst in line.\n{% else %}\nIn line.\n{% endif %}\n\nBye\n",
        expect![[r#"
            == (this file)
            ---
            title: "Return asked for late – ticket priority high"
            id: returns/late
            source: {platform: zendesk, id: "7"}
            intent: refusal
            ---
            Hi,

            First in line.

            Bye
            == not-ticket-priority-high
            ---
            title: "Return asked for late – not ticket priority high"
            id: "returns/late-not-ticket-priority-high"
            intent: refusal
            ---
            Hi,

            In line.

            Bye
        "#]],
    );
    check(
        "A {% if ticket.tags -%}\n B{%- endif %} C",
        expect![[r#"
        == (this file)
        A B C
        == not-ticket-tags
        A  C
    "#]],
    );
    check(
        "A{% unless ticket.id == 5 %}B{% else %}C{% endunless %}D",
        expect![[r#"
        == (this file)
        ABD
        == ticket-id-5
        ACD
    "#]],
    );
}

#[test]
fn several_conditions() {
    check(
        "{% if ticket.id > 5 %}A{% elsif ticket.status == \"open\" %}B{% else %}C{% endif %} {% if ticket.id > 5 %}D{% else %}E{% endif %}",
        expect![[r#"
            == (this file)
            A D
            == ticket-status-open
            B E
            == otherwise
            C E
        "#]],
    );
    check(
        "{% case ticket.status %}\n{% when 'open', 'new' %}A\n{% when 'solved' %}B\n{% endcase %}",
        expect![[r#"
            == (this file)
            A
            == ticket-status-solved
            B
        "#]],
    );
    check(
        "{% if ticket.id %}A{% if ticket.status %}B{% endif %}{% endif %}",
        expect![[r#"
            == (this file)
            AB
            == ticket-id-not-ticket-status
            A
        "#]],
    );
}

#[test]
fn what_is_not_split() {
    check(
        "{% for tag in ticket.tags %}{% if tag == 'a' %}A{% endif %}{% endfor %}",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "no conditions",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "{% if ticket.id %}All of it.{% endif %}",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn of_too_many_ways_only_those_of_one_condition_are_told_apart() {
    let source: String = (0..4).map(|number| format!("{{% if ticket.id == {number} %}}A{{% endif %}}.")).collect();
    let split = split(&source, &Macro::parse(&source), &findings(&source), Span::new(0, 5)).unwrap();
    let texts: Vec<&str> = split.others.iter().map(|part| part.text.as_str()).collect();
    let rest = source.get(source.find("%}.").unwrap() + 2..).unwrap();
    assert_eq!(texts, [rest]);
    // The same question has one answer, however often it is asked.
    let source = "{% if ticket.id == 1 %}A{% endif %}.".repeat(2_000);
    assert_eq!(
        super::split(&source, &Macro::parse(&source), &findings(&source), Span::new(0, 5)).map(|it| it.others.len()),
        Some(1)
    );
}
