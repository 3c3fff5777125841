//! What was opened and not closed, or closed with something else.

use expect_test::expect;

use super::check;

#[test]
fn an_output_that_is_never_closed() {
    check(
        "Hi {{ customer.first_name, thanks",
        expect![[r#"
            Hi {{ customer.first_name, thanks
               ^^
            syntax/unclosed-output: `{{` opened here is never closed; add `}}` after `customer.first_name`
              1:26 `` Add `}}` here
              suggested: Add `}}`
                | Hi {{ customer.first_name }}, thanks
        "#]],
    );
    check(
        r#"Hi {{ customer.first_name | default: "there", how are you?"#,
        expect![[r#"
            Hi {{ customer.first_name | default: "there", how are you?
               ^^
            syntax/unclosed-output: `{{` opened here is never closed; add `}}` after `customer.first_name | default: "there"`
              1:45 `` Add `}}` here
              suggested: Add `}}`
                | Hi {{ customer.first_name | default: "there" }}, how are you?
        "#]],
    );
    check(
        "Hi {{ customer.first_name\nThanks",
        expect![[r#"
            Hi {{ customer.first_name
               ^^
            syntax/unclosed-output: `{{` opened here is never closed; add `}}` after `customer.first_name`
              1:26 `` Add `}}` here
              safe: Add `}}`
                | Hi {{ customer.first_name }}
                | Thanks
        "#]],
    );
    check(
        "Hi {{",
        expect![[r#"
        Hi {{
           ^^
        syntax/unclosed-output: `{{` opened here is never closed; add `}}` where it ends, or remove it
    "#]],
    );
    check(
        "{{ order.id {{ order.total }}",
        expect![[r#"
            {{ order.id {{ order.total }}
            ^^
            syntax/unclosed-output: `{{` opened here is never closed; add `}}` after `order.id`
              1:12 `` Add `}}` here
              safe: Add `}}`
                | {{ order.id }} {{ order.total }}
        "#]],
    );
    check(
        "Your {{ order.total | minus: order.shipping\n| round: 2 is due",
        expect![[r#"
            Your {{ order.total | minus: order.shipping
                 ^^
            syntax/unclosed-output: `{{` opened here is never closed; add `}}` where it ends, or remove it
              2:11 `` Add `}}` here
              suggested: Add `}}`
                | Your {{ order.total | minus: order.shipping
                | | round: 2 }} is due
        "#]],
    );
    check(
        "{{- a\n",
        expect![[r#"
            {{- a
            ^^^
            syntax/unclosed-output: `{{-` opened here is never closed; add `}}` after `a`
              1:6 `` Add `}}` here
              safe: Add `}}`
                | {{- a }}
        "#]],
    );
}

#[test]
fn an_output_closed_with_half() {
    check(
        "Hi {{ customer.first_name }, thanks",
        expect![[r#"
            Hi {{ customer.first_name }, thanks
               ^^
            syntax/single-brace: `{{` opened here is closed with `}` only; write `}}`
              1:27 `}` Write `}}` here
              safe: Write `}}`
                | Hi {{ customer.first_name }}, thanks
        "#]],
    );
    check(
        "{{ a } }",
        expect![[r#"
            {{ a } }
            ^^
            syntax/unclosed-output: `{{` opened here is closed with `} }` only; write `}}`
              1:6 `} }` Write `}}` here
              safe: Write `}}`
                | {{ a }}
        "#]],
    );
    check(
        "{{ a -}",
        expect![[r#"
            {{ a -}
            ^^
            syntax/single-brace: `{{` opened here is closed with `-}` only; write `}}`
              1:6 `-}` Write `}}` here
              safe: Write `}}`
                | {{ a -}}
        "#]],
    );
    check(
        "Hi {{ customer.first_name ]], x",
        expect![[r#"
            Hi {{ customer.first_name ]], x
               ^^
            syntax/wrong-closer: `{{` opened here is closed with `]]` only; write `}}`
              1:27 `]]` Write `}}` here
              safe: Write `}}`
                | Hi {{ customer.first_name }}, x
        "#]],
    );
    check(
        "{{ a.b }\n{{ c }\n",
        expect![[r#"
            {{ a.b }
            ^^
            syntax/single-brace: `{{` opened here is closed with `}` only; write `}}`
              1:8 `}` Write `}}` here
              safe: Write `}}`
                | {{ a.b }}
                | {{ c }
            {{ c }
            ^^
            syntax/single-brace: `{{` opened here is closed with `}` only; write `}}`
              2:6 `}` Write `}}` here
              safe: Write `}}`
                | {{ a.b }
                | {{ c }}
        "#]],
    );
}

#[test]
fn an_output_closed_like_a_tag() {
    check(
        "Hi {{ customer.first_name %}, thanks {{ b }}",
        expect![[r#"
            Hi {{ customer.first_name %}, thanks {{ b }}
               ^^
            syntax/wrong-closer: `{{` opened here is closed with `%}`; write `}}`
              1:27 `%}` Write `}}` here
              safe: Write `}}`
                | Hi {{ customer.first_name }}, thanks {{ b }}
        "#]],
    );
    check(
        "{{- a -%}",
        expect![[r#"
            {{- a -%}
            ^^^
            syntax/wrong-closer: `{{-` opened here is closed with `-%}`; write `}}`
              1:7 `-%}` Write `}}` here
              safe: Write `}}`
                | {{- a -}}
        "#]],
    );
}

#[test]
fn a_tag_that_is_never_closed() {
    check(
        "{% if order.total > 50\nYes{% endif %}",
        expect![[r#"
            {% if order.total > 50
            ^^
            syntax/unclosed-tag: `{%` opened here is never closed; add `%}` after `if order.total > 50`
              1:23 `` Add `%}` here
              safe: Add `%}`
                | {% if order.total > 50 %}
                | Yes{% endif %}
        "#]],
    );
    check(
        "{% if vip Thanks{% endif %}",
        expect![[r#"
            {% if vip Thanks{% endif %}
            ^^
            syntax/unclosed-tag: `{%` opened here is never closed; add `%}` after `if vip`
              1:10 `` Add `%}` here
              suggested: Add `%}`
                | {% if vip %} Thanks{% endif %}
        "#]],
    );
    check(
        "Hi {% assign days = 30\nthen",
        expect![[r#"
            Hi {% assign days = 30
               ^^
            syntax/unclosed-tag: `{%` opened here is never closed; add `%}` after `assign days = 30`
              1:23 `` Add `%}` here
              safe: Add `%}`
                | Hi {% assign days = 30 %}
                | then
        "#]],
    );
    check(
        "{% render 'a'\n",
        expect![[r#"
            {% render 'a'
            ^^
            syntax/unclosed-tag: `{%` opened here is never closed; add `%}` after `render 'a'`
              1:14 `` Add `%}` here
              safe: Add `%}`
                | {% render 'a' %}
        "#]],
    );
    check(
        "{%",
        expect![[r#"
        {%
        ^^
        syntax/unclosed-tag: `{%` opened here is never closed; add `%}` where it ends, or remove it
    "#]],
    );
    check(
        "{% if a %}b{% endif",
        expect![[r#"
            {% if a %}b{% endif
                       ^^
            syntax/unclosed-tag: `{%` opened here is never closed; add `%}` after `endif`
              1:20 `` Add `%}` here
              safe: Add `%}`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% of the customers",
        expect![[r#"
        {% of the customers
        ^^
        syntax/unclosed-tag: `{%` opened here is never closed; add `%}` where it ends, or remove it
    "#]],
    );
}

#[test]
fn a_tag_closed_with_half() {
    check(
        "{% if vip }Yes{% endif %}",
        expect![[r#"
            {% if vip }Yes{% endif %}
            ^^
            syntax/single-brace: `{%` opened here is closed with `}` only; write `%}`
              1:11 `}` Write `%}` here
              safe: Write `%}`
                | {% if vip %}Yes{% endif %}
        "#]],
    );
    check(
        "{% if vip %Yes{% endif %}",
        expect![[r#"
            {% if vip %Yes{% endif %}
            ^^
            syntax/unclosed-tag: `{%` opened here is closed with `%` only; write `%}`
              1:11 `%` Write `%}` here
              safe: Write `%}`
                | {% if vip %}Yes{% endif %}
        "#]],
    );
    check(
        "{% if vip } Yes {% endif }",
        expect![[r#"
            {% if vip } Yes {% endif }
            ^^
            syntax/single-brace: `{%` opened here is closed with `}` only; write `%}`
              1:11 `}` Write `%}` here
              safe: Write `%}`
                | {% if vip %} Yes {% endif }
            {% if vip } Yes {% endif }
                            ^^
            syntax/single-brace: `{%` opened here is closed with `}` only; write `%}`
              1:26 `}` Write `%}` here
              safe: Write `%}`
                | {% if vip } Yes {% endif %}
        "#]],
    );
    check(
        "{% if a %}{%- else -}b{% endif %}",
        expect![[r#"
            {% if a %}{%- else -}b{% endif %}
                      ^^^
            syntax/single-brace: `{%-` opened here is closed with `-}` only; write `%}`
              1:20 `-}` Write `%}` here
              safe: Write `%}`
                | {% if a %}{%- else -%}b{% endif %}
        "#]],
    );
}

#[test]
fn a_tag_closed_like_an_output() {
    check(
        "{% if vip }}Yes{% endif %}",
        expect![[r#"
            {% if vip }}Yes{% endif %}
            ^^
            syntax/wrong-closer: `{%` opened here is closed with `}}`; write `%}`
              1:11 `}}` Write `%}` here
              safe: Write `%}`
                | {% if vip %}Yes{% endif %}
        "#]],
    );
    check(
        "{% if vip %}Yes{% endif -}}",
        expect![[r#"
            {% if vip %}Yes{% endif -}}
                           ^^
            syntax/wrong-closer: `{%` opened here is closed with `-}}`; write `%}`
              1:25 `-}}` Write `%}` here
              safe: Write `%}`
                | {% if vip %}Yes{% endif -%}
        "#]],
    );
}

#[test]
fn a_comment_tag_that_is_never_closed() {
    check(
        "{% # note for us\nHi",
        expect![[r#"
            {% # note for us
            ^^
            syntax/unclosed-tag: `{%` opened here is never closed; add `%}` after `# note for us`
              1:17 `` Add `%}` here
              suggested: Add `%}`
                | {% # note for us %}
                | Hi
        "#]],
    );
    check(
        "{% # note }}\nHi",
        expect![[r#"
            {% # note }}
            ^^
            syntax/wrong-closer: `{%` opened here is closed with `}}`; write `%}`
              1:11 `}}` Write `%}` here
              safe: Write `%}`
                | {% # note %}
                | Hi
        "#]],
    );
    check(
        "{% # note %\nHi",
        expect![[r#"
            {% # note %
            ^^
            syntax/unclosed-tag: `{%` opened here is closed with `%` only; write `%}`
              1:11 `%` Write `%}` here
              safe: Write `%}`
                | {% # note %}
                | Hi
        "#]],
    );
}

#[test]
fn a_slot_that_is_never_closed() {
    check(
        "About [[item: what they bought, we are sorry.\nMore",
        expect![[r#"
            About [[item: what they bought, we are sorry.
                  ^^
            syntax/unclosed-slot: `[[` opened here is never closed; add `]]` after `item: what they bought`
              1:31 `` Add `]]` here
              suggested: Add `]]`
                | About [[item: what they bought]], we are sorry.
                | More
        "#]],
    );
    check(
        "About [[item] we",
        expect![[r#"
            About [[item] we
                  ^^
            syntax/unclosed-slot: `[[` opened here is closed with `]` only; write `]]`
              1:13 `]` Write `]]` here
              safe: Write `]]`
                | About [[item]] we
        "#]],
    );
    check(
        "[[",
        expect![[r#"
        [[
        ^^
        syntax/unclosed-slot: `[[` opened here is never closed; add `]]` where it ends, or remove it
    "#]],
    );
    check(
        "Hi [[name\n\nMore {{ a }}",
        expect![[r#"
            Hi [[name
               ^^
            syntax/unclosed-slot: `[[` opened here is never closed; add `]]` after `name`
              1:10 `` Add `]]` here
              suggested: Add `]]`
                | Hi [[name]]
                | 
                | More {{ a }}
        "#]],
    );
    check(
        "[[ and {{ a }}",
        expect![[r#"
            [[ and {{ a }}
            ^^
            syntax/unclosed-slot: `[[` opened here is never closed; add `]]` after `and`
              1:7 `` Add `]]` here
              suggested: Add `]]`
                | [[ and]] {{ a }}
        "#]],
    );
}

#[test]
fn raw_that_is_never_closed() {
    check(
        "a {% raw %}{{ x }} b\nHi {{ customer. }}",
        expect![[r#"
            a {% raw %}{{ x }} b
              ^^^^^^^^^
            syntax/unclosed-raw: `{% raw %}` opened here is never closed; add `{% endraw %}` where it ends
              1:21 `` Add `{% endraw %}` here
              suggested: Add `{% endraw %}`
                | a {% raw %}{{ x }} b{% endraw %}
                | Hi {{ customer. }}
            Hi {{ customer. }}
                          ^
            syntax/trailing-dot: `customer.` ends in a dot; write the name that comes after it, or remove the dot
              suggested: Remove the dot
                | a {% raw %}{{ x }} b
                | Hi {{ customer }}
        "#]],
    );
    check(
        "{% raw %}\n{{ x }}\n\nHi {{ }}",
        expect![[r#"
            {% raw %}
            ^^^^^^^^^
            syntax/unclosed-raw: `{% raw %}` opened here is never closed; add `{% endraw %}` where it ends
              2:8 `` Add `{% endraw %}` here
              suggested: Add `{% endraw %}`
                | {% raw %}
                | {{ x }}
                | {% endraw %}
                | 
                | Hi {{ }}
            Hi {{ }}
               ^^^^^
            syntax/empty-output: These braces are empty; write in them what is to be printed, such as `{{ customer.first_name }}`, or remove them
        "#]],
    );
    check(
        "{% raw %}\r\n{{ x }}\r\n",
        expect![[r#"
            {% raw %}
            ^^^^^^^^^
            syntax/unclosed-raw: `{% raw %}` opened here is never closed; add `{% endraw %}` where it ends
              2:8 `` Add `{% endraw %}` here
              suggested: Add `{% endraw %}`
                | {% raw %}
                | {{ x }}
                | {% endraw %}
        "#]],
    );
    check(
        "{% raw %}{{ x }}{% endrwa %} Hi {{ }}",
        expect![[r#"
            {% raw %}{{ x }}{% endrwa %} Hi {{ }}
            ^^^^^^^^^
            syntax/unclosed-raw: `{% raw %}` opened here is never closed; write `endraw` instead of `endrwa`
              1:20 `endrwa` Write `endraw` here
              suggested: Change to `endraw`
                | {% raw %}{{ x }}{% endraw %} Hi {{ }}
            {% raw %}{{ x }}{% endrwa %} Hi {{ }}
                                            ^^^^^
            syntax/empty-output: These braces are empty; write in them what is to be printed, such as `{{ customer.first_name }}`, or remove them
        "#]],
    );
    check(
        "{% raw %}a{% end %}b",
        expect![[r#"
            {% raw %}a{% end %}b
            ^^^^^^^^^
            syntax/unclosed-raw: `{% raw %}` opened here is never closed; write `endraw` instead of `end`
              1:14 `end` Write `endraw` here
              suggested: Change to `endraw`
                | {% raw %}a{% endraw %}b
        "#]],
    );
}

#[test]
fn a_comment_that_is_never_closed() {
    check(
        "{% comment %} not sent\nHi {{ }}",
        expect![[r#"
            {% comment %} not sent
            ^^^^^^^^^^^^^
            syntax/unclosed-comment: `{% comment %}` opened here is never closed; add `{% endcomment %}` where it ends
              1:23 `` Add `{% endcomment %}` here
              suggested: Add `{% endcomment %}`
                | {% comment %} not sent{% endcomment %}
                | Hi {{ }}
            Hi {{ }}
               ^^^^^
            syntax/empty-output: These braces are empty; write in them what is to be printed, such as `{{ customer.first_name }}`, or remove them
        "#]],
    );
    check(
        "{% comment %}\nnot sent\nnor this\n\nHi",
        expect![[r#"
            {% comment %}
            ^^^^^^^^^^^^^
            syntax/unclosed-comment: `{% comment %}` opened here is never closed; add `{% endcomment %}` where it ends
              3:9 `` Add `{% endcomment %}` here
              suggested: Add `{% endcomment %}`
                | {% comment %}
                | not sent
                | nor this
                | {% endcomment %}
                | 
                | Hi
        "#]],
    );
    check(
        "{% comment %}a{% endcoment %}b",
        expect![[r#"
            {% comment %}a{% endcoment %}b
            ^^^^^^^^^^^^^
            syntax/unclosed-comment: `{% comment %}` opened here is never closed; write `endcomment` instead of `endcoment`
              1:18 `endcoment` Write `endcomment` here
              suggested: Change to `endcomment`
                | {% comment %}a{% endcomment %}b
        "#]],
    );
}

#[test]
fn a_text_that_never_ends() {
    check(
        r#"{{ name | default: "there }}"#,
        expect![[r#"
            {{ name | default: "there }}
                               ^
            syntax/unclosed-string: This text starts with `"` and never ends; add `"` where it ends
              1:26 `` Add `"` here
              safe: Add `"`
                | {{ name | default: "there" }}
        "#]],
    );
    check(
        r#"{{ name | default: "there | upcase }}"#,
        expect![[r#"
            {{ name | default: "there | upcase }}
                               ^
            syntax/unclosed-string: This text starts with `"` and never ends; add `"` where it ends
              1:35 `` Add `"` here
              suggested: Add `"`
                | {{ name | default: "there | upcase" }}
        "#]],
    );
    check(
        "{% if a == 'open %}x{% endif %}",
        expect![[r#"
            {% if a == 'open %}x{% endif %}
                       ^
            syntax/unclosed-string: This text starts with `'` and never ends; add `'` where it ends
              1:17 `` Add `'` here
              safe: Add `'`
                | {% if a == 'open' %}x{% endif %}
        "#]],
    );
}
