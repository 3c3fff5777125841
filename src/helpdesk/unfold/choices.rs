//! `if`, `unless` and `case`: settled, kept, or lost with one of their branches in their place.

use std::collections::HashMap;
use std::rc::Rc;

use super::LossKind;
use super::blocks::{Open, Way};
use super::condition::{Asked, Truth, Unsaid};
use super::operand::Operand;
use super::out::Mark;
use super::scope;
use super::sheet::Sheet;
use super::walk::Walk;
use crate::message::render::{Object, settled_comparison};
use crate::syntax::{BlockKind, Comparison, Expression, Operator, TagKind};
use crate::text::Span;

/// A block that only the help desk can decide.
pub(super) struct Choice {
    /// Whether the help desk runs it.
    kept: bool,
    /// Whether what it opens with is written, and has to be closed.
    closer: &'static str,
    /// Of a kept `unless` that cannot be turned round: where its passage begins.
    turned: Option<Mark>,
    /// Where its passage ends.
    middle: Option<Mark>,
    /// Whether an `if` was opened behind it.
    nested: bool,
    /// Where it begins.
    start: Mark,
    /// What is lost with it, by its place among all losses.
    lost: Option<usize>,
    branch: Branch,
    /// Of branches that are not in the text: the longest.
    longest: (usize, Vec<Span>),
    /// How long the branch is that is.
    chosen: usize,
    /// What names were set to in each branch.
    set: Vec<HashMap<String, Option<Operand>>>,
    /// Whether one branch is always sent.
    all: bool,
    /// Whether what follows is never sent.
    pub(super) is_over: bool,
}

/// The branch that is being walked through.
struct Branch {
    out: Mark,
    scope: scope::Mark,
    /// Whether it stays in the text.
    stays: bool,
    /// The tag that opens it.
    tag: Span,
}

impl<'a> Walk<'a> {
    pub(super) fn open_if(&mut self, sheet: &Rc<Sheet<'a>>, number: usize) {
        let Some(block) = sheet.block(number) else { return };
        let Some(TagKind::If(Some(condition)) | TagKind::Unless(Some(condition))) = sheet.tag(block.open) else {
            return self.take_or_skip(sheet, number, false, 0);
        };
        let turned = block.kind == BlockKind::Unless;
        match self.truth(condition) {
            Truth::Known(holds) => self.take_or_skip(sheet, number, holds != turned, 0),
            Truth::Asks(asked) => self.ask(sheet, Open::new(number, Way::Settled), block.open, &asked, turned),
        }
    }

    /// Goes into a branch that is sent, or on to the arm `from` and those behind it.
    fn take_or_skip(&mut self, sheet: &Rc<Sheet<'a>>, number: usize, taken: bool, from: usize) {
        let Some(block) = sheet.block(number) else { return };
        self.out.vanish();
        if taken {
            let at = from.checked_sub(1).and_then(|arm| block.arms.get(arm)).copied().unwrap_or(block.open);
            return self.push(Open::new(number, Way::Settled).before_arm(from), at + 1);
        }
        for (arm, at) in block.arms.iter().enumerate().skip(from) {
            let truth = match sheet.tag(*at) {
                Some(TagKind::Else) => Truth::Known(true),
                Some(TagKind::Elsif(Some(condition))) => self.truth(condition),
                _ => Truth::Known(false),
            };
            match truth {
                Truth::Known(true) => return self.take_or_skip(sheet, number, true, arm + 1),
                Truth::Known(false) => {}
                Truth::Asks(asked) => {
                    let open = Open::new(number, Way::Settled).before_arm(arm + 1);
                    return self.ask(sheet, open, *at, &asked, false);
                }
            }
        }
        self.go_behind(sheet, number);
    }

    /// Opens a block with a condition that only the help desk can decide, in the tag `at`.
    fn ask(&mut self, sheet: &Rc<Sheet<'a>>, mut open: Open, at: usize, asked: &[Asked], turned: bool) {
        let mut choice = self.choice(sheet, at);
        let round = turned.then(|| Self::turned(asked)).flatten();
        let turned = turned && round.is_none();
        let known = self.losses.len();
        match self.runs("if", sheet, at).then(|| self.asked(round.as_deref().unwrap_or(asked))) {
            // Where it prints nothing either way, only the names that it sets matter.
            _ if self.asks_parameters(asked) || sheet.is_blank(open.block()) => {}
            None => {
                let about = self.about(asked);
                self.lose_block(sheet, at, LossKind::Logic, about);
            }
            Some(Err(unsaid)) => self.lose_unsaid(sheet, at, unsaid, LossKind::Logic),
            Some(Ok(said)) => {
                self.out.hole(&format!("{{% if {said} %}}"));
                (choice.kept, choice.closer, choice.branch.stays) = (true, "{% endif %}", true);
                if turned {
                    choice.turned = Some(self.out.mark());
                    self.out.hole("{% else %}");
                }
            }
        }
        choice.lost = Some(known).filter(|known| *known < self.losses.len());
        choice.branch.out = self.out.mark();
        open.way = Way::Asked(choice);
        self.push(open, at + 1);
    }

    fn choice(&mut self, sheet: &Sheet<'_>, at: usize) -> Choice {
        let tag = sheet.item(at).map(|item| item.span).unwrap_or_default();
        let branch = Branch { out: self.out.mark(), scope: self.scope().mark(), stays: false, tag };
        Choice {
            kept: false,
            closer: "",
            turned: None,
            middle: None,
            nested: false,
            start: branch.out,
            lost: None,
            branch,
            longest: (0, Vec::new()),
            chosen: 0,
            set: Vec::new(),
            all: false,
            is_over: false,
        }
    }

    /// Ends the branch that is being walked through.
    fn end_branch(&mut self, choice: &mut Choice) {
        let scope = self.frames.last().map_or(0, |frame| frame.scope);
        let set = self.scopes.get_mut(scope).map(|scope| scope.back_to(choice.branch.scope));
        choice.set.extend(set);
        if choice.kept && choice.branch.stays {
            return;
        }
        let length = self.out.length_since(choice.branch.out);
        let mut way: Vec<Span> = vec![choice.branch.tag];
        if choice.branch.stays {
            choice.chosen = length;
            way.extend(self.out.longest_since(choice.branch.out));
        } else {
            way.extend(self.out.back_to(choice.branch.out));
        }
        if length > choice.longest.0 {
            choice.longest = (length, way);
        }
    }

    pub(super) fn next_branch(&mut self, sheet: &Rc<Sheet<'a>>, open: Open, mut at: usize) {
        let (number, mut arm) = (open.block(), open.arm);
        let Way::Asked(mut choice) = open.way else { return };
        self.end_branch(&mut choice);
        loop {
            let tag = sheet.item(at).map(|item| item.span).unwrap_or_default();
            if let Some(condition) = self.branch_condition(sheet, at) {
                (choice.all, choice.is_over) = (condition.is_none(), condition.is_none());
                self.begin_branch(sheet, &mut choice, at, tag, condition);
                at += 1;
                break;
            }
            // It is never sent: on to the next.
            let Some(next) = sheet.block(number).and_then(|block| block.arms.get(arm).copied()) else {
                at = sheet.end(number);
                choice.branch = Branch { out: self.out.mark(), scope: self.scope().mark(), stays: true, tag };
                break;
            };
            (at, arm) = (next, arm + 1);
        }
        self.push(Open::new(number, Way::Asked(choice)).before_arm(arm), at);
    }

    /// What the tag `at` asks: its condition as the help desk writes it, nothing where it is always sent by then; `None` where
    /// it never is.
    #[expect(clippy::option_option, reason = "a tag that is never sent, and one that asks nothing")]
    fn branch_condition(&mut self, sheet: &Sheet<'_>, at: usize) -> Option<Option<Result<String, Unsaid>>> {
        match sheet.tag(at)? {
            TagKind::Else => Some(None),
            TagKind::Elsif(Some(condition)) => match self.truth(condition) {
                Truth::Known(true) => Some(None),
                Truth::Known(false) => None,
                Truth::Asks(asked) => Some(Some(self.asked(&asked))),
            },
            TagKind::When(values) => Some(Some(self.whens(values))),
            _ => None,
        }
    }

    /// Begins a branch with its condition; without one it is what else is sent.
    fn begin_branch(
        &mut self,
        sheet: &Rc<Sheet<'a>>,
        choice: &mut Choice,
        at: usize,
        tag: Span,
        condition: Option<Result<String, Unsaid>>,
    ) {
        let is_first_behind = choice.turned.is_some() && choice.middle.is_none();
        if is_first_behind {
            choice.middle = Some(self.out.mark());
        }
        let mut stays = choice.kept;
        match condition {
            None if !choice.kept => stays = true,
            None if is_first_behind => {}
            None => self.out.hole("{% else %}"),
            Some(Ok(said)) if choice.kept => {
                let word = match choice.closer {
                    "{% endcase %}" => "when",
                    _ if is_first_behind => "if",
                    _ => "elsif",
                };
                choice.nested |= is_first_behind;
                self.out.hole(&format!("{{% {word} {said} %}}"));
            }
            Some(Err(unsaid)) if choice.kept => {
                self.lose_unsaid(sheet, at, unsaid, LossKind::Logic);
                stays = false;
            }
            Some(_) => {}
        }
        choice.branch = Branch { out: self.out.mark(), scope: self.scope().mark(), stays, tag };
    }

    pub(super) fn close_choice(&mut self, mut choice: Choice) {
        self.end_branch(&mut choice);
        if choice.kept {
            if choice.nested {
                self.out.hole("{% endif %}");
            }
            if let (Some(start), Some(middle)) = (choice.turned, choice.middle) {
                self.out.swap(start, middle);
            }
            self.out.hole(choice.closer);
        } else {
            self.sent_instead(choice.lost, choice.start);
        }
        if choice.longest.0 > choice.chosen {
            let (length, way) = choice.longest;
            self.out.more += length - choice.chosen;
            // Tags of snippets are no places of the macro.
            if self.is_own_text() {
                self.out.longest.extend(way);
            }
        }
        self.join(choice.set, choice.all);
    }

    /// The first value of a condition that comes from another text.
    fn about(&self, asked: &[Asked]) -> Option<super::data::Place> {
        let file = self.file_number();
        asked.iter().flat_map(Asked::values).find_map(|operand| match operand {
            Operand::Data(data) if data.place.file != file => Some(data.place),
            _ => None,
        })
    }

    pub(super) fn open_case(&mut self, sheet: &Rc<Sheet<'a>>, number: usize) {
        let Some(block) = sheet.block(number) else { return };
        let Some(first) = block.arms.first().copied() else { return self.go_behind(sheet, number) };
        let Some(TagKind::Case(Some(subject))) = sheet.tag(block.open) else { return self.go_behind(sheet, number) };
        let whens = block.arms.iter().filter_map(|arm| match sheet.tag(*arm) {
            Some(TagKind::When(values)) => Some(values),
            _ => None,
        });
        let is_settled = whens.flatten().chain([subject]).all(|value| self.operand(value).constant().is_some());
        if is_settled {
            self.out.vanish();
            return self.next_when(sheet, Open::new(number, Way::SettledCase(false)).before_arm(1), first);
        }
        let mut choice = self.choice(sheet, block.open);
        let operand = self.operand(subject);
        let is_given = matches!(&operand, Operand::Data(data) if data.root == super::data::Root::Parameter);
        let known = self.losses.len();
        match self.runs("case", sheet, block.open).then(|| self.said_value(&operand, subject.span)) {
            _ if is_given || sheet.is_blank(number) => {}
            None => {
                let file = self.file_number();
                let about = match &operand {
                    Operand::Data(data) => Some(data.place).filter(|place| place.file != file),
                    _ => None,
                };
                self.lose_block(sheet, block.open, LossKind::Logic, about);
            }
            Some(Err(unsaid)) => self.lose_unsaid(sheet, block.open, unsaid, LossKind::Logic),
            Some(Ok(said)) => {
                self.out.hole(&format!("{{% case {said} %}}"));
                (choice.kept, choice.closer) = (true, "{% endcase %}");
            }
        }
        choice.lost = Some(known).filter(|known| *known < self.losses.len());
        // What stands before the first `when` is not sent.
        choice.branch.stays = choice.kept;
        choice.branch.out = self.out.mark();
        let open = Open::new(number, Way::Asked(choice)).before_arm(1);
        self.next_branch(sheet, open, first);
    }

    /// The values of a `when` as the help desk writes them.
    fn whens(&mut self, values: &[Expression]) -> Result<String, Unsaid> {
        let mut out = Vec::new();
        for value in values {
            let operand = self.operand(value);
            out.push(self.said_value(&operand, value.span)?);
        }
        Ok(out.join(" or "))
    }

    /// The next `when` of a `case` that the macro settles itself, which begins at the item `at`.
    pub(super) fn next_when(&mut self, sheet: &Rc<Sheet<'a>>, mut open: Open, mut at: usize) {
        let number = open.block();
        let Some(block) = sheet.block(number) else { return };
        let Some(TagKind::Case(Some(subject))) = sheet.tag(block.open) else { return };
        let Way::SettledCase(matched) = open.way else { return };
        self.out.vanish();
        loop {
            let fits = match sheet.tag(at) {
                Some(TagKind::When(values)) => values.iter().any(|value| self.fits(sheet, subject, value)),
                Some(TagKind::Else) => !matched,
                _ => false,
            };
            if fits {
                open.way = Way::SettledCase(true);
                return self.push(open, at + 1);
            }
            let Some(next) = block.arms.get(open.arm).copied() else { return self.go_behind(sheet, number) };
            (at, open.arm) = (next, open.arm + 1);
        }
    }

    fn fits(&self, sheet: &Sheet<'_>, subject: &Expression, value: &Expression) -> bool {
        let mut names = Object::default();
        self.add_names(subject, &mut names);
        self.add_names(value, &mut names);
        let equal = Comparison { left: subject.clone(), right: Some((Operator::Equal, value.clone())) };
        settled_comparison(sheet.source(), &equal, &names).unwrap_or_default()
    }
}
