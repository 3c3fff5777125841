//! Lines above a macro with its paths and techniques and the commands behind them.

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::commands::{PREVIEW, SCORECARD};
use super::convert;
use crate::assist;

/// The lenses of a macro.
pub(super) fn lenses(analysis: &Analysis) -> Vec<lsp::CodeLens> {
    let Some(found) = assist::lenses(&analysis.subject()) else { return Vec::new() };
    let at = convert::position(&analysis.snapshot.text, found.offset, analysis.snapshot.client.encoding);
    let uri = serde_json::Value::from(analysis.snapshot.uri.as_str());
    let lens = |title, command: &str| lsp::CodeLens {
        range: lsp::Range { start: at, end: at },
        command: Some(lsp::Command { title, command: command.to_owned(), arguments: Some(vec![uri.clone()]) }),
        data: None,
    };
    let scorecards = found.titles.into_iter().map(|title| lens(title, SCORECARD));
    std::iter::once(lens("Preview".to_owned(), PREVIEW)).chain(scorecards).collect()
}
