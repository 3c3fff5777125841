//! The pages as a book: each page is in the summary, and every link leads somewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn pages_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let found = entries.flat_map(|path| if path.is_dir() { pages_below(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

/// What a page links to, images too.
fn links(text: &str) -> Vec<String> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES);
    let targets = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    targets.filter(|target| !target.is_empty()).collect()
}

/// The names by which the headings of a page are linked to.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(text) | Event::Code(text), Some(name)) => *name += &text,
            (Event::End(TagEnd::Heading(_)), Some(name)) => {
                let kept = name.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
                out.insert(kept.collect::<String>().to_lowercase().replace(' ', "-"));
                heading = None;
            }
            _ => {}
        }
    }
    out
}

/// `path` with its `..` taken up.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => assert!(out.pop(), "{} leads out", path.display()),
            part => out.push(part),
        }
    }
    out
}

#[test]
fn every_page_is_in_the_summary_once() {
    let summary = fs::read_to_string("docs/SUMMARY.md").expect("the summary");
    let mut listed: Vec<PathBuf> = links(&summary).iter().map(|link| Path::new("docs").join(link)).collect();
    listed.sort();
    let mut pages = pages_below(Path::new("docs"));
    pages.retain(|page| !page.ends_with("SUMMARY.md"));
    pages.sort();
    assert_eq!(listed, pages);
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages = pages_below(Path::new("docs"));
    pages.extend(["README.md", "CONTRIBUTING.md", "examples/README.md"].map(PathBuf::from));
    let mut broken = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page");
        for link in links(&text) {
            if link.contains("://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let beside = page.parent().expect("a folder");
            let target = if file.is_empty() { page.clone() } else { plain(&beside.join(file)) };
            // The book has no page for what is outside of it.
            let is_there = target.exists() && (!page.starts_with("docs") || target.starts_with("docs"));
            let has_anchor =
                anchor.is_empty() || anchors(&fs::read_to_string(&target).unwrap_or_default()).contains(anchor);
            if !is_there || !has_anchor {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
