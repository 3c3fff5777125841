//! What real editors said to the server while somebody edited a macro in them, said again to the binary that was built.
//!
//! `scripts/editors/record.sh` makes the recordings beside `recorded/shop`, the folder that they were made in. Every message is
//! held against the protocol on the way; what comes of it is in the `.txt` beside each recording.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use expect_test::{ExpectFile, expect_file};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, list};

const SHOP: &str = "tests/lsp/recorded/shop";

/// The methods of which the outcome is told in full: what they change is what a user sees.
const EDITS: [&str; 2] = ["textDocument/rename", "textDocument/formatting"];

/// An editor of a recording, and the server that it speaks to.
struct Replay {
    client: Client,
    /// What the editor answers to the server, by method, in order.
    answers: HashMap<String, Vec<Value>>,
    told: String,
    /// What the server asked. When it does is a matter of time.
    asked: BTreeSet<String>,
}

fn check(editor: &str, expected: ExpectFile) {
    let folder = TempDir::new().unwrap();
    for file in fs::read_dir(SHOP).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let recording = fs::read_to_string(Path::new(SHOP).with_file_name(format!("{editor}.jsonl"))).unwrap();
    let recording = recording.replace("{ROOT}", &folder.path().display().to_string());
    let lines: Vec<Value> = recording.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut replay =
        Replay { client: Client::spawn(), answers: HashMap::new(), told: String::new(), asked: BTreeSet::new() };
    replay.client.newer();
    for line in &lines {
        if let Some(method) = line["answers"].as_str() {
            replay.answers.entry(method.to_owned()).or_default().push(line["with"].clone());
        }
    }
    let given_up = |id: &Value| {
        lines.iter().any(|line| line["says"]["method"] == "$/cancelRequest" && line["says"]["params"]["id"] == *id)
    };
    for line in lines.iter().filter(|line| line.get("says").is_some()) {
        let message = &line["says"];
        replay.client.send(std::slice::from_ref(message));
        // What was given up, or overtaken by a change, may have an answer this time.
        let may_fail = line["refused"] == true || given_up(&message["id"]);
        if message.get("id").is_some() && !given_up(&message["id"]) {
            replay.answer(message, may_fail);
        }
        if message["method"] == "exit" {
            assert_eq!(replay.client.exit_status(), 0);
        }
    }
    let asked: Vec<String> = replay.asked.into_iter().collect();
    expected.assert_eq(&format!("{}\nasked by the server: {}\n", replay.told, asked.join(", ")));
}

impl Replay {
    /// Waits for the answer to a request, answering what the server asks meanwhile, and tells what came of it.
    fn answer(&mut self, request: &Value, may_fail: bool) {
        let method = request["method"].as_str().unwrap();
        loop {
            let id = request["id"].clone();
            let message = self.client.wait(
                move |message| message.get("id").is_some() && (message.get("method").is_some() || message["id"] == id),
                method,
            );
            if let Some(asked) = message["method"].as_str() {
                self.reply(asked, &message);
                continue;
            }
            match message.get("result") {
                Some(result) => writeln!(self.told, "{method}: {}", outcome(method, result)).unwrap(),
                None => assert!(may_fail, "{method} was refused: {message}"),
            }
            return;
        }
    }

    fn reply(&mut self, asked: &str, message: &Value) {
        let recorded = self.answers.get_mut(asked).filter(|left| !left.is_empty()).map(|left| left.remove(0));
        let result = recorded.unwrap_or_else(|| match asked {
            "workspace/applyEdit" => json!({"applied": true}),
            "window/showDocument" => json!({"success": true}),
            "workspace/configuration" => list(&message["params"]["items"]).iter().map(|_| Value::Null).collect(),
            _ => Value::Null,
        });
        // Those depend on what was found before the editor asked for it.
        if !asked.ends_with("/refresh") {
            self.asked.insert(asked.to_owned());
        }
        self.client.answer(&message["id"], result);
    }
}

/// What came of a request, in few words, so that other words of the server change nothing here.
fn outcome(method: &str, result: &Value) -> String {
    match result {
        Value::Null => "nothing".to_owned(),
        _ if EDITS.contains(&method) => edits(result),
        _ if method == "textDocument/codeAction" => {
            let preferred = list(result).iter().any(|action| action["isPreferred"] == true);
            if preferred { "with a preferred fix" } else { "without a preferred fix" }.to_owned()
        }
        _ if method == "textDocument/completion" => {
            let is_there = list(&result["items"]).iter().any(|item| item["label"] == "customer.first_name");
            if is_there { "customer.first_name is there" } else { "customer.first_name is not there" }.to_owned()
        }
        Value::Array(_) => "a list".to_owned(),
        _ => "an answer".to_owned(),
    }
}

/// Where edits are, and what they write.
fn edits(result: &Value) -> String {
    let in_documents = list(&result["documentChanges"]).into_iter().flat_map(|document| list(&document["edits"]));
    let in_changes = result["changes"].as_object().into_iter().flat_map(|changes| changes.values()).flat_map(list);
    let edits: Vec<Value> = list(result).into_iter().chain(in_documents).chain(in_changes).collect();
    let place = |edit: &Value| format!("{}:{}", edit["range"]["start"]["line"], edit["range"]["start"]["character"]);
    edits.iter().map(|edit| format!("{} {}", place(edit), edit["newText"])).collect::<Vec<_>>().join("; ")
}

#[test]
fn visual_studio_code() {
    check("vscode", expect_file!["recorded/vscode.txt"]);
}

#[test]
fn neovim() {
    check("neovim", expect_file!["recorded/neovim.txt"]);
}

#[test]
fn emacs() {
    check("emacs", expect_file!["recorded/emacs.txt"]);
}

#[test]
fn helix() {
    check("helix", expect_file!["recorded/helix.txt"]);
}
