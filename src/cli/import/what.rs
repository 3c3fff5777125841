//! What is to be done with a macro, and what is said of that.

use std::path::PathBuf;

use super::super::desk_lock::Key;
use crate::helpdesk::exchange::Last;

/// What is done with a macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It gets files.
    New,
    /// A file that no help desk knew gets its id.
    Linked,
    /// Its files get what changed there.
    Updated,
    /// Its files lose the marks of an earlier conflict.
    Solved,
    /// Nothing: only the files changed.
    Edited,
    /// Nothing: its files were deleted here.
    LeftOut,
    /// A person must choose, and finds both in the files.
    Conflict,
    /// Nothing: a person has yet to choose.
    Waits,
    /// Nothing: several files may be it.
    Twice,
    /// Nothing: the front matter of a file cannot be read.
    Broken,
    /// Nothing.
    Same,
}

impl What {
    /// What is printed before its path.
    pub(super) fn word(self) -> Option<&'static str> {
        Some(match self {
            What::New => "new",
            What::Linked => "linked",
            What::Updated => "updated",
            What::Solved => "solved",
            What::Edited => "edited",
            What::LeftOut => "left out",
            What::Conflict => "conflict",
            What::Waits => "unsolved",
            What::Twice => "twice",
            What::Broken => "broken",
            What::Same => return None,
        })
    }

    /// Whether a person must do something first.
    pub(super) fn needs_a_person(self) -> bool {
        matches!(self, What::Conflict | What::Waits | What::Twice | What::Broken)
    }

    /// Whether its files hold what the help desk has.
    pub(super) fn is_taken(self) -> bool {
        matches!(self, What::New | What::Linked | What::Updated)
    }
}

/// What is to be done with a macro.
pub(super) struct Compared {
    pub(super) key: Key,
    pub(super) what: What,
    /// Whether its files were edited, and not only the help desk's macro.
    pub(super) differs: bool,
    /// What is said instead of the path of its main file.
    pub(super) said: Option<String>,
    /// The main file, where there is one.
    pub(super) at: Option<PathBuf>,
    pub(super) writes: Vec<Write>,
    /// What is remembered when that is done.
    pub(super) last: Option<Last>,
    /// What could not be kept.
    pub(super) losses: Vec<String>,
}

impl Compared {
    /// Nothing is done.
    pub(super) fn none(key: Key, what: What) -> Self {
        let (writes, losses) = (Vec::new(), Vec::new());
        Self { key, what, differs: false, said: None, at: None, writes, last: None, losses }
    }

    /// The path of the main file without its ending: what new parts are called after.
    pub(super) fn beside(&self) -> Option<PathBuf> {
        self.at.as_deref().map(|path| path.with_extension(""))
    }
}

/// A file to be written.
pub(super) struct Write {
    /// Where; empty until a new file gets its name.
    pub(super) path: PathBuf,
    pub(super) part: Option<String>,
    /// What was read; `None` for a new file.
    pub(super) before: Option<String>,
    pub(super) after: String,
}
