//! `render`: the message that a customer receives.

use expect_test::{Expect, expect};
use serde_json::json;

use crate::folder::Folder;

const LATE: &str = "---\ntitle: Late <parcel>\nlocale: en-GB\nsubject: 'Your order {{ order.id }}'\n---\n\
     Hi {{ customer.first_name | default: \"there\" }},\n\n\
     {% if order.gift -%}\nYour *present*\n{%- else -%}\nYour {{ order.items | first }}\n{%- endif %} comes [[when: day and time]].\n\n\
     {% render 'snippets/sign-off', tone: 'Warmly' %}\n";

const FILES: &[(&str, &str)] = &[
    ("macros/late.macro", LATE),
    ("macros/snippets/sign-off.macro", "{{ tone }},\n{{ agent.first_name }}"),
    (
        "softspoken.toml",
        "[macros]\nroot = \"macros\"\n[variables.\"order.gift\"]\ntype = \"boolean\"\nsample = true\n[slots.when]\nexample = \"on Friday\"\n",
    ),
];

fn check(files: &[(&str, &str)], arguments: &[&str], expected: Expect) {
    let run = Folder::new(files).run(&[&["render"], arguments].concat());
    expected.assert_eq(&run.to_string());
}

#[test]
fn sample_values_fill_in_what_no_one_gives() {
    check(
        FILES,
        &["macros/late.macro"],
        expect![[r#"
        Subject: Your order A-1093

        Hi Priya,

        Your *present* comes [on Friday].

        Warmly,
        Sam
        [exit 0]
    "#]],
    );
}

#[test]
fn given_data_stand_alone_and_settings_win() {
    let data = (
        "data.json",
        "\u{feff}{\"customer\": {\"first_name\": \"Ann\"}, \"order\": {\"id\": 7, \"items\": [\"cup\", \"pot\"]}}",
    );
    check(
        &[FILES, &[data]].concat(),
        &["macros/late.macro", "--data", "data.json", "--set", "order.id=007", "--set", "agent.first_name=Lee"],
        expect![[r#"
            Subject: Your order 007

            Hi Ann,

            Your cup comes [on Friday].

            Warmly,
            Lee
            [exit 0]
        "#]],
    );
    check(
        FILES,
        &[
            "macros/late.macro",
            "--set",
            "order.gift=false",
            "--set",
            "customer.first_name=",
            "--set",
            "order.items=[\"a=b\"]",
        ],
        expect![[r#"
            Subject: Your order A-1093

            Hi there,

            Your a=b comes [on Friday].

            Warmly,
            Sam
            [exit 0]
        "#]],
    );
}

#[test]
fn one_message_is_printed_byte_for_byte() {
    let run = Folder::new(&[("a.macro", "\u{feff}Hi\r\n{{ nothing }}é😀")]).run(&["render", "a.macro"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("Hi\r\né😀", "", 0));
    let run = Folder::new(&[("a.macro", "")]).run(&["render", "a.macro"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("", "", 0));
}

#[test]
fn every_path_with_its_conditions() {
    check(
        FILES,
        &["macros/late.macro", "--all-paths"],
        expect![[r#"
        == 1 of 2: order.gift
        Subject: Your order A-1093

        Hi Priya,

        Your *present* comes [on Friday].

        Warmly,
        Sam

        == 2 of 2: not order.gift
        Subject: Your order A-1093

        Hi Priya,

        Your Blue mug comes [on Friday].

        Warmly,
        Sam
        [exit 0]
    "#]],
    );
    let many: String = (0..9).map(|number| format!("{{% if a{number} %}}{number}{{% endif %}}")).collect();
    let run = Folder::new(&[("a.macro", many.as_str())]).run(&["render", "a.macro", "--all-paths"]);
    assert_eq!(run.stdout.matches("\n== ").count(), 199);
    expect![[r#"
        note: there are more messages than these 200; rendering every path stops there
    "#]]
    .assert_eq(&run.stderr);
}

#[test]
fn html_is_a_page_with_values_as_text() {
    check(
        FILES,
        &["macros/late.macro", "--format", "html", "--set", "customer.first_name=<b>*A*</b>", "--set", "order.id=<1>"],
        expect![[r#"
            <!doctype html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <title>Late &lt;parcel&gt;</title>
            </head>
            <body>
            <article>
            <p><strong>Subject:</strong> Your order &lt;1&gt;</p>
            <p>Hi &lt;b&gt;*A*&lt;/b&gt;,</p>
            <p>Your <em>present</em> comes [on Friday].</p>
            <p>Warmly,<br />
            Sam</p>
            </article>
            </body>
            </html>
            [exit 0]
        "#]],
    );
    check(
        &[("a.macro", "---\nformat: html\n---\n<p>{{ order.id }}</p>\n"), ("b.html", "<i>*b*</i>")],
        &["a.macro", "--format", "html"],
        expect![[r#"
            <!doctype html>
            <html>
            <head>
            <meta charset="utf-8">
            <title>a.macro</title>
            </head>
            <body>
            <article>
            <p>A-1093</p>
            </article>
            </body>
            </html>
            [exit 0]
        "#]],
    );
}

#[test]
fn json_keeps_its_contract() {
    let run = Folder::new(FILES).run(&["render", "--format", "json", "macros/late.macro", "--all-paths"]);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let expected = json!({
        "version": 1,
        "path": "macros/late.macro",
        "format": "markdown",
        "complete": true,
        "messages": [
            {
                "when": ["order.gift"],
                "subject": "Your order A-1093",
                "text": "Hi Priya,\n\nYour *present* comes [on Friday].\n\nWarmly,\nSam\n",
            },
            {
                "when": ["not order.gift"],
                "subject": "Your order A-1093",
                "text": "Hi Priya,\n\nYour Blue mug comes [on Friday].\n\nWarmly,\nSam\n",
            },
        ],
    });
    assert_eq!(found, expected);
    let run = Folder::new(&[("b.html", "<i>b</i>")]).run(&["render", "--format", "json", "b.html"]);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let expected =
        json!({"version": 1, "path": "b.html", "format": "html", "complete": true, "messages": [{"text": "<i>b</i>"}]});
    assert_eq!(found, expected);
}

#[test]
fn standard_input_has_a_name_for_its_surroundings() {
    let folder = Folder::new(FILES);
    let run = folder.run_on(
        &["render", "-", "--stdin-filename", "macros/new.macro"],
        b"[[when]] {% render 'snippets/sign-off' %}{{",
    );
    expect![[r#"
        [on Friday] ,
        Sam{{[stderr]
        warning: macros/new.macro:1:42: `{{` opened here is never closed; add `}}` where it ends, or remove it
        [exit 0]
    "#]]
    .assert_eq(&run.to_string());
    let run = folder.run_on(&["render", "-"], b"{% render 'gone' %}");
    expect![[r#"
        [stderr]
        error: -:1:1: there is no snippet `gone`
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn what_cannot_be_done_is_told_with_its_place() {
    check(
        FILES,
        &["macros/gone.macro"],
        expect![[r#"
        [stderr]
        error: macros/gone.macro: there is no such file or folder
        [exit 2]
    "#]],
    );
    check(
        FILES,
        &["macros"],
        expect![[r#"
        [stderr]
        error: macros: it is a folder, not a file
        [exit 2]
    "#]],
    );
    check(
        FILES,
        &["macros/late.macro", "--data", "gone.json"],
        expect![[r#"
        [stderr]
        error: gone.json: there is no such file or folder
        [exit 2]
    "#]],
    );
    check(
        &[("a.macro", ""), ("d.json", "{\"a\":\n  nope}")],
        &["a.macro", "--data", "d.json"],
        expect![[r#"
        [stderr]
        error: d.json:2:4: this cannot be read as JSON: a text in quotes, a number, true, false or null belongs here
        [exit 2]
    "#]],
    );
    check(
        &[("a.macro", ""), ("d.json", "[1]")],
        &["a.macro", "--data", "d.json"],
        expect![[r#"
        [stderr]
        error: d.json: the data must be one JSON object, such as {"customer": {"first_name": "Ann"}}
        [exit 2]
    "#]],
    );
    check(
        &[("a.macro", "a\n  {% render 'b' %}"), ("b.macro", "é {% render 'c' %}")],
        &["a.macro"],
        expect![[r#"
        [stderr]
        error: b.macro:1:3: there is no snippet `c`
        [exit 2]
    "#]],
    );
    check(
        &[("a.macro", "{% for x in (1..9999999999) %}{% endfor %}")],
        &["a.macro"],
        expect![[r#"
        [stderr]
        error: a.macro:1:1: this takes too many steps, such as a loop over a huge range; rendering stopped
        [exit 2]
    "#]],
    );
    check(
        &[("a.macro", ""), ("softspoken.toml", "[macro]\n")],
        &["a.macro"],
        expect![[r#"
        [stderr]
        error: softspoken.toml:1:2: `softspoken.toml` has no key `macro`; did you mean `macros`?
        [exit 2]
    "#]],
    );
    check(
        &[],
        &["a.macro", "--set", "a"],
        expect![[r#"
        [stderr]
        error: invalid value 'a' for '--set <NAME=VALUE>': write a name and a value, such as customer.first_name=Ann

        For more information, try '--help'.
        [exit 2]
    "#]],
    );
    check(
        &[],
        &["a.macro", "--set", "a..b=1"],
        expect![[r#"
        [stderr]
        error: invalid value 'a..b=1' for '--set <NAME=VALUE>': the name before `=` must be that of a variable, such as customer.first_name

        For more information, try '--help'.
        [exit 2]
    "#]],
    );
    check(
        &[],
        &[],
        expect![[r#"
        [stderr]
        error: the following required arguments were not provided:
          <FILE>

        Usage: softspoken render <FILE>

        For more information, try '--help'.
        [exit 2]
    "#]],
    );
}

#[test]
fn of_many_mistakes_some_are_told() {
    let run = Folder::new(&[("a.macro", "[[".repeat(25).as_str())]).run(&["render", "a.macro"]);
    assert_eq!(run.stderr.lines().count(), 21);
    let last = run.stderr.lines().last();
    assert_eq!(last, Some("note: there are 5 more mistakes in it; `softspoken check` tells all"));
}

#[test]
fn what_liquid_would_print_as_an_error_is_told_too() {
    check(
        &[("a.macro", "a {{ 1 | divided_by: 0 }}\n"), ("b.macro", "")],
        &["a.macro"],
        expect![[r#"
        a Liquid error: divided by 0
        [stderr]
        warning: a.macro:1:3: Liquid prints an error here: divided by 0
        [exit 0]
    "#]],
    );
    check(
        &[("a.macro", "{% render 'b' %}\n"), ("b.macro", "{% if 'a' < 1 %}x{% endif %}{% cycle 'a' %}")],
        &["a.macro", "--all-paths"],
        expect![[r#"
            == 1 of 1: always
            Liquid error: comparison of String with 1 failed
            [stderr]
            warning: b.macro:1:1: Liquid prints an error here: comparison of String with 1 failed
            [exit 0]
        "#]],
    );
}

#[test]
fn a_value_for_a_variable_that_the_macro_does_not_have_is_told() {
    let folder = Folder::new(&[("a.macro", "Hi {{ customer.first_name }}.\n")]);
    let told = |set: &str| folder.run(&["render", "a.macro", "--set", set]).stderr;
    assert_eq!(
        told("custmer.first_name=Ann"),
        "note: `--set custmer.first_name`: the macro has no variable `custmer`\n"
    );
    assert_eq!(told("customer.first_name=Ann"), "");
}
