//! The packs that a configuration names: found, read, and put on top of the shipped ones, once a process for the same
//! files with the same text.

use std::fs;
use std::ops::{Deref, Range};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;
use ignore::gitignore::GitignoreBuilder;

use super::{ConfigMistake, read_macro};
use crate::knowledge::{Knowledge, PackFile, PackMistake};

/// What is known where a configuration holds.
#[derive(Clone, Debug, Default)]
pub enum Known {
    /// What ships with the program.
    #[default]
    Shipped,
    /// That with a team's packs on top.
    Team(Arc<Knowledge>),
}

impl Deref for Known {
    type Target = Knowledge;

    fn deref(&self) -> &Knowledge {
        match self {
            Known::Shipped => Knowledge::shipped(),
            Known::Team(knowledge) => knowledge,
        }
    }
}

/// A pack of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackText {
    /// The file.
    pub path: PathBuf,
    /// What to call it: relative to the configuration where it can be.
    pub name: String,
    /// Its text; `None` where it cannot be read.
    pub text: Option<String>,
}

/// What came of the packs that a configuration names.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) known: Known,
    pub(super) files: Vec<PackText>,
    /// In the files.
    pub(super) mistakes: Vec<ConfigMistake>,
    /// In the patterns: what matches nothing.
    pub(super) unmatched: Vec<(Range<usize>, String)>,
}

/// Finds and reads the packs that `patterns`, relative to the folder `root`, name.
pub(super) fn load(root: &Path, patterns: Vec<(String, Range<usize>)>) -> Loaded {
    let mut loaded = Loaded::default();
    let mut paths: Vec<PathBuf> = Vec::new();
    for (pattern, span) in patterns {
        match matching(root, &pattern) {
            Ok(found) => paths.extend(found),
            Err(words) => loaded.unmatched.push((span, words)),
        }
    }
    paths.sort();
    paths.dedup();
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let text = match read_macro(&path) {
            Ok(text) => Some(text),
            Err(message) => {
                loaded.mistakes.push(ConfigMistake { path: path.clone(), span: Default::default(), message });
                None
            }
        };
        loaded.files.push(PackText { path, name, text });
    }
    if !loaded.files.is_empty() {
        let (known, mistakes) = compiled(&loaded.files);
        let path = |name: &str| loaded.files.iter().find(|file| file.name == name).map(|file| file.path.clone());
        let told = mistakes.into_iter().filter_map(|mistake| {
            Some(ConfigMistake { path: path(&mistake.file)?, span: mistake.span, message: mistake.message })
        });
        loaded.mistakes.extend(told);
        loaded.known = known;
    }
    loaded
}

/// The files that a pattern names, or why there is none.
pub(super) fn matching(root: &Path, pattern: &str) -> Result<Vec<PathBuf>, String> {
    let is_glob = |part: &str| part.contains(['*', '?', '[', '{']);
    let parts: Vec<&str> = pattern.split('/').collect();
    let literal = parts.iter().position(|part| is_glob(part)).unwrap_or(parts.len());
    let (folder, glob) = parts.split_at(literal);
    let folder = match folder.join("/") {
        nothing if nothing.is_empty() && pattern.starts_with('/') => PathBuf::from("/"),
        folder => root.join(folder),
    };
    if glob.is_empty() {
        return match fs::metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => Err(format!("`{pattern}` is a folder; write `{pattern}/*.toml`")),
            Ok(_) => Ok(vec![folder]),
            Err(_) => Err(format!("there is no file `{pattern}`")),
        };
    }
    let mut matcher = GitignoreBuilder::new("");
    if matcher.add_line(None, &format!("/{}", glob.join("/"))).is_err() {
        return Err(format!("`{pattern}` is not a pattern for files; one looks like `rules/*.toml`"));
    }
    let Ok(matcher) = matcher.build() else { return Err(format!("`{pattern}` is not a pattern for files")) };
    let depth = if glob.contains(&"**") { None } else { Some(glob.len()) };
    let walk = WalkBuilder::new(&folder).standard_filters(false).hidden(true).max_depth(depth).build();
    let files = walk.flatten().filter(|entry| entry.path().is_file());
    let matches =
        |path: &PathBuf| path.strip_prefix(&folder).is_ok_and(|path| matcher.matched(path, false).is_ignore());
    let found: Vec<PathBuf> = files.map(ignore::DirEntry::into_path).filter(matches).collect();
    if found.is_empty() { Err(format!("no file matches `{pattern}`")) } else { Ok(found) }
}

/// How many sets of packs are kept compiled: a workspace has one for each configuration file with packs.
const KEPT: usize = 8;

/// A set of packs, compiled.
struct Compiled {
    files: Vec<PackText>,
    known: Known,
    mistakes: Vec<PackMistake>,
}

/// The shipped packs with `files` on top, compiled at the first call with these texts.
fn compiled(files: &[PackText]) -> (Known, Vec<PackMistake>) {
    static ALL: Mutex<Vec<Compiled>> = Mutex::new(Vec::new());
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = all.iter().find(|compiled| compiled.files == files) {
        return (found.known.clone(), found.mistakes.clone());
    }
    let packs = files.iter().filter_map(|file| Some(PackFile { name: &file.name, text: file.text.as_deref()? }));
    let (knowledge, mistakes) = Knowledge::with_packs(&packs.collect::<Vec<_>>());
    let known = Known::Team(Arc::new(knowledge));
    // What the same files said before is of no use any more.
    let paths = |files: &[PackText]| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    all.retain(|compiled| paths(&compiled.files) != paths(files));
    if all.len() >= KEPT {
        all.remove(0);
    }
    all.push(Compiled { files: files.to_vec(), known: known.clone(), mistakes: mistakes.clone() });
    (known, mistakes)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use tempfile::TempDir;

    use super::*;

    fn folder(files: &[&str]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "").unwrap();
        }
        folder
    }

    fn check(pattern: &str, expected: Expect) {
        let folder =
            folder(&["root/a.toml", "root/rules/b.toml", "root/rules/c.md", "root/rules/deep/d.toml", "e.toml"]);
        let root = folder.path().join("root");
        let shown = match matching(&root, &pattern.replace("<folder>", &folder.path().to_string_lossy())) {
            Ok(mut found) => {
                found.sort();
                found.iter().map(|path| format!("{}\n", path.strip_prefix(&root).unwrap_or(path).display())).collect()
            }
            Err(words) => words,
        };
        expected.assert_eq(&shown.replace(&*folder.path().to_string_lossy(), "<folder>"));
    }

    #[test]
    fn patterns_are_relative_to_the_configuration() {
        check(
            "rules/*.toml",
            expect![[r#"
            rules/b.toml
        "#]],
        );
        check(
            "**/*.toml",
            expect![[r#"
            a.toml
            rules/b.toml
            rules/deep/d.toml
        "#]],
        );
        check(
            "rules/deep/d.toml",
            expect![[r#"
            rules/deep/d.toml
        "#]],
        );
        check(
            "../*.toml",
            expect![[r#"
                ../e.toml
            "#]],
        );
        check(
            "<folder>/e.*",
            expect![[r#"
                <folder>/e.toml
            "#]],
        );
    }

    #[test]
    fn a_pattern_that_matches_nothing_says_so() {
        check("rules", expect!["`rules` is a folder; write `rules/*.toml`"]);
        check("rule/*.toml", expect!["no file matches `rule/*.toml`"]);
        check("gone.toml", expect!["there is no file `gone.toml`"]);
        check("rules/[", expect!["no file matches `rules/[`"]);
    }

    #[test]
    fn the_same_files_are_compiled_once() {
        let file = |text: &str| PackText { path: "a".into(), name: "a".into(), text: Some(text.to_owned()) };
        let team = |known: Known| match known {
            Known::Team(knowledge) => knowledge,
            Known::Shipped => panic!("there are files"),
        };
        let one = team(compiled(&[file("disable = [\"tone/blame\"]")]).0);
        assert!(one.rule("tone/blame").is_none() && one.rule("tone/excuse").is_some());
        let again = team(compiled(&[file("disable = [\"tone/blame\"]")]).0);
        assert!(Arc::ptr_eq(&one, &again));
        let other = team(compiled(&[file("disable = [\"tone/excuse\"]")]).0);
        assert!(other.rule("tone/blame").is_some());
    }
}
