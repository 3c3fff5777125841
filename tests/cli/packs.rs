//! A team's packs: every command knows their rules, and what is wrong with them is told in their own files.

use expect_test::expect;
use serde_json::Value;

use crate::folder::Folder;

const CONFIG: &str = "[lint]\npacks = [\"rules/*.toml\"]\n";

const OURS: &str = r#"disable = ["tone/calm-command"]

[[rule]]
id = "team/cheap"
title = "Calling ourselves cheap"
severity = "warning"
techniques = ["positive-language"]
message = "“{match}” makes the {what} sound poor"
why = "We sell good value, and say so."
bad = ["It is a cheap mug."]
good = ["It is a fair price."]

[[rule.case]]
phrases = ["cheap {what: <word>}"]
reframes = [{ text = "good-value {what}", replaces = "match" }]
"#;

fn folder(pack: &str) -> Folder {
    Folder::new(&[
        ("shop/softspoken.toml", CONFIG),
        ("shop/rules/ours.toml", pack),
        ("shop/a.macro", "Please calm down. It is a cheap mug.\n"),
        ("elsewhere/b.macro", "Please calm down. It is a cheap mug.\n"),
    ])
}

#[test]
fn the_rules_hold_where_the_configuration_does() {
    let folder = folder(OURS);
    let run = folder.run(&["check", "--format", "concise"]);
    expect![[r#"
        elsewhere/b.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        shop/a.macro:1:27: warning[team/cheap] “cheap mug” makes the mug sound poor
        [exit 1]
    "#]]
    .assert_eq(&run.to_string());
    let run = folder.run(&["check", "shop", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let finding = &report["findings"][0];
    assert_eq!(finding["techniques"], serde_json::json!(["positive-language"]));
    assert_eq!(finding["url"], "", "a team's rule has no page on the web");
    assert_eq!(finding["fixes"][0]["edits"][0]["text"], "good-value mug");
}

#[test]
fn the_rules_may_be_named_on_the_command_line() {
    let folder = folder(OURS);
    let run = folder.run(&["check", "shop", "--ignore", "team/", "--format", "concise"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{run}");
    let run = folder.run(&["check", "elsewhere", "--ignore", "team/cheap"]);
    expect![[r#"
        [stderr]
        error: `--ignore team/cheap`: there is no such rule. `softspoken rules` lists them all.
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn pages_and_lists_know_them() {
    let folder = folder(OURS);
    let config = ["--config", "shop/softspoken.toml"];
    let page = folder.run(&[&["explain", "team/cheap"], &config[..]].concat());
    assert!(page.stdout.starts_with("# Calling ourselves cheap\n"), "{page}");
    assert_eq!(folder.run(&["explain", "team/cheap"]).status, 2, "no configuration holds here");
    let list = folder.run(&[&["rules"], &config[..]].concat()).stdout;
    assert!(list.contains("team/cheap") && !list.contains("tone/calm-command"), "{list}");
    let technique = folder.run(&[&["explain", "positive-language"], &config[..]].concat()).stdout;
    assert!(technique.contains("`team/cheap`: Calling ourselves cheap"), "{technique}");
}

#[test]
fn the_report_counts_them() {
    let run = folder(OURS).run(&["report", "shop", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["macros"][0]["findings"]["warning"], 1, "{run}");
}

#[test]
fn a_pack_with_mistakes_is_broken_configuration() {
    let folder =
        folder(&OURS.replace("severity = \"warning\"", "severty = \"warning\"").replace("positive-l", "postive-l"));
    folder.write("shop/rules/latin.toml", b"# caf\xe9\n");
    let run = folder.run(&["check", "shop"]);
    expect![[r#"
        [stderr]
        error: shop/rules/latin.toml: line 1, column 6 is not UTF-8 text (byte 5); save the file as UTF-8
        error: shop/rules/ours.toml:3:1: `rule` needs `severity`
        error: shop/rules/ours.toml:6:1: `rule` has no key `severty`; did you mean `severity`?
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
    let folder = self::folder(&OURS.replace("positive-language", "postive-language"));
    let run = folder.run(&["rules", "--config", "shop/softspoken.toml"]);
    expect![[r#"
        [stderr]
        error: shop/rules/ours.toml:7:15: no technique is called `postive-language`; did you mean `positive-language`?
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn packs_that_are_not_there_are_told_in_the_configuration() {
    let folder = Folder::new(&[("a.macro", "Fine.\n"), ("softspoken.toml", CONFIG)]);
    expect![[r#"
        [stderr]
        error: softspoken.toml:2:10: no file matches `rules/*.toml`
        [exit 2]
    "#]]
    .assert_eq(&folder.run(&["check"]).to_string());
}
