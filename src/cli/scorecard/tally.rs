//! What the page says of all macros together.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use super::{escape, headings};
use crate::knowledge::{Knowledge, Rule, Severity};
use crate::report::MacroReport;

/// Sums over macros, and the names of what they are about.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Tally {
    macros: usize,
    clean: usize,
    unreadable: usize,
    sentences: usize,
    words: usize,
    findings: [usize; Severity::ALL.len()],
    intents: BTreeSet<&'static str>,
    techniques: BTreeMap<String, Technique>,
    rules: BTreeMap<String, Counted>,
    acts: BTreeMap<&'static str, String>,
}

#[derive(Clone, Debug, Default)]
struct Technique {
    title: String,
    used: usize,
    missed: usize,
}

#[derive(Clone, Debug, Default)]
struct Counted {
    title: String,
    url: String,
    findings: usize,
    macros: usize,
}

/// What the script calls things.
#[derive(Debug, Serialize)]
struct Names<'a> {
    techniques: BTreeMap<&'a str, &'a str>,
    rules: BTreeMap<&'a str, [&'a str; 2]>,
    acts: &'a BTreeMap<&'static str, String>,
}

impl Tally {
    /// Adds one macro, and what is known where it stands.
    pub(in crate::cli) fn add(&mut self, knowledge: &Knowledge, report: &MacroReport) {
        let [_, _, warnings, errors] = report.findings;
        self.macros += 1;
        self.clean += usize::from(warnings + errors == 0);
        self.sentences += report.sentences.len();
        self.words += report.words;
        self.findings.iter_mut().zip(report.findings).for_each(|(sum, count)| *sum += count);
        self.intents.extend(report.intent);
        for id in &report.used {
            self.technique(knowledge, id).used += 1;
        }
        for id in &report.missed {
            self.technique(knowledge, id).missed += 1;
        }
        let mut seen = BTreeSet::new();
        for finding in &report.found {
            let counted =
                self.rules.entry(finding.rule.clone()).or_insert_with(|| counted(knowledge.rule(&finding.rule)));
            counted.findings += 1;
            counted.macros += usize::from(seen.insert(&finding.rule));
        }
        for act in report.sentences.iter().flat_map(|sentence| sentence.acts.iter()) {
            let title = || knowledge.acts.iter().find(|entry| entry.id == act).map(|entry| entry.title.clone());
            self.acts.entry(act.as_str()).or_insert_with(|| title().unwrap_or_else(|| act.as_str().to_owned()));
        }
    }

    fn technique(&mut self, knowledge: &Knowledge, id: &str) -> &mut Technique {
        self.techniques.entry(id.to_owned()).or_insert_with(|| Technique {
            title: knowledge.technique(id).map_or_else(|| id.to_owned(), |technique| technique.title.clone()),
            ..Technique::default()
        })
    }

    /// Tells of macros that could not be read.
    pub(in crate::cli) fn unreadable(&mut self, count: usize) {
        self.unreadable = count;
    }

    /// The numbers at the top, and the tables of techniques and rules.
    pub(super) fn totals(&self) -> String {
        let [hint, information, warning, error] = self.findings;
        let mut out = String::from("<dl id=totals>");
        let mut total = |name: &str, class: &str, count: usize| {
            let _ = write!(out, "<div class=\"{class}\"><dt>{name}</dt><dd>{count}</dd></div>");
        };
        total("Macros", "", self.macros);
        total("without errors and warnings", "", self.clean);
        if self.unreadable > 0 {
            total("could not be read", "error", self.unreadable);
        }
        total("Sentences", "", self.sentences);
        total("Words", "", self.words);
        total("Errors", "error", error);
        total("Warnings", "warning", warning);
        total("Information", "information", information);
        total("Hints", "hint", hint);
        out += "</dl>\n";
        if !self.techniques.is_empty() {
            out += &self.of_techniques();
        }
        if !self.rules.is_empty() {
            out += &self.of_rules();
        }
        out
    }

    fn of_techniques(&self) -> String {
        let mut all: Vec<(&String, &Technique)> = self.techniques.iter().collect();
        all.sort_by_key(|(_, technique)| (usize::MAX - technique.missed, usize::MAX - technique.used));
        let mut out = format!(
            "<details><summary>Techniques: in how many macros</summary><table class=sortable>{}<tbody>\n",
            headings(&["Technique", "Used", "Missed"])
        );
        for (id, Technique { title, used, missed }) in all {
            let (id, title) = (escape::text(id), escape::text(title));
            let _ =
                writeln!(out, "<tr><th scope=row><b>{title}</b><i>{id}</i></th><td>{used}</td><td>{missed}</td></tr>");
        }
        out + "</tbody></table></details>\n"
    }

    fn of_rules(&self) -> String {
        let mut all: Vec<(&String, &Counted)> = self.rules.iter().collect();
        all.sort_by_key(|(_, counted)| (usize::MAX - counted.findings, usize::MAX - counted.macros));
        let mut out = format!(
            "<details><summary>Rules: how often they found something</summary><table class=sortable>{}<tbody>\n",
            headings(&["Rule", "Findings", "Macros"])
        );
        for (id, Counted { title, url, findings, macros }) in all {
            let (id, title) = (escape::text(id), escape::text(title));
            let id = match url.is_empty() {
                true => id,
                false => format!("<a href=\"{}\" rel=noreferrer>{id}</a>", escape::text(url)),
            };
            let _ = writeln!(
                out,
                "<tr><th scope=row><b>{title}</b><i>{id}</i></th><td>{findings}</td><td>{macros}</td></tr>"
            );
        }
        out + "</tbody></table></details>\n"
    }

    /// The intents that occur, as options.
    pub(super) fn intents(&self) -> String {
        self.intents.iter().map(|intent| format!("<option>{intent}</option>")).collect()
    }

    /// What the script calls techniques, rules and acts, as JSON.
    pub(super) fn names(&self) -> String {
        let names = Names {
            techniques: self.techniques.iter().map(|(id, technique)| (id.as_str(), technique.title.as_str())).collect(),
            rules: self
                .rules
                .iter()
                .map(|(id, rule)| (id.as_str(), [rule.title.as_str(), rule.url.as_str()]))
                .collect(),
            acts: &self.acts,
        };
        // Writing plain data to memory cannot fail.
        serde_json::to_string(&names).unwrap_or_default()
    }
}

fn counted(rule: Option<&Rule>) -> Counted {
    rule.map_or_else(Counted::default, |rule| Counted {
        title: rule.title.clone(),
        url: rule.url(),
        ..Counted::default()
    })
}
