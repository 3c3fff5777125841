//! `softspoken.select`: the place of a macro that somebody has to write in, shown and selected.

use serde::Deserialize;
use serde_json::Value as Json;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types as lsp;

use super::{Asked, Office};

pub(super) const EXAMPLE: &str =
    r#"{"range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 9}}}"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    range: lsp::Range,
}

pub(super) fn run(office: &Office<'_>, mut asked: Asked) -> Result<Option<Json>> {
    let Options { range } = asked.options()?;
    if office.shared.lock().client.shows_documents {
        office.show(asked.uri, Some(range));
    }
    Ok(None)
}
