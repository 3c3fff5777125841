//! Parts of schemas of what is printed: texts, numbers, lists, objects that have all of their properties.

use serde_json::{Map, Value, json};

use super::object;

/// A whole number, at least that one.
pub(super) fn count(least: u32) -> Value {
    json!({ "type": "integer", "minimum": least })
}

/// An object that has all of these, and no others.
pub(super) fn all<const N: usize>(properties: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        properties.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    object(properties, &required)
}

/// A text.
pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

/// A list of such items.
pub(super) fn list(item: Value) -> Value {
    json!({ "type": "array", "items": item })
}
