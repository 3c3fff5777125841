//! Packs with as many phrases as are wanted, all different, written as a team writes them.

use std::fmt::Write as _;

use softspoken::knowledge::{Knowledge, PackFile, load};

use super::macros::vocabulary;
use super::random::Random;

/// Words that make a phrase what it is: no macro of `macros` holds them, so that packs of any size find nothing and only
/// the looking is measured.
const TELLING: [&str; 40] = [
    "nonsense",
    "silly",
    "stupid",
    "impossible",
    "refuse",
    "forbidden",
    "whatever",
    "complain",
    "lawyer",
    "ridiculous",
    "hysterical",
    "careless",
    "pointless",
    "useless",
    "dramatic",
    "greedy",
    "rude",
    "childish",
    "lazy",
    "liar",
    "obvious",
    "overreact",
    "nothing",
    "never",
    "denied",
    "rejected",
    "penalty",
    "ineligible",
    "prohibited",
    "demand",
    "fault",
    "blame",
    "terminate",
    "ignore",
    "exaggerate",
    "pretend",
    "sue",
    "threaten",
    "insult",
    "wasting",
];

const OPENINGS: [&str; 12] = [
    "you",
    "<we>",
    "your",
    "the",
    "this",
    "that",
    "it",
    "please",
    "if you",
    "<cannot>",
    "there is",
    "(i|we) (have|had|will)",
];

/// `count` phrases, no two alike.
pub(crate) fn phrases(count: usize) -> Vec<String> {
    let words = vocabulary();
    let mut random = Random::new(7);
    let mut out = Vec::with_capacity(count);
    let mut seen = std::collections::HashSet::new();
    while out.len() < count {
        let phrase = phrase(&mut random, &words);
        if seen.insert(phrase.clone()) {
            out.push(phrase);
        }
    }
    out
}

fn phrase(random: &mut Random, words: &[&str]) -> String {
    let opening = random.pick(&OPENINGS);
    let [one, two, three, four] = [random.pick(words), random.pick(words), random.pick(words), random.pick(words)];
    let [telling, other] = [random.pick(&TELLING), random.pick(&TELLING)];
    match random.below(8) {
        0 => format!("{opening} {one} ({telling}|{other})"),
        1 => format!("{opening} [<adverb>] {one} [{two}] {telling}"),
        2 => format!("({one}|{two}) ..2 {telling}"),
        3 => format!("{opening} ..3 {three} ~{telling}"),
        4 => format!("{one} {two} [to|for|with] {telling}"),
        5 => format!("<we> <cannot> ({one}|{two}|{three}) ..1 {telling}"),
        6 => format!("^ {opening} {one} {telling} ({four}|{other})"),
        _ => format!("{{what: {one} [the|your] {two}}} (is|are|was) [<adverb>] {telling}"),
    }
}

/// What is known with `count` phrases, in rules of ten, and the word classes of the shipped packs.
pub(crate) fn knowledge(count: usize) -> Knowledge {
    let mut pack = String::new();
    for (index, phrases) in phrases(count).chunks(10).enumerate() {
        let _ = writeln!(
            pack,
            "[[rule]]\nid = \"tone/generated-{index}\"\nseverity = \"warning\"\ntitle = \"Generated\"\nmessage = \"x\"\nwhy = \"Because.\"\n[[rule.case]]\nphrases = {phrases:?}\n"
        );
    }
    let classes = PackFile { name: "classes", text: include_str!("../../packs/en/classes.toml") };
    let (knowledge, mistakes) = load(&[classes, PackFile { name: "generated", text: &pack }]);
    for mistake in mistakes {
        eprintln!("a generated pack has a mistake, so the figures are wrong: {mistake:?}");
    }
    knowledge
}
