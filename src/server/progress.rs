//! What goes to a client while it waits for an answer: how far the work is, and parts of the answer, each where the client
//! asked for it.

use serde_json::{Value, json};
use tower_lsp_server::ls_types as lsp;
use tower_lsp_server::ls_types::notification::Notification;

use super::outgoing::Outgoing;

/// `$/progress` with whatever value: the protocol's types know those of work only.
enum Told {}

impl Notification for Told {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}

/// How far the work is.
pub(super) struct Progress<'a> {
    token: Option<lsp::ProgressToken>,
    all: usize,
    outgoing: &'a Outgoing,
}

impl<'a> Progress<'a> {
    /// Work on so many things begins.
    pub(super) fn begin(token: Option<lsp::ProgressToken>, title: &str, all: usize, outgoing: &'a Outgoing) -> Self {
        let progress = Self { token, all, outgoing };
        progress.tell(json!({"kind": "begin", "title": title, "cancellable": true, "percentage": 0}));
        progress
    }

    /// So many things are done.
    pub(super) fn at(&mut self, done: usize) {
        let percentage = (done * 100).checked_div(self.all).unwrap_or(100).min(100);
        let message = format!("{done} of {}", self.all);
        self.tell(json!({"kind": "report", "message": message, "percentage": percentage}));
    }

    /// All is done: told when it goes out of use, also where the work was given up.
    pub(super) fn end(self) {}

    fn tell(&self, value: Value) {
        if let Some(token) = &self.token {
            self.outgoing.notify::<Told>(json!({"token": token, "value": value}));
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.tell(json!({"kind": "end"}));
    }
}

/// Reports that go to the client part by part, or all at once in the answer.
pub(super) struct PartialResults<'a, T> {
    token: Option<lsp::ProgressToken>,
    outgoing: &'a Outgoing,
    items: Vec<T>,
}

impl<'a, T: serde::Serialize> PartialResults<'a, T> {
    /// Nothing yet.
    pub(super) fn new(token: Option<lsp::ProgressToken>, outgoing: &'a Outgoing) -> Self {
        Self { token, outgoing, items: Vec::new() }
    }

    /// More of the answer.
    pub(super) fn extend(&mut self, items: impl IntoIterator<Item = T>) {
        self.items.extend(items);
    }

    /// Sends what there is, where the client takes parts.
    pub(super) fn send(&mut self) {
        let Some(token) = &self.token else { return };
        if !self.items.is_empty() {
            let items = std::mem::take(&mut self.items);
            self.outgoing.notify::<Told>(json!({"token": token, "value": {"items": items}}));
        }
    }

    /// What belongs into the answer itself: all, or nothing after the last part.
    pub(super) fn finish(mut self) -> Vec<T> {
        self.send();
        self.items
    }
}
