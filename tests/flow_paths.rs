//! Flow rules say of a macro what they say of its messages: macros are made up, every combination of data is tried, and
//! what is told of any plain message is told of the macro, no more and no less.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs, reason = "a test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;
use softspoken::knowledge::{Knowledge, PackFile, load};
use softspoken::lint::{Finding, Fixes, Settings, Subject, check};
use softspoken::message::NoSnippets;
use softspoken::syntax::Macro;

const FLAGS: [&str; 3] = ["a", "b", "c"];
const ACTS: [(&str, &str); 4] =
    [("refuse", "nay"), ("alternative", "instead"), ("apologise", "sorry"), ("handoff", "them")];
const FLOWS: [&str; 9] = [
    "refuse needs alternative",
    "refuse needs alternative unless handoff",
    "refuse needs alternative in same sentence or next",
    "refuse needs alternative after",
    "refuse only after apologise",
    "refuse only after apologise if alternative",
    "at most 1 apologise",
    "refuse not in first sentence",
    "at most 5 words in the message",
];

#[derive(Clone, Debug)]
enum Part {
    Say(&'static str),
    If(&'static str, bool, Vec<Part>, Vec<Part>),
}

/// The macro. Each sentence has a number, to know it by.
fn write(parts: &[Part], number: &mut usize, out: &mut String) {
    for part in parts {
        match part {
            Part::Say(word) => {
                *number += 1;
                let _ = write!(out, " Well {word} s{number}.");
            }
            Part::If(flag, plain, yes, no) => {
                let _ = write!(out, "{{% {} {flag} %}}", if *plain { "if" } else { "unless" });
                write(yes, number, out);
                out.push_str("{% else %}");
                write(no, number, out);
                out.push_str(if *plain { "{% endif %}" } else { "{% endunless %}" });
            }
        }
    }
}

/// The message where these flags are set.
fn send(parts: &[Part], flags: u32, number: &mut usize, sent: bool, out: &mut String) {
    for part in parts {
        match part {
            Part::Say(word) => {
                *number += 1;
                if sent {
                    let _ = write!(out, " Well {word} s{number}.");
                }
            }
            Part::If(flag, plain, yes, no) => {
                let holds = holds(flag, flags) == *plain;
                send(yes, flags, number, sent && holds, out);
                send(no, flags, number, sent && !holds, out);
            }
        }
    }
}

fn holds(flag: &str, flags: u32) -> bool {
    FLAGS.iter().position(|known| *known == flag).is_some_and(|index| flags & (1 << index) != 0)
}

fn knowledge(flow: &str) -> Knowledge {
    let mut pack = format!(
        "[[rule]]\nid = \"flow/x\"\nseverity = \"warning\"\ntitle = \"X\"\nwhy = \"W\"\nmessage = \"M\"\nflow = [\"{flow}\"]\n"
    );
    for (act, word) in ACTS {
        let _ = write!(
            pack,
            "[[act]]\nid = \"{act}\"\ntitle = \"T\"\nsummary = \"S\"\n[[act.case]]\nphrases = [\"{word}\"]\n"
        );
    }
    let (knowledge, mistakes) = load(&[PackFile { name: "x.toml", text: &pack }]);
    assert_eq!(mistakes, []);
    knowledge
}

fn findings(knowledge: &Knowledge, source: &str) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    let settings = Settings::default();
    check(&Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets }, Fixes::None)
}

fn said(finding: &Finding, source: &str) -> String {
    source[finding.span.start..finding.span.end].to_owned()
}

/// Where it is told: at its own place, and at those that it stands for.
fn places(finding: &Finding, source: &str) -> Vec<String> {
    let others = finding.related.iter().map(|related| related.span);
    std::iter::once(finding.span).chain(others).map(|span| source[span.start..span.end].to_owned()).collect()
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let say = prop::sample::select(vec!["nay", "instead", "sorry", "them", "hm", "nay instead"]).prop_map(Part::Say);
    let part = say.prop_recursive(3, 12, 4, |inner| {
        let some = || prop::collection::vec(inner.clone(), 0..3);
        (prop::sample::select(&FLAGS[..]), any::<bool>(), some(), some())
            .prop_map(|(flag, plain, yes, no)| Part::If(flag, plain, yes, no))
    });
    prop::collection::vec(part, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_macro_has_the_faults_of_its_messages(parts in parts(), flow in prop::sample::select(&FLOWS[..])) {
        let knowledge = knowledge(flow);
        let mut source = String::new();
        write(&parts, &mut 0, &mut source);
        let messages: Vec<(u32, BTreeSet<String>)> = (0..8).map(|flags| {
            let mut message = String::new();
            send(&parts, flags, &mut 0, true, &mut message);
            (flags, findings(&knowledge, &message).iter().flat_map(|finding| places(finding, &message)).collect())
        }).collect();
        let expected: BTreeSet<String> = messages.iter().flat_map(|(_, told)| told.iter().cloned()).collect();
        let found = findings(&knowledge, &source);
        // Of a rule of order one finding stands for all, with the other places beside it.
        let is_of_order = flow.contains("only after") || flow.contains("not in first");
        prop_assert!(found.len() < 2 || !is_of_order, "told twice: {} {}", flow, source);
        let told: Vec<String> = found.iter().flat_map(|finding| places(finding, &source)).collect();
        prop_assert_eq!(&told.iter().cloned().collect::<BTreeSet<_>>(), &expected, "{} {}", flow, source);
        prop_assert_eq!(told.len(), expected.len(), "told twice: {} {}", flow, source);
        for finding in &found {
            // All messages for which its conditions hold have the fault, and there is one.
            let holds = |flags: u32| finding.when.iter().all(|condition| match condition.strip_prefix("not ") {
                Some(flag) => !holds(flag, flags),
                None => holds(condition, flags),
            });
            let those: Vec<_> = messages.iter().filter(|(flags, _)| holds(*flags)).collect();
            let sentence = said(finding, &source);
            prop_assert!(!those.is_empty() && those.iter().all(|(_, told)| told.contains(&sentence)),
                "{} of {:?} when {:?} in {}", flow, sentence, finding.when, source);
        }
    }
}
