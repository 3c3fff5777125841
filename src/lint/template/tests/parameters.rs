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
    quiet("{% assign name = 1 %}Hi {{ name }},", "{% render 's', name: customer.first_name %}");
    quiet("Hi {{ name }},", "{% if customer.first_name %}{% render 's', name: customer.first_name %}{% endif %}");
    quiet("Hi {{ name }},", "{% render 's', name: ticket.id %}{% render 's', name: 'Ann' %}");
    quiet("Hi {{ other }},", "{% render 's', name: customer.first_name %}");
}
