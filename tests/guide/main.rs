//! The pages of `docs/`, followed as written: their files are made and changed, and their commands print what they say.
//!
//! - A `console` block is run by bash, in a folder of its own for each page. In what it says to be printed, `[..]` stands for
//!   anything in a line, and a line `…` for any lines.
//! - “In a new file `name`”, “At the end of `name`”, “At the top of `name`” and “In `name`, replace … with …” before another block
//!   are done with it.
//! - `<!-- in a copy of FOLDER -->` puts a copy of that folder of the project into the page's own.
//!
//! `UPDATE_EXPECT=1 cargo test --test guide` writes what is printed into the pages.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod book;
mod follow;
mod page;
mod printed;

use std::fs;
use std::path::PathBuf;

use page::Page;

/// The pages that people wrote, by their paths.
fn pages() -> Vec<PathBuf> {
    let entries = ["docs", "docs/helpdesks"].into_iter().flat_map(|folder| fs::read_dir(folder).expect("the docs"));
    let files = entries.flatten().map(|entry| entry.path());
    let mut pages: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.push("README.md".into());
    pages.sort();
    pages
}

#[test]
fn every_command_prints_what_its_page_says() {
    let mut wrong = String::new();
    for path in pages() {
        let page = Page::read(&path);
        let followed = follow::follow(&page);
        if !followed.is_empty() && std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, page.with(&followed)).expect("the page");
            continue;
        }
        for (block, printed) in followed {
            let said = &page.blocks[block].text;
            wrong += &format!("{}\nthe page says:\n{said}\nit prints:\n{printed}\n", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn pages_to_begin_with_have_commands_to_run() {
    for page in
        ["adopting", "ci", "configuration", "guide", "install", "language", "neovim", "vscode", "your-own-rules"]
    {
        let page = Page::read(format!("docs/{page}.md").as_ref());
        assert!(page.blocks.iter().any(|block| block.language == "console"), "{}", page.path.display());
    }
}

/// What nobody runs, nobody keeps right: commands of softspoken are in `console` blocks.
#[test]
fn no_command_stands_where_it_is_not_run() {
    for path in pages() {
        let text = fs::read_to_string(&path).expect("a page");
        let stray: Vec<&str> = text
            .lines()
            .filter(|line| line.trim_start().starts_with("softspoken ") && line.starts_with("    "))
            .collect();
        assert!(stray.is_empty(), "{}: {stray:?}", path.display());
        for block in Page::read(&path).blocks.iter().filter(|block| block.language != "console") {
            let stray =
                block.text.lines().find(|line| line.starts_with("softspoken ") || line.starts_with("$ softspoken "));
            assert_eq!(stray, None, "{}", path.display());
        }
    }
}
