//! Phrase rules: what is said in a way that makes an upset customer more upset.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::heard::Heard;
use super::neighbours::{Around, Neighbours, in_macro};
use super::quote::quote;
use super::reframe::{Tried, Wording, outcomes, reframes};
use super::when::Whens;
use super::{Elsewhere, Finding, Fixes, Related, Subject, shouting};
use crate::knowledge::phrase::{Match, Scan, Token};
use crate::knowledge::{PhraseUse, Role, Severity};
use crate::message::{MessageGraph, Prose, Sentence, Word, WordKind};
use crate::text::Span;

/// A phrase of a rule found in a sentence.
pub(super) struct Hit {
    sentence: usize,
    pub(super) rule: usize,
    case: usize,
    found: Match,
}

/// The findings of all phrase rules in the messages of `graph`.
pub(super) fn find(subject: &Subject, graph: &MessageGraph, heard: &Heard, fixes: Fixes) -> Vec<Finding> {
    let around = Around::new(graph, heard);
    let mut findings = find_in(subject, &around, fixes);
    findings.extend(shouting::find(subject, &graph.prose, fixes));
    findings
}

/// Whether the shipped English knowledge applies: the locale is English or unsaid.
pub(super) fn speaks_english(subject: &Subject) -> bool {
    let own = subject.parsed.front_matter.locale.as_ref().map(|locale| locale.text.as_str());
    let locale = own.or(subject.settings.locale.as_deref()).unwrap_or("en");
    let language = locale.split(['-', '_']).next().unwrap_or_default();
    language.eq_ignore_ascii_case("en")
}

fn find_in(subject: &Subject, around: &Around, fixes: Fixes) -> Vec<Finding> {
    let mut neighbours = Neighbours::new(subject, around);
    let hits = hits(subject, around, &mut neighbours);
    let first = hits.iter().filter_map(|hit| {
        let sentence = around.prose().sentences.get(hit.sentence)?;
        around.prose().words(sentence).get(hit.found.tokens.start)
    });
    let mut whens = Whens::new(subject, around, first);
    let same = same_places(around.prose(), &hits);
    let found = same.into_iter().filter_map(|hits| of_hits(subject, around, &mut neighbours, &mut whens, &hits, fixes));
    found.collect()
}

/// The hits of one case at the same words, in several readings of their sentence or in rounds of a loop.
fn same_places<'a>(prose: &Prose, hits: &'a [Hit]) -> Vec<Vec<&'a Hit>> {
    let mut groups: Vec<Vec<&Hit>> = Vec::new();
    let mut known: HashMap<(usize, usize, usize), usize> = HashMap::new();
    for hit in hits {
        let words = prose.sentences.get(hit.sentence).map_or(&[][..], |sentence| prose.words(sentence));
        let span = span_of(words.get(hit.found.tokens.clone()).unwrap_or_default());
        let group = *known.entry((hit.rule, span.start, span.end)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(hit),
            None => groups.push(vec![hit]),
        }
    }
    groups
}

/// The one finding of hits at the same words: as heavy as the heaviest, with the conditions under which it is.
fn of_hits(
    subject: &Subject,
    around: &Around,
    neighbours: &mut Neighbours,
    whens: &mut Whens,
    hits: &[&Hit],
    fixes: Fixes,
) -> Option<Finding> {
    let mut worst: Option<Wording> = None;
    let mut as_heavy: Vec<usize> = Vec::new();
    for hit in hits {
        let Some(wording) = wording_of(subject, around, neighbours, hit) else { continue };
        let before = worst.as_ref().map(|worst| worst.severity);
        if before < Some(wording.severity) {
            as_heavy.clear();
        }
        if before <= Some(wording.severity) {
            as_heavy.push(hit.sentence);
        }
        if before < Some(wording.severity) {
            worst = Some(wording);
        }
    }
    let wording = worst?;
    let rule = hits.first().map_or(0, |hit| hit.rule);
    let mut finding = finding(&wording, fixes)?;
    let softened = wording.severity > Severity::Information;
    let when = whens.of(&wording, &as_heavy, softened.then_some(rule), neighbours);
    finding.when = when.conditions;
    if when.inexact {
        finding.severity = finding.severity.min(Severity::Hint);
    }
    Some(finding)
}

/// What becomes of each rewording of each finding, whether it is offered or not.
pub fn try_rewordings(subject: &Subject) -> Vec<Tried> {
    let graph = MessageGraph::read(subject.source, subject.parsed, subject.snippets);
    let heard = Heard::new(subject, &graph.prose);
    let around = Around::new(&graph, &heard);
    let mut neighbours = Neighbours::new(subject, &around);
    let hits = hits(subject, &around, &mut neighbours);
    let mut out = Vec::new();
    for hit in &hits {
        let Some(wording) = wording_of(subject, &around, &mut neighbours, hit) else { continue };
        let outcomes = outcomes(&wording).into_iter().enumerate();
        out.extend(outcomes.map(|(reframe, outcome)| Tried { rule: hit.rule, case: hit.case, reframe, outcome }));
    }
    out
}

/// The numbers of the phrases that stand somewhere in the subject, whatever they are there for.
pub fn phrases_in(subject: &Subject) -> BTreeSet<u32> {
    let prose = Prose::read(subject.source, subject.parsed);
    let heard = Heard::new(subject, &prose);
    let mut scan = heard.scan();
    let mut out = BTreeSet::new();
    for index in 0..prose.sentences.len() {
        let Some(known) = heard.take_in(index, &mut scan) else { continue };
        out.extend(known.possible().iter().filter(|phrase| scan.occurs(**phrase)));
    }
    out
}

/// What is found in the sentences that can be received. What a snippet says by itself is told in the snippet.
pub(super) fn hits(subject: &Subject, around: &Around, neighbours: &mut Neighbours) -> Vec<Hit> {
    let prose = around.prose();
    let mut scan = around.heard.scan();
    let mut hits = Vec::new();
    let own = prose.sentences.iter().enumerate().filter(|(_, sentence)| sentence.file == 0);
    for (index, sentence) in own.filter(|(index, _)| around.is_received(*index)) {
        let words = prose.words(sentence);
        let Some(known) = around.heard.take_in(index, &mut scan) else { continue };
        if !known.possible().is_empty() {
            let mut found = collect(subject, &mut scan, known.possible(), index, sentence, words);
            found.retain(|hit| {
                let said = words.get(hit.found.tokens.clone()).unwrap_or_default();
                said.iter().any(|word| word.file == 0) && neighbours.suit(hit.rule, hit.case, index)
            });
            hits.extend(hints_once(subject, longest_of_each_rule(found)));
        }
    }
    hits
}

/// A word as phrases see it.
pub(super) fn token<'a>(prose: &'a Prose, word: &Word) -> Token<'a> {
    match word.kind {
        WordKind::Word => Token::Word(prose.text(word)),
        WordKind::Number => Token::Number(prose.text(word)),
        WordKind::Placeholder(_) => Token::Placeholder,
        WordKind::Slot(_) => Token::Slot,
        WordKind::Opaque => Token::Opaque,
        WordKind::Comma => Token::Comma,
        WordKind::Break => Token::Break,
    }
}

/// What one sentence says that it should not, by the phrases that may occur in it. What speaks for a sentence is looked
/// for only where something speaks against it.
fn collect(
    subject: &Subject,
    scan: &mut Scan,
    possible: &[u32],
    index: usize,
    sentence: &Sentence,
    words: &[Word],
) -> Vec<Hit> {
    let uses = || possible.iter().filter_map(|&phrase| Some((phrase, subject.knowledge.phrase_use(phrase)?)));
    let mut candidates: Vec<Hit> = Vec::new();
    let cases = uses().filter_map(|(phrase, used)| match used.role {
        Role::Case(case) if applies(subject, sentence, used.rule, case) => Some((phrase, used.rule, case)),
        _ => None,
    });
    let cases: Vec<(u32, usize, usize)> = cases.collect();
    scan.ask(&cases.iter().map(|(phrase, ..)| *phrase).collect::<Vec<u32>>());
    for (phrase, rule, case) in cases {
        let places = scan.locate(phrase).into_iter();
        candidates.extend(places.map(|found| Hit { sentence: index, rule, case, found }));
    }
    if candidates.is_empty() {
        return candidates;
    }
    for (phrase, PhraseUse { rule, role }) in uses() {
        let speaks_for = |hit: &Hit, case: Option<usize>| hit.rule == rule && case.is_none_or(|case| case == hit.case);
        match role {
            Role::Unless(case) if candidates.iter().any(|hit| speaks_for(hit, case)) && scan.occurs(phrase) => {
                candidates.retain(|hit| !speaks_for(hit, case));
            }
            Role::Except(case) if candidates.iter().any(|hit| speaks_for(hit, case)) => {
                for place in scan.locate(phrase) {
                    candidates.retain(|hit| !(speaks_for(hit, case) && meets(&place.tokens, &hit.found.tokens)));
                }
            }
            _ => {}
        }
    }
    candidates.retain(|hit| {
        let said = words.get(hit.found.tokens.clone()).unwrap_or_default();
        !said.iter().all(|word| word.quoted) && !names_a_term(subject, sentence, said)
    });
    candidates
}

/// Whether a case is looked for in a sentence of this macro at all.
fn applies(subject: &Subject, sentence: &Sentence, rule: usize, case: usize) -> bool {
    let Some(rule) = subject.knowledge.rules.get(rule) else { return false };
    let Some(case) = rule.cases.get(case) else { return false };
    let asked = |question: Option<bool>| question.is_none_or(|asked| asked == sentence.question);
    let of_macro = || [rule.in_macros(), case.in_macros()].iter().all(|condition| in_macro(subject, condition));
    asked(rule.question) && asked(case.question) && of_macro()
}

pub(super) fn meets(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether what matched is, or shares words with, a product name or another of the configuration's terms.
pub(super) fn names_a_term(subject: &Subject, sentence: &Sentence, said: &[Word]) -> bool {
    if subject.settings.terms.is_empty() {
        return false;
    }
    let text = sentence.span.of(subject.source).to_lowercase();
    let matched = span_of(said);
    // Lower case keeps the length of all but a handful of letters; where it does not, the sentence is not searched.
    let same_length = text.len() == sentence.span.len();
    same_length
        && subject.settings.terms.iter().map(|term| term.to_lowercase()).filter(|term| !term.is_empty()).any(|term| {
            let places = text.match_indices(&term).map(|(at, _)| sentence.span.start + at);
            places.into_iter().any(|start| Span::new(start, start + term.len()).overlaps(matched))
        })
}

/// Of the matches of one rule that overlap, the leftmost, and of those the longest; the case that comes first wins a tie.
fn longest_of_each_rule(mut candidates: Vec<Hit>) -> Vec<Hit> {
    candidates.sort_by_key(|hit| (hit.rule, hit.found.tokens.start, usize::MAX - hit.found.tokens.end, hit.case));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in candidates {
        let clashes =
            kept.last().is_some_and(|last| last.rule == hit.rule && meets(&last.found.tokens, &hit.found.tokens));
        if !clashes {
            kept.push(hit);
        }
    }
    kept
}

/// Of the matches of one rule in a sentence, all but the hints behind the first: a guess is not made twice.
fn hints_once(subject: &Subject, hits: Vec<Hit>) -> Vec<Hit> {
    let is_hint = |hit: &Hit| {
        let rule = subject.knowledge.rules.get(hit.rule);
        let own = rule.and_then(|rule| rule.cases.get(hit.case)?.severity.or(Some(rule.severity)));
        own == Some(Severity::Hint)
    };
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let again = is_hint(&hit) && kept.last().is_some_and(|last| last.rule == hit.rule);
        if !again {
            kept.push(hit);
        }
    }
    kept
}

/// What there is to reword, unless the settings do not want it.
pub(super) fn wording_of<'a>(
    subject: &'a Subject<'a>,
    around: &'a Around<'a>,
    neighbours: &mut Neighbours,
    hit: &'a Hit,
) -> Option<Wording<'a>> {
    let rule = subject.knowledge.rules.get(hit.rule)?;
    let case = rule.cases.get(hit.case)?;
    let mut default = case.severity.unwrap_or(rule.severity);
    if default > Severity::Information && neighbours.soften(hit.rule, hit.sentence) {
        default = Severity::Information;
    }
    let severity = subject.settings.severity(&rule.id, default)?;
    let prose = around.prose();
    let sentence = prose.sentences.get(hit.sentence)?;
    let words = prose.words(sentence);
    let matched = span_of(words.get(hit.found.tokens.clone())?);
    Some(Wording {
        subject,
        prose,
        around,
        index: hit.sentence,
        sentence,
        rule,
        case,
        found: &hit.found,
        severity,
        matched,
    })
}

fn finding(wording: &Wording, fixes: Fixes) -> Option<Finding> {
    let Wording { rule, severity, .. } = *wording;
    let words = wording.prose.words(wording.sentence);
    let span = marked(words, wording.found)?;
    Some(Finding {
        rule: rule.id.clone(),
        severity,
        span,
        message: message(wording, span),
        when: Vec::new(),
        related: in_snippets(wording),
        fixes: if fixes.wanted(span) { reframes(wording, fixes == Fixes::First) } else { Vec::new() },
    })
}

/// What of a match is marked: not a captured `rest` at its end, which only the rewording needs, nor a comma there.
fn marked(words: &[Word], found: &Match) -> Option<Span> {
    let rest = found.captures.iter().find(|capture| capture.name == "rest" && capture.tokens.end == found.tokens.end);
    let end = rest.map_or(found.tokens.end, |rest| rest.tokens.start);
    let mut marked = words.get(found.tokens.start..end)?;
    while let [before @ .., Word { kind: WordKind::Comma | WordKind::Break, .. }] = marked {
        marked = before;
    }
    while let [Word { kind: WordKind::Comma | WordKind::Break, .. }, after @ ..] = marked {
        marked = after;
    }
    Some(if marked.is_empty() { span_of(words.get(found.tokens.clone())?) } else { span_of(marked) })
}

/// From the first to the last of `words`, those of the macro itself where some are; in a loop or a snippet they may stand
/// in another order than they are read.
pub(super) fn span_of(words: &[Word]) -> Span {
    let own = words.iter().any(|word| word.file == 0);
    let spans = words.iter().filter(|word| !own || word.file == 0).map(|word| word.span);
    spans.reduce(Span::cover).unwrap_or_default()
}

/// The places in snippets that a part of the match comes from.
fn in_snippets(wording: &Wording) -> Vec<Related> {
    let words = wording.prose.words(wording.sentence).get(wording.found.tokens.clone()).unwrap_or_default();
    let mut out: Vec<Related> = Vec::new();
    for word in words {
        let Some(snippet) = wording.prose.snippet(word.file) else { continue };
        match out.last_mut() {
            Some(last) if last.elsewhere.as_ref().is_some_and(|place| place.label == snippet.label) => {
                last.span = last.span.cover(word.span);
            }
            _ => out.push(Related {
                span: word.span,
                message: "this part of it comes from here".to_owned(),
                elsewhere: Some(Elsewhere { label: snippet.label.clone(), source: snippet.source.as_str().into() }),
            }),
        }
    }
    out
}

/// The rule's message with what matched in its place.
fn message(wording: &Wording, span: Span) -> String {
    let words = wording.prose.words(wording.sentence);
    let matched = words.get(wording.found.tokens.clone()).unwrap_or_default();
    let inside: Vec<Word> = matched.iter().copied().filter(|word| word.file != 0 || span.overlaps(word.span)).collect();
    let mut out = wording.rule.message.replace("{match}", &said(wording, &inside, span));
    for capture in &wording.found.captures {
        let part = words.get(capture.tokens.clone()).unwrap_or_default();
        out = out.replace(&format!("{{{}}}", capture.name), &said(wording, part, span_of(part)));
    }
    out
}

/// What `words`, which stand at `span`, say: as it is written, or word by word where a tag stands between them.
fn said(wording: &Wording, words: &[Word], span: Span) -> String {
    let source = wording.subject.source;
    let written = span.of(source);
    let is_plain = words.iter().all(|word| word.file == 0) && !written.contains("{%");
    if is_plain {
        return quote(written);
    }
    let mut out = String::new();
    for word in words {
        let text = word.span.of(wording.prose.source_of(word.file, source));
        let text = if text.contains("{%") { wording.prose.text(word) } else { text };
        if !out.is_empty() && !matches!(word.kind, WordKind::Comma) {
            out.push(' ');
        }
        out.push_str(text);
    }
    quote(&out)
}
