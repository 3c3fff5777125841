//! Facts that conditions ask for, so that conditions with the same meaning hold or fail together.

use std::collections::HashMap;

/// Something that is true or false of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Literal {
    /// Index of the fact.
    pub fact: u32,
    /// Whether it holds.
    pub holds: bool,
}

impl Literal {
    /// The other way round.
    pub(super) fn negated(self) -> Self {
        Self { holds: !self.holds, ..self }
    }
}

/// What is asked of a subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// Whether it counts as true.
    Truthy,
    /// Whether it equals a constant, written so that equal constants are written alike.
    Equals(Constant),
}

/// A value written in the macro.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Constant {
    Text(String),
    /// The bits of a number.
    Number(u64),
    Boolean(bool),
    Nil,
    /// What a loop does: none, one, more.
    Times(u32),
}

impl Constant {
    fn is_truthy(&self) -> bool {
        !matches!(self, Constant::Nil | Constant::Boolean(false))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Fact {
    /// What it speaks of: a path with its binding, or a whole condition.
    subject: u32,
    question: Question,
}

/// All facts of a macro.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    subjects: HashMap<String, u32>,
    by_fact: HashMap<Fact, u32>,
    facts: Vec<Fact>,
    /// By subject: its facts.
    of_subject: Vec<Vec<u32>>,
    /// By subject: the first and the last choice that asks for it.
    asked: Vec<Option<(u32, u32)>>,
}

impl Facts {
    /// The number of a subject, such as a path with its binding.
    pub(super) fn subject(&mut self, key: String) -> u32 {
        let next = self.of_subject.len() as u32;
        let number = *self.subjects.entry(key).or_insert(next);
        if number == next {
            self.of_subject.push(Vec::new());
            self.asked.push(None);
        }
        number
    }

    /// The literal that the answer to `question` is yes.
    pub(super) fn literal(&mut self, subject: u32, question: Question) -> Literal {
        let fact = Fact { subject, question };
        let next = self.facts.len() as u32;
        let number = *self.by_fact.entry(fact.clone()).or_insert(next);
        if number == next {
            self.facts.push(fact);
            if let Some(of_subject) = self.of_subject.get_mut(subject as usize) {
                of_subject.push(number);
            }
        }
        Literal { fact: number, holds: true }
    }

    /// Notes that `choice` asks for a fact.
    pub(super) fn ask(&mut self, fact: u32, choice: u32) {
        let Some(subject) = self.facts.get(fact as usize).map(|fact| fact.subject) else { return };
        if let Some(asked) = self.asked.get_mut(subject as usize) {
            *asked = Some(asked.map_or((choice, choice), |(first, last)| (first.min(choice), last.max(choice))));
        }
    }

    /// Whether more than one choice asks for the subject of a fact: only then does it matter to remember the answer.
    pub(super) fn is_shared(&self, fact: u32) -> bool {
        self.asked_of(fact).is_some_and(|(first, last)| first != last)
    }

    /// The last choice that asks for the subject of a fact.
    pub(super) fn last_asked(&self, fact: u32) -> u32 {
        self.asked_of(fact).map_or(0, |(_, last)| last)
    }

    /// How many subjects literals speak of; each once.
    pub(super) fn subjects(&self, literals: &[Literal]) -> usize {
        let mut subjects: Vec<Option<u32>> = literals.iter().map(|literal| self.subject_of(literal.fact)).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.len()
    }

    /// Whether two facts speak of the same subject.
    pub(super) fn same_subject(&self, one: u32, other: u32) -> bool {
        self.subject_of(one) == self.subject_of(other)
    }

    fn subject_of(&self, fact: u32) -> Option<u32> {
        self.facts.get(fact as usize).map(|fact| fact.subject)
    }

    fn asked_of(&self, fact: u32) -> Option<(u32, u32)> {
        let fact = self.facts.get(fact as usize)?;
        self.asked.get(fact.subject as usize).copied().flatten()
    }

    /// What else holds where `literal` does, as far as other conditions ask for it.
    pub(super) fn follows<'a>(&'a self, literal: Literal) -> impl Iterator<Item = Literal> + 'a {
        let fact = self.facts.get(literal.fact as usize);
        let others = fact.and_then(|fact| self.of_subject.get(fact.subject as usize)).map_or(&[][..], Vec::as_slice);
        others.iter().filter(move |&&other| other != literal.fact).filter_map(move |&other| {
            let (fact, about) = (fact?, self.facts.get(other as usize)?);
            implied(&fact.question, literal.holds, &about.question).map(|holds| Literal { fact: other, holds })
        })
    }
}

/// What the answer to one question says about the answer to another about the same subject.
fn implied(known: &Question, holds: bool, asked: &Question) -> Option<bool> {
    match (known, holds, asked) {
        (Question::Equals(one), true, Question::Equals(other)) => (one != other).then_some(false),
        (Question::Equals(one), true, Question::Truthy) => Some(one.is_truthy()),
        (Question::Truthy, false, Question::Equals(other)) if other.is_truthy() => Some(false),
        (Question::Truthy, true, Question::Equals(other)) if !other.is_truthy() => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_what() {
        let mut facts = Facts::default();
        let plan = facts.subject("plan".into());
        let truthy = facts.literal(plan, Question::Truthy);
        let mut equals = |text: &str| facts.literal(plan, Question::Equals(Constant::Text(text.into())));
        let (free, paid) = (equals("free"), equals("paid"));
        assert_eq!(equals("free"), free);
        assert_eq!(facts.follows(free).collect::<Vec<_>>(), [truthy, paid.negated()]);
        assert_eq!(facts.follows(free.negated()).collect::<Vec<_>>(), []);
        assert_eq!(facts.follows(truthy.negated()).collect::<Vec<_>>(), [free.negated(), paid.negated()]);
        facts.ask(free.fact, 2);
        assert!(!facts.is_shared(paid.fact));
        facts.ask(paid.fact, 5);
        assert!(facts.is_shared(free.fact) && facts.last_asked(truthy.fact) == 5);
    }
}
