//! Takes values out of TOML, and says in plain words at which key or value they are not what they should be.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::format::ConfigKey;
use super::{ConfigMistake, Known, PackText, packs};
use crate::text::{Span, nearest};

/// A table, and what it is called in messages.
pub(super) struct Section<'a> {
    /// Such as `[lint]`.
    pub(super) name: String,
    pub(super) table: &'a DeTable<'a>,
}

/// Collects mistakes.
pub(super) struct Reader<'p> {
    path: &'p Path,
    root: &'p Path,
    mistakes: Vec<ConfigMistake>,
    /// Those of other files.
    of_packs: Vec<ConfigMistake>,
    /// What is known, once the packs are read.
    pub(super) known: Known,
}

impl<'p> Reader<'p> {
    pub(super) fn new(path: &'p Path, root: &'p Path) -> Self {
        Self { path, root, mistakes: Vec::new(), of_packs: Vec::new(), known: Known::default() }
    }

    pub(super) fn finish(mut self) -> Vec<ConfigMistake> {
        self.mistakes.sort_by_key(|mistake| mistake.span.start);
        self.mistakes.extend(self.of_packs);
        self.mistakes
    }

    pub(super) fn report(&mut self, span: impl Into<Span>, message: String) {
        self.mistakes.push(ConfigMistake { path: self.path.to_owned(), span: span.into(), message });
    }

    /// Reads the packs that a list of patterns names.
    pub(super) fn packs(&mut self, section: &Section<'_>, key: &str) -> Vec<PackText> {
        let loaded = packs::load(self.root, self.texts(section, key));
        loaded.unmatched.into_iter().for_each(|(span, message)| self.report(span, message));
        self.of_packs = loaded.mistakes;
        self.known = loaded.known;
        loaded.files
    }

    /// Reports every key of `section` that is not one of `keys`.
    pub(super) fn known_keys(&mut self, section: &Section<'_>, keys: &[ConfigKey]) {
        let keys: Vec<&str> = keys.iter().map(|key| key.name).collect();
        for key in section.table.keys() {
            let name: &str = key.get_ref();
            if keys.contains(&name) {
                continue;
            }
            let hint = match nearest(name, keys.iter().copied()) {
                Some((near, _)) => format!("did you mean `{near}`?"),
                None => format!("it takes {}", choice(&keys)),
            };
            self.report(key.span(), format!("{} has no key `{name}`; {hint}", section.name));
        }
    }

    /// The table at `key`, which is then called `name`.
    pub(super) fn table<'a>(&mut self, section: &Section<'a>, key: &str, name: &str) -> Option<Section<'a>> {
        let value = section.table.get(key)?;
        self.as_table(value, name)
    }

    pub(super) fn as_table<'a>(&mut self, value: &'a Spanned<DeValue<'a>>, name: &str) -> Option<Section<'a>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Section { name: name.to_owned(), table }),
            other => {
                self.report(
                    value.span(),
                    format!("{name} must be a section of `key = value` lines, not {}", found(other)),
                );
                None
            }
        }
    }

    /// The entries of a table in source order.
    pub(super) fn entries<'a>(
        section: &Section<'a>,
    ) -> impl Iterator<Item = (&'a str, Range<usize>, &'a Spanned<DeValue<'a>>)> + use<'a> {
        let mut entries: Vec<_> =
            section.table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value)).collect();
        entries.sort_by_key(|(_, span, _)| span.start);
        entries.into_iter()
    }

    pub(super) fn text(&mut self, section: &Section<'_>, key: &str) -> Option<(String, Range<usize>)> {
        let value = section.table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some((text.to_string(), value.span())),
            other => {
                self.report(value.span(), format!("`{key}` must be text in quotes, not {}", found(other)));
                None
            }
        }
    }

    /// A list of texts, each with its place.
    pub(super) fn texts(&mut self, section: &Section<'_>, key: &str) -> Vec<(String, Range<usize>)> {
        let Some(value) = section.table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            let example = value.get_ref().as_str().map(|text| format!("; write [\"{text}\"]")).unwrap_or_default();
            let message = format!("`{key}` must be a list of texts, not {}{example}", found(value.get_ref()));
            self.report(value.span(), message);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.push((text.to_string(), item.span())),
                other => {
                    let message = format!("`{key}` must hold only texts in quotes, not {}", found(other));
                    self.report(item.span(), message);
                }
            }
        }
        texts
    }

    /// The same without places.
    pub(super) fn words(&mut self, section: &Section<'_>, key: &str) -> Vec<String> {
        self.texts(section, key).into_iter().map(|(text, _)| text).collect()
    }

    pub(super) fn boolean(&mut self, section: &Section<'_>, key: &str) -> Option<bool> {
        let value = section.table.get(key)?;
        let boolean = value.get_ref().as_bool();
        if boolean.is_none() {
            let message = format!("`{key}` must be `true` or `false`, not {}", found(value.get_ref()));
            self.report(value.span(), message);
        }
        boolean
    }

    pub(super) fn count(&mut self, section: &Section<'_>, key: &str) -> Option<u64> {
        let value = section.table.get(key)?;
        self.as_count(value, key)
    }

    pub(super) fn as_count(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<u64> {
        let number =
            value.get_ref().as_integer().and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.report(value.span(), format!("`{key}` must be a whole number, 0 or more"));
        }
        number
    }
}

/// Words in backticks, joined as in a sentence: "`a`, `b` and `c`".
pub(super) fn choice(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}
