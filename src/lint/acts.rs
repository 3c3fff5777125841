//! What each sentence does: greets, apologises, refuses, commits. Worked out only where somebody asks.
//!
//! Words are told by the packs' `[[act]]` entries, in the same automaton as the rules. What has no words of its own, a
//! name at the end, is told by its shape.

use std::ops::Range;

use super::Subject;
use super::heard::Heard;
use super::signature::{is_name_line, is_signed};
use super::tone::{meets, speaks_english, token};
use crate::knowledge::phrase::{Known, Scan};
use crate::knowledge::{Act, ActEntry, ActRole, ActUse, Acts};
use crate::message::{MessageGraph, Prose, Sentence, Word, WordKind};
use crate::text::Span;

/// A sentence and what it does. A salutation in front of a sentence ("Hi Sam, We have …") stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// In the source.
    pub span: Span,
    /// The sentence that it is, or is a part of: its index.
    pub sentence: usize,
    /// The first of that sentence's words that it has.
    pub first: usize,
    /// What it does; may be nothing.
    pub acts: Acts,
    /// How many words it has.
    pub words: usize,
}

/// The sentences of `prose`, which was read from the subject without its snippets, in source order.
pub fn acts(subject: &Subject, prose: &Prose) -> Vec<Said> {
    let heard = Heard::new(subject, prose);
    read_all(Reader { subject, prose, graph: None, scan: heard.scan(), heard: &heard, uses: Vec::new() })
}

/// The sentences of a graph, which was read from the subject with its snippets.
pub fn acts_of_graph(subject: &Subject, graph: &MessageGraph) -> Vec<Said> {
    acts_as_heard(subject, graph, &Heard::new(subject, &graph.prose))
}

/// The same, where others ask about the sentences too.
pub(super) fn acts_as_heard(subject: &Subject, graph: &MessageGraph, heard: &Heard) -> Vec<Said> {
    read_all(Reader { subject, prose: &graph.prose, graph: Some(graph), scan: heard.scan(), heard, uses: Vec::new() })
}

fn read_all(mut reader: Reader) -> Vec<Said> {
    let known = speaks_english(reader.subject) && !reader.subject.knowledge.acts.is_empty();
    let prose = reader.prose;
    let mut out = Vec::with_capacity(prose.sentences.len());
    for (index, sentence) in prose.sentences.iter().enumerate() {
        let words = prose.words(sentence);
        if !known {
            out.push(Said {
                span: sentence.span,
                sentence: index,
                first: 0,
                acts: Acts::default(),
                words: said(words),
            });
            continue;
        }
        let found = reader.whole(index, sentence, words);
        match reader.salutation(words, found) {
            Some(end) => {
                let (first, rest) = words.split_at(end);
                let (span, rest_span) = reader.spans(sentence, end);
                let greeting = [Act::Greeting].into_iter().collect();
                out.push(Said { span, sentence: index, first: 0, acts: greeting, words: said(first) });
                let acts = reader.end(sentence, rest);
                let acts = reader.with_shape(acts, index);
                out.push(Said { span: rest_span, sentence: index, first: end, acts, words: said(rest) });
            }
            None => {
                let acts = reader.with_shape(found, index);
                out.push(Said { span: sentence.span, sentence: index, first: 0, acts, words: said(words) });
            }
        }
    }
    out
}

/// How many of `words` say something, as marks do not.
fn said(words: &[Word]) -> usize {
    words.iter().filter(|word| !matches!(word.kind, WordKind::Comma | WordKind::Break)).count()
}

/// The most words of a salutation, with its mark.
const LONGEST_SALUTATION: usize = 7;
/// What begins a sentence, and is no name: "Hi Sam We have …" needs no comma to be two.
const OPENERS: [&str; 39] = [
    "a",
    "an",
    "as",
    "because",
    "but",
    "can",
    "could",
    "for",
    "from",
    "good",
    "here",
    "however",
    "i",
    "if",
    "in",
    "it",
    "just",
    "my",
    "no",
    "nobody",
    "our",
    "please",
    "since",
    "so",
    "sorry",
    "thank",
    "thanks",
    "that",
    "the",
    "this",
    "to",
    "unfortunately",
    "we",
    "what",
    "when",
    "would",
    "yes",
    "you",
    "your",
];

struct Reader<'a> {
    subject: &'a Subject<'a>,
    prose: &'a Prose,
    /// Where the prose comes from, if it may hold snippets.
    graph: Option<&'a MessageGraph>,
    heard: &'a Heard<'a>,
    scan: Scan<'a>,
    /// Room for what the phrases of a sentence are there for.
    uses: Vec<(u32, ActUse)>,
}

impl<'a> Reader<'a> {
    /// The text of a file.
    fn source(&self, file: u16) -> &'a str {
        let snippet = self.graph.and_then(|graph| graph.snippet(file));
        snippet.map_or(self.subject.source, |snippet| &snippet.source)
    }

    /// What all `words` of a sentence do.
    fn whole(&mut self, index: usize, sentence: &Sentence, words: &[Word]) -> Acts {
        let heard = self.heard;
        heard.take_in(index, &mut self.scan).map_or_else(Acts::default, |known| self.read(known, sentence, words))
    }

    /// What the last `words` of a sentence do.
    fn end(&mut self, sentence: &Sentence, words: &[Word]) -> Acts {
        let tokens = words.iter().map(|word| token(self.prose, word));
        let known = self.scan.sentence(tokens, !sentence.cut_start, !sentence.cut_end);
        self.read(&known, sentence, words)
    }

    fn read(&mut self, known: &Known, sentence: &Sentence, words: &[Word]) -> Acts {
        let asks = self.asks(sentence);
        // What is quoted may be the customer's.
        match words.iter().any(|word| word.quoted) {
            true => self.read_anew(known, words, asks),
            false => known.acts(asks, || self.read_anew(known, words, asks)),
        }
    }

    fn read_anew(&mut self, known: &Known, words: &[Word], asks: bool) -> Acts {
        let knowledge = self.subject.knowledge;
        let mut all = std::mem::take(&mut self.uses);
        all.clear();
        all.extend(knowledge.act_uses(known.possible()));
        // Phrases are numbered entry by entry.
        let mut acts = Acts::default();
        for uses in all.chunk_by(|(_, one), (_, other)| one.act == other.act) {
            let entry = uses.first().and_then(|(_, used)| knowledge.acts.get(used.act));
            if let Some(entry) = entry.filter(|entry| !acts.contains(entry.id))
                && self.does(entry, uses, words, asks)
            {
                acts.insert(entry.id);
            }
        }
        self.uses = all;
        acts
    }

    /// Whether the sentence that was taken in last does the act of `entry`, whose phrases of `uses` may occur in it. A
    /// match that is all in quotation marks is said by the customer, not by us.
    fn does(&mut self, entry: &ActEntry, uses: &[(u32, ActUse)], words: &[Word], asks: bool) -> bool {
        let with = |role: ActRole| uses.iter().filter(move |(_, used)| used.role == role).map(|(phrase, _)| *phrase);
        let mut is_first = true;
        let mut exceptions: Vec<Range<usize>> = Vec::new();
        for &(phrase, used) in uses {
            let ActRole::Case(number) = used.role else { continue };
            let asked = |question: Option<bool>| question.is_none_or(|wanted| wanted == asks);
            let fits = asked(entry.question) && entry.cases.get(number).is_some_and(|case| asked(case.question));
            if !fits || !self.scan.occurs(phrase) {
                continue;
            }
            // What speaks against it is looked for only where something speaks for it.
            if std::mem::take(&mut is_first) {
                if with(ActRole::Unless).any(|phrase| self.scan.occurs(phrase)) {
                    return false;
                }
                for phrase in with(ActRole::Except) {
                    exceptions.extend(self.scan.locate(phrase).into_iter().map(|place| place.tokens));
                }
            }
            if with(ActRole::CaseUnless(number)).any(|phrase| self.scan.occurs(phrase)) {
                continue;
            }
            let ours =
                |place: &Range<usize>| words.get(place.clone()).is_none_or(|said| !said.iter().all(|word| word.quoted));
            let clear = |place: &Range<usize>| !exceptions.iter().any(|other| meets(other, place)) && ours(place);
            let any_will_do = exceptions.is_empty() && !words.iter().any(|word| word.quoted);
            if any_will_do || self.scan.locate(phrase).iter().any(|place| clear(&place.tokens)) {
                return true;
            }
        }
        false
    }

    /// Whether a sentence asks; the mark may have a signature behind it.
    fn asks(&self, sentence: &Sentence) -> bool {
        let text = sentence.span.of(self.source(sentence.file));
        let mut marks = memchr::memchr_iter(b'?', text.as_bytes());
        sentence.question
            || marks.any(|at| text.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
    }

    /// How many words and marks a salutation has that stands in front of a sentence of its own: what follows is
    /// written as a sentence begins, behind a comma or dash, or with a word that is no name.
    fn salutation(&self, words: &[Word], acts: Acts) -> Option<usize> {
        if !acts.contains(Act::Greeting) {
            return None;
        }
        let is_mark = |word: &Word| matches!(word.kind, WordKind::Comma | WordKind::Break);
        let begins = |word: &Word| {
            word.kind == WordKind::Word && word.span.of(self.source(word.file)).starts_with(char::is_uppercase)
        };
        let opens = |word: &Word| begins(word) && OPENERS.contains(&self.prose.text(word));
        let near = words.get(..words.len().min(LONGEST_SALUTATION)).unwrap_or_default();
        let after_mark = near.iter().position(is_mark).map(|mark| mark + 1);
        let by_word = near.iter().skip(1).position(opens).map(|at| at + 1);
        match (after_mark, by_word) {
            (Some(after), by_word) if by_word.is_none_or(|at| after <= at) => {
                words.get(after).is_some_and(begins).then_some(after)
            }
            (_, by_word) => by_word,
        }
    }

    /// The two parts of a sentence that is cut before its word number `at`.
    fn spans(&self, sentence: &Sentence, at: usize) -> (Span, Span) {
        let words = self.prose.words(sentence);
        let own = |word: &&Word| word.file == sentence.file;
        let last = at.checked_sub(1).and_then(|last| words.get(last)).filter(own);
        let first = words.get(at).filter(own).map_or(sentence.span.end, |word| word.span.start);
        let last = last.map_or(sentence.span.start, |word| word.span.end);
        (Span::new(sentence.span.start, last), Span::new(first, sentence.span.end))
    }

    /// `acts` and what the shape of sentence number `index` shows: a signature.
    fn with_shape(&self, mut acts: Acts, index: usize) -> Acts {
        let source = self.prose.sentences.get(index).map_or("", |sentence| self.source(sentence.file));
        if is_signed(source, self.prose, index) || is_name_line(source, self.prose, index) {
            acts.insert(Act::SignOff);
        }
        acts
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::knowledge::{Knowledge, PackFile, load};
    use crate::lint::Settings;
    use crate::syntax::Macro;

    const PACK: &str = r#"
[[act]]
id = "greeting"
title = "Greets"
summary = "Greets."
[[act.case]]
phrases = ["^ (hi|hello) [<word>] [,]"]

[[act]]
id = "apologise"
title = "Says sorry"
summary = "Says sorry."
except = ["sorry excuse"]
[[act.case]]
phrases = ["sorry"]

[[act]]
id = "check"
title = "Asks"
summary = "Asks."
unless = ["by any chance"]
[[act.case]]
question = true
phrases = ["is that right"]

[[act]]
id = "refuse"
title = "Says no"
summary = "Says no."
[[act.case]]
phrases = ["we can not"]
unless = ["wait"]
"#;

    /// One line a sentence: its text, and what it does.
    fn check_with(knowledge: &Knowledge, source: &str, expected: Expect) {
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        let subject =
            Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &crate::message::NoSnippets };
        let prose = crate::message::MessageGraph::read(source, &parsed, &crate::message::NoSnippets).prose;
        let lines: Vec<String> = acts(&subject, &prose)
            .iter()
            .map(|said| {
                let acts: Vec<&str> = said.acts.iter().map(Act::as_str).collect();
                format!("{} [{}] {}", said.span.of(source), acts.join(" "), said.words)
            })
            .collect();
        expected.assert_eq(&lines.join("\n"));
    }

    fn check(source: &str, expected: Expect) {
        let (knowledge, mistakes) = load(&[PackFile { name: "acts.toml", text: PACK }]);
        assert_eq!(mistakes, []);
        check_with(&knowledge, source, expected);
    }

    #[test]
    fn words_tell_unless_something_speaks_against_it() {
        check("Sorry, what a sorry excuse.", expect!["Sorry, what a sorry excuse. [apologise] 5"]);
        check("What a sorry excuse.", expect!["What a sorry excuse. [] 4"]);
        check("Is that right? Is that right.", expect!["Is that right? [check] 3\nIs that right. [] 3"]);
        check("Is that right? - Sam", expect!["Is that right? - Sam [check sign-off] 4"]);
        check("Is that right, by any chance?", expect!["Is that right, by any chance? [] 6"]);
        check("We **can’t**.\nWe can't wait.", expect!["We **can’t**. [refuse] 2\nWe can't wait. [] 3"]);
    }

    #[test]
    fn a_salutation_before_a_capital_stands_alone() {
        check("Hi Sam, We can't.", expect!["Hi Sam, [greeting] 2\nWe can't. [refuse] 2"]);
        check("Hi Sam We can't.", expect!["Hi Sam [greeting] 2\nWe can't. [refuse] 2"]);
        check("Hi {{ customer.name }}, we can't.", expect!["Hi {{ customer.name }}, we can't. [greeting refuse] 4"]);
    }

    #[test]
    fn quotes_of_the_customer_and_other_languages_do_nothing() {
        check(
            "You wrote “sorry”. “We can't”",
            expect![[r#"
            You wrote “sorry”. [] 3
            We can't [] 2"#]],
        );
        check("---\nlocale: de\n---\nSorry.", expect!["Sorry. [] 1"]);
    }

    #[test]
    fn edges() {
        check("", expect![""]);
        check("\u{feff}Sorry\r\n\r\n{% if x %}sorry", expect!["Sorry [apologise] 1\nsorry [apologise] 1"]);
        check_with(&Knowledge::default(), "Sorry.", expect!["Sorry. [] 1"]);
    }
}
