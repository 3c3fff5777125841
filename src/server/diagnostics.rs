//! Findings as the protocol's diagnostics, pushed or pulled.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;

use tower_lsp_server::jsonrpc::{Error, ErrorCode};
use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use crate::knowledge::Knowledge;
use crate::lint::{Elsewhere, Finding};
use crate::text::Text;

/// Where each diagnostic says that it comes from.
pub(super) const SOURCE: &str = "softspoken";

/// The protocol's `ServerCancelled`: the one error on which clients ask for diagnostics again.
const SERVER_CANCELLED: i64 = -32802;

/// The diagnostics of a version.
pub(super) fn items(analysis: &Analysis) -> Vec<lsp::Diagnostic> {
    analysis.findings.iter().map(|finding| item(analysis, finding)).collect()
}

/// One finding as a diagnostic.
pub(super) fn item(analysis: &Analysis, finding: &Finding) -> lsp::Diagnostic {
    let snapshot = &analysis.snapshot;
    lsp::Diagnostic {
        range: convert::range(&snapshot.text, finding.span, snapshot.client.encoding),
        severity: Some(convert::severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.rule.clone())),
        code_description: snapshot
            .client
            .code_description
            .then(|| code_description(&analysis.known, &finding.rule))
            .flatten(),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: snapshot.client.related.then(|| related(analysis, finding)).flatten(),
        ..lsp::Diagnostic::default()
    }
}

fn code_description(knowledge: &Knowledge, rule: &str) -> Option<lsp::CodeDescription> {
    let url = knowledge.rule(rule)?.url();
    // A team's own rule has no page on the web.
    if url.is_empty() {
        return None;
    }
    Some(lsp::CodeDescription { href: lsp::Uri::from_str(&url).ok()? })
}

fn related(analysis: &Analysis, finding: &Finding) -> Option<Vec<lsp::DiagnosticRelatedInformation>> {
    let snapshot = &analysis.snapshot;
    let encoding = snapshot.client.encoding;
    let places = finding.related.iter().filter_map(|related| {
        let (uri, range) = match &related.elsewhere {
            None => (&snapshot.uri, convert::range(&snapshot.text, related.span, encoding)),
            Some(Elsewhere { label, source }) => {
                (&analysis.uri_of(label)?, convert::range(&Text::new(source), related.span, encoding))
            }
        };
        let location = lsp::Location { uri: uri.clone(), range };
        Some(lsp::DiagnosticRelatedInformation { location, message: related.message.clone() })
    });
    let places: Vec<_> = places.collect();
    (!places.is_empty()).then_some(places)
}

/// The answer to a pull: the diagnostics, or that they are those of `previous`.
pub(super) fn report(analysis: &Analysis, previous: Option<&str>) -> lsp::DocumentDiagnosticReport {
    let items = items(analysis);
    let result_id = result_id(&items);
    if previous == Some(&result_id) {
        return lsp::RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id },
        }
        .into();
    }
    full(Some(result_id), items)
}

/// The answer for a document that is not open: nothing is known of it.
pub(super) fn nothing() -> lsp::DocumentDiagnosticReport {
    full(None, Vec::new())
}

fn full(result_id: Option<String>, items: Vec<lsp::Diagnostic>) -> lsp::DocumentDiagnosticReport {
    lsp::RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id, items },
    }
    .into()
}

/// A name for these diagnostics: the same ones have the same name, also after an edit that changed none of them.
pub(super) fn result_id(items: &[lsp::Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The error for a pull that was overtaken by a change, so that the client pulls again.
pub(super) fn overtaken(error: Error) -> Error {
    if error.code != ErrorCode::ContentModified {
        return error;
    }
    Error {
        code: ErrorCode::ServerError(SERVER_CANCELLED),
        message: "the macro changed meanwhile".into(),
        data: serde_json::to_value(lsp::DiagnosticServerCancellationData { retrigger_request: true }).ok(),
    }
}
