//! Small macros that could make very large graphs: what is kept of them grows as they do, counted and not timed.

#[path = "../benches/support/shapes.rs"]
mod shapes;

use shapes::{case, repeated, three_cases};
use softspoken::helpdesk::unfold::{Around, nothing_tried, unfold};
use softspoken::helpdesk::{Platform, Vocabulary};
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

#[test]
fn readings_of_a_sentence_with_large_cases() {
    let graph = read(&three_cases(100));
    let readings = graph.prose.sentences.len();
    assert!((50..=100).contains(&readings), "{readings} readings");
    assert!(graph.notices.iter().all(|notice| notice.kind == NoticeKind::ManyReadings) && graph.notices.len() == 1);
    grows_with(three_cases, 40);
    grows_with(|count| format!("We{} call.", repeated(count, |n| case(&format!("a{n}"), 20))), 4);
    grows_with(|count| repeated(count, |_| three_cases(12)), 4);
    grows_with(|count| format!("{}{}", three_cases(12), case("d", count)), 50);
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
    grows_with(shapes::long_line, 200);
}

#[test]
fn names_and_captures() {
    grows_with(shapes::captures, 200);
    grows_with(shapes::names_and_values, 50);
}

/// Each capture remembers what names stood for, the one before it among them: a chain that must not be undone link by link.
#[test]
fn a_chain_of_captures_is_forgotten_without_using_up_the_stack() {
    let graph = read(&shapes::captures(60_000));
    assert_eq!(graph.prose.sentences.len(), 60_000);
}

#[test]
fn conditions_nested_or_in_a_row() {
    grows_with(shapes::optional_paragraphs, 100);
    grows_with(shapes::levels_alike, 100);
    grows_with(shapes::linked_conditions, 100);
    grows_with(shapes::case_in_a_sentence, 100);
    grows_with(shapes::case_of_refusals, 100);
}

/// How much is kept of a macro for help desks that run conditions, and that run none.
fn kept_for_help_desks(source: &str) -> usize {
    let vocabulary = Vocabulary::default();
    let around = Around { snippets: &NoSnippets, vocabulary: &vocabulary, parameters: false, tried: nothing_tried };
    let platforms = ["zendesk", "zammad"].into_iter().filter_map(Platform::named);
    let kept = platforms.map(|platform| {
        let unfolded = unfold(source, &Macro::parse(source), &around, platform);
        let (losses, ways) = (unfolded.losses.len(), unfolded.longest.len() + unfolded.trace.len());
        unfolded.text.len() + unfolded.holes.len() + losses + ways
    });
    kept.sum()
}

#[test]
fn macros_for_help_desks() {
    let grows = |shape: &dyn Fn(usize) -> String, size: usize| {
        let [one, two, four] = [1, 2, 4].map(|times| kept_for_help_desks(&shape(size * times)));
        assert!(two < one * 5 / 2 + 100 && four < two * 5 / 2 + 100, "{one}, {two}, {four}: {}", shape(2));
    };
    let ifs = |count: usize| repeated(count, |n| format!("{{% if ticket.id == {n} %}}a{{% else %}}b{{% endif %}}"));
    grows(&ifs, 40);
    let nested = |count: usize| format!("{}x{}", "{% if ticket.id %}".repeat(count), "{% endif %}".repeat(count));
    grows(&nested, 10_000);
    let open = |count: usize| "{% if ticket.id %}{% for a in ticket.tags %}{{ a }}".repeat(count);
    grows(&open, 5_000);
    grows(&shapes::captures, 200);
    grows(&shapes::names_and_values, 50);
    // Names that stand for one another are followed a few links only, and forgotten without using up the stack.
    let chain = |count: usize| "{% assign x = customer.name | append: x %}".repeat(count) + "{{ x }}";
    grows(&chain, 15_000);
    let whens = |count: usize| {
        let whens = repeated(count, |n| format!("{{% when {n} %}}a"));
        format!(
            "{{% assign n = 'x' %}}{{% case n %}}{whens}{{% endcase %}}{{% case ticket.id %}}{whens}{{% endcase %}}"
        )
    };
    grows(&whens, 5_000);
}
