//! Completion and signature help, as clients of different abilities see them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, list, place, range};

const URI: &str = "file:///a.macro";

fn start(completion_item: Value, text: &str) -> (Client, Value) {
    let mut client = Client::spawn();
    let completion = json!({"completion": {"completionItem": completion_item}});
    let capabilities = client.initialize(json!({"capabilities": {"textDocument": completion}}));
    client.open(URI, text);
    client.pushed_for(URI, 1);
    (client, capabilities)
}

fn item(answer: &Value, label: &str) -> Value {
    let items = list(&answer["items"]);
    items.into_iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("no {label} in {answer}"))
}

#[test]
fn variables_while_the_text_is_broken_in_units_of_the_client() {
    let (mut client, capabilities) = start(json!({}), "😀 {{ customer.fi\n\nBye.\n");
    assert_eq!(capabilities["completionProvider"]["resolveProvider"], false);
    let answer = client.ask("textDocument/completion", place(URI, 0, 17));
    let found = item(&answer, "customer.first_name");
    let edit = json!({"range": range((0, 6), (0, 17)), "newText": "customer.first_name"});
    assert_eq!(found["textEdit"], edit);
    assert_eq!(found["documentation"]["kind"], "plaintext");
    client.careless();
    assert_eq!(client.ask("textDocument/completion", place(URI, u32::MAX, u32::MAX))["isIncomplete"], false);
    assert_eq!(client.ask("textDocument/completion", place("file:///not-open.macro", 0, 0)), Value::Null);
    client.finish();
}

#[test]
fn places_to_fill_in_only_where_the_client_has_them() {
    let (mut client, _) = start(json!({}), "{% i");
    let plain = item(&client.ask("textDocument/completion", place(URI, 0, 4)), "if");
    assert_eq!((&plain["textEdit"]["newText"], plain.get("insertTextFormat")), (&json!("if %}"), None));
    client.finish();
    let (mut client, _) = start(json!({"snippetSupport": true}), "{% i");
    let snippet = item(&client.ask("textDocument/completion", place(URI, 0, 4)), "if");
    assert_eq!(snippet["insertTextFormat"], 2);
    assert_eq!(snippet["textEdit"]["newText"], "if ${1:condition} %}\n$0\n{% endif %}");
    client.finish();
}

#[test]
fn words_come_later_where_the_client_asks_for_them_later() {
    let support = json!({"resolveSupport": {"properties": ["documentation"]}, "documentationFormat": ["markdown"]});
    let (mut client, capabilities) = start(support, "{% # allow tone/");
    assert_eq!(capabilities["completionProvider"]["resolveProvider"], true);
    let rule = item(&client.ask("textDocument/completion", place(URI, 0, 16)), "tone/blame");
    assert_eq!(rule.get("documentation"), None);
    let resolved = client.ask("completionItem/resolve", rule);
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("tone/blame"));
    let unknown = json!({"label": "x", "data": {"anything": 1}});
    assert_eq!(client.ask("completionItem/resolve", unknown.clone())["label"], "x");
    client.finish();
}

#[test]
fn ids_of_snippets_are_there_once_they_are_listed() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("bye.macro"), "{{ tone }} Bye.\n").unwrap();
    let uri = format!("file://{}/a.macro", folder.path().display());
    let root = format!("file://{}", folder.path().display());
    let mut client = Client::start_with(json!({"rootUri": root, "capabilities": {}}));
    client.open(&uri, "{% render '' %}{% render 'bye',  %}\n");
    client.pushed();
    let mut answer = client.ask("textDocument/completion", place(&uri, 0, 11));
    while answer["isIncomplete"] == true {
        answer = client.ask("textDocument/completion", place(&uri, 0, 11));
    }
    item(&answer, "bye");
    let parameters = client.ask("textDocument/completion", place(&uri, 0, 32));
    assert_eq!(item(&parameters, "tone")["textEdit"]["newText"], "tone: ");
    drop(client);
}

#[test]
fn signatures_name_the_argument_that_is_written() {
    let (mut client, capabilities) = start(json!({}), "😀 {{ order.id | truncate: 5,  }}\n");
    assert_eq!(capabilities["signatureHelpProvider"]["triggerCharacters"], json!([":", ","]));
    let help = client.ask("textDocument/signatureHelp", place(URI, 0, 30));
    assert_eq!(help["signatures"][0]["label"], "text | truncate: [length], [end]");
    assert_eq!((&help["activeParameter"], &help["activeSignature"]), (&json!(1), &json!(0)));
    assert_eq!(help["signatures"][0]["parameters"][1]["label"], "[end]");
    assert_eq!(client.ask("textDocument/signatureHelp", place(URI, 0, 1)), Value::Null);
    client.finish();
}
