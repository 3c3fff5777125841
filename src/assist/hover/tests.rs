//! What is shown at places of texts.

mod front_matter;

use expect_test::{Expect, expect};

use super::super::marked::{Few, cursor, with_subject};
use super::*;
use crate::helpdesk::FILTER_FACTS;
use crate::lint::{self, Fixes};

const SNIPPETS: Few = Few(&[
    (
        "bye",
        "---\ntitle: Sign-off\ndescription: Says bye.\n---\nBye {{ customer.first_name }},\n{{ tone }}\n{{ agent.name }}",
    ),
    ("long", "1\n\n2\n\n3\n\n4\n\n5"),
]);

fn at(marked: &str, platforms: &[&'static Platform], findings: bool) -> Option<(String, Hover)> {
    let (source, offset) = cursor(marked);
    let toml = "[slots.when]\ndescription = \"day and time\"\noptions = [\"today\", \"tomorrow\"]\n";
    let (config, _) = Config::parse(std::path::Path::new("softspoken.toml"), toml);
    let found = with_subject(&source, &SNIPPETS, |subject| {
        let findings = if findings { lint::check(subject, Fixes::None) } else { Vec::new() };
        hover(&Pointing { subject: *subject, findings: &findings, platforms, config: &config }, offset)
    });
    found.map(|found| (found.span.of(&source).to_owned(), found))
}

/// The word that the hover is about, and what it says.
fn check(marked: &str, expected: &Expect) {
    let zendesk = [Platform::named("zendesk").unwrap(), Platform::named("front").unwrap()];
    let shown = match at(marked, &zendesk, false) {
        Some((word, found)) => format!("«{word}»\n{}\n", found.markdown),
        None => "nothing\n".to_owned(),
    };
    expected.assert_eq(&shown);
}

fn nothing(marked: &str) {
    assert_eq!(at(marked, &[], false), None, "{marked}");
}

#[test]
fn variables_wherever_they_stand() {
    check(
        "{{ customer.fi$0rst_name | upcase }}",
        &expect![[r#"
            «customer.first_name»
            `customer.first_name` (text): given name; empty for many web-form and one-word names

            For example: Priya

            May be empty: give it a `default`, or write the sentence so that it reads without.

            - Zendesk: `{{ticket.requester.first_name}}`; where it is empty, customers read nothing; a `default` becomes a condition
            - Front: `{{recipient.first_name}}`; what customers read where it is empty is not known; whether it can say a `default` is not known
        "#]],
    );
    let first = at("{{ customer.first_name$0 }}", &[], false).unwrap();
    for marked in [
        "{% if customer.first_name$0 %}x{% endif %}",
        "{{ 'x' | append: customer.$0first_name }}",
        "{% render 'bye', tone: customer.first_name$0 %}",
        "---\nsubject: Hi {{ customer.first_name$0 }}\n---\n",
        "{{ customer['first_name$0'] }}",
    ] {
        assert_eq!(at(marked, &[], false).unwrap().1.markdown, first.1.markdown, "{marked}");
    }
}

#[test]
fn parts_groups_families_and_names_of_help_desks() {
    check(
        "{{ order.items$0.first }}",
        &expect![[r#"
        «order.items.first»
        `first` of `order.items` (list): what was bought

        For example: Blue mug, Tea towel

        May be empty: give it a `default`, or write the sentence so that it reads without.

        - Zendesk: nothing of the kind is known
        - Front: nothing of the kind is known
    "#]],
    );
    check(
        "{% if agent$0 %}{% endif %}",
        &expect![[r#"
        «agent»
        `agent` is a group of variables:

        - `agent.name`: full name of the agent who applies the macro
        - `agent.first_name`: given name of that agent
        - `agent.last_name`: family name of that agent
        - `agent.email`: e-mail address of that agent
        - `agent.phone`: telephone of that agent
        - `agent.signature`: signature of that agent
        - `agent.display_name`: the name that customers see of the agent who applies the macro
        - `agent.job_title`: job title of that agent
        - and 2 more
    "#]],
    );
    check(
        "{{ ticket.custom.colour$0 }}",
        &expect![[r#"
            «ticket.custom.colour»
            `ticket.custom.*` (any value): the workspace's own ticket fields

            May be empty: give it a `default`, or write the sentence so that it reads without.

            - Zendesk: `{{ticket.ticket_field_<id>}}`; where it is empty, customers read nothing; a `default` becomes a condition
            - Front: nothing of the kind is known
        "#]],
    );
    check(
        "{{ ticket.requester.first_name$0 }}",
        &expect![[r#"
            «ticket.requester.first_name»
            Zendesk's name of `customer.first_name` (text): given name; empty for many web-form and one-word names

            For example: Priya

            May be empty: give it a `default`, or write the sentence so that it reads without.

            - Zendesk: `{{ticket.requester.first_name}}`; where it is empty, customers read nothing; a `default` becomes a condition
            - Front: `{{recipient.first_name}}`; what customers read where it is empty is not known; whether it can say a `default` is not known

            Source: https://support.unwiredlogic.com/hc/en-us/articles/360033375911 (copy of Zendesk reference); github contactlab/contacthub-connect-zendesk@073b9aa README.md
        "#]],
    );
    check(
        "{{ tone$0 }}",
        &expect![[r#"
        «tone»
        `tone` is a parameter: the macro that renders this one says what it is
    "#]],
    );
    nothing("{{ customer.frist_name$0 }}");
}

#[test]
fn every_help_desk_where_none_is_meant() {
    let (_, found) = at("{{ customer.first_name$0 }}", &[], false).unwrap();
    let lines = found.markdown.lines().filter(|line| line.starts_with("- ")).count();
    assert!(lines > 15, "{}", found.markdown);
    for words in ["- Zendesk: `{{ticket.requester.first_name}}`; where it is empty, customers read nothing", "a dash"] {
        assert!(found.markdown.contains(words), "{}", found.markdown);
    }
}

#[test]
fn names_of_the_macro() {
    check(
        "{% assign days$0 = 3 %}{% capture days %}4{% endcapture %}",
        &expect![[r#"
        «days»
        `days` is a name that this macro gives a value:

        - `{% assign days = 3 %}`
        - `{% capture days %}`
    "#]],
    );
    check(
        "{% for item in order.items %}{{ item$0 }}{% endfor %}",
        &expect![[r#"
        «item»
        `item` is each value of a list in turn, inside of its loop:

        - `{% for item in order.items %}`
    "#]],
    );
}

#[test]
fn filters_with_what_they_print() {
    check(
        "{{ order.id | trun$0cate: 5 }}",
        &expect![[r#"
        «truncate»
        `text | truncate: [length], [end]`: cuts after this many letters

        For example: `{{ "Where is my parcel?" | truncate: 11 }}` gives `Where is...`
    "#]],
    );
    check(
        "{% assign a = b | join$0 %}",
        &expect![[r#"
        «join»
        `a list | join: [between]`: writes the values with a text between them

        For example: `{{ "a b c" | split: " " | join: ", " }}` gives `a, b, c`
    "#]],
    );
    check(
        "---\nsubject: Hi {{ customer.first_name | up$0case }}\n---\n",
        &expect![[r#"
        «upcase»
        `text | upcase`: makes all letters capitals

        For example: `{{ "late" | upcase }}` gives `LATE`
    "#]],
    );
    check(
        "{{ a | where$0: 'b' }}",
        &expect![[r#"
            «where»
            `a list | where: property, [value]`: the values whose property is so

            For example: `{{ items | where: "gift", true | map: "name" | join: ", " }}` gives `mug`, where `items` are `[{"name": "mug", "price": 9, "gift": true}, {"name": "lamp", "price": 20, "colour": "blue"}]`
        "#]],
    );
    nothing("{{ a | unknown$0 }}");
}

#[test]
fn every_filter_has_an_example_that_prints_something() {
    for facts in FILTER_FACTS {
        let printed = filter::example(facts).unwrap_or_else(|| panic!("{} cannot be printed", facts.name));
        assert!(facts.example.contains(&format!("| {}", facts.name)), "{}", facts.example);
        assert!(!printed.trim().is_empty() && !printed.contains("Liquid"), "{}: {printed:?}", facts.example);
        let parsed = Macro::parse(&format!("{{{{ {} }}}}", facts.example));
        assert_eq!(parsed.mistakes, [], "{}", facts.example);
    }
}

#[test]
fn tags_and_what_they_belong_to() {
    check(
        "{% i$0f order.gift %}{% else %}{% endif %}",
        &expect![[r#"
        «if»
        `if` sends what follows only where the condition holds

        For example: `{% if order.gift %}Enjoy the gift.{% else %}Enjoy your order.{% endif %}`
    "#]],
    );
    check(
        "{% if order.gift %}{% else$0 %}{% endif %}",
        &expect![[r#"
        «else»
        `else` sends what follows where nothing above fits

        For example: `{% if order.gift %}Enjoy the gift.{% else %}Enjoy your order.{% endif %}`

        It belongs to `{% if order.gift %}`
    "#]],
    );
    check(
        "{% if order.gift %}{% else %}{% end$0if %}",
        &expect![[r#"
        «endif»
        `endif` ends what `{% if order.gift %}` began
    "#]],
    );
    check(
        "{% comment %}x{% end$0comment %}",
        &expect![[r#"
        «{% endcomment %}»
        `comment` is for colleagues: nothing of it is sent

        For example: `{% comment %}…{% endcomment %}`
    "#]],
    );
    nothing("{% comment %}x$0y{% endcomment %}");
    nothing("{% unknown$0 %}");
}

#[test]
fn every_tag_that_is_offered_is_explained() {
    for kind in crate::syntax::BlockKind::ALL {
        assert!(tag::tag(kind.opener()).is_some(), "{}", kind.opener());
    }
    for name in ["elsif", "else", "when", "assign", "render", "include", "comment", "raw"] {
        assert!(tag::tag(name).is_some(), "{name}");
    }
}

#[test]
fn snippets_and_what_they_are_given() {
    check(
        "{% render 'by$0e', tone: 'Warmly' %}",
        &expect![[r#"
        «bye»
        **Sign-off** (`bye`)

        Says bye.

        Parameters: `tone`

        With sample values it reads:

        ```text
        Bye Priya,
        Warmly
        Sam Okafor
        ```
    "#]],
    );
    check(
        "{% render 'long$0' %}",
        &expect![[r#"
        «long»
        Snippet `long`

        With sample values it reads:

        ```text
        1

        2

        3

        …
        ```
    "#]],
    );
    check(
        "{% render 'bye', to$0ne: 'Warmly' %}",
        &expect![[r#"
        «tone»
        Parameter `tone` of the snippet `bye`: `{{ tone }}`
    "#]],
    );
    check(
        "{% render 'bye', ton$0: 'Warmly' %}",
        &expect![[r#"
        «ton»
        The snippet `bye` does not use `ton`
    "#]],
    );
    nothing("{% render 'gone$0', a: 1 %}");
    nothing("{% render 'gone', a$0: 1 %}");
}

#[test]
fn a_finding_has_all_of_its_page() {
    let (word, found) = at("We apologise for any inconv$0enience caused.", &[], true).unwrap();
    let page = &found.markdown;
    assert!(page.starts_with('“'), "{word}: {page}");
    let parts = ["**Technique: ", "Evidence: ", "**Instead of**", "**Say**", "**This is fine**", "**Source**: "];
    for part in parts {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn the_narrowest_place_comes_first() {
    let (word, found) = at("Hi {{ customer.first$0_name }},", &[], true).unwrap();
    assert_eq!(word, "customer.first_name");
    let (about, told) = found.markdown.split_once("\n\n---\n\n").unwrap();
    assert!(about.starts_with("`customer.first_name` (text)"), "{about}");
    assert!(told.contains("`template/may-be-empty`"), "{told}");
}

#[test]
fn any_place_of_any_text_can_be_pointed_at() {
    let texts = [
        "---\n\u{feff}é: [",
        "\u{feff}---\r\nsubject: 😀 {{ é | x }}\r\nslots: [a]\r\n---\r\n{{ é |",
        "{% render '😀', a: {{ [[ {% # allow é, 😀/: x %}",
        "{% comment %}",
        "{% raw %}é{% endraw %}{% if %}{% endif %}{% for é in 😀 %}{{ é }}",
        "",
    ];
    for text in texts {
        for offset in 0..=text.len() + 2 {
            with_subject(text, &SNIPPETS, |subject| {
                let findings = lint::check(subject, Fixes::None);
                let config = Config::default();
                hover(&Pointing { subject: *subject, findings: &findings, platforms: &[], config: &config }, offset);
            });
        }
    }
}
