//! Hover on findings, and on the words of the language.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};

use crate::CALM;
use crate::client::{Client, place, range};

const URI: &str = "file:///a.macro";

fn hover(formats: Option<&[&str]>) -> Value {
    let hover = formats.map_or(json!({}), |formats| json!({"contentFormat": formats}));
    let mut client = Client::start_with(json!({"capabilities": {"textDocument": {"hover": hover}}}));
    client.open(URI, CALM);
    client.pushed_for(URI, 1);
    assert_eq!(client.ask("textDocument/hover", place(URI, 0, 3)), Value::Null, "no finding there");
    let hover = client.ask("textDocument/hover", place(URI, 1, 3));
    client.finish();
    hover
}

#[test]
fn the_page_of_the_rule_is_shown_over_the_finding() {
    let hover = hover(Some(&["plaintext", "markdown"]));
    assert_eq!(hover["range"], range((1, 0), (1, 16)));
    assert_eq!(hover["contents"]["kind"], "markdown");
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.starts_with("“Please calm down” tells the customer how to feel\n\n### "), "{text}");
    assert!(text.contains("tone/calm-command") && text.contains("Nobody has ever calmed down"), "{text}");
}

#[test]
fn a_client_without_markdown_gets_no_marks() {
    for formats in [None, Some(["plaintext"].as_slice())] {
        let hover = hover(formats);
        assert_eq!(hover["contents"]["kind"], "plaintext");
        let text = hover["contents"]["value"].as_str().unwrap();
        assert!(text.starts_with("“Please calm down” tells the customer how to feel"), "{text}");
        assert!(!text.contains("**") && !text.contains('`') && !text.contains("\n#"), "{text}");
    }
}

#[test]
fn names_are_explained_with_the_samples_and_help_desks_of_the_workspace() {
    let folder = tempfile::TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("softspoken.toml", "[platforms]\ntargets = [\"zendesk\"]\n[variables.\"gift.note\"]\nsample = \"For Ann\"\n");
    write("bye.macro", "---\ntitle: Sign-off\n---\n{{ tone }}, {{ gift.note }}\n");
    let uri = format!("file://{}/a.macro", folder.path().display());
    let mut client =
        Client::start_with(json!({"capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}}));
    client.open(&uri, "😀 {% render 'bye', tone: order.id %}{{ order.id | upcase }}\n");
    client.pushed();
    let mut check = |column: u32, at: Value, words: &[&str]| {
        let hover = client.ask("textDocument/hover", place(&uri, 0, column));
        assert_eq!(hover["range"], at);
        let text = hover["contents"]["value"].as_str().unwrap();
        words.iter().for_each(|words| assert!(text.contains(words), "{words} in {text}"));
    };
    check(14, range((0, 14), (0, 17)), &["**Sign-off** (`bye`)", "`tone`", "A-1093, For Ann"]);
    check(28, range((0, 26), (0, 34)), &["`order.id`", "- Zendesk: "]);
    check(53, range((0, 51), (0, 57)), &["gives `LATE`"]);
    client.finish();
}
