//! Snippets by their ids, and what they are given.

use std::collections::HashSet;

use super::{Candidate, CandidateKind, Completer, Completion, candidate};
use crate::assist::blocks;
use crate::assist::definition::parameter_in;
use crate::assist::signature_help::parameters_of;
use crate::helpdesk::Takes;
use crate::lint::Subject;
use crate::syntax::{Comparison, Condition, Expression, ItemKind, Macro, TagKind, Value};
use crate::text::Span;

/// The most ids of snippets that are listed at once.
const MOST_IDS: usize = 200;
impl Completer<'_> {
    pub(super) fn ids(&self, word: Span, quoted: bool) -> Completion {
        let Subject { source, .. } = self.writing.subject;
        let Some(ids) = self.writing.ids else { return Completion { incomplete: true, ..Completion::default() } };
        let typed = word.of(source).to_lowercase();
        let mut fitting = ids.iter().filter(|id| id.to_lowercase().contains(&typed));
        let quote = |id: &str| if quoted { id.to_owned() } else { format!("'{id}'") };
        let shown = fitting.by_ref().take(MOST_IDS);
        let candidates = shown.map(|id| Candidate { text: quote(id), ..candidate(id, CandidateKind::Snippet, word) });
        let candidates = candidates.collect();
        Completion { candidates, incomplete: fitting.next().is_some() }
    }

    pub(super) fn parameters(&self, word: Span, snippet: &str, given: &str) -> Vec<Candidate> {
        let Some(snippet) = self.writing.subject.snippets.get(snippet) else { return Vec::new() };
        let is_given = |name: &str| {
            let pieces = given.split(',').filter_map(|piece| piece.split_once(':'));
            { pieces }.any(|(known, _)| known.trim() == name)
        };
        let parameters = parameters_of(&snippet.source, &snippet.parsed, &self.writing.subject.settings.vocabulary);
        let wanted = parameters.into_iter().filter(|name| !is_given(name));
        let parameter = |name: String| Candidate {
            detail: read_as(&snippet.source, &snippet.parsed, &name),
            text: format!("{name}: "),
            ..candidate(&name, CandidateKind::Field, word)
        };
        wanted.map(parameter).collect()
    }

    /// The texts that the snippet compares the parameter with, then whatever is a value.
    pub(super) fn parameter_values(&self, word: Span, snippet: &str, name: &str) -> Vec<Candidate> {
        let snippet = self.writing.subject.snippets.get(snippet);
        let texts = snippet.iter().flat_map(|snippet| compared_with(&snippet.parsed, name));
        let mut out: Vec<Candidate> =
            texts.map(|text| candidate(&format!("'{text}'"), CandidateKind::Value, word)).collect();
        if !word.of(self.writing.subject.source).starts_with(['\'', '"']) {
            out.extend(self.values(word, Takes::Anything));
        }
        out
    }
}

/// How a snippet reads a parameter.
fn read_as(source: &str, parsed: &Macro, name: &str) -> Option<String> {
    let place = parameter_in(source, parsed, name);
    let item = blocks::item_at(parsed, place.start).map(|(_, item)| item.span)?;
    let text = item.of(source);
    (text.len() < 80 && !text.contains(['\n', '\r'])).then(|| text.to_owned())
}

/// The texts that a macro compares a name with.
fn compared_with(parsed: &Macro, name: &str) -> Vec<String> {
    let is_it = |expression: &Expression| matches!(&expression.value, Value::Path(path) if path.segments.is_empty() && path.root.text == name);
    let text = |expression: &Expression| match &expression.value {
        Value::Text(text) if !text.contains(['\'', '\n']) => Some(text.clone()),
        _ => None,
    };
    let of_condition = |condition: &Condition| -> Vec<String> {
        let all = std::iter::once(&condition.first).chain(condition.rest.iter().map(|(_, comparison)| comparison));
        all.filter_map(|Comparison { left, right }| {
            right.as_ref().filter(|_| is_it(left)).and_then(|(_, right)| text(right))
        })
        .collect()
    };
    let mut out = Vec::new();
    for item in &parsed.items {
        let ItemKind::Tag(tag) = &item.kind else { continue };
        match &tag.kind {
            TagKind::If(Some(asked)) | TagKind::Unless(Some(asked)) | TagKind::Elsif(Some(asked)) => {
                out.extend(of_condition(asked));
            }
            TagKind::When(values) => {
                let of = item.block;
                let case = parsed.blocks.iter().rev().find(|block| {
                    block.parent == of
                        && block.arms.iter().any(|arm| parsed.items.get(*arm).is_some_and(|arm| arm.span == item.span))
                });
                let subject = case.and_then(|case| parsed.items.get(case.open)).map(|item| &item.kind);
                let Some(ItemKind::Tag(opener)) = subject else { continue };
                if matches!(&opener.kind, TagKind::Case(Some(subject)) if is_it(subject)) {
                    out.extend(values.iter().filter_map(text));
                }
            }
            _ => {}
        }
    }
    let mut known = HashSet::new();
    out.retain(|text| known.insert(text.clone()));
    out
}
