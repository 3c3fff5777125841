//! The vocabulary of flow, read from text.

use std::ops::Range;

use toml::Spanned;

use super::super::pack_phrase::PackPhrase;
use super::{Condition, Demand, Doings, Flow, NeedPlace, Within};
use crate::knowledge::Act;
use crate::text::nearest;

/// What is wrong, and which bytes of the text.
pub(in crate::knowledge) type FlowError = (Range<usize>, String);

/// What is no act and can be asked for.
const OTHERS: [&str; 5] = ["slot", "placeholder", "question", "statement", "approval"];

/// The forms of a demand, for whoever wrote none of them.
const FORMS: &str = "write `… needs …`, `… only after …`, `… not in first sentence`, `at most 1 …`, `message needs …`, \
                     `message begins with …`, `message ends with …` or `at most 90 words in a paragraph`";

/// What the text of `flow` means. `at` gives where a byte of it stands in the pack. Its phrases are numbered from `first`.
pub(in crate::knowledge) fn parse(flow: &mut Flow, first: u32, at: impl Fn(usize) -> usize) -> Result<(), FlowError> {
    let text = flow.text.clone();
    let mut parser = Parser { text: &text, tokens: tokens(&text)?, next: 0, phrases: Vec::new(), first };
    let demand = parser.demand()?;
    let (mut unless, mut only_if) = (Vec::new(), Vec::new());
    loop {
        if parser.takes(&["unless"]) {
            unless.push(parser.condition()?);
        } else if parser.takes(&["if"]) {
            only_if.push(parser.condition()?);
        } else {
            break;
        }
    }
    if let Some(token) = parser.tokens.get(parser.next) {
        let words = format!("“{}” is not understood here; {}", token.of(&text), parser.what_may_follow());
        return Err((token.span.clone(), words));
    }
    let phrases = parser.phrases;
    flow.phrases = phrases
        .into_iter()
        .map(|(span, phrase)| PackPhrase(Spanned::new(at(span.start)..at(span.end), phrase)))
        .collect();
    (flow.demand, flow.unless, flow.only_if) = (demand, unless, only_if);
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Comma,
    /// In quotes, which are not part of it.
    Phrase(String),
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    span: Range<usize>,
}

impl Token {
    fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.clone()).unwrap_or_default()
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, FlowError> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let length = match first {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            ',' => {
                out.push(Token { kind: Kind::Comma, span: at..at + 1 });
                1
            }
            '\'' | '"' => {
                let Some(length) = quoted_length(rest, first) else {
                    return Err((at..text.len(), format!("this {first} is never closed")));
                };
                let phrase = rest.get(1..length - 1).unwrap_or_default().to_owned();
                out.push(Token { kind: Kind::Phrase(phrase), span: at..at + length });
                length
            }
            _ => {
                let length =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'')).unwrap_or(rest.len());
                out.push(Token { kind: Kind::Word, span: at..at + length });
                length
            }
        };
        at += length;
    }
    Ok(out)
}

/// How long a quoted phrase is, quotes included. A quote with a letter behind it is an apostrophe.
fn quoted_length(rest: &str, quote: char) -> Option<usize> {
    let ends =
        |at: usize| !rest.get(at + 1..).and_then(|rest| rest.chars().next()).is_some_and(|next| next.is_alphanumeric());
    rest.match_indices(quote).map(|(at, _)| at).skip(1).find(|at| ends(*at)).map(|at| at + 1)
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    next: usize,
    phrases: Vec<(Range<usize>, String)>,
    first: u32,
}

impl Parser<'_> {
    fn demand(&mut self) -> Result<Demand, FlowError> {
        if self.takes(&["at", "most"]) {
            return self.at_most();
        }
        if self.takes(&["message"]) {
            if self.takes(&["needs"]) {
                return Ok(Demand::MessageNeeds(self.doings()?));
            }
            if self.takes(&["begins", "with"]) {
                return Ok(Demand::MessageBegins(self.doings()?));
            }
            if self.takes(&["ends", "with"]) {
                return Ok(Demand::MessageEnds(self.doings()?));
            }
            return Err(self.wrong("behind `message` stands `needs`, `begins with` or `ends with`"));
        }
        let of = self.doings()?;
        if self.takes(&["needs"]) {
            let needs = self.doings()?;
            let place = self.place();
            return Ok(Demand::Needs { of, needs, place });
        }
        if self.takes(&["only", "after"]) {
            let needs = self.doings()?;
            return Ok(Demand::Needs { of, needs, place: NeedPlace::Before });
        }
        if self.takes(&["not", "in", "first", "sentence"]) || self.takes(&["not", "in", "the", "first", "sentence"]) {
            return Ok(Demand::NotFirst(of));
        }
        Err(self.wrong(FORMS))
    }

    fn at_most(&mut self) -> Result<Demand, FlowError> {
        let number = self.tokens.get(self.next).and_then(|token| token.of(self.text).parse::<u32>().ok());
        let Some(count) = number.filter(|count| *count < 10_000) else {
            return Err(self.wrong("behind `at most` stands a number under 10000"));
        };
        self.next += 1;
        if !self.takes(&["words"]) {
            return Ok(Demand::AtMost { count, of: self.doings()? });
        }
        let places = [("sentence", Within::Sentence), ("paragraph", Within::Paragraph), ("message", Within::Message)];
        for (word, within) in places {
            if self.takes(&["in", "a", word]) || self.takes(&["in", "the", word]) {
                return Ok(Demand::AtMostWords { count, within });
            }
        }
        Err(self.wrong("behind `words` stands `in a sentence`, `in a paragraph` or `in the message`"))
    }

    fn place(&mut self) -> NeedPlace {
        if self.in_same_sentence() {
            if self.takes(&["or", "next"]) || self.takes(&["or", "the", "next"]) {
                return NeedPlace::SentenceOrNext;
            }
            return NeedPlace::Sentence;
        }
        match () {
            () if self.takes(&["before"]) => NeedPlace::Before,
            () if self.takes(&["after"]) => NeedPlace::After,
            () => NeedPlace::Message,
        }
    }

    fn in_same_sentence(&mut self) -> bool {
        self.takes(&["in", "same", "sentence"]) || self.takes(&["in", "the", "same", "sentence"])
    }

    fn condition(&mut self) -> Result<Condition, FlowError> {
        let does = self.doings()?;
        Ok(Condition { does, same_sentence: self.in_same_sentence() })
    }

    /// Things with commas, `or` and `and` between them.
    fn doings(&mut self) -> Result<Doings, FlowError> {
        let mut out = Doings::default();
        loop {
            self.doing(&mut out)?;
            let before = self.next;
            let comma = self.tokens.get(self.next).is_some_and(|token| token.kind == Kind::Comma);
            self.next += usize::from(comma);
            let joined = self.takes(&["or"]) || self.takes(&["and"]);
            if !comma && !joined {
                return Ok(out);
            }
            if self.is_next("next") || self.is_next("the") {
                self.next = before;
                return Ok(out);
            }
        }
    }

    fn doing(&mut self, out: &mut Doings) -> Result<(), FlowError> {
        let Some(token) = self.tokens.get(self.next).cloned() else {
            return Err(self.wrong("an act is missing"));
        };
        let word = token.of(self.text).to_lowercase();
        match (&token.kind, word.as_str()) {
            (Kind::Comma, _) => return Err(self.wrong("an act is missing")),
            (Kind::Phrase(phrase), _) => {
                out.phrases.push(self.first + self.phrases.len() as u32);
                self.phrases.push((token.span.clone(), phrase.clone()));
            }
            (Kind::Word, "slot") => out.slot = true,
            (Kind::Word, "placeholder") => out.placeholder = true,
            (Kind::Word, "question") => out.question = true,
            (Kind::Word, "statement") => out.statement = true,
            (Kind::Word, "approval") => out.approval = true,
            (Kind::Word, word) => match Act::ALL.into_iter().find(|act| act.as_str() == word) {
                Some(act) => out.acts.insert(act),
                None => {
                    let known = Act::ALL.into_iter().map(Act::as_str).chain(OTHERS);
                    let hint = match nearest(word, known) {
                        Some((near, _)) => format!("did you mean `{near}`?"),
                        None => "it takes acts, `slot`, `placeholder`, `question`, `statement`, `approval` and phrases in quotes"
                            .to_owned(),
                    };
                    return Err((token.span.clone(), format!("`{word}` is no act; {hint}")));
                }
            },
        }
        self.next += 1;
        Ok(())
    }

    fn is_next(&self, word: &str) -> bool {
        let token = self.tokens.get(self.next);
        token.is_some_and(|token| token.kind == Kind::Word && token.of(self.text).eq_ignore_ascii_case(word))
    }

    /// Takes these words where they come next.
    fn takes(&mut self, words: &[&str]) -> bool {
        let before = self.next;
        for word in words {
            if !self.is_next(word) {
                self.next = before;
                return false;
            }
            self.next += 1;
        }
        true
    }

    fn wrong(&self, words: &str) -> FlowError {
        let span = self.tokens.get(self.next).map_or(self.text.len()..self.text.len(), |token| token.span.clone());
        (span, words.to_owned())
    }

    fn what_may_follow(&self) -> &'static str {
        "what is demanded may end in `unless …` or `if …`, and what is needed in `in same sentence`, `in same sentence or \
         next`, `before` or `after`"
    }
}
