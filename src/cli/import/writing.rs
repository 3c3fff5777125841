//! Files of an import on their way to the disk: each at once the old or the new one, and all of them brought there together.

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::Path;

use super::super::parallel::{self, Panicked};
use super::super::status::tell;
use super::super::{BROKE_DOWN, atomic, paths};
use super::place::Place;
use super::what::{Compared, Write};

/// Writes everything; gives the places of the macros of which some file could not be written.
pub(super) fn write(place: &Place, all: &[Compared], jobs: NonZeroUsize) -> HashSet<usize> {
    let mut failed = HashSet::new();
    let writes: Vec<(usize, &Write)> =
        all.iter().enumerate().flat_map(|(number, one)| one.writes.iter().map(move |write| (number, write))).collect();
    if writes.is_empty() {
        return failed;
    }
    let folders: HashSet<&Path> = writes
        .iter()
        .filter(|(_, write)| write.before.is_none())
        .filter_map(|(_, write)| write.path.parent())
        .collect();
    let mut outside: HashSet<&Path> = HashSet::new();
    for folder in folders {
        // What cannot be made is told of each file that was to go there.
        _ = std::fs::create_dir_all(folder);
        if leads_out(folder, &place.root) {
            outside.insert(folder);
        }
    }
    let work = |(_, write): &(usize, &Write)| match &write.before {
        Some(before) => atomic::replace(&write.path, &place.root, before, &write.after),
        None if write.path.parent().is_some_and(|folder| outside.contains(folder)) => Err(atomic::OUTSIDE.to_owned()),
        None => atomic::create(&write.path, &write.after),
    };
    parallel::in_order(&writes, jobs, work, |(number, write), result| {
        if let Err(words) = result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
            failed.insert(*number);
            tell("error", &format!("{}: {words}", paths::shown(&write.path, &place.here)));
        }
    });
    atomic::sync_all(&place.root, writes.iter().map(|(_, write)| write.path.as_path()));
    failed
}

/// Whether a folder below `root` is really elsewhere.
fn leads_out(folder: &Path, root: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(folder).zip(real(root)).is_some_and(|(folder, root)| !folder.starts_with(root))
}
