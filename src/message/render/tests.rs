//! Macros and what they print. What Liquid itself says to thousands of macros is tested in `tests/oracle`.

use std::collections::HashMap;
use std::sync::Arc;

use expect_test::{Expect, expect};

use super::*;
use crate::message::Snippet;

/// Snippets by id.
#[derive(Debug)]
struct Texts(HashMap<String, Arc<Snippet>>);

impl Snippets for Texts {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        self.0.get(id).cloned()
    }
}

fn texts(snippets: &[(&str, &str)]) -> Texts {
    let snippet = |(id, source): &(&str, &str)| {
        let (id, source) = ((*id).to_owned(), (*source).to_owned());
        let parsed = Macro::parse(&source);
        (id.clone(), Arc::new(Snippet { label: format!("{id}.macro"), id, source, parsed }))
    };
    Texts(snippets.iter().map(snippet).collect())
}

const DATA: &str = r#"{"customer": {"name": "Priya"}, "order": {"total": "£42.00", "items": ["mug", "tea"]}, "n": 3}"#;

fn data() -> Object {
    match serde_json::from_str(DATA) {
        Ok(Value::Object(object)) => (*object).clone(),
        other => panic!("{other:?}"),
    }
}

fn try_render(source: &str, snippets: &[(&str, &str)]) -> Result<Rendered, RenderError> {
    let (data, snippets) = (data(), texts(snippets));
    let slots = [SlotSample { name: "when".to_owned(), sample: "Thursday at 2 pm".to_owned() }];
    let around = Around { data: &data, snippets: &snippets, slots: &slots, now: 1_772_000_000 };
    render(source, &Macro::parse(source), &around)
}

fn check(source: &str, expected: &str) {
    check_with(source, &[], expected);
}

fn check_with(source: &str, snippets: &[(&str, &str)], expected: &str) {
    let found = try_render(source, snippets).map(|rendered| rendered.text);
    assert_eq!(found.as_deref(), Ok(expected), "{source}");
}

/// Why a macro is not rendered to its end, and what stands at that place.
fn check_stop(source: &str, snippets: &[(&str, &str)], expected: &str) {
    let error = try_render(source, snippets).unwrap_err();
    let file = match &error.label {
        None => source,
        Some(label) => snippets.iter().find(|(id, _)| format!("{id}.macro") == *label).unwrap().1,
    };
    let label = error.label.as_deref().unwrap_or("macro");
    assert_eq!(format!("{label}: {}: {}", error.span.of(file), error.message), expected, "{source}");
}

fn check_paths(source: &str, snippets: &[(&str, &str)], most: usize, expected: Expect) {
    let (data, snippets) = (data(), texts(snippets));
    let around = Around { data: &data, snippets: &snippets, slots: &[], now: 0 };
    let paths = render_paths(source, &Macro::parse(source), &around, most).unwrap();
    let mut shown = String::new();
    for message in paths.messages {
        shown += &format!("{:?} when {:?}\n", message.rendered.text, message.when);
    }
    shown += if paths.more { "and more\n" } else { "" };
    expected.assert_eq(&shown);
}

#[test]
fn a_macro_is_filled_in() {
    check(
        "---\ntitle: Late\n---\nHi {{ customer.name }},\n\n{% if n > 2 -%}\nabout {{ order.items | join: ' and ' }}\n{%- endif %}.\r\n",
        "Hi Priya,\n\nabout mug and tea.\r\n",
    );
    check("", "");
    check("\u{feff}{{ nothing }}é", "é");
}

#[test]
fn the_subject_is_filled_in_too() {
    let source = "---\nsubject: 'Your order {{ order.total }} [[when]]{% if n %} of {{ n | times: 2 }}{% endif %}'\n---\n{% assign n = 9 %}Hi {{ n }}";
    let rendered = try_render(source, &[]).unwrap();
    assert_eq!(rendered.subject.as_deref(), Some("Your order £42.00 [Thursday at 2 pm] of 6"));
    assert_eq!(rendered.text, "Hi 9");
}

#[test]
fn slots_show_a_sample_in_brackets() {
    check(
        "[[tone: warm | formal]] [[when]] [[item: what they bought]] [[feeling]]",
        "[warm] [Thursday at 2 pm] [what they bought] [feeling]",
    );
    check(
        "---\nslots:\n  when: {example: Monday}\n  item: {options: [mug, cup]}\n---\n[[when: x]] [[item]]",
        "[Monday] [mug]",
    );
    check("a {{- n -}} [[ x ]] {{- n }} b", "a3[x]3 b");
}

#[test]
fn snippets_see_the_data_and_their_parameters_only() {
    let snippets = [
        ("sign-off", "{{ tone }}{{ own }}{{ customer.name }}{% assign own = 1 %}"),
        ("deep/er", "<{% render 'sign-off', tone: x %}>"),
    ];
    check_with("{% assign own = 2 %}{% render 'sign-off', tone: 'warm' %}{{ own }}", &snippets, "warmPriya2");
    check_with("{% for x in (1..2) %}{% render 'deep/er', x: x %}{% endfor %}", &snippets, "<1Priya><2Priya>");
    check_with("{% assign own = 2 %}{% include 'sign-off' %}{{ own }}", &snippets, "2Priya1");
}

#[test]
fn a_broken_macro_is_rendered_as_far_as_it_makes_sense() {
    check("a{% if n %}b{% unless n %}c{% else %}d", "abd");
    check("{{ | x }} {{ customer.name }}", "{{ | x }} Priya");
    check("{% if %}a{% else %}b{% endif %}{% for %}c{% endfor %}{% nonsense %}{% cycle 'a' %}", "b");
}

#[test]
fn what_liquid_reports_is_told_with_its_place() {
    let rendered = try_render("a {{ 1 | divided_by: 0 }} b{% assign x = 1 | modulo: 0 %}", &[]).unwrap();
    assert_eq!(rendered.text, "a Liquid error: divided by 0 b");
    let warnings: Vec<_> =
        rendered.warnings.iter().map(|warning| (warning.span.start, warning.message.as_str())).collect();
    assert_eq!(warnings, [(2, "divided by 0"), (27, "divided by 0")]);
}

#[test]
fn what_has_no_end_is_stopped() {
    check_stop("{% render 'gone' %}", &[], "macro: {% render 'gone' %}: there is no snippet `gone`");
    check_stop(
        "a {% render 'a' %}",
        &[("a", "b {% if n %}{% render 'gone' %}{% endif %}")],
        "a.macro: {% render 'gone' %}: there is no snippet `gone`",
    );
    let steps = "this takes too many steps, such as a loop over a huge range; rendering stopped";
    check_stop(
        "{% for x in (1..9999999999) %}{% endfor %}",
        &[],
        &format!("macro: {{% for x in (1..9999999999) %}}: {steps}"),
    );
    let long = "the message grows longer than 10 MB here; rendering stopped";
    check_stop("{{ (1..9999999999) | join }}", &[], &format!("macro: {{{{ (1..9999999999) | join }}}}: {long}"));
    let double = "{% assign s = 'abcdefgh' %}{% for x in (1..60) %}{% assign s = s | append: s %}{% endfor %}";
    check_stop(double, &[], &format!("macro: {{% assign s = s | append: s %}}: {long}"));
    let many =
        format!("{{% assign s = '{}' %}}{{% for x in (1..200) %}}{{{{ s }}}}{{% endfor %}}", "a".repeat(100_000));
    check_stop(&many, &[], &format!("macro: {{{{ s }}}}: {long}"));
    let deep = "blocks and snippets stand more than 100 deep inside each other here, or a snippet renders itself; rendering stopped";
    check_stop("{% render 'a' %}", &[("a", "x{% render 'a' %}")], &format!("a.macro: {{% render 'a' %}}: {deep}"));
    let nested = "{% if n %}".repeat(10_000) + &"{% endif %}".repeat(10_000);
    check_stop(&nested, &[], &format!("macro: {{% if n %}}: {deep}"));
}

#[test]
fn now_is_what_the_caller_says() {
    check(
        "{{ 'now' | date: '%Y-%m-%d %H:%M' }} {{ 'today' | date: '%F' }} {{ '10:30' | date: '%F %R' }}",
        "2026-02-25 06:13 2026-02-25 2026-02-25 10:30",
    );
}

#[test]
fn filters_that_came_after_liquid_5_4() {
    let list = "{% assign words = 'b,a,c' | split: ',' %}";
    check(
        &format!(
            "{list}{{{{ words | find: 'a' }}}} {{{{ words | find_index: 'c' }}}} {{{{ words | has: 'x' }}}} {{{{ words | reject: 'a' | join }}}}"
        ),
        "a 2 false b c",
    );
    check("{{ '1,2.5,x' | split: ',' | sum }} {{ nothing | sum }}", "3.5 0");
}

#[test]
fn every_path_has_its_message() {
    check_paths(
        "{% if a %}A{% elsif b or c %}B{% endif %}{% unless a %}!{% endunless %}{% if n == n %}{% endif %}{% for x in y %} {% endfor %}",
        &[],
        10,
        expect![[r#"
            "A" when ["a"]
            "B!" when ["not a", "b or c"]
            "!" when ["not a", "not (b or c)"]
        "#]],
    );
    check_paths(
        "{% case n %}{% when 1, 2 %}few{% when 3 %}three{% else %}many{% endcase %}",
        &[],
        10,
        expect![[r#"
            "few" when ["n == 1 or n == 2"]
            "three" when ["not (n == 1 or n == 2)", "n == 3"]
            "many" when ["not (n == 1 or n == 2)", "not n == 3"]
        "#]],
    );
    check_paths(
        "{% case n %}{% when 1, 2 %}few {% when 2, z %}two {% else %}many{% endcase %}",
        &[],
        10,
        expect![[r#"
            "few two " when ["n == 1", "n == z"]
            "few " when ["n == 1", "not n == z"]
            "few two two " when ["not n == 1", "n == 2", "n == z"]
            "two " when ["not n == 1", "not n == 2", "n == z"]
            "many" when ["not n == 1", "not n == 2", "not n == z"]
        "#]],
    );
    check_paths(
        "{% if plan == 'free' %}F{% endif %}{% if plan == 'paid' %}P{% endif %}{% unless plan %}-{% endunless %}",
        &[],
        10,
        expect![[r#"
            "F" when ["plan == 'free'"]
            "P" when ["not plan == 'free'", "plan == 'paid'"]
            "" when ["not plan == 'free'", "not plan == 'paid'", "plan"]
            "-" when ["not plan == 'free'", "not plan == 'paid'", "not plan"]
        "#]],
    );
    check_paths(
        "{% assign x = 'a' %}{% if y %}{% assign x = 'b' %}{% endif %}{% if x == 'a' %}A{% endif %}{% if y == 'c' %}C{% endif %}",
        &[],
        10,
        expect![[r#"
            "C" when ["y", "y == 'c'"]
            "" when ["y", "not y == 'c'"]
            "A" when ["not y"]
        "#]],
    );
    check_paths(
        "{% for x in order.items %}{{ x }},{% else %}none{% endfor %}{% for x in gone limit: 1 %}-{% endfor %}",
        &[],
        10,
        expect![[r#"
            "mug,-" when ["x in order.items: one", "x in gone: one"]
            "mug," when ["x in order.items: one", "x in gone: none"]
            "mug,tea,-" when ["x in order.items: more", "x in gone: one"]
            "mug,tea," when ["x in order.items: more", "x in gone: none"]
            "none-" when ["x in order.items: none", "x in gone: one"]
            "none" when ["x in order.items: none", "x in gone: none"]
        "#]],
    );
}

#[test]
fn the_same_question_has_the_same_answer_until_a_name_in_it_is_set() {
    check_paths(
        "{% assign v = 1 %}{% if v == 1 %}one{% endif %}{% assign v = n %}{% if v %}a{% endif %}{% if v %}b{% endif %}{% assign v = m %}{% if v %}c{% endif %}",
        &[],
        10,
        expect![[r#"
            "oneabc" when ["v", "v"]
            "oneab" when ["v", "not v"]
            "onec" when ["not v", "v"]
            "one" when ["not v", "not v"]
        "#]],
    );
    check_paths(
        "{% if n %}a{% endif %}{% render 's', x: 1 %}",
        &[("s", "{% if n %}b{% endif %}{% if x == 1 %}c{% endif %}")],
        10,
        expect![[r#"
            "abc" when ["n", "n"]
            "ac" when ["n", "not n"]
            "bc" when ["not n", "n"]
            "c" when ["not n", "not n"]
        "#]],
    );
}

#[test]
fn paths_are_capped() {
    let many: String = (0..40).map(|number| format!("{{% if a{number} %}}{number} {{% endif %}}")).collect();
    check_paths(
        &many,
        &[],
        1,
        expect![[r#"
            "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 " when ["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "a12", "a13", "a14", "a15", "a16", "a17", "a18", "a19", "a20", "a21", "a22", "a23", "a24", "a25", "a26", "a27", "a28", "a29", "a30", "a31", "a32", "a33", "a34", "a35", "a36", "a37", "a38", "a39"]
            and more
        "#]],
    );
    let same: String = (0..40).map(|number| format!("{{% if a{number} %}} {{% endif %}}")).collect();
    let (data, snippets) = (data(), texts(&[]));
    let around = Around { data: &data, snippets: &snippets, slots: &[], now: 0 };
    let paths = render_paths(&same, &Macro::parse(&same), &around, 20).unwrap();
    assert_eq!((paths.messages.len(), paths.more), (1, true));
}
