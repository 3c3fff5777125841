//! What macros print is what Liquid 5.4 printed: see `README.md` beside this file for where the answers come from.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::sync::Arc;

use softspoken::message::render::{Around, Object, Value, render};
use softspoken::message::{Snippet, Snippets};
use softspoken::syntax::Macro;

const CASES: &str = include_str!("cases.jsonl");

#[derive(Debug)]
struct Known(HashMap<String, Arc<Snippet>>);

impl Snippets for Known {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        self.0.get(id).cloned()
    }
}

#[derive(serde::Deserialize)]
struct Head {
    liquid: String,
    data: Vec<Value>,
    snippets: HashMap<String, String>,
}

fn objects(data: Vec<Value>) -> Vec<Arc<Object>> {
    let object = |value| match value {
        Value::Object(object) => object,
        _ => panic!("a data set is an object"),
    };
    data.into_iter().map(object).collect()
}

fn snippets(texts: HashMap<String, String>) -> Known {
    let snippet = |(id, source): (String, String)| {
        let parsed = Macro::parse(&source);
        (id.clone(), Arc::new(Snippet { id: id.clone(), label: id, source, parsed }))
    };
    Known(texts.into_iter().map(snippet).collect())
}

#[test]
fn macros_print_what_liquid_prints() {
    let (head, cases) = CASES.split_once('\n').expect("a first line");
    let head: Head = serde_json::from_str(head).expect("what all cases share");
    assert!(head.liquid.starts_with("5.4"));
    let data = objects(head.data);
    let snippets = snippets(head.snippets);
    let (mut count, mut wrong) = (0, Vec::new());
    for case in cases.lines() {
        let (set, source, expected): (usize, String, String) = serde_json::from_str(case).expect("a case a line");
        let around = Around { data: &data[set], snippets: &snippets, slots: &[], now: 0 };
        let found = render(&source, &Macro::parse(&source), &around).map(|rendered| rendered.text);
        if found.as_deref() != Ok(&expected) {
            wrong.push(format!("data {set}: {source:?}\n  Liquid: {expected:?}\n  here:   {found:?}"));
        }
        count += 1;
    }
    assert!(count >= 1500, "only {count} cases");
    assert!(wrong.is_empty(), "{} of {count} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}
