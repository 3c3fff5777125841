//! The files that are to be written. One that is there is left as it is.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::super::diff;
use super::super::paths;
use super::super::status::Failure;
use crate::workspace::io_words;

/// New files, in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct Files(Vec<(PathBuf, String)>);

/// What became of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Written,
    /// Something has that name.
    Kept,
}

impl Files {
    /// One more.
    pub(super) fn add(&mut self, path: PathBuf, text: String) {
        self.0.push((path, text));
    }

    /// What would be written, as a diff.
    pub(super) fn diff(&self) -> String {
        let new = self.0.iter().filter(|(path, _)| fs::symlink_metadata(path).is_err());
        new.map(|(path, text)| diff::unified(&shown(path), "", text)).collect()
    }

    /// Writes them.
    pub(super) fn write(self) -> Result<Vec<(String, Outcome)>, Failure> {
        let written = |(path, text): (PathBuf, String)| {
            let shown = shown(&path);
            let failed =
                |error: std::io::Error| Failure::new(format!("{shown} could not be written: {}", io_words(&error)));
            if fs::symlink_metadata(&path).is_ok() {
                return Ok((shown, Outcome::Kept));
            }
            if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
                fs::create_dir_all(folder).map_err(failed)?;
            }
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(mut file) => file.write_all(text.as_bytes()).map_err(failed)?,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok((shown, Outcome::Kept)),
                Err(error) => return Err(failed(error)),
            }
            Ok((shown, Outcome::Written))
        };
        self.0.into_iter().map(written).collect()
    }
}

fn shown(path: &Path) -> String {
    paths::shown(path, Path::new(""))
}
