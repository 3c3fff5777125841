//! What stands between delimiters and cannot be read.

use expect_test::expect;

use super::check;

#[test]
fn nothing_to_print() {
    check(
        "Hi {{ }}",
        expect![[r#"
        Hi {{ }}
           ^^^^^
        syntax/empty-output: These braces are empty; write in them what is to be printed, such as `{{ customer.first_name }}`, or remove them
    "#]],
    );
    check(
        "Hi {{}}",
        expect![[r#"
        Hi {{}}
           ^^^^
        syntax/empty-output: These braces are empty; write in them what is to be printed, such as `{{ customer.first_name }}`, or remove them
    "#]],
    );
    check(
        "{{ | upcase }}",
        expect![[r#"
        {{ | upcase }}
           ^
        syntax/empty-output: Nothing stands before this `|`; write the value that is to be printed, such as `customer.first_name`
    "#]],
    );
}

#[test]
fn a_pipe_with_nothing_after_it() {
    check(
        "{{ a | }}",
        expect![[r#"
            {{ a | }}
                 ^
            syntax/empty-pipe: Nothing follows this `|`; write a filter after it, such as `default: "there"`, or remove it
              safe: Remove the `|`
                | {{ a }}
        "#]],
    );
    check(
        "{{ a | | upcase }}",
        expect![[r#"
            {{ a | | upcase }}
                 ^
            syntax/empty-pipe: Nothing follows this `|`; write a filter after it, such as `default: "there"`, or remove it
              safe: Remove the `|`
                | {{ a | upcase }}
        "#]],
    );
    check(
        r#"{{ a || "there" }}"#,
        expect![[r#"
            {{ a || "there" }}
                 ^^
            syntax/empty-pipe: `||` is not known here; to say what is sent where there is no value, write `| default:`
              suggested: Write `| default:`
                | {{ a | default: "there" }}
        "#]],
    );
    check(
        "{{ a || upcase }}",
        expect![[r#"
            {{ a || upcase }}
                 ^^
            syntax/empty-pipe: There are two `|` here; one stands before each filter
              suggested: Write one `|`
                | {{ a | upcase }}
        "#]],
    );
    check(
        "{{ a | 5 }}",
        expect![[r#"
        {{ a | 5 }}
               ^
        syntax/bad-expression: `5` is no filter; after `|` comes a filter's name, such as `default: "there"`
    "#]],
    );
}

#[test]
fn a_dot_with_nothing_after_it() {
    check(
        "{{ customer. }}",
        expect![[r#"
            {{ customer. }}
                       ^
            syntax/trailing-dot: `customer.` ends in a dot; write the name that comes after it, or remove the dot
              suggested: Remove the dot
                | {{ customer }}
        "#]],
    );
    check(
        "{{ customer.first_name. | upcase }}",
        expect![[r#"
            {{ customer.first_name. | upcase }}
                                  ^
            syntax/trailing-dot: `customer.first_name.` ends in a dot; write the name that comes after it, or remove the dot
              suggested: Remove the dot
                | {{ customer.first_name | upcase }}
        "#]],
    );
    check(
        "{{ customer. first_name }}",
        expect![[r#"
            {{ customer. first_name }}
                       ^
            syntax/trailing-dot: There is a space after the dot of `customer.`; remove it
              suggested: Remove the space
                | {{ customer.first_name }}
        "#]],
    );
    check(
        "{{ customer..first_name }}",
        expect![[r#"
            {{ customer..first_name }}
                       ^^
            syntax/trailing-dot: There are two dots here; one dot stands between the parts of a variable
              safe: Write one dot
                | {{ customer.first_name }}
        "#]],
    );
    check(
        "{{ order.items.0 }}",
        expect![[r#"
            {{ order.items.0 }}
                          ^^
            syntax/bad-expression: A place in a list is written in square brackets: `[0]` instead of `.0`
              safe: Write `[0]`
                | {{ order.items[0] }}
        "#]],
    );
    check(
        "{% if order. == 5 %}{% endif %}",
        expect![[r#"
            {% if order. == 5 %}{% endif %}
                       ^
            syntax/trailing-dot: `order.` ends in a dot; write the name that comes after it, or remove the dot
              suggested: Remove the dot
                | {% if order == 5 %}{% endif %}
        "#]],
    );
}

#[test]
fn filters() {
    check(
        "{{ a | upcse }}",
        expect![[r#"
            {{ a | upcse }}
                   ^^^^^
            syntax/unknown-filter: There is no filter `upcse`; did you mean `upcase`?
              suggested: Change to `upcase`
                | {{ a | upcase }}
        "#]],
    );
    check(
        "{{ a | uppercase }}",
        expect![[r#"
            {{ a | uppercase }}
                   ^^^^^^^^^
            syntax/unknown-filter: There is no filter `uppercase`; did you mean `upcase`?
              suggested: Change to `upcase`
                | {{ a | upcase }}
        "#]],
    );
    check(
        "{{ a | shout }}",
        expect![[r#"
            {{ a | shout }}
                   ^^^^^
            syntax/unknown-filter: There is no filter `shout`; use one of Liquid's, such as `default`, `date` or `capitalize`
        "#]],
    );
    check(
        r#"{{ a | default "there" }}"#,
        expect![[r#"
            {{ a | default "there" }}
                   ^^^^^^^
            syntax/bad-expression: A colon is missing after `default`; write `default: …`
              safe: Add `:`
                | {{ a | default: "there" }}
        "#]],
    );
    check(
        "{{ a | default('there') }}",
        expect![[r#"
            {{ a | default('there') }}
                          ^
            syntax/bad-expression: Brackets cannot follow a filter; write `default: …` instead of `default(…)`
              safe: Write a colon
                | {{ a | default: 'there' }}
        "#]],
    );
    check(
        "{{ a | default }}",
        expect![[r#"
        {{ a | default }}
               ^^^^^^^
        syntax/bad-expression: `default` needs a value after a colon, such as `default: "…"`
    "#]],
    );
    check(
        "{{ a | default: }}",
        expect![[r#"
        {{ a | default: }}
               ^^^^^^^
        syntax/bad-expression: `default` needs a value after a colon, such as `default: "…"`
    "#]],
    );
    check(
        "{{ a | upcase: 5 }}",
        expect![[r#"
            {{ a | upcase: 5 }}
                   ^^^^^^
            syntax/bad-expression: `upcase` takes no value; remove the colon and what follows it
              suggested: Remove the value
                | {{ a | upcase }}
        "#]],
    );
    check(
        "{{ a | append: 'b', 'c' }}",
        expect![[r#"
        {{ a | append: 'b', 'c' }}
               ^^^^^^
        syntax/bad-expression: `append` takes one value, and 2 are given; remove the others
    "#]],
    );
    check(
        "{{ a | replace: 'b' 'c' }}",
        expect![[r#"
            {{ a | replace: 'b' 'c' }}
                                ^^^
            syntax/bad-expression: A comma is missing between the values of `replace`
              suggested: Add a comma
                | {{ a | replace: 'b', 'c' }}
        "#]],
    );
    check(
        "{{ a | append: 'b', }}",
        expect![[r#"
            {{ a | append: 'b', }}
                              ^
            syntax/bad-expression: Nothing follows this comma; write another value after it, or remove it
              safe: Remove the comma
                | {{ a | append: 'b' }}
        "#]],
    );
    check(
        "{{ a | upcase: }}",
        expect![[r#"
            {{ a | upcase: }}
                         ^
            syntax/bad-expression: Nothing follows the colon of `upcase`; write a value after it, or remove it
              suggested: Remove the colon
                | {{ a | upcase }}
        "#]],
    );
    check(
        "{{ a | replace: 1, 2, 3 }}",
        expect![[r#"
        {{ a | replace: 1, 2, 3 }}
               ^^^^^^^
        syntax/bad-expression: `replace` takes at most 2 values, and 3 are given; remove the others
    "#]],
    );
}

#[test]
fn values_that_do_not_follow() {
    check(
        "{{ customer first_name }}",
        expect![[r#"
        {{ customer first_name }}
                    ^^^^^^^^^^
        syntax/bad-expression: `first_name` does not follow from what stands before it; take it out, or join the two
    "#]],
    );
    check(
        "{{ a, b }}",
        expect![[r#"
        {{ a, b }}
            ^
        syntax/bad-expression: `,` cannot stand here; remove it
    "#]],
    );
    check(
        "{{ a + b }}",
        expect![[r#"
        {{ a + b }}
             ^
        syntax/bad-expression: There is no arithmetic with `+` here; use the filter `plus`, as in `{{ order.total | plus: 5 }}`
    "#]],
    );
    check(
        "{{ a - 1 }}",
        expect![[r#"
        {{ a - 1 }}
             ^
        syntax/bad-expression: There is no arithmetic with `-` here; use the filter `minus`, as in `{{ order.total | minus: 5 }}`
    "#]],
    );
    check(
        "{{ a == b }}",
        expect![[r#"
        {{ a == b }}
             ^^
        syntax/bad-expression: `==` belongs in a condition, such as `{% if … %}`; only a value can stand here
    "#]],
    );
    check(
        "{{ a and b }}",
        expect![[r#"
        {{ a and b }}
             ^^^
        syntax/bad-expression: `and` belongs in a condition, such as `{% if … %}`; only a value can stand here
    "#]],
    );
    check(
        "{{ (a) }}",
        expect![[r#"
        {{ (a) }}
           ^
        syntax/bad-expression: Brackets are only for ranges such as `(1..5)`; remove them, and name a value with `{% assign %}` where the order matters
    "#]],
    );
    check(
        "{{ (1..5 }}",
        expect![[r#"
            {{ (1..5 }}
               ^
            syntax/bad-expression: `(` opened here is never closed; add `)`
              1:9 `` Add `)` here
              safe: Add `)`
                | {{ (1..5) }}
        "#]],
    );
    check(
        "{{ a[0 }}",
        expect![[r#"
            {{ a[0 }}
                ^
            syntax/bad-expression: `[` opened here is never closed; add `]`
              1:7 `` Add `]` here
              safe: Add `]`
                | {{ a[0] }}
        "#]],
    );
    check(
        "{{ a[] }}",
        expect![[r#"
        {{ a[] }}
            ^^
        syntax/bad-expression: These brackets are empty; write a name in quotation marks or a number in them, such as `[0]`
    "#]],
    );
    check(
        "{{ a.b() }}",
        expect![[r#"
        {{ a.b() }}
              ^
        syntax/bad-expression: `(` cannot stand here; brackets are only for ranges such as `(1..5)`
    "#]],
    );
    check(
        "{{ @ }}",
        expect![[r#"
        {{ @ }}
           ^
        syntax/bad-expression: `@` cannot stand here; remove it
    "#]],
    );
    check(
        "{{ a; }}",
        expect![[r#"
        {{ a; }}
            ^
        syntax/bad-expression: `;` cannot stand here; remove it
    "#]],
    );
    check(
        "{{ a ] }}",
        expect![[r#"
        {{ a ] }}
             ^
        syntax/bad-expression: `]` cannot stand here; remove it
    "#]],
    );
    check(
        "{{ 'a' 'b' }}",
        expect![[r#"
        {{ 'a' 'b' }}
               ^^^
        syntax/bad-expression: `'b'` does not follow from what stands before it; take it out, or join the two
    "#]],
    );
    check(
        "{{ a | date: + }}",
        expect![[r#"
        {{ a | date: + }}
                     ^
        syntax/bad-expression: There is no arithmetic with `+` here; use the filter `plus`, as in `{{ order.total | plus: 5 }}`
    "#]],
    );
    check(
        "{{ % }}",
        expect![[r#"
        {{ % }}
           ^
        syntax/bad-expression: `%` cannot stand here; remove it
    "#]],
    );
    check(
        "{{ }x}}",
        expect![[r#"
        {{ }x}}
           ^
        syntax/bad-expression: `}` cannot stand here; remove it
    "#]],
    );
}

#[test]
fn quotation_marks_of_a_word_processor() {
    check(
        "{{ a | default: “there” }}",
        expect![[r#"
            {{ a | default: “there” }}
                            ^^^^^^^
            syntax/bad-expression: Curly quotation marks do not mark a text here; use straight ones (`"`)
              safe: Use straight quotation marks
                | {{ a | default: "there" }}
        "#]],
    );
    check(
        "{% if a == ‘open’ %}b{% endif %}",
        expect![[r#"
            {% if a == ‘open’ %}b{% endif %}
                       ^^^^^^
            syntax/bad-expression: Curly quotation marks do not mark a text here; use straight ones (`"`)
              safe: Use straight quotation marks
                | {% if a == "open" %}b{% endif %}
        "#]],
    );
    check(
        "{{ a | default: “there }}",
        expect![[r#"
        {{ a | default: “there }}
                        ^
        syntax/unclosed-string: This text starts with a curly quotation mark and never ends; put straight quotation marks (`"`) around it
    "#]],
    );
}

#[test]
fn braces_and_tags_mixed_up() {
    check(
        "{{{ customer.first_name }}}",
        expect![[r#"
            {{{ customer.first_name }}}
            ^^^
            syntax/bad-expression: There is one brace too many; two mark an output: `{{ … }}`
              safe: Remove the third brace
                | {{ customer.first_name }}
        "#]],
    );
    check(
        "{{ if vip }}yes{{ endif }}",
        expect![[r#"
            {{ if vip }}yes{{ endif }}
               ^^
            syntax/bad-expression: `if` is a tag, and tags stand between `{%` and `%}`; two braces print a value
              suggested: Write `{% … %}`
                | {% if vip %}yes{{ endif }}
            {{ if vip }}yes{{ endif }}
                              ^^^^^
            syntax/bad-expression: `endif` is a tag, and tags stand between `{%` and `%}`; two braces print a value
              suggested: Write `{% … %}`
                | {{ if vip }}yes{% endif %}
        "#]],
    );
    check(
        "{% if a %}b{{ else }}c{% endif %}",
        expect![[r#"
            {% if a %}b{{ else }}c{% endif %}
                          ^^^^
            syntax/bad-expression: `else` is a tag, and tags stand between `{%` and `%}`; two braces print a value
              suggested: Write `{% … %}`
                | {% if a %}b{% else %}c{% endif %}
        "#]],
    );
    check(
        "{% customer.first_name %}",
        expect![[r#"
            {% customer.first_name %}
               ^^^^^^^^^^^^^^^^^^^
            syntax/unknown-tag: There is no tag `customer`; to print a variable write `{{ customer.first_name }}`
              suggested: Print it with `{{ … }}`
                | {{ customer.first_name }}
        "#]],
    );
    check(
        "{% customer.first_name }}, hello",
        expect![[r#"
            {% customer.first_name }}, hello
            ^^
            syntax/wrong-closer: `{%` opened here is closed with `}}`; to print a value, open with `{{`
              1:24 `}}` It is closed here
              safe: Write `{{`
                | {{ customer.first_name }}, hello
        "#]],
    );
}

#[test]
fn brackets_too_deep() {
    check(
        "{{ a[b[c[d[e[f[g[h[i[j[k[0]]]]]]]]]]] }}",
        expect![[r#"
            {{ a[b[c[d[e[f[g[h[i[j[k[0]]]]]]]]]]] }}
                                 ^
            syntax/too-deep: Brackets stand more than 8 deep inside each other here; name the inner value with `{% assign %}` first
        "#]],
    );
}

#[test]
fn conditions() {
    check(
        "{% if %}a{% endif %}",
        expect![[r#"
        {% if %}a{% endif %}
           ^^
        syntax/bad-condition: `{% if %}` needs a condition, such as `{% if order.total > 50 %}`
    "#]],
    );
    check(
        "{% if a = 5 %}b{% endif %}",
        expect![[r#"
            {% if a = 5 %}b{% endif %}
                    ^
            syntax/assignment-in-condition: A single `=` sets a value; to ask whether two values are equal, write `==`
              safe: Write `==`
                | {% if a == 5 %}b{% endif %}
        "#]],
    );
    check(
        "{% if a === 5 %}b{% endif %}",
        expect![[r#"
            {% if a === 5 %}b{% endif %}
                    ^^^
            syntax/bad-condition: There is no `===`; write `==`
              safe: Write `==`
                | {% if a == 5 %}b{% endif %}
        "#]],
    );
    check(
        "{% if a => 5 %}b{% endif %}",
        expect![[r#"
            {% if a => 5 %}b{% endif %}
                    ^^
            syntax/bad-condition: There is no `=>`; write `>=`
              safe: Write `>=`
                | {% if a >= 5 %}b{% endif %}
        "#]],
    );
    check(
        "{% if a && b %}c{% endif %}",
        expect![[r#"
            {% if a && b %}c{% endif %}
                    ^^
            syntax/bad-condition: Write `and` instead of `&&`
              safe: Write `and` instead of `&&`
                | {% if a and b %}c{% endif %}
        "#]],
    );
    check(
        "{% if a || b %}c{% endif %}",
        expect![[r#"
            {% if a || b %}c{% endif %}
                    ^^
            syntax/bad-condition: Write `or` instead of `||`
              safe: Write `or` instead of `||`
                | {% if a or b %}c{% endif %}
        "#]],
    );
    check(
        "{% if a AND b %}c{% endif %}",
        expect![[r#"
            {% if a AND b %}c{% endif %}
                    ^^^
            syntax/bad-condition: Write `and` instead of `AND`
              safe: Write `and` instead of `AND`
                | {% if a and b %}c{% endif %}
        "#]],
    );
    check(
        "{% if not a %}b{% endif %}",
        expect![[r#"
        {% if not a %}b{% endif %}
              ^^^
        syntax/bad-condition: There is no `not` here; use `{% unless … %}`, or compare: `… == false`
    "#]],
    );
    check(
        "{% if !a %}b{% endif %}",
        expect![[r#"
        {% if !a %}b{% endif %}
              ^
        syntax/bad-condition: There is no `!` here; use `{% unless … %}`, or compare: `… == false`
    "#]],
    );
    check(
        "{% if a is 'b' %}c{% endif %}",
        expect![[r#"
            {% if a is 'b' %}c{% endif %}
                    ^^
            syntax/bad-condition: Write `==` instead of `is`
              suggested: Write `==` instead of `is`
                | {% if a == 'b' %}c{% endif %}
        "#]],
    );
    check(
        "{% if a is not 'b' %}c{% endif %}",
        expect![[r#"
            {% if a is not 'b' %}c{% endif %}
                    ^^^^^^
            syntax/bad-condition: Write `!=` instead of `is not`
              suggested: Write `!=` instead of `is not`
                | {% if a != 'b' %}c{% endif %}
        "#]],
    );
    check(
        "{% if a == %}b{% endif %}",
        expect![[r#"
        {% if a == %}b{% endif %}
                 ^
        syntax/bad-condition: There is nothing to compare `a` with; write a value after this
    "#]],
    );
    check(
        "{% if a and %}b{% endif %}",
        expect![[r#"
            {% if a and %}b{% endif %}
                    ^^^
            syntax/bad-condition: Nothing follows `and`; write a second condition after it, or remove it
              suggested: Remove `and`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% if a b %}c{% endif %}",
        expect![[r#"
        {% if a b %}c{% endif %}
                ^
        syntax/bad-condition: Nothing says how `b` belongs to what stands before it; write `==`, `and` or another such word between them
    "#]],
    );
    check(
        "{% if (a or b) and c %}d{% endif %}",
        expect![[r#"
            {% if (a or b) and c %}d{% endif %}
                  ^
            syntax/bad-condition: Conditions cannot be grouped with brackets; put one `{% if %}` inside another instead
        "#]],
    );
    check(
        "{% if a | size > 5 %}b{% endif %}",
        expect![[r#"
        {% if a | size > 5 %}b{% endif %}
                ^
        syntax/bad-condition: A filter cannot stand in `{% if %}`; give the filtered value a name first with `{% assign name = … %}`
    "#]],
    );
    check(
        "{% if a == b == c %}d{% endif %}",
        expect![[r#"
        {% if a == b == c %}d{% endif %}
                     ^^
        syntax/bad-condition: Only two values can be compared at a time; join two comparisons with `and` instead of a second `==`
    "#]],
    );
    check(
        "{% if a, b %}c{% endif %}",
        expect![[r#"
        {% if a, b %}c{% endif %}
               ^
        syntax/bad-condition: A comma cannot join conditions; write `and` or `or`
    "#]],
    );
    check(
        "{% if == 5 %}b{% endif %}",
        expect![[r#"
            {% if == 5 %}b{% endif %}
                  ^^
            syntax/bad-condition: A value is missing before `==`
        "#]],
    );
    check(
        "{% if a == and b %}c{% endif %}",
        expect![[r#"
        {% if a == and b %}c{% endif %}
                 ^
        syntax/bad-condition: There is nothing to compare `a` with; write a value after this
    "#]],
    );
    check(
        "{% if a ! b %}c{% endif %}",
        expect![[r#"
            {% if a ! b %}c{% endif %}
                    ^
            syntax/bad-condition: There is no `!`; write `!=`
              suggested: Write `!=`
                | {% if a != b %}c{% endif %}
        "#]],
    );
    check(
        "{% unless %}a{% endunless %}",
        expect![[r#"
        {% unless %}a{% endunless %}
           ^^^^^^
        syntax/bad-condition: `{% unless %}` needs a condition, such as `{% unless order.total > 50 %}`
    "#]],
    );
    check(
        "{% if a %}{% elsif %}{% endif %}",
        expect![[r#"
        {% if a %}{% elsif %}{% endif %}
                     ^^^^^
        syntax/bad-condition: `{% elsif %}` needs a condition, such as `{% elsif order.total > 50 %}`
    "#]],
    );
    check(
        "{% if a) %}{% endif %}",
        expect![[r#"
            {% if a) %}{% endif %}
                   ^
            syntax/bad-condition: Conditions cannot be grouped with brackets; put one `{% if %}` inside another instead
        "#]],
    );
    check(
        "{% if a @ b %}{% endif %}",
        expect![[r#"
        {% if a @ b %}{% endif %}
                ^
        syntax/bad-expression: `@` cannot stand here; remove it
    "#]],
    );
    check(
        "{% if and %}{% endif %}",
        expect![[r#"
            {% if and %}{% endif %}
                  ^^^
            syntax/bad-condition: A value is missing before `and`
        "#]],
    );
}
