//! Importing again: conflicts and files that cannot be worked on, each with its place and the way out, and files that were
//! deleted here.

use expect_test::{Expect, expect};
use serde_json::json;

use crate::folder::Folder;

fn check(folder: &Folder, arguments: &[&str], expected: Expect) {
    let run = folder.run(&[&["import"], arguments, &["--into", "macros"]].concat());
    expected.assert_eq(&run.to_string());
}

/// A folder with macros of Chatwoot, imported.
fn imported(macros: &[(u32, &str, &str)]) -> Folder {
    let folder = Folder::new(&[]);
    desk(&folder, macros);
    let run = folder.run(&["import", "chatwoot", "dump.json", "--into", "macros"]);
    assert_eq!(run.status, 0, "{run}");
    folder
}

/// What Chatwoot has.
fn desk(folder: &Folder, macros: &[(u32, &str, &str)]) {
    let one = |(id, title, text): &(u32, &str, &str)| json!({ "id": id, "short_code": title, "content": text });
    let all: Vec<_> = macros.iter().map(one).collect();
    folder.write("dump.json", json!(all).to_string().as_bytes());
}

const DESK: &[&str] = &["chatwoot", "dump.json"];

#[test]
fn what_cannot_be_worked_on_is_told_with_place_and_reason() {
    let macros = [(1, "broken", "One."), (2, "twice", "Two."), (3, "marked", "Three."), (4, "merged", "Four.")];
    let folder = imported(&macros);
    folder.edit("macros/broken.macro", "title: broken", "title: broken\ntitle: again");
    folder.write("macros/copy.macro", folder.read("macros/twice.macro").as_bytes());
    folder.edit("macros/marked.macro", "Three.", "3.");
    folder.edit("macros/merged.macro", "Four.\n", "<<<<<<< HEAD\n4.\n=======\nIV.\n>>>>>>> main\n");
    desk(&folder, &[(1, "broken", "One."), (2, "twice", "Two."), (3, "marked", "III."), (4, "merged", "Four.")]);
    assert_eq!(folder.run(&["import", "chatwoot", "dump.json"]).status, 1);
    check(
        &folder,
        DESK,
        expect![[r#"
            broken    macros/broken.macro:3:1: `title` is already set on line 2; only that one counts
            twice     macros/copy.macro and macros/twice.macro are both “twice” (chatwoot 2); give one of them another `source`, or none
            unsolved  macros/marked.macro:7:1: two versions still stand here; keep one of them, or import with --theirs or --ours
            unsolved  macros/merged.macro:7:1: two versions stand here, and not from an import; keep one of them
            [stderr]
            note: 4 macros of Chatwoot: 2 with a conflict from before, 2 left alone
            [exit 1]
        "#]],
    );
}

#[test]
fn a_conflict_from_before_is_settled_by_taking_a_side() {
    let conflict = || {
        let folder = imported(&[(1, "late", "Hi,\n\nit is late.\n\nBye")]);
        folder.edit("macros/late.macro", "it is late", "it is very late");
        folder.edit("macros/late.macro", "title: late", "title: later");
        desk(&folder, &[(1, "latest", "Hello,\n\nit was late.\n\nBye")]);
        assert_eq!(folder.run(&["import", "chatwoot", "dump.json"]).stdout, "conflict  macros/late.macro\n");
        folder
    };
    let folder = conflict();
    check(
        &folder,
        &["chatwoot", "dump.json", "--ours"],
        expect![[r#"
            solved    macros/late.macro
            [stderr]
            note: 1 macro of Chatwoot: 1 solved
            [exit 0]
        "#]],
    );
    expect![[r#"
        ---
        title: later
        source:
          platform: chatwoot
          id: "1"
        ---
        Hi,

        it is very late.

        Bye
    "#]]
    .assert_eq(&folder.read("macros/late.macro"));
    check(
        &folder,
        DESK,
        expect![[r#"
            edited    macros/late.macro
            [stderr]
            note: 1 macro of Chatwoot: 1 edited here
            [exit 0]
        "#]],
    );
    let folder = conflict();
    check(
        &folder,
        &["chatwoot", "dump.json", "--theirs"],
        expect![[r#"
            updated   macros/late.macro
            [stderr]
            note: 1 macro of Chatwoot: 1 updated
            [exit 0]
        "#]],
    );
    expect![[r#"
        ---
        title: latest
        source:
          platform: chatwoot
          id: "1"
        ---
        Hello,

        it was late.

        Bye
    "#]]
    .assert_eq(&folder.read("macros/late.macro"));
    assert_eq!(folder.run(&["import", "chatwoot", "dump.json"]).stdout, "");
}

#[test]
fn what_was_deleted_here_is_left_out() {
    let folder = imported(&[(1, "late", "Late."), (2, "bye", "Bye.")]);
    folder.remove("macros/late.macro");
    let left_out = || {
        check(
            &folder,
            DESK,
            expect![[r#"
                left out  “late” (chatwoot 1): deleted here
                [stderr]
                note: 2 macros of Chatwoot: 1 left out, 1 as they were
                note: what was deleted here comes back with `--theirs`
                [exit 0]
            "#]],
        );
    };
    left_out();
    left_out();
    expect![[r#"
        - late (chatwoot 1): only there
        [stderr]
        note: 1 only there
        [exit 1]
    "#]]
    .assert_eq(&folder.run(&["diff", "chatwoot", "dump.json", "macros"]).to_string());
    check(
        &folder,
        &["chatwoot", "dump.json", "--theirs"],
        expect![[r#"
            new       macros/late.macro
            [stderr]
            note: 2 macros of Chatwoot: 1 new, 1 as they were
            [exit 0]
        "#]],
    );
}

#[test]
fn a_file_for_chat_that_was_deleted_here_stays_away() {
    let dump =
        |chat: &str| json!({"id": 1, "name": "Late", "text": "<p>It is late.</p>", "chatText": chat}).to_string();
    let folder = Folder::new(&[("dump.json", &dump("Late!"))]);
    let import = |more: &[&str], expected: Expect| {
        check(&folder, &[&["helpscout", "dump.json"], more].concat(), expected);
    };
    import(
        &[],
        expect![[r#"
            new       macros/late.macro
            [stderr]
            note: 1 macro of Help Scout: 1 new
            [exit 0]
        "#]],
    );
    folder.remove("macros/late.chat.macro");
    import(
        &[],
        expect![[r#"
            edited    macros/late.macro: its file for “chat” was deleted here; `--theirs` brings that back
            [stderr]
            note: 1 macro of Help Scout: 1 edited here
            [exit 0]
        "#]],
    );
    assert!(!folder.path().join("macros/late.chat.macro").exists());
    import(
        &["--theirs"],
        expect![[r#"
            updated   macros/late.macro
            [stderr]
            note: 1 macro of Help Scout: 1 updated
            [exit 0]
        "#]],
    );
    assert!(folder.read("macros/late.chat.macro").ends_with("Late!\n"));
    import(
        &[],
        expect![[r#"
            [stderr]
            note: 1 macro of Help Scout: 1 as they were
            [exit 0]
        "#]],
    );
}
