//! Allowances: where an author has switched a rule off and said why.
//!
//! `allow` in the front matter holds for the file. `{% # allow tone/blame: reason %}` holds for findings that start on its
//! line or, alone on its line, in the next paragraph or tag pair.

use super::{Applicability, Finding, Fix, Subject};
use crate::knowledge::Severity;
use crate::syntax::ItemKind;
use crate::text::{Edit, Span};

const UNUSED: &str = "meta/unused-allow";

/// A rule or family switched off for a stretch of the text.
struct Allowance<'a> {
    rule: &'a str,
    scope: Span,
    /// What is marked when it hides nothing.
    place: Span,
    /// What goes when it is taken away; `None` where that is not one plain deletion.
    removal: Option<Span>,
}

/// Leaves out the findings that are allowed, and tells of allowances that hide nothing.
pub(super) fn apply(subject: &Subject, findings: Vec<Finding>) -> Vec<Finding> {
    let allowances = allowances(subject);
    if allowances.is_empty() {
        return findings;
    }
    let mut used = vec![false; allowances.len()];
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let mut hidden = false;
        for (allowance, used) in allowances.iter().zip(&mut used) {
            let holds = names(allowance.rule, &finding.rule) && allowance.scope.touches(finding.span.start);
            hidden |= holds;
            *used |= holds;
        }
        if !hidden {
            kept.push(finding);
        }
    }
    let unused = allowances.iter().zip(used).filter(|(_, used)| !used);
    kept.extend(unused.filter_map(|(allowance, _)| unused_finding(subject, allowance)));
    kept
}

fn names(entry: &str, rule: &str) -> bool {
    entry == rule || (entry.ends_with('/') && rule.starts_with(entry))
}

/// Told only of rules that are looked for: one that is switched off elsewhere finds nothing anywhere.
fn unused_finding(subject: &Subject, allowance: &Allowance) -> Option<Finding> {
    let Subject { knowledge, settings, .. } = subject;
    let looked_for = |rule: &&crate::knowledge::Rule| {
        names(allowance.rule, &rule.id) && settings.severity(&rule.id, rule.severity).is_some()
    };
    knowledge.rules.iter().find(looked_for)?;
    let default = knowledge.rule(UNUSED).map_or(Severity::Information, |rule| rule.severity);
    let fix = allowance.removal.map(|span| Fix {
        title: "Take this allowance away".to_owned(),
        applicability: Applicability::Safe,
        edits: vec![Edit::delete(span)],
    });
    Some(Finding {
        rule: UNUSED.to_owned(),
        severity: settings.severity(UNUSED, default)?,
        span: allowance.place,
        message: format!("this allowance of `{}` hides nothing any more; take it away", allowance.rule),
        when: Vec::new(),
        related: Vec::new(),
        fixes: fix.into_iter().collect(),
    })
}

fn allowances<'a>(subject: &Subject<'a>) -> Vec<Allowance<'a>> {
    let Subject { source, parsed, .. } = *subject;
    let whole = Span::new(0, source.len());
    let of_file = parsed.front_matter.allow.iter().map(|allowance| Allowance {
        rule: &allowance.rule.text,
        scope: whole,
        place: allowance.rule.span,
        removal: None,
    });
    let mut out: Vec<Allowance> = of_file.collect();
    for (index, item) in parsed.items.iter().enumerate() {
        let ItemKind::CommentTag(text) = item.kind else { continue };
        let Some(rules) = allowed_rules(text.of(source)) else { continue };
        let (scope, removal) = scope(subject, index, item.span);
        let rules = rules.split(',').map(str::trim).filter(|rule| !rule.is_empty());
        out.extend(rules.map(|rule| Allowance { rule, scope, place: item.span, removal: Some(removal) }));
    }
    out
}

/// The rules that `allow RULE, RULE: reason` names; `None` for any other comment, or where the reason is missing.
fn allowed_rules(comment: &str) -> Option<&str> {
    let rest = comment.trim().strip_prefix("allow")?;
    let (rules, reason) = rest.strip_prefix(char::is_whitespace)?.split_once(':')?;
    (!reason.trim().is_empty()).then_some(rules)
}

/// Where an allowance at `tag`, item `index`, holds, and what goes with it when it is taken away.
fn scope(subject: &Subject, index: usize, tag: Span) -> (Span, Span) {
    let Subject { source, parsed, .. } = *subject;
    let line = line_around(source, tag);
    let alone = line.of(source).trim() == tag.of(source);
    if !alone {
        return (line, tag);
    }
    let removal = Span::new(line.start, after_break(source, line.end));
    let mut next = parsed.items.iter().enumerate().skip(index + 1);
    let next = next.find(|(_, item)| item.kind != ItemKind::Text || !item.span.of(source).trim().is_empty());
    let block = |opener: usize| parsed.blocks.binary_search_by_key(&opener, |block| block.open).ok();
    let closer = next.and_then(|(next, _)| parsed.blocks.get(block(next)?)?.close);
    let end = match closer.and_then(|closer| parsed.items.get(closer)) {
        Some(closer) => closer.span.end,
        None => paragraph_end(source, removal.end),
    };
    (Span::new(tag.start, end), removal)
}

/// The line or lines that `span` stands on, without the last line break.
fn line_around(source: &str, span: Span) -> Span {
    let before = source.get(..span.start).unwrap_or_default();
    let after = source.get(span.end..).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = after.find(['\n', '\r']).map_or(source.len(), |at| span.end + at);
    Span::new(start, end)
}

fn after_break(source: &str, offset: usize) -> usize {
    let rest = source.get(offset..).unwrap_or_default();
    offset + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}

/// The end of the first paragraph at or after `offset`.
fn paragraph_end(source: &str, offset: usize) -> usize {
    let mut at = offset;
    let mut inside = false;
    while at < source.len() {
        let line = line_around(source, Span::at(at));
        let blank = line.of(source).trim().is_empty();
        if blank && inside {
            return at;
        }
        inside |= !blank;
        at = after_break(source, line.end);
    }
    source.len()
}
