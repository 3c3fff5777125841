//! Snippets on the command line: what a snippet says counts in the macros that render it.

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::folder::Folder;

const USER: &str = "Please {% render 'snippets/x' %}\n";

fn check(folder: &Folder, expected: Expect) {
    expected.assert_eq(&folder.run(&["check", "a.macro", "--format", "concise"]).to_string());
}

#[test]
fn a_change_of_a_snippet_shows_in_its_user() {
    let folder = Folder::new(&[("a.macro", USER), ("snippets/x.macro", "take your time.\n")]);
    check(
        &folder,
        expect![[r#"
        [exit 0]
    "#]],
    );
    folder.write("snippets/x.macro", b"{% # for everyone %}\ncalm down.\n");
    check(
        &folder,
        expect![[r#"
        a.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 1]
    "#]],
    );
    let run = folder.run(&["check", "a.macro", "--format", "jsonl"]);
    let finding: Value = serde_json::from_str(run.stdout.lines().next().expect("a finding")).expect("a finding a line");
    let related = &finding["related"][0];
    assert_eq!(related["path"], "snippets/x.macro");
    assert_eq!(related["range"]["start"]["line"], 2, "a place of the snippet, by its own lines");
}
