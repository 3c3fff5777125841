//! The ways through a macro: for each, the text that is left and how its conditions were answered.

use std::collections::{HashMap, HashSet};

use super::MOST_PARTS;
use super::words::one_line;
use crate::helpdesk::unfold::without_spare_lines;
use crate::syntax::{Block, Condition, Item, ItemKind, Macro, Tag, TagKind};

/// The ways, the first one first.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// The body of each.
    pub(super) texts: Vec<String>,
    /// What was answered on each: the question, and the answer.
    pub(super) answers: Vec<Vec<Answer>>,
}

/// How a choice went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The words of the condition that holds, or that does not.
    pub(super) question: String,
    /// Whether it holds.
    pub(super) holds: bool,
    /// Whether it is what is left of several.
    pub(super) otherwise: bool,
}

/// A way that is being gone.
#[derive(Clone, Debug, Default)]
struct Way {
    out: String,
    /// The next item.
    at: usize,
    /// Where white space at the front of the next text goes: a tag with a hyphen stood there.
    trims: bool,
    /// Whether a tag was taken out since the last text.
    joint: bool,
    /// The branches that are open: the item with which each ends, and the one behind its block.
    open: Vec<(usize, usize)>,
    truths: HashMap<String, bool>,
    answers: Vec<Answer>,
}

/// A branch of a block: its first tag, where it ends, and what holds on it.
struct Branch {
    tag: Option<usize>,
    end: usize,
    truths: Vec<(String, bool)>,
    answer: Answer,
}

impl Ways {
    /// Those through the blocks of that list; `None` where there are more than [`MOST_PARTS`], or one.
    pub(super) fn through(source: &str, parsed: &Macro, blocks: &[usize]) -> Option<Self> {
        let blocks: HashSet<usize> = blocks.iter().copied().collect();
        let opens: HashMap<usize, &Block> =
            blocks.iter().filter_map(|block| parsed.blocks.get(*block)).map(|block| (block.open, block)).collect();
        let set = names_set(parsed);
        let mut left = vec![Way::default()];
        let mut done: Vec<Way> = Vec::new();
        while let Some(mut way) = left.pop() {
            let block = way.go(source, parsed, &opens);
            let Some(block) = block else {
                done.push(way);
                if done.len() + left.len() > MOST_PARTS {
                    return None;
                }
                continue;
            };
            let mut taken = Vec::new();
            for branch in branches(source, parsed, block, &set) {
                let fits =
                    branch.truths.iter().all(|(key, holds)| way.truths.get(key).is_none_or(|known| known == holds));
                if fits {
                    taken.push(way.clone().into_branch(parsed, block, &branch));
                }
            }
            // Where only one of its branches is left, nothing was answered anew.
            if let [only] = taken.as_mut_slice() {
                only.answers.truncate(way.answers.len());
            }
            left.extend(taken.into_iter().rev());
            if done.len() + left.len() > MOST_PARTS {
                return None;
            }
        }
        // Where nothing is sent there is no macro.
        done.retain(|way| !way.out.trim().is_empty());
        let (texts, answers): (Vec<_>, Vec<_>) = done.into_iter().map(|way| (way.out, way.answers)).unzip();
        (texts.len() > 1).then_some(Self { texts, answers })
    }
}

impl Way {
    /// Goes on to the next block that has to be settled; `None` at the end.
    fn go<'m>(&mut self, source: &str, parsed: &'m Macro, opens: &HashMap<usize, &'m Block>) -> Option<&'m Block> {
        loop {
            if let Some((_, behind)) = self.open.pop_if(|(end, _)| *end <= self.at) {
                self.leave(parsed, behind);
                continue;
            }
            if let Some(block) = opens.get(&self.at) {
                return Some(block);
            }
            let item = parsed.items.get(self.at)?;
            self.write(source, item);
            self.at += 1;
        }
    }

    fn write(&mut self, source: &str, item: &Item) {
        let mut text = item.span.of(source);
        if item.kind == ItemKind::Text {
            if std::mem::take(&mut self.trims) {
                text = text.trim_start_matches(is_space);
            }
            if self.joint && !text.is_empty() {
                text = without_spare_lines(&self.out, text);
            }
        }
        self.trims = false;
        if !item.span.is_empty() {
            self.joint = false;
        }
        self.out.push_str(text);
    }

    /// Takes a tag out, with the white space that it takes.
    fn take_out(&mut self, tag: &Tag, is_first: bool) {
        if is_first && tag.trim.left {
            self.out.truncate(self.out.trim_end_matches(is_space).len());
        }
        self.trims = tag.trim.right;
        self.joint = true;
    }

    /// Goes into a branch of a block.
    fn into_branch(mut self, parsed: &Macro, block: &Block, branch: &Branch) -> Self {
        self.truths.extend(branch.truths.iter().cloned());
        self.answers.push(branch.answer.clone());
        let behind = block.close.map_or(branch.end, |close| close + 1);
        if let Some(open) = tag_at(parsed, block.open) {
            self.take_out(open, true);
        }
        match branch.tag {
            Some(at) => {
                if let Some(tag) = tag_at(parsed, at) {
                    self.take_out(tag, false);
                }
                self.open.push((branch.end, behind));
                self.at = at + 1;
            }
            None => {
                self.leave(parsed, behind);
                return self;
            }
        }
        self
    }

    /// Goes on behind a block whose branch is over.
    fn leave(&mut self, parsed: &Macro, behind: usize) {
        // The tag that ends the branch is the one that stands here.
        if tag_at(parsed, self.at).is_some_and(|tag| tag.trim.left) {
            self.out.truncate(self.out.trim_end_matches(is_space).len());
        }
        if let Some(close) = behind.checked_sub(1).and_then(|close| tag_at(parsed, close)) {
            self.take_out(close, false);
        }
        self.at = behind;
    }
}

/// The branches of a block in order, and that none is sent where one of them need not be.
fn branches(source: &str, parsed: &Macro, block: &Block, set: &HashSet<&str>) -> Vec<Branch> {
    let end = block.close.unwrap_or(parsed.items.len());
    let tags: Vec<usize> = std::iter::once(block.open).chain(block.arms.iter().copied()).collect();
    let subject = match tag_at(parsed, block.open).map(|tag| &tag.kind) {
        Some(TagKind::Case(Some(subject))) => Some(one_line(subject.span.of(source))),
        _ => None,
    };
    let several = block.arms.len() > 1;
    let mut out: Vec<Branch> = Vec::new();
    let mut before: Vec<(String, bool)> = Vec::new();
    let mut first = String::new();
    let mut has_else = false;
    for (number, tag) in tags.iter().enumerate() {
        let to = tags.get(number + 1).copied().unwrap_or(end);
        let (question, turned) = match tag_at(parsed, *tag).map(|tag| &tag.kind) {
            Some(TagKind::If(Some(condition)) | TagKind::Elsif(Some(condition))) => {
                (Some(asked(source, condition, set, *tag)), false)
            }
            Some(TagKind::Unless(Some(condition))) => (Some(asked(source, condition, set, *tag)), true),
            Some(TagKind::When(values)) => {
                let values: Vec<String> = values.iter().map(|value| one_line(value.span.of(source))).collect();
                let words = format!("{} == {}", subject.clone().unwrap_or_default(), values.join(" or "));
                (Some((format!("{}{words}", block.open), words)), false)
            }
            Some(TagKind::Else) => (None, false),
            _ => continue,
        };
        let mut truths = before.clone();
        let answer = match question {
            Some((key, words)) => {
                truths.push((key.clone(), !turned));
                before.push((key, turned));
                first = if first.is_empty() { words.clone() } else { first };
                Answer { question: words, holds: !turned, otherwise: false }
            }
            None => {
                has_else = true;
                let holds = tag_at(parsed, block.open).is_some_and(|tag| matches!(tag.kind, TagKind::Unless(_)));
                Answer { question: first.clone(), holds, otherwise: several }
            }
        };
        out.push(Branch { tag: Some(*tag), end: to, truths, answer });
        if has_else {
            break;
        }
    }
    if !has_else {
        let holds = tag_at(parsed, block.open).is_some_and(|tag| matches!(tag.kind, TagKind::Unless(_)));
        let answer = Answer { question: first, holds, otherwise: several || subject.is_some() };
        out.push(Branch { tag: None, end, truths: before, answer });
    }
    out
}

/// A condition by what makes it the same as another, and by its words.
fn asked(source: &str, condition: &Condition, set: &HashSet<&str>, tag: usize) -> (String, String) {
    let words = one_line(condition.span.of(source));
    let is_set = words.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| set.contains(word));
    // What is asked of a name that the macro sets may have another answer at every place.
    let key = if is_set { format!("{tag}:{words}") } else { words.clone() };
    (key, words)
}

/// The names that a macro sets.
fn names_set(parsed: &Macro) -> HashSet<&str> {
    let names = parsed.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Tag(Tag {
            kind: TagKind::Assign { name: Some(name), .. } | TagKind::Capture(Some(name)), ..
        }) => Some(name.text.as_str()),
        _ => None,
    });
    names.collect()
}

fn tag_at(parsed: &Macro, at: usize) -> Option<&Tag> {
    match &parsed.items.get(at)?.kind {
        ItemKind::Tag(tag) => Some(tag),
        _ => None,
    }
}

fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace()
}
