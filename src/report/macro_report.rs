//! The report on one macro.

use std::collections::HashSet;

use crate::knowledge::{Acts, Severity};
use crate::lint::{self, Finding, Fixes, Subject};
use crate::message::{MessageGraph, Prose, WordKind};
use crate::syntax::Intent;
use crate::text::Span;

use super::flow_facts::{FlowFacts, flow_facts};
use super::sentences::{SentenceReport, sentences};
use super::techniques;

/// What there is to say of one macro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MacroReport {
    /// What its front matter calls it.
    pub title: Option<String>,
    /// What its front matter says that it is for.
    pub intent: Option<&'static str>,
    /// How many ways lead through it and the snippets that it renders, at most [`crate::message::MOST_PATHS`].
    pub paths: u64,
    /// Words of its prose; a placeholder or a slot is one.
    pub words: usize,
    /// All that it does, in the snippets that it renders too.
    pub acts: Acts,
    /// Ids of the techniques whose acts it does, in the order of the packs.
    pub used: Vec<String>,
    /// Ids of the techniques that it ought to use: a rule of the flow finds them missing, or they are expected of what it
    /// is for and it does not do their acts. In the order of the packs.
    pub missed: Vec<String>,
    /// What holds of each message that it can become.
    pub flow: FlowFacts,
    /// In source order.
    pub sentences: Vec<SentenceReport>,
    /// In the order of the text, without fixes.
    pub found: Vec<Finding>,
    /// Findings by severity, in the order of [`Severity::ALL`].
    pub findings: [usize; Severity::ALL.len()],
}

/// How many words the macro itself has: a word that several readings of a sentence share counts once.
fn words(prose: &Prose) -> usize {
    let words = prose.sentences.iter().flat_map(|sentence| prose.words(sentence));
    let said = words.filter(|word| word.file == 0 && !matches!(word.kind, WordKind::Comma | WordKind::Break));
    said.map(|word| word.span.start).collect::<HashSet<usize>>().len()
}

/// The report on a macro.
pub fn report(subject: &Subject) -> MacroReport {
    let parsed = subject.parsed;
    let graph = MessageGraph::read(subject.source, parsed, subject.snippets);
    let said = lint::acts_of_graph(subject, &graph);
    let acts = said.iter().fold(Acts::default(), |all, sentence| all.union(sentence.acts));
    let intent = parsed.front_matter.intent.map(|(intent, _): (Intent, Span)| intent.as_str());
    let found = lint::check(subject, Fixes::None);
    let mut findings = [0; Severity::ALL.len()];
    for finding in &found {
        if let Some(count) = findings.get_mut(finding.severity as usize) {
            *count += 1;
        }
    }
    let (used, missed) = techniques::judge(subject.knowledge, intent, acts, &found);
    MacroReport {
        title: parsed.front_matter.title.as_ref().map(|title| title.text.clone()),
        intent,
        paths: graph.paths(),
        words: words(&graph.prose),
        acts,
        used,
        missed,
        flow: flow_facts(subject, &graph, &said),
        sentences: sentences(subject, &graph, &said),
        found,
        findings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Act, Knowledge};
    use crate::lint::Settings;
    use crate::syntax::Macro;

    fn read(source: &str) -> MacroReport {
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        report(&Subject {
            source,
            parsed: &parsed,
            knowledge: Knowledge::shipped(),
            settings: &settings,
            snippets: &crate::message::NoSnippets,
        })
    }

    #[test]
    fn a_macro_in_short() {
        let source = "---\ntitle: Late\nintent: apology\n---\nHi {{ customer.first_name | default: 'there' }},\n\nI'm sorry that your order is \
                      late, that's on us.\n{% if order.closed %}Please calm down.{% endif %}\n";
        let report = read(source);
        assert_eq!((report.title.as_deref(), report.intent), (Some("Late"), Some("apology")));
        assert_eq!((report.paths, report.words), (2, 15));
        assert_eq!(report.findings[Severity::Warning as usize], 2, "calm down, and no remedy");
        let texts: Vec<&str> = report.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Hi {{ customer.first_name | default: 'there' }},",
                "I'm sorry that your order is late, that's on us.",
                "Please calm down."
            ]
        );
        assert!(report.acts.contains(Act::Apologise) && report.acts.contains(Act::Own));
        assert!(report.used.iter().any(|id| id == "genuine-apology"), "{:?}", report.used);
        assert_eq!(report.sentences[2].when, ["order.closed"]);
    }

    #[test]
    fn an_empty_macro() {
        assert_eq!(read(""), MacroReport { paths: 1, ..MacroReport::default() });
    }
}
