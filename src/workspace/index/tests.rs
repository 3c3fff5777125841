//! What the index says of the macros of a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use super::*;

/// Eight sentences that count.
const WORDS: [&str; 8] = [
    "Thank you for sending the photo of the parcel.",
    "I have asked the warehouse to look for it.",
    "They open at eight and answer before noon.",
    "I will write to you again by four.",
    "The second box left Leeds with our own driver.",
    "He will call you an hour before he comes.",
    "You can keep the first box until he is there.",
    "Please leave it at the door if you go out.",
];

/// The text of these sentences.
fn says(sentences: &[usize]) -> String {
    sentences.iter().map(|sentence| format!("{}\n", WORDS[*sentence])).collect()
}

struct Desk {
    folder: TempDir,
    index: Index,
}

impl Desk {
    fn new(config: &str, files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("softspoken.toml"), config).unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut desk = Self { folder, index: Index::default() };
        desk.read();
        desk
    }

    fn read(&mut self) {
        let mut listed = Listed::default();
        listed.add_folders(&[self.folder.path()], &mut Scopes::new(self.folder.path()));
        self.index = listed.read(&self.index.known(), &NothingOpen, 2, || {});
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn name(&self, path: &Path) -> String {
        path.strip_prefix(self.folder.path()).unwrap().to_string_lossy().replace('\\', "/")
    }

    fn facts(&self, name: &str) -> Facts {
        let path = self.path(name);
        let roots = Arc::clone(self.index.roots(&path).unwrap());
        self.index.facts(&path, &roots, self.index.entry(&path).unwrap())
    }

    /// The macro most like one: its name, and how many sentences of how many are the same.
    fn alike(&self, name: &str, expected: Option<(&str, usize, usize)>) {
        let alike = self.facts(name).alike;
        let found = alike.as_ref().map(|alike| (self.name(&alike.path), alike.same, alike.of));
        assert_eq!(found, expected.map(|(name, same, of)| (name.to_owned(), same, of)), "{name}");
    }

    fn same_id(&self, name: &str, expected: Option<&str>) {
        let found = self.facts(name).same_id.map(|path| self.name(&path));
        assert_eq!(found.as_deref(), expected, "{name}");
    }

    fn read_again(&mut self, path: &Path) -> bool {
        let again = self.index.read_again(path);
        again.is_some_and(|again| self.index.take(again))
    }

    fn put(&mut self, name: &str, text: &str) -> bool {
        let path = self.path(name);
        let roots = Scopes::new(self.folder.path()).of(&path);
        self.index.put(&path, &roots, Arc::new(Entry::read(text)))
    }
}

#[test]
fn four_of_five_sentences_are_almost_the_same() {
    let desk = Desk::new(
        "",
        &[
            ("a.macro", &says(&[0, 1, 2, 3])),
            ("b.macro", &format!("Hi there,\n\n{}Thanks!\n", says(&[0, 2, 1, 3, 4]))),
            ("c.macro", &says(&[0, 1, 2, 3, 4, 5, 6, 7])),
            ("d.macro", &says(&[4, 5])),
            ("e.macro", &says(&[4, 5])),
        ],
    );
    desk.alike("a.macro", Some(("b.macro", 4, 5)));
    desk.alike("b.macro", Some(("a.macro", 4, 5)));
    // Half as long is another macro, and two sentences are too few to say.
    desk.alike("c.macro", None);
    desk.alike("d.macro", None);
}

#[test]
fn the_most_alike_is_named_and_the_first_among_equals() {
    let same = says(&[0, 1, 2, 3]);
    let desk = Desk::new("", &[("a.macro", &same), ("b.macro", &same), ("c.macro", &says(&[0, 1, 2, 3, 4]))]);
    desk.alike("c.macro", Some(("a.macro", 4, 5)));
    desk.alike("a.macro", Some(("b.macro", 4, 4)));
}

#[test]
fn what_very_many_say_does_not_count() {
    let common = says(&[0, 1, 2, 3]);
    let own = |number: usize| format!("{common}This one is about the parcel number {number} from us.\n");
    let files: Vec<(String, String)> = (0..80).map(|number| (format!("{number}.macro"), own(number))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let desk = Desk::new("", &files);
    desk.alike("3.macro", None);
    let desk = Desk::new("", &files[..20]);
    desk.alike("3.macro", Some(("0.macro", 4, 5)));
}

#[test]
fn other_languages_channels_and_workspaces_are_not_compared() {
    let same = says(&[0, 1, 2, 3]);
    let with = |front: &str| format!("---\n{front}\n---\n{same}");
    let desk = Desk::new(
        "",
        &[
            ("a.macro", &with("channels: [email]")),
            ("b.macro", &with("channels: [chat]")),
            ("c.macro", &with("locale: en-US")),
            ("d.macro", &with("title: \"Another\"")),
            ("e/softspoken.toml", ""),
            ("e/f.macro", &same),
        ],
    );
    for name in ["a.macro", "b.macro", "c.macro", "d.macro", "e/f.macro"] {
        desk.alike(name, None);
    }
}

#[test]
fn an_id_is_there_once() {
    let desk = Desk::new(
        "",
        &[
            ("a.macro", "---\nid: terms\n---\n"),
            ("b.macro", "---\nid: terms\n---\n"),
            ("c.macro", "---\nid: d\n---\n"),
            ("d.macro", "No id of its own.\n"),
            ("e.macro", "---\nid: e\n---\n"),
            ("f/softspoken.toml", ""),
            ("f/g.macro", "---\nid: e\n---\n"),
        ],
    );
    desk.same_id("a.macro", Some("b.macro"));
    desk.same_id("b.macro", Some("a.macro"));
    desk.same_id("c.macro", Some("d.macro"));
    desk.same_id("d.macro", None);
    desk.same_id("e.macro", None);
    desk.same_id("f/g.macro", None);
}

#[test]
fn snippets_that_nobody_renders() {
    let desk = Desk::new(
        "[snippets]\nroots = [\"snippets\"]\n",
        &[
            ("a.macro", "{% render 'snippets/used' %}{% include named %}\n"),
            ("snippets/used.macro", "Hi.\n"),
            ("snippets/named.macro", "---\nid: named\n---\n"),
            ("snippets/itself.macro", "{% render 'snippets/itself' %}\n"),
            ("b.macro", "Nobody renders it, and nobody has to.\n"),
        ],
    );
    let never: Vec<&str> =
        ["a.macro", "snippets/used.macro", "snippets/named.macro", "snippets/itself.macro", "b.macro"]
            .into_iter()
            .filter(|name| desk.facts(name).never_rendered)
            .collect();
    assert_eq!(never, ["snippets/itself.macro"]);
}

#[test]
fn a_newer_text_takes_the_place_of_the_older_one() {
    let mut desk =
        Desk::new("", &[("a.macro", &says(&[0, 1, 2, 3])), ("b.macro", "{% render 'a' %}{{ order.fee }}\n")]);
    assert!(desk.put("c.macro", &says(&[0, 1, 2, 3])));
    assert!(!desk.put("c.macro", &says(&[3, 2, 1, 0])), "the same sentences");
    desk.alike("a.macro", Some(("c.macro", 4, 4)));
    assert!(desk.put("c.macro", "Hello.\n"));
    desk.alike("a.macro", None);
    let rendering = |desk: &Desk| desk.index.rendering(["a"]).len();
    assert_eq!((rendering(&desk), desk.index.naming("fee").len()), (1, 1));
    assert!(desk.put("b.macro", "Hi.\n"));
    assert_eq!((rendering(&desk), desk.index.naming("fee").len()), (0, 0));
    let path = desk.path("b.macro");
    assert!(desk.read_again(&path));
    assert_eq!(rendering(&desk), 1);
    fs::remove_file(&path).unwrap();
    assert!(desk.read_again(&path));
    assert_eq!((rendering(&desk), desk.index.len()), (0, 2));
    assert!(!desk.index.remove(&path) && !desk.read_again(&path));
}

#[test]
fn files_that_are_the_same_are_taken_over() {
    let mut desk = Desk::new("", &[("a.macro", "One.\n"), ("b.macro", "Two.\n")]);
    let entry = |desk: &Desk, name: &str| Arc::clone(desk.index.entry(&desk.path(name)).unwrap());
    let before = (entry(&desk, "a.macro"), entry(&desk, "b.macro"));
    fs::write(desk.path("b.macro"), "---\ntitle: Longer\n---\n").unwrap();
    fs::write(desk.path("c.macro"), b"\xff").unwrap();
    desk.read();
    assert!(Arc::ptr_eq(&before.0, &entry(&desk, "a.macro")));
    assert_eq!(entry(&desk, "b.macro").title.as_deref(), Some("Longer"));
    assert_eq!(desk.index.len(), 2, "what is no text is not there");
}

#[test]
fn ids_that_may_lead_to_a_file() {
    assert_eq!(possible_ids(Path::new("/x/y/z.macro"), None), ["z", "y/z", "x/y/z"]);
    assert_eq!(possible_ids(Path::new("/x/y.macro"), Some("own")), ["own"]);
}
