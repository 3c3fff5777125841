//! Packs read with the place of every phrase and example, as it takes to put them together and to test them.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::flow;
use super::pack::{PackFile, PackMistake, Use, act_phrases, rule_phrases};
use super::pack_merge::{AllNamed, Entry, Kind, Layer, merge};
use super::pack_places::{Places, as_written};
use super::pack_sense as sense;
use super::phrase::{Builder, Class, Pattern, PatternError, Phrases, parse};
use super::{ActEntry, Knowledge, Rule, Technique};
use crate::text::Span;

/// What some packs say, and where each phrase, rewording and example of them stands.
#[derive(Debug, Default)]
pub struct Written<'a> {
    /// What is known by them.
    pub knowledge: Knowledge,
    /// What is wrong with them.
    pub mistakes: Vec<PackMistake>,
    /// The examples of rules, then of acts, in the order of the packs.
    pub lines: Vec<PackLine>,
    places: Places<'a>,
    phrases: Vec<Span>,
    reframes: HashMap<(usize, usize, usize), Span>,
    fixes: HashMap<(usize, usize), Span>,
}

/// An example of a rule or an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackLine {
    /// Whose it is.
    pub tells: Tells,
    /// Whether it must be caught, or must do the act.
    pub positive: bool,
    /// The line: a small macro.
    pub text: String,
    span: Span,
}

/// A rule or an act, by its index in [`Knowledge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// A rule.
    Rule(usize),
    /// An act.
    Act(usize),
}

/// A place in a file of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackPlace<'a> {
    /// The file's name.
    pub file: &'a str,
    /// Where in the file, in bytes.
    pub span: Span,
    /// What stands there.
    pub text: &'a str,
}

/// What the shipped files were compiled to is not what they mean with a team's files on top of them.
struct OutOfDate;

impl<'a> Written<'a> {
    /// Reads the `shipped` files and those of a `team` on top of them.
    pub fn read(shipped: &[PackFile<'a>], team: &[PackFile<'a>]) -> Self {
        // Nothing is compiled, so nothing can be out of date.
        Self::read_with(shipped, team, None).unwrap_or_default()
    }

    /// The same, where `compiled` is what the shipped files were compiled to: only what the team says is compiled.
    pub(super) fn read_on(shipped: &[PackFile<'a>], team: &[PackFile<'a>], compiled: &Phrases) -> Self {
        let quick = Self::read_with(shipped, team, Some(compiled));
        quick.unwrap_or_else(|OutOfDate| Self::read(shipped, team))
    }

    fn read_with(
        shipped: &[PackFile<'a>],
        team: &[PackFile<'a>],
        compiled: Option<&Phrases>,
    ) -> Result<Self, OutOfDate> {
        let mut places = Places::default();
        let mut mistakes = Vec::new();
        let layer = merge(shipped, team, &mut places, &mut mistakes);
        if compiled.is_some() && !layer.keeps_meanings {
            return Err(OutOfDate);
        }
        let mut written = Self { places, mistakes, ..Self::default() };
        let Layer { entries, classes, inflections, disabled, .. } = layer;
        let mut builder = match compiled {
            Some(compiled) => Builder::on(compiled, written.classes(classes, true), forms(inflections)),
            None => Builder::new(written.classes(classes, false), forms(inflections)),
        };
        let mut cases = Vec::new();
        for entry in entries {
            written.take(entry, &mut builder, &mut cases);
        }
        if builder.has_new_numerals() {
            return Err(OutOfDate);
        }
        let disabled = || disabled.iter().map(String::as_str);
        let techniques = written.knowledge.techniques.iter().map(|technique| technique.id.as_str());
        let rules = written.knowledge.rules.iter().map(|rule| rule.id.as_str());
        let known = sense::Known {
            techniques: techniques.chain(disabled()).collect(),
            rules: rules.chain(disabled()).collect(),
        };
        let sense = cases.iter().flat_map(|rule| sense::mistakes(rule, &known, &written.places));
        let sense: Vec<PackMistake> = sense.collect();
        written.mistakes.extend(sense);
        written.knowledge.phrases = Phrases::new(builder, compiled);
        written.knowledge.index();
        Ok(written)
    }

    /// Where a phrase stands, by its number.
    pub fn phrase(&self, phrase: u32) -> Option<PackPlace<'a>> {
        self.place(*self.phrases.get(phrase as usize)?)
    }

    /// Where a line stands.
    pub fn line(&self, line: &PackLine) -> Option<PackPlace<'a>> {
        self.place(line.span)
    }

    /// Where a rewording stands: of which rule, of which case of it, and the how manieth there.
    pub fn reframe(&self, rule: usize, case: usize, reframe: usize) -> Option<PackPlace<'a>> {
        self.place(*self.reframes.get(&(rule, case, reframe))?)
    }

    /// Where a fix of a rule's flow stands: of which rule, and the how manieth there.
    pub fn fix(&self, rule: usize, fix: usize) -> Option<PackPlace<'a>> {
        self.place(*self.fixes.get(&(rule, fix))?)
    }

    fn place(&self, span: Span) -> Option<PackPlace<'a>> {
        let (file, span) = self.places.place(span)?;
        Some(PackPlace { file: file.name, span, text: file.text.get(span.start..span.end).unwrap_or_default() })
    }

    fn take(&mut self, entry: Entry<'a>, builder: &mut Builder, checked: &mut Vec<sense::RuleSense>) {
        let DeValue::Table(table) = entry.value.get_ref() else { return };
        match entry.kind {
            Kind::Technique => {
                let read: Option<Technique> = self.deserialised(entry.value);
                self.knowledge.techniques.extend(read);
            }
            Kind::Rule => {
                let index = self.knowledge.rules.len();
                let lines = lines(table, Tells::Rule(index), "bad", "good");
                let reframes = reframes(table, index);
                let mut seen = sense::RuleSense::new(table, entry.is_new, entry.id_span);
                self.fixes_in(table);
                let fixes: Vec<Span> = list(table, "fixes").iter().map(|fix| fix.span().into()).collect();
                let Some(mut rule) = self.deserialised::<Rule>(entry.value) else { return };
                self.read_flow(&mut rule);
                rule.team = entry.is_new;
                let first = self.phrases.len() as u32;
                for (used, phrase) in rule_phrases(&rule, index) {
                    let names = self.add_phrase(used, phrase, builder);
                    seen.captured(used, names);
                }
                self.knowledge.rule_phrases.push(first..self.phrases.len() as u32);
                self.lines.extend(lines);
                self.reframes.extend(reframes);
                self.fixes.extend(fixes.into_iter().enumerate().map(|(number, span)| ((index, number), span)));
                checked.push(seen);
                self.knowledge.rules.push(rule);
            }
            Kind::Act => {
                let index = self.knowledge.acts.len();
                let lines = lines(table, Tells::Act(index), "yes", "no");
                let Some(act) = self.deserialised::<ActEntry>(entry.value) else { return };
                for (used, phrase) in act_phrases(&act, index) {
                    self.add_phrase(used, phrase, builder);
                }
                self.lines.extend(lines);
                self.knowledge.acts.push(act);
            }
        }
    }

    /// Works out what the sentences of a rule's flow mean. One that is wrong is told and left out.
    fn read_flow(&mut self, rule: &mut Rule) {
        let (mut first, places, mistakes) = (0, &self.places, &mut self.mistakes);
        rule.flow.retain_mut(|flow| {
            let span = Span::from(flow.written.clone());
            let written = places.text(span);
            let at = |offset: usize| (span.start + as_written(written, offset)).min(span.end);
            match flow::parse(flow, first, at) {
                Ok(()) => {
                    first += flow.phrases.len() as u32;
                    true
                }
                Err((wrong, words)) => {
                    mistakes.push(places.mistake(Span::new(at(wrong.start), at(wrong.end)), words));
                    false
                }
            }
        });
    }

    /// Tells the fixes of a rule that say not what to do, or two things at once.
    fn fixes_in(&mut self, table: &DeTable<'_>) {
        for value in list(table, "fixes") {
            let Some(fix) = value.get_ref().as_table() else { continue };
            let ways = ["insert", "move", "bring", "swap", "add"].iter().filter(|key| fix.contains_key(**key)).count();
            if ways != 1 {
                let words = "a fix has one of `insert`, `move`, `bring`, `swap` and `add`";
                self.mistakes.push(self.places.mistake(value.span(), words));
            } else if fix.contains_key("place") && !fix.contains_key("insert") {
                self.mistakes.push(self.places.mistake(value.span(), "`place` belongs to `insert`"));
            }
        }
    }

    /// What an entry says. Its form was checked, so that nothing should be wrong any more; what is all the same is told.
    fn deserialised<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>) -> Option<T> {
        let span: Span = value.span().into();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                let span = error.span().map_or(span, Span::from);
                self.mistakes.push(self.places.mistake(span, error.message()));
                None
            }
        }
    }

    /// The word classes. Where there is no hurry with `shipped` ones, they are parsed when a phrase names them.
    fn classes(&mut self, classes: AllNamed<'_>, shipped_later: bool) -> HashMap<String, Class> {
        let mut out = HashMap::new();
        for (name, class) in classes {
            let later = shipped_later && !class.is_new;
            let phrases = Vec::<Spanned<String>>::deserialize(ValueDeserializer::from(class.value)).unwrap_or_default();
            out.insert(
                name,
                match later {
                    true => Class::Written(phrases.into_iter().map(Spanned::into_inner).collect()),
                    false => Class::Parsed(phrases.iter().filter_map(|phrase| self.pattern(phrase)).collect()),
                },
            );
        }
        out
    }

    /// Gives the names that the phrase captures; `None` where it is wrong.
    fn add_phrase(&mut self, used: Use, phrase: &Spanned<String>, builder: &mut Builder) -> Option<Vec<String>> {
        let added = match builder.add_compiled(phrase.get_ref()) {
            Some(number) => Ok(number),
            None => builder.add(phrase.get_ref(), &self.pattern(phrase)?),
        };
        match added {
            Ok(number) => {
                self.knowledge.uses.push(used);
                self.phrases.push(phrase.span().into());
                Some(builder.captures(number).to_vec())
            }
            Err(error) => {
                self.mistakes.push(self.in_phrase(phrase, error));
                None
            }
        }
    }

    fn pattern(&mut self, phrase: &Spanned<String>) -> Option<Pattern> {
        match parse(phrase.get_ref()) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                self.mistakes.push(self.in_phrase(phrase, error));
                None
            }
        }
    }

    /// The place of a mistake inside a phrase.
    fn in_phrase(&self, phrase: &Spanned<String>, error: PatternError) -> PackMistake {
        let written = self.places.text(phrase.span().into());
        let start = (phrase.span().start + as_written(written, error.offset)).min(phrase.span().end);
        self.places.mistake(Span::new(start, phrase.span().end), error.message)
    }
}

fn forms(inflections: AllNamed<'_>) -> HashMap<String, Vec<String>> {
    let read = |value| Vec::<String>::deserialize(ValueDeserializer::from(value)).unwrap_or_default();
    inflections.into_iter().map(|(word, forms)| (word, read(forms.value))).collect()
}

/// The examples of an entry under two keys.
fn lines(table: &DeTable<'_>, tells: Tells, positive: &str, negative: &str) -> Vec<PackLine> {
    let of = |key: &str, positive: bool| -> Vec<PackLine> {
        let items = table.get(key).and_then(|value| value.get_ref().as_array()).map_or(&[][..], |items| items);
        let lines = items.iter().filter_map(|item| {
            let text = item.get_ref().as_str()?.to_owned();
            Some(PackLine { tells, positive, text, span: item.span().into() })
        });
        lines.collect()
    };
    let mut all = of(positive, true);
    all.extend(of(negative, false));
    all
}

/// Where the rewordings of a rule stand.
fn reframes(table: &DeTable<'_>, rule: usize) -> Vec<((usize, usize, usize), Span)> {
    let mut out = Vec::new();
    for (case, data) in list(table, "case").iter().enumerate() {
        let Some(data) = data.get_ref().as_table() else { continue };
        for (number, reframe) in list(data, "reframes").iter().enumerate() {
            let text = reframe.get_ref().as_table().and_then(|reframe| reframe.get("text"));
            out.extend(text.map(|text| ((rule, case, number), text.span().into())));
        }
    }
    out
}

/// A list of a table, empty where there is none.
pub(super) fn list<'t, 'a>(table: &'t DeTable<'a>, key: &str) -> &'t [Spanned<DeValue<'a>>] {
    table.get(key).and_then(|value| value.get_ref().as_array()).map_or(&[], |items| items)
}
