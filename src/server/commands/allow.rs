//! `softspoken.allow`: a rule switched off at a place or in a file, with the reason.

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types as lsp;

use super::{Asked, Office, refused};
use crate::assist;
use crate::server::analysis::Analysis;
use crate::server::convert::{self, Edited};
use crate::text::nearest;

pub(super) const EXAMPLE: &str = r#"{"rule": "tone/blame", "reason": "a quote of the law", "range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 9}}}; without a range it holds for the whole file"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    rule: String,
    reason: String,
    range: Option<lsp::Range>,
}

pub(super) async fn run(office: &Office<'_>, mut asked: Asked) -> Result<Option<Json>> {
    let options: Options = asked.options()?;
    let edit = office.analyst.survey(&asked.uri, move |analysis| edit(analysis, &options)).await?;
    let Some(edit) = edit.transpose()? else { return Ok(None) };
    // Clients that take no edits from a server may make this one themselves.
    if !office.shared.lock().client.applies_edits {
        return Ok(Some(json!({"edit": edit})));
    }
    office.apply(edit);
    Ok(None)
}

fn edit(analysis: &Analysis, options: &Options) -> Result<lsp::WorkspaceEdit> {
    let Options { rule, reason, range } = options;
    let known = &analysis.known.rules;
    let is_known = |id: &String| id == rule || (rule.ends_with('/') && id.starts_with(rule.as_str()));
    if !known.iter().any(|known| is_known(&known.id)) {
        let meant = nearest(rule, known.iter().map(|known| known.id.as_str()));
        let meant = meant.map(|(meant, _)| format!("; `{meant}` is one")).unwrap_or_default();
        return Err(refused(format!("`{rule}` is no rule{meant}")));
    }
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() || reason.contains("%}") {
        return Err(refused("write a reason in words, so that others know why the rule is off here".to_owned()));
    }
    let (source, parsed, snapshot) = (&analysis.source, &analysis.parsed, &analysis.snapshot);
    let encoding = snapshot.client.encoding;
    let change = match range {
        Some(range) => {
            let offset = convert::offset(&snapshot.text, range.start, encoding);
            assist::allow_here_because(source, parsed, rule, offset, &reason)
        }
        None => assist::allow_in_file_because(source, parsed, rule, &reason),
    };
    let change = change.ok_or_else(|| refused(format!("`{rule}` cannot be switched off at this place")))?;
    let of = Edited { uri: &snapshot.uri, version: Some(snapshot.version), text: &snapshot.text };
    Ok(convert::workspace_edit(of, &[change], encoding, snapshot.client.edits))
}
