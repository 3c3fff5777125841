//! What the macros of a workspace are called, and what their users have to write when files move.

use std::path::{Path, PathBuf};

use super::{Index, Rendered, SnippetRoots};
use crate::syntax::Macro;
use crate::text::Span;

/// A macro and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MacroName {
    /// Where it is.
    pub path: PathBuf,
    /// Its title, or its id where it has none.
    pub name: String,
    /// What `render` calls it.
    pub id: String,
}

impl Index {
    /// The macros whose title or id has the letters of `query` in their order, in the order of their paths, at most `most`.
    pub fn named(&self, query: &str, most: usize) -> Vec<MacroName> {
        let query: Vec<char> =
            query.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect();
        let found = self.paths().into_iter().filter_map(|path| {
            let entry = self.entry(path)?;
            let id = entry.id.as_deref().map(str::to_owned).or_else(|| self.roots(path)?.id_of(path))?;
            let name = entry.title.as_deref().map_or_else(|| id.clone(), str::to_owned);
            let fits = has_letters(&name, &query) || has_letters(&id, &query);
            fits.then(|| MacroName { path: path.to_owned(), name, id })
        });
        found.take(most).collect()
    }
}

impl SnippetRoots {
    /// The id that a path gives, from the first root that holds it.
    pub fn id_of(&self, path: &Path) -> Option<String> {
        let relative = self.roots.iter().find_map(|root| path.strip_prefix(root).ok())?;
        Some(id_of_relative(relative))
    }

    /// The id of `place` from the root from which `id` leads to `old`, unless another file has that id.
    fn id_below_same_root(&self, id: &str, old: &Path, place: &Path) -> Option<String> {
        let root = self.roots.get(self.files_of(id).iter().position(|file| file == old)?)?;
        let new = id_of_relative(place.strip_prefix(root).ok()?);
        let taken = self.files_of(&new).iter().any(|file| file != place && file.is_file());
        (!taken).then_some(new)
    }

    /// The files that the path of an id can lead to in the macro at `user`, the first first.
    pub fn paths_of(&self, user: &Path, id: &str) -> Vec<PathBuf> {
        self.clone().around(user).files_of(id)
    }

    /// Where the file at `path`, which `id` leads to in the macro at `user`, would stand with the id `new`: below the same
    /// root. `None` where it is not its path that the id leads by.
    pub fn moved_path(&self, user: &Path, id: &str, path: &Path, new: &str) -> Option<PathBuf> {
        let root = self.paths_of(user, id).iter().position(|file| file == path)?;
        self.paths_of(user, new).into_iter().nth(root)
    }

    /// The ids in the macro at `user` that lead to files which move, each with the id that leads to their new places. A
    /// file or folder at the first path of a pair moves to the second.
    pub fn moved_ids(&self, user: &Path, source: &str, moves: &[(PathBuf, PathBuf)]) -> Vec<(Span, String)> {
        if !source.contains("render") && !source.contains("include") {
            return Vec::new();
        }
        let around = self.clone().around(user);
        let mut out = Vec::new();
        for item in &Macro::parse(source).items {
            let crate::syntax::ItemKind::Tag(tag) = &item.kind else { continue };
            let crate::syntax::TagKind::Render { id: Some(id), .. } = &tag.kind else { continue };
            let new = moves.iter().find_map(|(from, to)| {
                let files = around.files_of(&id.text);
                let old = files.iter().find(|file| file.is_file()).or(files.first())?;
                let rest = old.strip_prefix(from).ok()?;
                let place = if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) };
                let leads = self.leads_to(user, &id.text, &Rendered { path: old.clone(), own_id: own_id(old) });
                let new = around.id_below_same_root(&id.text, old, &place).or_else(|| around.id_of(&place));
                new.filter(|new| leads && place.extension() == old.extension() && *new != id.text)
            });
            out.extend(new.map(|new| (id.span, new)));
        }
        out
    }
}

/// The path without its ending, with `/`.
fn id_of_relative(relative: &Path) -> String {
    let relative = relative.with_extension("");
    let parts = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

/// The id in the front matter of a file: with one, the file may stand anywhere.
fn own_id(path: &Path) -> Option<String> {
    let source = super::read_macro(path).ok()?;
    Macro::parse_front_matter(&source).front_matter.id.map(|id| id.text)
}

fn has_letters(name: &str, query: &[char]) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.iter().all(|wanted| letters.any(|letter| letter == *wanted))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::*;
    use crate::text::{Edit, apply_edits};
    use crate::workspace::{KnownFiles, Listed, NothingOpen, Scopes};

    fn shop() -> (tempfile::TempDir, SnippetRoots) {
        let folder = tempfile::TempDir::new().unwrap();
        fs::create_dir(folder.path().join("x")).unwrap();
        for (name, text) in [
            ("late.macro", "---\ntitle: Late parcel\n---\nHi"),
            ("x/bye.macro", "Bye"),
            ("x/own.macro", "---\nid: named\n---\n"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let roots = SnippetRoots::new(Arc::default(), folder.path());
        (folder, roots)
    }

    #[test]
    fn macros_by_title_and_id() {
        let (folder, _) = shop();
        let mut listed = Listed::default();
        listed.add_folders(&[folder.path()], &mut Scopes::new(folder.path()));
        let index = listed.read(&KnownFiles::new(), &NothingOpen, 1, || {});
        let names = |query: &str| {
            let found = index.named(query, 10);
            found.into_iter().map(|found| format!("{} = {}", found.name, found.id)).collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["Late parcel = late", "x/bye = x/bye", "named = named"]);
        assert_eq!(names("LPC"), ["Late parcel = late"]);
        assert_eq!(names("x b"), ["x/bye = x/bye"]);
        assert_eq!(names("zz"), Vec::<String>::new());
        assert_eq!(index.named("", 2).len(), 2);
    }

    #[test]
    fn users_of_what_moves_get_its_new_id() {
        let (folder, roots) = shop();
        let path = |name: &str| folder.path().join(name);
        let check = |source: &str, from: &str, to: &str, expected: &str| {
            let ids = roots.moved_ids(&path("late.macro"), source, &[(path(from), path(to))]);
            let edits: Vec<Edit> = ids.into_iter().map(|(span, id)| Edit::replace(span, id)).collect();
            assert_eq!(apply_edits(source, &edits).unwrap(), expected);
        };
        let source = "{% render 'x/bye' %}{% render \"x/bye\", a: 1 %}{% render 'named' %}{% render 'y' %}";
        check(
            source,
            "x/bye.macro",
            "z.macro",
            "{% render 'z' %}{% render \"z\", a: 1 %}{% render 'named' %}{% render 'y' %}",
        );
        check(
            source,
            "x",
            "y/x",
            "{% render 'y/x/bye' %}{% render \"y/x/bye\", a: 1 %}{% render 'named' %}{% render 'y' %}",
        );
        check(source, "x/own.macro", "own.macro", source);
        check(source, "x/bye.macro", "bye.txt", source);
    }
}
