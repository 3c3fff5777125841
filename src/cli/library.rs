//! What a run knows of all macros together: the index of every workspace that its macros stand in.
//!
//! With a cache, the index is made only when something changed: what it said of each macro is kept with one digest of all texts.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::inputs::{Input, Inputs, Source};
use super::paths;
use crate::lint::Settings;
use crate::workspace::{
    Cache, Digest, Entry, Facts, Index, KnownTexts, Listed, Scopes, SnippetRoots, Surveyed, read_macro,
};

/// The family of rules that need it.
const FAMILY: &str = "library/";
/// What the tables of the cache are about: the working folder, which is there as long as anybody asks.
const FACTS: &str = ".";
const TEXTS: &str = "./.";

/// All macros of a run and of the workspaces around them.
#[derive(Debug, Default)]
pub(super) struct Library<'c> {
    here: PathBuf,
    threads: usize,
    index: OnceLock<Index>,
    kept: Option<Kept<'c>>,
}

/// What there is with a cache.
#[derive(Debug)]
struct Kept<'c> {
    cache: &'c Cache,
    surveyed: Surveyed,
    /// Of everything that was surveyed.
    digest: Digest,
    /// What earlier runs said of macros among the same texts, by the digests of their paths.
    known: HashMap<Digest, Digest>,
    new: Mutex<HashMap<Digest, Digest>>,
    texts: OnceLock<KnownTexts>,
    /// Whether a text is another by now than the one that was surveyed: nothing is kept then.
    moved: AtomicBool,
}

impl<'c> Library<'c> {
    /// Reads every macro below the roots of the configuration files that hold for the inputs; without such a file, the inputs
    /// themselves. Inputs for which no rule asks are left out, unless it is to be of `all`.
    pub(super) fn of(inputs: &Inputs, jobs: NonZeroUsize, all: bool, cache: Option<&'c Cache>) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let mut library = Self { here, threads: jobs.get(), ..Self::default() };
        let wanted: Vec<&Input> = inputs.macros.iter().filter(|input| all || is_wanted(input)).collect();
        if wanted.is_empty() {
            library.kept = cache.map(|cache| Kept::new(cache, Surveyed::default()));
            return library;
        }
        let mut listed = Listed::default();
        let mut seen: HashSet<*const SnippetRoots> = HashSet::new();
        let mut scopes = Scopes::new(&library.here);
        for input in &wanted {
            let roots = input.snippets.roots();
            listed.add(roots, library.path(input));
            if roots.config().root.is_some() && seen.insert(Arc::as_ptr(roots)) {
                listed.add_folders(&roots.folders().collect::<Vec<_>>(), &mut scopes);
            }
        }
        match cache {
            Some(cache) => library.kept = Some(Kept::new(cache, listed.survey(jobs.get()))),
            None => library.index = listed.read_without_words(jobs.get()).into(),
        }
        library
    }

    /// The settings of a macro, with what there is to say of it among the others.
    pub(super) fn settings_for<'a>(&self, input: &'a Input, source: &str) -> Cow<'a, Settings> {
        let Some(path) = self.path(input).filter(|_| !self.index().is_empty()) else {
            return Cow::Borrowed(&input.settings);
        };
        match self.index().entry(&path).filter(|_| matches!(input.source, Source::File(_))) {
            Some(entry) => self.settings_among(input, &path, entry),
            None => self.settings_among(input, &path, &Entry::without_words(source)),
        }
    }

    /// The same where the macro had the text `source` and the others are as they are.
    pub(super) fn settings_with<'a>(&self, input: &'a Input, source: &str) -> Cow<'a, Settings> {
        match self.path(input).filter(|_| is_wanted(input) && !self.index().is_empty()) {
            Some(path) => self.settings_among(input, &path, &Entry::without_words(source)),
            None => Cow::Borrowed(&input.settings),
        }
    }

    fn settings_among<'a>(&self, input: &'a Input, path: &Path, entry: &Entry) -> Cow<'a, Settings> {
        let roots = input.snippets.roots();
        let facts = self.index().facts(path, roots, entry);
        match facts.with_texts(roots, |path| self.text(path)) {
            Some(library) => {
                Cow::Owned(Settings { library: Some(Arc::new(library)), ..Settings::clone(&input.settings) })
            }
            None => Cow::Borrowed(&input.settings),
        }
    }

    /// What stands for all that there is to say of a macro among the others; `None` where that is not certain.
    pub(super) fn says_of(&self, input: &Input) -> Option<Digest> {
        let kept = self.kept.as_ref()?;
        if kept.surveyed.is_empty() {
            return Some(Digest::default());
        }
        let path = self.path(input)?;
        let number = Digest::of(path.as_os_str().as_encoded_bytes());
        let said = kept.known.get(&number).copied();
        let said = said.or_else(|| {
            let index = self.index();
            let facts = index.facts(&path, input.snippets.roots(), index.entry(&path)?);
            let said = kept.digest_of(&facts)?;
            kept.new.lock().unwrap_or_else(PoisonError::into_inner).insert(number, said);
            Some(said)
        });
        said.filter(|_| !kept.moved.load(Ordering::Relaxed))
    }

    /// Gives the cache what a later run can use.
    pub(super) fn keep(self) {
        let Some(kept) = self.kept.filter(|kept| !kept.moved.load(Ordering::Relaxed)) else { return };
        let new = kept.new.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !new.is_empty() {
            let all: Vec<(Digest, Digest)> = kept.known.into_iter().chain(new).collect();
            put(kept.cache, facts_key(kept.digest), FACTS, &all);
        }
        if let Some(texts) = kept.texts.into_inner() {
            let written = |(path, (digest, entry)): (&PathBuf, &(Digest, Arc<Entry>))| {
                Some((path.to_str()?.to_owned(), *digest, Entry::clone(entry)))
            };
            put(kept.cache, texts_key(), TEXTS, &texts.iter().filter_map(written).collect::<Vec<_>>());
        }
    }

    /// What is kept of them.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let Some(kept) = &self.kept else { return Index::default() };
            let known = kept.known_texts();
            let (index, read) = kept.surveyed.index(&known, self.threads);
            if !read.same {
                kept.moved.store(true, Ordering::Relaxed);
            }
            let others = known.into_iter().filter(|(path, _)| !read.texts.contains_key(path) && path.is_file());
            let others: KnownTexts = others.collect();
            let _ = kept.texts.set(read.texts.into_iter().chain(others).collect());
            index
        })
    }

    /// The text of another macro.
    fn text(&self, path: &Path) -> Option<String> {
        let text = read_macro(path).ok();
        if let Some(kept) = &self.kept
            && kept.surveyed.text(path) != text.as_deref().map(|text| Digest::of(text.as_bytes()))
        {
            kept.moved.store(true, Ordering::Relaxed);
        }
        text
    }

    /// Where a macro stands: absolute, without `.` and `..`. `None` for one that came without a name.
    fn path(&self, input: &Input) -> Option<PathBuf> {
        Some(paths::lexical(&self.here.join(input.place()?)))
    }
}

impl<'c> Kept<'c> {
    fn new(cache: &'c Cache, surveyed: Surveyed) -> Self {
        let digest = surveyed.digest();
        let known: Vec<(Digest, Digest)> = take(cache, facts_key(digest)).unwrap_or_default();
        Self {
            cache,
            surveyed,
            digest,
            known: known.into_iter().collect(),
            new: Mutex::default(),
            texts: OnceLock::new(),
            moved: AtomicBool::new(false),
        }
    }

    fn known_texts(&self) -> KnownTexts {
        let texts: Vec<(String, Digest, Entry)> = take(self.cache, texts_key()).unwrap_or_default();
        texts.into_iter().map(|(path, digest, entry)| (path.into(), (digest, Arc::new(entry)))).collect()
    }

    /// What stands for facts, the texts of the other macros included; `None` where one of those is not known.
    fn digest_of(&self, facts: &Facts) -> Option<Digest> {
        let text = |path: &PathBuf| self.surveyed.text(path).map(|text| format!("{path:?} {}", text.name()));
        let same_id = facts.same_id.as_ref().map(text);
        let alike = facts.alike.as_ref().map(|alike| Some((text(&alike.path)?, alike.same, alike.of)));
        if matches!(same_id, Some(None)) || matches!(alike, Some(None)) {
            return None;
        }
        let Facts { never_rendered, rendered_for, .. } = facts;
        Some(Digest::of(format!("{same_id:?} {alike:?} {never_rendered} {rendered_for:?}").as_bytes()))
    }
}

fn facts_key(digest: Digest) -> Digest {
    Digest::of_parts([b"facts".as_slice(), digest.bytes().as_slice()])
}

fn texts_key() -> Digest {
    Digest::of(b"texts")
}

fn take<T: serde::de::DeserializeOwned>(cache: &Cache, key: Digest) -> Option<T> {
    postcard::from_bytes(&cache.get(key)?).ok()
}

fn put<T: serde::Serialize>(cache: &Cache, key: Digest, subject: &str, value: &T) {
    if let Ok(blob) = postcard::to_stdvec(value) {
        cache.put(key, subject, &blob);
    }
}

/// Whether any rule of the family is told of a macro.
fn is_wanted(input: &Input) -> bool {
    let mut rules = input.known.rules.iter().filter(|rule| rule.id.starts_with(FAMILY) && rule.id != "library/stale");
    rules.any(|rule| input.settings.severity(&rule.id, rule.severity).is_some())
}
