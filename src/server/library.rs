//! The index of the workspace and the one thread that keeps it: made after the client said that it is ready, with what stands
//! in the editor over what stands in the files. Nobody who types waits for it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tower_lsp_server::ls_types as lsp;

use super::contain::contain;
use super::outgoing::Outgoing;
use super::snippets::OpenDocuments;
use super::state::{Shared, file_path};
use crate::workspace::{Entry, Facts, Index, Listed, Scopes, SnippetRoots};

/// Changes are looked at when none came for so long: while somebody types, that is after a pause.
const QUIET: Duration = Duration::from_millis(150);
/// But no longer than this, also while they keep coming.
const LONGEST: Duration = Duration::from_secs(1);
/// So many threads read files at most.
const MOST_THREADS: usize = 4;

/// What is asked of the thread.
enum Task {
    /// The texts of files may be other ones, in the editor.
    Edited(PathBuf),
    /// Files, folders or configuration may be other ones.
    Refresh,
    /// Nothing was read yet: read all.
    Begin,
    /// Say when all that came before is done; with a look at the disk first.
    Done { refresh: bool, tell: mpsc::Sender<()> },
}

/// The way to the index.
#[derive(Clone, Debug)]
pub(super) struct Librarian {
    tasks: mpsc::Sender<Task>,
    shelf: Arc<Shelf>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shelf(RwLock<Stock>);

/// What is there.
#[derive(Debug, Default)]
struct Stock {
    /// `None` until all was read once.
    index: Option<Index>,
    /// The folders below which every macro is in it.
    folders: Vec<PathBuf>,
}

impl Shelf {
    fn read(&self) -> RwLockReadGuard<'_, Stock> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Held for moments only.
    fn write(&self) -> RwLockWriteGuard<'_, Stock> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Librarian {
    /// Starts the thread; `changed` is called whenever something in the index is another than before.
    pub(super) fn start(
        shared: Arc<Shared>,
        outgoing: Outgoing,
        changed: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (tasks, queue) = mpsc::channel();
        let shelf = Arc::new(Shelf::default());
        let mut keeper = Keeper { shelf: Arc::clone(&shelf), shared: Arc::clone(&shared), outgoing, begun: false };
        thread::Builder::new().name("librarian".into()).spawn(move || {
            lower_priority();
            keeper.work(&queue, &changed);
        })?;
        Ok(Self { tasks, shelf, shared })
    }

    /// The client is ready: all macros are read.
    pub(super) fn begin(&self) {
        let _ = self.tasks.send(Task::Begin);
    }

    /// The text of an open file is another one, or holds no more.
    pub(super) fn edited(&self, path: PathBuf) {
        let _ = self.tasks.send(Task::Edited(path));
    }

    /// Files, folders or configuration may be other ones.
    pub(super) fn refresh(&self) {
        let _ = self.tasks.send(Task::Refresh);
    }

    /// Waits until all that happened before is in the index; of clients that do not watch files, the files are looked at.
    /// Not for the threads that anybody who types waits for.
    pub(super) fn catch_up(&self) {
        let refresh = !self.shared.lock().client.watches;
        let (tell, done) = mpsc::channel();
        if self.tasks.send(Task::Done { refresh, tell }).is_ok() {
            let _ = done.recv();
        }
    }

    /// Asks the index, where there is one yet. Must be quick: others wait.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Index) -> T) -> Option<T> {
        self.shelf.read().index.as_ref().map(question)
    }

    /// As [`Librarian::ask`], where every macro below the roots is in the index.
    pub(super) fn ask_all<T>(&self, of: &SnippetRoots, question: impl FnOnce(&Index) -> T) -> Option<T> {
        let stock = self.shelf.read();
        let is_read = |root: &Path| !root.is_dir() || stock.folders.iter().any(|folder| root.starts_with(folder));
        of.folders().all(is_read).then_some(())?;
        stock.index.as_ref().map(question)
    }

    /// What there is to say of a text among the others; nothing before there is an index.
    pub(super) fn facts(&self, path: Option<&Path>, roots: &Arc<SnippetRoots>, text: &str) -> Facts {
        let Some(path) = path else { return Facts::default() };
        if self.shelf.read().index.is_none() {
            return Facts::default();
        }
        let entry = Entry::read(text);
        self.ask(|index| index.facts(path, roots, &entry)).unwrap_or_default()
    }
}

/// What the thread works with.
struct Keeper {
    shelf: Arc<Shelf>,
    shared: Arc<Shared>,
    outgoing: Outgoing,
    /// Whether all was read once, or is to be.
    begun: bool,
}

/// What came together.
#[derive(Default)]
struct Batch {
    refresh: bool,
    edited: BTreeSet<PathBuf>,
    waiting: Vec<mpsc::Sender<()>>,
    urgent: bool,
}

impl Batch {
    fn take(&mut self, task: Task, begun: bool) {
        match task {
            Task::Edited(path) => drop(self.edited.insert(path)),
            // What is not read yet is read anew anyway.
            Task::Refresh => self.refresh |= begun,
            // The first macro that is opened goes first.
            Task::Begin => self.refresh = true,
            Task::Done { refresh, tell } => {
                self.refresh |= refresh || !begun;
                self.urgent = true;
                self.waiting.push(tell);
            }
        }
    }
}

impl Keeper {
    fn work(&mut self, queue: &mpsc::Receiver<Task>, changed: &dyn Fn()) {
        while let Ok(task) = queue.recv() {
            let mut batch = Batch::default();
            batch.take(task, self.begun);
            let deadline = Instant::now() + LONGEST;
            while !batch.urgent
                && Instant::now() < deadline
                && let Ok(task) = queue.recv_timeout(QUIET)
            {
                batch.take(task, self.begun);
            }
            self.begun |= batch.refresh;
            let done = contain(|| self.carry_out(&batch));
            match done {
                Ok(true) => changed(),
                Ok(false) => {}
                Err(panicked) => {
                    let text =
                        format!("softspoken made a mistake of its own while it read the workspace: {}", panicked.0);
                    self.outgoing.log(lsp::MessageType::ERROR, text);
                }
            }
            if batch.refresh || !batch.edited.is_empty() {
                self.shared.touch();
            }
            for tell in batch.waiting {
                let _ = tell.send(());
            }
        }
    }

    /// Says whether something is another than before.
    fn carry_out(&self, batch: &Batch) -> bool {
        if batch.refresh || self.shelf.read().index.as_ref().is_some_and(Index::is_worn) {
            self.read_all();
            return true;
        }
        let folders = self.folders();
        let mut any = false;
        for path in &batch.edited {
            any |= self.read_one(path, &folders);
        }
        any
    }

    fn folders(&self) -> Vec<PathBuf> {
        self.shared.lock().folders.iter().filter_map(file_path).collect()
    }

    fn read_all(&self) {
        let folders = self.folders();
        let mut listed = Listed::default();
        let mut all: Vec<PathBuf> = Vec::new();
        for folder in &folders {
            let mut scopes = Scopes::new(folder);
            let roots = scopes.of(&folder.join("x"));
            let outside = roots.folders().filter(|root| !root.starts_with(folder));
            let here: Vec<&Path> = std::iter::once(folder.as_path()).chain(outside).collect();
            listed.add_folders(&here, &mut scopes);
            all.extend(here.into_iter().map(Path::to_owned));
        }
        let threads = thread::available_parallelism().map_or(1, |threads| threads.get().min(MOST_THREADS));
        let known = self.shelf.read().index.as_ref().map(Index::known).unwrap_or_default();
        let index = listed.read(&known, &OpenDocuments(&self.shared), threads, lower_priority);
        let stock = Stock { index: Some(index), folders: all };
        let old = std::mem::replace(&mut *self.shelf.write(), stock);
        drop(old);
        let open = self.shared.lock().paths();
        for path in &open {
            self.read_one(path, &folders);
        }
    }

    /// Brings one file up to date, from its open text or the disk.
    fn read_one(&self, path: &Path, folders: &[PathBuf]) -> bool {
        let text = self.shared.lock().text_of(path).map(|(_, text)| text.to_string());
        let known = self.shelf.read().index.as_ref().map(|index| index.entry(path).is_some());
        let is_there = path.is_file();
        match (known, text) {
            (None, _) => false,
            // What is there and was not found is left out by configuration or ignore files.
            (Some(false), Some(_)) if is_there => false,
            (Some(_), Some(text)) => {
                let folder =
                    folders.iter().filter(|folder| path.starts_with(folder)).max_by_key(|f| f.as_os_str().len());
                let Some(folder) = folder else { return false };
                let entry = Arc::new(Entry::read(&text));
                let roots = Scopes::new(folder).of(path);
                self.change(|index| index.put(path, &roots, entry))
            }
            (Some(true), None) if is_there => {
                let again = self.shelf.read().index.as_ref().and_then(|index| index.read_again(path));
                again.is_some_and(|again| self.change(|index| index.take(again)))
            }
            (Some(true), None) => self.change(|index| index.remove(path)),
            (Some(false), None) => false,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Index) -> bool) -> bool {
        self.shelf.write().index.as_mut().is_some_and(change)
    }
}

/// Lets the threads that somebody waits for go first.
pub(super) fn lower_priority() {
    // Elsewhere the call is about the whole process.
    #[cfg(target_os = "linux")]
    {
        let _ = rustix::process::setpriority_process(None, 10);
    }
}
