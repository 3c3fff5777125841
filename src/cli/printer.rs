//! Writes the parts of a report one after the other.

use std::io::{self, Write};

use super::status::{Failure, unwritable};

/// A report on its way out. A reader that goes away (`| head`) ends the printing, not the work: the exit status still
/// says what was found.
pub(super) struct Printer {
    out: Box<dyn Write>,
    /// Whether a part was printed, so that the next needs something between.
    started: bool,
    closed: bool,
    failed: Option<io::Error>,
}

impl Printer {
    /// Prints to `out`.
    pub(super) fn new(out: Box<dyn Write>) -> Self {
        Self { out, started: false, closed: false, failed: None }
    }

    /// One part of many; `between` stands before all but the first. An empty one is none.
    pub(super) fn part(&mut self, text: &str, between: &str) {
        if text.is_empty() {
            return;
        }
        if std::mem::replace(&mut self.started, true) {
            self.print(between);
        }
        self.print(text);
    }

    /// What comes before or after the parts.
    pub(super) fn print(&mut self, text: &str) {
        if self.closed {
            return;
        }
        if let Err(error) = self.out.write_all(text.as_bytes()) {
            self.close(error);
        }
    }

    /// Brings out what was printed so far.
    pub(super) fn flush(&mut self) {
        if !self.closed
            && let Err(error) = self.out.flush()
        {
            self.close(error);
        }
    }

    /// Whether nobody reads any more, or nothing can be written.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Everything is out, or could not be written.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.flush();
        self.failed.map_or(Ok(()), |error| Err(unwritable(&error)))
    }

    fn close(&mut self, error: io::Error) {
        self.closed = true;
        if error.kind() != io::ErrorKind::BrokenPipe {
            self.failed = Some(error);
        }
    }
}
