//! The short way to the verdict on a fix comes to that of the long one.

use super::*;
use crate::knowledge::Knowledge;
use crate::lint::check::{of_form, of_words};
use crate::lint::flow::fault::Work;
use crate::lint::flow::lines::lines;
use crate::lint::flow::{Others, active, found};
use crate::lint::heard::Heard;
use crate::lint::{Settings, Subject};
use crate::message::NoSnippets;

/// What is put in wherever something can be, beside the fixes of the packs: some mend what is found, others bring something
/// new that speaks against them, in words, in form, or both.
const PUT_IN: [&str; 10] = [
    "I understand how frustrating this is for you.",
    "I'm sorry that the parcel is late.",
    "You should have read the terms.",
    "Unfortunately, there is nothing we can do.",
    "DO NOT WRITE TO US AGAIN!!!",
    "Send it to [ADDRESS].",
    "Hi {{ customer.first_nam }},",
    "{% if a %}I'm sorry about that.",
    "{% render 'nowhere' %}",
    "What I can do instead is send you a new one.\n\nHi",
];

/// How many verdicts were the same.
#[derive(Debug, Default)]
struct Verdicts {
    mended: usize,
    refused: usize,
    /// Those that were had without a look at how the macro is written.
    kept_form: usize,
}

fn check(knowledge: &Knowledge, settings: &Settings, source: &str, verdicts: &mut Verdicts) {
    let parsed = Macro::parse(source);
    let subject = Subject { source, parsed: &parsed, knowledge, settings, snippets: &NoSnippets };
    let graph = MessageGraph::read(source, &parsed, &NoSnippets);
    let heard = Heard::new(&subject, &graph.prose);
    let active = active(&subject);
    let lines = lines(&subject, &graph, &heard, &active);
    let form = of_form(&subject, Fixes::None, true);
    let words = of_words(&subject, &graph, &heard, &form, Fixes::None);
    let found = found(&subject, &graph, &lines, &active, &Work::new());
    let others = Others { form: &form, words: &words };
    let as_it_is = AsItIs { others, found: &found, active: &active, heard: &heard };
    let fixer = Fixer::new(&subject, &graph, &lines, Fixes::All, as_it_is);
    for one in &found {
        let (rule, sentence) = (one.active.rule, one.sentence);
        let of_packs = rule.fixes.iter().flat_map(|fix| fixer.ways(fix, &one.finding, sentence));
        let places = |text| {
            let before = fixer.site.before(sentence, one.finding.span, text).into_iter().take(1);
            before.chain(fixer.site.after(sentence, one.finding.span, text)).chain(fixer.site.start(text))
        };
        for edits in of_packs.chain(PUT_IN.into_iter().flat_map(places)) {
            let text = apply_edits(source, &edits).unwrap();
            let parsed = Macro::parse(&text).like(subject.parsed);
            let after = Subject { source: &text, parsed: &parsed, ..subject };
            if !fixer.has_parts(&after, &edits) {
                continue;
            }
            let whole = fixer.mends_in_whole(&one.finding, &after, &edits);
            let trial = Trial { before: &subject, as_it_is, after: &after, edits: &edits };
            assert_eq!(trial.mends(&one.finding), whole, "{} by {edits:?} in\n{source}", one.finding.rule);
            *(if whole { &mut verdicts.mended } else { &mut verdicts.refused }) += 1;
            let graph = MessageGraph::read(&text, &parsed, &NoSnippets);
            verdicts.kept_form += usize::from(trial.keeps_form(&graph));
        }
    }
}

#[test]
fn of_the_examples_of_the_packs() {
    let (knowledge, settings) = (Knowledge::shipped(), Settings::default());
    let mut verdicts = Verdicts::default();
    let rules = knowledge.rules.iter().filter(|rule| !rule.flow.is_empty());
    for example in rules.flat_map(|rule| rule.bad.iter().chain(rule.good.iter().take(1))) {
        check(knowledge, &settings, example, &mut verdicts);
    }
    let Verdicts { mended, refused, kept_form } = verdicts;
    assert!(mended > 100 && refused > 500 && kept_form > 300, "{verdicts:?}");
}

/// The same where tags, other findings and other lines stand around what is mended.
#[test]
fn of_macros_with_more_around() {
    let (knowledge, mut settings) = (Knowledge::shipped(), Settings::default());
    let mut verdicts = Verdicts::default();
    let rules = knowledge.rules.iter().filter(|rule| !rule.flow.is_empty());
    let examples: Vec<&String> = rules.flat_map(|rule| &rule.bad).filter(|bad| !bad.starts_with("---")).collect();
    let around = [
        ("Hi {{ customer.first_name }},\n\n", "\n\nYou must send it back TODAY! We can't help otherwise."),
        (
            "{% if order.late %}\nWe are sorry.\n{% else %}\nThanks.\n{% endif %}\n\n",
            "\n\n{% if a %}Write to [NAME].{% endif %}",
        ),
        ("{% if a %}\n", "\n{% else %}\nUnfortunately, we can't.\n{% endif %}\n\n{{ order.id }} is on its way."),
        (
            "{% capture x %}We are sorry.{% endcapture %}\n\n",
            " {{ x }}\n\n- One.\n- Two {% unless b %}or three{% endunless %}.\n",
        ),
    ];
    for (number, example) in examples.iter().enumerate() {
        let (before, behind) = around[number % around.len()];
        check(knowledge, &settings, &format!("{before}{example}{behind}"), &mut verdicts);
    }
    check(knowledge, &settings, "{{ agent.first_name }}, we can't refund that. It was sold a year ago.", &mut verdicts);
    settings.platforms = vec!["zendesk".to_owned()];
    for example in examples.iter().take(5) {
        check(knowledge, &settings, example, &mut verdicts);
    }
    let Verdicts { mended, refused, .. } = verdicts;
    assert!(mended > 50 && refused > 300, "{verdicts:?}");
}
