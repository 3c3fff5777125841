//! `softspoken.scorecard`: which techniques a macro uses and misses, told to the person at the editor.

use serde::Deserialize;
use serde_json::Value;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::MessageType;

use super::{Asked, Office};
use crate::assist;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {}

pub(super) async fn run(office: &Office<'_>, mut asked: Asked) -> Result<Option<Value>> {
    let Options {} = asked.options()?;
    let card = office.analyst.survey(&asked.uri, |analysis| assist::scorecard(&analysis.subject())).await?;
    if let Some(card) = card {
        office.tell(MessageType::INFO, card);
    }
    Ok(None)
}
