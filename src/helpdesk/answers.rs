//! Answers about names that were given before: the macros of one team name the same few variables again and again.

use crate::text::QuickMap;
use std::cell::RefCell;

/// When so many answers are known, all are forgotten.
const MOST: usize = 4_096;

/// Answers about longer names, in bytes, are not kept.
const LONGEST: usize = 80;

/// The answers to one question, by the name that it was asked about.
pub(crate) struct Answers<A>(RefCell<QuickMap<String, A>>);

impl<A> Default for Answers<A> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<A: Clone> Answers<A> {
    /// The answer for `name`; `find` finds one that is not known.
    pub(crate) fn of(&self, name: &str, find: impl FnOnce() -> A) -> A {
        if name.len() > LONGEST {
            return find();
        }
        if let Some(known) = self.0.borrow().get(name) {
            return known.clone();
        }
        let answer = find();
        let mut known = self.0.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(name.to_owned(), answer.clone());
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_asked_about_once() {
        let answers = Answers::default();
        let mut asked = Vec::new();
        for name in ["a", "b", "a"] {
            let length = answers.of(name, || {
                asked.push(name);
                name.len()
            });
            assert_eq!(length, 1);
        }
        assert_eq!(asked, ["a", "b"]);
    }

    #[test]
    fn no_more_are_kept_than_a_fixed_number() {
        let answers = Answers::default();
        for number in 0..3 * MOST {
            answers.of(&number.to_string(), || number);
        }
        answers.of(&"x".repeat(LONGEST + 1), || 0);
        assert!(answers.0.borrow().len() <= MOST);
        assert!(answers.0.borrow().keys().all(|name| name.len() <= LONGEST));
    }
}
