//! Filters by what they take, and what stands after their colons.

use super::{Candidate, CandidateKind, Completer, Topic, candidate};
use crate::helpdesk::{FILTER_FACTS, FilterFacts, Gives, Kind, Takes, filter_facts};
use crate::syntax::{ItemKind, Macro, Value};
use crate::text::Span;

impl Completer<'_> {
    pub(super) fn filters(&self, word: Span, chain: &str) -> Vec<Candidate> {
        let kind = self.kind_of(chain);
        let fitting = FILTER_FACTS.iter().filter(|filter| filter.takes.fits(kind));
        fitting.map(|filter| filter_candidate(filter, word)).collect()
    }

    /// What kind of value a chain of filters gives.
    fn kind_of(&self, chain: &str) -> Kind {
        let probe = Macro::parse(&format!("{{{{{chain}}}}}"));
        let Some(ItemKind::Output(output)) = probe.items.first().map(|item| &item.kind) else { return Kind::Any };
        let vocabulary = &self.writing.subject.settings.vocabulary;
        let first = match &output.value.value {
            Value::Path(path) => vocabulary.variable(&path.dotted()).map_or(Kind::Any, |found| found.kind),
            Value::Text(_) => Kind::String,
            Value::Number(_) => Kind::Number,
            Value::Boolean(_) => Kind::Boolean,
            Value::Range(..) => Kind::List,
            _ => Kind::Any,
        };
        output.filters.iter().fold(first, |kind, filter| {
            match filter_facts(&filter.name.text).map(|facts| facts.gives) {
                Some(Gives::Kind(kind)) => kind,
                Some(Gives::Same | Gives::Either) => kind,
                Some(Gives::Element) | None => Kind::Any,
            }
        })
    }

    pub(super) fn arguments(&self, word: Span, filter: &str, number: usize) -> Vec<Candidate> {
        let facts = filter_facts(filter);
        let named =
            facts.into_iter().flat_map(|facts| facts.parameters).filter(|parameter| parameter.named && number > 0);
        let named = named.map(|parameter| {
            let text = format!("{}: true", parameter.name);
            Candidate { text, ..candidate(parameter.name, CandidateKind::Field, word) }
        });
        let mut out: Vec<Candidate> = named.collect();
        if filter == "date" && number == 0 {
            let formats = [
                ("\"%-d %B %Y\"", "4 March 2027"),
                ("\"%-d %B\"", "4 March"),
                ("\"%A\"", "Thursday"),
                ("\"%H:%M\"", "14:05"),
            ];
            out.extend(formats.map(|(format, sample)| Candidate {
                detail: Some(sample.to_owned()),
                ..candidate(format, CandidateKind::Value, word)
            }));
        }
        let takes = facts.and_then(|facts| facts.parameters.iter().filter(|parameter| !parameter.named).nth(number));
        // A list is hardly ever meant where anything goes.
        out.extend(self.values(word, takes.map_or(Takes::Anything, |parameter| parameter.takes)));
        out
    }
}

fn filter_candidate(filter: &FilterFacts, span: Span) -> Candidate {
    let needed = filter.parameters.iter().filter(|parameter| !parameter.optional);
    let places = needed.enumerate().map(|(number, parameter)| match parameter.takes {
        Takes::Number => format!("${{{}:1}}", number + 1),
        Takes::List => format!("${{{}:{}}}", number + 1, parameter.name),
        _ => format!("\"${{{}:{}}}\"", number + 1, parameter.name),
    });
    let places: Vec<String> = places.collect();
    let takes_some = !places.is_empty();
    Candidate {
        detail: Some(filter.meaning.to_owned()),
        topic: Some(Topic::Filter(filter.name.to_owned())),
        text: if takes_some { format!("{}: ", filter.name) } else { filter.name.to_owned() },
        snippet: takes_some.then(|| format!("{}: {}", filter.name, places.join(", "))),
        ..candidate(filter.name, CandidateKind::Filter, span)
    }
}
