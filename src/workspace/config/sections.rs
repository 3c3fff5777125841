//! The sections of the configuration file, one function each.

use std::ops::Range;

use ignore::gitignore::GitignoreBuilder;
use toml::de::{DeTable, DeValue};

use super::format::{CONFIG_KEYS, FILES, LIMITS, LINT, MACROS, PLATFORMS, SEVERITIES, SLOT, SNIPPETS, STYLE, TERMS};
use super::reader::{Reader, Section, choice};
use super::{CONFIG_FILE, Config, Limits, SlotEntry, variables};
use crate::helpdesk::Platform;
use crate::knowledge::{Knowledge, Rule, Severity};
use crate::syntax::{Channel, is_locale};
use crate::text::nearest;

/// Reads the whole file. Text that is not TOML is reported where it is not, and nothing else is said then.
pub(super) fn read(reader: &mut Reader<'_>, text: &str) -> Config {
    let mut config = Config::default();
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or_default();
        reader.report(span, format!("This cannot be read as TOML: {}", error.message().trim_end_matches('.')));
    }
    if !errors.is_empty() {
        return config;
    }
    let file = Section { name: format!("`{CONFIG_FILE}`"), table: document.get_ref() };
    reader.known_keys(&file, CONFIG_KEYS);
    for key in CONFIG_KEYS.iter().map(|key| key.name) {
        if let Some(section) = reader.table(&file, key, &format!("`[{key}]`")) {
            read_section(reader, key, &section, &mut config);
        }
    }
    config
}

fn read_section(reader: &mut Reader<'_>, key: &str, section: &Section<'_>, config: &mut Config) {
    match key {
        "lint" => lint(reader, section, config),
        "files" => files(reader, section, config),
        "platforms" => {
            reader.known_keys(section, PLATFORMS);
            config.targets = targets(reader, section);
            config.settings.platforms.clone_from(&config.targets);
        }
        "variables" => variables::read(reader, section, config),
        "slots" => slots(reader, section, config),
        "macros" => {
            reader.known_keys(section, MACROS);
            config.macro_root = reader.text(section, "root").map(|(root, _)| root);
        }
        "snippets" => {
            reader.known_keys(section, SNIPPETS);
            config.snippet_roots = reader.words(section, "roots");
        }
        "style" => style(reader, section, config),
        "terms" => {
            reader.known_keys(section, TERMS);
            config.settings.terms = reader.words(section, "products");
            config.settings.terms.extend(reader.words(section, "words"));
        }
        _ => budgets(reader, section, config),
    }
}

fn lint(reader: &mut Reader<'_>, section: &Section<'_>, config: &mut Config) {
    reader.known_keys(section, LINT);
    // First: the other keys may name their rules.
    config.packs = reader.packs(section, "packs");
    config.known = reader.known.clone();
    config.settings.select = rules(reader, section, "select");
    config.settings.ignore = rules(reader, section, "ignore");
    if let Some((locale, span)) = reader.text(section, "locale") {
        if is_locale(&locale) {
            config.settings.locale = Some(locale);
        } else {
            let message = format!("`{locale}` is not a language tag; write one such as `en` or `en-GB`");
            reader.report(span, message);
        }
    }
    config.baseline = reader.text(section, "baseline").map(|(file, _)| file.into());
    let Some(severity) = reader.table(section, "severity", "`[lint.severity]`") else { return };
    for (rule, key, value) in Reader::entries(&severity) {
        let known = is_rule(reader, rule, key);
        let word = value.get_ref().as_str();
        let level = word.and_then(|word| if word == "off" { Some(None) } else { Severity::from_word(word).map(Some) });
        match level {
            Some(level) if known => config.settings.severity.push((rule.to_owned(), level)),
            Some(_) => {}
            None => {
                let near = word.and_then(|word| nearest(word, SEVERITIES.iter().copied()));
                let hint = match near {
                    Some((near, _)) => format!("did you mean `{near}`?"),
                    None => format!("the words are {}", choice(SEVERITIES)),
                };
                reader.report(value.span(), format!("This is not a severity; {hint}"));
            }
        }
    }
}

/// A list of rule ids and families; those that do not exist are reported and left out.
fn rules(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Vec<String> {
    let words = reader.texts(section, key);
    words.into_iter().filter(|(rule, span)| is_rule(reader, rule, span.clone())).map(|(rule, _)| rule).collect()
}

/// Whether `rule` is the id of a rule, or a family such as `tone/`. A shipped rule that the packs take away is one all the
/// same.
fn is_rule(reader: &mut Reader<'_>, rule: &str, span: Range<usize>) -> bool {
    let team = reader.known.clone();
    let shipped = &Knowledge::shipped().rules;
    let known: Vec<&Rule> = team.rules.iter().filter(|rule| rule.team).chain(shipped).collect();
    let family = |id: &str| id.split_inclusive('/').next().map(str::to_owned);
    if known.iter().any(|other| other.id == rule || family(&other.id).as_deref() == Some(rule)) {
        return true;
    }
    let families: Vec<String> = known.iter().filter_map(|other| family(&other.id)).collect();
    let words = known.iter().map(|other| other.id.as_str()).chain(families.iter().map(String::as_str));
    let hint = match nearest(rule, words) {
        Some((near, _)) => format!("did you mean `{near}`?"),
        None => "`softspoken rules` lists them".to_owned(),
    };
    reader.report(span, format!("No rule and no family is called `{rule}`; {hint}"));
    false
}

fn files(reader: &mut Reader<'_>, section: &Section<'_>, config: &mut Config) {
    reader.known_keys(section, FILES);
    config.include = globs(reader, section, "include");
    config.exclude = globs(reader, section, "exclude");
}

fn globs(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Vec<String> {
    let mut globs = Vec::new();
    for (glob, span) in reader.texts(section, key) {
        if GitignoreBuilder::new("").add_line(None, &glob).is_err() {
            let message = format!("`{glob}` is not a pattern for files; one looks like `macros/**/*.md`");
            reader.report(span, message);
        } else {
            globs.push(glob);
        }
    }
    globs
}

/// The help desks that macros are exported to; those that do not exist are reported and left out.
fn targets(reader: &mut Reader<'_>, section: &Section<'_>) -> Vec<String> {
    let words = reader.texts(section, "targets").into_iter();
    words.filter(|(word, span)| is_platform(reader, word, span.clone())).map(|(word, _)| word).collect()
}

/// Whether `word` is the id of a help desk.
pub(super) fn is_platform(reader: &mut Reader<'_>, word: &str, span: Range<usize>) -> bool {
    let ids: Vec<&str> = Platform::ids().collect();
    if Platform::named(word).is_some() || ids.contains(&word) {
        return true;
    }
    let hint = match nearest(word, ids.iter().copied()) {
        Some((near, _)) => format!("did you mean `{near}`?"),
        None => format!("the names are {}", choice(&ids)),
    };
    reader.report(span, format!("No help desk is called `{word}`; {hint}"));
    false
}

fn slots(reader: &mut Reader<'_>, section: &Section<'_>, config: &mut Config) {
    for (name, key, value) in Reader::entries(section) {
        let Some(entry) = reader.as_table(value, &format!("`[slots.{name}]`")) else { continue };
        reader.known_keys(&entry, SLOT);
        config.slots.push(SlotEntry {
            name: name.to_owned(),
            span: key.into(),
            description: reader.text(&entry, "description").map(|(text, _)| text),
            example: scalar(reader, &entry, "example"),
            options: reader.words(&entry, "options"),
        });
    }
}

/// A sample may be written as what it is: `sample = 3`.
pub(super) fn scalar(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Option<String> {
    match section.table.get(key)?.get_ref() {
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(boolean) => Some(boolean.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => reader.text(section, key).map(|(text, _)| text),
    }
}

fn style(reader: &mut Reader<'_>, section: &Section<'_>, config: &mut Config) {
    reader.known_keys(section, STYLE);
    for (channel, _, value) in Reader::entries(section).filter(|(channel, ..)| Channel::WORDS.contains(channel)) {
        let Some(entry) = reader.as_table(value, &format!("`[style.{channel}]`")) else { continue };
        reader.known_keys(&entry, LIMITS);
        config.style.push(Limits {
            channel: channel.to_owned(),
            sentence: reader.count(&entry, "sentence"),
            paragraph: reader.count(&entry, "paragraph"),
        });
    }
}

fn budgets(reader: &mut Reader<'_>, section: &Section<'_>, config: &mut Config) {
    for (rule, key, value) in Reader::entries(section) {
        let known = is_rule(reader, rule, key);
        if let Some(most) = reader.as_count(value, rule).filter(|_| known) {
            config.budgets.push((rule.to_owned(), most));
        }
    }
}
