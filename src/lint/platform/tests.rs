//! What is told for several help desks at once, how heavy it is, and what the fixes leave.

use std::sync::Arc;

use expect_test::{Expect, expect};

use super::*;
use crate::helpdesk::{Kind, Variable, Vocabulary};
use crate::knowledge::Knowledge;
use crate::lint::{Library, Settings};
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

/// A snippet of its own help desks.
#[derive(Debug)]
struct Closing;

impl Snippets for Closing {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        let own = if id == "for-zendesk" { "---\nplatforms: [zendesk]\n---\n" } else { "" };
        let source = format!("{own}Bye {{{{ customer.first_name | default: \"there\" }}}}");
        let (parsed, label) = (Macro::parse(&source), format!("{id}.macro"));
        Some(Arc::new(Snippet { id: id.to_owned(), label, source, parsed }))
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
    // Most examples are no more than a line.
    let is_missing = |finding: &Finding| finding.rule == "platform/title" && !source.starts_with("---");
    for finding in findings(source, &settings(platforms), snippets).into_iter().filter(|finding| !is_missing(finding)) {
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
            Error platform/no-name `order.total`: `order.total` has no name for Zammad, Chatwoot and Gorgias, so it cannot be sent from there; give it one under `[variables]` in `softspoken.toml`
                Let the agent fill it in: For [[order_total]] today
        "#]],
    );
    check(
        &["gorgias"],
        "For {{ order.total | default: 'it' }}",
        expect![[r#"
            Warning platform/no-name `order.total`: `order.total` has no name for Gorgias, so it cannot be sent from there; give it one under `[variables]` in `softspoken.toml`
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
            Warning platform/no-fallback `default: "there"`: Gorgias and Zammad cannot write “there” where `customer.first_name` is empty: customers would read nothing (Gorgias) or a dash (Zammad); whether Front can is not known, so export leaves it out there
                Always write “there”, on Zendesk too: Hi there,
                Take the `default` away, so that customers may read nothing (Gorgias) or a dash (Zammad): Hi {{ customer.first_name }},
        "#]],
    );
    check(
        &["intercom"],
        "Hi {{ customer.first_name | default: agent.name }},",
        expect![[r#"
            Warning platform/no-fallback `default: agent.name`: Intercom cannot write another value where `customer.first_name` is empty
                Let the agent fill it in: Hi [[customer_first_name]],
                Take the `default` away: Hi {{ customer.first_name }},
        "#]],
    );
    check(
        &["helpscout"],
        "Hi {{ customer.first_name | default: \"you, 100% sure\" }},",
        expect![[r#"
            Error platform/fallback-text `default: "you, 100% sure"`: what Help Scout writes where `customer.first_name` is empty cannot hold `%` or `,`
                Write “you 100 sure”: Hi {{ customer.first_name | default: "you 100 sure" }},
                Always write “you, 100% sure”: Hi {{ "you, 100% sure" }},
        "#]],
    );
    check(
        &["freshdesk"],
        "Hi {{ customer.first_name | default: \"there\" | upcase }},",
        expect![[r#"
            Information platform/not-known `default: "there"`: whether Freshdesk can write something else where `customer.first_name` is empty is not known, so export leaves it out; try it there, and allow this if it works
                Let the agent fill it in: Hi [[customer_first_name]],
                Take the `default` away: Hi {{ customer.first_name | upcase }},
            Information platform/not-known `upcase`: whether Freshdesk knows the filter `upcase` is not known, so export leaves it out; try it there, and allow this if it works
                Take `upcase` away: Hi {{ customer.first_name | default: "there" }},
        "#]],
    );
    check(
        &["zammad"],
        "{% assign n = customer.first_name | default: \"there\" %}{{ n }} {{ n }}",
        expect![[r#"
            Warning platform/no-fallback `default: "there"`: Zammad cannot write “there” where `customer.first_name` is empty: customers would read a dash
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
            Information platform/not-known `{% unless ticket.status == "open" %}`: whether Intercom can decide which passage to send is not known, so export leaves it out; try it there, and allow this if it works
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
            Warning platform/no-filter `base64_encode`: Zammad has no filter `base64_encode`, so `ticket.subject` would be sent as it is; whether Zendesk can is not known, so export leaves it out there
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
fn snippets_of_other_help_desks_are_told_where_they_are_rendered() {
    let title = "---\ntitle: A title\n";
    check_with(
        &["zammad"],
        &format!("{title}---\n{{% render 'for-zendesk' %}}"),
        &Closing,
        expect![[r#"
        Warning platform/no-fallback `{% render 'for-zendesk' %}`: Zammad cannot write “there” where `customer.first_name` is empty: customers would read a dash (in the snippet `for-zendesk.macro`)
    "#]],
    );
    // Nobody judges the snippet for a help desk that only this macro names.
    check_with(
        &[],
        &format!("{title}platforms: [zammad]\n---\n{{% render 'closing' %}}"),
        &Closing,
        expect![[r#"
        Warning platform/no-fallback `{% render 'closing' %}`: Zammad cannot write “there” where `customer.first_name` is empty: customers would read a dash (in the snippet `closing.macro`)
    "#]],
    );
    check_with(
        &["zammad"],
        &format!("{title}platforms: [zammad]\n---\n{{% render 'closing' %}}"),
        &Closing,
        expect![[""]],
    );
    let source = format!("{title}---\n{{% render 'for-zendesk' %}}");
    let found = findings(&source, &settings(&["zammad"]), &Closing);
    let elsewhere = found.first().and_then(|finding| finding.related.first()).unwrap();
    let snippet = elsewhere.elsewhere.as_ref().unwrap();
    assert_eq!(elsewhere.span.of(&snippet.source), "default: \"there\"");
}

#[test]
fn a_snippet_is_for_the_help_desks_of_those_that_render_it() {
    let library = Library { rendered_for: Some(vec!["zendesk".to_owned()]), ..Library::default() };
    let told = |library: Option<Library>| -> Vec<String> {
        let settings = Settings { library: library.map(Arc::new), ..settings(&["zendesk", "zammad"]) };
        let source = "{% if ticket.id %}A{% endif %} b";
        let found = findings(source, &Settings { standing: Standing::Snippet, ..settings }, &NoSnippets);
        found.into_iter().map(|finding| finding.rule).collect()
    };
    assert_eq!(told(None), ["platform/no-logic"]);
    assert_eq!(told(Some(library)), Vec::<String>::new());
}

#[test]
fn what_is_never_empty_needs_no_fallback() {
    check(
        &["zammad", "freshdesk", "helpscout"],
        "Ticket {{ ticket.number | default: \"no. 100%\" }} is open.",
        expect![[r#"
            Warning platform/no-name `ticket.number`: no name of `ticket.number` is known for Freshdesk; give it one under `[variables]` in `softspoken.toml`
                Always write “no. 100%”, on Zammad and Help Scout too: Ticket {{ "no. 100%" }} is open.
                Let the agent fill it in: Ticket [[ticket_number]] is open.
        "#]],
    );
}

#[test]
fn fixes_leave_what_was_meant() {
    check(
        &["zammad"],
        "As of {{ \"now\" | date: \"%d %B\" }} we are open.",
        expect![[r#"
            Warning platform/no-filter `date: "%d %B"`: Zammad cannot apply `date` to a text of the macro
                Let the agent fill it in: As of [[date]] we are open.
        "#]],
    );
    check(
        &["gorgias"],
        "As of {{ \"now\" | date: \"%d %B\" }} or {{ ticket.created_at | date: \"%A %s\" }}",
        expect![[r#"
            Warning platform/no-filter `date: "%d %B"`: Gorgias cannot apply `date` to a text of the macro
                Let the agent fill it in: As of [[date]] or {{ ticket.created_at | date: "%A %s" }}
            Warning platform/no-filter `date: "%A %s"`: Gorgias cannot write a day in this form, so `ticket.created_at` would be sent as it is
                Take `date` away: As of {{ "now" | date: "%d %B" }} or {{ ticket.created_at }}
        "#]],
    );
    check(
        &["zammad"],
        "{% assign d = ticket.created_at | date: \"%s\" %}{{ d | plus: 1 }}",
        expect![[r#"
        Warning platform/no-filter `date: "%s"`: Zammad has no filter `date`, so `ticket.created_at` would be sent as it is
        Warning platform/no-filter `plus: 1`: Zammad has no filter `plus`, so `ticket.created_at` would be sent as it is
            Take `plus` away: {% assign d = ticket.created_at | date: "%s" %}{{ d }}
    "#]],
    );
    check(
        &["zammad"],
        "Hi {{- customer.first_name | default: \", there\" -}} ! Thanks.",
        expect![[r#"
        Warning platform/no-fallback `default: ", there"`: Zammad cannot write “, there” where `customer.first_name` is empty: customers would read a dash
            Always write “, there”: Hi, there! Thanks.
            Take the `default` away, so that customers may read a dash: Hi {{- customer.first_name -}} ! Thanks.
    "#]],
    );
    check(
        &["zammad"],
        "{{ customer.first_name | default: \"# x\" }}",
        expect![[r##"
        Warning platform/no-fallback `default: "# x"`: Zammad cannot write “# x” where `customer.first_name` is empty: customers would read a dash
            Always write “# x”: {{ "# x" }}
            Take the `default` away, so that customers may read a dash: {{ customer.first_name }}
    "##]],
    );
    check(
        &["zammad"],
        "Hi {{- order.total -}} .",
        expect![[r#"
        Error platform/no-name `order.total`: `order.total` has no name for Zammad, so it cannot be sent from there; give it one under `[variables]` in `softspoken.toml`
            Let the agent fill it in: Hi[[order_total]].
    "#]],
    );
}

#[test]
fn braces_of_the_help_desk_in_a_text() {
    check(
        &["zammad", "zendesk"],
        "Use #{abc} or `#{x}` for #{ticket.title}.",
        expect![[r#"
        Warning platform/placeholder-text `#{abc}`: Zammad would take `#{abc}` for a placeholder
        Warning platform/placeholder-text `#{x}`: Zammad would take `#{x}` for a placeholder
    "#]],
    );
    check(&["osticket"], "Use %{abc}.", expect![[""]]);
}

#[test]
fn texts_that_are_missing_or_have_no_place() {
    check(
        &["zammad", "osticket", "zendesk"],
        "---\ntitle: A title\n---\n",
        expect![[r#"
        Warning platform/text `A title`: Zammad and osTicket take no macro without a text
    "#]],
    );
    let chat = "---\nsource: { platform: helpscout, id: \"7\", extra: { \"part\": \"chat\" } }\n---\nHi";
    check(
        &["helpscout", "gorgias", "zendesk"],
        chat,
        expect![[r#"
        Warning platform/text `Hi`: Gorgias has no place for a text for chat
        Warning platform/title `---`: Zendesk needs a title, under which agents find the macro
    "#]],
    );
    let note = "---\ntitle: A\nsource: { platform: zendesk, id: \"7\" }\nactions:\n  - { field: comment_value_html, value: \"<p>Late</p>\" }\n  - { field: comment_mode_is_public, value: \"false\" }\n---\nHi";
    check(
        &["zendesk"],
        note,
        expect![[r#"
        Warning platform/text `Hi`: this macro is a note for agents on Zendesk, so a text for customers has no place in it
    "#]],
    );
}

#[test]
fn html_where_texts_are_markdown() {
    let html = |text: &str| format!("---\ntitle: A\nformat: html\n---\n{text}");
    check(&["chatwoot"], &html("<b>bold</b> there,<br>\nbye"), expect![[""]]);
    check(
        &["chatwoot"],
        &html("<p>a</p><table><tr><td>b</td></tr></table>"),
        expect![[r#"
        Warning platform/format `<p>`: texts of Chatwoot are Markdown, which cannot say a table
    "#]],
    );
    check(&["chatwoot"], "Hi<br>\nbye", expect![[""]]);
}

#[test]
fn subject_lines_and_titles() {
    check(
        &["zammad", "zendesk"],
        "---\ntitle: A\nsubject: \"For {{ customer.first_name | default: 'you' }}\"\n---\nHi",
        expect![[r#"
            Information platform/subject `For {{ customer.first_name | default: 'you' }}`: macros of Zammad have no subject line: agents would have to write this one themselves
        "#]],
    );
    check(
        &["gorgias"],
        "---\ntitle: A\nsubject: Hi\n---\nHi",
        expect![[r#"
        Information platform/subject `Hi`: macros of Gorgias have no subject line: agents would have to write this one themselves
    "#]],
    );
    check(
        &["osticket", "zendesk"],
        "---\ntitle: \"  ee  \"\n---\nHello",
        expect![[r#"
        Warning platform/title `  ee  `: osTicket needs titles of 3 characters or more
    "#]],
    );
    check(
        &["zammad", "front"],
        "---\ntitle: \"  \"\n---\nHello",
        expect![[r#"
        Warning platform/title `  `: Zammad and Front need a title, under which agents find the macro
    "#]],
    );
    check(
        &["intercom"],
        "---\nid: a\n---\nHello",
        expect![[r#"
        Information platform/title `---`: Intercom needs a title, under which agents find the macro, so export leaves it out
    "#]],
    );
    // A text without front matter is asked for its title by export alone.
    assert_eq!(findings("Hi there", &settings(&["zammad"]), &NoSnippets), []);
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
    expect!["Error at 15000: Intercom takes texts of 20480 bytes at most, as they are sent with their markup; this one is 529 over 1"].assert_eq(&told(&split).join("\n"));
}
