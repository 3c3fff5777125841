//! Whether a file of a pack has the form that it must have: every mistake in plain words, at the exact key or value.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::pack_format::{Need, PACK_KEYS, PackKey, PackShape};
use crate::text::{Span, nearest};

/// What is wrong, and where in the file.
pub(super) type Wrong = (Span, String);

/// Checks a whole file but its entries, which [`entry`] checks one by one.
pub(super) fn file(table: &DeTable<'_>, wrong: &mut Vec<Wrong>) {
    unknown_keys("a pack", table, PACK_KEYS, wrong);
    for known in PACK_KEYS {
        let Some(found) = table.get(known.name) else { continue };
        match (known.shape, found.get_ref()) {
            (PackShape::Sections(_), DeValue::Array(entries)) => {
                for other in entries.iter().filter(|entry| !entry.get_ref().is_table()) {
                    wrong.push((other.span().into(), sections_words(known.name)));
                }
            }
            _ => value(known.name, found, known.shape, wrong),
        }
    }
}

/// Checks one `[[section]]`, called `name`. Says whether all is well.
pub(super) fn entry(name: &str, entry: &Spanned<DeValue<'_>>, keys: &[PackKey], wrong: &mut Vec<Wrong>) -> bool {
    let before = wrong.len();
    match entry.get_ref() {
        DeValue::Table(keys_of_entry) => table(name, keys_of_entry, entry.span(), keys, wrong),
        _ => return false,
    }
    wrong.len() == before
}

fn table(name: &str, table: &DeTable<'_>, span: Range<usize>, keys: &[PackKey], wrong: &mut Vec<Wrong>) {
    unknown_keys(&format!("`{name}`"), table, keys, wrong);
    let extends = table.get("extends").is_some_and(|value| value.get_ref().as_bool() == Some(true));
    for key in keys {
        let missing = match key.need {
            Need::Always => true,
            Need::UnlessExtends => !extends,
            Need::Never => false,
        };
        match table.get(key.name) {
            Some(found) => value(key.name, found, key.shape, wrong),
            None if missing => wrong.push((span.clone().into(), format!("`{name}` needs `{}`", key.name))),
            None => {}
        }
    }
}

fn unknown_keys(name: &str, table: &DeTable<'_>, keys: &[PackKey], wrong: &mut Vec<Wrong>) {
    let mut unknown: Vec<_> =
        table.keys().filter(|key| !keys.iter().any(|known| known.name == key.get_ref())).collect();
    unknown.sort_by_key(|key| key.span().start);
    for key in unknown {
        let word: &str = key.get_ref();
        let of_the_file = PACK_KEYS.iter().any(|known| known.name == word);
        let hint = match nearest(word, keys.iter().map(|known| known.name)) {
            Some((near, _)) => format!("did you mean `{near}`?"),
            None if of_the_file => "it belongs above the first section".to_owned(),
            None => format!("it takes {}", choice(keys.iter().map(|known| known.name))),
        };
        wrong.push((key.span().into(), format!("{name} has no key `{word}`; {hint}")));
    }
}

fn value(name: &str, found: &Spanned<DeValue<'_>>, shape: PackShape, wrong: &mut Vec<Wrong>) {
    let mut say = |message: String| wrong.push((found.span().into(), message));
    match (shape, found.get_ref()) {
        (PackShape::Text | PackShape::Phrase, DeValue::String(_)) | (PackShape::Boolean, DeValue::Boolean(_)) => {}
        (PackShape::RuleId, DeValue::String(id)) if is_rule_id(id) => {}
        (PackShape::RuleId, DeValue::String(id)) => say(format!(
            "`{id}` is no rule id: it has a family, a slash and a name in small letters, such as `team/{}`",
            slug(id)
        )),
        (PackShape::Word(words), DeValue::String(word)) if words.contains(&word.as_ref()) => {}
        (PackShape::Word(words), DeValue::String(word)) => say(match nearest(word, words.iter().copied()) {
            Some((near, _)) => format!("`{word}` is unknown here; did you mean `{near}`?"),
            None => format!("`{word}` is unknown here; the words are {}", choice(words.iter().copied())),
        }),
        (PackShape::List(shape), DeValue::Array(items)) => {
            items.iter().for_each(|item| value(name, item, *shape, wrong));
        }
        (PackShape::Sections(keys), DeValue::Array(items)) => {
            for item in items.iter() {
                match item.get_ref() {
                    DeValue::Table(keys_of_item) => table(name, keys_of_item, item.span(), keys, wrong),
                    _ => wrong.push((item.span().into(), sections_words(name))),
                }
            }
        }
        (PackShape::Table(keys), DeValue::Table(inner)) => table(name, inner, found.span(), keys, wrong),
        (PackShape::Named(shape), DeValue::Table(inner)) => {
            inner.iter().for_each(|(key, item)| value(key.get_ref(), item, *shape, wrong));
        }
        (PackShape::Sections(_), _) => say(sections_words(name)),
        (PackShape::List(_), DeValue::String(text)) => {
            say(format!("`{name}` must be a list; write [\"{text}\"]"));
        }
        (shape, other) => say(format!("`{name}` must be {}, not {}", words_of(shape), called(other))),
    }
}

fn sections_words(name: &str) -> String {
    format!("`{name}` is written with two brackets: `[[{name}]]`")
}

fn words_of(shape: PackShape) -> &'static str {
    match shape {
        PackShape::Text | PackShape::Phrase | PackShape::RuleId | PackShape::Word(_) => "text in quotes",
        PackShape::Boolean => "`true` or `false`",
        PackShape::List(_) | PackShape::Sections(_) => "a list",
        PackShape::Table(_) => "`{ key = value }`",
        PackShape::Named(_) => "a section of `name = […]` lines",
    }
}

fn called(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}

/// Whether an id is a family and a name.
fn is_rule_id(id: &str) -> bool {
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    id.split_once('/').is_some_and(|(family, name)| is_name(family) && is_name(name))
}

/// A name made of what was written for an id.
fn slug(id: &str) -> String {
    let name = id.rsplit('/').next().unwrap_or_default().to_lowercase();
    let parts: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "our-rule".to_owned() } else { parts.join("-") }
}

/// Words in backticks, joined as in a sentence: "`a`, `b` and `c`".
fn choice<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
