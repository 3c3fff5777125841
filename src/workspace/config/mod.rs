//! `softspoken.toml`: found by walking up from a file; nothing is needed without one.

mod format;
mod reader;
mod sections;
#[cfg(test)]
mod tests;
mod variables;

use std::path::{Path, PathBuf};

pub use format::{CONFIG_KEYS, ConfigKey, ConfigShape};

use super::{Known, PackText, packs, read_macro};
use crate::helpdesk::Kind;
use crate::lint::{Settings, Standing};
use crate::text::Span;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "softspoken.toml";

/// What a configuration file decides, or the defaults.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The folder of the file, absolute; globs and roots are relative to it. `None` without a file.
    pub root: Option<PathBuf>,
    /// Decisions about rules.
    pub settings: Settings,
    /// The files of the team's packs, in the order of their paths.
    pub packs: Vec<PackText>,
    /// The file of findings that are known and not told.
    pub baseline: Option<PathBuf>,
    /// What is known: the shipped packs with the team's on top.
    pub known: Known,
    /// Globs of files to read besides `*.macro`, in the notation of `.gitignore`.
    pub include: Vec<String>,
    /// Globs of files and folders to leave out, in the notation of `.gitignore`.
    pub exclude: Vec<String>,
    /// The help desks that macros are exported to.
    pub targets: Vec<String>,
    /// Variables of the workspace, in source order.
    pub variables: Vec<Variable>,
    /// Slots that mean the same in every macro, in source order.
    pub slots: Vec<SlotEntry>,
    /// The folder that ids are relative to.
    pub macro_root: Option<String>,
    /// The folders of snippets.
    pub snippet_roots: Vec<String>,
    /// Limits by channel, in source order.
    pub style: Vec<Limits>,
    /// The most findings of a rule, by rule id or family prefix.
    pub budgets: Vec<(String, u64)>,
}

/// A variable as `[variables."…"]` describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its dotted name.
    pub name: String,
    /// Where the name stands in the file, in bytes.
    pub span: Span,
    /// What kind of value it has.
    pub kind: Kind,
    /// What it holds.
    pub description: Option<String>,
    /// A value for previews.
    pub sample: Option<String>,
    /// Whether it may be empty.
    pub optional: bool,
    /// Its name on a help desk, by help desk.
    pub names: Vec<(String, String)>,
}

/// A slot as `[slots.…]` describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotEntry {
    /// Its name.
    pub name: String,
    /// Where the name stands in the file, in bytes.
    pub span: Span,
    /// What to write.
    pub description: Option<String>,
    /// A sample.
    pub example: Option<String>,
    /// The choices, where there is a fixed set.
    pub options: Vec<String>,
}

/// Limits as `[style.…]` sets them for a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The channel's word, as in front matter.
    pub channel: String,
    /// The most words of a sentence.
    pub sentence: Option<u64>,
    /// The most words of a paragraph.
    pub paragraph: Option<u64>,
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
    /// The configuration that holds for `path` (a file or a folder): the nearest file upwards, or the defaults. Of several
    /// mistakes the first; [`Config::parse`] gives all.
    pub fn find(path: &Path) -> Result<Self, ConfigMistake> {
        match Self::file_for(path) {
            Some(file) => Self::read(&file),
            None => Ok(Self::default()),
        }
    }

    /// The configuration file that holds for `path` (a file or a folder, which need not exist): the nearest upwards.
    pub fn file_for(path: &Path) -> Option<PathBuf> {
        let path = std::path::absolute(path).ok()?;
        let folders = if path.is_dir() { path.as_path() } else { path.parent()? };
        folders.ancestors().map(|folder| folder.join(CONFIG_FILE)).find(|file| file.is_file())
    }

    /// The configuration file at `path`, which a person named: one that cannot be read is a mistake too, at its start.
    pub fn read(path: &Path) -> Result<Self, ConfigMistake> {
        let text = read_macro(path).map_err(|message| ConfigMistake {
            path: path.to_owned(),
            span: Span::default(),
            message,
        })?;
        let (config, mistakes) = Self::parse(path, &text);
        match mistakes.into_iter().next() {
            Some(mistake) => Err(mistake),
            None => Ok(config),
        }
    }

    /// Whether the macro at `path` (absolute) is a snippet, as far as `[snippets]` says where those are kept.
    pub fn standing(&self, path: &Path) -> Standing {
        let Some(root) = self.root.as_ref().filter(|_| !self.snippet_roots.is_empty()) else {
            return Standing::Unknown;
        };
        let held = self.snippet_roots.iter().any(|folder| path.starts_with(root.join(folder)));
        if held { Standing::Snippet } else { Standing::Macro }
    }

    /// What the text of the configuration file at `path` decides, as far as it can be read, and every mistake in it and
    /// in the packs that it names, file by file in source order. The packs are read from the disk.
    pub fn parse(path: &Path, text: &str) -> (Self, Vec<ConfigMistake>) {
        let root = std::path::absolute(path).ok().and_then(|path| path.parent().map(Path::to_owned));
        let mut reader = reader::Reader::new(path, root.as_deref().unwrap_or(Path::new(".")));
        let mut config = sections::read(&mut reader, text);
        let mistakes = reader.finish();
        config.baseline = config.baseline.map(|file| root.as_deref().unwrap_or(Path::new("")).join(file));
        config.root = root;
        (config, mistakes)
    }
}
