//! The texts of all macros by their digests: whether any of them changed since an earlier run is known before one is looked
//! into.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::on_threads;
use super::{Entry, File, Index, Listed};
use crate::workspace::{Digest, SnippetRoots, read_macro};

/// What an earlier run kept of texts, by file.
pub type KnownTexts = HashMap<PathBuf, (Digest, Arc<Entry>)>;

/// Files with the digests of their texts.
#[derive(Debug, Default)]
pub struct Surveyed {
    files: Vec<(PathBuf, u32, Digest)>,
    scopes: Vec<Arc<SnippetRoots>>,
}

impl Listed {
    /// Reads the texts of all files, on so many threads. What cannot be read is left out.
    pub fn survey(mut self, threads: usize) -> Surveyed {
        self.sort();
        let mut files = on_threads(
            threads,
            &self.files,
            || {},
            |(path, scope)| Some((path.clone(), *scope, Digest::of(read_macro(path).ok()?.as_bytes()))),
        );
        files.sort_unstable();
        Surveyed { files, scopes: self.scopes }
    }
}

impl Surveyed {
    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// One digest of everything that an index of these files depends on.
    pub fn digest(&self) -> Digest {
        let scopes: Vec<String> = self.scopes.iter().map(|scope| format!("{:?}", scope.key())).collect();
        let numbers: Vec<_> = self.files.iter().map(|(_, scope, text)| (scope.to_le_bytes(), text.bytes())).collect();
        let files = self.files.iter().zip(&numbers).flat_map(|((path, ..), (scope, text))| {
            [path.as_os_str().as_encoded_bytes(), scope.as_slice(), text.as_slice()]
        });
        Digest::of_parts(scopes.iter().map(String::as_bytes).chain(files))
    }

    /// The digest of the text of a file.
    pub fn text(&self, path: &Path) -> Option<Digest> {
        let at = self.files.binary_search_by(|(file, ..)| file.as_path().cmp(path)).ok()?;
        self.files.get(at).map(|(.., text)| *text)
    }

    /// The index of these files, without words. What `known` has of a text is not read again.
    pub fn index(&self, known: &KnownTexts, threads: usize) -> (Index, Read) {
        let mut files = on_threads(
            threads,
            &self.files,
            || {},
            |(path, scope, text)| {
                let known = known.get(path).filter(|(digest, _)| digest == text).cloned();
                let (digest, entry) = known.or_else(|| {
                    let source = read_macro(path).ok()?;
                    Some((Digest::of(source.as_bytes()), Arc::new(Entry::without_words(&source))))
                })?;
                Some((File { path: path.as_path().into(), scope: *scope, stamp: None, entry }, digest, digest == *text))
            },
        );
        files.sort_unstable_by(|(one, ..), (other, ..)| one.path.cmp(&other.path));
        let same = files.len() == self.files.len() && files.iter().all(|(.., same)| *same);
        let kept =
            |(file, digest, _): &(File, Digest, bool)| (file.path.to_path_buf(), (*digest, Arc::clone(&file.entry)));
        let texts = files.iter().map(kept).collect();
        let files = files.into_iter().map(|(file, ..)| file).collect();
        (Index::of(files, self.scopes.clone()), Read { texts, same })
    }
}

/// What came of reading the surveyed texts.
#[derive(Debug)]
pub struct Read {
    /// For a later run.
    pub texts: KnownTexts,
    /// Whether all were the texts that were surveyed.
    pub same: bool,
}
