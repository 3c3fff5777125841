//! What a report comes to over all macros.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::knowledge::{Act, Severity};
use crate::report::MacroReport;

/// Sums over macros.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    macros: usize,
    sentences: usize,
    words: usize,
    findings: [usize; Severity::ALL.len()],
    acts: BTreeMap<Act, usize>,
    techniques: BTreeMap<String, usize>,
    missed: BTreeMap<String, usize>,
}

/// Findings by severity.
#[derive(Debug, Serialize)]
pub(super) struct Findings {
    error: usize,
    warning: usize,
    information: usize,
    hint: usize,
}

impl Findings {
    /// From counts in the order of [`Severity::ALL`].
    pub(super) fn new(counts: &[usize; Severity::ALL.len()]) -> Self {
        let [hint, information, warning, error] = *counts;
        Self { error, warning, information, hint }
    }
}

/// The summary as machines read it.
#[derive(Debug, Serialize)]
struct Record<'a> {
    macros: usize,
    sentences: usize,
    words: usize,
    findings: Findings,
    acts: BTreeMap<&'static str, usize>,
    techniques: &'a BTreeMap<String, usize>,
    missed: &'a BTreeMap<String, usize>,
}

impl Totals {
    /// Adds one macro.
    pub(super) fn add(&mut self, report: &MacroReport) {
        self.macros += 1;
        self.sentences += report.sentences.len();
        self.words += report.words;
        for (sum, count) in self.findings.iter_mut().zip(report.findings) {
            *sum += count;
        }
        for act in report.sentences.iter().flat_map(|sentence| sentence.acts.iter()) {
            *self.acts.entry(act).or_default() += 1;
        }
        for technique in &report.used {
            *self.techniques.entry(technique.clone()).or_default() += 1;
        }
        for technique in &report.missed {
            *self.missed.entry(technique.clone()).or_default() += 1;
        }
    }

    /// Sentences by act, macros by technique that they use and that they miss, and the sums.
    pub(super) fn json(&self) -> String {
        let record = Record {
            macros: self.macros,
            sentences: self.sentences,
            words: self.words,
            findings: Findings::new(&self.findings),
            acts: self.acts.iter().map(|(act, count)| (act.as_str(), *count)).collect(),
            techniques: &self.techniques,
            missed: &self.missed,
        };
        // Writing plain data to memory cannot fail.
        serde_json::to_string(&record).unwrap_or_default()
    }
}
