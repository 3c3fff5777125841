//! YAML as JSON, as editors see it that hold YAML against a JSON Schema.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// The value of a document.
pub(crate) fn value(text: &str) -> Value {
    let mut events = Parser::new_from_str(text).map(|event| event.expect("YAML").0);
    loop {
        match events.next() {
            None | Some(Event::StreamEnd) => return Value::Null,
            Some(Event::StreamStart | Event::DocumentStart(_) | Event::Nothing) => {}
            Some(event) => return from(event, &mut events),
        }
    }
}

fn from<'a>(event: Event<'a>, rest: &mut impl Iterator<Item = Event<'a>>) -> Value {
    match event {
        Event::Scalar(text, ScalarStyle::Plain, ..) => plain(&text),
        Event::Scalar(text, ..) => Value::String(text.into_owned()),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match rest.next().expect("a list ends") {
                    Event::SequenceEnd => return Value::Array(items),
                    event => items.push(from(event, rest)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut pairs = Map::new();
            loop {
                match rest.next().expect("a mapping ends") {
                    Event::MappingEnd => return Value::Object(pairs),
                    Event::Scalar(key, ..) => {
                        let value = rest.next().expect("a key has a value");
                        pairs.insert(key.into_owned(), from(value, rest));
                    }
                    other => panic!("a key is a word, not {other:?}"),
                }
            }
        }
        other => panic!("{other:?} is no value"),
    }
}

fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" => Value::Null,
        // What JSON reads as a number or a truth value, YAML does too.
        _ => serde_json::from_str(text).ok().filter(|value: &Value| !value.is_string()).unwrap_or_else(|| text.into()),
    }
}
