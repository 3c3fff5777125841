//! A record of a dump as a [`Reply`], by what the facts say of its fields.

use serde_json::{Map, Value};

use super::super::facts::Shape;
use super::super::reply::{Place, Reply, Text};
use super::{actions, folders, second};

/// Reads a record; what is wrong with it is told, and the rest of it is kept.
pub(super) fn reply(shape: &Shape, record: &Value, place: &Place, faults: &mut Vec<(Place, String)>) -> Reply {
    let below = |pointer: &str| Place { document: place.document, pointer: format!("{}{pointer}", place.pointer) };
    let title = text_at(record, &shape.title);
    if title.is_none() {
        faults.push((place.clone(), format!("a macro without {}", shape.title.trim_start_matches('/'))));
    }
    let at = |pointer: &Option<String>| pointer.as_deref().and_then(|pointer| text_at(record, pointer));
    let mut reply = Reply {
        place: place.clone(),
        folder: folders::of_record(shape, record),
        // A cell of a table that nobody filled in is no id.
        id: text_at(record, &shape.id).filter(|id| !id.trim().is_empty()),
        title: title.unwrap_or_default(),
        description: at(&shape.description).filter(|words| !words.is_empty()),
        subject: at(&shape.subject).zip(shape.subject.as_deref()).map(|(words, pointer)| (below(pointer), words)),
        locale: at(&shape.locale).filter(|locale| !locale.is_empty()),
        active: active(shape, record),
        tags: tags(shape, record),
        ..Reply::default()
    };
    for field in &shape.text {
        // What only repeats the main text is read where that is missing.
        let is_needed = !field.derived || reply.texts.is_empty();
        let body = record.pointer(&field.at).and_then(Value::as_str).filter(|body| !body.is_empty());
        if let (Some(second), Some(first), false) = (body, reply.texts.first(), is_needed) {
            reply.says_otherwise |= second::says_otherwise(&first.body, second);
        }
        if let Some(body) = body.filter(|_| is_needed) {
            reply.texts.push(Text {
                place: below(&field.at),
                body: body.to_owned(),
                kind: field.kind,
                part: field.part.clone(),
                channels: field.channels.clone(),
                internal: false,
                locale: None,
            });
        }
    }
    if let Some(of_actions) = &shape.actions {
        actions::read(of_actions, record, place, &mut reply, faults);
    }
    reply.extra = extra(shape, record, &reply);
    reply
}

/// A text, or a number as its digits.
pub(super) fn text_at(record: &Value, pointer: &str) -> Option<String> {
    match record.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn active(shape: &Shape, record: &Value) -> Option<bool> {
    if let Some(pointer) = &shape.inactive {
        return Some(record.pointer(pointer).is_none_or(Value::is_null));
    }
    is_true(record.pointer(shape.active.as_deref()?)?)
}

pub(super) fn is_true(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::Number(number) => Some(number.as_f64() != Some(0.0)),
        Value::String(word) => match word.to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" => Some(true),
            "0" | "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn tags(shape: &Shape, record: &Value) -> Vec<String> {
    let Some(field) = &shape.tags else { return Vec::new() };
    let words = match record.pointer(&field.at) {
        Some(Value::String(words)) => words.split(field.between.as_str()).collect(),
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    words.into_iter().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What no other field of the reply holds.
fn extra(shape: &Shape, record: &Value, reply: &Reply) -> Map<String, Value> {
    let Value::Object(fields) = record else { return Map::new() };
    let mut extra = fields.clone();
    let read = [Some(&shape.id), Some(&shape.title), shape.description.as_ref(), shape.subject.as_ref()];
    let read = read.into_iter().flatten().chain(shape.text.iter().map(|text| &text.at)).chain(&shape.passing);
    for pointer in read.chain(shape.tags.as_ref().map(|tags| &tags.at)) {
        take(&mut extra, pointer);
    }
    if reply.active.is_some() {
        shape.active.iter().for_each(|pointer| take(&mut extra, pointer));
    }
    // What is no language tag as we write them is kept as it is written there.
    if reply.locale.as_deref().is_none_or(crate::syntax::is_locale) {
        shape.locale.iter().for_each(|pointer| take(&mut extra, pointer));
    }
    if let Some(actions) = &shape.actions
        && record.pointer(&actions.list).is_some_and(Value::is_array)
    {
        take(&mut extra, &actions.list);
    }
    extra
}

/// Takes out what a pointer leads to, and what holds nothing then.
pub(super) fn take(fields: &mut Map<String, Value>, pointer: &str) {
    if pointer.is_empty() {
        return;
    }
    let path = pointer.strip_prefix('/').unwrap_or(pointer);
    let (key, rest) = path.split_once('/').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let key = key.replace("~1", "/").replace("~0", "~");
    let Some(rest) = rest else {
        fields.shift_remove(&key);
        return;
    };
    let Some(Value::Object(inner)) = fields.get_mut(&key) else { return };
    let held = !inner.is_empty();
    take(inner, rest);
    if held && inner.is_empty() {
        fields.shift_remove(&key);
    }
}
