//! Facts that conditions ask for, so that conditions with the same meaning hold or fail together.

use crate::text::QuickMap;

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
    subjects: QuickMap<String, u32>,
    by_fact: QuickMap<Fact, u32>,
    facts: Vec<Fact>,
    /// By subject: one that it is connected with through conditions that join both, or itself.
    connected: Vec<u32>,
    /// By subject that stands for others: how many it stands for.
    sizes: Vec<u32>,
    /// By subject: the first and the last choice that asks for it or for one that is connected with it.
    asked: Vec<Option<(u32, u32)>>,
    /// By fact that a whole condition is: what it is made of.
    joined: QuickMap<u32, Joined>,
}

/// Two conditions in one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joined {
    /// Whether both must hold, or one.
    pub(super) both: bool,
    pub(super) parts: [Literal; 2],
}

impl Facts {
    /// The number of a subject, such as a path with its binding.
    pub(super) fn subject(&mut self, key: String) -> u32 {
        let next = self.connected.len() as u32;
        let number = *self.subjects.entry(key).or_insert(next);
        if number == next {
            self.connected.push(next);
            self.sizes.push(1);
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
        let size = |group: u32| self.sizes.get(group as usize).copied().unwrap_or_default();
        let both = size(one) + size(other);
        // The larger stands for both, so that the way to what stands for a subject stays short.
        let (one, other) = if size(one) < size(other) { (other, one) } else { (one, other) };
        if let Some(size) = self.sizes.get_mut(one as usize) {
            *size = both;
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
    pub(super) fn group_of(&self, fact: u32) -> Option<u32> {
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

    /// The condition that `literal` is, where what one of its parts is may say what the other is: both do not hold, or one of
    /// them holds.
    pub(super) fn open_join(&self, literal: Literal) -> Option<Joined> {
        self.joined.get(&literal.fact).copied().filter(|joined| joined.both != literal.holds)
    }

    /// What a fact asks, and of which subject.
    pub(super) fn question(&self, fact: u32) -> Option<(u32, &Question)> {
        self.facts.get(fact as usize).map(|fact| (fact.subject, &fact.question))
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
}

/// What the answer to one question says about the answer to another about the same subject.
pub(super) fn implied(known: &Question, holds: bool, asked: &Question) -> Option<bool> {
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
    fn a_question_is_asked_again_where_another_of_its_subject_is() {
        let mut facts = Facts::default();
        let plan = facts.subject("plan".into());
        let truthy = facts.literal(plan, Question::Truthy);
        let mut equals = |text: &str| facts.literal(plan, Question::Equals(Constant::Text(text.into())));
        let (free, paid) = (equals("free"), equals("paid"));
        assert_eq!(equals("free"), free);
        facts.ask(free.fact, 2);
        assert!(!facts.is_shared(paid.fact));
        facts.ask(paid.fact, 5);
        assert!(facts.is_shared(free.fact) && facts.last_asked(truthy.fact) == 5);
    }
}
