//! `diff`: a help desk's export compared with what an export from here would give.

use std::fs;

use expect_test::{Expect, expect};

use crate::folder::Folder;

/// A folder with a fixture, imported.
fn imported(platform: &str, file: &str) -> Folder {
    let fixture = format!("{}/tests/fixtures/helpdesk/{platform}/{file}", env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new(&[]);
    folder.write(file, &fs::read(fixture).expect("the fixture is there"));
    let run = folder.run(&["import", platform, file, "--into", "macros"]);
    assert_eq!(run.status, 0, "{run}");
    folder
}

fn check(folder: &Folder, arguments: &[&str], expected: Expect) {
    // Blank lines of a diff hold a blank, which editors of this file would take away.
    let run = folder.run(&[&["diff"], arguments].concat()).to_string();
    expected.assert_eq(&run.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>());
}

#[test]
fn what_was_imported_does_not_differ() {
    for (platform, file) in [
        ("zendesk", "macros.json"),
        ("freshdesk", "responses.json"),
        ("intercom", "macros.json"),
        ("helpscout", "saved_replies.json"),
        ("gorgias", "macros.json"),
        ("front", "message_templates.json"),
        ("chatwoot", "canned_responses.json"),
        ("zammad", "text_modules.json"),
        ("osticket", "canned_response.json"),
        ("osticket", "canned_response.csv"),
        ("zammad", "text_modules.csv"),
    ] {
        let folder = imported(platform, file);
        let run = folder.run(&["diff", platform, file, "macros"]);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{platform}: {run}");
        let exported = folder.run(&["export", platform, "macros", "--output", "out.json"]);
        assert_eq!(exported.status, 0, "{platform}: {exported}");
        let run = folder.run(&["diff", platform, "out.json", "macros"]);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{platform}: {run}");
    }
}

#[test]
fn each_macro_is_told_with_the_side_that_changed() {
    let folder = imported("chatwoot", "canned_responses.json");
    let edit = |path: &str, from: &str, to: &str| {
        let text = folder.read(path);
        assert!(text.contains(from), "{path}: {text}");
        folder.write(path, text.replace(from, to).as_bytes());
    };
    let file = "canned_responses.json";
    edit("macros/late.macro", "your parcel is late", "your parcel is on its way");
    edit(file, "Line one", "Line 1");
    edit(file, "Bonjour {{ contact.name }} !", "Bonjour {{ contact.name }} ! Merci.");
    edit("macros/bonjour-fr.macro", "Bonjour", "Salut");
    folder.write("macros/new.macro", b"---\ntitle: new\n---\nHello.\n");
    edit(
        file,
        "[\n  {\n    \"id\": 3,",
        "[\n  {\"id\": 9, \"short_code\": \"gone\", \"content\": \"x\"},\n  {\n    \"id\": 3,",
    );
    check(
        &folder,
        &["chatwoot", file, "macros"],
        expect![[r#"
        < late (chatwoot 3, macros/late.macro): changed here
        --- chatwoot 3
        +++ macros/late.macro
        @@ -2,6 +2,6 @@
         ---
         Hi {{ customer.first_name }},
 
        -your parcel is late, and I know you **counted on it**. I have asked the carrier and will write by *tomorrow noon*.
        +your parcel is on its way, and I know you **counted on it**. I have asked the carrier and will write by *tomorrow noon*.
 
         {{ agent.name }}
        > Late (chatwoot 4, macros/late-2.macro): changed there
        --- chatwoot 4
        +++ macros/late-2.macro
        @@ -1,6 +1,6 @@
         title: Late
         ---
        -Line 1
        +Line one
         Line two
 
         1. Open the app
        ! bonjour/fr (chatwoot 5, macros/bonjour-fr.macro): changed on both sides
        --- chatwoot 5
        +++ macros/bonjour-fr.macro
        @@ -2,4 +2,4 @@
         attachments: [{"file_type":"image","signed_id":"abc"}]
         team_id: 7
         ---
        -Bonjour {{ customer.name }} ! Merci.
        +Salut {{ customer.name }} !
        - gone (chatwoot 9): only there
        + new (macros/new.macro): only here
        [stderr]
        note: 1 changed here, 1 changed there, 1 changed on both sides, 1 only here, 1 only there
        [exit 1]
    "#]],
    );
    check(
        &folder,
        &["chatwoot", file, "macros", "--format", "json"],
        expect![[r#"
        {
          "platform": "chatwoot",
          "macros": [
            {
              "change": "here",
              "id": "3",
              "title": "late",
              "path": "macros/late.macro",
              "diff": "--- chatwoot 3\n+++ macros/late.macro\n@@ -2,6 +2,6 @@\n ---\n Hi {{ customer.first_name }},\n \n-your parcel is late, and I know you **counted on it**. I have asked the carrier and will write by *tomorrow noon*.\n+your parcel is on its way, and I know you **counted on it**. I have asked the carrier and will write by *tomorrow noon*.\n \n {{ agent.name }}\n"
            },
            {
              "change": "there",
              "id": "4",
              "title": "Late",
              "path": "macros/late-2.macro",
              "diff": "--- chatwoot 4\n+++ macros/late-2.macro\n@@ -1,6 +1,6 @@\n title: Late\n ---\n-Line 1\n+Line one\n Line two\n \n 1. Open the app\n"
            },
            {
              "change": "both",
              "id": "5",
              "title": "bonjour/fr",
              "path": "macros/bonjour-fr.macro",
              "diff": "--- chatwoot 5\n+++ macros/bonjour-fr.macro\n@@ -2,4 +2,4 @@\n attachments: [{\"file_type\":\"image\",\"signed_id\":\"abc\"}]\n team_id: 7\n ---\n-Bonjour {{ customer.name }} ! Merci.\n+Salut {{ customer.name }} !\n"
            },
            {
              "change": "only_there",
              "id": "9",
              "title": "gone",
              "path": null,
              "diff": null
            },
            {
              "change": "only_here",
              "id": null,
              "title": "new",
              "path": "macros/new.macro",
              "diff": null
            }
          ]
        }
        [stderr]
        note: 1 changed here, 1 changed there, 1 changed on both sides, 1 only here, 1 only there
        [exit 1]
    "#]],
    );
    fs::remove_file(folder.path().join("softspoken-desk.json")).expect("the lock is there");
    let run = folder.run(&["diff", "chatwoot", file, "macros"]);
    let lines: Vec<&str> = run.stdout.lines().filter(|line| line.ends_with(": differs")).collect();
    assert_eq!(lines.len(), 3, "{run}");
}

#[test]
fn what_an_import_and_an_export_make_of_a_macro_is_no_difference() {
    let html = |html: &str| {
        let id = html.len();
        format!(r#"{{"id": {id}, "title": "{id}", "actions": [{{"field": "comment_value_html", "value": "{html}"}}]}}"#)
    };
    let texts = [
        "<p><br></p>",
        "<p>{% assign word = 'parcel' %}Your {{word}} is late.</p>",
        "<p>a{% comment %}Not for chats{% endcomment %} b</p>",
        "<ul><li>a</li></ul><ul><li>b</li></ul>",
        "<p dir='rtl'>a</p>",
        "<p>Ver&shy;sand</p>",
    ];
    let dump = format!("[{}]", texts.map(html).join(",\n"));
    let folder = Folder::new(&[("dump.json", &dump)]);
    let run = folder.run(&["import", "zendesk", "dump.json", "--into", "macros"]);
    assert_eq!(run.status, 0, "{run}");
    check(
        &folder,
        &["zendesk", "dump.json", "macros"],
        expect![[r#"
        [stderr]
        note: no difference; Zendesk has 6 macros
        [exit 0]
    "#]],
    );
    // With a change beside it, the macro is told.
    let changed = dump.replace("is late", "is here").replace("<li>b</li></ul>", "<li>b</li><li>c</li></ul>");
    folder.write("dump.json", changed.as_bytes());
    check(
        &folder,
        &["zendesk", "dump.json", "macros"],
        expect![[r#"
        > 38 (zendesk 38, macros/38.macro): changed there
        --- zendesk 38
        +++ macros/38.macro
        @@ -4,4 +4,3 @@
         - a

         * b
        -* c
        > 57 (zendesk 57, macros/57.macro): changed there
        --- zendesk 57
        +++ macros/57.macro
        @@ -1,4 +1,4 @@
         title: 57
         action: comment_value_html (text)
         ---
        -{% assign word = "parcel" %}Your {{ word }} is here.
        +Your parcel is late.
        [stderr]
        note: 2 changed there
        [exit 1]
    "#]],
    );
}

#[test]
fn layout_is_no_difference() {
    let folder = imported("zendesk", "macros.json");
    let run = folder.run(&["fmt", "macros"]);
    assert_eq!(run.status, 0, "{run}");
    fs::create_dir(folder.path().join("macros/elsewhere")).expect("a folder");
    let path = "macros/returns/bikes/asked-too-late.macro";
    fs::rename(folder.path().join(path), folder.path().join("macros/elsewhere/x.macro")).expect("it is moved");
    let dump =
        folder.read("macros.json").replace("<p>&nbsp;</p>", "").replace("<strong>", "<b>").replace("</strong>", "</b>");
    folder.write("macros.json", dump.as_bytes());
    let run = folder.run(&["diff", "zendesk", "macros.json", "macros"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{run}");
}

#[test]
fn what_cannot_be_compared_is_a_failure() {
    let folder = Folder::new(&[
        (
            "page.json",
            r#"{"macros": [{"id": 1, "title": "A", "actions": []}], "next_page": "https://x.example/?page=2"}"#,
        ),
        ("bad.json", "{\"macros\": ["),
        ("ok.json", r#"{"macros": [{"id": 1, "title": "A", "actions": []}]}"#),
        ("a.macro", "---\ntitle: A\nsource: { platform: zendesk, id: \"1\" }\n---\n{% if x %}\n"),
    ]);
    check(
        &folder,
        &["zendesk", "page.json"],
        expect![[r#"
        [stderr]
        error: page.json: this is one page of several; the macros of the others are not in it; put all pages into one file
        [exit 2]
    "#]],
    );
    check(
        &folder,
        &["zendesk", "bad.json"],
        expect![[r#"
        [stderr]
        error: bad.json:1:12: this is no JSON: it ends before what was begun is closed; was it cut short?
        [exit 2]
    "#]],
    );
    check(
        &folder,
        &["zendesk", "none.json"],
        expect![[r#"
        [stderr]
        error: none.json: there is no such file or folder
        [exit 2]
    "#]],
    );
    check(
        &folder,
        &["zendesk", "ok.json"],
        expect![[r#"
            [stderr]
            error: a.macro:5:1: `{% if %}` opened here is never closed; add `{% endif %}` at the end of the text; it is not sent before that is mended
            note: no difference among the others; Zendesk has 1 macro, and 1 file could not be compared
            [exit 2]
        "#]],
    );
}
