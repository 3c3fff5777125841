//! What can be written at a place.

mod filters;
mod front_matter;
mod names;
mod phrases;
mod snippets;
mod tags;
#[cfg(test)]
mod tests;

pub use phrases::{Phrase, phrases};

use std::collections::{BTreeSet, HashSet};

use crate::helpdesk::{Platform, Takes};
use crate::knowledge::Rule;
use crate::lint::{Finding, REASON_TO_WRITE, Subject};
use crate::syntax::{ItemKind, Macro};
use crate::text::Span;

use super::blocks;
use super::context::{Context, context};

/// What can be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// In the order in which they are best shown.
    pub candidates: Vec<Candidate>,
    /// Whether there is more, so that it is to be asked again when more is typed.
    pub incomplete: bool,
}

/// One thing that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called.
    pub label: String,
    /// What it is.
    pub kind: CandidateKind,
    /// A few words beside it.
    pub detail: Option<String>,
    /// What it stands for, to be told in more words by [`documentation`](super::documentation).
    pub topic: Option<Topic>,
    /// What it takes the place of: ends at the place that was asked for, or at the delimiter behind it.
    pub span: Span,
    /// What is written.
    pub text: String,
    /// The same with places to fill in, in the notation of the protocol, for editors that know it.
    pub snippet: Option<String>,
}

/// The kinds of candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CandidateKind {
    /// A variable.
    Variable,
    /// A name that the macro gives.
    Local,
    /// A filter.
    Filter,
    /// A tag or another word of the language.
    Keyword,
    /// A snippet.
    Snippet,
    /// A parameter, a slot or a key.
    Field,
    /// A value of a fixed set.
    Value,
    /// A rule.
    Rule,
    /// Words for the customer.
    Phrase,
}

/// What a candidate stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A variable by its name.
    Variable(String),
    /// A filter by its name.
    Filter(String),
    /// A tag by its name.
    Tag(String),
    /// A rule by its id.
    Rule(String),
    /// A key of front matter, by its path with dots.
    Key(String),
    /// A phrase by its title.
    Phrase(String),
}

/// What is known around a macro while it is written.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// The macro.
    pub subject: Subject<'a>,
    /// The ids that it can render, where they are known.
    pub ids: Option<&'a [String]>,
    /// The help desks that it is exported to.
    pub platforms: &'a [&'static Platform],
    /// Slots that mean the same in every macro: name and description.
    pub slots: &'a [(String, Option<String>)],
    /// What was found in the macro.
    pub findings: &'a [Finding],
}

/// What can be written at byte `offset`.
pub fn completion(writing: &Writing, offset: usize) -> Completion {
    let Subject { source, parsed, .. } = writing.subject;
    let offset = source.floor_char_boundary(offset.min(source.len()));
    if never_read(source, parsed, offset) {
        return Completion::default();
    }
    let start = if parsed.body.start <= offset { parsed.body.start } else { 0 };
    let context = context(source, start, offset);
    if let (Context::Prose { .. }, Some(found)) = (&context, front_matter::candidates(writing, offset)) {
        return found.into();
    }
    let completer = Completer { writing, offset };
    match context {
        Context::Prose { word, starts } => match starts && parsed.body.touches(offset) {
            true => phrases::candidates(&writing.subject, word).into(),
            false => Completion::default(),
        },
        Context::Value { word, list } => {
            completer.values(word, if list { Takes::List } else { Takes::Anything }).into()
        }
        Context::Filter { word, chain } => completer.filters(word, chain).into(),
        Context::Argument { word, filter, number } => completer.arguments(word, filter, number).into(),
        Context::Tag { word, open } => completer.tags(word, open).into(),
        Context::Operator { word } => {
            words(&["==", "!=", "<", "<=", ">", ">=", "contains", "and", "or"], word, CandidateKind::Keyword).into()
        }
        Context::LoopOption { word } => {
            words(&["limit: ", "offset: ", "reversed"], word, CandidateKind::Keyword).into()
        }
        Context::Snippet { word, quoted } => completer.ids(word, quoted),
        Context::Parameter { word, snippet, given } => completer.parameters(word, snippet, given).into(),
        Context::ParameterValue { word, snippet, name } => completer.parameter_values(word, snippet, name).into(),
        Context::Slot { word } => completer.slots(word).into(),
        Context::Allow { word } => rules(writing, word, ": ").into(),
        Context::Nothing => Completion::default(),
    }
}

impl From<Vec<Candidate>> for Completion {
    fn from(candidates: Vec<Candidate>) -> Self {
        Self { candidates, incomplete: false }
    }
}

/// Whether a place is inside of a comment or of text that is sent as it stands.
fn never_read(source: &str, parsed: &Macro, offset: usize) -> bool {
    blocks::items_at(parsed, offset).any(|(_, item)| {
        let inside = item.span.start < offset && offset < item.span.end;
        let closed = item.span.of(source).ends_with("%}");
        inside && closed && matches!(item.kind, ItemKind::Comment | ItemKind::Raw(_))
    })
}

/// A candidate without more to say.
pub(super) fn candidate(label: &str, kind: CandidateKind, span: Span) -> Candidate {
    let text = label.to_owned();
    Candidate { label: text.clone(), kind, detail: None, topic: None, span, text, snippet: None }
}

pub(super) fn words(words: &[&str], span: Span, kind: CandidateKind) -> Vec<Candidate> {
    let word = |word: &&str| Candidate {
        label: word.trim_end().trim_end_matches(':').to_owned(),
        ..candidate(word, kind, span)
    };
    words.iter().map(word).collect()
}

/// The rules and families that an allowance can name, with what follows an id. What the macro is told is what somebody wants
/// to allow: the others follow in the order of their ids.
pub(super) fn rules(writing: &Writing, span: Span, after: &str) -> Vec<Candidate> {
    let named = |id: &str, title: String, topic: Option<Topic>| Candidate {
        detail: Some(title),
        topic,
        text: format!("{id}{after}"),
        snippet: Some(format!("{id}{after}${{1:{REASON_TO_WRITE}}}")),
        ..candidate(id, CandidateKind::Rule, span)
    };
    let told: HashSet<&str> = writing.findings.iter().map(|finding| finding.rule.as_str()).collect();
    let mut rules: Vec<&Rule> = writing.subject.knowledge.rules.iter().collect();
    rules.sort_by_key(|rule| (!told.contains(rule.id.as_str()), &rule.id));
    let families: BTreeSet<&str> = rules.iter().filter_map(|rule| Some(rule.id.split_once('/')?.0)).collect();
    let rules = rules.into_iter().map(|rule| named(&rule.id, rule.title.clone(), Some(Topic::Rule(rule.id.clone()))));
    let families = families
        .into_iter()
        .map(|family| named(&format!("{family}/"), "every rule whose id begins so".to_owned(), None));
    rules.chain(families).collect()
}

struct Completer<'a> {
    writing: &'a Writing<'a>,
    offset: usize,
}
