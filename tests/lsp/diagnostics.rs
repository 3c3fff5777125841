//! Diagnostics: pushed or pulled, never both, and what they carry.

use serde_json::{Value, json};

use crate::CALM;
use crate::client::{Client, codes, list, replace};

const URI: &str = "file:///shop/a.macro";

fn pulling() -> Client {
    Client::start_with(json!({"capabilities": {"textDocument": {"diagnostic": {}}}}))
}

fn pull(client: &mut Client, previous: Option<&str>) -> Value {
    let mut params = json!({"textDocument": {"uri": URI}});
    if let Some(previous) = previous {
        params["previousResultId"] = json!(previous);
    }
    client.ask("textDocument/diagnostic", params)
}

#[test]
fn a_client_that_does_not_pull_is_pushed_to() {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {}}));
    assert_eq!(capabilities.get("diagnosticProvider"), None);
    client.open(URI, CALM);
    let pushed = client.pushed();
    let expected = json!({
        "uri": URI,
        "version": 1,
        "diagnostics": [{
            "code": "tone/calm-command",
            "message": "“Please calm down” tells the customer how to feel",
            "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 16}},
            "severity": 2,
            "source": "softspoken",
        }],
    });
    assert_eq!(pushed, expected);
    client.finish();
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
    assert_eq!(
        capabilities["diagnosticProvider"],
        json!({"identifier": "softspoken", "interFileDependencies": true, "workspaceDiagnostics": true})
    );
    client.open(URI, CALM);
    let report = pull(&mut client, None);
    assert_eq!(report["kind"], "full");
    assert_eq!(codes(&list(&report["items"])), ["tone/calm-command"]);
    client.change(URI, 2, &[replace((0, 0), (0, 0), "Hi. ")]);
    client.close(URI);
    // `finish` fails where something was pushed.
    client.finish();
}

#[test]
fn a_pull_of_what_is_known_says_unchanged() {
    let mut client = pulling();
    client.open(URI, CALM);
    let first = pull(&mut client, None);
    let id = first["resultId"].as_str().unwrap();
    assert_eq!(pull(&mut client, Some(id)), json!({"kind": "unchanged", "resultId": id}));
    assert_eq!(pull(&mut client, Some("never heard of"))["kind"], "full");

    client.change(URI, 2, &[replace((0, 0), (0, 0), "\n")]);
    let second = pull(&mut client, Some(id));
    assert_eq!(second["kind"], "full");
    assert_eq!(second["items"][0]["range"]["start"]["line"], 2);
    client.finish();
}

#[test]
fn a_pull_of_what_is_not_open_finds_nothing() {
    let mut client = pulling();
    assert_eq!(pull(&mut client, None), json!({"kind": "full", "items": []}));
    client.finish();
}

#[test]
fn links_and_related_places_only_for_clients_that_show_them() {
    let text = "{% if order.number %}\nHello.\n{% endfor %}\n";
    let mut plain = Client::start();
    plain.open(URI, text);
    let bare = plain.pushed_for(URI, 1);
    assert!(!bare.is_empty());
    assert!(bare.iter().all(|item| item.get("codeDescription").is_none() && item.get("relatedInformation").is_none()));
    plain.finish();

    let mut rich = Client::start_with(json!({"capabilities": {"textDocument": {
        "publishDiagnostics": {"codeDescriptionSupport": true, "relatedInformation": true}
    }}}));
    rich.open(URI, text);
    let items = rich.pushed_for(URI, 1);
    assert_eq!(codes(&items), codes(&bare));
    for item in &items {
        let href = item["codeDescription"]["href"].as_str().unwrap();
        assert!(href.ends_with(&format!("/rules/{}.html", item["code"].as_str().unwrap())), "{href}");
    }
    let related = items.iter().flat_map(|item| list(&item["relatedInformation"])).collect::<Vec<_>>();
    assert!(!related.is_empty(), "{items:?}");
    assert!(related.iter().all(|place| place["location"]["uri"] == URI && place["message"] != ""));
    rich.finish();
}

#[test]
fn versions_are_those_of_the_client() {
    let mut client = Client::start();
    client.open(URI, CALM);
    assert_eq!(client.pushed()["version"], 1);
    // Clients may leave numbers out.
    client.change(URI, 40, &[json!({"text": "Hello."})]);
    assert_eq!(client.pushed(), json!({"uri": URI, "version": 40, "diagnostics": []}));
    client.finish();
}

#[test]
fn closing_clears_what_was_pushed() {
    let mut client = Client::start();
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1).len(), 1);
    client.close(URI);
    assert_eq!(client.pushed(), json!({"uri": URI, "diagnostics": []}));
    // Opened again it begins again, with version 1.
    client.open(URI, CALM);
    assert_eq!(client.pushed_for(URI, 1).len(), 1);
    client.finish();
}
