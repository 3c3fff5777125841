//! Where an id of `render` leads: the folders that ids start in, and which ids the macros below them have.
//!
//! An id is what the front matter says, or the path without its ending, from the macro root or a snippet root of
//! `softspoken.toml` on.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::index::front_id;
use super::{Config, discover, read_macro};

/// The folders that the ids of one configuration start in.
#[derive(Clone, Debug, Default)]
pub struct SnippetRoots {
    pub(super) config: Arc<Config>,
    /// Where labels start.
    base: PathBuf,
    /// The macro root, then the snippet roots.
    pub(super) roots: Vec<PathBuf>,
}

/// Every id below some roots, with its file.
pub(super) type Ids = HashMap<String, PathBuf>;

/// The ids in the front matter of files that were read, each with what the file looked like then.
#[derive(Debug, Default)]
pub struct OwnIds(HashMap<PathBuf, (Option<Stamp>, Option<String>)>);

/// What tells one version of a file from another without reading it: time and length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(Option<SystemTime>, u64);

impl Stamp {
    /// That of the file at `path`; `None` where there is none.
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self(metadata.modified().ok(), metadata.len()))
    }
}

/// What two roots have in common whose ids lead to the same files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct RootsKey {
    roots: Vec<PathBuf>,
    root: Option<PathBuf>,
    include: Vec<String>,
    exclude: Vec<String>,
}

impl SnippetRoots {
    /// The roots of `config`. Without a configuration file, ids are relative to the folder `base`.
    pub fn new(config: Arc<Config>, base: &Path) -> Self {
        let root = config.root.clone().unwrap_or_else(|| base.to_owned());
        let macro_root = config.macro_root.as_ref().map_or_else(|| root.clone(), |folder| root.join(folder));
        let mut roots = vec![macro_root];
        for folder in &config.snippet_roots {
            let folder = root.join(folder);
            if !roots.contains(&folder) {
                roots.push(folder);
            }
        }
        Self { config, base: base.to_owned(), roots }
    }

    /// Without a configuration file, lets ids start at the folder of the macro at `path` as well, and at those on the way
    /// to it from the base folder.
    pub fn around(mut self, path: &Path) -> Self {
        if self.config.root.is_some() {
            return self;
        }
        let path = self.base.join(path);
        let folders: Vec<&Path> = path.ancestors().skip(1).collect();
        let on_the_way = folders.iter().take_while(|folder| folder.starts_with(&self.base)).count().max(1);
        for folder in folders.into_iter().take(on_the_way).rev() {
            if !self.roots.iter().any(|root| root == folder) {
                self.roots.push(folder.to_owned());
            }
        }
        self
    }

    pub(super) fn key(&self) -> RootsKey {
        RootsKey {
            roots: self.roots.clone(),
            root: self.config.root.clone(),
            include: self.config.include.clone(),
            exclude: self.config.exclude.clone(),
        }
    }

    /// The files that an id can be the path of, the first first.
    pub(super) fn files_of(&self, id: &str) -> Vec<PathBuf> {
        let Some(relative) = inside(id) else { return Vec::new() };
        let files = self.roots.iter().map(|root| {
            let mut path = root.join(&relative).into_os_string();
            path.push(".macro");
            PathBuf::from(path)
        });
        files.collect()
    }

    /// Where the file of a snippet belongs that is not there yet: in the first snippet root, else in the macro root; without a
    /// configuration file beside the macro. `None` where no file can have that id.
    pub fn new_file(&self, id: &str) -> Option<PathBuf> {
        let snippets = self.roots.get(1).filter(|_| self.config.root.is_some());
        let root = snippets.or(if self.config.root.is_some() { self.roots.first() } else { self.roots.last() })?;
        let mut path = root.join(inside(id)?).into_os_string();
        path.push(".macro");
        Some(path.into())
    }

    /// Whether a configuration says where ids start: without one a snippet may be anywhere.
    pub(super) fn are_certain(&self) -> bool {
        self.config.root.is_some()
    }

    /// Whether there is a file that an id may be the path of and that cannot be read: one is there after all.
    pub(super) fn leads_to_unreadable(&self, id: &str) -> bool {
        self.files_of(id).iter().any(|file| file.is_file() && read_macro(file).is_err())
    }

    /// Whether a file stands below one of the roots.
    pub(super) fn hold(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }

    /// Whether a file may have this id, where `own` is that of its front matter.
    pub fn may_have(&self, path: &Path, own: Option<&str>, id: &str) -> bool {
        match own {
            Some(own) => own == id,
            None => self.roots.iter().any(|root| path.strip_prefix(root).is_ok_and(|path| path_id(path) == id)),
        }
    }

    /// The path as a person in the base folder would write it.
    pub fn label(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.base).unwrap_or(path))
    }

    /// The ids of all macros below the roots. An id of the front matter wins over a path, and the first path over later ones.
    /// Files that did not change since `known` was made are not read again.
    pub(super) fn ids(&self, known: &mut OwnIds) -> Ids {
        let mut ids = HashMap::new();
        let mut by_path = Vec::new();
        for root in &self.roots {
            for file in discover(&[root], &self.config).files {
                match known.of(&file) {
                    Some(id) => drop(ids.entry(id).or_insert(file)),
                    None => by_path.extend(file.strip_prefix(root).ok().map(|path| (path_id(path), file.clone()))),
                }
            }
        }
        for (id, file) in by_path {
            ids.entry(id).or_insert(file);
        }
        ids
    }
}

impl OwnIds {
    fn of(&mut self, file: &Path) -> Option<String> {
        let stamp = Stamp::of(file);
        if let Some((_, id)) = self.0.get(file).filter(|(known, _)| stamp.is_some() && *known == stamp) {
            return id.clone();
        }
        let id = read_macro(file).ok().and_then(|source| own_id(&source));
        self.0.insert(file.to_owned(), (stamp, id.clone()));
        id
    }
}

/// The relative path that an id names, where it stays inside of its root.
fn inside(id: &str) -> Option<PathBuf> {
    let path = Path::new(id);
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    (stays && !id.is_empty() && !id.ends_with(['/', '\\'])).then(|| path.to_owned())
}

/// The id in the front matter of a text; one without front matter is not looked into.
pub(super) fn own_id(source: &str) -> Option<String> {
    let has_front_matter = source.trim_start_matches('\u{feff}').starts_with("---");
    has_front_matter.then(|| front_id(source)).flatten().map(String::from)
}

/// The id of a file that its path gives: without its ending, with `/`.
fn path_id(path: &Path) -> String {
    slashed(&path.with_extension(""))
}

fn slashed(path: &Path) -> String {
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
        .replacen("//", "/", 1)
}
