//! Diagnostics of macros that nobody opened, for clients that pull them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};

use crate::CALM;
use crate::client::{Client, codes, list};
use crate::shop::Shop;

fn pulling(shop: &Shop) -> Client {
    let mut client = Client::spawn();
    let params = json!({
        "capabilities": {"textDocument": {"diagnostic": {}}},
        "workspaceFolders": [{"uri": shop.uri(""), "name": "shop"}],
    });
    let capabilities = client.initialize(params);
    assert_eq!(capabilities["diagnosticProvider"]["workspaceDiagnostics"], true);
    client
}

/// What an earlier answer told, for the next question.
fn previous(items: &[Value]) -> Value {
    let known = items.iter().filter(|item| item["resultId"].is_string());
    known.map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect()
}

fn pull(client: &mut Client, previous: &Value) -> Vec<Value> {
    list(&client.ask("workspace/diagnostic", json!({"previousResultIds": previous}))["items"])
}

/// Kind and file of each report.
fn kinds(shop: &Shop, items: &[Value]) -> Vec<(String, String)> {
    let root = shop.uri("");
    let name =
        |item: &Value| item["uri"].as_str().unwrap().trim_start_matches(&root).trim_start_matches('/').to_owned();
    items.iter().map(|item| (item["kind"].as_str().unwrap().to_owned(), name(item))).collect()
}

fn pair(kind: &str, file: &str) -> (String, String) {
    (kind.to_owned(), file.to_owned())
}

#[test]
fn what_was_found_is_told_once_and_then_again_only_where_it_changed() {
    let shop = Shop::new(&[("a.macro", CALM), ("b/c.macro", CALM), ("kind.macro", "Thank you for writing.\n")]);
    let mut client = pulling(&shop);
    let first = pull(&mut client, &json!([]));
    assert_eq!(kinds(&shop, &first), [pair("full", "a.macro"), pair("full", "b/c.macro")]);
    assert_eq!(codes(&list(&first[0]["items"])), ["tone/calm-command"]);
    assert_eq!(first[0]["version"], Value::Null);
    let second = pull(&mut client, &previous(&first));
    assert_eq!(kinds(&shop, &second), [pair("unchanged", "a.macro"), pair("unchanged", "b/c.macro")]);

    shop.write("a.macro", "Thank you for writing to us.\n");
    shop.remove("b/c.macro");
    shop.write("new.macro", CALM);
    let third = pull(&mut client, &previous(&first));
    assert_eq!(kinds(&shop, &third), [pair("full", "a.macro"), pair("full", "new.macro"), pair("full", "b/c.macro")]);
    assert_eq!((&third[0]["items"], &third[2]["items"]), (&json!([]), &json!([])));
    client.finish();
}

#[test]
fn an_open_text_holds_over_its_file_and_a_snippet_counts_in_its_users() {
    let shop = Shop::new(&[("user.macro", "Please {% render 'x' %}\n"), ("x.macro", "take your time.\n")]);
    let mut client = pulling(&shop);
    assert_eq!(pull(&mut client, &json!([])), Vec::<Value>::new());
    client.open(&shop.uri("x.macro"), "calm down.\n");
    let of_user = |items: &[Value]| items.iter().find(|item| item["uri"] == shop.uri("user.macro")).cloned().unwrap();
    let user = of_user(&pull(&mut client, &json!([])));
    assert_eq!((codes(&list(&user["items"])), &user["version"]), (vec!["tone/calm-command"], &Value::Null));
    client.open(&shop.uri("user.macro"), "Take your time.\n");
    let user = of_user(&pull(&mut client, &previous(&[user])));
    assert_eq!((&user["kind"], &user["items"], &user["version"]), (&json!("full"), &json!([]), &json!(1)));
    client.finish();
}

#[test]
fn an_answer_comes_in_parts_with_progress_where_the_client_asks_for_it() {
    let files: Vec<(String, &str)> = (0..250).map(|number| (format!("{number:03}.macro"), CALM)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let shop = Shop::new(&files);
    let mut client = pulling(&shop);
    let params = json!({"previousResultIds": [], "workDoneToken": "work", "partialResultToken": 7});
    let id = client.request("workspace/diagnostic", params);
    let answer = client.answer_to(id);
    assert_eq!(answer["result"], json!({"items": []}));
    let (mut parts, mut reports, mut kinds) = (0, Vec::new(), Vec::new());
    while kinds.last() != Some(&json!("end")) {
        let told = client.notification("$/progress");
        match told["token"].as_str() {
            Some("work") => kinds.push(told["value"]["kind"].clone()),
            _ => {
                assert_eq!(told["token"], 7);
                parts += 1;
                reports.extend(list(&told["value"]["items"]));
            }
        }
    }
    assert_eq!((parts, reports.len()), (3, 250));
    assert_eq!(kinds, ["begin", "report", "report", "end"]);

    // With all that known, the answer waits for a change; it can be cancelled meanwhile.
    let params = json!({"previousResultIds": previous(&reports), "partialResultToken": 8});
    let id = client.request("workspace/diagnostic", params.clone());
    client.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.answer_to(id)["error"]["code"], -32800);
    let id = client.request("workspace/diagnostic", params);
    client.open(&shop.uri("000.macro"), "Thank you for writing.\n");
    assert_eq!(client.answer_to(id)["result"], json!({"items": []}));
    let mut changed = Vec::new();
    while changed.len() < 250 {
        changed.extend(list(&client.notification("$/progress")["value"]["items"]));
    }
    let full: Vec<&Value> = changed.iter().filter(|item| item["kind"] == "full").collect();
    assert_eq!((full.len(), &full[0]["items"], &full[0]["version"]), (1, &json!([]), &json!(1)));
    client.finish();
}
