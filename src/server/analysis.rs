//! What is known of one version of a document, and how it is found out.

use super::state::Snapshot;
use crate::lint::{self, Finding, Fixes, Settings, Subject};
use crate::syntax::{Macro, Tree};
use crate::workspace::Known;

/// One version of a document, read and judged.
#[derive(Debug)]
pub(super) struct Analysis {
    /// The version.
    pub(super) snapshot: Snapshot,
    /// Its text in one piece.
    pub(super) source: String,
    /// What it says.
    pub(super) parsed: Macro,
    /// What was found, without fixes.
    pub(super) findings: Vec<Finding>,
    /// What is known where it stands.
    pub(super) known: Known,
    settings: Settings,
}

impl Analysis {
    /// Reads and judges a version. The tree is for the next one.
    pub(super) fn new(mut snapshot: Snapshot, settings: Settings, known: Known) -> (Self, Tree) {
        let source = snapshot.text.to_string();
        #[cfg(feature = "fault-injection")]
        super::fault::panic_if_asked(&source);
        let tree = Tree::parse(&source, snapshot.tree.take().as_ref());
        let parsed = Macro::from_tree(&tree, &source);
        let mut analysis = Self { snapshot, source, parsed, findings: Vec::new(), known, settings };
        analysis.findings = analysis.check(Fixes::None);
        (analysis, tree)
    }

    /// What there is to find, with the fixes that are asked for.
    pub(super) fn check(&self, fixes: Fixes) -> Vec<Finding> {
        lint::check(&self.subject(), fixes)
    }

    /// It, with all that is needed to judge it.
    pub(super) fn subject(&self) -> Subject<'_> {
        Subject {
            source: &self.source,
            parsed: &self.parsed,
            knowledge: &self.known,
            settings: &self.settings,
            snippets: &crate::message::NoSnippets,
        }
    }
}
