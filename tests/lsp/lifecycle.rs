//! How a server begins and ends.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::CALM;
use crate::client::{Client, did_open, notification, place};

const SERVER_NOT_INITIALIZED: i64 = -32002;
const INVALID_REQUEST: i64 = -32600;

#[test]
fn a_request_before_initialize_is_refused() {
    let mut client = Client::spawn();
    assert_eq!(client.ask_error("textDocument/hover", place("file:///a.macro", 0, 0)), SERVER_NOT_INITIALIZED);
    assert_eq!(client.ask_error("shutdown", Value::Null), SERVER_NOT_INITIALIZED);
    client.initialize(json!({"capabilities": {}}));
    client.finish();
}

#[test]
fn a_second_initialize_is_refused() {
    let mut client = Client::start();
    let again = json!({"processId": null, "rootUri": null, "capabilities": {}});
    assert_eq!(client.ask_error("initialize", again), INVALID_REQUEST);
    client.finish();
}

#[test]
fn a_client_need_not_wait_for_the_answer_to_initialize() {
    let mut client = Client::spawn();
    let initialize = client.new_request("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}}));
    client.send(&[
        initialize,
        notification("initialized", json!({})),
        notification("textDocument/didOpen", did_open("untitled:a", CALM)),
    ]);
    client.answer_to(1);
    assert_eq!(client.pushed_for("untitled:a", 1).len(), 1);
    client.finish();
}

#[test]
fn a_request_after_shutdown_is_refused() {
    let mut client = Client::start();
    client.ask("shutdown", Value::Null);
    assert_eq!(client.ask_error("textDocument/hover", place("file:///a.macro", 0, 0)), INVALID_REQUEST);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_status(), 0);
}

#[test]
fn a_client_may_come_to_a_port() {
    let mut client = Client::spawn_at_port();
    client.initialize(json!({"capabilities": {}}));
    client.notify("initialized", json!({}));
    client.open("untitled:a", CALM);
    assert_eq!(client.pushed_for("untitled:a", 1).len(), 1);
    client.finish();
}

#[test]
fn exit_without_shutdown_is_an_error() {
    let mut client = Client::start();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_status(), 1);
}

#[test]
fn exit_before_initialize_is_an_error() {
    let mut client = Client::spawn();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_status(), 1);
}

#[test]
fn exit_ends_the_server_while_it_works() {
    let mut client = Client::start();
    client.open("file:///big.macro", &CALM.repeat(20_000));
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_status(), 0);
}

#[test]
fn the_end_of_stdin_ends_the_server() {
    let mut client = Client::start();
    client.close_input();
    assert_eq!(client.exit_status(), 1, "nobody asked for shutdown");

    let mut client = Client::start();
    client.ask("shutdown", Value::Null);
    client.close_input();
    assert_eq!(client.exit_status(), 0);
}

#[cfg(unix)]
#[test]
fn the_end_of_the_editor_ends_the_server() {
    let mut editor = Command::new("sleep").arg("1000").stdin(Stdio::null()).spawn().unwrap();
    let mut client = Client::start_with(json!({"processId": editor.id(), "capabilities": {}}));
    client.open("untitled:a", "");
    client.pushed();
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.exit_status(), 1, "stdin is still open");
}

#[test]
fn an_editor_in_another_container_does_not_end_the_server() {
    let mut gone =
        Command::new(env!("CARGO_BIN_EXE_softspoken")).arg("--version").stdout(Stdio::null()).spawn().unwrap();
    gone.wait().unwrap();
    let mut client = Client::start_with(json!({"processId": gone.id(), "capabilities": {}}));
    client.open("untitled:a", CALM);
    assert_eq!(client.pushed_for("untitled:a", 1).len(), 1);
    client.finish();
}
