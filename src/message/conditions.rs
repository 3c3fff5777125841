//! Decisions in the words of the author: the conditions that hold and fail where they are made.

use super::branches::{MORE, NONE, ONE};
use super::graph::{Decision, MessageGraph};
use crate::syntax::{BlockKind, Condition, Expression, ItemKind, Macro, TagKind};

/// The most conditions that are told of one place: nobody reads more.
pub const MOST_CONDITIONS: usize = 32;

/// How many decisions, or blocks around a place, are put into words to find them: many may be alike.
const MOST_LOOKED_AT: usize = 4 * MOST_CONDITIONS;

/// The conditions under which item `index` of the macro of `source` is sent, in source order; the nearest where there are
/// very many.
pub fn conditions_around(source: &str, parsed: &Macro, index: usize) -> Vec<String> {
    let mut out = Vec::new();
    let (mut item, mut around) = (index, parsed.items.get(index).and_then(|item| item.block));
    for _ in 0..MOST_LOOKED_AT {
        let Some((number, block)) = around.and_then(|number| Some((number, parsed.blocks.get(number)?))) else { break };
        let arm = block.arms.partition_point(|&tag| tag < item) as u32;
        let is_loop = block.kind == BlockKind::For;
        let arm = if is_loop { if arm == 0 { ONE } else { NONE } } else { arm };
        for condition in of_block(source, parsed, number, arm).into_iter().rev() {
            if !out.contains(&condition) {
                out.push(condition);
            }
        }
        if out.len() >= MOST_CONDITIONS {
            break;
        }
        item = block.open;
        around = block.parent;
    }
    out.truncate(MOST_CONDITIONS);
    out.reverse();
    out
}

impl MessageGraph {
    /// The conditions that hold or fail where `decisions` are made in the macro of `source`, in source order, each once. The
    /// last where there are very many.
    pub fn conditions(&self, source: &str, parsed: &Macro, decisions: &[Decision]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        // From the back, so that the last are told where there are very many.
        for decision in decisions.iter().rev().take(MOST_LOOKED_AT) {
            for condition in self.of_decision(source, parsed, *decision).into_iter().rev() {
                if !out.contains(&condition) && out.len() < MOST_CONDITIONS {
                    out.push(condition);
                }
            }
            if out.len() >= MOST_CONDITIONS {
                break;
            }
        }
        out.reverse();
        out
    }

    fn of_decision(&self, source: &str, parsed: &Macro, decision: Decision) -> Vec<String> {
        let Some(choice) = self.choices.get(decision.choice as usize) else { return Vec::new() };
        if choice.derived || !choice.words.is_empty() {
            return choice.words.get(decision.arm as usize).into_iter().cloned().collect();
        }
        let Some(&number) = choice.numbers.get(decision.arm as usize) else { return Vec::new() };
        match self.snippet(choice.file) {
            Some(snippet) => of_block(&snippet.source, &snippet.parsed, choice.block, number),
            None => of_block(source, parsed, choice.block, number),
        }
    }
}

/// What holds in the arm of this number (the block's opener is 0; for a loop, how often it goes round).
fn of_block(source: &str, parsed: &Macro, block: usize, number: u32) -> Vec<String> {
    let Some(of) = parsed.blocks.get(block) else { return Vec::new() };
    let kind = |item: usize| match &parsed.items.get(item)?.kind {
        ItemKind::Tag(tag) => Some(&tag.kind),
        _ => None,
    };
    let subject = match kind(of.open) {
        Some(TagKind::Case(subject)) => subject.as_ref(),
        Some(TagKind::For { variable, list, .. }) => {
            let (Some(variable), Some(list)) = (variable, list) else { return Vec::new() };
            let rounds = match number {
                ONE => "one",
                MORE => "more",
                _ => "none",
            };
            return vec![format!("{} in {}: {rounds}", variable.text, list.span.of(source))];
        }
        _ => None,
    };
    let number = number as usize;
    let tag_of = |number: usize| kind(*of.arms.get(number.checked_sub(1)?)?);
    let first = match tag_of(number) {
        // Those before it may be sent, too.
        Some(TagKind::When(_)) if of.sends_several => number,
        _ => number.saturating_sub(MOST_CONDITIONS),
    };
    let tags = std::iter::once(of.open).chain(of.arms.iter().copied()).enumerate().skip(first).take(number + 1 - first);
    tags.filter_map(|(index, tag)| asks(source, kind(tag)?, subject, index == number)).collect()
}

/// What must hold for the arm of a tag to be taken, or, for one that comes before it, not to be.
fn asks(source: &str, tag: &TagKind, subject: Option<&Expression>, taken: bool) -> Option<String> {
    match tag {
        TagKind::If(condition) | TagKind::Elsif(condition) => Some(said(source, condition.as_ref()?, taken)),
        TagKind::Unless(condition) => Some(said(source, condition.as_ref()?, !taken)),
        TagKind::When(values) => {
            let subject = subject?.span.of(source);
            let equal = |value: &Expression| format!("{subject} == {}", value.span.of(source));
            let equal: Vec<String> = values.iter().map(equal).collect();
            Some(holds(equal.join(" or "), equal.len() > 1, taken))
        }
        _ => None,
    }
}

fn said(source: &str, condition: &Condition, holding: bool) -> String {
    holds(condition.span.of(source).to_owned(), !condition.rest.is_empty(), holding)
}

fn holds(text: String, joined: bool, holding: bool) -> String {
    match (holding, joined) {
        (true, _) => text,
        (false, true) => format!("not ({text})"),
        (false, false) => format!("not {text}"),
    }
}
