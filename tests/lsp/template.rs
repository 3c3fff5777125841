//! Slips in templates: told with a fix at the place, in subject lines and front matter too, and nothing is offered twice.

use serde_json::{Value, json};
use softspoken::text::Encoding;

use crate::client::{Client, apply, codes, range};

const URI: &str = "file:///a.macro";
const TEXT: &str = "---\nplatforms: [zendsk]\nsubject: 😀 Order {{ order.id }}\n---\nHi {{ customer.first_name }},\n\n{% if order.items == 'Mug' %}Enjoy it.{% endif %}\n";

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|action| action["title"].as_str()).collect()
}

#[test]
fn each_slip_has_its_fix() {
    let mut client = Client::start();
    client.open(URI, TEXT);
    let found = client.pushed_for(URI, 1);
    let told = ["meta/bad-value", "template/may-be-empty", "template/may-be-empty", "template/comparison-type"];
    assert_eq!(codes(&found), told);
    let mut fixed = |number: usize, expected: &str| {
        let actions = client.actions(URI, &found[number]["range"], Some(&["quickfix"]));
        let after = apply(TEXT, &actions[0], Encoding::Utf16);
        assert!(after.contains(expected), "{after}");
    };
    fixed(0, "platforms: [zendesk]\n");
    fixed(1, "subject: \"😀 Order {{ order.id | default: 'your order' }}\"\n");
    fixed(2, "Hi {{ customer.first_name | default: \"there\" }},\n");
    fixed(3, "{% if order.items contains 'Mug' %}");
    client.finish();
}

#[test]
fn a_default_is_offered_once() {
    let mut client = Client::start();
    client.open(URI, TEXT);
    client.pushed_for(URI, 1);
    let at = range((4, 8), (4, 8));
    let defaults =
        |actions: &[Value]| titles(actions).iter().filter(|title| title.starts_with("Write “there”")).count();
    assert_eq!(defaults(&client.actions(URI, &at, None)), 1);
    assert_eq!(defaults(&client.actions(URI, &at, Some(&["refactor"]))), 1);
    let params = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 24}});
    let hover = client.ask("textDocument/hover", params)["contents"]["value"].as_str().unwrap_or_default().to_owned();
    assert!(hover.contains("order number"), "{hover}");
    client.finish();
}
