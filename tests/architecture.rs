//! The arrows of the house: a room uses only rooms that come before it, and outside crates stay where they belong.
//!
//! The list is the one of `docs/architecture.md`.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may use.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("text", &[]),
    ("syntax", &["text"]),
    ("format", &["text", "syntax"]),
    ("message", &["text", "syntax"]),
    ("knowledge", &["text"]),
    ("helpdesk", &["text", "syntax", "message"]),
    ("lint", &["text", "syntax", "message", "knowledge", "helpdesk"]),
    ("workspace", &["text", "syntax", "message", "knowledge", "helpdesk", "lint"]),
    ("report", &["text", "syntax", "message", "knowledge", "helpdesk", "lint", "workspace"]),
    ("assist", &["text", "syntax", "message", "knowledge", "helpdesk", "lint", "workspace", "report"]),
    (
        "server",
        &["text", "syntax", "format", "message", "knowledge", "helpdesk", "lint", "workspace", "report", "assist"],
    ),
    // `softspoken lsp` starts the server: the one arrow between the two doors, from one file.
    ("cli", &["text", "syntax", "format", "message", "knowledge", "helpdesk", "lint", "workspace", "report", "assist"]),
];

/// Outside crates that only some rooms may name.
const KEPT_IN: [(&str, &[&str]); 9] = [
    ("tower_lsp_server", &["server"]),
    ("tokio", &["server"]),
    ("annotate_snippets", &["cli"]),
    ("clap", &["cli"]),
    ("quick_xml", &["cli"]),
    ("similar", &["cli"]),
    ("tree_sitter", &["syntax"]),
    ("saphyr_parser", &["syntax"]),
    ("ropey", &["text"]),
];

/// The files that may cross: the command that starts the server.
const CROSSINGS: [(&str, &str); 1] = [("src/cli/lsp.rs", "server")];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of src").flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => out.extend(files(&path)),
            false => out.push(path),
        }
    }
    out.sort();
    out
}

/// The identifiers that follow `prefix` in the code (not the comments) of `source`; braces after it are looked into.
fn named_after(source: &str, prefix: &str) -> BTreeSet<String> {
    let code: String =
        source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let word = |text: &str| {
        text.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()
    };
    let mut out = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => out.extend(group.split('}').next().unwrap_or_default().split(',').map(word)),
            None => drop(out.insert(word(rest))),
        }
    }
    out
}

#[test]
fn a_room_uses_only_rooms_before_it() {
    let mut wrong = Vec::new();
    for (room, allowed) in MAY_USE {
        for file in files(&Path::new("src").join(room)) {
            let source = fs::read_to_string(&file).expect("UTF-8");
            let path = file.to_string_lossy().replace('\\', "/");
            for used in named_after(&source, "crate::") {
                let known = MAY_USE.iter().any(|(name, _)| *name == used);
                let crossing = CROSSINGS.contains(&(path.as_str(), used.as_str()));
                if known && used != room && !allowed.contains(&used.as_str()) && !crossing {
                    wrong.push(format!("{path} uses {used}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (outside, rooms) in KEPT_IN {
        for file in files(Path::new("src")) {
            let path = file.to_string_lossy().replace('\\', "/");
            let room = path.split('/').nth(1).unwrap_or_default();
            let source = fs::read_to_string(&file).expect("UTF-8");
            let code: String =
                source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            if !rooms.contains(&room) && code.contains(&format!("{outside}::")) {
                wrong.push(format!("{path} uses {outside}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_folder_of_src_is_a_room_of_the_list() {
    let folders: BTreeSet<String> = fs::read_dir("src")
        .expect("src")
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let rooms: BTreeSet<String> = MAY_USE.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(folders, rooms);
}

#[test]
fn the_scanner_sees_what_is_used() {
    let source = "use crate::{text::Span, lint};\nlet x = crate::server::run(); // crate::cli\n";
    let found: Vec<String> = named_after(source, "crate::").into_iter().collect();
    assert_eq!(found, ["lint", "server", "text"]);
}
