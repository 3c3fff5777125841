//! What each sentence of a message graph does, as far as flow rules ask.

use super::Active;
use crate::knowledge::{Act, Acts, Doings, Role, among};
use crate::lint::Subject;
use crate::lint::acts::acts_as_heard;
use crate::lint::heard::Heard;
use crate::message::{MessageGraph, Place, Word, WordKind};
use crate::text::{QuickMap, Span};

/// The most words of a name behind a salutation.
const LONGEST_NAME: usize = 2;

/// The fewest words of a statement.
const STATEMENT: usize = 4;
/// What a sentence begins with that speaks of who writes.
const WRITER: [&str; 5] = ["i", "we", "my", "our", "us"];
/// What makes "You …" a judgement or an order.
const TELLS: [&str; 10] = ["are", "should", "must", "need", "can", "cannot", "will", "may", "ought", "could"];

/// A sentence.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The part behind a salutation, or all of it; in the file of the sentence.
    pub(super) body: Span,
    /// All that it does.
    pub(super) acts: Acts,
    slot: bool,
    placeholder: bool,
    question: bool,
    /// It does nothing that is known, and says something of the customer, or of what happened.
    statement: bool,
    /// It greets, and nothing else.
    pub(super) greets: bool,
    /// It signs, and does nothing else.
    pub(super) signs: bool,
    /// Words, without marks.
    pub(super) words: u32,
    /// The number of its paragraph.
    pub(super) paragraph: u32,
    /// Whether every path leads through it.
    pub(super) always: bool,
    /// The phrases of flow rules in it: the rule's index and what the phrase is there for.
    phrases: Vec<(usize, Role)>,
}

impl Line {
    /// Whether it does, or holds, any of `doings`, for a rule.
    pub(super) fn does(&self, doings: &Doings, rule: usize) -> bool {
        self.acts.meets(doings.acts)
            || (doings.slot && self.slot)
            || (doings.placeholder && self.placeholder)
            || (doings.question && self.question)
            || (doings.statement && self.statement)
            || doings.phrases.iter().any(|number| self.phrases.contains(&(rule, Role::Flow(*number))))
    }

    /// One that does all that any of `lines` does: what it does not do, none of them does.
    pub(super) fn of_all(lines: &[Line]) -> Self {
        let mut phrases: Vec<(usize, Role)> = Vec::new();
        for phrase in lines.iter().flat_map(|line| &line.phrases) {
            if !phrases.contains(phrase) {
                phrases.push(*phrase);
            }
        }
        Self {
            body: Span::default(),
            acts: lines.iter().fold(Acts::default(), |acts, line| acts.union(line.acts)),
            slot: lines.iter().any(|line| line.slot),
            placeholder: lines.iter().any(|line| line.placeholder),
            question: lines.iter().any(|line| line.question),
            statement: lines.iter().any(|line| line.statement),
            greets: false,
            signs: false,
            words: 0,
            paragraph: 0,
            always: false,
            phrases,
        }
    }

    /// Whether one of a rule's own exceptions is in it.
    pub(super) fn is_excepted(&self, rule: usize) -> bool {
        let excepts = |role: &Role| matches!(role, Role::Except(None) | Role::Unless(None));
        self.phrases.iter().any(|(of, role)| *of == rule && excepts(role))
    }
}

/// The sentences of `graph`, by their numbers.
pub(super) fn lines(subject: &Subject, graph: &MessageGraph, heard: &Heard, active: &[Active]) -> Vec<Line> {
    let acts = acts_as_heard(subject, graph, heard);
    let parts = acts.chunk_by(|one, other| one.sentence == other.sentence);
    let asked = subject.knowledge.phrases_from(active.iter().map(|active| active.index));
    let mut scan = (!asked.is_empty()).then(|| heard.scan());
    let mut is_active = vec![false; active.last().map_or(0, |last| last.index + 1)];
    for rule in active {
        if let Some(is_active) = is_active.get_mut(rule.index) {
            *is_active = true;
        }
    }
    let always = always_said(graph);
    let mut paragraphs: QuickMap<Place, u32> = QuickMap::default();
    let mut last: Option<(Place, u32)> = None;
    let mut out = Vec::with_capacity(graph.prose.sentences.len());
    for (index, (sentence, parts)) in graph.prose.sentences.iter().zip(parts).enumerate() {
        let (salutation, said) = match parts {
            [said] => (None, *said),
            [salutation, .., said] => (Some(*salutation), *said),
            [] => continue,
        };
        let words = graph.prose.words(sentence);
        let mut phrases = Vec::new();
        if let Some(scan) = &mut scan
            && let Some(known) = heard.take_in(index, scan)
        {
            for &phrase in among(known.possible(), &asked) {
                let Some(used) = subject.knowledge.phrase_use(phrase) else { continue };
                let asked = matches!(used.role, Role::Flow(_) | Role::Except(None) | Role::Unless(None))
                    && is_active.get(used.rule).is_some_and(|is_active| *is_active);
                if asked && scan.occurs(phrase) {
                    phrases.push((used.rule, used.role));
                }
            }
        }
        let only = |act: Act| said.acts == [act].into_iter().collect();
        let paragraph = match last {
            Some((block, number)) if block == sentence.block => number,
            _ => {
                let next = paragraphs.len() as u32;
                *paragraphs.entry(sentence.block).or_insert(next)
            }
        };
        last = Some((sentence.block, paragraph));
        let in_body = |word: &&Word| said.span.start <= word.span.start && !graph.prose.text(word).is_empty();
        let mut body = words.iter().filter(in_body).map(|word| graph.prose.text(word));
        let (first, second) = (body.next().unwrap_or_default(), body.next().unwrap_or_default());
        let tells = first == "you" && TELLS.contains(&second);
        let before = salutation.map_or(0, |salutation| salutation.words);
        out.push(Line {
            body: said.span,
            acts: salutation.map_or(said.acts, |salutation| salutation.acts.union(said.acts)),
            slot: words.iter().any(|word| matches!(word.kind, WordKind::Slot(_))),
            placeholder: words.iter().any(|word| matches!(word.kind, WordKind::Placeholder(_))),
            question: sentence.question,
            statement: said.acts.is_empty()
                && !sentence.question
                && said.words >= STATEMENT
                && !WRITER.contains(&first)
                && !tells,
            greets: match salutation {
                // A name behind it belongs to it: "Hello there, Sam!"
                Some(_) => said.acts.is_empty() && said.words <= LONGEST_NAME,
                None => only(Act::Greeting),
            },
            signs: only(Act::SignOff),
            words: (before + said.words) as u32,
            paragraph,
            always: always.get(index).copied().unwrap_or_default(),
            phrases,
        });
    }
    out
}

/// By sentence: whether every path leads through it.
fn always_said(graph: &MessageGraph) -> Vec<bool> {
    let mut always = vec![false; graph.prose.sentences.len()];
    // The first node from which an edge leads past where we are.
    let mut first = usize::MAX;
    for (number, node) in graph.nodes.iter().enumerate().rev() {
        let place = node.sentence.and_then(|sentence| always.get_mut(sentence as usize));
        if let Some(place) = place.filter(|_| number <= first) {
            *place = true;
        }
        first = node.before.iter().fold(first, |first, edge| first.min(edge.from as usize));
    }
    always
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::NoSnippets;
    use crate::syntax::Macro;

    #[test]
    fn what_every_path_leads_through() {
        let check = |source: &str, expected: &[&str]| {
            let graph = MessageGraph::read(source, &Macro::parse(source), &NoSnippets);
            let sentences = graph.prose.sentences.iter().zip(always_said(&graph));
            let said = sentences.filter(|(_, always)| *always).map(|(sentence, _)| sentence.span.of(source));
            assert_eq!(said.collect::<Vec<_>>(), expected, "{source}");
        };
        check("", &[]);
        check("One. Two.", &["One.", "Two."]);
        check("One. {% if a %}Two.{% endif %} Three.", &["One.", "Three."]);
        check("{% if a %}One.{% else %}Two.{% endif %} Three. {% for x in y %}Four.{% endfor %}", &["Three."]);
        check("{% if a %}One.{% if b %}Two.{% endif %} Three.{% endif %}", &[]);
    }
}
