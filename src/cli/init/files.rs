//! The files that are to be written. One that is there is left as it is.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::super::diff;
use super::super::paths;
use super::super::status::Failure;
use crate::workspace::write_words;

/// New files, in the order in which they are written.
#[derive(Debug)]
pub(super) struct Files {
    list: Vec<(PathBuf, String)>,
    /// The folder out of which no link is followed, all links in it resolved.
    tree: PathBuf,
}

/// What became of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Written,
    /// Something has that name.
    Kept,
    /// Its folder is behind a link that leads elsewhere.
    Outside,
}

impl Files {
    /// None yet; all are to be in `tree`.
    pub(super) fn new(tree: &Path) -> Self {
        Self { list: Vec::new(), tree: tree.canonicalize().unwrap_or_else(|_| tree.to_owned()) }
    }

    /// One more.
    pub(super) fn add(&mut self, path: PathBuf, text: String) {
        self.list.push((path, text));
    }

    /// What would be written, as a diff.
    pub(super) fn diff(&self) -> String {
        let new = self.list.iter().filter(|(path, _)| self.outcome(path) == Outcome::Written);
        new.map(|(path, text)| diff::unified(&shown(path), "", text)).collect()
    }

    /// Writes them.
    pub(super) fn write(self) -> Result<Vec<(String, Outcome)>, Failure> {
        let written = |(path, text): &(PathBuf, String)| {
            let shown = shown(path);
            let failed =
                |error: std::io::Error| Failure::new(format!("{shown} could not be written: {}", write_words(&error)));
            match self.outcome(path) {
                Outcome::Written => {}
                other => return Ok((shown, other)),
            }
            if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
                fs::create_dir_all(folder).map_err(failed)?;
            }
            match OpenOptions::new().write(true).create_new(true).open(path) {
                Ok(mut file) => file.write_all(text.as_bytes()).map_err(failed)?,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok((shown, Outcome::Kept)),
                Err(error) => return Err(failed(error)),
            }
            Ok((shown, Outcome::Written))
        };
        self.list.iter().map(written).collect()
    }

    /// What is to become of a file.
    fn outcome(&self, path: &Path) -> Outcome {
        if fs::symlink_metadata(path).is_ok() {
            return Outcome::Kept;
        }
        let real = |folder: &Path| if folder == Path::new("") { Path::new(".") } else { folder }.canonicalize().ok();
        match path.ancestors().skip(1).find_map(real) {
            Some(nearest) if !nearest.starts_with(&self.tree) => Outcome::Outside,
            _ => Outcome::Written,
        }
    }
}

fn shown(path: &Path) -> String {
    paths::shown(path, Path::new(""))
}
