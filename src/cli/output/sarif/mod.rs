//! `sarif`: SARIF 2.1.0, which code scanning reads. One run; its results come as files are done, the rules that found
//! something and what could not be read at the end.

mod flow;
mod place;
mod result;
mod rule;

use serde_json::{Value, json};

use super::super::paths::prose;
use super::{Checked, Format, Host, Part, Run, Unread};
use place::artifact;

/// What stands for the root of the repository.
const ROOT: &str = "%SRCROOT%";
/// Where editors find the schema.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Sarif {
    host: Host,
}

impl Sarif {
    /// For that host.
    pub(super) fn new(host: Host) -> Self {
        Self { host }
    }

    fn invocation(&self, run: &Run) -> Value {
        let notifications: Vec<Value> = run.unread.iter().map(|unread| self.notification(unread)).collect();
        json!({ "executionSuccessful": notifications.is_empty(), "toolExecutionNotifications": notifications })
    }

    fn notification(&self, unread: &Unread) -> Value {
        let path = unread.path.as_deref();
        let locations: Vec<Value> = path
            .map(|path| json!({ "physicalLocation": { "artifactLocation": artifact(&self.host, path) } }))
            .into_iter()
            .collect();
        json!({ "level": "error", "message": { "text": prose(&unread.words) }, "locations": locations })
    }
}

impl Format for Sarif {
    fn begin(&self) -> String {
        let bases = json!({ ROOT: { "description": { "text": "The root of the repository" } } });
        format!(
            "{{\"$schema\": \"{SCHEMA}\", \"version\": \"2.1.0\", \"runs\": [{{\"columnKind\": \"unicodeCodePoints\", \
             \"originalUriBaseIds\": {bases}, \"results\": ["
        )
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        let line = |reported| format!("\n{}", result::result(&self.host, checked, reported));
        checked.findings.iter().map(line).collect::<Vec<_>>().join(",").into()
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, run: &Run) -> String {
        let rules: Vec<Value> = run.rules.rules().map(|(id, known)| rule::rule(id, known)).collect();
        let driver = json!({
            "name": "softspoken",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_HOMEPAGE"),
            "rules": rules,
        });
        let tool = json!({ "driver": driver });
        let invocations = [self.invocation(run)];
        format!("\n], \"tool\": {tool}, \"invocations\": {}}}]}}\n", json!(invocations))
    }
}
