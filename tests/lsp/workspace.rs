//! Questions about all macros: their names, and what their users have to write when they move.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use serde_json::json;

use crate::client::{Client, list, range};

#[test]
fn macros_and_declared_variables_are_found_by_name() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("softspoken.toml"), "[variables.\"late.fee\"]\ntype = \"money\"\n").unwrap();
    fs::write(folder.path().join("a.macro"), "---\ntitle: Late parcel\n---\n").unwrap();
    fs::write(folder.path().join("b.macro"), "Hi\n").unwrap();
    let root = format!("file://{}", folder.path().display());
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"rootUri": root, "capabilities": {}}));
    assert_eq!(capabilities["workspaceSymbolProvider"], true);
    let found = list(&client.ask("workspace/symbol", json!({"query": "late"})));
    let names: Vec<&str> = found.iter().filter_map(|symbol| symbol["name"].as_str()).collect();
    assert_eq!(names, ["Late parcel", "late.fee"]);
    assert_eq!(found[0]["location"]["uri"], format!("{root}/a.macro"));
    assert_eq!(found[1]["location"]["range"]["start"], json!({"line": 0, "character": 11}));
    client.finish();
}

#[test]
fn users_of_a_file_that_moves_are_changed_with_it() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("bye.macro"), "Bye.\n").unwrap();
    fs::write(folder.path().join("closed.macro"), "{% render 'bye' %}\n").unwrap();
    let root = format!("file://{}", folder.path().display());
    let mut client = Client::spawn();
    let support = json!({"workspace": {"workspaceEdit": {"documentChanges": true}}});
    let capabilities = client.initialize(json!({"rootUri": root, "capabilities": support}));
    let filters = &capabilities["workspace"]["fileOperations"]["willRename"]["filters"];
    assert_eq!(filters[0]["pattern"]["glob"], "**/*.macro");
    client.open(&format!("{root}/open.macro"), "😀 {% render 'bye' %}\n");
    client.pushed();
    let files = json!([{"oldUri": format!("{root}/bye.macro"), "newUri": format!("{root}/x/late.macro")}]);
    let edit = client.ask("workspace/willRenameFiles", json!({"files": files}));
    let change = |name: &str, version: serde_json::Value, start: u32| {
        json!({"textDocument": {"uri": format!("{root}/{name}"), "version": version},
            "edits": [{"range": range((0, start), (0, start + 3)), "newText": "x/late"}]})
    };
    assert_eq!(
        edit["documentChanges"],
        json!([change("closed.macro", json!(null), 11), change("open.macro", json!(1), 14)])
    );
    let files = json!([{"oldUri": "nonsense", "newUri": "file:///x"}]);
    assert_eq!(client.ask("workspace/willRenameFiles", json!({"files": files})), json!(null));
    client.finish();
}
