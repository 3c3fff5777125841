//! What cannot be read is told, the rest is checked, and the exit status says so.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::process::Command;

use expect_test::{Expect, expect};

use crate::folder::{Folder, run};

/// A macro with a finding, so that it shows that it was checked.
const ANGRY: &str = "Please calm down.\n";

fn check(folder: &Folder, paths: &[&str], expected: Expect) {
    let plain = folder.run(&[&["check", "--format", "concise", "--fail-on", "never", "--no-cache"], paths].concat());
    expected.assert_eq(&plain.to_string());
    for _ in 0..2 {
        let cached = folder.run(&[&["check", "--format", "concise", "--fail-on", "never"], paths].concat());
        assert_eq!(cached.to_string(), plain.to_string());
    }
}

fn pipe(folder: &Folder, name: &str) {
    let made = Command::new("mkfifo").arg(folder.path().join(name)).status().expect("mkfifo starts");
    assert!(made.success());
}

#[test]
fn the_first_byte_that_is_no_text_has_a_place() {
    let folder = Folder::new(&[("good.macro", ANGRY)]);
    folder.write("bad.macro", "Héllo,\r\nthank \u{1f600} you".as_bytes());
    let mut bytes = fs::read(folder.path().join("bad.macro")).expect("it is there");
    bytes.extend_from_slice(b" \xff\xfe.\n");
    folder.write("bad.macro", &bytes);
    check(
        &folder,
        &[],
        expect![[r#"
        good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: bad.macro: line 2, column 13 is not UTF-8 text (byte 24); save the file as UTF-8
        [exit 2]
    "#]],
    );
}

#[test]
fn what_is_no_file_is_never_opened() {
    let folder = Folder::new(&[("good.macro", ANGRY), ("folder.macro/inside.macro", ANGRY)]);
    pipe(&folder, "pipe.macro");
    let _socket = UnixListener::bind(folder.path().join("socket.macro")).expect("a socket");
    symlink("nowhere.macro", folder.path().join("dangling.macro")).expect("a link");
    symlink("/dev/zero", folder.path().join("zero.macro")).expect("a link");
    symlink("self.macro", folder.path().join("self.macro")).expect("a link");
    check(
        &folder,
        &[],
        expect![[r#"
        folder.macro/inside.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: ./dangling.macro: it is a link that leads nowhere
        error: ./pipe.macro: it is neither a file nor a folder
        error: ./self.macro: it is a link that leads back to itself
        error: ./socket.macro: it is neither a file nor a folder
        [exit 2]
    "#]],
    );
    let named = ["pipe.macro", "socket.macro", "dangling.macro", "zero.macro", "self.macro", "/dev/zero", "good.macro"];
    check(
        &folder,
        &named,
        expect![[r#"
        good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: pipe.macro: it is neither a file nor a folder
        error: socket.macro: it is neither a file nor a folder
        error: dangling.macro: there is no such file or folder
        error: zero.macro: it is neither a file nor a folder
        error: self.macro: it is a link that leads back to itself
        error: /dev/zero: it is neither a file nor a folder
        [exit 2]
    "#]],
    );
}

#[test]
fn a_snippet_that_is_no_file_is_not_waited_for() {
    let folder = Folder::new(&[("softspoken.toml", "[macros]\nroot = \".\"\n"), ("a.macro", "{% render 'pipe' %}\n")]);
    pipe(&folder, "pipe.macro");
    check(
        &folder,
        &[],
        expect![[r#"
        a.macro:1:12: error[template/missing-snippet] there is no snippet `pipe`, so help desks print an error or nothing in its place
        [stderr]
        error: ./pipe.macro: it is neither a file nor a folder
        [exit 2]
    "#]],
    );
}

#[test]
fn a_text_that_is_far_too_long_is_not_read() {
    let folder = Folder::new(&[("good.macro", ANGRY), ("long.macro", "")]);
    let file = fs::File::options().write(true).open(folder.path().join("long.macro")).expect("it opens");
    file.set_len(100_000_000).expect("it grows");
    check(
        &folder,
        &[],
        expect![[r#"
        good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: long.macro: it has more than 16 MB, which no message to a customer has
        [exit 2]
    "#]],
    );
    let run = folder.run_on(&["check", "-"], &vec![b'a'; 16_000_001]);
    expect![[r#"
        [stderr]
        error: standard input: it has more than 16 MB, which no message to a customer has
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn folders_in_a_circle_end() {
    let folder = Folder::new(&[("a/good.macro", ANGRY)]);
    symlink("..", folder.path().join("a/up")).expect("a link");
    symlink(".", folder.path().join("a/here")).expect("a link");
    check(
        &folder,
        &[],
        expect![[r#"
        a/good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 0]
    "#]],
    );
    check(
        &folder,
        &["a/up/a", "a"],
        expect![[r#"
        a/good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        a/up/a/good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 0]
    "#]],
    );
}

#[test]
fn odd_names_are_names() {
    let folder = Folder::new(&[("two\nlines.macro", "\u{fffd}"), ("good.macro", ANGRY)]);
    folder.write("two\nlines.macro", b"\xff");
    let odd = folder.path().join(OsStr::from_bytes(b"\xff\xfe.macro"));
    fs::write(&odd, ANGRY).expect("it is written");
    check(
        &folder,
        &[],
        expect![[r#"
        \xff\xfe.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: two\nlines.macro: line 1, column 1 is not UTF-8 text (byte 0); save the file as UTF-8
        [exit 2]
    "#]],
    );
    let mut command = folder.command(&["check", "--format", "concise", "--fail-on", "never"]);
    command.arg(&odd);
    expect![[r#"
        \xff\xfe.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 0]
    "#]]
    .assert_eq(&run(command, b"").to_string());
}

/// A command of a user who is not root, whom no permission would keep out.
fn as_somebody(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = folder.command(arguments);
    if fs::metadata(folder.path()).is_ok_and(|metadata| std::os::unix::fs::MetadataExt::uid(&metadata) == 0) {
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
        command.uid(65_534).gid(65_534);
    }
    command
}

#[test]
fn what_may_not_be_read_is_told() {
    let folder = Folder::new(&[("closed/x.macro", ANGRY), ("good.macro", ANGRY), ("secret.macro", ANGRY)]);
    for name in ["closed", "secret.macro"] {
        fs::set_permissions(folder.path().join(name), Permissions::from_mode(0o000)).expect("it is ours");
    }
    let run = run(as_somebody(&folder, &["check", "--format", "concise", "--fail-on", "never"]), b"");
    fs::set_permissions(folder.path().join("closed"), Permissions::from_mode(0o755)).expect("it is ours");
    expect![[r#"
        good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [stderr]
        error: ./closed: permission to read it is missing
        error: secret.macro: permission to read it is missing
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn a_folder_that_may_not_be_written_is_checked() {
    let folder = Folder::new(&[("good.macro", ANGRY)]);
    fs::set_permissions(folder.cache(), Permissions::from_mode(0o555)).expect("it is ours");
    let run = run(as_somebody(&folder, &["check", "--format", "concise", "--fail-on", "never"]), b"");
    fs::set_permissions(folder.cache(), Permissions::from_mode(0o755)).expect("it is ours");
    expect![[r#"
        good.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 0]
    "#]]
    .assert_eq(&run.to_string());
    assert_eq!(crate::folder::names(folder.cache()), Vec::<String>::new());
}

#[test]
fn what_may_not_be_written_is_told() {
    let folder = Folder::new(&[("good.macro", ANGRY)]);
    let mut command = as_somebody(&folder, &["check", "--write-baseline", "--no-cache"]);
    fs::set_permissions(folder.path(), Permissions::from_mode(0o555)).expect("it is ours");
    command.stdin(std::process::Stdio::null());
    let run = run(command, b"");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
    expect![[r#"
        [stderr]
        error: softspoken-baseline.json could not be written: permission to write there is missing
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

/// Whoever owns a file may write it, although they are not in its group; unless that may do more than everybody.
#[test]
fn a_group_of_others_is_no_reason_to_leave_a_macro() {
    let check = |mode: u32, expected: &str| {
        let folder = Folder::new(&[]);
        let file = folder.write("a.macro", b"---\nchanels: [email]\n---\nHi.\n");
        let command = as_somebody(&folder, &["fix", "--suggested"]);
        // Only root can make such a file.
        if chown(folder.path(), Some(65_534), None).and_then(|()| chown(&file, Some(65_534), Some(0))).is_err() {
            return;
        }
        fs::set_permissions(&file, Permissions::from_mode(mode)).expect("it is ours");
        let run = run(command, b"");
        assert!(run.stderr.contains(expected), "{run}");
        assert_eq!(folder.read("a.macro").contains("\nchannels:"), run.status == 0);
    };
    check(0o644, "1 macro fixed");
    check(0o664, "error: a.macro: you are not in its group, which could not use it any more when it is written anew");
}
