//! Hover on a finding.

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
