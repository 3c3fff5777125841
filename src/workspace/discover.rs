//! Which files are macros: `*.macro` and what the configuration includes below the given paths, ignore files honoured.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, Walk, WalkBuilder};

use super::{Config, io_words};

/// The name of this project's own ignore file, in the notation of `.gitignore`.
const IGNORE_FILE: &str = ".softspokenignore";

const NEITHER: &str = "it is neither a file nor a folder";

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Discovered {
    /// Macro files, sorted, each once.
    pub files: Vec<PathBuf>,
    /// What could not be read.
    pub errors: Vec<Unreadable>,
}

/// What could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file or folder, where one is known.
    pub path: Option<PathBuf>,
    /// The reason, in plain words.
    pub words: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {}", path.display(), self.words),
            None => f.write_str(&self.words),
        }
    }
}

/// The macro files at and below `paths`. A file that is named is taken whatever its ending. In a folder, hidden files and
/// links are passed over, so that nothing is read twice and nothing outside is read at all; one that leads nowhere is told.
pub fn discover(paths: &[&Path], config: &Config) -> Discovered {
    let mut found = Discovered::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, config, &mut found),
            Ok(metadata) if metadata.is_file() => found.files.push(path.to_path_buf()),
            // The shell's `<(…)` is one of these.
            Ok(_) if path.starts_with("/dev/fd") || path.starts_with("/proc") => {
                found.errors.push(unreadable(path, format!("{NEITHER}; `-` stands for standard input")));
            }
            Ok(_) => found.errors.push(unreadable(path, NEITHER.to_owned())),
            Err(error) => found.errors.push(unreadable(path, io_words(&error))),
        }
    }
    found.files.sort();
    let mut seen = HashSet::new();
    found.files.retain(|file| seen.insert(std::path::absolute(file).unwrap_or_else(|_| file.clone())));
    found
}

fn walk(folder: &Path, config: &Config, found: &mut Discovered) {
    let globs = Globs::new(folder, config);
    for entry in entries(folder, &globs) {
        match entry {
            Ok(entry) if is_file(&entry) && globs.take(entry.path()) => found.files.push(entry.into_path()),
            Ok(entry) => found.errors.extend(no_file(&entry, &globs)),
            Err(error) => found.errors.push(walk_error(&error)),
        }
    }
}

fn entries(folder: &Path, globs: &Globs) -> Walk {
    let exclude = globs.clone();
    WalkBuilder::new(folder)
        .follow_links(false)
        .hidden(true)
        .parents(true)
        .ignore(false)
        .git_ignore(true)
        .git_global(false)
        .git_exclude(false)
        // A folder of macros need not be a repository for its `.gitignore` to mean something.
        .require_git(false)
        .add_custom_ignore_filename(IGNORE_FILE)
        .sort_by_file_name(|a, b| a.cmp(b))
        .filter_entry(move |entry| entry.depth() == 0 || !exclude.leave_out(entry))
        .build()
}

/// Neither a folder nor a link, a pipe or a socket, which would never end.
fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

/// What is wrong with something that has the name of a macro: nothing with a folder, and with a link to something.
fn no_file(entry: &DirEntry, globs: &Globs) -> Option<Unreadable> {
    let kind = entry.file_type().filter(|kind| !kind.is_dir() && globs.take(entry.path()))?;
    let words = match fs::metadata(entry.path()) {
        Ok(_) if kind.is_symlink() => return None,
        Ok(_) => NEITHER.to_owned(),
        Err(error) if kind.is_symlink() && error.kind() == io::ErrorKind::NotFound => {
            "it is a link that leads nowhere".to_owned()
        }
        Err(error) => io_words(&error),
    };
    Some(unreadable(entry.path(), words))
}

fn is_macro(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("macro"))
}

/// Tells of paths, of files that are gone too, whether a file there is a macro by its name, as the configuration says.
pub fn named_macro(config: &Config) -> impl Fn(&Path) -> bool + use<> {
    let include = matcher(&config.include);
    let roots: Vec<PathBuf> =
        config.root.iter().flat_map(|root| [Some(root.clone()), root.canonicalize().ok()]).flatten().collect();
    let is_included = move |path: &Path| {
        let mut below = roots.iter().filter_map(|root| path.strip_prefix(root).ok());
        below.any(|path| include.matched(path, false).is_ignore())
    };
    move |path| is_macro(path) || is_included(path)
}

/// The globs of the configuration, for paths below one folder.
#[derive(Clone, Debug)]
struct Globs {
    folder: PathBuf,
    /// The same folder as seen from the root of the configuration; `None` where it is outside.
    below_root: Option<PathBuf>,
    include: Gitignore,
    exclude: Gitignore,
}

impl Globs {
    fn new(folder: &Path, config: &Config) -> Self {
        // Links and `..` on the way are resolved, or the same folder would not be recognised below the root.
        let root = config.root.as_deref().and_then(|root| root.canonicalize().ok());
        let below = root.and_then(|root| Some(folder.canonicalize().ok()?.strip_prefix(root).ok()?.to_owned()));
        Self {
            folder: folder.to_owned(),
            below_root: below,
            include: matcher(&config.include),
            exclude: matcher(&config.exclude),
        }
    }

    /// The path as globs see it.
    fn relative(&self, path: &Path) -> Option<PathBuf> {
        Some(self.below_root.as_ref()?.join(path.strip_prefix(&self.folder).ok()?))
    }

    fn take(&self, path: &Path) -> bool {
        is_macro(path) || self.relative(path).is_some_and(|path| self.include.matched(path, false).is_ignore())
    }

    fn leave_out(&self, entry: &DirEntry) -> bool {
        let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        self.relative(entry.path())
            .is_some_and(|path| self.exclude.matched_path_or_any_parents(path, folder).is_ignore())
    }
}

/// A glob that does not compile is one of the configuration's mistakes and matches nothing here.
fn matcher(globs: &[String]) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for glob in globs {
        let _ = builder.add_line(None, glob);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

fn unreadable(path: &Path, words: String) -> Unreadable {
    Unreadable { path: Some(path.to_owned()), words }
}

fn walk_error(error: &ignore::Error) -> Unreadable {
    let words = |error: &ignore::Error| error.io_error().map_or_else(|| error.to_string(), io_words);
    match error {
        ignore::Error::WithPath { path, err } => unreadable(path, words(err)),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => walk_error(err),
        other => Unreadable { path: None, words: words(other) },
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use tempfile::TempDir;

    use super::*;

    /// A folder of empty files; an entry with a text after ` = ` holds it.
    fn folder(files: &[&str]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for file in files {
            let (name, text) = file.split_once(" = ").unwrap_or((file, ""));
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn check(files: &[&str], config: &str, paths: &[&str], expected: Expect) {
        let folder = folder(files);
        check_in(&folder, config, paths, expected);
    }

    fn check_in(folder: &TempDir, config: &str, paths: &[&str], expected: Expect) {
        let (config, mistakes) = Config::parse(&folder.path().join("softspoken.toml"), config);
        assert_eq!(mistakes, []);
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
        let found = discover(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>(), &config);
        let relative = |path: &PathBuf| format!("{:?}\n", path.strip_prefix(folder.path()).unwrap());
        let mut shown: String = found.files.iter().map(relative).collect();
        for error in found.errors {
            shown += &error.to_string().replace(folder.path().to_str().unwrap(), "…");
            shown.push('\n');
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn macros_below_a_folder_in_order() {
        check(
            &["b.macro", "a/z.macro", "a/y.MACRO", "a/notes.md", "a.macro", "macro", ".hidden.macro", ".git/x.macro"],
            "",
            ["."].as_slice(),
            expect![[r#"
                "a/y.MACRO"
                "a/z.macro"
                "a.macro"
                "b.macro"
            "#]],
        );
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_ending() {
        check(
            &["a.txt", "b.macro", "dir/c.macro"],
            "",
            &["a.txt", "dir", "b.macro", "./b.macro", "dir/c.macro"],
            expect![[r#"
                "a.txt"
                "b.macro"
                "dir/c.macro"
            "#]],
        );
    }

    #[test]
    fn globs_add_and_leave_out() {
        check(
            &[
                "a.macro",
                "docs/b.md",
                "c.md",
                "archive/d.macro",
                "x/archive/e.macro",
                "x/tmp/f.macro",
                "x/draft-g.macro",
            ],
            "[files]\ninclude = [\"docs/*.md\"]\nexclude = [\"/archive\", \"x/tmp/**\", \"draft-*\"]\n",
            &["."],
            expect![[r#"
                "a.macro"
                "docs/b.md"
                "x/archive/e.macro"
            "#]],
        );
        check(
            &["m/docs/b.md", "m/old/c.macro"],
            "[files]\ninclude = [\"m/**/*.md\"]\nexclude = [\"m/old\"]\n",
            &["m/docs", "m/../m/old", "m"],
            expect![[r#"
                "m/docs/b.md"
            "#]],
        );
    }

    #[test]
    fn ignore_files_are_honoured() {
        check(
            &[
                "a.macro",
                "b.macro",
                "c/d.macro",
                "c/e.macro",
                ".gitignore = b.macro\n",
                "c/.softspokenignore = e.*\n",
                ".ignore = a.macro\n",
            ],
            "",
            &[".", "c"],
            expect![[r#"
                "a.macro"
                "c/d.macro"
            "#]],
        );
    }

    #[test]
    fn what_is_missing_is_told_and_the_rest_goes_on() {
        check(
            &["a.macro"],
            "",
            &["gone", "a.macro", "gone.macro"],
            expect![[r#"
            "a.macro"
            …/gone: there is no such file or folder
            …/gone.macro: there is no such file or folder
        "#]],
        );
    }

    #[test]
    fn errors_of_the_walk_name_their_path() {
        let denied = ignore::Error::Io(std::io::ErrorKind::PermissionDenied.into());
        let error = ignore::Error::WithPath { path: "macros/secret".into(), err: Box::new(denied) };
        let error = ignore::Error::WithDepth { depth: 2, err: Box::new(error) };
        assert_eq!(walk_error(&error).to_string(), "macros/secret: permission to read it is missing");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_what_is_no_file_are_passed_over() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;

        let outside = folder(&["secret.macro"]);
        let inside = folder(&["a.macro", "d/b.macro", "new\nline.macro", "café 😀.macro"]);
        symlink(inside.path(), inside.path().join("d/loop")).unwrap();
        symlink(outside.path(), inside.path().join("out")).unwrap();
        symlink(inside.path().join("a.macro"), inside.path().join("link.macro")).unwrap();
        symlink("gone", inside.path().join("d/gone.macro")).unwrap();
        symlink("gone", inside.path().join("d/gone.txt")).unwrap();
        let _socket = UnixListener::bind(inside.path().join("socket.macro")).unwrap();
        check_in(
            &inside,
            "",
            &[".", "socket.macro", "link.macro"],
            expect![[r#"
            "a.macro"
            "café 😀.macro"
            "d/b.macro"
            "link.macro"
            "new\nline.macro"
            …/./d/gone.macro: it is a link that leads nowhere
            …/./socket.macro: it is neither a file nor a folder
            …/socket.macro: it is neither a file nor a folder
        "#]],
        );
    }

    #[cfg(unix)]
    #[test]
    fn names_need_not_be_unicode() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let folder = folder(&["a.macro"]);
        fs::write(folder.path().join(OsStr::from_bytes(b"\xff.macro")), "").unwrap();
        assert_eq!(discover(&[folder.path()], &Config::default()).files.len(), 2);
    }
}
