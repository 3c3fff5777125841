//! Macros in the shape of a help desk's own export, for its import or a script to read: one page, in a fixed order, so that
//! two exports can be compared line by line.

mod actions;
mod record;
mod table;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::super::Platform;
use super::super::facts::Shape;
use super::super::markup::Delimiters;
use super::super::reply::Reply;
use super::Form;

/// Writes macros as one page of what the help desk exports; `None` where its shape, or a table of it, is not known.
pub fn write(platform: &'static Platform, replies: &[Reply], form: Form) -> Option<String> {
    let shape = platform.shape.as_ref()?;
    let delimiters = Delimiters::of(platform);
    let records = replies.iter().map(|reply| record::record(shape, &delimiters, reply)).collect::<Vec<_>>();
    match form {
        Form::Json => Some(page(shape, records)),
        Form::Csv => table::table(shape, &records),
    }
}

/// The page with its list, as people read it: two blanks a level, and a line end behind the last line.
fn page(shape: &Shape, records: Vec<Map<String, Value>>) -> String {
    let mut value = Value::Array(records.into_iter().map(Value::Object).collect());
    let list = shape.list.first().map(String::as_str).unwrap_or_default();
    for key in list.split('/').skip(1).collect::<Vec<_>>().into_iter().rev() {
        value = Value::Object(Map::from_iter([(key.to_owned(), value)]));
    }
    // A value of JSON written to memory cannot fail.
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

/// Puts a value where the pointer says, with the objects on the way.
fn put(fields: &mut Map<String, Value>, pointer: &str, value: Value) {
    let path = pointer.strip_prefix('/').unwrap_or(pointer);
    let (key, rest) = path.split_once('/').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let key = key.replace("~1", "/").replace("~0", "~");
    let Some(rest) = rest else {
        fields.insert(key, value);
        return;
    };
    if let Value::Object(inner) = fields.entry(key).or_insert_with(|| Value::Object(Map::new())) {
        put(inner, rest, value);
    }
}
