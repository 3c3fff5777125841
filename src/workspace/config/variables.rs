//! `[variables]`: the variables that a workspace declares, and what is wrong with how it does.

use std::ops::Range;
use std::sync::Arc;

use super::format::{KINDS, VARIABLE};
use super::reader::{Reader, Section, choice};
use super::sections::{is_platform, scalar};
use super::{Config, Variable};
use crate::helpdesk::{self, Kind, Vocabulary};
use crate::text::nearest;

/// What people write who know other languages, and what it is called here.
const OTHER_WORDS: [(&str, &str); 12] = [
    ("array", "list"),
    ("bool", "boolean"),
    ("currency", "money"),
    ("datetime", "date"),
    ("float", "number"),
    ("int", "number"),
    ("integer", "number"),
    ("link", "url"),
    ("str", "string"),
    ("text", "string"),
    ("time", "date"),
    ("uri", "url"),
];

pub(super) fn read(reader: &mut Reader<'_>, section: &Section<'_>, config: &mut Config) {
    for (name, key, value) in Reader::entries(section) {
        let title = format!("`[variables.\"{name}\"]`");
        let named = is_name(reader, name, key.clone());
        let Some(entry) = reader.as_table(value, &title) else { continue };
        reader.known_keys(&entry, VARIABLE);
        let kind = kind(reader, &entry);
        let variable = Variable {
            name: name.to_owned(),
            span: key.into(),
            kind,
            description: reader.text(&entry, "description").map(|(text, _)| text),
            sample: sample(reader, &entry, kind),
            optional: reader.boolean(&entry, "optional").unwrap_or_default(),
            names: names(reader, &entry),
        };
        if named {
            config.variables.push(variable);
        }
    }
    let own = config.variables.iter().map(|variable| helpdesk::Variable {
        name: variable.name.clone(),
        kind: variable.kind,
        may_be_empty: variable.optional,
        internal: false,
        sample: variable.sample.clone(),
        meaning: variable.description.clone().unwrap_or_default(),
        own: true,
        names: variable.names.clone(),
    });
    config.settings.vocabulary = Arc::new(Vocabulary::new(own.collect()));
}

/// Whether a macro could write the name: words joined with dots, the last of which may be a star.
fn is_name(reader: &mut Reader<'_>, name: &str, key: Range<usize>) -> bool {
    let is_word = |word: &str| {
        let starts = word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
        starts && word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
    };
    let stem = name.strip_suffix(".*").unwrap_or(name);
    let fits = stem.split('.').all(is_word);
    if !fits {
        let message = format!(
            "`{name}` cannot be the name of a variable; one is made of words with dots between, such as `order.total`"
        );
        reader.report(key, message);
    }
    fits
}

fn kind(reader: &mut Reader<'_>, entry: &Section<'_>) -> Kind {
    let Some((word, span)) = reader.text(entry, "type") else { return Kind::Any };
    if let Some(kind) = Kind::from_word(&word) {
        return kind;
    }
    let lower = word.to_lowercase();
    let other = OTHER_WORDS.iter().find(|(other, _)| *other == lower).map(|(_, known)| *known);
    let hint = match other.or_else(|| nearest(&word, KINDS.iter().copied()).map(|(near, _)| near)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the types are {}", choice(KINDS)),
    };
    reader.report(span, format!("`{word}` is not a type; {hint}"));
    Kind::Any
}

/// The sample, where it is of the kind that the variable holds.
fn sample(reader: &mut Reader<'_>, entry: &Section<'_>, kind: Kind) -> Option<String> {
    let sample = scalar(reader, entry, "sample")?;
    let (fits, example) = match kind {
        Kind::Number => (sample.trim().parse::<f64>().is_ok(), "3"),
        Kind::Boolean => (matches!(sample.as_str(), "true" | "false"), "true"),
        Kind::Date => (sample.chars().any(|letter| letter.is_ascii_digit()) || sample == "now", "2026-03-02"),
        _ => (true, ""),
    };
    if fits {
        return Some(sample);
    }
    let span = entry.table.get("sample").map(toml::Spanned::span).unwrap_or_default();
    let what = kind.as_str();
    reader.report(span, format!("`{sample}` is no sample of this type ({what}); write one such as `{example}`"));
    None
}

fn names(reader: &mut Reader<'_>, entry: &Section<'_>) -> Vec<(String, String)> {
    let mut names = Vec::new();
    let Some(per_platform) = reader.table(entry, "name", "`name`") else { return names };
    for (platform, key, _) in Reader::entries(&per_platform) {
        let known = is_platform(reader, platform, key);
        let name = reader.text(&per_platform, platform);
        names.extend(name.filter(|_| known).map(|(name, _)| (platform.to_owned(), name)));
    }
    names
}
