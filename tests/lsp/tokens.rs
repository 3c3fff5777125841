//! Semantic tokens: all, of a range, and what changed.

use serde_json::{Value, json};

use crate::client::{Client, range, replace};

const URI: &str = "file:///a.macro";

fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": URI}});
    if let (Some(params), Value::Object(more)) = (params.as_object_mut(), more) {
        params.extend(more);
    }
    client.ask(&format!("textDocument/semanticTokens/{method}"), params)
}

#[test]
fn tokens_come_whole_by_range_and_by_what_changed() {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {}}));
    let provider = &capabilities["semanticTokensProvider"];
    assert_eq!((&provider["range"], &provider["full"]), (&json!(true), &json!({"delta": true})));
    assert_eq!(provider["legend"]["tokenTypes"][0], "variable");
    client.open(URI, "😀 {{ a | upcase }}\n{{ b }}\n");
    client.pushed();
    let full = ask(&mut client, "full", json!({}));
    assert_eq!(full["data"], json!([0, 6, 1, 0, 0, 0, 4, 6, 3, 0, 1, 3, 1, 0, 0]));
    let of_range = ask(&mut client, "range", json!({"range": range((1, 0), (9, 9))}));
    assert_eq!(of_range["data"], json!([1, 3, 1, 0, 0]));

    client.change(URI, 2, &[replace((1, 3), (1, 4), "'x'")]);
    client.pushed();
    let delta = ask(&mut client, "full/delta", json!({"previousResultId": full["resultId"]}));
    assert_eq!(delta["edits"], json!([{"start": 10, "deleteCount": 5, "data": [1, 3, 3, 5, 0]}]));
    let again = ask(&mut client, "full/delta", json!({"previousResultId": delta["resultId"]}));
    assert_eq!(again["edits"], json!([]));
    let unknown = ask(&mut client, "full/delta", json!({"previousResultId": "other"}));
    assert_eq!(unknown["data"].as_array().map(Vec::len), Some(15));
    client.finish();
}
