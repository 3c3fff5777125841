//! Under which conditions a sentence is sent: what is decided on every path that leads to it.

use std::collections::{HashMap, HashSet};

use crate::message::{Decision, MOST_CONDITIONS, MessageGraph, Node};

/// Decisions that were made one after the other, as a number of [`Decisions`].
pub(super) type Made = u32;

/// No decision at all.
const NONE: Made = 0;

/// Lists of decisions as a tree, each list a way to its root: lists that begin alike share their beginning, so that
/// branches inside of branches cost no more than their number.
pub(super) struct Decisions {
    lists: Vec<List>,
    known: HashMap<(Made, Decision), Made>,
}

#[derive(Clone, Copy)]
struct List {
    before: Made,
    last: Option<Decision>,
    length: usize,
}

impl Decisions {
    fn new() -> Self {
        Self { lists: vec![List { before: NONE, last: None, length: 0 }], known: HashMap::new() }
    }

    fn with(&mut self, before: Made, decision: Decision) -> Made {
        let next = self.lists.len() as Made;
        let made = *self.known.entry((before, decision)).or_insert(next);
        if made == next {
            let length = self.list(before).length + 1;
            self.lists.push(List { before, last: Some(decision), length });
        }
        made
    }

    fn list(&self, made: Made) -> List {
        self.lists.get(made as usize).copied().unwrap_or(List { before: NONE, last: None, length: 0 })
    }

    /// What was decided both ways.
    pub(super) fn common(&mut self, one: Made, other: Made) -> Made {
        let (mut of_one, mut of_other) = (Vec::new(), HashSet::new());
        let (mut one, mut other) = (one, other);
        while one != other {
            let (list, against) = (self.list(one), self.list(other));
            if list.length >= against.length {
                of_one.extend(list.last);
                one = list.before;
            }
            if against.length >= list.length {
                of_other.extend(against.last);
                other = against.before;
            }
        }
        let both = of_one.into_iter().rev().filter(|decision| of_other.contains(decision));
        both.fold(one, |made, decision| self.with(made, decision))
    }

    /// The last decisions, in the order in which they are made: more than can be told are left out.
    pub(super) fn last(&self, made: Made) -> Vec<Decision> {
        let lists = std::iter::successors(Some(self.list(made)), |list| Some(self.list(list.before)));
        let mut out: Vec<Decision> = lists.map_while(|list| list.last).take(MOST_CONDITIONS).collect();
        out.reverse();
        out
    }
}

/// What is decided on every path to each node, by its number.
pub(super) fn decided(graph: &MessageGraph) -> (Decisions, Vec<Made>) {
    let mut decisions = Decisions::new();
    let mut at: Vec<Made> = Vec::with_capacity(graph.nodes.len());
    for node in &graph.nodes {
        let made = of_node(&mut decisions, &at, node);
        at.push(made);
    }
    (decisions, at)
}

fn of_node(decisions: &mut Decisions, at: &[Made], node: &Node) -> Made {
    let mut all: Option<Made> = None;
    for edge in &node.before {
        let from = at.get(edge.from as usize).copied().unwrap_or(NONE);
        let made = edge.decisions.iter().fold(from, |made, decision| decisions.with(made, *decision));
        all = Some(all.map_or(made, |all| decisions.common(all, made)));
    }
    all.unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::NoSnippets;
    use crate::syntax::Macro;

    /// The conditions of the one sentence that has an `X`.
    fn check(source: &str, expected: &[&str]) {
        let parsed = Macro::parse(source);
        let graph = MessageGraph::read(source, &parsed, &NoSnippets);
        let (mut decisions, at) = decided(&graph);
        let is_meant = |node: &Node| {
            let sentence = node.sentence.and_then(|index| graph.prose.sentences.get(index as usize));
            sentence.is_some_and(|sentence| {
                graph.prose.words(sentence).iter().any(|word| graph.prose.text(word).contains('x'))
            })
        };
        let meant: Vec<Made> =
            at.iter().zip(&graph.nodes).filter(|(_, node)| is_meant(node)).map(|(made, _)| *made).collect();
        let made = meant.into_iter().reduce(|one, other| decisions.common(one, other)).unwrap_or(NONE);
        assert_eq!(graph.conditions(source, &parsed, &decisions.last(made)), expected, "{source}");
    }

    #[test]
    fn conditions_as_the_author_wrote_them() {
        check("X. {% if a %}b{% endif %}", &[]);
        check("{% if order.days <= 45 %}X{% endif %}", &["order.days <= 45"]);
        check("{% if a %}b.{% elsif c or d %}e.{% else %}X.{% endif %}", &["not a", "not (c or d)"]);
        check("{% unless a %}b.{% if c %}X.{% endif %}{% endunless %}", &["not a", "c"]);
        check("{% unless a %}b.{% else %}X.{% endunless %}", &["a"]);
        check("{% case a %}{% when 1 %}b.{% when 2, 3 %}X.{% endcase %}", &["not a == 1", "a == 2 or a == 3"]);
        check("{% for a in b %}X.{% endfor %}", &[]);
        check("{% if %}X.{% endif %}", &[]);
    }

    #[test]
    fn what_comes_behind_branches_is_sent_whichever_is_taken() {
        check("{% if a %}b.{% endif %} X.", &[]);
        check("{% if a %}b.{% else %}c.{% endif %} {% if d %}X.{% endif %}", &["d"]);
        check("{% if a %}b.{% if c %}d.{% endif %} X.{% endif %}", &["a"]);
        check("{% if a %}b.{% endif %}{% if c %}d.{% endif %}{% if e %}X.{% endif %}", &["e"]);
    }

    #[test]
    fn a_sentence_with_branches_inside_is_sent_where_its_words_are() {
        check("We can{% if a %} not x{% endif %} help.", &["a"]);
        check("We {% if a %}can not{% else %}can x{% endif %} help.", &["not a"]);
        check("{% if a %}Sorry. {% else %}X {% endif %}we are late.", &["not a"]);
    }

    #[test]
    fn depth_is_bounded() {
        let deep = (0..400).map(|i| format!("{{% if a{i} %}}B. ")).collect::<String>() + "X.";
        let source = deep + &"{% endif %}".repeat(400);
        let parsed = Macro::parse(&source);
        let graph = MessageGraph::read(&source, &parsed, &NoSnippets);
        let (decisions, at) = decided(&graph);
        let longest = at.iter().copied().max_by_key(|made| decisions.list(*made).length).unwrap_or(NONE);
        let found = graph.conditions(&source, &parsed, &decisions.last(longest));
        assert_eq!((found.len(), found.last().map(String::as_str)), (MOST_CONDITIONS, Some("a399")));
    }
}
