//! What is done with each message. A handler changes the state before it awaits anything: it is run up to its first wait
//! before the next message is looked at. None of them waits for the client.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use tokio::time::timeout;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types as lsp;
use tower_lsp_server::{Client, LanguageServer};

use super::analyst::Analyst;
use super::capabilities::{self, ClientFacts};
use super::commands::{Office, PreviewFiles};
use super::configuration::{self, EditorSettings};
use super::outgoing::Outgoing;
use super::semantic_tokens::{self, Sent};
use super::state::{Shared, file_path, folders};
use super::workspace_diagnostics::Auditor;
use super::{
    code_action, code_lens, commands, completion, diagnostics, formatting, hover, inlay_hint, names, outline, parent,
    rename, workspace,
};

/// A client that has not answered for so long is asked again all the same.
const LONGEST_REFRESH: Duration = Duration::from_secs(2);

/// The server, as the framework calls it.
#[derive(Clone, Debug)]
pub(super) struct Handlers {
    client: Client,
    shared: Arc<Shared>,
    outgoing: Outgoing,
    analyst: Analyst,
    auditor: Auditor,
    tokens: Arc<Sent>,
    previews: Arc<PreviewFiles>,
}

impl Handlers {
    /// Takes what all parts of the server share.
    pub(super) fn new(
        client: Client,
        shared: Arc<Shared>,
        outgoing: Outgoing,
        analyst: Analyst,
        auditor: Auditor,
    ) -> Self {
        Self { client, shared, outgoing, analyst, auditor, tokens: Arc::default(), previews: Arc::default() }
    }

    /// Diagnostics that are out of date come anew, pushed or on the client's next pull.
    fn recheck(&self, documents: &[lsp::Uri]) {
        let facts = self.shared.lock().client;
        if !facts.pulls {
            documents.iter().for_each(|uri| self.analyst.push(uri));
        } else if facts.refreshes {
            let client = self.client.clone();
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    fn reconfigure(&self, editor: Option<EditorSettings>) {
        let (documents, other_hints) = {
            let mut state = self.shared.lock();
            let wanted = |editor: &EditorSettings| (editor.act_hints, editor.sample_hints);
            let before = wanted(&state.editor);
            if let Some(editor) = editor {
                state.editor = Arc::new(editor);
            }
            (state.reconfigure(), wanted(&state.editor) != before && state.client.hint_refreshes)
        };
        self.analyst.librarian().refresh();
        self.recheck(&documents);
        if other_hints {
            let client = self.client.clone();
            tokio::spawn(async move { client.inlay_hint_refresh().await });
        }
    }

    /// Asks the client for settings, and takes them when the answer comes.
    fn ask_for_settings(&self) {
        let this = self.clone();
        tokio::spawn(async move {
            let settings = configuration::ask(&this.client).await;
            if settings.as_ref().is_some_and(|new| *new != *this.shared.lock().editor) {
                this.reconfigure(settings);
            }
        });
    }

    fn changed(&self, uri: &lsp::Uri) {
        if !self.shared.lock().client.pulls {
            self.analyst.push(uri);
        }
        self.edited(uri);
    }

    /// What renders the document may have other diagnostics.
    fn edited(&self, uri: &lsp::Uri) {
        if let Some(path) = file_path(uri) {
            self.analyst.edited(path);
        }
    }

    /// Has the client pull again whenever snippets change what was found in the macros that render them. While it has not
    /// answered it is not asked once more: one pull sees all changes before it.
    fn refresh_on_change(&self) {
        let (client, shared) = (self.client.clone(), Arc::clone(&self.shared));
        tokio::spawn(async move {
            loop {
                shared.other_diagnostics().await;
                let _ = timeout(LONGEST_REFRESH, client.workspace_diagnostic_refresh()).await;
            }
        });
    }
}

impl LanguageServer for Handlers {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let facts = ClientFacts::new(&params.capabilities);
        if let Some(pid) = params.process_id {
            let shared = Arc::clone(&self.shared);
            tokio::spawn(async move {
                parent::gone(pid).await;
                shared.stop();
            });
        }
        let mut state = self.shared.lock();
        state.client = facts;
        state.folders = folders(&params);
        if let Some(editor) = params.initialization_options.as_ref().and_then(EditorSettings::read) {
            state.editor = Arc::new(editor);
        }
        Ok(lsp::InitializeResult {
            capabilities: capabilities::server(&facts),
            server_info: Some(lsp::ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..lsp::InitializeResult::default()
        })
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        self.analyst.librarian().begin();
        let facts = self.shared.lock().client;
        if facts.watches {
            let client = self.client.clone();
            tokio::spawn(async move { client.register_capability(vec![configuration::watch()]).await });
        }
        if facts.pulls && facts.refreshes {
            self.refresh_on_change();
        }
        if facts.configuration {
            self.ask_for_settings();
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.shared.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        self.shared.lock().open(&params.text_document);
        self.changed(&params.text_document.uri);
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let known = self.shared.lock().change(&params.text_document, &params.content_changes);
        let uri = &params.text_document.uri;
        if known {
            self.changed(uri);
        } else {
            let text = format!("A change of {} was ignored: it is not open", uri.as_str());
            self.outgoing.log(lsp::MessageType::WARNING, text);
        }
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        // Clients that do not watch files: a configuration file that was edited meanwhile takes effect here at the latest.
        let unwatched = !self.shared.lock().client.watches;
        if unwatched || configuration::is_file(&params.text_document.uri) {
            self.reconfigure(None);
        }
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        self.shared.lock().close(&params.text_document.uri, &self.outgoing);
        self.tokens.forget(&params.text_document.uri);
        self.edited(&params.text_document.uri);
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        match EditorSettings::read(&params.settings) {
            Some(settings) => self.reconfigure(Some(settings)),
            // Clients that want to be asked send nothing.
            None if self.shared.lock().client.configuration => self.ask_for_settings(),
            None => {}
        }
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        let (configuration, others): (Vec<_>, Vec<_>) =
            params.changes.iter().partition(|change| configuration::is_file(&change.uri));
        let others: Vec<_> = others.into_iter().filter_map(|change| file_path(&change.uri)).collect();
        if !others.is_empty() {
            self.analyst.changed_on_disk(others);
        }
        if !configuration.is_empty() {
            self.reconfigure(None);
        }
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        {
            let folders = &mut self.shared.lock().folders;
            folders.retain(|folder| params.event.removed.iter().all(|removed| removed.uri != *folder));
            folders.extend(params.event.added.into_iter().map(|added| added.uri));
        }
        self.reconfigure(None);
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        self.auditor.diagnostics(params).await
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let hover = self.analyst.ask(&text_document.uri, move |analysis| hover::hover(analysis, position));
        Ok(hover.await?.flatten())
    }

    async fn code_action(&self, params: lsp::CodeActionParams) -> Result<Option<lsp::CodeActionResponse>> {
        let uri = params.text_document.uri;
        let (shared, library) = (Arc::clone(&self.shared), self.analyst.librarian().clone());
        let question =
            move |analysis: &_| code_action::actions(analysis, params.range, &params.context, &shared, &library);
        self.analyst.consult(&uri, question).await
    }

    async fn code_action_resolve(&self, mut action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        let of = action.data.as_ref().and_then(|data| code_action::Unresolved::deserialize(data).ok());
        if let Some(of) = of {
            let uri = of.uri.clone();
            let edit = self.analyst.consult(&uri, move |analysis| code_action::resolve(analysis, &of)).await?;
            action.edit = edit.flatten();
        }
        Ok(action)
    }

    async fn inlay_hint(&self, params: lsp::InlayHintParams) -> Result<Option<Vec<lsp::InlayHint>>> {
        let question = move |analysis: &_| inlay_hint::hints(analysis, params.range);
        self.analyst.consult(&params.text_document.uri, question).await
    }

    async fn document_symbol(&self, params: lsp::DocumentSymbolParams) -> Result<Option<lsp::DocumentSymbolResponse>> {
        self.analyst.consult(&params.text_document.uri, outline::symbols).await
    }

    async fn folding_range(&self, params: lsp::FoldingRangeParams) -> Result<Option<Vec<lsp::FoldingRange>>> {
        self.analyst.consult(&params.text_document.uri, outline::folds).await
    }

    async fn selection_range(&self, params: lsp::SelectionRangeParams) -> Result<Option<Vec<lsp::SelectionRange>>> {
        let question = move |analysis: &_| outline::selections(analysis, &params.positions);
        self.analyst.consult(&params.text_document.uri, question).await
    }

    async fn document_link(&self, params: lsp::DocumentLinkParams) -> Result<Option<Vec<lsp::DocumentLink>>> {
        self.analyst.consult(&params.text_document.uri, outline::links).await
    }

    async fn linked_editing_range(
        &self,
        params: lsp::LinkedEditingRangeParams,
    ) -> Result<Option<lsp::LinkedEditingRanges>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let linked = self.analyst.consult(&text_document.uri, move |analysis| outline::linked(analysis, position));
        Ok(linked.await?.flatten())
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.analyst.consult(&text_document.uri, move |analysis| outline::highlights(analysis, position)).await
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let question =
            move |analysis: &_, ids: Option<Arc<[String]>>| completion::completion(analysis, position, ids.as_deref());
        self.analyst.consult_with_ids(&text_document.uri, question).await
    }

    async fn completion_resolve(&self, mut item: lsp::CompletionItem) -> Result<lsp::CompletionItem> {
        let of = item.data.as_ref().and_then(|data| completion::Unresolved::deserialize(data).ok());
        if let Some(of) = of {
            let uri = of.uri.clone();
            let words = self.analyst.consult(&uri, move |analysis| completion::resolve(analysis, &of)).await?;
            item.documentation = words.flatten();
        }
        Ok(item)
    }

    async fn signature_help(&self, params: lsp::SignatureHelpParams) -> Result<Option<lsp::SignatureHelp>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.analyst.consult(&text_document.uri, move |analysis| completion::signature(analysis, position));
        Ok(found.await?.flatten())
    }

    async fn code_lens(&self, params: lsp::CodeLensParams) -> Result<Option<Vec<lsp::CodeLens>>> {
        self.analyst.survey(&params.text_document.uri, code_lens::lenses).await
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<lsp::LSPAny>> {
        let Self { client, shared, outgoing, analyst, previews, .. } = self;
        commands::execute(Office { client, shared, outgoing, analyst, previews }, params).await
    }

    async fn semantic_tokens_full(
        &self,
        params: lsp::SemanticTokensParams,
    ) -> Result<Option<lsp::SemanticTokensResult>> {
        let tokens = Arc::clone(&self.tokens);
        let found = self.analyst.consult(&params.text_document.uri, move |analysis| tokens.full(analysis));
        Ok(found.await?.map(Into::into))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: lsp::SemanticTokensDeltaParams,
    ) -> Result<Option<lsp::SemanticTokensFullDeltaResult>> {
        let tokens = Arc::clone(&self.tokens);
        let question = move |analysis: &_| tokens.delta(analysis, &params.previous_result_id);
        self.analyst.consult(&params.text_document.uri, question).await
    }

    async fn semantic_tokens_range(
        &self,
        params: lsp::SemanticTokensRangeParams,
    ) -> Result<Option<lsp::SemanticTokensRangeResult>> {
        let question = move |analysis: &_| semantic_tokens::of_range(analysis, params.range);
        Ok(self.analyst.consult(&params.text_document.uri, question).await?.map(Into::into))
    }

    async fn symbol(&self, params: lsp::WorkspaceSymbolParams) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
        let found =
            self.analyst.survey_workspace(move |shared, library| workspace::symbols(&params.query, shared, library));
        Ok(Some(found.await?.into()))
    }

    async fn will_rename_files(&self, params: lsp::RenameFilesParams) -> Result<Option<lsp::WorkspaceEdit>> {
        self.analyst
            .survey_workspace(move |shared, library| workspace::will_rename(&params.files, shared, library))
            .await
    }

    async fn goto_definition(&self, params: lsp::GotoDefinitionParams) -> Result<Option<lsp::GotoDefinitionResponse>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.analyst.consult(&text_document.uri, move |analysis| names::definition(analysis, position));
        Ok(found.await?.flatten())
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let declaration = params.context.include_declaration;
        let (shared, library) = (Arc::clone(&self.shared), self.analyst.librarian().clone());
        let question = move |analysis: &_| names::references(analysis, position, declaration, &shared, &library);
        self.analyst.survey(&text_document.uri, question).await
    }

    async fn prepare_rename(
        &self,
        params: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResponse>> {
        let position = params.position;
        let shared = Arc::clone(&self.shared);
        let question = move |analysis: &_| rename::prepare(analysis, position, &shared);
        self.analyst.survey(&params.text_document.uri, question).await?.transpose()
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let shared = Arc::clone(&self.shared);
        let question = move |analysis: &_| rename::rename(analysis, position, &params.new_name, &shared);
        self.analyst.survey(&text_document.uri, question).await?.transpose()
    }

    async fn formatting(&self, params: lsp::DocumentFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        let edits = self.analyst.consult(&params.text_document.uri, formatting::document).await?;
        Ok(formatting::told(edits, &self.outgoing))
    }

    async fn range_formatting(&self, params: lsp::DocumentRangeFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        let question = move |analysis: &_| formatting::range(analysis, params.range);
        Ok(formatting::told(self.analyst.consult(&params.text_document.uri, question).await?, &self.outgoing))
    }

    async fn on_type_formatting(
        &self,
        params: lsp::DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<lsp::TextEdit>>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let edits = self.analyst.consult(&text_document.uri, move |analysis| formatting::closed(analysis, position));
        Ok(formatting::told(edits.await?, &self.outgoing))
    }

    async fn diagnostic(&self, params: lsp::DocumentDiagnosticParams) -> Result<lsp::DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        let question = move |analysis: &_| diagnostics::report(analysis, previous.as_deref());
        let report = self.analyst.ask(&params.text_document.uri, question).await.map_err(diagnostics::overtaken)?;
        Ok(report.unwrap_or_else(diagnostics::nothing).into())
    }
}
