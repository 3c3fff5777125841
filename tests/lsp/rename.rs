//! Renames that reach other files: snippets by their ids, and variables that the workspace declares.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, list, place, range};

/// A folder with macros, and a client that opened it and checks versions.
fn shop(files: &[(&str, &str)], operations: &[&str]) -> (TempDir, Client) {
    shop_for(files, json!({"documentChanges": true, "resourceOperations": operations}))
}

/// The same for a client that takes `edits`.
fn shop_for(files: &[(&str, &str)], edits: Value) -> (TempDir, Client) {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let root = format!("file://{}", folder.path().display());
    let rename = json!({"prepareSupport": true});
    let capabilities = json!({"workspace": {"workspaceEdit": edits}, "textDocument": {"rename": rename}});
    (folder, Client::start_with(json!({"rootUri": root, "capabilities": capabilities})))
}

fn uri(folder: &TempDir, name: &str) -> String {
    format!("file://{}/{name}", folder.path().display())
}

fn renamed(at: &Value, new: &str) -> Value {
    let mut params = at.clone();
    params["newName"] = json!(new);
    params
}

/// The words of the error.
fn refused(client: &mut Client, method: &str, params: Value) -> String {
    let id = client.request(method, params);
    let error = client.answer_to(id)["error"].clone();
    assert_eq!(error["code"], -32803, "{error}");
    error["message"].as_str().unwrap().to_owned()
}

/// Each change as its file, with the version, line, column and text of its edits, or what happens to the file.
fn changes(folder: &TempDir, edit: &Value) -> Vec<String> {
    let root = uri(folder, "");
    let name = |uri: &Value| uri.as_str().unwrap().replace(&root, "");
    let change = |change: &Value| {
        if change["kind"] == "rename" {
            return format!("{} -> {}", name(&change["oldUri"]), name(&change["newUri"]));
        }
        let edits = list(&change["edits"]).into_iter().map(|edit| {
            let start = &edit["range"]["start"];
            format!("{}:{} {}", start["line"], start["character"], edit["newText"])
        });
        let of = &change["textDocument"];
        format!("{} v{}: {}", name(&of["uri"]), of["version"], edits.collect::<Vec<_>>().join(", "))
    };
    list(&edit["documentChanges"]).iter().map(change).collect()
}

const SNIPPETS: [(&str, &str); 4] = [
    ("softspoken.toml", "[snippets]\nroots = [\"parts\"]\n"),
    ("parts/bye.macro", "Bye.\n"),
    ("one.macro", "{% render 'bye' %}{% render 'parts/bye' %}\n"),
    ("named.macro", "---\nid: greet\n---\nHi.\n"),
];

#[test]
fn a_client_that_only_says_what_it_does_with_files_gets_edits_without_versions() {
    let (folder, mut client) = shop_for(&SNIPPETS, json!({"resourceOperations": ["rename", "create", "delete"]}));
    let open = uri(&folder, "open.macro");
    client.open(&open, "{% render 'bye' %}\n");
    client.pushed();
    let edit = client.ask("textDocument/rename", renamed(&place(&open, 0, 12), "off"));
    assert_eq!(
        changes(&folder, &edit),
        [
            "one.macro vnull: 0:11 \"off\", 0:29 \"parts/off\"",
            "open.macro vnull: 0:11 \"off\"",
            "parts/bye.macro -> parts/off.macro",
        ]
    );
    drop(client);
}

#[test]
fn a_snippet_moves_with_all_that_render_it() {
    let (folder, mut client) = shop(&SNIPPETS, &["rename"]);
    let open = uri(&folder, "open.macro");
    client.open(&open, "😀 {% render 'bye' %}{% render 'greet' %}\n");
    client.pushed();
    let at = place(&open, 0, 15);
    let prepared = client.ask("textDocument/prepareRename", at.clone());
    assert_eq!(prepared, json!({"range": range((0, 14), (0, 17)), "placeholder": "bye"}));
    let edit = client.ask("textDocument/rename", renamed(&at, "sign/off"));
    assert_eq!(
        changes(&folder, &edit),
        [
            "one.macro vnull: 0:11 \"sign/off\", 0:29 \"parts/sign/off\"",
            "open.macro v1: 0:14 \"sign/off\"",
            "parts/bye.macro -> parts/sign/off.macro",
        ]
    );
    for (new, words) in
        [("greet", "There is a macro `greet` already"), ("a b", "cannot be the id"), ("../x", "cannot be the id")]
    {
        let refusal = refused(&mut client, "textDocument/rename", renamed(&at, new));
        assert!(refusal.contains(words), "{refusal}");
    }
    let edit = client.ask("textDocument/rename", renamed(&place(&open, 0, 34), "hello"));
    assert_eq!(changes(&folder, &edit), ["named.macro vnull: 1:4 \"hello\"", "open.macro v1: 0:32 \"hello\""]);
    // The list of ids makes macros be looked at again, which nobody reads.
    drop(client);
}

#[test]
fn the_id_in_front_matter_is_renamed_from_there_too() {
    let (folder, mut client) = shop(&SNIPPETS, &[]);
    let named = uri(&folder, "named.macro");
    fs::write(folder.path().join("user.macro"), "{% render 'greet' %}\n").unwrap();
    client.open(&named, "---\nid: greet\n---\nUnsaved.\n");
    client.pushed();
    let edit = client.ask("textDocument/rename", renamed(&place(&named, 1, 6), "hello"));
    assert_eq!(changes(&folder, &edit), ["named.macro v1: 1:4 \"hello\"", "user.macro vnull: 0:11 \"hello\""]);
    client.finish();
}

#[test]
fn an_editor_that_renames_no_files_is_told_what_to_do() {
    let (folder, mut client) = shop(&SNIPPETS, &["create"]);
    let one = uri(&folder, "one.macro");
    client.open(&one, "{% render 'bye' %}{% render 'gone' %}\n");
    client.pushed();
    // That `gone` is missing is told when all ids are known.
    client.pushed();
    let at = place(&one, 0, 12);
    for (method, params) in [("textDocument/prepareRename", at.clone()), ("textDocument/rename", renamed(&at, "x"))] {
        let refusal = refused(&mut client, method, params);
        assert!(refusal.contains("rename that file, or give it an `id`"), "{refusal}");
    }
    let refusal = refused(&mut client, "textDocument/prepareRename", place(&one, 0, 30));
    assert_eq!(refusal, "There is no macro `gone` to rename");
    client.finish();
}

#[test]
fn a_declared_variable_gets_another_name_everywhere() {
    let (folder, mut client) = shop(
        &[
            ("softspoken.toml", "[variables.\"gift.note\"]\ntype = \"string\"\n"),
            ("one.macro", "{{ gift.note | default: 'x' }}\n"),
            ("two.macro", "{% assign gift = 1 %}{{ gift.note }}\n"),
        ],
        &[],
    );
    let open = uri(&folder, "open.macro");
    client.open(&open, "{{ gift.note | default: gift.note.size }}{{ order.total }}\n");
    client.pushed();
    let at = place(&open, 0, 26);
    let prepared = client.ask("textDocument/prepareRename", at.clone());
    assert_eq!(prepared["placeholder"], "gift.note");
    let edit = client.ask("textDocument/rename", renamed(&at, "gift.card"));
    assert_eq!(
        changes(&folder, &edit),
        [
            "one.macro vnull: 0:3 \"gift.card\"",
            "open.macro v1: 0:3 \"gift.card\", 0:24 \"gift.card\"",
            "softspoken.toml vnull: 0:11 \"\\\"gift.card\\\"\"",
        ]
    );
    let refusal = refused(&mut client, "textDocument/rename", renamed(&at, "order.total"));
    assert_eq!(refusal, "There is a variable `order.total` already");
    let refusal = refused(&mut client, "textDocument/rename", renamed(&place(&open, 0, 50), "x.y"));
    assert_eq!(refusal, "`order.total` is a name that the help desk gives; it cannot be changed here");
    client.finish();
}
