//! How a command ended: its exit status, and what stopped it.

use std::io::{self, Write};
use std::process::ExitCode;

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

/// Why a command could not do its work, in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure(pub(super) String);

impl Failure {
    /// Says it on stderr.
    pub(super) fn tell(&self) {
        // A closed stderr leaves nobody to tell; the exit status still speaks.
        let _ = writeln!(io::stderr().lock(), "error: {}", self.0);
    }
}

/// Data that could not be printed; a reader that went away (`| head`) is not an error.
pub(super) fn printed(result: io::Result<()>) -> Result<Status, Failure> {
    match result {
        Ok(()) => Ok(Status::Clean),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Status::Clean),
        Err(error) => Err(Failure(format!("the output could not be written: {error}"))),
    }
}
