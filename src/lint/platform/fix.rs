//! Ways out of what a help desk cannot say, within the macro.

use super::loss::{Lost, empty_words, never};
use super::words::shown;
use crate::helpdesk::Platform;
use crate::helpdesk::unfold::LossKind;
use crate::lint::template::place::Place;
use crate::lint::template::teller::Told;
use crate::syntax::{Filter, Item, ItemKind, Output, Value};
use crate::text::{Edit, Span};

/// Offers them, the best first.
pub(super) fn offer(place: &Place, told: &mut Told<'_>, lost: &Lost<'_>) {
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
            write_default(told, whole, output);
            let slot = slot(&lost.loss.what);
            told.fix("Let the agent fill it in", vec![Edit::replace(whole, slot)]);
        }
        LossKind::Fallback => {
            if let Some((whole, output)) = output {
                write_default(told, whole, output);
            }
            drop_filter(told, item, lost);
        }
        LossKind::FallbackText => {
            without_marks(place, told, item, lost);
            if let Some((whole, output)) = output {
                write_default(told, whole, output);
            }
        }
        LossKind::Filter => drop_filter(told, item, lost),
        _ => {}
    }
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

/// The sentence with the default's text, without the name.
fn write_default(told: &mut Told<'_>, whole: Span, output: &Output) {
    let Some(text) = default_text(output) else { return };
    let opens = ["{{", "{%", "[["].iter().any(|open| text.contains(open));
    if !opens {
        told.fix(format!("Always write “{}”", shown(text)), vec![Edit::replace(whole, text)]);
    }
}

/// The value without the filter that is lost; of a `default`, with what customers then read.
fn drop_filter(told: &mut Told<'_>, item: Option<&Item>, lost: &Lost<'_>) {
    let Some((value_end, filters)) = item.and_then(filters) else { return };
    let Some(at) = filters.iter().position(|filter| filter.span == lost.loss.span) else { return };
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
