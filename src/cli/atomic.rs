//! Replaces a file so that at every instant it is the old one or the new one: the new text is written beside it, brought to
//! the disk, and takes the file's name in one step.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::paths::lexical;
use crate::workspace::{io_words, write_words};

/// How many names are tried for the new text, where others are left over from runs that were killed.
const NAMES: usize = 1000;

/// What is said of a file that is elsewhere than its path says.
pub(super) const OUTSIDE: &str = "it is behind a link that leads out of this folder; nothing was written";

/// Puts `after` in the place of `before`, which was read from `path`; says in plain words why not. `here` is the working
/// directory, out of which no link is followed.
pub(super) fn replace(path: &Path, here: &Path, before: &str, after: &str) -> Result<(), String> {
    let target = target(path, here)?;
    let metadata = fs::metadata(&target).map_err(|error| io_words(&error))?;
    if metadata.permissions().readonly() {
        return Err("it is read-only; nothing was written".to_owned());
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut new = NewText::beside(folder).map_err(|error| words(&error))?;
    new.fill(after, &metadata).map_err(|error| words(&error))?;
    let now = fs::read(&target).map_err(|error| io_words(&error))?;
    if now == after.as_bytes() {
        return Ok(());
    }
    if now != before.as_bytes() {
        return Err("it changed while it was worked on; nothing was written".to_owned());
    }
    new.take_the_place_of(&target, folder).map_err(|error| words(&error))
}

/// Puts `text` into the file at `path`, a new one or in the place of what is there.
pub(super) fn put(path: &Path, text: &str) -> io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|before| before.permissions().readonly()) {
        return Err(io::Error::other("it is read-only"));
    }
    let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let (name, file) = under_a_new_name(folder, |name| fs::OpenOptions::new().write(true).create_new(true).open(name))?;
    let mut new = NewText { file, name: Some(name) };
    new.file.write_all(text.as_bytes())?;
    if let Some(before) = before {
        new.file.set_permissions(before.permissions())?;
    }
    new.file.sync_all()?;
    new.take_the_place_of(&target, folder)
}

/// Puts `text` into a new file at `path`, which no file of any content may have; says in plain words why not. Links are followed. The text is not
/// brought to the disk by itself: [`sync_all`] does that for many files at once.
pub(super) fn create(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = NewText::with_usual_mode(folder).map_err(|error| words(&error))?;
    new.file.write_all(text.as_bytes()).map_err(|error| words(&error))?;
    // Where a run was cut short a file may have its name already, and nothing in it.
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_file() && there.len() == 0) {
        return new.take_the_place_of(path, folder).map_err(|error| words(&error));
    }
    let named = match &new.name {
        None => give_name(&new.file, path),
        Some(name) => fs::hard_link(name, path),
    };
    named.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => "there is such a file by now; nothing was written".to_owned(),
        _ => words(&error),
    })
}

/// Brings everything that was written below `root` to the disk, with the names of the files at `paths`.
pub(super) fn sync_all<'a>(root: &Path, paths: impl Iterator<Item = &'a Path>) {
    #[cfg(target_os = "linux")]
    if let Ok(folder) = File::open(root)
        && rustix::fs::syncfs(&folder).is_ok()
    {
        return;
    }
    let _ = root;
    let paths: Vec<&Path> = paths.collect();
    paths.iter().for_each(|path| _ = File::open(path).and_then(|file| file.sync_all()));
    sync_folders(paths.into_iter());
}

/// Brings the new names of the files at `paths` to the disk. Where that fails, a file is still the old or the new one.
pub(super) fn sync_folders<'a>(paths: impl Iterator<Item = &'a Path>) {
    let folders: BTreeSet<PathBuf> =
        paths.filter_map(|path| Some(path.canonicalize().ok()?.parent()?.to_owned())).collect();
    for folder in folders.iter().filter(|_| cfg!(unix)) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// The file that is written, with links on the way resolved.
fn target(path: &Path, here: &Path) -> Result<PathBuf, String> {
    let resolved = |path: &Path| path.canonicalize().map_err(|error| io_words(&error));
    let (real, tree) = (resolved(path)?, resolved(here)?);
    if real.starts_with(&tree) {
        return Ok(real);
    }
    let written = lexical(&here.join(path));
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    if is_link || written.starts_with(lexical(here)) || written.starts_with(&tree) {
        return Err(OUTSIDE.to_owned());
    }
    Ok(real)
}

/// What went wrong in writing.
fn words(error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => "permission to write in its folder is missing".to_owned(),
        _ => write_words(error),
    };
    format!("{why}; the file is as it was")
}

/// A text on its way to the disk. Where the system can do it, it has no name until it is complete, so that not even a kill
/// leaves it behind.
struct NewText {
    file: File,
    /// Its name, once it has one; taken away again unless it took the place of another.
    name: Option<PathBuf>,
}

impl NewText {
    /// A file that nobody else may read until it has the mode of another.
    fn beside(folder: &Path) -> io::Result<Self> {
        Self::with_mode(folder, 0o600)
    }

    /// A file as programs make them.
    fn with_usual_mode(folder: &Path) -> io::Result<Self> {
        Self::with_mode(folder, 0o666)
    }

    fn with_mode(folder: &Path, mode: u32) -> io::Result<Self> {
        if let Some(file) = nameless(folder, mode) {
            return Ok(Self { file, name: None });
        }
        let (name, file) =
            under_a_new_name(folder, |name| fs::OpenOptions::new().write(true).create_new(true).open(name))?;
        Ok(Self { file, name: Some(name) })
    }

    /// Writes all of it, with the mode and the owner of the file that it is to replace.
    fn fill(&mut self, text: &str, like: &Metadata) -> io::Result<()> {
        self.file.write_all(text.as_bytes())?;
        keep_owner(&self.file, like)?;
        self.file.set_permissions(like.permissions())?;
        self.file.sync_all()
    }

    fn take_the_place_of(mut self, target: &Path, folder: &Path) -> io::Result<()> {
        // One after the other, as quickly as can be: a kill in between leaves the name behind.
        static NAMING: Mutex<()> = Mutex::new(());
        let _turn = NAMING.lock().unwrap_or_else(PoisonError::into_inner);
        if self.name.is_none() {
            let (name, ()) = under_a_new_name(folder, |name| give_name(&self.file, name))?;
            self.name = Some(name);
        }
        if let Some(name) = &self.name {
            fs::rename(name, target)?;
            self.name = None;
        }
        Ok(())
    }
}

impl Drop for NewText {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // What cannot be taken away is no macro, and hidden.
            let _ = fs::remove_file(name);
        }
    }
}

/// Makes something under a name that nothing in `folder` has.
fn under_a_new_name<T>(folder: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<(PathBuf, T)> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for _ in 0..NAMES {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = folder.join(format!(".softspoken-{}-{number}", std::process::id()));
        match make(&name) {
            Ok(made) => return Ok((name, made)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// A file in `folder` without a name; `None` where the system or its disk knows none.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path, mode: u32) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    // Names are given through this folder.
    if !Path::new("/proc/self/fd").is_dir() {
        return None;
    }
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    open(folder, flags, Mode::from_raw_mode(mode)).ok().map(File::from)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_folder: &Path, _mode: u32) -> Option<File> {
    None
}

#[cfg(target_os = "linux")]
fn give_name(file: &File, name: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, linkat};
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, open.as_str(), CWD, name, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn give_name(_file: &File, _name: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn keep_owner(file: &File, like: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    let other = |now: u32, before: u32| (now != before).then_some(before);
    let (owner, group) = (other(new.uid(), like.uid()), other(new.gid(), like.gid()));
    if (owner, group) == (None, None) || fchown(file, owner, group).is_ok() {
        return Ok(());
    }
    // A group that may do what everybody may loses nothing.
    let mode = like.mode();
    match owner {
        Some(_) => Err("it belongs to somebody else, and would be yours when it is written anew"),
        None if (mode >> 3) & 0o7 == mode & 0o7 => Ok(()),
        None => Err("you are not in its group, which could not use it any more when it is written anew"),
    }
    .map_err(io::Error::other)
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _like: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is in the folder afterwards: names, hidden ones too.
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_new_text_takes_the_place_of_the_old() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.macro");
        fs::write(&path, "old").expect("it is written");
        assert_eq!(replace(&path, folder.path(), "old", "new"), Ok(()));
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "new");
        assert_eq!(names(folder.path()), ["a.macro"]);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_not_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.macro");
        fs::write(&path, "newer").expect("it is written");
        let refused = replace(&path, folder.path(), "old", "new");
        assert_eq!(refused, Err("it changed while it was worked on; nothing was written".to_owned()));
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "newer");
        // Somebody else did the same.
        assert_eq!(replace(&path, folder.path(), "old", "newer"), Ok(()));
        assert_eq!(names(folder.path()), ["a.macro"]);
    }

    #[test]
    fn names_of_killed_runs_are_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let make = |name: &Path| fs::OpenOptions::new().write(true).create_new(true).open(name).map(drop);
        let (first, ()) = under_a_new_name(folder.path(), make).expect("a name");
        let (other, ()) = under_a_new_name(folder.path(), make).expect("another name");
        assert_ne!(first, other);
        let refuse = |_: &Path| -> io::Result<()> { Err(io::ErrorKind::AlreadyExists.into()) };
        assert!(under_a_new_name(folder.path(), refuse).is_err());
    }
}
