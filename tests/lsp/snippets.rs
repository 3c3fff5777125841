//! Macros that render others: what a snippet says counts in its users, as it stands in the editor, and only they are
//! looked at again when it changes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, codes, list, place, range, replace};
use crate::shop::{Shop, uri_of};

/// With a snippet that says "calm down" it has one finding, at its first word.
const USER: &str = "Please {% render 'snippets/x' %}\n";
const CALM: &str = "calm down.\n";
const KIND: &str = "take your time.\n";
const MISSING: &str = "template/missing-snippet";

/// A client that is pushed to and watches files.
fn watching() -> Client {
    let mut client = Client::start_with(json!({"capabilities": {
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
        "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
    }}));
    let (id, _) = client.asked("client/registerCapability");
    client.answer(&id, Value::Null);
    client
}

/// A client that pulls and can be asked to pull again.
fn pulling() -> Client {
    Client::start_with(json!({"capabilities": {
        "textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}},
    }}))
}

/// Reads pushed diagnostics of a file until they have these codes, and no others: that a snippet is missing is told when all ids
/// are known.
fn until(client: &mut Client, uri: &str, wanted: &[&str]) {
    loop {
        let items = client.pushed_for(uri, 1);
        let mut found = codes(&items);
        found.sort_unstable();
        if found == wanted {
            return;
        }
    }
}

fn pull(client: &mut Client, uri: &str, previous: Option<&str>) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}});
    if let Some(previous) = previous {
        params["previousResultId"] = json!(previous);
    }
    client.ask("textDocument/diagnostic", params)
}

/// Comes back once all that was sent before has been worked on, by one thread in its order; the second question waits for
/// what the first one found still to do.
fn settle(client: &mut Client, uri: &str) {
    for _ in 0..2 {
        client.ask("textDocument/hover", place(uri, 0, 0));
    }
}

#[test]
fn a_phrase_across_the_border_of_a_snippet_names_the_place_in_it() {
    let shop = Shop::new(&[("snippets/x.macro", "{% comment %}😀\n{% endcomment %}calm down.\n")]);
    let user = shop.uri("a.macro");
    let mut client = watching();
    client.open(&user, USER);
    let items = client.pushed_for(&user, 1);
    assert_eq!(codes(&items), ["tone/calm-command"]);
    let related = list(&items[0]["relatedInformation"]);
    assert_eq!(related[0]["location"]["uri"], shop.uri("snippets/x.macro"));
    assert_eq!(related[0]["location"]["range"], range((1, 16), (1, 25)));
    client.finish();
}

#[test]
fn the_unsaved_text_of_a_snippet_wins_until_it_is_closed() {
    let shop = Shop::new(&[("snippets/x.macro", CALM)]);
    let (user, snippet) = (shop.uri("a.macro"), shop.uri("snippets/x.macro"));
    let mut client = watching();
    client.open(&user, USER);
    assert_eq!(codes(&client.pushed_for(&user, 1)), ["tone/calm-command"]);
    // The same text as on the disk: nothing changes for the user.
    client.open(&snippet, CALM);
    client.pushed_for(&snippet, 1);

    client.change(&snippet, 2, &[json!({"text": KIND})]);
    client.pushed_for(&snippet, 2);
    assert!(client.pushed_for(&user, 1).is_empty(), "as it stands in the editor");
    // The file does not count while its text is open.
    shop.write("snippets/x.macro", "shout at us.\n");
    shop.changed(&mut client, &["snippets/x.macro"]);
    shop.write("snippets/x.macro", CALM);
    shop.changed(&mut client, &["snippets/x.macro"]);

    client.close(&snippet);
    assert_eq!(client.pushed(), json!({"uri": snippet, "diagnostics": []}));
    assert_eq!(codes(&client.pushed_for(&user, 1)), ["tone/calm-command"], "the file counts again");
    client.finish();
}

#[test]
fn of_ten_macros_only_the_one_that_renders_the_snippet_is_looked_at_again() {
    let shop = Shop::new(&[("snippets/x.macro", CALM), ("snippets/y.macro", CALM)]);
    let snippet = shop.uri("snippets/x.macro");
    let mut client = watching();
    let macros: Vec<String> = (0..10).map(|number| shop.uri(&format!("{number}.macro"))).collect();
    for (number, uri) in macros.iter().enumerate() {
        let text = match number {
            4 => USER.to_owned(),
            number if number % 2 == 0 => "Please {% render 'snippets/y' %}\n".to_owned(),
            _ => "Please {% render 'snippets/gone' %}\n".to_owned(),
        };
        client.open(uri, &text);
        until(&mut client, uri, if number % 2 == 0 { &["tone/calm-command"] } else { &[MISSING] });
    }
    client.open(&snippet, CALM);
    client.pushed_for(&snippet, 1);
    for version in 2..12 {
        client.change(&snippet, version, &[replace((0, 0), (0, 0), "really ")]);
        client.pushed_for(&snippet, version);
        client.pushed_for(&macros[4], 1);
    }
    // An edit of a macro that nobody renders concerns nobody else.
    client.change(&macros[0], 2, &[replace((0, 0), (0, 0), "Well. ")]);
    client.pushed_for(&macros[0], 2);
    settle(&mut client, &macros[4]);
    // `finish` fails where anything else was pushed.
    client.finish();
}

#[test]
fn a_snippet_that_appears_changes_and_goes_on_the_disk() {
    let shop = Shop::new(&[]);
    let user = shop.uri("a.macro");
    let mut client = watching();
    client.open(&user, USER);
    until(&mut client, &user, &[MISSING]);
    shop.write("snippets/x.macro", CALM);
    shop.changed(&mut client, &["snippets/x.macro"]);
    assert_eq!(client.pushed_for(&user, 1).len(), 1);
    // Of the same length, at the same time as far as the clock of the disk can tell.
    shop.write("snippets/x.macro", "slow down.\n");
    shop.changed(&mut client, &["snippets/x.macro"]);
    assert!(client.pushed_for(&user, 1).is_empty());
    shop.write("snippets/x.macro", CALM);
    shop.changed(&mut client, &["other.macro", "snippets/x.macro"]);
    assert_eq!(client.pushed_for(&user, 1).len(), 1);
    shop.remove("snippets/x.macro");
    shop.changed(&mut client, &["snippets/x.macro"]);
    until(&mut client, &user, &[MISSING]);
    // A whole folder, as some clients tell it.
    shop.write("snippets/x.macro", CALM);
    shop.changed(&mut client, &["snippets"]);
    assert_eq!(client.pushed_for(&user, 1).len(), 1);
    settle(&mut client, &user);
    client.finish();
}

#[test]
fn a_snippet_need_not_be_saved_to_be_there() {
    let shop = Shop::new(&[]);
    let (user, snippet) = (shop.uri("a.macro"), shop.uri("snippets/x.macro"));
    let mut client = watching();
    client.open(&user, USER);
    until(&mut client, &user, &[MISSING]);
    client.open(&snippet, CALM);
    client.pushed_for(&snippet, 1);
    assert_eq!(client.pushed_for(&user, 1).len(), 1);
    client.close(&snippet);
    client.pushed();
    until(&mut client, &user, &[MISSING]);
    client.finish();
}

#[test]
fn a_snippet_of_a_snippet_counts_and_those_that_render_each_other_come_to_rest() {
    let shop = Shop::new(&[]);
    let (a, b) = (shop.uri("a.macro"), shop.uri("b.macro"));
    let mut client = watching();
    client.open(&b, "{% render 'c' %}{% render 'a' %}\n");
    until(&mut client, &b, &[MISSING, MISSING]);
    client.open(&a, "Please {% render 'b' %}\n");
    assert_eq!(codes(&client.pushed_for(&a, 1)), ["template/render-cycle"]);
    client.pushed_for(&b, 1);

    shop.write("c.macro", CALM);
    shop.changed(&mut client, &["c.macro"]);
    let both = [client.pushed(), client.pushed()];
    let of_a = both.iter().find(|pushed| pushed["uri"] == a).unwrap();
    let of_a = list(&of_a["diagnostics"]);
    let mut of_a = codes(&of_a);
    of_a.sort();
    assert_eq!(of_a, ["template/render-cycle", "tone/calm-command"]);
    assert!(both.iter().any(|pushed| pushed["uri"] == b));

    client.change(&a, 2, &[replace((0, 0), (0, 6), "Do")]);
    assert_eq!(codes(&client.pushed_for(&a, 2)), ["template/render-cycle"]);
    client.pushed_for(&b, 1);
    settle(&mut client, &a);
    settle(&mut client, &b);
    client.finish();
}

#[test]
fn an_id_in_the_front_matter_is_found_without_a_path() {
    let shop = Shop::new(&[("deep/er/any.macro", "---\nid: snippets/x\n---\ncalm down.\n")]);
    let (user, snippet) = (shop.uri("a.macro"), shop.uri("deep/er/any.macro"));
    let mut client = watching();
    client.open(&user, USER);
    // No macro waits for the walk over the folders: the answer comes when it is done.
    let mut items = client.pushed_for(&user, 1);
    while items.is_empty() {
        items = client.pushed_for(&user, 1);
    }
    assert_eq!(codes(&items), ["tone/calm-command"]);

    client.open(&snippet, "---\nid: snippets/y\n---\ncalm down.\n");
    client.pushed_for(&snippet, 1);
    // It has another id now.
    until(&mut client, &user, &[MISSING]);
    client.change(&snippet, 2, &[json!({"text": "---\nid: snippets/x\n---\ncalm down.\n"})]);
    client.pushed_for(&snippet, 2);
    assert_eq!(client.pushed_for(&user, 1).len(), 1);
    client.finish();
}

#[test]
fn a_client_that_pulls_is_told_only_when_something_may_be_other() {
    let shop = Shop::new(&[("snippets/x.macro", CALM), ("snippets/y.macro", CALM)]);
    let (user, other) = (shop.uri("a.macro"), shop.uri("b.macro"));
    let (snippet, unused) = (shop.uri("snippets/x.macro"), shop.uri("snippets/y.macro"));
    let mut client = pulling();
    client.open(&user, USER);
    client.open(&other, "Please calm down.\n");
    let first = pull(&mut client, &user, None);
    let of_other = pull(&mut client, &other, None);
    assert_eq!(codes(&list(&first["items"])), ["tone/calm-command"]);

    // Nobody renders the one, and the other is opened as it is: `finish` fails where a refresh was asked for.
    client.open(&unused, KIND);
    client.change(&unused, 2, &[json!({"text": CALM})]);
    client.open(&snippet, CALM);
    settle(&mut client, &user);

    client.change(&snippet, 2, &[json!({"text": KIND})]);
    let (id, _) = client.asked("workspace/diagnostic/refresh");
    let second = pull(&mut client, &user, first["resultId"].as_str());
    assert_eq!(second["kind"], "full");
    assert_eq!(second["items"], json!([]));
    assert_eq!(pull(&mut client, &other, of_other["resultId"].as_str())["kind"], "unchanged");
    client.answer(&id, Value::Null);

    client.change(&snippet, 3, &[json!({"text": CALM})]);
    let (id, _) = client.asked("workspace/diagnostic/refresh");
    client.answer(&id, Value::Null);
    let third = pull(&mut client, &user, second["resultId"].as_str());
    assert_eq!(third["resultId"], first["resultId"], "the same diagnostics have the same name");
    assert_eq!(third["items"], first["items"]);
    client.finish();
}

#[test]
fn without_a_configuration_ids_start_in_the_open_folder_and_beside_the_macro() {
    let shop = TempDir::new().unwrap();
    let folder = shop.path().join("open");
    fs::create_dir_all(folder.join("refunds/snippets")).unwrap();
    fs::create_dir_all(folder.join("snippets")).unwrap();
    fs::write(folder.join("snippets/x.macro"), CALM).unwrap();
    let user = uri_of(&folder.join("refunds/a.macro"));
    let mut client = Client::start_with(json!({"capabilities": {}, "rootUri": uri_of(&folder)}));
    client.open(&user, USER);
    assert_eq!(client.pushed_for(&user, 1).len(), 1);
    // A document without a file stands in the open folder.
    client.open("untitled:b", USER);
    assert_eq!(client.pushed_for("untitled:b", 1).len(), 1);
    client.finish();

    fs::remove_file(folder.join("snippets/x.macro")).unwrap();
    fs::write(folder.join("refunds/snippets/x.macro"), CALM).unwrap();
    for root in [Value::Null, json!(uri_of(&folder))] {
        let mut client = Client::start_with(json!({"capabilities": {}, "rootUri": root}));
        client.open(&user, USER);
        assert_eq!(client.pushed_for(&user, 1).len(), 1);
        client.finish();
    }
}
