//! Settings of the editor, and `softspoken.toml` on the disk.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::CALM;
use crate::client::{Client, codes, list, place, range};

const URI: &str = "untitled:a";
const OFF: &str = "[lint.severity]\n\"tone/calm-command\" = \"off\"\n";

fn configure(client: &mut Client, settings: Value) {
    client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
}

fn uri_of(path: &Path) -> String {
    format!("file://{}", path.display())
}

#[test]
fn a_change_of_settings_switches_a_rule_off_and_on() {
    let mut client = Client::start();
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1).len(), 1);
    for (settings, severity) in [
        (json!({"lint": {"severity": {"tone/calm-command": "off"}}}), None),
        (json!({"softspoken": {"lint": {"severity": {"tone/calm-command": "hint"}}}}), Some(4)),
        (json!({"lint": {"ignore": ["tone/"]}}), None),
        (json!({"lint": {"severity": {"tone/": "error"}}}), Some(1)),
        (json!({"softspoken": {}}), Some(2)),
    ] {
        configure(&mut client, settings.clone());
        let items = client.pushed_for(URI, 1);
        assert_eq!(items.first().map(|item| item["severity"].clone()), severity.map(Value::from), "{settings}");
    }
    client.finish();
}

#[test]
fn settings_may_come_with_the_greeting() {
    let options = json!({"lint": {"severity": {"tone/calm-command": "information"}}});
    let mut client = Client::start_with(json!({"capabilities": {}, "initializationOptions": options}));
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1)[0]["severity"], 3);
    // What some clients send to everyone takes nothing back.
    configure(&mut client, json!({}));
    client.change(URI, 2, &[json!({"text": CALM})]);
    assert_eq!(client.pushed_for(URI, 2)[0]["severity"], 3);
    client.finish();
}

#[test]
fn a_client_that_wants_to_be_asked_is_asked() {
    let mut client = Client::start_with(json!({"capabilities": {"workspace": {"configuration": true}}}));
    let (id, params) = client.asked("workspace/configuration");
    assert_eq!(params, json!({"items": [{"section": "softspoken"}]}));
    // The server does not wait for the answer.
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1).len(), 1);
    client.answer(&id, json!([{"lint": {"ignore": ["tone/calm-command"]}}]));
    assert!(client.pushed_for(URI, 1).is_empty());

    configure(&mut client, Value::Null);
    let (id, _) = client.asked("workspace/configuration");
    client.answer(&id, json!([null]));
    client.finish();
}

#[test]
fn a_client_that_pulls_is_told_to_pull_again() {
    let mut client = Client::start_with(json!({"capabilities": {
        "textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}
    }}));
    client.open(URI, CALM);
    configure(&mut client, json!({"lint": {"ignore": ["tone/"]}}));
    let (id, _) = client.asked("workspace/diagnostic/refresh");
    client.answer(&id, Value::Null);
    let report = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}));
    assert_eq!(report["items"], json!([]));
    client.finish();
}

#[test]
fn the_nearest_file_decides_and_the_editor_over_it() {
    let shop = TempDir::new().unwrap();
    let quiet = shop.path().join("quiet");
    fs::create_dir_all(quiet.join("deep")).unwrap();
    fs::write(quiet.join("softspoken.toml"), OFF).unwrap();
    let (loud, off) = (uri_of(&shop.path().join("a.macro")), uri_of(&quiet.join("deep/a.macro")));

    let mut client = Client::start();
    client.open(&loud, CALM);
    assert_eq!(client.pushed_for(&loud, 1).len(), 1);
    client.open(&off, CALM);
    assert!(client.pushed_for(&off, 1).is_empty());
    client.close(&loud);
    client.pushed();

    configure(&mut client, json!({"lint": {"severity": {"tone/calm-command": "hint"}}}));
    assert_eq!(client.pushed_for(&off, 1)[0]["severity"], 4);
    client.finish();
}

#[test]
fn a_buffer_without_a_file_follows_the_folder() {
    let shop = TempDir::new().unwrap();
    fs::write(shop.path().join("softspoken.toml"), OFF).unwrap();
    let folders = json!([{"uri": uri_of(shop.path()), "name": "shop"}]);
    let mut client = Client::start_with(json!({"capabilities": {}, "workspaceFolders": folders}));
    client.open(URI, CALM);
    assert!(client.pushed_for(URI, 1).is_empty());
    client.finish();
}

#[test]
fn a_watched_file_that_changes_takes_effect() {
    let shop = TempDir::new().unwrap();
    let (file, uri) = (shop.path().join("softspoken.toml"), uri_of(&shop.path().join("a.macro")));
    let mut client = Client::start_with(json!({"capabilities": {
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}
    }}));
    let (id, params) = client.asked("client/registerCapability");
    assert_eq!(params["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    assert_eq!(
        params["registrations"][0]["registerOptions"]["watchers"],
        json!([{"globPattern": "**/*.toml"}, {"globPattern": "**/*.macro"}])
    );
    client.answer(&id, Value::Null);

    client.open(&uri, CALM);
    assert_eq!(codes(&client.pushed_for(&uri, 1)), ["tone/calm-command"]);
    fs::write(&file, OFF).unwrap();
    let changed = |kind: u32| json!({"changes": [{"uri": uri_of(&file), "type": kind}]});
    client.notify("workspace/didChangeWatchedFiles", changed(1));
    assert!(client.pushed_for(&uri, 1).is_empty());
    fs::remove_file(&file).unwrap();
    client.notify("workspace/didChangeWatchedFiles", changed(3));
    assert_eq!(client.pushed_for(&uri, 1).len(), 1);
    client.finish();
}

#[test]
fn a_save_looks_at_the_file_again_where_nobody_watches() {
    let shop = TempDir::new().unwrap();
    let uri = uri_of(&shop.path().join("a.macro"));
    let mut client = Client::start();
    client.open(&uri, CALM);
    assert_eq!(client.pushed_for(&uri, 1).len(), 1);
    fs::write(shop.path().join("softspoken.toml"), OFF).unwrap();
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert!(client.pushed_for(&uri, 1).is_empty());
    client.finish();
}

#[test]
fn a_mistake_in_the_file_is_told_at_its_place_and_the_rest_holds() {
    let shop = TempDir::new().unwrap();
    let file = shop.path().join("softspoken.toml");
    let uri = uri_of(&shop.path().join("a.macro"));
    fs::write(&file, format!("{OFF}\n[lint]\n\"😀\" = []\n")).unwrap();
    for capabilities in [json!({}), json!({"textDocument": {"diagnostic": {}}})] {
        let mut client = Client::start_with(json!({"capabilities": capabilities}));
        client.open(&uri, CALM);
        client.ask("textDocument/hover", place(&uri, 0, 0));
        let pushed = client.pushed();
        assert_eq!(pushed["uri"], uri_of(&file));
        let mistakes = list(&pushed["diagnostics"]);
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert_eq!(mistakes[0]["range"], range((4, 0), (4, 4)));
        let log = client.notification("window/logMessage");
        assert_eq!(log["type"], 2, "a warning");
        assert!(log["message"].as_str().unwrap().contains("softspoken.toml, line 5: "), "{log}");
        if capabilities == json!({}) {
            assert!(client.pushed_for(&uri, 1).is_empty(), "what the file says elsewhere holds");
        }
        client.finish();
    }
}

#[test]
fn a_mistake_that_was_mended_is_gone() {
    let shop = TempDir::new().unwrap();
    let file = shop.path().join("softspoken.toml");
    let uri = uri_of(&shop.path().join("a.macro"));
    fs::write(&file, "[lint\n").unwrap();
    let mut client = Client::start();
    client.open(&uri, CALM);
    assert_eq!(list(&client.pushed()["diagnostics"]).len(), 1);
    client.notification("window/logMessage");
    assert_eq!(client.pushed_for(&uri, 1).len(), 1);
    fs::write(&file, OFF).unwrap();
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert_eq!(client.pushed(), json!({"uri": uri_of(&file), "diagnostics": []}));
    assert!(client.pushed_for(&uri, 1).is_empty());
    client.finish();
}

#[test]
fn one_request_of_the_server_does_not_hold_up_the_others() {
    let mut client = Client::start_with(json!({"capabilities": {"workspace": {
        "configuration": true, "didChangeWatchedFiles": {"dynamicRegistration": true}
    }}}));
    // None of them is ever answered.
    for _ in 0..200 {
        configure(&mut client, Value::Null);
    }
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1).len(), 1);
    for _ in 0..=200 {
        client.asked("workspace/configuration");
    }
    client.asked("client/registerCapability");
    assert_eq!(list(&client.ask("textDocument/hover", place(URI, 0, 0))), Vec::<Value>::new());
    client.finish();
}
