//! Which file an id of `render` names: the macros of a folder, read when they are asked for, each once.
//!
//! An id is what the front matter says, or the path without its ending, from the macro root or a snippet root of
//! `softspoken.toml` on.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Config, discover, read_macro};
use crate::message::{Snippet, Snippets};
use crate::syntax::Macro;

/// The snippets that the macros of one configuration can render.
#[derive(Debug)]
pub struct SnippetFiles {
    config: Arc<Config>,
    /// Where labels start.
    base: PathBuf,
    /// The macro root, then the snippet roots.
    roots: Vec<PathBuf>,
    /// What was asked for, by id.
    known: Mutex<HashMap<String, Option<Arc<Snippet>>>>,
    /// Every macro below the roots by id, made when a path alone does not lead to one.
    index: OnceLock<HashMap<String, PathBuf>>,
}

impl SnippetFiles {
    /// The snippets below the roots of `config`. Without a configuration file, ids are relative to the folder `base`.
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
        Self { config, base: base.to_owned(), roots, known: Mutex::default(), index: OnceLock::new() }
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

    /// The snippet whose file is called so, if it was asked for.
    pub fn labelled(&self, label: &str) -> Option<Arc<Snippet>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.values().flatten().find(|snippet| snippet.label == label).cloned()
    }

    fn find(&self, id: &str) -> Option<Arc<Snippet>> {
        if let Some(relative) = inside(id) {
            for root in &self.roots {
                let mut path = root.join(&relative).into_os_string();
                path.push(".macro");
                // A file whose front matter gives it another id is not known by its path.
                if let Some(snippet) =
                    self.read(Path::new(&path), id).filter(|snippet| own_id(snippet).is_none_or(|own| own == id))
                {
                    return Some(snippet);
                }
            }
        }
        let index = self.index.get_or_init(|| self.all());
        self.read(index.get(id)?, id)
    }

    fn read(&self, path: &Path, id: &str) -> Option<Arc<Snippet>> {
        let source = read_macro(path).ok()?;
        let parsed = Macro::parse(&source);
        Some(Arc::new(Snippet { id: id.to_owned(), label: self.label(path), source, parsed }))
    }

    /// The path as a person in the base folder would write it.
    fn label(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.base).unwrap_or(path))
    }

    /// The ids of all macros below the roots. An id of the front matter wins over a path, and the first path over later ones.
    fn all(&self) -> HashMap<String, PathBuf> {
        let mut index = HashMap::new();
        let mut by_path = Vec::new();
        for root in &self.roots {
            for file in discover(&[root], &self.config).files {
                let own = read_macro(&file).ok().and_then(|source| front_matter_id(&source));
                match own {
                    Some(id) => drop(index.entry(id).or_insert(file)),
                    None => by_path.extend(file.strip_prefix(root).ok().map(|path| (path_id(path), file.clone()))),
                }
            }
        }
        for (id, file) in by_path {
            index.entry(id).or_insert(file);
        }
        index
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
}

/// The relative path that an id names, where it stays inside of its root.
fn inside(id: &str) -> Option<PathBuf> {
    let path = Path::new(id);
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    (stays && !id.is_empty() && !id.ends_with(['/', '\\'])).then(|| path.to_owned())
}

fn own_id(snippet: &Snippet) -> Option<&str> {
    snippet.parsed.front_matter.id.as_ref().map(|id| id.text.as_str())
}

/// The id in the front matter of a text; a text without one is not parsed.
fn front_matter_id(source: &str) -> Option<String> {
    let start = source.trim_start_matches('\u{feff}');
    let possible = start.starts_with("---")
        && start.lines().skip(1).any(|line| line.trim_start().starts_with("id") || line.contains("{"));
    if !possible {
        return None;
    }
    Macro::parse(source).front_matter.id.map(|id| id.text)
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
