//! Every construct of the language on the help desks: what is written there, and what is lost.

use std::sync::Arc;

use expect_test::{Expect, expect};

use super::*;
use crate::helpdesk::{Kind, Variable};
use crate::message::Snippet;

/// One help desk for each shape of export.
const SHAPES: &[&str] =
    &["zendesk", "intercom", "helpscout", "gorgias", "front", "freshdesk", "chatwoot", "zammad", "osticket"];

/// Snippets by id.
#[derive(Debug, Default)]
struct Kept(Vec<(&'static str, &'static str)>);

impl Snippets for Kept {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        let (id, source) = self.0.iter().find(|(known, _)| *known == id)?;
        let (label, source) = (format!("{id}.macro"), (*source).to_owned());
        Some(Arc::new(Snippet { id: (*id).to_owned(), label, parsed: Macro::parse(&source), source }))
    }
}

const SNIPPETS: &[(&str, &str)] = &[
    ("sign-off", "{% if tone == 'warm' %}Warm wishes,{% else %}Best,{% endif %}\n{{ agent.first_name }}\n"),
    ("greet", "Hi {{ name | default: \"there\" }},"),
    ("circle", "{% render 'circle' %}"),
    ("late", "{% if name contains 'x' %}A{% endif %}"),
    ("dc", "---\nsource: {platform: zendesk, id: \"8\", extra: {\"placeholder\": \"{{dc.sig}}\"}}\n---\nYours"),
    ("twice", "{% render 'twice-2' %}{% render 'twice-2' %}"),
    ("twice-2", "{{ customer.company }}"),
];

fn unfolded(source: &str, platform: &str) -> Unfolded {
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
    let vocabulary = Vocabulary::new(vec![own]);
    let snippets = Kept(SNIPPETS.to_vec());
    let around = Around { snippets: &snippets, vocabulary: &vocabulary, parameters: false, tried: nothing_tried };
    unfold(source, &Macro::parse(source), &around, Platform::named(platform).unwrap())
}

fn loss(loss: &Loss, source: &str) -> String {
    let inside = loss.inside.as_ref();
    let inside = inside.map(|inside| format!(" in {}{}", inside.label, if inside.given { ", given" } else { "" }));
    let (kind, certainty, at) = (loss.kind, loss.certainty, loss.span.of(source));
    format!("{kind:?} {certainty:?} `{at}`: {}{}", loss.what, inside.unwrap_or_default())
}

/// The text with holes between `‹` and `›`, and what is lost.
fn shown(platform: &str, source: &str) -> String {
    let unfolded = unfolded(source, platform);
    let mut out = String::new();
    let mut at = 0;
    for hole in &unfolded.holes {
        assert!(at <= hole.start && hole.end <= unfolded.text.len());
        out.push_str(Span::new(at, hole.start).of(&unfolded.text));
        out.push_str(&format!("‹{}›", hole.of(&unfolded.text)));
        at = hole.end;
    }
    out.push_str(unfolded.text.get(at..).unwrap());
    for lost in &unfolded.losses {
        out.push_str(&format!("\n    {}", loss(lost, source)));
    }
    if unfolded.more > 0 {
        let way: Vec<&str> = unfolded.longest.iter().map(|span| span.of(source)).collect();
        out.push_str(&format!("\n    {} bytes more: {way:?}", unfolded.more));
    }
    out
}

/// What becomes of a macro on every shape; help desks on which it is the same stand together.
fn check(source: &str, expected: Expect) {
    check_on(SHAPES, source, expected);
}

fn check_on(platforms: &[&str], source: &str, expected: Expect) {
    let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
    for platform in platforms {
        let text = shown(platform, source);
        match groups.iter_mut().find(|(_, known)| *known == text) {
            Some((ids, _)) => ids.push(platform),
            None => groups.push((vec![platform], text)),
        }
    }
    let lines: Vec<String> = groups.into_iter().map(|(ids, text)| format!("{}: {text}\n", ids.join(", "))).collect();
    expected.assert_eq(&lines.concat());
}

#[test]
fn names() {
    check(
        "Hi {{ customer.first_name }},",
        expect![[r#"
            zendesk: Hi ‹{{ticket.requester.first_name}}›,
            intercom: Hi ‹<attribute key="user.first_name"/>›,
            helpscout: Hi ‹{%customer.firstName%}›,
            gorgias: Hi ‹{{ticket.customer.firstname}}›,
            front: Hi ‹{{recipient.first_name}}›,
            freshdesk: Hi ‹{{ticket.requester.firstname}}›,
            chatwoot: Hi ‹{{contact.first_name}}›,
            zammad: Hi ‹#{ticket.customer.firstname}›,
            osticket: Hi ‹%{ticket.name.first}›,
        "#]],
    );
    check(
        "{{ ticket.custom[\"360\"] }} {{ ticket.custom.colour }}",
        expect![[r#"
        zendesk: ‹{{ticket.ticket_field_360}}› ‹{{ticket.ticket_field_colour}}›
        intercom: ‹<attribute key="conversation.custom_attributes.360"/>› ‹<attribute key="conversation.custom_attributes.colour"/>›
        helpscout, gorgias, front: ‹[ticket custom 360]› ‹[ticket custom colour]›
            Name Incomplete `ticket.custom["360"]`: ticket.custom.360
            Name Incomplete `ticket.custom.colour`: ticket.custom.colour
        freshdesk: ‹{{ticket.cf_360}}› ‹{{ticket.cf_colour}}›
        chatwoot: ‹{{conversation.custom_attribute.360}}› ‹{{conversation.custom_attribute.colour}}›
        zammad: ‹[ticket custom 360]› ‹[ticket custom colour]›
            Name Certain `ticket.custom["360"]`: ticket.custom.360
            Name Certain `ticket.custom.colour`: ticket.custom.colour
        osticket: ‹%{ticket.360}› ‹%{ticket.colour}›
    "#]],
    );
    check(
        "{{ customer.company }}",
        expect![[r#"
        zendesk: ‹{{ticket.requester.organization.name}}›
        intercom: ‹<attribute key="company.name"/>›
        helpscout: ‹{%customer.company%}›
        gorgias: ‹[customer company]›
            Name Incomplete `customer.company`: customer.company
        front: ‹{{account.name}}›
        freshdesk: ‹{{ticket.company.name}}›
        chatwoot: ‹[customer company]›
            Name Certain `customer.company`: customer.company
        zammad: ‹#{ticket.organization.name}›
        osticket: ‹%{ticket.user.organization.name}›
    "#]],
    );
}

#[test]
fn names_of_the_workspace_and_of_nobody() {
    check(
        "{{ order.total }}",
        expect![[r#"
        zendesk: ‹{{ticket.ticket_field_77}}›
        intercom, helpscout, gorgias, front, freshdesk: ‹[order total]›
            Name Incomplete `order.total`: order.total
        chatwoot, zammad, osticket: ‹[order total]›
            Name Certain `order.total`: order.total
    "#]],
    );
    check(
        "{{ ticket.nothing_of_it }}",
        expect![[r#"
        zendesk, intercom, helpscout, gorgias, front, freshdesk: ‹[ticket nothing of it]›
            UnknownName Incomplete `ticket.nothing_of_it`: ticket.nothing_of_it
        chatwoot, zammad: ‹[ticket nothing of it]›
            UnknownName Certain `ticket.nothing_of_it`: ticket.nothing_of_it
        osticket: ‹%{ticket.nothing_of_it}›
    "#]],
    );
    check_on(
        &["zendesk", "chatwoot"],
        "---\nsource: {platform: chatwoot}\n---\n{{ ticket.nothing_of_it }}",
        expect![[r#"
            zendesk: ‹[ticket nothing of it]›
                UnknownName Incomplete `ticket.nothing_of_it`: ticket.nothing_of_it
            chatwoot: ‹{{ticket.nothing_of_it}}›
        "#]],
    );
    check_on(
        &["zendesk", "zammad"],
        "{{ ticket.requester.name }} #{ticket.customer.firstname} #{x}",
        expect![[r#"
            zendesk: ‹{{ticket.requester.name}}› #{ticket.customer.firstname} #{x}
            zammad: ‹[ticket requester name]› ‹#{ticket.customer.firstname}› #{x}
                Name Certain `ticket.requester.name`: ticket.requester.name
                Raw Certain `#{x}`: #{x}
        "#]],
    );
    check_on(
        &["helpscout", "zendesk"],
        "{%customer.firstName%} {%customer.firstName,fallback=you%}",
        expect![[r#"
        helpscout: ‹{%customer.firstName%}› ‹{%customer.firstName,fallback=you%}›
        zendesk: {%customer.firstName%} {%customer.firstName,fallback=you%}
            Broken Certain `{%customer.firstName%}`: {%customer.firstName%}
            Broken Certain `{%customer.firstName,fallback=you%}`: {%customer.firstName,fallback=you%}
    "#]],
    );
}

#[test]
fn fallbacks() {
    check(
        "Hi {{ customer.first_name | default: \"there\" }},",
        expect![[r#"
            zendesk: Hi ‹{% if ticket.requester.first_name == blank %}there{% else %}{{ticket.requester.first_name}}{% endif %}›,
            intercom: Hi ‹<attribute key="user.first_name" default="there"/>›,
            helpscout: Hi ‹{%customer.firstName,fallback=there%}›,
            gorgias, chatwoot, zammad, osticket: Hi there,
                Fallback Certain `default: "there"`: there
            front, freshdesk: Hi there,
                Fallback NotKnown `default: "there"`: there
        "#]],
    );
    check(
        "{{ customer.first_name | default: agent.name | default: 'us' }}",
        expect![[r#"
            zendesk: ‹{% if ticket.requester.first_name == blank %}{% if current_user.name == blank %}us{% else %}{{current_user.name}}{% endif %}{% else %}{{ticket.requester.first_name}}{% endif %}›
            intercom: ‹<attribute key="teammate.name" default="us"/>›
                Fallback Certain `default: agent.name`: 
            helpscout: ‹{%user.fullName,fallback=us%}›
                Fallback Certain `default: agent.name`: 
            gorgias: ‹{{current_user.name}}›
                Fallback Certain `default: agent.name`: 
            front: ‹{{user.name}}›
                Fallback NotKnown `default: agent.name`: 
            freshdesk: us
                Fallback NotKnown `default: agent.name`: 
                Name Incomplete `agent.name`: agent.name
            chatwoot: ‹{{agent.name}}›
                Fallback Certain `default: agent.name`: 
            zammad, osticket: us
                Fallback Certain `default: agent.name`: 
                Name Certain `agent.name`: agent.name
        "#]],
    );
    check(
        "{{ customer.first_name | default: '' }}",
        expect![[r#"
            zendesk: ‹{{ticket.requester.first_name}}›
            intercom: ‹<attribute key="user.first_name"/>›
            helpscout: ‹{%customer.firstName%}›
            gorgias: ‹{{ticket.customer.firstname}}›
            front: ‹{{recipient.first_name}}›
                Fallback NotKnown `default: ''`: 
            freshdesk: ‹{{ticket.requester.firstname}}›
                Fallback NotKnown `default: ''`: 
            chatwoot: ‹{{contact.first_name}}›
            zammad: ‹#{ticket.customer.firstname}›
                Fallback Certain `default: ''`: 
            osticket: ‹%{ticket.name.first}›
        "#]],
    );
    check(
        "{{ customer.first_name | default: 'a, b & <c> \"d\"' }}",
        expect![[r#"
            zendesk: ‹{% if ticket.requester.first_name == blank %}a, b &amp; &lt;c&gt; "d"{% else %}{{ticket.requester.first_name}}{% endif %}›
            intercom: ‹<attribute key="user.first_name" default="a, b &amp; &lt;c&gt; &quot;d&quot;"/>›
            helpscout: ‹a, b &amp; &lt;c&gt; "d"›
                FallbackText Certain `default: 'a, b & <c> "d"'`: a, b & <c> "d"
            gorgias, zammad, osticket: ‹a, b &amp; &lt;c&gt; "d"›
                Fallback Certain `default: 'a, b & <c> "d"'`: a, b & <c> "d"
            front, freshdesk: ‹a, b &amp; &lt;c&gt; "d"›
                Fallback NotKnown `default: 'a, b & <c> "d"'`: a, b & <c> "d"
            chatwoot: ‹a, b & <c> "d"›
                Fallback Certain `default: 'a, b & <c> "d"'`: a, b & <c> "d"
        "#]],
    );
    check(
        "{{ customer.company | default: 'your team' }}",
        expect![[r#"
        zendesk: ‹{% if ticket.requester.organization.name == blank %}your team{% else %}{{ticket.requester.organization.name}}{% endif %}›
        intercom: ‹<attribute key="company.name" default="your team"/>›
        helpscout: ‹{%customer.company,fallback=your team%}›
        gorgias: your team
            Name Incomplete `customer.company`: customer.company
        front, freshdesk: your team
            Fallback NotKnown `default: 'your team'`: your team
        chatwoot: your team
            Name Certain `customer.company`: customer.company
        zammad, osticket: your team
            Fallback Certain `default: 'your team'`: your team
    "#]],
    );
}

#[test]
fn filters() {
    check(
        "{{ customer.first_name | upcase | default: 'you' | append: '!' }}",
        expect![[r#"
            zendesk: ‹{% if ticket.requester.first_name == blank %}you!{% else %}{{ticket.requester.first_name | upcase | append: '!'}}{% endif %}›
            intercom: ‹<attribute key="user.first_name" default="you!"/>›
                Filter NotKnown `upcase`: upcase
                Filter NotKnown `append: '!'`: append
            helpscout: ‹{%customer.firstName,fallback=you!%}›
                Filter NotKnown `upcase`: upcase
                Filter NotKnown `append: '!'`: append
            gorgias, chatwoot, zammad, osticket: you!
                Filter Certain `upcase`: upcase
                Fallback Certain `default: 'you'`: you!
                Filter Certain `append: '!'`: append
            front, freshdesk: you!
                Filter NotKnown `upcase`: upcase
                Fallback NotKnown `default: 'you'`: you!
                Filter NotKnown `append: '!'`: append
        "#]],
    );
    check(
        "{{ ticket.created_at | date: '%-d %B' }}",
        expect![[r#"
            zendesk: ‹{{ticket.created_at | date: '%-d %B'}}›
            intercom, helpscout, front, freshdesk: ‹[ticket created at]›
                Name Incomplete `ticket.created_at`: ticket.created_at
            gorgias: ‹{{ticket.created_datetime|datetime_format("D MMMM")}}›
            chatwoot: ‹[ticket created at]›
                Name Certain `ticket.created_at`: ticket.created_at
            zammad: ‹#{ticket.created_at}›
                Filter Certain `date: '%-d %B'`: date
            osticket: ‹%{ticket.create_date}›
                Filter Certain `date: '%-d %B'`: date
        "#]],
    );
    check(
        "{{ 'now' | date: '%Y' }} {{ 'a' | upcase }} {{ 'Hi ' | append: customer.name }}",
        expect![[r#"
            zendesk: ‹{{"now" | date: '%Y'}}› A ‹{{"Hi " | append: ticket.requester.name}}›
            intercom, helpscout, front, freshdesk: ‹[date]› A Hi
                Filter NotKnown `date: '%Y'`: date
                Filter NotKnown `append: customer.name`: append
            gorgias, chatwoot, zammad, osticket: ‹[date]› A Hi
                Filter Certain `date: '%Y'`: date
                Filter Certain `append: customer.name`: append
        "#]],
    );
    check_on(
        &["zendesk"],
        "{{ customer.first_name | base64_encode }}",
        expect![[r#"
            zendesk: ‹{{ticket.requester.first_name}}›
                Filter Incomplete `base64_encode`: base64_encode
        "#]],
    );
}

#[test]
fn conditions() {
    check(
        "A {% if ticket.status == 'open' and customer.email %}B{% else %}C{% endif %}",
        expect![[r#"
        zendesk: A ‹{% if ticket.status == 'open' and ticket.requester.email %}›B‹{% else %}›C‹{% endif %}›
        intercom, helpscout, front, freshdesk: A C
            Logic NotKnown `{% if ticket.status == 'open' and customer.email %}`: {% if ticket.status == 'open' and customer.email %}
        gorgias, chatwoot, zammad, osticket: A C
            Logic Certain `{% if ticket.status == 'open' and customer.email %}`: {% if ticket.status == 'open' and customer.email %}
    "#]],
    );
    check(
        "{% unless ticket.status == 'open' %}B{% endunless %}",
        expect![[r#"
        zendesk: ‹{% if ticket.status != 'open' %}›B‹{% endif %}›
        intercom, helpscout, front, freshdesk: 
            Logic NotKnown `{% unless ticket.status == 'open' %}`: {% unless ticket.status == 'open' %}
            1 bytes more: ["{% unless ticket.status == 'open' %}"]
        gorgias, chatwoot, zammad, osticket: 
            Logic Certain `{% unless ticket.status == 'open' %}`: {% unless ticket.status == 'open' %}
            1 bytes more: ["{% unless ticket.status == 'open' %}"]
    "#]],
    );
    check_on(
        &["zendesk", "zammad"],
        "{% unless ticket.status contains 'o' %}A{% elsif ticket.id > 5 %}B{% else %}C{% endunless %}|{% unless ticket.tags %}A{% else %}B{% endunless %}",
        expect![[r#"
            zendesk: ‹{% if ticket.status contains 'o' %}›‹{% if ticket.id > 5 %}›B‹{% else %}›C‹{% endif %}›‹{% else %}›A‹{% endif %}›|‹{% if ticket.tags %}›B‹{% else %}›A‹{% endif %}›
            zammad: C|B
                Logic Certain `{% unless ticket.status contains 'o' %}`: {% unless ticket.status contains 'o' %}
                Logic Certain `{% unless ticket.tags %}`: {% unless ticket.tags %}
        "#]],
    );
    check(
        "{% if order.days_since_delivery < 5 %}A{% else %}B{% endif %}",
        expect![[r#"
        zendesk: B
            Name Incomplete `order.days_since_delivery`: order.days_since_delivery
        intercom, helpscout, front, freshdesk: B
            Logic NotKnown `{% if order.days_since_delivery < 5 %}`: {% if order.days_since_delivery < 5 %}
        gorgias, chatwoot, zammad, osticket: B
            Logic Certain `{% if order.days_since_delivery < 5 %}`: {% if order.days_since_delivery < 5 %}
    "#]],
    );
    check_on(
        &["zendesk", "zammad"],
        "{% case ticket.status %} {% when 'open', 'new' %}A{% when 'solved' %}B{% else %}C{% endcase %}",
        expect![[r#"
            zendesk: ‹{% case ticket.status %}›‹{% when 'open' or 'new' %}›A‹{% when 'solved' %}›B‹{% else %}›C‹{% endcase %}›
            zammad: C
                Logic Certain `{% case ticket.status %}`: {% case ticket.status %}
        "#]],
    );
    check_on(
        &["zendesk"],
        "{% if customer.company == 'x' %}A{% elsif ticket.nope %}B{% elsif ticket.id %}C{% endif %}",
        expect![[r#"
            zendesk: ‹{% if ticket.requester.organization.name == 'x' %}›A‹{% elsif ticket.id %}›C‹{% endif %}›
                UnknownName Incomplete `ticket.nope`: ticket.nope
                1 bytes more: ["{% elsif ticket.nope %}"]
        "#]],
    );
}

#[test]
fn what_the_macro_settles() {
    let one = |source: &str, expected: Expect| check_on(&["zendesk"], source, expected);
    one(
        "{% assign tone = 'warm' %}{% if tone == 'warm' and 1 < 2 %}A{% else %}B{% endif %}",
        expect![[r#"
        zendesk: A
    "#]],
    );
    one(
        "{% assign tone = 'cold' %}{% if tone == 'warm' or ticket.id %}A{% elsif true %}B{% else %}C{% endif %}",
        expect![[r#"
            zendesk: ‹{% if ticket.id %}›A‹{% else %}›B‹{% endif %}›
        "#]],
    );
    one(
        "{% if tone == 'warm' and ticket.id or false %}A{% endif %}",
        expect![[r#"
        zendesk: 
            UnknownName Incomplete `tone`: tone
            1 bytes more: ["{% if tone == 'warm' and ticket.id or false %}"]
    "#]],
    );
    one(
        "{% if ticket.id %}A{% elsif false %}B{% elsif 1 %}C{% else %}D{% endif %}",
        expect![[r#"
        zendesk: ‹{% if ticket.id %}›A‹{% else %}›C‹{% endif %}›
    "#]],
    );
    one(
        "{% case 'b' %}{% when 'a' %}A{% when 'b', 'c' %}B{% else %}C{% endcase %}{% case 1 %}{% when 2 %}A{% endcase %}.",
        expect![[r#"
            zendesk: B.
        "#]],
    );
    one(
        "{% for i in (1..3) %}{{ i }}, {% endfor %}{% for x in '' %}A{% else %}B{% endfor %}",
        expect![[r#"
        zendesk: ‹1›, ‹2›, ‹3›, B
    "#]],
    );
    one(
        "{% assign list = 'a,b' | split: ',' %}{% for x in list reversed %}{{ x | upcase }}{% endfor %}",
        expect![[r#"
            zendesk: BA
        "#]],
    );
    one(
        "{% capture c %}*Hi* {{ customer.name }}{% endcapture %}{{ c }}{% if c %} A{% endif %}",
        expect![[r#"
        zendesk: *Hi* ‹{{ticket.requester.name}}› A
    "#]],
    );
    one(
        "{% capture c %}warm{% endcapture %}{% if c == 'warm' %}A{% endif %}",
        expect![[r#"
        zendesk: A
    "#]],
    );
    one(
        "{% assign x = '*a* & b' %}{{ x }}",
        expect![[r#"
        zendesk: ‹*a* &amp; b›
    "#]],
    );
    one(
        "{% assign n = customer.first_name | default: 'you' %}{{ n }}, {{ n }}",
        expect![[r#"
        zendesk: ‹{% if ticket.requester.first_name == blank %}you{% else %}{{ticket.requester.first_name}}{% endif %}›, ‹{% if ticket.requester.first_name == blank %}you{% else %}{{ticket.requester.first_name}}{% endif %}›
    "#]],
    );
    one(
        "{% if ticket.id %}{% assign a = 'x' %}{% assign b = 'y' %}{% else %}{% assign a = 'z' %}{% assign b = 'y' %}{% endif %}{{ a }}{{ b }}",
        expect![[r#"
            zendesk: y
                Value Certain `{{ a }}`: {{ a }}
        "#]],
    );
}

#[test]
fn loops() {
    check_on(
        &["zendesk", "intercom"],
        "{% for c in ticket.tags limit: 2 reversed %}- {{ c.name | upcase }}{% assign s = c %}{% else %}none{% endfor %}{{ s }}",
        expect![[r#"
            zendesk: ‹{% for c in ticket.tags limit:2 reversed %}›- ‹{{c.name | upcase}}›‹{% else %}›none‹{% endfor %}›
                Value Certain `{{ s }}`: {{ s }}
            intercom: none
                Loop NotKnown `{% for c in ticket.tags limit: 2 reversed %}`: {% for c in ticket.tags limit: 2 reversed %}
                Filter NotKnown `upcase`: upcase
                Value Certain `{{ s }}`: {{ s }}
                23 bytes more: []
        "#]],
    );
}

#[test]
fn snippets() {
    check(
        "Bye\n\n{% render 'sign-off', tone: 'warm' %}\n\nPS",
        expect![[r#"
        zendesk: Bye

        Warm wishes,
        ‹{{current_user.first_name}}›

        PS
        intercom, freshdesk: Bye

        Warm wishes,
        ‹[agent first name]›

        PS
            Name Incomplete `{% render 'sign-off', tone: 'warm' %}`: agent.first_name in sign-off.macro
        helpscout: Bye

        Warm wishes,
        ‹{%user.firstName%}›

        PS
        gorgias: Bye

        Warm wishes,
        ‹{{current_user.firstname}}›

        PS
        front: Bye

        Warm wishes,
        ‹{{user.first_name}}›

        PS
        chatwoot: Bye

        Warm wishes,
        ‹{{agent.first_name}}›

        PS
        zammad: Bye

        Warm wishes,
        ‹#{user.firstname}›

        PS
        osticket: Bye

        Warm wishes,
        ‹[agent first name]›

        PS
            Name Certain `{% render 'sign-off', tone: 'warm' %}`: agent.first_name in sign-off.macro
    "#]],
    );
    check_on(
        &["zammad"],
        "{% render 'greet', name: customer.first_name %}{% render 'greet' %}{% render 'greet', name: 'Sam' %}",
        expect![[r#"
            zammad: Hi there,Hi there,Hi Sam,
                Fallback Certain `customer.first_name`: there in greet.macro, given
        "#]],
    );
    check_on(
        &["zammad"],
        "{% render 'circle' %}{% render 'nowhere' %}{% render 'late', name: ticket.id %}",
        expect![[r#"
            zammad: 
                Snippet Certain `{% render 'circle' %}`: circle in circle.macro
                Snippet Certain `{% render 'nowhere' %}`: nowhere
                Logic Certain `ticket.id`: {% if name contains 'x' %} in late.macro, given
                1 bytes more: []
        "#]],
    );
    check_on(
        &["zendesk", "chatwoot"],
        "{% render 'dc' %}",
        expect![[r#"
        zendesk: ‹{{dc.sig}}›
        chatwoot: Yours
    "#]],
    );
    check_on(
        &["chatwoot"],
        "{% assign tone = 'warm' %}{% include 'sign-off' %}{% render 'twice' %}",
        expect![[r#"
        chatwoot: Warm wishes,
        ‹{{agent.first_name}}›
        ‹[customer company]›‹[customer company]›
            Name Certain `{% render 'twice' %}`: customer.company in twice-2.macro
    "#]],
    );
}

#[test]
fn slots_raw_comments_and_white_space() {
    check(
        "[[ item ]] [[ item: what they <bought> ]] [[ day: Monday | Tuesday ]]",
        expect![[r#"
        zendesk, intercom, helpscout, gorgias, front, freshdesk, zammad, osticket: ‹[item]› ‹[what they &lt;bought&gt;]› ‹[Monday / Tuesday]›
        chatwoot: ‹[item]› ‹[what they <bought>]› ‹[Monday / Tuesday]›
    "#]],
    );
    check_on(
        &["zendesk"],
        "---\nslots: {day: {options: [Monday, Friday]}}\n---\n[[day]]",
        expect![[r#"
        zendesk: ‹[Monday / Friday]›
    "#]],
    );
    check(
        "{% raw %}{{ x }} {% y %} #{z} [[a]]{% endraw %}",
        expect![[r#"
        zendesk, intercom, gorgias, front, freshdesk, chatwoot: {{ x }} {% y %} #{z} [[a]]
            Raw Certain `{% raw %}{{ x }} {% y %} #{z} [[a]]{% endraw %}`: {{ x }}
        helpscout: {{ x }} {% y %} #{z} [[a]]
            Raw Certain `{% raw %}{{ x }} {% y %} #{z} [[a]]{% endraw %}`: {% y %}
        zammad: {{ x }} {% y %} #{z} [[a]]
            Raw Certain `{% raw %}{{ x }} {% y %} #{z} [[a]]{% endraw %}`: #{z}
        osticket: {{ x }} {% y %} #{z} [[a]]
    "#]],
    );
    check_on(
        &["zendesk"],
        "A\n\n{% comment %}x{% endcomment %}\n\n{% # y %}\nB {{- customer.name -}} C",
        expect![[r#"
            zendesk: A

            B‹{{ticket.requester.name}}›C
        "#]],
    );
    check_on(
        &["zendesk"],
        "A\n{%- if ticket.id -%}\n B\n{%- endif %}\nC\n",
        expect![[r#"
        zendesk: A‹{% if ticket.id %}›B‹{% endif %}›
        C
    "#]],
    );
    check_on(
        &["zendesk"],
        "{{ }} {% cycle 'a' %}",
        expect![[r#"
        zendesk: {{ }} {% cycle 'a' %}
            Broken Certain `{{ }}`: {{ }}
            Broken Certain `{% cycle 'a' %}`: {% cycle 'a' %}
    "#]],
    );
}

#[test]
fn the_longest_way_is_known() {
    check_on(
        &["zammad"],
        "A{% if a.b %}BBBB{% if a.c %}DD{% endif %}{% else %}C{% endif %}{% case ticket.id %}{% when 1 %}EEE{% endcase %}",
        expect![[r#"
            zammad: AC
                Logic Certain `{% if a.b %}`: {% if a.b %}
                Logic Certain `{% if a.c %}`: {% if a.c %}
                Logic Certain `{% case ticket.id %}`: {% case ticket.id %}
                8 bytes more: ["{% if a.b %}", "{% if a.c %}", "{% when 1 %}"]
        "#]],
    );
}

#[test]
fn parameters_are_not_told() {
    let source = "Hi {{ name | default: 'there' }}{% if tone == 'warm' %}, {{ customer.company }}{% endif %}";
    let vocabulary = Vocabulary::default();
    let around = Around { snippets: &Kept::default(), vocabulary: &vocabulary, parameters: true, tried: nothing_tried };
    let unfolded = unfold(source, &Macro::parse(source), &around, Platform::named("zammad").unwrap());
    let lost: Vec<String> = unfolded.losses.iter().map(|one| loss(one, source)).collect();
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn depth_and_length_cost_no_more_than_they_are() {
    let nested = format!("{}x{}", "{% if ticket.id %}".repeat(10_000), "{% endif %}".repeat(10_000));
    assert_eq!(unfolded(&nested, "zendesk").losses.len(), 1);
    let side_by_side = "{% if a.b %}x{% else %}{{ customer.company | default: 'y' }}{% endif %}".repeat(10_000);
    assert!(unfolded(&side_by_side, "zammad").losses.len() >= 10_000);
    let doubled = "{% assign x = x | append: x | default: 'ab' %}".repeat(1_000);
    assert_eq!(unfolded(&format!("{doubled}{{{{ x }}}}"), "zendesk").losses.len(), 1);
}
