//! Values as YAML on one line: words without quotes where nothing else could be read in them, all else as JSON.

use std::io;

use serde_json::ser::{Formatter, Serializer};
use serde_json::{Map, Value};

/// YAML reads no key of more characters than this as one.
const LONGEST_KEY: usize = 1_000;

/// Words that are no text without quotes, or were none once.
const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// A text that is the value of a key on a line of its own.
pub(super) fn text(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " ,.!?'’()/-_–—&;%+=*“”…|@$€£".contains(c);
    if begins_like_text(text) && text.chars().all(plain) && !text.ends_with(' ') {
        return text.to_owned();
    }
    quoted(text)
}

/// A word of a list.
pub(super) fn word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    if begins_like_text(text) && text.chars().all(plain) { text.to_owned() } else { quoted(text) }
}

fn begins_like_text(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && !WORDS.contains(&text.to_lowercase().as_str())
}

/// A text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    json(&Value::String(text.to_owned()))
}

/// Any value.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::String(text) => word(text),
        Value::Object(fields) => object(fields),
        value => json(value),
    }
}

/// Keys with their values. Where YAML cannot read a key the JSON of all of it is a text.
pub(super) fn object(fields: &Map<String, Value>) -> String {
    let json = json(&Value::Object(fields.clone()));
    if has_long_key(fields) { quoted(&json) } else { json }
}

fn has_long_key(fields: &Map<String, Value>) -> bool {
    fields.iter().any(|(key, value)| key.len() > LONGEST_KEY || value_has_long_key(value))
}

fn value_has_long_key(value: &Value) -> bool {
    match value {
        Value::Object(fields) => has_long_key(fields),
        Value::Array(items) => items.iter().any(value_has_long_key),
        _ => false,
    }
}

/// JSON on one line, with blanks where people put them, and nothing that is not seen or that YAML does not allow.
fn json(value: &Value) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Spaced);
    // A value of JSON written to memory cannot fail.
    let written = serde::Serialize::serialize(value, &mut serializer);
    let json = written.ok().and_then(|()| String::from_utf8(bytes).ok()).unwrap_or_default();
    if json.chars().all(|c| !is_hidden(c)) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        match is_hidden(letter) {
            // Such letters stand in texts only, and are all of the first 65,536.
            true => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            false => out.push(letter),
        }
    }
    out
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// One blank after commas and colons.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
