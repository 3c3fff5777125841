//! Splitting a macro by branch: a file for each way through it, where the client makes files.

use std::sync::Arc;

use tower_lsp_server::ls_types as lsp;

use super::{change, creation, diagnostics};
use crate::assist;
use crate::helpdesk::exchange::Held;
use crate::lint::Standing;
use crate::server::analysis::Analysis;
use crate::server::library::Librarian;
use crate::server::state::{Shared, file_path};
use crate::server::{convert, names};
use crate::text::Span;

/// The action for the conditions at a place that a help desk does not run. `automatic`: nobody opened a menu.
pub(super) fn action(
    analysis: &Analysis,
    span: Span,
    automatic: bool,
    shared: &Arc<Shared>,
    library: &Librarian,
) -> Option<lsp::CodeAction> {
    let snapshot = &analysis.snapshot;
    let own = file_path(&snapshot.uri).filter(|_| snapshot.client.creates_files)?;
    let stem = own.file_stem()?.to_str()?;
    let ending = own.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    // One text of several that a help desk keeps in one macro: a file for a way would belong to none.
    if Held::read(analysis.subject().source).is_part() {
        return None;
    }
    let split = assist::split(&analysis.subject(), &analysis.findings, span)?;
    // What renders it would send the first part from then on, whatever its customer's data are.
    let is_snippet = analysis.snippets.roots().config().standing(&own) == Standing::Snippet;
    if is_snippet || names::is_rendered(analysis, !automatic, shared, library) {
        return None;
    }
    let finding = analysis.findings.iter().find(|finding| finding.span.overlaps(span) && assist::splits(finding))?;
    let range = convert::range(&snapshot.text, split.edit.span, snapshot.client.encoding);
    let mut operations =
        vec![change(&snapshot.uri, snapshot.client.edits.version(Some(snapshot.version)), range, split.edit.text)];
    let count = split.others.len() + 1;
    let mut taken = Vec::new();
    for part in split.others {
        let names = std::iter::once(format!("{stem}-{}", part.name));
        let mut names = names.chain((2..100).map(|number| format!("{stem}-{}-{number}", part.name)));
        let path = names.find_map(|name| {
            let path = own.with_file_name(format!("{name}{ending}"));
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
