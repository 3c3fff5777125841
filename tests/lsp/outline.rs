//! The shape of a macro: document symbols, folds, selections, links, linked words and highlights.

use std::fs;

use serde_json::{Value, json};
use softspoken::text::Encoding;

use crate::client::{Client, list, place, range, span_of};

const URI: &str = "file:///a.macro";
const TEXT: &str = "---\ntitle: 😀 Late\n---\nHi 😀, we are sorry.\n\n{% if order.gift %}\nIt is a gift.\n{% else %}\nIt is not.\n{% endif %}\n";

fn start(text_document: Value) -> (Client, Value) {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {"textDocument": text_document}}));
    client.open(URI, TEXT);
    client.pushed_for(URI, 1);
    (client, capabilities)
}

fn of(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}})
}

/// The texts that ranges name, of what has one under `key`.
fn texts(values: &[Value], key: &str) -> Vec<String> {
    let text = |value: &Value| span_of(TEXT, &value[key], Encoding::Utf16).of(TEXT).to_owned();
    values.iter().map(text).collect()
}

#[test]
fn the_outline_is_nested_where_the_client_takes_it() {
    let (mut client, capabilities) = start(json!({"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}));
    assert_eq!(capabilities["documentSymbolProvider"], true);
    let symbols = list(&client.ask("textDocument/documentSymbol", of(URI)));
    let names: Vec<&str> = symbols.iter().filter_map(|symbol| symbol["name"].as_str()).collect();
    assert_eq!(names, ["front matter", "Hi 😀, we are sorry.", "if order.gift"]);
    assert_eq!(symbols[1]["detail"], "greeting · apologise");
    let children = list(&symbols[2]["children"]);
    assert_eq!(texts(&children, "range"), ["It is a gift.", "It is not."]);
    client.finish();

    let (mut client, _) = start(json!({}));
    let symbols = list(&client.ask("textDocument/documentSymbol", of(URI)));
    assert_eq!((&symbols[1]["name"], &symbols[1]["containerName"]), (&json!("title"), &json!("front matter")));
    assert_eq!(symbols[0]["location"]["uri"], URI);
    assert_eq!(client.ask("textDocument/documentSymbol", of("file:///not-open.macro")), Value::Null);
    client.finish();
}

#[test]
fn passages_fold() {
    let (mut client, capabilities) = start(json!({}));
    assert_eq!(capabilities["foldingRangeProvider"], true);
    let folds = list(&client.ask("textDocument/foldingRange", of(URI)));
    let lines: Vec<(u64, u64)> =
        folds.iter().filter_map(|fold| Some((fold["startLine"].as_u64()?, fold["endLine"].as_u64()?))).collect();
    assert_eq!(lines, [(0, 2), (5, 6), (7, 8)]);
    client.finish();
    let (mut client, _) = start(json!({"foldingRange": {"rangeLimit": 1}}));
    assert_eq!(list(&client.ask("textDocument/foldingRange", of(URI))).len(), 1);
    client.finish();
}

#[test]
fn selections_grow_for_each_position_even_for_nonsense_ones() {
    let (mut client, capabilities) = start(json!({}));
    assert_eq!(capabilities["selectionRangeProvider"], true);
    let positions = json!([{"line": 3, "character": 8}, {"line": 4_000_000_000_u32, "character": 4_000_000_000_u32}]);
    let params = json!({"textDocument": {"uri": URI}, "positions": positions});
    client.careless();
    let selections = list(&client.ask("textDocument/selectionRange", params));
    assert_eq!(selections.len(), 2);
    let parents = std::iter::successors(Some(&selections[0]), |selection| selection.get("parent"));
    let spans: Vec<Value> = parents.cloned().collect();
    let spans = texts(&spans, "range");
    assert_eq!(spans[..2], ["we", "Hi 😀, we are sorry."]);
    assert_eq!(spans.last().map(String::as_str), Some(TEXT));
    client.finish();
}

#[test]
fn the_two_ends_of_a_block_belong_together() {
    let (mut client, capabilities) = start(json!({}));
    assert_eq!(capabilities["linkedEditingRangeProvider"], true);
    assert_eq!(capabilities["documentHighlightProvider"], true);
    let linked = client.ask("textDocument/linkedEditingRange", place(URI, 5, 4));
    assert_eq!(linked["ranges"], json!([range((5, 3), (5, 5)), range((9, 6), (9, 8))]));
    assert_eq!(client.ask("textDocument/linkedEditingRange", place(URI, 3, 4)), Value::Null);
    let highlights = list(&client.ask("textDocument/documentHighlight", place(URI, 7, 4)));
    assert_eq!(texts(&highlights, "range"), ["if", "else", "endif"]);
    let highlights = list(&client.ask("textDocument/documentHighlight", place(URI, 5, 9)));
    assert_eq!((texts(&highlights, "range"), &highlights[0]["kind"]), (vec!["order.gift".to_owned()], &json!(2)));
    client.finish();
}

#[test]
fn a_rendered_id_leads_to_its_file() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("bye.macro"), "Bye.\n").unwrap();
    let uri = |name: &str| format!("file://{}", folder.path().join(name).display());
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({
        "rootUri": uri(""), "capabilities": {"textDocument": {"documentLink": {"tooltipSupport": true}}}
    }));
    assert_eq!(capabilities["documentLinkProvider"], json!({"resolveProvider": false}));
    client.open(&uri("a.macro"), "{% render 'bye' %}{% render 'gone' %}\n");
    client.pushed();
    let links = list(&client.ask("textDocument/documentLink", of(&uri("a.macro"))));
    assert_eq!(links, [json!({"range": range((0, 11), (0, 14)), "target": uri("bye.macro"), "tooltip": "bye.macro"})]);
    client.finish();
}
