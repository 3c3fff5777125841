//! What earlier runs worked out, kept on the disk: blobs by key, spread over some files so that a change of little writes
//! little.
//!
//! Nothing here fails: what cannot be read is not there, and what cannot be written is not kept. Several runs at once do not
//! disturb each other: each writes files of its own, and the last to give one its name wins.

mod place;
mod shard;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use super::Digest;
use shard::{New, Old};

pub use place::cache_folder;

/// How many files a cache has.
const SHARDS: u8 = 32;
/// A folder in which nothing was written for so long is taken away.
const OLD: Duration = Duration::from_secs(60 * 60 * 24 * 30);
/// What was left by a run that was killed is taken away after so long.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// The cache of one working folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// The program; what another one wrote is not read.
    build: Digest,
    shards: Vec<Shard>,
}

#[derive(Debug)]
struct Shard {
    path: PathBuf,
    old: OnceLock<Option<Old>>,
    new: Mutex<Writing>,
}

#[derive(Debug)]
enum Writing {
    NotYet,
    Some(New),
    /// It did not work once; nothing more is tried.
    Failed,
}

impl Cache {
    /// The cache for runs in the folder `here`, below the folder of all caches, of the program with the digest `build`.
    pub fn open(caches: &Path, here: &Path, build: Digest) -> Self {
        let folder = caches.join(Digest::of(here.as_os_str().as_encoded_bytes()).name());
        let shard = |number: u8| Shard {
            path: folder.join(format!("{number:02x}.cache")),
            old: OnceLock::new(),
            new: Mutex::new(Writing::NotYet),
        };
        Self { build, shards: (0..SHARDS).map(shard).collect(), folder }
    }

    /// What was kept under a key.
    pub fn get(&self, key: Digest) -> Option<Vec<u8>> {
        let blob = self.shard(key)?.old(self.build)?.get(key)?;
        lz4_flex::decompress_size_prepended(&blob).ok()
    }

    /// Keeps `blob` under a key, in the place of what was there. It is about `subject`, the path of a file as seen from the
    /// working folder, and is forgotten some time after that is gone.
    pub fn put(&self, key: Digest, subject: &str, blob: &[u8]) {
        let Some(shard) = self.shard(key) else { return };
        let blob = lz4_flex::compress_prepend_size(blob);
        // What is there has to be open before something takes its name.
        shard.old(self.build);
        let mut writing = shard.new.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*writing, Writing::NotYet) {
            let _ = private_folder(&self.folder);
            *writing = New::create(&shard.path).map_or(Writing::Failed, Writing::Some);
        }
        if let Writing::Some(new) = &mut *writing
            && new.put(key, subject, &blob).is_err()
        {
            *writing = Writing::Failed;
        }
    }

    /// Writes what is new. `is_there` says whether a subject still exists.
    pub fn finish(self, is_there: impl Fn(&str) -> bool) {
        let mut wrote = false;
        for shard in self.shards {
            let Writing::Some(mut new) = shard.new.into_inner().unwrap_or_else(PoisonError::into_inner) else {
                continue;
            };
            let old = shard.old.into_inner().flatten();
            let taken_over = old.as_ref().map_or(Ok(()), |old| new.take_over(old, &is_there));
            // An open file cannot be replaced everywhere.
            drop(old);
            wrote |= taken_over.and_then(|()| new.finish(&shard.path, self.build)).is_ok();
        }
        if wrote {
            tidy(&self.folder);
        }
    }

    fn shard(&self, key: Digest) -> Option<&Shard> {
        let [first, ..] = key.bytes();
        self.shards.get(usize::from(first % SHARDS))
    }
}

impl Shard {
    fn old(&self, build: Digest) -> Option<&Old> {
        self.old.get_or_init(|| Old::open(&self.path, build)).as_ref()
    }
}

/// Makes a folder, and those on the way to it, that only this user can read: findings quote macros.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Takes away what nobody will ask for any more, beside and below `folder`.
fn tidy(folder: &Path) {
    remove_own_files(folder, |path| {
        path.extension().is_some_and(|ending| ending == "new") && is_older(path, ABANDONED)
    });
    let Some(others) = folder.parent().and_then(|caches| fs::read_dir(caches).ok()) else { return };
    for other in others.flatten() {
        let path = other.path();
        let is_own = place::is_own_folder(&other.file_name()) && other.file_type().is_ok_and(|kind| kind.is_dir());
        if is_own && path != folder && is_older(&path, OLD) {
            remove_own_files(&path, |_| true);
            // A folder that holds anything else stays.
            let _ = fs::remove_dir(&path);
        }
    }
}

fn remove_own_files(folder: &Path, wanted: impl Fn(&Path) -> bool) {
    let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for path in paths.filter(|path| place::is_own_file(path) && wanted(path)) {
        let _ = fs::remove_file(path);
    }
}

fn is_older(path: &Path, than: Duration) -> bool {
    let changed = fs::symlink_metadata(path).and_then(|metadata| metadata.modified()).ok();
    changed.and_then(|changed| SystemTime::now().duration_since(changed).ok()).is_some_and(|age| age > than)
}
