//! What the index says of one macro among the others.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Entry, File, Index, hash};
use crate::lint::{Alike, Library, Neighbour, Standing};
use crate::syntax::Macro;
use crate::text::Span;
use crate::workspace::SnippetRoots;

/// What is to be told of a macro among the others, without the texts of those.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Another macro with its id.
    pub same_id: Option<PathBuf>,
    /// The macro that says almost the same.
    pub alike: Option<AlikeTo>,
    /// Whether it is a snippet that no macro renders.
    pub never_rendered: bool,
    /// Of a snippet: the help desks that the macros are for which render it; `None` where one of those names none itself.
    pub rendered_for: Option<Vec<String>>,
}

/// How much a macro has in common with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlikeTo {
    /// The other one.
    pub path: PathBuf,
    /// How many sentences stand in both.
    pub same: usize,
    /// How many sentences that count the longer of the two has.
    pub of: usize,
}

impl Facts {
    /// The macro that findings call so.
    pub fn labelled(&self, label: &str, roots: &SnippetRoots) -> Option<&Path> {
        let paths = self.same_id.iter().chain(self.alike.iter().map(|alike| &alike.path));
        { paths }.find(|path| roots.label(path) == label).map(PathBuf::as_path)
    }

    /// The same with the texts of the others, which `text` reads; `None` where there is nothing to tell.
    pub fn with_texts(&self, roots: &SnippetRoots, text: impl Fn(&Path) -> Option<String>) -> Option<Library> {
        let neighbour = |path: &Path, place: fn(&Macro) -> Span| {
            let source: Arc<str> = text(path)?.into();
            Some(Neighbour { label: roots.label(path), span: place(&Macro::parse(&source)), source })
        };
        let id = |parsed: &Macro| parsed.front_matter.id.as_ref().map(|id| id.span).unwrap_or_default();
        let title = |parsed: &Macro| parsed.front_matter.title.as_ref().map(|title| title.span).unwrap_or_default();
        let library = Library {
            same_id: self.same_id.as_ref().and_then(|path| neighbour(path, id)),
            alike: self.alike.as_ref().and_then(|alike| {
                Some(Alike { neighbour: neighbour(&alike.path, title)?, same: alike.same, of: alike.of })
            }),
            never_rendered: self.never_rendered,
            rendered_for: self.rendered_for.clone(),
        };
        (library != Library::default()).then_some(library)
    }
}

impl Index {
    /// What there is to say of a macro with the text of `entry`, which may be newer than what the index has.
    pub fn facts(&self, path: &Path, roots: &Arc<SnippetRoots>, entry: &Entry) -> Facts {
        let known = || self.scopes.iter().zip(0..).find(|(known, _)| known.key() == roots.key());
        let scope = self.file(path).map(|file| file.scope).or_else(|| known().map(|(_, scope)| scope));
        let Some(scope) = scope else { return Facts::default() };
        let alike = self.most_alike(path, entry, scope).filter(|counted| is_other(path, &counted.file.path));
        let is_snippet = roots.config().standing(path) == Standing::Snippet;
        let is_rendered = is_snippet && self.is_rendered(path, entry);
        Facts {
            same_id: self.same_id(path, entry, scope).filter(|other| is_other(path, other)),
            alike: alike.map(|counted| AlikeTo {
                path: counted.file.path.to_path_buf(),
                same: counted.same,
                of: counted.of,
            }),
            never_rendered: is_snippet && !is_rendered,
            rendered_for: if is_rendered { self.rendered_for(path, entry, roots) } else { None },
        }
    }

    /// Another macro with the same id, by its front matter or by its path; the first in the order of the paths.
    fn same_id(&self, path: &Path, entry: &Entry, scope: u32) -> Option<PathBuf> {
        let id = entry.id.as_deref()?;
        let named = self.ids.of(hash(id)).filter_map(|place| self.at(place));
        let named = named.filter(|file| file.scope == scope && file.entry.id.as_deref() == Some(id));
        let files = self.scopes.get(scope as usize)?.files_of(id);
        let by_path = files.iter().filter_map(|file| self.file(file)).filter(|file| file.entry.id.is_none());
        named
            .chain(by_path)
            .map(|file| &file.path)
            .filter(|other| ***other != *path)
            .min()
            .map(|path| path.to_path_buf())
    }

    fn is_rendered(&self, path: &Path, entry: &Entry) -> bool {
        !self.users(path, entry).is_empty()
    }

    /// The files that may render a macro: every one that does is among them.
    fn users(&self, path: &Path, entry: &Entry) -> Vec<&File> {
        let ids = possible_ids(path, entry.id.as_deref());
        let users = ids.iter().flat_map(|id| self.renders.of(hash(id))).filter_map(|place| self.at(place));
        users.filter(|user| *user.path != *path).collect()
    }

    /// The help desks of all macros that render a snippet, also through other snippets.
    fn rendered_for(&self, path: &Path, entry: &Entry, roots: &SnippetRoots) -> Option<Vec<String>> {
        let mut users = self.users(path, entry);
        let mut seen: HashSet<&Path> = users.iter().map(|user| &*user.path).collect();
        let mut out: Vec<String> = Vec::new();
        while let Some(user) = users.pop() {
            let is_snippet = roots.config().standing(&user.path) == Standing::Snippet;
            match (user.entry.platforms.is_empty(), is_snippet) {
                (true, false) => return None,
                (true, true) => {
                    let further = self.users(&user.path, &user.entry);
                    users.extend(further.into_iter().filter(|user| seen.insert(&user.path)));
                }
                (false, _) => out.extend(user.entry.platforms.iter().map(ToString::to_string)),
            }
        }
        out.sort_unstable();
        out.dedup();
        Some(out)
    }
}

/// Every id that may lead to a file: its own, or its path from any folder on.
pub fn possible_ids(path: &Path, own: Option<&str>) -> Vec<String> {
    if let Some(own) = own {
        return vec![own.to_owned()];
    }
    let stem = path.with_extension("");
    let mut parts: Vec<String> = stem.iter().rev().map(|part| part.to_string_lossy().into_owned()).collect();
    // What comes before the first folder is no part of an id.
    parts.pop();
    let mut ids: Vec<String> = Vec::new();
    for part in parts {
        let id = ids.last().map_or_else(|| part.clone(), |last| format!("{part}/{last}"));
        ids.push(id);
    }
    ids
}

/// Whether two paths lead to two files: the same file may be reached by links.
fn is_other(path: &Path, other: &Path) -> bool {
    match (path.canonicalize(), other.canonicalize()) {
        (Ok(path), Ok(other)) => path != other,
        _ => path != other,
    }
}
