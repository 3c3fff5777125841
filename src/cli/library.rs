//! What a run knows of all macros together: the index of every workspace that its macros stand in.

use std::borrow::Cow;
use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use super::inputs::{Input, Inputs, Source};
use super::paths;
use crate::lint::Settings;
use crate::workspace::{Entry, Index, KnownFiles, Listed, NothingOpen, Scopes, SnippetRoots, read_macro};

/// The family of rules that need it.
const FAMILY: &str = "library/";

/// All macros of a run and of the workspaces around them.
#[derive(Debug, Default)]
pub(super) struct Library {
    here: PathBuf,
    index: Index,
}

impl Library {
    /// Reads every macro below the roots of the configuration files that hold for the inputs; without such a file, the inputs
    /// themselves. Inputs for which no rule asks are left out, unless it is to be of `all`.
    pub(super) fn of(inputs: &Inputs, jobs: NonZeroUsize, all: bool) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let mut library = Self { here, index: Index::default() };
        let wanted: Vec<&Input> = inputs.macros.iter().filter(|input| all || is_wanted(input)).collect();
        if wanted.is_empty() {
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
        library.index = listed.read(&KnownFiles::new(), &NothingOpen, jobs.get(), || {});
        library
    }

    /// What is kept of them.
    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// The settings of a macro, with what there is to say of it among the others.
    pub(super) fn settings_for<'a>(&self, input: &'a Input, source: &str) -> Cow<'a, Settings> {
        let Some(path) = self.path(input).filter(|_| !self.index.is_empty()) else {
            return Cow::Borrowed(&input.settings);
        };
        let known = self.index.entry(&path).filter(|_| matches!(input.source, Source::File(_)));
        let entry = known.cloned().unwrap_or_else(|| Arc::new(Entry::read(source)));
        let roots = input.snippets.roots();
        let facts = self.index.facts(&path, roots, &entry);
        match facts.with_texts(roots, |path| read_macro(path).ok()) {
            Some(library) => {
                Cow::Owned(Settings { library: Some(Arc::new(library)), ..Settings::clone(&input.settings) })
            }
            None => Cow::Borrowed(&input.settings),
        }
    }

    /// Where a macro stands: absolute, without `.` and `..`. `None` for one that came without a name.
    fn path(&self, input: &Input) -> Option<PathBuf> {
        Some(paths::lexical(&self.here.join(input.place()?)))
    }
}

/// Whether any rule of the family is told of a macro.
fn is_wanted(input: &Input) -> bool {
    let mut rules = input.known.rules.iter().filter(|rule| rule.id.starts_with(FAMILY) && rule.id != "library/stale");
    rules.any(|rule| input.settings.severity(&rule.id, rule.severity).is_some())
}
