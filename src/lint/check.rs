//! The one way from a macro to its findings.

use super::flow::Others;
use super::heard::Heard;
use super::{
    Applicability, Finding, Fix, Related, Settings, allow, flow, library, limits, platform, platform_names, template,
    tone,
};
use crate::knowledge::{Knowledge, Severity};
use crate::message::{MessageGraph, Snippets};
use crate::syntax::{Macro, Mistake};
use crate::text::Span;

/// A macro and what is needed to judge it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The text.
    pub source: &'a str,
    /// The macro of that text.
    pub parsed: &'a Macro,
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// What was decided.
    pub settings: &'a Settings,
    /// Where the macros come from that it renders.
    pub snippets: &'a dyn Snippets,
}

/// For which findings to work out fixes: rewordings are tried out before they are offered, which costs more than finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixes {
    /// For none: a keystroke needs places and messages only.
    None,
    /// For all.
    All,
    /// For all, though of the rewordings of one only the first: for who shows no more.
    First,
    /// For those that share a byte with the span or touch it.
    Touching(Span),
}

impl Fixes {
    /// Whether a finding at `span` gets its fixes.
    pub(super) fn wanted(self, span: Span) -> bool {
        match self {
            Fixes::None => false,
            Fixes::All | Fixes::First => true,
            Fixes::Touching(place) => place.overlaps(span),
        }
    }
}

/// Everything there is to say about the subject, in the order of the text (then of rule ids).
pub fn check(subject: &Subject, fixes: Fixes) -> Vec<Finding> {
    judge(subject, fixes, true)
}

/// The same of a line that is no message by itself, such as a subject: nothing is asked of what it lacks, or of its order.
pub fn check_line(subject: &Subject, fixes: Fixes) -> Vec<Finding> {
    judge(subject, fixes, false)
}

/// The same of a stretch of a message, without fixes: what is asked of the order of a message is not asked of it.
pub(super) fn check_stretch(subject: &Subject) -> Vec<Finding> {
    judge(subject, Fixes::None, false)
}

fn judge(subject: &Subject, fixes: Fixes, with_flow: bool) -> Vec<Finding> {
    let form = of_form(subject, fixes, with_flow);
    let (mut words, mut flow) = (Vec::new(), Vec::new());
    if tone::speaks_english(subject) && !subject.knowledge.phrases.is_empty() {
        let graph = MessageGraph::read(subject.source, subject.parsed, subject.snippets);
        let heard = Heard::new(subject, &graph.prose);
        words = of_words(subject, &graph, &heard, &form, fixes);
        if with_flow {
            flow = flow::find(subject, &graph, &heard, Others { form: &form, words: &words }, fixes);
        }
    }
    let mut findings = form;
    findings.append(&mut words);
    findings.append(&mut flow);
    let mut findings = settled(subject, findings, fixes);
    findings.sort_by(|a, b| (a.span.start, &a.rule, a.span.end).cmp(&(b.span.start, &b.rule, b.span.end)));
    findings
}

/// What there is to say of how a macro is written, whatever its sentences say; of a whole one also what is asked of its
/// message.
pub(super) fn of_form(subject: &Subject, fixes: Fixes, is_whole: bool) -> Vec<Finding> {
    let told = template::find(subject, fixes);
    // A help desk's own placeholder is no slip of the pen: what it is has been said.
    let covered = |mistake: &&Mistake| {
        let at = told.covered.partition_point(|span| span.end <= mistake.span.start);
        told.covered.get(at).is_some_and(|span| span.contains(mistake.span))
    };
    let mistakes = subject.parsed.mistakes.iter().filter(|mistake| !covered(mistake));
    let mut findings: Vec<Finding> = mistakes.filter_map(|mistake| from_mistake(mistake, subject, fixes)).collect();
    findings.extend(told.findings);
    findings.extend(platform_names::find(subject, fixes));
    findings.extend(limits::without_rules(subject));
    if is_whole {
        findings.extend(library::find(subject));
        let lost = platform::find(subject, fixes);
        platform::leave_out_told(&mut findings, &lost);
        findings.extend(lost);
    }
    findings
}

/// What there is to say of its sentences one by one, where `form` is what there is to say of how it is written.
pub(super) fn of_words(
    subject: &Subject,
    graph: &MessageGraph,
    heard: &Heard,
    form: &[Finding],
    fixes: Fixes,
) -> Vec<Finding> {
    let mut findings = tone::find(subject, graph, heard, fixes);
    findings.extend(without_circles(limits::find(subject, graph), form));
    findings
}

/// What is left to say where rules are switched off in places, and what is said once for several.
pub(super) fn settled(subject: &Subject, findings: Vec<Finding>, fixes: Fixes) -> Vec<Finding> {
    flow::together(subject, allow::apply(subject, findings, fixes))
}

/// Leaves out that a snippet is not followed where it has been said that it renders this macro again.
fn without_circles(limits: Vec<Finding>, told: &[Finding]) -> Vec<Finding> {
    let circles: Vec<Span> =
        told.iter().filter(|finding| finding.rule == template::CYCLE).map(|finding| finding.span).collect();
    let is_told =
        |limit: &Finding| limit.rule == limits::LEFT_OUT && circles.iter().any(|circle| limit.span.contains(*circle));
    limits.into_iter().filter(|limit| !is_told(limit)).collect()
}

fn from_mistake(mistake: &Mistake, subject: &Subject, fixes: Fixes) -> Option<Finding> {
    let default = subject.knowledge.rule(mistake.rule).map_or(Severity::Error, |rule| rule.severity);
    let severity = subject.settings.severity(mistake.rule, default)?;
    let mend = mistake.mend.iter().filter(|_| fixes.wanted(mistake.span)).map(|mend| Fix {
        title: mend.title.clone(),
        applicability: if mend.safe { Applicability::Safe } else { Applicability::Suggested },
        edits: mend.edits.clone(),
    });
    let related = mistake.related.iter().map(|(span, message)| Related {
        span: *span,
        message: message.clone(),
        elsewhere: None,
    });
    Some(Finding {
        rule: mistake.rule.to_owned(),
        severity,
        span: mistake.span,
        message: mistake.message.clone(),
        when: Vec::new(),
        related: related.collect(),
        fixes: mend.collect(),
    })
}
