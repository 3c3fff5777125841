//! Other names: in one macro, or for a snippet or a declared variable in all that name them. One edit, or the reason why not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert::{self, Edited};
use super::names::offset;
use super::snippets::OpenDocuments;
use super::state::{Shared, file_path};
use super::workspace;
use crate::assist::{self, Names, Renaming, Symbol, VariableRenaming};
use crate::syntax::{Macro, is_slug};
use crate::text::{Edit, Span};
use crate::workspace::{CONFIG_FILE, Rendered, read_macro};

/// The protocol's `RequestFailed`: its message is for the person who asked.
const REQUEST_FAILED: i64 = -32803;

/// Texts with their edits, by file.
type Edits = BTreeMap<PathBuf, (String, Vec<Edit>)>;

/// What is to get another name.
enum Subject {
    /// Something of this macro.
    Here,
    /// A variable of `softspoken.toml`.
    Variable(String),
    /// The file of a snippet, and the id by which it is named here.
    Snippet { id: String, path: PathBuf, own_id: Option<String> },
}

/// The name at a position that can get another one, or the error that says why it cannot.
pub(super) fn prepare(
    analysis: &Analysis,
    position: lsp::Position,
    shared: &Arc<Shared>,
) -> Result<lsp::PrepareRenameResponse> {
    let offset = offset(analysis, position);
    let (subject, span) = subject(analysis, offset, shared).map_err(refusal)?;
    let span = match subject {
        Subject::Here => renaming(analysis).prepare(offset).map_err(refusal)?,
        _ => span,
    };
    let placeholder = match subject {
        Subject::Variable(name) => name,
        _ => span.of(&analysis.source).to_owned(),
    };
    let range = convert::range(&analysis.snapshot.text, span, analysis.snapshot.client.encoding);
    Ok(lsp::PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
}

/// The edit that gives the name at a position another one, or the error that says why that cannot be.
pub(super) fn rename(
    analysis: &Analysis,
    position: lsp::Position,
    new: &str,
    shared: &Arc<Shared>,
) -> Result<lsp::WorkspaceEdit> {
    let offset = offset(analysis, position);
    let new = new.trim();
    match subject(analysis, offset, shared).map_err(refusal)?.0 {
        Subject::Here => here(analysis, offset, new),
        Subject::Variable(old) => variable(analysis, &old, new, shared),
        Subject::Snippet { id, path, own_id } => {
            if !is_slug(new) {
                let words = "an id is words joined by `-`, in parts joined by `/`";
                return Err(refusal(format!("`{new}` cannot be the id of a macro: {words}")));
            }
            match own_id {
                Some(own_id) => id_in_front_matter(analysis, &path, &own_id, new, shared),
                None => file(analysis, &id, &path, new, shared),
            }
        }
    }
}

/// What the word at byte `offset` names, and its place.
fn subject(analysis: &Analysis, offset: usize, shared: &Arc<Shared>) -> std::result::Result<(Subject, Span), String> {
    let own_id = analysis.parsed.front_matter.id.as_ref().filter(|id| id.span.touches(offset));
    if let (Some(id), Some(path)) = (own_id, file_path(&analysis.snapshot.uri)) {
        let own_id = Some(id.text.clone());
        return Ok((Subject::Snippet { id: id.text.clone(), path, own_id }, id.span));
    }
    let names = Names::read(&analysis.source, &analysis.parsed);
    let Some((here, symbol)) = names.at(offset).and_then(|here| Some((here, names.symbol(here)?))) else {
        return Ok((Subject::Here, Span::at(offset)));
    };
    let subject = match symbol {
        Symbol::Variable(dotted) => {
            Subject::Variable(assist::renamed_variable(analysis.vocabulary(), dotted)?.to_owned())
        }
        Symbol::Snippet(id) => snippet(analysis, id, shared)?,
        _ => Subject::Here,
    };
    // Of a variable with something taken from it, only the variable gets another name.
    let whole = here.span;
    let span = match &subject {
        Subject::Variable(name) if whole.of(&analysis.source).starts_with(name.as_str()) => {
            Span::new(whole.start, whole.start + name.len())
        }
        _ => whole,
    };
    Ok((subject, span))
}

fn snippet(analysis: &Analysis, id: &str, shared: &Arc<Shared>) -> std::result::Result<Subject, String> {
    let found = analysis.snippets.found(id).map(|(path, snippet)| (path.clone(), own_id(&snippet.parsed)));
    let found = found.or_else(|| with_own_id(analysis, id, shared));
    let (path, own_id) = found.ok_or_else(|| format!("There is no macro `{id}` to rename"))?;
    if own_id.is_none() && !analysis.snapshot.client.renames_files {
        return Err(format!(
            "`{id}` is another file, and this editor lets nobody else rename files: rename that file, or give it an `id` in its front matter"
        ));
    }
    Ok(Subject::Snippet { id: id.to_owned(), path, own_id })
}

fn own_id(parsed: &Macro) -> Option<String> {
    parsed.front_matter.id.as_ref().map(|id| id.text.clone())
}

/// The macro that has an id in its front matter, where the list of these is not made yet.
fn with_own_id(analysis: &Analysis, id: &str, shared: &Arc<Shared>) -> Option<(PathBuf, Option<String>)> {
    let mut found = None;
    each(analysis, shared, |path, source| {
        if found.is_none() && source.contains(id) && own_id(&Macro::parse(source)).as_deref() == Some(id) {
            found = Some((path.to_owned(), Some(id.to_owned())));
        }
    });
    found
}

fn here(analysis: &Analysis, offset: usize, new: &str) -> Result<lsp::WorkspaceEdit> {
    let edits = renaming(analysis).rename(offset, new).map_err(refusal)?;
    let snapshot = &analysis.snapshot;
    let of = Edited { uri: &snapshot.uri, version: Some(snapshot.version), text: &snapshot.text };
    Ok(convert::workspace_edit(of, &edits, snapshot.client.encoding, snapshot.client.edits))
}

fn renaming(analysis: &Analysis) -> Renaming<'_> {
    Renaming { source: &analysis.source, parsed: &analysis.parsed, vocabulary: analysis.vocabulary() }
}

/// A declared variable: in its declaration, and in every macro.
fn variable(analysis: &Analysis, old: &str, new: &str, shared: &Arc<Shared>) -> Result<lsp::WorkspaceEdit> {
    if old == new {
        return Ok(lsp::WorkspaceEdit::default());
    }
    let renaming = VariableRenaming { old, new };
    renaming.check(analysis.vocabulary()).map_err(refusal)?;
    let by_hand = || refusal(format!("`{old}` cannot be found for sure in `{CONFIG_FILE}`: change it there"));
    let root = analysis.snippets.roots().config().root.as_ref().ok_or_else(by_hand)?;
    let file = root.join(CONFIG_FILE);
    let text = read_macro(&file).map_err(|_| by_hand())?;
    let declaration = renaming.in_configuration(&file, &text).ok_or_else(by_hand)?;
    let mut edits = Edits::from([(file, (text, declaration))]);
    let mut clash = None;
    each(analysis, shared, |path, source| match renaming.in_macro(source) {
        Ok(found) if found.is_empty() => {}
        Ok(found) => drop(edits.insert(path.to_owned(), (source.to_owned(), found))),
        Err(why) => clash = Some(format!("`{}` cannot be changed: {why}", name_of(path))),
    });
    match clash {
        Some(clash) => Err(refusal(clash)),
        None => workspace::edit_of(edits, shared).ok_or_else(Error::content_modified),
    }
}

/// The id that a macro gives itself: there, and in every macro that renders it.
fn id_in_front_matter(
    analysis: &Analysis,
    file: &Path,
    old: &str,
    new: &str,
    shared: &Arc<Shared>,
) -> Result<lsp::WorkspaceEdit> {
    let mut edits = Edits::new();
    let (mut taken, roots) = (old != new && taken(analysis, file, new), analysis.snippets.roots());
    let to = Rendered { path: file.to_owned(), own_id: Some(old.to_owned()) };
    each(analysis, shared, |path, source| {
        let parsed = Macro::parse(source);
        let own = parsed.front_matter.id.as_ref();
        taken |= path != file && own.is_some_and(|id| id.text == new);
        let users = assist::rendered(&parsed).filter(|id| roots.leads_to(path, &id.text, &to));
        let mut found: Vec<Edit> = users.map(|id| Edit::replace(id.span, new)).collect();
        found.extend(own.filter(|_| path == file).map(|id| Edit::replace(id.span, new)));
        if !found.is_empty() {
            edits.insert(path.to_owned(), (source.to_owned(), found));
        }
    });
    finish(edits, Vec::new(), taken, new, shared)
}

/// A snippet that is known by its path: the file moves, and every macro that renders it follows.
fn file(analysis: &Analysis, id: &str, old: &Path, new: &str, shared: &Arc<Shared>) -> Result<lsp::WorkspaceEdit> {
    let user = file_path(&analysis.snapshot.uri).unwrap_or_default();
    let roots = analysis.snippets.roots();
    let path = roots.moved_path(&user, id, old, new);
    let path = path.ok_or_else(|| refusal(format!("`{id}` is not known by its path: rename its file")))?;
    if path == old {
        return Ok(lsp::WorkspaceEdit::default());
    }
    let mut taken = path.exists() || taken(analysis, old, new);
    let moves = [(old.to_owned(), path.clone())];
    let mut edits = Edits::new();
    each(analysis, shared, |user, source| {
        taken |= Macro::parse(source).front_matter.id.is_some_and(|id| id.text == new);
        let ids = roots.moved_ids(user, source, &moves);
        if !ids.is_empty() {
            let ids = ids.into_iter().map(|(span, id)| Edit::replace(span, id)).collect();
            edits.insert(user.to_owned(), (source.to_owned(), ids));
        }
    });
    let uris = workspace::uri_of(shared, old).zip(lsp::Uri::from_file_path(&path));
    let (old_uri, new_uri) = uris.ok_or_else(Error::internal_error)?;
    let file = lsp::RenameFile { old_uri, new_uri, options: None, annotation_id: None };
    finish(edits, vec![lsp::ResourceOp::Rename(file)], taken, new, shared)
}

/// The edits, and behind them what happens to files.
fn finish(
    edits: Edits,
    operations: Vec<lsp::ResourceOp>,
    taken: bool,
    new: &str,
    shared: &Arc<Shared>,
) -> Result<lsp::WorkspaceEdit> {
    if taken {
        return Err(refusal(format!("There is a macro `{new}` already")));
    }
    let mut whole = workspace::edit_of(edits, shared).ok_or_else(Error::content_modified)?;
    if !operations.is_empty() {
        let edits = match whole.document_changes.take() {
            Some(lsp::DocumentChanges::Edits(edits)) => edits,
            _ => Vec::new(),
        };
        let edits = edits.into_iter().map(lsp::DocumentChangeOperation::Edit);
        let operations = operations.into_iter().map(lsp::DocumentChangeOperation::Op);
        whole.document_changes = Some(lsp::DocumentChanges::Operations(edits.chain(operations).collect()));
    }
    Ok(whole)
}

/// Whether the path of an id leads to another file than this one.
fn taken(analysis: &Analysis, file: &Path, id: &str) -> bool {
    let roots = analysis.snippets.roots();
    roots.paths_of(file, id).into_iter().any(|path| path != file && path.is_file())
}

fn each(analysis: &Analysis, shared: &Arc<Shared>, visit: impl FnMut(&Path, &str)) {
    analysis.snippets.roots().each_macro(&OpenDocuments(shared), visit);
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A reason, for the person who asked.
pub(super) fn refusal(reason: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: reason.into(), data: None }
}
