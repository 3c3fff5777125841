//! What the options of `check` do.

use expect_test::{Expect, expect};

use crate::folder::Folder;

const MACRO: &str = "Please calm down.\n\nYou are wrong about that.\n";

fn check(configuration: &str, arguments: &[&str], expected: Expect) {
    let folder = Folder::new(&[("a.macro", MACRO), ("softspoken.toml", configuration)]);
    let run = folder.run(&[&["check", "--format", "jsonl"], arguments].concat());
    expected.assert_eq(&format!("{}{}", run.places(), run.stderr));
}

#[test]
fn select_leaves_the_named_rules_and_families() {
    check(
        "",
        &[],
        expect![[r#"
        a.macro:1:1 tone/calm-command
        a.macro:3:1 tone/tells-wrong
    "#]],
    );
    check(
        "",
        &["--select", "tone/calm-command"],
        expect![[r#"
        a.macro:1:1 tone/calm-command
    "#]],
    );
    check(
        "",
        &["--select", "tone/"],
        expect![[r#"
        a.macro:1:1 tone/calm-command
        a.macro:3:1 tone/tells-wrong
    "#]],
    );
    check(
        "",
        &["--select", "tone/calm-command,tone/tells-wrong"],
        expect![[r#"
        a.macro:1:1 tone/calm-command
        a.macro:3:1 tone/tells-wrong
    "#]],
    );
    check(
        "",
        &["--select", "tone/calm-command", "--select", "tone/tells-wrong"],
        expect![[r#"
        a.macro:1:1 tone/calm-command
        a.macro:3:1 tone/tells-wrong
    "#]],
    );
}

#[test]
fn ignore_takes_rules_out_and_wins() {
    check(
        "",
        &["--ignore", "tone/calm-command"],
        expect![[r#"
        a.macro:3:1 tone/tells-wrong
    "#]],
    );
    check(
        "",
        &["--select", "tone/", "--ignore", "tone/calm-command"],
        expect![[r#"
        a.macro:3:1 tone/tells-wrong
    "#]],
    );
}

#[test]
fn the_command_line_wins_over_the_configuration() {
    let configuration = "[lint]\nignore = [\"tone/calm-command\"]\n";
    check(
        configuration,
        &[],
        expect![[r#"
            a.macro:3:1 tone/tells-wrong
        "#]],
    );
    check(configuration, &["--ignore", "tone/tells-wrong"], expect![""]);
    check(
        configuration,
        &["--select", "tone/calm-command"],
        expect![[r#"
        a.macro:1:1 tone/calm-command
    "#]],
    );
}

#[test]
fn config_names_the_file_to_use() {
    let folder = Folder::new(&[
        ("a.macro", MACRO),
        ("softspoken.toml", "[lint]\nignore = [\"tone/\"]\n"),
        ("ci/strict.toml", ""),
    ]);
    assert_eq!(folder.run(&["check"]).status, 0);
    assert_eq!(folder.run(&["check", "--config", "ci/strict.toml"]).status, 1);
}

#[test]
fn the_nearest_configuration_holds_for_each_macro() {
    let folder = Folder::new(&[
        ("a.macro", MACRO),
        ("in/b.macro", MACRO),
        ("in/softspoken.toml", "[lint]\nignore = [\"tone/calm-command\"]\n"),
        ("in/deep/c.macro", MACRO),
    ]);
    let run = folder.run(&["check", "--format", "jsonl", "--select", "tone/"]);
    expect![[r#"
        a.macro:1:1 tone/calm-command
        a.macro:3:1 tone/tells-wrong
        in/b.macro:1:1 tone/calm-command
        in/b.macro:3:1 tone/tells-wrong
        in/deep/c.macro:1:1 tone/calm-command
        in/deep/c.macro:3:1 tone/tells-wrong
    "#]]
    .assert_eq(&run.places());
    let run = folder.run(&["check", "--format", "jsonl", "--ignore", "tone/tells-wrong"]);
    expect![[r#"
        a.macro:1:1 tone/calm-command
    "#]]
    .assert_eq(&run.places());
}

#[test]
fn output_goes_to_the_file_and_nowhere_else() {
    let folder = Folder::new(&[("a.macro", MACRO)]);
    let direct = folder.run(&["check", "--format", "concise"]);
    let run = folder.run(&["check", "--format", "concise", "--output", "report.txt"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.status), ("", "", 1));
    assert_eq!(folder.read("report.txt"), direct.stdout);
    assert!(!direct.stdout.is_empty());
}

#[test]
fn output_never_goes_over_what_is_read() {
    let folder =
        Folder::new(&[("macros/a.macro", MACRO), ("replies.jsonl", "{\"id\": 1, \"text\": \"Please calm down.\"}\n")]);
    for arguments in [
        &["check", "macros/a.macro", "--output", "macros/a.macro"][..],
        &["check", "macros", "--output", "macros/../macros/a.macro"],
        &["report", "macros", "--output", "macros/a.macro"],
        &["check", "--input", "jsonl", "replies.jsonl", "--output", "replies.jsonl"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains("is one of the files to read"), "{run}");
    }
    assert_eq!(folder.read("macros/a.macro"), MACRO);
    assert!(folder.read("replies.jsonl").contains("calm down"));
}

#[cfg(unix)]
#[test]
fn output_never_goes_through_a_link_over_what_is_read() {
    let folder = Folder::new(&[("macros/a.macro", MACRO)]);
    std::os::unix::fs::symlink("macros/a.macro", folder.path().join("report.txt")).unwrap();
    let run = folder.run(&["check", "macros", "--output", "report.txt"]);
    assert_eq!(run.status, 2, "{run}");
    assert_eq!(folder.read("macros/a.macro"), MACRO);
}

#[test]
fn min_severity_leaves_lighter_findings_out() {
    check(
        "[lint.severity]\n\"tone/calm-command\" = \"hint\"\n",
        &["--min-severity", "warning"],
        expect![[r#"
            a.macro:3:1 tone/tells-wrong
        "#]],
    );
}

#[test]
fn no_cache_is_accepted() {
    check(
        "",
        &["--no-cache", "--select", "tone/calm-command"],
        expect![[r#"
        a.macro:1:1 tone/calm-command
    "#]],
    );
}
