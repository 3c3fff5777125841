//! A property of each item of a list, as `map`, `where`, `sort` and others take it.

use super::super::fault::Fault;
use super::super::value::Value;

/// What an item says of itself under a name.
pub(super) enum Property {
    /// The value; nil where it has none of that name.
    Found(Value),
    /// The item has properties, but none can have such a name.
    Impossible,
    /// The item has no properties at all.
    None,
}

/// The property of an item.
pub(super) fn property(item: &Value, name: &Value) -> Property {
    match (item, name) {
        (Value::Object(object), Value::Text(name)) => Property::Found(object.get(name).cloned().unwrap_or_default()),
        (Value::Object(_), _) => Property::Found(Value::Nil),
        (Value::Text(text), Value::Text(part)) => {
            Property::Found(if text.contains(&**part) { Value::Text(part.clone()) } else { Value::Nil })
        }
        (Value::Text(text), Value::Integer(place)) => {
            let count = || i128::try_from(text.chars().count()).unwrap_or(i128::MAX);
            let place = if *place < 0 { place.saturating_add(count()) } else { *place };
            let character = usize::try_from(place).ok().and_then(|place| text.chars().nth(place));
            Property::Found(character.map_or(Value::Nil, |character| Value::text(character.to_string())))
        }
        (Value::Integer(number), Value::Integer(bit)) => {
            let bit = u32::try_from(*bit)
                .ok()
                .map(|bit| number.checked_shr(bit).unwrap_or(if *number < 0 { -1 } else { 0 }) & 1);
            Property::Found(Value::Integer(bit.unwrap_or(0)))
        }
        (Value::Text(_) | Value::Integer(_) | Value::List(_), _) => Property::Impossible,
        (Value::Nil | Value::Boolean(_) | Value::Float(_) | Value::Range(..), _) => Property::None,
    }
}

/// The error for a name that no item can have.
pub(super) fn impossible(name: &Value) -> Fault {
    Fault::liquid(format!("cannot select the property '{}'", name.to_text()))
}
