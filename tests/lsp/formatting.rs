//! Formatting: of a document, of a range, and of what was just closed.

use serde_json::{Value, json};
use softspoken::text::Encoding;

use crate::client::{Client, apply_edits_of, did_change, list, notification, range, replace};

const URI: &str = "file:///a.macro";
const UGLY: &str = "\u{feff}---\r\ntags: [a,b]\r\n---\r\nHi 😀 {{name|upcase}} 👩‍👧 {%-if a-%}\r\nyes {{b}}{%endif%}";
const NEAT: &str =
    "\u{feff}---\r\ntags: [a, b]\r\n---\r\nHi 😀 {{ name | upcase }} 👩‍👧 {%- if a -%}\r\nyes {{ b }}{% endif %}";

fn options() -> Value {
    json!({"tabSize": 4, "insertSpaces": true})
}

/// `source` after the edits of an answer.
fn apply(source: &str, edits: &Value, encoding: Encoding) -> String {
    apply_edits_of(source, &list(edits), encoding)
}

fn format(client: &mut Client) -> Value {
    client.ask("textDocument/formatting", json!({"textDocument": {"uri": URI}, "options": options()}))
}

#[test]
fn a_document_is_formatted_in_each_encoding() {
    for (name, encoding) in [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)] {
        let mut client = Client::spawn();
        let capabilities = client.initialize(json!({"capabilities": {"general": {"positionEncodings": [name]}}}));
        assert_eq!(capabilities["documentFormattingProvider"], true);
        client.open(URI, UGLY);
        client.pushed();
        let edits = format(&mut client);
        assert_eq!(apply(UGLY, &edits, encoding), NEAT);
        let long = list(&edits).iter().any(|edit| edit["newText"].as_str().is_some_and(|text| text.len() > 1));
        assert!(!long, "only what changes: {edits}");
        client.finish();
    }
}

#[test]
fn what_is_well_is_left_alone_and_what_is_not_open_unknown() {
    let mut client = Client::start();
    assert_eq!(format(&mut client), Value::Null);
    client.open(URI, NEAT);
    client.pushed();
    assert_eq!(format(&mut client), json!([]));
    client.finish();
}

#[test]
fn a_range_is_formatted_and_the_rest_is_not() {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {}}));
    assert_eq!(capabilities["documentRangeFormattingProvider"], true);
    client.open(URI, UGLY);
    client.pushed();
    let mut check = |of: Value, expected: &str| {
        let params = json!({"textDocument": {"uri": URI}, "range": of, "options": options()});
        let edits = client.ask("textDocument/rangeFormatting", params);
        assert_eq!(apply(UGLY, &edits, Encoding::Utf16), expected);
    };
    check(range((3, 10), (3, 10)), &UGLY.replace("{{name|upcase}}", "{{ name | upcase }}"));
    check(range((4, 0), (9, 9)), &UGLY.replace("{{b}}{%endif%}", "{{ b }}{% endif %}"));
    check(range((0, 0), (1, 3)), &UGLY.replace("[a,b]", "[a, b]"));
    client.finish();
}

#[test]
fn what_is_closed_is_formatted_while_typing() {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {}}));
    let provider = &capabilities["documentOnTypeFormattingProvider"];
    assert_eq!(provider, &json!({"firstTriggerCharacter": "}", "moreTriggerCharacter": ["]"]}));
    client.open(URI, "{{b}} 😀 {{a|upcase} [[ x ]");
    client.pushed();
    let typed = |client: &mut Client, line: u32, character: u32, ch: &str| {
        let position = json!({"line": line, "character": character});
        let params = json!({"textDocument": {"uri": URI}, "position": position, "ch": ch, "options": options()});
        client.ask("textDocument/onTypeFormatting", params)
    };
    assert_eq!(typed(&mut client, 0, 20, "}"), json!([]), "it is not closed yet");
    client.change(URI, 2, &[replace((0, 20), (0, 20), "}")]);
    let text = "{{b}} 😀 {{a|upcase}} [[ x ]";
    let edits = typed(&mut client, 0, 21, "}");
    assert_eq!(apply(text, &edits, Encoding::Utf16), "{{b}} 😀 {{ a | upcase }} [[ x ]");
    client.change(URI, 3, &[replace((0, 28), (0, 28), "]")]);
    let text = "{{b}} 😀 {{a|upcase}} [[ x ]]";
    assert_eq!(apply(text, &typed(&mut client, 0, 29, "]"), Encoding::Utf16), "{{b}} 😀 {{a|upcase}} [[x]]");
    assert_eq!(typed(&mut client, 0, 24, "}"), json!([]), "nothing ends there");
    assert_eq!(typed(&mut client, 70, 4000, "}"), list_of_last(text));
    client.pushed_for(URI, 3);
    client.finish();
}

/// A place past the end is the end: what is closed there is the slot.
fn list_of_last(text: &str) -> Value {
    let end = text.encode_utf16().count() as u32;
    json!([
        {"range": range((0, end - 5), (0, end - 4)), "newText": ""},
        {"range": range((0, end - 3), (0, end - 2)), "newText": ""},
    ])
}

#[test]
fn an_answer_is_for_the_version_that_was_asked_about() {
    let mut client = Client::start();
    client.open(URI, UGLY);
    client.pushed();
    let ask =
        client.new_request("textDocument/formatting", json!({"textDocument": {"uri": URI}, "options": options()}));
    let change = notification("textDocument/didChange", did_change(URI, 2, &[json!({"text": "{{c}}"})]));
    let id = ask["id"].as_i64().unwrap_or_default();
    client.send(&[ask, change]);
    let answer = client.answer_to(id);
    // It may have been quick enough; what must not be is a mixture of both versions.
    match answer.get("error") {
        Some(error) => assert_eq!(error["code"], -32801, "content modified: {answer}"),
        None => assert_eq!(apply(UGLY, &answer["result"], Encoding::Utf16), NEAT),
    }
    client.pushed_for(URI, 2);
    assert_eq!(apply("{{c}}", &format(&mut client), Encoding::Utf16), "{{ c }}");
    client.finish();
}
