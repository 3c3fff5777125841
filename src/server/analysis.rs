//! What is known of one version of a document, and how it is found out.

use std::path::Path;

use tower_lsp_server::ls_types as lsp;

use super::snippets::{Asked, Asking};
use super::state::Snapshot;
use crate::helpdesk::{Platform, Vocabulary};
use crate::lint::{self, Finding, Fixes, Settings, Subject};
use crate::message::Snippets;
use crate::syntax::{Macro, Tree};
use crate::workspace::{Facts, Known};

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
    /// The snippets that the findings come from.
    pub(super) snippets: Asked,
    /// What was told of it among the others.
    pub(super) facts: Facts,
    settings: Settings,
}

impl Analysis {
    /// Reads and judges a version. The tree, if there is one, is for the next one.
    pub(super) fn new(
        mut snapshot: Snapshot,
        settings: Settings,
        known: Known,
        asking: Asking,
        facts: Facts,
    ) -> (Self, Option<Tree>) {
        let source = snapshot.text.to_string();
        #[cfg(feature = "fault-injection")]
        super::fault::panic_if_asked(&source);
        let (parsed, tree) = Macro::parse_again(&source, snapshot.tree.take());
        let parsed = parsed.in_file(Path::new(snapshot.uri.path().as_str()));
        let subject = subject(&source, &parsed, &known, &settings, &asking);
        let findings = lint::check(&subject, Fixes::None);
        // Where links lead is told of every snippet, also of those that no finding can come from.
        crate::assist::rendered(&parsed).for_each(|id| drop(asking.get(&id.text)));
        (Self { snapshot, source, parsed, findings, known, snippets: asking.done(), facts, settings }, tree)
    }

    /// What there is to find, with the fixes that are asked for.
    pub(super) fn check(&self, fixes: Fixes) -> Vec<Finding> {
        lint::check(&self.subject(), fixes)
    }

    /// Its path, or what its address has in the place of one.
    pub(super) fn path(&self) -> &Path {
        Path::new(self.snapshot.uri.path().as_str())
    }

    /// The address of the snippet or the other macro that findings call so.
    pub(super) fn uri_of(&self, label: &str) -> Option<lsp::Uri> {
        let other = || lsp::Uri::from_file_path(self.facts.labelled(label, self.snippets.roots())?);
        self.snippets.uri(label).cloned().or_else(other)
    }

    /// The variables that it may use.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.settings.vocabulary
    }

    /// The help desks that it is exported to: those that it names, else those of the configuration.
    pub(super) fn platforms(&self) -> Vec<&'static Platform> {
        let own = &self.parsed.front_matter.platforms;
        if own.is_empty() {
            let targets = self.snippets.roots().config().targets.iter();
            return targets.filter_map(|target| Platform::named(target)).collect();
        }
        own.iter().filter_map(|name| Platform::named(&name.text)).collect()
    }

    /// It, with all that is needed to judge it.
    pub(super) fn subject(&self) -> Subject<'_> {
        subject(&self.source, &self.parsed, &self.known, &self.settings, &self.snippets)
    }
}

fn subject<'a>(
    source: &'a str,
    parsed: &'a Macro,
    known: &'a Known,
    settings: &'a Settings,
    snippets: &'a dyn Snippets,
) -> Subject<'a> {
    Subject { source, parsed, knowledge: known, settings, snippets }
}
