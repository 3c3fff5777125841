//! Macros split by branch: the texts that are left, their titles, and that none of them has the finding any more.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};

use super::*;
use crate::knowledge::Knowledge;
use crate::lint::{Fixes, Settings, Standing, check};
use crate::message::NoSnippets;
use crate::message::render::{Around, Object, render_paths};
use crate::text::apply_edits;

/// What is asked of a macro for Zammad.
fn asked<T>(source: &str, ask: impl FnOnce(&lint::Subject) -> T) -> T {
    let settings = Settings { platforms: vec!["zammad".to_owned()], standing: Standing::Macro, ..Settings::default() };
    let parsed = Macro::parse(source);
    let knowledge = Knowledge::shipped();
    ask(&lint::Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets })
}

fn findings(source: &str) -> Vec<Finding> {
    let mut found = asked(source, |subject| check(subject, Fixes::None));
    found.retain(|finding| finding.rule == "platform/no-logic" || finding.rule.starts_with("syntax/"));
    found
}

fn split_at(source: &str, span: Span) -> Option<Split> {
    let found = findings(source);
    asked(source, |subject| split(subject, &found, span))
}

/// The files after splitting at the first finding, each behind the end of its name.
fn parts(source: &str, expected: Expect) {
    let span = findings(source).first().map(|finding| finding.span).unwrap_or_default();
    let Some(split) = split_at(source, span) else {
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
    parts(
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
    parts(
        "A {% if ticket.tags -%}\n B{%- endif %} C",
        expect![[r#"
        == (this file)
        A B C
        == not-ticket-tags
        A  C
    "#]],
    );
    parts(
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
    parts(
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
    parts(
        "{% case ticket.status %}\n{% when 'open', 'new' %}A\n{% when 'solved' %}B\n{% endcase %}",
        expect![[r#"
            == (this file)
            A
            == ticket-status-solved
            B
        "#]],
    );
    parts(
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
    parts(
        "{% for tag in ticket.tags %}{% if tag == 'a' %}A{% endif %}{% endfor %}",
        expect![[r#"
        nothing
    "#]],
    );
    parts(
        "no conditions",
        expect![[r#"
        nothing
    "#]],
    );
    parts(
        "{% if ticket.id %}All of it.{% endif %}",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn of_too_many_ways_only_those_of_one_condition_are_told_apart() {
    let names = ["id", "status", "priority", "subject"];
    let source: String = names.map(|name| format!("{{% if ticket.{name} == 'x' %}}A{{% endif %}}.")).concat();
    let split = split_at(&source, Span::new(0, 5)).unwrap();
    let texts: Vec<&str> = split.others.iter().map(|part| part.text.as_str()).collect();
    let rest = source.get(source.find("%}.").unwrap() + 2..).unwrap();
    assert_eq!(texts, [rest]);
    // The same question has one answer, however often it is asked.
    let source = "{% if ticket.id == 1 %}A{% endif %}.".repeat(2_000);
    assert_eq!(split_at(&source, Span::new(0, 5)).map(|it| it.others.len()), Some(1));
}

/// All that customers may read, whatever the white space.
fn messages(source: &str) -> BTreeSet<String> {
    let around = Around { data: &Object::default(), snippets: &NoSnippets, slots: &[], now: 0 };
    let paths = render_paths(source, &Macro::parse(source), &around, 100).unwrap();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    paths.messages.iter().map(|message| words(&message.rendered.text)).collect()
}

/// That the parts have these titles and texts.
fn titled(body: &str, expected: &[(&str, &str)]) {
    let source = format!("---\ntitle: C\n---\n{body}");
    let span = findings(&source).first().map(|finding| finding.span).unwrap_or_default();
    let split = split_at(&source, span);
    let first = split.iter().map(|split| apply_edits(&source, std::slice::from_ref(&split.edit)).unwrap());
    let others = split.iter().flat_map(|split| &split.others).map(|part| part.text.clone());
    let found: Vec<String> = first.chain(others).collect();
    let said: Vec<String> =
        expected.iter().map(|(title, text)| format!("---\ntitle: \"C – {title}\"\n---\n{text}")).collect();
    assert_eq!(found, said, "{body}");
    // They say what the macro can say, and nothing else. A rendering knows no other help desk's names.
    let all: BTreeSet<String> = found.iter().flat_map(|part| messages(part)).collect();
    assert_eq!(all, messages(&source.replace("ticket.requester.", "customer.")), "{body}");
}

const HIGH: &str = "{% if ticket.priority == \"high\" %}";

#[test]
fn ways_that_cannot_be_are_no_macros() {
    let case = |open: &str, done: &str| {
        format!(
            "{{% case ticket.status %}}{{% when 'open' %}}{open}{{% when 'new' %}}N{{% else %}}{done}{{% endcase %}}"
        )
    };
    titled(
        &format!("{} and {}", case("Open", "Done"), case("work", "rest")),
        &[("ticket status open", "Open and work"), ("ticket status new", "N and N"), ("otherwise", "Done and rest")],
    );
    titled(
        &format!(
            "{HIGH}A{{% elsif ticket.priority == 'low' %}}B{{% else %}}C{{% endif %}} {{% if ticket.priority == 'low' %}}D{{% else %}}E{{% endif %}}"
        ),
        &[("ticket priority high", "A E"), ("ticket priority low", "B D"), ("otherwise", "C E")],
    );
    let parts = [("ticket priority high", "A."), ("not ticket priority high", "B.")];
    titled(&format!("{HIGH}A{{% endif %}}{{% if ticket.priority != 'high' %}}B{{% endif %}}."), &parts);
    titled(&format!("{HIGH}A{{% endif %}}{{%unless ticket.priority=='high'%}}B{{% endunless %}}."), &parts);
    let or = format!("{} or ticket.status == 'open' %}}", HIGH.trim_end_matches(" %}"));
    titled(
        &format!("{or}B{{% else %}}C{{% endif %}}{HIGH}A{{% endif %}}"),
        &[
            ("ticket priority high or ticket status open, ticket priority high", "BA"),
            ("ticket priority high or ticket status open, not ticket priority high", "B"),
            ("not ticket priority high and not ticket status open", "C"),
        ],
    );
    // The same thing under the name of another help desk, and where it is there twice.
    titled(
        "{% if customer.first_name != blank %}A{% else %}B{% endif %} {% if ticket.requester.first_name == blank %}B{% else %}A{% endif %}",
        &[("with customer first name", "A A"), ("without customer first name", "B B")],
    );
}

#[test]
fn a_tag_alone_on_its_line_goes_with_the_blanks_of_the_line() {
    let inside = |before: &str, behind: &str| format!("{before}  {HIGH}\n  Fast we go\n  {{% endif %}}\n{behind}");
    let titles = ["ticket priority high", "not ticket priority high"];
    titled(&inside("Hi\n\n", "\nBye\n"), &[(titles[0], "Hi\n\n  Fast we go\n\nBye\n"), (titles[1], "Hi\n\nBye\n")]);
    titled(
        &inside("- One\n\n", "- Two\n"),
        &[(titles[0], "- One\n\n  Fast we go\n\n- Two\n"), (titles[1], "- One\n\n- Two\n")],
    );
    // Paragraphs of their own stay paragraphs of their own.
    titled(&inside("Hi\n", "Bye"), &[(titles[0], "Hi\n\n  Fast we go\n\nBye"), (titles[1], "Hi\n\nBye")]);
    titled(
        &format!("- One\r\n\r\n  {HIGH} {{% if ticket.tags %}}\r\n  Go{{% endif %}}\r\n\t{{% endif %}} \r\n- Two"),
        &[
            ("ticket priority high, ticket tags", "- One\r\n\r\n  Go\r\n\r\n- Two"),
            ("ticket priority high, not ticket tags", "- One\r\n\r\n- Two"),
            ("not ticket priority high", "- One\r\n\r\n- Two"),
        ],
    );
}

#[test]
fn titles_are_distinct_and_say_what_is_meant() {
    let long = "a very long text about the parcel of the customer which was late";
    titled(
        &format!(
            "{{% if ticket.subject contains '{long} one' %}}A{{% elsif ticket.subject contains '{long} two' %}}B{{% else %}}C{{% endif %}}"
        ),
        &[
            ("ticket subject contains a very long text about the parcel of…", "A"),
            ("ticket subject contains a very long text about the parcel of… 2", "B"),
            ("otherwise", "C"),
        ],
    );
    titled(
        "{% if ticket.priority==\"high\" and customer.first_name != blank %}A{% else %}B{% endif %}",
        &[
            ("ticket priority high and with customer first name", "A"),
            ("not ticket priority high or without customer first name", "B"),
        ],
    );
    titled(
        "{% if ticket.is_vip == false %}A{% endif %}{% if ticket.subject contains 'x' %}B{% endif %}.",
        &[
            ("not ticket is vip, ticket subject contains x", "AB."),
            ("not ticket is vip, ticket subject does not contain x", "A."),
            ("ticket is vip, ticket subject contains x", "B."),
            ("ticket is vip, ticket subject does not contain x", "."),
        ],
    );
}

#[test]
fn what_a_macro_sets_for_its_conditions_is_followed_and_gone() {
    let parts = [("ticket priority high", "A."), ("not ticket priority high", "B.")];
    let rest = "{% if d == 'today' %}A{% else %}B{% endif %}.";
    titled(&format!("{HIGH}{{% assign d = \"today\" %}}{{% endif %}}{rest}"), &parts);
    titled(&format!("{{% assign d = 'later' %}}\n{HIGH}{{% assign d = 'today' %}}{{% endif %}}\n{rest}"), &parts);
    let alias = "{% assign p = ticket.priority %}{% assign q = p %}";
    titled(&format!("{alias}{{% if q == 'high' %}}A{{% else %}}B{{% endif %}}."), &parts);
    // What is still read stays, and so does what nobody reads.
    titled(
        "{% assign p = ticket.priority %}{% assign q = 1 %}{% if p == 'high' %}A{% else %}B{% endif %} {{ p }}",
        &[
            ("ticket priority high", "{% assign p = ticket.priority %}{% assign q = 1 %}A {{ p }}"),
            ("not ticket priority high", "{% assign p = ticket.priority %}{% assign q = 1 %}B {{ p }}"),
        ],
    );
}
