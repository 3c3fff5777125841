//! How values compare: equal, less, contained, and in what order they are sorted.

use std::cmp::Ordering;

use super::fault::Fault;
use super::number::float_text;
use super::value::Value;
use crate::syntax::Operator;

/// One side of a comparison: a value, or one of the two words that ask something of the other side.
#[derive(Clone, Debug)]
pub(super) enum Side {
    Value(Value),
    Empty,
    Blank,
}

impl Side {
    /// Whether it holds alone: `{% if empty %}` always does.
    pub(super) fn is_true(&self) -> bool {
        match self {
            Side::Value(value) => value.is_true(),
            Side::Empty | Side::Blank => true,
        }
    }
}

/// Whether `left operator right` holds.
pub(super) fn compare(left: &Side, operator: Operator, right: &Side) -> Result<bool, Fault> {
    match operator {
        Operator::Equal => Ok(same(left, right)),
        Operator::NotEqual => Ok(!same(left, right)),
        Operator::Contains => Ok(contains(left, right)),
        _ => match (left, right) {
            (Side::Value(left), Side::Value(right)) => ordered(left, operator, right),
            _ => Ok(false),
        },
    }
}

fn same(left: &Side, right: &Side) -> bool {
    match (left, right) {
        (Side::Value(left), Side::Value(right)) => equal(left, right),
        (Side::Empty, Side::Value(value)) | (Side::Value(value), Side::Empty) => is_empty(value),
        (Side::Blank, Side::Value(value)) | (Side::Value(value), Side::Blank) => is_blank(value),
        _ => false,
    }
}

/// Whether a value is an empty text, list or object.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

/// Whether there is nothing to read: empty, nil, false or white space. The bare library knows no such question and says
/// no; help desks run it inside of Rails, which gives every value this answer.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Nil | Value::Boolean(false) => true,
        Value::Text(text) => text.chars().all(char::is_whitespace),
        _ => is_empty(value),
    }
}

/// Whether two values are equal: numbers by what they count, all else only to their own kind.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Nil, Value::Nil) => true,
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Range(a, b), Value::Range(c, d)) => (a, b) == (c, d),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| equal(value, other)))
        }
        _ => numbers(left, right) == Some(Ordering::Equal),
    }
}

/// How two numbers compare; `None` where one is none.
fn numbers(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Integer(a), Value::Float(b)) => (*a as f64).partial_cmp(b),
        (Value::Float(a), Value::Integer(b)) => a.partial_cmp(&(*b as f64)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        _ => None,
    }
}

fn ordered(left: &Value, operator: Operator, right: &Value) -> Result<bool, Fault> {
    let comparable = |value: &Value| matches!(value, Value::Integer(_) | Value::Float(_) | Value::Text(_));
    if !comparable(left) || !comparable(right) {
        return Ok(false);
    }
    let order = match (left, right) {
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Text(_), _) | (_, Value::Text(_)) => {
            return Err(Fault::liquid(format!("comparison of {} with {} failed", kind(left), shown(right))));
        }
        _ => numbers(left, right),
    };
    Ok(order.is_some_and(|order| match operator {
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        _ => order.is_ge(),
    }))
}

/// The kind of a value as Ruby's errors call it.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Integer(_) => "Integer",
        Value::Float(_) => "Float",
        _ => "String",
    }
}

/// What Ruby's errors say of the right side: a number as it is, else its kind.
fn shown(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => float_text(*number),
        _ => kind(value).to_owned(),
    }
}

fn contains(left: &Side, right: &Side) -> bool {
    let Side::Value(left) = left else { return false };
    let right = match right {
        Side::Value(right) if !right.is_true() => return false,
        Side::Value(right) => right,
        // The two words are an empty text to a text, and nothing that a list could hold.
        Side::Empty | Side::Blank => return matches!(left, Value::Text(_)),
    };
    match (left, right) {
        (Value::Text(text), _) => text.contains(&*right.to_text()),
        (Value::List(items), _) => items.iter().any(|item| equal(item, right)),
        (Value::Object(object), Value::Text(name)) => object.get(name).is_some(),
        (Value::Range(from, to), _) => {
            let within = |order: Option<Ordering>, wanted: fn(Ordering) -> bool| order.is_some_and(wanted);
            within(numbers(&Value::Integer(*from), right), Ordering::is_le)
                && within(numbers(right, &Value::Integer(*to)), Ordering::is_le)
        }
        _ => false,
    }
}

/// The order of two values in `sort`; what is nil comes last.
pub(super) fn sort_order(left: &Value, right: &Value) -> Result<Ordering, Fault> {
    if let Some(order) = spaceship(left, right) {
        return Ok(order);
    }
    match (left, right) {
        (Value::Nil, _) => Ok(Ordering::Greater),
        (_, Value::Nil) => Ok(Ordering::Less),
        _ => Err(Fault::liquid("cannot sort values of incompatible types")),
    }
}

/// Ruby's `<=>`.
fn spaceship(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::List(a), Value::List(b)) => {
            for (a, b) in a.iter().zip(b.iter()) {
                match spaceship(a, b)? {
                    Ordering::Equal => {}
                    order => return Some(order),
                }
            }
            Some(a.len().cmp(&b.len()))
        }
        (Value::Integer(_) | Value::Float(_), _) => numbers(left, right),
        _ => equal(left, right).then_some(Ordering::Equal),
    }
}

/// The order of two values in `sort_natural`: as texts, without regard to the case of A to Z; what is nil comes last.
pub(super) fn natural_order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Nil, _) => Ordering::Greater,
        (_, Value::Nil) => Ordering::Less,
        _ => {
            let (a, b) = (left.to_text(), right.to_text());
            let lower = |text: &str| text.bytes().map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>();
            lower(&a).cmp(&lower(&b))
        }
    }
}

/// Sorts, equal values in their order, by a comparison that may fail and need not be consistent: the library's own sort
/// refuses such ones.
pub(super) fn merge_sort<T: Clone>(
    items: Vec<T>,
    compare: &mut impl FnMut(&T, &T) -> Result<Ordering, Fault>,
) -> Result<Vec<T>, Fault> {
    if items.len() < 2 {
        return Ok(items);
    }
    let mut left = items;
    let right = left.split_off(left.len() / 2);
    let left = merge_sort(left, compare)?;
    let right = merge_sort(right, compare)?;
    let mut out = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let next = if compare(a, b)?.is_le() { left.next() } else { right.next() };
        out.extend(next);
    }
    out.extend(left);
    out.extend(right);
    Ok(out)
}
