//! What a sentence alone tells is what it tells among its neighbours: at everything that the packs find, with everything that
//! may stand around it.

use super::Trial;
use crate::knowledge::Knowledge;
use crate::lint::heard::Heard;
use crate::lint::neighbours::{Around, Neighbours};
use crate::lint::reframe::{fill_in, keeps_all_parts};
use crate::lint::tone::{hits, wording_of};
use crate::lint::{Settings, Subject};
use crate::message::{MessageGraph, NoSnippets};
use crate::syntax::Macro;
use crate::text::Span;

/// How many rewordings were tried, and how many of them by the sentence alone.
#[derive(Debug, Default)]
struct Seen {
    tried: usize,
    alone: usize,
    /// Of these, how many were refused.
    refused: usize,
}

/// Begins a trial at each match in `source`.
fn each_trial(source: &str, mut of: impl FnMut(&Trial)) {
    let parsed = Macro::parse(source);
    let settings = Settings::default();
    let knowledge = Knowledge::shipped();
    let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets };
    let graph = MessageGraph::read(source, &parsed, &NoSnippets);
    let heard = Heard::new(&subject, &graph.prose);
    let around = Around::new(&graph, &heard);
    let mut neighbours = Neighbours::new(&subject, &around);
    for hit in &hits(&subject, &around, &mut neighbours) {
        let Some(wording) = wording_of(&subject, &around, &mut neighbours, hit) else { continue };
        of(&Trial::new(&wording));
    }
}

/// Judges `new` in the place of each match, and every rewording, in both ways.
fn compare(seen: &mut Seen, source: &str, new: &[&str]) {
    each_trial(source, |trial| {
        let wording = trial.wording;
        let filled = wording.case.reframes.iter().filter_map(|reframe| fill_in(wording, reframe));
        let filled = filled.filter(|(span, text)| keeps_all_parts(wording, *span, text));
        let sentences = new.iter().map(|text| (wording.sentence.span, (*text).to_owned()));
        let tries: Vec<(Span, String)> = filled.chain(sentences).collect();
        for (span, text) in tries {
            seen.tried += 1;
            let Some(alone) = trial.caught_alone(span, &text) else { continue };
            seen.alone += 1;
            seen.refused += usize::from(alone.is_some());
            let among = trial.caught_among_neighbours(span, &text);
            assert_eq!(alone, among, "{text:?} for {:?} in {source:?}", span.of(source));
        }
    });
}

/// What a rule's examples say, one line each.
fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rules = Knowledge::shipped().rules.iter().filter(|rule| !rule.cases.is_empty());
    let bad = rules.clone().flat_map(|rule| rule.bad.iter().map(String::as_str));
    let good: Vec<&str> = rules.flat_map(|rule| rule.good.iter().map(String::as_str)).collect();
    bad.enumerate().map(move |(number, bad)| (bad, good[number * 7 % good.len()]))
}

#[test]
fn the_examples_of_the_packs() {
    let mut seen = Seen::default();
    for (bad, _) in examples() {
        compare(&mut seen, bad, &[]);
    }
    assert!(seen.tried > 1_000 && 10 * seen.alone > 9 * seen.tried && seen.refused > 5, "{seen:?}");
}

#[test]
fn examples_beside_each_other() {
    let glue = [" ", "\n\n", "\n", "\n- ", " {{ order.id }} is new. ", " Mr. Smith. ", " {% if a %}Yes.{% endif %} "];
    let mut seen = Seen::default();
    let all: Vec<(&str, &str)> = examples().collect();
    for (number, (bad, good)) in all.iter().enumerate() {
        let (other, _) = all[number * 11 % all.len()];
        let [one, next] = [glue[number % glue.len()], glue[number / 3 % glue.len()]];
        let (before, behind) = if number % 2 == 0 { (other, *good) } else { (*good, other) };
        // What runs into its neighbours: it begins small, or a full stop does not end it.
        let small = other.to_lowercase();
        let open = format!("{}, Mr.", other.trim_end_matches(['.', '!', '?']));
        compare(&mut seen, &[before, one, bad, next, behind].concat(), &[other, &small, &open]);
    }
    assert!(seen.tried > 1_000 && 3 * seen.alone > seen.tried && 10 * seen.refused > seen.alone, "{seen:?}");
}

/// What stands around a sentence, where it may run into it or be read with it, or is read otherwise for what it says.
#[test]
fn neighbours_of_all_kinds() {
    let before = [
        "",
        "Hi ",
        "Hi {{ agent.first_name }}, ",
        "Well, ",
        "See “the page. ",
        "Mr. ",
        "We saw it, e.g. ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "[NAME] ",
        "Soon\n",
        "It is late. \n",
        "It is late.\n\n",
        "```\nx\n```\n",
        "{{ a }} ",
        "{{ a -}} ",
        "**Now** ",
        "(As said: ",
        "I'm sorry. ",
        "Great news! ",
        "`a ",
        "\u{feff}",
        "{% assign a = \"No. We\" %}{{ a }}. ",
        "{% if a %}It is late. {% endif %}",
        "It is late. {% if a %}And so {% endif %}",
        "I'm sorry. {% if a %}{{ b }} {% endif %}",
        "{% unless a %}I'm sorry. {% else -%} ",
        "{% if a %}Mr. {% endif %}\n",
    ];
    let behind = [
        "",
        " 5 days.",
        " and so on.",
        "\n\nand so on.",
        "\nThanks",
        " Thanks\nfor this.",
        "” Yes.",
        ") Yes.",
        " {{ b }} is new.",
        " {{- b }} is new.",
        "\n- One",
        "\n> You wrote",
        " Instead, we can send you a new one.",
        "\n\nHere is what we can do.",
        " Calm down.",
        " We reply as soon\nAs possible, thanks.",
        " and is that fine with you?",
        " [[name]] will call.",
        " Is that fine with you?",
        "... Yes.",
        " `b` is new.",
        " {# b #}",
        "{% if b %} Yes.{% endif %}",
        " {% if b %}Calm down.{% endif %} {{ b }} is new.",
        " {% if b %}and so on.{% endif %} Yes.",
        " {%- if b %} Yes.{% endif %} No.",
        " {% endif %}5 days. {% if b %}Yes.{% endif %}",
        " {% if b %}Yes{% else %}Instead, we can send you a new one.{% endif %}\nThanks.",
        " {% if b %}Is that fine with you?{% endif %} Thanks.",
    ];
    let bad = [
        "We can't refund you.",
        "You failed to send the form to {{ order.id }}.",
        "Please calm down!",
        "Unfortunately, {{ agent.first_name }} can't do that.",
        "You must pay today, as per our policy.",
        "We will get back to you as soon as possible.",
        "I don't know.",
        "That is not my department, [[name]].",
    ];
    let new = [
        "See you there.",
        "Calm down.",
        "We can't.",
        "ask",
        "No.",
        "Yes, e.g.",
        "PLEASE READ THIS NOW.",
        "Why??",
        "TODO: say it.",
        "You failed. You failed again.",
        "Hi {{ agent.first_name }}.",
        "“No.",
        "We cannot.\nNever.",
        "Instead, take this.",
        "and you failed again.",
        "We failed Mr.",
        "We have looked into what happened there and will tell you more about it by noon on Monday.",
    ];
    let mut seen = Seen::default();
    for (number, before) in before.iter().enumerate() {
        for (other, behind) in behind.iter().enumerate() {
            let bad = bad[(number + 3 * other) % bad.len()];
            compare(&mut seen, &[before, bad, behind].concat(), &new);
        }
    }
    assert!(20 * seen.alone > seen.tried && 4 * seen.refused > seen.alone, "{seen:?}");
}

/// Whether another sentence in the place of the one that is found is told alone.
fn check(source: &str, expected: bool) {
    let mut told = Vec::new();
    each_trial(source, |trial| told.push(trial.caught_alone(trial.wording.sentence.span, "It was lost.").is_some()));
    assert!(!told.is_empty() && told.iter().all(|told| *told == expected), "{told:?} of {source:?}");
}

#[test]
fn what_is_told_alone() {
    check("You failed to send the form.", true);
    check("It is new. You failed to send the form! Yes.", true);
    check("- It is new\n- You failed to send the form.\n\nand so on", true);
    check("{% if a %}It is new.{% endif %} You failed to send the form. {% if b %}Yes.{% endif %}", true);
}

#[test]
fn what_is_left_to_the_neighbours() {
    check("You **failed** to send the form.", false);
    check("You failed to send the form! and so on.", false);
    check("You failed to send the form! We wait for as long as it takes you to write\nto us again.", false);
    check("It is new {% if a %}and good {% endif %} You failed to send the form.", false);
    check("You failed to send the form! {% if b %}and so on.{% endif %}", false);
    check("You failed to send the form. {% if b %}We wait for you to write\nto us.{% endif %}", false);
    check("{% if a %}It is new.{% endif %} We can't refund you. {% if b %}Yes.{% endif %}", false);
}
