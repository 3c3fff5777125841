//! The schema of the front matter of macros.

use serde_json::{Map, Value, json};

use super::{described, document, object};
use crate::syntax::{Field, FrontMatter, Shape};

pub(super) fn schema() -> Value {
    document("front-matter", "Front matter of a macro", fields(FrontMatter::FIELDS))
}

fn fields(fields: &[Field]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), described(shape(&field.shape), field.meaning))).collect();
    object(properties, &[])
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Text => json!({ "type": "string" }),
        Shape::Slug => json!({ "type": "string", "pattern": r"^[^./\s][^/\s]*(/[^./\s][^/\s]*)*$" }),
        Shape::Date => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" }),
        Shape::Locale => json!({ "type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Scalar => json!({ "type": ["string", "number", "boolean"] }),
        Shape::List(item) => json!({ "type": "array", "items": shape(item) }),
        Shape::Fields(inner) => fields(inner),
        // A key without a value only names.
        Shape::Named(value) => {
            json!({ "type": "object", "additionalProperties": { "anyOf": [shape(value), { "type": "null" }] } })
        }
        Shape::Reasons => json!({
            "type": "object",
            "propertyNames": { "pattern": r"^\S*/\S*$" },
            "additionalProperties": { "type": "string", "minLength": 1 },
        }),
        Shape::Anything => json!({}),
    }
}
