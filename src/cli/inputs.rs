//! The macros that a run is about, each with the decisions of its configuration file.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configuration::{held_for, read_with_digest};
use super::paths;
use super::rule_choice::RuleChoice;
use super::status::{Failure, tell};
use crate::lint::{Settings, Standing};
use crate::workspace::{
    CONFIG_FILE, Config, Digest, Known, SnippetFiles, Unreadable, discover, io_words, macro_text, read_bytes,
    read_macro,
};

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
    /// What is known where it stands.
    pub(super) known: Known,
    /// The macros that it may render.
    pub(super) snippets: Arc<SnippetFiles>,
    /// What stands for all that was decided, the day of the run left out.
    pub(super) decided: Digest,
}

impl Input {
    /// The path of its file; `None` for one that came without a name.
    pub(super) fn place(&self) -> Option<&Path> {
        match &self.source {
            Source::File(path) => Some(path),
            Source::Bytes(_) if self.shown == STDIN => None,
            Source::Bytes(_) => Some(Path::new(&self.shown)),
        }
    }

    /// What to call it on a terminal.
    pub(super) fn name(&self) -> &str {
        if self.shown == STDIN { "standard input" } else { &self.shown }
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
        match self {
            Source::File(path) => read_macro(path),
            Source::Bytes(bytes) => macro_text(bytes.clone()),
        }
    }
}

/// All there is to check.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// In the order of their shown paths, each once.
    pub(super) macros: Vec<Input>,
    /// What could not be read.
    pub(super) errors: Vec<Unreadable>,
    /// What is known by all configuration files that were read.
    known: Vec<Known>,
}

impl Inputs {
    /// Whether there is no macro at all below `paths`, the ones that were asked for; tells it, unless errors did.
    pub(super) fn nothing_found(&self, paths: &[PathBuf]) -> bool {
        if self.macros.is_empty() && self.errors.is_empty() {
            tell_nothing_found(paths);
        }
        self.macros.is_empty()
    }
}

/// Tells that there are no macros at `paths`.
pub(super) fn tell_nothing_found(paths: &[PathBuf]) {
    let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    tell("note", &format!("no macros (files that end in .macro) found in {}", paths.join(", ")));
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
    /// The day on which reviews are due or not; `None` where nobody asks.
    pub(super) today: Option<&'a str>,
}

/// What was decided for texts that are in no file, and what is known of them: as the configuration says that holds here.
pub(super) fn decided_here(wanted: &Wanted<'_>) -> Result<(Arc<Settings>, Known), Failure> {
    let here = working_folder()?;
    let mut configs = Configs::new(wanted, &here)?;
    let Loaded { config, settings, .. } = configs.of_file(Path::new(STDIN))?;
    wanted.choice.is_of(&configs.known())?;
    Ok((settings, config.known.clone()))
}

fn working_folder() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))
}

/// Finds everything that is wanted. Broken configuration ends the run; what cannot be read is named, and the rest stays.
pub(super) fn gather(wanted: &Wanted<'_>) -> Result<Inputs, Failure> {
    if wanted.stdin_filename.is_some() && !wanted.paths.iter().any(|path| path == Path::new(STDIN)) {
        return Err(Failure::new("`--stdin-filename` names what comes through standard input; add `-` to the paths"));
    }
    let here = working_folder()?;
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
            // What is no text is escaped, and what looks like an escape may be text.
            if seen.insert((shown.clone(), file.to_str().is_some())) {
                let Loaded { config, settings, snippets, decided, .. } = configs.of_file(&file)?;
                let known = config.known.clone();
                inputs.macros.push(Input { shown, source: Source::File(file), settings, known, snippets, decided });
            }
        }
    }
    inputs.known = configs.known();
    wanted.choice.is_of(&inputs.known)?;
    inputs.macros.sort_by(|a, b| a.shown.cmp(&b.shown));
    Ok(inputs)
}

fn stdin(wanted: &Wanted<'_>, configs: &mut Configs<'_>) -> Result<Input, Failure> {
    let bytes = read_bytes(io::stdin().lock(), 0)
        .map_err(|error| Failure::new(format!("standard input could not be read: {}", io_words(&error))))?;
    let Loaded { config, settings, snippets, decided, .. } =
        configs.of_file(wanted.stdin_filename.unwrap_or(Path::new(STDIN)))?;
    let shown = wanted.stdin_filename.map_or_else(|| STDIN.to_owned(), |name| paths::shown(name, configs.here));
    Ok(Input { shown, source: Source::Bytes(bytes), settings, known: config.known.clone(), snippets, decided })
}

/// Configuration files by folder, each read once.
struct Configs<'a> {
    here: &'a Path,
    choice: &'a RuleChoice,
    today: Option<&'a str>,
    /// The file that was named, for everything.
    named: Option<(Config, Digest)>,
    /// What it says for macros below these folders.
    by_root: HashMap<Option<PathBuf>, Loaded>,
    by_folder: HashMap<PathBuf, Loaded>,
}

#[derive(Clone)]
struct Loaded {
    config: Arc<Config>,
    settings: Arc<Settings>,
    /// The same for macros and for snippets.
    by_standing: [Arc<Settings>; 2],
    snippets: Arc<SnippetFiles>,
    decided: Digest,
}

impl<'a> Configs<'a> {
    fn new(wanted: &Wanted<'a>, here: &'a Path) -> Result<Self, Failure> {
        let Wanted { choice, today, .. } = *wanted;
        let named = wanted.config.map(|path| read_with_digest(path, here)).transpose()?;
        Ok(Self { here, choice, today, named, by_root: HashMap::new(), by_folder: HashMap::new() })
    }

    /// What is known by all configuration files that were read.
    fn known(&self) -> Vec<Known> {
        let named = self.named.iter().map(|(config, _)| config.known.clone());
        self.by_folder.values().map(|loaded| loaded.config.known.clone()).chain(named).collect()
    }

    /// The configuration for looking below `path`.
    fn of_path(&mut self, path: &Path) -> Result<Arc<Config>, Failure> {
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        Ok(self.of_folder(folder.unwrap_or(path))?.config)
    }

    fn of_file(&mut self, path: &Path) -> Result<Loaded, Failure> {
        let mut loaded = self.of_folder(path.parent().unwrap_or(path))?;
        let standing = loaded.config.standing(&self.here.join(path));
        let known = loaded.by_standing.iter().find(|settings| settings.standing == standing);
        loaded.settings = known.unwrap_or(&loaded.settings).clone();
        loaded.decided = Digest::of_parts([loaded.decided.bytes().as_slice(), &[standing as u8]]);
        Ok(loaded)
    }

    /// A folder without a file of its own has what its parent has.
    fn of_folder(&mut self, folder: &Path) -> Result<Loaded, Failure> {
        let folder = self.here.join(folder);
        if let Some(known) = self.by_folder.get(&folder) {
            return Ok(known.clone());
        }
        if let Some((config, read)) = &self.named {
            let config = held_for(config.clone(), &folder, self.here);
            let root = config.root.clone();
            let bytes = root.as_ref().map_or(&[][..], |root| root.as_os_str().as_encoded_bytes());
            let read = Digest::of_parts([read.bytes().as_slice(), bytes]);
            let new = || loaded((config, read), self.choice, self.today, self.here);
            let known = self.by_root.entry(root).or_insert_with(new).clone();
            self.by_folder.insert(folder, known.clone());
            return Ok(known);
        }
        let mut without = Vec::new();
        let mut found = None;
        for ancestor in folder.ancestors() {
            if let Some(known) = self.by_folder.get(ancestor) {
                found = Some(known.clone());
                break;
            }
            without.push(ancestor.to_owned());
            let file = ancestor.join(CONFIG_FILE);
            if file.is_file() {
                found = Some(loaded(read_with_digest(&file, self.here)?, self.choice, self.today, self.here));
                break;
            }
        }
        let found = found.unwrap_or_else(|| loaded(Default::default(), self.choice, self.today, self.here));
        self.by_folder.extend(without.into_iter().map(|folder| (folder, found.clone())));
        Ok(found)
    }
}

fn loaded((config, read): (Config, Digest), choice: &RuleChoice, today: Option<&str>, here: &Path) -> Loaded {
    let settings = Settings { today: today.map(str::to_owned), ..choice.over(&config.settings) };
    let by_standing =
        [Standing::Macro, Standing::Snippet].map(|standing| Arc::new(Settings { standing, ..settings.clone() }));
    let settings = Arc::new(settings);
    let config = Arc::new(config);
    let snippets = Arc::new(SnippetFiles::new(Arc::clone(&config), here));
    let decided = Digest::of_parts([read.bytes().as_slice(), choice.digest().bytes().as_slice()]);
    Loaded { config, settings, by_standing, snippets, decided }
}
