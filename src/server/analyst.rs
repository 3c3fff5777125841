//! The one thread on which macros are read and judged. Questions and pushes come to it in a queue; what is outdated by
//! the time its turn comes is dropped: a question with the protocol's own error, a push without a word.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::sync::oneshot;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types as lsp;

use super::adviser::Adviser;
use super::analysis::Analysis;
use super::configuration_files::{Decisions, Files};
use super::contain::contain;
use super::diagnostics;
use super::library::{Librarian, lower_priority};
use super::mistakes::{mistake, report};
use super::outgoing::Outgoing;
use super::snippets::{Asking, Changed, OpenDocuments};
use super::state::{Shared, Snapshot, file_path};
use crate::knowledge::Knowledge;
use crate::text::Text;
use crate::workspace::{IdList, LiveSnippets, OwnIds, today};

/// The queue to the thread.
#[derive(Clone, Debug)]
pub(super) struct Analyst {
    jobs: mpsc::Sender<Job>,
    shared: Arc<Shared>,
    surveyor: Adviser,
    librarian: Librarian,
}

enum Job {
    Push(lsp::Uri),
    /// Texts may be other ones, in the editor or on the disk.
    Changed {
        paths: Vec<PathBuf>,
        on_disk: bool,
    },
    /// A list of ids that was wanted, with what makes the next one quicker.
    Listed(IdList, OwnIds),
    /// The index of the workspace is another one.
    Library,
    Answer(Box<dyn FnOnce(&mut Desk) + Send>),
}

impl Analyst {
    /// Starts the thread.
    pub(super) fn start(shared: Arc<Shared>, outgoing: Outgoing) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let surveyor = Adviser::start("surveyor")?;
        let tell = jobs.clone();
        let changed = move || drop(tell.send(Job::Library));
        let librarian = Librarian::start(Arc::clone(&shared), outgoing.clone(), changed)?;
        let mut desk = Desk {
            shared: Arc::clone(&shared),
            outgoing,
            jobs: jobs.clone(),
            files: Files::default(),
            snippets: LiveSnippets::default(),
            own_ids: OwnIds::default(),
            adviser: Adviser::start("adviser")?,
            surveyor: surveyor.clone(),
            librarian: librarian.clone(),
            stale: Vec::new(),
        };
        thread::Builder::new().name("analyst".into()).spawn(move || desk.work(&queue))?;
        Ok(Self { jobs, shared, surveyor, librarian })
    }

    /// Who keeps the index of the workspace.
    pub(super) fn librarian(&self) -> &Librarian {
        &self.librarian
    }

    /// What holds for a file that need not be open. Waits for the thread: not for those that somebody waits for.
    pub(super) fn decisions(&self, path: &Path) -> Option<Decisions> {
        let snapshot = self.shared.lock().snapshot_of_file(path, Text::default())?;
        let (tell, decided) = mpsc::channel();
        let job = move |desk: &mut Desk| {
            let _ = tell.send(desk.decisions(&snapshot));
        };
        self.jobs.send(Job::Answer(Box::new(job))).ok()?;
        decided.recv().ok()
    }

    /// A document changed: its diagnostics are to be pushed.
    pub(super) fn push(&self, uri: &lsp::Uri) {
        let _ = self.jobs.send(Job::Push(uri.clone()));
    }

    /// The text of an open file is another one, or holds no more: the macros that render it are looked at again.
    pub(super) fn edited(&self, path: PathBuf) {
        self.librarian.edited(path.clone());
        let _ = self.jobs.send(Job::Changed { paths: vec![path], on_disk: false });
    }

    /// Files or folders may have changed on the disk: the macros that render them are looked at again.
    pub(super) fn changed_on_disk(&self, paths: Vec<PathBuf>) {
        self.librarian.refresh();
        let _ = self.jobs.send(Job::Changed { paths, on_disk: true });
    }

    /// Asks about the version of a document that is the newest now, at the time of the call. `None` where it is not
    /// open; the error for outdated work where it changes before the answer.
    pub(super) fn ask<T, Q>(&self, uri: &lsp::Uri, question: Q) -> impl Future<Output = Result<Option<T>>> + use<T, Q>
    where
        T: Send + 'static,
        Q: FnOnce(&Analysis) -> T + Send + 'static,
    {
        answered(self.enqueue(uri.clone(), question))
    }

    /// As [`Analyst::ask`], for questions that no diagnostics should wait for: answered on a thread of its own, from the
    /// same analysis.
    pub(super) fn consult<T, Q>(
        &self,
        uri: &lsp::Uri,
        question: Q,
    ) -> impl Future<Output = Result<Option<T>>> + use<T, Q>
    where
        T: Send + 'static,
        Q: FnOnce(&Analysis) -> T + Send + 'static,
    {
        self.advised(uri, question, |desk| &desk.adviser)
    }

    /// As [`Analyst::consult`], for questions that the ids of all snippets belong to: `None` where they are not known yet.
    pub(super) fn consult_with_ids<T, Q>(
        &self,
        uri: &lsp::Uri,
        question: Q,
    ) -> impl Future<Output = Result<Option<T>>> + use<T, Q>
    where
        T: Send + 'static,
        Q: FnOnce(&Analysis, Option<Arc<[String]>>) -> T + Send + 'static,
    {
        let ids = |desk: &mut Desk, analysis: &Analysis| desk.snippets.all_ids(analysis.snippets.roots());
        answered(self.enqueue_advice(uri.clone(), ids, question, |desk| &desk.adviser))
    }

    /// As [`Analyst::consult`], for questions that take a look at every macro of the workspace.
    pub(super) fn survey<T, Q>(
        &self,
        uri: &lsp::Uri,
        question: Q,
    ) -> impl Future<Output = Result<Option<T>>> + use<T, Q>
    where
        T: Send + 'static,
        Q: FnOnce(&Analysis) -> T + Send + 'static,
    {
        self.advised(uri, question, |desk| &desk.surveyor)
    }

    fn advised<T, Q>(
        &self,
        uri: &lsp::Uri,
        question: Q,
        thread: fn(&Desk) -> &Adviser,
    ) -> impl Future<Output = Result<Option<T>>> + use<T, Q>
    where
        T: Send + 'static,
        Q: FnOnce(&Analysis) -> T + Send + 'static,
    {
        let question = move |analysis: &Analysis, ()| question(analysis);
        answered(self.enqueue_advice(uri.clone(), |_, _| (), question, thread))
    }

    /// Asks about the workspace as a whole, on the thread for questions that take a look at every macro.
    pub(super) fn survey_workspace<T, Q>(&self, question: Q) -> impl Future<Output = Result<T>> + use<T, Q>
    where
        T: Send + 'static,
        Q: FnOnce(&Arc<Shared>, &Librarian) -> T + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let (shared, librarian) = (Arc::clone(&self.shared), self.librarian.clone());
        self.surveyor.advise(move || {
            if !reply.is_closed() {
                let _ = reply.send(contain(|| question(&shared, &librarian)));
            }
        });
        async move { answer.await.ok().and_then(std::result::Result::ok).ok_or_else(Error::internal_error) }
    }

    /// `gather` is what is taken along from the desk; it must be quick.
    fn enqueue_advice<T: Send + 'static, G: Send + 'static>(
        &self,
        uri: lsp::Uri,
        gather: impl FnOnce(&mut Desk, &Analysis) -> G + Send + 'static,
        question: impl FnOnce(&Analysis, G) -> T + Send + 'static,
        thread: fn(&Desk) -> &Adviser,
    ) -> Option<oneshot::Receiver<Result<T>>> {
        let revision = self.shared.lock().revision(&uri)?;
        let (reply, answer) = oneshot::channel();
        let job = move |desk: &mut Desk| {
            if reply.is_closed() {
                return;
            }
            let analysis = match desk.answer_with(&uri, revision, Arc::clone) {
                Ok(analysis) => analysis,
                Err(error) => return drop(reply.send(Err(error))),
            };
            let (shared, outgoing) = (Arc::clone(&desk.shared), desk.outgoing.clone());
            let gathered = gather(desk, &analysis);
            thread(desk).advise(move || {
                if reply.is_closed() {
                    return;
                }
                let answer = contain(|| question(&analysis, gathered));
                let answer = answer.map_err(|panicked| mistake(&uri, &panicked, &outgoing));
                let current = shared.lock().revision(&uri) == Some(revision);
                let _ = reply.send(if current { answer } else { Err(Error::content_modified()) });
            });
        };
        self.jobs.send(Job::Answer(Box::new(job))).ok()?;
        Some(answer)
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

/// The answer to a question in the queue; `None` where none could be asked.
async fn answered<T>(answer: Option<oneshot::Receiver<Result<T>>>) -> Result<Option<T>> {
    match answer {
        None => Ok(None),
        Some(answer) => answer.await.unwrap_or_else(|_| Err(Error::internal_error())).map(Some),
    }
}

/// What the thread works with.
struct Desk {
    shared: Arc<Shared>,
    outgoing: Outgoing,
    /// For what is to be done after all that waits already.
    jobs: mpsc::Sender<Job>,
    files: Files,
    snippets: LiveSnippets,
    own_ids: OwnIds,
    adviser: Adviser,
    /// For questions that take a look at every macro.
    surveyor: Adviser,
    librarian: Librarian,
    /// What the last analysis took the place of: dropped after the client has its answer.
    stale: Vec<Arc<Analysis>>,
}

impl Desk {
    fn work(&mut self, queue: &mpsc::Receiver<Job>) {
        // Now, while the client still says hello, and not at the first macro.
        Knowledge::shipped();
        while let Ok(job) = queue.recv() {
            match job {
                Job::Push(uri) => self.push(&uri),
                Job::Changed { paths, on_disk } => {
                    if on_disk {
                        paths.iter().for_each(|path| self.snippets.changed(path));
                    }
                    self.look_again(&Changed::Paths(paths));
                }
                Job::Listed(ids, own_ids) => {
                    self.snippets.take(ids);
                    self.own_ids = own_ids;
                    self.look_again(&Changed::List);
                }
                Job::Library => self.look_again(&Changed::Library),
                // What the question itself panics at is told with its answer; this is for what comes before.
                Job::Answer(job) => {
                    if let Err(panicked) = contain(|| job(self)) {
                        let text = format!("softspoken made a mistake of its own before an answer: {}", panicked.0);
                        self.outgoing.log(lsp::MessageType::ERROR, text);
                    }
                }
            }
            self.make_lists();
            self.stale.clear();
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
            report(uri, &panicked, &self.outgoing);
            Vec::new()
        });
        self.shared.lock().push(&snapshot, items, &self.outgoing);
    }

    fn answer<T>(&mut self, uri: &lsp::Uri, revision: u64, question: impl FnOnce(&Analysis) -> T) -> Result<T> {
        self.answer_with(uri, revision, |analysis| question(analysis))
    }

    fn answer_with<T>(
        &mut self,
        uri: &lsp::Uri,
        revision: u64,
        question: impl FnOnce(&Arc<Analysis>) -> T,
    ) -> Result<T> {
        let snapshot = self.shared.lock().snapshot(uri).filter(|snapshot| snapshot.revision == revision);
        let snapshot = snapshot.ok_or_else(Error::content_modified)?;
        let answer = contain(|| question(&self.analysis(snapshot)));
        let answer = answer.map_err(|panicked| mistake(uri, &panicked, &self.outgoing))?;
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
        let Decisions { mut settings, known, roots } = self.decisions(&snapshot);
        let facts = self.librarian.facts(file_path(&snapshot.uri).as_deref(), &roots, &snapshot.text.to_string());
        settings.library = facts.with_texts(&roots, |path| self.shared.text_now(path)).map(Arc::new);
        settings.today = Some(today());
        let asking = Asking::new(&mut self.snippets, roots, OpenDocuments(&self.shared));
        let (analysis, tree) = Analysis::new(snapshot, settings, known, asking, facts);
        let analysis = Arc::new(analysis);
        let before = self.shared.lock().keep(&analysis, tree);
        self.stale.extend(before);
        analysis
    }

    fn decisions(&mut self, of: &Snapshot) -> Decisions {
        if self.files.are_old(of) {
            self.snippets.all_changed();
        }
        self.files.decisions(of, &self.outgoing)
    }

    /// Documents whose snippets are no longer what they were when they were analysed have to be analysed again. Those that
    /// changed themselves since are analysed again anyway.
    fn look_again(&mut self, changed: &Changed) {
        let analyses = self.shared.lock().analyses();
        let mut others = false;
        for analysis in analyses {
            let (uri, open) = (&analysis.snapshot.uri, OpenDocuments(&self.shared));
            let outdated = contain(|| match changed {
                Changed::Library => {
                    let (path, roots) = (file_path(uri), analysis.snippets.roots());
                    self.librarian.facts(path.as_deref(), roots, &analysis.source) != analysis.facts
                }
                _ => analysis.snippets.is_outdated(changed, &mut self.snippets, open),
            });
            // What cannot be looked up fails the next analysis too, which tells the client.
            if let Ok(false) = outdated {
                continue;
            }
            let before = self.shared.lock().outdate(uri);
            self.stale.extend(before);
            let _ = self.jobs.send(Job::Push(uri.clone()));
            others = true;
        }
        if others {
            self.shared.diagnostics_changed();
        }
    }

    /// Has the lists of ids made that were missed. They take a walk over folders, which no macro waits for.
    fn make_lists(&mut self) {
        for roots in self.snippets.wanted() {
            let mut own_ids = std::mem::take(&mut self.own_ids);
            let jobs = self.jobs.clone();
            let made = thread::Builder::new().name("list of ids".into()).spawn(move || {
                lower_priority();
                // After a mistake of its own the older list stays.
                if let Ok(ids) = contain(|| roots.list(&mut own_ids)) {
                    let _ = jobs.send(Job::Listed(ids, own_ids));
                }
            });
            if let Err(error) = made {
                let text = format!("The ids of macros could not be listed: {error}");
                self.outgoing.log(lsp::MessageType::WARNING, text);
            }
        }
    }
}
