//! What the front matter of a macro file carries of a help desk's macro.

use serde_json::{Map, Value};

use super::{Carried, PART};
use crate::helpdesk::reply::Action;
use crate::syntax::{Macro, YamlKind, YamlNode, YamlStyle};
use crate::text::Span;

/// Values in one another, at most, where a person rewrote them: what goes deeper is left out.
const MOST_DEPTH: usize = 64;

/// Reads it.
pub fn carried(source: &str, parsed: &Macro) -> Carried {
    let front_matter = &parsed.front_matter;
    let mut values = Values { source, parsed, nodes: None };
    let actions = { front_matter.actions.iter() }
        .map(|action| Action {
            field: action.field.as_ref().map(|field| field.text.clone()).unwrap_or_default(),
            value: action.value.as_ref().map(|value| values.value(value.span)),
            text: None,
            extra: action.extra.map(|span| values.object(span)).unwrap_or_default(),
        })
        .collect();
    let mut carried = Carried { actions, ..Carried::default() };
    if let Some(origin) = &front_matter.source {
        carried.platform = origin.platform.as_ref().map(|platform| platform.text.clone());
        carried.id = origin.id.as_ref().map(|id| id.text.clone());
        carried.active = origin.active;
        carried.extra = origin.extra.map(|span| values.object(span)).unwrap_or_default();
    }
    if let Some(Value::String(part)) = carried.extra.get(PART) {
        carried.part = Some(part.clone());
        carried.extra.shift_remove(PART);
    }
    carried
}

/// A value of front matter as JSON.
pub fn yaml_value(source: &str, parsed: &Macro, span: Span) -> Value {
    Values { source, parsed, nodes: None }.value(span)
}

struct Values<'s> {
    source: &'s str,
    parsed: &'s Macro,
    /// The YAML, read as soon as something in it is no JSON.
    nodes: Option<Vec<YamlNode>>,
}

impl Values<'_> {
    fn object(&mut self, span: Span) -> Map<String, Value> {
        match self.value(span) {
            Value::Object(fields) => fields,
            Value::String(json) => serde_json::from_str(&json).unwrap_or_default(),
            _ => Map::new(),
        }
    }

    fn value(&mut self, span: Span) -> Value {
        let written = span.of(self.source);
        if let Ok(value) = serde_json::from_str(written) {
            return value;
        }
        let nodes = self.nodes.take().or_else(|| self.parsed.front_matter.yaml_nodes(self.source)).unwrap_or_default();
        let value = match nodes.iter().position(|node| node.span == span) {
            Some(node) => of_node(&nodes, node, 0),
            None => Value::String(written.to_owned()),
        };
        self.nodes = Some(nodes);
        value
    }
}

fn of_node(nodes: &[YamlNode], number: usize, depth: usize) -> Value {
    let Some(node) = nodes.get(number).filter(|_| depth < MOST_DEPTH) else { return Value::Null };
    match &node.kind {
        YamlKind::Scalar { text, style: YamlStyle::Plain } => plain(text),
        YamlKind::Scalar { text, .. } => Value::String(text.clone()),
        YamlKind::Sequence(items) => items.iter().map(|item| of_node(nodes, *item, depth + 1)).collect(),
        YamlKind::Mapping(pairs) => {
            let key = |key: usize| match of_node(nodes, key, depth + 1) {
                Value::String(key) => key,
                other => other.to_string(),
            };
            Value::Object(pairs.iter().map(|(one, value)| (key(*one), of_node(nodes, *value, depth + 1))).collect())
        }
        YamlKind::Alias => Value::Null,
    }
}

/// What YAML makes of a word without quotes, as far as JSON has such a thing.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" => Value::Null,
        text => match serde_json::from_str(text) {
            Ok(value @ (Value::Bool(_) | Value::Number(_))) => value,
            _ => Value::String(text.to_owned()),
        },
    }
}
