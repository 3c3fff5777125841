//! What is found in small templates, and what becomes of them when each fix is applied.

mod comparisons;
mod parameters;
mod subject_line;

use std::sync::Arc;

use expect_test::{Expect, expect};

use crate::helpdesk::{Kind, Variable, Vocabulary};
use crate::knowledge::Knowledge;
use crate::lint::{Finding, Fixes, Settings, Standing, Subject, check as lint};
use crate::message::{NoSnippets, Snippet, Snippets};
use crate::syntax::Macro;
use crate::text::apply_edits;

#[derive(Debug)]
struct One(Arc<Snippet>);

impl Snippets for One {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        (id == self.0.id).then(|| Arc::clone(&self.0))
    }
}

fn findings(source: &str, settings: &Settings, snippets: &dyn Snippets) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    let subject = Subject { source, parsed: &parsed, knowledge: Knowledge::shipped(), settings, snippets };
    let mut findings = lint(&subject, Fixes::All);
    findings.retain(|finding| finding.rule.starts_with("template/") || finding.rule.starts_with("syntax/"));
    findings
}

/// Every finding of the family with what it marks; then what its fixes make of the line.
fn shown(source: &str, findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let rule = finding.rule.trim_start_matches("template/");
        out += &format!("{} {rule} at “{}”: {}\n", finding.severity.as_str(), finding.span.of(source), finding.message);
        for fix in &finding.fixes {
            let after = apply_edits(source, &fix.edits).expect("edits that fit");
            let lines = after.lines().zip(source.lines()).filter(|(after, before)| after != before);
            let changed: Vec<&str> = lines.map(|(after, _)| after).collect();
            out += &format!("    {}: {}\n", fix.title, changed.join(" / "));
        }
    }
    out
}

fn check(source: &str, expected: Expect) {
    check_with(source, &Settings::default(), expected);
}

fn check_with(source: &str, settings: &Settings, expected: Expect) {
    expected.assert_eq(&shown(source, &findings(source, settings, &NoSnippets)));
}

#[track_caller]
fn quiet(source: &str) {
    let found = shown(source, &findings(source, &Settings::default(), &NoSnippets));
    assert_eq!(found, "", "{source}");
}

fn workspace() -> Settings {
    let variable = |name: &str, kind: Kind, written: &str| Variable {
        name: name.to_owned(),
        kind,
        may_be_empty: true,
        internal: false,
        sample: None,
        meaning: String::new(),
        own: true,
        names: vec![("zendesk".to_owned(), written.to_owned())],
    };
    let own = vec![
        variable("parcel.weight", Kind::Number, "{{ticket.ticket_field_77}}"),
        variable("parcel.note", Kind::String, "{{ticket.ticket_field_78}}"),
    ];
    Settings { vocabulary: Arc::new(Vocabulary::new(own)), ..Settings::default() }
}

#[test]
fn unknown_names_are_told_with_what_was_meant() {
    check(
        "{{ customer.frist_name | default: 'x' }}",
        expect![[r#"
        error unknown-name at “customer.frist_name”: no variable is called `customer.frist_name`; did you mean `customer.first_name`?
            Write `customer.first_name`: {{ customer.first_name | default: 'x' }}
    "#]],
    );
    check(
        "{{ticket.requester.frist_name | default: 'x'}}",
        expect![[r#"
        error unknown-name at “ticket.requester.frist_name”: no variable is called `ticket.requester.frist_name`; Zendesk has `ticket.requester.first_name`, which is `customer.first_name` here
            Write `customer.first_name`: {{customer.first_name | default: 'x'}}
    "#]],
    );
    check(
        "{{ order.colour | default: 'x' }} {{ customer.name.first | default: 'x' }} {{ customer }}",
        expect![[r#"
        error unknown-name at “order.colour”: no variable is called `order.colour`, so customers would read nothing there; check the name, or declare it under `[variables]` in `softspoken.toml`
        error unknown-name at “customer.name.first”: `customer.name` is of the kind “text” and has no part `first`, so customers would read nothing there
            Write `customer.name`: {{ order.colour | default: 'x' }} {{ customer.name | default: 'x' }} {{ customer }}
        warning group-printed at “customer”: `customer` is a group of variables and prints nothing; write one of them, such as `customer.name`
    "#]],
    );
    check(
        "{{ parcel.weigth }}",
        expect![[r#"
        warning unknown-name at “parcel.weigth”: no variable is called `parcel.weigth`, so customers would read nothing there; check the name, or declare it under `[variables]` in `softspoken.toml`
    "#]],
    );
    check_with(
        "{{ parcel.weigth | default: 1 }} {{ parcel.weight | default: 1 }}",
        &workspace(),
        expect![[r#"
        error unknown-name at “parcel.weigth”: no variable is called `parcel.weigth`; did you mean `parcel.weight`?
            Write `parcel.weight`: {{ parcel.weight | default: 1 }} {{ parcel.weight | default: 1 }}
    "#]],
    );
    check(
        "{% assign amount = 3 %}{{ amuont }}{{ amount }}",
        expect![[r#"
        warning unknown-name at “amuont”: nothing is called `amuont`; did you mean `amount`?
            Write `amount`: {% assign amount = 3 %}{{ amount }}{{ amount }}
    "#]],
    );
    check(
        "{% if order.colour == 'red' %}a{% endif %}{% for x in order.thnigs %}{{ x.y }}{% endfor %}",
        expect![[r#"
        error unknown-name at “order.colour”: no variable is called `order.colour`, so customers would read nothing there; check the name, or declare it under `[variables]` in `softspoken.toml`
        error unknown-name at “order.thnigs”: no variable is called `order.thnigs`, so customers would read nothing there; check the name, or declare it under `[variables]` in `softspoken.toml`
    "#]],
    );
}

#[test]
fn a_name_without_a_dot_may_be_a_parameter() {
    quiet("{{ tone }} and {{ what | upcase }}");
    let of_macro = Settings { standing: Standing::Macro, ..Settings::default() };
    check_with(
        "{{ tone }}",
        &of_macro,
        expect![[r#"
        warning unknown-name at “tone”: nothing is called `tone`, so customers would read nothing there; check the name, or declare it under `[variables]` in `softspoken.toml`
    "#]],
    );
    let of_snippet = Settings { standing: Standing::Snippet, ..Settings::default() };
    check_with("{{ tone }} {{ piece.name }} {{ first_name }}", &of_snippet, expect![[""]]);
    check_with(
        "{{ customer.frist_name | default: 'x' }}",
        &of_snippet,
        expect![[r#"
        error unknown-name at “customer.frist_name”: no variable is called `customer.frist_name`; did you mean `customer.first_name`?
            Write `customer.first_name`: {{ customer.first_name | default: 'x' }}
    "#]],
    );
}

#[test]
fn names_of_help_desks_are_known() {
    check(
        "{{ticket.requester.first_name | default: 'x'}} {{current_user.name}}",
        expect![[r#"
        information help-desk-name at “ticket.requester.first_name”: `ticket.requester.first_name` is Zendesk's name for it; here it is `customer.first_name`
            Write `customer.first_name`: {{customer.first_name | default: 'x'}} {{current_user.name}}
        information help-desk-name at “current_user.name”: `current_user.name` is Zendesk's name for it; here it is `agent.name`
            Write `agent.name`: {{ticket.requester.first_name | default: 'x'}} {{agent.name}}
    "#]],
    );
    check(
        "---\nplatforms: [freshdesk]\n---\n{{ticket.requester.first_name | default: 'x'}}",
        expect![[r#"
            information help-desk-name at “ticket.requester.first_name”: `ticket.requester.first_name` is Zendesk's name for it; here it is `customer.first_name`
                Write `customer.first_name`: {{customer.first_name | default: 'x'}}
        "#]],
    );
    check(
        "---\nplatforms: [chatwoot]\n---\n{{contact.frist_name}} {{contact.colour}}",
        expect![[r#"
        error unknown-name at “contact.frist_name”: no variable is called `contact.frist_name`; Chatwoot has `contact.first_name`, which is `customer.first_name` here
            Write `customer.first_name`: {{customer.first_name}} {{contact.colour}}
    "#]],
    );
    check(
        "Hi #{ticket.customer.firstname}, {%customer.firstName,fallback=there%} and {!Contact.FirstName}",
        expect![[r#"
            information help-desk-name at “#{ticket.customer.firstname}”: `#{ticket.customer.firstname}` is how Zammad writes it; here it is `{{ customer.first_name }}`
                Write `{{ customer.first_name }}`: Hi {{ customer.first_name }}, {%customer.firstName,fallback=there%} and {!Contact.FirstName}
            information help-desk-name at “{%customer.firstName,fallback=there%}”: `{%customer.firstName,fallback=there%}` is how Help Scout writes it; here it is `{{ customer.first_name | default: "there" }}`
                Write `{{ customer.first_name | default: "there" }}`: Hi #{ticket.customer.firstname}, {{ customer.first_name | default: "there" }} and {!Contact.FirstName}
            information help-desk-name at “{!Contact.FirstName}”: `{!Contact.FirstName}` is how Salesforce writes it; here it is `{{ customer.first_name }}`
                Write `{{ customer.first_name }}`: Hi #{ticket.customer.firstname}, {%customer.firstName,fallback=there%} and {{ customer.first_name }}
        "#]],
    );
    check(
        "Hi {{ first_name | fallback: \"you\" }}",
        expect![[r#"
        information help-desk-name at “{{ first_name | fallback: "you" }}”: `{{ first_name | fallback: "you" }}` is how Intercom writes it; here it is `{{ customer.first_name | default: "you" }}`
            Write `{{ customer.first_name | default: "you" }}`: Hi {{ customer.first_name | default: "you" }}
    "#]],
    );
    check_with(
        "{{ticket.ticket_field_77 | default: 1}}",
        &workspace(),
        expect![[r#"
        information help-desk-name at “ticket.ticket_field_77”: `ticket.ticket_field_77` is Zendesk's name for it; here it is `parcel.weight`
            Write `parcel.weight`: {{parcel.weight | default: 1}}
    "#]],
    );
    quiet("---\nplatforms: [zammad]\n---\n#{ticket.time_unit} #{article.cc}");
}

#[test]
fn what_may_be_empty_needs_something_in_its_place() {
    check(
        "Hi {{ customer.first_name }},",
        expect![[r#"
        warning may-be-empty at “{{ customer.first_name }}”: `customer.first_name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
            Write “there” where it is empty: Hi {{ customer.first_name | default: "there" }},
            Leave it out where it is empty: Hi{% if customer.first_name %} {{ customer.first_name }}{% endif %},
    "#]],
    );
    check(
        "Thanks, {{ customer.first_name }}. Order {{ order.id }} is packed. {{ order.total }} is paid.",
        expect![[r#"
            information may-be-empty at “{{ customer.first_name }}”: `customer.first_name` may be empty, and the sentence would have a gap; say what to write then
                Leave it out where it is empty: Thanks{% if customer.first_name %}, {{ customer.first_name }}{% endif %}. Order {{ order.id }} is packed. {{ order.total }} is paid.
            information may-be-empty at “{{ order.id }}”: `order.id` may be empty, and the sentence would have a gap; say what to write then
                Leave it out where it is empty: Thanks, {{ customer.first_name }}. Order{% if order.id %} {{ order.id }}{% endif %} is packed. {{ order.total }} is paid.
            information may-be-empty at “{{ order.total }}”: `order.total` may be empty, and the sentence would have a gap; say what to write then
                Write “The full amount” where it is empty: Thanks, {{ customer.first_name }}. Order {{ order.id }} is packed. {{ order.total | default: "The full amount" }} is paid.
                Leave it out where it is empty: Thanks, {{ customer.first_name }}. Order {{ order.id }} is packed.{% if order.total %} {{ order.total }}{% endif %} is paid.
        "#]],
    );
    check(
        "---\nsubject: \"Your order {{ order.id }}\"\n---\nHello,",
        expect![[r#"
        warning may-be-empty at “{{ order.id }}”: `order.id` may be empty, and the subject line would have a gap; say what to write then
            Write “your order” where it is empty: subject: "Your order {{ order.id | default: 'your order' }}"
            Leave it out where it is empty: subject: "Your order{% if order.id %} {{ order.id }}{% endif %}"
    "#]],
    );
    check(
        "---\nlocale: fr\n---\nBonjour {{ customer.first_name }},",
        expect![[r#"
        warning may-be-empty at “{{ customer.first_name }}”: `customer.first_name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
            Leave it out where it is empty: Bonjour{% if customer.first_name %} {{ customer.first_name }}{% endif %},
    "#]],
    );
    check(
        "Follow [it]({{ order.tracking_url }}).",
        expect![[r#"
        warning may-be-empty at “{{ order.tracking_url }}”: `order.tracking_url` may be empty, and the link would lead nowhere; send this passage only where there is one
            Send this line only where there is one: {% if order.tracking_url %}Follow [it]({{ order.tracking_url }}).{% endif %}
    "#]],
    );
    check(
        "{% assign name = customer.first_name %}Hi {{ name }},",
        expect![[r#"
        warning may-be-empty at “{{ name }}”: `name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
            Write “there” where it is empty: {% assign name = customer.first_name %}Hi {{ name | default: "there" }},
            Leave it out where it is empty: {% assign name = customer.first_name %}Hi{% if name %} {{ name }}{% endif %},
    "#]],
    );
    check(
        "**Hello {{ customer.first_name | capitalize }}**",
        expect![[r#"
        warning may-be-empty at “{{ customer.first_name | capitalize }}”: `customer.first_name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
            Write “there” where it is empty: **Hello {{ customer.first_name | capitalize | default: "there" }}**
            Leave it out where it is empty: **Hello{% if customer.first_name %} {{ customer.first_name | capitalize }}{% endif %}**
    "#]],
    );
}

#[test]
fn what_is_asked_for_is_there() {
    quiet("{% if customer.first_name %}Hi {{ customer.first_name }},{% endif %}");
    quiet("Hi {% if customer.first_name != blank %}{{ customer.first_name }}{% else %}there{% endif %},");
    quiet("Hi {% unless customer.first_name == empty %}{{ customer.first_name }}{% endunless %},");
    quiet(
        "{% if order.days_since_delivery > 7 and order.id %}{{ order.days_since_delivery }} {{ order.id }}{% endif %}",
    );
    quiet("{% case order.status %}{% when 'sent' %}It is {{ order.status }}.{% endcase %}");
    quiet("{% if order.items.size > 0 %}{{ order.items | join: ', ' }}{% endif %}");
    quiet("{% for item in order.items %}{{ item }}{% endfor %}");
    quiet("{% if order.items contains 'mug' %}{{ order.items | join: ', ' }}{% endif %}");
    quiet("{{ order.id | prepend: '#' }} {{ order.items | size }} {{ customer.phone | default: 'x' }}");
    quiet("> {{ ticket.last_message }}\n\n{{ agent.signature }}\n");
    quiet("{% capture name %}{{ customer.first_name }}{% endcapture %}{% if name != '' %}{{ name }}{% endif %}");
    check(
        "{% if order.status == 'sent' %}{{ order.id }}{% else %}{{ order.status }}{% endif %}",
        expect![[r#"
        information may-be-empty at “{{ order.id }}”: `order.id` may be empty, and the sentence would have a gap; say what to write then
            Leave it out where it is empty: {% if order.status == 'sent' %}{% if order.id %}{{ order.id }}{% endif %}{% else %}{{ order.status }}{% endif %}
        information may-be-empty at “{{ order.status }}”: `order.status` may be empty, and the sentence would have a gap; say what to write then
            Leave it out where it is empty: {% if order.status == 'sent' %}{{ order.id }}{% else %}{% if order.status %}{{ order.status }}{% endif %}{% endif %}
    "#]],
    );
    check(
        "{% if order.total or order.id %}{{ order.id }}{% endif %}",
        expect![[r#"
        information may-be-empty at “{{ order.id }}”: `order.id` may be empty, and the sentence would have a gap; say what to write then
            Leave it out where it is empty: {% if order.total or order.id %}{% if order.id %}{{ order.id }}{% endif %}{% endif %}
    "#]],
    );
}

#[test]
fn filters_fit_their_values() {
    check(
        "{{ order.total | plus: 1 | default: 1 }}",
        expect![[r#"
        warning filter-type at “plus”: `plus` needs a number; `order.total` is an amount with its currency sign, which counts as 0
            Take `plus` away: {{ order.total | default: 1 }}
    "#]],
    );
    check(
        "{{ order.items | upcase | default: 'x' }}",
        expect![[r#"
        warning filter-type at “upcase”: `order.items` is a list, and `upcase` would run its values together; join them first
            Join the values with commas first: {{ order.items | join: ", " | upcase | default: 'x' }}
    "#]],
    );
    check(
        "{{ agent.name | join: ',' }} {{ agent.name | date: '%A' }} {{ ticket.id | truncate: 'x' }}",
        expect![[r#"
        warning filter-type at “join”: `join` needs a list; `agent.name` is text
            Take `join` away: {{ agent.name }} {{ agent.name | date: '%A' }} {{ ticket.id | truncate: 'x' }}
        warning filter-type at “date”: `date` needs a date; `agent.name` is text
            Take `date` away: {{ agent.name | join: ',' }} {{ agent.name }} {{ ticket.id | truncate: 'x' }}
        warning filter-argument at “'x'”: after `truncate:` comes a number; `'x'` is text
    "#]],
    );
    check(
        "{% assign list = order.items %}{{ list | upcase | default: 'x' }}",
        expect![[r#"
        warning filter-type at “upcase”: `list` is a list, and `upcase` would run its values together; join them first
            Join the values with commas first: {% assign list = order.items %}{{ list | join: ", " | upcase | default: 'x' }}
    "#]],
    );
    check(
        "{% for n in (1..3) %}{{ n | first }}{% endfor %}",
        expect![[r#"
        warning filter-type at “first”: `first` needs a list; `n` is a number
            Take `first` away: {% for n in (1..3) %}{{ n }}{% endfor %}
    "#]],
    );
    quiet("{{ 'now' | date: '%Y' | plus: 1 }} {{ ticket.created_at | date: '%A' }} {{ '2026-01-01' | date: '%A' }}");
    quiet(
        "{{ order.total | remove: '£' | times: 2 | default: 1 }} {{ order.items | join: ', ' | upcase | default: 1 }}",
    );
    quiet(
        "{{ ticket.custom.anything | plus: 1 | append: '!' | default: 1 }} {{ order.items | first | upcase | default: 1 }}",
    );
    check_with(
        "{{ parcel.note | plus: 1 | default: 1 }} {{ parcel.weight | plus: 1 | default: 1 }}",
        &workspace(),
        expect![[""]],
    );
}

#[test]
fn snippets_fit_what_they_are_given() {
    let source = "---\ntitle: x\n---\n{{ what | upcase }} {{ days | plus: 1 }}".to_owned();
    let parsed = Macro::parse(&source);
    let snippets = One(Arc::new(Snippet { id: "s".into(), label: "s.macro".into(), source, parsed }));
    let source = "{% render 's', what: order.items, days: order.total %}{% render 's', what: order.id, days: 3 %}";
    let found = findings(source, &Settings::default(), &snippets);
    expect![[r#"
        warning filter-type at “order.items”: the snippet `s` puts `what` through `upcase`, which needs text; `order.items` is a list
        warning filter-type at “order.total”: the snippet `s` puts `days` through `plus`, which needs a number; `order.total` is an amount of money
        information may-be-empty at “order.id”: `order.id` may be empty, and the snippet `s` prints it as `what` all the same; say what to write then
    "#]].assert_eq(&shown(source, &found));
    assert!(found.iter().all(|finding| finding.related.iter().all(|related| related.elsewhere.is_some())));
}

#[test]
fn conditions_decide_something() {
    check(
        "{% if order.closed %}{% if order.closed %}a{% else %}b{% endif %}{% endif %}",
        expect![[r#"
        warning always-true at “order.closed”: `order.closed` always holds here, so there is nothing to decide
        warning unreachable-branch at “else”: this branch is never sent: one of those before it always is
    "#]],
    );
    check(
        "{% if order.status == 'a' and order.status == 'b' %}a{% endif %}",
        expect![[r#"
        warning never-true at “order.status == 'a' and order.status == 'b'”: `order.status == 'a' and order.status == 'b'` never holds here, so what stands under it is never sent
    "#]],
    );
    check(
        "{% if order.closed %}a{% elsif order.closed == true %}b{% elsif order.id %}c{% endif %}",
        expect![[r#"
        warning unreachable-branch at “order.closed == true”: `order.closed == true` never holds here, after what was asked before it, so this branch is never sent
    "#]],
    );
    check(
        "{% if order.closed %}a{% elsif order.closed == nil or order.closed == false %}b{% else %}c{% endif %}",
        expect![[r#"
            warning unreachable-branch at “else”: this branch is never sent: one of those before it always is
        "#]],
    );
    check(
        "{% unless order.id %}{% if order.id == 'x' %}a{% endif %}{% endunless %}",
        expect![[r#"
        warning never-true at “order.id == 'x'”: `order.id == 'x'` never holds here, so what stands under it is never sent
    "#]],
    );
    check(
        "{% assign n = 3 %}{% if n > 2 %}a{% else %}b{% endif %}",
        expect![[r#"
        warning always-true at “n > 2”: `n > 2` always holds here, so there is nothing to decide
        warning unreachable-branch at “else”: this branch is never sent: one of those before it always is
    "#]],
    );
    check(
        "{% case order.status %}{% when 'a', 'b' %}1{% when 'b' %}2{% when 'c', 'c' %}3{% endcase %}",
        expect![[r#"
        warning duplicate-when at “'b'”: `'b'` is asked for twice, so both passages are sent; leave one of them
        warning duplicate-when at “'c'”: `'c'` is asked for twice, so both passages are sent; leave one of them
            Take `'c'` away here: {% case order.status %}{% when 'a', 'b' %}1{% when 'b' %}2{% when 'c' %}3{% endcase %}
    "#]],
    );
}

#[test]
fn what_may_change_is_open() {
    quiet(
        "{% assign n = 1 %}{% for i in order.items %}{% if n == 1 %}a{% endif %}{% assign n = 2 %}{% endfor %}{{ n }}",
    );
    quiet("{% assign n = 1 %}{% if order.closed %}{% assign n = 2 %}{% endif %}{% if n == 2 %}a{% endif %}");
    quiet("{% for i in order.items %}{% if i == 'a' %}1{% endif %}{% if i == 'a' %}2{% endif %}{% endfor %}");
    quiet("{% if order.closed %}a{% endif %}{% if order.closed %}b{% endif %}");
    quiet("{% if order.status == 'a' or order.status == 'b' %}{% if order.status == 'a' %}x{% endif %}{% endif %}");
    quiet("{% if order.days_since_delivery > 30 %}a{% elsif order.days_since_delivery > 7 %}b{% else %}c{% endif %}");
    quiet("{% if order.closed and order.id or order.total %}a{% elsif order.closed %}b{% endif %}");
    quiet("{% capture x %}a{% endcapture %}{% if x == 'a' %}b{% endif %}");
    quiet("{% if order.items[0] == order.items[1] %}{% if order.items[1] == order.items[0] %}a{% endif %}{% endif %}");
}

#[test]
fn values_are_used() {
    check(
        "{% assign a = 1 %}\nHello.\n{% capture b %}x{% endcapture %}\n",
        expect![[r#"
        information unused-assign at “a”: `a` is named here and never used; use it, or take the tag away
            Take it away: Hello. / {% capture b %}x{% endcapture %}
        information unused-assign at “b”: `b` is named here and never used; use it, or take the tag away
            Take it away: 
    "#]],
    );
    quiet("{% assign a = 1 %}{% assign b = a %}{{ b }}");
    quiet("{% assign a = 1 %}{{ ticket.custom[a] | default: 'x' }}");
    check(
        "{% assign a = a | plus: 1 %}",
        expect![[r#"
        information unused-assign at “a”: `a` is named here and never used; use it, or take the tag away
            Take it away: 
    "#]],
    );
}

#[test]
fn greetings_are_for_customers() {
    check(
        "Hello {{ agent.first_name }}!",
        expect![[r#"
        warning agent-in-greeting at “agent.first_name”: `agent.first_name` is who sends the message, and the greeting calls the customer so; write `customer.first_name`
            Greet `customer.first_name`: Hello {{ customer.first_name | default: "there" }}!
    "#]],
    );
    quiet("Hi {{ customer.first_name | default: 'there' }}, {{ agent.first_name }} here.");
    quiet("Hi, {{ agent.first_name }} here. Dear me, {{ agent.first_name }}.");
    quiet("Best wishes,\n{{ agent.first_name }}");
    check(
        "{{ ticket.tags | join: ', ' | default: 'x' }} {{ customer.notes }}",
        expect![[r#"
        information internal-data at “ticket.tags”: `ticket.tags` is for the team only (internal tags), and customers would read it here
        information internal-data at “customer.notes”: `customer.notes` is for the team only (internal notes on the customer), and customers would read it here
    "#]],
    );
    quiet("{% if ticket.tags contains 'vip' %}Thank you.{% endif %}");
}

#[test]
fn what_a_help_desk_writes_so_is_its_own() {
    let zammad = "---\nplatforms: [zammad]\n---\nYour order is #{order_id}.";
    quiet(zammad);
    check(
        "Your order is #{order_id}.",
        expect![[r#"
        warning leftover at “#{order_id}”: `#{order_id}` would be sent as it stands; make it a slot, such as `[[order_id]]`, that the agent must fill in
            Make it the slot `[[order_id]]`: Your order is [[order_id]].
            Write `{{ order.id }}`: Your order is {{ order.id }}.
    "#]],
    );
}

#[test]
fn leftovers_become_slots() {
    check(
        "Hi [Customer Name], your <order number> [insert the date] is XXX.",
        expect![[r#"
        warning leftover at “[Customer Name]”: `[Customer Name]` would be sent as it stands; make it a slot, such as `[[customer_name]]`, that the agent must fill in
            Make it the slot `[[customer_name]]`: Hi [[customer_name]], your <order number> [insert the date] is XXX.
            Write `{{ customer.first_name | default: "there" }}`: Hi {{ customer.first_name | default: "there" }}, your <order number> [insert the date] is XXX.
        warning leftover at “<order number>”: `<order number>` would be sent as it stands; make it a slot, such as `[[order_number]]`, that the agent must fill in
            Make it the slot `[[order_number]]`: Hi [Customer Name], your [[order_number]] [insert the date] is XXX.
            Write `{{ order.id }}`: Hi [Customer Name], your {{ order.id }} [insert the date] is XXX.
        warning leftover at “[insert the date]”: `[insert the date]` would be sent as it stands; make it a slot, such as `[[date]]`, that the agent must fill in
            Make it the slot `[[date]]`: Hi [Customer Name], your <order number> [[date]] is XXX.
        warning leftover at “XXX”: `XXX` would be sent as it stands; make it a slot, such as `[[detail: what belongs here]]`, that the agent must fill in
            Make it the slot `[[detail: what belongs here]]`: Hi [Customer Name], your <order number> [insert the date] is [[detail: what belongs here]].
    "#]],
    );
    check(
        "Dear %FIRST_NAME%, TODO: say when it comes.",
        expect![[r#"
        warning leftover at “%FIRST_NAME%”: `%FIRST_NAME%` would be sent as it stands; make it a slot, such as `[[first_name]]`, that the agent must fill in
            Make it the slot `[[first_name]]`: Dear [[first_name]], TODO: say when it comes.
            Write `{{ customer.first_name | default: "there" }}`: Dear {{ customer.first_name | default: "there" }}, TODO: say when it comes.
        warning leftover at “TODO: say when it comes.”: `TODO: say when it comes.` would be sent as it stands; make it a slot, such as `[[detail: say when it comes]]`, that the agent must fill in
            Make it the slot `[[detail: say when it comes]]`: Dear %FIRST_NAME%, [[detail: say when it comes]]
    "#]],
    );
    check(
        "---\nsubject: 'About [ORDER NUMBER]'\n---\nHello",
        expect![[r#"
        warning leftover at “[ORDER NUMBER]”: `[ORDER NUMBER]` would be sent as it stands; make it a slot, such as `[[order_number]]`, that the agent must fill in
            Make it the slot `[[order_number]]`: subject: 'About [[order_number]]'
            Write `{{ order.id }}`: subject: 'About {{ order.id }}'
    "#]],
    );
    quiet("See [the link](https://x.example) and [name][1] or [name].\n\n[name]: https://x.example");
    quiet("Press [Enter] or [CTRL]. It is 50% off, up to 20%. Card XXXX-1234, ending XXX 99. Size XXXL.");
    quiet("- [ ] done\n- [x] more [1] [sic] [link] [UK] <b>bold</b> <address>x</address> <sam@x.example>");
    quiet("`[NAME]` and {% raw %}[NAME]{% endraw %}{% comment %}TODO{% endcomment %}\n> [NAME]\n");
    quiet("Open %APPDATA% and the TODO-list of MAXXX.");
}

#[test]
fn edges_are_no_trouble() {
    for source in [
        "",
        "{{",
        "{% if",
        "{{ }}",
        "[",
        "<",
        "%",
        "#{",
        "{%%}",
        "\u{feff}Hi [NAME]",
        "Hi\r{{ customer.first_name }},\r",
    ] {
        findings(source, &Settings::default(), &NoSnippets);
    }
    let deep = "{% if order.closed %}".repeat(2000);
    assert!(
        !findings(&deep, &Settings { select: vec!["template/".into()], ..Settings::default() }, &NoSnippets).is_empty()
    );
}

#[test]
fn among_many_names_the_nearest_is_offered() {
    let assigns: String =
        (0..300).map(|number| format!("{{% assign nam{number:03} = 1 %}}{{{{ nam{number:03} }}}}\n")).collect();
    let source = format!("{assigns}{{{{ nam3000 }}}}");
    let found = findings(&source, &Settings::default(), &NoSnippets);
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["nothing is called `nam3000`; did you mean `nam000`?"]);
}
