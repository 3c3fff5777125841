//! Conditions: settled as far as the macro settles them, and what is left as the help desk writes it.

use super::data::{Data, Root};
use super::operand::Operand;
use super::walk::Walk;
use super::{Certainty, LossKind};
use crate::message::render::{Object, settled_comparison};
use crate::syntax::{Comparison, Condition, Expression, Join, Operator, Value as Written};
use crate::text::Span;

/// What a condition comes to.
#[derive(Clone, Debug)]
pub(super) enum Truth {
    /// It holds, or not, whatever the data are.
    Known(bool),
    /// What is left to ask.
    Asks(Vec<Asked>),
}

/// A comparison that only the help desk can decide, with what joins it to the one behind it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    left: Side,
    right: Option<(Operator, Side)>,
    join: Option<Join>,
}

impl Asked {
    /// The values that are compared.
    pub(super) fn values(&self) -> impl Iterator<Item = &Operand> {
        let sides = std::iter::once(&self.left).chain(self.right.as_ref().map(|(_, right)| right));
        sides.filter_map(|side| match side {
            Side::Value(operand, _) => Some(operand),
            Side::Word(_) => None,
        })
    }
}

/// One side of a comparison.
#[derive(Clone, Debug)]
enum Side {
    Value(Operand, Span),
    Word(&'static str),
}

/// Why a condition cannot be written.
#[derive(Clone, Debug)]
pub(super) enum Unsaid {
    /// A name that the help desk does not have.
    Name(Box<Data>, (LossKind, Certainty)),
    /// A value that depends on a branch.
    Value(Span),
    /// A value with filters, or a text with both kinds of quotation marks.
    Form,
}

impl Walk<'_> {
    /// What a condition comes to. `and` and `or` are evaluated from the right.
    pub(super) fn truth(&self, condition: &Condition) -> Truth {
        let last = condition.rest.last().map_or(&condition.first, |(_, comparison)| comparison);
        let mut truth = self.comparison(last);
        for (number, (join, _)) in condition.rest.iter().enumerate().rev() {
            let before = number.checked_sub(1).and_then(|before| condition.rest.get(before));
            let left = self.comparison(before.map_or(&condition.first, |(_, comparison)| comparison));
            truth = joined(left, *join, truth);
        }
        if let Truth::Asks(asked) = &mut truth {
            asked.reverse();
        }
        truth
    }

    fn comparison(&self, comparison: &Comparison) -> Truth {
        let sides = || std::iter::once(&comparison.left).chain(comparison.right.as_ref().map(|(_, right)| right));
        if sides().all(|side| is_word(side).is_some() || self.operand(side).constant().is_some()) {
            let mut names = Object::default();
            sides().for_each(|side| self.add_names(side, &mut names));
            let holds = settled_comparison(self.sheet().source(), comparison, &names);
            return Truth::Known(holds.unwrap_or_default());
        }
        if comparison.right.is_none() && matches!(self.operand(&comparison.left), Operand::Captured(_)) {
            return Truth::Known(true);
        }
        let left = self.side(&comparison.left);
        let right = comparison.right.as_ref().map(|(operator, right)| (*operator, self.side(right)));
        Truth::Asks(vec![Asked { left, right, join: None }])
    }

    fn side(&self, expression: &Expression) -> Side {
        match is_word(expression) {
            Some(word) => Side::Word(word),
            None => Side::Value(self.operand(expression), expression.span),
        }
    }

    /// Whether something in it is given by another macro, so that nothing is known of it.
    pub(super) fn asks_parameters(&self, asked: &[Asked]) -> bool {
        let is_given = |operand: &Operand| matches!(operand, Operand::Data(data) if data.root == Root::Parameter);
        asked.iter().flat_map(Asked::values).any(is_given)
    }

    /// A condition as the help desk writes it.
    pub(super) fn asked(&mut self, asked: &[Asked]) -> Result<String, Unsaid> {
        let mut out = String::new();
        for one in asked {
            let left = self.said_side(&one.left)?;
            out.push_str(&left);
            if let Some((operator, right)) = &one.right {
                let right = self.said_side(right)?;
                out.push_str(&format!(" {} {right}", sign(*operator)));
            }
            out.push_str(match one.join {
                Some(Join::And) => " and ",
                Some(Join::Or) => " or ",
                None => "",
            });
        }
        Ok(out)
    }

    fn said_side(&mut self, side: &Side) -> Result<String, Unsaid> {
        match side {
            Side::Word(word) => Ok((*word).to_owned()),
            Side::Value(operand, span) => self.said_value(operand, *span),
        }
    }

    /// A value as it stands in a tag.
    pub(super) fn said_value(&mut self, operand: &Operand, span: Span) -> Result<String, Unsaid> {
        match operand {
            Operand::Unknown => Err(Unsaid::Value(span)),
            Operand::Data(data) if data.filters.is_empty() => match self.name(data) {
                Ok(said) => Ok(said.inner),
                Err(lost) => Err(Unsaid::Name(Box::new((**data).clone()), lost)),
            },
            other => self.argument(other).ok_or(Unsaid::Form),
        }
    }

    /// The same condition turned round; `None` where that cannot be said.
    pub(super) fn turned(asked: &[Asked]) -> Option<Vec<Asked>> {
        let [Asked { left, right: Some((operator, right)), join: None }] = asked else { return None };
        let operator = match operator {
            Operator::Equal => Operator::NotEqual,
            Operator::NotEqual => Operator::Equal,
            _ => return None,
        };
        Some(vec![Asked { left: left.clone(), right: Some((operator, right.clone())), join: None }])
    }
}

/// Asked comparisons are kept from the last to the first.
fn joined(left: Truth, join: Join, rest: Truth) -> Truth {
    match (left, join, rest) {
        (Truth::Known(true), Join::And, rest) | (Truth::Known(false), Join::Or, rest) => rest,
        (Truth::Known(holds), ..) => Truth::Known(holds),
        (left, Join::And, Truth::Known(true)) | (left, Join::Or, Truth::Known(false)) => left,
        // Nothing that is asked changes anything else, so what cannot matter need not be asked.
        (_, _, Truth::Known(holds)) => Truth::Known(holds),
        (Truth::Asks(left), join, Truth::Asks(mut rest)) => {
            rest.extend(left.into_iter().map(|one| Asked { join: Some(join), ..one }));
            Truth::Asks(rest)
        }
    }
}

fn is_word(expression: &Expression) -> Option<&'static str> {
    match expression.value {
        Written::Blank => Some("blank"),
        Written::Empty => Some("empty"),
        Written::Nil => Some("nil"),
        _ => None,
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "==",
        Operator::NotEqual => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::Contains => "contains",
    }
}
