//! Values that differ from branch to branch: where branches meet, a name that each of them gave a constant stands for one of
//! a few constants, and each path goes on knowing which.

use std::rc::Rc;

use super::Place;
use super::bindings::{Bindings, Bound, OneOf};
use super::choice::{Arm, Choice};
use super::facts::{Constant, Literal, Question};
use super::feed::Feed;
use super::graph::Decision;
use super::intake::printed;
use super::open::Open;
use super::walk::Walk;

/// More constants than this a name does not stand for.
const MOST_CONSTANTS: usize = 4;
/// Of more names than this that branches give values to, the others are not followed.
const MOST_NAMES: usize = 4;
/// Of so many names it is looked whether they can be.
const MOST_TRIED: usize = 256;

/// What is open at the end of a branch, and what names stand for there.
pub(super) type Arrived = (Vec<Open>, Bindings);

/// What a name stands for on the paths of one branch: a constant, and what holds where it does.
type Way = (usize, Constant, Option<Literal>);

impl Walk<'_> {
    /// Comes to the place where branches of a block meet.
    pub(super) fn meet(&mut self, mut arrived: Vec<Arrived>, file: u16, block: usize) {
        arrived.retain(|(open, _)| !open.is_empty());
        let version = self.version();
        let all: Vec<Bindings> = arrived.iter().map(|(_, bindings)| bindings.clone()).collect();
        if let Some((bindings, differing)) = Bindings::after(&all, version) {
            self.bindings = bindings;
            let mut left = MOST_NAMES;
            for name in differing.iter().take(MOST_TRIED) {
                if left > 0 && self.follow(name, version, &mut arrived, file, block) {
                    left -= 1;
                }
            }
        }
        self.open = arrived.into_iter().flat_map(|(open, _)| open).collect();
        self.compress();
    }

    /// Lets a name stand for the constants that branches gave it. Says whether all gave it one.
    fn follow(&mut self, name: &str, version: u32, arrived: &mut [Arrived], file: u16, block: usize) -> bool {
        let Some(ways) = self.ways(name, arrived) else { return false };
        let mut constants: Vec<Constant> = Vec::new();
        for (_, constant, _) in &ways {
            if !constants.contains(constant) {
                constants.push(constant.clone());
            }
            if constants.len() > MOST_CONSTANTS {
                return false;
            }
        }
        if let [constant] = constants.as_slice() {
            self.bindings.bind(name, version, Bound::Constant(constant.clone()));
            return true;
        }
        let key = self.bindings.key_of(name, version);
        let arm = |walk: &mut Self, (_, constant, holds): &Way| {
            let literal = walk.is(&key, constant);
            Arm { tag: 0, number: 0, literals: holds.iter().copied().chain([literal]).collect() }
        };
        let arms: Vec<Arm> = ways.iter().map(|way| arm(self, way)).collect();
        let choice = self.note_choice(Choice::derived(file, block), arms);
        for (index, (open, _)) in arrived.iter_mut().enumerate() {
            let own = ways.iter().zip(0..).filter(|((branch, ..), _)| *branch == index);
            let decided = own.flat_map(|(_, arm)| self.deciding(open, Decision { choice, arm })).collect();
            *open = self.at_most_kept(decided);
        }
        let values = OneOf { key, name: name.to_owned(), constants, file, block };
        self.bindings.bind(name, version, Bound::OneOf(Rc::new(values)));
        true
    }

    /// What a name can stand for behind each branch; `None` where that is not known of one of them.
    fn ways(&mut self, name: &str, arrived: &[Arrived]) -> Option<Vec<Way>> {
        let mut ways = Vec::new();
        for (branch, (_, bindings)) in arrived.iter().enumerate() {
            match bindings.get(name)? {
                Bound::Constant(constant) => ways.push((branch, constant.clone(), None)),
                Bound::OneOf(values) => {
                    let values = Rc::clone(values);
                    for constant in &values.constants {
                        ways.push((branch, constant.clone(), Some(self.is(&values.key, constant))));
                    }
                }
                _ => return None,
            }
        }
        Some(ways)
    }

    /// Prints the value of a name that stands for one of several constants.
    pub(super) fn feed_one_of(&mut self, values: &OneOf, place: Place) {
        self.before_arms(values.constants.len());
        let arm = |walk: &mut Self, constant: &Constant| {
            let literals = vec![walk.is(&values.key, constant)];
            Arm { tag: 0, number: 0, literals }
        };
        let arms: Vec<Arm> = values.constants.iter().map(|constant| arm(self, constant)).collect();
        let words = values.constants.iter().map(|constant| format!("{} == {}", values.name, written(constant)));
        let choice = Choice { words: words.collect(), ..Choice::derived(values.file, values.block) };
        let choice = self.note_choice(choice, arms);
        let entry = std::mem::take(&mut self.open);
        self.graph.many_paths(true);
        for (constant, arm) in values.constants.iter().zip(0..) {
            let mut open = self.deciding(&entry, Decision { choice, arm });
            let text = printed(constant);
            for open in open.iter_mut().filter(|_| !text.is_empty()) {
                open.feed(
                    &mut self.graph,
                    Feed { text: &text, place, is_value: true, first_short: false, plain: false },
                );
            }
            self.open.append(&mut open);
        }
        self.compress();
    }

    fn is(&mut self, key: &str, constant: &Constant) -> Literal {
        let subject = self.graph.facts.subject(key.to_owned());
        self.graph.facts.literal(subject, Question::Equals(constant.clone()))
    }
}

/// A constant as an author writes it.
fn written(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) if text.contains('\'') => format!("\"{text}\""),
        Constant::Text(text) => format!("'{text}'"),
        Constant::Nil => "nil".to_owned(),
        constant => printed(constant),
    }
}
