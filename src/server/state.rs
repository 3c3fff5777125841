//! The one owner of all that changes: open documents, settings, what is known of the client.
//!
//! Handlers change it before they await anything, so that changes take effect in the order in which they were sent. All
//! else works on a [`Snapshot`], which never changes, and comes back with its revision.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tower_lsp_server::ls_types as lsp;
use tower_lsp_server::ls_types::notification::PublishDiagnostics;

use super::analysis::Analysis;
use super::capabilities::ClientFacts;
use super::configuration::EditorSettings;
use super::document::Document;
use super::outgoing::Outgoing;
use crate::syntax::Tree;
use crate::text::Text;
use crate::workspace::read_macro;

/// The state behind its lock.
#[derive(Debug, Default)]
pub(super) struct Shared {
    state: Mutex<State>,
    shut_down: AtomicBool,
    stop: Notify,
    other_diagnostics: Notify,
    /// Counts changes of anything that diagnostics depend on.
    changes: AtomicU64,
    another_change: Notify,
}

impl Shared {
    /// The state. Held for moments only: no analysis, no reading of files, no waiting.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        // A panic while it is held leaves whole values behind: every change is one assignment or one insertion.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a file says now: the text that is open, else what is on the disk.
    pub(super) fn text_now(&self, path: &Path) -> Option<String> {
        let open = self.lock().text_of(path).map(|(_, text)| text.to_string());
        open.or_else(|| read_macro(path).ok())
    }

    /// The client asked for shutdown.
    pub(super) fn shut_down(&self) {
        self.shut_down.store(true, Ordering::SeqCst);
    }

    /// Whether the client asked for shutdown.
    pub(super) fn was_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::SeqCst)
    }

    /// Ends the server: there is no client any more.
    pub(super) fn stop(&self) {
        self.stop.notify_one();
    }

    /// Diagnostics changed of documents whose texts did not.
    pub(super) fn diagnostics_changed(&self) {
        self.other_diagnostics.notify_one();
    }

    /// Comes back after [`Shared::diagnostics_changed`].
    pub(super) async fn other_diagnostics(&self) {
        self.other_diagnostics.notified().await;
    }

    /// Something changed that diagnostics of any macro may depend on.
    pub(super) fn touch(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.another_change.notify_waiters();
    }

    /// The number of the last change.
    pub(super) fn change(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    /// Comes back when there was a change after that of a number.
    pub(super) async fn changed_since(&self, change: u64) {
        loop {
            let mut another = pin!(self.another_change.notified());
            // From here on no change is missed.
            another.as_mut().enable();
            if self.change() != change {
                return;
            }
            another.await;
        }
    }

    /// Comes back after [`Shared::stop`].
    pub(super) async fn stopped(&self) {
        self.stop.notified().await;
    }
}

/// All that changes.
#[derive(Debug, Default)]
pub(super) struct State {
    /// What the client can take.
    pub(super) client: ClientFacts,
    /// What the editor's settings decide.
    pub(super) editor: Arc<EditorSettings>,
    /// The folders that are open, in the client's order.
    pub(super) folders: Vec<lsp::Uri>,
    documents: HashMap<lsp::Uri, Document>,
    /// The document that was opened or changed last.
    last_changed: Option<lsp::Uri>,
    /// Those of them that are files.
    by_path: HashMap<PathBuf, lsp::Uri>,
    /// Counts the occasions on which configuration files may have changed.
    configuration: u64,
    last_revision: u64,
}

/// A version of a document with all that its analysis needs.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    /// Which document.
    pub(super) uri: lsp::Uri,
    /// The client's number of the version.
    pub(super) version: i32,
    /// The server's number of it.
    pub(super) revision: u64,
    /// The text.
    pub(super) text: Text,
    /// An older tree, told of every edit since.
    pub(super) tree: Option<Tree>,
    /// What the client can take.
    pub(super) client: ClientFacts,
    /// What the editor's settings decide.
    pub(super) editor: Arc<EditorSettings>,
    /// Where to look for a configuration file: the document's own path, or the first folder for one without.
    pub(super) place: Option<PathBuf>,
    /// The open folder that the document stands in; the first one for a document without a path.
    pub(super) folder: Option<PathBuf>,
    /// Which reading of configuration files holds.
    pub(super) configuration: u64,
}

impl State {
    /// A document was opened; one that was open already is replaced.
    pub(super) fn open(&mut self, document: &lsp::TextDocumentItem) {
        let revision = self.next_revision();
        self.last_changed = Some(document.uri.clone());
        self.documents.insert(document.uri.clone(), Document::new(&document.text, document.version, revision));
        if let Some(path) = file_path(&document.uri) {
            self.by_path.insert(path, document.uri.clone());
        }
    }

    /// A document was changed. Says whether it was open.
    pub(super) fn change(
        &mut self,
        of: &lsp::VersionedTextDocumentIdentifier,
        changes: &[lsp::TextDocumentContentChangeEvent],
    ) -> bool {
        let revision = self.next_revision();
        let Some(document) = self.documents.get_mut(&of.uri) else { return false };
        document.change(changes, self.client.encoding);
        document.version = of.version;
        document.revision = revision;
        if self.last_changed.as_ref() != Some(&of.uri) {
            self.last_changed = Some(of.uri.clone());
        }
        true
    }

    /// A document was closed: pushed diagnostics go with it.
    pub(super) fn close(&mut self, uri: &lsp::Uri, outgoing: &Outgoing) {
        self.by_path.retain(|_, open| open != uri);
        if self.documents.remove(uri).is_some() && !self.client.pulls {
            outgoing.notify::<PublishDiagnostics>(lsp::PublishDiagnosticsParams::new(uri.clone(), Vec::new(), None));
        }
    }

    /// Configuration changed: all that was found is old. Gives the open documents.
    pub(super) fn reconfigure(&mut self) -> Vec<lsp::Uri> {
        self.configuration += 1;
        let mut revision = self.last_revision;
        for document in self.documents.values_mut() {
            revision += 1;
            document.revision = revision;
        }
        self.last_revision = revision;
        self.documents.keys().cloned().collect()
    }

    /// The revision of an open document.
    pub(super) fn revision(&self, uri: &lsp::Uri) -> Option<u64> {
        self.documents.get(uri).map(|document| document.revision)
    }

    /// The document that was opened or changed last, or else one that is open.
    pub(super) fn last_changed(&self) -> Option<&lsp::Uri> {
        let last = self.last_changed.as_ref().filter(|uri| self.documents.contains_key(*uri));
        last.or_else(|| self.documents.keys().next())
    }

    /// What was found in the newest version, where it was analysed already.
    pub(super) fn analysis(&self, uri: &lsp::Uri) -> Option<Arc<Analysis>> {
        let document = self.documents.get(uri)?;
        document.analysis.clone().filter(|analysis| analysis.snapshot.revision == document.revision)
    }

    /// The newest version of an open document.
    pub(super) fn snapshot(&self, uri: &lsp::Uri) -> Option<Snapshot> {
        let document = self.documents.get(uri)?;
        Some(Snapshot {
            uri: uri.clone(),
            version: document.version,
            revision: document.revision,
            text: document.text.clone(),
            tree: document.tree.clone(),
            client: self.client,
            editor: Arc::clone(&self.editor),
            place: self.place(uri),
            folder: self.folder(uri),
            configuration: self.configuration,
        })
    }

    /// A file as if it were open with a text, by the address that the client knows it by.
    pub(super) fn snapshot_of_file(&self, path: &Path, text: Text) -> Option<Snapshot> {
        let uri = self.by_path.get(path).cloned().or_else(|| lsp::Uri::from_file_path(path))?;
        Some(Snapshot {
            version: 0,
            revision: 0,
            text,
            tree: None,
            client: self.client,
            editor: Arc::clone(&self.editor),
            place: self.place(&uri),
            folder: self.folder(&uri),
            configuration: self.configuration,
            uri,
        })
    }

    /// Which reading of configuration files holds.
    pub(super) fn configuration(&self) -> u64 {
        self.configuration
    }

    /// Keeps an analysis for the questions to come, unless the document moved on meanwhile. Gives the one before it, for
    /// the caller to drop when there is time.
    pub(super) fn keep(&mut self, analysis: &Arc<Analysis>, tree: Option<Tree>) -> Option<Arc<Analysis>> {
        let document = self.documents.get_mut(&analysis.snapshot.uri)?;
        if document.revision != analysis.snapshot.revision {
            return None;
        }
        document.tree = tree;
        document.analysis.replace(Arc::clone(analysis))
    }

    /// What was found in the newest version of each open document that was analysed already.
    pub(super) fn analyses(&self) -> Vec<Arc<Analysis>> {
        self.documents.keys().filter_map(|uri| self.analysis(uri)).collect()
    }

    /// What was found in a document holds no more, though its text is the same. Gives it, for the caller to drop when
    /// there is time.
    pub(super) fn outdate(&mut self, uri: &lsp::Uri) -> Option<Arc<Analysis>> {
        let document = self.documents.get_mut(uri)?;
        document.pushed = None;
        document.analysis.take()
    }

    /// The address of the document that is open for a file.
    pub(super) fn uri_of(&self, path: &Path) -> Option<&lsp::Uri> {
        self.by_path.get(path)
    }

    /// The text that is open for a file, and its revision.
    pub(super) fn text_of(&self, path: &Path) -> Option<(u64, Text)> {
        let document = self.documents.get(self.by_path.get(path)?)?;
        Some((document.revision, document.text.clone()))
    }

    /// The files that are open.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.by_path.keys().cloned().collect()
    }

    /// Whether the newest version has diagnostics that were not pushed yet.
    pub(super) fn must_push(&self, uri: &lsp::Uri) -> bool {
        !self.client.pulls && self.documents.get(uri).is_some_and(|document| document.pushed != Some(document.revision))
    }

    /// Pushes the diagnostics of a revision, unless the document moved on meanwhile. Under the lock, so that no older
    /// version can follow a newer one.
    pub(super) fn push(&mut self, of: &Snapshot, items: Vec<lsp::Diagnostic>, outgoing: &Outgoing) {
        let Some(document) = self.documents.get_mut(&of.uri) else { return };
        if document.revision != of.revision {
            return;
        }
        document.pushed = Some(of.revision);
        let params = lsp::PublishDiagnosticsParams::new(of.uri.clone(), items, Some(of.version));
        outgoing.notify::<PublishDiagnostics>(params);
    }

    fn place(&self, uri: &lsp::Uri) -> Option<PathBuf> {
        file_path(uri).or_else(|| self.folders.iter().find_map(file_path))
    }

    fn folder(&self, uri: &lsp::Uri) -> Option<PathBuf> {
        let folders = self.folders.iter().filter_map(file_path);
        match file_path(uri) {
            Some(path) => {
                folders.filter(|folder| path.starts_with(folder)).max_by_key(|folder| folder.as_os_str().len())
            }
            None => { folders }.next(),
        }
    }

    fn next_revision(&mut self) -> u64 {
        self.last_revision += 1;
        self.last_revision
    }
}

/// The folders that are open; older clients name one as the root.
pub(super) fn folders(params: &lsp::InitializeParams) -> Vec<lsp::Uri> {
    if let Some(folders) = &params.workspace_folders {
        return folders.iter().map(|folder| folder.uri.clone()).collect();
    }
    #[expect(deprecated, reason = "clients from before workspace folders send nothing else")]
    params.root_uri.iter().cloned().collect()
}

/// The path of a `file:` address.
pub(super) fn file_path(uri: &lsp::Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path())?.map(std::borrow::Cow::into_owned)
}
