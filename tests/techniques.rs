//! A technique with no visible effect is not done: which effect each has, and that it has it. `docs/techniques.md` is the
//! same as a table; `UPDATE_EXPECT=1 cargo test --test techniques` writes it.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::{env, fs};

use softspoken::knowledge::{Knowledge, Rule};
use softspoken::lint::{Fixes, Settings, Subject, check};
use softspoken::message::NoSnippets;
use softspoken::syntax::Macro;

const PAGE: &str = "docs/techniques.md";
const NOTE: &str = "<!-- Written by `UPDATE_EXPECT=1 cargo test --test techniques`. -->\n\n";

/// What is still to come: blocks and phrases that the editor completes.
const COMPLETION: &str = "completion";

/// Each technique, the rules that look after it, and what is still open.
const EFFECTS: [(&str, &[&str], &str); 45] = [
    (
        "reflect-and-verify",
        &["flow/commitment-without-step", "flow/commitment-without-owner", "flow/commitment-without-time"],
        COMPLETION,
    ),
    ("focus-on-what-is-said", &["flow/no-open-question"], ""),
    ("validate-before-solving", &["flow/acknowledge-first"], ""),
    ("match-pace", &["flow/solution-first-sentence", "tone/rushing"], ""),
    (
        "apology-with-goodwill",
        &["flow/goodwill-before-acknowledgement", "flow/apology-without-remedy", "meta/goodwill-without-approval"],
        "",
    ),
    ("calm-compassion", &["tone/calm-command", "tone/shouting", "tone/indifference"], ""),
    ("mirror-words-and-feelings", &["flow/mirror-without-check", "tone/parroting"], ""),
    ("talk-as-a-human", &["tone/ticket-not-person", "flow/automated-reply"], ""),
    ("room-to-customise", &["flow/no-slot", "tone/canned-sympathy", "tone/formulaic-apology"], ""),
    ("broad-questions", &["flow/no-open-question", "tone/interrogate"], ""),
    ("no-interruption", &["tone/yes-but", "tone/impatience"], ""),
    ("return-control", &["flow/single-option"], ""),
    ("customers-stakes", &["flow/no-impact"], ""),
    ("active-listening", &["flow/no-acknowledgement"], ""),
    ("subtle-mirroring", &["tone/parroting", "tone/hostile"], ""),
    ("empathic-validation", &["tone/canned-sympathy", "tone/minimise"], ""),
    (
        "genuine-apology",
        &["tone/conditional-apology", "tone/excuse", "tone/formulaic-apology", "flow/repeated-apology"],
        "",
    ),
    ("positive-language", &["flow/refusal-without-alternative", "tone/flat-refusal", "tone/negative-frame"], ""),
    ("collaborative-language", &["tone/blame", "tone/demand"], ""),
    ("can-do-first", &["flow/can-do-first"], ""),
    ("brief-why", &["flow/refusal-without-reason", "tone/policy-wall"], ""),
    ("concrete-timeline", &["tone/vague-time", "flow/commitment-without-time"], ""),
    ("abusive-customers", &["flow/boundary-without-path", "tone/threat"], COMPLETION),
    ("offer-choices", &["flow/single-option"], ""),
    ("collaborate-on-outcome", &["flow/no-open-question"], COMPLETION),
    ("break-down-complexity", &["flow/wall-of-text", "flow/too-many-steps", "tone/jargon"], ""),
    ("ownership", &["tone/no-owner", "tone/runaround"], ""),
    ("single-contact", &["flow/no-contact"], ""),
    ("follow-through", &["flow/no-next-update"], ""),
    ("supervisor-handoff", &["flow/handoff-without-reason", "flow/handoff-without-context"], COMPLETION),
    ("skip-hold", &["tone/hold-no-consent"], ""),
    ("purposeful-pause", &["tone/hold-no-consent", "flow/hold-without-length"], ""),
    ("reframe-to-solution", &["flow/no-next-step"], ""),
    ("pattern-interrupt", &[], COMPLETION),
    ("phrases-to-avoid", &["tone/calm-command", "tone/tells-wrong", "tone/policy-wall", "tone/flat-refusal"], ""),
    ("phrases-to-consider", &[], COMPLETION),
    ("first-contact-resolution", &["flow/deflected"], ""),
    ("proactive-prevention", &["flow/no-next-update"], ""),
    ("do-not-say-no", &["tone/flat-refusal", "tone/dont-know"], ""),
    ("honesty", &["tone/overpromise"], ""),
    ("appreciation-last", &["flow/early-appreciation"], ""),
    ("confidence", &["tone/hedge"], ""),
    ("root-cause", &["tone/interrogate"], ""),
    ("narrate-actions", &["flow/no-action-named"], ""),
    ("boundaries-in-writing", &["meta/boundary-without-approval"], ""),
];

/// The rules that a macro is found to break.
fn broken(source: &str) -> BTreeSet<String> {
    let parsed = Macro::parse(source);
    let settings = Settings::default();
    let knowledge = Knowledge::shipped();
    let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets };
    check(&subject, Fixes::None).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn every_technique_has_an_effect_or_is_known_to_wait_for_one() {
    let knowledge = Knowledge::shipped();
    let listed: BTreeSet<&str> = EFFECTS.iter().map(|(technique, ..)| *technique).collect();
    let known: BTreeSet<&str> = knowledge.techniques.iter().map(|technique| technique.id.as_str()).collect();
    assert_eq!(listed, known);
    for (technique, rules, open) in EFFECTS {
        assert!(!rules.is_empty() || !open.is_empty(), "{technique} has no effect");
        for id in rules {
            let rule = knowledge.rule(id).unwrap_or_else(|| panic!("{technique}: no rule {id}"));
            assert!(rule.techniques.iter().any(|serves| serves == technique), "{id} does not name {technique}");
        }
    }
}

#[test]
fn every_effect_is_seen_on_the_bad_lines_of_its_rule_and_not_on_the_good_ones() {
    let knowledge = Knowledge::shipped();
    let rules: BTreeSet<&str> = EFFECTS.iter().flat_map(|(_, rules, _)| *rules).copied().collect();
    for id in rules {
        let rule = knowledge.rule(id).expect("a rule");
        assert!(!rule.bad.is_empty() && !rule.good.is_empty(), "{id} has no examples");
        for line in &rule.bad {
            assert!(broken(line).contains(id), "{id} misses {line}");
        }
        for line in &rule.good {
            assert!(!broken(line).contains(id), "{id} catches {line}");
        }
    }
}

#[test]
fn the_table_is_current() {
    let text = table();
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(PAGE, text).expect("a page");
        return;
    }
    assert_eq!(fs::read_to_string(PAGE).ok(), Some(text));
}

/// Technique, effects, and where they are tested.
fn table() -> String {
    let knowledge = Knowledge::shipped();
    let mut out = format!(
        "{NOTE}# What each technique does here\n\nEach rule is tried on the `bad` and `good` lines of its own page by \
         `softspoken rules test`, and on all of them by `tests/techniques.rs`. A technique with acts is counted as used in \
         `report` where a macro does them all.\n\n| technique | rules | shown by the acts | still open |\n|---|---|---|---|\n"
    );
    for (id, rules, open) in EFFECTS {
        let technique = knowledge.technique(id).expect("a technique");
        let rules: Vec<String> = rules.iter().filter_map(|id| knowledge.rule(id)).map(link).collect();
        let acts: Vec<&str> = technique.acts.iter().map(|act| act.as_str()).collect();
        let name = format!("[{}](techniques/{id}.md)", technique.title);
        let _ = writeln!(out, "| {name} | {} | {} | {open} |", rules.join(", "), acts.join(", "));
    }
    out
}

fn link(rule: &Rule) -> String {
    format!("[`{}`](rules/{}.md)", rule.id, rule.id)
}
