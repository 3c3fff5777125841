//! What is shown where the mouse rests: the page of the rule of the finding there, or what a variable means.

use crate::helpdesk::{Variable, Vocabulary};
use crate::knowledge::{Knowledge, rule_page};
use crate::lint::Finding;
use crate::syntax::{ItemKind, Macro, Output, Value};
use crate::text::Span;

/// A text for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in bytes.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// The hover at byte `offset` of a macro with these findings: what the findings there say, the narrowest first, each
/// with its rule's page; where there is none, what the variable there means.
pub fn hover(
    parsed: &Macro,
    findings: &[Finding],
    knowledge: &Knowledge,
    vocabulary: &Vocabulary,
    offset: usize,
) -> Option<Hover> {
    of_findings(findings, knowledge, offset).or_else(|| of_variable(parsed, vocabulary, offset))
}

fn of_findings(findings: &[Finding], knowledge: &Knowledge, offset: usize) -> Option<Hover> {
    let mut here: Vec<&Finding> = findings.iter().filter(|finding| finding.span.touches(offset)).collect();
    here.sort_by_key(|finding| finding.span.len());
    let first = here.first()?;
    let parts = here.iter().map(|finding| match knowledge.rule(&finding.rule) {
        // The title of a page would be shouted in a hover: two levels down it is not.
        Some(rule) => format!("{}\n\n##{}", finding.message, rule_page(knowledge, rule).trim_end()),
        None => finding.message.clone(),
    });
    Some(Hover { span: first.span, markdown: parts.collect::<Vec<_>>().join("\n\n---\n\n") })
}

fn of_variable(parsed: &Macro, vocabulary: &Vocabulary, offset: usize) -> Option<Hover> {
    let at = parsed.items.partition_point(|item| item.span.end < offset);
    let here = parsed.items.iter().skip(at).take_while(|item| item.span.start <= offset);
    let mut outputs = here.filter_map(|item| match &item.kind {
        ItemKind::Output(output) => Some((item.span, output)),
        _ => None,
    });
    outputs.find_map(|(span, output)| Some(Hover { span, markdown: describe(variable(output, vocabulary)?) }))
}

fn variable<'v>(output: &Output, vocabulary: &'v Vocabulary) -> Option<&'v Variable> {
    let Value::Path(path) = &output.value.value else { return None };
    vocabulary.variable(&path.dotted())
}

/// A variable in words.
pub(super) fn describe(variable: &Variable) -> String {
    let mut out = format!("`{}` ({}): {}", variable.name, variable.kind.as_str(), variable.meaning);
    if let Some(sample) = &variable.sample {
        out.push_str(&format!("\n\nFor example: {sample}"));
    }
    if variable.may_be_empty {
        out.push_str("\n\nMay be empty: give it a `default`, or write the sentence so that it reads without.");
    }
    if variable.internal {
        out.push_str("\n\nInternal: customers are not meant to read it.");
    }
    out
}
