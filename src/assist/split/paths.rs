//! The ways through a macro: for each, the text that is left and how its conditions were answered.

use std::collections::{HashMap, HashSet};

use super::idle::idle;
use super::page::Page;
use super::words::Said;
use super::{MOST_PARTS, Subject, tag_at};
use crate::message::{Answered, Questions};
use crate::syntax::{Block, Expression, ItemKind, Macro, Tag, TagKind, Value};
use crate::text::Span;

/// The most ways that are gone to their end: on some of them nothing is sent.
const MOST_WAYS: usize = 2 * MOST_PARTS;

/// A way that was gone.
#[derive(Debug)]
pub(super) struct Gone {
    /// The body that is left.
    pub(super) text: String,
    /// What was answered on it, in words.
    pub(super) answers: Vec<String>,
}

/// What a way makes of an item, or of a place between items.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// It stays.
    Kept(usize),
    /// A tag is gone, and with it the white space before and behind it.
    Out { left: bool, right: bool },
}

/// A way that is being gone.
#[derive(Clone, Debug, Default)]
struct Way {
    steps: Vec<Step>,
    /// The next item.
    at: usize,
    /// The branches that are open: the item with which each ends, and the one behind its block.
    open: Vec<(usize, usize)>,
    known: Answered,
    answers: Vec<String>,
}

/// What all ways have in common.
struct Map<'m> {
    /// With the names of the language in the conditions.
    parsed: &'m Macro,
    /// The blocks that are settled, by their opening tags.
    opens: HashMap<usize, usize>,
    /// By block: whether all that is around it is settled, and so is it.
    settled: Vec<bool>,
    said: Said<'m>,
}

/// The ways through the blocks of that list, the first one first; `None` where there are more than [`MOST_PARTS`], or one.
pub(super) fn ways(subject: &Subject, blocks: &HashSet<usize>) -> Option<Vec<Gone>> {
    let map = Map::new(subject.asked, blocks);
    let mut questions = Questions::default();
    let mut left = vec![Way::at_start(subject, &mut questions)];
    let mut done: Vec<Gone> = Vec::new();
    let mut ends = 0;
    while let Some(mut way) = left.pop() {
        if let Some(block) = way.go(&map, &mut questions) {
            left.extend(way.into_branches(&map, block, &mut questions)?.into_iter().rev());
        } else {
            ends += 1;
            done.extend(way.written(subject));
        }
        if done.len() > MOST_PARTS || ends + left.len() > MOST_WAYS {
            return None;
        }
    }
    (done.len() > 1).then_some(done)
}

impl<'m> Map<'m> {
    fn new(parsed: &'m Macro, blocks: &HashSet<usize>) -> Self {
        let opens = blocks.iter().filter_map(|block| Some((parsed.blocks.get(*block)?.open, *block))).collect();
        let mut settled: Vec<bool> = Vec::with_capacity(parsed.blocks.len());
        for (number, block) in parsed.blocks.iter().enumerate() {
            let around = block.parent.is_none_or(|parent| settled.get(parent) == Some(&true));
            settled.push(around && blocks.contains(&number));
        }
        Self { parsed, opens, settled, said: Said::of(parsed) }
    }

    fn is_settled(&self, block: Option<usize>) -> bool {
        block.is_none_or(|block| self.settled.get(block) == Some(&true))
    }
}

impl Way {
    fn at_start(subject: &Subject, questions: &mut Questions) -> Self {
        let mut way = Self::default();
        let nothing = Expression { span: Span::default(), value: Value::Nil };
        subject.unset.iter().for_each(|name| questions.set(&mut way.known, name, Some(&nothing)));
        way
    }

    /// Goes on to the next block that has to be settled; `None` at the end.
    fn go(&mut self, map: &Map, questions: &mut Questions) -> Option<usize> {
        loop {
            if let Some((_, behind)) = self.open.pop_if(|(end, _)| *end <= self.at) {
                self.leave(map.parsed, behind);
                continue;
            }
            if let Some(block) = map.opens.get(&self.at) {
                return Some(*block);
            }
            let item = map.parsed.items.get(self.at)?;
            if let ItemKind::Tag(tag) = &item.kind {
                self.set(tag, map.is_settled(item.block), questions);
            }
            self.steps.push(Step::Kept(self.at));
            self.at += 1;
        }
    }

    /// Takes note of a name that a tag sets; `surely` says whether it does on every customer's way.
    fn set(&mut self, tag: &Tag, surely: bool, questions: &mut Questions) {
        match &tag.kind {
            TagKind::Assign { name: Some(name), value, filters } => {
                let value = value.as_ref().filter(|_| surely && filters.is_empty());
                questions.set(&mut self.known, &name.text, value);
            }
            TagKind::Capture(Some(name)) => questions.set(&mut self.known, &name.text, None),
            _ => {}
        }
    }

    /// The ways into those branches of a block that can be taken; `None` where there are too many.
    fn into_branches(mut self, map: &Map, number: usize, questions: &mut Questions) -> Option<Vec<Way>> {
        let block = map.parsed.blocks.get(number)?;
        let mut branches = questions.branches(map.parsed, number, &self.known);
        if branches.len() > MOST_WAYS {
            return None;
        }
        if branches.len() == 1
            && let Some((only, _)) = branches.pop()
        {
            self.enter(map.parsed, block, only);
            return Some(vec![self]);
        }
        let taken = branches.into_iter().map(|(branch, known)| {
            let mut way = Way { known, ..self.clone() };
            way.answers.push(map.said.branch(&map.parsed.items, block, branch));
            way.enter(map.parsed, block, branch);
            way
        });
        Some(taken.collect())
    }

    /// Goes into a branch of a block, or behind it where none is taken.
    fn enter(&mut self, parsed: &Macro, block: &Block, branch: usize) {
        let end = block.close.unwrap_or(parsed.items.len());
        let behind = block.close.map_or(end, |close| close + 1);
        if let Some(open) = tag_at(parsed, block.open) {
            self.steps.push(Step::Out { left: open.trim.left, right: open.trim.right });
        }
        let Some(tag) = std::iter::once(block.open).chain(block.arms.iter().copied()).nth(branch) else {
            return self.leave(parsed, behind);
        };
        if let Some(arm) = tag_at(parsed, tag).filter(|_| branch > 0) {
            self.steps.push(Step::Out { left: false, right: arm.trim.right });
        }
        self.open.push((block.arms.get(branch).copied().unwrap_or(end), behind));
        self.at = tag + 1;
    }

    /// Goes on behind a block whose branch is over.
    fn leave(&mut self, parsed: &Macro, behind: usize) {
        // The tag that ends the branch is the one that stands here.
        let left = tag_at(parsed, self.at).is_some_and(|tag| tag.trim.left);
        let close = behind.checked_sub(1).and_then(|close| tag_at(parsed, close));
        self.steps.push(Step::Out { left, right: close.is_some_and(|close| close.trim.right) });
        self.at = behind;
    }

    /// The text of a way; `None` where nothing is sent.
    fn written(self, subject: &Subject) -> Option<Gone> {
        let idle = idle(subject.asked, &self.steps);
        let mut page = Page::default();
        for step in &self.steps {
            let at = match *step {
                Step::Out { left, right } => {
                    page.gone(left, right);
                    continue;
                }
                Step::Kept(at) => at,
            };
            let item = subject.asked.items.get(at)?;
            match &item.kind {
                ItemKind::Tag(tag) if idle.contains(&at) => page.gone(tag.trim.left, tag.trim.right),
                ItemKind::Text => page.text(item.span.of(subject.source)),
                _ => page.keep(item.span.of(subject.source)),
            }
        }
        let text = page.done();
        // Where nothing is sent there is no macro.
        (!text.trim().is_empty()).then_some(Gone { text, answers: self.answers })
    }
}
