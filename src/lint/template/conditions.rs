//! What a condition says of values, and whether anything is left to decide where it stands.

use super::facts::{Facts, Learnt};
use super::scope::Scope;
use super::values::Values;
use crate::syntax::{Comparison, Condition, Expression, Join, Operator, Value};

/// What is known of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Always,
    Never,
    Open,
}

/// A comparison: what it says when it holds, and when it fails.
struct Atom {
    holding: Learnt,
    failing: Learnt,
    truth: Truth,
}

/// What a whole condition says.
#[derive(Default)]
pub(super) struct Says {
    pub(super) holding: Learnt,
    pub(super) failing: Learnt,
}

impl Says {
    pub(super) fn turned(self, turned: bool) -> Self {
        if turned { Self { holding: self.failing, failing: self.holding } } else { self }
    }
}

impl Truth {
    pub(super) fn turned(self, turned: bool) -> Self {
        match self {
            Truth::Always if turned => Truth::Never,
            Truth::Never if turned => Truth::Always,
            other => other,
        }
    }
}

/// What a condition says, and whether it holds by what is known before it.
pub(super) fn read(condition: &Condition, scope: &Scope, facts: &mut Facts) -> (Says, Truth) {
    let comparisons: Vec<(Option<Join>, &Comparison)> = std::iter::once((None, &condition.first))
        .chain(condition.rest.iter().map(|(join, comparison)| (Some(*join), comparison)))
        .collect();
    let mark = facts.mark();
    let mut atoms: Vec<Atom> = Vec::with_capacity(comparisons.len());
    for (place, (_, comparison)) in comparisons.iter().enumerate() {
        let mut atom = atom(comparison, scope);
        if atom.truth == Truth::Open {
            atom.truth = truth(&atom, facts);
        }
        // What follows is only asked where this one holds, or where it fails.
        match comparisons.get(place + 1).and_then(|(join, _)| *join) {
            Some(Join::And) => facts.learn(&atom.holding),
            Some(Join::Or) => facts.learn(&atom.failing),
            None => {}
        }
        atoms.push(atom);
    }
    facts.back_to(mark);
    fold(atoms, &comparisons)
}

/// From the right, as Liquid does it.
fn fold(atoms: Vec<Atom>, comparisons: &[(Option<Join>, &Comparison)]) -> (Says, Truth) {
    let mut says = Says::default();
    let mut truth = Truth::Open;
    for (place, atom) in atoms.into_iter().enumerate().rev() {
        match comparisons.get(place + 1).and_then(|(join, _)| *join) {
            None => (says, truth) = (Says { holding: atom.holding, failing: atom.failing }, atom.truth),
            Some(Join::And) => {
                truth = match (atom.truth, truth) {
                    (Truth::Never, _) | (_, Truth::Never) => Truth::Never,
                    (Truth::Always, rest) => rest,
                    (Truth::Open, _) => Truth::Open,
                };
                says.failing = either(atom.failing, &says.failing);
                says.holding.extend(atom.holding);
            }
            Some(Join::Or) => {
                truth = match (atom.truth, truth) {
                    (Truth::Always, _) | (_, Truth::Always) => Truth::Always,
                    (Truth::Never, rest) => rest,
                    (Truth::Open, _) => Truth::Open,
                };
                says.holding = either(atom.holding, &says.holding);
                says.failing.extend(atom.failing);
            }
        }
    }
    (says, truth)
}

/// What holds where one of two holds: only what both speak of.
fn either(one: Learnt, other: &Learnt) -> Learnt {
    let both = one.into_iter().filter_map(|(key, values)| {
        let mut of_other = other.iter().filter(|(known, _)| *known == key).map(|(_, values)| values);
        let first = of_other.next()?.clone();
        let of_other = of_other.fold(first, |all, more| all.and(more));
        Some((key, values.or(&of_other)))
    });
    both.collect()
}

fn truth(atom: &Atom, facts: &Facts) -> Truth {
    // The first fact of a comparison is what it asks; the others only follow from it.
    let left = |says: &Learnt| match says.first() {
        Some((key, values)) => facts.of(key).is_none_or(|known| !known.and(values).is_empty()),
        None => true,
    };
    match (left(&atom.holding), left(&atom.failing)) {
        (true, false) => Truth::Always,
        (false, true) => Truth::Never,
        _ => Truth::Open,
    }
}

fn atom(comparison: &Comparison, scope: &Scope) -> Atom {
    let Some((operator, right)) = &comparison.right else { return alone(&comparison.left, scope) };
    let (left, operator, right) = match (scope.literal(&comparison.left), turned(*operator)) {
        (Some(_), Some(turned)) if scope.literal(right).is_none() => (right, turned, &comparison.left),
        _ => (&comparison.left, *operator, right),
    };
    let open = || Atom { holding: Learnt::new(), failing: Learnt::new(), truth: Truth::Open };
    match (scope.literal(left), scope.key(left), scope.literal(right)) {
        (Some(left), _, Some(right)) => constant(&left, operator, &right).unwrap_or_else(open),
        (None, Some(key), Some(right)) => compared(key, operator, &right),
        _ => scope.key(left).zip(scope.key(right)).map_or_else(open, |(left, right)| related(&left, operator, &right)),
    }
}

/// A value alone: whether it is true.
fn alone(value: &Expression, scope: &Scope) -> Atom {
    if let Some(literal) = scope.literal(value) {
        let holds = !matches!(literal, Value::Nil | Value::Boolean(false) | Value::Broken);
        let truth = match literal {
            Value::Broken => Truth::Open,
            _ if holds => Truth::Always,
            _ => Truth::Never,
        };
        return Atom { holding: Learnt::new(), failing: Learnt::new(), truth };
    }
    match scope.key(value) {
        Some(key) => split(key, Values::truthy()),
        None => Atom { holding: Learnt::new(), failing: Learnt::new(), truth: Truth::Open },
    }
}

/// The operator with its sides changed.
fn turned(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Equal => Operator::Equal,
        Operator::NotEqual => Operator::NotEqual,
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        Operator::Contains => return None,
    })
}

/// Two values that are written out.
fn constant(left: &Value, operator: Operator, right: &Value) -> Option<Atom> {
    let holds = match (left, right) {
        (Value::Number(left), Value::Number(right)) => match operator {
            Operator::Equal => left == right,
            Operator::NotEqual => left != right,
            Operator::Less => left < right,
            Operator::LessOrEqual => left <= right,
            Operator::Greater => left > right,
            Operator::GreaterOrEqual => left >= right,
            Operator::Contains => return None,
        },
        (Value::Text(left), Value::Text(right)) => match operator {
            Operator::Equal => left == right,
            Operator::NotEqual => left != right,
            Operator::Contains => left.contains(right.as_str()),
            _ => return None,
        },
        (Value::Boolean(left), Value::Boolean(right)) => match operator {
            Operator::Equal => left == right,
            Operator::NotEqual => left != right,
            _ => return None,
        },
        _ => return None,
    };
    let truth = if holds { Truth::Always } else { Truth::Never };
    Some(Atom { holding: Learnt::new(), failing: Learnt::new(), truth })
}

/// Something compared with a value that is written out.
fn compared(key: String, operator: Operator, right: &Value) -> Atom {
    let number = |from, to| Values::numbers(from, to);
    match (operator, right) {
        (Operator::Contains, _) => {
            let mut atom = opaque(format!("{key} contains {right:?}"), Truth::Open);
            atom.holding.push((key, Values::something()));
            atom
        }
        (Operator::Equal | Operator::NotEqual, Value::Empty | Value::Blank) => {
            let mut holding = Values::text("").or(&Values::other());
            let mut failing = Values::text("").complement();
            if matches!(right, Value::Blank) {
                holding = Values::any_text().or(&Values::nil()).or(&Values::boolean(false)).or(&Values::other());
                failing = Values::truthy().and(&failing);
            }
            let atom =
                Atom { holding: vec![(key.clone(), holding)], failing: vec![(key, failing)], truth: Truth::Open };
            if operator == Operator::Equal { atom } else { exchanged(atom) }
        }
        (Operator::Equal | Operator::NotEqual, _) => {
            let values = match right {
                Value::Text(text) => Values::text(text),
                Value::Number(at) => number(Some((*at, true)), Some((*at, true))),
                Value::Boolean(value) => Values::boolean(*value),
                Value::Nil => Values::nil(),
                _ => return Atom { holding: Learnt::new(), failing: Learnt::new(), truth: Truth::Open },
            };
            let atom = split(key, values);
            if operator == Operator::Equal { atom } else { exchanged(atom) }
        }
        (_, Value::Number(at)) => {
            let values = match operator {
                Operator::Less => number(None, Some((*at, false))),
                Operator::LessOrEqual => number(None, Some((*at, true))),
                Operator::Greater => number(Some((*at, false)), None),
                _ => number(Some((*at, true)), None),
            };
            // A text compared with a number is an error in the message, not a decision.
            let failing = values.complement();
            let mut holding = vec![(key.clone(), values.clone())];
            let list = key.strip_suffix(".size").filter(|_| !values.has_zero());
            holding.extend(list.map(|list| (list.to_owned(), Values::something())));
            Atom { holding, failing: vec![(key, failing)], truth: Truth::Open }
        }
        _ => opaque(format!("{key} {operator:?} {right:?}"), Truth::Open),
    }
}

/// Two things compared with each other: no more is known of them than that they are there.
fn related(left: &str, operator: Operator, right: &str) -> Atom {
    if operator == Operator::NotEqual {
        return exchanged(related(left, Operator::Equal, right));
    }
    let mut atom = opaque(format!("{left} {operator:?} {right}"), Truth::Open);
    atom.holding.extend([(left.to_owned(), Values::truthy()), (right.to_owned(), Values::truthy())]);
    if operator == Operator::Equal {
        // Two that are not there are equal too.
        atom.holding.truncate(1);
    }
    atom
}

/// A question of which nothing is known but that it has one answer.
fn opaque(key: String, truth: Truth) -> Atom {
    Atom { holding: vec![(key.clone(), Values::boolean(true))], failing: vec![(key, Values::boolean(false))], truth }
}

/// A question that holds for some values and fails for all others.
fn split(key: String, values: Values) -> Atom {
    let failing = values.complement();
    Atom { holding: vec![(key.clone(), values)], failing: vec![(key, failing)], truth: Truth::Open }
}

fn exchanged(atom: Atom) -> Atom {
    Atom { holding: atom.failing, failing: atom.holding, truth: atom.truth.turned(true) }
}
