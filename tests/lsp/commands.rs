//! Commands that the server carries out: preview, render, create a snippet, allow a rule.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use softspoken::text::Encoding;
use tempfile::TempDir;

use crate::client::{Client, apply, list, range};

const URI: &str = "file:///shop/late.macro";
const TEXT: &str = "---\ntitle: Late\nsubject: Your order\n---\nHi {{ customer.first_name | default: 'there' }},\n\n{% if order.gift %}😀 Please calm down.{% endif %}\n";

fn command(client: &mut Client, name: &str, arguments: Value) -> Value {
    client.ask("workspace/executeCommand", json!({"command": name, "arguments": arguments}))
}

/// What the server says to arguments that make no sense.
fn refusal(client: &mut Client, name: &str, arguments: Value) -> String {
    let id = client.request("workspace/executeCommand", json!({"command": name, "arguments": arguments}));
    let error = client.answer_to(id)["error"].clone();
    assert_eq!(error["code"], -32602, "{error}");
    error["message"].as_str().unwrap().to_owned()
}

fn opened(capabilities: Value) -> Client {
    let mut client = Client::start_with(json!({"capabilities": capabilities}));
    client.open(URI, TEXT);
    client.pushed();
    client
}

#[test]
fn a_panel_gets_the_message_with_its_switches_and_findings() {
    let mut client = opened(json!({}));
    let shown = command(&mut client, "softspoken.preview", json!([URI, {"panel": true}]));
    assert_eq!(shown["subject"], "Your order");
    assert_eq!(shown["text"], "Hi Priya,\n\n\n");
    assert_eq!(
        (&shown["uri"], &shown["documentVersion"], &shown["format"]),
        (&json!(URI), &json!(1), &json!("markdown"))
    );
    assert_eq!(shown["conditions"][0]["text"], "order.gift");
    assert_eq!(shown["conditions"][0]["state"], false);
    assert_eq!(shown["conditions"][0]["ranges"], json!([range((6, 6), (6, 16))]));
    assert_eq!(shown["data"][0]["name"], "customer.first_name");
    assert_eq!(shown["data"][0]["value"], "Priya");
    let calm = list(&shown["findings"]).iter().position(|found| found["rule"] == "tone/calm-command").unwrap();
    assert_eq!(shown["findings"][calm]["shown"], false);

    let options = json!({"panel": true, "choices": {"order.gift": true}, "data": {"customer.first_name": "Ann & Bob"}});
    let shown = command(&mut client, "softspoken.preview", json!([URI, options]));
    let html = shown["html"].as_str().unwrap();
    assert!(html.contains("Hi Ann &amp; Bob,"), "{html}");
    assert!(html.contains(&format!("<mark data-finding=\"{calm}\">Please calm down</mark>")), "{html}");
    let finding = &shown["findings"][calm];
    assert_eq!((&finding["shown"], &finding["range"]), (&json!(true), &range((6, 22), (6, 38))));
    let mark = list(&shown["marks"]).into_iter().find(|mark| mark["finding"] == calm).unwrap();
    let bytes = mark["start"].as_u64().unwrap() as usize..mark["end"].as_u64().unwrap() as usize;
    assert_eq!(&shown["text"].as_str().unwrap()[bytes], "Please calm down");
    let sentence = list(&shown["sentences"]).into_iter().find(|sentence| sentence["findings"] == json!([calm]));
    assert_eq!(sentence.unwrap()["when"], json!(["order.gift"]));
    client.finish();
}

#[test]
fn a_preview_follows_what_is_typed() {
    let mut client = opened(json!({}));
    client.change(URI, 2, &[json!({"text": "Bye {{ a.b }}{% render 'gone' %}"})]);
    let shown = command(&mut client, "softspoken.preview", json!([{"uri": URI, "panel": true}]));
    assert_eq!((&shown["documentVersion"], &shown["text"]), (&json!(2), &Value::Null));
    assert_eq!(shown["problem"], json!({"message": "there is no snippet `gone`", "range": range((0, 13), (0, 32))}));
    client.pushed_for(URI, 2);
    client.finish();
}

#[test]
fn clients_without_a_panel_are_shown_a_file_or_else_a_message() {
    let mut client = opened(json!({"window": {"showDocument": {"support": true}}}));
    // Without arguments it is about the macro that was changed last.
    command(&mut client, "softspoken.preview", json!([]));
    let (id, shown) = client.asked("window/showDocument");
    client.answer(&id, json!({"success": true}));
    let file = shown["uri"].as_str().unwrap().strip_prefix("file://").unwrap().to_owned();
    let page = fs::read_to_string(&file).unwrap();
    assert!(page.starts_with("Preview of late.macro") && page.contains("\nHi Priya,\n"), "{page}");
    assert!(page.contains("\n- order.gift: no\n"), "{page}");
    client.finish();
    assert!(!Path::new(&file).exists());

    let mut client = opened(json!({}));
    command(&mut client, "softspoken.preview", json!([URI]));
    let message = client.notification("window/showMessage")["message"].clone();
    let (first, rest) = message.as_str().unwrap().split_once("\n\n").unwrap();
    assert_eq!(rest, page);
    assert_eq!(fs::read_to_string(first.strip_prefix("Preview in ").unwrap()).unwrap(), page);
    client.finish();
}

#[test]
fn the_message_for_some_data() {
    let mut client = opened(json!({}));
    let rendered = command(&mut client, "softspoken.render", json!([URI, {"data": {"order": {"gift": 1}}}]));
    assert_eq!(rendered["text"], "Hi Priya,\n\n😀 Please calm down.\n");
    assert_eq!(rendered["html"], "<p>Hi Priya,</p>\n<p>😀 Please calm down.</p>\n");
    assert_eq!((&rendered["version"], &rendered["warnings"]), (&json!(1), &json!([])));
    client.finish();
}

#[test]
fn a_missing_snippet_is_made_by_the_client_or_else_by_the_server() {
    let edits = json!({"workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}});
    for (capabilities, by_client) in [(edits, true), (json!({}), false)] {
        let folder = TempDir::new().unwrap();
        let root = format!("file://{}", folder.path().display());
        let mut client = Client::start_with(json!({"rootUri": root, "capabilities": capabilities}));
        let uri = format!("{root}/a.macro");
        client.open(&uri, "{% render 'sign/off', tone: 'warm' %}");
        client.pushed_for(&uri, 1);
        let made = command(&mut client, "softspoken.createSnippet", json!([uri, {"id": "sign/off"}]));
        assert_eq!(made, json!({"uri": format!("{root}/sign/off.macro")}));
        let text = "---\ntitle: \"Off\"\n---\n[[text: the words of this snippet]] {{ tone }}\n";
        if by_client {
            let (id, asked) = client.asked("workspace/applyEdit");
            client.answer(&id, json!({"applied": true}));
            let changes = list(&asked["edit"]["documentChanges"]);
            assert_eq!(changes[0], json!({"kind": "create", "uri": made["uri"]}));
            assert_eq!(changes[1]["edits"][0]["newText"], text);
        } else {
            let file = folder.path().join("sign/off.macro");
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
            let told = client.notification("window/showMessage")["message"].clone();
            assert!(told.as_str().unwrap().ends_with("sign/off.macro was made"), "{told}");
            // The macro that renders it is looked at again.
            client.pushed_for(&uri, 1);
            let again = refusal(&mut client, "softspoken.createSnippet", json!([uri, {"id": "sign/off"}]));
            assert!(again.contains("is there already"), "{again}");
        }
        for id in ["../x", "", "/etc/x", "a/"] {
            let why = refusal(&mut client, "softspoken.createSnippet", json!([uri, {"id": id}]));
            assert!(why.contains("is no id that a file can have"), "{why}");
        }
        client.finish();
    }
}

#[test]
fn a_rule_is_allowed_with_a_reason() {
    let mut client = opened(json!({"workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}}}));
    let here = json!({"rule": "tone/calm-command", "reason": "a  quote", "range": range((6, 22), (6, 38))});
    assert_eq!(command(&mut client, "softspoken.allow", json!([URI, here])), Value::Null);
    let (id, asked) = client.asked("workspace/applyEdit");
    let after = apply(TEXT, &asked, Encoding::Utf16);
    assert!(after.ends_with("down.{% endif %}{% # allow tone/calm-command: a quote %}\n"), "{after}");
    // A client that refuses has its reason told.
    client.answer(&id, json!({"applied": false, "failureReason": "the file is locked"}));
    let told = client.notification("window/showMessage")["message"].clone();
    assert_eq!(told, "The editor did not make the change: the file is locked");

    command(&mut client, "softspoken.allow", json!([URI, {"rule": "tone/", "reason": "a: quote"}]));
    let (id, asked) = client.asked("workspace/applyEdit");
    client.answer(&id, json!({"applied": true}));
    assert!(apply(TEXT, &asked, Encoding::Utf16).contains("\nallow:\n  tone/: \"a: quote\"\n---\n"));
    client.finish();
}

#[test]
fn clients_that_take_no_edits_get_them_in_the_result() {
    let mut client = opened(json!({}));
    let result = command(&mut client, "softspoken.allow", json!([URI, {"rule": "tone/calm-command", "reason": "x"}]));
    assert!(apply(TEXT, &result, Encoding::Utf16).contains("allow:"), "{result}");
    client.finish();
}

#[test]
fn nonsense_is_refused_in_plain_words() {
    let mut client = opened(json!({}));
    for (name, arguments, words) in [
        ("softspoken.dance", json!([]), "`softspoken.dance` is no command of softspoken"),
        ("softspoken.preview", json!([3]), "takes the address of a macro and one object"),
        ("softspoken.preview", json!([URI, URI]), "takes the address of a macro and one object"),
        ("softspoken.preview", json!(["no address"]), "takes the address of a macro and one object"),
        ("softspoken.preview", json!(["file:///other.macro"]), "file:///other.macro is not open in the editor"),
        ("softspoken.preview", json!([URI, {"colour": 1}]), "unknown field `colour`"),
        (
            "softspoken.preview",
            json!([URI, {"choices": {"a": "yes"}}]),
            "the choice for `a` must be true, false or a number",
        ),
        ("softspoken.render", json!([URI, {"data": [1]}]), "values by name in braces belong here"),
        ("softspoken.scorecard", json!([URI, {"x": 1}]), "unknown field `x`"),
        ("softspoken.createSnippet", json!([URI]), "missing field `id`"),
        ("softspoken.allow", json!([URI, {"rule": "tone/calm-comand", "reason": "x"}]), "`tone/calm-command` is one"),
        ("softspoken.allow", json!([URI, {"rule": "tone/blame", "reason": " "}]), "write a reason in words"),
        ("softspoken.allow", json!([URI, {"rule": "tone/blame", "reason": "a %} b"}]), "write a reason in words"),
    ] {
        let told = refusal(&mut client, name, arguments);
        assert!(told.contains(words), "{name}: {told}");
    }
    client.close(URI);
    client.pushed();
    assert_eq!(refusal(&mut client, "softspoken.preview", json!([])), "no macro is open");
    client.finish();
}
