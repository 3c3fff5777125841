//! The snippets of then, for judging a macro as it was.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::message::{Missing, Snippet, Snippets};
use crate::syntax::Macro;
use crate::workspace::{SnippetFiles, possible_ids};

/// The text that a file had.
#[derive(Debug)]
pub(super) struct OldText {
    /// Where it was, absolute.
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// The id in its front matter.
    pub(super) own_id: Option<String>,
}

impl OldText {
    pub(super) fn new(path: PathBuf, text: String) -> Self {
        let own_id = Macro::parse(&text).front_matter.id.map(|id| id.text);
        Self { path, text, own_id }
    }

    /// Every id that may have led to it.
    pub(super) fn ids(&self) -> Vec<String> {
        possible_ids(&self.path, self.own_id.as_deref())
    }
}

/// All texts of then of what is not as it was.
#[derive(Debug, Default)]
pub(super) struct OldTexts {
    all: Vec<Arc<OldText>>,
    by_id: HashMap<String, Vec<usize>>,
    /// What the files are called that are not as they were, as labels of snippets.
    changed: Vec<String>,
    /// What ids led to, by the address of what a configuration says of snippets: its macros share most of them.
    found: Mutex<HashMap<usize, Found>>,
}

/// What ids led to, as far as anybody asked.
type Found = HashMap<String, Option<Arc<Snippet>>>;

impl OldTexts {
    pub(super) fn new(all: Vec<Arc<OldText>>, mut changed: Vec<String>) -> Self {
        changed.sort_unstable();
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, old) in all.iter().enumerate() {
            old.ids().into_iter().for_each(|id| by_id.entry(id).or_default().push(at));
        }
        Self { all, by_id, changed, found: Mutex::default() }
    }
}

/// What ids led to then, seen from one configuration.
#[derive(Debug)]
pub(super) struct SnippetsBefore<'a> {
    pub(super) now: &'a SnippetFiles,
    pub(super) old: &'a OldTexts,
}

impl SnippetsBefore<'_> {
    fn find(&self, id: &str) -> Option<Arc<Snippet>> {
        let roots = self.now.roots();
        let places = self.old.by_id.get(id).into_iter().flatten();
        let mut olds = places.filter_map(|at| self.old.all.get(*at));
        if let Some(old) = olds.find(|old| roots.may_have(&old.path, old.own_id.as_deref(), id)) {
            let parsed = Macro::parse(&old.text).in_file(&old.path);
            let label = roots.label(&old.path);
            return Some(Arc::new(Snippet { id: id.to_owned(), label, source: old.text.clone(), parsed }));
        }
        // A file that is new, or that had another id, did not have this one.
        self.now.get(id).filter(|snippet| self.old.changed.binary_search(&snippet.label).is_err())
    }
}

impl Snippets for SnippetsBefore<'_> {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        let address = Arc::as_ptr(self.now.roots()) as usize;
        let all = || self.old.found.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all().get(&address).and_then(|found| found.get(id)).cloned();
        known.unwrap_or_else(|| {
            let found = self.find(id);
            all().entry(address).or_default().insert(id.to_owned(), found.clone());
            found
        })
    }

    fn missing(&self, id: &str) -> Option<Missing> {
        if self.get(id).is_some() { None } else { self.now.missing(id) }
    }
}

/// What the front matter of the file at `path` says that its id is, for the ids that lead to it now.
pub(super) fn ids_now(path: &Path, text: &str) -> Vec<String> {
    let own = Macro::parse(text).front_matter.id.map(|id| id.text);
    possible_ids(path, own.as_deref())
}
