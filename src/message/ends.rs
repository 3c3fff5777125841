//! In which states a message can end, where nobody asks how it came to that.

use super::graph::{Decision, MessageGraph};
use super::paths::Fixed;

/// Where more ways to be at one node are told apart, they are compared by their answers.
const MOST_COMPARED: usize = 32;

impl MessageGraph {
    /// The states of [`MessageGraph::arrivals`] at the end of the message.
    pub fn end_states<S: Copy + Eq>(
        &self,
        start: S,
        fixed: &[Decision],
        mut step: impl FnMut(usize, S) -> S,
    ) -> Vec<S> {
        self.few_end_states(start, fixed, &mut step)
            .unwrap_or_else(|| self.arrivals(start, fixed, step).at_end().iter().map(|arrival| arrival.state).collect())
    }

    /// `None` where at some node there are many.
    fn few_end_states<S: Copy + Eq>(
        &self,
        start: S,
        fixed: &[Decision],
        step: &mut impl FnMut(usize, S) -> S,
    ) -> Option<Vec<S>> {
        let skeleton = self.skeleton();
        let fixed = Fixed::of(fixed);
        // Node by node: each state with the number of the answers that are known.
        let mut all: Vec<(S, u32)> = Vec::with_capacity(2 * self.nodes.len());
        let mut first: Vec<u32> = Vec::with_capacity(self.nodes.len() + 1);
        let mut passes = skeleton.passes.as_slice();
        for (number, node) in self.nodes.iter().enumerate() {
            let here = all.len();
            first.push(here as u32);
            if number == 0 {
                all.push((step(0, start), 0));
            }
            for edge in &node.before {
                let from = edge.from as usize;
                let (along, rest) = passes.split_at_checked(skeleton.combinations(from)).unwrap_or_default();
                passes = rest;
                if edge.decisions.iter().any(|decision| fixed.excludes(*decision)) {
                    continue;
                }
                let (Some(&begin), Some(&end)) = (first.get(from), first.get(from + 1)) else { continue };
                for index in begin..end {
                    let Some(&(state, answers)) = all.get(index as usize) else { continue };
                    let Some(&answers) = along.get(answers as usize).filter(|answers| **answers != u32::MAX) else {
                        continue;
                    };
                    let new = (step(number, state), answers);
                    let known = all.get(here..).unwrap_or_default();
                    if known.contains(&new) {
                        continue;
                    }
                    if known.len() >= MOST_COMPARED {
                        return None;
                    }
                    all.push(new);
                }
            }
        }
        let end = first.last().map_or(0, |end| *end as usize);
        Some(all.get(end..).unwrap_or_default().iter().map(|(state, _)| *state).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::NoSnippets;
    use super::*;
    use crate::syntax::Macro;

    /// The states are those of the arrivals at the end, whatever is fixed and however many are told apart.
    fn check(source: &str) {
        let graph = MessageGraph::read(source, &Macro::parse(source), &NoSnippets);
        let arms = |(choice, of): (usize, &super::super::Choice)| {
            (0..of.arms.len() as u32).map(move |arm| vec![Decision { choice: choice as u32, arm }])
        };
        let fixed: Vec<Vec<Decision>> = graph.choices.iter().enumerate().flat_map(arms).collect();
        for fixed in fixed.iter().chain([&Vec::new()]) {
            for kinds in [1, 3, 1_000_000] {
                let step = |node: usize, state: usize| (7 * state + node) % kinds;
                let mut found = graph.end_states(1, fixed, step);
                let arrivals = graph.arrivals(1, fixed, step);
                let mut expected: Vec<usize> = arrivals.at_end().iter().map(|arrival| arrival.state).collect();
                found.sort_unstable();
                expected.sort_unstable();
                assert_eq!(found, expected, "{fixed:?}, {kinds}");
            }
        }
    }

    #[test]
    fn they_are_those_that_paths_come_to() {
        check("");
        check("Hi. We are here.");
        check("{% if a %}One.{% else %}Two.{% endif %} Three. {% unless a %}Four.{% endunless %} Five.");
        let many: String = (0..7).map(|number| format!("{{% if a{number} %}}One.{{% endif %}} Two.\n\n")).collect();
        check(&many);
        check(&[many.as_str(), &many].concat());
    }
}
