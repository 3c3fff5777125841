//! Texts with placeholders that are no macros by their names, as a library has that is older than this program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::workspace::{Config, discover, read_macro};

/// Endings of files in which other programs keep such texts.
const ENDINGS: [&str; 5] = ["liquid", "txt", "html", "htm", "md"];

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// The files, below the folder that is looked at.
    pub(super) files: Vec<PathBuf>,
    /// Globs that include them.
    pub(super) globs: BTreeSet<String>,
}

impl Others {
    /// Below the folder `here`, in which nothing is a macro by its name.
    pub(super) fn find(here: &Path) -> Self {
        let include = ENDINGS.iter().map(|ending| format!("*.{ending}")).collect();
        let config = Config { root: Some(here.to_owned()), include, ..Config::default() };
        let mut files = discover(&[Path::new(".")], &config).files;
        files.retain(|file| !is_about_the_repository(file) && has_placeholders(file));
        let globs = files.iter().filter_map(|file| glob(file)).collect();
        Self { files, globs }
    }

    /// What to say of them.
    pub(super) fn told(&self) -> String {
        let globs: Vec<String> = self.globs.iter().map(|glob| format!("`{glob}`")).collect();
        format!("No file ends in .macro. Texts with placeholders were found: {}\n", globs.join(", "))
    }
}

/// `README.md` and its like.
fn is_about_the_repository(file: &Path) -> bool {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    !stem.chars().any(char::is_lowercase)
}

fn has_placeholders(file: &Path) -> bool {
    read_macro(file).is_ok_and(|text| text.contains("{{") || text.contains("{%"))
}

/// What includes a file and those of its kind beside it, in the notation of `.gitignore`.
fn glob(file: &Path) -> Option<String> {
    let ending = file.extension()?.to_str()?;
    let mut parts = file.components().filter_map(|part| part.as_os_str().to_str()).filter(|part| *part != ".");
    let first = parts.next()?;
    Some(match parts.next() {
        Some(_) => format!("{}/**/*.{ending}", literal(first)),
        None => format!("/*.{ending}"),
    })
}

/// A name as a glob that means only itself.
fn literal(name: &str) -> String {
    let special = |letter: char| matches!(letter, '*' | '?' | '[' | ']' | '{' | '}' | '\\' | '!' | '#' | ' ');
    name.chars().flat_map(|letter| special(letter).then_some('\\').into_iter().chain([letter])).collect()
}
