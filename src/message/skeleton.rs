//! What all walks along the paths of a graph share: which answers to conditions can be known at each node.

use crate::text::QuickMap;

use super::facts::Literal;
use super::graph::{Decision, MessageGraph};

/// How many combinations of answers are told apart at one node at most: eight conditions, each from the first time that it is
/// asked to the last.
const MOST_COMBINATIONS: usize = 256;
/// How many in the largest graphs.
const FEWEST_COMBINATIONS: usize = 8;
/// How much work it may be to walk all paths once, as [`MessageGraph::extent`] has it: where a graph has so many edges that it
/// would be more, fewer combinations are told apart.
const MOST_EXTENT: usize = 24_000;

/// Answers to conditions that are asked again, sorted.
type Answers = Vec<Literal>;

/// No combination of answers.
const NONE: u32 = u32::MAX;

/// Which answers can be known at each node, and what becomes of them along each edge: the same whoever asks.
#[derive(Clone, Debug, Default)]
pub(super) struct Skeleton {
    /// By node: how many combinations of answers.
    combinations: Vec<u32>,
    /// Edge by edge: for each combination where it comes from, which one there is here; [`NONE`] where no path is so.
    pub(super) passes: Vec<u32>,
    /// The choice at which answers were first forgotten.
    pub(super) merged_from: Option<u32>,
}

impl Skeleton {
    pub(super) fn of(graph: &MessageGraph) -> Self {
        let mut book = Book::new(graph);
        let mut skeleton = Self {
            combinations: Vec::with_capacity(graph.nodes.len()),
            passes: Vec::with_capacity(2 * graph.nodes.len()),
            merged_from: None,
        };
        // Node by node: the numbers of its combinations in the book; and where those of each begin.
        let mut at: Vec<u32> = Vec::with_capacity(2 * graph.nodes.len());
        let mut begins: Vec<usize> = Vec::with_capacity(graph.nodes.len());
        for (number, node) in graph.nodes.iter().enumerate() {
            let here = at.len();
            begins.push(here);
            if number == 0 {
                at.push(0);
            }
            for edge in &node.before {
                // Most decide nothing.
                let asked = if edge.decisions.is_empty() { Vec::new() } else { book.asked(&edge.decisions) };
                book.choice = edge.decisions.last().map_or(node.choices_before.saturating_sub(1), |last| last.choice);
                let from = edge.from as usize;
                let from = begins.get(from).map_or(0..0, |&begin| begin..begin + skeleton.combinations(from));
                for answers in from {
                    let Some(&answers) = at.get(answers) else { break };
                    let after = book.after(answers, &asked, node.choices_before, at.len() - here);
                    // They are so few that they are compared one by one.
                    let place = after.map(|after| {
                        let known = at.get(here..).and_then(|at| at.iter().position(|known| *known == after));
                        known.unwrap_or_else(|| {
                            at.push(after);
                            at.len() - 1 - here
                        })
                    });
                    skeleton.passes.push(place.map_or(NONE, |place| place as u32));
                }
            }
            skeleton.combinations.push((at.len() - here) as u32);
        }
        skeleton.merged_from = book.merged_from;
        skeleton
    }

    /// How many combinations of answers there are at a node.
    #[inline]
    pub(super) fn combinations(&self, node: usize) -> usize {
        self.combinations.get(node).map_or(0, |count| *count as usize)
    }
}

/// Sets of answers by number, so that states stay small.
struct Book<'a> {
    graph: &'a MessageGraph,
    /// Each with the choice up to which nothing of it can be forgotten.
    sets: Vec<(Answers, u32)>,
    /// Their numbers; the first of them is that of no answers.
    known: QuickMap<Answers, u32>,
    /// How many combinations are told apart at a node.
    most_combinations: usize,
    /// How many conditions are remembered.
    most_remembered: usize,
    /// The choice that was met last.
    choice: u32,
    merged_from: Option<u32>,
}

impl<'a> Book<'a> {
    fn new(graph: &'a MessageGraph) -> Self {
        let edges: usize = graph.nodes.iter().map(|node| node.before.len()).sum();
        let most_combinations = (MOST_EXTENT / edges.max(1)).clamp(FEWEST_COMBINATIONS, MOST_COMBINATIONS);
        Self {
            graph,
            sets: vec![(Vec::new(), u32::MAX)],
            known: QuickMap::default(),
            most_combinations,
            most_remembered: most_combinations.ilog2() as usize,
            choice: 0,
            merged_from: None,
        }
    }

    /// What is decided that is asked again.
    fn asked(&self, decisions: &[Decision]) -> Vec<Literal> {
        let literals = decisions.iter().flat_map(|decision| self.graph.literals(*decision));
        literals.filter(|literal| self.graph.facts.is_shared(literal.fact)).copied().collect()
    }

    /// The answers after an edge on which `asked` is decided; `None` where no path can take it. `others` is how many
    /// combinations are told apart where it leads.
    fn after(&mut self, answers: u32, asked: &[Literal], choices_before: u32, others: usize) -> Option<u32> {
        let facts = &self.graph.facts;
        let (old, kept_until) = self.sets.get(answers as usize)?;
        if asked.is_empty() && *kept_until >= choices_before {
            return Some(answers);
        }
        if !asked.is_empty() && !facts.can_hold(old.iter().chain(asked).copied()) {
            return None;
        }
        let mut set: Answers = old.iter().chain(asked).copied().collect();
        set.retain(|literal| facts.last_asked(literal.fact) >= choices_before);
        set.sort_unstable();
        set.dedup();
        while facts.subjects(&set) > self.most_remembered {
            self.forgets();
            set = self.without_latest(set);
        }
        if set.is_empty() {
            return Some(0);
        }
        if others >= self.most_combinations && !self.known.contains_key(&set) {
            self.forgets();
            return Some(0);
        }
        if let Some(known) = self.known.get(&set) {
            return Some(*known);
        }
        let kept_until = set.iter().map(|literal| facts.last_asked(literal.fact)).min().unwrap_or(u32::MAX);
        let number = self.sets.len() as u32;
        self.known.insert(set.clone(), number);
        self.sets.push((set, kept_until));
        Some(number)
    }

    /// Notes where answers are forgotten.
    fn forgets(&mut self) {
        self.merged_from = Some(self.merged_from.map_or(self.choice, |known| known.min(self.choice)));
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
