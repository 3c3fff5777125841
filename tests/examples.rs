//! The example macros: what is found in them is what their README promises, and the good ones raise nothing.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use softspoken::knowledge::{Knowledge, Severity};
use softspoken::lint::{Fixes, Subject, check};
use softspoken::syntax::Macro;
use softspoken::text::apply_edits;
use softspoken::workspace::{Config, discover};

fn macros() -> (Config, Vec<PathBuf>) {
    let config = Config::find(Path::new("examples")).expect("examples/softspoken.toml has no mistake");
    let found = discover(&[Path::new("examples")], &config);
    assert_eq!(found.errors, []);
    (config, found.files)
}

#[test]
fn findings_of_every_file() {
    let (config, files) = macros();
    let mut out = String::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("UTF-8");
        let parsed = Macro::parse(&source);
        let subject = Subject {
            source: &source,
            parsed: &parsed,
            knowledge: Knowledge::shipped(),
            settings: &config.settings,
            snippets: &softspoken::message::NoSnippets,
        };
        let findings = check(&subject, Fixes::None);
        out += &format!("{}\n", file.to_string_lossy().replace('\\', "/"));
        for finding in &findings {
            let marked: Vec<&str> = finding.span.of(&source).split_whitespace().collect();
            out += &format!("    {} {}: {}\n", finding.severity.as_str(), finding.rule, marked.join(" "));
        }
    }
    expect_file!["fixtures/examples.txt"].assert_eq(&out);
}

#[test]
fn the_items_of_every_file_cover_its_body() {
    for file in macros().1 {
        let source = fs::read_to_string(&file).expect("UTF-8");
        let parsed = Macro::parse(&source);
        let mut at = parsed.body.start;
        for item in &parsed.items {
            assert_eq!(item.span.start, at, "{}", file.display());
            at = item.span.end;
        }
        assert_eq!(at, source.len(), "{}", file.display());
    }
}

#[test]
fn every_fix_of_every_finding_applies_and_clears_it() {
    let (config, files) = macros();
    let mut tried = 0;
    for file in files {
        let source = fs::read_to_string(&file).expect("UTF-8");
        let find = |source: &str, fixes: Fixes| {
            let parsed = Macro::parse(source);
            let knowledge = Knowledge::shipped();
            check(
                &Subject {
                    source,
                    parsed: &parsed,
                    knowledge,
                    settings: &config.settings,
                    snippets: &softspoken::message::NoSnippets,
                },
                fixes,
            )
        };
        let before = find(&source, Fixes::All);
        for finding in &before {
            for fix in &finding.fixes {
                tried += 1;
                let after = apply_edits(&source, &fix.edits).expect("edits that fit");
                let left = find(&after, Fixes::None);
                // A rewording is judged by what it says, not by what the message around it lacks.
                let of_flow = |rule: &str| Knowledge::shipped().rule(rule).is_some_and(|rule| !rule.flow.is_empty());
                let judged = |rule: &str| of_flow(&finding.rule) || !of_flow(rule);
                let heavy = |all: &[softspoken::lint::Finding]| {
                    let least = finding.severity.max(Severity::Information);
                    all.iter().filter(|other| other.severity >= least && judged(&other.rule)).count()
                };
                let same =
                    |all: &[softspoken::lint::Finding]| all.iter().filter(|other| other.rule == finding.rule).count();
                assert!(
                    same(&left) < same(&before),
                    "{}: {} is still there after: {}",
                    file.display(),
                    finding.rule,
                    fix.title
                );
                assert!(
                    heavy(&left) <= heavy(&before),
                    "{}: {} brings something new: {}",
                    file.display(),
                    finding.rule,
                    fix.title
                );
            }
        }
    }
    assert!(tried > 30, "only {tried} fixes were offered in all examples");
}
