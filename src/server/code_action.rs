//! What can be done at a place: the fixes of its findings, and every safe fix of the macro at once.

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::capabilities::FIX_ALL;
use super::convert::{self, Edited};
use super::diagnostics;
use crate::assist;
use crate::lint::Fixes;
use crate::text::{Edit, Span};

/// The actions for a range, of the kinds that the client asks for.
pub(super) fn actions(
    analysis: &Analysis,
    range: lsp::Range,
    context: &lsp::CodeActionContext,
) -> lsp::CodeActionResponse {
    let mut actions = Vec::new();
    if wants(context, &lsp::CodeActionKind::QUICKFIX) {
        let span = convert::span(&analysis.snapshot.text, range, analysis.snapshot.client.encoding);
        actions.extend(quick_fixes(analysis, span));
    }
    // Unasked it is offered only to a person who opened the menu: for the light bulb at the cursor it would have to
    // look at the whole macro every time the cursor moves.
    let automatic = context.trigger_kind == Some(lsp::CodeActionTriggerKind::AUTOMATIC);
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

fn quick_fixes(analysis: &Analysis, span: Span) -> Vec<lsp::CodeAction> {
    let findings = analysis.check(Fixes::Touching(span));
    let actions = assist::actions(&findings, span).into_iter();
    let actions = actions.map(|action| lsp::CodeAction {
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        diagnostics: findings.get(action.finding).map(|finding| vec![diagnostics::item(analysis, finding)]),
        is_preferred: action.preferred.then_some(true),
        ..edit(analysis, action.title, &action.edits)
    });
    actions.collect()
}

fn fix_all(analysis: &Analysis) -> Option<lsp::CodeAction> {
    let edits = assist::fix_all(&analysis.check(Fixes::All));
    if edits.is_empty() {
        return None;
    }
    Some(lsp::CodeAction { kind: Some(FIX_ALL), ..edit(analysis, "Apply all safe fixes".to_owned(), &edits) })
}

fn edit(analysis: &Analysis, title: String, edits: &[Edit]) -> lsp::CodeAction {
    let snapshot = &analysis.snapshot;
    let of = Edited { uri: &snapshot.uri, version: snapshot.version, text: &snapshot.text };
    let edit = convert::workspace_edit(of, edits, snapshot.client.encoding, snapshot.client.versioned_edits);
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
