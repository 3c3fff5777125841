//! Allowances: where an author has switched a rule off and said why.
//!
//! `allow` in the front matter holds for the file. `{% # allow tone/blame: reason %}` holds for findings that start on its
//! line or, alone on its line, in the next paragraph or tag pair.

use std::cell::{LazyCell, OnceCell};

use super::allow_fix::removal;
use super::allow_reason::unwritten;
use super::{Applicability, Finding, Fix, Fixes, Subject};
use crate::knowledge::Severity;
use crate::syntax::{ItemKind, Macro};
use crate::text::{Edit, LineIndex, QuickMap, QuickSet, Span};

const NOT_KNOWN: &str = "platform/not-known";
const UNUSED: &str = "meta/unused-allow";

/// A tag with more blanks around it does not stand alone on its line, so that no long line is looked through for each tag.
const WIDEST_INDENT: usize = 1_000;

/// A rule or family switched off for a stretch of the text.
struct Allowance<'a> {
    rule: &'a str,
    scope: Span,
    /// What is marked when it hides nothing.
    place: Span,
    removal: Removal,
}

/// What goes when an allowance is taken away.
enum Removal {
    /// This stretch.
    Tag(Span),
    /// The entry of this number under `allow`.
    Entry(usize),
}

/// Leaves out the findings that are allowed, and tells of allowances that hide nothing.
pub(super) fn apply(subject: &Subject, findings: Vec<Finding>, fixes: Fixes) -> Vec<Finding> {
    let allowances = allowances(subject.source, subject.parsed);
    if allowances.is_empty() {
        return findings;
    }
    let mut starts: QuickMap<&str, Vec<usize>> = QuickMap::default();
    for finding in &findings {
        for entry in entries(&finding.rule) {
            starts.entry(entry).or_default().push(finding.span.start);
        }
    }
    starts.values_mut().for_each(|starts| starts.sort_unstable());
    let hides = |allowance: &&Allowance| {
        let starts = starts.get(allowance.rule).map_or(&[][..], Vec::as_slice);
        let first = starts.partition_point(|start| *start < allowance.scope.start);
        starts.get(first).is_some_and(|start| allowance.scope.touches(*start))
    };
    let (used, unused): (Vec<&Allowance>, Vec<&Allowance>) = allowances.iter().partition(hides);
    // A tag that names several rules stays while it hides anything.
    let in_use: QuickSet<usize> = used.iter().map(|allowance| allowance.place.start).collect();
    let unused: Vec<Finding> = unused
        .into_iter()
        .filter_map(|allowance| {
            let fixes = if in_use.contains(&allowance.place.start) { Fixes::None } else { fixes };
            unused_finding(subject, allowance, fixes)
        })
        .collect();
    let stretches = Stretches::of(&allowances);
    let is_hidden = |finding: &Finding| entries(&finding.rule).any(|entry| stretches.hold(entry, finding.span.start));
    let mut kept: Vec<Finding> = findings;
    kept.retain(|finding| !is_hidden(finding));
    kept.extend(unused);
    kept.extend(unwritten(subject));
    kept
}

/// Whether any rule is switched off somewhere.
pub(super) fn has_any(subject: &Subject) -> bool {
    !allowances(subject.source, subject.parsed).is_empty()
}

/// Where each entry holds.
struct Stretches<'a> {
    /// By entry: the first byte of each stretch, sorted, with the last byte of it and of all before it.
    by_entry: QuickMap<&'a str, Vec<(usize, usize)>>,
}

impl<'a> Stretches<'a> {
    fn of(allowances: &[Allowance<'a>]) -> Self {
        let mut by_entry: QuickMap<&str, Vec<(usize, usize)>> = QuickMap::default();
        for allowance in allowances {
            by_entry.entry(allowance.rule).or_default().push((allowance.scope.start, allowance.scope.end));
        }
        for stretches in by_entry.values_mut() {
            stretches.sort_unstable();
            let mut furthest = 0;
            for (_, end) in stretches {
                furthest = furthest.max(*end);
                *end = furthest;
            }
        }
        Self { by_entry }
    }

    /// Whether a stretch of `entry` holds or touches byte `at`.
    fn hold(&self, entry: &str, at: usize) -> bool {
        let stretches = self.by_entry.get(entry).map_or(&[][..], Vec::as_slice);
        let before = stretches.partition_point(|(start, _)| *start <= at);
        before.checked_sub(1).and_then(|last| stretches.get(last)).is_some_and(|(_, end)| at <= *end)
    }
}

/// The entries that switch `rule` off: itself and its families.
fn entries(rule: &str) -> impl Iterator<Item = &str> {
    let families = rule.match_indices('/').filter_map(|(at, _)| rule.get(..=at));
    families.chain([rule])
}

fn names(entry: &str, rule: &str) -> bool {
    entry == rule || (entry.ends_with('/') && rule.starts_with(entry))
}

/// Told only of rules that are looked for: one that is switched off elsewhere finds nothing anywhere.
fn unused_finding(subject: &Subject, allowance: &Allowance, fixes: Fixes) -> Option<Finding> {
    let Subject { knowledge, settings, .. } = subject;
    let looked_for = |rule: &&crate::knowledge::Rule| {
        names(allowance.rule, &rule.id) && settings.severity(&rule.id, rule.severity).is_some()
    };
    knowledge.rules.iter().find(looked_for)?;
    let default = knowledge.rule(UNUSED).map_or(Severity::Information, |rule| rule.severity);
    let span = match allowance.removal {
        _ if !fixes.wanted(allowance.place) => None,
        Removal::Tag(span) => Some(span),
        Removal::Entry(number) => removal(subject.source, subject.parsed, number),
    };
    let fix = span.map(|span| Fix {
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

/// Where a macro says that what no source knows of a help desk was tried there, and works.
pub fn tried(source: &str, parsed: &Macro) -> Vec<Span> {
    let all = allowances(source, parsed);
    all.into_iter().filter(|allowance| names(allowance.rule, NOT_KNOWN)).map(|allowance| allowance.scope).collect()
}

fn allowances<'a>(source: &'a str, parsed: &'a Macro) -> Vec<Allowance<'a>> {
    let whole = Span::new(0, source.len());
    let of_file = parsed.front_matter.allow.iter().enumerate().map(|(number, allowance)| Allowance {
        rule: &allowance.rule.text,
        scope: whole,
        place: allowance.rule.span,
        removal: Removal::Entry(number),
    });
    let mut out: Vec<Allowance> = of_file.collect();
    let (lines, paragraphs) = (LazyCell::new(|| LineIndex::new(source)), OnceCell::new());
    for (index, item) in parsed.items.iter().enumerate() {
        let ItemKind::CommentTag(text) = item.kind else { continue };
        let Some(rules) = allowed_rules(text.of(source)) else { continue };
        let end_of_paragraph = |at: usize| paragraphs.get_or_init(|| paragraph_ends(source)).after(at);
        let (scope, removal) = scope(source, parsed, index, item.span, &lines, end_of_paragraph);
        let rules = rules.split(',').map(str::trim).filter(|rule| !rule.is_empty());
        out.extend(rules.map(|rule| Allowance { rule, scope, place: item.span, removal: Removal::Tag(removal) }));
    }
    out
}

/// The rules that `allow RULE, RULE: reason` names; `None` for any other comment, or where the reason is missing.
pub(super) fn allowed_rules(comment: &str) -> Option<&str> {
    let rest = comment.trim().strip_prefix("allow")?;
    let (rules, reason) = rest.strip_prefix(char::is_whitespace)?.split_once(':')?;
    (!reason.trim().is_empty()).then_some(rules)
}

/// Where an allowance at `tag`, item `index`, holds, and what goes with it when it is taken away.
/// `end_of_paragraph` says where the first paragraph at or behind a byte ends.
fn scope(
    source: &str,
    parsed: &Macro,
    index: usize,
    tag: Span,
    lines: &LineIndex,
    end_of_paragraph: impl Fn(usize) -> usize,
) -> (Span, Span) {
    let line_at = |at: usize| lines.line_span(source, lines.line_of(at));
    let line = line_at(tag.start).cover(line_at(tag.end));
    let blank = |from: usize, to: usize| Span::new(from, to).of(source).trim().is_empty();
    let alone = line.len() <= tag.len() + WIDEST_INDENT && blank(line.start, tag.start) && blank(tag.end, line.end);
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
        None => end_of_paragraph(removal.end),
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

/// Where each paragraph ends: at the blank line behind it, or at the end of the text.
struct Ends(Vec<usize>);

impl Ends {
    /// The end of the first paragraph at or behind the beginning of a line.
    fn after(&self, line: usize) -> usize {
        let next = self.0.partition_point(|end| *end <= line);
        self.0.get(next).or(self.0.last()).copied().unwrap_or_default()
    }
}

fn paragraph_ends(source: &str) -> Ends {
    let mut ends = Vec::new();
    let mut at = 0;
    let mut inside = false;
    while at < source.len() {
        let line = line_around(source, Span::at(at));
        let blank = line.of(source).trim().is_empty();
        if blank && inside {
            ends.push(at);
        }
        inside = !blank;
        at = after_break(source, line.end);
    }
    // A text that ends in blank lines ends behind them: what is allowed there hides nothing.
    ends.push(source.len());
    Ends(ends)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::knowledge::Knowledge;
    use crate::lint::{Fixes, Settings, Subject, check as lint};
    use crate::message::NoSnippets;
    use crate::syntax::Macro;

    /// The line, the rule and the words of each finding.
    fn check(source: &str, expected: Expect) {
        let (parsed, settings) = (Macro::parse(source), Settings::default());
        let snippets = &NoSnippets;
        let knowledge = Knowledge::shipped();
        let findings =
            lint(&Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets }, Fixes::None);
        let line = |at: usize| source.get(..at).map_or(0, |before| before.lines().count().max(1));
        let shown = findings.iter().map(|finding| {
            let span = finding.span;
            format!("{} {} “{}”\n", line(span.start + 1), finding.rule, span.of(source))
        });
        expected.assert_eq(&shown.collect::<String>());
    }

    #[test]
    fn of_several_that_hold_each_is_used() {
        check(
            "{% # allow tone/: a %}\n{% # allow tone/flat-refusal: b %}\nThere is nothing we can do.\n\n\
             There is nothing we can do.\n",
            expect![[r#"
                3 flow/refusal-without-alternative “There is nothing we can do.”
                5 flow/refusal-without-alternative “There is nothing we can do.”
                5 tone/flat-refusal “There is nothing we can do”
            "#]],
        );
    }

    #[test]
    fn a_tag_of_several_rules_stays_while_one_of_them_is_in_use() {
        let fixes = |source: &str| {
            let (parsed, settings) = (Macro::parse(source), Settings::default());
            let (snippets, knowledge) = (&NoSnippets, Knowledge::shipped());
            let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets };
            let findings = lint(&subject, Fixes::All);
            findings.iter().filter(|it| it.rule == "meta/unused-allow").map(|it| it.fixes.len()).collect::<Vec<_>>()
        };
        let tag = "{% # allow tone/flat-refusal, tone/blame: agreed %}\n";
        assert_eq!(fixes(&format!("{tag}There is nothing we can do.\n")), [0]);
        assert_eq!(fixes(&format!("{tag}Thank you.\n")), [1, 1]);
    }

    #[test]
    fn the_paragraph_behind_ends_at_a_blank_line_or_with_the_text() {
        check(
            "{% # allow tone/flat-refusal: a %}\n\n\nOne.\nThere is nothing we can do.\n \nThere is nothing we can do.",
            expect![[r#"
                5 flow/refusal-without-alternative “There is nothing we can do.”
                7 flow/refusal-without-alternative “There is nothing we can do.”
                7 tone/flat-refusal “There is nothing we can do”
            "#]],
        );
        check(
            "There is nothing we can do.\n{% # allow tone/flat-refusal: b %}\n\n\n",
            expect![[r#"
            1 flow/refusal-without-alternative “There is nothing we can do.”
            1 tone/flat-refusal “There is nothing we can do”
            2 meta/unused-allow “{% # allow tone/flat-refusal: b %}”
        "#]],
        );
    }
}
