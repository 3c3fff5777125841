//! The index of a workspace: what each macro is called, what it renders and what it says, small enough to be kept for tens of
//! thousands and quick enough to be asked at every keystroke. What it says of a macro takes time that grows with that macro
//! alone.

mod alike;
mod entry;
mod facts;
mod front;
mod postings;
mod read;
mod sentences;
mod survey;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use entry::Entry;
pub(super) use entry::front_id;
pub use facts::{AlikeTo, Facts, possible_ids};
pub use read::{Listed, Scopes};
pub use survey::{KnownTexts, Surveyed};

use self::postings::Postings;
use self::sentences::hash;
use super::snippet_roots::Stamp;
use super::{NothingOpen, SnippetRoots};

/// So many places that are out of use are kept before the index is worth making anew.
const MOST_DEAD: usize = 2_000;

/// What is kept of files, to be taken over by the next index for those that are still the same.
pub type KnownFiles = HashMap<Arc<Path>, (Option<Stamp>, Arc<Entry>)>;

/// What is known of all macros of a workspace.
#[derive(Debug, Default)]
pub struct Index {
    /// The place of each file.
    files: HashMap<Arc<Path>, u32>,
    /// A place is given once: that of an older text of a file stays empty.
    places: Vec<Option<File>>,
    dead: usize,
    scopes: Vec<Arc<SnippetRoots>>,
    ids: Postings,
    renders: Postings,
    words: Postings,
    sentences: Postings,
}

/// A file with what is kept of it.
#[derive(Clone, Debug)]
struct File {
    path: Arc<Path>,
    /// Whose ids it shares: an index into the scopes.
    scope: u32,
    /// What the file looked like when it was read; `None` for a text that is open.
    stamp: Option<Stamp>,
    entry: Arc<Entry>,
}

/// What the disk has of a file: nothing where it cannot be read.
#[derive(Debug)]
pub struct Again(PathBuf, Option<File>);

impl Index {
    /// How many macros there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What is kept of a file.
    pub fn entry(&self, path: &Path) -> Option<&Arc<Entry>> {
        self.file(path).map(|file| &file.entry)
    }

    /// Where the ids of a file start.
    pub fn roots(&self, path: &Path) -> Option<&Arc<SnippetRoots>> {
        self.scopes.get(self.file(path)?.scope as usize)
    }

    /// What the next index can take over.
    pub fn known(&self) -> KnownFiles {
        let files = self.places.iter().flatten();
        files.map(|file| (Arc::clone(&file.path), (file.stamp, Arc::clone(&file.entry)))).collect()
    }

    /// Whether so much was replaced that the index is worth making anew.
    pub fn is_worn(&self) -> bool {
        self.dead > MOST_DEAD.max(self.files.len() / 4)
    }

    /// The files in the order of their paths.
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths: Vec<&Path> = self.files.keys().map(|path| &**path).collect();
        paths.sort_unstable();
        paths
    }

    /// The files that may render one of the ids, in the order of their paths: every one that does is among them.
    pub fn rendering<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Vec<PathBuf> {
        let numbers = ids.into_iter().map(hash);
        self.with(&self.renders, numbers)
    }

    /// The files that may have a word inside of delimiters, in the order of their paths.
    pub fn naming(&self, word: &str) -> Vec<PathBuf> {
        self.with(&self.words, std::iter::once(hash(word)))
    }

    fn with(&self, postings: &Postings, numbers: impl Iterator<Item = u32>) -> Vec<PathBuf> {
        let places = numbers.flat_map(|number| postings.of(number).collect::<Vec<_>>());
        let mut paths: Vec<PathBuf> = places.filter_map(|place| Some(self.at(place)?.path.to_path_buf())).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Takes the newest text of a file that is open. Says whether anything of it is new.
    pub fn put(&mut self, path: &Path, roots: &Arc<SnippetRoots>, entry: Arc<Entry>) -> bool {
        let scope = self.scope(roots);
        self.replace(File { path: path.into(), scope, stamp: None, entry })
    }

    /// What the disk has of a file whose text is not open any more, read now; `None` where the index does not know it. What it
    /// is, [`Index::take`] takes in: reading may take long.
    pub fn read_again(&self, path: &Path) -> Option<Again> {
        let scope = self.file(path)?.scope;
        Some(Again(path.to_owned(), read::file(path, scope, &KnownFiles::new(), &NothingOpen)))
    }

    /// Takes in what was read. Says whether anything of it is new.
    pub fn take(&mut self, again: Again) -> bool {
        match again {
            Again(_, Some(file)) => self.replace(file),
            Again(path, None) => self.remove(&path),
        }
    }

    /// A file is gone. Says whether it was there.
    pub fn remove(&mut self, path: &Path) -> bool {
        let Some(place) = self.files.remove(path) else { return false };
        self.bury(place);
        true
    }

    fn replace(&mut self, file: File) -> bool {
        let known = self.files.get(&file.path).copied();
        if let Some(old) = known.and_then(|place| self.places.get_mut(place as usize)?.as_mut())
            && old.entry == file.entry
            && old.scope == file.scope
        {
            old.stamp = file.stamp;
            return false;
        }
        if let Some(place) = known {
            self.bury(place);
        }
        let place = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let entry = &file.entry;
        entry.id.iter().for_each(|id| self.ids.add(hash(id), place));
        entry.renders.iter().for_each(|number| self.renders.add(*number, place));
        entry.words.iter().for_each(|number| self.words.add(*number, place));
        entry.sentences.iter().for_each(|number| self.sentences.add(*number, place));
        self.files.insert(Arc::clone(&file.path), place);
        self.places.push(Some(file));
        true
    }

    fn bury(&mut self, place: u32) {
        if let Some(file) = self.places.get_mut(place as usize) {
            *file = None;
            self.dead += 1;
        }
    }

    /// All files at once.
    fn of(files: Vec<File>, scopes: Vec<Arc<SnippetRoots>>) -> Self {
        let numbers = |of: fn(&Entry) -> &[u32]| {
            let all = files.iter().zip(0..).flat_map(|(file, place)| of(&file.entry).iter().map(move |n| (*n, place)));
            Postings::new(all.collect())
        };
        let ids = files.iter().zip(0..).filter_map(|(file, place)| Some((hash(file.entry.id.as_deref()?), place)));
        Self {
            ids: Postings::new(ids.collect()),
            renders: numbers(|entry| &entry.renders),
            words: numbers(|entry| &entry.words),
            sentences: numbers(|entry| &entry.sentences),
            files: files.iter().zip(0..).map(|(file, place)| (Arc::clone(&file.path), place)).collect(),
            places: files.into_iter().map(Some).collect(),
            dead: 0,
            scopes,
        }
    }

    fn scope(&mut self, roots: &Arc<SnippetRoots>) -> u32 {
        let known = self.scopes.iter().position(|known| known.key() == roots.key());
        let index = known.unwrap_or_else(|| {
            self.scopes.push(Arc::clone(roots));
            self.scopes.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    fn file(&self, path: &Path) -> Option<&File> {
        self.at(*self.files.get(path)?)
    }

    fn at(&self, place: u32) -> Option<&File> {
        self.places.get(place as usize)?.as_ref()
    }
}
