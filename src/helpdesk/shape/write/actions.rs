//! The actions of a macro, with its texts in those that hold any.

use serde_json::{Map, Value};

use super::super::super::facts::{ActionText, Actions, TextKind};
use super::super::super::markup::{self, Delimiters};
use super::super::super::reply::{Action, Reply, Text};
use super::put;

/// The list of actions; what no action holds gets one of its own, behind the others.
pub(super) fn written(shape: &Actions, delimiters: &Delimiters, reply: &Reply) -> Value {
    let mut subject = reply.subject.as_ref().map(|(_, subject)| subject.as_str());
    let mut list: Vec<Value> = { reply.actions.iter() }
        .map(|action| {
            let mut action = action.clone();
            let text = action.text.and_then(|text| reply.texts.get(text));
            let field = shape.text.iter().find(|field| field.name == action.field);
            if let (Some(text), Some(field)) = (text, field) {
                action.value = Some(with_text(field, delimiters, action.value.take(), text));
            } else if let Some(field) = field.filter(|_| waits_for_text(&action)) {
                action.value = Some(with_text(field, delimiters, action.value.take(), &Text::none(field.kind)));
            }
            if let Some(place) = shape.subject.as_ref().filter(|place| place.name == action.field)
                && let Some(subject) = subject.take()
            {
                action.value = Some(with(action.value.take(), &place.at, subject));
            }
            item(shape, action)
        })
        .collect();
    let is_held = |place: usize| reply.actions.iter().any(|action| action.text == Some(place));
    for (place, text) in reply.texts.iter().enumerate().filter(|(_, text)| !text.internal) {
        if let Some(field) = field_for(shape, text).filter(|_| !is_held(place)) {
            let channel = text.part.as_ref().filter(|_| field.channel_first);
            let before = channel.map(|part| Value::Array(vec![Value::String(format!("channel:{part}"))]));
            let value = Some(with_text(field, delimiters, before, text));
            list.push(item(shape, Action { field: field.name.clone(), value, ..Action::default() }));
        }
    }
    if let (Some(place), Some(subject)) = (&shape.subject, subject) {
        let value = Some(with(None, &place.at, subject));
        list.push(item(shape, Action { field: place.name.clone(), value, ..Action::default() }));
    }
    Value::Array(list)
}

/// Whether an action has no more than the place for a text that is empty now.
fn waits_for_text(action: &Action) -> bool {
    match &action.value {
        None => true,
        Some(Value::Array(pair)) => pair.len() == 1,
        Some(_) => false,
    }
}

/// The action that a text goes into which has none: of those that hold texts of its kind the first.
pub(crate) fn field_for<'s>(shape: &'s Actions, text: &Text) -> Option<&'s ActionText> {
    let fits = |field: &&ActionText| field.kind == text.kind && (text.part.is_none() || field.channel_first);
    shape.text.iter().find(fits).or_else(|| shape.text.first())
}

fn item(shape: &Actions, action: Action) -> Value {
    let mut out = Map::new();
    put(&mut out, &shape.name, Value::String(action.field));
    if let Some(value) = action.value {
        put(&mut out, &shape.value, value);
    }
    for (key, value) in action.extra {
        out.entry(key).or_insert(value);
    }
    Value::Object(out)
}

/// The value of an action with its text in it.
fn with_text(field: &ActionText, delimiters: &Delimiters, value: Option<Value>, text: &Text) -> Value {
    if let Some(Value::Array(mut pair)) = value {
        pair.push(Value::String(text.body.clone()));
        return Value::Array(pair);
    }
    let Some(plain) = &field.plain else { return with(value, &field.at, &text.body) };
    if text.kind == TextKind::Text {
        return with(value, plain, &text.body);
    }
    let shown = markup::plain_of_html(&text.body, delimiters);
    let value = with(value, plain, &shown);
    with(Some(value), &field.at, &text.body)
}

/// A value with a text at its place in it, before all else.
fn with(value: Option<Value>, at: &str, text: &str) -> Value {
    if at.is_empty() {
        return Value::String(text.to_owned());
    }
    let mut fields = Map::new();
    put(&mut fields, at, Value::String(text.to_owned()));
    if let Some(Value::Object(others)) = value {
        others.into_iter().for_each(|(key, other)| _ = fields.entry(key).or_insert(other));
    }
    Value::Object(fields)
}
