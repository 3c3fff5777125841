//! Commands that the server carries out, so that every client has them: one file a command.
//!
//! All take the address of an open macro and what else they need, as `[uri, {…}]` or as one object with `uri` in it. Without
//! an address they are about the macro that was opened or changed last, for clients that send none.

mod allow;
mod create_snippet;
mod preview;
mod preview_file;
mod render;
mod scorecard;
mod select;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types as lsp;
use tower_lsp_server::{Client, ls_types::MessageType};

pub(super) use self::create_snippet::{creation, new_file};
pub(super) use self::preview_file::PreviewFiles;
use super::analyst::Analyst;
use super::outgoing::Outgoing;
use super::state::Shared;

/// The command that shows what customers receive.
pub(super) const PREVIEW: &str = "softspoken.preview";
/// The command that gives the message for some data.
const RENDER: &str = "softspoken.render";
/// The command that tells which techniques a macro uses and misses.
pub(super) const SCORECARD: &str = "softspoken.scorecard";
/// The command that makes the file that a `render` names and that is not there.
pub(super) const CREATE_SNIPPET: &str = "softspoken.createSnippet";
/// The command that switches a rule off at a place, with a reason.
const ALLOW: &str = "softspoken.allow";

/// The command that selects a place of a macro.
pub(super) const SELECT: &str = "softspoken.select";

/// All commands.
pub(super) const ALL: [&str; 6] = [PREVIEW, RENDER, SCORECARD, CREATE_SNIPPET, ALLOW, SELECT];

/// What commands work with.
#[derive(Debug)]
pub(super) struct Office<'a> {
    pub(super) client: &'a Client,
    pub(super) shared: &'a Arc<Shared>,
    pub(super) outgoing: &'a Outgoing,
    pub(super) analyst: &'a Analyst,
    pub(super) previews: &'a Arc<PreviewFiles>,
}

/// Carries a command out and gives its result.
pub(super) async fn execute(office: Office<'_>, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
    let lsp::ExecuteCommandParams { command, arguments, .. } = params;
    let asked = |example: &str| office.asked(&command, arguments, example);
    match command.as_str() {
        PREVIEW => preview::run(&office, asked(preview::EXAMPLE)?).await,
        RENDER => render::run(&office, asked(render::EXAMPLE)?).await,
        SCORECARD => scorecard::run(&office, asked("")?).await,
        CREATE_SNIPPET => create_snippet::run(&office, asked(create_snippet::EXAMPLE)?).await,
        SELECT => select::run(&office, asked(select::EXAMPLE)?),
        ALLOW => allow::run(&office, asked(allow::EXAMPLE)?).await,
        _ => Err(refused(format!("`{command}` is no command of softspoken"))),
    }
}

/// What a command is asked about.
#[derive(Debug)]
struct Asked {
    command: String,
    uri: lsp::Uri,
    /// What is asked besides the address.
    options: Map<String, Value>,
    /// What the options may look like.
    example: String,
}

impl Asked {
    /// The options, each checked.
    fn options<T: DeserializeOwned>(&mut self) -> Result<T> {
        let options = Value::Object(std::mem::take(&mut self.options));
        serde_json::from_value(options).map_err(|error| {
            let example = if self.example.is_empty() { String::new() } else { format!("; write {}", self.example) };
            refused(format!("`{}` cannot use these arguments: {error}{example}", self.command))
        })
    }
}

impl Office<'_> {
    fn asked(&self, command: &str, arguments: Vec<Value>, example: &str) -> Result<Asked> {
        let unusable = || {
            refused(format!(
                "`{command}` takes the address of a macro and one object, such as [\"file:///refunds/late.macro\", {{}}]"
            ))
        };
        let mut options = Map::new();
        let mut address: Option<Value> = None;
        for (place, argument) in arguments.into_iter().enumerate() {
            match argument {
                Value::String(_) if place == 0 => address = Some(argument),
                Value::Object(object) if options.is_empty() && place < 2 => options = object,
                Value::Null => {}
                _ => return Err(unusable()),
            }
        }
        let address = match (address, options.remove("uri")) {
            (Some(_), Some(_)) => return Err(unusable()),
            (address, other) => address.or(other),
        };
        let state = self.shared.lock();
        let uri = match address {
            Some(address) => address.as_str().and_then(|address| address.parse().ok()).ok_or_else(unusable)?,
            None => state.last_changed().cloned().ok_or_else(|| refused("no macro is open".to_owned()))?,
        };
        if state.revision(&uri).is_none() {
            return Err(refused(format!("{} is not open in the editor", uri.as_str())));
        }
        Ok(Asked { command: command.to_owned(), uri, options, example: example.to_owned() })
    }

    /// Tells the person at the editor something.
    fn tell(&self, kind: MessageType, message: String) {
        self.outgoing.notify::<lsp::notification::ShowMessage>(lsp::ShowMessageParams { typ: kind, message });
    }

    /// Has the client change files. What it says to that comes later; where it refuses, the person at the editor is told.
    fn apply(&self, edit: lsp::WorkspaceEdit) {
        let (client, outgoing) = (self.client.clone(), self.outgoing.clone());
        tokio::spawn(async move {
            let refusal = match client.apply_edit(edit).await {
                Ok(answer) if answer.applied => return,
                Ok(answer) => answer.failure_reason.unwrap_or_else(|| "it gave no reason".to_owned()),
                Err(error) => error.message.into_owned(),
            };
            let message = format!("The editor did not make the change: {refusal}");
            let kind = MessageType::WARNING;
            outgoing.notify::<lsp::notification::ShowMessage>(lsp::ShowMessageParams { typ: kind, message });
        });
    }

    /// Has the client show a file, and select a place of it.
    fn show(&self, uri: lsp::Uri, selection: Option<lsp::Range>) {
        let client = self.client.clone();
        let shown = lsp::ShowDocumentParams { uri, external: None, take_focus: Some(true), selection };
        tokio::spawn(async move { client.show_document(shown).await });
    }
}

/// The error for arguments that make no sense.
fn refused(message: String) -> Error {
    Error::invalid_params(message)
}
