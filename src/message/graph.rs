//! The message graph: which sentence can follow which, and what is decided on the way.

use crate::text::QuickMap;
use std::sync::OnceLock;

use super::choice::Choice;
use super::facts::Facts;
use super::prose::Prose;
use super::rest::Rest;
use super::skeleton::Skeleton;
use super::{Place, Snippet, Snippets, walk};
use crate::syntax::Macro;

/// Of more inexact places than this nothing is told.
const MOST_NOTICES: usize = 1_000;

/// Every message that a customer may receive from a macro.
///
/// Nodes come in the order of the message: an edge leads from a node to one with a higher number. The first node is the
/// beginning, the last one the end.
#[derive(Clone, Debug, Default)]
pub struct MessageGraph {
    /// The sentences, each with its words.
    pub prose: Prose,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// Where the macro decides what is sent, in the order in which a walk meets them.
    pub choices: Vec<Choice>,
    /// Where something was merged or left out to keep the graph small.
    pub notices: Vec<Notice>,
    pub(super) facts: Facts,
    /// What all walks along its paths share, made at the first.
    pub(super) skeleton: OnceLock<Skeleton>,
    /// The nodes that another path through the same text may meet again, by where they stand and what was open behind them.
    recent: Option<QuickMap<Spot, Vec<u32>>>,
}

/// A place of the message that paths lead through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// The sentence that is said here, as an index; a node without one only joins paths.
    pub sentence: Option<u32>,
    /// Where paths come from.
    pub before: Vec<Edge>,
    /// How many choices had been met when it was made: what is decided before it has a lower number, what is decided
    /// after it has not.
    pub choices_before: u32,
    /// Whether its sentence stands for other readings too, as there are too many of them.
    pub merged: bool,
}

/// A way to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The node that it comes from.
    pub from: u32,
    /// What is decided on the way, in source order.
    pub decisions: Box<[Decision]>,
}

/// A way taken where a macro decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decision {
    /// Index of the choice.
    pub choice: u32,
    /// Which of its arms.
    pub arm: u32,
}

/// Where a sentence stands, and what is open behind it.
type Spot = (Place, Rest);

/// The nodes that follow each node.
#[derive(Clone, Debug, Default)]
pub struct After {
    /// Node by node.
    nodes: Vec<u32>,
    /// By node: where those that follow it end.
    ends: Vec<u32>,
}

impl After {
    /// Those that follow a node, in their order.
    pub fn of(&self, node: usize) -> &[u32] {
        let end = |node: usize| self.ends.get(node).map_or(0, |end| *end as usize);
        let begin = node.checked_sub(1).map_or(0, end);
        self.nodes.get(begin..end(node)).unwrap_or_default()
    }
}

/// A sentence that a path meets.
pub(super) struct Met {
    /// Its index: the last one.
    pub(super) sentence: usize,
    /// The way to it.
    pub(super) edge: Edge,
    /// The first choice that was decided behind it.
    pub(super) next: Option<u32>,
    /// Whether it stands for other readings too.
    pub(super) merged: bool,
    /// What is open behind it; `None` where the path stands for several that part there.
    pub(super) rest: Option<Rest>,
}

/// Something that the graph does not say exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where, in the macro itself or a snippet.
    pub place: Place,
    /// What.
    pub kind: NoticeKind,
}

/// The kinds of inexactness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// One sentence has so many readings that only some are looked at.
    ManyReadings,
    /// A loop inside loops is read as none or one.
    DeepLoops,
    /// A snippet is left out, since it renders itself or because too much is rendered.
    LeftOut,
}

impl MessageGraph {
    /// Reads the macro of `source`, with the snippets that it renders.
    pub fn read(source: &str, parsed: &Macro, snippets: &dyn Snippets) -> Self {
        walk::walk(source, parsed, snippets)
    }

    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::default()], ..Self::default() }
    }

    /// The number of the end.
    pub fn end(&self) -> usize {
        self.nodes.len().saturating_sub(1)
    }

    /// The snippet that [`Place::file`] names; `None` for the macro itself.
    pub fn snippet(&self, file: u16) -> Option<&Snippet> {
        self.prose.snippet(file)
    }

    /// The nodes that follow each node. Made by two passes over the edges.
    pub fn after(&self) -> After {
        let mut ends = vec![0; self.nodes.len()];
        let edges = || self.nodes.iter().flat_map(|node| &node.before);
        for edge in edges() {
            if let Some(count) = ends.get_mut(edge.from as usize) {
                *count += 1;
            }
        }
        let mut all: u32 = 0;
        for end in &mut ends {
            all += std::mem::replace(end, all);
        }
        let mut nodes = vec![0; all as usize];
        for (number, node) in (0..).zip(&self.nodes) {
            for edge in &node.before {
                let Some(end) = ends.get_mut(edge.from as usize) else { continue };
                if let Some(place) = nodes.get_mut(*end as usize) {
                    *place = number;
                }
                *end += 1;
            }
        }
        After { nodes, ends }
    }

    /// Begins text that several paths lead through.
    pub(super) fn many_paths(&mut self, many: bool) {
        self.recent = many.then(QuickMap::default);
    }

    /// Whether several paths may lead through the text that is read.
    pub(super) fn has_many_paths(&self) -> bool {
        self.recent.is_some()
    }

    /// The node of a sentence that a path meets. Where another path has just met the same words at the same places and goes
    /// on alike, it is that path's node, and the sentence is forgotten.
    pub(super) fn sentence_node(&mut self, met: Met) -> u32 {
        let choices_before = met.next.unwrap_or(self.choices.len() as u32);
        let spot = self.spot(&met);
        if let Some(known) = self.known(&met, spot, choices_before) {
            self.prose.forget_last();
            if let Some(node) = self.nodes.get_mut(known as usize)
                && !node.before.contains(&met.edge)
            {
                node.before.push(met.edge);
            }
            return known;
        }
        let Met { sentence, edge, merged, .. } = met;
        let node = self.push(Node { sentence: Some(sentence as u32), before: vec![edge], choices_before, merged });
        if let (Some(recent), Some(spot)) = (&mut self.recent, spot) {
            recent.entry(spot).or_default().push(node);
        }
        node
    }

    fn spot(&self, met: &Met) -> Option<Spot> {
        let own = self.prose.sentences.get(met.sentence)?;
        Some((Place { file: own.file, span: own.span }, met.rest?))
    }

    fn known(&self, met: &Met, spot: Option<Spot>, choices_before: u32) -> Option<u32> {
        let own = self.prose.sentences.get(met.sentence)?;
        if met.sentence + 1 != self.prose.sentences.len() {
            return None;
        }
        let recent = self.recent.as_ref()?.get(&spot?)?;
        let same = |node: &Node| {
            let other = node.sentence.and_then(|other| self.prose.sentences.get(other as usize));
            // Of two paths that come to different choices next, one would get by without the first of them.
            node.choices_before == choices_before
                && node.merged == met.merged
                && other.is_some_and(|other| self.prose.says_the_same(own, other))
        };
        let mut numbers = recent.iter().copied().filter(|number| *number > met.edge.from);
        numbers.find(|&number| self.nodes.get(number as usize).is_some_and(same))
    }

    /// A node that joins paths.
    pub(super) fn join(&mut self, before: Vec<Edge>) -> u32 {
        self.push(Node { before, choices_before: self.choices.len() as u32, ..Node::default() })
    }

    fn push(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        self.nodes.len() as u32 - 1
    }

    pub(super) fn notice(&mut self, place: Place, kind: NoticeKind) {
        let notice = Notice { place, kind };
        if self.notices.len() < MOST_NOTICES && !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }
}
