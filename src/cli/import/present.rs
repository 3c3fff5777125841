//! The macro files that are there already, by the macro of the help desk that they came from.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::super::desk_lock::Key;
use super::super::parallel;
use super::super::status::tell;
use super::desk::Desk;
use super::place::Place;
use crate::helpdesk::carried::Carried;
use crate::helpdesk::exchange::Held;
use crate::workspace::{discover, read_macro};

/// A macro file.
#[derive(Clone, Debug)]
pub(super) struct Present {
    /// Where.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) source: String,
}

/// What is there.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files of macros of the help desk.
    pub(super) by_key: HashMap<Key, Vec<Present>>,
    /// The paths of all files with anything in them, in small letters, since some disks take letters of both cases for the
    /// same.
    pub(super) paths: HashSet<String>,
}

/// A path as it is compared.
pub(super) fn plain(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

/// Finds it.
pub(super) fn find(desk: &Desk, place: &Place, jobs: NonZeroUsize) -> Found {
    let mut found = Found::default();
    if !place.root.exists() {
        return found;
    }
    let files = discover(&[place.root.as_path()], &place.config);
    files.errors.iter().for_each(|error| tell("note", &error.to_string()));
    let work = |path: &PathBuf| {
        let source = read_macro(path).ok()?;
        let carried = if source.contains(desk.id) { Held::read(&source).carried } else { Carried::default() };
        let is_of = carried.platform.as_deref() == Some(desk.id);
        Some((carried.id.filter(|_| is_of), source))
    };
    parallel::in_order(&files.files, jobs, work, |path, read| {
        let Some((id, source)) = read.unwrap_or(None) else { return };
        if !source.is_empty() {
            found.paths.insert(plain(path));
        }
        if let Some(id) = id {
            let files = found.by_key.entry((desk.id.to_owned(), id)).or_default();
            files.push(Present { path: path.clone(), source });
        }
    });
    found
}
