//! The pages of rules and techniques under `docs/` are what the packs say. `UPDATE_EXPECT=1 cargo test --test pages` writes them.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use softspoken::knowledge::{Knowledge, rule_page, technique_page};

const NOTE: &str = "<!-- Written from packs/ by `UPDATE_EXPECT=1 cargo test --test pages`. -->\n\n";

/// Every generated page, by its path.
fn pages() -> BTreeMap<PathBuf, String> {
    let knowledge = Knowledge::shipped();
    let mut out = BTreeMap::new();
    let mut index = String::from("# Rules and techniques\n\n## Rules\n\n| rule | severity | what |\n|---|---|---|\n");
    for rule in &knowledge.rules {
        out.insert(format!("docs/rules/{}.md", rule.id).into(), format!("{NOTE}{}", rule_page(knowledge, rule)));
        index += &format!("| [`{}`](rules/{}.md) | {} | {} |\n", rule.id, rule.id, rule.severity.as_str(), rule.title);
    }
    index += "\n## Techniques\n\n| technique | what |\n|---|---|\n";
    for technique in &knowledge.techniques {
        let page = format!("{NOTE}{}", technique_page(knowledge, technique));
        out.insert(format!("docs/techniques/{}.md", technique.id).into(), page);
        index += &format!("| [`{}`](techniques/{}.md) | {} |\n", technique.id, technique.id, technique.title);
    }
    out.insert("docs/rules.md".into(), format!("{NOTE}{index}"));
    out
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn pages_are_current() {
    let pages = pages();
    let stale: Vec<PathBuf> = ["docs/rules", "docs/techniques"]
        .iter()
        .flat_map(|folder| files(Path::new(folder)))
        .filter(|path| !pages.contains_key(path))
        .collect();
    if env::var_os("UPDATE_EXPECT").is_some() {
        for path in &stale {
            fs::remove_file(path).expect("a page that no rule has any more");
        }
        for (path, text) in &pages {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the page");
            fs::write(path, text).expect("a page");
        }
        return;
    }
    let wrong: Vec<&PathBuf> = pages
        .iter()
        .filter(|(path, text)| fs::read_to_string(path).ok().as_ref() != Some(text))
        .map(|(path, _)| path)
        .collect();
    assert!(wrong.is_empty() && stale.is_empty(), "not current: {wrong:?}; of no rule: {stale:?}");
}
