//! Where in a sentence that stands which a phrase needs: as bits, so that order and neighbourhood are told in a few steps.
//!
//! What is told here is only that a phrase may match. Behind the last bit there is no telling places apart, so of a very
//! long sentence more is followed than must be.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::needs::Need;
use super::program::{COMMA, Symbol};

/// Needs of more symbols than this are told by the symbol: each has a bit for every such need.
const MOST_LISTED: usize = 8;

/// The bit of the last place, and of all places behind it.
const LAST: u64 = 1 << 63;

/// What one phrase or several need: one of some symbols.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum OneOf {
    /// These.
    Listed(Box<[Symbol]>),
    /// Those that have this bit in their row.
    InRow(u32),
}

/// All that phrases need, by number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct AllNeeds {
    needs: Vec<OneOf>,
    /// By symbol: its row. The first row is empty.
    row_of: Vec<u32>,
    /// For each row its bits, in so many words.
    rows: Vec<u64>,
    width: usize,
}

impl AllNeeds {
    /// Numbers `needs`, of symbols below `symbols`.
    pub(super) fn new(needs: Vec<Need>, symbols: usize) -> Self {
        let large = needs.iter().filter(|need| need.len() > MOST_LISTED).count();
        let width = large.div_ceil(64);
        let mut bits: Vec<Vec<u64>> = vec![Vec::new(); symbols];
        let mut bit = 0;
        let mut listed = Vec::with_capacity(needs.len());
        for need in needs {
            if need.len() <= MOST_LISTED {
                listed.push(OneOf::Listed(need));
                continue;
            }
            for symbol in &need {
                let Some(row) = bits.get_mut(*symbol as usize) else { continue };
                row.resize(width, 0);
                if let Some(word) = row.get_mut(bit / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
            listed.push(OneOf::InRow(bit as u32));
            bit += 1;
        }
        let mut all = Self { needs: listed, row_of: Vec::with_capacity(symbols), rows: vec![0; width], width };
        let mut known = HashMap::from([(Vec::new(), 0)]);
        for row in bits {
            let next = known.len() as u32;
            let number = *known.entry(row).or_insert_with_key(|row| {
                all.rows.extend(row);
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
        all.needs.extend(more.into_iter().map(OneOf::Listed));
        all
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.needs.len()
    }

    fn row(&self, symbol: Symbol) -> &[u64] {
        let row = self.row_of.get(symbol as usize).map_or(0, |row| *row as usize);
        self.rows.get(row * self.width..(row + 1) * self.width).unwrap_or_default()
    }

    fn is_in_row(&self, symbol: Symbol, bit: u32) -> bool {
        has(self.row(symbol), bit)
    }
}

fn has(row: &[u64], bit: u32) -> bool {
    row.get(bit as usize / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
}

/// The places of one sentence; keeps its buffers from one to the next.
#[derive(Debug, Default)]
pub(super) struct Positions {
    /// By symbol: where it stands.
    at: Vec<u64>,
    /// The symbols of the sentence.
    symbols: Vec<Symbol>,
    /// Those of them that have a row: the place, and where the row begins.
    in_rows: Vec<(u32, u32)>,
    /// Their rows together.
    together: Vec<u64>,
    /// By need: the last sentence in which its places were looked for, and they.
    known: Vec<(u32, u64)>,
    sentence: u32,
}

impl Positions {
    /// Takes a sentence in, in the place of the one before.
    pub(super) fn read(&mut self, needs: &AllNeeds, symbols: &[Symbol]) {
        self.at.resize(needs.row_of.len(), 0);
        self.known.resize(needs.needs.len(), (0, 0));
        for symbol in self.symbols.drain(..) {
            if let Some(places) = self.at.get_mut(symbol as usize) {
                *places = 0;
            }
        }
        self.in_rows.clear();
        self.together.clear();
        self.together.resize(needs.width, 0);
        for (place, symbol) in symbols.iter().enumerate() {
            let Some(places) = self.at.get_mut(*symbol as usize) else { continue };
            if *places == 0 {
                self.together.iter_mut().zip(needs.row(*symbol)).for_each(|(all, row)| *all |= row);
            }
            *places |= bit_of(place);
            if let Some(row) = needs.row_of.get(*symbol as usize).filter(|row| **row > 0) {
                self.in_rows.push((place as u32, *row * needs.width as u32));
            }
        }
        self.symbols.extend(symbols);
        self.sentence = self.sentence.wrapping_add(1);
        if self.sentence == 0 {
            self.known.fill((0, 0));
            self.sentence = 1;
        }
    }

    fn places(&self, symbol: Symbol) -> u64 {
        self.at.get(symbol as usize).copied().unwrap_or_default()
    }

    /// Whether the sentence holds a symbol.
    pub(super) fn holds(&self, symbol: Symbol) -> bool {
        self.places(symbol) != 0
    }

    /// Whether it holds one of what is needed.
    pub(super) fn meets(&self, needs: &AllNeeds, need: u32) -> bool {
        match needs.needs.get(need as usize) {
            Some(OneOf::Listed(symbols)) => symbols.iter().any(|symbol| self.holds(*symbol)),
            Some(OneOf::InRow(bit)) => has(&self.together, *bit),
            None => false,
        }
    }

    /// Where the sentence has what is needed.
    fn places_of(&mut self, needs: &AllNeeds, need: u32) -> u64 {
        match self.known.get(need as usize) {
            Some((sentence, places)) if *sentence == self.sentence => return *places,
            _ => {}
        }
        let listed = self.listed(needs, need);
        let places = listed.unwrap_or_else(|| match needs.needs.get(need as usize) {
            Some(OneOf::InRow(bit)) => {
                let word = |row: u32| needs.rows.get((row + *bit / 64) as usize).copied().unwrap_or_default();
                let all = self.in_rows.iter();
                all.fold(0, |places, (place, row)| places | (word(*row) >> (*bit % 64) & 1) << (*place).min(63))
            }
            _ => 0,
        });
        if let Some(known) = self.known.get_mut(need as usize) {
            *known = (self.sentence, places);
        }
        places
    }

    /// Whether one of what is needed stands right behind one of something else, but for commas between.
    pub(super) fn stand_together(&mut self, needs: &AllNeeds, (one, other): (u32, u32)) -> bool {
        // Few places of one of them are quickly asked about the other.
        if let (Some(one), Some(&OneOf::InRow(bit))) = (self.listed(needs, one), needs.needs.get(other as usize)) {
            return self.any(needs, self.behind(one), bit);
        }
        let one = self.places_of(needs, one);
        one != 0 && self.behind(one) & self.places_of(needs, other) != 0
    }

    /// Where the symbols of a need stand that lists them.
    fn listed(&self, needs: &AllNeeds, need: u32) -> Option<u64> {
        match needs.needs.get(need as usize) {
            Some(OneOf::Listed(symbols)) => {
                Some(symbols.iter().fold(0, |places, symbol| places | self.places(*symbol)))
            }
            _ => None,
        }
    }

    /// Whether at one of the places stands what has this bit.
    fn any(&self, needs: &AllNeeds, mut places: u64, bit: u32) -> bool {
        if places & LAST != 0 && has(&self.together, bit) {
            return true;
        }
        while places != 0 {
            let symbol = self.symbols.get(places.trailing_zeros() as usize);
            if symbol.is_some_and(|symbol| needs.is_in_row(*symbol, bit)) {
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
        loop {
            let further = behind | next(behind & commas);
            if further == behind {
                return behind;
            }
            behind = further;
        }
    }

    /// Whether what is needed stands in the sentence one behind the other.
    pub(super) fn stand_in_order(&mut self, needs: &AllNeeds, in_order: &[u32]) -> bool {
        let mut free = u64::MAX;
        in_order.iter().all(|need| {
            let places = self.places_of(needs, *need) & free;
            let first = places & places.wrapping_neg();
            free = !(first | first.wrapping_sub(1)) | LAST;
            places != 0
        })
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
        check(&[11], |positions, needs| positions.meets(needs, 0), true);
        check(&[11], |positions, needs| positions.meets(needs, 1), false);
        check(&[13], |positions, needs| positions.meets(needs, 1), true);
        check(&[39], |positions, needs| positions.meets(needs, 2), true);
        check(&[40], |positions, needs| positions.meets(needs, 2), false);
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
    fn what_stands_in_order() {
        let in_order = |positions: &mut Positions, needs: &AllNeeds| positions.stand_in_order(needs, &[0, 2, 0]);
        check(&[11, 25, 11], in_order, true);
        check(&[11, 25], in_order, false);
        check(&[25, 11, 11], in_order, false);
    }

    #[test]
    fn behind_the_last_place_all_is_possible() {
        let mut symbols = vec![100; 80];
        symbols.extend([25, 11]);
        let together = |positions: &mut Positions, needs: &AllNeeds| {
            positions.stand_together(needs, (0, 2)) && positions.stand_in_order(needs, &[0, 2])
        };
        check(&symbols, together, true);
    }

    #[test]
    fn one_sentence_leaves_nothing_to_the_next() {
        let needs = AllNeeds::new(vec![[11].into(), (20..40).collect()], 200);
        let mut positions = Positions::default();
        positions.read(&needs, &[11, 25]);
        assert!(positions.meets(&needs, 0) && positions.meets(&needs, 1));
        positions.read(&needs, &[12]);
        assert!(!positions.meets(&needs, 0) && !positions.meets(&needs, 1));
    }
}
