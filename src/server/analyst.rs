//! The one thread on which macros are read and judged. Questions and pushes come to it in a queue; what is outdated by
//! the time its turn comes is dropped: a question with the protocol's own error, a push without a word.

use std::io;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::sync::oneshot;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::configuration_files::Files;
use super::contain::{Panicked, contain};
use super::diagnostics;
use super::outgoing::Outgoing;
use super::state::{Shared, Snapshot};
use crate::knowledge::Knowledge;

/// The queue to the thread.
#[derive(Clone, Debug)]
pub(super) struct Analyst {
    jobs: mpsc::Sender<Job>,
    shared: Arc<Shared>,
}

enum Job {
    Push(lsp::Uri),
    Answer(Box<dyn FnOnce(&mut Desk) + Send>),
}

impl Analyst {
    /// Starts the thread.
    pub(super) fn start(shared: Arc<Shared>, outgoing: Outgoing) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let mut desk = Desk { shared: Arc::clone(&shared), outgoing, files: Files::default(), stale: None };
        thread::Builder::new().name("analyst".into()).spawn(move || desk.work(&queue))?;
        Ok(Self { jobs, shared })
    }

    /// A document changed: its diagnostics are to be pushed.
    pub(super) fn push(&self, uri: &lsp::Uri) {
        let _ = self.jobs.send(Job::Push(uri.clone()));
    }

    /// Asks about the version of a document that is the newest now, at the time of the call. `None` where it is not
    /// open; the error for outdated work where it changes before the answer.
    pub(super) fn ask<T, Q>(&self, uri: &lsp::Uri, question: Q) -> impl Future<Output = Result<Option<T>>> + use<T, Q>
    where
        T: Send + 'static,
        Q: FnOnce(&Analysis) -> T + Send + 'static,
    {
        let answer = self.enqueue(uri.clone(), question);
        async move {
            match answer {
                None => Ok(None),
                Some(answer) => answer.await.unwrap_or_else(|_| Err(Error::internal_error())).map(Some),
            }
        }
    }

    fn enqueue<T: Send + 'static>(
        &self,
        uri: lsp::Uri,
        question: impl FnOnce(&Analysis) -> T + Send + 'static,
    ) -> Option<oneshot::Receiver<Result<T>>> {
        let revision = self.shared.lock().revision(&uri)?;
        let (reply, answer) = oneshot::channel();
        let job = move |desk: &mut Desk| {
            #[cfg(feature = "fault-injection")]
            super::fault::hold_if_asked(&desk.shared, &uri, || reply.is_closed());
            // The client cancelled it.
            if reply.is_closed() {
                return;
            }
            let _ = reply.send(desk.answer(&uri, revision, question));
        };
        self.jobs.send(Job::Answer(Box::new(job))).ok()?;
        Some(answer)
    }
}

/// What the thread works with.
struct Desk {
    shared: Arc<Shared>,
    outgoing: Outgoing,
    files: Files,
    /// What the last analysis took the place of: dropped after the client has its answer.
    stale: Option<Arc<Analysis>>,
}

impl Desk {
    fn work(&mut self, queue: &mpsc::Receiver<Job>) {
        // Now, while the client still says hello, and not at the first macro.
        Knowledge::shipped();
        while let Ok(job) = queue.recv() {
            match job {
                Job::Push(uri) => self.push(&uri),
                Job::Answer(job) => job(self),
            }
            self.stale = None;
        }
    }

    fn push(&mut self, uri: &lsp::Uri) {
        let snapshot = {
            let state = self.shared.lock();
            if !state.must_push(uri) {
                return;
            }
            state.snapshot(uri)
        };
        let Some(snapshot) = snapshot else { return };
        let items = contain(|| diagnostics::items(&self.analysis(snapshot.clone())));
        let items = items.unwrap_or_else(|panicked| {
            self.report(uri, &panicked);
            Vec::new()
        });
        self.shared.lock().push(&snapshot, items, &self.outgoing);
    }

    fn answer<T>(&mut self, uri: &lsp::Uri, revision: u64, question: impl FnOnce(&Analysis) -> T) -> Result<T> {
        let snapshot = self.shared.lock().snapshot(uri).filter(|snapshot| snapshot.revision == revision);
        let snapshot = snapshot.ok_or_else(Error::content_modified)?;
        let answer = contain(|| question(&self.analysis(snapshot))).map_err(|panicked| {
            self.report(uri, &panicked);
            Error {
                message: "softspoken made a mistake of its own and could not answer".into(),
                ..Error::internal_error()
            }
        })?;
        let current = self.shared.lock().revision(uri) == Some(revision);
        if current { Ok(answer) } else { Err(Error::content_modified()) }
    }

    /// What is known of a version: from memory, or found out now.
    fn analysis(&mut self, snapshot: Snapshot) -> Arc<Analysis> {
        let known = self.shared.lock().analysis(&snapshot.uri);
        // The document may have moved on since the snapshot was taken.
        if let Some(known) = known.filter(|known| known.snapshot.revision == snapshot.revision) {
            return known;
        }
        let (settings, known) = self.files.decisions(&snapshot, &self.outgoing);
        let (analysis, tree) = Analysis::new(snapshot, settings, known);
        let analysis = Arc::new(analysis);
        self.stale = self.shared.lock().keep(&analysis, tree);
        analysis
    }

    fn report(&self, uri: &lsp::Uri, panicked: &Panicked) {
        let text = format!("softspoken made a mistake of its own while reading {}: {}", uri.as_str(), panicked.0);
        self.outgoing.log(lsp::MessageType::ERROR, text);
    }
}
