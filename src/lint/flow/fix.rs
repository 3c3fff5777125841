//! Edits of structure that mend a fault of flow, each tried out before it is offered.

use super::Line;
use crate::knowledge::Rule;
use crate::lint::{Finding, Fix, Subject};
use crate::message::MessageGraph;

/// Tries fixes out.
pub(super) struct Fixer<'a> {
    subject: &'a Subject<'a>,
    graph: &'a MessageGraph,
    lines: &'a [Line],
}

impl<'a> Fixer<'a> {
    pub(super) fn new(subject: &'a Subject<'a>, graph: &'a MessageGraph, lines: &'a [Line]) -> Self {
        Self { subject, graph, lines }
    }

    /// The fixes of a rule that mend a finding about a sentence.
    pub(super) fn fixes(&mut self, _rule: &Rule, _finding: &Finding, _sentence: Option<usize>) -> Vec<Fix> {
        let _ = (self.subject, self.graph, self.lines);
        Vec::new()
    }
}
