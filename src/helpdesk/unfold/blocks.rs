//! Blocks: opened, taken further at their arms, and closed.

use std::collections::HashMap;
use std::rc::Rc;

use super::choices::Choice;
use super::loops::{Kept, Rounds};
use super::operand::Operand;
use super::out::Out;
use super::sheet::Sheet;
use super::walk::Walk;
use super::{Certainty, LossKind};
use crate::syntax::{BlockKind, TagKind};

/// How deep blocks may stand in each other, as in Liquid.
const DEEPEST: usize = 100;

/// A block that is being walked through.
pub(super) struct Open {
    block: usize,
    /// Which of its arms comes next.
    pub(super) arm: usize,
    pub(super) way: Way,
}

/// How a block is walked through.
pub(super) enum Way {
    /// One branch is sent, whatever the data are.
    Settled,
    /// The same of a `case`, of which further passages may be sent; whether one was.
    SettledCase(bool),
    /// The help desk decides, or could not.
    Asked(Choice),
    /// Round by round, written out.
    Rounds(Rounds),
    /// A loop over what only the help desk knows.
    Loop(Kept),
    /// What was written around a `capture`, and its name.
    Capture(Out, String),
}

impl Open {
    pub(super) fn new(block: usize, way: Way) -> Self {
        Self { block, arm: 0, way }
    }

    /// The same, where this arm comes next.
    pub(super) fn before_arm(self, arm: usize) -> Self {
        Self { arm, ..self }
    }

    pub(super) fn block(&self) -> usize {
        self.block
    }

    /// The item with which the next arm begins.
    pub(super) fn next_arm(&self, sheet: &Sheet<'_>) -> Option<usize> {
        sheet.block(self.block)?.arms.get(self.arm).copied()
    }
}

impl<'a> Walk<'a> {
    pub(super) fn push(&mut self, open: Open, at: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.opens.push(open);
            frame.at = at;
        }
    }

    pub(super) fn pop(&mut self) -> Option<Open> {
        self.frames.last_mut()?.opens.pop()
    }

    /// Goes on behind a block.
    pub(super) fn go_behind(&mut self, sheet: &Sheet<'_>, block: usize) {
        let end = sheet.end(block);
        let is_closed = sheet.block(block).is_some_and(|block| block.close.is_some());
        self.go_to(if is_closed { end.saturating_add(1) } else { end });
        self.out.vanish();
    }

    pub(super) fn open(&mut self, sheet: &Rc<Sheet<'a>>, number: usize) {
        let Some(block) = sheet.block(number) else { return };
        let depth: usize = self.frames.iter().map(|frame| frame.opens.len()).sum();
        if depth >= DEEPEST {
            self.lose_here(LossKind::Logic, block.kind.opener());
            return self.go_behind(sheet, number);
        }
        match block.kind {
            BlockKind::If | BlockKind::Unless => self.open_if(sheet, number),
            BlockKind::Case => self.open_case(sheet, number),
            BlockKind::For => self.open_for(sheet, number),
            BlockKind::Capture => {
                let name = match sheet.tag(block.open) {
                    Some(TagKind::Capture(Some(name))) => name.text.clone(),
                    _ => String::new(),
                };
                let outside = std::mem::take(&mut self.out);
                self.push(Open::new(number, Way::Capture(outside, name)), block.open + 1);
            }
        }
    }

    /// The next arm of the innermost block.
    pub(super) fn arm(&mut self, sheet: &Rc<Sheet<'a>>) {
        let Some(mut open) = self.pop() else { return };
        let Some(at) = open.next_arm(sheet) else { return };
        open.arm += 1;
        let number = open.block;
        let is_over = match &open.way {
            Way::Asked(choice) => choice.is_over,
            way => matches!(way, Way::Settled | Way::Capture(..)),
        };
        if is_over {
            let end = sheet.end(number);
            return self.push(Open { arm: usize::MAX, ..open }, end);
        }
        match &open.way {
            Way::Settled | Way::Capture(..) => {}
            Way::SettledCase(_) => self.next_when(sheet, open, at),
            Way::Asked(_) => self.next_branch(sheet, open, at),
            Way::Rounds(_) => self.next_round(sheet, open),
            Way::Loop(_) => self.loop_else(open, at),
        }
    }

    /// The end of the innermost block.
    pub(super) fn close(&mut self, sheet: &Rc<Sheet<'a>>) {
        let Some(open) = self.pop() else { return };
        let number = open.block;
        match open.way {
            Way::Settled | Way::SettledCase(_) => self.go_behind(sheet, number),
            Way::Capture(outside, name) => {
                let captured = std::mem::replace(&mut self.out, outside);
                self.set(&name, Operand::Captured(Rc::new(captured)));
                self.go_behind(sheet, number);
            }
            Way::Rounds(_) => self.next_round(sheet, open),
            Way::Asked(choice) => {
                self.go_behind(sheet, number);
                self.close_choice(choice);
            }
            Way::Loop(kept) => {
                self.go_behind(sheet, number);
                self.close_loop(kept);
            }
        }
    }

    /// Names that branches set: what is the same after each of them stays known.
    pub(super) fn join(&mut self, branches: Vec<HashMap<String, Option<Operand>>>, all: bool) {
        let mut names: Vec<&String> = branches.iter().flat_map(HashMap::keys).collect();
        names.sort_unstable();
        names.dedup();
        let joined: Vec<(String, Operand)> = names
            .into_iter()
            .map(|name| {
                let before = self.scope().get(name);
                let after = branches.iter().map(|set| set.get(name).map_or(before, |set| set.as_ref()));
                // Where no branch may be sent, the name is what it was.
                let mut after = after.chain((!all).then_some(before));
                let first = after.next().flatten();
                let same = first.filter(|first| after.all(|other| other.is_some_and(|other| other.is_same(first))));
                (name.clone(), same.cloned().unwrap_or(Operand::Unknown))
            })
            .collect();
        joined.into_iter().for_each(|(name, operand)| self.set(&name, operand));
    }

    /// Tells of a block that the help desk cannot run.
    pub(super) fn lose_block(
        &mut self,
        sheet: &Sheet<'_>,
        at: usize,
        kind: LossKind,
        about: Option<super::data::Place>,
    ) {
        let Some(item) = sheet.item(at) else { return };
        let written = item.span.of(sheet.source());
        let certainty = self.target.certainty();
        self.lose(kind, certainty, written.to_owned(), String::new(), self.place(item.span), about);
    }

    /// Tells of a condition, or a list, that cannot be written.
    pub(super) fn lose_unsaid(
        &mut self,
        sheet: &Sheet<'_>,
        at: usize,
        unsaid: super::condition::Unsaid,
        kind: LossKind,
    ) {
        use super::condition::Unsaid;
        match unsaid {
            Unsaid::Name(data, (kind, certainty)) => {
                self.lose(kind, certainty, data.name.clone(), String::new(), data.place, None);
            }
            Unsaid::Value(span) => {
                let what = span.of(sheet.source()).to_owned();
                self.lose(LossKind::Value, Certainty::Certain, what, String::new(), self.place(span), None);
            }
            Unsaid::Form => {
                let Some(item) = sheet.item(at) else { return };
                let what = item.span.of(sheet.source()).to_owned();
                self.lose(kind, Certainty::Certain, what, String::new(), self.place(item.span), None);
            }
        }
    }
}
