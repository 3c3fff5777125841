//! Where a demand is broken, and on which path: all paths at once, forwards for what was said before and backwards for
//! what can still be said.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::Budget;
use super::automaton::{Automaton, Later, State};
use crate::message::{Arrivals, Decision, MessageGraph, Step};
use watch::Watch;

mod watch;

/// How many edges may be gone along to find out which conditions a finding needs. What is left out then is only that its
/// conditions are cut down to those that matter.
const MOST_WORK: usize = 300_000;

/// In how many places of a macro one demand is told to be broken, the first ones: each takes a walk along a whole message.
const MOST_PLACES: usize = 200;

/// How many decisions before and behind a sentence are looked at for the conditions of a finding.
const MOST_DECISIONS: usize = 2_000;

/// What may still be done to keep conditions few.
pub(super) struct Work(Budget);

impl Work {
    pub(super) fn new() -> Self {
        Self(Budget::new(MOST_WORK))
    }

    /// For who asks where a demand is broken, and not when.
    pub(super) fn none() -> Self {
        Self(Budget::new(0))
    }
}

/// A demand that is broken.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// The sentence that it is about; `None` where it is about the message.
    pub(super) sentence: Option<usize>,
    /// The nodes of the shortest path on which it is broken, as far as that is asked: of the message all of them, of a
    /// sentence in a snippet those before it.
    pub(super) path: Vec<usize>,
    /// What must be decided for it, in source order.
    pub(super) decisions: Vec<Decision>,
    /// Whether it may be that no message is so.
    pub(super) uncertain: bool,
}

/// The best way on from an arrival.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// How many decisions it has.
    length: u32,
    /// The step that it begins with, and whether what was open there still is; `None` at the end.
    step: Option<(usize, bool)>,
    /// The first of its steps on which something is decided, and the same of it; `None` where there is no such step.
    decides: Option<(usize, bool)>,
}

/// All ways on, by arrival.
struct Ways {
    /// To an end that breaks the demand.
    to_end: Vec<Option<Way>>,
    /// The same, with something still needed.
    open: Vec<Option<Way>>,
}

/// The ways in which a demand is broken, each sentence's once.
pub(super) fn faults(graph: &MessageGraph, automaton: &Automaton, work: &Work) -> Vec<Fault> {
    let (arrivals, steps) = graph.arrivals_and_steps(State::default(), |node, state| automaton.step(node, state));
    let finder = Finder { graph, automaton, ways: OnceCell::new(), arrivals, steps };
    match automaton.is_of_message() {
        true => finder.of_message(work).into_iter().collect(),
        false => finder.of_sentences(work),
    }
}

impl Ways {
    fn new(graph: &MessageGraph, automaton: &Automaton, arrivals: &Arrivals<State>, steps: &[Step]) -> Self {
        let all = arrivals.all.len();
        let looks_ahead = automaton.looks_ahead();
        let mut ways = Self { to_end: vec![None; all], open: vec![None; if looks_ahead { all } else { 0 }] };
        for (number, arrival) in arrivals.numbers_at(graph.end()).zip(arrivals.at_end()) {
            let way = automaton.is_broken(arrival.state).then_some(Way { length: 0, step: None, decides: None });
            put(&mut ways.to_end, number, way);
            put(&mut ways.open, number, way);
        }
        for (number, step) in steps.iter().enumerate().rev() {
            let (from, to) = (step.from as usize, step.to as usize);
            let Some(node) = arrivals.all.get(to).map(|to| to.node) else { continue };
            let length = graph.decisions_on(node, step.edge).len() as u32;
            let by = |way: Option<Way>, open: bool| {
                let step = Some((number, open));
                way.map(|way| Way {
                    length: way.length + length,
                    step,
                    decides: step.filter(|_| length > 0).or(way.decides),
                })
            };
            let to_end = ways.to_end.get(to).copied().flatten();
            put(&mut ways.to_end, from, by(to_end, false));
            if looks_ahead {
                let way = match automaton.later(node as usize) {
                    Later::Met => None,
                    Later::Failed => by(to_end, false),
                    Later::Open => by(ways.open.get(to).copied().flatten(), true),
                };
                put(&mut ways.open, from, way);
            }
        }
        ways
    }
}

/// Puts a way where there is none, or a longer one.
fn put(ways: &mut [Option<Way>], at: usize, way: Option<Way>) {
    if let (Some(known), Some(way)) = (ways.get_mut(at), way)
        && known.is_none_or(|known| known.length > way.length)
    {
        *known = Some(way);
    }
}

struct Finder<'a> {
    graph: &'a MessageGraph,
    automaton: &'a Automaton<'a>,
    arrivals: Arrivals<State>,
    steps: Vec<Step>,
    /// Made where a sentence breaks the demand.
    ways: OnceCell<Ways>,
}

impl Finder<'_> {
    fn of_message(&self, work: &Work) -> Option<Fault> {
        let end = self.graph.end();
        let at_end = self.arrivals.numbers_at(end).zip(self.arrivals.at_end());
        let broken = at_end.filter(|(_, arrival)| self.automaton.is_broken(arrival.state));
        let (number, _) = broken.min_by_key(|(_, arrival)| arrival.length)?;
        let path = self.graph.nodes_to(&self.arrivals, number);
        let said = |node: &&usize| self.automaton.says(**node);
        let last = if self.automaton.is_of_end() { path.iter().rev().find(said) } else { None };
        let sentence = last.and_then(|node| self.sentence(*node));
        let decided = self.graph.decisions(&self.arrivals, number);
        let uncertain = self.may_be_impossible(&decided);
        let decisions = self.needed(decided, None, work);
        Some(Fault { sentence, path, decisions, uncertain })
    }

    /// The best path for each sentence that breaks the demand, by where it stands.
    fn of_sentences(&self, work: &Work) -> Vec<Fault> {
        let mut best: BTreeMap<(u16, usize), (u32, usize)> = BTreeMap::new();
        for (number, arrival) in self.arrivals.all.iter().enumerate() {
            let node = arrival.node as usize;
            if !self.automaton.sets_off(node, arrival.state) {
                continue;
            }
            let Some(place) = self.place(node) else { continue };
            let Some(way) = self.way(self.automaton.looks_ahead(), number) else { continue };
            let length = arrival.length + way.length;
            if best.get(&place).is_none_or(|(known, ..)| *known > length) {
                best.insert(place, (length, number));
            }
        }
        if best.is_empty() {
            return Vec::new();
        }
        let decided_at = self.graph.decided_at(&self.arrivals);
        let first = best.into_values().take(MOST_PLACES);
        first.filter_map(|(_, number)| self.of_sentence(number, &decided_at, work)).collect()
    }

    fn of_sentence(&self, number: usize, decided_at: &[u32], work: &Work) -> Option<Fault> {
        let node = self.arrivals.all.get(number)?.node as usize;
        let in_snippet = self.automaton.file(node) != 0;
        // Of two sentences of one snippet it is told in the snippet.
        if in_snippet && self.automaton.looks_at_next() && self.next_file(number) == Some(self.automaton.file(node)) {
            return None;
        }
        let path = if in_snippet { self.graph.nodes_to(&self.arrivals, number) } else { Vec::new() };
        let mut decided = self.graph.last_decisions(&self.arrivals, decided_at, number, MOST_DECISIONS);
        let most = decided.len() + MOST_DECISIONS;
        let mut way = self.way(self.automaton.looks_ahead(), number);
        while decided.len() < most
            && let Some((step, open)) = way.and_then(|way| way.decides)
        {
            let step = self.steps.get(step)?;
            let node = self.arrivals.all.get(step.to as usize)?.node;
            decided.extend(self.graph.decisions_on(node, step.edge));
            way = self.way(open, step.to as usize);
        }
        let merged = self.graph.nodes.get(node).is_some_and(|node| node.merged);
        let uncertain = merged || self.may_be_impossible(&decided);
        let decisions = self.needed(decided, self.place(node), work);
        Some(Fault { sentence: self.sentence(node), path, decisions, uncertain })
    }

    /// The file of the sentence that comes next on the best way on from an arrival.
    fn next_file(&self, arrival: usize) -> Option<u16> {
        let mut way = self.way(self.automaton.looks_ahead(), arrival);
        loop {
            let (step, open) = way?.step?;
            let to = self.steps.get(step)?.to as usize;
            let node = self.arrivals.all.get(to)?.node as usize;
            if self.automaton.says(node) {
                return Some(self.automaton.file(node));
            }
            way = self.way(open, to);
        }
    }

    fn way(&self, open: bool, arrival: usize) -> Option<Way> {
        let ways = self.ways.get_or_init(|| Ways::new(self.graph, self.automaton, &self.arrivals, &self.steps));
        let ways = if open { &ways.open } else { &ways.to_end };
        ways.get(arrival).copied().flatten()
    }

    /// Whether no message may be so: conditions of the path that are told apart no longer contradict one another.
    fn may_be_impossible(&self, decided: &[Decision]) -> bool {
        self.arrivals.inexact && !self.graph.can_all_be(decided)
    }

    fn sentence(&self, node: usize) -> Option<usize> {
        Some(self.graph.nodes.get(node)?.sentence? as usize)
    }

    /// Where the sentence of a node begins.
    fn place(&self, node: usize) -> Option<(u16, usize)> {
        let sentence = self.graph.prose.sentences.get(self.sentence(node)?)?;
        Some((sentence.file, sentence.span.start))
    }

    /// As few of the decisions as are needed for all messages to break the demand, at the sentence of that place.
    fn needed(&self, decisions: Vec<Decision>, place: Option<(u16, usize)>, work: &Work) -> Vec<Decision> {
        if decisions.is_empty() {
            return decisions;
        }
        let watch = Watch::new(self, place);
        self.graph.needed(&decisions, |fixed| work.0.take(self.graph.extent()).then(|| watch.always(self, fixed)))
    }
}
