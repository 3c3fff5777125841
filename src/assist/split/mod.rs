//! One macro for each way through a macro, for help desks that run no conditions: the agent then chooses by title.
//!
//! Each way is the text of the macro with the conditions of that way settled, white-space control applied as Liquid does.
//! The file itself becomes the first way, so that its id and its place on the help desk stay; the others are files beside it.

mod paths;
#[cfg(test)]
mod tests;
mod words;

use paths::Ways;

use crate::lint::Finding;
use crate::syntax::{BlockKind, ItemKind, Macro, TagKind, Value};
use crate::text::{Edit, Span};

/// The most macros that one is split into.
const MOST_PARTS: usize = 8;

/// A macro, split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What the file itself becomes.
    pub edit: Edit,
    /// The other macros.
    pub others: Vec<Part>,
}

/// A macro that is split off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What its file is called beside the first: the end of its name, without the ending.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The rules that splitting helps with.
const RULES: [&str; 3] = ["platform/no-logic", "platform/not-known", "platform/no-name"];

/// Whether splitting may help with a finding.
pub fn splits(finding: &Finding) -> bool {
    RULES.contains(&finding.rule.as_str())
}

/// Splits a macro so that the conditions are gone of which a finding at `span` tells; all of those that are told where that
/// makes no more than eight macros.
pub fn split(source: &str, parsed: &Macro, findings: &[Finding], span: Span) -> Option<Split> {
    let told = findings.iter().filter(|finding| splits(finding));
    let told: Vec<Span> = told.map(|finding| finding.span).collect();
    let here: Vec<usize> =
        { told.iter() }.filter(|told| told.overlaps(span)).flat_map(|told| blocks(parsed, *told)).collect();
    if here.is_empty() {
        return None;
    }
    let mut all: Vec<usize> = told.iter().flat_map(|told| blocks(parsed, *told)).collect();
    all.extend(&here);
    let ways = Ways::through(source, parsed, &all).or_else(|| Ways::through(source, parsed, &here))?;
    finished(source, parsed, ways)
}

/// The blocks that a finding is about: the one whose tag it marks or stands in; of a value that depends on the passage before,
/// those that set it.
fn blocks(parsed: &Macro, told: Span) -> Vec<usize> {
    let at = parsed.items.partition_point(|item| item.span.end <= told.start);
    let Some(item) = parsed.items.get(at).filter(|item| item.span.contains(told)) else { return Vec::new() };
    match &item.kind {
        ItemKind::Tag(_) => {
            let opens =
                parsed.blocks.iter().position(|block| block.open == at || block.arms.binary_search(&at).is_ok());
            opens.filter(|block| is_choice(parsed, *block)).into_iter().collect()
        }
        ItemKind::Output(output) if told == item.span => {
            let Value::Path(path) = &output.value.value else { return Vec::new() };
            setters(parsed, &path.root.text)
        }
        _ => Vec::new(),
    }
}

/// The choices in which a name is set.
fn setters(parsed: &Macro, name: &str) -> Vec<usize> {
    let mut out = Vec::new();
    for item in &parsed.items {
        let ItemKind::Tag(tag) = &item.kind else { continue };
        let (TagKind::Assign { name: Some(set), .. } | TagKind::Capture(Some(set))) = &tag.kind else { continue };
        let around = item.block.filter(|block| set.text == name && is_choice(parsed, *block));
        out.extend(around);
    }
    out.dedup();
    out
}

/// Whether a block is one that can be settled: a choice in no loop, with an end.
fn is_choice(parsed: &Macro, block: usize) -> bool {
    let mut around = Some(block);
    // No loop is around it; blocks deeper than any help desk takes are left alone.
    for _ in 0..100 {
        let Some(at) = around else { break };
        let Some(found) = parsed.blocks.get(at) else { return false };
        if matches!(found.kind, BlockKind::For | BlockKind::Capture) || found.close.is_none() {
            return false;
        }
        around = found.parent;
    }
    around.is_none() && parsed.blocks.get(block).is_some_and(|block| !block.sends_several)
}

/// The ways as texts of files.
fn finished(source: &str, parsed: &Macro, ways: Ways) -> Option<Split> {
    let labels = words::labels(&ways);
    let names = words::file_names(&labels);
    let mut parts = ways.texts.iter().zip(&labels).zip(names).enumerate().map(|(number, ((body, label), name))| {
        let front = words::front_matter(source, parsed, label, (number > 0).then_some(name.as_str()));
        Part { text: format!("{front}{body}"), name }
    });
    let first = parts.next()?;
    let others: Vec<Part> = parts.collect();
    (!others.is_empty()).then(|| Split { edit: smallest(source, &first.text), others })
}

/// The edit that makes one text of another, without what both begin and end with.
fn smallest(old: &str, new: &str) -> Edit {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(one, other)| one == other).map(|(letter, _)| letter.len_utf8()).sum()
    };
    let start = same(&mut old.chars().zip(new.chars()));
    let (old_rest, new_rest) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let end = same(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
    let text = new_rest.get(..new_rest.len() - end).unwrap_or_default();
    Edit::replace(Span::new(start, old.len() - end), text)
}
