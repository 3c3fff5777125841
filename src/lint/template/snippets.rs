//! What snippets do with what they are given, and values that a snippet makes no sense of, or prints although they may be
//! empty.

use std::sync::Arc;

use super::defined::{Defined, each_path};
use super::empties;
use super::parameters::Parameters;
use super::place::Place;
use super::renders::{self, Way};
use super::types;
use super::walk::Walk;
use crate::helpdesk::{FilterFacts, filter_facts};
use crate::knowledge::Severity;
use crate::lint::{Elsewhere, Subject};
use crate::message::Snippet;
use crate::syntax::{Argument, Expression, ItemKind, Macro, Name, TagKind, Value};
use crate::text::{QuickMap, QuickSet, Span};

const UNFIT: &str = "template/filter-type";

/// What snippets do with their parameters, each snippet looked at once.
#[derive(Default)]
pub(super) struct Uses(QuickMap<String, Option<Arc<UsesOf>>>);

/// What one snippet does.
pub(super) struct UsesOf {
    snippet: Arc<Snippet>,
    /// What it is to be given.
    pub(super) parameters: Parameters,
    /// How it comes back to the macro, where it does.
    pub(super) way_back: Option<Way>,
    /// The first filter behind a parameter, by its name.
    filters: QuickMap<String, (&'static FilterFacts, Span)>,
    /// Where a parameter is printed first that no condition asks for and that stays empty where it is, by its name.
    bare: QuickMap<String, Span>,
}

impl UsesOf {
    /// Where a related place in the snippet is.
    pub(super) fn elsewhere(&self) -> Elsewhere {
        Elsewhere { label: self.snippet.label.clone(), source: self.snippet.source.as_str().into() }
    }
}

/// Tells of parameters of `render`, item `index`, that the snippet puts through a filter that does not fit them, or prints
/// although they may be empty.
pub(super) fn check(walk: &mut Walk, id: &Name, parameters: &[Argument], index: usize, uses: &UsesOf) {
    let Some(tag) = walk.place.parsed.items.get(index).filter(|_| !parameters.is_empty()) else { return };
    for parameter in parameters {
        let Some(name) = &parameter.name else { continue };
        if misfit(walk, id, name, parameter, uses) {
            continue;
        }
        if let Some(printed) = uses.bare.get(&name.text) {
            empties::look_at_given(walk, tag.span, &parameter.value, &id.text, &name.text, &uses.snippet, *printed);
        }
    }
}

fn misfit(walk: &mut Walk, id: &Name, name: &Name, parameter: &Argument, uses: &UsesOf) -> bool {
    let Some((facts, span)) = uses.filters.get(&name.text) else { return false };
    let flow = types::flow(&parameter.value, &walk.scope, walk.names);
    if !types::is_misfit(facts, flow) {
        return false;
    }
    let written = parameter.value.span.of(walk.place.source);
    let message = format!(
        "the snippet `{}` puts `{}` through `{}`, which needs {}; `{written}` is {}",
        id.text,
        name.text,
        facts.name,
        facts.takes.as_str(),
        types::with_article(flow.kind)
    );
    let told = walk.teller.tell(walk.place, UNFIT, Severity::Error, parameter.value.span, message);
    if let Some(mut told) = told {
        told.elsewhere(*span, format!("`{}` is used here", name.text), uses.elsewhere());
    }
    true
}

/// What the snippet of an id does; `None` where there is none.
pub(super) fn uses(walk: &mut Walk, id: &str) -> Option<Arc<UsesOf>> {
    if let Some(known) = walk.uses.0.get(id) {
        return known.clone();
    }
    let snippet = walk.teller.subject.snippets.get(id);
    let uses = snippet.map(|snippet| Arc::new(read(snippet, walk.teller.subject)));
    walk.uses.0.insert(id.to_owned(), uses.clone());
    uses
}

fn read(snippet: Arc<Snippet>, subject: &Subject) -> UsesOf {
    let place = Place::of_snippet(&snippet);
    let defined = Defined::of(&place);
    let own: &QuickSet<&str> = &defined.names;
    let asked = asked_for(&snippet.parsed);
    let (mut filters, mut bare) = (QuickMap::default(), QuickMap::default());
    for item in &snippet.parsed.items {
        let ItemKind::Output(output) = &item.kind else { continue };
        let Value::Path(path) = &output.value.value else { continue };
        let name = path.root.text.as_str();
        if !path.segments.is_empty() || own.contains(name) {
            continue;
        }
        if let Some((filter, facts)) =
            output.filters.first().and_then(|filter| Some((filter, filter_facts(&filter.name.text)?)))
        {
            filters.entry(name.to_owned()).or_insert((facts, output.value.span.cover(filter.span)));
        }
        if !asked.contains(name) && empties::keeps_empty(&output.filters) {
            bare.entry(name.to_owned()).or_insert(item.span);
        }
    }
    let parameters = Parameters::of(&place, &defined, &asked);
    UsesOf { filters, bare, parameters, way_back: renders::way_back(subject, &snippet), snippet }
}

/// The first names of all that conditions ask for, wherever that is: what is asked for somewhere was thought of.
fn asked_for(parsed: &Macro) -> QuickSet<String> {
    let mut names = QuickSet::default();
    for item in &parsed.items {
        let ItemKind::Tag(tag) = &item.kind else { continue };
        let mut note = |value: &Expression| {
            each_path(value, &mut |_, path| {
                names.insert(path.root.text.clone());
            });
        };
        match &tag.kind {
            TagKind::If(Some(asked)) | TagKind::Unless(Some(asked)) | TagKind::Elsif(Some(asked)) => {
                asked.expressions().for_each(note);
            }
            TagKind::Case(Some(subject)) => note(subject),
            TagKind::When(values) => values.iter().for_each(note),
            TagKind::For { list: Some(list), .. } => note(list),
            _ => {}
        }
    }
    names
}
