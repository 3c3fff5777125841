//! A macro file as an import sees it: what its front matter says, and its body.

use std::borrow::Cow;

use serde_json::Value;

use super::normal::normal;
use super::{Fields, Prints};
use crate::helpdesk::carried::{Carried, carried};
use crate::syntax::{Macro, Mistake, Name};
use crate::text::fnv1a;

/// A macro file.
#[derive(Clone, Debug)]
pub struct Held<'s> {
    /// The file's text.
    pub source: Cow<'s, str>,
    /// Its front matter; nothing is known of its body but where it is.
    pub parsed: Macro,
    /// What it carries of the help desk's macro.
    pub carried: Carried,
}

impl<'s> Held<'s> {
    /// Reads a file.
    pub fn read(source: impl Into<Cow<'s, str>>) -> Self {
        let source = source.into();
        let parsed = Macro::parse_front_matter(&source);
        let carried = carried(&source, &parsed);
        Self { source, parsed, carried }
    }

    /// The text behind the front matter.
    pub fn body(&self) -> &str {
        self.parsed.body.of(&self.source)
    }

    /// Why its front matter cannot be read.
    pub fn unreadable(&self) -> Option<&Mistake> {
        self.parsed.mistakes.iter().find(|mistake| {
            matches!(mistake.rule, "meta/bad-yaml" | "meta/unclosed-front-matter" | "meta/duplicate-key")
        })
    }

    /// Whether it has front matter.
    pub(super) fn has_front_matter(&self) -> bool {
        self.parsed.front_matter.span.is_some()
    }

    /// The numbers of a macro whose files are `all`.
    pub fn prints(all: &[&Held<'_>], fields: Fields) -> Prints {
        let mut all: Vec<&Held<'_>> = all.to_vec();
        // The main file says what holds for all of them; only it may have actions or a title.
        all.sort_by_key(|held| (held.is_part(), held.carried.part.clone()));
        let Some(main) = all.first() else { return Prints::default() };
        let mut texts = String::new();
        for held in &all {
            texts.push_str(held.carried.part.as_deref().unwrap_or_default());
            let format = held.parsed.front_matter.format.as_ref().filter(|format| format.text == "html");
            texts.push_str(if format.is_some() { "\0html\0" } else { "\0\0" });
            texts.push_str(&normal(held.body()));
            texts.push('\0');
        }
        [fnv1a(&main.name(fields)), fnv1a(&texts), fnv1a(&main.rest(fields))]
    }

    /// Whether it holds a text besides the main one.
    pub fn is_part(&self) -> bool {
        self.carried.part.is_some() && self.parsed.front_matter.title.is_none()
    }

    fn name(&self, fields: Fields) -> String {
        let front_matter = &self.parsed.front_matter;
        let text = |name: &Option<Name>, counts: bool| {
            name.as_ref().filter(|_| counts).map(|name| name.text.clone()).unwrap_or_default()
        };
        let subject = normal(&text(&front_matter.subject, fields.subject));
        [text(&front_matter.title, true), text(&front_matter.description, fields.description), subject].join("\0")
    }

    fn rest(&self, fields: Fields) -> String {
        let front_matter = &self.parsed.front_matter;
        let locale = front_matter.locale.as_ref().filter(|_| fields.locale).map(|locale| locale.text.as_str());
        let tags: Vec<&str> = front_matter.tags.iter().filter(|_| fields.tags).map(|tag| tag.text.as_str()).collect();
        let mut rest = format!("{locale:?} {tags:?} {:?}", self.carried.active);
        for action in &self.carried.actions {
            let value = action.value.as_ref().map(ToString::to_string).unwrap_or_default();
            let extra = Value::from(action.extra.clone());
            rest.push_str(&format!("\0{}\0{value}\0{extra}", action.field));
        }
        rest.push_str(&Value::from(self.carried.extra.clone()).to_string());
        rest
    }
}
