//! One macro for each way through a macro, for help desks that run no conditions: the agent then chooses by title.
//!
//! Each way is the text of the macro with the conditions of that way settled, white-space control applied as Liquid does.
//! The file itself becomes the first way, so that its id and its place on the help desk stay; the others are files beside it.

mod canonical;
mod files;
mod idle;
mod page;
mod paths;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{HashMap, HashSet};

use paths::Gone;

use crate::assist::expressions::visit;
use crate::lint::{self, Finding};
use crate::syntax::{BlockKind, ItemKind, Macro, Tag, TagKind, Value};
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

/// What is split.
struct Subject<'a> {
    source: &'a str,
    /// The macro with the names of the language in its conditions.
    asked: &'a Macro,
    /// The names that are nothing before the macro sets them.
    unset: Vec<&'a str>,
}

/// Splits a macro so that the conditions are gone of which a finding at `span` tells; all of those that are told where that
/// makes no more than eight macros.
pub fn split(of: &lint::Subject, findings: &[Finding], span: Span) -> Option<Split> {
    let told = || findings.iter().filter(|finding| splits(finding)).map(|finding| finding.span);
    if !told().any(|told| told.overlaps(span)) {
        return None;
    }
    let asked = canonical::canonical(of);
    let choices = Choices::of(&asked);
    let subject = Subject { source: of.source, asked: &asked, unset: canonical::unset(of) };
    let here = choices.told(told().filter(|told| told.overlaps(span)));
    if here.is_empty() {
        return None;
    }
    let all = choices.told(told());
    let ways = paths::ways(&subject, &all).or_else(|| paths::ways(&subject, &here))?;
    finished(of.source, of.parsed, ways)
}

/// The blocks of a macro that can be settled.
struct Choices<'m> {
    parsed: &'m Macro,
    /// By tag: the block that it belongs to.
    of_tag: HashMap<usize, usize>,
    /// By name: the choices in which it is set.
    setters: HashMap<&'m str, Vec<usize>>,
}

impl<'m> Choices<'m> {
    fn of(parsed: &'m Macro) -> Self {
        let choices = || parsed.blocks.iter().enumerate().filter(|(number, _)| is_choice(parsed, *number));
        let tags = choices().flat_map(|(number, block)| {
            std::iter::once(block.open).chain(block.arms.iter().copied()).map(move |tag| (tag, number))
        });
        let of_tag = tags.collect();
        let choices: HashSet<usize> = choices().map(|(number, _)| number).collect();
        let mut setters: HashMap<&str, Vec<usize>> = HashMap::new();
        for item in &parsed.items {
            let ItemKind::Tag(tag) = &item.kind else { continue };
            if let Some((name, block)) = set_by(&tag.kind).zip(item.block.filter(|block| choices.contains(block))) {
                setters.entry(name).or_default().push(block);
            }
        }
        Self { parsed, of_tag, setters }
    }

    /// The choices that findings are about, with those that decide what they ask for.
    fn told(&self, told: impl Iterator<Item = Span>) -> HashSet<usize> {
        let mut out = HashSet::new();
        let mut next: Vec<usize> = told.flat_map(|told| self.told_at(told)).collect();
        while let Some(block) = next.pop() {
            if out.insert(block) {
                next.extend(self.asked_by(block));
            }
        }
        out
    }

    /// The choices that a finding is about: the one whose tag it marks or stands in; of a value that depends on the passage
    /// before, those that set it.
    fn told_at(&self, told: Span) -> Vec<usize> {
        let at = self.parsed.items.partition_point(|item| item.span.end <= told.start);
        let Some(item) = self.parsed.items.get(at).filter(|item| item.span.contains(told)) else { return Vec::new() };
        match &item.kind {
            ItemKind::Tag(_) => self.of_tag.get(&at).copied().into_iter().collect(),
            ItemKind::Output(output) if told == item.span => match &output.value.value {
                Value::Path(path) => self.setters.get(path.root.text.as_str()).cloned().unwrap_or_default(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The choices that set the names which a block asks for.
    fn asked_by(&self, block: usize) -> Vec<usize> {
        let Some(block) = self.parsed.blocks.get(block) else { return Vec::new() };
        let tags = std::iter::once(block.open).chain(block.arms.iter().copied());
        let mut out = Vec::new();
        for item in tags.filter_map(|tag| self.parsed.items.get(tag)) {
            visit(&item.kind, &mut |expression| {
                if let Value::Path(path) = &expression.value {
                    out.extend(self.setters.get(path.root.text.as_str()).into_iter().flatten());
                }
            });
        }
        out
    }
}

/// The name that a tag sets.
fn set_by(kind: &TagKind) -> Option<&str> {
    match kind {
        TagKind::Assign { name: Some(name), .. } | TagKind::Capture(Some(name)) => Some(&name.text),
        _ => None,
    }
}

fn tag_at(parsed: &Macro, at: usize) -> Option<&Tag> {
    match &parsed.items.get(at)?.kind {
        ItemKind::Tag(tag) => Some(tag),
        _ => None,
    }
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
fn finished(source: &str, parsed: &Macro, ways: Vec<Gone>) -> Option<Split> {
    let labels = words::distinct(ways.iter().map(|way| way.answers.join(", ")).collect());
    let names = files::names(&labels);
    let mut parts = ways.into_iter().zip(&labels).zip(names).enumerate().map(|(number, ((way, label), name))| {
        let front = files::front_matter(source, parsed, label, (number > 0).then_some(name.as_str()));
        Part { text: format!("{front}{}", way.text), name }
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
