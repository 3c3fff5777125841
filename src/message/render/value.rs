//! The values of Liquid, and how each is printed.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::budget::LONGEST;
use super::number;

/// The most dots of a name that is a way through objects: no variable has near as many.
const MOST_PARTS: usize = 64;

/// A value that a macro may print, compare or walk through. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Nothing: what an unknown variable is.
    #[default]
    Nil,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a decimal point.
    Float(f64),
    /// A text.
    Text(Arc<str>),
    /// Values in order.
    List(Arc<[Value]>),
    /// Values by name.
    Object(Arc<Object>),
    /// Whole numbers from the first to the last.
    Range(i128, i128),
}

/// Values by name, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Object {
    entries: Vec<(Arc<str>, Value)>,
    places: HashMap<Arc<str>, usize>,
}

impl Object {
    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.get(*self.places.get(name)?).map(|(_, value)| value)
    }

    /// Sets a value; one that was there keeps its place.
    pub fn set(&mut self, name: &str, value: Value) {
        *self.slot(name) = value;
    }

    /// Sets the value of a dotted name, with objects on the way, in the place of what is no object.
    /// A name of very many parts is one name.
    pub fn set_dotted(&mut self, dotted: &str, value: Value) {
        match dotted.split_once('.').filter(|_| dotted.matches('.').nth(MOST_PARTS).is_none()) {
            None => self.set(dotted, value),
            Some((name, rest)) => {
                let slot = self.slot(name);
                if !matches!(slot, Value::Object(_)) {
                    *slot = Value::Object(Arc::default());
                }
                if let Value::Object(object) = slot {
                    Arc::make_mut(object).set_dotted(rest, value);
                }
            }
        }
    }

    /// Adds all of `other`: objects of the same name are joined, everything else of that name is replaced.
    pub fn merge(&mut self, other: &Object) {
        for (name, value) in &other.entries {
            let slot = self.slot(name);
            match (slot, value) {
                (Value::Object(mine), Value::Object(theirs)) => Arc::make_mut(mine).merge(theirs),
                (slot, value) => *slot = value.clone(),
            }
        }
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn slot(&mut self, name: &str) -> &mut Value {
        let place = match self.places.get(name) {
            Some(place) => *place,
            None => {
                let name: Arc<str> = name.into();
                self.entries.push((name.clone(), Value::Nil));
                self.places.insert(name, self.entries.len() - 1);
                self.entries.len() - 1
            }
        };
        #[expect(clippy::indexing_slicing, reason = "a place is that of an entry, and entries are never removed")]
        &mut self.entries[place].1
    }
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Value::Text(text.into())
    }

    /// A list.
    pub(super) fn list(values: Vec<Value>) -> Self {
        Value::List(values.into())
    }

    /// Whether a condition takes it for true: all but nil and false.
    pub fn is_true(&self) -> bool {
        !matches!(self, Value::Nil | Value::Boolean(false))
    }

    /// What `{{ … }}` prints of it: a list is joined without anything between. Once it is longer than any message may be,
    /// the rest is left out.
    pub fn print(&self, out: &mut String) {
        if out.len() > LONGEST {
            return;
        }
        match self {
            Value::List(items) => items.iter().for_each(|item| item.print(out)),
            Value::Nil => {}
            Value::Boolean(boolean) => out.push_str(if *boolean { "true" } else { "false" }),
            Value::Integer(number) => out.push_str(&number.to_string()),
            Value::Float(number) => out.push_str(&number::float_text(*number)),
            Value::Text(text) => out.push_str(text),
            Value::Object(_) => self.inspect(out),
            Value::Range(from, to) => out.push_str(&format!("{from}..{to}")),
        }
    }

    /// The text that filters for texts work on; unlike in printing, a list reads with its brackets.
    pub(super) fn to_text(&self) -> Arc<str> {
        match self {
            Value::Text(text) => text.clone(),
            Value::List(_) => {
                let mut out = String::new();
                self.inspect(&mut out);
                out.into()
            }
            _ => {
                let mut out = String::new();
                self.print(&mut out);
                out.into()
            }
        }
    }

    /// The value as Ruby shows it to programmers, which is how Liquid prints objects.
    pub(super) fn inspect(&self, out: &mut String) {
        if out.len() > LONGEST {
            return;
        }
        match self {
            Value::Nil => out.push_str("nil"),
            Value::Text(text) => inspect_text(text, out),
            Value::List(items) => {
                out.push('[');
                for (number, item) in items.iter().enumerate() {
                    out.push_str(if number == 0 { "" } else { ", " });
                    item.inspect(out);
                }
                out.push(']');
            }
            Value::Object(object) => {
                out.push('{');
                for (number, (name, value)) in object.iter().enumerate() {
                    out.push_str(if number == 0 { "" } else { ", " });
                    inspect_text(name, out);
                    out.push_str("=>");
                    value.inspect(out);
                }
                out.push('}');
            }
            _ => self.print(out),
        }
    }

    /// Roughly how many bytes its text takes, for budgets.
    pub(super) fn weight(&self) -> usize {
        match self {
            Value::Text(text) => text.len(),
            Value::List(items) => items.len().saturating_mul(8),
            Value::Object(object) => object.len().saturating_mul(8),
            _ => 1,
        }
    }
}

fn inspect_text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '#' if matches!(rest.peek(), Some('{' | '$' | '@')) => out.push_str("\\#"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            '\u{8}' => out.push_str("\\b"),
            '\u{7}' => out.push_str("\\a"),
            '\u{1b}' => out.push_str("\\e"),
            '\u{7f}' => out.push_str("\\x7F"),
            _ if character.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out.push('"');
}

impl<'de> Deserialize<'de> for Value {
    /// From JSON, with the order of names kept.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nil)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = items.next_element()? {
            out.push(item);
        }
        Ok(Value::list(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut out = Object::default();
        while let Some((name, value)) = entries.next_entry::<String, Value>()? {
            out.set(&name, value);
        }
        Ok(Value::Object(Arc::new(out)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, printed: &str, as_text: &str) {
        let value: Value = serde_json::from_str(json).unwrap();
        let mut out = String::new();
        value.print(&mut out);
        assert_eq!((out.as_str(), &*value.to_text()), (printed, as_text), "{json}");
    }

    #[test]
    fn values_print_as_ruby_prints_them() {
        check("null", "", "");
        check("true", "true", "true");
        check("3", "3", "3");
        check("3.0", "3.0", "3.0");
        check("[1, [\"a\", null], {\"b\": \"c\"}]", "1a{\"b\"=>\"c\"}", "[1, [\"a\", nil], {\"b\"=>\"c\"}]");
        check(
            r##"{"z": "q\"\\#{x}#\n\u0001", "a": 1.5}"##,
            r##"{"z"=>"q\"\\\#{x}#\n\u0001", "a"=>1.5}"##,
            r##"{"z"=>"q\"\\\#{x}#\n\u0001", "a"=>1.5}"##,
        );
    }

    #[test]
    fn dotted_names_make_objects() {
        let mut object = Object::default();
        object.set_dotted("a.b", Value::Integer(1));
        object.set_dotted("a.c", Value::Integer(2));
        object.set_dotted("d", Value::Integer(3));
        object.set_dotted("d.e", Value::Integer(4));
        let mut other = Object::default();
        other.set_dotted("a.b", Value::Nil);
        object.merge(&other);
        let mut out = String::new();
        Value::Object(Arc::new(object)).print(&mut out);
        assert_eq!(out, r#"{"a"=>{"b"=>nil, "c"=>2}, "d"=>{"e"=>4}}"#);
    }
}
