//! What was written here, sent to a help desk and comes back from there: the same macro, and no conflict where the help desk
//! only lacks what it cannot hold.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::folder::{Folder, Run};

fn check(run: &Run, expected: Expect) {
    expected.assert_eq(&run.to_string());
}

/// What the help desk has after a push: our export, with ids for what is new there.
fn push(folder: &Folder, platform: &str, list: &str, more: &[&str]) {
    let run = folder.run(&[&["export", platform, "macros"], more].concat());
    let mut exported: Value = serde_json::from_str(&run.stdout).expect("an export");
    let macros = exported.pointer_mut(list).and_then(Value::as_array_mut).expect("a list of macros");
    for (number, one) in macros.iter_mut().enumerate().filter(|(_, one)| one["id"].is_null()) {
        one["id"] = json!(90 + number);
    }
    folder.write("dump.json", exported.to_string().as_bytes());
}

fn import(folder: &Folder, platform: &str, more: &[&str]) -> Run {
    folder.run(&[&["import", platform, "dump.json", "--into", "macros"], more].concat())
}

const MINE: &str = "---\n# ours\ntitle: Mine\nowner: ops\n---\nHi,\n\nit is **late**.\n";

#[test]
fn what_only_the_help_desk_knows_comes_with_the_id() {
    let folder = Folder::new(&[("macros/mine.macro", "---\ntitle: Mine\n---\nit is late.\n")]);
    let dump = json!([{ "id": 99, "name": "Mine", "content": "<p>it is late.</p>", "keywords": "post, late" }]);
    folder.write("dump.json", dump.to_string().as_bytes());
    import(&folder, "zammad", &[]);
    expect![[r#"
        ---
        title: Mine
        tags: ["post,", late]
        source:
          platform: zammad
          id: "99"
        ---
        it is late.
    "#]]
    .assert_eq(&folder.read("macros/mine.macro"));
    let diff = folder.run(&["diff", "zammad", "dump.json", "macros"]);
    assert_eq!((diff.status, diff.stdout.as_str()), (0, ""), "{diff}");
}

#[test]
fn what_stands_here_stays_when_the_id_comes() {
    let files = [
        ("macros/mine.macro", "---\ntitle: Mine\nactions:\n  - { field: priority, value: high }\n---\nit is late.\n"),
        ("macros/flow.macro", "---\n{title: Flow, tags: [q]}\n---\nit is late.\n"),
        ("macros/ends.macro", "---\ntitle: Ends\n---"),
    ];
    let folder = Folder::new(&files);
    let one = |id: u8, title: &str| {
        let text = json!({ "field": "comment_value_html", "value": "<p>it is late.</p>" });
        json!({ "id": id, "title": title, "actions": [{ "field": "status", "value": "solved" }, text] })
    };
    let dump = json!({ "macros": [one(7, "Mine"), one(8, "Flow"), one(9, "Ends")] });
    folder.write("dump.json", dump.to_string().as_bytes());
    check(
        &import(&folder, "zendesk", &[]),
        expect![[r#"
        linked    macros/mine.macro
        broken    macros/flow.macro: nothing can be added to its front matter as it is written; write a key on each line
        conflict  macros/ends.macro
        [stderr]
        note: 3 macros of Zendesk: 1 linked to what was written here, 1 in conflict, 1 left alone
        [exit 1]
    "#]],
    );
    expect![[r#"
        ---
        title: Mine
        actions:
          - { field: priority, value: high }
        source:
          platform: zendesk
          id: "7"
        ---
        it is late.
    "#]]
    .assert_eq(&folder.read("macros/mine.macro"));
    assert_eq!(folder.read("macros/flow.macro"), files[1].1);
    expect![[r#"
        ---
        title: Ends
        actions:
          - { field: status, value: solved }
          - { field: comment_value_html }
        source:
          platform: zendesk
          id: "9"
        ---
        <<<<<<< here
        =======
        it is late.
        >>>>>>> zendesk 9
    "#]]
    .assert_eq(&folder.read("macros/ends.macro"));
}

#[test]
fn a_file_that_cannot_be_read_is_not_taken_for_deleted() {
    let folder = Folder::new(&[]);
    let dump = json!([{ "id": 2, "name": "Bbb", "content": "<p>caf\u{e9}</p>" }]);
    folder.write("dump.json", dump.to_string().as_bytes());
    import(&folder, "zammad", &[]);
    let latin = folder.read("macros/bbb.macro").replace('\u{e9}', "\u{1}").into_bytes();
    let latin: Vec<u8> = latin.into_iter().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect();
    folder.write("macros/bbb.macro", &latin);
    for more in [&[][..], &["--theirs"]] {
        check(
            &import(&folder, "zammad", more),
            expect![[r#"
            broken    macros/bbb.macro: it may hold “Bbb” (zammad 2), and cannot be read; mend that first
            [stderr]
            note: 1 macro of Zammad: 1 left alone
            [exit 1]
        "#]],
        );
        assert!(!folder.path().join("macros/bbb-2.macro").exists());
    }
}

#[test]
fn actions_written_here_are_sent_to_help_desks_that_have_some() {
    let own = "---\ntitle: Mine\nactions: [{ field: priority, value: high }]\n---\nit is late.\n";
    let folder = Folder::new(&[("macros/mine.macro", own)]);
    check(
        &folder.run(&["export", "zendesk", "macros"]),
        expect![[r#"
        {
          "macros": [
            {
              "title": "Mine",
              "description": null,
              "actions": [
                {
                  "field": "priority",
                  "value": "high"
                },
                {
                  "field": "comment_value_html",
                  "value": "<p>it is late.</p>"
                }
              ]
            }
          ]
        }
        [stderr]
        note: 1 macro for Zendesk
        [exit 0]
    "#]],
    );
    check(
        &folder.run(&["export", "zammad", "macros"]),
        expect![[r#"
        [
          {
            "name": "Mine",
            "note": null,
            "keywords": "",
            "content": "<div>it is late.</div>"
          }
        ]
        [stderr]
        note: macros/mine.macro:3:11: Zammad has no actions, so what the macro does besides its text is not sent
        note: 1 macro for Zammad
        [exit 0]
    "#]],
    );
    push(&folder, "zendesk", "/macros", &[]);
    assert_eq!(import(&folder, "zendesk", &[]).stdout, "linked    macros/mine.macro\n");
    let diff = folder.run(&["diff", "zendesk", "dump.json", "macros"]);
    assert_eq!((diff.status, diff.stdout.as_str()), (0, ""), "{diff}");
}

#[test]
fn a_macro_that_was_written_here_gets_its_id() {
    let folder = Folder::new(&[("macros/mine.macro", MINE)]);
    push(&folder, "zendesk", "/macros", &[]);
    check(
        &import(&folder, "zendesk", &[]),
        expect![[r#"
            linked    macros/mine.macro
            [stderr]
            note: 1 macro of Zendesk: 1 linked to what was written here
            [exit 0]
        "#]],
    );
    expect![[r#"
        ---
        # ours
        title: Mine
        owner: ops
        actions:
          - { field: comment_value_html }
        source:
          platform: zendesk
          id: "90"
        ---
        Hi,

        it is **late**.
    "#]]
    .assert_eq(&folder.read("macros/mine.macro"));
    let again = import(&folder, "zendesk", &[]);
    assert_eq!((again.status, again.stdout.as_str()), (0, ""), "{again}");
    let diff = folder.run(&["diff", "zendesk", "dump.json", "macros"]);
    assert_eq!((diff.status, diff.stdout.as_str()), (0, ""), "{diff}");
    folder.edit("dump.json", "late", "on its way");
    check(
        &import(&folder, "zendesk", &[]),
        expect![[r#"
            updated   macros/mine.macro
            [stderr]
            note: 1 macro of Zendesk: 1 updated
            [exit 0]
        "#]],
    );
}

#[test]
fn a_macro_that_changed_there_before_it_got_its_id_is_left_to_a_person() {
    let folder = Folder::new(&[("macros/mine.macro", MINE)]);
    push(&folder, "zendesk", "/macros", &[]);
    folder.edit("dump.json", "late", "on its way");
    check(
        &import(&folder, "zendesk", &[]),
        expect![[r#"
            conflict  macros/mine.macro
            [stderr]
            note: 1 macro of Zendesk: 1 in conflict
            [exit 1]
        "#]],
    );
    expect![[r#"
        ---
        # ours
        title: Mine
        owner: ops
        actions:
          - { field: comment_value_html }
        source:
          platform: zendesk
          id: "90"
        ---
        Hi,

        <<<<<<< here
        it is **late**.
        =======
        it is **on its way**.
        >>>>>>> zendesk 90
    "#]]
    .assert_eq(&folder.read("macros/mine.macro"));
    assert_eq!(import(&folder, "zendesk", &["--theirs"]).status, 0);
    assert!(folder.read("macros/mine.macro").ends_with("---\nHi,\n\nit is **on its way**.\n"));
}

#[test]
fn where_several_files_fit_nobody_guesses() {
    let folder = Folder::new(&[("macros/mine.macro", MINE)]);
    push(&folder, "zendesk", "/macros", &[]);
    folder.write("macros/twin.macro", MINE.as_bytes());
    // Neither of these goes there.
    folder.write("macros/other.macro", MINE.replace("owner: ops", "platforms: [front]").as_bytes());
    folder.write("macros/far.macro", MINE.replace("owner: ops", "source: { platform: front, id: \"1\" }").as_bytes());
    check(
        &import(&folder, "zendesk", &[]),
        expect![[r#"
            twice     macros/mine.macro, macros/twin.macro: all have the title of “Mine” (zendesk 90); write `source: { platform: zendesk, id: "90" }` into the right one
            [stderr]
            note: 1 macro of Zendesk: 1 left alone
            [exit 1]
        "#]],
    );
    folder.edit("macros/mine.macro", "owner: ops", "source: { platform: zendesk, id: \"90\" }");
    check(
        &import(&folder, "zendesk", &[]),
        expect![[r#"
            [stderr]
            note: 1 macro of Zendesk: 1 as they were
            [exit 0]
        "#]],
    );
}

#[test]
fn what_a_help_desk_cannot_hold_is_no_change_there() {
    let lossy = "---\ntitle: Mine\ntags: [late parcel, vip]\n---\nHi {{ customer.first_name | default: \"there\" }},\n\nit is late.\n";
    let folder = Folder::new(&[("macros/mine.macro", lossy)]);
    push(&folder, "zammad", "", &["--lossy"]);
    let quiet = |expected: &str| {
        let run = import(&folder, "zammad", &[]);
        assert_eq!((run.status, run.stdout.as_str()), (0, expected), "{run}");
        let diff = folder.run(&["diff", "zammad", "dump.json", "macros"]);
        assert_eq!((diff.status, diff.stdout.as_str()), (0, ""), "{diff}");
        let text = folder.read("macros/mine.macro");
        assert!(text.contains("default: \"there\"") && text.contains("late parcel"), "{text}");
    };
    quiet("linked    macros/mine.macro\n");
    quiet("");
    folder.edit("macros/mine.macro", "it is late.", "{% if ticket.id %}it is late.{% endif %}");
    assert_eq!(import(&folder, "zammad", &[]).stdout, "edited    macros/mine.macro\n");
    push(&folder, "zammad", "", &["--lossy"]);
    quiet("");
    quiet("");
    // What changes there later does not take away what only the file can say.
    folder.edit("dump.json", "there", "you");
    let run = import(&folder, "zammad", &[]);
    assert_eq!((run.status, run.stdout.as_str()), (1, "conflict  macros/mine.macro\n"), "{run}");
}

#[test]
fn an_export_without_ids_is_known_by_its_titles() {
    let folder = Folder::new(&[("dump.csv", "name,keywords,content,active\nHello,a,<div>Hi</div>,true\n")]);
    let import = || folder.run(&["import", "zammad", "dump.csv", "--into", "macros"]).stdout;
    assert_eq!(import(), "new       macros/hello.macro\n");
    assert_eq!(import(), "");
    folder.edit("dump.csv", "Hi", "Hi there");
    assert_eq!(import(), "updated   macros/hello.macro\n");
    folder.remove("macros/hello.macro");
    assert_eq!(import(), "left out  “Hello” (zammad): deleted here\n");
}

#[test]
fn every_help_desk_gives_back_what_was_pushed() {
    let lossy = "---\ntitle: Mine\ndescription: When it is late\ntags: [late parcel, vip]\nlocale: en\nowner: ops\n---\nHi {{ customer.first_name | default: \"there\" }},\n\n\
                 {% if ticket.priority == \"urgent\" %}I call today.{% else %}I write **soon**.{% endif %}\n\n- one\n- two & three\n\n[[your words]]\n";
    for (platform, list) in [
        ("zendesk", "/macros"),
        ("freshdesk", ""),
        ("intercom", "/data"),
        ("helpscout", ""),
        ("gorgias", "/data"),
        ("front", "/_results"),
        ("chatwoot", ""),
        ("zammad", ""),
    ] {
        let folder = Folder::new(&[("macros/mine.macro", lossy)]);
        push(&folder, platform, list, &["--lossy"]);
        let run = import(&folder, platform, &[]);
        assert_eq!((run.status, run.stdout.as_str()), (0, "linked    macros/mine.macro\n"), "{platform}: {run}");
        let text = folder.read("macros/mine.macro");
        let (ours, body) = lossy.split_at(lossy.find("---\nHi").expect("a body"));
        assert!(text.starts_with(ours) && text.ends_with(body), "{platform}: {text}");
        let again = import(&folder, platform, &[]);
        assert_eq!((again.status, again.stdout.as_str()), (0, ""), "{platform}: {again}");
        let diff = folder.run(&["diff", platform, "dump.json", "macros"]);
        assert_eq!((diff.status, diff.stdout.as_str()), (0, ""), "{platform}: {diff}");
    }
}
