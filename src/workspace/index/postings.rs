//! Which macros have a number: sorted where much comes at once, with what came one by one beside it.

use std::collections::HashMap;

/// Places by number. A place never goes: who asks knows which are out of use.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Number and place, sorted.
    sorted: Vec<(u32, u32)>,
    recent: HashMap<u32, Vec<u32>>,
}

impl Postings {
    /// All at once.
    pub(super) fn new(mut all: Vec<(u32, u32)>) -> Self {
        all.sort_unstable();
        all.shrink_to_fit();
        Self { sorted: all, recent: HashMap::new() }
    }

    /// One more.
    pub(super) fn add(&mut self, number: u32, place: u32) {
        self.recent.entry(number).or_default().push(place);
    }

    /// The places of a number, each once.
    pub(super) fn of(&self, number: u32) -> impl Iterator<Item = u32> {
        let start = self.sorted.partition_point(|(known, _)| *known < number);
        let sorted = self.sorted.iter().skip(start).take_while(move |(known, _)| *known == number);
        let recent = self.recent.get(&number).into_iter().flatten();
        sorted.map(|(_, place)| *place).chain(recent.copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_at_once_and_what_came_later() {
        let mut postings = Postings::new(vec![(7, 1), (3, 0), (7, 0)]);
        postings.add(7, 4);
        postings.add(9, 5);
        let of = |number| postings.of(number).collect::<Vec<_>>();
        assert_eq!(of(7), [0, 1, 4]);
        assert_eq!((of(3), of(9), of(1)), (vec![0], vec![5], vec![]));
    }
}
