//! `rules test`: what a pack's examples show of it.

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::folder::Folder;

const GOOD: &str = r#"[[rule]]
id = "team/cheap"
title = "Calling ourselves cheap"
severity = "warning"
message = "“{match}” sounds poor"
why = "We sell good value, and say so."
except = ["dirt cheap"]
unless = ["not cheap"]
bad = ["It is a cheap mug.", "It costs next to nothing, {{ customer.first_name }}."]
good = ["It is a fair price.", "It is dirt cheap.", "It is not cheap."]

[[rule.case]]
phrases = ["cheap [{what: (mug|bowl)}]"]
reframes = [{ text = "good-value {what}", replaces = "match" }]

[[rule.case]]
phrases = ["costs next to nothing {rest: ...}"]
reframes = [{ text = "{before} is good value, {rest}" }]

[[act]]
id = "greeting"
extends = true
yes = ["Ahoy, Sam."]
no = ["Ahoy hoy."]
[[act.case]]
phrases = ["^ ahoy"]
unless = ["hoy"]
"#;

fn check(pack: &str, status: i32, expected: Expect) {
    let run = Folder::new(&[("ours.toml", pack)]).run(&["rules", "test", "ours.toml"]);
    assert_eq!(run.status, status, "{run}");
    let mut shown: Vec<&str> = run.stdout.lines().chain(run.stderr.lines()).collect();
    // How many lines the shipped greetings have is not this test's to say.
    if shown.last().is_some_and(|line| line.starts_with("Tested")) {
        shown.pop();
    }
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn a_pack_that_keeps_its_promises() {
    check(GOOD, 0, expect![""]);
}

#[test]
fn lines_that_are_not_what_they_should_be() {
    let pack = GOOD
        .replace("It is a cheap mug.", "It is a pricey mug.")
        .replace("It is dirt cheap.", "It is so cheap.")
        .replace("Ahoy, Sam.", "Say ahoy.")
        .replace("Ahoy hoy.", "Ahoy you.");
    check(
        &pack,
        1,
        expect![[r#"
            ours.toml:7:11: team/cheap: no `bad` or `good` line has this phrase: "dirt cheap"
            ours.toml:9:8: team/cheap: not caught: It is a pricey mug.
            ours.toml:10:32: team/cheap: caught at “cheap”: It is so cheap.
            ours.toml:13:12: team/cheap: no `bad` line has this phrase: "cheap [{what: (mug|bowl)}]"
            ours.toml:23:8: greeting: does not do the act: Say ahoy.
            ours.toml:24:7: greeting: does the act: Ahoy you.
            ours.toml:26:12: greeting: no `yes` line has this phrase: "^ ahoy"
            ours.toml:27:11: greeting: no `yes` or `no` line has this phrase: "hoy"
        "#]],
    );
}

#[test]
fn phrases_that_no_line_needs() {
    let pack = GOOD
        .replace("\"cheap [", "\"a steal\", \"cheap [")
        .replace("\"dirt cheap\"", "\"cheap as chips\", \"dirt cheap\"")
        .replace("[\"hoy\"]", "[\"hoy\", \"ship ahoy\"]");
    check(
        &pack,
        1,
        expect![[r#"
            ours.toml:7:11: team/cheap: no `bad` or `good` line has this phrase: "cheap as chips"
            ours.toml:13:12: team/cheap: no `bad` line has this phrase: "a steal"
            ours.toml:27:18: greeting: no `yes` or `no` line has this phrase: "ship ahoy"
        "#]],
    );
}

#[test]
fn rewordings_that_are_never_offered() {
    let pack = GOOD
        .replace("{before} is good value, {rest}", "{before} is good value")
        .replace("good-value {what}", "cheap {what}");
    check(
        &pack,
        1,
        expect![[r#"
            ours.toml:14:22: team/cheap: never offered; for “It is a cheap mug.” team/cheap catches “cheap mug”
            ours.toml:18:22: team/cheap: never offered; for “It costs next to nothing, {{ customer.first_name }}.” a placeholder, slot or mark is lost in “It is good value.”
        "#]],
    );
}

#[test]
fn a_pack_with_mistakes_cannot_be_tested() {
    check(
        &GOOD.replace("severity", "severty"),
        2,
        expect![[r#"
        error: ours.toml:1:1: `rule` needs `severity`
        error: ours.toml:4:1: `rule` has no key `severty`; did you mean `severity`?"#]],
    );
    check(
        "[[rule]\n",
        2,
        expect!["error: ours.toml:1:8: This cannot be read as TOML: unclosed array table, expected `]`"],
    );
    let run = Folder::new(&[]).run(&["rules", "test", "gone.toml"]);
    expect![[r#"
        [stderr]
        error: gone.toml: there is no such file or folder
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn for_programs() {
    let folder = Folder::new(&[("ours.toml", &GOOD.replace("cheap mug.", "pricey mug."))]);
    let run = folder.run(&["rules", "test", "ours.toml", "--format", "json"]);
    assert_eq!(run.status, 1);
    let test: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(test["version"], 1);
    assert_eq!(test["summary"]["failures"], test["failures"].as_array().map_or(0, Vec::len));
    let failure = &test["failures"][0];
    assert_eq!(
        (&failure["path"], &failure["id"], &failure["kind"]),
        (&"ours.toml".into(), &"team/cheap".into(), &"missed".into())
    );
    assert_eq!(failure["range"]["start"], serde_json::json!({"line": 9, "column": 8, "offset": 214}));
}

#[test]
fn without_a_pack_the_configuration_decides() {
    let pack = GOOD.replace("cheap mug.", "pricey mug.");
    let folder =
        Folder::new(&[("softspoken.toml", "[lint]\npacks = [\"rules/*.toml\"]\n"), ("rules/ours.toml", &pack)]);
    let run = folder.run(&["rules", "test"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("rules/ours.toml:9:8: team/cheap: not caught: It is a pricey mug.\n"), "{run}");
    let tested = run.stdout.lines().last().unwrap_or_default();
    assert!(tested.starts_with("Tested ") && tested.contains(" 25 acts"), "the shipped ones too: {tested}");
}
