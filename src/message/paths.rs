//! Walking all paths of a message graph at once, without counting them out.
//!
//! At each node it is known in which states paths arrive: the state of whoever asks, and the answers to conditions that are
//! asked again later. Both are few, so the work grows with the graph and not with its paths.

use std::ops::Range;

use super::facts::Literal;
use super::graph::{Decision, MessageGraph};
use super::skeleton::Skeleton;

/// More paths are not counted: the greatest whole number that every reader of JSON can hold.
pub const MOST_PATHS: u64 = (1 << 53) - 1;

/// No arrival.
const NONE: u32 = u32::MAX;

/// A way to be at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival<S> {
    /// The node.
    pub node: u32,
    /// The state of whoever asks, after the node.
    pub state: S,
    /// How many decisions the shortest path to here has.
    pub length: u32,
    /// Which combination of answers at the node.
    answers: u32,
    /// The arrival that the shortest path comes from, and which of the edges to the node it takes.
    from: (u32, u32),
    /// Another arrival at the node with the same answers.
    next: u32,
}

/// All ways to be at each node.
#[derive(Clone, Debug)]
pub struct Arrivals<S> {
    /// Node by node.
    pub all: Vec<Arrival<S>>,
    /// By node: the number of its first arrival.
    first: Vec<u32>,
    /// Whether so many conditions are connected that some of these ways may not be possible.
    pub inexact: bool,
}

impl<S> Arrivals<S> {
    /// The numbers of the arrivals at a node.
    pub fn numbers_at(&self, node: usize) -> Range<usize> {
        let all = self.all.len();
        let first = |node: usize| self.first.get(node).map_or(all, |first| *first as usize);
        first(node)..first(node + 1)
    }

    /// The arrivals at a node.
    pub fn at(&self, node: usize) -> &[Arrival<S>] {
        self.all.get(self.numbers_at(node)).unwrap_or_default()
    }

    /// The arrivals at the end of the message.
    pub fn at_end(&self) -> &[Arrival<S>] {
        self.at(self.first.len().saturating_sub(1))
    }
}

/// A step from one arrival to the next, along an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The arrival that it comes from.
    pub from: u32,
    /// The arrival that it leads to.
    pub to: u32,
    /// Which of the edges to the node there it takes.
    pub edge: u32,
}

impl MessageGraph {
    /// Whether `next` can be decided after `before`: no condition holds and fails.
    pub(super) fn is_possible(&self, before: impl Iterator<Item = Decision>, next: Decision) -> bool {
        let known = before.flat_map(|decision| self.literals(decision)).copied();
        self.facts.can_hold_after(known, self.literals(next))
    }

    /// What holds where a decision is made.
    pub(super) fn literals(&self, decision: Decision) -> &[Literal] {
        let choice = self.choices.get(decision.choice as usize);
        choice.and_then(|choice| choice.arms.get(decision.arm as usize)).map_or(&[], Vec::as_slice)
    }

    /// Whether all these decisions can be made for one message.
    pub fn can_all_be(&self, decisions: &[Decision]) -> bool {
        self.facts.can_hold(decisions.iter().flat_map(|decision| self.literals(*decision)).copied())
    }

    /// All ways to be at each node, from `start`. `step` says how a node changes the state. Where `fixed` names a choice,
    /// only that arm of it is taken.
    pub fn arrivals<S: Copy + Eq>(&self, start: S, fixed: &[Decision], step: impl FnMut(usize, S) -> S) -> Arrivals<S> {
        self.walk_paths(start, fixed, step, |_| {})
    }

    /// The same, with all steps from one of them to the next: those to a node come before those from it.
    pub fn arrivals_and_steps<S: Copy + Eq>(
        &self,
        start: S,
        step: impl FnMut(usize, S) -> S,
    ) -> (Arrivals<S>, Vec<Step>) {
        let mut steps = Vec::with_capacity(2 * self.nodes.len());
        let arrivals = self.walk_paths(start, &[], step, |step| steps.push(step));
        (arrivals, steps)
    }

    fn walk_paths<S: Copy + Eq>(
        &self,
        start: S,
        fixed: &[Decision],
        mut step: impl FnMut(usize, S) -> S,
        mut took: impl FnMut(Step),
    ) -> Arrivals<S> {
        let skeleton = self.skeleton();
        let fixed = Fixed::of(fixed);
        let mut all: Vec<Arrival<S>> = Vec::with_capacity(2 * self.nodes.len());
        let mut first: Vec<u32> = Vec::with_capacity(self.nodes.len() + 1);
        // By combination of answers at the node: an arrival with it.
        let mut with: Vec<u32> = Vec::new();
        let mut passes = skeleton.passes.as_slice();
        for (number, node) in self.nodes.iter().enumerate() {
            first.push(all.len() as u32);
            if number == 0 {
                let state = step(0, start);
                all.push(Arrival { node: 0, state, length: 0, answers: 0, from: (NONE, 0), next: NONE });
            }
            if let [edge] = node.before.as_slice()
                && let Some((begin, end)) = few(&first, edge.from)
            {
                // Most nodes are come to along one edge, and in so few ways that they are compared one by one.
                let along = skeleton.combinations(edge.from as usize);
                let (along, rest) = passes.split_at_checked(along).unwrap_or_default();
                passes = rest;
                if edge.decisions.iter().any(|decision| fixed.excludes(*decision)) {
                    continue;
                }
                let here = all.len();
                for index in begin..end {
                    let Some(&before) = all.get(index as usize) else { continue };
                    let answers = along.get(before.answers as usize).copied().unwrap_or(NONE);
                    if answers == NONE {
                        continue;
                    }
                    let state = step(number, before.state);
                    let length = before.length + edge.decisions.len() as u32;
                    let from = (index, 0);
                    let others = all.get_mut(here..).unwrap_or_default().iter_mut().enumerate();
                    let same = others.into_iter().find(|(_, other)| other.answers == answers && other.state == state);
                    let to = match same {
                        Some((place, same)) => {
                            if same.length > length {
                                (same.length, same.from) = (length, from);
                            }
                            here + place
                        }
                        None => {
                            all.push(Arrival { node: number as u32, state, length, answers, from, next: NONE });
                            all.len() - 1
                        }
                    };
                    took(Step { from: index, to: to as u32, edge: 0 });
                }
                continue;
            }
            with.clear();
            with.resize(skeleton.combinations(number), NONE);
            for (edge_number, edge) in (0..).zip(&node.before) {
                let from = edge.from as usize;
                let (along, rest) = passes.split_at_checked(skeleton.combinations(from)).unwrap_or_default();
                passes = rest;
                if edge.decisions.iter().any(|decision| fixed.excludes(*decision)) {
                    continue;
                }
                let (Some(&begin), Some(&end)) = (first.get(from), first.get(from + 1)) else { continue };
                for index in begin..end {
                    let Some(&before) = all.get(index as usize) else { continue };
                    let answers = along.get(before.answers as usize).copied().unwrap_or(NONE);
                    let Some(with) = with.get_mut(answers as usize) else { continue };
                    let state = step(number, before.state);
                    let length = before.length + edge.decisions.len() as u32;
                    let from = (index, edge_number);
                    let mut known = *with;
                    let to = loop {
                        match all.get_mut(known as usize) {
                            Some(known) if known.state != state => {}
                            Some(same) => {
                                if same.length > length {
                                    (same.length, same.from) = (length, from);
                                }
                                break known;
                            }
                            None => {
                                let new = all.len() as u32;
                                let next = std::mem::replace(with, new);
                                all.push(Arrival { node: number as u32, state, length, answers, from, next });
                                break new;
                            }
                        }
                        known = all.get(known as usize).map_or(NONE, |known| known.next);
                    };
                    took(Step { from: index, to, edge: edge_number });
                }
            }
        }
        Arrivals { all, first, inexact: skeleton.merged_from.is_some() }
    }

    /// The choice at which conditions were first merged, as too many depend on one another; `None` where none were.
    pub fn merged_from(&self) -> Option<u32> {
        self.skeleton().merged_from
    }

    pub(super) fn skeleton(&self) -> &Skeleton {
        self.skeleton.get_or_init(|| Skeleton::of(self))
    }

    /// About how much work it is to walk all paths once: the edges, each as often as there are combinations of answers.
    pub fn extent(&self) -> usize {
        self.skeleton().passes.len()
    }

    /// How many ways lead through the macro, at most [`MOST_PATHS`]. A loop counts as none, one or more rounds.
    pub fn paths(&self) -> u64 {
        let skeleton = self.skeleton();
        let mut at: Vec<Vec<u64>> = Vec::with_capacity(self.nodes.len());
        let mut passes = skeleton.passes.as_slice();
        for (number, node) in self.nodes.iter().enumerate() {
            let mut here = vec![u64::from(number == 0); skeleton.combinations(number)];
            for edge in &node.before {
                let from = edge.from as usize;
                let (along, rest) = passes.split_at_checked(skeleton.combinations(from)).unwrap_or_default();
                passes = rest;
                for (answers, ways) in along.iter().zip(at.get(from).into_iter().flatten()) {
                    if let Some(all) = here.get_mut(*answers as usize) {
                        *all = all.saturating_add(*ways).min(MOST_PATHS);
                    }
                }
            }
            at.push(here);
        }
        let at_end = at.last().map_or(0, |end| end.iter().fold(0_u64, |all, ways| all.saturating_add(*ways)));
        at_end.min(MOST_PATHS)
    }

    /// The decisions on an edge to a node.
    pub fn decisions_on(&self, node: u32, edge: u32) -> &[Decision] {
        let edge = self.nodes.get(node as usize).and_then(|node| node.before.get(edge as usize));
        edge.map_or(&[], |edge| &edge.decisions)
    }

    /// By arrival: the nearest one on the shortest path to it, itself among them, that is come to by a decision; `u32::MAX`
    /// where there is none.
    pub fn decided_at<S>(&self, arrivals: &Arrivals<S>) -> Vec<u32> {
        let mut out: Vec<u32> = Vec::with_capacity(arrivals.all.len());
        for (number, arrival) in (0..).zip(&arrivals.all) {
            let (from, edge) = arrival.from;
            let before = out.get(from as usize).copied().unwrap_or(NONE);
            out.push(if self.decisions_on(arrival.node, edge).is_empty() { before } else { number });
        }
        out
    }

    /// The same as [`MessageGraph::decisions`], from one decision to the one before, as `decided_at` has them; no more than
    /// about the last `most`.
    pub fn last_decisions<S>(
        &self,
        arrivals: &Arrivals<S>,
        decided_at: &[u32],
        arrival: usize,
        most: usize,
    ) -> Vec<Decision> {
        let mut out: Vec<Decision> = Vec::new();
        let mut at = arrival as u32;
        while out.len() < most
            && let Some(arrival) = decided_at.get(at as usize).and_then(|at| arrivals.all.get(*at as usize))
        {
            out.extend(self.decisions_on(arrival.node, arrival.from.1).iter().rev());
            at = arrival.from.0;
        }
        out.reverse();
        out
    }

    /// The decisions on the shortest path to an arrival, in the order in which they are made.
    pub fn decisions<S>(&self, arrivals: &Arrivals<S>, arrival: usize) -> Vec<Decision> {
        let mut out: Vec<Decision> = Vec::new();
        let mut at = arrivals.all.get(arrival);
        while let Some(arrival) = at {
            let (from, edge) = arrival.from;
            let before = arrivals.all.get(from as usize);
            if before.is_some() {
                out.extend(self.decisions_on(arrival.node, edge).iter().rev());
            }
            at = before;
        }
        out.reverse();
        out
    }

    /// The nodes on the shortest path to an arrival, from the first.
    pub fn nodes_to<S>(&self, arrivals: &Arrivals<S>, arrival: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = arrivals.all.get(arrival);
        while let Some(arrival) = at {
            out.push(arrival.node as usize);
            at = arrivals.all.get(arrival.from.0 as usize);
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

/// More arrivals than this are not compared one by one.
const FEW: u32 = 8;

/// The arrivals at a node where they are few; `first` has the first of each node up to the next one.
#[inline]
fn few(first: &[u32], node: u32) -> Option<(u32, u32)> {
    let (begin, end) = (*first.get(node as usize)?, *first.get(node as usize + 1)?);
    (end - begin <= FEW).then_some((begin, end))
}

/// Arms that are taken, by choice; `None` where two of one choice are, and so none can be.
pub(super) struct Fixed(Vec<(u32, Option<u32>)>);

impl Fixed {
    pub(super) fn of(decisions: &[Decision]) -> Self {
        let mut arms: Vec<(u32, Option<u32>)> = decisions.iter().map(|it| (it.choice, Some(it.arm))).collect();
        arms.sort_unstable();
        arms.dedup_by(|next, known| {
            let same = next.0 == known.0;
            known.1 = known.1.filter(|_| !same || next.1 == known.1);
            same
        });
        Self(arms)
    }

    pub(super) fn excludes(&self, decision: Decision) -> bool {
        // Most ask for all paths.
        let fixed = self.0.binary_search_by_key(&decision.choice, |(choice, _)| *choice);
        fixed.ok().and_then(|at| self.0.get(at)).is_some_and(|(_, arm)| *arm != Some(decision.arm))
    }
}
