//! Where macros go: the folder, and the name of each new file.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::super::configuration::config_for;
use super::super::paths;
use super::super::status::Failure;
use super::desk::Desk;
use super::present::plain;
use super::what::{Compared, Write};
use crate::helpdesk::exchange::{folder_slugs, name_slug};
use crate::helpdesk::reply::Reply;
use crate::workspace::{Config, io_words};

/// The ending of macro files.
const ENDING: &str = "macro";

/// The folders of an import, all absolute.
pub(super) struct Place {
    /// The working directory.
    pub(super) here: PathBuf,
    /// Where new macros go.
    pub(super) into: PathBuf,
    /// Below which macros are found again, and where the lock is.
    pub(super) root: PathBuf,
    /// What holds there.
    pub(super) config: Config,
}

impl Place {
    /// As the command line and the configuration say.
    pub(super) fn of(into: Option<&Path>, config: Option<&Path>) -> Result<Self, Failure> {
        let here = std::env::current_dir()
            .map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))?;
        let base = into.map_or_else(|| here.clone(), |into| here.join(into));
        if base.exists() && !base.is_dir() {
            return Err(Failure::new(format!("{} is no folder", base.display())));
        }
        let config = config_for(config, &base, &here)?;
        let macro_root = config.root.as_ref().map(|root| root.join(config.macro_root.as_deref().unwrap_or(".")));
        let into = paths::lexical(&if into.is_some() { base } else { macro_root.unwrap_or(base) });
        // Without a configuration the folder that people work in: files are found again wherever they were moved to below it,
        // whatever `--into` says this time.
        let around = config.root.clone().filter(|root| into.starts_with(root));
        let root =
            around.or_else(|| Some(here.clone()).filter(|here| into.starts_with(here))).unwrap_or_else(|| into.clone());
        Ok(Self { here, into, root, config })
    }

    /// Gives every file that is new its path, which no other file has. The ids of the desk decide who comes first.
    pub(super) fn name_new(&self, desk: &Desk, replies: &[Reply], files: &HashSet<String>, all: &mut [Compared]) {
        let mut order: Vec<(usize, &Reply)> = replies.iter().enumerate().collect();
        order.sort_by_key(|(_, reply)| id_order(reply.id.as_deref().unwrap_or_default()));
        let mut taken = Taken { files, new: HashSet::new(), next: HashMap::new() };
        for (number, reply) in order {
            let Some(one) = all.get_mut(number) else { continue };
            let parts: Vec<Option<String>> = one
                .writes
                .iter()
                .filter(|write| write.path.as_os_str().is_empty())
                .map(|write| write.part.clone())
                .collect();
            if parts.is_empty() {
                continue;
            }
            let stem = one.beside().unwrap_or_else(|| self.stem(desk, reply));
            let stem = taken.free(&stem, &parts);
            for write in one.writes.iter_mut().filter(|write| write.path.as_os_str().is_empty()) {
                write.path = file(&stem, write.part.as_deref());
            }
        }
    }

    /// The path of a macro's files without what tells them apart.
    fn stem(&self, desk: &Desk, reply: &Reply) -> PathBuf {
        let in_title = desk.shape.category.as_ref().and_then(|category| category.in_title.as_deref());
        let folders: PathBuf = folder_slugs(&reply.category).iter().collect();
        let name = name_slug(&reply.title, in_title, reply.id.as_deref().unwrap_or_default());
        self.into.join(folders).join(name)
    }
}

/// The names that new files cannot get.
struct Taken<'f> {
    /// Those of files that are there, as they are compared.
    files: &'f HashSet<String>,
    /// Those that were given to others.
    new: HashSet<String>,
    /// The number to go on with, by the name that is wanted.
    next: HashMap<String, usize>,
}

impl Taken<'_> {
    /// The first of `a`, `a-2`, `a-3` … whose files are not there.
    fn free(&mut self, stem: &Path, parts: &[Option<String>]) -> PathBuf {
        let next = self.next.entry(plain(stem)).or_insert(1);
        loop {
            let mut name = stem.file_name().unwrap_or_default().to_os_string();
            if *next > 1 {
                name.push(format!("-{next}"));
            }
            *next += 1;
            let stem = stem.with_file_name(name);
            let files: Vec<PathBuf> = parts.iter().map(|part| file(&stem, part.as_deref())).collect();
            let is_given = |path: &String| self.files.contains(path) || self.new.contains(path);
            if files.iter().all(|path| !is_given(&plain(path)) && is_free(path)) {
                self.new.extend(files.iter().map(|path| plain(path)));
                return stem;
            }
        }
    }
}

/// A file without a byte is one that a crash left behind.
fn is_free(path: &Path) -> bool {
    std::fs::symlink_metadata(path).map_or(true, |there| there.is_file() && there.len() == 0)
}

fn file(stem: &Path, part: Option<&str>) -> PathBuf {
    let mut name = stem.file_name().unwrap_or_default().to_os_string();
    if let Some(part) = part {
        name.push(format!(".{}", name_slug(part, None, "part")));
    }
    name.push(format!(".{ENDING}"));
    stem.with_file_name(name)
}

/// Numbers as numbers, before words.
fn id_order(id: &str) -> (bool, usize, &str) {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    (!is_number, if is_number { id.len() } else { 0 }, id)
}

impl Compared {
    /// What to call it on a terminal: the path of its main file.
    pub(super) fn shown(&self, place: &Place) -> String {
        let main = self.at.as_deref().or_else(|| self.writes.first().map(|Write { path, .. }| path.as_path()));
        main.map(|path| paths::shown(path, &place.here)).unwrap_or_default()
    }
}
