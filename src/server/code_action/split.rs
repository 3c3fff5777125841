//! Splitting a macro by branch: a file for each way through it, where the client makes files.

use tower_lsp_server::ls_types as lsp;

use super::{change, creation, diagnostics};
use crate::assist;
use crate::server::analysis::Analysis;
use crate::server::convert;
use crate::server::state::file_path;
use crate::text::Span;

/// The action for the conditions at a place that a help desk does not run.
pub(super) fn action(analysis: &Analysis, span: Span) -> Option<lsp::CodeAction> {
    let snapshot = &analysis.snapshot;
    let own = file_path(&snapshot.uri).filter(|_| snapshot.client.creates_files)?;
    let stem = own.file_stem()?.to_str()?;
    let split = assist::split(&analysis.source, &analysis.parsed, &analysis.findings, span)?;
    let finding = analysis.findings.iter().find(|finding| finding.span.overlaps(span) && assist::splits(finding))?;
    let range = convert::range(&snapshot.text, split.edit.span, snapshot.client.encoding);
    let mut operations = vec![change(&snapshot.uri, Some(snapshot.version), range, split.edit.text)];
    let count = split.others.len() + 1;
    let mut taken = Vec::new();
    for part in split.others {
        let names = std::iter::once(format!("{stem}-{}", part.name));
        let mut names = names.chain((2..100).map(|number| format!("{stem}-{}-{number}", part.name)));
        let path = names.find_map(|name| {
            let path = own.with_file_name(format!("{name}.macro"));
            (!path.exists() && !taken.contains(&path)).then_some(path)
        })?;
        let uri = lsp::Uri::from_file_path(&path)?;
        taken.push(path);
        operations.extend([creation(&uri), change(&uri, None, lsp::Range::default(), part.text)]);
    }
    Some(lsp::CodeAction {
        title: format!("Split into {count} macros, one for each way"),
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostics::item(analysis, finding)]),
        edit: Some(lsp::WorkspaceEdit {
            document_changes: Some(lsp::DocumentChanges::Operations(operations)),
            ..lsp::WorkspaceEdit::default()
        }),
        ..lsp::CodeAction::default()
    })
}
