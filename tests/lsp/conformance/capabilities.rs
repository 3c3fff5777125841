//! Which capability each message wants: of the server for what clients ask, of the client for what the server sends.

use serde_json::Value;

use super::model::Problem;

/// What a client may only send where the server said so, as a path into its capabilities.
const OF_SERVER: [(&str, &str); 40] = [
    ("textDocument/completion", "completionProvider"),
    ("completionItem/resolve", "completionProvider.resolveProvider"),
    ("textDocument/hover", "hoverProvider"),
    ("textDocument/signatureHelp", "signatureHelpProvider"),
    ("textDocument/declaration", "declarationProvider"),
    ("textDocument/definition", "definitionProvider"),
    ("textDocument/typeDefinition", "typeDefinitionProvider"),
    ("textDocument/implementation", "implementationProvider"),
    ("textDocument/references", "referencesProvider"),
    ("textDocument/documentHighlight", "documentHighlightProvider"),
    ("textDocument/documentSymbol", "documentSymbolProvider"),
    ("textDocument/codeAction", "codeActionProvider"),
    ("codeAction/resolve", "codeActionProvider.resolveProvider"),
    ("textDocument/codeLens", "codeLensProvider"),
    ("codeLens/resolve", "codeLensProvider.resolveProvider"),
    ("textDocument/documentLink", "documentLinkProvider"),
    ("documentLink/resolve", "documentLinkProvider.resolveProvider"),
    ("textDocument/formatting", "documentFormattingProvider"),
    ("textDocument/rangeFormatting", "documentRangeFormattingProvider"),
    ("textDocument/rangesFormatting", "documentRangeFormattingProvider.rangesSupport"),
    ("textDocument/onTypeFormatting", "documentOnTypeFormattingProvider"),
    ("textDocument/rename", "renameProvider"),
    ("textDocument/prepareRename", "renameProvider.prepareProvider"),
    ("textDocument/foldingRange", "foldingRangeProvider"),
    ("textDocument/selectionRange", "selectionRangeProvider"),
    ("textDocument/linkedEditingRange", "linkedEditingRangeProvider"),
    ("textDocument/semanticTokens/full", "semanticTokensProvider.full"),
    ("textDocument/semanticTokens/full/delta", "semanticTokensProvider.full.delta"),
    ("textDocument/semanticTokens/range", "semanticTokensProvider.range"),
    ("textDocument/inlayHint", "inlayHintProvider"),
    ("inlayHint/resolve", "inlayHintProvider.resolveProvider"),
    ("textDocument/inlineCompletion", "inlineCompletionProvider"),
    ("textDocument/diagnostic", "diagnosticProvider"),
    ("workspace/diagnostic", "diagnosticProvider.workspaceDiagnostics"),
    ("workspace/symbol", "workspaceSymbolProvider"),
    ("workspaceSymbol/resolve", "workspaceSymbolProvider.resolveProvider"),
    ("workspace/executeCommand", "executeCommandProvider"),
    ("workspace/didChangeWorkspaceFolders", "workspace.workspaceFolders.changeNotifications"),
    ("workspace/willRenameFiles", "workspace.fileOperations.willRename"),
    ("textDocument/didChange", "textDocumentSync"),
];

/// What the server may only send where the client said so, as a path into its capabilities.
const OF_CLIENT: [(&str, &str); 10] = [
    ("workspace/applyEdit", "workspace.applyEdit"),
    ("workspace/configuration", "workspace.configuration"),
    ("workspace/workspaceFolders", "workspace.workspaceFolders"),
    ("workspace/diagnostic/refresh", "workspace.diagnostics.refreshSupport"),
    ("workspace/inlayHint/refresh", "workspace.inlayHint.refreshSupport"),
    ("workspace/codeLens/refresh", "workspace.codeLens.refreshSupport"),
    ("workspace/semanticTokens/refresh", "workspace.semanticTokens.refreshSupport"),
    ("workspace/foldingRange/refresh", "workspace.foldingRange.refreshSupport"),
    ("window/showDocument", "window.showDocument.support"),
    ("window/workDoneProgress/create", "window.workDoneProgress"),
];

/// What registers later, with where the client says that it lets it.
const REGISTERED: [(&str, &str); 2] = [
    ("workspace/didChangeWatchedFiles", "workspace.didChangeWatchedFiles.dynamicRegistration"),
    ("workspace/didChangeConfiguration", "workspace.didChangeConfiguration.dynamicRegistration"),
];

/// What an answer may only hold where the client said so: a name in it, the capability, and words.
const HELD: [(&str, &str, &str); 5] = [
    ("relatedInformation", "textDocument.publishDiagnostics.relatedInformation", "related places"),
    ("codeDescription", "textDocument.publishDiagnostics.codeDescriptionSupport", "links to rules"),
    ("selectionRange", "textDocument.documentSymbol.hierarchicalDocumentSymbolSupport", "symbols inside of symbols"),
    ("targetUri", "textDocument.definition.linkSupport", "links in the place of locations"),
    ("insertTextFormat", "textDocument.completion.completionItem.snippetSupport", "places to fill in"),
];

fn at<'a>(capabilities: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(capabilities, |value, name| &value[name])
}

/// Who makes files takes document changes; versions in them are for those who say that they take versions.
const VERSIONS: &str = "workspace.workspaceEdit.documentChanges";
const FILES: &str = "workspace.workspaceEdit.resourceOperations";

/// Whether a capability is there: not `null`, `false` or absent.
fn has(capabilities: &Value, path: &str) -> bool {
    !matches!(at(capabilities, path), Value::Null | Value::Bool(false))
}

/// What is wrong with a client sending `method` to a server of these capabilities.
pub(super) fn of_server(capabilities: &Value, method: &str) -> Option<Problem> {
    let (_, path) = OF_SERVER.iter().find(|(known, _)| *known == method)?;
    (!has(capabilities, path)).then(|| format!("{method} was sent, but the server has no {path}"))
}

/// What is wrong with the server sending `method` to a client of these capabilities.
pub(super) fn of_client(capabilities: &Value, method: &str, params: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some((_, path)) = OF_CLIENT.iter().find(|(known, _)| *known == method)
        && !has(capabilities, path)
    {
        problems.push(format!("{method} was sent, but the client has no {path}"));
    }
    if method == "client/registerCapability" {
        for registration in params["registrations"].as_array().into_iter().flatten() {
            let method = registration["method"].as_str().unwrap_or_default();
            match REGISTERED.iter().find(|(known, _)| *known == method) {
                Some((_, path)) if has(capabilities, path) => {}
                _ => problems.push(format!("{method} was registered, which the client does not let")),
            }
        }
    }
    problems
}

/// What is wrong with what an answer or a message of the server holds, for a client of these capabilities.
pub(super) fn held(capabilities: &Value, value: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    walk(value, &mut |object| {
        for (name, path, words) in HELD {
            let can = has(capabilities, path) || has(capabilities, &path.replace("publishDiagnostics", "diagnostic"));
            if object.contains_key(name) && !can {
                problems.push(format!("the server sent {words}, but the client has no {path}"));
            }
        }
        if object.contains_key("documentChanges") && !has(capabilities, VERSIONS) && !has(capabilities, FILES) {
            problems
                .push(format!("the server sent document changes, but the client has neither {VERSIONS} nor {FILES}"));
        }
        let version = object.get("textDocument").filter(|_| object.contains_key("edits")).map(|of| &of["version"]);
        if version.is_some_and(Value::is_number) && !has(capabilities, VERSIONS) {
            problems.push(format!("the server sent edits with versions, but the client has no {VERSIONS}"));
        }
        let operation = object.get("kind").and_then(Value::as_str).filter(|_| object.contains_key("uri"));
        let operations = at(capabilities, FILES).as_array();
        if let Some(kind @ ("create" | "rename" | "delete")) = operation
            && !operations.is_some_and(|operations| operations.iter().any(|known| known == kind))
        {
            problems.push(format!("the server sent the file operation {kind}, which the client has not"));
        }
    });
    problems
}

fn walk(value: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(object);
            object.values().for_each(|value| walk(value, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        _ => {}
    }
}
