//! What a macro file carries of a help desk's macro besides its text: written into the front matter, and read from it again.
//!
//! What has a key of its own stands under that. Actions and all that is known to the help desk alone stand as JSON, which is
//! YAML too, and are read as JSON wherever nobody has rewritten them.

mod read;
#[cfg(test)]
mod tests;
mod yaml;

use std::fmt::Write;

use serde_json::{Map, Value};

use super::facts::TextKind;
use super::markup::{self, Converted, Holes};
use super::reply::{Action, Reply, Text};
use crate::syntax::is_locale;

pub use read::{carried, yaml_value};

/// The key of `source.extra` that says which part of a macro a file holds.
pub const PART: &str = "part";

/// What a macro file says of where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The help desk, as it is written.
    pub platform: Option<String>,
    /// The macro's id there.
    pub id: Option<String>,
    /// Whether agents can use it there.
    pub active: Option<bool>,
    /// Which of its texts this is; `None` for the main one.
    pub part: Option<String>,
    /// What it does, in its order. One that could hold a text and holds none is where the text of the file goes; of several
    /// such, each text goes to the one of its own place.
    pub actions: Vec<Action>,
    /// All else, in its order.
    pub extra: Map<String, Value>,
}

/// The file of a text of a macro: front matter, and the text in the language's own form. The main text, or the lack of any,
/// carries all that the macro has; the file of another part only what joins it to that.
pub fn file(platform: &str, holes: &dyn Holes, reply: &Reply, text: Option<&Text>, converted: &Converted) -> String {
    let mut out = String::with_capacity(converted.text.text.len() + 512);
    out.push_str("---\n");
    out.push_str(&front_matter(platform, holes, reply, text, converted.is_html));
    out.push_str("---\n");
    out.push_str(&converted.text.text);
    if !converted.text.text.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// The files of all texts of a macro that customers receive; one for a macro that has none.
pub fn files(platform: &str, holes: &dyn Holes, reply: &Reply) -> Vec<String> {
    let texts = reply.texts.iter().filter(|text| !text.internal);
    let of = |text: &Text| {
        let converted = markup::convert(&text.body, text.kind, holes);
        file(platform, holes, reply, Some(text), &converted)
    };
    let files: Vec<String> = texts.map(of).collect();
    if files.is_empty() { vec![file(platform, holes, reply, None, &Converted::default())] } else { files }
}

/// The lines between the fences.
pub fn front_matter(platform: &str, holes: &dyn Holes, reply: &Reply, text: Option<&Text>, is_html: bool) -> String {
    let mut out = String::new();
    let is_main = text.is_none_or(|text| reply.texts.first() == Some(text));
    let mut line = |key: &str, value: &str| _ = writeln!(out, "{key}: {value}");
    if is_main {
        line_of(&mut line, "title", Some(&reply.title).filter(|title| !title.is_empty()));
        line_of(&mut line, "description", reply.description.as_ref());
        line_of(&mut line, "subject", subject(holes, reply).as_ref());
    }
    if let Some(channels) = text.map(|text| &text.channels).filter(|channels| !channels.is_empty()) {
        line("channels", &format!("[{}]", channels.join(", ")));
    }
    let locale = text.and_then(|text| text.locale.clone()).or_else(|| locale(reply));
    line_of(&mut line, "locale", locale.as_ref());
    if is_main && !reply.tags.is_empty() {
        line("tags", &format!("[{}]", reply.tags.iter().map(|tag| yaml::word(tag)).collect::<Vec<_>>().join(", ")));
    }
    if is_html {
        line("format", "html");
    }
    if is_main {
        actions(&mut out, &reply.actions);
    }
    source(&mut out, platform, reply, text, is_main);
    out
}

fn line_of(line: &mut impl FnMut(&str, &str), key: &str, text: Option<&String>) {
    if let Some(text) = text {
        line(key, &yaml::text(text));
    }
}

/// The subject line with the language's own placeholders.
pub fn subject(holes: &dyn Holes, reply: &Reply) -> Option<String> {
    let (_, subject) = reply.subject.as_ref()?;
    Some(markup::convert(subject, TextKind::Markdown, holes).text.text)
}

/// The language of a macro as front matter writes it.
pub fn locale(reply: &Reply) -> Option<String> {
    reply.locale.as_ref().map(|locale| locale.replace('_', "-")).filter(|locale| is_locale(locale))
}

fn actions(out: &mut String, actions: &[Action]) {
    if actions.is_empty() {
        return;
    }
    out.push_str("actions:\n");
    for Action { field, value, extra, .. } in actions {
        let value = value.as_ref().map(|value| format!(", value: {}", yaml::value(value))).unwrap_or_default();
        let extra = match extra.is_empty() {
            true => String::new(),
            false => format!(", extra: {}", yaml::object(extra)),
        };
        _ = writeln!(out, "  - {{ field: {}{value}{extra} }}", yaml::word(field));
    }
}

fn source(out: &mut String, platform: &str, reply: &Reply, text: Option<&Text>, is_main: bool) {
    _ = writeln!(out, "source:\n  platform: {}", yaml::word(platform));
    if let Some(id) = &reply.id {
        _ = writeln!(out, "  id: {}", yaml::quoted(id));
    }
    if let Some(active) = reply.active.filter(|_| is_main) {
        _ = writeln!(out, "  active: {active}");
    }
    let mut extra = if is_main { reply.extra.clone() } else { Map::new() };
    if let Some(part) = text.and_then(|text| text.part.clone()) {
        extra.insert(PART.to_owned(), Value::String(part));
    }
    if !extra.is_empty() {
        _ = writeln!(out, "  extra: {}", yaml::object(&extra));
    }
}
