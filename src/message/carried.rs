//! What can be known at each node of something that is watched along all paths, where the ways to be there are known already.

use super::graph::{Decision, MessageGraph};
use super::paths::{Arrivals, Fixed, Step};

impl MessageGraph {
    /// By arrival: what may be known there, as a set of bits; none where no path leads to it on which `fixed` is decided. It is
    /// `start` before the first node, and `turn` says what an arrival makes of what was known before.
    pub fn carried<S>(
        &self,
        (arrivals, steps): (&Arrivals<S>, &[Step]),
        fixed: &[Decision],
        start: u8,
        turn: impl Fn(usize, u8) -> u8,
    ) -> Vec<u8> {
        let fixed = Fixed::of(fixed);
        let mut known = vec![0; arrivals.all.len()];
        if let Some(first) = known.first_mut() {
            *first = turn(0, start);
        }
        // Those to a node come before those from it.
        for step in steps {
            let (from, to) = (step.from as usize, step.to as usize);
            let before = known.get(from).copied().unwrap_or_default();
            let Some(arrival) = arrivals.all.get(to).filter(|_| before != 0) else { continue };
            let mut decisions = self.decisions_on(arrival.node, step.edge).iter();
            if !decisions.any(|decision| fixed.excludes(*decision))
                && let Some(here) = known.get_mut(to)
            {
                *here |= turn(to, before);
            }
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::super::NoSnippets;
    use super::*;
    use crate::syntax::Macro;

    /// What is carried to the end is what paths come there with, whatever is fixed and however many are told apart.
    fn check(source: &str) {
        let graph = MessageGraph::read(source, &Macro::parse(source), &NoSnippets);
        let arms = |(choice, of): (usize, &super::super::Choice)| {
            (0..of.arms.len() as u32).map(move |arm| vec![Decision { choice: choice as u32, arm }])
        };
        let fixed: Vec<Vec<Decision>> = graph.choices.iter().enumerate().flat_map(arms).collect();
        for kinds in [1, 3] {
            let step = |node: usize, state: usize| (7 * state + node) % kinds;
            let watch = |node: usize, state: usize, seen: u8| (usize::from(seen) * 5 + state + node) as u8 % 8;
            let (arrivals, steps) = graph.arrivals_and_steps(1, step);
            let turn = |arrival: usize, seen: u8| {
                let arrival = &arrivals.all[arrival];
                let each = (0..8).filter(|bit| seen & (1 << bit) != 0);
                each.fold(0, |all, bit| all | 1 << watch(arrival.node as usize, arrival.state, bit))
            };
            for fixed in fixed.iter().chain([&Vec::new()]) {
                let carried = graph.carried((&arrivals, &steps), fixed, 1 << 2, turn);
                let mut found: Vec<(usize, u8)> = Vec::new();
                for number in arrivals.numbers_at(graph.end()) {
                    let bits = (0..8).filter(|bit| carried[number] & (1 << bit) != 0);
                    found.extend(bits.map(|bit| (arrivals.all[number].state, bit)));
                }
                let both = graph.arrivals((1, 2), fixed, |node, (state, seen)| {
                    let state = step(node, state);
                    (state, watch(node, state, seen))
                });
                let mut expected: Vec<(usize, u8)> = both.at_end().iter().map(|arrival| arrival.state).collect();
                for all in [&mut found, &mut expected] {
                    all.sort_unstable();
                    all.dedup();
                }
                assert_eq!(found, expected, "{fixed:?}, {kinds}");
            }
        }
    }

    #[test]
    fn it_is_what_paths_come_with() {
        check("");
        check("Hi. We are here.");
        check("{% if a %}One.{% else %}Two.{% endif %} Three. {% unless a %}Four.{% endunless %} Five.");
        let many: String = (0..7).map(|number| format!("{{% if a{number} %}}One.{{% endif %}} Two.\n\n")).collect();
        check(&many);
        check(&[many.as_str(), &many].concat());
    }
}
