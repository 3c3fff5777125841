//! What becomes of a macro where a fix is carried out, as far as it decides whether the fix is worth offering.
//!
//! The answer is that of looking at all of both texts. What cannot differ between them is not looked at, nor what could not
//! speak against the fix.

use super::fault::Work;
use super::lines::lines;
use super::site::is_render;
use super::together::is_of_order;
use super::{Active, Found, Others, found};
use crate::knowledge::Severity;
use crate::lint::check::{of_form, of_words};
use crate::lint::heard::Heard;
use crate::lint::template::place::Place;
use crate::lint::template::surroundings;
use crate::lint::{Finding, Fixes, Subject};
use crate::message::MessageGraph;
use crate::syntax::{BlockKind, ItemKind, Macro};
use crate::text::{Edit, QuickMap, Span};

/// What there is to say of the macro as it is, before rules are switched off in places.
#[derive(Clone, Copy)]
pub(super) struct AsItIs<'a> {
    pub(super) others: Others<'a>,
    pub(super) found: &'a [Found<'a>],
    pub(super) active: &'a [Active<'a>],
    pub(super) heard: &'a Heard<'a>,
}

impl<'a> AsItIs<'a> {
    pub(super) fn all(self) -> impl Iterator<Item = &'a Finding> {
        let Others { form, words } = self.others;
        form.iter().chain(words).chain(self.found.iter().map(|found| &found.finding))
    }
}

/// A macro with a fix carried out. Every finding comes from the form, from the words or from flow, of each rule only from one of
/// them, and none is allowed.
pub(super) struct Trial<'a> {
    /// The macro as it is.
    pub(super) before: &'a Subject<'a>,
    pub(super) as_it_is: AsItIs<'a>,
    /// The same with the edits.
    pub(super) after: &'a Subject<'a>,
    pub(super) edits: &'a [Edit],
}

impl Trial<'_> {
    /// Whether nothing is told any more of what was found, and nothing new that is as heavy.
    pub(super) fn mends(&self, finding: &Finding) -> bool {
        let Subject { source, parsed, snippets, .. } = *self.after;
        let graph = MessageGraph::read(source, parsed, snippets);
        let heard = Heard::new(self.after, &graph.prose).like(self.as_it_is.heard);
        if !self.mends_flow(finding, &graph, &heard) {
            return false;
        }
        let Others { form: old_form, words: old_words } = self.as_it_is.others;
        let is_worse =
            |new: &[Finding], old: &[Finding]| worse(new.iter(), old.iter(), finding.severity).next().is_some();
        let form = (!self.keeps_form(&graph)).then(|| of_form(self.after, Fixes::None, true));
        if form.as_deref().is_some_and(|form| is_worse(form, old_form)) {
            return false;
        }
        let words = of_words(self.after, &graph, &heard, form.as_deref().unwrap_or(old_form), Fixes::None);
        !is_worse(&words, old_words)
    }

    /// The same, as far as flow rules tell: the finding's own, and those that may be as heavy.
    fn mends_flow(&self, finding: &Finding, graph: &MessageGraph, heard: &Heard) -> bool {
        let AsItIs { found: old, active, .. } = self.as_it_is;
        let counts = |active: &Active| active.severity >= finding.severity || active.rule.id == finding.rule;
        let silences = |id: &String| active.iter().any(|other| counts(other) && other.rule.silent_where.contains(id));
        let asked = active.iter().copied().filter(|active| counts(active) || silences(&active.rule.id));
        let asked: Vec<Active> = asked.collect();
        let new = match graph.prose.sentences.is_empty() {
            true => Vec::new(),
            false => found(self.after, graph, &lines(self.after, graph, heard, &asked), &asked, &Work::none()),
        };
        let own = |found: &&Found| found.finding.rule == finding.rule;
        let told =
            |all: &[Found]| -> usize { all.iter().filter(own).map(|found| places(&found.finding).count()).sum() };
        let at = start_behind(finding, self.edits);
        let stays = |found: &Found| places(&found.finding).any(|start| Some(start) == at);
        if told(&new) >= told(old) || new.iter().filter(own).any(stays) {
            return false;
        }
        let that_count = |found: &&Found| counts(&found.active) && !own(found);
        let new = new.iter().filter(that_count).map(|found| &found.finding);
        let old = old.iter().filter(that_count).map(|found| &found.finding);
        // Of a rule of order one finding stands for all.
        let is_told = |rule: &str| {
            self.after.knowledge.rule(rule).is_some_and(is_of_order) && old.clone().any(|other| other.rule == rule)
        };
        worse(new, old.clone(), finding.severity).all(is_told)
    }

    /// Whether the edits change plain sentences only, and nothing around what is printed beside them, so that all that is said
    /// of how the macro is written stays as it is.
    pub(super) fn keeps_form(&self, graph: &MessageGraph) -> bool {
        let (before, after) = (self.before, self.after);
        let names_platforms = !before.parsed.front_matter.platforms.is_empty() || !before.settings.platforms.is_empty();
        let is_plain = || {
            // By how much the text has grown before an edit.
            let (mut longer, mut shorter) = (0, 0);
            let mut edits: Vec<&Edit> = self.edits.iter().collect();
            edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
            edits.into_iter().all(|edit| {
                let start = edit.span.start + longer - shorter;
                (longer, shorter) = (longer + edit.text.len(), shorter + edit.span.len());
                let old = printed_beside(before, edit.span);
                old.is_some() && old == printed_beside(after, Span::new(start, start + edit.text.len()))
            })
        };
        !names_platforms
            && !before.parsed.items.iter().any(is_render)
            && graph.notices.is_empty()
            && before.parsed.mistakes.len() == after.parsed.mistakes.len()
            && is_plain()
    }
}

/// What is printed on the lines of a stretch, by the words around it; `None` where it is captured, where more than words and slots
/// are in the stretch, and where its lines have marks.
fn printed_beside(subject: &Subject, span: Span) -> Option<Vec<impl PartialEq>> {
    let Subject { source, parsed, .. } = *subject;
    let (before, behind) = (source.get(..span.start)?, source.get(span.end..)?);
    let breaks = ['\n', '\r'];
    let start = before.rfind(breaks).map_or(0, |at| at + 1).max(parsed.body.start.min(span.start));
    let end = span.end + behind.find(breaks).unwrap_or(behind.len());
    let first = parsed.items.partition_point(|item| item.span.end < start);
    if is_captured(parsed, span.start) {
        return None;
    }
    let items = parsed.items.iter().skip(first).take_while(|item| item.span.start <= end);
    let mut printed = Vec::new();
    for item in items {
        let here = Span::new(item.span.start.max(start), item.span.end.min(end));
        let is_beside = item.span.end <= span.start || span.end <= item.span.start;
        let is_sound = match item.kind {
            ItemKind::Text => has_no_marks(here.of(source)),
            ItemKind::Slot(_) => true,
            ItemKind::Output(_) | ItemKind::Tag(_) => is_beside,
            _ => here.is_empty(),
        };
        if !is_sound {
            return None;
        }
        if matches!(item.kind, ItemKind::Output(_)) {
            printed.push(surroundings(&Place::body(subject), item.span));
        }
    }
    Some(printed)
}

/// Whether what stands at a byte, or begins or ends there, is captured.
fn is_captured(parsed: &Macro, at: usize) -> bool {
    let first = parsed.items.partition_point(|item| item.span.end < at);
    let here = parsed.items.iter().skip(first).take_while(|item| item.span.start <= at);
    let block = |block: Option<usize>| block.and_then(|block| parsed.blocks.get(block));
    here.take(2).any(|item| {
        let mut around = std::iter::successors(block(item.block), |inner| block(inner.parent));
        around.any(|block| block.kind == BlockKind::Capture)
    })
}

/// Whether nothing in a text could be a tag, a mark, or a place that was left to fill in.
fn has_no_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_mark = |byte: &u8| b"{}[]<>%`*_\\|#$&".contains(byte);
    let shouts = |pair: &[u8; 2]| pair.iter().all(u8::is_ascii_uppercase);
    !bytes.iter().any(is_mark) && !bytes.array_windows().any(shouts)
}

/// Where a finding would begin behind the edits, if they only put something in and did not mend it.
pub(super) fn start_behind(finding: &Finding, edits: &[Edit]) -> Option<usize> {
    let start = finding.span.start;
    let shift = edits.iter().filter(|edit| edit.span.start <= start).map(|edit| edit.text.len());
    edits.iter().all(|edit| edit.span.is_empty()).then(|| start + shift.sum::<usize>())
}

/// Where a finding holds in the macro itself: its own place, and those that it stands for.
pub(super) fn places(finding: &Finding) -> impl Iterator<Item = usize> + '_ {
    let others = finding.related.iter().filter(|related| related.elsewhere.is_none());
    std::iter::once(finding.span.start).chain(others.map(|related| related.span.start))
}

/// How many findings each rule has.
pub(in crate::lint) fn counts<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> QuickMap<&'f str, usize> {
    let mut counts = QuickMap::default();
    findings.into_iter().for_each(|finding| *counts.entry(finding.rule.as_str()).or_default() += 1);
    counts
}

/// The rules of which `new` has more findings than `old`, one of them a slip or at least of a severity.
pub(super) fn worse<'f>(
    new: impl Iterator<Item = &'f Finding> + Clone,
    old: impl Iterator<Item = &'f Finding>,
    severity: Severity,
) -> impl Iterator<Item = &'f str> {
    let weighs = move |other: &&Finding| other.severity >= severity || other.rule.starts_with("syntax/");
    let (before, after) = (counts(old), counts(new.clone()));
    let rules = new.filter(weighs).map(|finding| finding.rule.as_str());
    rules.filter(move |rule| after.get(rule) > before.get(rule))
}
