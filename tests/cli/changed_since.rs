//! `check --changed-since`: what an author changed for the worse, and nothing else.

use std::fs;
use std::process::Command;

use expect_test::{Expect, expect};

use crate::folder::{Run, run};
use crate::repository::Repository;

const OLD: &str = "Please calm down.\n\nThank you for the photos.\n\nYou are wrong about that.\n";
const CONFIG: &str = "[macros]\nroot = \"macros\"\n[snippets]\nroots = [\"snippets\"]\n";

const CHECK: [&str; 5] = ["check", "--format", "concise", "--fail-on", "hint"];

fn since(repository: &Repository, revision: &str, arguments: &[&str]) -> Run {
    repository.run(&[&CHECK[..], &["--changed-since", revision], arguments].concat())
}

fn expect(repository: &Repository, arguments: &[&str], expected: Expect) {
    expected.assert_eq(&since(repository, "main", arguments).to_string());
}

/// A repository with the files on `main`, with a branch checked out.
fn branch(files: &[(&str, &str)]) -> Repository {
    let repository = Repository::new(files);
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository
}

#[test]
fn only_findings_on_changed_lines_are_shown() {
    let repository = branch(&[("a.macro", OLD), ("b.macro", OLD)]);
    expect(
        &repository,
        &[],
        expect![[r#"
        [stderr]
        note: no macro is other than at main
        [exit 0]
    "#]],
    );
    repository.write("a.macro", &OLD.replace("Thank you for the photos.", "You must send us photos."));
    let expected = expect![[r#"
        a.macro:3:1: information[tone/demand] “You must” gives the customer an order; ask, or say what the next step is
        [exit 1]
    "#]];
    // Changed on the disk, added, committed: it is the same.
    let changed = since(&repository, "main", &["--select", "tone/"]).to_string();
    expected.assert_eq(&changed);
    repository.git(&["add", "--all"]);
    assert_eq!(since(&repository, "main", &["--select", "tone/"]).to_string(), changed);
    repository.commit("more");
    assert_eq!(since(&repository, "main", &["--select", "tone/"]).to_string(), changed);
}

#[test]
fn what_others_did_on_main_meanwhile_is_not_told() {
    let repository = branch(&[("a.macro", OLD), ("b.macro", "You must wait.\n")]);
    repository.write("a.macro", &format!("{OLD}\nYou must wait.\n"));
    repository.commit("mine");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("b.macro", "Thank you for waiting.\n");
    repository.commit("theirs");
    repository.git(&["checkout", "--quiet", "work"]);
    expect(
        &repository,
        &["--select", "tone/"],
        expect![[r#"
        a.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
    for name in ["main", "HEAD~1", &repository.git(&["rev-parse", "main"])] {
        assert_eq!(since(&repository, name, &["--select", "tone/"]).status, 1, "{name}");
    }
}

#[test]
fn what_a_change_brings_about_on_other_lines_is_shown() {
    const BEFORE: &str = "---\nintent: refusal\n---\nI can see how annoying a broken handle is. I can't repair it, because the clay is too old. \n\
                          I can send you a new one by Friday, or your money back: which would you like?\n";
    let repository = branch(&[("a.macro", BEFORE)]);
    assert_eq!(repository.run(&["check", "--select", "flow/refusal-without-alternative"]).status, 0);
    // The refusal is as it was; what was offered instead is gone.
    repository.write(
        "a.macro",
        &BEFORE.replace("I can send you a new one by Friday, or your money back: which would you like?\n", ""),
    );
    expect(
        &repository,
        &["--select", "flow/refusal-without-alternative,flow/acknowledge-first"],
        expect![[r#"
        a.macro:4:44: warning[flow/refusal-without-alternative] “I can't repair it, because the clay is too old.” is all that they are left with: nothing in this message says what can be done instead
        [exit 1]
    "#]],
    );
}

#[test]
fn one_more_of_the_same_is_shown_and_the_old_one_is_not() {
    let repository = branch(&[("a.macro", OLD)]);
    repository.write("a.macro", &format!("Please calm down.\n\nThank you.\n\n{OLD}"));
    expect(
        &repository,
        &["--select", "tone/"],
        expect![[r#"
        a.macro:5:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 1]
    "#]],
    );
    // Also where a baseline knows one of the two.
    repository.git(&["stash", "--quiet"]);
    repository.run(&["check", "--write-baseline"]);
    repository.git(&["add", "--all"]);
    repository.git(&["commit", "--quiet", "--message", "baseline"]);
    repository.git(&["stash", "pop", "--quiet"]);
    expect(
        &repository,
        &["--select", "tone/", "--baseline", "softspoken-baseline.json"],
        expect![[r#"
        a.macro:5:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 1]
    "#]],
    );
}

#[test]
fn new_files_are_shown_whole_whether_git_knows_them_or_not() {
    let repository = branch(&[("a.macro", OLD), (".gitignore", "ignored/\n")]);
    repository.write("added.macro", "You must wait.\n");
    repository.git(&["add", "added.macro"]);
    repository.write("untracked.macro", "You must wait.\n");
    repository.write("ignored/x.macro", "You must wait.\n");
    expect(
        &repository,
        &["--select", "tone/"],
        expect![[r#"
        added.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        untracked.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
    expect(
        &repository,
        &["--select", "tone/", "ignored/x.macro"],
        expect![[r#"
        ignored/x.macro:1:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
}

#[test]
fn renamed_files_are_compared_with_what_they_were() {
    let repository = branch(&[("a.macro", OLD)]);
    let path = |name: &str| repository.folder.path().join(name);
    fs::rename(path("a.macro"), path("b.macro")).expect("it is renamed");
    expect(
        &repository,
        &[],
        expect![[r#"
        [exit 0]
    "#]],
    );
    repository.git(&["add", "--all"]);
    expect(
        &repository,
        &[],
        expect![[r#"
        [exit 0]
    "#]],
    );
    repository.write("b.macro", &format!("{OLD}\nYou must wait.\n"));
    expect(
        &repository,
        &["--select", "tone/"],
        expect![[r#"
        b.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
}

#[test]
fn line_ends_make_no_difference() {
    let repository = branch(&[("a.macro", OLD)]);
    repository.write("a.macro", &format!("{}\r\nYou must wait.", OLD.replace('\n', "\r\n")));
    expect(
        &repository,
        &["--select", "tone/"],
        expect![[r#"
        a.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
}

#[cfg(unix)]
#[test]
fn paths_may_hold_anything() {
    let odd = ["a \"b\" c.macro", "new\nline.macro", "übung/ä.macro", "-dash.macro", "tab\t.macro"];
    let files: Vec<(&str, &str)> = odd.iter().map(|name| (*name, OLD)).collect();
    let repository = branch(&files);
    for name in odd {
        repository.write(name, &OLD.replace("Thank you for the photos.", "You must wait."));
    }
    expect(
        &repository,
        &["--select", "tone/"],
        expect![[r#"
        -dash.macro:3:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        a "b" c.macro:3:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        new\nline.macro:3:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        tab\t.macro:3:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        übung/ä.macro:3:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
}

#[test]
fn it_works_from_folders_in_work_trees_and_for_parts() {
    let repository = branch(&[("m/a/a.macro", OLD), ("m/b/b.macro", OLD)]);
    repository.write("m/a/a.macro", &format!("{OLD}\nYou must wait.\n"));
    repository.write("m/b/b.macro", &format!("{OLD}\nYou must wait.\n"));
    let check = |below: &str, path: &str, expected: Expect| {
        let arguments = [&CHECK[..], &["--changed-since", "main", "--select", "tone/", path]].concat();
        expected.assert_eq(&run(repository.command(below, &arguments), b"").to_string());
    };
    check(
        "m",
        ".",
        expect![[r#"
        a/a.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        b/b.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
    check(
        "m/a",
        ".",
        expect![[r#"
        a.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
    check(
        "m/a",
        "../b",
        expect![[r#"
        ../b/b.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
    check(
        "",
        "m/b/b.macro",
        expect![[r#"
        m/b/b.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
    repository.commit("both");
    let tree = tempfile::tempdir().expect("a folder");
    let other = tree.path().join("other");
    repository.git(&["worktree", "add", "--quiet", "--detach", other.to_str().expect("UTF-8"), "work"]);
    let mut command = repository.command("", &[&CHECK[..], &["--changed-since", "main", "--select", "tone/"]].concat());
    command.current_dir(&other);
    expect![[r#"
        m/a/a.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        m/b/b.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]]
    .assert_eq(&run(command, b"").to_string());
}

#[test]
fn what_a_snippet_brings_about_is_shown_where_it_is_rendered() {
    let files = [
        ("softspoken.toml", CONFIG),
        (
            "macros/a.macro",
            "---\nintent: refusal\n---\nI am sorry about the handle.\n\n{% render 'answer' %}\n\nPlease calm down.\n",
        ),
        ("macros/b.macro", "Please calm down.\n"),
        ("macros/c.macro", "I am sorry about the lid.\n\n{% render 'outer' %}\n"),
        ("snippets/outer.macro", "{% render 'answer' %}\n"),
        (
            "snippets/answer.macro",
            "We can't repair it, because it is glued. I can send you a new one, or your money back.\n",
        ),
    ];
    let repository = branch(&files);
    let select = ["--select", "flow/refusal-without-alternative,template/,tone/flat-refusal,tone/calm-command"];
    expect(
        &repository,
        &select,
        expect![[r#"
        [stderr]
        note: no macro is other than at main
        [exit 0]
    "#]],
    );
    repository.write("snippets/answer.macro", "We can't repair it, because it is glued.\n");
    expect(
        &repository,
        &select,
        expect![[r#"
        macros/a.macro:6:1: warning[flow/refusal-without-alternative] “We can't repair it, because it is glued.” is all that they are left with: nothing in this message says what can be done instead
        macros/c.macro:3:1: warning[flow/refusal-without-alternative] “We can't repair it, because it is glued.” is all that they are left with: nothing in this message says what can be done instead
        snippets/answer.macro:1:1: warning[tone/flat-refusal] “We can't repair it” is a dead end; say what you can do
        [exit 1]
    "#]],
    );
    // Asked of a part only, that part is told.
    expect(
        &repository,
        &[&select[..], &["macros/a.macro"]].concat(),
        expect![[r#"
        macros/a.macro:6:1: warning[flow/refusal-without-alternative] “We can't repair it, because it is glued.” is all that they are left with: nothing in this message says what can be done instead
        [exit 1]
    "#]],
    );
    fs::remove_file(repository.folder.path().join("snippets/answer.macro")).expect("it is removed");
    expect(
        &repository,
        &select,
        expect![[r#"
        macros/a.macro:6:12: error[template/missing-snippet] there is no snippet `answer`, so help desks print an error or nothing in its place
        snippets/outer.macro:1:12: error[template/missing-snippet] there is no snippet `answer`, so help desks print an error or nothing in its place
        [exit 1]
    "#]],
    );
    repository.write("snippets/reply.macro", files[5].1);
    repository.git(&["add", "--all"]);
    expect(
        &repository,
        &select,
        expect![[r#"
        macros/a.macro:6:12: error[template/missing-snippet] there is no snippet `answer`, so help desks print an error or nothing in its place
        snippets/outer.macro:1:12: error[template/missing-snippet] there is no snippet `answer`, so help desks print an error or nothing in its place
        [exit 1]
    "#]],
    );
}

#[test]
fn an_unsaved_text_is_compared_with_the_commit() {
    let repository = branch(&[("a.macro", OLD)]);
    let text = format!("{OLD}\nYou must wait.\n");
    let check = |name: &[&str], expected: Expect| {
        let arguments = [&CHECK[..], &["--changed-since", "main", "--select", "tone/", "-"], name].concat();
        expected.assert_eq(&run(repository.command("", &arguments), text.as_bytes()).to_string());
    };
    check(
        &["--stdin-filename", "a.macro"],
        expect![[r#"
        a.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [exit 1]
    "#]],
    );
    check(
        &[],
        expect![[r#"
        [stderr]
        error: what comes through standard input has no history; say with --stdin-filename which file it is
        [exit 2]
    "#]],
    );
}

#[test]
fn what_cannot_be_compared_is_told() {
    let repository = branch(&[("a.macro", OLD)]);
    for revision in ["nowhere", "-x", "--output=x", "", "main..work", "HEAD:a.macro", "a\nb"] {
        let run = repository.run(&["check", &format!("--changed-since={revision}")]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{revision:?}: {run}");
    }
    assert_eq!(repository.folder.names(), [".git", "a.macro"]);
    expect![[r#"
        [stderr]
        error: git knows no commit, branch or tag `nowhere` here
        [exit 2]
    "#]]
    .assert_eq(&since(&repository, "nowhere", &[]).to_string());
    expect![[r#"
        [stderr]
        error: `--changed-since -x` needs a commit, a branch or a tag, such as origin/main
        [exit 2]
    "#]]
    .assert_eq(&repository.run(&["check", "--changed-since=-x"]).to_string());
    expect![[r#"
        error: the argument '--changed-since <REV>' cannot be used with '--write-baseline'

        Usage: softspoken check --changed-since <REV> [PATHS]...

        For more information, try '--help'.
    "#]]
    .assert_eq(&repository.run(&["check", "--changed-since", "main", "--write-baseline"]).stderr);
    repository.git(&["checkout", "--quiet", "--orphan", "fresh"]);
    expect![[r#"
        [stderr]
        error: there is no commit yet in this repository, so nothing can have changed since one
        [exit 2]
    "#]]
    .assert_eq(&since(&repository, "main", &[]).to_string());
    repository.commit("unrelated");
    expect![[r#"
        [stderr]
        error: `main` and what is checked out have no commit in common
        [exit 2]
    "#]]
    .assert_eq(&since(&repository, "main", &[]).to_string());
}

#[test]
fn without_git_or_a_repository_it_is_told() {
    let folder = crate::folder::Folder::new(&[("a.macro", OLD)]);
    let place = folder.path().canonicalize().expect("it is there").to_string_lossy().into_owned();
    let told = folder.run(&["check", "--changed-since", "main"]).to_string();
    expect![[r#"
        [stderr]
        error: … is in no git repository, so nothing is known of what changed there
        [exit 2]
    "#]]
    .assert_eq(&told.replace(&place, "…"));
    let repository = branch(&[("a.macro", OLD)]);
    let mut command = repository.command("", &["check", "--changed-since", "main"]);
    command.env("PATH", folder.path());
    expect![[r#"
        [stderr]
        error: `--changed-since` needs git, and there is none to be found here
        [exit 2]
    "#]]
    .assert_eq(&run(command, b"").to_string());
}

#[test]
fn a_clone_without_the_history_says_how_to_get_it() {
    let repository = branch(&[("a.macro", OLD)]);
    repository.commit("second");
    let clones = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", repository.folder.path().display());
    let to = clones.path().join("clone");
    repository.git(&["clone", "--quiet", "--depth", "1", &from, to.to_str().expect("UTF-8")]);
    let mut command: Command = repository.command("", &["check", "--changed-since", "origin/main"]);
    command.current_dir(&to);
    expect![[r#"
        [stderr]
        error: git knows no commit, branch or tag `origin/main` here; only a part of the history was cloned: fetch the rest with `git fetch --unshallow origin main:refs/remotes/origin/main`, or set `fetch-depth: 0` where CI checks out
        [exit 2]
    "#]].assert_eq(&run(command, b"").to_string());
    let advice = |revision: &str| {
        let mut command: Command = repository.command("", &["check", "--changed-since", revision]);
        command.current_dir(&to);
        run(command, b"").stderr
    };
    repository.git(&["-C", to.to_str().expect("UTF-8"), "fetch", "--quiet", "--unshallow"]);
    let told = "error: git knows no commit, branch or tag";
    assert_eq!(
        advice("origin/main"),
        format!("{told} `origin/main` here; `git fetch origin main:refs/remotes/origin/main` fetches it\n")
    );
    assert_eq!(advice("nope"), format!("{told} `nope` here\n"));
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_rest_is_checked() {
    let repository = branch(&[("a.macro", OLD), ("b.macro", OLD)]);
    repository.folder.write("a.macro", b"\xff");
    repository.write("b.macro", &format!("{OLD}\nYou must wait.\n"));
    expect(
        &repository,
        &["--select", "tone/"],
        expect![[r#"
        b.macro:7:1: warning[tone/hold-no-consent] “You must wait” makes the customer wait without being asked
        [stderr]
        error: a.macro: line 1, column 1 is not UTF-8 text (byte 0); save the file as UTF-8
        [exit 2]
    "#]],
    );
}
