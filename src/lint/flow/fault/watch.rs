//! Whether all messages of some decisions break a demand: the ways to be at each node are known, and it is only followed
//! through them what becomes of one sentence.

use super::Finder;
use crate::lint::flow::automaton::Later;
use crate::message::Decision;

/// What may be known of the sentence in question on the way through a message, together: any of these.
type Seen = u8;

/// It was not met, or has what it needs.
const NOT: Seen = 1;
/// It still needs something.
const OPEN: Seen = 2;
/// It has not what it needs.
const FAILED: Seen = 4;

/// What an arrival makes of what was known before it.
#[derive(Clone, Copy)]
struct Turn {
    /// Of a sentence that was not met.
    not: Seen,
    /// Of one that needs something.
    open: Seen,
}

impl Turn {
    const NONE: Turn = Turn { not: NOT, open: OPEN };

    fn of(self, seen: Seen) -> Seen {
        let not = if seen & NOT != 0 { self.not } else { 0 };
        let open = if seen & OPEN != 0 { self.open } else { 0 };
        not | open | (seen & FAILED)
    }
}

/// A sentence in question.
pub(super) struct Watch {
    /// What is known of it at the beginning.
    start: Seen,
    /// By arrival.
    turns: Vec<Turn>,
}

impl Watch {
    /// The sentence at `place`; `None` where the demand is of the message, so that nothing has to be met.
    pub(super) fn new(finder: &Finder, place: Option<(u16, usize)>) -> Self {
        if place.is_none() {
            return Self { start: FAILED, turns: vec![Turn::NONE; finder.arrivals.all.len()] };
        }
        let looks_ahead = finder.automaton.looks_ahead();
        let turn = |node: usize, state| Turn {
            not: match finder.place(node) == place && finder.automaton.sets_off(node, state) {
                true if looks_ahead => OPEN,
                true => FAILED,
                false => NOT,
            },
            open: match finder.automaton.later(node) {
                Later::Open => OPEN,
                Later::Failed => FAILED,
                Later::Met => NOT,
            },
        };
        let all = finder.arrivals.all.iter();
        Self { start: NOT, turns: all.map(|arrival| turn(arrival.node as usize, arrival.state)).collect() }
    }

    /// Whether all messages for which so is decided break the demand, at the sentence.
    pub(super) fn always(&self, finder: &Finder, fixed: &[Decision]) -> bool {
        let Finder { graph, arrivals, steps, .. } = finder;
        let turn = |arrival: usize, seen| self.turns.get(arrival).map_or(0, |turn| turn.of(seen));
        let seen = graph.carried((arrivals, steps), fixed, self.start, turn);
        let at_end = seen.get(arrivals.numbers_at(graph.end())).unwrap_or_default().iter().zip(arrivals.at_end());
        let mut ends = at_end.filter(|(seen, _)| **seen != 0).peekable();
        ends.peek().is_some()
            && ends.all(|(seen, arrival)| seen & NOT == 0 && finder.automaton.is_broken(arrival.state))
    }
}
