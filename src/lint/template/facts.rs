//! What is known of values at one place of the walk, and how it is forgotten again.

use crate::text::QuickMap;

use super::values::Values;

/// What values may be, by the key of what has them. What is not listed may be anything.
#[derive(Default)]
pub(super) struct Facts {
    known: QuickMap<String, Values>,
    /// What was known before, in the order of learning.
    before: Vec<(String, Option<Values>)>,
}

/// A state to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

/// Some facts: values by key.
pub(super) type Learnt = Vec<(String, Values)>;

impl Facts {
    pub(super) fn mark(&self) -> Mark {
        Mark(self.before.len())
    }

    /// Forgets all that was learnt since.
    pub(super) fn back_to(&mut self, mark: Mark) {
        while self.before.len() > mark.0 {
            match self.before.pop() {
                Some((key, Some(values))) => drop(self.known.insert(key, values)),
                Some((key, None)) => drop(self.known.remove(&key)),
                None => return,
            }
        }
    }

    pub(super) fn learn(&mut self, facts: &[(String, Values)]) {
        for (key, values) in facts {
            let old = self.known.get(key).cloned();
            let new = old.as_ref().map_or_else(|| values.clone(), |old| old.and(values));
            self.known.insert(key.clone(), new);
            self.before.push((key.clone(), old));
        }
    }

    /// Whether nothing is known of anything.
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub(super) fn of(&self, key: &str) -> Option<&Values> {
        self.known.get(key)
    }

    /// Whether it is known that there is something at `key`, or at what it is a part of.
    pub(super) fn is_there(&self, key: &str) -> bool {
        let there = |key: &str| self.known.get(key).is_some_and(Values::are_something);
        there(key) || key.match_indices('.').any(|(dot, _)| key.get(..dot).is_some_and(there))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_learnt_is_forgotten() {
        let mut facts = Facts::default();
        facts.learn(&[("0:a.b".to_owned(), Values::truthy())]);
        let mark = facts.mark();
        facts.learn(&[("0:a.b".to_owned(), Values::text("x")), ("0:c".to_owned(), Values::nil())]);
        assert!(facts.of("0:a.b").is_some_and(|values| values.and(&Values::text("y")).is_empty()));
        facts.back_to(mark);
        assert_eq!(facts.of("0:a.b"), Some(&Values::truthy()));
        assert!(facts.is_there("0:a.b.c") && !facts.is_there("0:a") && !facts.is_there("0:c"));
    }
}
