//! Walking all paths of a message graph at once, without counting them out.
//!
//! At each node it is known in which states paths arrive: the state of whoever asks, and the answers to conditions that are
//! asked again later. Both are few, so the work grows with the graph and not with its paths.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::facts::Literal;
use super::graph::{Decision, MessageGraph};

/// How many conditions are remembered at once, each from the first time it is asked to the last.
const MOST_REMEMBERED: usize = 8;
/// How many combinations of their answers are told apart at one node.
const MOST_COMBINATIONS: usize = 256;
/// More paths are not counted: the greatest whole number that every reader of JSON can hold.
pub const MOST_PATHS: u64 = (1 << 53) - 1;

/// Answers to conditions that are asked again, sorted.
type Answers = Vec<Literal>;

/// A way to be at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival<S> {
    /// The state of whoever asks, after the node.
    pub state: S,
    answers: u32,
    /// How many decisions the shortest path to here has.
    pub length: u32,
    /// The node, the number of the arrival there and the edge that it comes by.
    from: Option<(u32, u32, u32)>,
}

/// All ways to be at each node.
#[derive(Clone, Debug)]
pub struct Arrivals<S> {
    /// By node.
    pub at: Vec<Vec<Arrival<S>>>,
    /// All steps from one of them to the next: those to a node come before those from it.
    pub steps: Vec<Step>,
    /// Whether so many conditions are connected that some of these ways may not be possible.
    pub inexact: bool,
}

/// A step along an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The node that it comes from, and the number of the arrival there.
    pub from: (u32, u32),
    /// The node that it leads to, and the number of the arrival there.
    pub to: (u32, u32),
    /// Which of the edges to that node it takes.
    pub edge: u32,
}

impl MessageGraph {
    /// Whether `next` can be decided after `before`: no condition holds and fails.
    pub(super) fn is_possible(&self, before: impl Iterator<Item = Decision>, next: Decision) -> bool {
        let known: Vec<Literal> = before.flat_map(|decision| self.literals(decision)).copied().collect();
        known.is_empty() || self.literals(next).iter().all(|literal| !self.facts.contradicts(&known, *literal))
    }

    /// What holds where a decision is made.
    fn literals(&self, decision: Decision) -> &[Literal] {
        let choice = self.choices.get(decision.choice as usize);
        choice.and_then(|choice| choice.arms.get(decision.arm as usize)).map_or(&[], Vec::as_slice)
    }

    /// All ways to be at each node, from `start`. `step` says how a node changes the state. Where `fixed` names a choice,
    /// only that arm of it is taken.
    pub fn arrivals<S: Copy + Eq + Hash>(
        &self,
        start: S,
        fixed: &[Decision],
        mut step: impl FnMut(usize, S) -> S,
    ) -> Arrivals<S> {
        let mut book =
            Book { graph: self, sets: vec![Vec::new()], known: HashMap::from([(Vec::new(), 0)]), inexact: false };
        let mut at: Vec<Vec<Arrival<S>>> = Vec::with_capacity(self.nodes.len());
        let mut steps: Vec<Step> = Vec::new();
        for (number, node) in self.nodes.iter().enumerate() {
            let mut here: Vec<Arrival<S>> = Vec::new();
            let mut index: HashMap<(u32, S), usize> = HashMap::new();
            let mut combinations: HashSet<u32> = HashSet::new();
            if number == 0 {
                here.push(Arrival { state: step(0, start), answers: 0, length: 0, from: None });
            }
            for (edge_number, edge) in (0..).zip(&node.before) {
                if edge.decisions.iter().any(|decision| is_excluded(fixed, *decision)) {
                    continue;
                }
                let before = at.get(edge.from as usize).map_or(&[][..], Vec::as_slice);
                for (number_before, arrival) in (0..).zip(before) {
                    let known = combinations.len();
                    let Some(answers) = book.after(arrival.answers, &edge.decisions, node.choices_before, known) else {
                        continue;
                    };
                    combinations.insert(answers);
                    let state = step(number, arrival.state);
                    let length = arrival.length + edge.decisions.len() as u32;
                    let from = Some((edge.from, number_before, edge_number));
                    let new = Arrival { state, answers, length, from };
                    let place = *index.entry((answers, state)).or_insert(here.len());
                    match here.get_mut(place) {
                        Some(known) if known.length > length => *known = new,
                        Some(_) => {}
                        None => here.push(new),
                    }
                    let to = (number as u32, place as u32);
                    steps.push(Step { from: (edge.from, number_before), to, edge: edge_number });
                }
            }
            at.push(here);
        }
        Arrivals { at, steps, inexact: book.inexact }
    }

    /// How many ways lead through the macro, at most [`MOST_PATHS`]. A loop counts as none, one or more rounds.
    pub fn paths(&self) -> u64 {
        let mut book =
            Book { graph: self, sets: vec![Vec::new()], known: HashMap::from([(Vec::new(), 0)]), inexact: false };
        let mut at: Vec<HashMap<u32, u64>> = Vec::with_capacity(self.nodes.len());
        for (number, node) in self.nodes.iter().enumerate() {
            let mut here: HashMap<u32, u64> = HashMap::new();
            if number == 0 {
                here.insert(0, 1);
            }
            for edge in &node.before {
                let Some(before) = at.get(edge.from as usize) else { continue };
                for (&answers, &ways) in before {
                    if let Some(answers) = book.after(answers, &edge.decisions, node.choices_before, here.len()) {
                        let all = here.entry(answers).or_default();
                        *all = all.saturating_add(ways).min(MOST_PATHS);
                    }
                }
            }
            at.push(here);
        }
        let at_end = at.last().map_or(0, |end| end.values().fold(0_u64, |all, ways| all.saturating_add(*ways)));
        at_end.min(MOST_PATHS)
    }

    /// The decisions on the shortest path to an arrival, in the order in which they are made.
    pub fn decisions<S>(&self, arrivals: &Arrivals<S>, node: usize, arrival: usize) -> Vec<Decision> {
        let mut out: Vec<Decision> = Vec::new();
        let (mut node, mut arrival) = (node, arrival);
        while let Some((from, number, edge)) =
            arrivals.at.get(node).and_then(|at| at.get(arrival)).and_then(|at| at.from)
        {
            let edge = self.nodes.get(node).and_then(|node| node.before.get(edge as usize));
            out.extend(edge.map_or(&[][..], |edge| &edge.decisions).iter().rev());
            (node, arrival) = (from as usize, number as usize);
        }
        out.reverse();
        out
    }

    /// The nodes on the shortest path to an arrival, from the first.
    pub fn nodes_to<S>(&self, arrivals: &Arrivals<S>, node: usize, arrival: usize) -> Vec<usize> {
        let mut out = vec![node];
        let (mut node, mut arrival) = (node, arrival);
        while let Some((from, number, _)) = arrivals.at.get(node).and_then(|at| at.get(arrival)).and_then(|at| at.from)
        {
            (node, arrival) = (from as usize, number as usize);
            out.push(node);
        }
        out.reverse();
        out
    }

    /// As few of `decisions` as are needed for `holds` to hold of all paths on which they are made.
    pub fn needed(&self, decisions: &[Decision], mut holds: impl FnMut(&[Decision]) -> bool) -> Vec<Decision> {
        if holds(&[]) {
            return Vec::new();
        }
        let mut needed = decisions.to_vec();
        let mut size = needed.len().div_ceil(2).max(1);
        // Halves first, then smaller parts: a long path on which few decisions matter is cut down quickly.
        loop {
            let mut at = 0;
            while at < needed.len() {
                let end = (at + size).min(needed.len());
                let without: Vec<Decision> = needed.iter().take(at).chain(needed.iter().skip(end)).copied().collect();
                if holds(&without) { needed = without } else { at = end }
            }
            if size == 1 {
                return needed;
            }
            size = size.div_ceil(2);
        }
    }
}

fn is_excluded(fixed: &[Decision], decision: Decision) -> bool {
    fixed.iter().any(|fixed| fixed.choice == decision.choice && fixed.arm != decision.arm)
}

/// Sets of answers by number, so that states stay small.
struct Book<'a> {
    graph: &'a MessageGraph,
    sets: Vec<Answers>,
    known: HashMap<Answers, u32>,
    inexact: bool,
}

impl Book<'_> {
    /// The answers after an edge; `None` where no path can take it. `others` is how many combinations are told apart where
    /// it leads.
    fn after(&mut self, answers: u32, decisions: &[Decision], choices_before: u32, others: usize) -> Option<u32> {
        let facts = &self.graph.facts;
        let old = self.sets.get(answers as usize)?;
        if old.is_empty() && decisions.is_empty() {
            return Some(0);
        }
        let mut set = old.clone();
        for literal in decisions.iter().flat_map(|decision| self.graph.literals(*decision)) {
            if !facts.is_shared(literal.fact) || set.contains(literal) {
                continue;
            }
            if facts.contradicts(&set, *literal) {
                return None;
            }
            set.push(*literal);
        }
        set.retain(|literal| facts.last_asked(literal.fact) >= choices_before);
        set.sort_unstable();
        while facts.subjects(&set) > MOST_REMEMBERED {
            self.inexact = true;
            set = self.without_latest(set);
        }
        if others >= MOST_COMBINATIONS && !self.known.contains_key(&set) {
            self.inexact = true;
            return Some(0);
        }
        let next = self.sets.len() as u32;
        let number = *self.known.entry(set.clone()).or_insert(next);
        if number == next {
            self.sets.push(set);
        }
        Some(number)
    }

    /// Forgets the condition that is asked again last.
    fn without_latest(&self, set: Answers) -> Answers {
        let facts = &self.graph.facts;
        let latest = set.iter().max_by_key(|literal| facts.last_asked(literal.fact)).copied();
        set.into_iter()
            .filter(|literal| latest.is_none_or(|latest| !facts.same_subject(latest.fact, literal.fact)))
            .collect()
    }
}
