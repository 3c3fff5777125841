//! How far long work has come, on a terminal and nowhere else.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(800);
/// Between two changes of the line.
const PAUSE: Duration = Duration::from_millis(100);

/// A line on stderr that counts.
#[derive(Debug)]
pub(super) struct Progress {
    total: usize,
    done: usize,
    terminal: bool,
    next: Instant,
    visible: bool,
}

impl Progress {
    /// Of `total` steps; silent where stderr is not a `terminal`.
    pub(super) fn new(total: usize, terminal: bool) -> Self {
        Self { total, done: 0, terminal, next: Instant::now() + PATIENCE, visible: false }
    }

    /// One step more is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if !self.terminal || Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + PAUSE;
        self.visible = true;
        // A line that cannot be shown is no loss.
        let _ = write!(io::stderr(), "\rchecking {} of {} macros", self.done, self.total);
    }

    /// Takes the line away, so that something else can be printed.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.visible) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
