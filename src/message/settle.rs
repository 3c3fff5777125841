//! Going through a macro branch by branch, with what the branches taken so far say about the conditions to come: for whoever
//! follows its ways one by one.

use super::bindings::{Bindings, Bound};
use super::choice::{Arm, answers, arms};
use super::facts::{Facts, Literal};
use crate::syntax::{Expression, Macro};

/// What the conditions of a macro ask, on all ways through it.
#[derive(Debug, Default)]
pub struct Questions {
    facts: Facts,
    last_version: u32,
}

/// What is known on one way.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    bindings: Bindings,
    literals: Vec<Literal>,
}

impl Questions {
    /// The branches of a block that can be taken on a way, in order, each with what is known there. A branch goes by the number
    /// of its tag, the block's opener being 0; that none is taken by how many tags there are.
    pub fn branches(&mut self, parsed: &Macro, block: usize, on: &Answered) -> Vec<(usize, Answered)> {
        let Some(of) = parsed.blocks.get(block) else { return Vec::new() };
        let mut arms = arms(&answers(parsed, of, &on.bindings, &mut self.facts), &self.facts);
        arms.retain(|arm| self.facts.can_hold(on.literals.iter().chain(&arm.literals).copied()));
        // What is the only one left says nothing new.
        if let [only] = arms.as_slice() {
            return vec![(only.tag, on.clone())];
        }
        let taken = |Arm { tag, mut literals, .. }: Arm| {
            literals.retain(|literal| !on.literals.contains(literal));
            literals.extend_from_slice(&on.literals);
            (tag, Answered { bindings: on.bindings.clone(), literals })
        };
        arms.into_iter().map(taken).collect()
    }

    /// A name gets a value; `None` where it is not known which.
    pub fn set(&mut self, on: &mut Answered, name: &str, value: Option<&Expression>) {
        self.last_version += 1;
        let bound = value.map_or(Bound::Unknown, |value| on.bindings.bound(value));
        on.bindings.bind(name, self.last_version, bound);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The branches of the last block, where the first branches of those before it are taken.
    fn check(source: &str, expected: &[usize]) {
        let parsed = Macro::parse(source);
        let (mut questions, mut on) = (Questions::default(), Answered::default());
        let last = parsed.blocks.len() - 1;
        for block in 0..last {
            on = questions.branches(&parsed, block, &on).swap_remove(0).1;
        }
        let left: Vec<usize> = questions.branches(&parsed, last, &on).into_iter().map(|(tag, _)| tag).collect();
        assert_eq!(left, expected, "{source}");
    }

    #[test]
    fn what_is_known_rules_branches_out() {
        check("{% if a == 1 %}{% elsif a == 2 %}{% endif %}", &[0, 1, 2]);
        check("{% if a == 1 %}{% endif %}{% if a == 2 %}{% elsif a == 1 %}{% else %}{% endif %}", &[1]);
        check("{% if a == 1 %}{% endif %}{% case a %}{% when 1 %}{% else %}{% endcase %}", &[1]);
        check("{% if a != blank %}{% endif %}{% unless a == blank %}{% endunless %}", &[0]);
        check("{% if a and b %}{% endif %}{% if b %}{% endif %}", &[0]);
        check("{% if a or b %}{% endif %}{% if b %}{% endif %}", &[0, 1]);
    }

    #[test]
    fn a_name_with_another_value_is_another_question() {
        let (mut questions, mut on) = (Questions::default(), Answered::default());
        let source = "{% if a %}{% endif %}{% if b == 'x' %}{% endif %}{{ 'x' }}";
        let parsed = Macro::parse(source);
        on = questions.branches(&parsed, 0, &on).swap_remove(0).1;
        assert_eq!(questions.branches(&parsed, 0, &on).len(), 1);
        questions.set(&mut on, "a", None);
        assert_eq!(questions.branches(&parsed, 0, &on).len(), 2);
        let crate::syntax::ItemKind::Output(output) = &parsed.items.last().unwrap().kind else { panic!() };
        questions.set(&mut on, "b", Some(&output.value));
        let left: Vec<usize> = questions.branches(&parsed, 1, &on).into_iter().map(|(tag, _)| tag).collect();
        assert_eq!(left, [0]);
    }
}
