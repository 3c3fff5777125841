//! Where in a sentence that stands which a phrase needs: as bits, so that neighbourhood is told in a few steps.
//!
//! What is told here is only that a phrase may match. Behind the last bit there is no telling places apart, so of a very
//! long sentence more is followed than must be.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::needs::Need;
use super::plan::{self, in_sieve};
use super::program::{COMMA, Symbol};

/// Needs of more symbols than this are told by the symbol: each has a bit for every such need.
const MOST_LISTED: usize = 12;

/// Rows are of so many words, or a multiple of it.
const STEP: usize = 4;

/// The bit of the last place, and of all places behind it.
const LAST: u64 = 1 << 63;

/// What one phrase or several need: one of some symbols.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum OneOf {
    /// So many of [`AllNeeds::listed`] from one on.
    Listed(u32, u32),
    /// Those that have this bit in their row.
    InRow(u16),
}

/// All that phrases need, by number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct AllNeeds {
    needs: Vec<OneOf>,
    listed: Vec<Symbol>,
    /// By symbol: its row. The first row is empty.
    row_of: Vec<u32>,
    /// By row: where its bits end among all.
    ends: Vec<u32>,
    /// The bits of all rows.
    bits: Vec<u16>,
    /// How many words a row has where it is written out.
    width: usize,
}

impl AllNeeds {
    /// Numbers `needs`, of symbols below `symbols`.
    pub(super) fn new(needs: Vec<Need>, symbols: usize) -> Self {
        let mut all = Self { row_of: Vec::with_capacity(symbols), ends: vec![0], ..Self::default() };
        let mut rows: Vec<Vec<u16>> = vec![Vec::new(); symbols];
        let mut large = 0;
        for need in needs {
            let Ok(bit) = u16::try_from(large).map_err(drop).and_then(|bit| match need.len() > MOST_LISTED {
                true => Ok(bit),
                false => Err(()),
            }) else {
                all.list(&need);
                continue;
            };
            for symbol in &need {
                if let Some(row) = rows.get_mut(*symbol as usize) {
                    row.push(bit);
                }
            }
            all.needs.push(OneOf::InRow(bit));
            large += 1;
        }
        all.width = usize::div_ceil(large, 64 * STEP) * STEP;
        let mut known = HashMap::from([(Vec::new(), 0)]);
        for row in rows {
            let next = known.len() as u32;
            let number = *known.entry(row).or_insert_with_key(|row| {
                all.bits.extend(row);
                all.ends.push(all.bits.len() as u32);
                next
            });
            all.row_of.push(number);
        }
        all
    }

    /// The same with some more, of symbols below `symbols`.
    pub(super) fn with(&self, more: Vec<Need>, symbols: usize) -> Self {
        let mut all = self.clone();
        all.row_of.resize(symbols.max(all.row_of.len()), 0);
        more.iter().for_each(|need| all.list(need));
        all
    }

    fn list(&mut self, need: &[Symbol]) {
        self.needs.push(OneOf::Listed(self.listed.len() as u32, need.len() as u32));
        self.listed.extend(need);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.needs.len()
    }

    /// The bits of a row.
    fn bits(&self, row: u32) -> &[u16] {
        let end = |row: Option<u32>| row.and_then(|row| self.ends.get(row as usize)).map_or(0, |end| *end as usize);
        self.bits.get(end(row.checked_sub(1))..end(Some(row))).unwrap_or_default()
    }
}

fn has(row: &[u64], bit: u16) -> bool {
    row.get(usize::from(bit) / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
}

/// The places of one sentence; keeps its buffers from one to the next.
#[derive(Debug, Default)]
pub(super) struct Positions {
    /// By symbol: where it stands.
    at: Vec<u64>,
    /// The symbols of the sentence.
    symbols: Vec<Symbol>,
    /// By place: what stands right before it and right behind it, but for commas between, by the bits of sieves.
    beside: Vec<(u64, u64)>,
    /// By place: where its row begins among those that are written out.
    in_rows: Vec<u32>,
    /// By symbol: a bit that says whether it stands anywhere.
    holds: Vec<u64>,
    /// Their rows together.
    together: Vec<u64>,
    /// By need: the last sentence in which its places were looked for, and they.
    known: Vec<(u32, u64)>,
    sentence: u32,
    /// The rows that any sentence needed, written out. The first is empty.
    rows: Vec<u64>,
    /// By row: where it begins there; zero for one that is not there yet.
    row_at: Vec<u32>,
}

impl Positions {
    /// Takes a sentence in, in the place of the one before.
    pub(super) fn read(&mut self, needs: &AllNeeds, symbols: &[Symbol]) {
        self.at.resize(needs.row_of.len(), 0);
        self.holds.resize(needs.row_of.len().div_ceil(64), 0);
        self.known.resize(needs.needs.len(), (0, 0));
        for symbol in self.symbols.drain(..) {
            if let Some(places) = self.at.get_mut(symbol as usize) {
                *places = 0;
            }
            if let Some(bits) = self.holds.get_mut(symbol as usize / 64) {
                *bits = 0;
            }
        }
        self.in_rows.clear();
        self.together.clear();
        self.together.resize(needs.width, 0);
        for (place, symbol) in symbols.iter().enumerate() {
            let row = self.row(needs, *symbol);
            self.in_rows.push(row as u32);
            let Some(places) = self.at.get_mut(*symbol as usize) else { continue };
            if *places == 0 && row > 0 {
                let row = self.rows.get(row..row + needs.width).unwrap_or_default();
                let (all, row) = (self.together.as_chunks_mut::<STEP>().0, row.as_chunks::<STEP>().0);
                for (all, row) in all.iter_mut().zip(row) {
                    (0..STEP).for_each(|word| all[word] |= row[word]);
                }
            }
            *places |= bit_of(place);
            if let Some(bits) = self.holds.get_mut(*symbol as usize / 64) {
                *bits |= 1 << (symbol % 64);
            }
        }
        self.symbols.extend(symbols);
        self.stand_beside();
        self.sentence = self.sentence.wrapping_add(1);
        if self.sentence == 0 {
            self.known.fill((0, 0));
            self.sentence = 1;
        }
    }

    /// Where the row of a symbol begins, which is written out if it is not yet.
    fn row(&mut self, needs: &AllNeeds, symbol: Symbol) -> usize {
        let row = needs.row_of.get(symbol as usize).copied().unwrap_or_default();
        self.row_at.resize(needs.ends.len(), 0);
        let Some(at) = self.row_at.get_mut(row as usize).filter(|_| row > 0) else { return 0 };
        if *at == 0 {
            let begin = self.rows.len().max(needs.width);
            self.rows.resize(begin + needs.width, 0);
            for bit in needs.bits(row) {
                if let Some(word) = self.rows.get_mut(begin + usize::from(*bit) / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
            *at = begin as u32;
        }
        *at as usize
    }

    /// Finds out what stands beside each place.
    fn stand_beside(&mut self) {
        let Self { beside, symbols, .. } = self;
        beside.clear();
        beside.resize(symbols.len(), (0, 0));
        let near = |so_far: u64, symbol: Symbol| match symbol {
            COMMA => so_far | in_sieve(COMMA),
            other => in_sieve(other),
        };
        let mut before = 0;
        for ((here, _), symbol) in beside.iter_mut().zip(&*symbols) {
            *here = plan::beside(before);
            before = near(before, *symbol);
        }
        let mut behind = 0;
        for ((_, here), symbol) in beside.iter_mut().zip(&*symbols).rev() {
            *here = plan::beside(behind);
            behind = near(behind, *symbol);
        }
    }

    /// What stands right before a place and right behind it, by the bits of sieves.
    pub(super) fn beside(&self, place: usize) -> (u64, u64) {
        self.beside.get(place).copied().unwrap_or((u64::MAX, u64::MAX))
    }

    fn places(&self, symbol: Symbol) -> u64 {
        self.at.get(symbol as usize).copied().unwrap_or_default()
    }

    /// Whether the sentence holds a symbol.
    pub(super) fn holds(&self, symbol: Symbol) -> bool {
        self.holds.get(symbol as usize / 64).is_some_and(|bits| bits >> (symbol % 64) & 1 == 1)
    }

    /// Whether it holds one of what is needed.
    pub(super) fn meets(&self, needs: &AllNeeds, need: u32) -> bool {
        match needs.needs.get(need as usize) {
            Some(OneOf::InRow(bit)) => has(&self.together, *bit),
            Some(OneOf::Listed(first, count)) => {
                let symbols = needs.listed.get(*first as usize..(*first + *count) as usize).unwrap_or_default();
                symbols.iter().any(|symbol| self.holds(*symbol))
            }
            None => false,
        }
    }

    /// Where the sentence has what is needed.
    fn places_of(&mut self, needs: &AllNeeds, need: u32) -> u64 {
        match self.known.get(need as usize) {
            Some((sentence, places)) if *sentence == self.sentence => return *places,
            _ => {}
        }
        let places = match needs.needs.get(need as usize) {
            Some(OneOf::Listed(first, count)) => self.listed(needs, *first, *count),
            Some(OneOf::InRow(bit)) if has(&self.together, *bit) => self.in_row(*bit),
            _ => 0,
        };
        if let Some(known) = self.known.get_mut(need as usize) {
            *known = (self.sentence, places);
        }
        places
    }

    /// Where the symbols of a need stand that lists them.
    fn listed(&self, needs: &AllNeeds, first: u32, count: u32) -> u64 {
        let (first, count) = (first as usize, count as usize);
        let symbols = needs.listed.get(first..first + count).unwrap_or_default();
        symbols.iter().fold(0, |places, symbol| places | self.places(*symbol))
    }

    /// Where the symbols stand that have a bit.
    fn in_row(&self, bit: u16) -> u64 {
        let has =
            |row: u32| self.rows.get(row as usize + usize::from(bit) / 64).map_or(0, |word| word >> (bit % 64) & 1);
        self.in_rows.iter().enumerate().fold(0, |places, (place, row)| places | has(*row) << place.min(63))
    }

    /// Whether one of what is needed stands right behind one of something else, but for commas between.
    pub(super) fn stand_together(&mut self, needs: &AllNeeds, (one, other): (u32, u32)) -> bool {
        // Few places of one of them are quickly asked about the other.
        if let (Some(OneOf::Listed(first, count)), Some(&OneOf::InRow(bit))) =
            (needs.needs.get(one as usize), needs.needs.get(other as usize))
        {
            let one = self.listed(needs, *first, *count);
            return one != 0 && has(&self.together, bit) && self.any(self.behind(one), bit);
        }
        let one = self.places_of(needs, one);
        one != 0 && self.behind(one) & self.places_of(needs, other) != 0
    }

    /// Whether at one of the places stands what has this bit, which something in the sentence has.
    fn any(&self, mut places: u64, bit: u16) -> bool {
        if places & LAST != 0 {
            return true;
        }
        while places != 0 {
            let row = self.in_rows.get(places.trailing_zeros() as usize);
            let word = row.and_then(|row| self.rows.get(*row as usize + usize::from(bit) / 64));
            if word.is_some_and(|word| word >> (bit % 64) & 1 == 1) {
                return true;
            }
            places &= places - 1;
        }
        false
    }

    /// The places right behind some, with those behind the commas there.
    fn behind(&self, places: u64) -> u64 {
        let commas = self.places(COMMA);
        let mut behind = next(places);
        if commas == 0 {
            return behind;
        }
        loop {
            let further = behind | next(behind & commas);
            if further == behind {
                return behind;
            }
            behind = further;
        }
    }
}

fn bit_of(place: usize) -> u64 {
    1 << place.min(63)
}

/// The places right behind some.
fn next(places: u64) -> u64 {
    places << 1 | places & LAST
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a sentence of these symbols has what is needed: by number, and asked as `ask` says.
    fn check(symbols: &[Symbol], ask: impl FnOnce(&mut Positions, &AllNeeds) -> bool, expected: bool) {
        let many: Vec<Symbol> = (20..40).collect();
        let needs = AllNeeds::new(vec![[11].into(), [12, 13].into(), many.into(), [COMMA].into()], 200);
        let mut positions = Positions::default();
        positions.read(&needs, symbols);
        assert_eq!(ask(&mut positions, &needs), expected, "{symbols:?}");
    }

    #[test]
    fn what_is_met() {
        check(&[11], |positions, needs| positions.places_of(needs, 0) != 0, true);
        check(&[11], |positions, needs| positions.places_of(needs, 1) != 0, false);
        check(&[13], |positions, needs| positions.places_of(needs, 1) != 0, true);
        check(&[39], |positions, needs| positions.places_of(needs, 2) != 0, true);
        check(&[40], |positions, needs| positions.places_of(needs, 2) != 0, false);
    }

    #[test]
    fn what_stands_together() {
        let together = |positions: &mut Positions, needs: &AllNeeds| positions.stand_together(needs, (0, 2));
        check(&[11, 25], together, true);
        check(&[25, 11], together, false);
        check(&[11, COMMA, COMMA, 25], together, true);
        check(&[11, 12, 25], together, false);
        check(&[11, COMMA, 12, 25, 11, 25], together, true);
    }

    #[test]
    fn what_stands_beside() {
        let beside = |symbols: &[Symbol], place| {
            let mut positions = Positions::default();
            positions.read(&AllNeeds::default(), symbols);
            positions.beside(place)
        };
        let bits = |symbols: &[Symbol]| plan::beside(symbols.iter().fold(0, |bits, symbol| bits | in_sieve(*symbol)));
        assert_eq!(beside(&[11, 12, 13], 1), (bits(&[11]), bits(&[13])));
        assert_eq!(beside(&[11, 12, COMMA, COMMA, 13], 1), (bits(&[11]), bits(&[COMMA, 13])));
        assert_eq!(beside(&[11, COMMA, 12], 2), (bits(&[11, COMMA]), bits(&[])));
    }

    #[test]
    fn behind_the_last_place_all_is_possible() {
        let mut symbols = vec![100; 80];
        symbols.extend([25, 11]);
        check(&symbols, |positions, needs| positions.stand_together(needs, (0, 2)), true);
    }

    #[test]
    fn one_sentence_leaves_nothing_to_the_next() {
        let needs = AllNeeds::new(vec![[11].into(), (20..40).collect()], 200);
        let mut positions = Positions::default();
        positions.read(&needs, &[11, 25]);
        assert_eq!([0, 1].map(|need| positions.places_of(&needs, need)), [1, 2]);
        positions.read(&needs, &[12]);
        assert_eq!([0, 1].map(|need| positions.places_of(&needs, need)), [0, 0]);
    }
}
