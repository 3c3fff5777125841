//! `softspoken.toml`: found by walking up from a file; nothing is needed without one.

use std::path::{Path, PathBuf};

use crate::lint::Settings;
use crate::text::Span;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "softspoken.toml";

/// What a configuration file decides, or the defaults.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The folder of the file; globs and roots are relative to it. `None` without a file.
    pub root: Option<PathBuf>,
    /// Decisions about rules.
    pub settings: Settings,
    /// Globs of files to read besides `*.macro`.
    pub include: Vec<String>,
    /// Globs of files to leave out.
    pub exclude: Vec<String>,
}

/// A mistake in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigMistake {
    /// The file.
    pub path: PathBuf,
    /// The key or value, in bytes.
    pub span: Span,
    /// In plain words.
    pub message: String,
}

impl Config {
    /// The configuration that holds for `path` (a file or a folder): the nearest file upwards, or the defaults.
    pub fn find(path: &Path) -> Result<Self, ConfigMistake> {
        let _ = path;
        Ok(Self::default())
    }

    /// The configuration file at `path`, which a person named: one that cannot be read is a mistake too, at its start.
    pub fn read(path: &Path) -> Result<Self, ConfigMistake> {
        let _ = path;
        Ok(Self::default())
    }
}
