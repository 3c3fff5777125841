//! The cache of the working folder, opened while the macros are looked for: what an earlier build of the program found is
//! never shown, so the program has to know itself.

use std::fs::File;
use std::path::Path;
use std::thread::{self, JoinHandle};

use crate::workspace::{Cache, Digest, cache_folder};

/// A cache that is being opened.
#[derive(Debug)]
pub(super) struct Opening(Option<JoinHandle<Option<Digest>>>);

impl Opening {
    /// Begins, unless no cache is `wanted`.
    pub(super) fn begin(wanted: bool) -> Self {
        Self(wanted.then(|| thread::spawn(build)))
    }

    /// The cache for runs in the folder `here`.
    pub(super) fn end(self, here: &Path) -> Option<Cache> {
        let build = self.0?.join().ok().flatten()?;
        Some(Cache::open(&cache_folder()?, here, build))
    }
}

/// What stands for this build of the program: its own bytes, so that it is the same wherever they were copied to.
fn build() -> Option<Digest> {
    let program = File::open(std::env::current_exe().ok()?).ok()?;
    Digest::of_reader(program).ok()
}
