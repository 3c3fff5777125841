//! The sentences of a macro as customers receive them, each reading once.
//!
//! A sentence with branches inside has several readings. One that stands wholly in a snippet is the snippet's own: what it
//! does counts for the macro, but it is listed where it stands.

use std::collections::HashMap;

use crate::knowledge::Acts;
use crate::lint::{Said, Subject};
use crate::message::{MessageGraph, Word};
use crate::syntax::{ItemKind, Macro};
use crate::text::Span;

use super::when::{self, Made};

/// A sentence of a macro, in one of its readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceReport {
    /// In the source.
    pub span: Span,
    /// As a customer receives it, with placeholders and slots as they are written.
    pub text: String,
    /// What it does.
    pub acts: Acts,
    /// The conditions that hold on every path on which it is sent, in source order; the nearest ones where there are very
    /// many.
    pub when: Vec<String>,
}

/// The sentences of the subject, which `graph` was read from, in source order; `said` is what its sentences do.
pub(super) fn sentences(subject: &Subject, graph: &MessageGraph, said: &[Said]) -> Vec<SentenceReport> {
    let (mut decisions, of_node) = when::decided(graph);
    let mut made: HashMap<usize, Made> = HashMap::new();
    for (node, one) in graph.nodes.iter().zip(of_node) {
        let Some(sentence) = node.sentence else { continue };
        let all = made.entry(sentence as usize).or_insert(one);
        *all = decisions.common(*all, one);
    }
    let mut known: HashMap<(Span, Vec<Piece>), usize> = HashMap::new();
    let mut readings: Vec<(Reading, Made)> = Vec::new();
    for (number, one) in said.iter().enumerate() {
        let Some(sentence) = graph.prose.sentences.get(one.sentence).filter(|sentence| sentence.file == 0) else {
            continue;
        };
        let words = graph.prose.words(sentence);
        let next = said.get(number + 1).filter(|next| next.sentence == one.sentence).map(|next| next.first);
        let words = words.get(one.first..next.unwrap_or(words.len())).unwrap_or_default();
        let mark = if next.is_none() { sentence.mark } else { Span::new(one.span.end, one.span.end) };
        let pieces = words.iter().map(|word| (word.file, word.span, graph.prose.text(word))).collect();
        let made = made.get(&one.sentence).copied().unwrap_or_default();
        let index = *known.entry((one.span, pieces)).or_insert(readings.len());
        match readings.get_mut(index) {
            Some((_, all)) => *all = decisions.common(*all, made),
            None => readings.push((Reading { said: one, words, mark }, made)),
        }
    }
    let reader = Reader { subject, graph };
    let mut out: Vec<SentenceReport> = readings
        .into_iter()
        .map(|(reading, made)| SentenceReport {
            span: reading.said.span,
            text: reader.text(&reading),
            acts: reading.said.acts,
            when: graph.conditions(subject.source, subject.parsed, &decisions.last(made)),
        })
        .collect();
    out.sort_by_key(|sentence| sentence.span.start);
    out
}

/// What tells readings of one place apart: where a word stands, and which word it is.
type Piece<'a> = (u16, Span, &'a str);

/// A reading of a sentence or of a part of one.
struct Reading<'a> {
    said: &'a Said,
    words: &'a [Word],
    /// Its final mark.
    mark: Span,
}

struct Reader<'a> {
    subject: &'a Subject<'a>,
    graph: &'a MessageGraph,
}

impl<'a> Reader<'a> {
    /// What the customer reads. Where no tag stands inside, it is the source as it is.
    fn text(&self, reading: &Reading) -> String {
        let span = reading.said.span;
        let plain = self.tags(0, span).is_none() && reading.words.iter().all(|word| word.file == 0);
        if plain {
            return span.of(self.subject.source).to_owned();
        }
        let mut out = String::new();
        let mut before = (0, Span::new(span.start, span.start));
        for word in reading.words {
            let place = (word.file, word.span);
            // A placeholder of several known words is shown once.
            if place != before {
                self.between(before, place, &mut out);
                out.push_str(self.word(word));
            }
            before = place;
        }
        let end = if reading.mark.start >= before.1.end { reading.mark } else { Span::new(span.end, span.end) };
        self.between(before, (0, end), &mut out);
        out.push_str(reading.mark.of(self.subject.source));
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Adds what is read between two neighbouring words or marks. What other arms hold there is not.
    fn between(&self, (file, before): (u16, Span), (next_file, next): (u16, Span), out: &mut String) {
        if file != next_file || next.start < before.end {
            out.push(' ');
            return;
        }
        let (Some((source, _)), gap) = (self.file(file), Span::new(before.end, next.start)) else { return };
        match self.tags(file, gap) {
            Some((first, last)) => {
                out.push_str(source.get(gap.start..first.start.max(gap.start)).unwrap_or_default());
                out.push_str(source.get(last.end.min(gap.end)..gap.end).unwrap_or_default());
            }
            None => out.push_str(gap.of(source)),
        }
    }

    /// A word as it is written; as it is read where tags cut it.
    fn word(&self, word: &Word) -> &str {
        let as_written = self.file(word.file).map_or("", |(source, _)| word.span.of(source));
        if self.tags(word.file, word.span).is_some() { self.graph.prose.text(word) } else { as_written }
    }

    /// The first and the last tag, or whatever else is not sent, that `span` of a file touches.
    fn tags(&self, file: u16, span: Span) -> Option<(Span, Span)> {
        let (_, parsed) = self.file(file)?;
        let from = parsed.items.partition_point(|item| item.span.end <= span.start);
        let mut unsent = parsed
            .items
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|item| item.span.start < span.end)
            .filter(|item| matches!(item.kind, ItemKind::Tag(_) | ItemKind::Comment | ItemKind::CommentTag(_)));
        let first = unsent.next()?.span;
        Some((first, unsent.last().map_or(first, |last| last.span)))
    }

    fn file(&self, file: u16) -> Option<(&'a str, &'a Macro)> {
        match self.graph.snippet(file) {
            Some(snippet) => Some((&snippet.source, &snippet.parsed)),
            None => (file == 0).then_some((self.subject.source, self.subject.parsed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::knowledge::{Act, Knowledge};
    use crate::lint::{self, Settings};
    use crate::message::{Snippet, Snippets};

    #[derive(Debug, Default)]
    struct Texts(HashMap<String, Arc<Snippet>>);

    impl Snippets for Texts {
        fn get(&self, id: &str) -> Option<Arc<Snippet>> {
            self.0.get(id).cloned()
        }
    }

    /// One line a sentence: its text, what it does and when it is sent.
    fn check(source: &str, snippets: &[(&str, &str)], expected: Expect) {
        let snippet = |(id, source): &(&str, &str)| {
            let (id, source) = ((*id).to_owned(), (*source).to_owned());
            (id.clone(), Arc::new(Snippet { label: format!("{id}.macro"), id, parsed: Macro::parse(&source), source }))
        };
        let snippets = Texts(snippets.iter().map(snippet).collect());
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        let knowledge = Knowledge::shipped();
        let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &snippets };
        let graph = MessageGraph::read(source, &parsed, &snippets);
        let said = lint::acts(&subject, &graph.prose);
        let lines: Vec<String> = sentences(&subject, &graph, &said)
            .iter()
            .map(|sentence| {
                let acts: Vec<&str> = sentence.acts.iter().map(Act::as_str).collect();
                format!("{:?} [{}] {}", sentence.text, acts.join(" "), sentence.when.join(", "))
            })
            .collect();
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn a_sentence_is_as_it_is_written() {
        check(
            "Hi {{ customer.name }},\n\nWe've got\nit. Write [[when]].\n",
            &[],
            expect![[r#"
            "Hi {{ customer.name }}," [greeting] 
            "We've got\nit." [act] 
            "Write [[when]]." [instruct] "#]],
        );
        check("", &[], expect![""]);
    }

    #[test]
    fn each_reading_is_listed_once() {
        check(
            "We can{% if closed %} not{% endif %} help.",
            &[],
            expect![[r#"
            "We can not help." [refuse] closed
            "We can help." [] not closed"#]],
        );
        check(
            "{% if a %}Sorry, {% endif %}we are late.",
            &[],
            expect![[r#"
            "Sorry, we are late." [apologise] a
            "we are late." [] not a"#]],
        );
        check(
            "We {% if a %}can{% elsif b %}can't{% else %}could{% endif %} (now) help!",
            &[],
            expect![[r#"
            "We can (now) help!" [] a
            "We can't (now) help!" [] not a, b
            "We could (now) help!" [] not a, not b"#]],
        );
        check("We {% if a %}{% endif %}help.", &[], expect![[r#""We help." [] "#]]);
        check(
            "{% for a in b %}We help. {% endfor %}Bye.",
            &[],
            expect![[r#"
            "We help." [] 
            "Bye." [] "#]],
        );
        check(
            "We can{% if a %}not{% endif %}{% comment %} never {% endcomment %} help.",
            &[],
            expect![[r#"
            "We cannot help." [refuse] a
            "We can help." [] not a"#]],
        );
    }

    #[test]
    fn a_greeting_in_front_stands_alone() {
        check(
            "Hi Sam, We {% if a %}can not{% else %}can{% endif %} help.",
            &[],
            expect![[r#"
            "Hi Sam," [greeting] 
            "We can not help." [refuse] a
            "We can help." [] not a"#]],
        );
    }

    #[test]
    fn sentences_of_snippets_are_the_snippets_own() {
        check("We help. {% render 'bye' %}", &[("bye", "We apologise. Bye.")], expect![[r#""We help." [] "#]]);
        check("We {% render 'who' %} you.\n", &[("who", "do help")], expect![[r#""We do help you." [] "#]]);
        check(
            "{% assign who = 'Ada Lovelace' %}I am {{ who }} from {% if a %}x{% else %}y{% endif %}.",
            &[],
            expect![[r#"
                "I am {{ who }} from x." [] a
                "I am {{ who }} from y." [] not a"#]],
        );
    }
}
