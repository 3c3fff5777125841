//! Definitions, references and renames, within a macro and across files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

use serde_json::{Value, json};
use softspoken::text::Encoding;
use tempfile::TempDir;

use crate::client::{Client, apply, list, place, range};

const URI: &str = "file:///a.macro";
const TEXT: &str = "😀 {% assign days = 3 %}{{ days }} of {{ order.total }} [[days]]\n";

/// A folder with macros and a configuration, and a client that opened it.
fn shop(files: &[(&str, &str)], capabilities: Value) -> (TempDir, Client) {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let root = format!("file://{}", folder.path().display());
    let client = Client::start_with(json!({"rootUri": root, "capabilities": capabilities}));
    (folder, client)
}

fn uri(folder: &TempDir, name: &str) -> String {
    format!("file://{}", folder.path().join(name).display())
}

/// File name, line and column of each location.
fn places(locations: &Value) -> Vec<(String, u64, u64)> {
    let place = |location: &Value| {
        let name = location["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let number = |key: &str| location["range"]["start"][key].as_u64().unwrap();
        (name, number("line"), number("character"))
    };
    list(locations).iter().map(place).collect()
}

fn references(client: &mut Client, uri: &str, line: u32, character: u32, declaration: bool) -> Value {
    let mut params = place(uri, line, character);
    params["context"] = json!({"includeDeclaration": declaration});
    client.ask("textDocument/references", params)
}

#[test]
fn a_name_leads_to_where_it_is_given_and_back() {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {}}));
    for provider in ["definitionProvider", "referencesProvider", "renameProvider"] {
        assert_eq!(capabilities[provider], true, "{provider}");
    }
    client.open(URI, TEXT);
    client.pushed_for(URI, 1);
    let definition = client.ask("textDocument/definition", place(URI, 0, 28));
    assert_eq!(definition, json!([{"uri": URI, "range": range((0, 13), (0, 17))}]));
    let found = references(&mut client, URI, 0, 28, false);
    assert_eq!(found, json!([{"uri": URI, "range": range((0, 27), (0, 31))}]));
    assert_eq!(list(&references(&mut client, URI, 0, 28, true)).len(), 2);
    assert_eq!(references(&mut client, URI, 9, 99, true), json!([]));
    assert_eq!(client.ask("textDocument/definition", place(URI, 0, 42)), Value::Null, "built in");
    client.finish();
}

#[test]
fn rename_is_one_edit_and_is_refused_with_a_reason() {
    let mut client = Client::spawn();
    let support = json!({"textDocument": {"rename": {"prepareSupport": true}}});
    let capabilities = client.initialize(json!({"capabilities": support}));
    assert_eq!(capabilities["renameProvider"], json!({"prepareProvider": true}));
    client.open(URI, TEXT);
    client.pushed_for(URI, 1);
    let prepared = client.ask("textDocument/prepareRename", place(URI, 0, 28));
    assert_eq!(prepared, json!({"range": range((0, 27), (0, 31)), "placeholder": "days"}));
    let mut params = place(URI, 0, 28);
    params["newName"] = json!("wait");
    let edit = client.ask("textDocument/rename", params);
    let after = apply(TEXT, &json!({"edit": edit}), Encoding::Utf16);
    assert_eq!(after, "😀 {% assign wait = 3 %}{{ wait }} of {{ order.total }} [[days]]\n");

    let id = client.request("textDocument/prepareRename", place(URI, 0, 42));
    let error = client.answer_to(id)["error"].clone();
    assert_eq!(error["code"], -32803);
    assert_eq!(error["message"], "`order.total` is a name that the help desk gives; it cannot be changed here");
    let mut params = place(URI, 0, 28);
    params["newName"] = json!("two words");
    assert_eq!(client.ask_error("textDocument/rename", params), -32803);
    client.finish();
}

#[test]
fn snippets_lead_to_their_files_and_files_to_their_users() {
    let (folder, mut client) = shop(
        &[
            ("bye.macro", "{{ tone }} Bye.\n"),
            ("one.macro", "{% render 'bye' %}\n"),
            ("two.macro", "---\nid: second\n---\n{% include 'bye' %}{% render 'one' %}\n"),
        ],
        json!({"textDocument": {"definition": {"linkSupport": true}}}),
    );
    let a = uri(&folder, "a.macro");
    client.open(&a, "{% render 'bye', tone: 'warm' %}{% render 'second' %}\n");
    client.pushed();
    let link = client.ask("textDocument/definition", place(&a, 0, 12));
    assert_eq!(link[0]["targetUri"], uri(&folder, "bye.macro"));
    assert_eq!(link[0]["originSelectionRange"], range((0, 11), (0, 14)));
    let link = client.ask("textDocument/definition", place(&a, 0, 18));
    assert_eq!(link[0]["targetSelectionRange"], range((0, 3), (0, 7)), "where the parameter is read");

    let found = references(&mut client, &a, 0, 12, true);
    let expected = [("bye.macro", 0, 0), ("a.macro", 0, 11), ("one.macro", 0, 11), ("two.macro", 3, 12)];
    assert_eq!(places(&found), expected.map(|(name, line, column)| (name.to_owned(), line, column)));

    let two = uri(&folder, "two.macro");
    client.open(&two, "---\nid: second\n---\nUnsaved.\n");
    client.pushed();
    assert_eq!(places(&references(&mut client, &two, 1, 5, false)), [("a.macro".to_owned(), 0, 43)]);
    // The macro that renders it has other diagnostics by now, which nobody reads.
    drop(client);
}

#[test]
fn a_declared_variable_leads_to_the_configuration_and_is_found_everywhere() {
    let (folder, mut client) = shop(
        &[
            ("softspoken.toml", "[variables.\"gift.note\"]\ntype = \"string\"\n"),
            ("one.macro", "{{ gift.note }}\n"),
            ("two.macro", "{% assign gift = 1 %}{{ gift.note }}\n"),
        ],
        json!({"textDocument": {"rename": {"prepareSupport": true}}}),
    );
    let a = uri(&folder, "a.macro");
    client.open(&a, "{{ gift.note | default: 'none' }}\n");
    client.pushed();
    let definition = client.ask("textDocument/definition", place(&a, 0, 8));
    assert_eq!(places(&definition), [("softspoken.toml".to_owned(), 0, 11)]);
    let found = references(&mut client, &a, 0, 8, true);
    let names: Vec<String> = places(&found).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["softspoken.toml", "a.macro", "one.macro"]);
    client.finish();
}
