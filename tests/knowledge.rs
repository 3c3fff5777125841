//! The shipped knowledge on its own examples: bad lines are caught, good ones pass, rewordings mend.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use softspoken::knowledge::{Knowledge, Rule, SHIPPED, Severity, Written};
use softspoken::lint::{Applicability, Finding, Fixes, Settings, Subject, check};
use softspoken::report::test_packs;
use softspoken::syntax::Macro;
use softspoken::text::apply_edits;

fn findings(source: &str, fixes: Fixes) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    let settings = Settings::default();
    check(
        &Subject {
            source,
            parsed: &parsed,
            knowledge: Knowledge::shipped(),
            settings: &settings,
            snippets: &softspoken::message::NoSnippets,
        },
        fixes,
    )
}

fn raises(source: &str, rule: &str) -> bool {
    findings(source, Fixes::None).iter().any(|finding| finding.rule == rule)
}

fn rules(family: &str) -> impl Iterator<Item = &'static Rule> {
    Knowledge::shipped().rules.iter().filter(move |rule| rule.family() == family)
}

#[test]
fn the_shipped_packs_keep_what_their_examples_promise() {
    let written = Written::read(SHIPPED, &[]);
    let test = test_packs(&written, |_| true);
    assert!(test.rules > 60 && test.acts == 25, "{} rules, {} acts", test.rules, test.acts);
    let wrong = test.failures.iter().map(|failure| format!("{}: {}\n", failure.id, failure.message));
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "`softspoken rules test` says where:\n{wrong}");
}

/// Whole replies as good writers of them write, in `tests/fixtures/good`: none is warned of.
#[test]
fn good_macros_raise_no_warning() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/good");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 80, "{} macros", paths.len());
    let mut told = String::new();
    for path in paths {
        let source = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for finding in findings(&source, Fixes::None).iter().filter(|finding| finding.severity >= Severity::Warning) {
            writeln!(told, "{name}: {} {}", finding.rule, finding.message).expect("writing to a string");
        }
    }
    assert_eq!(told, "");
}

/// Whether a rule asks of a message what a single line need not have.
fn asks_of_message(rule: &str) -> bool {
    Knowledge::shipped().rule(rule).is_some_and(|rule| !rule.flow.is_empty())
}

#[test]
fn every_rewording_of_every_bad_example_mends_it() {
    let mut wrong = String::new();
    for rule in rules("tone") {
        for line in &rule.bad {
            let before = findings(line, Fixes::All);
            let count = |all: &[Finding], rule: &str| all.iter().filter(|finding| finding.rule == rule).count();
            for finding in before.iter().filter(|finding| finding.rule == rule.id) {
                for fix in &finding.fixes {
                    let after = apply_edits(line, &fix.edits).unwrap_or_default();
                    let left = findings(&after, Fixes::None);
                    let gone = count(&left, &rule.id) < count(&before, &rule.id);
                    let new = left.iter().find(|new| {
                        new.severity >= finding.severity
                            && !asks_of_message(&new.rule)
                            && count(&left, &new.rule) > count(&before, &new.rule)
                    });
                    if !gone || new.is_some() {
                        let _ = writeln!(wrong, "{}: {line}\n  -> {after} {new:?}", rule.id);
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_offers_a_rewording_for_most_of_its_bad_examples() {
    let mut without = String::new();
    for rule in rules("tone") {
        let bare = |line: &&String| findings(line, Fixes::All).iter().all(|f| f.rule != rule.id || f.fixes.is_empty());
        let lines: Vec<&String> = rule.bad.iter().filter(bare).collect();
        if 2 * lines.len() > rule.bad.len() {
            let _ = writeln!(without, "{}: {lines:#?}", rule.id);
        }
    }
    assert!(without.is_empty(), "no rewording for:\n{without}");
}

#[test]
fn safe_rewordings_are_few_and_marked() {
    let safe = |rule: &&Rule| rule.cases.iter().any(|case| case.reframes.iter().any(|reframe| reframe.safe));
    let with: Vec<&str> = rules("tone").filter(safe).map(|rule| rule.id.as_str()).collect();
    for rule in with {
        let offered = rules("tone").filter(|r| r.id == rule).flat_map(|r| &r.bad).any(|line| {
            findings(line, Fixes::All)
                .iter()
                .any(|f| f.rule == rule && f.fixes.iter().any(|fix| fix.applicability == Applicability::Safe))
        });
        assert!(offered, "{rule} has a safe rewording that none of its examples gets");
    }
}

#[test]
fn what_the_sources_recommend_raises_nothing() {
    let lines = include_str!("fixtures/recommended.txt").lines().filter(|line| !line.starts_with('#'));
    let mut raised = String::new();
    for line in lines {
        for finding in findings(line, Fixes::None).iter().filter(|finding| finding.severity >= Severity::Information) {
            let _ = writeln!(raised, "{line}\n  {}: {}", finding.rule, finding.message);
        }
    }
    assert!(raised.is_empty(), "{raised}");
}

#[test]
fn the_phrases_to_avoid_are_caught_in_any_person_and_spelling() {
    let expected = [
        (
            "tone/calm-command",
            ["Please calm down.", "PLEASE CALM DOWN!", "You need to **calm** down", "please, calm\ndown"],
        ),
        (
            "tone/tells-wrong",
            [
                "You are wrong.",
                "you’re wrong",
                "You were wrong about that.",
                "You're simply wrong, {{ customer.name }}.",
            ],
        ),
        (
            "tone/policy-wall",
            ["It’s not our policy.", "It isn't our policy.", "That is not our policy", "This is against our policy."],
        ),
        (
            "tone/flat-refusal",
            [
                "I can’t help you with that.",
                "We cannot help you with this.",
                "We are unable to help you with that",
                "I couldn't help you with {{ order.id }}.",
            ],
        ),
    ];
    let missed: Vec<_> =
        expected.iter().flat_map(|(rule, lines)| lines.iter().filter(|line| !raises(line, rule))).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn packs_know_every_intent_and_channel_of_macros() {
    assert_eq!(softspoken::knowledge::INTENTS, softspoken::syntax::Intent::WORDS);
    assert_eq!(softspoken::knowledge::CHANNELS, softspoken::syntax::Channel::WORDS);
}
