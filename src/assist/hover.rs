//! What is shown where the mouse rests: the page of the rule of the finding there.

use crate::knowledge::{Knowledge, rule_page};
use crate::lint::Finding;
use crate::text::Span;

/// A text for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in bytes.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// The hover at byte `offset`: what the findings there say, the most specific first, each with its rule's page.
pub fn hover(findings: &[Finding], knowledge: &Knowledge, offset: usize) -> Option<Hover> {
    let mut here: Vec<&Finding> = findings.iter().filter(|finding| finding.span.touches(offset)).collect();
    here.sort_by_key(|finding| finding.span.len());
    let first = here.first()?;
    let parts = here.iter().map(|finding| {
        let page = knowledge.rule(&finding.rule).map(|rule| rule_page(knowledge, rule)).unwrap_or_default();
        format!("**{}**\n\n{page}", finding.message)
    });
    Some(Hover { span: first.span, markdown: parts.collect::<Vec<_>>().join("\n\n---\n\n") })
}
