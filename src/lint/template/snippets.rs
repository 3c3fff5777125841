//! Values that are given to a snippet which makes no sense of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::defined::Defined;
use super::place::{Place, Stands};
use super::types;
use super::walk::Walk;
use crate::helpdesk::{FilterFacts, filter_facts};
use crate::knowledge::Severity;
use crate::lint::Elsewhere;
use crate::message::Snippet;
use crate::syntax::{Argument, ItemKind, Name, Value};
use crate::text::Span;

const UNFIT: &str = "template/filter-type";

/// What snippets do with their parameters, each snippet looked at once.
#[derive(Default)]
pub(super) struct Uses(HashMap<String, Option<Arc<UsesOf>>>);

/// What one snippet does.
pub(super) struct UsesOf {
    snippet: Arc<Snippet>,
    /// The first filter behind a parameter, by its name.
    filters: HashMap<String, (&'static FilterFacts, Span)>,
}

/// Tells of parameters of `render` that the snippet puts through a filter that does not fit them.
pub(super) fn check(walk: &mut Walk, id: &Name, parameters: &[Argument]) {
    if parameters.is_empty() {
        return;
    }
    let Some(uses) = uses(walk, &id.text) else { return };
    for parameter in parameters {
        let Some(name) = &parameter.name else { continue };
        let Some((facts, span)) = uses.filters.get(&name.text) else { continue };
        let flow = types::flow(&parameter.value, &walk.scope, walk.names);
        if !types::is_misfit(facts, flow) {
            continue;
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
            let source: Arc<str> = uses.snippet.source.as_str().into();
            let elsewhere = Elsewhere { label: uses.snippet.label.clone(), source };
            told.elsewhere(*span, format!("`{}` is used here", name.text), elsewhere);
        }
    }
}

fn uses(walk: &mut Walk, id: &str) -> Option<Arc<UsesOf>> {
    if let Some(known) = walk.uses.0.get(id) {
        return known.clone();
    }
    let snippet = walk.teller.subject.snippets.get(id);
    let uses = snippet.map(|snippet| Arc::new(UsesOf { filters: filters(&snippet), snippet }));
    walk.uses.0.insert(id.to_owned(), uses.clone());
    uses
}

fn filters(snippet: &Snippet) -> HashMap<String, (&'static FilterFacts, Span)> {
    let (source, parsed) = (snippet.source.as_str(), &snippet.parsed);
    let place = Place { source, parsed, quote: '"', is_subject: false, stands: Stands::From(0) };
    let own: HashSet<&str> = Defined::of(&place).names;
    let outputs = parsed.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Output(output) => Some(output),
        _ => None,
    });
    let mut out = HashMap::new();
    for output in outputs {
        let Value::Path(path) = &output.value.value else { continue };
        let Some(filter) = output.filters.first() else { continue };
        if !path.segments.is_empty() || own.contains(path.root.text.as_str()) {
            continue;
        }
        if let Some(facts) = filter_facts(&filter.name.text) {
            out.entry(path.root.text.clone()).or_insert((facts, output.value.span.cover(filter.span)));
        }
    }
    out
}
