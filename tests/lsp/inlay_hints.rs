//! Inlay hints: what each sentence does, for those who ask for it.

use serde_json::{Value, json};

use crate::client::{Client, list, range};

const URI: &str = "file:///a.macro";
const SORRY: &str = "😀 We are sorry.\nThe pot is blue.\nWe’ll send a new one tomorrow.\n";

fn hints(client: &mut Client, of: &Value) -> Vec<(u64, u64, String)> {
    let answer = client.ask("textDocument/inlayHint", json!({"textDocument": {"uri": URI}, "range": of}));
    let hint = |hint: &Value| {
        let place = |key: &str| hint["position"][key].as_u64().unwrap_or(u64::MAX);
        (place("line"), place("character"), hint["label"].as_str().unwrap_or_default().to_owned())
    };
    list(&answer).iter().map(hint).collect()
}

#[test]
fn acts_are_shown_only_on_request() {
    let mut client = Client::spawn();
    let capabilities =
        client.initialize(json!({"capabilities": {"workspace": {"inlayHint": {"refreshSupport": true}}}}));
    assert_eq!(capabilities["inlayHintProvider"], true);
    client.open(URI, SORRY);
    client.pushed();
    assert_eq!(hints(&mut client, &range((0, 0), (9, 0))), []);

    client.notify("workspace/didChangeConfiguration", json!({"settings": {"softspoken": {"hints": {"acts": true}}}}));
    let (id, _) = client.asked("workspace/inlayHint/refresh");
    client.answer(&id, Value::Null);
    client.pushed();
    let all = [(0, 16, "apologise".to_owned()), (2, 30, "commit · timeline".to_owned())];
    assert_eq!(hints(&mut client, &range((0, 0), (9, 0))), all);
    assert_eq!(hints(&mut client, &range((1, 0), (9, 0))), all[1..], "of the range that is in view");
    client.finish();
}

#[test]
fn the_setting_may_come_with_the_greeting() {
    let options = json!({"hints": {"acts": true}});
    let mut client = Client::start_with(json!({"capabilities": {}, "initializationOptions": options}));
    client.open(URI, "We are sorry.");
    client.pushed();
    assert_eq!(hints(&mut client, &range((0, 0), (0, 99))), [(0, 13, "apologise".to_owned())]);
    client.finish();
}

#[test]
fn samples_on_request_and_the_parts_of_text_messages_always() {
    let text = "---\nchannels: [sms]\n---\nHi {{ customer.first_name }}, it is on the way.\n";
    for samples in [true, false] {
        let options = json!({"hints": {"samples": samples}});
        let mut client = Client::start_with(json!({"capabilities": {}, "initializationOptions": options}));
        client.open(URI, text);
        client.pushed();
        let mut expected = vec![(3, 47, "1 SMS part, 133 characters left".to_owned())];
        if samples {
            expected.insert(0, (3, 28, "Priya".to_owned()));
        }
        assert_eq!(hints(&mut client, &range((0, 0), (9, 0))), expected);
        assert_eq!(hints(&mut client, &range((0, 0), (1, 0))), []);
        client.finish();
    }
}
