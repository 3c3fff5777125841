//! The checker catches what is wrong, and lets pass what is right.

use serde_json::{Value, json};

use super::Checker;

/// A conversation that has begun, with a client of these capabilities and a server of those.
fn begun(client: Value, server: Value) -> Checker {
    let mut checker = Checker::default();
    let hello = json!({"processId": null, "rootUri": null, "capabilities": client});
    let hello = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello});
    assert_eq!(checker.client_sent(&hello), Vec::<String>::new());
    let answer = json!({"jsonrpc": "2.0", "id": 1, "result": {"capabilities": server}});
    assert_eq!(checker.server_sent(&answer), Vec::<String>::new());
    checker
}

/// What is wrong with a message of the server, to a client without any capability.
fn server(message: Value, expected: &[&str]) {
    let mut checker = begun(json!({}), json!({"hoverProvider": true, "renameProvider": true}));
    let place = json!({"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}});
    let mut rename = place.clone();
    rename["newName"] = json!("b");
    for (id, method, params) in [(2, "textDocument/hover", place), (3, "textDocument/rename", rename)] {
        let asked = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        assert_eq!(checker.client_sent(&asked), Vec::<String>::new());
    }
    assert_eq!(checker.server_sent(&message), expected);
}

/// What is wrong with a message of the client, to a server that can hover.
fn client(message: Value, expected: &[&str]) {
    let mut checker = begun(json!({}), json!({"hoverProvider": true}));
    assert_eq!(checker.client_sent(&message), expected);
}

#[test]
fn answers_of_the_server() {
    let hover = |result: Value| json!({"jsonrpc": "2.0", "id": 2, "result": result});
    server(hover(json!(null)), &[]);
    server(hover(json!({"contents": {"kind": "plaintext", "value": "a"}})), &[]);
    server(hover(json!({})), &["answer to textDocument/hover: result.contents is missing"]);
    server(
        hover(json!({"contents": {"kind": "plaintext", "value": 3}})),
        &["answer to textDocument/hover: result.contents.value is no string"],
    );
    server(
        hover(json!({"contents": {"kind": "loud", "value": "a"}})),
        &["answer to textDocument/hover: result.contents.kind is \"loud\", which is no MarkupKind"],
    );
    server(hover(json!({"contents": "a", "colour": 1})), &["answer to textDocument/hover: result.colour is unknown"]);
    server(
        hover(
            json!({"contents": "a", "range": {"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}}}),
        ),
        &["answer to textDocument/hover: result.range.start.line is no uinteger"],
    );
    server(json!({"jsonrpc": "2.0", "id": 9, "result": null}), &["nobody asked with the id 9"]);
    server(
        json!({"jsonrpc": "2.0", "id": 2}),
        &["answer to textDocument/hover: an answer has either a result or an error"],
    );
    server(
        json!({"jsonrpc": "2.0", "id": 2, "error": {"code": "x"}}),
        &["answer to textDocument/hover: {\"code\":\"x\"} has no code or no message"],
    );
}

#[test]
fn messages_of_the_server() {
    let diagnostics = |more: Value| {
        let mut params = json!({"uri": "file:///a", "diagnostics": []});
        params["diagnostics"] = more;
        json!({"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params})
    };
    server(diagnostics(json!([])), &[]);
    server(
        diagnostics(json!([{"message": "a"}])),
        &["textDocument/publishDiagnostics: params.diagnostics[0].range is missing"],
    );
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    server(
        diagnostics(json!([{"message": "a", "range": range, "severity": 5}])),
        &["textDocument/publishDiagnostics: params.diagnostics[0].severity is 5, which is no DiagnosticSeverity"],
    );
    server(
        json!({"jsonrpc": "2.0", "method": "softspoken/hello", "params": {}}),
        &["softspoken/hello is no message of the protocol"],
    );
    server(
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///a", "languageId": "a", "version": 1, "text": ""}}}),
        &["textDocument/didOpen is not the server's to send"],
    );
}

#[test]
fn what_the_client_did_not_announce() {
    server(
        json!({"jsonrpc": "2.0", "id": 1, "method": "workspace/applyEdit", "params": {"edit": {}}}),
        &["workspace/applyEdit was sent, but the client has no workspace.applyEdit"],
    );
    server(
        json!({"jsonrpc": "2.0", "id": 3, "result": {"documentChanges": [{"kind": "create", "uri": "file:///a"}]}}),
        &[
            "the server sent document changes, but the client has neither workspace.workspaceEdit.documentChanges nor workspace.workspaceEdit.resourceOperations",
            "the server sent the file operation create, which the client has not",
        ],
    );
    let edit = json!({"textDocument": {"uri": "file:///a", "version": 2}, "edits": []});
    server(
        json!({"jsonrpc": "2.0", "id": 3, "result": {"documentChanges": [edit]}}),
        &[
            "the server sent document changes, but the client has neither workspace.workspaceEdit.documentChanges nor workspace.workspaceEdit.resourceOperations",
            "the server sent edits with versions, but the client has no workspace.workspaceEdit.documentChanges",
        ],
    );
    let watch = json!({"registrations": [{"id": "a", "method": "workspace/didChangeWatchedFiles", "registerOptions": {"watchers": []}}]});
    server(
        json!({"jsonrpc": "2.0", "id": 1, "method": "client/registerCapability", "params": watch}),
        &["workspace/didChangeWatchedFiles was registered, which the client does not let"],
    );
}

#[test]
fn messages_of_the_client() {
    let place = json!({"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}});
    client(json!({"jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": place}), &[]);
    client(
        json!({"jsonrpc": "2.0", "id": 2, "method": "textDocument/definition", "params": place}),
        &["textDocument/definition was sent, but the server has no definitionProvider"],
    );
    client(
        json!({"jsonrpc": "2.0", "method": "textDocument/hover", "params": place}),
        &["textDocument/hover: textDocument/hover is a request without an id, or a notification with one"],
    );
    client(json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 2}}), &[]);
    client(
        json!({"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": {"uri": "file:///a", "diagnostics": []}}),
        &["textDocument/publishDiagnostics is not a client's to send"],
    );
}

#[test]
fn nothing_but_words_comes_before_the_answer_to_the_greeting() {
    let mut checker = Checker::default();
    let log = json!({"jsonrpc": "2.0", "method": "window/logMessage", "params": {"type": 3, "message": "a"}});
    assert_eq!(checker.server_sent(&log), Vec::<String>::new());
    let pushed = json!({"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": {"uri": "file:///a", "diagnostics": []}});
    assert_eq!(
        checker.server_sent(&pushed),
        ["textDocument/publishDiagnostics was sent before the answer to initialize"]
    );
}
