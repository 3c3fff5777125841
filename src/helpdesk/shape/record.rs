//! A record of a dump as a [`Reply`], by what the facts say of its fields.

use serde_json::Value;

use super::super::facts::{ActionText, Actions, Shape, TextKind};
use super::super::reply::{Place, Reply, Text};

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
        id: text_at(record, &shape.id),
        title: title.unwrap_or_default(),
        description: at(&shape.description).filter(|words| !words.is_empty()),
        subject: at(&shape.subject).zip(shape.subject.as_deref()).map(|(words, pointer)| (below(pointer), words)),
        locale: at(&shape.locale).filter(|locale| !locale.is_empty()),
        active: active(shape, record),
        texts: Vec::new(),
    };
    for field in &shape.text {
        // What only repeats the main text is read where that is missing.
        let is_needed = !field.derived || reply.texts.is_empty();
        if let Some(body) =
            record.pointer(&field.at).and_then(Value::as_str).filter(|body| is_needed && !body.is_empty())
        {
            reply.texts.push(Text {
                place: below(&field.at),
                body: body.to_owned(),
                kind: field.kind,
                channels: field.channels.clone(),
                internal: false,
            });
        }
    }
    if let Some(actions) = &shape.actions {
        read_actions(actions, record, place, &mut reply, faults);
    }
    reply
}

/// A text, or a number as its digits.
fn text_at(record: &Value, pointer: &str) -> Option<String> {
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

fn is_true(value: &Value) -> Option<bool> {
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

fn read_actions(shape: &Actions, record: &Value, place: &Place, reply: &mut Reply, faults: &mut Vec<(Place, String)>) {
    let Some(list) = record.pointer(&shape.list) else { return };
    let start = format!("{}{}", place.pointer, shape.list);
    let Some(actions) = list.as_array() else {
        let place = Place { document: place.document, pointer: start };
        return faults.push((place, "the actions of this macro are no list".to_owned()));
    };
    let mut internal = false;
    for (number, action) in actions.iter().enumerate() {
        let Some(name) = action.pointer(&shape.name).and_then(Value::as_str) else { continue };
        let Some(value) = action.pointer(&shape.value) else { continue };
        let at = |pointer: &str| Place {
            document: place.document,
            pointer: format!("{start}/{number}{}{pointer}", shape.value),
        };
        if let Some(text) = shape.text.iter().find(|text| text.name == name) {
            reply.texts.extend(action_text(text, value, at));
        }
        if let Some(subject) = shape.subject.as_ref().filter(|subject| subject.name == name) {
            let words = value.pointer(&subject.at).and_then(Value::as_str);
            reply.subject = words.map(|words| (at(&subject.at), words.to_owned()));
        }
        if let Some(note) = shape.internal.as_ref().filter(|note| note.name == name) {
            internal |= note.when.is_some() && is_true(value) == note.when;
        }
    }
    reply.texts.iter_mut().for_each(|text| text.internal = internal);
}

/// The text of an action.
fn action_text(shape: &ActionText, value: &Value, at: impl Fn(&str) -> Place) -> Option<Text> {
    let text = |pointer: &str, kind: TextKind, channels: Vec<String>| {
        let body = value.pointer(pointer)?.as_str().filter(|body| !body.is_empty())?;
        Some(Text { place: at(pointer), body: body.to_owned(), kind, channels, internal: false })
    };
    if let Some(pair) = value.as_array().filter(|_| shape.channel_first) {
        let channel = pair.first().and_then(Value::as_str).unwrap_or_default();
        let channels = if channel == "channel:chat" { vec!["chat".to_owned()] } else { Vec::new() };
        return text("/1", shape.kind, channels);
    }
    let plain = || text(shape.plain.as_deref()?, TextKind::Text, Vec::new());
    text(&shape.at, shape.kind, Vec::new()).or_else(plain)
}
