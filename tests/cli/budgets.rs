//! `[budgets]`: so many findings are put up with, and one more is not.

use expect_test::{Expect, expect};

use crate::folder::Folder;
use crate::repository::Repository;

const WAIT: &str = "You must wait.\n";

fn check(budgets: &str, arguments: &[&str], expected: Expect) {
    let folder = Folder::new(&[
        ("a.macro", WAIT),
        ("b.macro", "You must wait.\n\nPlease calm down.\n"),
        ("softspoken.toml", &format!("[budgets]\n{budgets}\n")),
    ]);
    let run = folder.run(&[&["check", "--format", "concise", "--select", "tone/"], arguments].concat());
    expected.assert_eq(&run.to_string());
}

#[test]
fn what_is_within_a_budget_is_shown_and_does_not_fail() {
    check(
        "\"tone/hold-no-consent\" = 2\n\"tone/calm-command\" = 1",
        &[],
        expect![[r#"
        a.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 0]
    "#]],
    );
    check(
        "\"tone/\" = 3",
        &[],
        expect![[r#"
        a.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 0]
    "#]],
    );
}

#[test]
fn what_no_budget_is_about_fails_as_ever() {
    check(
        "\"tone/hold-no-consent\" = 2",
        &[],
        expect![[r#"
        a.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 1]
    "#]],
    );
}

#[test]
fn one_more_fails_however_light_it_is() {
    check(
        "\"tone/hold-no-consent\" = 1\n\"tone/\" = 2",
        &["--fail-on", "error"],
        expect![[r#"
        a.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: 3 findings of `tone/` are 1 more than its budget of 2
        error: 2 findings of `tone/hold-no-consent` are 1 more than its budget of 1
        [exit 1]
    "#]],
    );
    check(
        "\"tone/calm-command\" = 0",
        &["--fail-on", "error"],
        expect![[r#"
        a.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: 1 finding of `tone/calm-command` is 1 more than its budget of 0
        [exit 1]
    "#]],
    );
    // Who wants no failure gets none, and is told.
    check(
        "\"tone/\" = 2",
        &["--fail-on", "never"],
        expect![[r#"
        a.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: 3 findings of `tone/` are 1 more than its budget of 2
        [exit 0]
    "#]],
    );
}

#[test]
fn what_a_baseline_hides_is_not_counted() {
    let folder = Folder::new(&[("a.macro", WAIT), ("softspoken.toml", "[budgets]\n\"tone/hold-no-consent\" = 1\n")]);
    folder.run(&["check", "--write-baseline"]);
    folder.write("b.macro", WAIT.as_bytes());
    let run = |arguments: &[&str]| {
        folder.run(&[&["check", "--format", "concise", "--select", "tone/"], arguments].concat()).status
    };
    assert_eq!((run(&[]), run(&["--baseline", "softspoken-baseline.json"])), (1, 0));
}

#[test]
fn a_budget_says_nothing_of_a_change_alone() {
    let repository =
        Repository::new(&[("a.macro", WAIT), ("softspoken.toml", "[budgets]\n\"tone/hold-no-consent\" = 5\n")]);
    repository.write("b.macro", WAIT);
    let run = |arguments: &[&str]| {
        repository.run(&[&["check", "--format", "concise", "--select", "tone/"], arguments].concat()).status
    };
    assert_eq!((run(&[]), run(&["--changed-since", "main"])), (0, 1));
}

#[test]
fn mistakes_are_told_at_the_key() {
    check(
        "\"tone/nothing\" = 2\n\"tone/blame\" = -1\n\"tone/excuse\" = \"many\"",
        &[],
        expect![[r#"
        [stderr]
        error: softspoken.toml:2:1: No rule and no family is called `tone/nothing`; `softspoken rules` lists them
        error: softspoken.toml:3:16: `tone/blame` must be a whole number, 0 or more
        error: softspoken.toml:4:17: `tone/excuse` must be a whole number, 0 or more
        [exit 2]
    "#]],
    );
}
