//! The snippets of one configuration, read when they are asked for, each once: for a run that ends before files change.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::id_names::IdNames;
use super::snippet_roots::{self, Ids, OwnIds, SnippetRoots};
use super::{Config, Digest, read_macro};
use crate::message::{Missing, Snippet, Snippets};
use crate::syntax::Macro;

/// The snippets that the macros of one configuration can render.
#[derive(Debug)]
pub struct SnippetFiles {
    roots: Arc<SnippetRoots>,
    /// What was asked for, by id.
    known: Mutex<HashMap<String, Option<Arc<Snippet>>>>,
    /// Every macro below the roots by id, made when a path alone does not lead to one.
    ids: OnceLock<Ids>,
    names: OnceLock<IdNames>,
    /// What stands for the answers that an earlier run's findings rest on, by id.
    leads: Mutex<HashMap<String, Digest>>,
}

impl SnippetFiles {
    /// The snippets below the roots of `config`. Without a configuration file, ids are relative to the folder `base`.
    pub fn new(config: Arc<Config>, base: &Path) -> Self {
        Self {
            roots: Arc::new(SnippetRoots::new(config, base)),
            known: Mutex::default(),
            ids: OnceLock::new(),
            names: OnceLock::new(),
            leads: Mutex::default(),
        }
    }

    /// Without a configuration file, lets ids start at the folder of the macro at `path` as well, and at those on the way
    /// to it from the base folder.
    pub fn around(self, path: &Path) -> Self {
        Self { roots: Arc::new(SnippetRoots::clone(&self.roots).around(path)), ..self }
    }

    /// Where their ids start.
    pub fn roots(&self) -> &Arc<SnippetRoots> {
        &self.roots
    }

    /// The snippet whose file is called so, if it was asked for.
    pub fn labelled(&self, label: &str) -> Option<Arc<Snippet>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.values().flatten().find(|snippet| snippet.label == label).cloned()
    }

    fn find(&self, id: &str) -> Option<Arc<Snippet>> {
        for path in self.roots.files_of(id) {
            // A file whose front matter gives it another id is not known by its path.
            let found = self.read(&path, id).filter(|snippet| own_id(snippet).is_none_or(|own| own == id));
            if found.is_some() {
                return found;
            }
        }
        self.read(self.ids().get(id)?, id)
    }

    /// What stands for the snippet that an id leads to, as [`lead`] says it: the same as long as a macro that renders it has the
    /// same findings. Nothing is parsed for it where the path says which file it is.
    pub fn lead(&self, id: &str) -> Digest {
        let known = self.leads.lock().unwrap_or_else(PoisonError::into_inner).get(id).copied();
        if let Some(known) = known {
            return known;
        }
        let found = self.find_text(id);
        let found = lead(found.as_ref().map(|(label, source)| (label.as_str(), source.as_str())));
        self.leads.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), found);
        found
    }

    /// Label and text of what [`SnippetFiles::find`] finds.
    fn find_text(&self, id: &str) -> Option<(String, String)> {
        for path in self.roots.files_of(id) {
            if let Ok(source) = read_macro(&path)
                && snippet_roots::own_id(&source).is_none_or(|own| own == id)
            {
                return Some((self.roots.label(&path), source));
            }
        }
        let path = self.ids().get(id)?;
        Some((self.roots.label(path), read_macro(path).ok()?))
    }

    fn ids(&self) -> &Ids {
        self.ids.get_or_init(|| self.roots.ids(&mut OwnIds::default()))
    }

    fn read(&self, path: &Path, id: &str) -> Option<Arc<Snippet>> {
        let source = read_macro(path).ok()?;
        let parsed = Macro::parse(&source).in_file(path);
        Some(Arc::new(Snippet { id: id.to_owned(), label: self.roots.label(path), source, parsed }))
    }
}

impl Snippets for SnippetFiles {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        if let Some(known) = known {
            return known;
        }
        let found = self.find(id);
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), found.clone());
        found
    }

    fn missing(&self, id: &str) -> Option<Missing> {
        if !self.roots.are_certain() || self.get(id).is_some() || self.roots.leads_to_unreadable(id) {
            return None;
        }
        let names = self.names.get_or_init(|| IdNames::new(self.ids().keys().cloned()));
        Some(Missing { nearest: names.nearest(id).map(str::to_owned) })
    }
}

/// What stands for a snippet of that label and text, or for none.
pub fn lead(found: Option<(&str, &str)>) -> Digest {
    found.map_or(Digest::default(), |(label, source)| Digest::of_parts([label.as_bytes(), source.as_bytes()]))
}

/// The id in the front matter of a snippet.
pub(super) fn own_id(snippet: &Snippet) -> Option<&str> {
    snippet.parsed.front_matter.id.as_ref().map(|id| id.text.as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What the ids lead to in a folder of files with a configuration: label and first line of the body.
    fn check(config: &str, files: &[(&str, &str)], ids: &[(&str, Option<&str>)]) {
        let folder = tempfile::TempDir::new().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let (config, mistakes) = Config::parse(&folder.path().join("softspoken.toml"), config);
        assert_eq!(mistakes, []);
        let snippets = SnippetFiles::new(Arc::new(config), folder.path());
        for (id, expected) in ids {
            for _ in 0..2 {
                let found = snippets.get(id).map(|snippet| snippet.label.clone());
                assert_eq!(found.as_deref(), *expected, "{id}");
            }
        }
    }

    #[test]
    fn paths_are_relative_to_the_macro_root_or_a_snippet_root() {
        check(
            "[macros]\nroot = \"macros\"\n[snippets]\nroots = [\"shared\", \"macros\"]\n",
            &[("macros/snippets/sign-off.macro", "Bye"), ("shared/hello.macro", "Hi"), ("other.macro", "No")],
            &[
                ("snippets/sign-off", Some("macros/snippets/sign-off.macro")),
                ("hello", Some("shared/hello.macro")),
                ("other", None),
                ("../other", None),
                ("snippets", None),
                ("", None),
                ("/", None),
            ],
        );
    }

    #[test]
    fn an_id_in_the_front_matter_is_the_only_name_of_its_file() {
        check(
            "",
            &[("a/b.macro", "---\nid: closing\n---\nBye"), ("closing.macro", "---\ntitle: x\nid: other\n---\n")],
            &[("closing", Some("a/b.macro")), ("other", Some("closing.macro")), ("a/b", None)],
        );
        check("", &[("a.macro", "---\r\n{id: flow}\r\n---\r\nBye")], &[("flow", Some("a.macro")), ("a", None)]);
    }

    #[test]
    fn files_of_other_endings_count_where_the_configuration_includes_them() {
        check(
            "[files]\ninclude = [\"replies/*.md\"]\n",
            &[("replies/a.md", "Hi"), ("b.md", "Hi"), ("c.d.macro", "Hi")],
            &[("replies/a", Some("replies/a.md")), ("b", None), ("c.d", Some("c.d.macro"))],
        );
    }

    #[test]
    fn without_a_configuration_ids_start_anywhere_on_the_way_to_the_macro() {
        let folder = tempfile::TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("macros/refunds")).unwrap();
        fs::write(folder.path().join("macros/hello.macro"), "Hi").unwrap();
        fs::write(folder.path().join("macros/refunds/terms.macro"), "30 days").unwrap();
        let macro_file = Path::new("macros/refunds/late.macro");
        let snippets = SnippetFiles::new(Arc::new(Config::default()), folder.path()).around(macro_file);
        let label = |id: &str| snippets.get(id).map(|snippet| snippet.label.clone());
        assert_eq!(label("macros/hello").as_deref(), Some("macros/hello.macro"));
        assert_eq!(label("hello").as_deref(), Some("macros/hello.macro"));
        assert_eq!(label("terms").as_deref(), Some("macros/refunds/terms.macro"));
        let elsewhere = folder.path().join("macros");
        let snippets =
            SnippetFiles::new(Arc::new(Config::default()), &elsewhere.join("refunds")).around(&elsewhere.join("x"));
        assert!(snippets.get("hello").is_some());
    }

    #[test]
    fn what_is_not_utf_8_is_not_there() {
        let folder = tempfile::TempDir::new().unwrap();
        fs::write(folder.path().join("a.macro"), b"\xff").unwrap();
        let snippets = SnippetFiles::new(Arc::new(Config::default()), folder.path());
        assert!(snippets.get("a").is_none());
    }
}
