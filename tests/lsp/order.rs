//! What comes in which order, when much comes at once.

use serde_json::{Value, json};

use crate::CALM;
use crate::client::{Client, did_change, list, notification, place, replace};

const URI: &str = "file:///burst.macro";
const EDITS: u32 = 300;
const CONTENT_MODIFIED: i64 = -32801;
const REQUEST_CANCELLED: i64 = -32800;
const SERVER_CANCELLED: i64 = -32802;

/// Edits that each push the finding one line down, and after each a question about the line where it then is.
fn burst(client: &mut Client, question: impl Fn(&mut Client, u32) -> Value) -> Vec<i64> {
    let mut messages = Vec::new();
    let mut ids = Vec::new();
    for edit in 1..=EDITS {
        let change = did_change(URI, i64::from(edit) + 1, &[replace((0, 0), (0, 0), "\n")]);
        messages.push(notification("textDocument/didChange", change));
        let request = question(client, edit);
        ids.extend(request["id"].as_i64());
        messages.push(request);
    }
    client.send(&messages);
    ids
}

#[test]
fn every_hover_in_a_burst_sees_the_edits_before_it() {
    let mut client = Client::start();
    client.open(URI, CALM);
    let ids = burst(&mut client, |client, edit| client.new_request("textDocument/hover", place(URI, 1 + edit, 8)));

    let mut answered = 0;
    for (id, edit) in ids.iter().zip(1..) {
        let answer = client.answer_to(*id);
        if answer["error"]["code"] == CONTENT_MODIFIED {
            assert_ne!(edit, EDITS, "nothing came after the last one");
            continue;
        }
        answered += 1;
        assert_eq!(answer["result"]["range"]["start"]["line"], 1 + edit, "{answer}");
    }
    assert!(answered > 0);
    last_push(&mut client);
    client.finish();
}

#[test]
fn every_code_action_in_a_burst_names_the_version_it_is_for() {
    let mut client = Client::start_with(json!({"capabilities": {
        "workspace": {"workspaceEdit": {"documentChanges": true}}
    }}));
    client.open(URI, CALM);
    let ids = burst(&mut client, |client, edit| {
        let at = json!({"line": 1 + edit, "character": 8});
        let params = json!({"textDocument": {"uri": URI}, "range": {"start": at, "end": at},
            "context": {"diagnostics": [], "only": ["quickfix"]}});
        client.new_request("textDocument/codeAction", params)
    });
    for (id, edit) in ids.iter().zip(1_i64..) {
        let answer = client.answer_to(*id);
        if answer["error"]["code"] == CONTENT_MODIFIED {
            assert_ne!(edit, i64::from(EDITS));
            continue;
        }
        let actions = list(&answer["result"]);
        assert!(!actions.is_empty(), "{answer}");
        for action in actions {
            assert_eq!(action["edit"]["documentChanges"][0]["textDocument"]["version"], 1 + edit);
        }
    }
    last_push(&mut client);
    client.finish();
}

#[test]
fn a_pull_that_was_overtaken_says_pull_again() {
    let mut client = Client::start_with(json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
    client.open(URI, CALM);
    let ids = burst(&mut client, |client, _| {
        client.new_request("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}))
    });
    for (id, edit) in ids.iter().zip(1..) {
        let answer = client.answer_to(*id);
        if answer["error"]["code"] == SERVER_CANCELLED {
            assert_ne!(edit, EDITS);
            assert_eq!(answer["error"]["data"]["retriggerRequest"], true);
            continue;
        }
        assert_eq!(answer["result"]["items"][0]["range"]["start"]["line"], 1 + edit, "{answer}");
    }
    client.finish();
}

/// Reads the pushes up to the last version: each is newer than the one before, and fits its version.
fn last_push(client: &mut Client) {
    let last = i64::from(EDITS) + 1;
    let mut before = 0;
    while before < last {
        let pushed = client.pushed();
        let version = pushed["version"].as_i64().unwrap_or_default();
        assert!(version > before, "{version} after {before}");
        assert_eq!(pushed["diagnostics"][0]["range"]["start"]["line"], version, "{pushed}");
        before = version;
    }
}

#[test]
fn a_cancelled_request_is_answered_once() {
    let mut client = Client::start();
    client.open(URI, &CALM.repeat(200));
    let hover = client.new_request("textDocument/hover", place(URI, 1, 8));
    let id = hover["id"].clone();
    client.send(&[hover, notification("$/cancelRequest", json!({"id": id}))]);
    let answer = client.answer_to(id.as_i64().unwrap());
    // It may have been answered before the cancellation came.
    assert!(answer["error"]["code"] == REQUEST_CANCELLED || answer.get("result").is_some(), "{answer}");
    client.notify("$/cancelRequest", json!({"id": 4711}));
    client.notify("$/cancelRequest", json!({"id": id}));
    client.pushed_for(URI, 1);
    client.finish();
}

#[test]
fn two_requests_of_one_id_do_not_share_an_answer() {
    let mut client = Client::start();
    client.open(URI, CALM);
    let hover = client.new_request("textDocument/hover", place(URI, 1, 8));
    client.unchecked();
    client.send(&[hover.clone(), hover]);
    client.answer_to(2);
    client.answer_to(2);
    client.pushed_for(URI, 1);
    client.finish();
}
