//! Tags that are unknown, not supported, or have the wrong arguments.

use expect_test::expect;

use super::check;

#[test]
fn unknown_tags() {
    check(
        "{% iff a %}b{% endif %}",
        expect![[r#"
            {% iff a %}b{% endif %}
               ^^^
            syntax/unknown-tag: There is no tag `iff`; did you mean `if`?
              suggested: Change to `if`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% if a %}{% elseif b %}{% endif %}",
        expect![[r#"
            {% if a %}{% elseif b %}{% endif %}
                         ^^^^^^
            syntax/unknown-tag: There is no tag `elseif`; did you mean `elsif`?
              safe: Change to `elsif`
                | {% if a %}{% elsif b %}{% endif %}
        "#]],
    );
    check(
        "{% if a %}{% elif b %}{% endif %}",
        expect![[r#"
            {% if a %}{% elif b %}{% endif %}
                         ^^^^
            syntax/unknown-tag: There is no tag `elif`; did you mean `elsif`?
              safe: Change to `elsif`
                | {% if a %}{% elsif b %}{% endif %}
        "#]],
    );
    check(
        "{% if a %}{% else if b %}{% endif %}",
        expect![[r#"
            {% if a %}{% else if b %}{% endif %}
                         ^^^^^^^
            syntax/unknown-tag: `else if` is written as one word here: `elsif`
              safe: Change to `elsif`
                | {% if a %}{% elsif b %}{% endif %}
        "#]],
    );
    check(
        "{% if a %}{% else b %}{% endif %}",
        expect![[r#"
            {% if a %}{% else b %}{% endif %}
                              ^
            syntax/bad-condition: `else` takes no condition; write `elsif b`, or remove `b`
              suggested: Change `else` to `elsif`
                | {% if a %}{% elsif b %}{% endif %}
        "#]],
    );
    check(
        "{% If a %}b{% endif %}",
        expect![[r#"
            {% If a %}b{% endif %}
               ^^
            syntax/unknown-tag: There is no tag `If`; did you mean `if`?
              safe: Change to `if`
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% foo %}",
        expect![[r#"
            {% foo %}
               ^^^
            syntax/unknown-tag: There is no tag `foo`; did you mean `for`?
        "#]],
    );
    check(
        "{% foo bar %}",
        expect![[r#"
            {% foo bar %}
               ^^^
            syntax/unknown-tag: There is no tag `foo`; did you mean `for`?
        "#]],
    );
    check(
        "{% 5 %}",
        expect![[r#"
        {% 5 %}
           ^
        syntax/unknown-tag: A tag starts with a word that says what it does, such as `if`; `5` is none
    "#]],
    );
    check(
        "{% foreach a in b %}{% endfor %}",
        expect![[r#"
            {% foreach a in b %}{% endfor %}
               ^^^^^^^
            syntax/unknown-tag: There is no tag `foreach`; did you mean `for`?
              suggested: Change to `for`
                | {% for a in b %}{% endfor %}
        "#]],
    );
    check(
        "{% set a = 5 %}",
        expect![[r#"
            {% set a = 5 %}
               ^^^
            syntax/unknown-tag: There is no tag `set`; did you mean `assign`?
              suggested: Change to `assign`
                | {% assign a = 5 %}
        "#]],
    );
    check(
        "{% fro a in b %}{% endfor %}",
        expect![[r#"
            {% fro a in b %}{% endfor %}
               ^^^
            syntax/unknown-tag: There is no tag `fro`; did you mean `for`?
              suggested: Change to `for`
                | {% for a in b %}{% endfor %}
        "#]],
    );
}

#[test]
fn an_empty_tag() {
    check(
        "{% %}",
        expect![[r#"
        {% %}
        ^^^^^
        syntax/empty-tag: This tag is empty; write what it does, such as `{% if order.total > 50 %}`, or remove it
    "#]],
    );
    check(
        "{%- -%}",
        expect![[r#"
        {%- -%}
        ^^^^^^^
        syntax/empty-tag: This tag is empty; write what it does, such as `{% if order.total > 50 %}`, or remove it
    "#]],
    );
}

#[test]
fn tags_that_are_not_supported() {
    check(
        "{% for a in b %}{% break %}{% continue %}{{ forloop.index }}{% endfor %}",
        expect![[r#"
        {% for a in b %}{% break %}{% continue %}{{ forloop.index }}{% endfor %}
                           ^^^^^
        syntax/unsupported-tag: `break` is not supported, because most help desks do not have it; choose what is repeated with `limit:` in `{% for %}`
        {% for a in b %}{% break %}{% continue %}{{ forloop.index }}{% endfor %}
                                      ^^^^^^^^
        syntax/unsupported-tag: `continue` is not supported, because most help desks do not have it; put what is to be left out into `{% unless %}` inside the loop
        {% for a in b %}{% break %}{% continue %}{{ forloop.index }}{% endfor %}
                                                    ^^^^^^^
        syntax/unsupported-tag: `forloop` is not supported; word the repeated passage so that it reads well first, last and in between
    "#]],
    );
    check(
        "{% cycle 'a', 'b' %}{% increment a %}{% decrement a %}",
        expect![[r#"
        {% cycle 'a', 'b' %}{% increment a %}{% decrement a %}
           ^^^^^
        syntax/unsupported-tag: `cycle` is not supported, because most help desks do not have it; write the variants out, or choose one with `{% if %}`
        {% cycle 'a', 'b' %}{% increment a %}{% decrement a %}
                               ^^^^^^^^^
        syntax/unsupported-tag: `increment` is not supported, because most help desks do not have it; write the number, or count with `{% assign n = n | plus: 1 %}`
        {% cycle 'a', 'b' %}{% increment a %}{% decrement a %}
                                                ^^^^^^^^^
        syntax/unsupported-tag: `decrement` is not supported, because most help desks do not have it; write the number, or count with `{% assign n = n | minus: 1 %}`
    "#]],
    );
    check(
        "{%- echo a | upcase -%}",
        expect![[r#"
            {%- echo a | upcase -%}
                ^^^^
            syntax/unsupported-tag: `echo` is not supported, because most help desks do not have it; print with `{{ … }}`
              safe: Print with `{{ … }}`
                | {{- a | upcase -}}
        "#]],
    );
    check(
        "{% liquid\nassign a = 1 %}",
        expect![[r#"
        {% liquid
           ^^^^^^
        syntax/unsupported-tag: `liquid` is not supported, because most help desks do not have it; write each line of it as a tag of its own
    "#]],
    );
    check(
        "{% tablerow a in b %}{% endtablerow %}{% ifchanged %}{% endifchanged %}",
        expect![[r#"
            {% tablerow a in b %}{% endtablerow %}{% ifchanged %}{% endifchanged %}
               ^^^^^^^^
            syntax/unsupported-tag: `tablerow` is not supported, because most help desks do not have it; write a list with `{% for %}`
            {% tablerow a in b %}{% endtablerow %}{% ifchanged %}{% endifchanged %}
                                                     ^^^^^^^^^
            syntax/unsupported-tag: `ifchanged` is not supported, because most help desks do not have it; compare with `{% if %}`
        "#]],
    );
}

#[test]
fn for_loops() {
    check(
        "{% for %}a{% endfor %}",
        expect![[r#"
        {% for %}a{% endfor %}
           ^^^
        syntax/bad-for: `for` needs a name and a list; write it like `{% for item in order.items %}`
    "#]],
    );
    check(
        "{% for a %}b{% endfor %}",
        expect![[r#"
        {% for a %}b{% endfor %}
               ^
        syntax/bad-for: `for` needs a list to walk through; write `{% for a in … %}`
    "#]],
    );
    check(
        "{% for a in %}b{% endfor %}",
        expect![[r#"
        {% for a in %}b{% endfor %}
           ^^^^^^^^
        syntax/bad-for: The list to walk through is missing after `in`; write it like `{% for item in order.items %}`
    "#]],
    );
    check(
        "{% for a of b %}c{% endfor %}",
        expect![[r#"
            {% for a of b %}c{% endfor %}
                     ^^
            syntax/bad-for: Write `in` instead of `of`
              safe: Write `in`
                | {% for a in b %}c{% endfor %}
        "#]],
    );
    check(
        "{% for a b %}c{% endfor %}",
        expect![[r#"
            {% for a b %}c{% endfor %}
                     ^
            syntax/bad-for: The word `in` is missing after `a`; write it like `{% for item in order.items %}`
              suggested: Add `in`
                | {% for a in b %}c{% endfor %}
        "#]],
    );
    check(
        "{% for a, b in c %}d{% endfor %}",
        expect![[r#"
        {% for a, b in c %}d{% endfor %}
                ^
        syntax/bad-for: A loop has one name only, and no second one after a comma; remove it
    "#]],
    );
    check(
        "{% for a in b limit 3 %}c{% endfor %}",
        expect![[r#"
            {% for a in b limit 3 %}c{% endfor %}
                          ^^^^^
            syntax/bad-for: A colon is missing after `limit`; write `limit: 3`
              safe: Add `:`
                | {% for a in b limit: 3 %}c{% endfor %}
        "#]],
    );
    check(
        "{% for a in b limit=3 %}c{% endfor %}",
        expect![[r#"
            {% for a in b limit=3 %}c{% endfor %}
                               ^
            syntax/bad-for: A value is handed over with a colon; write `limit: …`
              safe: Write a colon
                | {% for a in b limit:3 %}c{% endfor %}
        "#]],
    );
    check(
        "{% for a in b limits: 3 %}c{% endfor %}",
        expect![[r#"
        {% for a in b limits: 3 %}c{% endfor %}
                      ^^^^^^
        syntax/bad-for: `for` knows no `limits`; it takes `limit: 3`, `offset: 1` and `reversed`
    "#]],
    );
    check(
        "{% for a in b | sort %}c{% endfor %}",
        expect![[r#"
        {% for a in b | sort %}c{% endfor %}
                      ^^^^^^
        syntax/bad-for: A filter cannot stand in `{% for %}`; give the filtered list a name first with `{% assign name = … %}`
    "#]],
    );
    check(
        "{% for a in b c %}d{% endfor %}",
        expect![[r#"
        {% for a in b c %}d{% endfor %}
                      ^
        syntax/bad-for: `c` cannot stand here; after the list come only `limit: 3`, `offset: 1` and `reversed`
    "#]],
    );
    check(
        "{% for 5 in b %}c{% endfor %}",
        expect![[r#"
        {% for 5 in b %}c{% endfor %}
               ^
        syntax/bad-for: A name is missing after `for`; write it like `{% for item in order.items %}`
    "#]],
    );
    check(
        "{% for a in b, %}c{% endfor %}",
        expect![[r#"
            {% for a in b, %}c{% endfor %}
                         ^
            syntax/bad-for: Nothing follows this comma; remove it
              safe: Remove the comma
                | {% for a in b %}c{% endfor %}
        "#]],
    );
    check(
        "{% for order.items %}{% endfor %}",
        expect![[r#"
        {% for order.items %}{% endfor %}
                    ^
        syntax/bad-for: A list stands after `in`; write it like `{% for item in order.items %}`
    "#]],
    );
}

#[test]
fn assignments() {
    check(
        "{% assign %}",
        expect![[r#"
        {% assign %}
           ^^^^^^
        syntax/bad-assign: `assign` needs a name; write it like `{% assign days = 30 %}`
    "#]],
    );
    check(
        "{% assign a %}",
        expect![[r#"
        {% assign a %}
           ^^^^^^^^
        syntax/bad-assign: The value is missing; write it like `{% assign days = 30 %}`
    "#]],
    );
    check(
        "{% assign a = %}",
        expect![[r#"
        {% assign a = %}
           ^^^^^^^^^^
        syntax/bad-assign: The value is missing after `=`; write it like `{% assign days = 30 %}`
    "#]],
    );
    check(
        "{% assign a == 5 %}",
        expect![[r#"
            {% assign a == 5 %}
                        ^^
            syntax/bad-assign: Write one `=` instead of `==`
              safe: Write `=`
                | {% assign a = 5 %}
        "#]],
    );
    check(
        "{% assign a: 5 %}",
        expect![[r#"
            {% assign a: 5 %}
                       ^
            syntax/bad-assign: Write one `=` instead of `:`
              safe: Write `=`
                | {% assign a = 5 %}
        "#]],
    );
    check(
        "{% assign a 5 %}",
        expect![[r#"
            {% assign a 5 %}
                        ^
            syntax/bad-assign: `=` is missing before `5`; write it like `{% assign days = 30 %}`
              safe: Add `=`
                | {% assign a = 5 %}
        "#]],
    );
    check(
        "{% assign a b %}",
        expect![[r#"
        {% assign a b %}
                    ^
        syntax/bad-assign: `=` is missing before `b`; write it like `{% assign days = 30 %}`
    "#]],
    );
    check(
        "{% assign a.b = 5 %}",
        expect![[r#"
            {% assign a.b = 5 %}
                      ^^^
            syntax/bad-assign: A name of your own has no dot or bracket; choose one word instead of `a.b`
              suggested: Change to `a_b`
                | {% assign a_b = 5 %}
        "#]],
    );
    check(
        "{% assign 5 = a %}",
        expect![[r#"
        {% assign 5 = a %}
                  ^
        syntax/bad-assign: `5` cannot be the name of a value; a name is one word, such as `days`
    "#]],
    );
    check(
        "{% assign a = 5 6 %}",
        expect![[r#"
        {% assign a = 5 6 %}
                        ^
        syntax/bad-expression: `6` does not follow from what stands before it; take it out, or join the two
    "#]],
    );
    check(
        "{% capture %}a{% endcapture %}",
        expect![[r#"
        {% capture %}a{% endcapture %}
           ^^^^^^^
        syntax/bad-assign: `capture` needs a name; write it like `{% capture address %}`
    "#]],
    );
    check(
        "{% capture a b %}c{% endcapture %}",
        expect![[r#"
            {% capture a b %}c{% endcapture %}
                         ^
            syntax/bad-expression: Nothing can follow `capture` in its tag; remove `b`
              suggested: Remove it
                | {% capture a %}c{% endcapture %}
        "#]],
    );
    check(
        "{% capture a = 5 %}c{% endcapture %}",
        expect![[r#"
        {% capture a = 5 %}c{% endcapture %}
                     ^^^
        syntax/bad-assign: `capture` takes only a name; its value stands before `{% endcapture %}`, or use `assign`
    "#]],
    );
    check(
        "{% assign a = b | nope %}",
        expect![[r#"
        {% assign a = b | nope %}
                          ^^^^
        syntax/unknown-filter: There is no filter `nope`; use one of Liquid's, such as `default`, `date` or `capitalize`
    "#]],
    );
}

#[test]
fn cases() {
    check(
        "{% case %}{% when 1 %}a{% endcase %}",
        expect![[r#"
        {% case %}{% when 1 %}a{% endcase %}
           ^^^^
        syntax/bad-case: `case` needs a value to look at, such as `{% case ticket.priority %}`
    "#]],
    );
    check(
        "{% case a %}{% when %}b{% endcase %}",
        expect![[r#"
        {% case a %}{% when %}b{% endcase %}
                       ^^^^
        syntax/bad-case: `when` needs a value, such as `{% when "urgent" %}`
    "#]],
    );
    check(
        "{% case a %}{% when 1 2 %}b{% endcase %}",
        expect![[r#"
            {% case a %}{% when 1 2 %}b{% endcase %}
                                  ^
            syntax/bad-case: A comma is missing between the values of `when`
              suggested: Add a comma
                | {% case a %}{% when 1, 2 %}b{% endcase %}
        "#]],
    );
    check(
        "{% case a %}{% when 1, %}b{% endcase %}",
        expect![[r#"
            {% case a %}{% when 1, %}b{% endcase %}
                                 ^
            syntax/bad-case: Another value is missing here; write it, or remove what stands before it
              safe: Remove it
                | {% case a %}{% when 1 %}b{% endcase %}
        "#]],
    );
    check(
        "{% case a %}{% when 1 and 2 %}b{% endcase %}",
        expect![[r#"
            {% case a %}{% when 1 and 2 %}b{% endcase %}
                                  ^^^
            syntax/bad-case: A value cannot be two things at once; write `or` or a comma between the values of `when`
              suggested: Write `or`
                | {% case a %}{% when 1 or 2 %}b{% endcase %}
        "#]],
    );
    check(
        "{% case a == 1 %}{% when 1 %}b{% endcase %}",
        expect![[r#"
        {% case a == 1 %}{% when 1 %}b{% endcase %}
                  ^^^^
        syntax/bad-case: `case` takes one value; put what it may be into `{% when … %}`, or use `{% if %}`
    "#]],
    );
    check(
        "{% case a %}{% when == 1 %}b{% endcase %}",
        expect![[r#"
            {% case a %}{% when == 1 %}b{% endcase %}
                                ^^^^
            syntax/bad-case: `when` takes values only, without a comparison; use `{% if %}` for comparisons
        "#]],
    );
    check(
        "{% case a %}{% when b > 1 %}b{% endcase %}",
        expect![[r#"
        {% case a %}{% when b > 1 %}b{% endcase %}
                              ^^^
        syntax/bad-case: `when` takes values only, without a comparison; use `{% if %}` for comparisons
    "#]],
    );
}

#[test]
fn snippets() {
    check(
        "{% render %}",
        expect![[r#"
        {% render %}
           ^^^^^^
        syntax/bad-render: `render` needs the id of a snippet; write it like `{% render 'snippets/sign-off', tone: 'warm' %}`
    "#]],
    );
    check(
        "{% render snippets/sign-off %}",
        expect![[r#"
            {% render snippets/sign-off %}
                      ^^^^^^^^^^^^^^^^^
            syntax/bad-render: The id of a snippet stands in quotation marks; write `'snippets/sign-off'`
              safe: Put it in quotation marks
                | {% render 'snippets/sign-off' %}
        "#]],
    );
    check(
        "{% render '' %}",
        expect![[r#"
        {% render '' %}
                  ^^
        syntax/bad-render: The id of the snippet is empty; write it like `{% render 'snippets/sign-off', tone: 'warm' %}`
    "#]],
    );
    check(
        "{% render 'a' tone: 'warm' %}",
        expect![[r#"
            {% render 'a' tone: 'warm' %}
                          ^^^^
            syntax/bad-render: A comma is missing before this parameter
              safe: Add a comma
                | {% render 'a', tone: 'warm' %}
        "#]],
    );
    check(
        "{% render 'a', tone = 'warm' %}",
        expect![[r#"
            {% render 'a', tone = 'warm' %}
                                ^
            syntax/bad-render: A value is handed over with a colon; write `tone: …`
              safe: Write a colon
                | {% render 'a', tone: 'warm' %}
        "#]],
    );
    check(
        "{% render 'a', %}",
        expect![[r#"
            {% render 'a', %}
                         ^
            syntax/bad-render: Nothing follows this comma; remove it
              safe: Remove the comma
                | {% render 'a' %}
        "#]],
    );
    check(
        "{% render 'a' with b %}",
        expect![[r#"
        {% render 'a' with b %}
                      ^^^^
        syntax/bad-render: `with` is not supported; hand the value over by name: `{% render 'snippet', item: … %}`
    "#]],
    );
    check(
        "{% render 'a', b %}",
        expect![[r#"
        {% render 'a', b %}
                       ^
        syntax/bad-render: `b` cannot stand here; after the id come only parameters such as `tone: 'warm'`
    "#]],
    );
    check(
        "{% include 'a' %}",
        expect![[r#"
            {% include 'a' %}
               ^^^^^^^
            syntax/include: `include` is out of use; write `render`, and hand over what the snippet needs by name
              suggested: Change to `render`
                | {% render 'a' %}
        "#]],
    );
    check(
        "{% include 'a', tone: 'warm' %}",
        expect![[r#"
            {% include 'a', tone: 'warm' %}
               ^^^^^^^
            syntax/include: `include` is out of use; write `render`, and hand over what the snippet needs by name
              suggested: Change to `render`
                | {% render 'a', tone: 'warm' %}
        "#]],
    );
    check(
        "{% render 'a %}",
        expect![[r#"
            {% render 'a %}
                      ^
            syntax/unclosed-string: This text starts with `'` and never ends; add `'` where it ends
              1:13 `` Add `'` here
              safe: Add `'`
                | {% render 'a' %}
        "#]],
    );
    check(
        "{% rendr 'a' %}",
        expect![[r#"
            {% rendr 'a' %}
               ^^^^^
            syntax/unknown-tag: There is no tag `rendr`; did you mean `render`?
              suggested: Change to `render`
                | {% render 'a' %}
        "#]],
    );
    check(
        "{% render 'a', tone: %}",
        expect![[r#"
        {% render 'a', tone: %}
                            ^
        syntax/bad-expression: A value is missing here, such as `customer.first_name`, `"some text"` or `5`
    "#]],
    );
}

#[test]
fn words_after_a_tag_that_takes_none() {
    check(
        "{% if a %}b{% endif a %}",
        expect![[r#"
            {% if a %}b{% endif a %}
                                ^
            syntax/bad-expression: Nothing can follow `endif` in its tag; remove `a`
              suggested: Remove it
                | {% if a %}b{% endif %}
        "#]],
    );
    check(
        "{% raw a %}b{% endraw %}",
        expect![[r#"
            {% raw a %}b{% endraw %}
                   ^
            syntax/bad-expression: Nothing can follow `raw` in its tag; remove `a`
              suggested: Remove it
                | {% raw %}b{% endraw %}
        "#]],
    );
    check(
        "{% comment a %}b{% endcomment %}",
        expect![[r#"
            {% comment a %}b{% endcomment %}
                       ^
            syntax/bad-expression: Nothing can follow `comment` in its tag; remove `a`
              suggested: Remove it
                | {% comment %}b{% endcomment %}
        "#]],
    );
}

#[test]
fn an_allowance_without_a_reason() {
    check(
        "{% # allow tone/blame %}",
        expect![[r#"
        {% # allow tone/blame %}
             ^^^^^^^^^^^^^^^^
        syntax/missing-reason: Say why `tone/blame` is allowed here, after a colon: `# allow tone/blame: legal wording`
    "#]],
    );
    check(
        "{% # allow tone/: %}",
        expect![[r#"
        {% # allow tone/: %}
             ^^^^^^^^^^^^
        syntax/missing-reason: Say why `tone/` is allowed here, after a colon: `# allow tone/: legal wording`
    "#]],
    );
}
