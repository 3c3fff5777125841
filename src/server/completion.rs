//! What can be written at a place, and what a filter or a snippet takes while its arguments are written.

use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use super::hover::plain;
use crate::assist::{self, Candidate, CandidateKind, Topic, Writing};
use crate::helpdesk::Platform;

/// Characters behind which something can be chosen.
pub(super) const TRIGGERS: [&str; 8] = ["{", "%", "[", ".", "|", "'", "\"", "/"];
/// Characters behind which there are arguments.
pub(super) const SIGNATURE_TRIGGERS: [&str; 2] = [":", ","];

/// What an item carries until it is resolved.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Unresolved {
    /// The document that it was asked in.
    pub(super) uri: lsp::Uri,
    kind: String,
    name: String,
}

/// The completion at a position; `ids` are those of all snippets.
pub(super) fn completion(
    analysis: &Analysis,
    position: lsp::Position,
    ids: Option<&[String]>,
) -> lsp::CompletionResponse {
    let snapshot = &analysis.snapshot;
    let offset = convert::offset(&snapshot.text, position, snapshot.client.encoding);
    let platforms = analysis.platforms();
    let slots = analysis.snippets.roots().config().slots.iter();
    let slots: Vec<_> = slots.map(|slot| (slot.name.clone(), slot.description.clone())).collect();
    let writing = Writing {
        subject: analysis.subject(),
        ids,
        platforms: &platforms,
        slots: &slots,
        findings: &analysis.findings,
    };
    let found = assist::completion(&writing, offset);
    let items = found.candidates.into_iter().enumerate();
    let items = items.map(|(rank, candidate)| item(analysis, &platforms, rank, candidate));
    lsp::CompletionResponse::List(lsp::CompletionList { is_incomplete: found.incomplete, items: items.collect() })
}

fn item(
    analysis: &Analysis,
    platforms: &[&'static Platform],
    rank: usize,
    candidate: Candidate,
) -> lsp::CompletionItem {
    let client = &analysis.snapshot.client;
    let (text, format) = match candidate.snippet.filter(|_| client.completion_snippets) {
        Some(snippet) => (snippet, Some(lsp::InsertTextFormat::SNIPPET)),
        None => (candidate.text, None),
    };
    let range = convert::range(&analysis.snapshot.text, candidate.span, client.encoding);
    let (documentation, data) = match (&candidate.topic, client.resolves_documentation) {
        (Some(topic), false) => (documentation(analysis, platforms, topic), None),
        (Some(topic), true) => (None, unresolved(analysis, topic)),
        (None, _) => (None, None),
    };
    lsp::CompletionItem {
        label: candidate.label,
        kind: Some(kind(candidate.kind)),
        detail: candidate.detail,
        documentation,
        sort_text: Some(format!("{rank:04}")),
        insert_text_format: format,
        text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit { range, new_text: text })),
        data,
        ..lsp::CompletionItem::default()
    }
}

fn kind(kind: CandidateKind) -> lsp::CompletionItemKind {
    match kind {
        CandidateKind::Variable | CandidateKind::Local => lsp::CompletionItemKind::VARIABLE,
        CandidateKind::Filter => lsp::CompletionItemKind::FUNCTION,
        CandidateKind::Keyword => lsp::CompletionItemKind::KEYWORD,
        CandidateKind::Snippet => lsp::CompletionItemKind::FILE,
        CandidateKind::Field => lsp::CompletionItemKind::FIELD,
        CandidateKind::Value => lsp::CompletionItemKind::VALUE,
        CandidateKind::Rule => lsp::CompletionItemKind::CONSTANT,
        CandidateKind::Phrase => lsp::CompletionItemKind::SNIPPET,
    }
}

fn unresolved(analysis: &Analysis, topic: &Topic) -> Option<serde_json::Value> {
    let (kind, name) = match topic {
        Topic::Variable(name) => ("variable", name),
        Topic::Filter(name) => ("filter", name),
        Topic::Tag(name) => ("tag", name),
        Topic::Rule(name) => ("rule", name),
        Topic::Key(name) => ("key", name),
        Topic::Phrase(name) => ("phrase", name),
    };
    let uri = analysis.snapshot.uri.clone();
    serde_json::to_value(Unresolved { uri, kind: kind.to_owned(), name: name.clone() }).ok()
}

/// What an item stands for, in more words.
pub(super) fn resolve(analysis: &Analysis, of: &Unresolved) -> Option<lsp::Documentation> {
    let name = of.name.clone();
    let topic = match of.kind.as_str() {
        "variable" => Topic::Variable(name),
        "filter" => Topic::Filter(name),
        "tag" => Topic::Tag(name),
        "rule" => Topic::Rule(name),
        "key" => Topic::Key(name),
        "phrase" => Topic::Phrase(name),
        _ => return None,
    };
    documentation(analysis, &analysis.platforms(), &topic)
}

fn documentation(analysis: &Analysis, platforms: &[&'static Platform], topic: &Topic) -> Option<lsp::Documentation> {
    let markdown = assist::documentation(&analysis.subject(), platforms, topic)?;
    Some(lsp::Documentation::MarkupContent(match analysis.snapshot.client.completion_markdown {
        true => lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: markdown },
        false => lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: plain(&markdown) },
    }))
}

/// The signature at a position.
pub(super) fn signature(analysis: &Analysis, position: lsp::Position) -> Option<lsp::SignatureHelp> {
    let snapshot = &analysis.snapshot;
    let offset = convert::offset(&snapshot.text, position, snapshot.client.encoding);
    let found = assist::signature(&analysis.subject(), offset)?;
    let parameter = |place: &std::ops::Range<usize>| lsp::ParameterInformation {
        label: lsp::ParameterLabel::Simple(found.label.get(place.clone()).unwrap_or_default().to_owned()),
        documentation: None,
    };
    let active = found.active.map(convert::number);
    let information = lsp::SignatureInformation {
        parameters: Some(found.parameters.iter().map(parameter).collect()),
        label: found.label,
        documentation: (!found.meaning.is_empty()).then_some(lsp::Documentation::String(found.meaning)),
        active_parameter: None,
    };
    Some(lsp::SignatureHelp { signatures: vec![information], active_signature: Some(0), active_parameter: active })
}
