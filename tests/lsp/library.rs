//! What is found across macros, as an editor gets it: from the index, with what stands in the editor over what stands in files.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};

use crate::client::{Client, codes, list, range};
use crate::shop::Shop;

/// Four sentences that count.
const LATE: &str = "Thank you for sending the photo of the parcel to us.\nI have asked the warehouse to look for the second box \
                    today.\nThey open at eight and answer before noon on most days.\nI will write to you again by four with what \
                    they find.\n";
const OTHER: &str =
    "The second box left Leeds this morning with our own driver.\nYou will get a message from him an hour before.\n";

/// A client of a folder that waited for the index.
pub(crate) fn indexed(shop: &Shop, capabilities: Value) -> Client {
    let folders = json!([{"uri": shop.uri(""), "name": "shop"}]);
    let mut client = Client::start_with(json!({"capabilities": capabilities, "workspaceFolders": folders}));
    client.ask("workspace/symbol", json!({"query": ""}));
    client
}

/// Reads pushed diagnostics of a file until they have a code, or have it no more.
pub(crate) fn until(client: &mut Client, uri: &str, code: &str, is_there: bool) -> Vec<Value> {
    loop {
        let pushed = client.pushed();
        let items = list(&pushed["diagnostics"]);
        if pushed["uri"] == uri && codes(&items).contains(&code) == is_there {
            return items;
        }
    }
}

pub(crate) fn with_code<'a>(items: &'a [Value], code: &str) -> &'a Value {
    items.iter().find(|item| item["code"] == code).unwrap()
}

#[test]
fn a_macro_that_says_the_same_as_another_is_told_until_the_other_is_changed() {
    let shop = Shop::new(&[("late.macro", LATE), ("refunds/second.macro", LATE)]);
    let related = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
    let mut client = indexed(&shop, related);
    let (uri, other) = (shop.uri("late.macro"), shop.uri("refunds/second.macro"));
    client.open(&uri, LATE);
    let items = until(&mut client, &uri, "library/duplicate", true);
    let found = with_code(&items, "library/duplicate");
    assert!(
        found["message"].as_str().unwrap().starts_with("all 4 sentences are the same as in `refunds/second.macro`")
    );
    assert_eq!(found["relatedInformation"][0]["location"]["uri"], other);
    assert_eq!(found["severity"], 3);
    client.open(&other, OTHER);
    until(&mut client, &uri, "library/duplicate", false);
}

#[test]
fn a_snippet_is_rendered_as_soon_as_an_open_text_renders_it() {
    let shop = Shop::new(&[("snippets/bye.macro", "Bye.\n")]);
    shop.write("softspoken.toml", "[snippets]\nroots = [\"snippets\"]\n");
    let mut client = indexed(&shop, json!({}));
    let uri = shop.uri("snippets/bye.macro");
    client.open(&uri, "Bye.\n");
    let items = until(&mut client, &uri, "library/never-rendered", true);
    assert_eq!(with_code(&items, "library/never-rendered")["severity"], 4);
    client.open(&shop.uri("new.macro"), "{% render 'snippets/bye' %}\n");
    until(&mut client, &uri, "library/never-rendered", false);
    client.close(&shop.uri("new.macro"));
    until(&mut client, &uri, "library/never-rendered", true);
}

#[test]
fn the_same_id_twice_and_a_review_that_is_due() {
    let shop = Shop::new(&[("a.macro", "---\nid: terms\n---\nHi.\n")]);
    let mut client = indexed(&shop, json!({}));
    let uri = shop.uri("b.macro");
    client.open(&uri, "---\nid: terms\nreview_by: 2001-02-03\n---\nHi.\n");
    let items = until(&mut client, &uri, "library/duplicate-id", true);
    assert_eq!(with_code(&items, "library/duplicate-id")["range"], range((1, 4), (1, 9)));
    assert_eq!(with_code(&items, "library/stale")["range"], range((2, 11), (2, 21)));
}

#[test]
fn a_snippet_that_is_not_there_is_told_and_can_be_made() {
    let shop = Shop::new(&[("snippets/hello.macro", "Hi.\n")]);
    let text = "{% render 'snippets/bye', tone: 'warm' %}\n";
    let uri = shop.uri("a.macro");
    let edits = json!({"workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}});
    let mut client = indexed(&shop, edits);
    client.open(&uri, text);
    let items = until(&mut client, &uri, "template/missing-snippet", true);
    let at = with_code(&items, "template/missing-snippet")["range"].clone();
    assert_eq!(at, range((0, 11), (0, 23)));
    let create = |actions: Vec<Value>| {
        actions.into_iter().find(|action| action["title"] == "Create the snippet `snippets/bye`").unwrap()
    };
    let action = create(client.actions(&uri, &at, None));
    let changes = list(&action["edit"]["documentChanges"]);
    assert_eq!(changes[0], json!({"kind": "create", "uri": shop.uri("snippets/bye.macro")}));
    assert!(changes[1]["edits"][0]["newText"].as_str().unwrap().contains("{{ tone }}"));
    shop.write("snippets/bye.macro", "Bye, {{ tone }}.\n");
    shop.changed(&mut client, &["snippets/bye.macro"]);
    until(&mut client, &uri, "template/missing-snippet", false);

    let mut plain = indexed(&shop, json!({}));
    let other = "{% render 'snippets/by' %}\n";
    plain.open(&uri, other);
    until(&mut plain, &uri, "template/missing-snippet", true);
    let actions = plain.actions(&uri, &range((0, 11), (0, 22)), None);
    let command = actions.iter().find(|action| action["title"] == "Create the snippet `snippets/by`").unwrap();
    assert_eq!(command["command"]["command"], "softspoken.createSnippet");
    assert_eq!(command["command"]["arguments"], json!([uri, {"id": "snippets/by"}]));
    assert!(actions.iter().any(|action| action["title"] == "Write `snippets/bye`"));
}

#[test]
fn a_macro_that_nobody_opened_is_found_by_the_name_of_its_variables() {
    let shop = Shop::new(&[
        ("a.macro", "---\nsubject: \"About {{ late.fee }}\"\n---\nHi.\n"),
        ("b.macro", "Hi {{ late.fee }}.\n"),
        ("c.macro", "The late fee.\n"),
    ]);
    shop.write("softspoken.toml", "[variables.\"late.fee\"]\ntype = \"money\"\n");
    let mut client = indexed(&shop, json!({}));
    let uri = shop.uri("d.macro");
    client.open(&uri, "{{ late.fee }}\n");
    let params = json!({
        "textDocument": {"uri": uri}, "position": {"line": 0, "character": 5}, "context": {"includeDeclaration": false}
    });
    let places = list(&client.ask("textDocument/references", params));
    let found: Vec<&str> = places.iter().filter_map(|place| place["uri"].as_str()).collect();
    assert_eq!(found, [shop.uri("a.macro"), shop.uri("b.macro"), uri]);
}
