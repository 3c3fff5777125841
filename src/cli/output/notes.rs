//! What people are told beside the message of a finding: when it holds, what to look at, why it matters, what to write.

use std::cell::RefCell;

use super::super::paths::prose;
use super::{Checked, reading};
use crate::lint::{Elsewhere, Finding, Fix, Related};
use crate::message::sentences;
use crate::text::{LineIndex, QuickMap};

/// All of it: a name and lines of text each.
pub(super) fn notes(checked: &Checked<'_>, finding: &Finding) -> Vec<(&'static str, Vec<String>)> {
    let mut notes = Vec::new();
    let fix = finding.fixes.first();
    if !finding.when.is_empty() {
        notes.push(("when", vec![finding.when.join(" and ")]));
    }
    // Where the fix changes something, it shows the place itself.
    let changes =
        |related: &Related| fix.is_some_and(|fix| fix.edits.iter().any(|edit| edit.span.overlaps(related.span)));
    let shown = |related: &&Related| related.elsewhere.is_none() && changes(related);
    for related in finding.related.iter().filter(|related| !shown(related)) {
        let place = match &related.elsewhere {
            Some(Elsewhere { label, source }) => {
                format!("{label} line {}", LineIndex::new(source).line_of(related.span.start) + 1)
            }
            None => format!("line {}", checked.lines.line_of(related.span.start) + 1),
        };
        notes.push(("see", vec![format!("{place}: {}", related.message)]));
    }
    if let Some(why) = checked.rule(finding).and_then(|rule| first_sentence(&rule.why)) {
        notes.push(("why", vec![why]));
    }
    if let Some(fix) = fix {
        notes.push(("try", suggestion(checked, finding, fix)));
    }
    notes
}

/// How the text would read; for a mistake in the template also what is done, since a bracket more is easily overlooked.
fn suggestion(checked: &Checked<'_>, finding: &Finding, fix: &Fix) -> Vec<String> {
    let reading = reading::after(checked, fix);
    if ["syntax/", "meta/", "template/", "library/"].iter().any(|family| finding.rule.starts_with(family)) {
        return [fix.title.clone()].into_iter().chain(reading).collect();
    }
    vec![reading.unwrap_or_else(|| fix.title.clone())]
}

/// The notes as lines of plain text: "Why: …".
pub(super) fn lines(checked: &Checked<'_>, finding: &Finding) -> Vec<String> {
    let line = |(name, lines): (&str, Vec<String>)| {
        let mut name = name.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let lines: Vec<_> = lines.iter().map(|line| prose(line)).collect();
        format!("{name}: {}", lines.join("\n"))
    };
    notes(checked, finding).into_iter().map(line).collect()
}

/// For more rules than this the sentence is looked for each time.
const MOST_RULES: usize = 1_000;

thread_local! {
    /// By paragraph: its first sentence. The findings of one rule all tell why with the same.
    static FIRST_SENTENCES: RefCell<QuickMap<String, Option<String>>> = RefCell::default();
}

/// The first sentence of a paragraph, whole: what a colon promises belongs to it.
fn first_sentence(paragraph: &str) -> Option<String> {
    FIRST_SENTENCES.with_borrow_mut(|known| {
        if let Some(sentence) = known.get(paragraph) {
            return sentence.clone();
        }
        let sentence = find_first_sentence(paragraph);
        if known.len() < MOST_RULES {
            known.insert(paragraph.to_owned(), sentence.clone());
        }
        sentence
    })
}

fn find_first_sentence(paragraph: &str) -> Option<String> {
    let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = paragraph.get(sentences(&paragraph).into_iter().next()?)?.trim();
    (!sentence.is_empty()).then(|| sentence.to_owned())
}
