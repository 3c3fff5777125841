//! Where things are: three encodings, every kind of line break, and places that do not exist.

use serde_json::{Value, json};
use softspoken::text::Encoding;

use crate::CALM;
use crate::client::{Client, apply, place, range, replace, span_of};

const URI: &str = "file:///a.macro";
const EMOJI: &str = "Thank you 😀👩‍👩‍👧. Please calm down. 😀\n";

/// A client that offers these encodings gets that one, and finds the words at `column`.
fn check(offered: &Value, name: &str, encoding: Encoding, column: u32) {
    let mut client = Client::spawn();
    let general = if offered.is_null() { json!({}) } else { json!({"positionEncodings": offered}) };
    let capabilities = client.initialize(json!({"capabilities": {"general": general}}));
    assert_eq!(capabilities["positionEncoding"], name);
    client.open(URI, EMOJI);
    let diagnostics = client.pushed_for(URI, 1);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    let range = &diagnostics[0]["range"];
    assert_eq!(range["start"]["character"], column);
    assert_eq!(span_of(EMOJI, range, encoding).of(EMOJI), "Please calm down");

    let hover = client.ask("textDocument/hover", place(URI, 0, column + 1));
    assert_eq!(&hover["range"], range);
    let actions = client.actions(URI, range, Some(&["quickfix"]));
    let after = apply(EMOJI, &actions[0], encoding);
    assert!(after.starts_with("Thank you 😀👩‍👩‍👧. ") && after.ends_with(". 😀\n"), "{after}");

    // An edit behind the emoji lands where the client meant it.
    let end = column + 16;
    client.change(URI, 2, &[replace((0, column), (0, end), "Here is your order")]);
    assert_eq!(client.pushed_for(URI, 2), Vec::<Value>::new());
    client.finish();
}

#[test]
fn utf_16_is_the_default() {
    let before = "Thank you 😀👩‍👩‍👧. ";
    let column = before.encode_utf16().count() as u32;
    check(&Value::Null, "utf-16", Encoding::Utf16, column);
    check(&json!(["utf-16", "utf-8"]), "utf-16", Encoding::Utf16, column);
    check(&json!(["utf-7"]), "utf-16", Encoding::Utf16, column);
}

#[test]
fn utf_8_and_utf_32_where_the_client_prefers_them() {
    let before = "Thank you 😀👩‍👩‍👧. ";
    check(&json!(["utf-8", "utf-16"]), "utf-8", Encoding::Utf8, before.len() as u32);
    check(&json!(["utf-32", "utf-8"]), "utf-32", Encoding::Utf32, before.chars().count() as u32);
}

#[test]
fn lines_end_as_the_protocol_says() {
    for (text, line) in [
        ("Hi.\r\nPlease calm down.\r\n", 1),
        ("Hi.\rPlease calm down.\r", 1),
        ("Hi.\n\r\nPlease calm down.", 2),
        ("Hi\u{2029} \u{85}\u{b}\u{c} there.\nPlease calm down.", 1),
    ] {
        let mut client = Client::start();
        client.open(URI, text);
        let diagnostics = client.pushed_for(URI, 1);
        assert_eq!(diagnostics.len(), 1, "{text:?}");
        assert_eq!(diagnostics[0]["range"], range((line, 0), (line, 16)), "{text:?}");
        let actions = client.actions(URI, &diagnostics[0]["range"], None);
        let after = apply(text, &actions[0], Encoding::Utf16);
        let count = |text: &str, end: &str| text.matches(end).count();
        assert_eq!((count(&after, "\r"), count(&after, "\n")), (count(text, "\r"), count(text, "\n")), "{after:?}");
        client.finish();
    }
}

#[test]
fn a_mark_at_the_start_of_the_file_is_a_character() {
    let text = "\u{feff}Please calm down.";
    let mut client = Client::start();
    client.open(URI, text);
    let diagnostics = client.pushed_for(URI, 1);
    assert_eq!(diagnostics[0]["range"], range((0, 1), (0, 17)));
    client.finish();
}

#[test]
fn places_that_do_not_exist_are_cut_to_the_text() {
    let mut client = Client::start();
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1).len(), 1);
    client.careless();
    let far = u32::MAX;
    for (line, character) in [(0, far), (far, 0), (far, far), (3, 0), (2, 1)] {
        assert_eq!(client.ask("textDocument/hover", place(URI, line, character)), Value::Null, "{line}:{character}");
    }
    let past_the_line = client.ask("textDocument/hover", place(URI, 1, 500));
    assert_eq!(past_the_line, Value::Null, "the finding ends before the full stop");
    assert_eq!(client.actions(URI, &range((far, far), (0, 0)), Some(&["quickfix"])).len(), 4, "turned round");
    client.finish();
}

#[test]
fn edits_at_places_that_do_not_exist_are_cut_to_the_text() {
    let mut client = Client::start();
    client.open(URI, "Hello.\r\n");
    client.pushed_for(URI, 1);
    client.careless();
    // Past the end of the first line is before its line break; past the last line is the end of the text.
    client.change(
        URI,
        2,
        &[replace((0, 999), (0, 1000), " Thanks."), replace((999, 0), (u32::MAX, 9), "Please calm down.")],
    );
    let diagnostics = client.pushed_for(URI, 2);
    assert_eq!(diagnostics[0]["range"], range((1, 0), (1, 16)));
    // From the end to the start: the same range.
    client.change(URI, 3, &[replace((1, 16), (1, 0), "Here is your order")]);
    assert!(client.pushed_for(URI, 3).is_empty());
    client.finish();
}

#[test]
fn an_edit_that_cannot_be_read_is_not_lost_in_silence() {
    let mut client = Client::start();
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1).len(), 1);
    client.careless();
    let below = json!({"line": -1, "character": 0});
    client.change(URI, 2, &[json!({"range": {"start": below, "end": below}, "text": "x"})]);
    let log = client.notification("window/logMessage");
    assert_eq!(log["type"], 1, "an error");
    assert!(log["message"].as_str().is_some_and(|text| text.contains("open it again")), "{log}");
    client.close(URI);
    client.pushed();
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1).len(), 1);
    client.finish();
}
