//! What can be written at a place.

use crate::helpdesk::{FILTER_FACTS, FilterFacts, Gives, Kind, Platform, Variable, filter_facts};
use crate::lint::Subject;
use crate::syntax::{BlockKind, ItemKind, Macro, TagKind};
use crate::text::Span;

use super::context::{Context, context};
use super::definition::parameter_in;
use super::names::{Names, Symbol};
use super::signature_help::parameters_of;
use super::{blocks, completion_front_matter, completion_phrase};

/// The most ids of snippets that are listed at once.
const MOST_IDS: usize = 200;

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
    if let (Context::Prose { .. }, Some(found)) = (&context, completion_front_matter::candidates(writing, offset)) {
        return found.into();
    }
    let completer = Completer { writing, offset };
    match context {
        Context::Prose { word, starts } => match starts && parsed.body.touches(offset) {
            true => completion_phrase::candidates(&writing.subject, word).into(),
            false => Completion::default(),
        },
        Context::Value { word, list } => completer.values(word, list).into(),
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
        Context::Allow { word } => rules(&writing.subject, word, ": ").into(),
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

/// The rules that an allowance can name, with what follows an id.
pub(super) fn rules(subject: &Subject, span: Span, after: &str) -> Vec<Candidate> {
    let rule = |rule: &crate::knowledge::Rule| Candidate {
        detail: Some(rule.title.clone()),
        topic: Some(Topic::Rule(rule.id.clone())),
        text: format!("{}{after}", rule.id),
        snippet: Some(format!("{}{after}${{1:why}}", rule.id)),
        ..candidate(&rule.id, CandidateKind::Rule, span)
    };
    let mut rules: Vec<&crate::knowledge::Rule> = subject.knowledge.rules.iter().collect();
    // What the macro is told is what somebody wants to allow: the others follow in the order of their ids.
    rules.sort_by(|one, other| one.id.cmp(&other.id));
    rules.into_iter().map(rule).collect()
}

struct Completer<'a> {
    writing: &'a Writing<'a>,
    offset: usize,
}

impl Completer<'_> {
    fn values(&self, word: Span, list: bool) -> Vec<Candidate> {
        let mut locals = self.locals(word);
        let mut out = Vec::new();
        if !list {
            out.append(&mut locals);
        }
        let vocabulary = &self.writing.subject.settings.vocabulary;
        let mut variables: Vec<&Variable> = vocabulary.variables().collect();
        let rank = |variable: &Variable| {
            let misfit = match variable.kind {
                Kind::List => 0,
                Kind::Any => 1,
                _ => 2,
            };
            let known = self.missing_on(variable).is_none();
            (if list { misfit } else { 0 }, !variable.own, !known, variable.internal)
        };
        variables.sort_by_key(|variable| rank(variable));
        out.extend(variables.into_iter().map(|variable| self.variable(variable, word)));
        out.extend(locals);
        out
    }

    fn variable(&self, variable: &Variable, span: Span) -> Candidate {
        let mut detail = variable.kind.as_str().to_owned();
        if let Some(sample) = &variable.sample {
            detail.push_str(&format!(": {sample}"));
        }
        if let Some(platform) = self.missing_on(variable) {
            detail.push_str(&format!(" (not on {})", platform.title));
        }
        let family = variable.name.strip_suffix('*');
        Candidate {
            detail: Some(detail),
            topic: Some(Topic::Variable(variable.name.clone())),
            text: family.unwrap_or(&variable.name).to_owned(),
            snippet: family.map(|family| format!("{family}${{1:name}}")),
            ..candidate(&variable.name, CandidateKind::Variable, span)
        }
    }

    /// The first of the help desks that has no such variable.
    fn missing_on(&self, variable: &Variable) -> Option<&'static Platform> {
        let has = |platform: &Platform| {
            variable.names.iter().any(|(id, _)| id == platform.id) || platform.written(&variable.name).is_some()
        };
        let missing = || self.writing.platforms.iter().copied().find(|platform| !has(platform));
        if variable.own && variable.names.is_empty() { None } else { missing() }
    }

    /// The names that the macro gives or is given.
    fn locals(&self, word: Span) -> Vec<Candidate> {
        let Subject { source, parsed, settings, .. } = self.writing.subject;
        let names = Names::read(source, parsed);
        let local = |name: &str| candidate(name, CandidateKind::Local, word);
        let mut out: Vec<Candidate> = Vec::new();
        for name in names.given_at(parsed, self.offset) {
            if !out.iter().any(|known| known.label == name) {
                out.push(local(name));
            }
        }
        for (number, symbol) in names.symbols.iter().enumerate() {
            let Symbol::Variable(dotted) = symbol else { continue };
            let root = dotted.split('.').next().unwrap_or_default();
            let elsewhere =
                || names.occurrences.iter().any(|place| place.symbol == number && !place.span.touches(self.offset));
            let ours = !settings.vocabulary.is_group(root) && settings.vocabulary.variable(root).is_none();
            if ours && !out.iter().any(|known| known.label == root) && elsewhere() {
                out.push(Candidate { detail: Some("parameter".to_owned()), ..local(root) });
            }
        }
        out
    }

    fn filters(&self, word: Span, chain: &str) -> Vec<Candidate> {
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
            crate::syntax::Value::Path(path) => {
                vocabulary.variable(&path.dotted()).map_or(Kind::Any, |found| found.kind)
            }
            crate::syntax::Value::Text(_) => Kind::String,
            crate::syntax::Value::Number(_) => Kind::Number,
            crate::syntax::Value::Boolean(_) => Kind::Boolean,
            crate::syntax::Value::Range(..) => Kind::List,
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

    fn arguments(&self, word: Span, filter: &str, number: usize) -> Vec<Candidate> {
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
        out.extend(self.values(word, false));
        out
    }

    fn tags(&self, word: Span, open: usize) -> Vec<Candidate> {
        let Subject { source, parsed, .. } = self.writing.subject;
        let line = Rest::of(source, word.end);
        let alone = source
            .get(..open)
            .unwrap_or_default()
            .rsplit(['\n', '\r'])
            .next()
            .is_some_and(|line| line.trim().is_empty());
        let spaced = source.get(open..word.start).is_some_and(|ahead| ahead.ends_with(char::is_whitespace));
        let pad = if spaced { "" } else { " " };
        let mut out = Vec::new();
        for name in self.block_around(parsed).map(arms).unwrap_or_default() {
            out.push(self.tag(name, "", None, (word, line, pad, alone)));
        }
        for (name, rest, block) in TAGS {
            out.push(self.tag(name, rest, *block, (word, line, pad, alone)));
        }
        let mut known = std::collections::HashSet::new();
        out.retain(|candidate| known.insert(candidate.label.clone()));
        out
    }

    /// The kind of the block around the place: the one that can be closed here.
    fn block_around(&self, parsed: &Macro) -> Option<BlockKind> {
        let item = blocks::item_at(parsed, self.offset).map(|(_, item)| item.block)?;
        let block = item.or_else(|| {
            // Behind the last item stands whatever its block still holds.
            let unclosed = parsed.blocks.iter().rposition(|block| block.close.is_none())?;
            let opener = parsed.items.get(parsed.blocks.get(unclosed)?.open)?;
            (opener.span.end <= self.offset).then_some(unclosed)
        });
        parsed.blocks.get(block?).map(|block| block.kind)
    }

    fn tag(
        &self,
        name: &str,
        rest: &str,
        block: Option<BlockKind>,
        (word, line, pad, alone): (Span, Rest, &str, bool),
    ) -> Candidate {
        let plain = format!("{pad}{name}");
        let wants = !rest.is_empty();
        let text = if wants { format!("{plain} ") } else { plain.clone() };
        let base = Candidate { text: text.clone(), ..candidate(name, CandidateKind::Keyword, word) };
        let Rest::Closable(span) = line else { return base };
        let dash = if span.of(self.writing.subject.source).trim_start().starts_with('-') { "-" } else { "" };
        let head = if wants { format!("{plain} {rest}") } else { plain.clone() };
        let inside = if alone { "\n$0\n" } else { "$0" };
        let end = block.map(|block| format!("{inside}{{% {} %}}", block.closer())).unwrap_or_default();
        let snippet = format!("{head} {dash}%}}{end}");
        Candidate {
            span: word.cover(span),
            text: if wants { format!("{text}{dash}%}}") } else { format!("{text} {dash}%}}") },
            snippet: Some(snippet),
            ..base
        }
    }

    fn ids(&self, word: Span, quoted: bool) -> Completion {
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

    fn parameters(&self, word: Span, snippet: &str, given: &str) -> Vec<Candidate> {
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
    fn parameter_values(&self, word: Span, snippet: &str, name: &str) -> Vec<Candidate> {
        let snippet = self.writing.subject.snippets.get(snippet);
        let texts = snippet.iter().flat_map(|snippet| compared_with(&snippet.parsed, name));
        let mut out: Vec<Candidate> =
            texts.map(|text| candidate(&format!("'{text}'"), CandidateKind::Value, word)).collect();
        if !word.of(self.writing.subject.source).starts_with(['\'', '"']) {
            out.extend(self.values(word, false));
        }
        out
    }

    fn slots(&self, word: Span) -> Vec<Candidate> {
        let Subject { source, parsed, .. } = self.writing.subject;
        let names = Names::read(source, parsed);
        let mut out: Vec<Candidate> = Vec::new();
        let describe = |name: &str| {
            let own = parsed.front_matter.slots.iter().find(|slot| slot.name.text == name);
            let own = own.and_then(|slot| slot.description.as_ref()).map(|text| text.text.clone());
            own.or_else(|| self.writing.slots.iter().find(|(slot, _)| slot == name)?.1.clone())
        };
        let mut add = |name: &str| {
            if !out.iter().any(|known| known.label == name) {
                out.push(Candidate { detail: describe(name), ..candidate(name, CandidateKind::Field, word) });
            }
        };
        for (number, symbol) in names.symbols.iter().enumerate() {
            let elsewhere =
                || names.occurrences.iter().any(|place| place.symbol == number && !place.span.touches(self.offset));
            if let Symbol::Slot(name) = symbol
                && elsewhere()
                && !name.contains(['\n', '\r'])
            {
                add(name);
            }
        }
        self.writing.slots.iter().for_each(|(name, _)| add(name));
        out
    }
}

fn filter_candidate(filter: &FilterFacts, span: Span) -> Candidate {
    let needed = filter.parameters.iter().filter(|parameter| !parameter.optional);
    let places = needed.enumerate().map(|(number, parameter)| match parameter.takes {
        crate::helpdesk::Takes::Number => format!("${{{}:1}}", number + 1),
        crate::helpdesk::Takes::List => format!("${{{}:{}}}", number + 1, parameter.name),
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

/// What stands behind the name of a tag on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// Nothing but blanks up to this place, and a closing delimiter where there is one: it can be written anew.
    Closable(Span),
    /// Something that must stay.
    Taken,
}

impl Rest {
    fn of(source: &str, offset: usize) -> Self {
        let rest = source.get(offset..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let text = line.trim_start_matches([' ', '\t']);
        let blanks = line.len() - text.len();
        for closer in ["-%}", "%}"] {
            if text.starts_with(closer) {
                return Rest::Closable(Span::new(offset, offset + blanks + closer.len()));
            }
        }
        if text.is_empty() || !line.contains("%}") { Rest::Closable(Span::at(offset)) } else { Rest::Taken }
    }
}

/// Tags with what follows their names, in the notation of snippets, and the block that they open.
const TAGS: &[(&str, &str, Option<BlockKind>)] = &[
    ("if", "${1:condition}", Some(BlockKind::If)),
    ("unless", "${1:condition}", Some(BlockKind::Unless)),
    ("case", "${1:value}", Some(BlockKind::Case)),
    ("for", "${1:item} in ${2:list}", Some(BlockKind::For)),
    ("assign", "${1:name} = ${2:value}", None),
    ("capture", "${1:name}", Some(BlockKind::Capture)),
    ("render", "'${1:id}'", None),
    ("# allow", "${1:rule}: ${2:why}", None),
];

/// What may stand between the tags of a block, and its end.
fn arms(kind: BlockKind) -> Vec<&'static str> {
    let arms: &[&str] = match kind {
        BlockKind::If | BlockKind::Unless => &["else", "elsif"],
        BlockKind::Case => &["when", "else"],
        BlockKind::For => &["else"],
        BlockKind::Capture => &[],
    };
    std::iter::once(kind.closer()).chain(arms.iter().copied()).collect()
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
    use crate::syntax::{Comparison, Condition, Expression, Value};
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
    let mut known = std::collections::HashSet::new();
    out.retain(|text| known.insert(text.clone()));
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::marked::cursor;
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::lint::Settings;
    use crate::message::{Snippet, Snippets};

    #[derive(Debug)]
    struct One;

    impl Snippets for One {
        fn get(&self, id: &str) -> Option<Arc<Snippet>> {
            let source = "{% case tone %}{% when 'warm', 'cool' %}{% endcase %}{{ name }}";
            let snippet =
                Snippet { id: id.into(), label: id.into(), source: source.into(), parsed: Macro::parse(source) };
            (id == "bye").then(|| Arc::new(snippet))
        }
    }

    fn at(marked: &str) -> (String, Completion) {
        let (source, offset) = cursor(marked);
        let parsed = Macro::parse(&source);
        let settings = Settings::default();
        let knowledge = Knowledge::shipped();
        let subject = Subject { source: &source, parsed: &parsed, knowledge, settings: &settings, snippets: &One };
        let ids = ["bye".to_owned(), "snippets/hello".to_owned()];
        let slots = [("when".to_owned(), Some("day and time".to_owned()))];
        let platforms = [Platform::named("zendesk").unwrap()];
        let found = completion(&Writing { subject, ids: Some(&ids), platforms: &platforms, slots: &slots }, offset);
        for candidate in &found.candidates {
            assert!(candidate.span.start <= offset && offset <= candidate.span.end, "{candidate:?}");
            assert!(!candidate.span.of(&source).contains(['\n', '\r']), "{candidate:?}");
        }
        (source, found)
    }

    fn labels(marked: &str) -> Vec<String> {
        at(marked).1.candidates.into_iter().map(|candidate| candidate.label).collect()
    }

    fn all(marked: &str, expected: &[&str]) {
        assert_eq!(labels(marked), expected, "{marked}");
    }

    fn some(marked: &str, with: &[&str], without: &[&str]) {
        let labels = labels(marked);
        let has = |label: &&&str| labels.iter().any(|known| known == **label);
        assert_eq!(with.iter().filter(|label| !has(label)).collect::<Vec<_>>(), Vec::<&&str>::new(), "{marked}");
        assert_eq!(without.iter().filter(has).collect::<Vec<_>>(), Vec::<&&str>::new(), "{marked}");
    }

    /// The text after the candidate is taken, as plain text and with places to fill in.
    fn takes(marked: &str, label: &str, plain: &str, snippet: Option<&str>) {
        let (source, found) = at(marked);
        let candidate = found.candidates.iter().find(|candidate| candidate.label == label).expect(label);
        let with = |text: &str| {
            let (before, after) = (&source[..candidate.span.start], &source[candidate.span.end..]);
            format!("{before}{text}{after}")
        };
        assert_eq!(with(&candidate.text), plain);
        assert_eq!(candidate.snippet.as_deref().map(with).as_deref(), snippet);
    }

    #[test]
    fn variables_while_the_output_is_still_open() {
        for marked in
            ["{{ cust$0", "Hi {{ cust$0 }},", "{% if a %}{{ cust$0", "{{$0", "{% if cust$0", "{{ a | append: $0"]
        {
            some(marked, &["customer.first_name", "order.total"], &["upcase", "if"]);
        }
        takes("Hi {{ customer.fi$0 }}", "customer.first_name", "Hi {{ customer.first_name }}", None);
        takes("{{ tick$0", "ticket.custom.*", "{{ ticket.custom.", Some("{{ ticket.custom.${1:name}"));
        assert_eq!(labels("{% assign days = 3 %}{% for x in y %}{{ $0")[..3], ["x", "days", "y"]);
        assert_eq!(labels("{% for x in $0")[..2], ["ticket.tags", "order.items"], "a list is wanted");
    }

    #[test]
    fn variables_that_a_help_desk_lacks_come_last() {
        let (_, found) = at("{{ $0 }}");
        let lacks =
            |candidate: &Candidate| candidate.detail.as_deref().is_some_and(|detail| detail.contains("not on Zendesk"));
        let first = found.candidates.iter().position(lacks).unwrap();
        let internal = |candidate: &Candidate| candidate.detail.is_none();
        assert!(found.candidates[first..].iter().all(|candidate| lacks(candidate) || internal(candidate)));
    }

    #[test]
    fn filters_by_what_they_take() {
        some("{{ customer.first_name | $0", &["upcase", "default", "truncate"], &["join", "plus"]);
        some("{{ order.items | $0", &["join", "first", "default"], &["upcase", "plus"]);
        some("{{ order.items | size | $0", &["plus", "default"], &["join"]);
        some("{{ unknown | $0 }}", &["plus", "join", "upcase"], &[]);
        takes("{{ a | def$0 }}", "default", "{{ a | default:  }}", Some("{{ a | default: \"${1:value}\" }}"));
        takes("{{ a | up$0", "upcase", "{{ a | upcase", None);
    }

    #[test]
    fn tags_with_their_ends() {
        takes("{% i$0", "if", "{% if %}", Some("{% if ${1:condition} %}\n$0\n{% endif %}"));
        takes("Hi {% i$0 %}", "if", "Hi {% if %}", Some("Hi {% if ${1:condition} %}$0{% endif %}"));
        takes("{%$0-%}", "for", "{% for -%}", Some("{% for ${1:item} in ${2:list} -%}\n$0\n{% endfor %}"));
        takes("{% i$0 order.gift %}", "unless", "{% unless  order.gift %}", None);
        takes("{% if a %}\nx\n{% e$0", "endif", "{% if a %}\nx\n{% endif %}", Some("{% if a %}\nx\n{% endif %}"));
        some("{% $0", &["if", "render", "assign"], &["endif", "else", "when"]);
        some("{% case a %}{% $0 %}", &["when", "else", "endcase"], &["endif", "elsif"]);
    }

    #[test]
    fn what_follows_a_value() {
        some("{% if order.gift $0 %}", &["==", "contains", "and"], &["order.total"]);
        all("{% for a in b $0 %}", &["limit", "offset", "reversed"]);
    }

    #[test]
    fn snippets_and_their_parameters() {
        all("{% render '$0", &["bye", "snippets/hello"]);
        all("{% render 'hel$0' %}", &["snippets/hello"]);
        takes("{% render $0 %}", "bye", "{% render 'bye' %}", None);
        all("{% render 'bye', $0 %}", &["tone", "name"]);
        all("{% render 'bye', tone: 'warm', $0", &["name"]);
        all("{% render 'bye', tone: '$0", &["'warm'", "'cool'"]);
        all("{% render 'bye', tone: 'warm' $0", &[]);
        takes("{% render 'bye', t$0", "tone", "{% render 'bye', tone: ", None);
    }

    #[test]
    fn slots_of_the_macro_and_of_the_workspace() {
        all("[[item: what]] and [[$0", &["item", "when"]);
        all("---\nslots:\n  gift: {}\n---\n[[$0]]", &["gift", "when"]);
    }

    #[test]
    fn rules_in_an_allowance() {
        takes(
            "{% # allow tone/bl$0 %}",
            "tone/blame",
            "{% # allow tone/blame:  %}",
            Some("{% # allow tone/blame: ${1:why} %}"),
        );
    }

    #[test]
    fn front_matter() {
        some("---\ntitle: a\n$0\n---\n", &["intent", "tags"], &["title"]);
        some("---\nin$0", &["intent"], &["when"]);
        takes("---\nint$0\n---\n", "intent", "---\nintent: \n---\n", Some("---\nintent: ${1}\n---\n"));
        some("---\nintent: re$0\n---\n", &["refusal", "resolution"], &["title"]);
        takes("---\nintent:$0\n---\n", "refusal", "---\nintent: refusal\n---\n", None);
        some("---\nchannels: [email, $0\n---\n", &["chat"], &["email"]);
        some("---\nchannels:\n  - em$0\n---\n", &["email"], &["refusal"]);
        some("---\nplatforms: [$0]\n---\n", &["zendesk"], &[]);
        some("---\nallow:\n  tone/$0\n---\n", &["tone/blame"], &[]);
        some("---\nslots:\n  $0\n---\n[[item]]", &["item"], &["title"]);
        some("---\nslots:\n  item:\n    $0\n---\n[[item]]", &["description", "options"], &["title"]);
        some("---\nsubject: About {{ $0\n---\n", &["order.id"], &["title"]);
        all("---\ntitle: $0\n---\n", &[]);
    }

    #[test]
    fn phrases_where_a_sentence_may_begin() {
        some("off$0", &["offer a choice"], &[]);
        some("Hi,\n\n$0", &["set a boundary"], &[]);
        all("We of$0", &[]);
        assert_eq!(labels("---\nintent: boundary\n---\n$0")[..2], ["validate the feeling", "give a reason in brief"]);
        all("---\nlocale: fr\n---\n$0", &[]);
    }

    #[test]
    fn nothing_where_nothing_is_read() {
        all("{% comment %}{{ $0 }}{% endcomment %}", &[]);
        all("{% raw %}{{ $0 }}{% endraw %}", &[]);
        all("{{ 'a$0' }}", &[]);
    }

    #[test]
    fn any_place_of_any_text_can_be_asked() {
        let texts = [
            "---\n\u{feff}é: [",
            "\u{feff}---\r\na: 😀\r\n---\r\n{{ é |",
            "{% render '😀', a: {{ [[ {% # allow",
            "---",
            "",
            "---\n- -\n -: x",
        ];
        for text in texts {
            for offset in 0..=text.len() + 2 {
                let parsed = Macro::parse(text);
                let settings = Settings::default();
                let knowledge = Knowledge::shipped();
                let subject = Subject { source: text, parsed: &parsed, knowledge, settings: &settings, snippets: &One };
                completion(&Writing { subject, ids: None, platforms: &[], slots: &[] }, offset);
                super::super::signature(&subject, offset);
            }
        }
    }
}
