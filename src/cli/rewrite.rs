//! Macros that get another text: written to their files, or only shown.

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

/// How many macros were changed, or would be; how many were not, and of how many that cannot be said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) changed: usize,
    pub(super) same: usize,
    pub(super) failed: usize,
}

impl Tally {
    /// 1 where `check` found something.
    pub(super) fn status(self, how: How) -> Status {
        match self {
            Tally { failed: 1.., .. } => Status::Failed,
            Tally { changed: 1.., .. } if how.check => Status::Found,
            _ => Status::Clean,
        }
    }

    /// One line for a person; `did` and `would` are what happens to a macro.
    pub(super) fn words(self, how: How, did: &str, would: &str) -> String {
        let verb = if how.check || how.diff { would } else { did };
        let (count, others) = (self.changed, self.same);
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
    inputs.errors.iter().for_each(|error| tell("error", error));
    let mut progress = Progress::new(inputs.macros.len(), io::stderr().is_terminal());
    let jobs = how.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    parallel::in_order(
        &inputs.macros,
        jobs,
        |input| one(input, how, &here, &change),
        |input, result| {
            match result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
                Ok(done) => {
                    if !done.out.is_empty() || done.note.is_some() {
                        progress.clear();
                    }
                    printer.print(&done.out);
                    done.note.iter().for_each(|note| tell("note", &format!("{}: {note}", input.name())));
                    if done.changed { tally.changed += 1 } else { tally.same += 1 }
                }
                Err(words) => {
                    tally.failed += 1;
                    progress.clear();
                    tell("error", &format!("{}: {words}", input.name()));
                }
            }
            progress.step();
        },
    );
    progress.clear();
    printer.finish()?;
    Ok(tally)
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
    let changed = text.is_some();
    let mut out = String::new();
    if let Some(text) = text.as_deref().filter(|_| how.diff) {
        out.push_str(&diff::unified(&input.shown, &source, text));
    } else if how.check && changed {
        out.push_str(&format!("{}\n", paths::one_line(&input.shown)));
    }
    if !how.check && !how.diff {
        match (&input.source, text) {
            (Source::Bytes(_), text) => out = text.unwrap_or(source),
            (Source::File(path), Some(text)) => atomic::replace(path, here, &source, &text)?,
            (Source::File(_), None) => {}
        }
    }
    Ok(Done { out, note, changed })
}

fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))
}
