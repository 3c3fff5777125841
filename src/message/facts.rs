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
pub(super) struct Facts {
    subjects: HashMap<String, u32>,
    by_fact: HashMap<Fact, u32>,
    facts: Vec<Fact>,
    /// By subject: its facts.
    of_subject: Vec<Vec<u32>>,
    /// By subject: one that it is connected with through conditions that join both, or itself.
    connected: Vec<u32>,
    /// By subject: the first and the last choice that asks for it or for one that is connected with it.
    asked: Vec<Option<(u32, u32)>>,
    /// By fact that a whole condition is: what it is made of.
    joined: HashMap<u32, Joined>,
}

/// Two conditions in one.
#[derive(Clone, Copy, Debug)]
struct Joined {
    /// Whether both must hold, or one.
    both: bool,
    parts: [Literal; 2],
}

impl Facts {
    /// The number of a subject, such as a path with its binding.
    pub(super) fn subject(&mut self, key: String) -> u32 {
        let next = self.of_subject.len() as u32;
        let number = *self.subjects.entry(key).or_insert(next);
        if number == next {
            self.of_subject.push(Vec::new());
            self.connected.push(next);
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

    /// Says that `whole` holds where both `parts` do, or where one of them does.
    pub(super) fn join(&mut self, whole: Literal, both: bool, parts: [Literal; 2]) {
        self.joined.insert(whole.fact, Joined { both, parts });
        for part in parts {
            self.connect(whole.fact, part.fact);
        }
    }

    fn connect(&mut self, one: u32, other: u32) {
        let (Some(one), Some(other)) = (self.group_of(one), self.group_of(other)) else { return };
        if one == other {
            return;
        }
        let asked = self.asked.get(other as usize).copied().flatten();
        if let Some(connected) = self.connected.get_mut(other as usize) {
            *connected = one;
        }
        if let Some((first, last)) = asked {
            self.note(one, first);
            self.note(one, last);
        }
    }

    /// The subject that stands for all that the subject of a fact is connected with.
    fn group_of(&self, fact: u32) -> Option<u32> {
        let mut subject = self.subject_of(fact)?;
        while let Some(&next) = self.connected.get(subject as usize).filter(|next| **next != subject) {
            subject = next;
        }
        Some(subject)
    }

    /// Notes that `choice` asks for a fact.
    pub(super) fn ask(&mut self, fact: u32, choice: u32) {
        if let Some(group) = self.group_of(fact) {
            self.note(group, choice);
        }
    }

    fn note(&mut self, group: u32, choice: u32) {
        if let Some(asked) = self.asked.get_mut(group as usize) {
            *asked = Some(asked.map_or((choice, choice), |(first, last)| (first.min(choice), last.max(choice))));
        }
    }

    /// Whether more than one choice asks for what a fact is connected with: only then does it matter to remember the answer.
    pub(super) fn is_shared(&self, fact: u32) -> bool {
        self.asked_of(fact).is_some_and(|(first, last)| first != last)
    }

    /// The last choice that asks for what a fact is connected with.
    pub(super) fn last_asked(&self, fact: u32) -> u32 {
        self.asked_of(fact).map_or(0, |(_, last)| last)
    }

    fn asked_of(&self, fact: u32) -> Option<(u32, u32)> {
        self.asked.get(self.group_of(fact)? as usize).copied().flatten()
    }

    /// Whether `literal` cannot hold where `known` do.
    pub(super) fn contradicts(&self, known: &[Literal], literal: Literal) -> bool {
        let mut all: Vec<Literal> = Vec::new();
        let mut next: Vec<Literal> = known.iter().copied().chain([literal]).collect();
        // Each literal is taken up once, so this ends.
        while let Some(literal) = next.pop() {
            if all.contains(&literal.negated()) {
                return true;
            }
            if !all.contains(&literal) {
                all.push(literal);
                next.extend(self.follows(literal));
            }
            if next.is_empty() && !self.joined.is_empty() {
                next.extend(all.iter().filter_map(|whole| self.other_part(*whole, &all)));
            }
        }
        false
    }

    /// What one part of `whole` must be as the other is known, where that is not known yet.
    fn other_part(&self, whole: Literal, known: &[Literal]) -> Option<Literal> {
        let Joined { both, parts: [one, other] } = *self.joined.get(&whole.fact)?;
        // Both do not hold though one does, or one of them holds though one does not.
        if both == whole.holds {
            return None;
        }
        let told = |literal: Literal| if both { literal } else { literal.negated() };
        let derived = |known_part: Literal, open: Literal| {
            let open = told(open).negated();
            (known.contains(&told(known_part)) && !known.contains(&open)).then_some(open)
        };
        derived(one, other).or_else(|| derived(other, one))
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
