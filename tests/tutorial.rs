//! `docs/your-own-rules.md`, followed as written: its files are made, changed and tested, and its commands print what it says.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A fenced block, and what stands in the lines before it.
struct Block {
    language: String,
    text: String,
    before: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut before = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            before += &format!("{line} ");
            continue;
        };
        let text = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        out.push(Block { language: language.to_owned(), text, before: std::mem::take(&mut before) });
    }
    out
}

/// The last file that a text names in backticks.
fn file_named(text: &str, folder: &Path) -> Option<PathBuf> {
    let names = text.split('`').skip(1).step_by(2);
    names.filter(|name| name.ends_with(".toml") || name.ends_with(".macro")).last().map(|name| folder.join(name))
}

/// Runs the command of a console block; gives what it prints.
fn output(command: &str, folder: &Path) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("softspoken"), "{command}");
    let run = Command::new(env!("CARGO_BIN_EXE_softspoken"))
        .args(words)
        .current_dir(folder)
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("the binary runs");
    String::from_utf8(run.stdout).expect("UTF-8") + &String::from_utf8(run.stderr).expect("UTF-8")
}

#[test]
fn the_tutorial_works_as_written() {
    let page = fs::read_to_string("docs/your-own-rules.md").expect("the page");
    let shop = tempfile::tempdir().expect("a folder");
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let (mut made, mut changed, mut run) = (0, 0, 0);
    let mut replaced: Option<(PathBuf, String)> = None;
    let mut last: Option<PathBuf> = None;
    for Block { language, text, before } in blocks(&page) {
        if language == "console" {
            let (command, expected) = text.split_once('\n').expect("a command");
            let printed = output(command.strip_prefix("$ ").expect("a prompt"), shop.path());
            // An ellipsis at the end stands for more.
            let holds = match expected.strip_suffix("…\n") {
                Some(beginning) => printed.starts_with(beginning),
                None => printed == expected,
            };
            assert!(holds, "{command}\nthe page says:\n{expected}\nit prints:\n{printed}");
            run += 1;
            continue;
        }
        if let Some((path, old)) = replaced.take() {
            assert_eq!(before.trim().split(' ').next(), Some("with"), "{before}");
            let now = read(&path);
            assert_eq!(now.matches(&old).count(), 1, "{old} in\n{now}");
            fs::write(&path, now.replace(&old, &text)).expect("the file");
            changed += 1;
            continue;
        }
        let path = file_named(&before, shop.path()).or_else(|| last.clone()).expect("a file");
        if before.contains("In a new file") {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, text).expect("the file");
            made += 1;
        } else if before.trim_end().ends_with("replace") {
            replaced = Some((path.clone(), text));
        } else if before.contains("At the end of") {
            fs::write(&path, read(&path) + &text).expect("the file");
            changed += 1;
        } else if before.contains("At the top of") || before.contains("the first line of the file is") {
            fs::write(&path, text + &read(&path)).expect("the file");
            changed += 1;
        } else {
            panic!("nobody knows what to do with\n{text}after\n{before}");
        }
        last = Some(path);
    }
    assert_eq!((made, changed, run), (4, 7, 7), "files made, changes, commands");
    let end = output("softspoken rules test rules/ours.toml", shop.path());
    assert!(end.ends_with("all is well.\n"), "{end}");
}
