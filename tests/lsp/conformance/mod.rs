//! Whether what passes between a client and the server is as the protocol says: types, required fields, nothing unknown,
//! answers to what was asked, and no message whose capability was not announced.
//!
//! The client of the suite holds every message to it, so that every protocol test is a test of this, too.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod capabilities;
mod model;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::Value;

pub(crate) use model::Rigour;
use model::{Problem, model};

/// What may come before the answer to `initialize`.
const BEFORE_THE_ANSWER: [&str; 3] = ["window/showMessage", "window/logMessage", "telemetry/event"];

/// What was said so far, as far as it decides what may be said next.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    /// How much is asked of what the client sends.
    lenient_client: bool,
    client: Value,
    server: Option<Value>,
    /// Requests without an answer, by id.
    asked_by_client: HashMap<String, String>,
    asked_by_server: HashMap<String, String>,
}

impl Checker {
    /// One that lets the client send what the model does not know.
    pub(crate) fn for_real_client() -> Self {
        Self { lenient_client: true, ..Self::default() }
    }

    /// What is wrong with a message of the client.
    pub(crate) fn client_sent(&mut self, message: &Value) -> Vec<Problem> {
        let rigour = if self.lenient_client { Rigour::Lenient } else { Rigour::Strict };
        let Some(method) = message["method"].as_str() else {
            return answer(&mut self.asked_by_server, message, rigour);
        };
        let mut problems = call(method, message, rigour);
        if method == "initialize" {
            self.client = message["params"]["capabilities"].clone();
        }
        if !model().senders(method).0 && model().knows(method) {
            problems.push(format!("{method} is not a client's to send"));
        }
        if let Some(server) = &self.server {
            problems.extend(capabilities::of_server(server, method));
        }
        remember(&mut self.asked_by_client, method, message, &mut problems);
        problems
    }

    /// What is wrong with a message of the server.
    pub(crate) fn server_sent(&mut self, message: &Value) -> Vec<Problem> {
        let Some(method) = message["method"].as_str() else {
            let asked = self.asked_by_client.get(&key(&message["id"])).cloned();
            let mut problems = answer(&mut self.asked_by_client, message, Rigour::Strict);
            if asked.as_deref() == Some("initialize") && message.get("result").is_some() {
                self.server = Some(message["result"]["capabilities"].clone());
            }
            // Commands have results of their own.
            if asked.as_deref() != Some("workspace/executeCommand") {
                problems.extend(capabilities::held(&self.client, &message["result"]));
            }
            return problems;
        };
        let mut problems = call(method, message, Rigour::Strict);
        if !model().knows(method) {
            problems.push(format!("{method} is no message of the protocol"));
        } else if !model().senders(method).1 {
            problems.push(format!("{method} is not the server's to send"));
        }
        if self.server.is_none() && !BEFORE_THE_ANSWER.contains(&method) {
            problems.push(format!("{method} was sent before the answer to initialize"));
        }
        problems.extend(capabilities::of_client(&self.client, method, &message["params"]));
        problems.extend(capabilities::held(&self.client, &message["params"]));
        remember(&mut self.asked_by_server, method, message, &mut problems);
        problems
    }

    /// The requests of the client that have no answer.
    pub(crate) fn unanswered(&self) -> Vec<&str> {
        self.asked_by_client.values().map(String::as_str).collect()
    }
}

/// What is wrong with a request or a notification by itself.
fn call(method: &str, message: &Value, rigour: Rigour) -> Vec<Problem> {
    let mut problems = envelope(message, &["jsonrpc", "id", "method", "params"]);
    if model().knows(method) {
        problems.extend(model().check_params(method, message.get("params"), rigour));
        if model().is_request(method) != message.get("id").is_some() {
            problems.push(format!("{method} is a request without an id, or a notification with one"));
        }
    }
    problems.into_iter().map(|problem| format!("{method}: {problem}")).collect()
}

/// What is wrong with an answer to one of the requests in `asked`.
fn answer(asked: &mut HashMap<String, String>, message: &Value, rigour: Rigour) -> Vec<Problem> {
    let mut problems = envelope(message, &["jsonrpc", "id", "result", "error"]);
    let (result, error) = (message.get("result"), message.get("error"));
    if result.is_some() == error.is_some() {
        problems.push("an answer has either a result or an error".to_owned());
    }
    if let Some(error) = error {
        if !error["code"].is_i64() || !error["message"].is_string() {
            problems.push(format!("{error} has no code or no message"));
        }
        // What could not be read has no id.
        if message["id"].is_null() {
            return problems;
        }
    }
    let Some(method) = asked.remove(&key(&message["id"])) else {
        problems.push(format!("nobody asked with the id {}", message["id"]));
        return problems;
    };
    if let Some(result) = result {
        problems.extend(model().check_result(&method, result, rigour));
    }
    if method == "initialize"
        && let Some(capabilities) = result.map(|result| &result["capabilities"])
    {
        problems.extend(model().check_structure("ServerCapabilities", capabilities, rigour));
    }
    problems.into_iter().map(|problem| format!("answer to {method}: {problem}")).collect()
}

fn envelope(message: &Value, names: &[&str]) -> Vec<Problem> {
    let Some(entries) = message.as_object() else { return vec!["a message is an object".to_owned()] };
    let mut problems: Vec<Problem> = entries
        .keys()
        .filter(|name| !names.contains(&name.as_str()))
        .map(|name| format!("{name} is no part of a message"))
        .collect();
    if message["jsonrpc"] != "2.0" {
        problems.push("jsonrpc is not 2.0".to_owned());
    }
    problems
}

fn remember(asked: &mut HashMap<String, String>, method: &str, message: &Value, problems: &mut Vec<Problem>) {
    let Some(id) = message.get("id") else { return };
    if !id.is_string() && !id.is_i64() {
        problems.push(format!("{id} is no id"));
    }
    if asked.insert(key(id), method.to_owned()).is_some() {
        problems.push(format!("the id {id} is in use"));
    }
}

fn key(id: &Value) -> String {
    id.to_string()
}
