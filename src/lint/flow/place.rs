//! Where a fault of flow is shown: at the sentence, at what the macro is for, or at the tag that brings the sentence in.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Line;
use super::automaton::Automaton;
use super::fault::Fault;
use crate::lint::{Elsewhere, Related, Subject};
use crate::message::MessageGraph;
use crate::syntax::{ItemKind, Macro, TagKind};
use crate::text::Span;

/// Where a fault is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) span: Span,
    /// The sentence that the message quotes.
    pub(super) said: String,
    pub(super) related: Vec<Related>,
}

/// `None` where there is no place for it.
pub(super) fn shown(
    subject: &Subject,
    graph: &MessageGraph,
    lines: &[Line],
    automaton: &Automaton,
    fault: &Fault,
) -> Option<Shown> {
    let intent = subject.parsed.front_matter.intent.map(|(_, span)| span);
    let own = |index: &usize| graph.prose.sentences.get(*index).is_some_and(|sentence| sentence.file == 0);
    match fault.sentence {
        Some(sentence) => of_sentence(subject, graph, lines, automaton, fault, sentence),
        None => {
            let said = fault.path.iter().filter_map(|node| Some(graph.nodes.get(*node)?.sentence? as usize));
            let spoken: Vec<usize> = said.collect();
            let first = spoken.iter().copied().find(own);
            let span = first.and_then(|first| lines.get(first)).map(|line| line.body);
            let anywhere = || (0..lines.len()).find(own).and_then(|index| lines.get(index)).map(|line| line.body);
            let render = || subject.parsed.items.iter().find(|item| rendered(item).is_some()).map(|item| item.span);
            let span = intent.or(span).or_else(anywhere).or_else(render)?;
            Some(Shown { span, said: span.of(subject.source).to_owned(), related: Vec::new() })
        }
    }
}

fn of_sentence(
    subject: &Subject,
    graph: &MessageGraph,
    lines: &[Line],
    automaton: &Automaton,
    fault: &Fault,
    index: usize,
) -> Option<Shown> {
    let (sentence, line) = (graph.prose.sentences.get(index)?, lines.get(index)?);
    let Some(snippet) = graph.snippet(sentence.file) else {
        let said = line.body.of(subject.source).to_owned();
        return Some(Shown { span: line.body, said, related: Vec::new() });
    };
    let said = line.body.of(&snippet.source).to_owned();
    let own_end = fault.path.iter().rev().filter(|node| automaton.says(**node)).find_map(|node| {
        let sentence = graph.prose.sentences.get(graph.nodes.get(*node)?.sentence? as usize)?;
        (sentence.file == 0).then_some(sentence.span.end)
    });
    let span = render_tag(subject.parsed, graph, sentence.file, own_end.unwrap_or_default())?;
    let elsewhere = Elsewhere { label: snippet.label.clone(), source: Arc::from(snippet.source.as_str()) };
    let message = "it is said in this snippet".to_owned();
    let related = vec![Related { span: line.body, message, elsewhere: Some(elsewhere) }];
    Some(Shown { span, said, related })
}

/// The first tag behind `from` that renders the file, or renders what renders it; else the first one at all.
pub(in crate::lint) fn render_tag(parsed: &Macro, graph: &MessageGraph, file: u16, from: usize) -> Option<Span> {
    let files = (1..=u16::MAX).map_while(|file| Some((graph.snippet(file)?.id.as_str(), file)));
    let files: HashMap<&str, u16> = files.collect();
    let tags = || parsed.items.iter().filter_map(|item| Some((item.span, *files.get(rendered(item)?)?)));
    let mut leads: Vec<(Span, u16)> = tags().collect();
    leads.retain(|(_, rendered)| brings(graph, &files, *rendered, file));
    let behind = leads.iter().find(|(span, _)| span.start >= from);
    behind.or(leads.first()).map(|(span, _)| *span)
}

/// Whether the file `from` is `to`, or renders it.
fn brings(graph: &MessageGraph, files: &HashMap<&str, u16>, from: u16, to: u16) -> bool {
    let (mut seen, mut open) = (HashSet::from([from]), vec![from]);
    while let Some(file) = open.pop() {
        if file == to {
            return true;
        }
        let Some(snippet) = graph.snippet(file) else { continue };
        let rendered = snippet.parsed.items.iter().filter_map(|item| files.get(rendered(item)?).copied());
        open.extend(rendered.filter(|file| seen.insert(*file)));
    }
    false
}

/// The id that a tag renders.
fn rendered(item: &crate::syntax::Item) -> Option<&str> {
    match &item.kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Render { id, .. } => id.as_ref().map(|id| id.text.as_str()),
            _ => None,
        },
        _ => None,
    }
}
