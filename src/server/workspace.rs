//! Questions about all macros of the workspace: what they are called, and what their users have to write when files move.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp_server::ls_types as lsp;

use super::convert::{self, Edited};
use super::library::Librarian;
use super::snippets::OpenDocuments;
use super::state::{Shared, file_path};
use crate::text::{Edit, Text};
use crate::workspace::{CONFIG_FILE, Config, Index, SnippetRoots, possible_ids, read_macro};

/// The most macros that are named at once.
const MOST_SYMBOLS: usize = 500;

/// The roots of each folder that is open.
fn roots(shared: &Shared) -> Vec<SnippetRoots> {
    let folders: Vec<PathBuf> = shared.lock().folders.iter().filter_map(file_path).collect();
    let roots = folders.iter().map(|folder| {
        let file = folder.join(CONFIG_FILE);
        let file = if file.is_file() { Some(file) } else { Config::file_for(folder) };
        let config = file.and_then(|file| Some(Config::parse(&file, &read_macro(&file).ok()?).0)).unwrap_or_default();
        SnippetRoots::new(Arc::new(config), folder)
    });
    roots.collect()
}

/// The macros and declared variables whose names have the letters of `query`.
pub(super) fn symbols(query: &str, shared: &Arc<Shared>, library: &Librarian) -> Vec<lsp::SymbolInformation> {
    library.catch_up();
    let mut out = Vec::new();
    for found in library.ask(|index| index.named(query, MOST_SYMBOLS)).unwrap_or_default() {
        let Some(uri) = uri_of(shared, &found.path) else { continue };
        let container = (found.name != found.id).then_some(found.id);
        out.push(symbol(found.name, lsp::SymbolKind::FILE, uri, lsp::Range::default(), container));
    }
    out.extend(roots(shared).iter().flat_map(|roots| variables(query, roots.config(), shared)));
    out
}

fn variables(query: &str, config: &Config, shared: &Shared) -> Vec<lsp::SymbolInformation> {
    let Some(file) = config.root.as_ref().map(|root| root.join(CONFIG_FILE)) else { return Vec::new() };
    let (Some(uri), Ok(text)) = (lsp::Uri::from_file_path(&file), read_macro(&file)) else { return Vec::new() };
    let (text, encoding) = (Text::new(&text), shared.lock().client.encoding);
    let query = query.to_lowercase();
    let found = config.variables.iter().filter(|variable| variable.name.to_lowercase().contains(&query));
    let symbol = |variable: &crate::workspace::Variable| {
        let range = convert::range(&text, variable.span, encoding);
        symbol(variable.name.clone(), lsp::SymbolKind::VARIABLE, uri.clone(), range, Some(CONFIG_FILE.to_owned()))
    };
    found.map(symbol).collect()
}

fn symbol(
    name: String,
    kind: lsp::SymbolKind,
    uri: lsp::Uri,
    range: lsp::Range,
    container_name: Option<String>,
) -> lsp::SymbolInformation {
    #[expect(deprecated, reason = "the type has no other constructor")]
    lsp::SymbolInformation {
        name,
        kind,
        tags: None,
        deprecated: None,
        location: lsp::Location { uri, range },
        container_name,
    }
}

pub(super) fn uri_of(shared: &Shared, path: &Path) -> Option<lsp::Uri> {
    let open = shared.lock().uri_of(path).cloned();
    open.or_else(|| lsp::Uri::from_file_path(path))
}

/// The edits of the macros that render files which are about to move.
pub(super) fn will_rename(
    files: &[lsp::FileRename],
    shared: &Arc<Shared>,
    library: &Librarian,
) -> Option<lsp::WorkspaceEdit> {
    let path = |uri: &str| uri.parse::<lsp::Uri>().ok().as_ref().and_then(file_path);
    let moves = files.iter().filter_map(|file| Some((path(&file.old_uri)?, path(&file.new_uri)?)));
    let moves: Vec<(PathBuf, PathBuf)> = moves.collect();
    library.catch_up();
    let users = library.ask(|index| users_of(&moves, index)).unwrap_or_default();
    let mut edits: BTreeMap<PathBuf, (String, Vec<Edit>)> = BTreeMap::new();
    for roots in roots(shared) {
        roots.each_of(users.clone(), &OpenDocuments(shared), |user, source| {
            let ids = roots.moved_ids(user, source, &moves);
            if !ids.is_empty() {
                let ids = ids.into_iter().map(|(span, id)| Edit::replace(span, id)).collect();
                edits.insert(user.to_owned(), (source.to_owned(), ids));
            }
        });
    }
    // What changed meanwhile has its places elsewhere by now: it is left as it is.
    edits.retain(|user, (source, _)| is_current(shared, user, source));
    edit_of(edits, shared).filter(|whole| *whole != lsp::WorkspaceEdit::default())
}

/// Whether a file has not changed in the editor since `source` was read.
fn is_current(shared: &Shared, path: &Path, source: &str) -> bool {
    let state = shared.lock();
    let open = state.uri_of(path).cloned().and_then(|uri| state.snapshot(&uri));
    open.is_none_or(|open| open.text.to_string() == source)
}

/// The edits of several files as one, in the order of their paths; `None` where one of them changed meanwhile.
pub(super) fn edit_of(edits: BTreeMap<PathBuf, (String, Vec<Edit>)>, shared: &Shared) -> Option<lsp::WorkspaceEdit> {
    let client = shared.lock().client;
    let mut whole = lsp::WorkspaceEdit::default();
    for (path, (source, edits)) in edits {
        if !is_current(shared, &path, &source) {
            return None;
        }
        let uri = uri_of(shared, &path)?;
        let version = shared.lock().snapshot(&uri).map(|open| open.version);
        let text = Text::new(&source);
        let of = Edited { uri: &uri, version, text: &text };
        convert::add(&mut whole, convert::workspace_edit(of, &edits, client.encoding, client.edits));
    }
    Some(whole)
}

/// The macros that may render what is at the first paths of the pairs.
fn users_of(moves: &[(PathBuf, PathBuf)], index: &Index) -> Vec<PathBuf> {
    let paths = index.paths().into_iter().filter(|path| moves.iter().any(|(from, _)| path.starts_with(from)));
    let ids = paths.flat_map(|path| possible_ids(path, index.entry(path).and_then(|entry| entry.id.as_deref())));
    let ids: Vec<String> = ids.collect();
    index.rendering(ids.iter().map(String::as_str))
}

/// Which files and folders the server wants to be asked about before they move.
pub(super) fn watched_moves() -> lsp::FileOperationRegistrationOptions {
    let filter = |glob: &str, matches| lsp::FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: lsp::FileOperationPattern { glob: glob.to_owned(), matches: Some(matches), options: None },
    };
    lsp::FileOperationRegistrationOptions {
        filters: vec![
            filter("**/*.macro", lsp::FileOperationPatternKind::File),
            filter("**/*", lsp::FileOperationPatternKind::Folder),
        ],
    }
}
