//! Fixes in subject lines of any form of YAML.

use expect_test::expect;

use super::*;

#[test]
fn a_value_without_quotation_marks_gets_them() {
    check(
        "---\nsubject: Your order {{ order.id }}\n---\nHello,",
        expect![[r#"
        warning may-be-empty at “{{ order.id }}”: `order.id` may be empty, and the subject line would have a gap; say what to write then
            Write “your order” where it is empty: subject: "Your order {{ order.id | default: 'your order' }}"
            Leave it out where it is empty: subject: "Your order{% if order.id %} {{ order.id }}{% endif %}"
    "#]],
    );
    check(
        "---\nsubject: Say \"hello\" to [NAME]\n---\nHello,",
        expect![[r#"
        warning leftover at “[NAME]”: `[NAME]` would be sent as it stands; make it a slot, such as `[[name]]`, that the agent must fill in
            Make it the slot `[[name]]`: subject: 'Say "hello" to [[name]]'
            Write `{{ customer.first_name | default: 'there' }}`: subject: 'Say "hello" to {{ customer.first_name | default: ''there'' }}'
    "#]],
    );
}

#[test]
fn a_value_of_several_lines_is_told_without_a_fix() {
    check(
        "---\nsubject: >\n  Your order\n  {{ order.id }}\n---\nHello,",
        expect![[r#"
        warning may-be-empty at “>
          Your order
          {{ order.id }}”: `order.id` may be empty, and the subject line would have a gap; say what to write then
    "#]],
    );
}
