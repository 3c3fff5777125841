//! Ways out of what a help desk cannot say, within the macro.

use super::loss::{Lost, empty_words, never};
use super::words::{shown, titles};
use crate::helpdesk::unfold::LossKind;
use crate::helpdesk::{Gives, Kind, Platform, Takes, filter_facts};
use crate::lint::template::place::Place;
use crate::lint::template::teller::Told;
use crate::syntax::{Expression, Filter, Item, ItemKind, Output, Value};
use crate::text::{Edit, Span};

/// Offers them, the best first. `all` are the help desks that the macro is for.
pub(super) fn offer(place: &Place, told: &mut Told<'_>, lost: &Lost<'_>, all: &[&Platform]) {
    if lost.loss.inside.is_some() {
        return;
    }
    let span = lost.loss.span;
    let item = item_at(place, span);
    let output = item.and_then(|item| match &item.kind {
        ItemKind::Output(output) => Some((item.span, output)),
        _ => None,
    });
    match lost.loss.kind {
        LossKind::Name => {
            let Some((whole, output)) = output.filter(|(_, output)| output.value.span == span) else { return };
            write_default(place, told, whole, output, &also(lost, all));
            fill_in(place, told, whole, &lost.loss.what);
        }
        LossKind::Fallback => {
            // Of a name that is given in an `assign` nobody knows here what customers would read without it.
            let Some((whole, output)) = output else { return };
            write_default(place, told, whole, output, &also(lost, all));
            if default_text(output).is_none() {
                fill_in(place, told, whole, output.value.span.of(place.source));
            }
            drop_filter(told, item, lost);
        }
        LossKind::FallbackText => {
            without_marks(place, told, item, lost);
            if let Some((whole, output)) = output {
                write_default(place, told, whole, output, &also(lost, all));
            }
        }
        LossKind::Filter => match output {
            // Without the filter customers would read the text that it is applied to: “now” for a date.
            Some((whole, Output { value: Expression { value: Value::Text(text), .. }, .. })) => {
                fill_in(place, told, whole, if is_day(text) { "date" } else { text });
            }
            _ => drop_filter(told, item, lost),
        },
        _ => {}
    }
}

fn is_day(text: &str) -> bool {
    matches!(text, "now" | "today")
}

/// What a fix changes besides: the message of help desks that lose nothing.
fn also(lost: &Lost<'_>, all: &[&Platform]) -> String {
    let loses = |platform: &&&Platform| {
        let mut on = lost.certain.iter().chain(&lost.likely).chain(&lost.unknown);
        !on.any(|known| known.id == platform.id)
    };
    let others: Vec<&Platform> = all.iter().filter(loses).copied().collect();
    if others.is_empty() { String::new() } else { format!(", on {} too", titles(&others)) }
}

/// The item that holds a place.
pub(super) fn item_at<'p>(place: &Place<'p>, span: Span) -> Option<&'p Item> {
    let items = &place.parsed.items;
    let at = items.partition_point(|item| item.span.end <= span.start);
    items.get(at).filter(|item| item.span.contains(span))
}

/// The filters of an output or an `assign`, with where the value before them ends.
fn filters(item: &Item) -> Option<(usize, &[Filter])> {
    match &item.kind {
        ItemKind::Output(output) => Some((output.value.span.end, &output.filters)),
        ItemKind::Tag(tag) => match &tag.kind {
            crate::syntax::TagKind::Assign { value: Some(value), filters, .. } => Some((value.span.end, filters)),
            _ => None,
        },
        _ => None,
    }
}

/// The text that the last filter gives in the place of an empty value.
fn default_text(output: &Output) -> Option<&str> {
    let last = output.filters.last().filter(|last| last.name.text == "default")?;
    match &last.arguments.as_slice() {
        [argument] => match &argument.value.value {
            Value::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// The sentence with the default's text, without the name; where that would be more than words, as a text between braces.
fn write_default(place: &Place, told: &mut Told<'_>, whole: Span, output: &Output, also: &str) {
    let Some(text) = default_text(output) else { return };
    let title = format!("Always write “{}”{also}", shown(text));
    let quoted = output.filters.last().and_then(|last| last.arguments.first()).map(|argument| argument.value.span);
    let Some(quoted) = quoted.map(|quoted| quoted.of(place.source)) else { return };
    let value = Span::new(output.value.span.start, output.filters.last().map_or(whole.end, |last| last.span.end));
    told.fix(
        title,
        vec![match is_words(text) {
            true => Edit::replace(with_blanks(place, whole), text),
            false => Edit::replace(value, quoted),
        }],
    );
}

/// Whether a text reads the same wherever it stands, and in HTML.
fn is_words(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(|first| first.is_alphabetic() || matches!(first, ' ' | ','));
    let blanks = text.contains("  ") || text.ends_with(' ');
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '!' | '?' | '\'' | '’');
    begins && !blanks && text.chars().all(is_plain)
}

/// An output with the white space around it that it takes away.
fn with_blanks(place: &Place, whole: Span) -> Span {
    let (before, after) = (place.source.get(..whole.start), place.source.get(whole.end..));
    let written = whole.of(place.source);
    let left = match written.starts_with("{{-") {
        true => before.map_or(0, |before| before.len() - before.trim_end().len()),
        false => 0,
    };
    let right = match written.ends_with("-}}") {
        true => after.map_or(0, |after| after.len() - after.trim_start().len()),
        false => 0,
    };
    // What stands in the front matter is no part of the text.
    Span::new((whole.start - left).max(place.parsed.body.start.min(whole.start)), whole.end + right)
}

/// A fill-in in the place of an output.
fn fill_in(place: &Place, told: &mut Told<'_>, whole: Span, name: &str) {
    let slot = slot(name);
    if slot.len() > "[[]]".len() {
        told.fix("Let the agent fill it in", vec![Edit::replace(with_blanks(place, whole), slot)]);
    }
}

/// The value without the filter that is lost; of a `default`, with what customers then read.
fn drop_filter(told: &mut Told<'_>, item: Option<&Item>, lost: &Lost<'_>) {
    let Some((value_end, filters)) = item.and_then(filters) else { return };
    let Some(at) = filters.iter().position(|filter| filter.span == lost.loss.span) else { return };
    if filters.get(at).is_some_and(changes_kind) && !matches!(item.map(|item| &item.kind), Some(ItemKind::Output(_))) {
        return;
    }
    let before = at.checked_sub(1).and_then(|before| filters.get(before)).map_or(value_end, |before| before.span.end);
    let edit = Edit::delete(Span::new(before, lost.loss.span.end));
    let name = filters.get(at).map_or("", |filter| filter.name.text.as_str());
    let title = match name {
        "default" => {
            let all: Vec<&Platform> = lost.certain.iter().chain(&lost.likely).chain(&lost.unknown).copied().collect();
            let read = empty_words(&all).map(|words| format!(", so that customers may read {words}"));
            format!("Take the `default` away{}", read.unwrap_or_default())
        }
        _ => format!("Take `{}` away", shown(name)),
    };
    told.fix(title, vec![edit]);
}

/// Whether a filter makes a value of another kind, so that what uses the name needs it.
fn changes_kind(filter: &Filter) -> bool {
    let Some(facts) = filter_facts(&filter.name.text) else { return true };
    let is_kept = matches!((facts.takes, facts.gives), (Takes::Text, Gives::Kind(Kind::String)));
    !is_kept && !matches!(facts.gives, Gives::Same | Gives::Either)
}

/// The text of the fallback without what it cannot hold.
fn without_marks(place: &Place, told: &mut Told<'_>, item: Option<&Item>, lost: &Lost<'_>) {
    let Some((_, filters)) = item.and_then(filters) else { return };
    let Some(filter) = filters.iter().find(|filter| filter.span == lost.loss.span) else { return };
    let Some(argument) = filter.arguments.first() else { return };
    let Value::Text(text) = &argument.value.value else { return };
    let platforms: Vec<_> = lost.certain.iter().chain(&lost.likely).copied().collect();
    let mut new = text.clone();
    for mark in never(&platforms, text) {
        new = new.replace(mark, "");
    }
    let new = new.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(quote) = argument.value.span.of(place.source).chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return;
    };
    if !new.is_empty() {
        let edit = Edit::replace(argument.value.span, format!("{quote}{new}{quote}"));
        told.fix(format!("Write “{}”", shown(&new)), vec![edit]);
    }
}

/// A fill-in for what a variable would say.
fn slot(name: &str) -> String {
    let words: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect::<String>()
        .trim_matches('_')
        .to_owned();
    format!("[[{words}]]")
}
