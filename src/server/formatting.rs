//! Formatting: of a document, of a range, and of a delimiter as soon as it is closed.

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use super::outgoing::Outgoing;
use crate::format::{self, Unsafe};
use crate::text::Edit;

/// The edits for the client, or why there are none.
pub(super) type Formatted = Result<Vec<lsp::TextEdit>, String>;

/// What is typed last where a delimiter is closed.
pub(super) fn on_type() -> lsp::DocumentOnTypeFormattingOptions {
    lsp::DocumentOnTypeFormattingOptions {
        first_trigger_character: "}".to_owned(),
        more_trigger_character: Some(vec!["]".to_owned()]),
    }
}

/// Formats all of it.
pub(super) fn document(analysis: &Analysis) -> Formatted {
    edits(analysis, format::format(&analysis.source))
}

/// Formats a range.
pub(super) fn range(analysis: &Analysis, range: lsp::Range) -> Formatted {
    let span = convert::span(&analysis.snapshot.text, range, analysis.snapshot.client.encoding);
    edits(analysis, format::format_range(&analysis.source, span))
}

/// Formats the delimiter that ends at a position.
pub(super) fn closed(analysis: &Analysis, position: lsp::Position) -> Formatted {
    let offset = convert::offset(&analysis.snapshot.text, position, analysis.snapshot.client.encoding);
    edits(analysis, format::format_closed(&analysis.source, &analysis.parsed, offset))
}

fn edits(analysis: &Analysis, edits: Result<Vec<Edit>, Unsafe>) -> Formatted {
    let (text, encoding) = (&analysis.snapshot.text, analysis.snapshot.client.encoding);
    let edit = |edit: Edit| lsp::TextEdit { range: convert::range(text, edit.span, encoding), new_text: edit.text };
    let refused = |refused: Unsafe| {
        let line = convert::position(text, refused.at, encoding).line + 1;
        format!("{}, line {line}: {}", analysis.snapshot.uri.as_str(), Unsafe::WORDS)
    };
    Ok(edits.map_err(refused)?.into_iter().map(edit).collect())
}

/// The answer for the client; a refusal goes to its log, and changes nothing.
pub(super) fn told(formatted: Option<Formatted>, outgoing: &Outgoing) -> Option<Vec<lsp::TextEdit>> {
    let told = |words| outgoing.log(lsp::MessageType::ERROR, words);
    formatted.map(|formatted| formatted.map_err(told).unwrap_or_default())
}
