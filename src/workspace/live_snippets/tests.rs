//! What ids lead to while texts and files change.

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::workspace::Config;

/// Open texts by path, each with its version.
#[derive(Debug, Default)]
struct Open(HashMap<PathBuf, (u64, Text)>);

impl OpenTexts for Open {
    fn text(&self, path: &Path) -> Option<(u64, Text)> {
        self.0.get(path).cloned()
    }

    fn paths(&self) -> Vec<PathBuf> {
        self.0.keys().cloned().collect()
    }
}

/// A folder, what is open of it, and what was looked up in it.
struct Desk {
    folder: TempDir,
    roots: Arc<SnippetRoots>,
    open: Open,
    live: LiveSnippets,
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let (config, mistakes) =
            Config::parse(&folder.path().join("softspoken.toml"), "[snippets]\nroots = [\"shared\"]");
        assert_eq!(mistakes, []);
        let roots = Arc::new(SnippetRoots::new(Arc::new(config), folder.path()));
        let desk = Self { folder, roots, open: Open::default(), live: LiveSnippets::default() };
        files.iter().for_each(|(name, text)| desk.write(name, text));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn edit(&mut self, name: &str, version: u64, text: &str) {
        let path = self.path(name);
        self.open.0.insert(path, (version, Text::new(text)));
    }

    fn close(&mut self, name: &str) {
        let path = self.path(name);
        self.open.0.remove(&path);
    }

    fn look_up(&mut self, id: &str) -> Lookup {
        self.live.look_up(&self.roots, id, &self.open)
    }

    /// What the id leads to: label and text.
    fn check(&mut self, id: &str, expected: Option<(&str, &str)>) {
        let found = self.look_up(id).found;
        let found = found.as_ref().map(|(_, snippet)| (snippet.label.as_str(), snippet.source.as_str()));
        assert_eq!(found, expected, "{id}");
    }

    /// Makes the lists that are wanted; says how many.
    fn make_lists(&mut self) -> usize {
        let wanted = self.live.wanted();
        for roots in &wanted {
            let made = roots.list(&mut OwnIds::default());
            self.live.take(made);
        }
        wanted.len()
    }
}

#[test]
fn a_version_is_parsed_once_and_an_equal_text_is_the_same() {
    let mut desk = Desk::new(&[("a.macro", "Hi")]);
    let snippet = |desk: &mut Desk| desk.look_up("a").found.unwrap().1;
    let first = snippet(&mut desk);
    assert!(Arc::ptr_eq(&first, &snippet(&mut desk)));
    let folder = desk.folder.path().to_owned();
    desk.live.changed(&folder);
    assert!(Arc::ptr_eq(&first, &snippet(&mut desk)), "read again, but not parsed");
    desk.edit("a.macro", 1, "Hi");
    assert!(Arc::ptr_eq(&first, &snippet(&mut desk)));
    desk.edit("a.macro", 2, "Ho");
    let second = snippet(&mut desk);
    assert_eq!(second.source, "Ho");
    assert!(Arc::ptr_eq(&second, &snippet(&mut desk)));
}

#[test]
fn what_is_open_holds_over_the_file_and_the_first_root_over_the_second() {
    let mut desk = Desk::new(&[("shared/a.macro", "shared")]);
    desk.check("a", Some(("shared/a.macro", "shared")));
    let before = desk.look_up("a");
    assert!(before.depends_on(&desk.path("a.macro")) && before.depends_on(&desk.path("shared")));
    assert!(!before.depends_on(&desk.path("b.macro")) && !before.is_by_list());
    desk.edit("a.macro", 1, "open");
    desk.check("a", Some(("a.macro", "open")));
    assert!(!desk.look_up("a").agrees(&before));
    desk.close("a.macro");
    desk.check("a", Some(("shared/a.macro", "shared")));
    assert!(desk.look_up("a").agrees(&before));
    desk.edit("shared/a.macro", 2, "---\nid: b\n---\n");
    desk.check("a", None);
    desk.check("b", Some(("shared/a.macro", "---\nid: b\n---\n")));
}

#[test]
fn a_list_is_wanted_once_and_again_after_a_change() {
    let mut desk = Desk::new(&[("x/y.macro", "---\nid: a\n---\nHi")]);
    desk.check("a", None);
    desk.check("gone", None);
    assert_eq!(desk.make_lists(), 1);
    desk.check("a", Some(("x/y.macro", "---\nid: a\n---\nHi")));
    assert_eq!(desk.make_lists(), 0);

    desk.write("x/z.macro", "---\nid: c\n---\n");
    desk.live.changed(&desk.folder.path().join("x/z.macro"));
    desk.check("c", None);
    // A change while the list is made: it is taken, and another one is wanted.
    desk.live.changed(&desk.folder.path().join("x/z.macro"));
    assert_eq!(desk.make_lists(), 1);
    desk.check("c", Some(("x/z.macro", "---\nid: c\n---\n")));
    assert_eq!(desk.make_lists(), 1);

    // The list names a file that has another id by now.
    desk.edit("x/z.macro", 1, "---\nid: d\n---\n");
    desk.check("c", None);
    desk.check("d", Some(("x/z.macro", "---\nid: d\n---\n")));
}

#[test]
fn a_list_is_made_without_reading_what_did_not_change() {
    let desk = Desk::new(&[("a.macro", "---\nid: x\n---\n"), ("b.macro", "Hi")]);
    let mut known = OwnIds::default();
    let first = desk.roots.list(&mut known);
    // Read again, it would not be UTF-8 and have no id.
    let modified = fs::metadata(desk.path("a.macro")).unwrap().modified().unwrap();
    fs::write(desk.path("a.macro"), b"---\nid: \xff\n---\n").unwrap();
    fs::File::options().append(true).open(desk.path("a.macro")).unwrap().set_modified(modified).unwrap();
    assert_eq!(desk.roots.list(&mut known).ids, first.ids);
    assert_eq!(first.ids.get("x"), Some(&desk.path("a.macro")));
    assert_eq!(desk.roots.list(&mut OwnIds::default()).ids.get("x"), None);
}
