//! What each format prints of the same macros.

use expect_test::{Expect, expect};

use crate::folder::Folder;

const FILES: &[(&str, &str)] = &[
    ("chat/angry.macro", "Hi {{ customer.first_name | default: 'there' }},\n\nPlease calm down. I am on it.\n"),
    ("chat/calm.macro", "Hi {{ customer.first_name | default: 'there' }},\n\nI am on it.\n"),
];

fn check(arguments: &[&str], expected: Expect) {
    let run = Folder::new(FILES).run(&[&["check"], arguments].concat());
    expected.assert_eq(&run.to_string());
}

#[test]
fn human_shows_the_line_why_and_how_it_could_read() {
    check(
        &[],
        expect![[r#"
        chat/angry.macro: 1 warning

        warning[tone/calm-command]: “Please calm down” tells the customer how to feel
         --> chat/angry.macro:3:1
          |
        3 | Please calm down. I am on it.
          | ^^^^^^^^^^^^^^^^
          |
          = why: Nobody has ever calmed down by being told to.
          = try: Let's work through this together.

        Checked 2 macros: 1 warning in 1 of them; 1 comes with a suggestion.
        [exit 1]
    "#]],
    );
}

#[test]
fn human_says_so_when_there_is_nothing_to_say() {
    check(
        &["chat/calm.macro"],
        expect![[r#"
        Checked 1 macro: nothing to improve.
        [exit 0]
    "#]],
    );
}

#[test]
fn concise_has_a_line_a_finding() {
    check(
        &["--format", "concise"],
        expect![[r#"
        chat/angry.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 1]
    "#]],
    );
}

#[test]
fn concise_is_silent_when_there_is_nothing_to_say() {
    check(
        &["--format", "concise", "chat/calm.macro"],
        expect![[r#"
        [exit 0]
    "#]],
    );
}

#[test]
fn json_without_findings_is_still_one_object() {
    check(
        &["--format", "json", "chat/calm.macro"],
        expect![[r#"
        {"version": 1, "findings": [
        ], "summary": {"files":1,"errors":0,"warnings":0,"information":0,"hints":0}}
        [exit 0]
    "#]],
    );
}

#[test]
fn jsonl_without_findings_has_no_line() {
    check(
        &["--format", "jsonl", "chat/calm.macro"],
        expect![[r#"
        [exit 0]
    "#]],
    );
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let folder = Folder::new(FILES);
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = folder.command(&[&["check", "--format", "concise"], arguments].concat());
        command.envs(variables.iter().copied());
        crate::folder::run(command, b"").stdout.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe is no terminal");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "the option is nearer than the variable");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn json_is_never_coloured() {
    let run = Folder::new(FILES).run(&["check", "--format", "json", "--color", "always"]);
    assert!(!run.stdout.contains('\u{1b}'), "{run}");
}
