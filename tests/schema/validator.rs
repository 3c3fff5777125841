//! A validator for the part of JSON Schema that the published schemas use. A keyword that it does not know fails the test:
//! nothing is passed over.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// What is wrong with `value`, each with its place.
pub(crate) fn mistakes(schema: &Value, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    Validator { root: schema }.check(schema, value, "$", &mut out);
    out
}

struct Validator<'a> {
    root: &'a Value,
}

impl Validator<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
        let schema = schema.as_object().expect("a schema is an object");
        for (keyword, wanted) in schema {
            if let Some(words) = self.keyword(schema, keyword, wanted, value, at, out) {
                out.push(format!("{at}: {words}"));
            }
        }
    }

    /// Checks one keyword; gives what is wrong where it is wrong as a whole.
    fn keyword(
        &self,
        schema: &Map<String, Value>,
        keyword: &str,
        wanted: &Value,
        value: &Value,
        at: &str,
        out: &mut Vec<String>,
    ) -> Option<String> {
        let wrong = |holds: bool| (!holds).then(|| format!("{value} is not {keyword} {wanted}"));
        match keyword {
            "$schema" | "$id" | "$defs" | "title" | "description" | "else" => None,
            "type" => wrong(list(wanted).iter().any(|kind| is_of_type(kind, value))),
            "enum" => wrong(list(wanted).contains(value)),
            "const" => wrong(wanted == value),
            "minimum" => wrong(value.as_f64().is_none_or(|number| number >= wanted.as_f64().expect("a number"))),
            "minLength" => wrong(value.as_str().is_none_or(|text| text.chars().count() as u64 >= number(wanted))),
            "pattern" => {
                let pattern = Regex::new(wanted.as_str().expect("a pattern")).expect("a pattern");
                wrong(value.as_str().is_none_or(|text| pattern.is_match(text)))
            }
            "required" => {
                let names = list(wanted);
                let missing = names.iter().filter_map(Value::as_str).find(|name| value.get(name).is_none());
                missing.filter(|_| value.is_object()).map(|name| format!("{name} is missing"))
            }
            "properties" => {
                for (name, schema) in wanted.as_object().expect("properties") {
                    if let Some(value) = value.get(name) {
                        self.check(schema, value, &format!("{at}.{name}"), out);
                    }
                }
                None
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                let others = value.as_object().into_iter().flatten();
                for (name, value) in others.filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name))) {
                    match wanted {
                        Value::Bool(allowed) if !allowed => out.push(format!("{at}: {name} is unknown")),
                        schema => self.check(schema, value, &format!("{at}.{name}"), out),
                    }
                }
                None
            }
            "propertyNames" => {
                let names = value.as_object().into_iter().flat_map(Map::keys);
                names.for_each(|name| self.check(wanted, &Value::String(name.clone()), at, out));
                None
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items.for_each(|(index, item)| self.check(wanted, item, &format!("{at}[{index}]"), out));
                None
            }
            "anyOf" => wrong(list(wanted).iter().any(|schema| self.holds(schema, value))),
            "if" => {
                let otherwise = schema.get("else").filter(|_| !self.holds(wanted, value));
                otherwise.into_iter().for_each(|schema| self.check(schema, value, at, out));
                None
            }
            "$ref" => {
                let pointer = wanted.as_str().and_then(|reference| reference.strip_prefix('#')).expect("a place here");
                self.check(self.root.pointer(pointer).expect("it is there"), value, at, out);
                None
            }
            other => panic!("the validator does not know {other}"),
        }
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut out = Vec::new();
        self.check(schema, value, "", &mut out);
        out.is_empty()
    }
}

/// A list, or one as a list.
fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a whole number")
}

fn is_of_type(kind: &Value, value: &Value) -> bool {
    match kind.as_str().expect("a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("there is no type {other}"),
    }
}
