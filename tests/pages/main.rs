//! What is written by itself under `docs/`: a page for each rule and technique, and tables of the reference, from what the program
//! itself goes by. `UPDATE_EXPECT=1 cargo test --test pages` writes them.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod help_desks;
mod keys;
mod linked;
mod section;
mod summary;
mod values;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use softspoken::knowledge::{Knowledge, rule_page, technique_page};

use section::with_section;

const NOTE: &str = "<!-- Written from packs/ by `UPDATE_EXPECT=1 cargo test --test pages`. -->\n\n";

/// Every generated page, by its path.
fn pages() -> BTreeMap<PathBuf, String> {
    let knowledge = Knowledge::shipped();
    let mut out = BTreeMap::new();
    let mut index = String::from("# Rules and techniques\n\n## Rules\n\n| rule | severity | what |\n|---|---|---|\n");
    for rule in &knowledge.rules {
        out.insert(
            format!("docs/rules/{}.md", rule.id).into(),
            format!("{NOTE}{}", linked::rule(&rule_page(knowledge, rule), rule)),
        );
        index += &format!("| [`{}`](rules/{}.md) | {} | {} |\n", rule.id, rule.id, rule.severity.as_str(), rule.title);
    }
    index += "\n## Techniques\n\n| technique | what |\n|---|---|\n";
    for technique in &knowledge.techniques {
        let page = format!("{NOTE}{}", linked::technique(&technique_page(knowledge, technique), knowledge));
        out.insert(format!("docs/techniques/{}.md", technique.id).into(), page);
        index += &format!("| [`{}`](techniques/{}.md) | {} |\n", technique.id, technique.id, technique.title);
    }
    out.insert("docs/rules.md".into(), format!("{NOTE}{index}"));
    out.insert(
        "docs/SUMMARY.md".into(),
        with_section("docs/SUMMARY.md", "rules", &summary::rules_and_techniques(knowledge)),
    );
    out.insert("docs/configuration.md".into(), with_section("docs/configuration.md", "keys", &keys::configuration()));
    out.insert("docs/language.md".into(), with_section("docs/language.md", "front matter", &keys::front_matter()));
    out.insert("docs/filters.md".into(), with_section("docs/filters.md", "filters", &values::filters()));
    out.insert("docs/variables.md".into(), with_section("docs/variables.md", "variables", &values::variables()));
    out.insert("docs/helpdesks.md".into(), with_section("docs/helpdesks.md", "what is kept", &help_desks::kept()));
    for platform in help_desks::with_pages() {
        let path = format!("docs/helpdesks/{}.md", platform.id);
        out.insert(path.clone().into(), with_section(&path, "facts", &help_desks::facts(platform)));
    }
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
