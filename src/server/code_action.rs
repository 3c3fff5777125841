//! What can be done at a place: the fixes of its findings, and every safe fix of the macro at once.

mod split;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::capabilities::FIX_ALL;
use super::commands::{self, SELECT};
use super::convert::{self, Edited};
use super::diagnostics;
use super::library::Librarian;
use super::state::{Shared, file_path};
use crate::assist::{self, Action};
use crate::lint::{Finding, Fixes, REASON_TO_WRITE};
use crate::text::{Edit, Span};

/// The rule of a snippet that is not there.
const MISSING: &str = "template/missing-snippet";

/// The actions for a range, of the kinds that the client asks for.
pub(super) fn actions(
    analysis: &Analysis,
    range: lsp::Range,
    context: &lsp::CodeActionContext,
    shared: &Arc<Shared>,
    library: &Librarian,
) -> lsp::CodeActionResponse {
    let mut actions = Vec::new();
    let span = convert::span(&analysis.snapshot.text, range, analysis.snapshot.client.encoding);
    // Unasked it is offered only to a person who opened the menu: for the light bulb at the cursor it would have to
    // look at the whole macro every time the cursor moves.
    let automatic = context.trigger_kind == Some(lsp::CodeActionTriggerKind::AUTOMATIC);
    let mut offered = Vec::new();
    if wants(context, &lsp::CodeActionKind::QUICKFIX) {
        let findings = analysis.check(Fixes::Touching(span));
        offered = assist::actions(&findings, span);
        actions.extend(offered.iter().map(|action| quick_fix(analysis, &findings, action)));
        let mended: Vec<&str> =
            offered.iter().filter_map(|action| Some(findings.get(action.finding)?.rule.as_str())).collect();
        if analysis.snapshot.client.resolves_edits {
            actions.extend(fix_rules_later(analysis, span, &mended));
        } else if !automatic {
            actions.extend(fix_rules(analysis, span));
        }
        actions.extend(new_snippets(analysis, span));
        actions.extend(split::action(analysis, span, automatic, shared, library));
        actions.extend(titles(analysis, span));
        actions.extend(allowances(analysis, span));
    }
    if wants(context, &lsp::CodeActionKind::REFACTOR_EXTRACT) {
        actions.extend(extraction(analysis, span));
    }
    let refactors = [lsp::CodeActionKind::REFACTOR_INLINE, lsp::CodeActionKind::REFACTOR_REWRITE];
    let rewrites = match refactors.iter().any(|kind| wants(context, kind)) {
        true => assist::rewrites(&analysis.subject(), span.start, &offered),
        false => Vec::new(),
    };
    for rewrite in rewrites {
        let kind = match rewrite.inlines {
            true => lsp::CodeActionKind::REFACTOR_INLINE,
            false => lsp::CodeActionKind::REFACTOR_REWRITE,
        };
        if wants(context, &kind) {
            actions.push(lsp::CodeAction { kind: Some(kind), ..edit(analysis, rewrite.title, &rewrite.edits) });
        }
    }
    if wants(context, &FIX_ALL) && !(automatic && kinds(context).is_empty()) {
        actions.extend(fix_all(analysis));
    }
    actions.into_iter().map(lsp::CodeActionOrCommand::from).collect()
}

fn kinds(context: &lsp::CodeActionContext) -> &[lsp::CodeActionKind] {
    context.only.as_deref().unwrap_or_default()
}

/// Whether the client asks for `kind`: for all kinds, for itself or for a kind above it.
fn wants(context: &lsp::CodeActionContext, kind: &lsp::CodeActionKind) -> bool {
    let asked = kinds(context);
    asked.is_empty() || asked.iter().any(|asked| is_above(asked.as_str(), kind.as_str()))
}

fn is_above(asked: &str, kind: &str) -> bool {
    let rest = kind.strip_prefix(asked);
    asked.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn quick_fix(analysis: &Analysis, findings: &[Finding], action: &Action) -> lsp::CodeAction {
    lsp::CodeAction {
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        diagnostics: findings.get(action.finding).map(|finding| vec![diagnostics::item(analysis, finding)]),
        is_preferred: action.preferred.then_some(true),
        ..edit(analysis, action.title.clone(), &action.edits)
    }
}

/// Titles from the name of the file, where one is missing.
fn titles(analysis: &Analysis, span: Span) -> Vec<lsp::CodeAction> {
    let path = file_path(&analysis.snapshot.uri);
    let Some(stem) = path.as_ref().and_then(|path| path.file_stem()?.to_str()) else { return Vec::new() };
    let here = analysis.findings.iter().filter(|finding| finding.span.overlaps(span));
    let written = here.filter_map(|finding| {
        let (title, written) = assist::title(&analysis.source, &analysis.parsed, finding, stem)?;
        Some(lsp::CodeAction {
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::item(analysis, finding)]),
            is_preferred: Some(true),
            ..edit(analysis, format!("Title it “{title}”"), &[written])
        })
    });
    written.collect()
}

/// The files of snippets that are rendered at a place and are not there: made by the client where it can, else by the command.
fn new_snippets(analysis: &Analysis, span: Span) -> Vec<lsp::CodeAction> {
    let missing = analysis.findings.iter().filter(|finding| finding.rule == MISSING && finding.span.overlaps(span));
    let actions = missing.filter_map(|finding| {
        let id = finding.span.of(&analysis.source);
        let file = commands::new_file(analysis, id).ok()?;
        let (uri, client) = (lsp::Uri::from_file_path(&file.path)?, analysis.snapshot.client);
        let title = format!("Create the snippet `{id}`");
        let by_command = || lsp::Command {
            title: title.clone(),
            command: commands::CREATE_SNIPPET.to_owned(),
            arguments: Some(vec![json!(analysis.snapshot.uri), json!({"id": id})]),
        };
        Some(lsp::CodeAction {
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::item(analysis, finding)]),
            edit: client.creates_files.then(|| commands::creation(&uri, file.text)),
            command: (!client.creates_files).then(by_command),
            title,
            ..lsp::CodeAction::default()
        })
    });
    actions.collect()
}

/// The rules of the findings at a place, each once.
fn rules_at(analysis: &Analysis, span: Span) -> Vec<&Finding> {
    let mut out: Vec<&Finding> = Vec::new();
    for finding in analysis.findings.iter().filter(|finding| finding.span.overlaps(span)) {
        if !out.iter().any(|known| known.rule == finding.rule) {
            out.push(finding);
        }
    }
    out
}

/// The rules that have something to say here and elsewhere.
fn rules_here_and_elsewhere(analysis: &Analysis, span: Span) -> Vec<&str> {
    let many = |rule: &str| analysis.findings.iter().filter(|finding| finding.rule == rule).take(2).count() > 1;
    let rules = rules_at(analysis, span).into_iter().map(|finding| finding.rule.as_str());
    rules.filter(|rule| many(rule)).collect()
}

fn title_of_all(rule: &str) -> String {
    format!("Fix all of `{rule}` in this macro")
}

/// For each rule that has something to say here and elsewhere: all of it mended at once.
fn fix_rules(analysis: &Analysis, span: Span) -> Vec<lsp::CodeAction> {
    let rules = rules_here_and_elsewhere(analysis, span);
    if rules.is_empty() {
        return Vec::new();
    }
    let findings = analysis.check(Fixes::All);
    let mendable = |rule: &&str| {
        let with_fix = findings.iter().filter(|finding| finding.rule == *rule && !finding.fixes.is_empty());
        with_fix.take(2).count() > 1
    };
    let action = |rule: &str| lsp::CodeAction {
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        ..edit(analysis, title_of_all(rule), &assist::fix_rule(&analysis.source, &findings, rule))
    };
    rules.into_iter().filter(mendable).map(action).collect()
}

/// The same, its edits worked out when somebody takes it. `mended` are the rules that have a fix here.
fn fix_rules_later(analysis: &Analysis, span: Span, mended: &[&str]) -> Vec<lsp::CodeAction> {
    let rules = rules_here_and_elsewhere(analysis, span).into_iter().filter(|rule| mended.contains(rule));
    let action = |rule: &str| lsp::CodeAction {
        title: title_of_all(rule),
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        data: serde_json::to_value(Unresolved { uri: analysis.snapshot.uri.clone(), rule: rule.to_owned() }).ok(),
        ..lsp::CodeAction::default()
    };
    rules.map(action).collect()
}

/// What an action carries until its edits are wanted.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Unresolved {
    /// The document that it was offered for.
    pub(super) uri: lsp::Uri,
    rule: String,
}

/// The edits of an action that was offered without them.
pub(super) fn resolve(analysis: &Analysis, of: &Unresolved) -> Option<lsp::WorkspaceEdit> {
    let edits = assist::fix_rule(&analysis.source, &analysis.check(Fixes::All), &of.rule);
    edit(analysis, String::new(), &edits).edit.filter(|_| !edits.is_empty())
}

/// Each rule that has something to say here switched off, here or in the file.
fn allowances(analysis: &Analysis, span: Span) -> Vec<lsp::CodeAction> {
    let (source, parsed) = (&analysis.source, &analysis.parsed);
    let mut out = Vec::new();
    for finding in rules_at(analysis, span) {
        let rule = &finding.rule;
        let here = assist::allow_here(source, parsed, rule, finding.span.start);
        let file = assist::allow_in_file(source, parsed, rule);
        let titles = [(here, format!("Allow `{rule}` here")), (file, format!("Allow `{rule}` in this file"))];
        for (change, title) in titles {
            out.extend(change.map(|change| lsp::CodeAction {
                kind: Some(lsp::CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostics::item(analysis, finding)]),
                command: to_the_reason(analysis, &change),
                ..edit(analysis, title, &[change])
            }));
        }
    }
    out
}

/// Leads the author to the reason that an allowance needs, once it is written.
fn to_the_reason(analysis: &Analysis, change: &Edit) -> Option<lsp::Command> {
    let snapshot = &analysis.snapshot;
    if !snapshot.client.shows_documents {
        return None;
    }
    let (before, _) = change.text.split_once(REASON_TO_WRITE)?;
    let encoding = snapshot.client.encoding;
    let at = |written: &str| convert::position_behind(&snapshot.text, change.span.start, written, encoding);
    let range = lsp::Range { start: at(before), end: at(&format!("{before}{REASON_TO_WRITE}")) };
    let arguments = vec![snapshot.uri.as_str().into(), serde_json::json!({"range": range})];
    Some(lsp::Command { title: "Write the reason".to_owned(), command: SELECT.to_owned(), arguments: Some(arguments) })
}

/// The edit of one text among others of a workspace.
fn change(uri: &lsp::Uri, version: Option<i32>, range: lsp::Range, text: String) -> lsp::DocumentChangeOperation {
    let text_document = lsp::OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version };
    let edits = vec![lsp::OneOf::Left(lsp::TextEdit { range, new_text: text })];
    lsp::DocumentChangeOperation::Edit(lsp::TextDocumentEdit { text_document, edits })
}

/// The making of a file.
fn creation(uri: &lsp::Uri) -> lsp::DocumentChangeOperation {
    let create = lsp::CreateFile { uri: uri.clone(), options: None, annotation_id: None };
    lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Create(create))
}

/// What is selected as a snippet of its own, beside the macro, for clients that can make files.
fn extraction(analysis: &Analysis, span: Span) -> Option<lsp::CodeAction> {
    let snapshot = &analysis.snapshot;
    let folder = file_path(&snapshot.uri)?.parent()?.to_owned();
    if span.is_empty() || !snapshot.client.creates_files {
        return None;
    }
    let found = assist::extraction(&analysis.subject(), span)?;
    let names = std::iter::once(found.name.clone()).chain((2..100).map(|number| format!("{}-{number}", found.name)));
    let path = { names }.map(|name| folder.join(format!("{name}.macro"))).find(|path| !path.exists())?;
    let id = analysis.snippets.roots().clone().as_ref().clone().around(&path).id_of(&path)?;
    let uri = lsp::Uri::from_file_path(&path)?;
    let own = found.edit(&id);
    let range = convert::range(&snapshot.text, own.span, snapshot.client.encoding);
    let operations = vec![
        creation(&uri),
        change(&uri, None, lsp::Range::default(), found.text),
        change(&snapshot.uri, snapshot.client.edits.version(Some(snapshot.version)), range, own.text),
    ];
    Some(lsp::CodeAction {
        title: format!("Make a snippet of it: `{id}`"),
        kind: Some(lsp::CodeActionKind::REFACTOR_EXTRACT),
        edit: Some(lsp::WorkspaceEdit {
            document_changes: Some(lsp::DocumentChanges::Operations(operations)),
            ..lsp::WorkspaceEdit::default()
        }),
        ..lsp::CodeAction::default()
    })
}

fn fix_all(analysis: &Analysis) -> Option<lsp::CodeAction> {
    let edits = assist::fix_all(&analysis.source, &analysis.check(Fixes::All));
    if edits.is_empty() {
        return None;
    }
    Some(lsp::CodeAction { kind: Some(FIX_ALL), ..edit(analysis, "Apply all safe fixes".to_owned(), &edits) })
}

fn edit(analysis: &Analysis, title: String, edits: &[Edit]) -> lsp::CodeAction {
    let snapshot = &analysis.snapshot;
    let of = Edited { uri: &snapshot.uri, version: Some(snapshot.version), text: &snapshot.text };
    let edit = convert::workspace_edit(of, edits, snapshot.client.encoding, snapshot.client.edits);
    lsp::CodeAction { title, edit: Some(edit), ..lsp::CodeAction::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: &str, expected: bool) {
        assert_eq!(is_above(asked, FIX_ALL.as_str()), expected, "{asked:?}");
    }

    #[test]
    fn a_kind_is_wanted_by_itself_and_by_those_above_it() {
        check("", true);
        check("source", true);
        check("source.fixAll", true);
        check("source.fixAll.softspoken", true);
        check("source.fixAll.softspoken.tone", false);
        check("source.fix", false);
        check("quickfix", false);
    }
}
