//! The schema of packs.

use serde_json::{Map, Value, json};

use super::{described, document, object};
use crate::knowledge::{Need, PACK_KEYS, PackKey, PackShape};

pub(super) fn schema() -> Value {
    document("pack", "A pack of softspoken", keys(PACK_KEYS))
}

fn keys(keys: &[PackKey]) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), described(shape(&key.shape), key.meaning))).collect();
    let needed = |need: Need| keys.iter().filter(|key| key.need == need).map(|key| key.name).collect::<Vec<_>>();
    let mut out = object(properties, &needed(Need::Always));
    let unless = needed(Need::UnlessExtends);
    if let (Value::Object(out), false) = (&mut out, unless.is_empty()) {
        let extends = json!({ "properties": { "extends": { "const": true } }, "required": ["extends"] });
        out.insert("if".to_owned(), extends);
        out.insert("else".to_owned(), json!({ "required": unless }));
    }
    out
}

fn shape(of: &PackShape) -> Value {
    match of {
        PackShape::Text => json!({ "type": "string" }),
        PackShape::Phrase => json!({ "type": "string", "minLength": 1 }),
        PackShape::RuleId => json!({ "type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$" }),
        PackShape::Word(words) => json!({ "enum": words }),
        PackShape::Boolean => json!({ "type": "boolean" }),
        PackShape::List(item) => json!({ "type": "array", "items": shape(item) }),
        PackShape::Table(inner) => keys(inner),
        PackShape::Sections(inner) => json!({ "type": "array", "items": keys(inner) }),
        PackShape::Named(value) => json!({ "type": "object", "additionalProperties": shape(value) }),
    }
}
