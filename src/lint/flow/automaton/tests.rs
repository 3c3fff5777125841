//! How many states a demand has to tell apart.

use super::super::{active, lines};
use super::{Automaton, State};
use crate::knowledge::Knowledge;
use crate::lint::heard::Heard;
use crate::lint::{Settings, Subject};
use crate::message::{MessageGraph, NoSnippets};
use crate::syntax::Macro;

/// The ways to be at the nodes of a macro that are told apart to count the words of its paragraphs.
fn arrivals(source: &str) -> usize {
    let (parsed, settings, knowledge) = (Macro::parse(source), Settings::default(), Knowledge::shipped());
    let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets };
    let graph = MessageGraph::read(source, &parsed, &NoSnippets);
    let active = active(&subject);
    let lines = lines(&subject, &graph, &Heard::new(&subject, &graph.prose), &active);
    let rule = active.into_iter().find(|active| active.rule.id == "flow/wall-of-text").unwrap();
    let automaton =
        Automaton::new(&subject, &graph, (&lines, &crate::lint::flow::Line::of_all(&lines)), rule, &rule.rule.flow[0])
            .unwrap();
    graph.arrivals(State::default(), &[], |node, state| automaton.step(node, state)).all.len()
}

/// A paragraph that may be left out is forgotten where it is over.
#[test]
fn paragraphs_that_may_be_left_out_are_no_product() {
    let paragraphs = |count: usize| -> String {
        let short = (0..count).map(|number| format!("{{% if a{number} %}}We look at it.{{% endif %}}\n\n"));
        // One that is too long, so that they are counted at all.
        short.chain(["We look at it. ".repeat(60)]).collect()
    };
    let [one, two] = [50, 100].map(|count| arrivals(&paragraphs(count)));
    assert!(two <= 2 * one, "{one}, then {two}");
}

/// Of one paragraph no more than the words up to the limit are told apart.
#[test]
fn sentences_that_may_be_left_out_are_counted_up_to_the_limit() {
    let sentences = |count: usize| -> String {
        (0..count).map(|number| format!("{{% if a{number} %}}We look at it. {{% endif %}}")).collect()
    };
    let [one, two] = [100, 200].map(|count| arrivals(&sentences(count)));
    assert!(two <= one * 5 / 2, "{one}, then {two}");
}
