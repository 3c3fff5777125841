//! The blocks of a walk: which arms they have, and loops.

use super::Place;
use super::bindings::Bound;
use super::choice::{Answer, Arm, Choice, answer_of_when, answers, arms};
use super::facts::{Constant, Question};
use super::graph::NoticeKind;
use super::layout::Layout;
use super::walk::{DEEPEST, Walk};
use crate::syntax::{Argument, BlockKind, Expression, ItemKind, Macro, TagKind, Value};

/// Passages in loops are walked so many times at most: three times in a loop, for one round and for the first and the last
/// of several.
const MOST_ROUNDS: usize = 9;

/// What a loop does, as [`Choice::numbers`] says it.
pub(super) const NONE: u32 = 0;
/// One round.
pub(super) const ONE: u32 = 1;
/// Several rounds.
pub(super) const MORE: u32 = 2;

impl Walk<'_> {
    /// The arms of a block that can be taken.
    pub(super) fn arms_of(&mut self, parsed: &Macro, block: usize) -> Vec<Arm> {
        let Some(of) = parsed.blocks.get(block) else { return Vec::new() };
        if of.kind == BlockKind::For {
            // Too deep to be walked as a loop: its passage is there or not.
            let otherwise = of.arms.first().map_or(1 + of.arms.len(), |_| 1);
            return vec![
                Arm { tag: 0, number: ONE, literals: Vec::new() },
                Arm { tag: otherwise, number: NONE, literals: Vec::new() },
            ];
        }
        arms(&answers(parsed, of, &self.bindings, &mut self.graph.facts), &self.graph.facts)
    }

    /// What is known of any of the values fitting the subject of a `case`.
    pub(super) fn answer_of_when(&mut self, values: &[Expression], subject: Option<&Expression>) -> Answer {
        answer_of_when(values, subject, &self.bindings, &mut self.graph.facts)
    }

    /// Notes a choice between these arms; there is none where there is but one.
    pub(super) fn choose(&mut self, file: u16, block: usize, arms: Vec<Arm>) -> Option<u32> {
        if arms.len() < 2 {
            return None;
        }
        Some(self.note_choice(Choice::of(file, block), arms))
    }

    /// Notes a choice and gives it its arms.
    pub(super) fn note_choice(&mut self, choice: Choice, arms: Vec<Arm>) -> u32 {
        let number = self.graph.choices.len() as u32;
        let literals = arms.iter().flat_map(|arm| &arm.literals);
        literals.for_each(|literal| self.graph.facts.ask(literal.fact, number));
        let numbers = arms.iter().map(|arm| arm.number).collect();
        let arms = arms.into_iter().map(|arm| arm.literals).collect();
        self.graph.choices.push(Choice { arms, numbers, ..choice });
        number
    }

    /// Walks a loop: no round, one round, a first and a last of several.
    pub(super) fn for_loop(&mut self, file: u16, parsed: &Macro, layout: &Layout, block: usize) {
        let spans = layout.arms(parsed, block);
        let (Some(&body), Some(of)) = (spans.first(), parsed.blocks.get(block)) else { return };
        let otherwise = spans.get(1).copied();
        let Some(ItemKind::Tag(tag)) = parsed.items.get(of.open).map(|item| &item.kind) else { return };
        let TagKind::For { variable, list, arguments, .. } = &tag.kind else { return };
        let place = Place { file, span: parsed.items.get(of.open).map(|item| item.span).unwrap_or_default() };
        let count = body.1 - body.0;
        let goes_round =
            self.rounds * 3 <= MOST_ROUNDS && (self.depth + 1 < DEEPEST) && self.may_insert(2 * count, place);
        if !goes_round {
            self.graph.notice(place, NoticeKind::DeepLoops);
        }
        let arms = self.loop_arms(list.as_ref(), arguments, goes_round);
        let numbers: Vec<u32> = arms.iter().map(|arm| arm.number).collect();
        let choice = self.choose(file, block, arms);
        let entry = std::mem::take(&mut self.open);
        let entry_bindings = self.bindings.clone();
        let name = variable.as_ref().map(|name| name.text.as_str());
        let mut out = Vec::new();
        for (arm, number) in numbers.into_iter().enumerate() {
            self.bindings = entry_bindings.clone();
            self.open = self.taking(&entry, choice, arm);
            match number {
                NONE => otherwise.into_iter().for_each(|(from, to)| self.items(file, from, to)),
                ONE => self.round(file, body, name, goes_round.then_some((true, true))),
                _ => {
                    self.round(file, body, name, Some((true, false)));
                    self.round(file, body, name, Some((false, true)));
                }
            }
            out.push((std::mem::take(&mut self.open), self.bindings.clone()));
        }
        self.meet(out, file, block);
    }

    /// One round; `ends` says whether it is the first, and the last.
    fn round(&mut self, file: u16, body: (usize, usize), name: Option<&str>, ends: Option<(bool, bool)>) {
        if let Some(name) = name {
            self.bind(name, Bound::Unknown);
        }
        self.bind("forloop", ends.map_or(Bound::Unknown, |(first, last)| Bound::Loop { first, last }));
        let rounds = self.rounds;
        self.rounds *= 3;
        self.items(file, body.0, body.1);
        self.rounds = rounds;
    }

    fn loop_arms(&mut self, list: Option<&Expression>, arguments: &[Argument], goes_round: bool) -> Vec<Arm> {
        let numbers: &[u32] = match list.and_then(|list| self.length(list, arguments)) {
            Some(0) => &[NONE],
            Some(1) => &[ONE],
            Some(_) if goes_round => &[MORE],
            Some(_) => &[ONE],
            None if goes_round => &[NONE, ONE, MORE],
            None => &[NONE, ONE],
        };
        let key = list.filter(|_| goes_round).and_then(|list| self.bindings.key(list));
        let subject =
            key.filter(|_| arguments.is_empty()).map(|key| self.graph.facts.subject(format!("rounds of {key}")));
        let literals = |walk: &mut Self, number: u32| {
            let question = Question::Equals(Constant::Times(number));
            subject.map(|subject| walk.graph.facts.literal(subject, question)).into_iter().collect()
        };
        numbers.iter().map(|&number| Arm { tag: 0, number, literals: literals(self, number) }).collect()
    }

    /// How long a list is, where the macro itself says so.
    fn length(&self, list: &Expression, arguments: &[Argument]) -> Option<u64> {
        let Value::Range(from, to) = &list.value else { return None };
        if !arguments.is_empty() {
            return None;
        }
        let whole = |expression: &Expression| match self.bindings.constant(expression) {
            Some(Constant::Number(bits)) => Some(f64::from_bits(bits)).filter(|number| number.abs() < 1e15),
            _ => None,
        };
        let (from, to) = (whole(from)?.trunc(), whole(to)?.trunc());
        Some((to - from + 1.0).max(0.0) as u64)
    }
}
