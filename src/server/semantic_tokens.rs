//! The pieces of a macro as the protocol's semantic tokens: all, those of a range, or what changed since the last time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use crate::assist::{self, TokenKind};
use crate::text::Span;

/// How many numbers a token takes.
const NUMBERS: u32 = 5;

/// What is told of tokens in `initialize`.
pub(super) fn options() -> lsp::SemanticTokensServerCapabilities {
    let legend =
        lsp::SemanticTokensLegend { token_types: TokenKind::ALL.map(token_type).to_vec(), token_modifiers: Vec::new() };
    lsp::SemanticTokensServerCapabilities::SemanticTokensOptions(lsp::SemanticTokensOptions {
        legend,
        range: Some(true),
        full: Some(lsp::SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..lsp::SemanticTokensOptions::default()
    })
}

fn token_type(kind: TokenKind) -> lsp::SemanticTokenType {
    match kind {
        TokenKind::Variable => lsp::SemanticTokenType::VARIABLE,
        TokenKind::Local => lsp::SemanticTokenType::TYPE_PARAMETER,
        TokenKind::Property => lsp::SemanticTokenType::PROPERTY,
        TokenKind::Function => lsp::SemanticTokenType::FUNCTION,
        TokenKind::Keyword => lsp::SemanticTokenType::KEYWORD,
        TokenKind::String => lsp::SemanticTokenType::STRING,
        TokenKind::Number => lsp::SemanticTokenType::NUMBER,
        TokenKind::Parameter => lsp::SemanticTokenType::PARAMETER,
        TokenKind::Comment => lsp::SemanticTokenType::COMMENT,
        TokenKind::Slot => lsp::SemanticTokenType::MACRO,
        TokenKind::Snippet => lsp::SemanticTokenType::NAMESPACE,
    }
}

/// What was last sent of each document.
#[derive(Debug, Default)]
pub(super) struct Sent {
    by_document: Mutex<HashMap<lsp::Uri, (u64, Vec<lsp::SemanticToken>)>>,
}

impl Sent {
    /// The document was closed.
    pub(super) fn forget(&self, uri: &lsp::Uri) {
        self.by_document.lock().unwrap_or_else(PoisonError::into_inner).remove(uri);
    }

    /// All tokens of a version.
    pub(super) fn full(&self, analysis: &Analysis) -> lsp::SemanticTokens {
        let data = encoded(analysis, Span::new(0, analysis.source.len()));
        let revision = analysis.snapshot.revision;
        let mut sent = self.by_document.lock().unwrap_or_else(PoisonError::into_inner);
        sent.insert(analysis.snapshot.uri.clone(), (revision, data.clone()));
        lsp::SemanticTokens { result_id: Some(revision.to_string()), data }
    }

    /// What changed since the answer called `previous`; all tokens where that is not known any more.
    pub(super) fn delta(&self, analysis: &Analysis, previous: &str) -> lsp::SemanticTokensFullDeltaResult {
        let uri = &analysis.snapshot.uri;
        let known = self.by_document.lock().unwrap_or_else(PoisonError::into_inner).get(uri).cloned();
        let known = known.filter(|(revision, _)| revision.to_string() == previous);
        let now = self.full(analysis);
        match known {
            None => now.into(),
            Some((_, before)) => lsp::SemanticTokensDelta {
                edits: edit(&before, &now.data).into_iter().collect(),
                result_id: now.result_id,
            }
            .into(),
        }
    }
}

/// The tokens of a range.
pub(super) fn of_range(analysis: &Analysis, range: lsp::Range) -> lsp::SemanticTokens {
    let span = convert::span(&analysis.snapshot.text, range, analysis.snapshot.client.encoding);
    lsp::SemanticTokens { result_id: None, data: encoded(analysis, span) }
}

fn encoded(analysis: &Analysis, within: Span) -> Vec<lsp::SemanticToken> {
    let (text, encoding) = (&analysis.snapshot.text, analysis.snapshot.client.encoding);
    let mut last = lsp::Position::default();
    let tokens = assist::tokens(&analysis.source, &analysis.parsed, within).into_iter();
    let tokens = tokens.map(|token| {
        let range = convert::range(text, token.span, encoding);
        let same_line = range.start.line == last.line;
        let before = if same_line { last.character } else { 0 };
        let out = lsp::SemanticToken {
            delta_line: range.start.line.saturating_sub(last.line),
            delta_start: range.start.character.saturating_sub(before),
            length: range.end.character.saturating_sub(range.start.character),
            token_type: token.kind as u32,
            token_modifiers_bitset: 0,
        };
        last = range.start;
        out
    });
    tokens.collect()
}

/// The one edit from some tokens to others.
fn edit(before: &[lsp::SemanticToken], after: &[lsp::SemanticToken]) -> Option<lsp::SemanticTokensEdit> {
    let start = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let (old, new) = (before.get(start..)?, after.get(start..)?);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old, new) = (old.get(..old.len() - end)?, new.get(..new.len() - end)?);
    if old.is_empty() && new.is_empty() {
        return None;
    }
    Some(lsp::SemanticTokensEdit {
        start: convert::number(start).saturating_mul(NUMBERS),
        delete_count: convert::number(old.len()).saturating_mul(NUMBERS),
        data: Some(new.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_leads_from_any_tokens_to_any_others() {
        let token = |length| lsp::SemanticToken {
            delta_line: 0,
            delta_start: 1,
            length,
            token_type: 0,
            token_modifiers_bitset: 0,
        };
        let list =
            |text: &str| -> Vec<lsp::SemanticToken> { text.bytes().map(|byte| token(u32::from(byte))).collect() };
        for (before, after) in
            [("", ""), ("", "a"), ("a", ""), ("abc", "abc"), ("abc", "axc"), ("aa", "aaa"), ("ab", "b")]
        {
            let mut tokens = list(before);
            let edit = edit(&tokens, &list(after));
            assert_eq!(edit.is_none(), before == after);
            if let Some(edit) = edit {
                let start = (edit.start / NUMBERS) as usize;
                tokens.splice(start..start + (edit.delete_count / NUMBERS) as usize, edit.data.unwrap());
            }
            assert_eq!(tokens, list(after), "{before:?} to {after:?}");
        }
    }

    #[test]
    fn the_legend_is_in_the_order_of_the_kinds() {
        for (number, kind) in TokenKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, number);
        }
    }
}
