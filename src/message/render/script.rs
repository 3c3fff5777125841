//! Decisions that stand in for data, so that one rendering after the other takes every path.

use std::collections::HashMap;

use crate::message::bindings::Bindings;
use crate::message::choice::{self, answer};
use crate::message::facts::{Facts, Literal};
use crate::syntax::Condition;

/// One rendering's decisions: what earlier renderings left to try, and then the first answer to everything new.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    /// Answer and number of answers of each question, in the order in which they were asked.
    decisions: Vec<(usize, usize)>,
    next: usize,
    /// Answers by question, since the same question has the same answer.
    given: HashMap<String, usize>,
    /// What was answered, in the order of asking.
    pub(super) when: Vec<Answer>,
    /// What questions ask about, and what holds by the answers so far.
    facts: Facts,
    known: Vec<Literal>,
}

/// The rounds of a loop, each with its word.
const ROUNDS: [(usize, &str); 3] = [(1, "one"), (2, "more"), (0, "none")];

/// A question and one of its answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Answer {
    said: String,
    answer: usize,
    /// Whether it asks how often a loop goes round.
    loops: bool,
}

impl Answer {
    /// How many answers the question has.
    pub(super) fn answers(&self) -> usize {
        if self.loops { ROUNDS.len() } else { 2 }
    }

    /// The other answers to the same question.
    pub(super) fn others(&self) -> impl Iterator<Item = Answer> {
        let other = |answer| Answer { answer, ..self.clone() };
        (0..self.answers()).filter(|answer| *answer != self.answer).map(other)
    }

    /// In words: `a == 1`, `not (a or b)`, `x in list: none`.
    pub(super) fn words(&self) -> String {
        let said = &self.said;
        match (self.loops, self.answer) {
            (true, answer) => format!("{said}: {}", ROUNDS.get(answer).map_or("none", |(_, word)| word)),
            (false, 0) => said.strip_prefix('(').and_then(|said| said.strip_suffix(')')).unwrap_or(said).to_owned(),
            (false, _) => format!("not {said}"),
        }
    }
}

impl Script {
    /// Whether a condition holds. `said` is its text, in brackets where `not` before it would be misread; `bindings` are the
    /// names in it that have a value. What follows from earlier answers is no question.
    pub(super) fn condition(&mut self, key: String, said: &str, condition: &Condition, bindings: &Bindings) -> bool {
        let (holds, fails) = match answer(condition, bindings, &mut self.facts) {
            choice::Answer::Always(holds) => return holds,
            choice::Answer::Depends { holds, fails, .. } => (holds, fails),
        };
        let holding = match (self.can_be(&holds), self.can_be(&fails)) {
            (true, false) => true,
            (false, true) => false,
            _ => self.decide(key, Answer { said: said.to_owned(), answer: 0, loops: false }) == 0,
        };
        self.known.extend(if holding { holds } else { fails });
        holding
    }

    /// Whether all of `literals` can hold beside what is known.
    fn can_be(&self, literals: &[Literal]) -> bool {
        self.facts.can_hold(literals.iter().copied()) && self.facts.can_hold_after(self.known.iter().copied(), literals)
    }

    /// How often a loop goes round: once, twice for more, or never; at most `most` times.
    pub(super) fn rounds(&mut self, key: String, said: &str, most: usize) -> usize {
        let answer = self.decide(key, Answer { said: said.to_owned(), answer: 0, loops: true });
        ROUNDS.get(answer).map_or(0, |(rounds, _)| *rounds).min(most)
    }

    /// The answer to a question.
    fn decide(&mut self, key: String, question: Answer) -> usize {
        if let Some(given) = self.given.get(&key) {
            return *given;
        }
        let answer = match self.decisions.get(self.next) {
            Some((answer, _)) => *answer,
            None => {
                self.decisions.push((0, question.answers()));
                0
            }
        };
        self.next += 1;
        self.given.insert(key, answer);
        self.when.push(Answer { answer, ..question });
        answer
    }

    /// The script of the next path; `None` after the last.
    pub(super) fn next(self) -> Option<Self> {
        let mut decisions = self.decisions;
        decisions.truncate(self.next);
        while let Some((answer, answers)) = decisions.pop() {
            if answer + 1 < answers {
                decisions.push((answer + 1, answers));
                return Some(Self { decisions, ..Self::default() });
            }
        }
        None
    }
}

/// The text of a condition, in brackets where it is several.
pub(super) fn said(text: &str, several: bool) -> String {
    if several { format!("({text})") } else { text.to_owned() }
}

/// Alternatives as one condition.
pub(super) fn joined(alternatives: &[String]) -> String {
    alternatives.join(" or ")
}
