//! Collects findings: each with the severity that its rule has here, at its place in the file.

use super::place::{Place, Stands};
use crate::knowledge::Severity;
use crate::lint::{Applicability, Elsewhere, Finding, Fix, Fixes, Related, Subject};
use crate::text::{Edit, Span, apply_edits};

/// Where findings are told.
pub(in crate::lint) struct Teller<'a> {
    pub(in crate::lint) subject: &'a Subject<'a>,
    fixes: Fixes,
    pub(in crate::lint) findings: Vec<Finding>,
}

impl<'a> Teller<'a> {
    pub(in crate::lint) fn new(subject: &'a Subject<'a>, fixes: Fixes) -> Self {
        Self { subject, fixes, findings: Vec::new() }
    }

    /// Tells something at `span` of `place`, at most as heavy as `most`. Gives the means to add to it; `None` where the
    /// rule is not told.
    pub(in crate::lint) fn tell(
        &mut self,
        place: &Place,
        rule: &str,
        most: Severity,
        span: Span,
        message: String,
    ) -> Option<Told<'_>> {
        let default = self.subject.knowledge.rule(rule)?.severity.min(most);
        let severity = self.subject.settings.severity(rule, default)?;
        let span = place.in_file(span);
        let fixes = self.fixes.wanted(span) && place.can_be_edited();
        self.findings.push(Finding {
            rule: rule.to_owned(),
            severity,
            span,
            message,
            when: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        });
        let whole = match place.stands {
            Stands::Plain(whole) if fixes => Some((place.source.to_owned(), whole)),
            _ => None,
        };
        Some(Told { finding: self.findings.last_mut()?, fixes, shift: place.shift(), whole })
    }
}

/// A finding that was told.
pub(in crate::lint) struct Told<'t> {
    finding: &'t mut Finding,
    /// Whether its fixes are wanted.
    pub(in crate::lint) fixes: bool,
    shift: usize,
    /// The text of the place and where it stands in the file, where each fix has to write all of it.
    whole: Option<(String, Span)>,
}

impl Told<'_> {
    /// Adds a fix that the author chooses; edits are in the text of the place.
    pub(in crate::lint) fn fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) {
        if !self.fixes || edits.is_empty() {
            return;
        }
        let shift = self.shift;
        let moved =
            |edit: Edit| Edit { span: Span::new(edit.span.start + shift, edit.span.end + shift), text: edit.text };
        let edits = match &self.whole {
            Some((text, whole)) => {
                let Some(after) = apply_edits(text, &edits) else { return };
                vec![Edit::replace(*whole, in_yaml_quotes(&after))]
            }
            None => edits.into_iter().map(moved).collect(),
        };
        self.finding.fixes.push(Fix { title: title.into(), applicability: Applicability::Suggested, edits });
    }

    /// Adds another place that helps.
    pub(in crate::lint) fn related(&mut self, span: Span, message: impl Into<String>) {
        let span = Span::new(span.start + self.shift, span.end + self.shift);
        self.finding.related.push(Related { span, message: message.into(), elsewhere: None });
    }

    /// Adds a place in a snippet.
    pub(in crate::lint) fn elsewhere(&mut self, span: Span, message: impl Into<String>, elsewhere: Elsewhere) {
        self.finding.related.push(Related { span, message: message.into(), elsewhere: Some(elsewhere) });
    }
}

/// A text without line breaks as a value of YAML.
fn in_yaml_quotes(text: &str) -> String {
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}
