//! Snippets while people write them: the texts that are open in an editor hold over the files, each version is read and
//! parsed once, and what an id leads to can be asked again at any time.
//!
//! No lookup walks folders. Where only a list of all ids can tell, the list is asked for ([`LiveSnippets::wanted`]) and
//! made elsewhere; until it is there, the older one holds.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::id_names::IdNames;
use super::read_macro;
use super::snippet_roots::{Ids, OwnIds, RootsKey, SnippetRoots, Stamp, own_id};
use crate::message::{Missing, Snippet};
use crate::syntax::Macro;
use crate::text::Text;

/// The texts that are open in an editor.
pub trait OpenTexts: Debug {
    /// The text of a file and a number that no other version of it has; `None` where it is not open.
    fn text(&self, path: &Path) -> Option<(u64, Text)>;
    /// The files whose texts are open.
    fn paths(&self) -> Vec<PathBuf>;
}

/// No editor: what stands in the files holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingOpen;

impl OpenTexts for NothingOpen {
    fn text(&self, _: &Path) -> Option<(u64, Text)> {
        None
    }

    fn paths(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// What an id leads to.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// The snippet and its file; `None` where there is none.
    pub found: Option<(PathBuf, Arc<Snippet>)>,
    /// The files that were looked at.
    looked_at: Vec<PathBuf>,
    /// Whether more than the path was asked: any file may have the id in its front matter.
    by_list: bool,
    /// Where nothing was found: that it is certain.
    missing: Option<Missing>,
}

/// A list of ids, made outside of [`LiveSnippets`] since it takes a walk over folders.
#[derive(Debug)]
pub struct IdList {
    key: RootsKey,
    ids: Ids,
}

/// All snippets that were asked for, of all configurations.
#[derive(Debug, Default)]
pub struct LiveSnippets {
    files: HashMap<PathBuf, File>,
    lists: HashMap<RootsKey, List>,
    /// The ids in the front matter of open texts, by file.
    open_ids: HashMap<PathBuf, (u64, Option<String>)>,
    wanted: Vec<Arc<SnippetRoots>>,
}

#[derive(Debug, Default)]
struct List {
    ids: Ids,
    /// The same in order, for whoever looks at all of them; `None` until there is a list.
    names: Option<IdNames>,
    /// Whether it is being made.
    awaited: bool,
    /// Whether nothing changed since the making of it began.
    fresh: bool,
}

/// A file that is there.
#[derive(Debug)]
struct File {
    version: Version,
    /// Its text as a snippet: one for each id and label under which it was asked for, never none.
    snippets: Vec<Arc<Snippet>>,
}

/// Which text of a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Open(u64),
    Disk(Stamp),
    /// It may have changed without a trace.
    Unknown,
}

impl Lookup {
    /// Whether another lookup of the same id led to the same text.
    pub fn agrees(&self, other: &Self) -> bool {
        match (&self.found, &other.found) {
            (None, None) => self.missing == other.missing,
            (Some((path, one)), Some((other_path, other))) => {
                path == other_path && (Arc::ptr_eq(one, other) || one.source == other.source)
            }
            _ => false,
        }
    }

    /// Whether a change of the file or folder at `path` can lead it elsewhere.
    pub fn depends_on(&self, path: &Path) -> bool {
        self.by_list || self.looked_at.iter().any(|file| file.starts_with(path))
    }

    /// That no macro has the id, where that is certain.
    pub fn missing(&self) -> Option<&Missing> {
        self.missing.as_ref()
    }

    /// Whether the path alone did not tell: a list of ids was asked.
    pub fn is_by_list(&self) -> bool {
        self.by_list
    }
}

impl SnippetRoots {
    /// The list of all ids below these roots. Takes a walk over folders; files that did not change since `known` was made
    /// are not read again.
    pub fn list(&self, known: &mut OwnIds) -> IdList {
        IdList { key: self.key(), ids: self.ids(known) }
    }
}

impl LiveSnippets {
    /// What an id leads to now.
    pub fn look_up(&mut self, roots: &Arc<SnippetRoots>, id: &str, open: &dyn OpenTexts) -> Lookup {
        let mut lookup = Lookup { looked_at: roots.files_of(id), ..Lookup::default() };
        for path in &lookup.looked_at {
            // A file whose front matter gives it another id is not known by its path.
            let found = self.read(path, roots, id, open).filter(|_| self.has_id(path, roots, id));
            if let Some(snippet) = found {
                lookup.found = Some((path.clone(), snippet));
                return lookup;
            }
        }
        lookup.by_list = true;
        for path in [self.open_with(roots, id, open), self.listed(roots, id)].into_iter().flatten() {
            let found = self.read(&path, roots, id, open).filter(|_| self.has_id(&path, roots, id));
            lookup.found = found.map(|snippet| (path, snippet));
            if lookup.found.is_some() {
                return lookup;
            }
        }
        if roots.are_certain() && !roots.leads_to_unreadable(id) {
            lookup.missing = self.missing(roots, id);
        }
        lookup
    }

    /// That no macro has an id that was not found; `None` while there was no list yet.
    fn missing(&mut self, roots: &Arc<SnippetRoots>, id: &str) -> Option<Missing> {
        let names = self.list(roots).names.as_ref()?;
        Some(Missing { nearest: names.nearest(id).map(str::to_owned) })
    }

    /// The file or folder at `path` may have changed on the disk.
    pub fn changed(&mut self, path: &Path) {
        for (file, known) in &mut self.files {
            if file.starts_with(path) {
                known.version = Version::Unknown;
            }
        }
        self.lists.values_mut().for_each(|list| list.fresh = false);
    }

    /// Anything may have changed.
    pub fn all_changed(&mut self) {
        // Every path starts with the empty one.
        self.changed(Path::new(""));
    }

    /// The roots whose lists are to be made, since ids were looked up that only a list can tell.
    pub fn wanted(&mut self) -> Vec<Arc<SnippetRoots>> {
        std::mem::take(&mut self.wanted)
    }

    /// Takes a list that was wanted.
    pub fn take(&mut self, made: IdList) {
        let list = self.lists.entry(made.key).or_default();
        list.ids = made.ids;
        list.names = Some(IdNames::new(list.ids.keys().cloned()));
        list.awaited = false;
    }

    /// All ids below some roots, in order, as of the last list; `None` where there was none yet. Wants a new one where it is
    /// old.
    pub fn all_ids(&mut self, roots: &Arc<SnippetRoots>) -> Option<Arc<[String]>> {
        self.list(roots).names.as_ref().map(|names| Arc::clone(&names.ids))
    }

    /// The file that a list names. Wants a new one where the list is old.
    fn listed(&mut self, roots: &Arc<SnippetRoots>, id: &str) -> Option<PathBuf> {
        self.list(roots).ids.get(id).cloned()
    }

    fn list(&mut self, roots: &Arc<SnippetRoots>) -> &List {
        let list = self.lists.entry(roots.key()).or_default();
        if !list.fresh && !list.awaited {
            (list.fresh, list.awaited) = (true, true);
            self.wanted.push(Arc::clone(roots));
        }
        list
    }

    /// The open file with an id in its front matter.
    fn open_with(&mut self, roots: &SnippetRoots, id: &str, open: &dyn OpenTexts) -> Option<PathBuf> {
        let mut paths = open.paths();
        paths.retain(|path| roots.hold(path));
        paths.sort();
        self.open_ids.retain(|path, _| paths.binary_search(path).is_ok());
        paths.into_iter().find(|path| self.open_id(path, open) == Some(id))
    }

    fn open_id(&mut self, path: &Path, open: &dyn OpenTexts) -> Option<&str> {
        let (version, text) = open.text(path)?;
        if self.open_ids.get(path).is_none_or(|(known, _)| *known != version) {
            self.open_ids.insert(path.to_owned(), (version, own_id(&text.to_string())));
        }
        self.open_ids.get(path)?.1.as_deref()
    }

    fn has_id(&self, path: &Path, roots: &SnippetRoots, id: &str) -> bool {
        let snippet = self.files.get(path).and_then(|file| file.snippets.first());
        let own = snippet.map(|snippet| super::snippets::own_id(snippet));
        own.is_some_and(|own| roots.may_have(path, own, id))
    }

    /// The snippet in a file, read where there is another text than last time.
    fn read(&mut self, path: &Path, roots: &SnippetRoots, id: &str, open: &dyn OpenTexts) -> Option<Arc<Snippet>> {
        self.look_at(path, open, |source| {
            let parsed = Macro::parse(&source).in_file(path);
            Arc::new(Snippet { id: id.to_owned(), label: roots.label(path), source, parsed })
        });
        let file = self.files.get_mut(path)?;
        let label = roots.label(path);
        if let Some(known) = file.snippets.iter().find(|snippet| snippet.id == id && snippet.label == label) {
            return Some(Arc::clone(known));
        }
        let source = file.snippets.first()?.source.clone();
        let parsed = Macro::parse(&source).in_file(path);
        let snippet = Arc::new(Snippet { id: id.to_owned(), label, source, parsed });
        file.snippets.push(Arc::clone(&snippet));
        Some(snippet)
    }

    /// Brings what is known of a file up to date.
    fn look_at(&mut self, path: &Path, open: &dyn OpenTexts, make: impl FnOnce(String) -> Arc<Snippet>) {
        let known = self.files.get(path).map(|file| file.version);
        let (version, source) = match open.text(path) {
            Some((version, _)) if known == Some(Version::Open(version)) => return,
            Some((version, text)) => (Version::Open(version), Some(text.to_string())),
            None => match Stamp::of(path).map(Version::Disk) {
                None => (Version::Unknown, None),
                stamp if stamp == known => return,
                Some(stamp) => (stamp, read_macro(path).ok()),
            },
        };
        let Some(source) = source else {
            self.files.remove(path);
            return;
        };
        match self.files.get_mut(path) {
            Some(file) if file.snippets.first().is_some_and(|snippet| snippet.source == source) => {
                file.version = version;
            }
            _ => drop(self.files.insert(path.to_owned(), File { version, snippets: vec![make(source)] })),
        }
    }
}
