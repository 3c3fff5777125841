//! `softspoken.createSnippet`: the file that a `render` names and that is not there, with its parameters in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types as lsp;
use tower_lsp_server::ls_types::MessageType;

use super::{Asked, Office, refused};
use crate::assist;
use crate::server::analysis::Analysis;
use crate::workspace::io_words;

pub(super) const EXAMPLE: &str = r#"{"id": "sign-off"}"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    id: String,
}

/// A file to make.
pub(in crate::server) struct NewFile {
    pub(in crate::server) path: PathBuf,
    pub(in crate::server) text: String,
}

pub(super) async fn run(office: &Office<'_>, mut asked: Asked) -> Result<Option<Json>> {
    let Options { id } = asked.options()?;
    let facts = office.shared.lock().client;
    let by_client = facts.creates_files && facts.applies_edits;
    let question = move |analysis: &Analysis| {
        let file = new_file(analysis, &id)?;
        if !by_client {
            create(&file)?;
        }
        Ok(file)
    };
    let Some(made) = office.analyst.survey(&asked.uri, question).await? else { return Ok(None) };
    let NewFile { path, text } = made?;
    let Some(uri) = lsp::Uri::from_file_path(&path) else { return Ok(None) };
    if by_client {
        office.apply(creation(&uri, text));
    } else {
        office.analyst.changed_on_disk(vec![path.clone()]);
        office.tell(MessageType::INFO, format!("{} was made", path.display()));
    }
    if facts.shows_documents && !by_client {
        office.show(uri.clone(), None);
    }
    Ok(Some(json!({"uri": uri})))
}

/// The file for an id that leads nowhere; the error says why there can be none.
pub(in crate::server) fn new_file(analysis: &Analysis, id: &str) -> Result<NewFile> {
    if let Some((path, _)) = analysis.snippets.found(id) {
        return Err(refused(format!("the snippet `{id}` is there already: {}", path.display())));
    }
    let path = analysis.snippets.roots().new_file(id);
    let path = path
        .ok_or_else(|| refused(format!("`{id}` is no id that a file can have; write letters, such as `sign-off`")))?;
    if path.exists() {
        return Err(refused(format!("{} is there already", path.display())));
    }
    let text = assist::snippet_stub(&analysis.parsed, id);
    Ok(NewFile { path, text })
}

/// Never in the place of a file that came meanwhile.
fn create(file: &NewFile) -> Result<()> {
    let write = |path: &Path| {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        fs::File::create_new(path)?.write_all(file.text.as_bytes())
    };
    write(&file.path)
        .map_err(|error| refused(format!("{} could not be made: {}", file.path.display(), io_words(&error))))
}

/// The edit that makes a file with a text in it.
pub(in crate::server) fn creation(uri: &lsp::Uri, new_text: String) -> lsp::WorkspaceEdit {
    let create = lsp::CreateFile { uri: uri.clone(), options: None, annotation_id: None };
    let text_document = lsp::OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: None };
    let edits = vec![lsp::OneOf::Left(lsp::TextEdit { range: lsp::Range::default(), new_text })];
    lsp::WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Operations(vec![
            lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Create(create)),
            lsp::DocumentChangeOperation::Edit(lsp::TextDocumentEdit { text_document, edits }),
        ])),
        ..lsp::WorkspaceEdit::default()
    }
}
