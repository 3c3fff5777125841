//! What the findings at a place say, each with the page of its rule.

use super::{Hover, Pointing};
use crate::knowledge::rule_page;

/// One hover for each finding at byte `offset`.
pub(super) fn at(pointing: &Pointing, offset: usize) -> Vec<Hover> {
    let knowledge = pointing.subject.knowledge;
    let here = pointing.findings.iter().filter(|finding| finding.span.touches(offset));
    let told = here.map(|finding| {
        let markdown = match knowledge.rule(&finding.rule) {
            // The title of a page would be shouted in a hover: two levels down it is not.
            Some(rule) => format!("{}\n\n##{}", finding.message, rule_page(knowledge, rule).trim_end()),
            None => finding.message.clone(),
        };
        Hover { span: finding.span, markdown }
    });
    told.collect()
}
