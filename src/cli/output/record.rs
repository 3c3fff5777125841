//! A finding as machines read it: the contract of `json` and `jsonl`.

use serde::Serialize;

use super::{Checked, Reported};
use crate::cli::place::{self, Range};
use crate::knowledge::Rule;
use crate::lint::{Elsewhere, Fix, Related};
use crate::text::{Edit, LineIndex, Span};

/// A finding. The order of the fields is the order in which they are printed.
#[derive(Debug, Serialize)]
pub(super) struct Record<'a> {
    path: &'a str,
    rule: &'a str,
    severity: &'static str,
    techniques: &'a [String],
    message: &'a str,
    url: String,
    range: Range,
    when: &'a [String],
    fingerprint: &'a str,
    related: Vec<RelatedRecord<'a>>,
    fixes: Vec<FixRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a super::Record>,
}

#[derive(Debug, Serialize)]
struct RelatedRecord<'a> {
    path: &'a str,
    range: Range,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct FixRecord<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<EditRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct EditRecord<'a> {
    path: &'a str,
    range: Range,
    text: &'a str,
}

/// The record of one finding of `checked`.
pub(super) fn record<'a>(checked: &'a Checked<'_>, reported: &'a Reported) -> Record<'a> {
    let finding = &reported.finding;
    let rule = checked.rule(finding);
    Record {
        path: checked.path,
        rule: &finding.rule,
        severity: finding.severity.as_str(),
        techniques: rule.map_or(&[], |rule| &rule.techniques),
        message: &finding.message,
        url: rule.map(Rule::url).unwrap_or_default(),
        range: range(checked, finding.span),
        when: &finding.when,
        fingerprint: &reported.fingerprint,
        related: finding.related.iter().map(|related| related_record(checked, related)).collect(),
        fixes: finding.fixes.iter().map(|fix| fix_record(checked, fix)).collect(),
        record: checked.dumped.as_ref().map(|dumped| &dumped.record),
    }
}

fn related_record<'a>(checked: &'a Checked<'_>, related: &'a Related) -> RelatedRecord<'a> {
    let message = &related.message;
    match &related.elsewhere {
        Some(Elsewhere { label, source }) => {
            RelatedRecord { path: label, range: place::range(source, &LineIndex::new(source), related.span), message }
        }
        None => RelatedRecord { path: checked.path, range: range(checked, related.span), message },
    }
}

fn fix_record<'a>(checked: &'a Checked<'_>, fix: &'a Fix) -> FixRecord<'a> {
    let edit = |edit: &'a Edit| EditRecord { path: checked.path, range: range(checked, edit.span), text: &edit.text };
    FixRecord {
        title: &fix.title,
        applicability: fix.applicability.as_str(),
        edits: fix.edits.iter().map(edit).collect(),
    }
}

fn range(checked: &Checked<'_>, span: Span) -> Range {
    place::range(&checked.source, &checked.lines, span)
}
