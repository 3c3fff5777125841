//! Faults in the server's own analysis, injected: one question fails and all else goes on.
//!
//! `cargo test --features fault-injection --test lsp_panic`

#[path = "lsp/client.rs"]
mod client;

use client::{Client, notification, place, range};
use serde_json::{Value, json};

const INTERNAL_ERROR: i64 = -32603;
const REQUEST_CANCELLED: i64 = -32800;
const CALM: &str = "Please calm down.\n";

#[test]
fn a_panic_in_a_pushed_analysis_is_logged_and_clears_the_macro() {
    let mut client = Client::start();
    client.open("untitled:a", CALM);
    assert_eq!(client.pushed_for("untitled:a", 1).len(), 1);
    client.change("untitled:a", 2, &[json!({"text": format!("@@panic@@ {CALM}")})]);
    let log = client.notification("window/logMessage");
    assert_eq!(log["type"], 1, "an error");
    assert!(log["message"].as_str().unwrap().contains("untitled:a"), "{log}");
    assert!(client.pushed_for("untitled:a", 2).is_empty());

    client.change("untitled:a", 3, &[json!({"text": CALM})]);
    assert_eq!(client.pushed_for("untitled:a", 3).len(), 1, "the server lives on");
    client.finish();
}

#[test]
fn a_panic_in_the_analysis_for_a_request_fails_that_request() {
    let mut client = Client::start_with(json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
    client.open("untitled:bad", "@@panic@@");
    client.open("untitled:good", CALM);
    let at = json!({"textDocument": {"uri": "untitled:bad"}});
    assert_eq!(client.ask_error("textDocument/hover", place("untitled:bad", 0, 0)), INTERNAL_ERROR);
    assert_eq!(client.ask_error("textDocument/diagnostic", at), INTERNAL_ERROR);
    for _ in 0..2 {
        assert_eq!(client.notification("window/logMessage")["type"], 1);
    }
    assert_eq!(client.ask("textDocument/hover", place("untitled:good", 0, 0))["range"], range((0, 0), (0, 16)));
    client.finish();
}

#[test]
fn a_request_is_cancelled_while_it_is_worked_on() {
    let mut client = Client::start_with(json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
    client.open("untitled:held", "@@hold@@");
    client.open("untitled:free", CALM);
    let held = client.request("textDocument/hover", place("untitled:held", 0, 0));
    let behind = client.request("textDocument/hover", place("untitled:free", 0, 0));
    client.send(&[notification("$/cancelRequest", json!({"id": held}))]);
    assert_eq!(client.answer_to(held)["error"]["code"], REQUEST_CANCELLED);
    assert_ne!(client.answer_to(behind)["result"], Value::Null, "what waited behind it goes on");
    client.finish();
}
