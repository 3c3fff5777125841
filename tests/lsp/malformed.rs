//! What is no message, or none that the server knows.

use serde_json::{Value, json};

use crate::CALM;
use crate::client::{Client, frame, place};

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;

/// Bytes that are no message get an answer with that error, and the server goes on.
fn check(bytes: &[u8], code: i64) {
    let mut client = Client::start();
    client.send_bytes(bytes);
    client.open("untitled:a", CALM);
    let answer = client.wait_for_error();
    assert_eq!(answer["error"]["code"], code, "{answer}");
    assert_eq!(client.pushed_for("untitled:a", 1).len(), 1);
    client.finish();
}

impl Client {
    /// The next error that answers no request in particular.
    fn wait_for_error(&mut self) -> Value {
        self.wait(|message| message["id"].is_null() && message.get("error").is_some(), "an error")
    }
}

#[test]
fn broken_json_is_answered() {
    check(b"Content-Length: 7\r\n\r\n{\"id\": ", PARSE_ERROR);
    check(b"Content-Length: 0\r\n\r\n", PARSE_ERROR);
    check(b"Content-Length: 4\r\n\r\n\"\xff\xfe\"", PARSE_ERROR);
}

#[test]
fn json_that_is_no_message_is_answered() {
    check(&frame(&json!([1, 2])), INVALID_REQUEST);
    check(&frame(&json!({"jsonrpc": "1.0", "method": "initialize", "id": 9})), INVALID_REQUEST);
    check(&frame(&json!({"jsonrpc": "2.0", "method": 5})), INVALID_REQUEST);
}

#[test]
fn broken_headers_are_answered() {
    check(b"Content-Length: seven\r\n\r\n", PARSE_ERROR);
    check(b"Content-Type: x\r\n\r\n", PARSE_ERROR);
    check(b"Content-Length: 99999999999999\r\n\r\n", PARSE_ERROR);
}

#[test]
fn a_message_longer_than_it_says_does_not_stop_the_next() {
    let mut client = Client::start();
    client.send_bytes(b"Content-Length: 2\r\n\r\n{} and more\r\n\r\n");
    assert_eq!(client.wait_for_error()["error"]["code"], INVALID_REQUEST);
    assert_eq!(client.wait_for_error()["error"]["code"], PARSE_ERROR, "what is left over");
    client.open("untitled:a", CALM);
    assert_eq!(client.pushed_for("untitled:a", 1).len(), 1);
    client.finish();
}

#[test]
fn a_stream_that_ends_inside_a_message_ends_the_server() {
    let mut client = Client::start();
    client.send_bytes(b"Content-Length: 100\r\n\r\n{");
    client.close_input();
    assert_eq!(client.exit_status(), 1);
}

#[test]
fn an_answer_to_nothing_is_ignored() {
    let mut client = Client::start();
    client.careless();
    client.send(&[json!({"jsonrpc": "2.0", "id": 77, "result": null})]);
    client.finish();
}

#[test]
fn unknown_requests_are_answered_and_unknown_notifications_ignored() {
    let mut client = Client::start();
    client.careless();
    assert_eq!(client.ask_error("macro/unknown", json!({})), METHOD_NOT_FOUND);
    assert_eq!(client.ask_error("textDocument/typeDefinition", place("untitled:a", 0, 0)), METHOD_NOT_FOUND);
    assert_eq!(client.ask_error("$/unknown", json!({})), METHOD_NOT_FOUND);
    client.notify("macro/unknown", json!({}));
    client.notify("$/unknown", json!({}));
    client.notify("$/setTrace", json!({"value": "verbose"}));
    client.notify("textDocument/willSave", json!({"textDocument": {"uri": "untitled:a"}, "reason": 1}));
    client.finish();
}

#[test]
fn wrong_parameters_are_answered() {
    let mut client = Client::start();
    client.careless();
    assert_eq!(client.ask_error("textDocument/hover", json!({"textDocument": 1})), INVALID_PARAMS);
    assert_eq!(client.ask_error("textDocument/hover", json!(null)), INVALID_PARAMS);
    client.finish();
}

#[test]
fn what_is_not_open_has_nothing_to_say() {
    let mut client = Client::start();
    assert_eq!(client.ask("textDocument/hover", place("file:///nowhere.macro", 0, 0)), Value::Null);
    client.close("file:///nowhere.macro");
    client.change("file:///nowhere.macro", 2, &[json!({"text": CALM})]);
    assert_eq!(client.notification("window/logMessage")["type"], 2, "a warning");
    client.finish();
}
