//! `import`: macro files made of a help desk's macros, and brought up to date.

use std::fs;

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::folder::{Folder, Run};

fn fixture(path: &str) -> String {
    let path = format!("{}/tests/fixtures/helpdesk/{path}", env!("CARGO_MANIFEST_DIR"));
    String::from_utf8(fs::read(path).expect("the fixture is there")).expect("the fixture is UTF-8")
}

/// A dump of Zendesk with one macro.
fn dump(title: &str, html: &str, position: u32) -> String {
    let actions = json!([{ "field": "comment_value_html", "value": html }]);
    json!({"macros": [{"id": 7, "title": title, "active": true, "actions": actions, "position": position}]}).to_string()
}

/// A folder with a macro imported into it.
fn imported() -> Folder {
    let folder = Folder::new(&[("dump.json", &dump("Refund", "<p>Hi,</p><p>your refund left us.</p><p>Bye</p>", 1))]);
    let run = import(&folder, &[]);
    assert_eq!(run.status, 0, "{run}");
    folder
}

fn import(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["import", "zendesk", "dump.json", "--into", "macros"], arguments].concat())
}

const REFUND: &str = "macros/refund.macro";

fn check(run: &Run, status: i32, expected: Expect) {
    assert_eq!(run.status, status, "{run}");
    expected.assert_eq(&format!("{}{}", run.stdout, run.stderr));
}

#[test]
fn a_file_for_each_macro_in_folders_by_category() {
    let folder = Folder::new(&[("macros.json", &fixture("zendesk/macros.json"))]);
    let run = folder.run(&["import", "zendesk", "macros.json", "--into", "macros"]);
    check(
        &run,
        0,
        expect![[r#"
        new       macros/returns/bikes/asked-too-late.macro
        new       macros/delivery/where-is-my-parcel.macro
        new       macros/internal/ask-the-workshop.macro
        new       macros/close-no-answer.macro
        new       macros/delivery/where-is-my-parcel-2.macro
        note: macros/delivery/where-is-my-parcel-2.macro: “Delivery::where is my parcel”: kept as HTML: a table
        note: 5 macros of Zendesk: 5 new
    "#]],
    );
    expect![[r#"
        macros
        macros.json
        softspoken-desk.json"#]]
    .assert_eq(&folder.names().join("\n"));
    expect![[r#"
        ---
        title: "Returns::Bikes::Asked too late"
        description: For bikes that were ridden. Not for helmets.
        actions:
          - { field: status, value: pending }
          - { field: comment_value_html }
          - { field: comment_mode_is_public, value: "true" }
          - { field: current_tags, value: "returns late_return" }
          - { field: custom_fields_360050000001, value: bike_return }
        source:
          platform: zendesk
          id: "360041000011"
          active: true
          extra: {"position": 12, "restriction": {"type": "Group", "id": 360002, "ids": [360002, 360007]}, "x_of_tomorrow": {"kept": ["as", "it", "stands", null, 1.5]}}
        ---
        Hi {{ customer.first_name | default: "there" }},

        You were looking forward to riding your&nbsp;Wren&nbsp;S8, and I can see why a squeaking crank is frustrating. 🚲

        What I can do today:

        - book a free check at our workshop,
          - Monday to Friday, 9&nbsp;am to 5&nbsp;pm
        - send you the part & a short [guide](https://harbourcycles.example/guides?p=crank&v=2).

        {% if ticket.priority == "urgent" %}I will call you before noon.{% endif %}

        **Which suits you better?**<br>
        {{agent.first_name}}, Harbour Cycles
    "#]].assert_eq(&folder.read("macros/returns/bikes/asked-too-late.macro"));
}

#[test]
fn what_did_not_change_is_not_touched() {
    let folder = imported();
    let before = (folder.read(REFUND), folder.read("softspoken-desk.json"));
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        note: 1 macro of Zendesk: 1 as they were
    "#]],
    );
    assert_eq!(before, (folder.read(REFUND), folder.read("softspoken-desk.json")));
}

#[test]
fn what_changed_there_comes_and_what_is_ours_stays() {
    let folder = imported();
    folder.edit(REFUND, "title: Refund\n", "title: Refund # for cards\nowner: billing\nintent: update\n");
    folder.write("dump.json", dump("Refund sent", "<p>Hi,</p><p>your refund left us <b>today</b>.</p>", 2).as_bytes());
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        updated   macros/refund.macro
        note: 1 macro of Zendesk: 1 updated
    "#]],
    );
    expect![[r#"
        ---
        title: Refund sent # for cards
        owner: billing
        intent: update
        actions:
          - { field: comment_value_html }
        source:
          platform: zendesk
          id: "7"
          active: true
          extra: {"position": 2}
        ---
        Hi,

        your refund left us **today**.
    "#]]
    .assert_eq(&folder.read(REFUND));
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        note: 1 macro of Zendesk: 1 as they were
    "#]],
    );
}

#[test]
fn what_was_edited_here_is_kept() {
    let folder = imported();
    folder.edit(REFUND, "left us.", "left us today.");
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        edited    macros/refund.macro
        note: 1 macro of Zendesk: 1 edited here
    "#]],
    );
    // A new title there is no conflict with a new text here.
    folder.write("dump.json", dump("Money back", "<p>Hi,</p><p>your refund left us.</p><p>Bye</p>", 1).as_bytes());
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        updated   macros/refund.macro
        note: 1 macro of Zendesk: 1 updated
    "#]],
    );
    expect![[r#"
        ---
        title: Money back
        actions:
          - { field: comment_value_html }
        source:
          platform: zendesk
          id: "7"
          active: true
          extra: {"position": 1}
        ---
        Hi,

        your refund left us today.

        Bye
    "#]]
    .assert_eq(&folder.read(REFUND));
}

#[test]
fn what_changed_on_both_sides_is_left_to_a_person() {
    let folder = imported();
    folder.edit(REFUND, "left us.", "left us today.");
    folder.edit(REFUND, "title: Refund", "title: Refund is on its way");
    folder.write(
        "dump.json",
        dump("Money back", "<p>Hi,</p><p>your refund left us at noon.</p><p>Bye</p>", 1).as_bytes(),
    );
    check(
        &import(&folder, &["--dry-run"]),
        1,
        expect![[r#"
        conflict  macros/refund.macro
        note: 1 macro of Zendesk: 1 in conflict
    "#]],
    );
    check(
        &import(&folder, &[]),
        1,
        expect![[r#"
        conflict  macros/refund.macro
        note: 1 macro of Zendesk: 1 in conflict
    "#]],
    );
    expect![[r#"
        ---
        # <<<<<<< zendesk has title: Money back
        title: Refund is on its way
        actions:
          - { field: comment_value_html }
        source:
          platform: zendesk
          id: "7"
          active: true
          extra: {"position": 1}
        ---
        Hi,

        <<<<<<< here
        your refund left us today.
        =======
        your refund left us at noon.
        >>>>>>> zendesk 7

        Bye
    "#]]
    .assert_eq(&folder.read(REFUND));
    let unsolved = folder.read(REFUND);
    check(
        &import(&folder, &[]),
        1,
        expect![[r#"
        unsolved  macros/refund.macro:2:1: two versions still stand here; keep one of them, or import with --theirs or --ours
        note: 1 macro of Zendesk: 1 with a conflict from before
    "#]],
    );
    assert_eq!(folder.read(REFUND), unsolved);
    expect![[r#"
        macros/refund.macro:2:1: error[syntax/conflict] This is what the other side has; choose one of the two and delete this line
        macros/refund.macro:14:1: error[syntax/conflict] Two versions stand here; keep one of them, or a mix of both, and delete the lines with the marks
    "#]].assert_eq(&folder.run(&["check", "macros", "--format", "concise", "--select", "syntax/,meta/"]).stdout);
    // Solved in favour of what is here: the desk's version is known by now.
    let solved = unsolved.replace("# <<<<<<< zendesk has title: Money back\n", "");
    let (start, rest) = solved.split_once("<<<<<<< here\n").expect("a conflict");
    let (ours, rest) = rest.split_once("=======\n").expect("two sides");
    let (_, end) = rest.split_once(">>>>>>> zendesk 7\n").expect("an end");
    folder.write(REFUND, format!("{start}{ours}{end}").as_bytes());
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        edited    macros/refund.macro
        note: 1 macro of Zendesk: 1 edited here
    "#]],
    );
    expect![[r#"
        ---
        title: Refund is on its way
        actions:
          - { field: comment_value_html }
        source:
          platform: zendesk
          id: "7"
          active: true
          extra: {"position": 1}
        ---
        Hi,

        your refund left us today.

        Bye
    "#]]
    .assert_eq(&folder.read(REFUND));
}

#[test]
fn a_side_can_be_taken_without_hands() {
    for (side, expected) in [("--theirs", "at noon"), ("--ours", "today")] {
        let folder = imported();
        folder.edit(REFUND, "left us.", "left us today.");
        folder.write("dump.json", dump("Refund", "<p>your refund left us at noon.</p>", 1).as_bytes());
        let run = import(&folder, &[side]);
        assert_eq!(run.status, 0, "{run}");
        assert!(folder.read(REFUND).contains(expected), "{}", folder.read(REFUND));
        let again = import(&folder, &[]);
        assert_eq!(again.status, 0, "{again}");
        assert!(folder.read(REFUND).contains(expected), "{}", folder.read(REFUND));
    }
}

#[test]
fn the_same_edit_on_both_sides_is_no_conflict() {
    let folder = imported();
    folder.edit(REFUND, "left us.", "left us today.");
    folder.write("dump.json", dump("Refund", "<p>Hi,</p><p>your refund left us today.</p><p>Bye</p>", 1).as_bytes());
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        note: 1 macro of Zendesk: 1 as they were
    "#]],
    );
}

#[test]
fn moved_and_formatted_files_are_found_and_count_as_they_were() {
    let html = "<p>Hi {{ticket.requester.first_name}},</p><p>{% if ticket.status=='open' %}it is open{% endif %}</p>";
    let folder = Folder::new(&[("dump.json", &dump("Refund", html, 1)), ("softspoken.toml", "")]);
    assert_eq!(import(&folder, &[]).status, 0);
    let formatted = folder.run(&["fmt", "macros"]);
    assert!(formatted.stderr.contains("1 macro formatted"), "{formatted}");
    fs::create_dir(folder.path().join("elsewhere")).expect("a folder");
    fs::rename(folder.path().join(REFUND), folder.path().join("elsewhere/money.macro")).expect("it is moved");
    folder.edit("elsewhere/money.macro", "\n", "\r\n");
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        note: 1 macro of Zendesk: 1 as they were
    "#]],
    );
    folder.write("dump.json", dump("Refund", "<p>One</p><p>Two</p>", 1).as_bytes());
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        updated   elsewhere/money.macro
        note: 1 macro of Zendesk: 1 updated
    "#]],
    );
    let text = folder.read("elsewhere/money.macro");
    assert!(text.ends_with("---\r\nOne\r\n\r\nTwo\r\n"), "{text:?}");
}

#[test]
fn without_the_lock_texts_are_compared() {
    let folder = imported();
    folder.remove("softspoken-desk.json");
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
        note: 1 macro of Zendesk: 1 as they were
    "#]],
    );
    folder.remove("softspoken-desk.json");
    folder.edit(REFUND, "left us.", "left us today.");
    check(
        &import(&folder, &[]),
        1,
        expect![[r#"
        conflict  macros/refund.macro
        note: 1 macro of Zendesk: 1 in conflict
    "#]],
    );
}

#[test]
fn every_shape_is_imported_and_the_same_again() {
    for (platform, path) in [
        ("zendesk", "zendesk/pages.json"),
        ("freshdesk", "freshdesk/folders.json"),
        ("intercom", "intercom/macros.json"),
        ("helpscout", "helpscout/hal.json"),
        ("gorgias", "gorgias/macros.json"),
        ("front", "front/with_folders.json"),
        ("chatwoot", "chatwoot/payload.json"),
        ("zammad", "zammad/text_modules_full.json"),
        ("zammad", "zammad/text_modules.csv"),
        ("osticket", "osticket/canned_response.json"),
    ] {
        let name = path.rsplit('/').next().expect("a name");
        let folder = Folder::new(&[(name, &fixture(path))]);
        let first = folder.run(&["import", platform, name]);
        assert_eq!(first.status, 0, "{first}");
        assert!(first.stdout.starts_with("new "), "{first}");
        let files = folder.names();
        let again = folder.run(&["import", platform, name]);
        assert_eq!((again.status, again.stdout.as_str()), (0, ""), "{again}");
        assert_eq!(folder.names(), files);
        let checked = folder.run(&[
            "check",
            ".",
            "--select",
            "meta/,syntax/",
            "--min-severity",
            "warning",
            "--format",
            "concise",
        ]);
        assert_eq!(checked.stdout, "", "{path}");
    }
}

#[test]
fn of_what_is_broken_nothing_is_imported() {
    let check = |platform: &str, path: &str, expected: Expect| {
        let name = path.rsplit('/').next().expect("a name");
        let fixture = format!("{}/tests/fixtures/helpdesk/{path}", env!("CARGO_MANIFEST_DIR"));
        let folder = Folder::new(&[]);
        folder.write(name, &fs::read(fixture).expect("the fixture is there"));
        let run = folder.run(&["import", platform, name, "--into", "macros"]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run}");
        assert_eq!(folder.names(), [name]);
        expected.assert_eq(&run.stderr);
    };
    check(
        "zendesk",
        "zendesk/broken/cut_short.json",
        expect![[r#"
        error: cut_short.json:20:215: this is no JSON: it ends before what was begun is closed; was it cut short?
        error: nothing was imported
    "#]],
    );
    check(
        "zendesk",
        "zendesk/broken/actions_no_list.json",
        expect![[r#"
        error: actions_no_list.json:24:18: the actions of this macro are no list
        error: nothing was imported
    "#]],
    );
    check(
        "zendesk",
        "zendesk/broken/id_twice.json",
        expect![[r#"
            error: id_twice.json:21:5: two macros have the id 360041000014: “Close — no answer” and “Same id, other title”
            error: nothing was imported
        "#]],
    );
    check(
        "zendesk",
        "zendesk/broken/not_utf8.json",
        expect![[r#"
        error: not_utf8.json: line 1, column 36 is not UTF-8 text (byte 35); save the file as UTF-8
        error: nothing was imported
    "#]],
    );
    check(
        "freshdesk",
        "freshdesk/broken/folders_without_texts.json",
        expect![[r#"
        error: folders_without_texts.json:1:1: no macro in it has a text
        error: nothing was imported
    "#]],
    );
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let folder = Folder::new(&[
        ("dump.json", &dump("Refund", "<p>Hi</p>", 1)),
        (REFUND, "Not from a help desk\n"),
        ("macros/REFUND-2.macro", "Nor this\n"),
        ("macros/refund-3.macro", ""),
    ]);
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
            new       macros/refund-3.macro
            note: 1 macro of Zendesk: 1 new
        "#]],
    );
    assert_eq!(folder.read(REFUND), "Not from a help desk\n");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let folder = Folder::new(&[("dump.json", &dump("Delivery::Late", "<p>Hi.</p>", 1)), ("macros/b", "")]);
    let out = Folder::new(&[("a", "")]);
    std::os::unix::fs::symlink(out.path(), folder.path().join("macros/delivery")).expect("a link");
    let run = import(&folder, &[]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("macros/delivery/late.macro: it is behind a link that leads out"), "{run}");
    assert!(!out.path().join("late.macro").exists());
}

#[test]
fn files_are_found_again_outside_of_the_folder_for_new_ones() {
    let folder = imported();
    fs::create_dir(folder.path().join("other")).expect("a folder");
    fs::rename(folder.path().join(REFUND), folder.path().join("other/moved.macro")).expect("it is there");
    assert_eq!(import(&folder, &[]).stdout, "");
    let run = folder.run(&["import", "zendesk", "dump.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{run}");
    assert!(!folder.path().join(REFUND).exists());
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = Folder::new(&[("dump.json", &dump("Refund", "<table><tr><td>Hi</td></tr></table>", 1))]);
    check(
        &import(&folder, &["--dry-run"]),
        0,
        expect![[r#"
        new       macros/refund.macro
        note: macros/refund.macro: “Refund”: kept as HTML: a table
        note: 1 macro of Zendesk: 1 new
    "#]],
    );
    assert_eq!(folder.names(), ["dump.json"]);
}

#[test]
fn five_thousand_macros_keep_their_order_and_their_names() {
    let macros: Vec<Value> = (0..5_000)
        .map(|id| {
            let actions = json!([{ "field": "comment_value_html", "value": format!("<p>Hi</p><p>{id}</p>") }]);
            json!({"id": 5_000 - id, "title": format!("Same {}", id % 7), "active": true, "actions": actions})
        })
        .collect();
    let folder = Folder::new(&[("dump.json", &json!({ "macros": macros }).to_string())]);
    let run = import(&folder, &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 5_000);
    // The smallest id has the plain name.
    assert!(folder.read("macros/same-0.macro").contains("id: \"2\"\n"), "{}", folder.read("macros/same-0.macro"));
    let again = import(&folder, &[]);
    assert_eq!((again.status, again.stdout.as_str()), (0, ""), "{}", again.stderr);
}

#[test]
fn dynamic_content_gets_a_file_for_each_language() {
    let folder = Folder::new(&[
        ("macros.json", &fixture("zendesk/macros.json")),
        ("dynamic_content.json", &fixture("zendesk/dynamic_content.json")),
    ]);
    let run = folder.run(&["import", "zendesk", "dynamic_content.json", "macros.json", "--into", "macros"]);
    check(
        &run,
        0,
        expect![[r#"
        new       macros/dc/signature-support.macro
        new       macros/returns/bikes/asked-too-late.macro
        new       macros/delivery/where-is-my-parcel.macro
        new       macros/internal/ask-the-workshop.macro
        new       macros/close-no-answer.macro
        new       macros/delivery/where-is-my-parcel-2.macro
        note: macros/delivery/where-is-my-parcel-2.macro: “Delivery::where is my parcel”: kept as HTML: a table
        note: 6 macros of Zendesk: 6 new
    "#]],
    );
    let names = ["signature-support.macro", "signature-support.de.macro", "signature-support.16.macro"];
    let files = names.map(|name| folder.read(&format!("macros/dc/{name}")));
    expect![[r#"
        ---
        title: Signature support
        locale: en-US
        source:
          platform: zendesk
          id: "dc.signature_support"
          extra: {"id": 88, "placeholder": "{{dc.signature_support}}", "default_locale_id": 1, "outdated": false, "variants": [{"id": 1, "locale_id": 1, "default": true, "active": true, "outdated": false}, {"id": 2, "locale_id": 8, "default": false, "active": true, "outdated": true}, {"id": 3, "locale_id": 16, "default": false, "active": false, "outdated": false}]}
        ---
        Your team at Harbour Cycles
        We ride too.
        ======
        ---
        locale: de
        source:
          platform: zendesk
          id: "dc.signature_support"
          extra: {"part": "de"}
        ---
        Ihr Team von Harbour Cycles
        ======
        ---
        source:
          platform: zendesk
          id: "dc.signature_support"
          extra: {"part": "16"}
        ---
        L’équipe Harbour Cycles
    "#]].assert_eq(&files.join("======\n"));
    let again = folder.run(&["import", "zendesk", "dynamic_content.json", "macros.json", "--into", "macros"]);
    assert_eq!((again.status, again.stdout.as_str()), (0, ""), "{again}");
}

#[test]
fn dynamic_content_is_no_macro_of_an_export() {
    let folder = Folder::new(&[("dynamic_content.json", &fixture("zendesk/dynamic_content.json"))]);
    assert_eq!(folder.run(&["import", "zendesk", "dynamic_content.json", "--into", "macros"]).status, 0);
    let run = folder.run(&["export", "zendesk", "macros"]);
    let exported: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((run.status, exported), (0, json!({"macros": []})), "{}", run.stderr);
}

#[test]
fn what_is_not_kept_is_told() {
    let html = "<p>Hi<!-- call first --></p><p><abbr title=\"Frequently asked\">FAQ</abbr></p>";
    let folder =
        Folder::new(&[("dump.json", &dump("Refund", html, 1)), ("gorgias.json", &fixture("gorgias/macros.json"))]);
    check(
        &import(&folder, &[]),
        0,
        expect![[r#"
            new       macros/refund.macro
            note: macros/refund.macro: “Refund”: not kept: a comment, words that show under the pointer
            note: 1 macro of Zendesk: 1 new
        "#]],
    );
    let run = folder.run(&["import", "gorgias", "gorgias.json", "--into", "macros"]);
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.contains("not kept")).collect();
    assert_eq!(
        told,
        [
            "note: macros/two-forms-that-differ.macro: “Two forms that differ”: not kept: a second form of a text, which says something else"
        ],
        "{run}"
    );
}
