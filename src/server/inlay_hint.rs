//! Labels between characters: what each sentence does, for those who ask for it in their settings.

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use crate::assist;

/// The hints of a range; none unless the editor's settings want them.
pub(super) fn hints(analysis: &Analysis, range: lsp::Range) -> Vec<lsp::InlayHint> {
    let snapshot = &analysis.snapshot;
    if !snapshot.editor.act_hints {
        return Vec::new();
    }
    let encoding = snapshot.client.encoding;
    let span = convert::span(&snapshot.text, range, encoding);
    let hints = assist::act_hints(&analysis.subject(), span).into_iter();
    hints
        .map(|hint| lsp::InlayHint {
            position: convert::position(&snapshot.text, hint.offset, encoding),
            label: lsp::InlayHintLabel::String(hint.label),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        })
        .collect()
}
