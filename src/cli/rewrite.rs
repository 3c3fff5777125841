//! Macros that get another text: written to their files, or only shown.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use super::inputs::{Input, Inputs, Source};
use super::parallel::{self, Panicked};
use super::printer::Printer;
use super::progress::Progress;
use super::status::{Failure, Status, tell};
use super::{BROKE_DOWN, atomic, diff, paths};
use crate::workspace::io_words;

/// What is done with a new text.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// Name the macros that would change, and write nothing.
    pub(super) check: bool,
    /// Print what would change, and write nothing.
    pub(super) diff: bool,
    /// Write nothing before all macros were read.
    pub(super) together: bool,
    /// How many macros at once; as many as there are cores where nothing is said.
    pub(super) jobs: Option<NonZeroUsize>,
}

/// What became of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Changed {
    /// The new one; `None` where it is the old one.
    pub(super) text: Option<String>,
    /// What else to tell of it.
    pub(super) note: Option<String>,
}

/// What became of all macros.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Those that were changed, or would be, as reports write them.
    pub(super) changed: BTreeSet<String>,
    /// How many were not.
    pub(super) same: usize,
    /// Of how many that cannot be said.
    pub(super) failed: usize,
}

impl Tally {
    /// 1 where `check` found something.
    pub(super) fn status(&self, how: How) -> Status {
        match (self.failed > 0, self.changed.is_empty()) {
            (true, _) => Status::Failed,
            (false, false) if how.check => Status::Found,
            _ => Status::Clean,
        }
    }

    /// Adds what a second look at some of the same macros did.
    pub(super) fn add_again(&mut self, more: Tally) {
        let before = self.changed.len();
        self.changed.extend(more.changed);
        self.same = self.same.saturating_sub(self.changed.len() - before);
        self.failed = self.failed.max(more.failed);
    }

    /// A macro that was to be changed and could not be.
    fn unwritten(&mut self, shown: &str) {
        self.changed.remove(shown);
        self.failed += 1;
    }

    /// One line for a person; `did` and `would` are what happens to a macro.
    pub(super) fn words(&self, how: How, did: &str, would: &str) -> String {
        let verb = if how.check || how.diff { would } else { did };
        let (count, others) = (self.changed.len(), self.same);
        let failed = match self.failed {
            0 => String::new(),
            failed => format!(", {failed} could not be"),
        };
        format!(
            "{count} {} {verb}, {others} left as {}{failed}",
            plural(count),
            if others == 1 { "it is" } else { "they are" }
        )
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "macro" } else { "macros" }
}

/// What was done with one macro.
struct Done {
    out: String,
    note: Option<String>,
    changed: bool,
    /// What is to be written later: the text that was read, and the new one.
    later: Option<(String, String)>,
}

/// A macro that is to be written: its file, the text that was read, and the new one.
struct Write {
    shown: String,
    path: PathBuf,
    before: String,
    after: String,
}

/// Calls `change` on the text of every macro, on all cores, and does with the new ones what is wanted.
pub(super) fn rewrite(
    inputs: &Inputs,
    how: How,
    mut printer: Printer,
    change: impl Fn(&Input, &str) -> Result<Changed, String> + Sync,
) -> Result<Tally, Failure> {
    let here = here()?;
    let mut tally = Tally { failed: inputs.errors.len(), ..Tally::default() };
    inputs.errors.iter().for_each(|error| tell("error", &error.to_string()));
    let mut progress = Progress::new(inputs.macros.len(), io::stderr().is_terminal());
    let jobs = how.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let mut writes = Vec::new();
    let work = |input: &Input| one(input, how, &here, &change);
    parallel::in_order(&inputs.macros, jobs, work, |input, result| {
        match result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
            Ok(done) => {
                if !done.out.is_empty() || done.note.is_some() {
                    progress.clear();
                }
                printer.print(&done.out);
                done.note.iter().for_each(|note| tell("note", &format!("{}: {note}", input.name())));
                if done.changed {
                    tally.changed.insert(input.shown.clone());
                } else {
                    tally.same += 1;
                }
                if let (Some((before, after)), Source::File(path)) = (done.later, &input.source) {
                    writes.push(Write { shown: input.shown.clone(), path: path.clone(), before, after });
                }
            }
            Err(words) => {
                tally.failed += 1;
                progress.clear();
                tell("error", &format!("{}: {words}", input.name()));
            }
        }
        progress.step();
    });
    progress.clear();
    write_all(&writes, jobs, &here, &mut tally);
    if !how.check && !how.diff {
        sync(inputs, &tally);
    }
    printer.finish()?;
    Ok(tally)
}

fn sync(inputs: &Inputs, tally: &Tally) {
    let changed = inputs.macros.iter().filter(|input| tally.changed.contains(&input.shown));
    atomic::sync_folders(changed.filter_map(|input| match &input.source {
        Source::File(path) => Some(path.as_path()),
        Source::Bytes(_) => None,
    }));
}

fn write_all(writes: &[Write], jobs: NonZeroUsize, here: &Path, tally: &mut Tally) {
    let write = |write: &Write| atomic::replace(&write.path, here, &write.before, &write.after);
    parallel::in_order(writes, jobs, write, |write, result| {
        if let Err(words) = result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
            tally.unwritten(&write.shown);
            tell("error", &format!("{}: {words}", write.shown));
        }
    });
}

fn one(
    input: &Input,
    how: How,
    here: &Path,
    change: impl Fn(&Input, &str) -> Result<Changed, String>,
) -> Result<Done, String> {
    let source = input.source.read()?;
    let Changed { text, note } = change(input, &source)?;
    let text = text.filter(|text| *text != source);
    let mut done = Done { out: String::new(), note, changed: text.is_some(), later: None };
    if how.check || how.diff {
        done.out = text.map_or_else(String::new, |text| shown(input, how, &source, &text));
        return Ok(done);
    }
    match (&input.source, text) {
        (Source::Bytes(_), text) => done.out = text.unwrap_or(source),
        (Source::File(_), Some(text)) if how.together => done.later = Some((source, text)),
        (Source::File(path), Some(text)) => atomic::replace(path, here, &source, &text)?,
        (Source::File(_), None) => {}
    }
    Ok(done)
}

/// What is printed of a macro that would change.
fn shown(input: &Input, how: How, before: &str, after: &str) -> String {
    if how.diff { diff::unified(&input.shown, before, after) } else { format!("{}\n", paths::one_line(&input.shown)) }
}

fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))
}
