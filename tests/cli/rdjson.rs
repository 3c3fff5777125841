//! `check --format rdjson`.

use expect_test::expect;
use serde_json::{Value, json};

use crate::folder::Folder;
use crate::odd;

fn rdjson(folder: &Folder, arguments: &[&str]) -> Value {
    folder.run(&[&["check", "--format", "rdjson"], arguments].concat()).json()
}

#[test]
fn a_finding_is_a_diagnostic_with_suggestions() {
    let folder = Folder::new(&[("a.macro", "Hi.\n\nPlease calm down.\n")]);
    expect![[r#"
        {
          "source": {
            "name": "softspoken",
            "url": "https://softspoken.github.io/softspoken"
          },
          "diagnostics": [
            {
              "message": "“Please calm down” tells the customer how to feel",
              "location": {
                "path": "a.macro",
                "range": {
                  "start": {
                    "line": 3,
                    "column": 1
                  },
                  "end": {
                    "line": 3,
                    "column": 17
                  }
                }
              },
              "severity": "WARNING",
              "code": {
                "value": "tone/calm-command",
                "url": "https://softspoken.github.io/softspoken/rules/tone/calm-command.html"
              },
              "suggestions": [
                {
                  "range": {
                    "start": {
                      "line": 3,
                      "column": 1
                    },
                    "end": {
                      "line": 3,
                      "column": 17
                    }
                  },
                  "text": "Let's work through this together"
                },
                {
                  "range": {
                    "start": {
                      "line": 3,
                      "column": 1
                    },
                    "end": {
                      "line": 3,
                      "column": 17
                    }
                  },
                  "text": "I'd like to get this sorted with you"
                }
              ],
              "related_locations": []
            }
          ]
        }
    "#]]
    .assert_eq(&format!("{:#}\n", rdjson(&folder, &[])));
}

#[test]
fn columns_count_bytes() {
    let report = rdjson(&odd::folder(), &["windows.macro"]);
    let start = &report["diagnostics"][0]["location"]["range"]["start"];
    // Two characters of four and two bytes, and a blank, stand before it.
    assert_eq!(start, &json!({ "line": 3, "column": 8 }));
}

#[test]
fn a_fix_in_several_places_is_one_suggestion() {
    let text = "{% if order.late %}I am on it.{% endif %\n";
    let folder = Folder::new(&[("a.macro", text)]);
    let finding = |line: &str| serde_json::from_str::<Value>(line).expect("an object a line");
    let found: Vec<Value> = folder.run(&["check", "--format", "jsonl"]).stdout.lines().map(finding).collect();
    let report = rdjson(&folder, &[]);
    for (finding, diagnostic) in found.iter().zip(report["diagnostics"].as_array().expect("diagnostics")) {
        assert_eq!(finding["fixes"].as_array().map(Vec::len), diagnostic["suggestions"].as_array().map(Vec::len));
    }
}

#[test]
fn what_cannot_be_read_is_an_error_of_its_file() {
    let folder = Folder::new(&[]);
    folder.write("latin.macro", b"Caf\xe9 calm.\n");
    let report = rdjson(&folder, &[]);
    assert_eq!(report["diagnostics"][0]["location"], json!({ "path": "latin.macro" }));
    assert_eq!(report["diagnostics"][0]["severity"], "ERROR");
}

#[test]
fn without_findings_the_list_is_empty() {
    assert_eq!(rdjson(&Folder::new(&[("a.macro", "I am on it.\n")]), &[])["diagnostics"], json!([]));
}
