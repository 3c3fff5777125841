//! `check --input jsonl`: replies by the million, each judged by itself as it comes, in the order in which they come.

use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::BROKE_DOWN;
use super::super::inputs::{self, STDIN, Wanted};
use super::super::json_lines::{self, Line, Lines, Text};
use super::super::output::{self, Format, Run, Unread};
use super::super::parallel::{self, Panicked, Taker};
use super::super::paths;
use super::super::printer::Printer;
use super::super::status::{Failure, tell};
use super::one;
use crate::knowledge::Severity;
use crate::lint::Settings;
use crate::workspace::{Digest, Known, io_words};

/// So many ids are remembered, to notice one that comes twice.
const MOST_IDS: usize = 1 << 20;
/// So many lines that could not be read are told in the report itself; stderr tells all.
const MOST_UNREAD: usize = 1_000;

/// What came of a line: its id, and what is printed and counted.
type Done = Result<(String, output::Done), String>;

/// Where replies come from, and what holds for them.
pub(super) struct Replies {
    paths: Vec<PathBuf>,
    settings: Arc<Settings>,
    known: Known,
}

impl Replies {
    /// Those of the files that are wanted; of standard input where none is named.
    pub(super) fn new(wanted: &Wanted<'_>) -> Result<Self, Failure> {
        if wanted.stdin_filename.is_some() {
            return Err(Failure::new(
                "with `--input jsonl` each text is called by its id; leave out `--stdin-filename`",
            ));
        }
        let (settings, known) = inputs::decided_here(wanted)?;
        let paths = match wanted.paths {
            [only] if only == Path::new(".") => vec![PathBuf::from(STDIN)],
            paths => paths.to_vec(),
        };
        Ok(Self { paths, settings, known })
    }

    /// The files that are read, or `-`.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// Checks them all, and prints as it goes.
    pub(super) fn check(&self, format: &dyn Format, floor: Severity, jobs: NonZeroUsize, printer: &mut Printer) -> Run {
        let (mut run, mut ids, stop) = (Run::default(), Ids::default(), AtomicBool::new(false));
        for path in &self.paths {
            let name = name(path);
            let known = &self.known;
            let mut taking = Taking { name: &name, known, format, run: &mut run, printer, ids: &mut ids, stop: &stop };
            let reader = match open(path) {
                Ok(reader) => reader,
                Err(words) => {
                    taking.unread(format!("{name}: {words}"));
                    continue;
                }
            };
            let judge = |line: &Line| self.judged(line, floor, format);
            parallel::stream(Lines::new(reader, &stop), jobs, judge, &mut taking);
        }
        run
    }

    fn judged(&self, line: &Line, floor: Severity, format: &dyn Format) -> Done {
        let Text { id, text } = json_lines::text(line.bytes.as_deref().map_err(String::clone)?)?;
        let mut checked = one::check_reply(&id, text, &self.settings, &self.known, format.fixes());
        checked.findings.retain(|reported| reported.finding.severity >= floor);
        let done = output::Done::of(&checked, format);
        Ok((id, done))
    }
}

fn name(path: &Path) -> String {
    if path == Path::new(STDIN) { "standard input".to_owned() } else { path.to_string_lossy().into_owned() }
}

fn open(path: &Path) -> Result<Box<dyn Read + Send>, String> {
    if path == Path::new(STDIN) {
        return Ok(Box::new(io::stdin()));
    }
    if path.is_dir() {
        return Err("it is a folder; `--input jsonl` reads files, or - for standard input".to_owned());
    }
    // A pipe is welcome here: its lines are read as they come.
    Ok(Box::new(File::open(path).map_err(|error| io_words(&error))?))
}

/// Prints and counts what came of lines.
struct Taking<'t> {
    name: &'t str,
    known: &'t Known,
    format: &'t dyn Format,
    run: &'t mut Run,
    printer: &'t mut Printer,
    ids: &'t mut Ids,
    stop: &'t AtomicBool,
}

impl Taking<'_> {
    fn unread(&mut self, words: String) {
        self.tell(Unread { path: None, words, repeated: false });
    }

    fn tell(&mut self, unread: Unread) {
        tell("error", &unread.words);
        if self.run.summary.unreadable >= MOST_UNREAD {
            self.run.summary.unreadable += 1;
            return;
        }
        let text = self.run.unread(unread, self.format);
        self.printer.part(&text, self.format.between());
    }

    fn unread_line(&mut self, line: &Line, words: &str) {
        self.unread(self.at(line, words));
    }

    fn at(&self, line: &Line, words: &str) -> String {
        format!("{}, line {}: {words}", self.name, line.number)
    }
}

impl Taker<Line, Done> for Taking<'_> {
    fn take(&mut self, line: &Line, result: Result<Done, Panicked>) {
        match result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
            Ok((id, done)) => {
                let text = self.run.done(done, self.known);
                self.printer.part(&text, self.format.between());
                if !self.ids.is_new(&id) {
                    let words = self.at(line, &format!("the id `{}` came before", paths::one_line(&id)));
                    self.tell(Unread { path: None, words, repeated: true });
                }
            }
            Err(words) => self.unread_line(line, &words),
        }
        if self.printer.is_closed() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    fn weight(line: &Line) -> usize {
        line.bytes.as_ref().map_or(0, Vec::len)
    }

    fn wait(&mut self) {
        self.printer.flush();
    }
}

/// The ids that came last.
#[derive(Debug, Default)]
struct Ids {
    known: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Ids {
    fn is_new(&mut self, id: &str) -> bool {
        let id = Digest::of(id.as_bytes()).short();
        if !self.known.insert(id) {
            return false;
        }
        self.order.push_back(id);
        if self.order.len() > MOST_IDS
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }
}
