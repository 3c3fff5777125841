//! The macro files that are there already, by the macro of the help desk that they came from; and those that it may have got
//! from here.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::super::desk_lock::Key;
use super::super::parallel;
use super::super::status::tell;
use super::desk::Desk;
use super::place::Place;
use crate::helpdesk::Platform;
use crate::helpdesk::exchange::Held;
use crate::lint::Standing;
use crate::workspace::{discover, read_macro};

/// A macro file.
#[derive(Clone, Debug)]
pub(super) struct Present {
    /// Where.
    pub(super) path: PathBuf,
    /// Its text and its front matter.
    pub(super) held: Held<'static>,
}

/// What is there.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files of macros of the help desk.
    pub(super) by_key: HashMap<Key, Vec<Present>>,
    /// Files that no help desk knows yet, by their titles.
    pub(super) by_title: HashMap<String, Vec<Present>>,
    /// A file that cannot be read, or whose front matter cannot: the first of them.
    pub(super) unread: Option<PathBuf>,
    /// The paths of all files with anything in them, in small letters, since some disks take letters of both cases for the
    /// same.
    pub(super) paths: HashSet<String>,
}

/// A path as it is compared.
pub(super) fn plain(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

/// What a file is to the help desk.
enum Role {
    /// The macro of that id.
    Macro(String),
    /// One that may have got there from here, by its title.
    Titled(String),
    Unread,
    Other,
}

/// Finds it; of files without a source only those with one of these titles.
pub(super) fn find(desk: &Desk, place: &Place, titles: &HashSet<&str>, jobs: NonZeroUsize) -> Found {
    let mut found = Found::default();
    if !place.root.exists() {
        return found;
    }
    let files = discover(&[place.root.as_path()], &place.config);
    files.errors.iter().for_each(|error| tell("note", &error.to_string()));
    let work = |path: &PathBuf| {
        let Ok(source) = read_macro(path) else { return Some((Role::Unread, None)) };
        if source.is_empty() {
            return None;
        }
        if titles.is_empty() && !source.contains(desk.id) {
            return Some((Role::Other, None));
        }
        let held = Held::read(source);
        let role = role(desk, place, path, titles, &held);
        Some((role, Some(held)))
    };
    parallel::in_order(&files.files, jobs, work, |path, read| {
        let Some((role, held)) = read.unwrap_or(None) else { return };
        found.paths.insert(plain(path));
        let present = held.map(|held| Present { path: path.clone(), held });
        let files = match role {
            Role::Macro(id) => found.by_key.entry((desk.id.to_owned(), id)).or_default(),
            Role::Titled(title) => found.by_title.entry(title).or_default(),
            Role::Unread => {
                found.unread.get_or_insert_with(|| path.clone());
                return;
            }
            Role::Other => return,
        };
        files.extend(present);
    });
    found
}

fn role(desk: &Desk, place: &Place, path: &Path, titles: &HashSet<&str>, held: &Held<'_>) -> Role {
    let from = held.carried.platform.as_deref();
    if let (Some(id), true) = (&held.carried.id, from == Some(desk.id)) {
        return Role::Macro(id.clone());
    }
    if held.unreadable().is_some() {
        return Role::Unread;
    }
    let front_matter = &held.parsed.front_matter;
    let is_target = |name: &str| Platform::named(name).is_some_and(|named| named.id == desk.id);
    let goes_there =
        front_matter.platforms.is_empty() || front_matter.platforms.iter().any(|name| is_target(&name.text));
    let is_from_here = from.is_none_or(|from| from == desk.id) && place.config.standing(path) != Standing::Snippet;
    let title = front_matter.title.as_ref().filter(|title| titles.contains(title.text.as_str()));
    match title.filter(|_| goes_there && is_from_here) {
        Some(title) => Role::Titled(title.text.clone()),
        None => Role::Other,
    }
}
