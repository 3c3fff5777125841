//! What the cache keeps of a macro: its findings, and all that they rest on.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::output::Reported;
use crate::knowledge::Severity;
use crate::lint::{Applicability, Elsewhere, Finding, Fix, Fixes, Related};
use crate::text::{Edit, Span};
use crate::workspace::Digest;

/// What findings rest on, besides the decisions and the program.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Grounds<'a> {
    /// The text.
    pub(super) source: Digest,
    /// What there is to say of it among the others.
    pub(super) said: Digest,
    /// The day of its review, and whether that was over.
    #[serde(borrow)]
    pub(super) review: Option<(&'a str, bool)>,
    /// The snippets that it was judged with.
    #[serde(borrow)]
    pub(super) asked: Vec<(&'a str, Option<Digest>, Option<Digest>)>,
    /// Which fixes were worked out.
    pub(super) fixes: Extent,
}

/// How many fixes there are: more of them serve those who show fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Extent {
    None,
    First,
    All,
}

impl Extent {
    /// Of what is worked out for all findings of a macro; `None` where it is for some of them only.
    pub(super) fn of(fixes: Fixes) -> Option<Self> {
        match fixes {
            Fixes::None => Some(Self::None),
            Fixes::First => Some(Self::First),
            Fixes::All => Some(Self::All),
            Fixes::Touching(_) => None,
        }
    }
}

/// What was found. The fixes follow by themselves, so that they are not read where nobody shows them.
#[derive(Debug, Serialize, Deserialize)]
struct Found<'a> {
    #[serde(borrow)]
    title: Option<&'a str>,
    /// The texts of other macros that findings point to.
    #[serde(borrow)]
    texts: Vec<&'a str>,
    #[serde(borrow)]
    findings: Vec<Entry<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: Severity,
    span: (usize, usize),
    message: &'a str,
    #[serde(borrow)]
    when: Vec<&'a str>,
    #[serde(borrow)]
    related: Vec<RelatedEntry<'a>>,
    fingerprint: &'a str,
}

#[derive(Debug, Serialize, Deserialize)]
struct RelatedEntry<'a> {
    span: (usize, usize),
    message: &'a str,
    /// The label of the other macro, and the number of its text.
    #[serde(borrow)]
    elsewhere: Option<(&'a str, usize)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct FixEntry<'a> {
    title: &'a str,
    safe: bool,
    #[serde(borrow)]
    edits: Vec<((usize, usize), &'a str)>,
}

/// Writes down what was found in a macro called `title` behind its `grounds`.
pub(super) fn write(grounds: &[u8], title: Option<&str>, reported: &[Reported]) -> Option<Vec<u8>> {
    let mut texts: Vec<&Arc<str>> = Vec::new();
    let findings = reported.iter().map(|reported| entry(reported, &mut texts)).collect();
    let found = Found { title, findings, texts: texts.iter().map(|text| &***text).collect() };
    let fixes: Vec<Vec<FixEntry<'_>>> =
        reported.iter().map(|reported| reported.finding.fixes.iter().map(fix_entry).collect()).collect();
    let out = postcard::to_extend(&found, grounds.to_vec()).ok()?;
    postcard::to_extend(&fixes, out).ok()
}

/// What the findings rest on, and the rest of the blob.
pub(super) fn grounds(blob: &[u8]) -> Option<(Grounds<'_>, &[u8])> {
    postcard::take_from_bytes(blob).ok()
}

/// Title and findings, read from what followed the grounds.
pub(super) fn read(rest: &[u8], with_fixes: bool) -> Option<(Option<String>, Vec<Reported>)> {
    let (found, rest): (Found<'_>, &[u8]) = postcard::take_from_bytes(rest).ok()?;
    let texts: Vec<Arc<str>> = found.texts.into_iter().map(Arc::from).collect();
    let mut reported =
        found.findings.into_iter().map(|entry| finding(entry, &texts)).collect::<Option<Vec<Reported>>>()?;
    if with_fixes {
        let fixes: Vec<Vec<FixEntry<'_>>> = postcard::from_bytes(rest).ok()?;
        if fixes.len() != reported.len() {
            return None;
        }
        for (reported, fixes) in reported.iter_mut().zip(fixes) {
            reported.finding.fixes = fixes.into_iter().map(fix).collect();
        }
    }
    Some((found.title.map(str::to_owned), reported))
}

fn entry<'a>(reported: &'a Reported, texts: &mut Vec<&'a Arc<str>>) -> Entry<'a> {
    let finding = &reported.finding;
    let mut related = Vec::with_capacity(finding.related.len());
    for other in &finding.related {
        let elsewhere = other.elsewhere.as_ref().map(|Elsewhere { label, source }| {
            let known = texts.iter().position(|text| Arc::ptr_eq(text, source) || *text == source);
            let number = known.unwrap_or_else(|| {
                texts.push(source);
                texts.len() - 1
            });
            (label.as_str(), number)
        });
        related.push(RelatedEntry { span: pair(other.span), message: &other.message, elsewhere });
    }
    Entry {
        rule: &finding.rule,
        severity: finding.severity,
        span: pair(finding.span),
        message: &finding.message,
        when: finding.when.iter().map(String::as_str).collect(),
        related,
        fingerprint: &reported.fingerprint,
    }
}

fn finding(entry: Entry<'_>, texts: &[Arc<str>]) -> Option<Reported> {
    let mut related = Vec::with_capacity(entry.related.len());
    for other in entry.related {
        let elsewhere = match other.elsewhere {
            Some((label, number)) => {
                Some(Elsewhere { label: label.to_owned(), source: Arc::clone(texts.get(number)?) })
            }
            None => None,
        };
        related.push(Related { span: span(other.span), message: other.message.to_owned(), elsewhere });
    }
    let finding = Finding {
        rule: entry.rule.to_owned(),
        severity: entry.severity,
        span: span(entry.span),
        message: entry.message.to_owned(),
        when: entry.when.into_iter().map(str::to_owned).collect(),
        related,
        fixes: Vec::new(),
    };
    Some(Reported { finding, fingerprint: entry.fingerprint.to_owned(), budgeted: false })
}

fn fix_entry(fix: &Fix) -> FixEntry<'_> {
    let edits = fix.edits.iter().map(|edit| (pair(edit.span), edit.text.as_str())).collect();
    FixEntry { title: &fix.title, safe: fix.applicability == Applicability::Safe, edits }
}

fn fix(entry: FixEntry<'_>) -> Fix {
    let applicability = if entry.safe { Applicability::Safe } else { Applicability::Suggested };
    let edits = entry.edits.into_iter().map(|(place, text)| Edit::replace(span(place), text)).collect();
    Fix { title: entry.title.to_owned(), applicability, edits }
}

fn pair(span: Span) -> (usize, usize) {
    (span.start, span.end)
}

fn span((start, end): (usize, usize)) -> Span {
    Span { start, end }
}
