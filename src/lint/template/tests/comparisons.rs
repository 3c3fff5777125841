//! Comparisons of values that never compare, and near misses that do.

use expect_test::expect;

use super::*;

#[test]
fn numbers_and_texts() {
    check(
        "{% if order.items.size == '2' %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “order.items.size == '2'”: `order.items.size` is a number, and in quotation marks `'2'` is text: the two are never the same, so this never holds
            Take the quotation marks away: {% if order.items.size == 2 %}x{% endif %}
    "#]],
    );
    check(
        "{% if order.days_since_delivery == 'late' %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “order.days_since_delivery == 'late'”: `order.days_since_delivery` is a number and `'late'` is text: the two are never the same, so this never holds
    "#]],
    );
    check(
        "{% if '30' < order.days_since_delivery %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “'30' < order.days_since_delivery”: `order.days_since_delivery` is a number, and in quotation marks `'30'` is text: help desks print an error there
            Take the quotation marks away: {% if 30 < order.days_since_delivery %}x{% endif %}
    "#]],
    );
    check_with(
        "{% unless parcel.weight != '3.5' %}x{% endunless %}",
        &workspace(),
        expect![[r#"
        warning comparison-type at “parcel.weight != '3.5'”: `parcel.weight` is a number, and in quotation marks `'3.5'` is text: the two are never the same, so this always holds
            Take the quotation marks away: {% unless parcel.weight != 3.5 %}x{% endunless %}
    "#]],
    );
    check(
        "{% case order.items.size %}{% when '1', 2 %}x{% when 'two' %}y{% endcase %}",
        expect![[r#"
        warning comparison-type at “'1'”: `order.items.size` is a number, and in quotation marks `'1'` is text: the two are never the same, so this passage is never sent
            Take the quotation marks away: {% case order.items.size %}{% when 1, 2 %}x{% when 'two' %}y{% endcase %}
        warning comparison-type at “'two'”: `order.items.size` is a number and `'two'` is text: the two are never the same, so this passage is never sent
    "#]],
    );
    check(
        "{% assign days = 3 %}{% if days > '2' %}{{ days }}{% endif %}",
        expect![[r#"
        warning comparison-type at “days > '2'”: `days` is a number, and in quotation marks `'2'` is text: help desks print an error there
            Take the quotation marks away: {% assign days = 3 %}{% if days > 2 %}{{ days }}{% endif %}
    "#]],
    );
}

#[test]
fn amounts_lists_and_true_or_false() {
    check(
        "{% if order.total == 'x' %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “order.total == 'x'”: `order.total` is an amount and `'x'` is none: the two are never the same, so this never holds
    "#]],
    );
    check(
        "{% if 50 < order.total or order.total == 5 %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “50 < order.total”: `order.total` is an amount with its currency sign and `50` is a number: help desks print an error there
        warning comparison-type at “order.total == 5”: `order.total` is an amount with its currency sign and `5` is a number: the two are never the same, so this never holds
    "#]],
    );
    check(
        "{% if order.items == 'Mug' %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “order.items == 'Mug'”: `order.items` is a list and `'Mug'` is a single value: the two are never the same, so this never holds
            Ask whether it is in the list: {% if order.items contains 'Mug' %}x{% endif %}
    "#]],
    );
    check(
        "{% if order.items > 2 %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “order.items > 2”: `order.items` is a list and has no size to compare, so this never holds
    "#]],
    );
    check(
        "{% if order.closed == 'yes' or order.closed == 1 %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “order.closed == 'yes'”: `order.closed` is true or false and `'yes'` is text: the two are never the same, so this never holds
    "#]],
    );
}

#[test]
fn texts_that_are_no_numbers_and_numbers_that_contain_nothing() {
    check(
        "{% if customer.first_name > 5 %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “customer.first_name > 5”: `customer.first_name` is text and `5` is a number: help desks print an error there
    "#]],
    );
    check(
        "{% if order.items.size contains 2 %}x{% endif %}",
        expect![[r#"
        warning comparison-type at “order.items.size contains 2”: `order.items.size` is a number and contains nothing, so this never holds
    "#]],
    );
}

#[test]
fn in_the_subject_line_too() {
    check(
        "---\nsubject: \"Hi{% if order.items == 'Mug' %}!{% endif %}\"\n---\n",
        expect![[r#"
        warning comparison-type at “order.items == 'Mug'”: `order.items` is a list and `'Mug'` is a single value: the two are never the same, so this never holds
            Ask whether it is in the list: subject: "Hi{% if order.items contains 'Mug' %}!{% endif %}"
    "#]],
    );
}

#[test]
fn what_may_compare_is_not_told() {
    quiet("{% if order.total == '£5.00' or order.total == '' or order.total != blank %}x{% endif %}");
    quiet("{% if order.days_since_delivery == '30' %}help desks may send it as text{% endif %}");
    quiet("{% if order.closed == 'true' %}the same{% endif %}");
    quiet("{% if order.items contains 'Mug' or order.items == empty or order.items != nil %}x{% endif %}");
    quiet("{% if order.items.first == 'Mug' or ticket.custom.size == 3 or ticket.custom.size > '3' %}x{% endif %}");
    quiet("{% if customer.first_name > 'M' or order.id == 1093 or order.date < '2027-01-01' %}x{% endif %}");
    quiet("{% if tone == 3 or tone > 'x' %}x{% endif %}");
    quiet("{% for i in (1..3) %}{% if i == 2 %}{{ i }}{% endif %}{% endfor %}");
    quiet("{% if order.closed > 1 %}help desks may send it as text{% endif %}");
}
