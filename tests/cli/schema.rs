//! The shape of findings for programs, as the contract writes it: every field, of its type, and no other.

use serde_json::Value;

use crate::folder::Folder;

/// What a value must be.
enum Shape {
    Text,
    OneOf(&'static [&'static str]),
    Number,
    List(&'static Shape),
    Object(&'static [(&'static str, Shape)]),
}

use Shape::{List, Number, Object, OneOf, Text};

const PLACE: Shape = Object(&[("line", Number), ("column", Number), ("offset", Number)]);
const RANGE: Shape = Object(&[("start", PLACE), ("end", PLACE)]);
const EDIT: Shape = Object(&[("path", Text), ("range", RANGE), ("text", Text)]);
const FIX: Shape = Object(&[("title", Text), ("applicability", OneOf(&["safe", "suggested"])), ("edits", List(&EDIT))]);
const RELATED: Shape = Object(&[("path", Text), ("range", RANGE), ("message", Text)]);
const FINDING: Shape = Object(&[
    ("path", Text),
    ("rule", Text),
    ("severity", OneOf(&["error", "warning", "information", "hint"])),
    ("techniques", List(&Text)),
    ("message", Text),
    ("url", Text),
    ("range", RANGE),
    ("when", List(&Text)),
    ("fingerprint", Text),
    ("related", List(&RELATED)),
    ("fixes", List(&FIX)),
]);
const SUMMARY: Shape =
    Object(&[("files", Number), ("errors", Number), ("warnings", Number), ("information", Number), ("hints", Number)]);
const REPORT: Shape = Object(&[("version", Number), ("findings", List(&FINDING)), ("summary", SUMMARY)]);

fn assert_shape(value: &Value, shape: &Shape, at: &str) {
    match (shape, value) {
        (Text, Value::String(_)) => {}
        (Number, Value::Number(number)) if number.is_u64() => {}
        (OneOf(words), Value::String(word)) if words.contains(&word.as_str()) => {}
        (List(item), Value::Array(items)) => {
            items.iter().enumerate().for_each(|(index, value)| assert_shape(value, item, &format!("{at}[{index}]")));
        }
        (Object(fields), Value::Object(object)) => {
            for (name, shape) in *fields {
                let value = object.get(*name).unwrap_or_else(|| panic!("{at} has no {name}"));
                assert_shape(value, shape, &format!("{at}.{name}"));
            }
            assert_eq!(object.len(), fields.len(), "{at} has other fields: {object:?}");
        }
        _ => panic!("{at} has the wrong type or value: {value}"),
    }
}

const TEXT: &str = "---\ntitel: Angry customer\n---\nHi {{ customer.first_name }},\n\nPlease calm down. You are wrong 😀.\n\n\
                    {% if order.late %}We can't help you with that.\n";

fn folder() -> Folder {
    Folder::new(&[("a.macro", TEXT), ("b/c.macro", TEXT), ("d.macro", "I am on it.\n")])
}

#[test]
fn the_report_has_the_shape_of_the_contract() {
    let run = folder().run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("one JSON object");
    assert_shape(&report, &REPORT, "report");
    assert_eq!(report["version"], 1);
    assert_eq!(report["summary"]["files"], 3);
    let findings = report["findings"].as_array().expect("findings");
    for (severity, count) in
        [("error", "errors"), ("warning", "warnings"), ("information", "information"), ("hint", "hints")]
    {
        let found = findings.iter().filter(|finding| finding["severity"] == severity).count();
        assert_eq!(report["summary"][count], found, "{severity}");
    }
    assert!(findings.iter().any(|finding| finding["fixes"].as_array().is_some_and(|fixes| !fixes.is_empty())));
}

#[test]
fn jsonl_has_the_same_findings_a_line_each() {
    let folder = folder();
    let report: Value =
        serde_json::from_str(&folder.run(&["check", "--format", "json"]).stdout).expect("one JSON object");
    let run = folder.run(&["check", "--format", "jsonl"]);
    let lines: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert_eq!(report["findings"], Value::Array(lines));
}

#[test]
fn findings_are_sorted_by_path_offset_and_rule() {
    let run = folder().run(&["check", "--format", "jsonl"]);
    let keys: Vec<(String, u64, String)> = run
        .stdout
        .lines()
        .map(|line| {
            let finding: Value = serde_json::from_str(line).expect("an object a line");
            let text = |name: &str| finding[name].as_str().expect("a text").to_owned();
            (text("path"), finding["range"]["start"]["offset"].as_u64().expect("an offset"), text("rule"))
        })
        .collect();
    assert!(keys.len() > 4, "{keys:?}");
    assert!(keys.is_sorted(), "{keys:?}");
}

/// The places in lines and columns are those of the offsets, counted independently.
#[test]
fn lines_and_columns_agree_with_offsets() {
    let run = folder().run(&["check", "--format", "jsonl", "a.macro"]);
    for line in run.stdout.lines() {
        let finding: Value = serde_json::from_str(line).expect("an object a line");
        for end in ["start", "end"] {
            let place = &finding["range"][end];
            let before = &TEXT[..place["offset"].as_u64().expect("an offset") as usize];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            assert_eq!(place["line"], 1 + before.matches('\n').count());
            assert_eq!(place["column"], 1 + before[line_start..].chars().count());
        }
    }
}

#[test]
fn fingerprints_survive_moving_and_renaming() {
    let fingerprints = |path: &str, text: &str| -> Vec<String> {
        let run = Folder::new(&[(path, text)]).run(&["check", "--format", "jsonl", "--select", "tone/"]);
        let print = |line: &str| {
            let finding: Value = serde_json::from_str(line).expect("an object a line");
            finding["fingerprint"].as_str().expect("a fingerprint").to_owned()
        };
        run.stdout.lines().map(print).collect()
    };
    let before = fingerprints("a.macro", "Please calm down.\n");
    assert_eq!(before.len(), 1);
    assert_eq!(before, fingerprints("b/c.macro", "Hi,\n\nI am on it. Please calm down.\n"));
    let twice = fingerprints("a.macro", "Please calm down. Please calm down.\n");
    assert_eq!(twice.len(), 2);
    assert_ne!(twice[0], twice[1]);
}
