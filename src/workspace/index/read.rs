//! Fills the index from the disk, on several threads. What did not change since an older index was made is not read again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Entry, File, Index, KnownFiles};
use crate::workspace::snippet_roots::Stamp;
use crate::workspace::{CONFIG_FILE, Config, OpenTexts, SnippetRoots, discover, read_macro};

/// The files that an index is to be made of, each with the roots that its ids start in.
#[derive(Debug, Default)]
pub struct Listed {
    pub(super) files: Vec<(PathBuf, u32)>,
    pub(super) scopes: Vec<Arc<SnippetRoots>>,
}

impl Listed {
    /// Adds files whose ids start at `roots`.
    pub fn add(&mut self, roots: &Arc<SnippetRoots>, files: impl IntoIterator<Item = PathBuf>) {
        let known = self.scopes.iter().position(|known| known.key() == roots.key());
        let scope = known.unwrap_or_else(|| {
            self.scopes.push(Arc::clone(roots));
            self.scopes.len() - 1
        });
        let scope = u32::try_from(scope).unwrap_or(u32::MAX);
        self.files.extend(files.into_iter().map(|file| (file, scope)));
    }

    /// Adds the macros at and below folders, those of a folder with a configuration of its own under that.
    pub fn add_folders(&mut self, folders: &[&Path], scopes: &mut Scopes) {
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            let config = Arc::clone(&scopes.of_folder(folder).config);
            for file in discover(&[folder], &config).files {
                let roots = scopes.of(&file);
                self.add(&roots, [file]);
            }
        }
    }

    /// Reads all of them, on so many threads. A text that is open holds over its file; `begin` is called on every thread first.
    pub fn read(mut self, known: &KnownFiles, open: &(dyn OpenTexts + Sync), threads: usize, begin: fn()) -> Index {
        self.sort();
        let read = |(path, scope): &(PathBuf, u32)| file(path, *scope, known, open);
        let files = on_threads(threads, &self.files, begin, read);
        self.indexed(files)
    }

    /// The same as the disk has it, for who asks this index alone, and for no words: [`Index::naming`] finds none.
    pub fn read_without_words(mut self, threads: usize) -> Index {
        self.sort();
        let read = |(path, scope): &(PathBuf, u32)| {
            let entry = Arc::new(Entry::without_words(&read_macro(path).ok()?));
            Some(File { path: path.as_path().into(), scope: *scope, stamp: None, entry })
        };
        let files = on_threads(threads, &self.files, || {}, read);
        self.indexed(files)
    }

    fn indexed(self, mut files: Vec<File>) -> Index {
        files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        Index::of(files, self.scopes)
    }

    /// In the order of the paths, each once.
    pub(super) fn sort(&mut self) {
        self.files.sort_unstable();
        self.files.dedup_by(|one, other| one.0 == other.0);
    }
}

/// What `work` makes of `things`, in no order, on so many threads; `begin` is called on every thread first.
pub(super) fn on_threads<T: Sync, R: Send>(
    threads: usize,
    things: &[T],
    begin: fn(),
    work: impl Fn(&T) -> Option<R> + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        begin();
        let mut done = Vec::new();
        while let Some(thing) = things.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.extend(work(thing));
        }
        done
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.clamp(1, things.len().max(1))).map(|_| scope.spawn(worker)).collect();
        // What one thread could not do for a mistake of its own is not there.
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

/// What is kept of one file; `None` where it cannot be read.
pub(super) fn file(path: &Path, scope: u32, known: &KnownFiles, open: &dyn OpenTexts) -> Option<File> {
    if let Some((_, text)) = open.text(path) {
        let entry = Arc::new(Entry::read(&text.to_string()));
        return Some(File { path: path.into(), scope, stamp: None, entry });
    }
    let stamp = Stamp::of(path);
    let known = known.get(path).filter(|(known, _)| stamp.is_some() && *known == stamp);
    let entry = match known {
        Some((_, entry)) => Arc::clone(entry),
        None => Arc::new(Entry::read(&read_macro(path).ok()?)),
    };
    Some(File { path: path.into(), scope, stamp, entry })
}

/// Where ids start, by folder: as the nearest configuration file says, or from a base folder on.
#[derive(Debug)]
pub struct Scopes {
    base: PathBuf,
    by_folder: HashMap<PathBuf, Arc<SnippetRoots>>,
}

impl Scopes {
    /// For macros for which no configuration file may hold, ids start at `base`.
    pub fn new(base: &Path) -> Self {
        Self { base: base.to_owned(), by_folder: HashMap::new() }
    }

    /// For a macro.
    pub fn of(&mut self, path: &Path) -> Arc<SnippetRoots> {
        self.of_folder(path.parent().unwrap_or(path))
    }

    fn of_folder(&mut self, folder: &Path) -> Arc<SnippetRoots> {
        let mut without = Vec::new();
        let mut found = None;
        for ancestor in folder.ancestors() {
            if let Some(known) = self.by_folder.get(ancestor) {
                found = Some(Arc::clone(known));
                break;
            }
            without.push(ancestor.to_owned());
            let file = ancestor.join(CONFIG_FILE);
            if let Some(text) = file.is_file().then(|| read_macro(&file).ok()).flatten() {
                let config = Arc::new(Config::parse(&file, &text).0);
                found = Some(Arc::new(SnippetRoots::new(config, ancestor)));
                break;
            }
        }
        let found = found.unwrap_or_else(|| Arc::new(SnippetRoots::new(Arc::default(), &self.base)));
        self.by_folder.extend(without.into_iter().map(|folder| (folder, Arc::clone(&found))));
        found
    }
}
