//! A macro as a record: the fields that the facts name first, in their order, then all else as it was read.

use serde_json::{Map, Value};

use super::super::super::facts::Shape;
use super::super::super::markup::Delimiters;
use super::super::super::reply::Reply;
use super::{actions, put};

pub(super) fn record(shape: &Shape, delimiters: &Delimiters, reply: &Reply) -> Map<String, Value> {
    let mut out = Map::new();
    if let Some(id) = &reply.id {
        put(&mut out, &shape.id, id_value(shape, id));
    }
    put(&mut out, &shape.title, Value::String(reply.title.clone()));
    let words = |words: Option<&String>| words.map_or(Value::Null, |words| Value::String(words.clone()));
    if let Some(at) = &shape.description {
        put(&mut out, at, words(reply.description.as_ref()));
    }
    if let Some(at) = &shape.subject {
        put(&mut out, at, words(reply.subject.as_ref().map(|(_, subject)| subject)));
    }
    if let (Some(at), Some(locale)) = (&shape.locale, &reply.locale) {
        put(&mut out, at, Value::String(locale.clone()));
    }
    if let (Some(at), Some(active)) = (&shape.active, reply.active) {
        put(&mut out, at, Value::Bool(active));
    }
    if let Some(tags) = &shape.tags {
        put(&mut out, &tags.at, Value::String(reply.tags.join(&tags.between)));
    }
    for field in shape.text.iter().filter(|field| !field.derived) {
        let text = reply.texts.iter().find(|text| text.part == field.part && !text.internal);
        // A record without its main text would be none.
        let none = if field.part.is_none() { Value::String(String::new()) } else { Value::Null };
        put(&mut out, &field.at, text.map_or(none, |text| Value::String(text.body.clone())));
    }
    if let Some(of_actions) = &shape.actions {
        put(&mut out, &of_actions.list, actions::written(of_actions, delimiters, reply));
    }
    fill(&mut out, &reply.extra);
    if let (Some(at), Some(true)) = (&shape.inactive, reply.active)
        && reply.extra.get(at.trim_start_matches('/')).is_some()
    {
        put(&mut out, at, Value::Null);
    }
    if shape.all_text {
        out.values_mut().for_each(as_text);
    }
    out
}

/// An id as it is there: a number, unless the help desk writes digits as a text or it is no number.
fn id_value(shape: &Shape, id: &str) -> Value {
    let number = id.parse::<u64>().ok().filter(|number| !shape.text_id && number.to_string() == id);
    number.map_or_else(|| Value::String(id.to_owned()), Value::from)
}

/// Adds what is not there yet.
fn fill(fields: &mut Map<String, Value>, others: &Map<String, Value>) {
    for (key, other) in others {
        match (fields.get_mut(key), other) {
            (None, _) => drop(fields.insert(key.clone(), other.clone())),
            (Some(Value::Object(inner)), Value::Object(others)) => fill(inner, others),
            _ => {}
        }
    }
}

/// A value of a database: texts and nothing else.
fn as_text(value: &mut Value) {
    let text = match value {
        Value::Bool(value) => if *value { "1" } else { "0" }.to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return,
    };
    *value = Value::String(text);
}
