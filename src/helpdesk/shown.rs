//! A help desk's macro as people compare it: its fields a line each, then its texts in their normal form. What a help desk
//! changes by itself, and what customers cannot tell apart, is not in it.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::exchange::PARTS;
use super::facts::TextKind;
use super::markup::{convert, normal};
use super::reply::Reply;
use super::{NamesIn, Platform};

/// A macro as lines. Two macros are the same where these are.
pub fn shown(platform: &Platform, names: &NamesIn, reply: &Reply) -> String {
    shown_lines(&shown_parts(platform, names, reply))
}

/// The lines of a macro, of its parts.
pub fn shown_lines([name, texts, rest]: &[String; PARTS]) -> String {
    [name.as_str(), rest, texts].concat()
}

/// The parts of the same: name, texts, and the rest.
pub fn shown_parts(platform: &Platform, names: &NamesIn, reply: &Reply) -> [String; PARTS] {
    let normal: Vec<String> = reply.texts.iter().map(|text| normal(&convert(&text.body, text.kind, names))).collect();
    [name(names, reply), texts(reply, &normal), rest(platform, reply, &normal)]
}

fn line(out: &mut String, key: &str, value: &str) {
    _ = writeln!(out, "{key}: {}", on_one_line(value));
}

fn name(names: &NamesIn, reply: &Reply) -> String {
    let mut out = String::new();
    line(&mut out, "title", &reply.title);
    let description = reply.description.iter().filter(|words| !words.is_empty());
    description.for_each(|words| line(&mut out, "description", words));
    if let Some((_, subject)) = reply.subject.as_ref().filter(|(_, subject)| !subject.is_empty()) {
        line(&mut out, "subject", normal(&convert(subject, TextKind::Markdown, names)).trim_end());
    }
    out
}

/// `texts` are those of the macro in their normal form.
fn rest(platform: &Platform, reply: &Reply, texts: &[String]) -> String {
    let mut out = String::new();
    let locale = platform.shape.as_ref().and_then(|shape| shape.locale.as_deref());
    let locale = locale.map(|at| at.trim_start_matches('/'));
    let kept = locale.and_then(|key| reply.extra.get(key)?.as_str());
    if let Some(locale) = reply.locale.as_deref().or(kept) {
        line(&mut out, "locale", &locale.replace('_', "-"));
    }
    if let Some(active) = reply.active {
        line(&mut out, "active", if active { "yes" } else { "no" });
    }
    if !reply.tags.is_empty() {
        line(&mut out, "tags", &reply.tags.join(", "));
    }
    let says = |text: usize| texts.get(text).is_some_and(|text| !text.is_empty());
    for action in &reply.actions {
        let value = action.value.as_ref().map(without_last_text).filter(|value| !is_nothing(value));
        let mut said = action.field.clone();
        value.iter().for_each(|value| _ = write!(said, " = {}", sorted(value)));
        action.text.filter(|text| says(*text)).iter().for_each(|_| said.push_str(" (text)"));
        let extra = Value::Object(action.extra.clone());
        if !is_nothing(&extra) {
            _ = write!(said, ", {}", sorted(&extra));
        }
        line(&mut out, "action", &said);
    }
    let mut extra: Vec<(&String, &Value)> = reply.extra.iter().filter(|(_, value)| !is_nothing(value)).collect();
    extra.sort_by_key(|(key, _)| *key);
    extra.retain(|(key, _)| Some(key.as_str()) != locale);
    extra.into_iter().for_each(|(key, value)| line(&mut out, key, &sorted(value)));
    out
}

fn texts(reply: &Reply, normal: &[String]) -> String {
    let mut out = String::new();
    let both = reply.texts.iter().zip(normal);
    for (text, normal) in both.filter(|(text, normal)| !text.internal && !normal.is_empty()) {
        let part = text.part.as_deref().map(|part| format!(" {part}")).unwrap_or_default();
        _ = write!(out, "---{part}\n{normal}");
    }
    out
}

/// The value of an action without a text at its end that says nothing: a channel alone is the same.
fn without_last_text(value: &Value) -> Value {
    match value {
        Value::Array(pair) if pair.last().and_then(Value::as_str) == Some("") => {
            pair.iter().take(pair.len() - 1).cloned().collect()
        }
        value => value.clone(),
    }
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a value says no more than a missing one.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// A value with its keys in order, and without those that say nothing.
fn sorted(value: &Value) -> String {
    fn plain(value: &Value) -> Value {
        match value {
            Value::Object(fields) => {
                let mut fields: Vec<(&String, &Value)> =
                    fields.iter().filter(|(_, value)| !is_nothing(value)).collect();
                fields.sort_by_key(|(key, _)| *key);
                Value::Object(fields.into_iter().map(|(key, value)| (key.clone(), plain(value))).collect::<Map<_, _>>())
            }
            Value::Array(items) => items.iter().map(plain).collect(),
            value => value.clone(),
        }
    }
    match plain(value) {
        Value::String(text) => text,
        value => value.to_string(),
    }
}
