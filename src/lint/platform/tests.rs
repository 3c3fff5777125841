//! What is told for several help desks at once, how heavy it is, and what the fixes leave.

use std::sync::Arc;

use expect_test::{Expect, expect};

use super::*;
use crate::helpdesk::{Kind, Variable, Vocabulary};
use crate::knowledge::Knowledge;
use crate::lint::Settings;
use crate::message::{NoSnippets, Snippet, Snippets};
use crate::syntax::Macro;
use crate::text::apply_edits;

#[derive(Debug)]
struct Greeting;

impl Snippets for Greeting {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        let source = "Hi {{ name | default: \"there\" }}, {{ order.total }}".to_owned();
        let (parsed, label) = (Macro::parse(&source), "greet.macro".to_owned());
        (id == "greet").then(|| Arc::new(Snippet { id: id.to_owned(), label, source, parsed }))
    }
}

fn settings(platforms: &[&str]) -> Settings {
    let own = Variable {
        name: "order.total".to_owned(),
        kind: Kind::Money,
        may_be_empty: true,
        internal: false,
        sample: None,
        meaning: String::new(),
        own: true,
        names: vec![("zendesk".to_owned(), "{{ticket.ticket_field_77}}".to_owned())],
    };
    let vocabulary = Arc::new(Vocabulary::new(vec![own]));
    let platforms = platforms.iter().map(|id| (*id).to_owned()).collect();
    Settings { platforms, vocabulary, standing: Standing::Macro, ..Settings::default() }
}

fn findings(source: &str, settings: &Settings, snippets: &dyn Snippets) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    let knowledge = Knowledge::shipped();
    find(&Subject { source, parsed: &parsed, knowledge, settings, snippets }, Fixes::All)
}

/// What is told, and what each fix makes of the text.
fn check_with(platforms: &[&str], source: &str, snippets: &dyn Snippets, expected: Expect) {
    let mut out = String::new();
    for finding in findings(source, &settings(platforms), snippets) {
        let at = finding.span.of(source);
        out.push_str(&format!("{:?} {} `{at}`: {}\n", finding.severity, finding.rule, finding.message));
        for fix in &finding.fixes {
            let after = apply_edits(source, &fix.edits).unwrap();
            out.push_str(&format!("    {}: {after}\n", fix.title));
        }
    }
    expected.assert_eq(&out);
}

fn check(platforms: &[&str], source: &str, expected: Expect) {
    check_with(platforms, source, &NoSnippets, expected);
}

#[test]
fn names_of_several_help_desks() {
    check(
        &["zendesk", "zammad", "chatwoot", "gorgias"],
        "For {{ order.total }} today",
        expect![[r#"
        Error platform/no-name `order.total`: Zammad and Chatwoot have nothing for `order.total`, and no name of it is known for Gorgias
            Let the agent fill it in: For [[order_total]] today
    "#]],
    );
    check(
        &["gorgias"],
        "For {{ order.total | default: 'it' }}",
        expect![[r#"
        Warning platform/no-name `order.total`: no name of `order.total` is known for Gorgias; give it one under `[variables]` in `softspoken.toml`
            Always write “it”: For it
            Let the agent fill it in: For [[order_total]]
    "#]],
    );
    check(
        &["hubspot"],
        "Hi {{ customer.first_name }} {{ customer.first_name }}",
        expect![[r#"
        Hint platform/not-known `customer.first_name`: `customer.first_name` is written `{{contact.firstname}}` on HubSpot, which no source confirms; try it there before you send it
    "#]],
    );
    check(&["zendesk"], "For {{ order.total }} {{ ticket.nobody }}", expect![[""]]);
    check(&[], "For {{ order.total }}", expect![[""]]);
}

#[test]
fn fallbacks() {
    check(
        &["gorgias", "zammad", "front", "zendesk"],
        "Hi {{ customer.first_name | default: \"there\" }},",
        expect![[r#"
            Warning platform/no-fallback `default: "there"`: Gorgias and Zammad cannot write “there” where `customer.first_name` is empty: customers would read nothing (Gorgias) or a dash (Zammad); whether Front can is not known
                Always write “there”: Hi there,
                Take the `default` away, so that customers may read nothing (Gorgias) or a dash (Zammad): Hi {{ customer.first_name }},
        "#]],
    );
    check(
        &["intercom"],
        "Hi {{ customer.first_name | default: agent.name }},",
        expect![[r#"
            Warning platform/no-fallback `default: agent.name`: Intercom cannot write another value where `customer.first_name` is empty
                Take the `default` away: Hi {{ customer.first_name }},
        "#]],
    );
    check(
        &["helpscout"],
        "Hi {{ customer.first_name | default: \"you, 100% sure\" }},",
        expect![[r#"
        Error platform/fallback-text `default: "you, 100% sure"`: what Help Scout writes where `customer.first_name` is empty cannot hold `%` or `,`
            Write “you 100 sure”: Hi {{ customer.first_name | default: "you 100 sure" }},
            Always write “you, 100% sure”: Hi you, 100% sure,
    "#]],
    );
    check(
        &["freshdesk"],
        "Hi {{ customer.first_name | default: \"there\" | upcase }},",
        expect![[r#"
        Hint platform/not-known `default: "there"`: whether Freshdesk can write something else where `customer.first_name` is empty is not known
            Take the `default` away: Hi {{ customer.first_name | upcase }},
        Hint platform/not-known `upcase`: whether Freshdesk knows the filter `upcase` is not known
            Take `upcase` away: Hi {{ customer.first_name | default: "there" }},
    "#]],
    );
    check(
        &["zammad"],
        "{% assign n = customer.first_name | default: \"there\" %}{{ n }} {{ n }}",
        expect![[r#"
        Warning platform/no-fallback `default: "there"`: Zammad cannot write “there” where `customer.first_name` is empty: customers would read a dash
            Take the `default` away, so that customers may read a dash: {% assign n = customer.first_name %}{{ n }} {{ n }}
    "#]],
    );
}

#[test]
fn logic_loops_and_filters() {
    check(
        &["gorgias", "zammad"],
        "{% if ticket.status == \"open\" %}A{% endif %}",
        expect![[r#"
        Warning platform/no-logic `{% if ticket.status == "open" %}`: Gorgias and Zammad have no conditions, so which passage to send cannot be decided there
    "#]],
    );
    check(
        &["intercom"],
        "{% unless ticket.status == \"open\" %}A{% endunless %}",
        expect![[r#"
        Hint platform/not-known `{% unless ticket.status == "open" %}`: whether Intercom can decide which passage to send is not known
    "#]],
    );
    check(
        &["zammad"],
        "{% for tag in ticket.tags %}{{ tag }}{% endfor %}",
        expect![[r#"
        Warning platform/no-logic `{% for tag in ticket.tags %}`: Zammad has no loops, so the list cannot be written out there
    "#]],
    );
    check(
        &["zendesk", "zammad"],
        "{{ ticket.subject | base64_encode | upcase }}",
        expect![[r#"
            Warning platform/no-filter `base64_encode`: Zammad has no filter `base64_encode`, so `ticket.subject` would be sent as it is; whether Zendesk can is not known
                Take `base64_encode` away: {{ ticket.subject | upcase }}
            Warning platform/no-filter `upcase`: Zammad has no filter `upcase`, so `ticket.subject` would be sent as it is
                Take `upcase` away: {{ ticket.subject | base64_encode }}
        "#]],
    );
    check(
        &["zendesk"],
        "{% if ticket.id %}{% assign a = 1 %}{% else %}{% assign a = 2 %}{% endif %}{{ a }}",
        expect![[r#"
            Warning platform/no-logic `{{ a }}`: what `{{ a }}` holds depends on the passage before, which Zendesk cannot remember
        "#]],
    );
    check(&["zendesk"], "{% assign tone = 'warm' %}{% if tone == 'warm' %}A{% endif %}", expect![[""]]);
    check(
        &["zendesk"],
        "{% raw %}{{ name }}{% endraw %}",
        expect![[r#"
        Warning platform/placeholder-text `{% raw %}{{ name }}{% endraw %}`: Zendesk would take `{{ name }}` for a placeholder
    "#]],
    );
}

#[test]
fn snippets_are_told_where_they_stand_but_for_what_they_are_given() {
    check_with(
        &["zammad"],
        "{% render 'greet', name: customer.first_name %}",
        &Greeting,
        expect![[r#"
            Warning platform/no-fallback `customer.first_name`: Zammad cannot write “there” where `customer.first_name` is empty: customers would read a dash (in the snippet `greet.macro`)
        "#]],
    );
    check_with(&["zammad"], "{% render 'greet', name: 'you' %}", &Greeting, expect![[""]]);
}

#[test]
fn subject_lines_and_titles() {
    check(
        &["zammad", "zendesk"],
        "---\ntitle: A\nsubject: \"For {{ customer.first_name | default: 'you' }}\"\n---\nHi",
        expect![[r#"
            Information platform/subject `For {{ customer.first_name | default: 'you' }}`: macros of Zammad have no subject line: agents would have to write this one themselves
            Warning platform/no-fallback `default: 'you'`: Zammad cannot write “you” where `customer.first_name` is empty: customers would read a dash
                Always write “you”: ---
            title: A
            subject: "For you"
            ---
            Hi
                Take the `default` away, so that customers may read a dash: ---
            title: A
            subject: "For {{ customer.first_name }}"
            ---
            Hi
        "#]],
    );
    check(
        &["osticket"],
        "---\ntitle: Hi\n---\nHello",
        expect![[r#"
        Warning platform/title `Hi`: osTicket needs titles of 3 characters or more
    "#]],
    );
    check(
        &["osticket", "zammad"],
        "---\nid: a\n---\nHello",
        expect![[r#"
        Warning platform/title `---`: osTicket and Zammad need a title, under which agents find the macro
    "#]],
    );
    check(
        &["chatwoot"],
        "A < b<br>\nd <u>c</u>",
        expect![[r#"
            Information platform/format `<u>`: Chatwoot shows Markdown and no HTML: customers would read the tags
        "#]],
    );
}

#[test]
fn texts_that_are_too_long() {
    let long = "word ".repeat(5_000);
    let (one, two) = (&long[..15_000], &long[..6_000]);
    let told = |source: &str| -> Vec<String> {
        let found = findings(source, &settings(&["intercom", "zendesk"]), &NoSnippets);
        let long = found.into_iter().filter(|finding| finding.rule == "platform/too-long");
        long.map(|one| format!("{:?} at {}: {} {}", one.severity, one.span.start, one.message, one.related.len()))
            .collect()
    };
    assert_eq!(told(one), Vec::<String>::new());
    let expected = expect![
        "Error at 20469: Intercom takes texts of 20480 bytes at most, as they are sent with their markup; this one is 532 over 0"
    ];
    expected.assert_eq(&told(&format!("{one}\n\n{two}")).join("\n"));
    let split = format!("{one}{{% if ticket.id %}}{two}{{% else %}}x{{% endif %}}");
    expect!["Error at 21029: Intercom takes texts of 20480 bytes at most, as they are sent with their markup; this one is 529 over 1"].assert_eq(&told(&split).join("\n"));
}
