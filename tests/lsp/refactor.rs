//! Changes that leave what a macro says as it is.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use softspoken::text::Encoding;

use crate::client::{Client, apply, range};

const TEXT: &str = "Hi {{ customer.first_name }},\n\nWe are here for you.\n";

fn shop(capabilities: Value) -> (tempfile::TempDir, Client, String) {
    let folder = tempfile::TempDir::new().unwrap();
    let root = format!("file://{}", folder.path().display());
    let mut client = Client::spawn();
    client.initialize(json!({"rootUri": root, "capabilities": capabilities}));
    let uri = format!("{root}/a.macro");
    client.open(&uri, TEXT);
    client.pushed();
    (folder, client, uri)
}

#[test]
fn a_passage_becomes_a_file_where_the_client_makes_files() {
    let can = json!({"workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}});
    let (folder, mut client, uri) = shop(can);
    let actions = client.actions(&uri, &range((2, 0), (2, 20)), Some(&["refactor.extract"]));
    assert_eq!(actions[0]["title"], "Make a snippet of it: `we-are-here-for-you`");
    let changes = &actions[0]["edit"]["documentChanges"];
    let new = format!("file://{}/we-are-here-for-you.macro", folder.path().display());
    assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(new)));
    assert_eq!(changes[1]["edits"][0]["newText"], "We are here for you.");
    assert_eq!(changes[2]["textDocument"], json!({"uri": uri, "version": 1}));
    let edit = json!({"range": range((2, 0), (2, 20)), "newText": "{% render 'we-are-here-for-you' %}"});
    assert_eq!(changes[2]["edits"], json!([edit]));
    assert_eq!(client.actions(&uri, &range((0, 4), (2, 5)), Some(&["refactor.extract"])), Vec::<Value>::new());
    client.finish();

    let (_folder, mut client, uri) = shop(json!({}));
    assert_eq!(client.actions(&uri, &range((2, 0), (2, 20)), Some(&["refactor"])), Vec::<Value>::new());
    client.finish();
}

#[test]
fn a_value_gets_a_default() {
    let (_folder, mut client, uri) = shop(json!({}));
    let actions = client.actions(&uri, &range((0, 8), (0, 8)), Some(&["refactor.rewrite"]));
    assert_eq!(actions[0]["title"], "Write “there” where `customer.first_name` is empty");
    let after = apply(TEXT, &actions[0], Encoding::Utf16);
    assert!(after.starts_with("Hi {{ customer.first_name | default: \"there\" }},"), "{after}");
    client.finish();
}
