//! What a filter or a snippet takes, while its arguments are written.

use crate::helpdesk::{FilterFacts, Vocabulary, filter_facts};
use crate::lint::Subject;
use crate::syntax::Macro;

use super::context::{Context, context};
use super::names::{Names, Symbol};

/// What is taken, and which part of it is written now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The whole of it, on one line.
    pub label: String,
    /// What it does.
    pub meaning: String,
    /// The parameters, each as bytes of the label.
    pub parameters: Vec<std::ops::Range<usize>>,
    /// The parameter that is written; `None` where there is no such one.
    pub active: Option<usize>,
}

/// The signature for byte `offset`.
pub fn signature(subject: &Subject, offset: usize) -> Option<Signature> {
    let Subject { source, parsed, .. } = *subject;
    let start = if parsed.body.start <= offset { parsed.body.start } else { 0 };
    match context(source, start, offset) {
        Context::Argument { filter, number, .. } => Some(of_filter(filter_facts(filter)?, Some(number))),
        Context::Filter { word, .. } => Some(of_filter(filter_facts(word.of(source))?, None)),
        Context::Parameter { snippet, word, .. } => of_snippet(subject, snippet, word.of(source).trim()),
        Context::ParameterValue { snippet, name, .. } => of_snippet(subject, snippet, name),
        _ => None,
    }
}

/// What a filter takes, on one line.
pub(super) fn filter_line(filter: &FilterFacts) -> String {
    of_filter(filter, None).label
}

fn of_filter(filter: &FilterFacts, number: Option<usize>) -> Signature {
    let shown = filter.parameters.iter().map(|parameter| {
        let name = if parameter.named { format!("{}: …", parameter.name) } else { parameter.name.to_owned() };
        if parameter.optional { format!("[{name}]") } else { name }
    });
    let head = format!("{} | {}", filter.takes.as_str(), filter.name);
    let (label, parameters) = line(head, ": ", shown);
    let active = number.filter(|number| *number < parameters.len());
    Signature { label, meaning: filter.meaning.to_owned(), parameters, active }
}

fn of_snippet(subject: &Subject, id: &str, name: &str) -> Option<Signature> {
    let snippet = subject.snippets.get(id)?;
    let names = parameters_of(&snippet.source, &snippet.parsed, &subject.settings.vocabulary);
    let active = names.iter().position(|known| known == name);
    let (label, parameters) = line(format!("render '{id}'"), ", ", names.into_iter());
    let front_matter = &snippet.parsed.front_matter;
    let said = front_matter.description.as_ref().or(front_matter.title.as_ref());
    Some(Signature { label, meaning: said.map(|said| said.text.clone()).unwrap_or_default(), parameters, active })
}

fn line(head: String, before: &str, parts: impl Iterator<Item = String>) -> (String, Vec<std::ops::Range<usize>>) {
    let mut label = head;
    let mut places = Vec::new();
    for (number, part) in parts.enumerate() {
        label.push_str(if number == 0 { before } else { ", " });
        places.push(label.len()..label.len() + part.len());
        label.push_str(&part);
    }
    (label, places)
}

/// The parameters of a snippet: the names that it reads and that nothing gives, in the order in which it reads them.
pub(super) fn parameters_of(source: &str, parsed: &Macro, vocabulary: &Vocabulary) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for symbol in &Names::read(source, parsed).symbols {
        let Symbol::Variable(dotted) = symbol else { continue };
        let root = dotted.split('.').next().unwrap_or_default();
        let given = vocabulary.is_group(root) || vocabulary.variable(root).is_some();
        if !given && !out.iter().any(|known| known == root) {
            out.push(root.to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::marked::{Few, cursor, with_subject};
    use super::*;

    const SNIPPETS: Few = Few(&[(
        "bye",
        "---\ndescription: Says bye.\n---\n{{ tone }} {{ agent.first_name }} {% assign x = name %}{{ x }}",
    )]);

    /// The label with the active parameter in brackets, and what it means.
    fn check(marked: &str, expected: Option<&str>) {
        let (source, offset) = cursor(marked);
        let found = with_subject(&source, &SNIPPETS, |subject| signature(subject, offset));
        let shown = found.map(|found| {
            let mut label = found.label.clone();
            if let Some(place) = found.active.map(|active| found.parameters[active].clone()) {
                label.insert(place.end, '»');
                label.insert(place.start, '«');
            }
            format!("{label}: {}", found.meaning)
        });
        assert_eq!(shown.as_deref(), expected, "{marked}");
    }

    #[test]
    fn filters() {
        check("{{ a | truncate: $0", Some("text | truncate: «[length]», [end]: cuts after this many letters"));
        check("{{ a | truncate: 5, '$0", None);
        check("{{ a | truncate: 5, $0 }} b", Some("text | truncate: [length], «[end]»: cuts after this many letters"));
        check("{{ a | upcase$0 }}", Some("text | upcase: makes all letters capitals"));
        check("{{ a | unknown: $0 }}", None);
        check("{{ a$0 }}", None);
    }

    #[test]
    fn parameters_of_snippets() {
        check("{% render 'bye', $0 %}", Some("render 'bye', tone, name: Says bye."));
        check("{% render 'bye', tone: 'a', name: $0", Some("render 'bye', tone, «name»: Says bye."));
        check("{% render 'gone', $0 %}", None);
    }
}
