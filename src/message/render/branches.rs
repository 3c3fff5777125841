//! `if`, `unless` and `case`: which branch is sent.

use super::compare::{Side, compare};
use super::fault::Fault;
use super::script::{joined, said};
use super::walk::{File, Walk, tag_at};
use crate::message::choice::any_equal;
use crate::syntax::{Block, BlockKind, Condition, Expression, Operator, TagKind, Value};

impl Walk<'_> {
    /// The first branch whose condition holds; of `unless`, the first condition is turned round.
    pub(super) fn choose(&mut self, file: &File<'_>, block: &Block, end: usize) -> Result<(), Fault> {
        for (number, (tag, to)) in branches(block, end).enumerate() {
            let Some(written) = tag_at(file, tag) else { continue };
            let taken = match &written.kind {
                TagKind::If(condition) | TagKind::Unless(condition) | TagKind::Elsif(condition) => {
                    let turned = number == 0 && block.kind == BlockKind::Unless;
                    self.asked(file, &written.kind, condition.as_ref())? != turned
                }
                TagKind::Else => true,
                _ => false,
            };
            if taken {
                return self.items(file, tag + 1, to);
            }
        }
        Ok(())
    }

    fn asked(&mut self, file: &File<'_>, tag: &TagKind, condition: Option<&Condition>) -> Result<bool, Fault> {
        // Of a condition that cannot be read nothing is known; Liquid takes what is not there for false.
        let Some(condition) = condition else { return Ok(false) };
        if self.script.is_some() && !self.is_constant_condition(condition) {
            let text = condition.span.of(file.source);
            let key = self.key(text, condition.expressions());
            let bindings = self.bindings_of(condition);
            if let Some(script) = &mut self.script {
                return Ok(script.condition(key, &said(text, !condition.rest.is_empty()), condition, &bindings));
            }
        }
        let by_data = self.holds(file, condition);
        self.settled(file, tag, self.is_constant_condition(condition), by_data)
    }

    /// Every `when` that holds a fitting value, in order, and `else` where none before it did: Liquid goes on after a match.
    pub(super) fn case(&mut self, file: &File<'_>, block: &Block, end: usize) -> Result<(), Fault> {
        let subject = match tag_at(file, block.open).map(|tag| &tag.kind) {
            Some(TagKind::Case(Some(subject))) => Some(subject),
            _ => None,
        };
        let decided = self.script.is_some() && !subject.is_none_or(|subject| self.is_constant(subject));
        let one_by_one = block.sends_several;
        let picked = self.is_picked(file, block, subject);
        let mut matched = false;
        let mut fitting: Option<&Expression> = None;
        for (tag, to) in branches(block, end).skip(1) {
            match tag_at(file, tag).map(|tag| &tag.kind) {
                Some(TagKind::When(values)) if decided && one_by_one => {
                    let Some(subject) = subject else { continue };
                    for value in values {
                        let known = fitting.and_then(|fitting| literals_equal(fitting, value));
                        if known.unwrap_or_else(|| self.decided(file, subject, std::slice::from_ref(value))) {
                            (matched, fitting) = (true, fitting.or(Some(value)));
                            self.items(file, tag + 1, to)?;
                        }
                    }
                }
                Some(TagKind::When(values)) if decided => {
                    let Some(subject) = subject else { continue };
                    if !matched && self.decided(file, subject, values) {
                        matched = true;
                        self.items(file, tag + 1, to)?;
                    }
                }
                Some(TagKind::When(values)) if self.tracing.is_some() => {
                    let Some(subject) = subject else { continue };
                    let mut fitting = 0;
                    for value in values {
                        fitting += usize::from(self.fits(file, Some(subject), value)?);
                    }
                    for _ in 0..self.settled_when(file, (subject, values), picked, fitting) {
                        matched = true;
                        self.items(file, tag + 1, to)?;
                    }
                }
                Some(TagKind::When(values)) => {
                    for value in values {
                        if self.fits(file, subject, value)? {
                            matched = true;
                            self.items(file, tag + 1, to)?;
                        }
                    }
                }
                Some(TagKind::Else) if !matched => self.items(file, tag + 1, to)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn fits(&self, file: &File<'_>, subject: Option<&Expression>, value: &Expression) -> Result<bool, Fault> {
        let Some(subject) = subject else { return Ok(false) };
        let left = Side::Value(self.value(file, subject)?);
        compare(&left, Operator::Equal, &self.side(file, value)?)
    }

    /// Whether the script takes a `when`.
    fn decided(&mut self, file: &File<'_>, subject: &Expression, values: &[Expression]) -> bool {
        let left = subject.span.of(file.source);
        let equal: Vec<String> =
            values.iter().map(|value| format!("{left} == {}", value.span.of(file.source))).collect();
        let text = joined(&equal);
        let key = self.key(&text, values.iter().chain([subject]));
        let said = said(&text, equal.len() > 1);
        let Some(any) = any_equal(subject, values) else { return false };
        let bindings = self.bindings_of(&any);
        self.script.as_mut().is_some_and(|script| script.condition(key, &said, &any, &bindings))
    }
}

/// Whether two values written in the macro are the same; `None` where one is not known.
fn literals_equal(one: &Expression, other: &Expression) -> Option<bool> {
    let both = is_literal(&one.value) && is_literal(&other.value);
    both.then(|| one.value == other.value)
}

fn is_literal(value: &Value) -> bool {
    matches!(value, Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Nil)
}

/// The tags that begin a branch, each with the item behind its last.
fn branches(block: &Block, end: usize) -> impl Iterator<Item = (usize, usize)> {
    let starts = std::iter::once(block.open).chain(block.arms.iter().copied());
    let ends = block.arms.iter().copied().chain([end]);
    starts.zip(ends)
}
