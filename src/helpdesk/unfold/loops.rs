//! `for`: written out where the macro says what is in the list, kept, or lost with its `else` in its place.

use std::rc::Rc;

use super::LossKind;
use super::blocks::{Open, Way};
use super::condition::Unsaid;
use super::data::{Data, Root};
use super::operand::Operand;
use super::out::Mark;
use super::scope;
use super::sheet::Sheet;
use super::walk::Walk;
use crate::message::render::{Object, Value, settled_rounds};
use crate::syntax::{Argument, Expression, TagKind};

/// The most rounds that are written out.
const MOST_ROUNDS: usize = 1_000;

/// A loop that is written out.
pub(super) struct Rounds {
    /// What is left, the next one last.
    left: Vec<Value>,
    name: String,
    /// What the name stood for before.
    before: Option<Operand>,
}

/// A loop over what only the help desk knows.
pub(super) struct Kept {
    /// Whether the help desk runs it.
    kept: bool,
    /// What is lost with it, by its place among all losses.
    lost: Option<usize>,
    out: Mark,
    scope: scope::Mark,
    /// How long one round is, where it is not in the text.
    round: usize,
    /// Whether the `else` is being walked through.
    is_else: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn open_for(&mut self, sheet: &Rc<Sheet<'a>>, number: usize) {
        let Some(block) = sheet.block(number) else { return };
        let Some(TagKind::For { variable: Some(variable), list: Some(list), arguments, reversed }) =
            sheet.tag(block.open)
        else {
            self.lose_here(LossKind::Broken, "for");
            return self.go_behind(sheet, number);
        };
        let name = variable.text.clone();
        let settled = arguments.iter().map(|argument| &argument.value).chain([list]);
        if settled.clone().all(|value| self.operand(value).constant().is_some()) {
            let mut names = Object::default();
            settled.for_each(|value| self.add_names(value, &mut names));
            let Some(mut left) = settled_rounds(sheet.source(), list, arguments, &names, MOST_ROUNDS) else {
                self.lose_here(LossKind::Loop, "for");
                return self.go_behind(sheet, number);
            };
            if !*reversed {
                left.reverse();
            }
            self.out.vanish();
            let before = self.scope().get(&name).cloned();
            if left.is_empty() {
                return match block.arms.first() {
                    Some(otherwise) => {
                        self.push(Open::new(number, Way::Settled).before_arm(usize::MAX), otherwise + 1);
                    }
                    None => self.go_behind(sheet, number),
                };
            }
            let open = Open::new(number, Way::Rounds(Rounds { left, name, before }));
            return self.next_round(sheet, open);
        }
        self.ask_for(sheet, number, &name, list, arguments, *reversed);
    }

    pub(super) fn next_round(&mut self, sheet: &Rc<Sheet<'a>>, mut open: Open) {
        let number = open.block();
        let Some(block) = sheet.block(number) else { return };
        self.out.vanish();
        let Way::Rounds(rounds) = &mut open.way else { return };
        match rounds.left.pop() {
            Some(value) => {
                let name = rounds.name.clone();
                self.set(&name, Operand::Constant(value));
                open.arm = 0;
                self.push(open, block.open + 1);
            }
            None => {
                let scope = self.frames.last().map_or(0, |frame| frame.scope);
                if let Some(scope) = self.scopes.get_mut(scope) {
                    scope.restore(&rounds.name, rounds.before.take());
                }
                self.go_behind(sheet, number);
            }
        }
    }

    /// A loop over what only the help desk knows.
    fn ask_for(
        &mut self,
        sheet: &Rc<Sheet<'a>>,
        number: usize,
        name: &str,
        list: &Expression,
        arguments: &[Argument],
        reversed: bool,
    ) {
        let Some(block) = sheet.block(number) else { return };
        let operand = self.operand(list);
        let is_given = matches!(&operand, Operand::Data(data) if data.root == Root::Parameter);
        let (out, scope) = (self.out.mark(), self.scope().mark());
        let mut kept = Kept { kept: false, lost: None, out, scope, round: 0, is_else: false };
        let known = self.losses.len();
        match self.runs("for", sheet, block.open).then(|| self.said_loop(name, &operand, list, arguments, reversed)) {
            _ if is_given => {}
            None => {
                let file = self.file_number();
                let about = match &operand {
                    Operand::Data(data) => Some(data.place).filter(|place| place.file != file),
                    _ => None,
                };
                self.lose_block(sheet, block.open, LossKind::Loop, about);
            }
            Some(Err(unsaid)) => self.lose_unsaid(sheet, block.open, unsaid, LossKind::Loop),
            Some(Ok(said)) => {
                kept.kept = true;
                self.out.hole(&said);
            }
        }
        kept.lost = Some(known).filter(|known| *known < self.losses.len());
        kept.out = self.out.mark();
        // What a round sets, the next one finds: nothing is known of it.
        self.forget_set_in(sheet, number);
        kept.scope = self.scope().mark();
        let place = self.place(list.span);
        let item = Data { root: Root::Loop, name: name.to_owned(), place, filters: Vec::new() };
        self.set(name, Operand::Data(Rc::new(item)));
        self.push(Open::new(number, Way::Loop(kept)), block.open + 1);
    }

    fn said_loop(
        &mut self,
        name: &str,
        operand: &Operand,
        list: &Expression,
        arguments: &[Argument],
        reversed: bool,
    ) -> Result<String, Unsaid> {
        let list = self.said_value(operand, list.span)?;
        let mut out = format!("{{% for {name} in {list}");
        for argument in arguments {
            let Some(option) = &argument.name else { continue };
            let operand = self.operand(&argument.value);
            let value = self.said_value(&operand, argument.value.span)?;
            out.push_str(&format!(" {}:{value}", option.text));
        }
        out.push_str(if reversed { " reversed %}" } else { " %}" });
        Ok(out)
    }

    /// Names that a loop sets are not known in it, nor after it.
    fn forget_set_in(&mut self, sheet: &Rc<Sheet<'a>>, number: usize) {
        let Some(block) = sheet.block(number) else { return };
        for at in block.open + 1..sheet.end(number).min(sheet.parsed().items.len()) {
            let name = match sheet.tag(at) {
                Some(TagKind::Assign { name: Some(name), .. } | TagKind::Capture(Some(name))) => name.text.clone(),
                _ => continue,
            };
            self.set(&name, Operand::Unknown);
        }
    }

    pub(super) fn loop_else(&mut self, mut open: Open, at: usize) {
        let Way::Loop(kept) = &mut open.way else { return };
        self.end_round(kept);
        kept.is_else = true;
        if kept.kept {
            self.out.hole("{% else %}");
        }
        open.arm = usize::MAX;
        self.push(open, at + 1);
    }

    fn end_round(&mut self, kept: &mut Kept) {
        let scope = self.frames.last().map_or(0, |frame| frame.scope);
        let set = self.scopes.get_mut(scope).map(|scope| scope.back_to(kept.scope)).unwrap_or_default();
        for name in set.into_keys() {
            if self.scope().get(&name).is_some() {
                self.set(&name, Operand::Unknown);
            }
        }
        if !kept.kept && !kept.is_else {
            kept.round = self.out.length_since(kept.out);
            self.out.back_to(kept.out);
        }
    }

    pub(super) fn close_loop(&mut self, mut kept: Kept) {
        self.end_round(&mut kept);
        match kept.kept {
            true => self.out.hole("{% endfor %}"),
            false => {
                self.sent_instead(kept.lost, kept.out);
                self.out.more += kept.round.saturating_sub(self.out.length_since(kept.out));
            }
        }
    }
}
