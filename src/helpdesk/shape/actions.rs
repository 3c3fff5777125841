//! The actions of a record, and the texts that stand in them.

use serde_json::{Map, Value};

use super::super::facts::{ActionText, Actions, TextKind};
use super::super::reply::{Action, Place, Reply, Text};
use super::record::{is_true, take};
use super::second;

/// The channel that a text for chat names before it.
const CHAT: &str = "channel:chat";

/// Reads the actions of a record into `reply`.
pub(super) fn read(
    shape: &Actions,
    record: &Value,
    place: &Place,
    reply: &mut Reply,
    faults: &mut Vec<(Place, String)>,
) {
    let Some(list) = record.pointer(&shape.list) else { return };
    let start = format!("{}{}", place.pointer, shape.list);
    let Some(actions) = list.as_array() else {
        let place = Place { document: place.document, pointer: start };
        return faults.push((place, "the actions of this macro are no list".to_owned()));
    };
    let mut internal = false;
    for (number, item) in actions.iter().enumerate() {
        let mut action = action(shape, item);
        let value = item.pointer(&shape.value).unwrap_or(&Value::Null);
        let at = |pointer: &str| Place {
            document: place.document,
            pointer: format!("{start}/{number}{}{pointer}", shape.value),
        };
        if let Some(field) = shape.text.iter().find(|text| text.name == action.field)
            && let Some(mut text) = text(field, value, at)
        {
            text.part = text.part.filter(|_| !reply.texts.is_empty());
            let second = field.plain.as_deref().and_then(|at| value.pointer(at)?.as_str());
            reply.says_otherwise |= second.is_some_and(|second| second::says_otherwise(&text.body, second));
            action.text = Some(reply.texts.len());
            reply.texts.push(text);
        }
        if let Some(subject) = shape.subject.as_ref().filter(|subject| subject.name == action.field) {
            let words = value.pointer(&subject.at).and_then(Value::as_str);
            if let Some(words) = words {
                reply.subject = Some((at(&subject.at), words.to_owned()));
                without(&mut action.value, [subject.at.as_str()]);
            }
        }
        if let Some(note) = shape.internal.as_ref().filter(|note| note.name == action.field) {
            internal |= note.when.is_some() && is_true(value) == note.when;
        }
        reply.actions.push(action);
    }
    reply.texts.iter_mut().for_each(|text| text.internal = internal);
    number_parts(&mut reply.texts);
    for action in &mut reply.actions {
        if internal {
            action.text = None;
        } else if action.text.is_some() {
            without_text(shape, action);
        }
    }
}

fn action(shape: &Actions, item: &Value) -> Action {
    let field = item.pointer(&shape.name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut extra = match item {
        Value::Object(fields) => fields.clone(),
        _ => Map::new(),
    };
    [&shape.name, &shape.value].into_iter().for_each(|pointer| take(&mut extra, pointer));
    Action { field, value: item.pointer(&shape.value).cloned(), text: None, extra }
}

/// Every text but the first is a part with a name that no other has.
fn number_parts(texts: &mut [Text]) {
    let mut taken: Vec<String> = Vec::new();
    for (number, text) in texts.iter_mut().enumerate().skip(1) {
        let name = text.part.take().filter(|name| !taken.contains(name)).unwrap_or_else(|| (number + 1).to_string());
        taken.push(name.clone());
        text.part = Some(name);
    }
}

/// Takes the text out of an action.
fn without_text(shape: &Actions, action: &mut Action) {
    let Some(field) = shape.text.iter().find(|text| text.name == action.field) else { return };
    match &mut action.value {
        Some(Value::Array(pair)) => pair.truncate(1),
        value => without(value, [Some(&field.at), field.plain.as_ref()].into_iter().flatten().map(String::as_str)),
    }
}

/// Takes what stands at these places out of a value, and all of it where nothing is left.
fn without<'p>(value: &mut Option<Value>, pointers: impl IntoIterator<Item = &'p str>) {
    let Some(Value::Object(fields)) = value else {
        *value = None;
        return;
    };
    pointers.into_iter().for_each(|pointer| take(fields, pointer));
    if fields.is_empty() {
        *value = None;
    }
}

/// The text of an action.
fn text(shape: &ActionText, value: &Value, at: impl Fn(&str) -> Place) -> Option<Text> {
    let text = |pointer: &str, kind: TextKind| {
        let body = value.pointer(pointer)?.as_str().filter(|body| !body.is_empty())?;
        let place = at(pointer);
        Some(Text {
            place,
            body: body.to_owned(),
            kind,
            part: None,
            channels: Vec::new(),
            internal: false,
            locale: None,
        })
    };
    if let Some(pair) = value.as_array().filter(|_| shape.channel_first) {
        let channel = pair.first().and_then(Value::as_str).unwrap_or_default();
        let channels = if channel == CHAT { vec!["chat".to_owned()] } else { Vec::new() };
        let part = channel.strip_prefix("channel:").filter(|word| !word.is_empty()).map(str::to_owned);
        return text("/1", shape.kind).filter(|_| pair.len() == 2).map(|text| Text { part, channels, ..text });
    }
    let plain = || text(shape.plain.as_deref()?, TextKind::Text);
    text(&shape.at, shape.kind).or_else(plain)
}
