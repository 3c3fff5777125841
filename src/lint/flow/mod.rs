//! Flow rules: what is demanded of the order and presence of acts, decided on every path of the message.

mod automaton;
mod fault;
mod fix;
mod lines;
mod place;
mod site;
#[cfg(test)]
mod tests;
mod together;
mod trial;

use std::cell::Cell;

use super::heard::Heard;
use super::neighbours::in_macro;
use super::quote::quote;
use super::tone::speaks_english;
use super::{Finding, Fix, Fixes, Standing, Subject};
use crate::knowledge::{Rule, Severity};
use crate::message::MessageGraph;
use crate::text::{QuickSet, Span};
use automaton::Automaton;
use fault::{Fault, Work, faults};
use fix::Fixer;
use lines::{Line, lines};
use place::Shown;
pub(super) use place::render_tag;
pub(super) use together::together;
use trial::AsItIs;
pub(super) use trial::counts;

/// A rule whose flow is asked for in this macro.
#[derive(Clone, Copy)]
struct Active<'a> {
    rule: &'a Rule,
    /// Its place among the rules.
    index: usize,
    severity: Severity,
}

/// The findings of all other rules.
#[derive(Clone, Copy)]
pub(super) struct Others<'a> {
    /// Of how the macro is written.
    pub(super) form: &'a [Finding],
    /// Of its sentences one by one.
    pub(super) words: &'a [Finding],
}

/// The findings of all flow rules on the messages of `graph`, which was read from the subject with its snippets.
pub(super) fn find(
    subject: &Subject,
    graph: &MessageGraph,
    heard: &Heard,
    others: Others,
    fixes: Fixes,
) -> Vec<Finding> {
    let active = active(subject);
    if active.is_empty() || graph.prose.sentences.is_empty() {
        return Vec::new();
    }
    let lines = lines(subject, graph, heard, &active);
    let mut found = found(subject, graph, &lines, &active, &Work::new());
    let as_it_is = AsItIs { others, found: &found, active: &active, heard };
    let fixer = Fixer::new(subject, graph, &lines, fixes, as_it_is);
    let wanted = found.iter().map(|Found { active, finding, sentence }| match fixes.wanted(finding.span) {
        true => fixer.fixes(active.rule, finding, *sentence),
        false => Vec::new(),
    });
    let wanted: Vec<Vec<Fix>> = wanted.collect();
    for (found, fixes) in found.iter_mut().zip(wanted) {
        found.finding.fixes = fixes;
    }
    found.into_iter().map(|found| found.finding).collect()
}

/// A finding of a rule, with the sentence that it is about.
struct Found<'a> {
    active: Active<'a>,
    finding: Finding,
    sentence: Option<usize>,
}

/// The findings without their fixes, each once, and without those of rules that are silent where another has one.
fn found<'a>(
    subject: &Subject,
    graph: &MessageGraph,
    lines: &[Line],
    active: &[Active<'a>],
    work: &Work,
) -> Vec<Found<'a>> {
    let all_lines = Line::of_all(lines);
    let mut out: Vec<Found> = Vec::new();
    for rule in active {
        let mut known: QuickSet<(Span, String)> = QuickSet::default();
        for (finding, sentence) in of_rule(subject, graph, (lines, &all_lines), *rule, work) {
            if known.insert((finding.span, finding.message.clone())) {
                out.push(Found { active: *rule, finding, sentence });
            }
        }
    }
    let fired: QuickSet<String> = out.iter().map(|found| found.finding.rule.clone()).collect();
    out.retain(|found| !found.active.rule.silent_where.iter().any(|other| fired.contains(other)));
    out
}

fn active<'a>(subject: &Subject<'a>) -> Vec<Active<'a>> {
    if !speaks_english(subject) {
        return Vec::new();
    }
    let rules = subject.knowledge.rules.iter().enumerate();
    let asked = rules.filter(|(_, rule)| !rule.flow.is_empty() && in_macro(subject, &rule.in_macros()));
    asked
        .filter_map(|(index, rule)| {
            let severity = subject.settings.severity(&rule.id, rule.severity)?;
            Some(Active { rule, index, severity })
        })
        .collect()
}

/// The findings of one rule, each with the sentence that it is about.
fn of_rule(
    subject: &Subject,
    graph: &MessageGraph,
    (lines, all_lines): (&[Line], &Line),
    active: Active,
    work: &Work,
) -> Vec<(Finding, Option<usize>)> {
    let mut out = Vec::new();
    // What a part of messages lacks may stand in the macros that render it, where all of it is judged.
    let is_part = subject.settings.standing == Standing::Snippet;
    for flow in active.rule.flow.iter().filter(|flow| !(is_part && flow.demand.asks_of_message())) {
        let Some(automaton) = Automaton::new(subject, graph, (lines, all_lines), active, flow) else { continue };
        for fault in faults(graph, &automaton, work) {
            let Some(shown) = place::shown(subject, graph, lines, &automaton, &fault) else { continue };
            out.push((finding(subject, graph, active, &fault, shown), fault.sentence));
        }
    }
    out
}

fn finding(subject: &Subject, graph: &MessageGraph, active: Active, fault: &Fault, shown: Shown) -> Finding {
    let severity = if fault.uncertain { active.severity.min(Severity::Hint) } else { active.severity };
    Finding {
        rule: active.rule.id.clone(),
        severity,
        span: shown.span,
        message: active.rule.message.replace("{match}", &quote(&shown.said)),
        when: graph.conditions(subject.source, subject.parsed, &fault.decisions),
        related: shown.related,
        fixes: Vec::new(),
    }
}

/// How much may still be done.
#[derive(Debug)]
struct Budget(Cell<usize>);

impl Budget {
    fn new(size: usize) -> Self {
        Self(Cell::new(size))
    }

    /// Whether there is so much left.
    fn has(&self, size: usize) -> bool {
        size <= self.0.get()
    }

    /// Takes so much; `false` where there is not so much left.
    fn take(&self, size: usize) -> bool {
        let left = self.0.get().checked_sub(size);
        left.map(|left| self.0.set(left)).is_some()
    }
}
