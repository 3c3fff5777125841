//! The schema of `softspoken.toml`.

use serde_json::{Map, Value, json};

use super::{described, document, object};
use crate::workspace::{CONFIG_KEYS, ConfigKey, ConfigShape};

pub(super) fn schema() -> Value {
    document("config", "softspoken.toml", keys(CONFIG_KEYS))
}

fn keys(keys: &[ConfigKey]) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), described(shape(&key.shape), key.meaning))).collect();
    object(properties, &[])
}

fn shape(of: &ConfigShape) -> Value {
    match of {
        ConfigShape::Text => json!({ "type": "string" }),
        ConfigShape::Word(words) => json!({ "enum": words }),
        ConfigShape::Boolean => json!({ "type": "boolean" }),
        ConfigShape::Count => json!({ "type": "integer", "minimum": 0 }),
        ConfigShape::Scalar => json!({ "type": ["string", "number", "boolean"] }),
        ConfigShape::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        ConfigShape::Section(section) => keys(section),
        ConfigShape::Named(value) => json!({ "type": "object", "additionalProperties": shape(value) }),
    }
}
