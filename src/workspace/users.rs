//! Every macro of a workspace, read one after the other: for questions about all of them, such as who renders a snippet. A
//! text that is open in an editor holds over its file.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{Config, OpenTexts, SnippetRoots, discover, read_macro};

/// A macro file that others may render.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Where it is.
    pub path: PathBuf,
    /// The id in its front matter, where it has one.
    pub own_id: Option<String>,
}

impl SnippetRoots {
    /// The configuration that holds.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The folders that ids start in.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.roots.iter().map(PathBuf::as_path)
    }

    /// Whether `id`, in the macro at `user`, leads to a file.
    pub fn leads_to(&self, user: &Path, id: &str, to: &Rendered) -> bool {
        if let Some(own) = &to.own_id {
            return own == id;
        }
        let files = self.clone().around(user).files_of(id);
        // What was never saved is not there, but its path may be the one that is meant.
        let first = files.iter().find(|file| file.is_file()).or_else(|| files.iter().find(|file| **file == to.path));
        first == Some(&to.path)
    }

    /// Calls `visit` with the path and the text of those of the files that stand below the roots, and of all texts that are
    /// open, in the order of the paths. What cannot be read is passed over.
    pub fn each_of(&self, mut files: Vec<PathBuf>, open: &dyn OpenTexts, visit: impl FnMut(&Path, &str)) {
        files.extend(open.paths());
        files.retain(|path| self.hold(path));
        files.sort_unstable();
        files.dedup();
        visit_all(&files, open, visit);
    }

    /// Calls `visit` with the path and the text of every macro below the roots, in the order of the paths. What cannot be
    /// read is passed over.
    pub fn each_macro(&self, open: &dyn OpenTexts, visit: impl FnMut(&Path, &str)) {
        let roots: Vec<&Path> = self.roots.iter().map(PathBuf::as_path).filter(|root| root.is_dir()).collect();
        let mut files: Vec<PathBuf> = discover(&roots, &self.config).files;
        let known: HashSet<&PathBuf> = files.iter().collect();
        let unsaved: Vec<PathBuf> =
            open.paths().into_iter().filter(|path| self.hold(path) && !known.contains(path)).collect();
        files.extend(unsaved);
        files.sort();
        visit_all(&files, open, visit);
    }
}

fn visit_all(files: &[PathBuf], open: &dyn OpenTexts, mut visit: impl FnMut(&Path, &str)) {
    for file in files {
        let text = open.text(file).map(|(_, text)| text.to_string());
        if let Some(text) = text.or_else(|| read_macro(file).ok()) {
            visit(file, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::*;
    use crate::text::Text;

    #[derive(Debug)]
    struct Open(PathBuf);

    impl OpenTexts for Open {
        fn text(&self, path: &Path) -> Option<(u64, Text)> {
            (path == self.0).then(|| (1, Text::new("open")))
        }

        fn paths(&self) -> Vec<PathBuf> {
            vec![self.0.clone()]
        }
    }

    #[test]
    fn open_texts_hold_over_files_and_stand_for_those_that_were_never_saved() {
        let folder = tempfile::TempDir::new().unwrap();
        for name in ["a.macro", "b.macro", "c.txt"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let roots = SnippetRoots::new(Arc::default(), folder.path());
        let seen = |open: &str| {
            let mut seen = Vec::new();
            roots.each_macro(&Open(folder.path().join(open)), |_, text| seen.push(text.to_owned()));
            seen
        };
        assert_eq!(seen("a.macro"), ["open", "b.macro"]);
        assert_eq!(seen("z.macro"), ["a.macro", "b.macro", "open"]);
    }

    #[test]
    fn an_id_leads_to_a_file_by_path_or_by_front_matter() {
        let folder = tempfile::TempDir::new().unwrap();
        fs::create_dir(folder.path().join("x")).unwrap();
        let path = folder.path().join("x/a.macro");
        fs::write(&path, "").unwrap();
        let roots = SnippetRoots::new(Arc::default(), folder.path());
        let plain = Rendered { path: path.clone(), own_id: None };
        let (beside, above) = (folder.path().join("x/u.macro"), folder.path().join("u.macro"));
        assert!(roots.leads_to(&above, "x/a", &plain) && roots.leads_to(&beside, "a", &plain));
        assert!(!roots.leads_to(&above, "a", &plain) && !roots.leads_to(&above, "../x/a", &plain));
        let named = Rendered { path, own_id: Some("n".into()) };
        assert!(roots.leads_to(&above, "n", &named) && !roots.leads_to(&above, "x/a", &named));
    }
}
