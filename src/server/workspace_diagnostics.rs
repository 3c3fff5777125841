//! Diagnostics of every macro of the workspace, for clients that pull them: on a thread of its own, part by part, and only
//! what is not known from the last time.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types as lsp;

use super::adviser::Adviser;
use super::analysis::Analysis;
use super::analyst::Analyst;
use super::configuration_files::Decisions;
use super::contain::contain;
use super::diagnostics;
use super::library::lower_priority;
use super::mistakes::report;
use super::outgoing::Outgoing;
use super::progress::{PartialResults, Progress};
use super::snippets::{Asked, Asking, OpenDocuments};
use super::state::{Shared, file_path};
use crate::text::Text;
use crate::workspace::{Facts, LiveSnippets, OwnIds, Stamp, read_macro, today};

/// So many files are looked at between two parts of an answer.
const PART: usize = 100;

/// The way to the thread.
#[derive(Clone, Debug)]
pub(super) struct Auditor {
    thread: Adviser,
    desk: Arc<Mutex<Desk>>,
    /// As of which change everything was looked at to its end; the highest number before that.
    finished: Arc<AtomicU64>,
    shared: Arc<Shared>,
    outgoing: Outgoing,
    analyst: Analyst,
}

/// What is known from the last time.
#[derive(Debug, Default)]
struct Desk {
    snippets: LiveSnippets,
    own_ids: OwnIds,
    told: HashMap<PathBuf, Told>,
}

/// What was found in a file, and what it depends on.
#[derive(Debug)]
struct Told {
    on: Grounds,
    asked: Asked,
    result_id: String,
    is_empty: bool,
}

/// What the findings in a file depend on, besides the snippets that it renders.
#[derive(Debug, PartialEq, Eq)]
struct Grounds {
    version: Version,
    configuration: u64,
    today: String,
    facts: Facts,
}

/// Which text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Open(u64),
    Disk(Stamp),
}

type Report = lsp::WorkspaceDocumentDiagnosticReport;

impl Auditor {
    /// Starts the thread.
    pub(super) fn start(shared: Arc<Shared>, outgoing: Outgoing, analyst: Analyst) -> io::Result<Self> {
        let thread = Adviser::start("auditor")?;
        thread.advise(lower_priority);
        let finished = Arc::new(AtomicU64::new(u64::MAX));
        Ok(Self { thread, desk: Arc::default(), finished, shared, outgoing, analyst })
    }

    /// The answer to a pull of the whole workspace. A client that takes an answer in parts and knows everything already is
    /// answered when something changed.
    pub(super) async fn diagnostics(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        if params.partial_result_params.partial_result_token.is_some() && !params.previous_result_ids.is_empty() {
            self.shared.changed_since(self.finished.load(Ordering::SeqCst)).await;
        }
        let (reply, answer) = oneshot::channel();
        let this = self.clone();
        self.thread.advise(move || {
            let items = contain(|| this.look_at_all(params, &|| reply.is_closed()));
            let items = items.map_err(|_| Error::internal_error());
            let _ = reply.send(items.map(|items| lsp::WorkspaceDiagnosticReport { items }.into()));
        });
        answer.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }

    fn look_at_all(&self, params: lsp::WorkspaceDiagnosticParams, is_cancelled: &dyn Fn() -> bool) -> Vec<Report> {
        let mut parts = PartialResults::new(params.partial_result_params.partial_result_token, &self.outgoing);
        let library = self.analyst.librarian();
        library.catch_up();
        let change = self.shared.change();
        let files = library.ask(|index| index.paths().into_iter().map(Path::to_owned).collect::<Vec<_>>());
        let files = files.unwrap_or_default();
        let mut progress = Progress::begin(
            params.work_done_progress_params.work_done_token,
            "Checking macros",
            files.len(),
            &self.outgoing,
        );
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let mut round = Round::new(self, &mut desk, params.previous_result_ids);
        for (number, file) in files.iter().enumerate() {
            if is_cancelled() {
                return Vec::new();
            }
            parts.extend(round.report(file));
            if (number + 1) % PART == 0 {
                parts.send();
                progress.at(number + 1);
            }
        }
        parts.extend(round.gone());
        desk.told.retain(|path, _| files.binary_search(path).is_ok());
        self.finished.store(change, Ordering::SeqCst);
        let rest = parts.finish();
        progress.end();
        rest
    }
}

/// One look at everything.
struct Round<'a> {
    auditor: &'a Auditor,
    desk: &'a mut Desk,
    /// What the client knows, by file.
    previous: BTreeMap<PathBuf, (lsp::Uri, String)>,
    /// What holds for the macros of a folder.
    decisions: HashMap<PathBuf, Option<Decisions>>,
    today: String,
}

impl<'a> Round<'a> {
    fn new(auditor: &'a Auditor, desk: &'a mut Desk, previous: Vec<lsp::PreviousResultId>) -> Self {
        desk.snippets.all_changed();
        let previous = previous.into_iter().filter_map(|id| Some((file_path(&id.uri)?, (id.uri, id.value))));
        Self { auditor, desk, previous: previous.collect(), decisions: HashMap::new(), today: today() }
    }

    /// The report of a file; `None` where nothing was found, and the client knows of nothing.
    fn report(&mut self, path: &Path) -> Option<Report> {
        let previous = self.previous.remove(path);
        let known = previous.as_ref().map(|(_, id)| id.as_str());
        let (on, open) = self.grounds(path)?;
        let current = match self.desk.told.get(path) {
            Some(told) if told.on == on => {
                told.asked.is_current(&mut self.desk.snippets, OpenDocuments(&self.auditor.shared))
            }
            _ => false,
        };
        let told = self.desk.told.get(path).filter(|_| current);
        let uri = previous.as_ref().map(|(uri, _)| uri.clone());
        let uri = uri.or_else(|| self.auditor.shared.lock().uri_of(path).cloned());
        let uri = uri.or_else(|| lsp::Uri::from_file_path(path))?;
        match told {
            Some(told) if told.is_empty && known.is_none() => return None,
            Some(told) if known == Some(&told.result_id) => {
                return Some(unchanged(uri, open, told.result_id.clone()));
            }
            _ => {}
        }
        let (items, result_id) = self.look_at(path, on)?;
        if known == Some(&result_id) {
            return Some(unchanged(uri, open, result_id));
        }
        (known.is_some() || !items.is_empty()).then(|| full(uri, open, Some(result_id), items))
    }

    /// Reports without diagnostics for what the client knows and is not there any more.
    fn gone(&mut self) -> impl Iterator<Item = Report> + use<> {
        std::mem::take(&mut self.previous).into_values().map(|(uri, _)| full(uri, None, None, Vec::new()))
    }

    /// What the findings in a file depend on, and its version where it is open.
    fn grounds(&mut self, path: &Path) -> Option<(Grounds, Option<i64>)> {
        let (open, configuration) = {
            let state = self.auditor.shared.lock();
            let snapshot = state.uri_of(path).and_then(|uri| state.snapshot(uri));
            (snapshot.map(|snapshot| (snapshot.revision, i64::from(snapshot.version))), state.configuration())
        };
        let version = match open {
            Some((revision, _)) => Version::Open(revision),
            None => Version::Disk(Stamp::of(path)?),
        };
        let roots = Arc::clone(&self.decisions(path)?.roots);
        let facts = |index: &crate::workspace::Index| Some(index.facts(path, &roots, index.entry(path)?));
        let facts = self.auditor.analyst.librarian().ask(facts).flatten().unwrap_or_default();
        let today = self.today.clone();
        Some((Grounds { version, configuration, today, facts }, open.map(|(_, version)| version)))
    }

    fn decisions(&mut self, path: &Path) -> Option<&Decisions> {
        let folder = path.parent()?.to_owned();
        self.decisions.entry(folder).or_insert_with(|| self.auditor.analyst.decisions(path)).as_ref()
    }

    /// Reads and judges a file. A snippet that only a list of ids can tell is looked for in a new one.
    fn look_at(&mut self, path: &Path, on: Grounds) -> Option<(Vec<lsp::Diagnostic>, String)> {
        loop {
            let analysis = self.analysis(path, on.facts.clone())?;
            let wanted = self.desk.snippets.wanted();
            for roots in &wanted {
                let list = roots.list(&mut self.desk.own_ids);
                self.desk.snippets.take(list);
            }
            if wanted.is_empty() {
                let items = diagnostics::items(&analysis);
                let (result_id, is_empty) = (diagnostics::result_id(&items), items.is_empty());
                let told = Told { on, asked: analysis.snippets, result_id: result_id.clone(), is_empty };
                self.desk.told.insert(path.to_owned(), told);
                return Some((items, result_id));
            }
        }
    }

    fn analysis(&mut self, path: &Path, facts: Facts) -> Option<Analysis> {
        let shared = &self.auditor.shared;
        let text = shared.lock().text_of(path).map(|(_, text)| text);
        let text = text.or_else(|| Some(Text::new(&read_macro(path).ok()?)))?;
        let snapshot = shared.lock().snapshot_of_file(path, text)?;
        let uri = snapshot.uri.clone();
        let Decisions { settings, known, roots } = self.decisions(path)?;
        let (mut settings, known, roots) = (settings.clone(), known.clone(), Arc::clone(roots));
        settings.standing = roots.config().standing(path);
        settings.library = facts.with_texts(&roots, |path| shared.text_now(path)).map(Arc::new);
        settings.today = Some(self.today.clone());
        let asking = Asking::new(&mut self.desk.snippets, roots, OpenDocuments(shared));
        let analysis = contain(|| Analysis::new(snapshot, settings, known, asking, facts).0);
        analysis.inspect_err(|panicked| report(&uri, panicked, &self.auditor.outgoing)).ok()
    }
}

fn full(uri: lsp::Uri, version: Option<i64>, result_id: Option<String>, items: Vec<lsp::Diagnostic>) -> Report {
    let full_document_diagnostic_report = lsp::FullDocumentDiagnosticReport { result_id, items };
    Report::Full(lsp::WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report })
}

fn unchanged(uri: lsp::Uri, version: Option<i64>, result_id: String) -> Report {
    let unchanged_document_diagnostic_report = lsp::UnchangedDocumentDiagnosticReport { result_id };
    Report::Unchanged(lsp::WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version,
        unchanged_document_diagnostic_report,
    })
}
