//! Where ids start and where snippets are kept, as far as the ids tell that macros render.

use std::collections::{BTreeMap, BTreeSet};

/// One macro, as far as it matters here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct File {
    /// Below the folder that is looked at, with `/`.
    pub(super) path: String,
    /// The id in its front matter.
    pub(super) id: Option<String>,
    /// The ids that it renders.
    pub(super) renders: Vec<String>,
}

/// Folders below the one that is looked at; an empty one is that folder itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) macros: String,
    pub(super) snippets: Vec<String>,
}

impl Layout {
    /// Of all files.
    pub(super) fn of(files: &[File]) -> Self {
        let ids: BTreeSet<&str> = files.iter().flat_map(|file| &file.renders).map(String::as_str).collect();
        let named: BTreeSet<&str> = files.iter().filter_map(|file| file.id.as_deref()).collect();
        // What ids lead to, with the folder that they would start in.
        let mut starts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut rendered: BTreeSet<&str> = BTreeSet::new();
        let mut by_stem: BTreeMap<&str, &File> = BTreeMap::new();
        for file in files {
            if file.id.as_deref().is_some_and(|id| ids.contains(id)) {
                rendered.insert(&file.path);
            }
            if file.id.is_none() {
                by_stem.insert(stem(&file.path), file);
            }
        }
        for (stem, file) in &by_stem {
            let start = ends(stem).find(|(_, end)| ids.contains(end) && !named.contains(end));
            if let Some((start, _)) = start {
                rendered.insert(&file.path);
                *starts.entry(start).or_default() += 1;
            }
        }
        let snippets = snippet_folders(files, &rendered);
        let is_in_snippets = |folder: &str| snippets.iter().any(|snippets| is_below(folder, snippets));
        let own_starts = starts.iter().filter(|(start, _)| !is_in_snippets(start));
        let most = own_starts.max_by_key(|(start, count)| (**count, std::cmp::Reverse(start.len())));
        let others = files.iter().map(|file| folder(&file.path)).filter(|folder| !is_in_snippets(folder));
        let macros = match most {
            Some((start, _)) => (*start).to_owned(),
            None => common(others).unwrap_or_default(),
        };
        Self { macros, snippets }
    }
}

/// Folders of which most files are rendered by others, the outermost ones.
fn snippet_folders(files: &[File], rendered: &BTreeSet<&str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for file in files {
        let is_rendered = rendered.contains(file.path.as_str());
        let mut at = folder(&file.path);
        while !at.is_empty() {
            let (all, of_them) = counts.entry(at).or_default();
            *all += 1;
            *of_them += usize::from(is_rendered);
            at = folder(at);
        }
    }
    let mut out: Vec<String> = Vec::new();
    for (folder, (all, of_them)) in counts {
        // In the order of their names an outer folder comes before those in it.
        if 2 * of_them > all && !out.iter().any(|outer| is_below(folder, outer)) {
            out.push(folder.to_owned());
        }
    }
    out
}

/// The folder of a path; empty for the outermost.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').filter(|(_, ending)| !ending.contains('/')).map_or(path, |(stem, _)| stem)
}

/// A path cut in two at each of its folders, from the whole path on: the folder, and what is behind it.
fn ends(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let cuts = path.match_indices('/').filter_map(move |(at, _)| Some((path.get(..at)?, path.get(at + 1..)?)));
    std::iter::once(("", path)).chain(cuts)
}

fn is_below(path: &str, folder: &str) -> bool {
    path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The folder that all are in.
fn common<'p>(folders: impl Iterator<Item = &'p str>) -> Option<String> {
    let shared = folders.map(|folder| folder.split('/').collect::<Vec<_>>()).reduce(|one, other| {
        let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
        one.into_iter().take(same).collect()
    });
    shared.map(|parts| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files as `path` or `path: id id`, and what comes of them.
    fn check(files: &[&str], macros: &str, snippets: &[&str]) {
        let read = |file: &&str| {
            let (path, renders) = file.split_once(": ").unwrap_or((file, ""));
            let renders = renders.split_whitespace().map(str::to_owned).collect();
            File { path: path.to_owned(), id: None, renders }
        };
        let layout = Layout::of(&files.iter().map(read).collect::<Vec<_>>());
        assert_eq!(
            (layout.macros.as_str(), layout.snippets.as_slice()),
            (macros, &snippets.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()[..])
        );
    }

    #[test]
    fn macros_are_where_they_stand() {
        check(&["a.macro"], "", &[]);
        check(&["support/macros/a.macro", "support/macros/b/c.macro"], "support/macros", &[]);
        check(&["one/a.macro", "two/b.macro"], "", &[]);
        check(&[], "", &[]);
    }

    #[test]
    fn ids_say_where_they_start() {
        check(&["m/a.macro: snippets/bye", "m/snippets/bye.macro", "other/b.macro"], "m", &["m/snippets"]);
        check(&["m/a.macro: bye", "shared/bye.macro"], "m", &["shared"]);
        check(&["a.macro: bye", "bye.macro"], "", &[]);
        check(&["m/a.macro: x/bye", "m/x/bye.macro", "m/x/b.macro", "m/x/c.macro"], "m", &[]);
    }

    #[test]
    fn an_id_of_the_front_matter_says_nothing_of_where_paths_start() {
        let bye = File { path: "m/parts/x.macro".into(), id: Some("bye".into()), renders: Vec::new() };
        let user = File { path: "m/a.macro".into(), id: None, renders: vec!["bye".into()] };
        let layout = Layout::of(&[user, bye]);
        assert_eq!(layout, Layout { macros: "m".into(), snippets: vec!["m/parts".into()] });
    }
}
