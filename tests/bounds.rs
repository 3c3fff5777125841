//! Small macros that could make very large graphs: what is kept of them grows as they do, counted and not timed.

use softspoken::message::{MessageGraph, NoSnippets, NoticeKind};
use softspoken::syntax::Macro;

/// How much is kept: sentences with their words, nodes with the ways to them, and the ways to be at each node.
fn kept(source: &str) -> usize {
    let graph = read(source);
    let words: usize = graph.prose.sentences.iter().map(|sentence| graph.prose.words(sentence).len()).sum();
    let edges: usize = graph.nodes.iter().map(|node| node.before.len()).sum();
    words + edges + graph.arrivals((), &[], |_, state| state).all.len()
}

fn read(source: &str) -> MessageGraph {
    MessageGraph::read(source, &Macro::parse(source), &NoSnippets)
}

/// Of twice as much no more than twice is kept, but for what every macro has.
fn grows_with(shape: impl Fn(usize) -> String, size: usize) {
    let [one, two, four] = [1, 2, 4].map(|times| kept(&shape(size * times)));
    assert!(two < one * 5 / 2 + 100 && four < two * 5 / 2 + 100, "{one}, {two}, {four}: {}", shape(2));
}

fn repeated(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn case(name: &str, arms: usize) -> String {
    let whens = repeated(arms, |arm| format!("{{% when 'v{arm}' %}} {name}{arm}"));
    format!("{{% case {name} %}}{whens}{{% endcase %}}")
}

#[test]
fn readings_of_a_sentence_with_large_cases() {
    let sentence = |arms: usize| format!("We{}{}{} call.", case("a", arms), case("b", arms), case("c", arms));
    let graph = read(&sentence(100));
    let readings = graph.prose.sentences.len();
    assert!((50..=100).contains(&readings), "{readings} readings");
    assert!(graph.notices.iter().all(|notice| notice.kind == NoticeKind::ManyReadings) && graph.notices.len() == 1);
    grows_with(sentence, 40);
    grows_with(|count| format!("We{} call.", repeated(count, |n| case(&format!("a{n}"), 20))), 4);
    grows_with(|count| repeated(count, |_| sentence(12)), 4);
    grows_with(|count| format!("{}{}", sentence(12), case("d", count)), 50);
}

#[test]
fn readings_that_wait_at_the_end_of_blocks() {
    let ifs = repeated(6, |n| format!("{{% if c{n} %}} x{n}{{% endif %}}"));
    let nested = |count: usize| {
        let open = repeated(count, |n| format!("{{% if d{n} %}}{ifs}{{% else %}}"));
        format!("We {open} call {}.", "{% endif %}".repeat(count))
    };
    grows_with(nested, 40);
}

#[test]
fn one_long_line_behind_a_condition() {
    grows_with(|count| format!("We {{% if a %}}x{{% endif %}} y. {}", "Sorry about that. ".repeat(count)), 200);
}

#[test]
fn names_and_captures() {
    let captures = |count: usize| "{% capture x %}One.{% endcapture %}".repeat(count);
    grows_with(captures, 200);
    grows_with(|count| repeated(count, |n| format!("{{% if a{n} %}}{{% assign x{n} = 'One.' %}}{{% endif %}}")), 50);
}

/// Each capture remembers what names stood for, the one before it among them: a chain that must not be undone link by link.
#[test]
fn a_chain_of_captures_is_forgotten_without_using_up_the_stack() {
    let source = "{% capture x %}a{% endcapture %}".repeat(60_000);
    let graph = read(&source);
    assert_eq!(graph.prose.sentences.len(), 60_000);
}

#[test]
fn conditions_nested_or_in_a_row() {
    grows_with(|count| repeated(count, |n| format!("{{% if a{n} %}}We cannot help.{{% endif %}}\n\n")), 100);
    grows_with(|count| format!("{} x", repeated(count, |n| format!("{{% if a{n} %}}We cannot help. "))), 100);
    grows_with(|count| repeated(count, |n| format!("{{% if a{n} and a{} %}}One.{{% endif %}}\n\n", n + 1)), 100);
}
