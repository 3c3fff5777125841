//! Where protocol types meet the project's own: positions, severities and edits, and nothing else.

use std::collections::HashMap;

use tower_lsp_server::ls_types as lsp;

use crate::knowledge::Severity;
use crate::text::{Edit, Encoding, Position, Span, Text};

/// The encoding that a client prefers: the first in its list that is known, UTF-16 without a list.
pub(super) fn negotiate(offered: Option<&[lsp::PositionEncodingKind]>) -> Encoding {
    offered.unwrap_or_default().iter().find_map(encoding).unwrap_or_default()
}

fn encoding(kind: &lsp::PositionEncodingKind) -> Option<Encoding> {
    match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

/// The protocol's word for an encoding.
pub(super) fn encoding_kind(encoding: Encoding) -> lsp::PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        Encoding::Utf32 => lsp::PositionEncodingKind::UTF32,
    }
}

/// The byte that a position names, cut to the text.
pub(super) fn offset(text: &Text, position: lsp::Position, encoding: Encoding) -> usize {
    let position = Position { line: position.line as usize, column: position.character as usize };
    text.offset(position, encoding)
}

/// The bytes that a range names, cut to the text; a range that ends before it starts is turned round.
pub(super) fn span(text: &Text, range: lsp::Range, encoding: Encoding) -> Span {
    let (one, other) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    Span::new(one.min(other), one.max(other))
}

/// The range of a span.
pub(super) fn range(text: &Text, span: Span, encoding: Encoding) -> lsp::Range {
    lsp::Range { start: position(text, span.start, encoding), end: position(text, span.end, encoding) }
}

/// The position of a byte.
pub(super) fn position(text: &Text, offset: usize, encoding: Encoding) -> lsp::Position {
    let position = text.position(offset, encoding);
    lsp::Position { line: number(position.line), character: number(position.column) }
}

/// The position behind `written` once that stands at byte `offset` of a text.
pub(super) fn position_behind(text: &Text, offset: usize, written: &str, encoding: Encoding) -> lsp::Position {
    let start = position(text, offset, encoding);
    let end = position(&Text::new(written), written.len(), encoding);
    let column = if end.line == 0 { start.character } else { 0 };
    lsp::Position { line: start.line + end.line, character: column + end.character }
}

/// A number as the protocol has them.
pub(super) fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The protocol's word for a severity.
pub(super) fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
    }
}

/// A version of an open document, as edits name it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edited<'a> {
    /// Which document.
    pub(super) uri: &'a lsp::Uri,
    /// The version that the edits are for; `None` for a file that is not open.
    pub(super) version: Option<i32>,
    /// Its text in that version.
    pub(super) text: &'a Text,
}

/// How a client takes edits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum EditForm {
    /// By document.
    #[default]
    Plain,
    /// One document after the other, among what happens to files.
    Documents,
    /// The same, with the version that they are for.
    Versioned,
}

impl EditForm {
    /// The version as it is told.
    pub(super) fn version(self, version: Option<i32>) -> Option<i32> {
        version.filter(|_| self == EditForm::Versioned)
    }
}

/// Edits of one document; with its version where the client can check it.
pub(super) fn workspace_edit(of: Edited, edits: &[Edit], encoding: Encoding, form: EditForm) -> lsp::WorkspaceEdit {
    let edits = edits
        .iter()
        .map(|edit| lsp::TextEdit { range: range(of.text, edit.span, encoding), new_text: edit.text.clone() });
    if form == EditForm::Plain {
        return lsp::WorkspaceEdit::new(HashMap::from([(of.uri.clone(), edits.collect())]));
    }
    let document = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            uri: of.uri.clone(),
            version: form.version(of.version),
        },
        edits: edits.map(lsp::OneOf::Left).collect(),
    };
    lsp::WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Edits(vec![document])),
        ..lsp::WorkspaceEdit::default()
    }
}

/// Adds the edits of another document, written in the same form.
pub(super) fn add(to: &mut lsp::WorkspaceEdit, more: lsp::WorkspaceEdit) {
    if let Some(changes) = more.changes {
        to.changes.get_or_insert_default().extend(changes);
    }
    let Some(lsp::DocumentChanges::Edits(more)) = more.document_changes else { return };
    match &mut to.document_changes {
        Some(lsp::DocumentChanges::Edits(edits)) => edits.extend(more),
        _ => to.document_changes = Some(lsp::DocumentChanges::Edits(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_encoding_wins() {
        let kinds = |names: &[&'static str]| -> Vec<lsp::PositionEncodingKind> {
            names.iter().map(|name| lsp::PositionEncodingKind::new(name)).collect()
        };
        assert_eq!(negotiate(None), Encoding::Utf16);
        assert_eq!(negotiate(Some(&[])), Encoding::Utf16);
        assert_eq!(negotiate(Some(&kinds(&["utf-8", "utf-16"]))), Encoding::Utf8);
        assert_eq!(negotiate(Some(&kinds(&["utf-7", "utf-32", "utf-8"]))), Encoding::Utf32);
    }

    #[test]
    fn what_is_written_moves_what_comes_behind_it() {
        let text = Text::new("a😀b\nc");
        let behind = |written: &str| {
            let at = position_behind(&text, 5, written, Encoding::Utf16);
            (at.line, at.character)
        };
        assert_eq!((behind(""), behind("é😀"), behind("x\r\n  y")), ((0, 3), (0, 6), (1, 3)));
    }

    #[test]
    fn ranges_are_cut_to_the_text_and_turned_round() {
        let text = Text::new("a😀b\r\nc");
        let at = |line, character| lsp::Position { line, character };
        let range = |start, end| lsp::Range { start, end };
        assert_eq!(span(&text, range(at(0, 99), at(9, 9)), Encoding::Utf16), Span::new(6, 9));
        assert_eq!(span(&text, range(at(0, 3), at(0, 1)), Encoding::Utf16), Span::new(1, 5));
        assert_eq!(span(&text, range(at(u32::MAX, u32::MAX), at(0, 0)), Encoding::Utf8), Span::new(0, 9));
    }
}
