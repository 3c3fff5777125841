//! A team's packs in the editor: their findings, their pages, and their mistakes in their own files.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, codes, list, place, range};

const PACK: &str = r#"[[rule]]
id = "team/cheap"
title = "Calling ourselves cheap"
severity = "warning"
message = "“{match}” sounds poor"
why = "We sell good value, and say so."

[[rule.case]]
phrases = ["cheap {what: <word>}"]
reframes = [{ text = "good-value {what}", replaces = "match" }]
"#;

const TEXT: &str = "It is a cheap mug.\n";

fn uri_of(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn shop(pack: &str) -> TempDir {
    let shop = TempDir::new().unwrap();
    fs::create_dir(shop.path().join("rules")).unwrap();
    fs::write(shop.path().join("softspoken.toml"), "[lint]\npacks = [\"rules/*.toml\"]\n").unwrap();
    fs::write(shop.path().join("rules/ours.toml"), pack).unwrap();
    shop
}

#[test]
fn a_rule_of_the_team_is_told_explained_and_mended() {
    let shop = shop(PACK);
    let uri = uri_of(&shop.path().join("a.macro"));
    let mut client = Client::start_with(json!({"capabilities": {"textDocument": {
        "publishDiagnostics": {"codeDescriptionSupport": true}, "hover": {"contentFormat": ["markdown"]}
    }}}));
    client.open(&uri, TEXT);
    let items = client.pushed_for(&uri, 1);
    assert_eq!(codes(&items), ["team/cheap"]);
    assert_eq!(items[0].get("codeDescription"), None, "there is no page on the web");
    let hover = client.ask("textDocument/hover", place(&uri, 0, 10));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("Calling ourselves cheap") && text.contains("We sell good value"), "{text}");
    let actions = client.actions(&uri, &range((0, 10), (0, 10)), Some(&["quickfix"]));
    assert_eq!(actions[0]["title"], "Say “good-value mug”");
    client.finish();
}

#[test]
fn a_mistake_in_a_pack_is_told_in_its_own_file_until_it_is_mended() {
    let shop = shop(&PACK.replace("title", "titel"));
    let (file, uri) = (shop.path().join("rules/ours.toml"), uri_of(&shop.path().join("a.macro")));
    let mut client = Client::start_with(json!({"capabilities": {
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}
    }}));
    let (id, _) = client.asked("client/registerCapability");
    client.answer(&id, Value::Null);
    client.open(&uri, TEXT);
    let pushed = client.pushed();
    assert_eq!(pushed["uri"], uri_of(&file));
    let mistakes = list(&pushed["diagnostics"]);
    assert_eq!(mistakes.len(), 2, "{mistakes:#?}");
    assert_eq!(mistakes[1]["range"], range((2, 0), (2, 5)));
    assert_eq!(mistakes[1]["message"], "`rule` has no key `titel`; did you mean `title`?");
    let log = client.notification("window/logMessage");
    assert!(log["message"].as_str().unwrap().contains("ours.toml, line 1: "), "{log}");
    assert!(client.pushed_for(&uri, 1).is_empty(), "the entry is left out");

    fs::write(&file, PACK).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri_of(&file), "type": 2}]}));
    assert_eq!(client.pushed(), json!({"uri": uri_of(&file), "diagnostics": []}));
    assert_eq!(codes(&client.pushed_for(&uri, 1)), ["team/cheap"]);

    // A new file of the folder takes effect too.
    let other = shop.path().join("rules/quiet.toml");
    fs::write(&other, "disable = [\"tone/calm-command\"]\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri_of(&other), "type": 1}]}));
    assert_eq!(client.pushed_for(&uri, 1).len(), 1);
    client.change(&uri, 2, &[json!({"text": "Please calm down.\n"})]);
    assert!(client.pushed_for(&uri, 2).is_empty());
    client.finish();
}

#[test]
fn a_pack_that_is_named_no_more_has_no_mistakes() {
    let shop = shop("colour = 1\n");
    let (config, uri) = (shop.path().join("softspoken.toml"), uri_of(&shop.path().join("a.macro")));
    let pack = uri_of(&shop.path().join("rules/ours.toml"));
    let mut client = Client::start();
    client.open(&uri, TEXT);
    assert_eq!(list(&client.pushed()["diagnostics"]).len(), 1);
    client.notification("window/logMessage");
    assert!(client.pushed_for(&uri, 1).is_empty());
    fs::write(&config, "").unwrap();
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert_eq!(client.pushed(), json!({"uri": pack, "diagnostics": []}));
    assert!(client.pushed_for(&uri, 1).is_empty());
    client.finish();
}

#[test]
fn a_configuration_that_is_gone_takes_the_mistakes_of_its_packs_with_it() {
    let shop = shop("colour = 1\n");
    let (config, uri) = (shop.path().join("softspoken.toml"), uri_of(&shop.path().join("a.macro")));
    let pack = uri_of(&shop.path().join("rules/ours.toml"));
    let mut client = Client::start();
    client.open(&uri, TEXT);
    assert_eq!(list(&client.pushed()["diagnostics"]).len(), 1);
    client.notification("window/logMessage");
    assert!(client.pushed_for(&uri, 1).is_empty());
    fs::remove_file(&config).unwrap();
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert_eq!(client.pushed(), json!({"uri": pack, "diagnostics": []}));
    assert!(client.pushed_for(&uri, 1).is_empty());
    client.finish();
}
