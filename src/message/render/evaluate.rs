//! What expressions and conditions come to.

use std::sync::Arc;

use super::compare::{Side, compare};
use super::fault::Fault;
use super::filters::{self, Call, lists_end, lists_size};
use super::number::{leading_integer, strict_integer};
use super::value::{Object, Value};
use super::walk::{File, Walk};
use crate::syntax::{Argument, Comparison, Condition, Expression, Filter, Join, Path, Segment, Value as Written};

impl Walk<'_> {
    /// The value of an expression.
    pub(super) fn value(&self, file: &File<'_>, expression: &Expression) -> Result<Value, Fault> {
        Ok(match &expression.value {
            Written::Path(path) => self.path(file, path)?,
            Written::Text(text) => Value::text(text.as_str()),
            Written::Number(number) => literal(expression.span.of(file.source), *number),
            Written::Boolean(boolean) => Value::Boolean(*boolean),
            Written::Nil | Written::Broken => Value::Nil,
            Written::Empty | Written::Blank => Value::text(""),
            Written::Range(from, to) => self.range(file, from, to)?,
        })
    }

    fn path(&self, file: &File<'_>, path: &Path) -> Result<Value, Fault> {
        let mut value = self.variable(&path.root.text);
        for segment in &path.segments {
            value = match segment {
                Segment::Property(name) => property(&value, &name.text),
                Segment::Index(index) => element(&value, &self.value(file, index)?),
            };
        }
        Ok(value)
    }

    /// The bounds as whole numbers. A bound that is computed must be whole; one that is written may be anything.
    fn range(&self, file: &File<'_>, from: &Expression, to: &Expression) -> Result<Value, Fault> {
        let computed = [from, to].iter().any(|bound| matches!(bound.value, Written::Path(_)));
        let bound = |expression: &Expression| {
            Ok(match self.value(file, expression)? {
                Value::Integer(number) => number,
                Value::Nil => 0,
                Value::Text(text) => leading_integer(&text),
                Value::Float(number) if !computed => number as i128,
                other => strict_integer(&other)?,
            })
        };
        Ok(Value::Range(bound(from)?, bound(to)?))
    }

    /// A value through filters.
    pub(super) fn filtered(&mut self, file: &File<'_>, value: &Expression, through: &[Filter]) -> Result<Value, Fault> {
        let mut value = self.value(file, value)?;
        for filter in through {
            let (arguments, named) = self.arguments(file, &filter.arguments)?;
            let call = Call { input: value, arguments, named, now: self.around.now, budget: &mut self.budget };
            value = filters::apply(&filter.name.text, call)?;
        }
        Ok(value)
    }

    /// Arguments by place, and those with names as one object behind them.
    fn arguments(&self, file: &File<'_>, arguments: &[Argument]) -> Result<(Vec<Value>, bool), Fault> {
        let mut out = Vec::new();
        let mut named: Option<Object> = None;
        for argument in arguments {
            let value = self.value(file, &argument.value)?;
            match &argument.name {
                Some(name) => named.get_or_insert_default().set(&name.text, value),
                None => out.push(value),
            }
        }
        let has_named = named.is_some();
        out.extend(named.map(|named| Value::Object(Arc::new(named))));
        Ok((out, has_named))
    }

    /// Whether a condition holds: from the right, so that `a and b or c` is `a and (b or c)`.
    pub(super) fn holds(&self, file: &File<'_>, condition: &Condition) -> Result<bool, Fault> {
        let mut comparison = &condition.first;
        let mut rest = condition.rest.iter();
        loop {
            let holds = self.comparison(file, comparison)?;
            match rest.next() {
                Some((Join::And, next)) if holds => comparison = next,
                Some((Join::Or, next)) if !holds => comparison = next,
                _ => return Ok(holds),
            }
        }
    }

    pub(super) fn comparison(&self, file: &File<'_>, comparison: &Comparison) -> Result<bool, Fault> {
        let left = self.side(file, &comparison.left)?;
        match &comparison.right {
            None => Ok(left.is_true()),
            Some((operator, right)) => compare(&left, *operator, &self.side(file, right)?),
        }
    }

    /// One side of a comparison, where `empty` and `blank` are questions.
    pub(super) fn side(&self, file: &File<'_>, expression: &Expression) -> Result<Side, Fault> {
        Ok(match expression.value {
            Written::Empty => Side::Empty,
            Written::Blank => Side::Blank,
            _ => Side::Value(self.value(file, expression)?),
        })
    }
}

/// A number as it is written: whole unless it has a point.
fn literal(text: &str, number: f64) -> Value {
    match text.parse::<i128>() {
        Ok(whole) => Value::Integer(whole),
        Err(_) => Value::Float(number),
    }
}

/// `.name`: what an object has of that name, else the size or an end of it.
fn property(value: &Value, name: &str) -> Value {
    if let Value::Object(object) = value
        && let Some(found) = object.get(name)
    {
        return found.clone();
    }
    match (name, value) {
        ("size", Value::Nil | Value::Boolean(_) | Value::Float(_)) => Value::Nil,
        ("size", _) => lists_size(value),
        ("first" | "last", _) => lists_end(value, name == "first").unwrap_or_default(),
        _ => Value::Nil,
    }
}

/// `[index]`; a negative one counts from the end.
fn element(value: &Value, index: &Value) -> Value {
    match (value, index) {
        (Value::Object(object), Value::Text(name)) => object.get(name).cloned().unwrap_or_default(),
        (Value::List(items), Value::Integer(place)) => {
            let count = i128::try_from(items.len()).unwrap_or(i128::MAX);
            let place = if *place < 0 { place.saturating_add(count) } else { *place };
            usize::try_from(place).ok().and_then(|place| items.get(place)).cloned().unwrap_or_default()
        }
        _ => Value::Nil,
    }
}
