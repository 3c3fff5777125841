//! Macros with so many paths that nobody can count them out: how long all findings take, and how large their graphs are.

mod support;

use std::collections::HashMap;
use std::sync::Arc;

use softspoken::knowledge::Knowledge;
use softspoken::lint::{Fixes, Settings, Subject, check};
use softspoken::message::{MessageGraph, NoSnippets, Snippet, Snippets};
use softspoken::syntax::Macro;
use support::{budget, shapes};

const RUNS: usize = 11;

fn main() {
    if !budget::is_wanted() {
        return;
    }
    let time = measure("2 kB with five branches", &five_branches(), &NoSnippets);
    budget::tell("analysis of 2 kB with five branches", 1.0, time, "ms");
    measure("40 conditions", &ifs(0..40, "We can't help with"), &NoSnippets);
    let twice = ifs(0..40, "Sorry about") + &ifs(0..40, "We can't help with");
    measure("40 conditions, each twice", &twice, &NoSnippets);
    measure("12 conditions in one sentence", &in_one_sentence(12), &NoSnippets);
    measure("40 conditions in one sentence", &in_one_sentence(40), &NoSnippets);
    measure("50 levels", &nested(50, "if c"), &NoSnippets);
    measure("50 loops in one another", &nested(50, "for x in l"), &NoSnippets);
    measure("1,000 conditions", &ifs(0..1_000, "We can't help with"), &NoSnippets);
    measure("10,000 levels", &nested(10_000, "if c"), &NoSnippets);
    measure("snippets in a chain, each twice in the one before", "Hi.\n\n{% render 'chain-0' %}", &Chain::new(40));
    measure("snippets that render each other", "Hi.\n\n{% render 'chain-0' %}", &Chain::in_circle(40));
    grows("three cases in a sentence", shapes::three_cases, 50);
    grows("a case in a sentence", shapes::case_in_a_sentence, 1_000);
    grows("a case of refusals", shapes::case_of_refusals, 500);
    grows("captures", shapes::captures, 5_000);
    grows("paragraphs that may be left out", shapes::optional_paragraphs, 500);
    grows("sentences on one line", shapes::long_line, 2_000);
    grows("linked conditions", shapes::linked_conditions, 500);
    grows("names and values", shapes::names_and_values, 1_000);
    grows("levels that ask the same", shapes::levels_alike, 2_000);
}

/// Tells the time of one size and of the double: with twice the macro it should be about twice as long.
fn grows(what: &str, shape: impl Fn(usize) -> String, size: usize) {
    let time = |times: usize| measure(&format!("{} {what}", size * times), &shape(size * times), &NoSnippets);
    let (one, two) = (time(1), time(2));
    println!("  {:.1} times as long for twice as much", two / one);
}

/// Milliseconds.
fn measure(what: &str, source: &str, snippets: &dyn Snippets) -> f64 {
    let settings = Settings::default();
    let parsed = Macro::parse(source);
    let subject = Subject { source, parsed: &parsed, knowledge: Knowledge::shipped(), settings: &settings, snippets };
    let time = budget::ms(budget::median(RUNS, || check(&subject, Fixes::None)));
    let graph = MessageGraph::read(source, &parsed, snippets);
    let edges: usize = graph.nodes.iter().map(|node| node.before.len()).sum();
    println!(
        "{what}: {time:.2} ms, {} bytes, {} nodes, {edges} edges, {} paths",
        source.len(),
        graph.nodes.len(),
        graph.paths()
    );
    time
}

fn five_branches() -> String {
    let mut out =
        String::from("---\ntitle: Parcel\nintent: refusal\n---\nHi {{ customer.name | default: 'there' }},\n\n");
    for branch in 0..5 {
        out += &format!(
            "{{% if order.flag_{branch} %}}I looked at order {branch} and the label on it, and the parcel left our store on Monday. \
             Unfortunately we cannot send number {branch} again before the carrier has answered us.{{% else %}}Your parcel \
             number {branch} is on its way, and I'll write to you by Friday with what the carrier says about it.{{% endif %}}\n\n\
             Would a refund or a new parcel suit you better for number {branch}?\n\n"
        );
    }
    out + "Kind regards,\n[[name]]\n"
}

fn ifs(numbers: std::ops::Range<usize>, said: &str) -> String {
    numbers.map(|number| format!("{{% if c{number} %}}{said} number {number}.{{% endif %}} ")).collect()
}

fn in_one_sentence(count: usize) -> String {
    let words: String = (0..count).map(|number| format!("{{% if c{number} %}}word{number} {{% endif %}}")).collect();
    format!("We can {words}not help.")
}

fn nested(levels: usize, tag: &str) -> String {
    let name = tag.split(' ').next().unwrap_or_default();
    let open: String = (0..levels).map(|level| format!("{{% {tag}{level} %}}We can't do {level}. ")).collect();
    open + &format!("{{% end{name} %}}").repeat(levels)
}

/// Snippets of which each renders the next one.
#[derive(Debug)]
struct Chain(HashMap<String, Arc<Snippet>>);

impl Chain {
    fn new(length: usize) -> Self {
        Self::of(length, |next| {
            if next == length { String::new() } else { format!("{{% render 'chain-{next}' %}}").repeat(2) }
        })
    }

    fn in_circle(length: usize) -> Self {
        Self::of(length, |next| format!("{{% render 'chain-{}' %}}", next % length))
    }

    fn of(length: usize, rest: impl Fn(usize) -> String) -> Self {
        let snippet = |number: usize| {
            let source = format!("{{% if c{number} %}}We can't do {number}.{{% endif %}} {}", rest(number + 1));
            let (id, label) = (format!("chain-{number}"), format!("chain-{number}.macro"));
            let parsed = Macro::parse(&source);
            (id.clone(), Arc::new(Snippet { id, label, source, parsed }))
        };
        Self((0..length).map(snippet).collect())
    }
}

impl Snippets for Chain {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        self.0.get(id).cloned()
    }
}
