//! Filters for lists, and for what can be taken for one.

use std::collections::HashSet;

use super::super::compare::{equal, merge_sort, natural_order, sort_order};
use super::super::fault::Fault;
use super::super::number::{Number, Operation, apply as operate, strict_integer};
use super::super::value::Value;
use super::property::{Property, impossible, property};
use super::{Call, Outcome};

pub(super) fn apply(name: &str, call: &mut Call<'_>) -> Outcome {
    match name {
        "size" => return Ok(size(&call.input)),
        "first" | "last" => return Ok(end(&call.input, name == "first").unwrap_or_default()),
        "slice" => return slice(call),
        _ => {}
    }
    let items = items(call)?;
    match name {
        "compact" => compact(call, items),
        "concat" => concat(call, items),
        "join" => join(call, &items),
        "map" => map(call, items),
        "reverse" => Ok(Value::list(items.into_iter().rev().collect())),
        "sort" | "sort_natural" => sort(call, items, name == "sort_natural"),
        "sum" => sum(call, items),
        "uniq" => uniq(call, items),
        _ => choose(name, call, items),
    }
}

/// How many characters or items there are. A whole number has eight bytes, which is what Ruby counts.
pub(in super::super) fn size(value: &Value) -> Value {
    let count = match value {
        Value::Text(text) => text.chars().count(),
        Value::List(items) => items.len(),
        Value::Object(object) => object.len(),
        Value::Integer(_) => 8,
        Value::Range(from, to) => return Value::Integer((to.saturating_sub(*from).saturating_add(1)).max(0)),
        _ => 0,
    };
    Value::Integer(i128::try_from(count).unwrap_or(i128::MAX))
}

/// The first or the last item; `None` of what has no items in order.
pub(in super::super) fn end(value: &Value, first: bool) -> Option<Value> {
    match value {
        Value::List(items) => Some(if first { items.first() } else { items.last() }.cloned().unwrap_or_default()),
        Value::Object(object) if first => Some(
            object
                .iter()
                .next()
                .map_or(Value::Nil, |(name, value)| Value::list(vec![Value::Text(name.clone()), value.clone()])),
        ),
        Value::Range(from, to) => Some(Value::Integer(if first { *from } else { *to })),
        _ => None,
    }
}

/// The input as a list: lists in lists laid out flat, anything else but nil as a list of one.
fn items(call: &mut Call<'_>) -> Result<Vec<Value>, Fault> {
    let mut out = Vec::new();
    match &call.input {
        Value::Nil => {}
        Value::List(items) => flatten(items, &mut out),
        Value::Range(from, to) => {
            let count = usize::try_from(to.saturating_sub(*from).saturating_add(1).max(0)).unwrap_or(usize::MAX);
            call.budget.list(count)?;
            out.extend((*from..=*to).map(Value::Integer));
        }
        other => out.push(other.clone()),
    }
    call.budget.list(out.len())?;
    Ok(out)
}

fn flatten(items: &[Value], out: &mut Vec<Value>) {
    for item in items {
        match item {
            Value::List(items) => flatten(items, out),
            _ => out.push(item.clone()),
        }
    }
}

fn slice(call: &mut Call<'_>) -> Outcome {
    let offset = call.argument(0).map_or(Ok(0), strict_integer)?;
    let length = call.argument(1).filter(|length| length.is_true()).map_or(Ok(1), strict_integer)?;
    let range = |count: usize| {
        let count = i128::try_from(count).unwrap_or(i128::MAX);
        let start = if offset < 0 { offset.saturating_add(count) } else { offset };
        let fits = start >= 0 && start <= count && length >= 0;
        let start = usize::try_from(start).ok().filter(|_| fits)?;
        Some((start, usize::try_from(length.min(count)).unwrap_or_default()))
    };
    match &call.input {
        Value::List(items) => {
            let (start, length) = range(items.len()).unwrap_or_default();
            Ok(Value::list(items.iter().skip(start).take(length).cloned().collect()))
        }
        input => {
            let text = input.to_text();
            let (start, length) = range(text.chars().count()).unwrap_or_default();
            Ok(Value::text(text.chars().skip(start).take(length).collect::<String>()))
        }
    }
}

fn join(call: &mut Call<'_>, items: &[Value]) -> Outcome {
    let glue = call.argument(0).map_or_else(|| " ".into(), Value::to_text);
    let mut out = String::new();
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            out.push_str(&glue);
        }
        item.print(&mut out);
        super::super::budget::Budget::fits(out.len())?;
    }
    call.budget.text(out.len())?;
    Ok(Value::text(out))
}

fn concat(call: &mut Call<'_>, mut items: Vec<Value>) -> Outcome {
    let Some(Value::List(others)) = call.argument(0) else {
        return Err(Fault::liquid("concat filter requires an array argument"));
    };
    items.extend(others.iter().cloned());
    call.budget.list(items.len())?;
    Ok(Value::list(items))
}

fn map(call: &Call<'_>, items: Vec<Value>) -> Outcome {
    let name = call.argument(0).cloned().unwrap_or_default();
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        out.push(match property(&item, &name) {
            Property::Found(value) => value,
            Property::Impossible => return Err(impossible(&name)),
            Property::None => Value::Nil,
        });
    }
    Ok(Value::list(out))
}

/// The property of every item. `Ok(None)` where an item has none at all: the filter then gives nil.
fn properties(items: &[Value], name: &Value) -> Result<Option<Vec<Value>>, Fault> {
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        match property(item, name) {
            Property::Found(value) => out.push(value),
            Property::Impossible => return Err(impossible(name)),
            Property::None => return Ok(None),
        }
    }
    Ok(Some(out))
}

fn compact(call: &Call<'_>, mut items: Vec<Value>) -> Outcome {
    match call.argument(0).filter(|name| !matches!(name, Value::Nil)) {
        None => items.retain(|item| !matches!(item, Value::Nil)),
        Some(name) => {
            let Some(found) = properties(&items, name)? else { return Ok(Value::Nil) };
            let kept = items.into_iter().zip(found).filter(|(_, value)| !matches!(value, Value::Nil));
            items = kept.map(|(item, _)| item).collect();
        }
    }
    Ok(Value::list(items))
}

fn uniq(call: &mut Call<'_>, items: Vec<Value>) -> Outcome {
    let keys = match call.argument(0).filter(|name| !matches!(name, Value::Nil)) {
        None => items.clone(),
        // What stands alone is compared with nothing, so that its property is not looked at.
        Some(_) if items.len() < 2 => return Ok(Value::list(items)),
        Some(name) => match properties(&items, name)? {
            Some(found) => found,
            None => return Ok(Value::Nil),
        },
    };
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    for (item, key) in items.into_iter().zip(keys) {
        // What programmers are shown tells apart what Ruby tells apart: `1` from `1.0` and from `"1"`.
        let mut shown = String::new();
        key.inspect(&mut shown);
        call.budget.spend(shown.len())?;
        if seen.insert(shown) {
            out.push(item);
        }
    }
    Ok(Value::list(out))
}

fn sort(call: &mut Call<'_>, items: Vec<Value>, natural: bool) -> Outcome {
    call.budget.spend(items.len().saturating_mul(32))?;
    let mut order = |a: &Value, b: &Value| if natural { Ok(natural_order(a, b)) } else { sort_order(a, b) };
    let Some(name) = call.argument(0).filter(|name| !matches!(name, Value::Nil)) else {
        return Ok(Value::list(merge_sort(items, &mut order)?));
    };
    if items.iter().any(|item| matches!(property(item, &Value::Nil), Property::None)) {
        return Ok(Value::Nil);
    }
    // A list of one is never compared, so that a name that it cannot have goes unnoticed.
    if items.len() == 1 {
        return Ok(Value::list(items));
    }
    let Some(keys) = properties(&items, name)? else { return Ok(Value::Nil) };
    let pairs: Vec<(Value, Value)> = keys.into_iter().zip(items).collect();
    let sorted = merge_sort(pairs, &mut |a, b| order(&a.0, &b.0))?;
    Ok(Value::list(sorted.into_iter().map(|(_, item)| item).collect()))
}

fn sum(call: &Call<'_>, items: Vec<Value>) -> Outcome {
    let values = match call.argument(0).filter(|name| !matches!(name, Value::Nil)) {
        None => items,
        Some(name) => match properties(&items, name)? {
            Some(found) => found,
            None => return Ok(Value::Nil),
        },
    };
    let mut sum = Value::Integer(0);
    for value in values {
        sum = operate(Number::of(&sum), Number::of(&value), Operation::Plus)?;
    }
    Ok(sum)
}

/// `where`, `reject`, `find`, `find_index`, `has`: items whose property is true, or equals a value.
fn choose(name: &str, call: &Call<'_>, items: Vec<Value>) -> Outcome {
    let wanted = call.argument(0).cloned().unwrap_or_default();
    let target = call.argument(1).filter(|target| !matches!(target, Value::Nil));
    let mut kept = Vec::new();
    for (number, item) in items.into_iter().enumerate() {
        let value = match property(&item, &wanted) {
            Property::Found(value) => value,
            Property::Impossible => return Err(impossible(&wanted)),
            Property::None => return Ok(Value::Nil),
        };
        let fits = target.map_or_else(|| value.is_true(), |target| equal(&value, target));
        match name {
            "find" if fits => return Ok(item),
            "find_index" if fits => return Ok(Value::Integer(i128::try_from(number).unwrap_or(i128::MAX))),
            "has" if fits => return Ok(Value::Boolean(true)),
            "where" if fits => kept.push(item),
            "reject" if !fits => kept.push(item),
            _ => {}
        }
    }
    match name {
        "find" | "find_index" => Ok(Value::Nil),
        "has" => Ok(Value::Boolean(false)),
        _ => Ok(Value::list(kept)),
    }
}
