//! `--baseline` and `--write-baseline`: what was there before stays quiet, what is new does not.

use std::fs;

use expect_test::{Expect, expect};

use crate::folder::{Folder, Run};
use crate::repository::Repository;

const BASELINE: &str = "softspoken-baseline.json";
const CONFIG: &str = "[lint]\nbaseline = \"softspoken-baseline.json\"\n";
const OLD: &str = "Please calm down.\n\nWe cannot repair the handle of your bowl.\n\nYou are wrong about that.\n";

/// A folder in which everything that is in `files` is known.
fn known(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(&[files, &[("softspoken.toml", CONFIG)]].concat());
    let run = folder.run(&["check", "--write-baseline", "--min-severity", "hint"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{run}");
    assert_eq!(check(&folder, &[]).to_string(), "[exit 0]\n");
    folder
}

fn check(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "concise", "--fail-on", "hint"], arguments].concat())
}

fn expect(folder: &Folder, arguments: &[&str], expected: Expect) {
    expected.assert_eq(&check(folder, arguments).to_string());
}

#[test]
fn what_is_known_is_neither_printed_nor_a_reason_to_fail() {
    let folder = Folder::new(&[("a.macro", OLD), ("b.macro", "You must send it back.\n")]);
    assert_eq!(check(&folder, &[]).status, 1);
    expect![[r#"
        [stderr]
        note: softspoken-baseline.json holds 5 findings of 2 macros: 5 new, 0 dropped
        note: to use it: `--baseline softspoken-baseline.json`, or `baseline = "softspoken-baseline.json"` under [lint] in softspoken.toml
        [exit 0]
    "#]]
    .assert_eq(&folder.run(&["check", "--write-baseline"]).to_string());
    assert_eq!(check(&folder, &[]).status, 1, "nothing says that it is to be used");
    expect(
        &folder,
        &["--baseline", BASELINE],
        expect![[r#"
        [exit 0]
    "#]],
    );
    let human = folder.run(&["check", "--baseline", BASELINE]);
    expect![[r#"
        Checked 2 macros: nothing new. 5 findings are hidden by the baseline.
        [exit 0]
    "#]]
    .assert_eq(&human.to_string());
    let json = folder.run(&["check", "--baseline", BASELINE, "--format", "json"]);
    expect![[r#"
        {"version": 1, "findings": [
        ], "summary": {"files":2,"errors":0,"warnings":0,"information":0,"hints":0,"hidden":5}}
    "#]]
    .assert_eq(&json.stdout);
}

#[test]
fn the_file_is_sorted_and_has_a_line_a_finding() {
    let folder = known(&[("b/b.macro", "Calm down.\n\nCalm down.\n"), ("a.macro", OLD)]);
    expect![[r#"
        {"version": 1, "findings": [
        {"path":"a.macro","rule":"flow/refusal-without-alternative","words":"we cannot repair the handle of your bowl.","fingerprint":"26dbb6495f8334e0"},
        {"path":"a.macro","rule":"tone/calm-command","words":"please calm down","fingerprint":"fc06f966f378adf4"},
        {"path":"a.macro","rule":"tone/flat-refusal","words":"we cannot","fingerprint":"cf555ed5869a5c13"},
        {"path":"a.macro","rule":"tone/tells-wrong","words":"you are wrong","fingerprint":"a896768a3290fbce"},
        {"path":"b/b.macro","rule":"tone/calm-command","words":"calm down","fingerprint":"6253826ef4a83bc8","count":2}
        ]}
    "#]].assert_eq(&folder.read(BASELINE));
    let before = folder.read(BASELINE);
    folder.run(&["check", "--write-baseline"]);
    assert_eq!(folder.read(BASELINE), before);
    assert_eq!(folder.names(), ["a.macro", "b", BASELINE, "softspoken.toml"]);
}

/// Every edit that leaves the faults as they are leaves them hidden.
#[test]
fn edits_elsewhere_leave_hidden_what_was_hidden() {
    const FRONT: &str = "---\nintent: refusal\n---\n";
    let macro_of = |text: &str| format!("{FRONT}{text}");
    let folder = known(&[("a.macro", &macro_of(OLD))]);
    let calm = ["Please calm down.", "So please\n  Calm  down now.", "**Please calm down.**"];
    let handle = [
        "We cannot repair the handle of your bowl.",
        "We cannot repair the blue handle.",
        "For this one and the other, we cannot repair the\nhandle of your bowl, whatever we do.",
    ];
    let wrong = ["You are wrong about that.", "You are wrong, and that is that."];
    let before = ["", "Thank you for the two photos.\n\n", "{% if order.id %}\nThe bowl is paid.\n{% endif %}\n\n"];
    let mut count = 0;
    for (at, before) in before.iter().enumerate() {
        for (calm, handle) in calm.iter().zip(handle.iter().cycle().skip(at)) {
            for wrong in wrong {
                for order in [[calm, *handle, wrong], [wrong, *handle, calm], [*handle, calm, wrong]] {
                    let text = macro_of(&format!("{before}{}\n", order.join("\n\n")));
                    let line_ends = if count % 2 == 0 { text } else { text.replace('\n', "\r\n") };
                    folder.write("a.macro", line_ends.as_bytes());
                    assert_eq!(check(&folder, &[]).stdout, "", "{line_ends}");
                    count += 1;
                }
            }
        }
    }
    assert_eq!(count, 54);
}

#[test]
fn one_more_of_the_same_is_new() {
    let folder = known(&[("a.macro", OLD)]);
    folder.write("a.macro", format!("Calm down, please calm down.\n\n{OLD}").as_bytes());
    expect(
        &folder,
        &["--select", "tone/"],
        expect![[r#"
        a.macro:1:1: warning[tone/calm-command] “Calm down” tells the customer how to feel
        [exit 1]
    "#]],
    );
    folder.write("a.macro", OLD.as_bytes());
    folder.write("copy.macro", OLD.as_bytes());
    expect(
        &folder,
        &["--select", "tone/"],
        expect![[r#"
        copy.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        copy.macro:3:1: warning[tone/flat-refusal] “We cannot” is a dead end; say what you can do
        copy.macro:5:1: warning[tone/tells-wrong] “You are wrong” contradicts the customer
        [exit 1]
    "#]],
    );
}

#[test]
fn a_renamed_file_keeps_what_is_known_of_it() {
    let folder = known(&[("a.macro", OLD), ("z.macro", "Please calm down.\n")]);
    fs::create_dir(folder.path().join("chat")).expect("a folder");
    fs::rename(folder.path().join("a.macro"), folder.path().join("chat/b.macro")).expect("it is renamed");
    assert_eq!(check(&folder, &[]).to_string(), "[exit 0]\n");
    // Reworded as well: most of it still says which file it was.
    let text = OLD.replace("the handle of your bowl", "that handle");
    folder.write("chat/b.macro", text.as_bytes());
    assert_eq!(check(&folder, &[]).to_string(), "[exit 0]\n");
    // A second file with the same words is new.
    folder.write("chat/c.macro", b"Please calm down.\n");
    expect(
        &folder,
        &["--select", "tone/"],
        expect![[r#"
        chat/c.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 1]
    "#]],
    );
}

/// However little is known of a macro: all of it is found again, and nothing else.
#[test]
fn a_short_macro_that_is_renamed_keeps_what_is_known_of_it() {
    let folder = known(&[("a.macro", "Please calm down.\n"), ("b.macro", "Please calm down.\n\nYou are wrong.\n")]);
    fs::rename(folder.path().join("a.macro"), folder.path().join("z.macro")).expect("it is renamed");
    fs::rename(folder.path().join("b.macro"), folder.path().join("y.macro")).expect("it is renamed");
    assert_eq!(check(&folder, &[]).to_string(), "[exit 0]\n");
    folder.write("z.macro", b"Please calm down.\n\nYou must send it back.\n");
    assert_eq!(check(&folder, &["--select", "tone/"]).stdout.lines().count(), 2);
}

#[test]
fn of_files_that_are_gone_the_one_with_the_same_name_comes_first() {
    let folder = known(&[("a/a.macro", "Please calm down.\n")]);
    let other = "Please calm down.\n\nYou are right about the bill.\n\nPlease calm down.\n";
    (1..5).for_each(|at| drop(folder.write(&format!("a/m{at}.macro"), other.as_bytes())));
    folder.run(&["check", "--write-baseline", "--min-severity", "hint"]);
    fs::rename(folder.path().join("a"), folder.path().join("b")).expect("it is renamed");
    assert_eq!(check(&folder, &[]).to_string(), "[exit 0]\n");
}

/// Git believes that a file is another one, although it says more than before.
#[test]
fn what_git_takes_for_renamed_is_renamed() {
    let text = "Thank you for the photos.\n\nPlease calm down.\n\nI'll write to you on Monday.\n";
    let repository = Repository::empty(&[("macros/a.macro", text), ("softspoken.toml", CONFIG)]);
    repository.run(&["check", "--write-baseline", "--min-severity", "hint"]);
    repository.commit("first");
    repository.git(&["mv", "macros/a.macro", "macros/z.macro"]);
    repository.write("macros/z.macro", &text.replace("Monday.", "Monday.\n\nYou must send it back."));
    repository.commit("renamed");
    expect![[r#"
        macros/z.macro:7:1: information[tone/demand] “You must” gives the customer an order; ask, or say what the next step is
        [exit 0]
    "#]]
    .assert_eq(&repository.run(&["check", "--select", "tone/", "--format", "concise"]).to_string());
    // Not added to git yet, and looked at with other rules than those that are known.
    fs::rename(repository.folder.path().join("macros/z.macro"), repository.folder.path().join("macros/y.macro"))
        .expect("it is renamed");
    repository.write("macros/y.macro", text);
    let run = repository.run(&["check", "--select", "tone/calm-command", "--format", "concise"]);
    assert_eq!(run.to_string(), "[exit 0]\n");
    repository.run(&["check", "--write-baseline", "--select", "tone/calm-command"]);
    assert!(!repository.folder.read(BASELINE).contains("macros/a.macro"), "{}", repository.folder.read(BASELINE));
}

/// Another macro that says some of the same is none that is gone, whatever was known of that.
#[test]
fn what_is_known_of_a_file_that_is_gone_hides_nothing_in_an_unrelated_one() {
    let folder = known(&[("a.macro", "---\nintent: thanks-a-lot\n---\nPlease calm down.\n"), ("b/b.macro", OLD)]);
    fs::remove_file(folder.path().join("a.macro")).expect("it is removed");
    fs::remove_file(folder.path().join("b/b.macro")).expect("it is removed");
    folder.write("new.macro", b"Thank you for the photos.\n\nPlease calm down.\n\nYou must send us the bowl.\n");
    expect(
        &folder,
        &["--select", "tone/calm-command,tone/flat-refusal"],
        expect![[r#"
            new.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
            [stderr]
            note: 3 findings of softspoken-baseline.json are not there any more; --write-baseline drops them:
            note:   a.macro: tone/calm-command “please calm down”
            note:   b/b.macro: tone/calm-command “please calm down”
            note:   b/b.macro: tone/flat-refusal “we cannot”
            [exit 1]
        "#]],
    );
    // With its file name in another folder it is the same one, however little is known of it.
    folder.write("c/a.macro", b"Please calm down.\n");
    assert_eq!(check(&folder, &["c", "--select", "tone/calm-command"]).stdout, "");
    // One that is gone is one other macro.
    folder.write("d/a.macro", b"Please calm down.\n");
    assert_eq!(check(&folder, &["c", "d", "--select", "tone/calm-command"]).stdout.lines().count(), 1);
}

#[test]
fn what_would_not_be_shown_anyway_is_not_counted_as_hidden() {
    let folder = known(&[("a.macro", OLD)]);
    let human = |arguments: &[&str]| folder.run(&[&["check"], arguments].concat()).stdout;
    expect![[r#"
        Checked 1 macro: nothing new. 4 findings are hidden by the baseline.
    "#]]
    .assert_eq(&human(&[]));
    expect![[r#"
        Checked 1 macro: nothing to improve.
    "#]]
    .assert_eq(&human(&["--min-severity", "error"]));
}

#[test]
fn what_is_mended_is_told_and_dropped_when_it_is_written() {
    let folder = known(&[("a.macro", OLD), ("b.macro", "Please calm down.\n"), ("c.macro", "You must wait.\n")]);
    folder.write("a.macro", OLD.replace("Please calm down.", "Thank you.").as_bytes());
    fs::remove_file(folder.path().join("c.macro")).expect("it is removed");
    expect(
        &folder,
        &["--select", "tone/"],
        expect![[r#"
        [stderr]
        note: 2 findings of softspoken-baseline.json are not there any more; --write-baseline drops them:
        note:   a.macro: tone/calm-command “please calm down”
        note:   c.macro: tone/hold-no-consent “you must wait”
        [exit 0]
    "#]],
    );
    let partly = folder.run(&["check", "b.macro", "--select", "flow/", "--write-baseline"]);
    expect![[r#"
        [stderr]
        note: softspoken-baseline.json holds 6 findings of 3 macros: 0 new, 1 dropped
        [exit 0]
    "#]]
    .assert_eq(&partly.to_string());
    expect![[r#"
        [stderr]
        note: softspoken-baseline.json holds 4 findings of 2 macros: 0 new, 2 dropped
        [exit 0]
    "#]]
    .assert_eq(&folder.run(&["check", "--write-baseline"]).to_string());
    assert_eq!(check(&folder, &[]).to_string(), "[exit 0]\n");
}

#[test]
fn what_was_not_looked_at_is_neither_stale_nor_dropped() {
    let folder = known(&[("a.macro", OLD), ("b/b.macro", "Please calm down.\n")]);
    let before = folder.read(BASELINE);
    for arguments in [&["b"][..], &["--select", "tone/blame"], &["--ignore", "tone/"], &["--min-severity", "error"]] {
        assert_eq!(check(&folder, arguments).stderr, "", "{arguments:?}");
        folder.run(&[&["check", "--write-baseline"], arguments].concat());
        assert_eq!(folder.read(BASELINE), before, "{arguments:?}");
    }
}

#[test]
fn it_holds_from_any_folder() {
    let folder = known(&[("a/b/c.macro", OLD)]);
    for (folder_name, path) in [("a", "b"), ("a/b", "c.macro"), ("a/b", "../../a")] {
        let mut command = folder.command(&["check", path, "--format", "concise"]);
        command.current_dir(folder.path().join(folder_name));
        assert_eq!(crate::folder::run(command, b"").to_string(), "[exit 0]\n");
    }
    let run = folder.run_on(&["check", "-", "--stdin-filename", "a/b/c.macro", "--format", "concise"], OLD.as_bytes());
    assert_eq!(run.to_string(), "[exit 0]\n");
}

#[test]
fn a_baseline_that_cannot_be_used_ends_the_run() {
    let folder = Folder::new(&[("a.macro", OLD)]);
    let refused = |text: Option<&[u8]>, arguments: &[&str], expected: Expect| {
        if let Some(text) = text {
            folder.write("b.json", text);
        }
        expected.assert_eq(&check(&folder, arguments).to_string());
    };
    refused(
        None,
        &["--baseline", "b.json"],
        expect![[r#"
        [stderr]
        error: b.json: there is no such baseline; `softspoken check --write-baseline` writes it
        [exit 2]
    "#]],
    );
    refused(
        Some(b"{\"version\": 1,\n \"findings\": [\n{\"path\": 3}]}"),
        &["--baseline", "b.json"],
        expect![[r#"
        [stderr]
        error: b.json:3:10: this is no baseline: invalid type: integer `3`, expected a string; mend it, or take the file away and write it anew
        [exit 2]
    "#]],
    );
    refused(
        Some(b"{\"version\": 9}"),
        &["--baseline", "b.json"],
        expect![[r#"
        [stderr]
        error: b.json: it was written by a newer softspoken (format 9, this one reads up to 1); update softspoken
        [exit 2]
    "#]],
    );
    // It is told at once, before anything is compared.
    refused(
        None,
        &["--baseline", "none.json", "--changed-since", "nowhere"],
        expect![[r#"
            [stderr]
            error: none.json: there is no such baseline; `softspoken check --write-baseline` writes it
            [exit 2]
        "#]],
    );
    refused(
        Some(b"\xff"),
        &["--baseline", "b.json"],
        expect![[r#"
        [stderr]
        error: b.json: line 1, column 1 is not UTF-8 text (byte 0); save the file as UTF-8
        [exit 2]
    "#]],
    );
    refused(
        Some(b"{\"version\": 1, \"findings\": [\n<<<<<<< ours\n"),
        &["--baseline", "b.json", "--write-baseline"],
        expect![[r#"
            [stderr]
            error: b.json:2:1: a merge left both versions here; keep the lines of both, without its marks
            [exit 2]
        "#]],
    );
    refused(
        None,
        &["--baseline", ".", "--write-baseline"],
        expect![[r#"
        [stderr]
        error: .: it is a folder, not a file
        [exit 2]
    "#]],
    );
    refused(
        None,
        &["--baseline", "nowhere/b.json", "--write-baseline"],
        expect![[r#"
        [stderr]
        error: nowhere/b.json could not be written: there is no such file or folder
        [exit 2]
    "#]],
    );
}

#[test]
fn a_file_that_cannot_be_read_keeps_what_is_known_of_it() {
    let folder = known(&[("a.macro", OLD), ("b.macro", "Please calm down.\n")]);
    let before = folder.read(BASELINE);
    folder.write("b.macro", b"\xff");
    let run = folder.run(&["check", "--write-baseline"]);
    assert_eq!(run.status, 2, "{run}");
    assert_eq!(folder.read(BASELINE), before);
}

#[test]
fn a_read_only_baseline_is_left_as_it_is() {
    let folder = known(&[("a.macro", OLD)]);
    let path = folder.path().join(BASELINE);
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("they are set");
    let before = folder.read(BASELINE);
    folder.write("a.macro", b"Thank you.\n");
    expect![[r#"
        [stderr]
        error: softspoken-baseline.json could not be written: it is read-only
        [exit 2]
    "#]]
    .assert_eq(&folder.run(&["check", "--write-baseline"]).to_string());
    assert_eq!(folder.read(BASELINE), before);
}
