//! The snippets that an analysis asks for: looked up while it runs, kept with it, so that all that is asked of it later sees
//! the same, and compared when one of them may have changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tower_lsp_server::ls_types as lsp;

use super::state::Shared;
use crate::message::{Missing, Snippet, Snippets};
use crate::text::Text;
use crate::workspace::{LiveSnippets, Lookup, OpenTexts, SnippetRoots};

/// The open documents, as snippets.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenDocuments<'a>(pub(super) &'a Shared);

impl OpenTexts for OpenDocuments<'_> {
    fn text(&self, path: &Path) -> Option<(u64, Text)> {
        self.0.lock().text_of(path)
    }

    fn paths(&self) -> Vec<PathBuf> {
        self.0.lock().paths()
    }
}

/// Looks snippets up for one analysis, and notes what was asked.
#[derive(Debug)]
pub(super) struct Asking<'a> {
    live: Mutex<&'a mut LiveSnippets>,
    open: OpenDocuments<'a>,
    roots: Arc<SnippetRoots>,
    asked: Mutex<BTreeMap<String, Lookup>>,
}

impl<'a> Asking<'a> {
    /// Begins an analysis where ids start at `roots`.
    pub(super) fn new(live: &'a mut LiveSnippets, roots: Arc<SnippetRoots>, open: OpenDocuments<'a>) -> Self {
        Self { live: Mutex::new(live), open, roots, asked: Mutex::default() }
    }

    /// What was asked, for keeping.
    pub(super) fn done(self) -> Asked {
        let lookups = self.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        let files = lookups.values().filter_map(|lookup| lookup.found.as_ref());
        let state = self.open.0.lock();
        let uris = files.filter_map(|(path, snippet)| {
            let uri = state.uri_of(path).cloned().or_else(|| lsp::Uri::from_file_path(path))?;
            Some((snippet.label.clone(), uri))
        });
        Asked { uris: uris.collect(), roots: self.roots, lookups }
    }
}

impl Asking<'_> {
    fn ask<T>(&self, id: &str, what: impl FnOnce(&Lookup) -> T) -> T {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let lookup = asked.entry(id.to_owned()).or_insert_with(|| {
            let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            live.look_up(&self.roots, id, &self.open)
        });
        what(lookup)
    }
}

impl Snippets for Asking<'_> {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        self.ask(id, |lookup| lookup.found.as_ref().map(|(_, snippet)| Arc::clone(snippet)))
    }

    fn missing(&self, id: &str) -> Option<Missing> {
        self.ask(id, |lookup| lookup.missing().cloned())
    }
}

/// What an analysis asked for and got. What it did not ask for is not there.
#[derive(Debug)]
pub(super) struct Asked {
    roots: Arc<SnippetRoots>,
    /// By id.
    lookups: BTreeMap<String, Lookup>,
    /// The addresses of what was found, by label.
    uris: BTreeMap<String, lsp::Uri>,
}

impl Asked {
    /// The address of the snippet with a label.
    pub(super) fn uri(&self, label: &str) -> Option<&lsp::Uri> {
        self.uris.get(label)
    }

    /// Where ids start.
    pub(super) fn roots(&self) -> &Arc<SnippetRoots> {
        &self.roots
    }

    /// The file that an id leads to, and what it says.
    pub(super) fn found(&self, id: &str) -> Option<&(PathBuf, Arc<Snippet>)> {
        self.lookups.get(id)?.found.as_ref()
    }

    /// Whether every id leads where it led.
    pub(super) fn is_current(&self, live: &mut LiveSnippets, open: OpenDocuments) -> bool {
        self.lookups.iter().all(|(id, lookup)| live.look_up(&self.roots, id, &open).agrees(lookup))
    }

    /// Whether some id leads elsewhere after a change of the files or folders at `changed`, or to another text.
    pub(super) fn is_outdated(&self, changed: &Changed, live: &mut LiveSnippets, open: OpenDocuments) -> bool {
        let mut concerned = self.lookups.iter().filter(|(_, lookup)| match changed {
            Changed::Paths(paths) => paths.iter().any(|path| lookup.depends_on(path)),
            Changed::List => lookup.is_by_list(),
            Changed::Library => false,
        });
        concerned.any(|(id, lookup)| !live.look_up(&self.roots, id, &open).agrees(lookup))
    }
}

impl Snippets for Asked {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        self.lookups.get(id)?.found.as_ref().map(|(_, snippet)| Arc::clone(snippet))
    }

    fn missing(&self, id: &str) -> Option<Missing> {
        self.lookups.get(id)?.missing().cloned()
    }
}

/// What may lead ids elsewhere.
#[derive(Clone, Debug)]
pub(super) enum Changed {
    /// The texts of these files, or of all files in these folders.
    Paths(Vec<PathBuf>),
    /// A list of ids.
    List,
    /// What is known of the macros around.
    Library,
}
