//! Which macros have a number: sorted where much comes at once, with what came one by one beside it.

use std::collections::HashMap;

/// So many places share an entry of the table of beginnings, about.
const OF_ENTRY: usize = 8;

/// Places by number. A place never goes: who asks knows which are out of use.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Number and place, sorted.
    sorted: Vec<(u32, u32)>,
    /// By the upper bits of a number: where those with the same upper bits begin, and where the last of all end. Numbers are
    /// spread evenly, so that few places have to be looked through for one.
    begins: Vec<u32>,
    /// How many lower bits a number has.
    lower_bits: u32,
    recent: HashMap<u32, Vec<u32>>,
}

impl Postings {
    /// All at once.
    pub(super) fn new(mut all: Vec<(u32, u32)>) -> Self {
        all.sort_unstable();
        all.shrink_to_fit();
        let upper_bits = (all.len() / OF_ENTRY).checked_ilog2().unwrap_or_default();
        let lower_bits = u32::BITS - upper_bits;
        let mut begins = Vec::with_capacity((1 << upper_bits) + 1);
        for (at, (number, _)) in (0..).zip(&all) {
            let entry = (u64::from(*number) >> lower_bits) as usize;
            begins.resize(begins.len().max(entry + 1), at);
        }
        begins.resize((1 << upper_bits) + 1, u32::try_from(all.len()).unwrap_or(u32::MAX));
        Self { sorted: all, begins, lower_bits, recent: HashMap::new() }
    }

    /// One more.
    pub(super) fn add(&mut self, number: u32, place: u32) {
        self.recent.entry(number).or_default().push(place);
    }

    /// Whether a number has more than `most` places; `false` where that is not told by those that came at once.
    pub(super) fn are_surely_more(&self, number: u32, most: usize) -> bool {
        self.sorted.get(self.start(number) + most).is_some_and(|(known, _)| *known == number)
    }

    /// Where those of a number, or of one behind it, begin.
    fn start(&self, number: u32) -> usize {
        let entry = (u64::from(number) >> self.lower_bits) as usize;
        let (Some(&begin), Some(&end)) = (self.begins.get(entry), self.begins.get(entry + 1)) else { return 0 };
        let near = self.sorted.get(begin as usize..end as usize).unwrap_or_default();
        begin as usize + near.partition_point(|(known, _)| *known < number)
    }

    /// The places of a number, each once.
    pub(super) fn of(&self, number: u32) -> impl Iterator<Item = u32> {
        let start = self.start(number);
        let sorted = self.sorted.iter().skip(start).take_while(move |(known, _)| *known == number);
        let recent = self.recent.get(&number).into_iter().flatten();
        sorted.map(|(_, place)| *place).chain(recent.copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_found_among_many() {
        for count in [0, 1, 7, 8, 15, 16, 17, 1000] {
            let numbers: Vec<u32> =
                (0..count).map(|number: u32| number.wrapping_mul(0x9e37_79b9) & 0xff0f_ffff).collect();
            let postings = Postings::new(numbers.iter().copied().zip(0..).collect());
            for asked in numbers.iter().copied().chain([0, 1, 0x7fff_ffff, u32::MAX]) {
                let expected: Vec<u32> = (0..count).filter(|place| numbers[*place as usize] == asked).collect();
                assert_eq!(postings.of(asked).collect::<Vec<_>>(), expected, "{asked} of {count}");
            }
        }
    }

    #[test]
    fn what_came_at_once_and_what_came_later() {
        let mut postings = Postings::new(vec![(7, 1), (3, 0), (7, 0)]);
        postings.add(7, 4);
        postings.add(9, 5);
        let of = |number| postings.of(number).collect::<Vec<_>>();
        assert_eq!(of(7), [0, 1, 4]);
        assert_eq!((of(3), of(9), of(1)), (vec![0], vec![5], vec![]));
        let more = |number, most| postings.are_surely_more(number, most);
        assert_eq!(
            (more(7, 1), more(7, 2), more(3, 0), more(3, 1), more(1, 0), more(8, 0)),
            (true, false, true, false, false, false)
        );
    }
}
