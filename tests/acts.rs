//! The shipped acts on their own lines: each line of `yes` does the act, each line of `no` does not.

use std::fmt::Write as _;

use softspoken::knowledge::{Act, Acts, Knowledge};
use softspoken::lint::{Settings, Subject, acts};
use softspoken::message::{MessageGraph, NoSnippets};
use softspoken::syntax::Macro;

/// How many lines of each kind an act needs.
const ENOUGH: usize = 8;

fn done(source: &str) -> Acts {
    let parsed = Macro::parse(source);
    let settings = Settings::default();
    let subject = Subject {
        source,
        parsed: &parsed,
        knowledge: Knowledge::shipped(),
        settings: &settings,
        snippets: &softspoken::message::NoSnippets,
    };
    let said = acts(&subject, &MessageGraph::read(source, &parsed, &NoSnippets).prose);
    said.iter().fold(Acts::default(), |all, sentence| all.union(sentence.acts))
}

#[test]
fn every_act_has_one_entry() {
    let mut found: Vec<Act> = Knowledge::shipped().acts.iter().map(|entry| entry.id).collect();
    found.sort();
    assert_eq!(found, Act::ALL);
}

#[test]
fn every_line_of_an_act_does_it_or_does_not() {
    let mut wrong = String::new();
    for entry in &Knowledge::shipped().acts {
        let id = entry.id.as_str();
        for line in entry.yes.iter().filter(|line| !done(line).contains(entry.id)) {
            let _ = writeln!(wrong, "{id} not found: {line}");
        }
        for line in entry.no.iter().filter(|line| done(line).contains(entry.id)) {
            let _ = writeln!(wrong, "{id} found: {line}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_act_has_lines_enough() {
    for entry in &Knowledge::shipped().acts {
        let id = entry.id.as_str();
        assert!(
            entry.yes.len() >= ENOUGH && entry.no.len() >= ENOUGH,
            "{id}: {} yes, {} no",
            entry.yes.len(),
            entry.no.len()
        );
        assert!(!entry.title.is_empty() && !entry.summary.is_empty(), "{id} is not described");
    }
}

#[test]
fn spelling_marks_and_wraps_make_no_difference() {
    for line in ["We're sorry about this.", "WE ARE SORRY about this", "we’re **sorry** about this", "We are\r\nsorry"]
    {
        assert!(done(line).contains(Act::Apologise), "{line}");
    }
    for line in ["I'll call you today.", "I’ll call you today", "I will _call_ you\ntoday."] {
        assert!(done(line).contains(Act::Own) && done(line).contains(Act::Timeline), "{line}");
    }
}

#[test]
fn lines_that_the_sources_recommend_do_what_they_are_recommended_for() {
    let check = |line: &str, expected: &[Act]| {
        let found = done(line);
        assert!(expected.iter().all(|act| found.contains(*act)), "{line}: {:?}", found.iter().collect::<Vec<_>>());
    };
    check("I completely understand why this is frustrating.", &[Act::Validate]);
    check("I need us to keep this conversation respectful.", &[Act::Boundary]);
    check(
        "I will personally follow up on this and call you back tomorrow at 2:00 PM.",
        &[Act::Own, Act::Owner, Act::Timeline],
    );
    check(
        "While we can't process a refund today, what I can do is offer you store credit.",
        &[Act::Refuse, Act::Alternative],
    );
    check("What would you see as a fair outcome in this situation?", &[Act::AskOpen]);
    check("If we can do that, I'll do everything I can to assist you.", &[Act::PathForward, Act::Commit]);
    check(
        "You're right to be disappointed; we let you down, and I sincerely apologize.",
        &[Act::Validate, Act::Own, Act::Apologise],
    );
}
