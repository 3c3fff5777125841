//! What this server can do, and what of that a client can take.

use tower_lsp_server::ls_types as lsp;

use super::convert::EditForm;
use super::{commands, completion, convert, formatting, semantic_tokens, workspace};
use crate::text::Encoding;

/// The kind of the action that applies every safe fix.
pub(super) const FIX_ALL: lsp::CodeActionKind = lsp::CodeActionKind::new("source.fixAll.softspoken");

/// What a client said of itself, as far as it matters here. The default supports nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClientFacts {
    /// What columns count.
    pub(super) encoding: Encoding,
    /// It asks for diagnostics; else they are pushed.
    pub(super) pulls: bool,
    /// It can be asked to pull again.
    pub(super) refreshes: bool,
    /// It can be asked to ask for inlay hints again.
    pub(super) hint_refreshes: bool,
    /// It shows a link at the code of a diagnostic.
    pub(super) code_description: bool,
    /// It shows places related to a diagnostic.
    pub(super) related: bool,
    /// How it takes edits.
    pub(super) edits: EditForm,
    /// It renders Markdown in hovers.
    pub(super) markdown: bool,
    /// It watches files for the server.
    pub(super) watches: bool,
    /// It can be asked for settings.
    pub(super) configuration: bool,
    /// It takes outlines with entries inside of entries.
    pub(super) nested_symbols: bool,
    /// It takes no more folds.
    pub(super) most_folds: Option<usize>,
    /// It shows a text over links.
    pub(super) link_tooltips: bool,
    /// It takes definitions with the word that led to them.
    pub(super) definition_links: bool,
    /// It asks first whether something can be renamed.
    pub(super) prepares_rename: bool,
    /// It fills in places of what is completed.
    pub(super) completion_snippets: bool,
    /// It asks for the words about a completion when they are looked at.
    pub(super) resolves_documentation: bool,
    /// It renders Markdown beside completions.
    pub(super) completion_markdown: bool,
    /// It asks for the edits of an action when somebody takes it.
    pub(super) resolves_edits: bool,
    /// It makes files that an edit asks for.
    pub(super) creates_files: bool,
    /// It renames files that an edit asks for.
    pub(super) renames_files: bool,
    /// It takes edits that nobody asked it for.
    pub(super) applies_edits: bool,
    /// It shows files that the server names.
    pub(super) shows_documents: bool,
}

impl ClientFacts {
    /// Reads what the client sent with `initialize`.
    pub(super) fn new(client: &lsp::ClientCapabilities) -> Self {
        let general = client.general.as_ref();
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let pull = document.and_then(|document| document.diagnostic.as_ref());
        let push = document.and_then(|document| document.publish_diagnostics.as_ref());
        let yes = |flag: Option<bool>| flag == Some(true);
        let item = document.and_then(|document| document.completion.as_ref()?.completion_item.as_ref());
        // Clients that pull have long said here, and not under `publishDiagnostics` alone, what they can show.
        let shows = |pulled: Option<bool>, pushed: Option<bool>| yes(pulled) || yes(pushed);
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edits.and_then(|edits| edits.resource_operations.as_deref()).unwrap_or_default();
        let does = |operation: lsp::ResourceOperationKind| operations.contains(&operation);
        Self {
            encoding: convert::negotiate(general.and_then(|general| general.position_encodings.as_deref())),
            pulls: pull.is_some(),
            refreshes: yes(workspace.and_then(|workspace| workspace.diagnostics.as_ref()?.refresh_support)),
            hint_refreshes: yes(workspace.and_then(|workspace| workspace.inlay_hint.as_ref()?.refresh_support)),
            code_description: shows(
                pull.and_then(|pull| pull.code_description_support),
                push.and_then(|push| push.code_description_support),
            ),
            related: shows(
                pull.and_then(|pull| pull.related_information),
                push.and_then(|push| push.related_information),
            ),
            // What happens to files stands among document changes: by the protocol who takes the one takes the other. Neovim
            // says so of files alone.
            edits: match yes(edits.and_then(|edits| edits.document_changes)) {
                true => EditForm::Versioned,
                false if operations.is_empty() => EditForm::Plain,
                false => EditForm::Documents,
            },
            markdown: document
                .and_then(|document| document.hover.as_ref()?.content_format.as_ref())
                .is_some_and(|formats| formats.contains(&lsp::MarkupKind::Markdown)),
            watches: yes(
                workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref()?.dynamic_registration)
            ),
            configuration: yes(workspace.and_then(|workspace| workspace.configuration)),
            nested_symbols: yes(
                document.and_then(|document| document.document_symbol.as_ref()?.hierarchical_document_symbol_support)
            ),
            most_folds: document
                .and_then(|document| document.folding_range.as_ref()?.range_limit)
                .and_then(|limit| usize::try_from(limit).ok()),
            link_tooltips: yes(document.and_then(|document| document.document_link.as_ref()?.tooltip_support)),
            definition_links: yes(document.and_then(|document| document.definition.as_ref()?.link_support)),
            prepares_rename: yes(document.and_then(|document| document.rename.as_ref()?.prepare_support)),
            resolves_edits: document
                .and_then(|document| document.code_action.as_ref())
                .filter(|actions| yes(actions.data_support))
                .and_then(|actions| actions.resolve_support.as_ref())
                .is_some_and(|resolves| resolves.properties.iter().any(|property| property == "edit")),
            creates_files: does(lsp::ResourceOperationKind::Create),
            renames_files: does(lsp::ResourceOperationKind::Rename),
            applies_edits: yes(workspace.and_then(|workspace| workspace.apply_edit)),
            shows_documents: client
                .window
                .as_ref()
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|shows| shows.support),
            completion_snippets: yes(item.and_then(|item| item.snippet_support)),
            resolves_documentation: item
                .and_then(|item| item.resolve_support.as_ref())
                .is_some_and(|resolves| resolves.properties.iter().any(|property| property == "documentation")),
            completion_markdown: item
                .and_then(|item| item.documentation_format.as_ref())
                .is_some_and(|formats| formats.contains(&lsp::MarkupKind::Markdown)),
        }
    }
}

/// What is answered to `initialize`: only what works.
pub(super) fn server(client: &ClientFacts) -> lsp::ServerCapabilities {
    lsp::ServerCapabilities {
        position_encoding: Some(convert::encoding_kind(client.encoding)),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(sync())),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        code_action_provider: Some(lsp::CodeActionProviderCapability::Options(lsp::CodeActionOptions {
            code_action_kinds: Some(vec![
                lsp::CodeActionKind::QUICKFIX,
                lsp::CodeActionKind::REFACTOR_EXTRACT,
                lsp::CodeActionKind::REFACTOR_INLINE,
                lsp::CodeActionKind::REFACTOR_REWRITE,
                FIX_ALL,
            ]),
            resolve_provider: Some(client.resolves_edits),
            ..lsp::CodeActionOptions::default()
        })),
        inlay_hint_provider: Some(lsp::OneOf::Left(true)),
        document_symbol_provider: Some(lsp::OneOf::Left(true)),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        document_link_provider: Some(lsp::DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        }),
        linked_editing_range_provider: Some(lsp::LinkedEditingRangeServerCapabilities::Simple(true)),
        document_highlight_provider: Some(lsp::OneOf::Left(true)),
        completion_provider: Some(lsp::CompletionOptions {
            resolve_provider: Some(client.resolves_documentation),
            trigger_characters: Some(completion::TRIGGERS.map(str::to_owned).to_vec()),
            ..lsp::CompletionOptions::default()
        }),
        signature_help_provider: Some(lsp::SignatureHelpOptions {
            trigger_characters: Some(completion::SIGNATURE_TRIGGERS.map(str::to_owned).to_vec()),
            ..lsp::SignatureHelpOptions::default()
        }),
        code_lens_provider: Some(lsp::CodeLensOptions { resolve_provider: Some(false) }),
        execute_command_provider: Some(lsp::ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).to_vec(),
            ..lsp::ExecuteCommandOptions::default()
        }),
        semantic_tokens_provider: Some(semantic_tokens::options()),
        document_formatting_provider: Some(lsp::OneOf::Left(true)),
        document_range_formatting_provider: Some(lsp::OneOf::Left(true)),
        document_on_type_formatting_provider: Some(formatting::on_type()),
        workspace_symbol_provider: Some(lsp::OneOf::Left(true)),
        definition_provider: Some(lsp::OneOf::Left(true)),
        references_provider: Some(lsp::OneOf::Left(true)),
        rename_provider: Some(match client.prepares_rename {
            true => lsp::OneOf::Right(lsp::RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
            }),
            false => lsp::OneOf::Left(true),
        }),
        diagnostic_provider: client.pulls.then(|| {
            lsp::DiagnosticServerCapabilities::Options(lsp::DiagnosticOptions {
                identifier: Some("softspoken".to_owned()),
                // A snippet decides what its users send.
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..lsp::DiagnosticOptions::default()
            })
        }),
        workspace: Some(lsp::WorkspaceServerCapabilities {
            workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(lsp::OneOf::Left(true)),
            }),
            file_operations: Some(lsp::WorkspaceFileOperationsServerCapabilities {
                will_rename: Some(workspace::watched_moves()),
                ..lsp::WorkspaceFileOperationsServerCapabilities::default()
            }),
        }),
        ..lsp::ServerCapabilities::default()
    }
}

fn sync() -> lsp::TextDocumentSyncOptions {
    lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
        save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
        ..lsp::TextDocumentSyncOptions::default()
    }
}
