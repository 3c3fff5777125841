//! From the typed macro to findings, and what comes before the first: the packs.

mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use softspoken::knowledge::phrase::Token;
use softspoken::knowledge::{Knowledge, PackFile, SHIPPED, load};
use softspoken::lint::{Fixes, Settings, Subject, check};
use softspoken::message::{MessageGraph, NoSnippets, Prose, Word, WordKind};
use softspoken::syntax::Macro;
use support::budget;
use support::macros::text;

const SIZES: [usize; 2] = [2_000, 200_000];

fn main() {
    divan::main();
    if budget::is_wanted() {
        let time = budget::median(50, Knowledge::read_shipped);
        budget::tell("start: the shipped packs, compiled when built", 15.0, budget::ms(time), "ms");
        let time = budget::median(50, || Knowledge::with_packs(&[TEAM]));
        budget::tell("a team's pack, read on top of the shipped ones", 15.0, budget::ms(time), "ms");
        let time = budget::median(50, || load(SHIPPED));
        println!("all packs compiled anew: {:.1} ms", budget::ms(time));
    }
}

#[divan::bench]
fn packs_compiled_when_built() -> Knowledge {
    Knowledge::read_shipped()
}

/// A team's rules: a new one, and one that is added to.
const TEAM: PackFile = PackFile {
    name: "team.toml",
    text: r#"
[[rule]]
id = "acme/ticket-number"
severity = "warning"
title = "Ticket number"
why = "Customers do not know it."
message = "`{match}` means nothing to a customer"
bad = ["Your ticket is closed."]
[[rule.case]]
phrases = ["your ticket (is|was) <closed>", "<we> (close|closed) [the|your] ticket"]

[[rule]]
id = "tone/blame"
extends = true
[[rule.case]]
phrases = ["you did not read the manual"]

[classes]
closed = ["closed", "shut"]
"#,
};

#[divan::bench]
fn packs_compiled_now() -> Knowledge {
    load(SHIPPED).0
}

/// Sentences and words.
#[divan::bench(args = SIZES)]
fn prose(bencher: Bencher, bytes: usize) {
    let source = text(1, bytes);
    let parsed = Macro::parse(&source);
    bencher.counter(BytesCount::of_str(&source)).bench(|| MessageGraph::read(&source, &parsed, &NoSnippets).prose);
}

/// Which phrases occur, in sentences that are read already.
#[divan::bench(args = SIZES)]
fn phrases(bencher: Bencher, bytes: usize) {
    let source = text(1, bytes);
    let prose = MessageGraph::read(&source, &Macro::parse(&source), &NoSnippets).prose;
    bencher.counter(BytesCount::of_str(&source)).bench(|| occurring(&prose, Knowledge::shipped()));
}

#[divan::bench(args = SIZES)]
fn findings(bencher: Bencher, bytes: usize) {
    checked(bencher, bytes, Fixes::None);
}

#[divan::bench(args = SIZES)]
fn findings_with_rewordings(bencher: Bencher, bytes: usize) {
    checked(bencher, bytes, Fixes::All);
}

/// What `check` of a thousand macros costs each, parsing included: no two texts alike, so that little is remembered.
#[divan::bench(args = [Fixes::None, Fixes::All])]
fn a_thousand_macros(bencher: Bencher, fixes: Fixes) {
    let texts: Vec<String> = (0..1000).map(|seed| text(seed, 2_000)).collect();
    let settings = Settings::default();
    let bytes = texts.iter().map(String::len).sum::<usize>();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let found = |source: &String| {
            let parsed = Macro::parse(source);
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
            .len()
        };
        texts.iter().map(found).sum::<usize>()
    });
}

fn checked(bencher: Bencher, bytes: usize, fixes: Fixes) {
    let source = text(1, bytes);
    let parsed = Macro::parse(&source);
    let settings = Settings::default();
    let subject = Subject {
        source: &source,
        parsed: &parsed,
        knowledge: Knowledge::shipped(),
        settings: &settings,
        snippets: &softspoken::message::NoSnippets,
    };
    bencher.counter(BytesCount::of_str(&source)).bench(|| check(&subject, fixes));
}

fn occurring(prose: &Prose, knowledge: &Knowledge) -> usize {
    let mut scan = knowledge.phrases.scan_anew();
    let mut found = 0;
    for sentence in &prose.sentences {
        let tokens = prose.words(sentence).iter().map(|word| token(prose, word));
        found += scan.sentence(tokens, !sentence.cut_start, !sentence.cut_end).possible().len();
    }
    found
}

fn token<'a>(prose: &'a Prose, word: &Word) -> Token<'a> {
    match word.kind {
        WordKind::Word => Token::Word(prose.text(word)),
        WordKind::Number => Token::Number(prose.text(word)),
        WordKind::Placeholder(_) => Token::Placeholder,
        WordKind::Slot(_) => Token::Slot,
        WordKind::Opaque => Token::Opaque,
        WordKind::Comma => Token::Comma,
        WordKind::Break => Token::Break,
    }
}
