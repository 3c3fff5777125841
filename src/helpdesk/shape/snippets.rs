//! Texts that others name, such as dynamic content: each as a macro of its own, with a text for each language.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::super::Platform;
use super::super::facts::SnippetShape;
use super::super::reply::{Place, Reply, Text};
use super::record::{is_true, take, text_at};
use crate::syntax::is_locale;

/// The folder of all of them, and what their ids begin with.
const FOLDER: &str = "dc";

/// Whether a file that came from `platform` under `id` holds a text that others name, and so is no macro by itself.
pub fn is_snippet(platform: &Platform, id: &str) -> bool {
    let has_snippets = platform.shape.as_ref().is_some_and(|shape| shape.snippets.is_some());
    has_snippets && id.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('.'))
}

/// The languages that a page lists, by their ids there.
pub(super) fn locales(page: &Value) -> HashMap<String, String> {
    let list = page.pointer("/locales").and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|locale| Some((text_at(locale, "/id")?, text_at(locale, "/locale")?))).collect()
}

/// Reads one. What is said of each language stays word for word among what is carried through.
pub(super) fn snippet(shape: &SnippetShape, item: &Value, place: &Place, locales: &HashMap<String, String>) -> Reply {
    let named = text_at(item, &shape.name).unwrap_or_default();
    let id = named.trim_matches(['{', '}', ' ']).to_owned();
    let title = text_at(item, "/name").unwrap_or_else(|| id.clone());
    let variants = item.pointer(&shape.texts).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut texts: Vec<(bool, Text)> = Vec::new();
    for (number, variant) in variants.iter().enumerate() {
        let Some(body) = variant.pointer(&shape.text.at).and_then(Value::as_str) else { continue };
        let locale_id = text_at(variant, &shape.locale).unwrap_or_default();
        let locale = locales.get(&locale_id).map(|locale| locale.replace('_', "-")).filter(|locale| is_locale(locale));
        let pointer = format!("{}{}/{number}{}", place.pointer, shape.texts, shape.text.at);
        let text = Text {
            place: Place { document: place.document, pointer },
            body: body.to_owned(),
            kind: shape.text.kind,
            part: Some(locale.clone().unwrap_or(locale_id)),
            channels: Vec::new(),
            internal: false,
            locale,
        };
        let is_default = variant.pointer(&shape.default).and_then(is_true) == Some(true);
        texts.push((!is_default, text));
    }
    // The one that is sent where no language fits is the main one.
    texts.sort_by_key(|(later, _)| *later);
    let mut texts: Vec<Text> = texts.into_iter().map(|(_, text)| text).collect();
    if let Some(first) = texts.first_mut() {
        first.part = None;
    }
    Reply {
        place: place.clone(),
        id: Some(id),
        title,
        category: vec![FOLDER.to_owned()],
        texts,
        extra: extra(shape, item),
        ..Reply::default()
    }
}

fn extra(shape: &SnippetShape, item: &Value) -> Map<String, Value> {
    let mut extra = item.as_object().cloned().unwrap_or_default();
    ["/name", "/created_at", "/updated_at", "/url"].into_iter().for_each(|pointer| take(&mut extra, pointer));
    let key = shape.texts.trim_start_matches('/');
    if let Some(Value::Array(variants)) = extra.get_mut(key) {
        for variant in variants.iter_mut().filter_map(Value::as_object_mut) {
            for pointer in [shape.text.at.as_str(), "/created_at", "/updated_at", "/url"] {
                take(variant, pointer);
            }
        }
    }
    extra
}
