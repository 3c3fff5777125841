//! How a command ended: its exit status, and what stopped it.

use std::io::{self, Write};
use std::process::ExitCode;

use super::paths::one_line;
use crate::workspace::write_words;

/// What the exit status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// 0: nothing at or over `--fail-on`.
    Clean,
    /// 1: something was found.
    Found,
    /// 2: the work, or a part of it, could not be done.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Clean => ExitCode::SUCCESS,
            Status::Found => ExitCode::from(1),
            Status::Failed => ExitCode::from(2),
        }
    }
}

/// Why a command could not do its work, in plain words: one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure(pub(super) Vec<String>);

impl Failure {
    /// For one reason.
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self(vec![words.into()])
    }

    /// Says it on stderr.
    pub(super) fn tell(&self) {
        self.0.iter().for_each(|words| tell("error", words));
    }
}

/// One line on stderr; paths in it may hold anything.
pub(super) fn tell(kind: &str, words: &str) {
    // A closed stderr leaves nobody to tell; the exit status still speaks.
    let _ = writeln!(io::stderr().lock(), "{kind}: {}", one_line(words));
}

/// Data that could not be printed; a reader that went away (`| head`) is not an error.
pub(super) fn printed(result: io::Result<()>) -> Result<Status, Failure> {
    match result {
        Ok(()) => Ok(Status::Clean),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Status::Clean),
        Err(error) => Err(unwritable(&error)),
    }
}

/// For output that could not be written.
pub(super) fn unwritable(error: &io::Error) -> Failure {
    Failure::new(format!("the output could not be written: {}", write_words(error)))
}
