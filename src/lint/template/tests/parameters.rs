//! Values that may be empty, given to a snippet.

use expect_test::expect;

use super::*;

fn check_given(snippet: &'static str, source: &str, expected: Expect) {
    let parsed = Macro::parse(snippet);
    let snippet = Snippet { id: "s".into(), label: "s.macro".into(), source: snippet.into(), parsed };
    expected.assert_eq(&shown(source, &findings(source, &Settings::default(), &One(Arc::new(snippet)))));
}

#[test]
fn what_the_snippet_prints_as_it_is() {
    check_given(
        "Hi {{ name }},",
        "{% render 's', name: customer.first_name %}",
        expect![[r#"
        warning may-be-empty at “customer.first_name”: `customer.first_name` may be empty, and the snippet `s` prints it as `name` all the same; say what to write then
            Write “there” where it is empty: {% assign name = customer.first_name | default: "there" %}{% render 's', name: name %}
    "#]],
    );
    check_given(
        "Your parcel {{ parcel | upcase }} is late.",
        "{% assign id = order.id %}{% render 's', parcel: id %}",
        expect![[r#"
            information may-be-empty at “id”: `id` may be empty, and the snippet `s` prints it as `parcel` all the same; say what to write then
        "#]],
    );
}

#[test]
fn what_is_guarded_here_or_there() {
    let quiet = |snippet, source| check_given(snippet, source, expect![[""]]);
    quiet("Hi {{ name | default: 'there' }},", "{% render 's', name: customer.first_name %}");
    quiet("Hi{% if name %} {{ name }}{% endif %},", "{% render 's', name: customer.first_name %}");
    quiet("Hi {{ name }},", "{% if customer.first_name %}{% render 's', name: customer.first_name %}{% endif %}");
    quiet("Hi {{ name }},", "{% render 's', name: ticket.id %}{% render 's', name: 'Ann' %}");
}

#[test]
fn what_the_snippet_makes_no_use_of() {
    check_given(
        "{% assign name = 1 %}Hi {{ name }},",
        "{% render 's', name: customer.first_name %}",
        expect![[r#"
            warning unused-parameter at “name”: the snippet `s` gives `name` a value of its own before it reads it, so what is given here has no effect
        "#]],
    );
    check_given(
        "{% assign name = name | default: 'x' %}{% if a %}{% assign day = 1 %}{% endif %}{{ name }}{{ day }}",
        "{% render 's', name: 'Ann', day: 3, a: 1 %}",
        expect![[""]],
    );
    check_given(
        "Hi {{ tone | default: 'there' }}{% if other %}, {{ other }}{% endif %}",
        "{% render 's', tome: 'warm' %}{% render 's', colour: 'red' %}",
        expect![[r#"
            warning unknown-parameter at “tome”: the snippet `s` reads no `tome`; did you mean `tone`?
                Write `tone`: {% render 's', tone: 'warm' %}{% render 's', colour: 'red' %}
                Take `tome` away: {% render 's' %}{% render 's', colour: 'red' %}
            warning unknown-parameter at “colour”: the snippet `s` reads no `colour`; it reads `other`, `tone`
                Take `colour` away: {% render 's', tome: 'warm' %}{% render 's' %}
        "#]],
    );
}

#[test]
fn what_the_snippet_prints_and_is_not_given() {
    check_given(
        "Hi {{ name }}, it is {{ day | upcase }}. {{ customer.name }}{{ order.fee }}{{ who | default: 'we' }}",
        "{% render 's', day: 'Monday' %}",
        expect![[r#"
            warning missing-parameter at “s”: the snippet `s` prints `name`, which it is not given here, so customers would read nothing there; add `, name: …`
        "#]],
    );
}
