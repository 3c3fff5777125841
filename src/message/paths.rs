//! Walking all paths of a message graph at once, without counting them out.
//!
//! At each node it is known in which states paths arrive: the state of whoever asks, and the answers to conditions that are
//! asked again later. Both are few, so the work grows with the graph and not with its paths.

use std::collections::HashMap;

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
    /// Which combination of answers at the node.
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
    pub fn arrivals<S: Copy + Eq>(
        &self,
        start: S,
        fixed: &[Decision],
        mut step: impl FnMut(usize, S) -> S,
    ) -> Arrivals<S> {
        let skeleton = self.skeleton.get_or_init(|| Skeleton::of(self));
        let mut at: Vec<Vec<Arrival<S>>> = Vec::with_capacity(self.nodes.len());
        // By node and combination of answers there: the numbers of its arrivals.
        let mut by_answers: Vec<Vec<Vec<u32>>> = Vec::with_capacity(self.nodes.len());
        let mut steps: Vec<Step> = Vec::new();
        for ((number, node), passes) in self.nodes.iter().enumerate().zip(&skeleton.nodes) {
            let mut here: Vec<Arrival<S>> = Vec::new();
            let mut own: Vec<Vec<u32>> = vec![Vec::new(); passes.combinations];
            if number == 0 {
                here.push(Arrival { state: step(0, start), answers: 0, length: 0, from: None });
                own.iter_mut().take(1).for_each(|first| first.push(0));
            }
            for ((edge_number, edge), passes) in (0..).zip(&node.before).zip(&passes.edges) {
                if edge.decisions.iter().any(|decision| is_excluded(fixed, *decision)) {
                    continue;
                }
                let from = edge.from as usize;
                let (Some(before), Some(before_by)) = (at.get(from), by_answers.get(from)) else { continue };
                for &(old, answers) in passes {
                    let numbers = before_by.get(old as usize).map_or(&[][..], Vec::as_slice);
                    let Some(same) = own.get_mut(answers as usize) else { continue };
                    for &number_before in numbers {
                        let Some(arrival) = before.get(number_before as usize) else { continue };
                        let state = step(number, arrival.state);
                        let length = arrival.length + edge.decisions.len() as u32;
                        let from = Some((edge.from, number_before, edge_number));
                        let new = Arrival { state, answers, length, from };
                        let known = same
                            .iter()
                            .copied()
                            .find(|&known| here.get(known as usize).is_some_and(|known| known.state == state));
                        let place = known.unwrap_or(here.len() as u32);
                        match here.get_mut(place as usize) {
                            Some(known) if known.length > length => *known = new,
                            Some(_) => {}
                            None => {
                                here.push(new);
                                same.push(place);
                            }
                        }
                        let to = (number as u32, place);
                        steps.push(Step { from: (edge.from, number_before), to, edge: edge_number });
                    }
                }
            }
            at.push(here);
            by_answers.push(own);
        }
        Arrivals { at, steps, inexact: skeleton.merged_from.is_some() }
    }

    /// The choice at which conditions were first merged, as too many depend on one another; `None` where none were.
    pub fn merged_from(&self) -> Option<u32> {
        self.skeleton.get_or_init(|| Skeleton::of(self)).merged_from
    }

    /// About how much work it is to walk all paths once: the edges, each as often as there are combinations of answers.
    pub fn extent(&self) -> usize {
        self.skeleton.get_or_init(|| Skeleton::of(self)).extent
    }

    /// How many ways lead through the macro, at most [`MOST_PATHS`]. A loop counts as none, one or more rounds.
    pub fn paths(&self) -> u64 {
        let skeleton = self.skeleton.get_or_init(|| Skeleton::of(self));
        let mut at: Vec<Vec<u64>> = Vec::with_capacity(self.nodes.len());
        for ((number, node), passes) in self.nodes.iter().enumerate().zip(&skeleton.nodes) {
            let mut here = vec![u64::from(number == 0); passes.combinations];
            for (edge, passes) in node.before.iter().zip(&passes.edges) {
                let Some(before) = at.get(edge.from as usize) else { continue };
                for &(old, answers) in passes {
                    let ways = before.get(old as usize).copied().unwrap_or_default();
                    if let Some(all) = here.get_mut(answers as usize) {
                        *all = all.saturating_add(ways).min(MOST_PATHS);
                    }
                }
            }
            at.push(here);
        }
        let at_end = at.last().map_or(0, |end| end.iter().fold(0_u64, |all, ways| all.saturating_add(*ways)));
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

    /// As few of `decisions` as are needed for `holds` to hold of all paths on which they are made. Where it gives `None`, the
    /// search ends, and more may be left than are needed.
    pub fn needed(&self, decisions: &[Decision], mut holds: impl FnMut(&[Decision]) -> Option<bool>) -> Vec<Decision> {
        match holds(&[]) {
            Some(true) => return Vec::new(),
            Some(false) => {}
            None => return decisions.to_vec(),
        }
        let derived = |decision: &&Decision| self.choices.get(decision.choice as usize).is_some_and(|it| it.derived);
        let mut needed = decisions.to_vec();
        if decisions.iter().any(|decision| derived(&decision)) {
            // The author knows those that settle it.
            let without: Vec<Decision> = decisions.iter().filter(|decision| !derived(decision)).copied().collect();
            match holds(&without) {
                Some(true) => needed = without,
                Some(false) => {}
                None => return needed,
            }
        }
        let mut size = needed.len().div_ceil(2).max(1);
        // Halves first, then smaller parts: a long path on which few decisions matter is cut down quickly.
        loop {
            let mut at = 0;
            while at < needed.len() {
                let end = (at + size).min(needed.len());
                let without: Vec<Decision> = needed.iter().take(at).chain(needed.iter().skip(end)).copied().collect();
                match holds(&without) {
                    Some(true) => needed = without,
                    Some(false) => at = end,
                    None => return needed,
                }
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

/// Which answers can be known at each node, and what becomes of them along each edge: the same whoever asks.
#[derive(Clone, Debug, Default)]
pub(super) struct Skeleton {
    nodes: Vec<Passes>,
    /// The choice at which answers were first forgotten.
    merged_from: Option<u32>,
    extent: usize,
}

/// What can be known at one node.
#[derive(Clone, Debug, Default)]
struct Passes {
    /// How many combinations of answers.
    combinations: usize,
    /// By edge: from which combination where it comes from to which one here.
    edges: Vec<Vec<(u32, u32)>>,
}

impl Skeleton {
    fn of(graph: &MessageGraph) -> Self {
        let sets = vec![Vec::new()];
        let mut book = Book { graph, sets, known: HashMap::from([(Vec::new(), 0)]), merged_from: None };
        let mut skeleton = Self::default();
        // By node: the numbers of its combinations in the book.
        let mut at: Vec<Vec<u32>> = Vec::with_capacity(graph.nodes.len());
        for (number, node) in graph.nodes.iter().enumerate() {
            let mut here: Vec<u32> = if number == 0 { vec![0] } else { Vec::new() };
            let mut place_of: HashMap<u32, u32> = HashMap::new();
            let mut edges = Vec::with_capacity(node.before.len());
            for edge in &node.before {
                let before = at.get(edge.from as usize).map_or(&[][..], Vec::as_slice);
                let mut passes = Vec::with_capacity(before.len());
                for (old, &answers) in (0..).zip(before) {
                    let after = book.after(answers, &edge.decisions, node.choices_before, here.len());
                    let Some(after) = after else { continue };
                    let next = here.len() as u32;
                    let place = *place_of.entry(after).or_insert(next);
                    if place == next {
                        here.push(after);
                    }
                    passes.push((old, place));
                }
                skeleton.extent += passes.len();
                edges.push(passes);
            }
            skeleton.nodes.push(Passes { combinations: here.len(), edges });
            at.push(here);
        }
        skeleton.merged_from = book.merged_from;
        skeleton
    }
}

/// Sets of answers by number, so that states stay small.
struct Book<'a> {
    graph: &'a MessageGraph,
    sets: Vec<Answers>,
    known: HashMap<Answers, u32>,
    merged_from: Option<u32>,
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
            self.merge_at(decisions, choices_before);
            set = self.without_latest(set);
        }
        if others >= MOST_COMBINATIONS && !self.known.contains_key(&set) {
            self.merge_at(decisions, choices_before);
            return Some(0);
        }
        let next = self.sets.len() as u32;
        let number = *self.known.entry(set.clone()).or_insert(next);
        if number == next {
            self.sets.push(set);
        }
        Some(number)
    }

    /// Notes where answers are forgotten.
    fn merge_at(&mut self, decisions: &[Decision], choices_before: u32) {
        let choice = decisions.last().map_or(choices_before.saturating_sub(1), |decision| decision.choice);
        self.merged_from = Some(self.merged_from.map_or(choice, |known| known.min(choice)));
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
