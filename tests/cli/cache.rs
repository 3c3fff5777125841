//! What `check` keeps on the disk: never more than quickness comes of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::{Folder, run};

const CONFIG: &str = "[macros]\nroot = \"macros\"\n[snippets]\nroots = [\"parts\"]\n";
const ANGRY: &str = "Please calm down.\n";
const FORMATS: [&str; 4] = ["human", "concise", "json", "jsonl"];

/// The files of the cache of a folder.
fn files(folder: &Folder) -> Vec<PathBuf> {
    let entries = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    let mut files: Vec<PathBuf> = entries(folder.cache()).iter().flat_map(|path| entries(path)).collect();
    files.sort();
    files
}

/// A run with the cache says what one without it says.
fn agrees(folder: &Folder, arguments: &[&str]) -> String {
    let with = folder.run(&[&["check"], arguments].concat());
    let without = folder.run(&[&["check", "--no-cache"], arguments].concat());
    assert_eq!(with.to_string(), without.to_string(), "{arguments:?}");
    with.stdout
}

fn agrees_in_every_format(folder: &Folder, arguments: &[&str]) {
    for format in FORMATS {
        agrees(folder, &[&["--format", format], arguments].concat());
    }
}

fn shop() -> Folder {
    Folder::new(&[
        ("softspoken.toml", CONFIG),
        ("macros/late.macro", "---\ntitle: Late\n---\nWe can't help. {% render 'sorry', how: 'very' %} Calm down.\n"),
        ("macros/angry.macro", ANGRY),
        ("parts/sorry.macro", "We are sorry for the inconvenience.\n"),
    ])
}

#[test]
fn a_second_run_says_the_same_and_writes_nothing() {
    let folder = shop();
    for format in FORMATS {
        agrees(&folder, &["--format", format]);
        let written: Vec<_> = files(&folder).iter().map(|path| fs::read(path).expect("a file")).collect();
        assert!(!written.is_empty());
        agrees(&folder, &["--format", format]);
        assert_eq!(written, files(&folder).iter().map(|path| fs::read(path).expect("a file")).collect::<Vec<_>>());
    }
}

#[test]
fn a_change_of_a_text_is_seen() {
    let folder = shop();
    assert!(agrees(&folder, &["--format", "concise"]).contains("angry.macro"));
    folder.write("macros/angry.macro", b"I am on it today.\n");
    assert!(!agrees(&folder, &["--format", "concise"]).contains("angry.macro"));
    folder.write("macros/angry.macro", ANGRY.as_bytes());
    assert!(agrees(&folder, &["--format", "concise"]).contains("angry.macro"));
}

#[test]
fn a_change_of_a_snippet_is_seen_in_its_users() {
    let folder = shop();
    let late = |folder: &Folder| agrees(folder, &["--format", "jsonl", "macros/late.macro"]);
    assert!(late(&folder).contains("template/unknown-parameter"));
    folder.write("parts/sorry.macro", b"We are {{ how }} sorry.\n");
    assert!(!late(&folder).contains("template/unknown-parameter"));
    fs::remove_file(folder.path().join("parts/sorry.macro")).expect("it is removed");
    let missing = late(&folder);
    assert!(missing.contains("template/missing-snippet"), "{missing}");
    folder.write("parts/sorrow.macro", b"We are sorry.\n");
    assert!(late(&folder).contains("`sorrow`"), "the nearest id is told");
    folder.write("parts/x.macro", b"---\nid: sorry\n---\nWe are sorry for the inconvenience.\n");
    assert!(!late(&folder).contains("template/missing-snippet"));
}

#[test]
fn what_other_macros_say_is_seen() {
    let text = "We have received your order and will send it on Monday.\n\nYour parcel leaves our house at noon today.\n\n\
                The driver rings the bell of your neighbour too.\n";
    let folder = Folder::new(&[("softspoken.toml", "[macros]\nroot = \".\"\n"), ("a.macro", text)]);
    assert!(!agrees(&folder, &["--format", "concise"]).contains("library/duplicate"));
    folder.write("b.macro", text.as_bytes());
    assert!(agrees(&folder, &["--format", "concise", "a.macro"]).contains("library/duplicate"));
    folder.write("b.macro", text.replace("Monday", "Tuesday").as_bytes());
    agrees_in_every_format(&folder, &["a.macro"]);
    fs::rename(folder.path().join("b.macro"), folder.path().join("c.macro")).expect("it is renamed");
    agrees_in_every_format(&folder, &["a.macro"]);
    fs::remove_file(folder.path().join("c.macro")).expect("it is removed");
    assert!(!agrees(&folder, &["--format", "concise"]).contains("library/duplicate"));
}

#[test]
fn decisions_and_the_day_are_seen() {
    let folder = shop();
    folder.write("macros/due.macro", b"---\nreview_by: 2027-03-01\n---\nHello.\n");
    let on = |day: &str| agrees(&folder, &["--format", "concise", "--today", day]).contains("library/stale");
    assert_eq!([on("2027-03-01"), on("2027-03-02"), on("2027-04-02"), on("2027-02-01")], [false, true, true, false]);
    let rules = |arguments: &[&str]| agrees(&folder, &[&["--format", "concise"], arguments].concat()).lines().count();
    let all = rules(&[]);
    assert!(rules(&["--ignore", "tone/"]) < all);
    assert!(rules(&["--select", "tone/calm-command"]) < all);
    assert!(rules(&["--min-severity", "error"]) < all);
    assert_eq!(rules(&[]), all);
    folder.write("softspoken.toml", format!("{CONFIG}[lint]\nignore = [\"tone/calm-command\"]\n").as_bytes());
    assert!(rules(&[]) < all);
    folder.write("softspoken.toml", format!("{CONFIG}[lint]\npacks = [\"rules/*.toml\"]\n").as_bytes());
    folder.write("rules/ours.toml", b"disable = [\"tone/calm-command\"]\n");
    assert!(rules(&[]) < all);
    folder.write("rules/ours.toml", b"");
    assert_eq!(rules(&[]), all);
}

#[test]
fn without_the_cache_nothing_is_kept() {
    let folder = shop();
    folder.run(&["check", "--no-cache"]);
    assert_eq!(files(&folder), Vec::<PathBuf>::new());
    assert_eq!(folder.names(), ["macros", "parts", "softspoken.toml"]);
    folder.run(&["check"]);
    assert_ne!(files(&folder), Vec::<PathBuf>::new());
    assert_eq!(folder.names(), ["macros", "parts", "softspoken.toml"], "nothing is written among the macros");
}

#[test]
fn a_cache_that_cannot_be_had_is_done_without() {
    let folder = shop();
    let expected = folder.run(&["check", "--no-cache"]).to_string();
    let file = folder.write("file", b"");
    for place in [file.as_path(), Path::new("/proc/nowhere"), Path::new("")] {
        let mut command = folder.command(&["check"]);
        command.env("SOFTSPOKEN_CACHE_DIR", place).env("XDG_CACHE_HOME", folder.cache()).env_remove("HOME");
        assert_eq!(run(command, b"").to_string(), expected, "{place:?}");
    }
}

#[test]
fn what_is_damaged_is_not_there() {
    let folder = shop();
    let expected = folder.run(&["check", "--format", "json"]).to_string();
    let good: Vec<(PathBuf, Vec<u8>)> =
        files(&folder).into_iter().map(|path| (path.clone(), fs::read(path).expect("a file"))).collect();
    let mut random = Random(7);
    for round in 0..60 {
        for (path, bytes) in &good {
            fs::write(path, damaged(bytes, round, &mut random)).expect("it is written");
        }
        let run = folder.run(&["check", "--format", "json"]);
        assert_eq!(run.to_string(), expected, "round {round}");
    }
}

fn damaged(bytes: &[u8], round: usize, random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match round % 5 {
        0 => bytes.truncate(random.below(bytes.len())),
        1 => {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }
        2 => bytes.iter_mut().skip(random.below(72)).step_by(3).for_each(|byte| *byte = byte.wrapping_add(1)),
        3 => bytes.extend_from_slice(&[0xff; 40]),
        _ => bytes = b"Dear diary, ".repeat(random.below(50)),
    }
    bytes
}

/// Random enough, and the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }
}

const TEXTS: [&str; 7] = [
    "Please calm down.\n",
    "We can't help. {% render 'sorry' %} Calm down.\n",
    "---\nid: sorry\ntitle: Sorry\n---\nWe are sorry for the inconvenience.\n",
    "---\nid: other\n---\n{% render 'b', tone: 'warm' %} Unfortunately, that is our policy.\n",
    "We have received your order and will send it on Monday.\n\nYour parcel leaves our house at noon today.\n\nThe driver \
     rings the bell of your neighbour too.\n",
    "{% if order.late %}We cannot{% else %}We can{% endif %} help.{% render 'd' %}\n",
    "---\nreview_by: 2020-01-01\n---\nHi {{ customer.first_name }\n",
];
const CONFIGS: [&str; 3] =
    ["", "[macros]\nroot = \".\"\n[snippets]\nroots = [\"parts\"]\n", "[lint]\nignore = [\"tone/excuse\"]\n"];

/// Does something to the folder.
fn edit(folder: &Folder, random: &mut Random) {
    let names = ["a.macro", "b.macro", "c.macro", "parts/b.macro", "parts/d.macro"];
    let name = names[random.below(names.len())];
    let path = folder.path().join(name);
    match random.below(8) {
        0 => drop(fs::remove_file(path)),
        1 => drop(fs::rename(path, folder.path().join(names[random.below(names.len())]))),
        2 => match CONFIGS[random.below(CONFIGS.len())] {
            "" => drop(fs::remove_file(folder.path().join("softspoken.toml"))),
            config => drop(folder.write("softspoken.toml", config.as_bytes())),
        },
        _ => drop(folder.write(name, TEXTS[random.below(TEXTS.len())].as_bytes())),
    }
}

#[test]
fn after_any_edits_the_output_is_that_without_a_cache() {
    let mut random = Random(12);
    for _ in 0..4 {
        let folder = Folder::new(&[]);
        for _ in 0..12 {
            for _ in 0..=random.below(3) {
                edit(&folder, &mut random);
            }
            let paths = [&["."][..], &["parts"], &["a.macro"]];
            let format = FORMATS[random.below(FORMATS.len())];
            agrees(&folder, &[&["--format", format], paths[random.below(6).min(2) % 3]].concat());
        }
        agrees_in_every_format(&folder, &[]);
    }
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let folder = shop();
    let expected = folder.run(&["check", "--no-cache"]).to_string();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(|| folder.run(&["check"]).to_string())).collect();
        for run in runs {
            assert_eq!(run.join().expect("it ends"), expected);
        }
    });
    assert!(files(&folder).iter().all(|path| path.extension().is_some_and(|ending| ending == "cache")));
}
