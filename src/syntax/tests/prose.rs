//! Slips in the text around delimiters.

use expect_test::expect;

use super::check;

#[test]
fn single_braces() {
    check(
        "Hi { customer.first_name },",
        expect![[r#"
            Hi { customer.first_name },
               ^^^^^^^^^^^^^^^^^^^^^^^
            syntax/single-brace: A variable stands in two braces; write `{{ customer.first_name }}`, or it is sent as it stands
              suggested: Write two braces
                | Hi {{ customer.first_name }},
        "#]],
    );
    check(
        "Hi {customer.first_name},",
        expect![[r#"
            Hi {customer.first_name},
               ^^^^^^^^^^^^^^^^^^^^^
            syntax/single-brace: A variable stands in two braces; write `{{ customer.first_name }}`, or it is sent as it stands
              suggested: Write two braces
                | Hi {{customer.first_name}},
        "#]],
    );
    check(
        "Hi {name | upcase}",
        expect![[r#"
            Hi {name | upcase}
               ^^^^^^^^^^^^^^^
            syntax/single-brace: A variable stands in two braces; write `{{ name | upcase }}`, or it is sent as it stands
              suggested: Write two braces
                | Hi {{name | upcase}}
        "#]],
    );
    check(
        "Hi {name}}",
        expect![[r#"
            Hi {name}}
               ^^^^^^^
            syntax/single-brace: A variable stands in two braces; write `{{ name }}`, or it is sent as it stands
              suggested: Write two braces
                | Hi {{name}}
        "#]],
    );
    check(
        "Hi { customer.first_name }}",
        expect![[r#"
            Hi { customer.first_name }}
               ^^^^^^^^^^^^^^^^^^^^^^^^
            syntax/single-brace: A variable stands in two braces; write `{{ customer.first_name }}`, or it is sent as it stands
              suggested: Write two braces
                | Hi {{ customer.first_name }}
        "#]],
    );
    check(
        "Hi { {customer.first_name} }",
        expect![[r#"
            Hi { {customer.first_name} }
               ^^^^^^^^^^^^^^^^^^^^^^^^^
            syntax/single-brace: A variable stands in two braces; write `{{ customer.first_name }}`, or it is sent as it stands
              suggested: Write two braces
                | Hi {{customer.first_name}}
        "#]],
    );
}

#[test]
fn closers_that_close_nothing() {
    check(
        "Hi customer.first_name }}, thanks",
        expect![[r#"
            Hi customer.first_name }}, thanks
                                   ^^
            syntax/stray-closer: `}}` closes nothing here; write `{{` where the output starts, or remove it
              suggested: Add `{{` before `customer.first_name`
                | Hi {{ customer.first_name }}, thanks
        "#]],
    );
    check(
        "Hi there }}",
        expect![[r#"
        Hi there }}
                 ^^
        syntax/stray-closer: `}}` closes nothing here; write `{{` where the output starts, or remove it
    "#]],
    );
    check(
        "if vip %}yes",
        expect![[r#"
        if vip %}yes
               ^^
        syntax/stray-closer: `%}` closes nothing here; write `{%` where the tag starts, or remove it
    "#]],
    );
    check(
        "a }} b %}",
        expect![[r#"
        a }} b %}
          ^^
        syntax/stray-closer: `}}` closes nothing here; write `{{` where the output starts, or remove it
        a }} b %}
               ^^
        syntax/stray-closer: `%}` closes nothing here; write `{%` where the tag starts, or remove it
    "#]],
    );
}

#[test]
fn slips_in_code_are_code_but_not_beyond() {
    check(
        "`{a.b}` and {c.d} and `x",
        expect![[r#"
            `{a.b}` and {c.d} and `x
                        ^^^^^
            syntax/single-brace: A variable stands in two braces; write `{{ c.d }}`, or it is sent as it stands
              suggested: Write two braces
                | `{a.b}` and {{c.d}} and `x
        "#]],
    );
    check(
        "``a ` b {c.d}`` {e.f}",
        expect![[r#"
            ``a ` b {c.d}`` {e.f}
                            ^^^^^
            syntax/single-brace: A variable stands in two braces; write `{{ e.f }}`, or it is sent as it stands
              suggested: Write two braces
                | ``a ` b {c.d}`` {{e.f}}
        "#]],
    );
}

#[test]
fn a_closer_of_a_part_that_is_not_closed_there_is_said_once() {
    check(
        "{{ a {% # note %} b }}",
        expect![[r#"
        {{ a {% # note %} b }}
        ^^
        syntax/unclosed-output: `{{` opened here is never closed; add `}}` after `a`
          1:5 `` Add `}}` here
    "#]],
    );
    check(
        "[[ name {{ a }} ]]",
        expect![[r#"
        [[ name {{ a }} ]]
        ^^
        syntax/unclosed-slot: `[[` opened here is never closed; add `]]` after `name`
          1:8 `` Add `]]` here
    "#]],
    );
    check(
        "About name]] we",
        expect![[r#"
        About name]] we
                  ^^
        syntax/stray-closer: `]]` closes nothing here; write `[[` where the slot starts, or remove it
    "#]],
    );
}
