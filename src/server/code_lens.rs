//! Lines above a macro with its paths and techniques, and the command behind them.

use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use crate::assist;

/// The command that tells which techniques a macro uses and misses. Its argument is the address of an open document.
pub(super) const SCORECARD: &str = "softspoken.scorecard";

/// The lenses of a macro.
pub(super) fn lenses(analysis: &Analysis) -> Vec<lsp::CodeLens> {
    let Some(found) = assist::lenses(&analysis.subject()) else { return Vec::new() };
    let at = convert::position(&analysis.snapshot.text, found.offset, analysis.snapshot.client.encoding);
    let uri = serde_json::Value::from(analysis.snapshot.uri.as_str());
    let lens = |title| lsp::CodeLens {
        range: lsp::Range { start: at, end: at },
        command: Some(lsp::Command { title, command: SCORECARD.to_owned(), arguments: Some(vec![uri.clone()]) }),
        data: None,
    };
    found.titles.into_iter().map(lens).collect()
}

/// The document that the scorecard is asked of.
pub(super) fn scorecard_of(params: &lsp::ExecuteCommandParams) -> Result<lsp::Uri> {
    let uri = params.arguments.first().and_then(|uri| uri.as_str()?.parse().ok());
    let uri = uri.filter(|_| params.command == SCORECARD);
    uri.ok_or_else(|| Error::invalid_params(format!("`{}` is no command, or its document is missing", params.command)))
}

/// The words of the scorecard.
pub(super) fn scorecard(analysis: &Analysis) -> String {
    assist::scorecard(&analysis.subject())
}
