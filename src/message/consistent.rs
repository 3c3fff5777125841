//! Whether answers to conditions can be given together, by what one of them says about another.
//!
//! Nothing is written out that follows from an answer: there may be as many other questions about its subject as a macro has
//! lines. Each question is looked up among the answers instead.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::facts::{Facts, Joined, Literal, Question, implied};

impl Facts {
    /// Whether all of these can hold.
    pub(super) fn can_hold(&self, literals: impl IntoIterator<Item = Literal>) -> bool {
        let mut known = Known::of(self);
        literals.into_iter().all(|literal| known.add(literal)) && known.completes()
    }

    /// Whether `next` can hold where `known` do, which can hold together, as `next` can.
    pub(super) fn can_hold_after(&self, known: impl Iterator<Item = Literal>, next: &[Literal]) -> bool {
        // Only subjects that are connected can contradict one another.
        let mut groups: Vec<Option<u32>> = next.iter().map(|literal| self.group_of(literal.fact)).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut known = known.filter(|literal| groups.binary_search(&self.group_of(literal.fact)).is_ok()).peekable();
        known.peek().is_none() || self.can_hold(known.chain(next.iter().copied()))
    }

    /// Whether any one of `literals` cannot hold where `known` do.
    pub(super) fn excludes(&self, known: &[Literal], literals: &[Literal]) -> bool {
        // One look at all of them nearly always says that it is none.
        !self.can_hold(known.iter().chain(literals).copied())
            && literals.iter().any(|literal| !self.can_hold_after(known.iter().copied(), &[*literal]))
    }
}

/// Answers that do not contradict one another so far.
struct Known<'a> {
    facts: &'a Facts,
    /// By fact.
    answers: ByNumber<bool>,
    /// By subject: the answers that say something about other questions, at most one of each [`kind`].
    telling: ByNumber<[Option<Literal>; 2]>,
    /// Conditions that join two others of which one may say what the other is.
    open: Vec<Joined>,
}

impl<'a> Known<'a> {
    fn of(facts: &'a Facts) -> Self {
        Self { facts, answers: ByNumber::default(), telling: ByNumber::default(), open: Vec::new() }
    }

    /// Takes an answer in; `false` where it contradicts another.
    fn add(&mut self, literal: Literal) -> bool {
        if let Some(known) = self.answers.insert(literal.fact, literal.holds) {
            return known == literal.holds;
        }
        let Some((subject, question)) = self.facts.question(literal.fact) else { return true };
        if self.told(subject, question).is_some_and(|holds| holds != literal.holds) {
            return false;
        }
        if tells(question, literal.holds) {
            let telling = self.telling.entry(subject).or_default();
            let contradicts = |other: &Literal| {
                let about = self.facts.question(other.fact).map(|(_, about)| about);
                about
                    .and_then(|about| implied(question, literal.holds, about))
                    .is_some_and(|holds| holds != other.holds)
            };
            if telling.iter().flatten().any(contradicts) {
                return false;
            }
            if let Some(place) = telling.get_mut(kind(question)) {
                *place = Some(literal);
            }
        }
        self.open.extend(self.facts.open_join(literal));
        true
    }

    /// What the answers about a subject say about another question about it.
    fn told(&self, subject: u32, question: &Question) -> Option<bool> {
        let telling = self.telling.get(&subject)?;
        telling.iter().flatten().find_map(|known| {
            let (_, about) = self.facts.question(known.fact)?;
            implied(about, known.holds, question)
        })
    }

    fn answer(&self, fact: u32) -> Option<bool> {
        if let Some(known) = self.answers.get(&fact) {
            return Some(*known);
        }
        let (subject, question) = self.facts.question(fact)?;
        self.told(subject, question)
    }

    /// Takes in what follows from conditions that join others; `false` where that contradicts something.
    fn completes(&mut self) -> bool {
        let mut waiting = Waiting::default();
        let (mut registered, mut next) = (0, Vec::new());
        loop {
            // What is derived may be a condition that joins others itself.
            while let Some(joined) = self.open.get(registered) {
                waiting.register(self.facts, registered, joined);
                next.push(registered);
                registered += 1;
            }
            let Some(joined) = next.pop().and_then(|number| self.open.get(number).copied()) else { return true };
            for derived in self.derived(joined) {
                if self.answer(derived.fact) == Some(derived.holds) {
                    continue;
                }
                if !self.add(derived) {
                    return false;
                }
                next.extend(waiting.for_answer(self.facts, derived));
            }
        }
    }

    /// What each part must be as the other is known.
    fn derived(&self, joined: Joined) -> impl Iterator<Item = Literal> + use<> {
        let [one, other] = joined.parts;
        // Both do not hold though one does, or one of them holds though one does not.
        let told = |literal: Literal| if joined.both { literal } else { literal.negated() };
        let derive = |part: Literal, open: Literal| {
            let part = told(part);
            (self.answer(part.fact) == Some(part.holds)).then(|| told(open).negated())
        };
        [derive(one, other), derive(other, one)].into_iter().flatten()
    }
}

/// Which open conditions have to be looked at again, by the part whose answer becomes known.
#[derive(Default)]
struct Waiting {
    by_fact: ByNumber<Vec<usize>>,
    by_subject: ByNumber<Vec<usize>>,
}

impl Waiting {
    fn register(&mut self, facts: &Facts, number: usize, joined: &Joined) {
        for part in joined.parts {
            self.by_fact.entry(part.fact).or_default().push(number);
            if let Some((subject, _)) = facts.question(part.fact) {
                self.by_subject.entry(subject).or_default().push(number);
            }
        }
    }

    fn for_answer(&self, facts: &Facts, answer: Literal) -> Vec<usize> {
        let Some((subject, question)) = facts.question(answer.fact) else { return Vec::new() };
        let waiting =
            if tells(question, answer.holds) { self.by_subject.get(&subject) } else { self.by_fact.get(&answer.fact) };
        waiting.cloned().unwrap_or_default()
    }
}

/// Whether an answer says anything about other questions.
fn tells(question: &Question, holds: bool) -> bool {
    holds || *question == Question::Truthy
}

/// Where among the telling answers one to this question has its place.
fn kind(question: &Question) -> usize {
    usize::from(*question == Question::Truthy)
}

/// By the number of a fact or a subject.
type ByNumber<T> = HashMap<u32, T, BuildHasherDefault<NumberHasher>>;

/// Spreads numbers that are counted up, which no author chooses.
#[derive(Default)]
struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::facts::Constant;
    use super::*;

    /// Questions about two subjects, their values among them, and conditions that join some of them.
    fn facts() -> (Facts, Vec<Literal>) {
        let mut facts = Facts::default();
        let mut literals = Vec::new();
        for name in ["plan", "country"] {
            let subject = facts.subject(name.into());
            literals.push(facts.literal(subject, Question::Truthy));
            for constant in [Constant::Nil, Constant::Text("a".into()), Constant::Text("b".into())] {
                literals.push(facts.literal(subject, Question::Equals(constant)));
            }
        }
        for (key, both, one, other) in
            [("x", true, 0, 4), ("y", false, 2, 6), ("z", true, 8, 3), ("w", false, 9, 7), ("v", true, 2, 3)]
        {
            let subject = facts.subject(key.into());
            let whole = facts.literal(subject, Question::Truthy);
            facts.join(whole, both, [literals[one], literals[other].negated()]);
            literals.push(whole);
        }
        (facts, literals)
    }

    /// What else holds where `literal` does.
    fn follows(facts: &Facts, questions: &[Literal], literal: Literal) -> Vec<Literal> {
        let (subject, question) = facts.question(literal.fact).unwrap();
        let others = questions.iter().filter(|other| other.fact != literal.fact);
        let about = others.filter_map(|other| {
            let (of, about) = facts.question(other.fact)?;
            let holds = implied(question, literal.holds, about).filter(|_| of == subject)?;
            Some(Literal { fact: other.fact, holds })
        });
        about.collect()
    }

    #[test]
    fn what_follows_from_what() {
        let (facts, questions) = facts();
        let [truthy, nil, a, b] = questions[..4] else { panic!() };
        assert_eq!(follows(&facts, &questions, a), [truthy, nil.negated(), b.negated()]);
        assert_eq!(follows(&facts, &questions, a.negated()), []);
        assert_eq!(follows(&facts, &questions, truthy.negated()), [a.negated(), b.negated()]);
    }

    /// All that follows, written out: what the rules above come to where there are few questions.
    fn written_out(facts: &Facts, questions: &[Literal], asked: &[Literal]) -> bool {
        let mut all: Vec<Literal> = Vec::new();
        let mut next = asked.to_vec();
        while let Some(literal) = next.pop() {
            if !all.contains(&literal) {
                all.push(literal);
                next.extend(follows(facts, questions, literal));
            }
            for joined in all.iter().filter_map(|whole| facts.open_join(*whole)) {
                let told = |part: Literal| if joined.both { part } else { part.negated() };
                let [one, other] = joined.parts;
                for (part, open) in [(one, other), (other, one)] {
                    if all.contains(&told(part)) && !all.contains(&told(open).negated()) {
                        next.push(told(open).negated());
                    }
                }
            }
        }
        !all.iter().any(|literal| all.contains(&literal.negated()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn the_same_as_if_all_that_follows_were_written_out(
            asked in prop::collection::vec((0_usize..13, any::<bool>()), 0..7),
        ) {
            let (facts, literals) = facts();
            let asked: Vec<Literal> =
                asked.into_iter().map(|(number, holds)| Literal { holds, ..literals[number] }).collect();
            prop_assert_eq!(facts.can_hold(asked.iter().copied()), written_out(&facts, &literals, &asked));
            let (one, other) = asked.split_at(asked.len() / 2);
            if facts.can_hold(one.iter().copied()) && facts.can_hold(other.iter().copied()) {
                prop_assert_eq!(facts.can_hold_after(one.iter().copied(), other), written_out(&facts, &literals, &asked));
            }
        }
    }
}
