//! Documents of every kind and size.

use serde_json::{Value, json};

use crate::CALM;
use crate::client::{Client, codes, place, range, replace};

/// A document at that address is checked like any other.
fn check(uri: &str) {
    let mut client = Client::start();
    client.open(uri, CALM);
    assert_eq!(codes(&client.pushed_for(uri, 1)), ["tone/calm-command"]);
    assert_eq!(client.ask("textDocument/hover", place(uri, 1, 2))["range"], range((1, 0), (1, 16)));
    client.change(uri, 2, &[replace((1, 0), (2, 0), "")]);
    assert!(client.pushed_for(uri, 2).is_empty());
    client.finish();
}

#[test]
fn a_buffer_that_was_never_saved() {
    check("untitled:Untitled-1");
    check("untitled:/home/me/new.macro");
}

#[test]
fn a_file_that_is_not_on_this_disk() {
    check("vscode-vfs://github/shop/macros/refund.macro");
    check("zipfile:///macros.zip::refund.macro");
    check("git:/shop/refund.macro?%7B%22ref%22%3A%22HEAD%22%7D");
}

#[test]
fn a_file_with_a_name_that_must_be_written_in_percents() {
    check("file:///c%3A/my%20macros/%C3%BCber%20%F0%9F%98%80.macro");
    check("file:///nowhere/at/all/refund.macro");
}

#[test]
fn documents_do_not_mix() {
    let (one, other) = ("file:///shop/a.macro", "untitled:a");
    let mut client = Client::start();
    client.open(one, CALM);
    assert_eq!(client.pushed_for(one, 1).len(), 1);
    client.open(other, "Hello.");
    assert!(client.pushed_for(other, 1).is_empty());
    client.change(one, 2, &[json!({"text": "Hello."})]);
    assert!(client.pushed_for(one, 2).is_empty());
    client.change(other, 2, &[json!({"text": CALM})]);
    assert_eq!(client.pushed_for(other, 2).len(), 1);
    client.finish();
}

#[test]
fn a_document_that_is_opened_twice_is_the_second() {
    let mut client = Client::start();
    client.open("untitled:a", CALM);
    assert_eq!(client.pushed_for("untitled:a", 1).len(), 1);
    client.open("untitled:a", "Hello.");
    assert!(client.pushed_for("untitled:a", 1).is_empty());
    client.finish();
}

#[test]
fn empty_and_odd_texts_open() {
    for text in
        ["", "\n", "\r", "\u{feff}", "{", "{{", "{%", "[[", "---", "---\n", "\0", "a\u{301}\u{301}", "{% raw %}"]
    {
        let mut client = Client::start();
        client.open("untitled:a", text);
        client.pushed_for("untitled:a", 1);
        client.change("untitled:a", 2, &[json!({"text": ""})]);
        client.pushed_for("untitled:a", 2);
        client.finish();
    }
}

#[test]
fn edits_typed_one_by_one_find_what_the_whole_text_finds() {
    let mut client = Client::start();
    client.open("untitled:a", "");
    client.pushed_for("untitled:a", 1);
    let mut last = Vec::new();
    for (column, character) in "Please calm down.".chars().enumerate() {
        let version = column as i64 + 2;
        let at = (0, column as u32);
        client.change("untitled:a", version, &[replace(at, at, &character.to_string())]);
        last = client.pushed_for("untitled:a", version);
    }
    assert_eq!(codes(&last), ["tone/calm-command"]);
    client.finish();
}

#[test]
fn ten_megabytes_open_and_take_an_edit() {
    let line = "Thank you for your patience with order {{ order.number }} today.\n";
    let lines = 10 * 1024 * 1024 / line.len();
    let text = format!("{}Please calm down.\n", line.repeat(lines));
    let mut client = Client::start();
    client.open("file:///big.macro", &text);
    let found = client.pushed_for("file:///big.macro", 1);
    let at = found.iter().find(|item| item["code"] == "tone/calm-command").expect("the last line is read");
    assert_eq!(at["range"]["start"]["line"], lines);
    // Left of the whole text is one line, so that the test reads the ten megabytes once.
    client.change("file:///big.macro", 2, &[replace((0, 0), (lines as u32, 0), "")]);
    assert_eq!(client.pushed_for("file:///big.macro", 2)[0]["range"], range((0, 0), (0, 16)));
    client.finish();
}

#[test]
fn two_folders_are_open_at_once() {
    let folders = json!([{"uri": "file:///one", "name": "one"}, {"uri": "file:///two", "name": "two"}]);
    let mut client = Client::start_with(json!({"capabilities": {}, "workspaceFolders": folders}));
    for uri in ["file:///one/a.macro", "file:///two/a.macro"] {
        client.open(uri, CALM);
        assert_eq!(client.pushed_for(uri, 1).len(), 1);
    }
    let event = json!({"added": [], "removed": [{"uri": "file:///two", "name": "two"}]});
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    // All that is open is looked at again.
    let mut again: Vec<Value> = [client.pushed(), client.pushed()].iter().map(|push| push["uri"].clone()).collect();
    again.sort_by_key(Value::to_string);
    assert_eq!(again, ["file:///one/a.macro", "file:///two/a.macro"]);
    client.finish();
}
