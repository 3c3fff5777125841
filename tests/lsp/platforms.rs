//! What help desks cannot hold, and the ways out that editors have: splitting a macro into files, a title.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;

use crate::client::{list, range};
use crate::library::{indexed, until, with_code};
use crate::shop::Shop;

const LATE: &str = "---\ntitle: Late\nplatforms: [zammad]\n---\n{% if ticket.priority == 'high' %}First.{% else %}In line.{% endif %}\n";

#[test]
fn a_macro_is_split_into_a_file_for_each_way() {
    let shop = Shop::new(&[("late-not-ticket-priority-high.macro", "Taken.\n")]);
    let uri = shop.uri("late.macro");
    let edits = json!({"workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}});
    let mut client = indexed(&shop, edits);
    client.open(&uri, LATE);
    let items = until(&mut client, &uri, "platform/no-logic", true);
    let at = with_code(&items, "platform/no-logic")["range"].clone();
    assert_eq!(at, range((4, 0), (4, 34)));
    let actions = client.actions(&uri, &at, None);
    let split = actions.iter().find(|action| action["title"] == "Split into 2 macros, one for each way").unwrap();
    let changes = list(&split["edit"]["documentChanges"]);
    assert_eq!(changes.len(), 3);
    assert_eq!(changes[0]["textDocument"]["uri"], json!(uri));
    assert!(changes[0]["edits"][0]["newText"].as_str().unwrap().contains("ticket priority high"));
    // A file that is there already is left alone.
    let other = shop.uri("late-not-ticket-priority-high-2.macro");
    assert_eq!(changes[1], json!({"kind": "create", "uri": other}));
    assert_eq!(
        changes[2]["edits"][0]["newText"],
        "---\ntitle: \"Late – not ticket priority high\"\nplatforms: [zammad]\n---\nIn line.\n"
    );

    let mut plain = indexed(&shop, json!({}));
    plain.open(&uri, LATE);
    until(&mut plain, &uri, "platform/no-logic", true);
    let actions = plain.actions(&uri, &at, None);
    assert!(!actions.iter().any(|action| action["title"].as_str().unwrap().starts_with("Split")));
}

/// The titles of the actions where a macro for Zammad has a condition, in a workspace with these other files.
fn titles(name: &str, text: &str, others: &[(&str, &str)]) -> Vec<String> {
    let shop = Shop::new(others);
    let uri = shop.uri(name);
    // What happens to files is part of document changes: Neovim says no more than this.
    let edits = json!({"workspace": {"workspaceEdit": {"resourceOperations": ["rename", "create", "delete"]}}});
    let mut client = indexed(&shop, edits);
    client.open(&uri, text);
    let items = until(&mut client, &uri, "platform/no-logic", true);
    let at = with_code(&items, "platform/no-logic")["range"].clone();
    let actions = client.actions(&uri, &at, None);
    let split = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("Split"));
    if let Some(created) = split.map(|split| split["edit"]["documentChanges"][1].clone()) {
        let ending = name.rsplit('.').next().unwrap();
        let other = shop.uri(&format!("late-not-ticket-priority-high.{ending}"));
        assert_eq!(created, json!({"kind": "create", "uri": other}));
    }
    actions.iter().map(|action| action["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_others_render_is_not_split() {
    let splits = |name: &str, text: &str, others: &[(&str, &str)]| {
        titles(name, text, others).iter().any(|title| title == "Split into 2 macros, one for each way")
    };
    let config = ("softspoken.toml", "[files]\ninclude = [\"**/*.macro\", \"**/*.html\"]\n");
    assert!(splits("late.macro", LATE, &[]));
    assert!(splits("late.html", LATE, &[config]));
    assert!(splits("late.macro", LATE, &[("other.macro", "{% render 'later' %}"), ("x/late.macro", "Late.")]));
    assert!(!splits("late.macro", LATE, &[("other.macro", "{% render 'late' %}")]));
    let named = LATE.replace("title: Late", "title: Late\nid: late-parcel");
    assert!(!splits("late.macro", &named, &[("other.macro", "{% include 'late-parcel' %}")]));
    let config = ("softspoken.toml", "[snippets]\nroots = [\"parts\"]\n");
    assert!(!splits("parts/late.macro", LATE, &[config]));
}

#[test]
fn a_title_comes_from_the_name_of_the_file() {
    let shop = Shop::new(&[]);
    let uri = shop.uri("late-parcel.macro");
    let mut client = indexed(&shop, json!({}));
    client.open(&uri, "---\nplatforms: [zammad]\n---\nHi.\n");
    let items = until(&mut client, &uri, "platform/title", true);
    let at = with_code(&items, "platform/title")["range"].clone();
    let actions = client.actions(&uri, &at, None);
    assert!(actions.iter().any(|action| action["title"] == "Title it “Late parcel”"));
}
