//! The macros that a run is about, each with the decisions of its configuration file.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rule_choice::RuleChoice;
use super::status::Failure;
use super::{paths, rule_choice};
use crate::lint::Settings;
use crate::text::{Encoding, LineIndex};
use crate::workspace::{CONFIG_FILE, Config, ConfigMistake, discover};

/// What stands for standard input among paths.
pub(super) const STDIN: &str = "-";

/// One macro to check.
#[derive(Debug)]
pub(super) struct Input {
    /// Its path as reports write it.
    pub(super) shown: String,
    /// Where its text is.
    pub(super) source: Source,
    /// What was decided about rules.
    pub(super) settings: Arc<Settings>,
}

impl Input {
    /// What to call it on a terminal.
    pub(super) fn name(&self) -> String {
        if self.shown == STDIN { "standard input".to_owned() } else { paths::one_line(&self.shown) }
    }
}

/// Where the text of a macro is.
#[derive(Debug)]
pub(super) enum Source {
    /// In a file.
    File(PathBuf),
    /// It came through standard input.
    Bytes(Vec<u8>),
}

impl Source {
    /// The text, or why there is none.
    pub(super) fn read(&self) -> Result<String, String> {
        let bytes = match self {
            Source::File(path) => fs::read(path).map_err(|error| io_words(&error))?,
            Source::Bytes(bytes) => bytes.clone(),
        };
        String::from_utf8(bytes).map_err(|error| {
            let place = error.utf8_error().valid_up_to();
            let line = 1 + error.as_bytes().iter().take(place).filter(|byte| **byte == b'\n').count();
            format!("line {line} is not UTF-8 text (byte {place}); save the file as UTF-8")
        })
    }
}

/// All there is to check.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// In the order of their shown paths, each once.
    pub(super) macros: Vec<Input>,
    /// What could not be read, each with its path.
    pub(super) errors: Vec<String>,
}

/// What the command line says about inputs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// Files, folders, or [`STDIN`].
    pub(super) paths: &'a [PathBuf],
    /// The name under which standard input is reported.
    pub(super) stdin_filename: Option<&'a Path>,
    /// A configuration file that holds for all, instead of those beside the macros.
    pub(super) config: Option<&'a Path>,
    /// Decisions that win over configuration.
    pub(super) choice: &'a RuleChoice,
}

/// Finds everything that is wanted. Broken configuration ends the run; what cannot be read is named, and the rest stays.
pub(super) fn gather(wanted: &Wanted<'_>) -> Result<Inputs, Failure> {
    let here =
        std::env::current_dir().map_err(|error| Failure(format!("no working directory: {}", io_words(&error))))?;
    let mut configs = Configs::new(wanted, &here)?;
    let mut inputs = Inputs::default();
    if wanted.paths.iter().any(|path| path == Path::new(STDIN)) {
        inputs.macros.push(stdin(wanted, &mut configs)?);
    }
    let mut seen = HashSet::new();
    for path in wanted.paths.iter().filter(|path| *path != Path::new(STDIN)) {
        let config = configs.of_path(path)?;
        let found = discover(&[path], &config);
        inputs.errors.extend(found.errors);
        for file in found.files {
            let shown = paths::shown(&file, &here);
            if seen.insert(shown.clone()) {
                let settings = configs.settings_of_file(&file)?;
                inputs.macros.push(Input { shown, source: Source::File(file), settings });
            }
        }
    }
    inputs.macros.sort_by(|a, b| a.shown.cmp(&b.shown));
    Ok(inputs)
}

fn stdin(wanted: &Wanted<'_>, configs: &mut Configs<'_>) -> Result<Input, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure(format!("standard input could not be read: {}", io_words(&error))))?;
    let settings = configs.settings_of_file(wanted.stdin_filename.unwrap_or(Path::new(STDIN)))?;
    let shown = wanted.stdin_filename.map_or_else(|| STDIN.to_owned(), |name| paths::shown(name, configs.here));
    Ok(Input { shown, source: Source::Bytes(bytes), settings })
}

/// Configuration files by folder, each read once.
struct Configs<'a> {
    here: &'a Path,
    choice: &'a RuleChoice,
    /// The file that was named, for everything.
    named: Option<Loaded>,
    by_folder: HashMap<PathBuf, Loaded>,
}

#[derive(Clone)]
struct Loaded {
    config: Arc<Config>,
    settings: Arc<Settings>,
}

impl<'a> Configs<'a> {
    fn new(wanted: &Wanted<'a>, here: &'a Path) -> Result<Self, Failure> {
        let choice = wanted.choice;
        let named = wanted.config.map(|path| loaded(Config::read(path), choice, here)).transpose()?;
        Ok(Self { here, choice, named, by_folder: HashMap::new() })
    }

    /// The configuration for looking below `path`.
    fn of_path(&mut self, path: &Path) -> Result<Arc<Config>, Failure> {
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        Ok(self.of_folder(folder.unwrap_or(path))?.config)
    }

    fn settings_of_file(&mut self, path: &Path) -> Result<Arc<Settings>, Failure> {
        Ok(self.of_folder(path.parent().unwrap_or(path))?.settings)
    }

    /// A folder without a file of its own has what its parent has.
    fn of_folder(&mut self, folder: &Path) -> Result<Loaded, Failure> {
        if let Some(named) = &self.named {
            return Ok(named.clone());
        }
        let folder = self.here.join(folder);
        let mut without = Vec::new();
        let mut found = None;
        for ancestor in folder.ancestors() {
            if let Some(known) = self.by_folder.get(ancestor) {
                found = Some(known.clone());
                break;
            }
            without.push(ancestor.to_owned());
            if ancestor.join(CONFIG_FILE).is_file() {
                found = Some(loaded(Config::find(ancestor), self.choice, self.here)?);
                break;
            }
        }
        let found = match found {
            Some(found) => found,
            None => loaded(Ok(Config::default()), self.choice, self.here)?,
        };
        self.by_folder.extend(without.into_iter().map(|folder| (folder, found.clone())));
        Ok(found)
    }
}

fn loaded(
    config: Result<Config, ConfigMistake>,
    choice: &rule_choice::RuleChoice,
    here: &Path,
) -> Result<Loaded, Failure> {
    let config = config.map_err(|mistake| config_failure(&mistake, here))?;
    let settings = Arc::new(choice.over(&config.settings));
    Ok(Loaded { config: Arc::new(config), settings })
}

/// The mistake with its line and column, as editors and terminals make links of.
fn config_failure(mistake: &ConfigMistake, here: &Path) -> Failure {
    let path = paths::one_line(&paths::shown(&mistake.path, here));
    let Ok(text) = fs::read_to_string(&mistake.path) else {
        return Failure(format!("{path}: {}", mistake.message));
    };
    let place = LineIndex::new(&text).position(&text, mistake.span.start, Encoding::Utf32);
    Failure(format!("{path}:{}:{}: {}", place.line + 1, place.column + 1, mistake.message))
}

/// An operating-system error in plain words.
pub(super) fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission to read it is missing".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        _ => error.to_string(),
    }
}
