//! 0, 1 and 2, and what is said on stderr.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use expect_test::{Expect, expect};

use crate::folder::Folder;

const ANGRY: &str = "Please calm down.\n";
const CALM: &str = "I am on it.\n";

/// The status, and stderr without the folder's own path.
fn check(folder: &Folder, arguments: &[&str], status: i32, stderr: Expect) {
    let run = folder.run(&[&["check", "--format", "concise"], arguments].concat());
    assert_eq!(run.status, status, "{run}");
    stderr.assert_eq(&run.stderr.replace(&folder.path().to_string_lossy().into_owned(), "<folder>"));
}

#[test]
fn the_floor_of_failure_is_a_warning_unless_told_otherwise() {
    let folder = Folder::new(&[("a.macro", ANGRY)]);
    let status = |floor: &[&str]| folder.run(&[&["check"], floor].concat()).status;
    assert_eq!(status(&[]), 1);
    assert_eq!(status(&["--fail-on", "error"]), 0);
    assert_eq!(status(&["--fail-on", "warning"]), 1);
    assert_eq!(status(&["--fail-on", "information"]), 1);
    assert_eq!(status(&["--fail-on", "hint"]), 1);
    assert_eq!(status(&["--fail-on", "never"]), 0);
}

#[test]
fn what_is_left_out_does_not_fail_the_run() {
    let folder = Folder::new(&[("a.macro", ANGRY)]);
    assert_eq!(folder.run(&["check", "--min-severity", "error"]).status, 0);
    assert_eq!(folder.run(&["check", "--ignore", "tone/"]).status, 0);
}

#[test]
fn a_file_that_is_not_utf_8_is_named_and_the_rest_is_checked() {
    let folder = Folder::new(&[("a.macro", ANGRY), ("c.macro", ANGRY)]);
    folder.write("b.macro", b"Good.\nCaf\xe9 calm.\n");
    let run = folder.run(&["check", "--format", "jsonl", "--fail-on", "never"]);
    expect![[r#"
        a.macro:1:1 tone/calm-command
        c.macro:1:1 tone/calm-command
    "#]]
    .assert_eq(&run.places());
    expect![[r#"
        error: b.macro: line 2, column 4 is not UTF-8 text (byte 9); save the file as UTF-8
    "#]]
    .assert_eq(&run.stderr);
    assert_eq!(run.status, 2);
}

#[test]
fn a_missing_path_is_named_and_the_rest_is_checked() {
    let folder = Folder::new(&[("a.macro", CALM)]);
    check(
        &folder,
        &["gone.macro", "a.macro"],
        2,
        expect![[r#"
            error: gone.macro: there is no such file or folder
        "#]],
    );
}

#[test]
#[cfg(unix)]
fn a_link_to_nowhere_is_named() {
    let folder = Folder::new(&[("a.macro", CALM)]);
    std::os::unix::fs::symlink("gone", folder.path().join("b.macro")).expect("the link is made");
    check(
        &folder,
        &["a.macro", "b.macro"],
        2,
        expect![[r#"
        error: b.macro: there is no such file or folder
    "#]],
    );
}

#[test]
fn broken_configuration_is_told_with_its_place() {
    let folder = Folder::new(&[("a.macro", ANGRY), ("softspoken.toml", "[lint]\nignore = [\"tone/\"\n")]);
    check(
        &folder,
        &[],
        2,
        expect![[r#"
        error: softspoken.toml:2:18: This cannot be read as TOML: unclosed array, expected `]`
    "#]],
    );
}

#[test]
fn an_unknown_key_in_the_configuration_is_told_with_its_place() {
    let folder = Folder::new(&[("a.macro", ANGRY), ("softspoken.toml", "[lint]\nignroe = [\"tone/\"]\n")]);
    check(
        &folder,
        &[],
        2,
        expect![[r#"
        error: softspoken.toml:2:1: `[lint]` has no key `ignroe`; did you mean `ignore`?
    "#]],
    );
}

#[test]
fn a_configuration_that_is_not_there_is_told() {
    let folder = Folder::new(&[("a.macro", ANGRY)]);
    check(
        &folder,
        &["--config", "gone.toml"],
        2,
        expect![[r#"
        error: gone.toml: there is no such file or folder
    "#]],
    );
}

#[test]
fn a_misspelt_rule_is_told_with_the_nearest_one() {
    let folder = Folder::new(&[("a.macro", ANGRY)]);
    check(
        &folder,
        &["--select", "tone/calm-comand"],
        2,
        expect![[r#"
        error: `--select tone/calm-comand`: there is no such rule. Did you mean `tone/calm-command`? `softspoken rules` lists them all.
    "#]],
    );
    check(
        &folder,
        &["--ignore", "tone/flat-refusal,ton/"],
        2,
        expect![[r#"
        error: `--ignore ton/`: there is no such rule. Did you mean `tone/`? `softspoken rules` lists them all.
    "#]],
    );
}

#[test]
fn an_unknown_option_is_bad_usage() {
    let folder = Folder::new(&[("a.macro", CALM)]);
    check(
        &folder,
        &["--formt", "json"],
        2,
        expect![[r#"
        error: unexpected argument '--formt' found

          tip: a similar argument exists: '--format'

        Usage: softspoken check --format <FORMAT> [PATHS]...

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        &["--fail-on", "sometimes"],
        2,
        expect![[r#"
        error: invalid value 'sometimes' for '--fail-on <LEVEL>'
          [possible values: error, warning, information, hint, never]

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        &["--min-severity", "loud"],
        2,
        expect![[r#"
        error: invalid value 'loud' for '--min-severity <LEVEL>': one of error, warning, information, hint is needed

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        &["--stdin-filename", "a.macro"],
        2,
        expect![[r#"
        error: `--stdin-filename` names what comes through standard input; add `-` to the paths
    "#]],
    );
    check(
        &folder,
        &["--jobs", "0"],
        2,
        expect![[r#"
            error: invalid value '0' for '--jobs <N>': a whole number from 1 on is needed

            For more information, try '--help'.
        "#]],
    );
}

#[test]
fn an_output_file_that_cannot_be_made_is_told() {
    let folder = Folder::new(&[("a.macro", CALM)]);
    check(
        &folder,
        &["--output", "gone/report.txt"],
        2,
        expect![[r#"
        error: gone/report.txt could not be written: there is no such file or folder
    "#]],
    );
}

#[test]
fn an_empty_folder_is_no_failure_but_is_said() {
    let folder = Folder::new(&[]);
    check(
        &folder,
        &[],
        0,
        expect![[r#"
        note: no macros (files that end in .macro) found in .
    "#]],
    );
}

#[test]
fn a_reader_that_goes_away_ends_the_printing_quietly() {
    let folder = Folder::new(&[]);
    for index in 0..300 {
        folder.write(&format!("{index:03}.macro"), ANGRY.repeat(20).as_bytes());
    }
    let mut command = folder.command(&["check", "--format", "jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
    stdout.read_line(&mut first).expect("there is a first line");
    drop(stdout);
    let output = child.wait_with_output().expect("the binary ends");
    assert!(first.contains("tone/calm-command"), "{first}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1), "the status still says what was found");
}
