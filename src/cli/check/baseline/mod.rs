//! `--baseline` and `--write-baseline`: what was found before the team began is hidden until somebody mends it.
//!
//! A finding is known by its rule and its words, so that lines may move. A file that is there no more may have another name
//! now: what is known of it hides the same findings in the file that it most likely is.

mod file;
mod gone;
mod renamed;
mod tally;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::file::Known;
use self::gone::Gone;
use super::super::inputs::{Input, Inputs};
use super::super::output::Checked;
use super::super::paths;
use super::super::status::Failure;
use super::sign::{Sign, pairs};

pub(super) use tally::Tally;

/// Where a baseline is written unless something else is said.
pub(in crate::cli) const DEFAULT: &str = "softspoken-baseline.json";

/// The baselines that hold for the macros of a run.
#[derive(Debug, Default)]
pub(super) struct Baselines {
    here: PathBuf,
    all: Vec<Baseline>,
    /// Which holds, by the address of what the configuration says of snippets: each configuration has one.
    by_configuration: HashMap<usize, usize>,
    /// Whether it is to be written.
    writes: bool,
}

/// One file.
#[derive(Debug)]
struct Baseline {
    path: PathBuf,
    /// As messages call it.
    shown: String,
    folder: PathBuf,
    known: Vec<Known>,
    /// What is known of each file, by its name of today.
    by_path: HashMap<String, Vec<usize>>,
    /// Names of today, by names that are in the file.
    renamed: HashMap<String, String>,
    gone: Gone,
    /// Whether the configuration does not name it.
    unnamed: bool,
}

/// What a baseline does with one macro.
#[derive(Debug, Default)]
pub(super) struct Settled {
    baseline: usize,
    path: String,
    /// Places in what is known that were found.
    used: Vec<usize>,
    /// What is to be written.
    found: Vec<Sign>,
    /// How many of these would be shown.
    hidden: usize,
    /// Whether it may be a file that is gone, under another name.
    pub(super) is_open: bool,
}

impl Baselines {
    /// Reads the one that is named, else those that the configuration files name.
    pub(super) fn read(named: Option<&Path>, writes: bool, inputs: &Inputs) -> Result<Self, Failure> {
        let here = std::env::current_dir().unwrap_or_default();
        let mut baselines = Self { here, writes, ..Self::default() };
        let mut by_file: HashMap<PathBuf, usize> = HashMap::new();
        for input in &inputs.macros {
            let address = Arc::as_ptr(input.snippets.roots()) as usize;
            if baselines.by_configuration.contains_key(&address) {
                continue;
            }
            let config = input.snippets.roots().config();
            let configured = config.baseline.clone();
            let default = || writes.then(|| PathBuf::from(DEFAULT));
            let unnamed = named.is_none() && configured.is_none();
            let Some(path) = named.map(Path::to_owned).or(configured).or_else(default) else { continue };
            let path = paths::lexical(&baselines.here.join(path));
            let index = match by_file.get(&path) {
                Some(index) => *index,
                None => {
                    let baseline = Baseline::read(&path, &baselines.here, inputs, writes, unnamed)?;
                    baselines.all.push(baseline);
                    by_file.insert(path, baselines.all.len() - 1);
                    baselines.all.len() - 1
                }
            };
            baselines.by_configuration.insert(address, index);
        }
        Ok(baselines)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Takes what is known out of the findings of a macro, and out of `shown`, which says of each whether it would be shown: what
    /// would not be is looked for first. For a baseline that is written nothing is taken out, and what would not be shown is
    /// left out of it unless it is known.
    pub(super) fn settle(&self, input: &Input, checked: &mut Checked<'_>, shown: &mut Vec<bool>) -> Option<Settled> {
        let address = Arc::as_ptr(input.snippets.roots()) as usize;
        let index = *self.by_configuration.get(&address)?;
        let baseline = self.all.get(index)?;
        let path = name_of(input, &self.here, &baseline.folder)?;
        let places = baseline.by_path.get(&path).map_or(&[][..], Vec::as_slice);
        let mut settled = Settled { baseline: index, path, ..Settled::default() };
        if places.is_empty() && !self.writes {
            settled.is_open = baseline.gone.may_be(&settled.path, || Sign::of_all(checked));
            return Some(settled);
        }
        let signs = Sign::of_all(checked);
        let known: Vec<&Sign> = places.iter().filter_map(|at| Some(&baseline.known.get(*at)?.sign)).collect();
        let pairs = pairs(&known, &signs.iter().collect::<Vec<_>>(), shown);
        settled.used = pairs.iter().flatten().filter_map(|at| places.get(*at).copied()).collect();
        if self.writes {
            let is_kept = shown.iter().zip(&pairs).map(|(shown, pair)| *shown || pair.is_some());
            settled.found = signs.into_iter().zip(is_kept).filter(|(_, kept)| *kept).map(|(sign, _)| sign).collect();
            return Some(settled);
        }
        settled.hidden = hide(checked, shown, &pairs);
        Some(settled)
    }
}

impl Baseline {
    fn read(path: &Path, here: &Path, inputs: &Inputs, may_be_new: bool, unnamed: bool) -> Result<Self, Failure> {
        let shown = paths::shown(path, here);
        let known = match file::read(path, &shown)? {
            Some(known) => known,
            None if may_be_new => Vec::new(),
            None => {
                let words = "there is no such baseline; `softspoken check --write-baseline` writes it";
                return Err(Failure::new(format!("{shown}: {words}")));
            }
        };
        let folder = path.parent().unwrap_or(path).to_owned();
        let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, known) in known.iter().enumerate() {
            by_path.entry(known.path.clone()).or_default().push(at);
        }
        let gone: HashSet<&str> =
            by_path.keys().map(String::as_str).filter(|file| !folder.join(file).is_file()).collect();
        let new = inputs.macros.iter().filter_map(|input| Some((name_of(input, here, &folder)?, input)));
        let new = new.filter(|(name, _)| !gone.is_empty() && !by_path.contains_key(name)).collect();
        let renamed = renamed::since(path, &folder, &gone, new);
        let still: Vec<String> =
            gone.into_iter().filter(|file| !renamed.contains_key(*file)).map(str::to_owned).collect();
        for (before, now) in &renamed {
            let places = by_path.remove(before).unwrap_or_default();
            by_path.insert(now.clone(), places);
        }
        let still = still.iter().filter_map(|file| Some((file.as_str(), by_path.get(file)?.as_slice())));
        let gone = Gone::of(still, &known);
        Ok(Self { path: path.to_owned(), shown, folder, known, by_path, renamed, gone, unnamed })
    }

    /// The name that a file has today, which may be gone.
    fn now<'a>(&'a self, path: &'a str) -> &'a str {
        self.renamed.get(path).map_or(path, String::as_str)
    }

    fn is_gone(&self, path: &str) -> bool {
        !self.folder.join(self.now(path)).is_file()
    }
}

/// What a baseline in `folder` calls a macro that is in a file.
fn name_of(input: &Input, here: &Path, folder: &Path) -> Option<String> {
    Some(paths::shown(&paths::lexical(&here.join(input.place()?)), folder))
}

/// Takes out the findings that have a pair; gives how many of them would be shown.
fn hide(checked: &mut Checked<'_>, shown: &mut Vec<bool>, pairs: &[Option<usize>]) -> usize {
    let hidden = shown.iter().zip(pairs).filter(|(shown, pair)| **shown && pair.is_some()).count();
    let (mut of_findings, mut of_shown) = (pairs.iter(), pairs.iter());
    checked.findings.retain(|_| of_findings.next().is_none_or(Option::is_none));
    shown.retain(|_| of_shown.next().is_none_or(Option::is_none));
    hidden
}
