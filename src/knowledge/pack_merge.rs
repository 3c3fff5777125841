//! Packs on top of packs: what a team's files add to the shipped ones, change in them and take away.
//!
//! Entries are put together as the tables that they are written as, before anything reads them: whatever keys an entry
//! may have, `extends` works the same way for all.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::pack_check::{self as check, Wrong};
use super::pack_format::{ACT, PackKey, RULE, TECHNIQUE};
use super::pack_places::{Places, moved};
use super::{PackFile, PackMistake};
use crate::text::{Span, nearest};

/// The sections of a pack, in the order in which they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Technique,
    Rule,
    Act,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Technique, Kind::Rule, Kind::Act];

    fn key(self) -> &'static str {
        match self {
            Kind::Technique => "technique",
            Kind::Rule => "rule",
            Kind::Act => "act",
        }
    }

    fn keys(self) -> &'static [PackKey] {
        match self {
            Kind::Technique => TECHNIQUE,
            Kind::Rule => RULE,
            Kind::Act => ACT,
        }
    }
}

/// One `[[rule]]`, `[[act]]` or `[[technique]]`.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) kind: Kind,
    pub(super) id: String,
    /// Where the id stands.
    pub(super) id_span: Span,
    extends: bool,
    /// Whether no shipped entry has its id.
    pub(super) is_new: bool,
    /// All that it says, the key `extends` taken out.
    pub(super) value: Spanned<DeValue<'a>>,
}

/// A word class or the inflections of a word.
#[derive(Debug)]
pub(super) struct Named<'a> {
    name_span: Span,
    /// Whether a team's file says so.
    pub(super) is_new: bool,
    pub(super) value: Spanned<DeValue<'a>>,
}

/// Named values in the order of their names.
pub(super) type AllNamed<'a> = BTreeMap<String, Named<'a>>;

/// What some files say together.
#[derive(Debug, Default)]
pub(super) struct Layer<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) classes: AllNamed<'a>,
    pub(super) inflections: AllNamed<'a>,
    /// What was taken away, by id.
    pub(super) disabled: Vec<String>,
    /// Whether every phrase of the shipped files still means what it means there.
    pub(super) keeps_meanings: bool,
    disable: Vec<(String, Span)>,
    redefine: Vec<(String, Span)>,
}

/// Reads the shipped files and those of a team on top of them.
pub(super) fn merge<'a>(
    shipped: &[PackFile<'a>],
    team: &[PackFile<'a>],
    places: &mut Places<'a>,
    mistakes: &mut Vec<PackMistake>,
) -> Layer<'a> {
    let mut base = Layer::default();
    shipped.iter().for_each(|file| base.read(*file, places, mistakes));
    for entry in base.entries.extract_if(.., |entry| entry.extends) {
        mistakes.push(places.mistake(entry.id_span, "a shipped entry has nothing to extend"));
    }
    let mut over = Layer::default();
    team.iter().for_each(|file| over.read(*file, places, mistakes));
    base.keeps_meanings = over.redefine.is_empty() && over.inflections.is_empty();
    let mut overlay = Overlay { base, places, mistakes };
    overlay.take_away(std::mem::take(&mut over.disable));
    over.entries.into_iter().for_each(|entry| overlay.put(entry));
    overlay.put_named(over.classes, &over.redefine, |base| &mut base.classes, "word class");
    overlay.put_named(over.inflections, &over.redefine, |base| &mut base.inflections, "inflected word");
    overlay.unknown_redefinitions(&over.redefine);
    overlay.base
}

impl<'a> Layer<'a> {
    fn read(&mut self, file: PackFile<'a>, places: &mut Places<'a>, mistakes: &mut Vec<PackMistake>) {
        let start = places.add(file);
        let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
        let start = start + (file.text.len() - text.len());
        let (document, errors) = DeTable::parse_recoverable(text);
        let mut wrong: Vec<Wrong> = errors
            .iter()
            .map(|error| {
                let words = format!("This cannot be read as TOML: {}", error.message().trim_end_matches('.'));
                (error.span().map(Span::from).unwrap_or_default(), words)
            })
            .collect();
        if errors.is_empty() {
            check::file(document.get_ref(), &mut wrong);
            self.take(document.into_inner(), start, places, mistakes, &mut wrong);
        }
        wrong.sort_by_key(|(span, _)| span.start);
        mistakes.extend(
            wrong
                .into_iter()
                .map(|(span, words)| places.mistake(Span::new(span.start + start, span.end + start), words)),
        );
    }

    /// Takes what a file says, its places moved to `start`.
    fn take(
        &mut self,
        mut table: DeTable<'a>,
        start: usize,
        places: &Places<'a>,
        mistakes: &mut Vec<PackMistake>,
        wrong: &mut Vec<Wrong>,
    ) {
        for kind in Kind::ALL {
            let Some(DeValue::Array(entries)) = table.remove(kind.key()).map(Spanned::into_inner) else { continue };
            for value in entries {
                if check::entry(kind.key(), &value, kind.keys(), wrong)
                    && let Some(entry) = entry(kind, moved(value, start))
                {
                    self.add(entry, places, mistakes);
                }
            }
        }
        self.disable.extend(words(table.remove("disable"), start));
        self.redefine.extend(words(table.remove("redefine"), start));
        for (key, all) in [("classes", &mut self.classes), ("inflections", &mut self.inflections)] {
            let Some(DeValue::Table(named)) = table.remove(key).map(Spanned::into_inner) else { continue };
            for (name, value) in named {
                let name_span = Span::new(name.span().start + start, name.span().end + start);
                let name = name.into_inner().into_owned();
                let value = Named { name_span, is_new: false, value: moved(value, start) };
                match all.entry(name) {
                    Slot::Vacant(slot) => drop(slot.insert(value)),
                    Slot::Occupied(slot) => {
                        let message = format!("`{}` is in another file already", slot.key());
                        mistakes.push(places.mistake(name_span, message));
                    }
                }
            }
        }
    }

    fn add(&mut self, entry: Entry<'a>, places: &Places<'a>, mistakes: &mut Vec<PackMistake>) {
        let known = self.entries.iter().find(|other| other.kind == entry.kind && other.id == entry.id);
        match known.and_then(|known| places.place(known.id_span)) {
            Some((file, span)) => {
                let line = 1 + file.text.get(..span.start).unwrap_or_default().matches('\n').count();
                let message = format!("`{}` is in {}, line {line}, already", entry.id, file.name);
                mistakes.push(places.mistake(entry.id_span, message));
            }
            None => self.entries.push(entry),
        }
    }
}

fn entry(kind: Kind, value: Spanned<DeValue<'_>>) -> Option<Entry<'_>> {
    let span = value.span();
    let DeValue::Table(mut table) = value.into_inner() else { return None };
    let id = table.get("id")?;
    let (id_span, id) = (id.span().into(), id.get_ref().as_str()?.to_owned());
    let extends = table.remove("extends").is_some_and(|value| value.get_ref().as_bool() == Some(true));
    Some(Entry { kind, id, id_span, extends, is_new: false, value: Spanned::new(span, DeValue::Table(table)) })
}

/// The texts of a list, each with its place.
fn words(list: Option<Spanned<DeValue<'_>>>, start: usize) -> Vec<(String, Span)> {
    let Some(DeValue::Array(items)) = list.map(Spanned::into_inner) else { return Vec::new() };
    let texts = items.into_iter().filter_map(|item| {
        let span = Span::new(item.span().start + start, item.span().end + start);
        Some((item.get_ref().as_str()?.to_owned(), span))
    });
    texts.collect()
}

/// A team's files on their way onto the shipped ones.
struct Overlay<'a, 'm> {
    base: Layer<'a>,
    places: &'m Places<'a>,
    mistakes: &'m mut Vec<PackMistake>,
}

impl<'a> Overlay<'a, '_> {
    fn take_away(&mut self, ids: Vec<(String, Span)>) {
        for (id, span) in ids {
            let before = self.base.entries.len();
            self.base.entries.retain(|entry| entry.id != id);
            if self.base.entries.len() < before {
                self.base.disabled.push(id);
            } else {
                let hint = hint(&id, self.base.entries.iter());
                let message = format!("no shipped rule, technique or act is called `{id}`{hint}");
                self.mistakes.push(self.places.mistake(span, message));
            }
        }
    }

    /// An entry of a shipped id takes its place, or adds to it where it says so.
    fn put(&mut self, mut entry: Entry<'a>) {
        let same = |other: &&mut Entry<'a>| other.kind == entry.kind && other.id == entry.id;
        match (self.base.entries.iter_mut().find(same), entry.extends) {
            (Some(shipped), true) => extend(&mut shipped.value, entry.value),
            (Some(shipped), false) => *shipped = entry,
            (None, false) => {
                entry.is_new = true;
                self.base.entries.push(entry);
            }
            (None, true) => {
                let kind = entry.kind;
                let hint = hint(&entry.id, self.base.entries.iter().filter(|other| other.kind == kind));
                let message =
                    format!("no shipped {} is called `{}`, so there is nothing to extend{hint}", kind.key(), entry.id);
                self.mistakes.push(self.places.mistake(entry.id_span, message));
            }
        }
    }

    fn put_named(
        &mut self,
        named: AllNamed<'a>,
        redefine: &[(String, Span)],
        of: impl for<'l> Fn(&'l mut Layer<'a>) -> &'l mut AllNamed<'a>,
        what: &str,
    ) {
        for (name, mut value) in named {
            value.is_new = true;
            let knowingly = redefine.iter().any(|(word, _)| *word == name);
            if of(&mut self.base).contains_key(&name) && !knowingly {
                let message = format!(
                    "the shipped packs have the {what} `{name}`; give this one another name, or write \
                     `redefine = [\"{name}\"]` above the first section to change it for every rule"
                );
                self.mistakes.push(self.places.mistake(value.name_span, message));
            } else {
                of(&mut self.base).insert(name, value);
            }
        }
    }

    fn unknown_redefinitions(&mut self, redefine: &[(String, Span)]) {
        for (name, span) in redefine {
            if !self.base.classes.contains_key(name) && !self.base.inflections.contains_key(name) {
                let message = format!("there is no word class and no inflected word `{name}` to redefine");
                self.mistakes.push(self.places.mistake(*span, message));
            }
        }
    }
}

/// Lists are put behind the shipped ones, everything else takes their place.
fn extend<'a>(shipped: &mut Spanned<DeValue<'a>>, by: Spanned<DeValue<'a>>) {
    let (DeValue::Table(table), DeValue::Table(new)) = (shipped.get_mut(), by.into_inner()) else { return };
    for (key, value) in new {
        match (table.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value.get_ref()) {
            (Some(DeValue::Array(old)), DeValue::Array(_)) => {
                if let DeValue::Array(new) = value.into_inner() {
                    new.into_iter().for_each(|item| old.push(item));
                }
            }
            _ => drop(table.insert(key, value)),
        }
    }
}

fn hint<'e, 'a: 'e>(id: &str, entries: impl Iterator<Item = &'e Entry<'a>>) -> String {
    match nearest(id, entries.map(|entry| entry.id.as_str())) {
        Some((near, _)) => format!("; did you mean `{near}`?"),
        None => String::new(),
    }
}
