//! The report on one macro.

use std::collections::HashSet;

use crate::knowledge::{Acts, Severity};
use crate::lint::{self, Fixes, Subject};
use crate::message::{Prose, WordKind};
use crate::syntax::Intent;
use crate::text::Span;

use super::{paths, when};

/// What there is to say of one macro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MacroReport {
    /// What its front matter calls it.
    pub title: Option<String>,
    /// What its front matter says that it is for.
    pub intent: Option<&'static str>,
    /// How many different messages it can become, at most [`super::MOST_PATHS`]; `None` where that cannot be counted by
    /// looking at this file alone.
    pub paths: Option<u64>,
    /// Words of its prose; a placeholder or a slot is one.
    pub words: usize,
    /// Ids of the techniques whose acts it does, in the order of the packs.
    pub used: Vec<String>,
    /// In source order.
    pub sentences: Vec<SentenceReport>,
    /// Findings by severity, in the order of [`Severity::ALL`].
    pub findings: [usize; Severity::ALL.len()],
}

/// A sentence of a macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceReport {
    /// In the source.
    pub span: Span,
    /// What it does.
    pub acts: Acts,
    /// The conditions under which it is sent, in source order; the nearest ones where there are very many.
    pub when: Vec<String>,
}

impl MacroReport {
    /// All acts of all sentences.
    pub fn acts(&self) -> Acts {
        self.sentences.iter().fold(Acts::default(), |all, sentence| all.union(sentence.acts))
    }
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
    let prose = Prose::read(subject.source, parsed);
    let said = lint::acts(subject, &prose);
    let mut out = MacroReport {
        title: parsed.front_matter.title.as_ref().map(|title| title.text.clone()),
        intent: parsed.front_matter.intent.map(|(intent, _): (Intent, Span)| intent.as_str()),
        paths: paths::count(parsed),
        words: words(&prose),
        ..MacroReport::default()
    };
    out.sentences = said
        .into_iter()
        .map(|sentence| SentenceReport {
            span: sentence.span,
            acts: sentence.acts,
            when: when::conditions(subject.source, parsed, sentence.span.start),
        })
        .collect();
    let acts = out.acts();
    let techniques = subject.knowledge.techniques.iter().filter(|technique| !technique.acts.is_empty());
    let used = techniques.filter(|technique| acts.contains_all(technique.acts.iter().copied().collect()));
    out.used = used.map(|technique| technique.id.clone()).collect();
    for finding in lint::check(subject, Fixes::None) {
        if let Some(count) = out.findings.get_mut(finding.severity as usize) {
            *count += 1;
        }
    }
    out
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
        let source = "---\ntitle: Late\nintent: apology\n---\nHi {{ customer.first_name }},\n\nI'm sorry that your order is \
                      late, that's on us.\n{% if order.gift %}Please calm down.{% endif %}\n";
        let report = read(source);
        assert_eq!((report.title.as_deref(), report.intent), (Some("Late"), Some("apology")));
        assert_eq!((report.paths, report.words), (Some(2), 15));
        assert_eq!(report.findings[Severity::Warning as usize], 1, "calm down");
        let texts: Vec<&str> = report.sentences.iter().map(|sentence| sentence.span.of(source)).collect();
        assert_eq!(
            texts,
            ["Hi {{ customer.first_name }},", "I'm sorry that your order is late, that's on us.", "Please calm down."]
        );
        assert!(report.acts().contains(Act::Apologise) && report.acts().contains(Act::Own));
        assert!(report.used.iter().any(|id| id == "genuine-apology"), "{:?}", report.used);
        assert_eq!(report.sentences[2].when, ["order.gift"]);
    }

    #[test]
    fn an_empty_macro() {
        assert_eq!(read(""), MacroReport { paths: Some(1), ..MacroReport::default() });
    }
}
