//! Where the texts of a macro go: fields of its record, or actions that hold texts.

use crate::helpdesk::carried::Carried;
use crate::helpdesk::facts::{Shape, TextKind};
use crate::helpdesk::reply::Action;
use crate::syntax::{Channel, Macro};

/// A place for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlaceFor {
    /// The part of the macro that goes there; `None` for the main text.
    part: Option<String>,
    /// In what it is written there.
    pub(super) kind: TextKind,
    /// The action that holds it, by its place.
    pub(super) action: Option<usize>,
}

/// All places of a macro.
#[derive(Debug, Default)]
pub(super) struct Places(Vec<PlaceFor>);

impl Places {
    /// The fields of the shape, or the actions that hold texts: those that the macro has, or else a new one for its main text
    /// and one for a chat.
    pub(super) fn of(shape: &Shape, carried: &[Action], main: TextKind) -> Self {
        let fields = shape.text.iter().filter(|field| !field.derived);
        let field = |field: &crate::helpdesk::facts::TextField| PlaceFor {
            part: field.part.clone(),
            kind: field.kind,
            action: None,
        };
        let mut places: Vec<PlaceFor> = fields.map(field).collect();
        let Some(actions) = &shape.actions else { return Self(places) };
        let mut has_texts = false;
        for (number, action) in carried.iter().enumerate() {
            let Some(field) = actions.text.iter().find(|field| field.name == action.field) else { continue };
            has_texts = true;
            let (channel, is_open) = match &action.value {
                None => (None, true),
                Some(serde_json::Value::Array(pair)) => (pair.first().and_then(|word| word.as_str()), pair.len() == 1),
                Some(serde_json::Value::Object(fields)) => {
                    let holds = |at: &str| fields.contains_key(at.trim_start_matches('/'));
                    (None, !holds(&field.at) && !field.plain.as_deref().is_some_and(holds))
                }
                Some(_) => (None, false),
            };
            if !is_open {
                continue;
            }
            // As the reader names them.
            let named = channel.and_then(|word| word.strip_prefix("channel:")).filter(|word| !word.is_empty());
            let named =
                named.map(str::to_owned).filter(|name| places.iter().all(|place| place.part.as_ref() != Some(name)));
            let part = (!places.is_empty()).then(|| named.unwrap_or_else(|| (places.len() + 1).to_string()));
            places.push(PlaceFor { part, kind: field.kind, action: Some(number) });
        }
        if !has_texts {
            let kind = if actions.text.iter().any(|field| field.kind == main) { Some(main) } else { None };
            let kind = kind.or(actions.text.first().map(|field| field.kind));
            places.extend(kind.map(|kind| PlaceFor { part: None, kind, action: None }));
        }
        let chat = actions.text.iter().find(|field| field.channel_first);
        let has_chat = places.iter().any(|place| place.part.as_deref() == Some("chat"));
        if let Some(field) = chat.filter(|_| !has_chat) {
            places.push(PlaceFor { part: Some("chat".to_owned()), kind: field.kind, action: None });
        }
        Self(places)
    }

    /// Which part of the macro a file is.
    pub(super) fn part_name(&self, parsed: &Macro, carried: &Carried) -> Option<String> {
        let is_chat = matches!(parsed.front_matter.channels.as_slice(), [(Channel::Chat, _)]);
        let chat = || (is_chat && self.has(Some("chat"))).then(|| "chat".to_owned());
        carried.part.clone().or_else(chat)
    }

    /// Whether there is a place for that part.
    fn has(&self, part: Option<&str>) -> bool {
        self.0.iter().any(|place| place.part.as_deref() == part)
    }

    /// The place for that part, which is taken then.
    pub(super) fn take(&mut self, part: Option<&str>) -> Option<PlaceFor> {
        let place = self.0.iter().position(|place| place.part.as_deref() == part)?;
        Some(self.0.remove(place))
    }
}
