//! Tags that open and close blocks, and do not pair.

use expect_test::expect;

use super::check;

#[test]
fn a_block_that_is_never_closed() {
    check(
        "{% if vip %}\nHello\n",
        expect![[r#"
            {% if vip %}
            ^^^^^^^^^^^^
            syntax/unclosed-block: `{% if %}` opened here is never closed; add `{% endif %}` at the end of the text
              2:6 `` Add `{% endif %}` here
              suggested: Add `{% endif %}` at the end of the text
                | {% if vip %}
                | Hello
                | {% endif %}
        "#]],
    );
    check(
        "Hi {% if vip %}dear customer,\n\nThanks\n",
        expect![[r#"
            Hi {% if vip %}dear customer,
               ^^^^^^^^^^^^
            syntax/unclosed-block: `{% if %}` opened here is never closed; add `{% endif %}` at the end of line 1
              1:30 `` Add `{% endif %}` here
              suggested: Add `{% endif %}` at the end of line 1
                | Hi {% if vip %}dear customer,{% endif %}
                | 
                | Thanks
        "#]],
    );
    check(
        "{% for x in xs %}\n{% if a %}\n{{ x }}\n{% endfor %}\nBye",
        expect![[r#"
            {% if a %}
            ^^^^^^^^^^
            syntax/unclosed-block: `{% if %}` opened here is never closed; add `{% endif %}` before line 4
              4:1 `` Add `{% endif %}` here
              suggested: Add `{% endif %}` before line 4
                | {% for x in xs %}
                | {% if a %}
                | {{ x }}
                | {% endif %}
                | {% endfor %}
                | Bye
        "#]],
    );
    check(
        "{% for x in xs %}- {% if a %}{{ x }}{% endfor %}",
        expect![[r#"
            {% for x in xs %}- {% if a %}{{ x }}{% endfor %}
                               ^^^^^^^^^^
            syntax/unclosed-block: `{% if %}` opened here is never closed; add `{% endif %}` before `{% endfor %}` on line 1
              1:37 `` Add `{% endif %}` here
              suggested: Add `{% endif %}` before `{% endfor %}` on line 1
                | {% for x in xs %}- {% if a %}{{ x }}{% endif %}{% endfor %}
        "#]],
    );
    check(
        "{% if a %}\n  Hello\nBye\n",
        expect![[r#"
            {% if a %}
            ^^^^^^^^^^
            syntax/unclosed-block: `{% if %}` opened here is never closed; add `{% endif %}` before line 3
              3:1 `` Add `{% endif %}` here
              suggested: Add `{% endif %}` before line 3
                | {% if a %}
                |   Hello
                | {% endif %}
                | Bye
        "#]],
    );
    check(
        "{% if a %}\n  {% if b %}\n    Hello\n{% endif %}\nBye",
        expect![[r#"
              {% if b %}
              ^^^^^^^^^^
            syntax/unclosed-block: `{% if %}` opened here is never closed; add `{% endif %}` before line 4
              4:1 `` Add `{% endif %}` here
              suggested: Add `{% endif %}` before line 4
                | {% if a %}
                |   {% if b %}
                |     Hello
                | {% endif %}
                | {% endif %}
                | Bye
        "#]],
    );
    check(
        "{% if a %}\r\nx\r\n{% else %}\r\ny",
        expect![[r#"
            {% if a %}
            ^^^^^^^^^^
            syntax/unclosed-block: `{% if %}` opened here is never closed; add `{% endif %}` at the end of the text
              4:2 `` Add `{% endif %}` here
              suggested: Add `{% endif %}` at the end of the text
                | {% if a %}
                | x
                | {% else %}
                | y
                | {% endif %}
        "#]],
    );
    check(
        "{% case a %}{% when 1 %}x",
        expect![[r#"
            {% case a %}{% when 1 %}x
            ^^^^^^^^^^^^
            syntax/unclosed-block: `{% case %}` opened here is never closed; add `{% endcase %}` at the end of line 1
              1:26 `` Add `{% endcase %}` here
              suggested: Add `{% endcase %}` at the end of line 1
                | {% case a %}{% when 1 %}x{% endcase %}
        "#]],
    );
    check(
        "{% capture a %}x",
        expect![[r#"
            {% capture a %}x
            ^^^^^^^^^^^^^^^
            syntax/unclosed-block: `{% capture %}` opened here is never closed; add `{% endcapture %}` at the end of line 1
              1:17 `` Add `{% endcapture %}` here
              suggested: Add `{% endcapture %}` at the end of line 1
                | {% capture a %}x{% endcapture %}
        "#]],
    );
    check(
        "{% unless a %}x",
        expect![[r#"
            {% unless a %}x
            ^^^^^^^^^^^^^^
            syntax/unclosed-block: `{% unless %}` opened here is never closed; add `{% endunless %}` at the end of line 1
              1:16 `` Add `{% endunless %}` here
              suggested: Add `{% endunless %}` at the end of line 1
                | {% unless a %}x{% endunless %}
        "#]],
    );
    check(
        "{% if a %}{% for x in y %}{{ x }}{% elsif b %}c{% endif %}",
        expect![[r#"
            {% if a %}{% for x in y %}{{ x }}{% elsif b %}c{% endif %}
                      ^^^^^^^^^^^^^^^^
            syntax/unclosed-block: `{% for %}` opened here is never closed; add `{% endfor %}` before `{% elsif b %}` on line 1
              1:34 `` Add `{% endfor %}` here
              suggested: Add `{% endfor %}` before `{% elsif b %}` on line 1
                | {% if a %}{% for x in y %}{{ x }}{% endfor %}{% elsif b %}c{% endif %}
        "#]],
    );
    check(
        "{% if a %}",
        expect![[r#"
            {% if a %}
            ^^^^^^^^^^
            syntax/unclosed-block: `{% if %}` opened here is never closed; add `{% endif %}` at the end of the text
              1:11 `` Add `{% endif %}` here
              suggested: Add `{% endif %}` at the end of the text
                | {% if a %}
                | {% endif %}
        "#]],
    );
}

#[test]
fn an_end_with_nothing_to_close() {
    check(
        "Hello{% endif %}",
        expect![[r#"
            Hello{% endif %}
                 ^^^^^^^^^^^
            syntax/stray-end: `{% endif %}` closes nothing: no `{% if %}` is open here; remove it
              suggested: Remove `{% endif %}`
                | Hello
        "#]],
    );
    check(
        "Hello\n{% endif %}\nBye",
        expect![[r#"
            {% endif %}
            ^^^^^^^^^^^
            syntax/stray-end: `{% endif %}` closes nothing: no `{% if %}` is open here; remove it
              suggested: Remove `{% endif %}`
                | Hello
                | Bye
        "#]],
    );
    check(
        "{% for x in xs %}{{ x }}{% endif %}{% endfor %}",
        expect![[r#"
            {% for x in xs %}{{ x }}{% endif %}{% endfor %}
                                    ^^^^^^^^^^^
            syntax/stray-end: `{% endif %}` closes nothing: no `{% if %}` is open here; remove it
              suggested: Remove `{% endif %}`
                | {% for x in xs %}{{ x }}{% endfor %}
        "#]],
    );
    check(
        "{% endfor %}{% endraw %}",
        expect![[r#"
            {% endfor %}{% endraw %}
            ^^^^^^^^^^^^
            syntax/stray-end: `{% endfor %}` closes nothing: no `{% for %}` is open here; remove it
              suggested: Remove `{% endfor %}`
                | {% endraw %}
            {% endfor %}{% endraw %}
                        ^^^^^^^^^^^^
            syntax/stray-end: `{% endraw %}` closes nothing; remove it, or add the tag that opens it
              suggested: Remove it
                | {% endfor %}
        "#]],
    );
    check(
        "{% if a %}{% for x in xs %}a{% endif %}b{% endfor %}{% endif %}",
        expect![[r#"
            {% if a %}{% for x in xs %}a{% endif %}b{% endfor %}{% endif %}
                                        ^^^^^^^^^^^
            syntax/stray-end: `{% endif %}` closes nothing: no `{% if %}` is open here; remove it
              suggested: Remove `{% endif %}`
                | {% if a %}{% for x in xs %}ab{% endfor %}{% endif %}
        "#]],
    );
}

#[test]
fn the_end_of_another_block() {
    check(
        "{% for x in xs %}{{ x }}{% endif %}",
        expect![[r#"
            {% for x in xs %}{{ x }}{% endif %}
                                    ^^^^^^^^^^^
            syntax/stray-end: `endif` cannot close `{% for %}`; write `endfor`
              1:1 `{% for x in xs %}` `{% for %}` is opened here
              suggested: Change to `endfor`
                | {% for x in xs %}{{ x }}{% endfor %}
        "#]],
    );
    check(
        "{% unless a %}b{% endif %} {% if c %}d{% endif %}",
        expect![[r#"
            {% unless a %}b{% endif %} {% if c %}d{% endif %}
                           ^^^^^^^^^^^
            syntax/stray-end: `endif` cannot close `{% unless %}`; write `endunless`
              1:1 `{% unless a %}` `{% unless %}` is opened here
              suggested: Change to `endunless`
                | {% unless a %}b{% endunless %} {% if c %}d{% endif %}
        "#]],
    );
}

#[test]
fn an_end_that_is_not_called_so() {
    check(
        "{% if a %}b{% end %}",
        expect![[r#"
            {% if a %}b{% end %}
                          ^^^
            syntax/unknown-tag: There is no tag `end`; the end of `{% if %}` is written `{% endif %}`
              1:1 `{% if a %}` `{% if %}` is opened here
              safe: Change to `endif`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% if a %}b{% endfi %}",
        expect![[r#"
            {% if a %}b{% endfi %}
                          ^^^^^
            syntax/unknown-tag: There is no tag `endfi`; did you mean `endif`?
              suggested: Change to `endif`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% if a %}b{% end if %}",
        expect![[r#"
            {% if a %}b{% end if %}
                          ^^^
            syntax/unknown-tag: There is no tag `end`; the end of `{% if %}` is written `{% endif %}`
              1:1 `{% if a %}` `{% if %}` is opened here
              safe: Change to `endif`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% for a in b %}c{%- endloop -%}",
        expect![[r#"
            {% for a in b %}c{%- endloop -%}
                                 ^^^^^^^
            syntax/unknown-tag: There is no tag `endloop`; the end of `{% for %}` is written `{% endfor %}`
              1:1 `{% for a in b %}` `{% for %}` is opened here
              suggested: Change to `endfor`
                | {% for a in b %}c{%- endfor -%}
        "#]],
    );
    check(
        "{% end %}",
        expect![[r#"
        {% end %}
        ^^^^^^^^^
        syntax/stray-end: `{% end %}` closes nothing; remove it
          suggested: Remove `{% end %}`
    "#]],
    );
    check(
        "{% if a %}b{% ENDIF %}",
        expect![[r#"
            {% if a %}b{% ENDIF %}
                          ^^^^^
            syntax/unknown-tag: There is no tag `ENDIF`; did you mean `endif`?
              safe: Change to `endif`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% if a %}b{% fi %}",
        expect![[r#"
            {% if a %}b{% fi %}
                          ^^
            syntax/unknown-tag: There is no tag `fi`; did you mean `endif`?
              suggested: Change to `endif`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% if a %}b{% /if %}",
        expect![[r#"
            {% if a %}b{% /if %}
                          ^^^
            syntax/unknown-tag: There is no tag `/if`; did you mean `endif`?
              safe: Change to `endif`
                | {% if a %}b{% endif %}
        "#]],
    );
}

#[test]
fn crossed_blocks() {
    check(
        "{% if a %}{% for x in xs %}b{% endif %}{% endfor %}",
        expect![[r#"
            {% if a %}{% for x in xs %}b{% endif %}{% endfor %}
                                        ^^^^^^^^^^^
            syntax/crossed-blocks: `{% endif %}` comes too early: the `{% for %}` opened on line 1 has to be closed before it
              1:11 `{% for x in xs %}` `{% for %}` is opened here
              1:40 `{% endfor %}` It is closed only here
              suggested: Swap `{% endif %}` and `{% endfor %}`
                | {% if a %}{% for x in xs %}b{% endfor %}{% endif %}
        "#]],
    );
}

#[test]
fn else_in_the_wrong_place() {
    check(
        "{% else %}",
        expect![[r#"
        {% else %}
        ^^^^^^^^^^
        syntax/misplaced-else: `else` belongs between `{% if %}` and `{% endif %}`; move it there, or remove it
    "#]],
    );
    check(
        "{% if a %}b{% else %}c{% else %}d{% endif %}",
        expect![[r#"
        {% if a %}b{% else %}c{% else %}d{% endif %}
                              ^^^^^^^^^^
        syntax/misplaced-else: `{% if %}` has an `else` already; keep one of the two
          1:12 `{% else %}` The first `else` is here
    "#]],
    );
    check(
        "{% if a %}b{% else %}c{% elsif d %}e{% endif %}",
        expect![[r#"
        {% if a %}b{% else %}c{% elsif d %}e{% endif %}
                              ^^^^^^^^^^^^^
        syntax/misplaced-else: `elsif` cannot follow `else`, so it is never reached; move `{% else %}` below the last `elsif`
          1:12 `{% else %}` `else` is here
    "#]],
    );
    check(
        "{% when 1 %}",
        expect![[r#"
        {% when 1 %}
        ^^^^^^^^^^^^
        syntax/misplaced-else: `when` belongs between `{% case %}` and `{% endcase %}`; move it there, or remove it
    "#]],
    );
    check(
        "{% for x in y %}{% elsif b %}{% endfor %}",
        expect![[r#"
        {% for x in y %}{% elsif b %}{% endfor %}
                        ^^^^^^^^^^^^^
        syntax/misplaced-else: `elsif` belongs between `{% if %}` and `{% endif %}`; move it there, or remove it
    "#]],
    );
    check(
        "{% case a %}{% when 1 %}b{% else %}c{% when 2 %}d{% endcase %}",
        expect![[r#"
        {% case a %}{% when 1 %}b{% else %}c{% when 2 %}d{% endcase %}
                                            ^^^^^^^^^^^^
        syntax/misplaced-else: `when` cannot follow `else`, so it is never reached; move `{% else %}` below the last `when`
          1:26 `{% else %}` `else` is here
    "#]],
    );
    check(
        "{% case a %}{% elsif b %}{% endcase %}",
        expect![[r#"
        {% case a %}{% elsif b %}{% endcase %}
                    ^^^^^^^^^^^^^
        syntax/misplaced-else: `elsif` belongs between `{% if %}` and `{% endif %}`; move it there, or remove it
    "#]],
    );
    check(
        "{% capture a %}{% else %}{% endcapture %}",
        expect![[r#"
        {% capture a %}{% else %}{% endcapture %}
                       ^^^^^^^^^^
        syntax/misplaced-else: `else` belongs between `{% if %}` and `{% endif %}`; move it there, or remove it
    "#]],
    );
}
