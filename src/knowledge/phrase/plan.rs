//! What is known of each phrase before a sentence is read: which words lead to it, and what else must stand there.

use std::collections::HashMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::locate::Beginnings;
use super::needs::{Need, Needs};
use super::positions::{AllNeeds, Positions};
use super::program::Symbol;

/// The bit that only a sieve has which lets everything pass.
const ANYTHING: u64 = 1 << 63;

/// How many phrases may be possible in most sentences.
const MOST_EXPECTED: usize = 64;

/// A phrase that one of its rarest words leads to. Most phrases end here, without a look at what else they want.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Lead {
    phrase: u32,
    /// Another word that it needs, where it needs just that one.
    also: Option<NonZeroU32>,
    /// What must stand right before the word, or right behind it: indices into [`Plans::sieves`].
    before: u16,
    behind: u16,
}

/// What one phrase wants.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Plan {
    /// Where it begins in [`Plans::wants`].
    first: u32,
    /// How many needs stand there besides the word that led to it, the rarest first.
    needs: u32,
    /// How many pairs of needs stand behind these, of which one must stand right behind the other.
    pairs: u32,
    /// How many needs stand behind those: all that it needs, in the order in which it stands in a match; none where it is no
    /// more than one.
    in_order: u32,
}

/// How to look for phrases.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Plans {
    /// All that phrases need, each once.
    needs: AllNeeds,
    /// By phrase.
    plans: Vec<Plan>,
    /// What plans want, one behind the other: numbers of needs.
    wants: Vec<u32>,
    /// By phrase.
    begins: Vec<Beginnings>,
    /// Sets of symbols, a bit for each that some of them share. The first lets everything pass.
    sieves: Vec<u64>,
    /// By symbol: the phrases that are looked for where it stands.
    by_symbol: Vec<Vec<Lead>>,
    /// The phrases that need no word.
    always: Vec<u32>,
}

/// Makes plans, phrase by phrase.
#[derive(Default)]
pub(super) struct Planner {
    plans: Plans,
    /// The number of the first new need.
    first: usize,
    new: Vec<Need>,
    known: HashMap<Need, u32>,
    known_sieves: HashMap<u64, u16>,
}

impl Planner {
    /// Goes on from what was planned `before`, with symbols below `symbols`.
    pub(super) fn new(before: &Plans, symbols: usize) -> Self {
        let sieves = if before.sieves.is_empty() { vec![u64::MAX] } else { before.sieves.clone() };
        let known_sieves = (0..).zip(&sieves).map(|(number, sieve)| (*sieve, number)).collect();
        let plans =
            Plans { wants: before.wants.clone(), sieves, by_symbol: vec![Vec::new(); symbols], ..Plans::default() };
        Self { plans, first: before.needs.len(), known_sieves, ..Self::default() }
    }

    /// Plans the next phrase.
    pub(super) fn plan(&mut self, needs: Needs, begins: Beginnings) {
        let phrase = self.plans.plans.len() as u32;
        self.lead_to(phrase, &needs);
        let Needs { in_order, adjacent, rarest_first } = needs;
        let first = self.plans.wants.len() as u32;
        let others = rarest_first.into_iter().skip(1);
        let needs = others.len() as u32;
        others.for_each(|need| self.want(need));
        let pairs = adjacent.len() as u32;
        for need in adjacent.into_iter().flat_map(|(one, other)| [one, other]) {
            self.want(need);
        }
        let in_order = if in_order.len() > 1 { in_order } else { Vec::new() };
        self.plans.plans.push(Plan { first, needs, pairs, in_order: in_order.len() as u32 });
        in_order.into_iter().for_each(|need| self.want(need));
        self.plans.begins.push(begins);
    }

    /// Takes the next phrase as it was planned `before`, under the number `old`.
    pub(super) fn keep(&mut self, before: &Plans, old: u32) {
        self.plans.plans.extend(before.plans.get(old as usize));
        self.plans.begins.extend(before.begins.get(old as usize).cloned());
    }

    /// All plans. `kept` gives for the phrases of `before` by which numbers they are kept.
    pub(super) fn finish(self, before: &Plans, kept: &HashMap<u32, Vec<u32>>) -> Plans {
        let Self { mut plans, new, .. } = self;
        let now = |old: u32| kept.get(&old).into_iter().flatten().copied();
        for (leads, old) in plans.by_symbol.iter_mut().zip(&before.by_symbol) {
            leads.extend(old.iter().flat_map(|lead| now(lead.phrase).map(|phrase| Lead { phrase, ..*lead })));
        }
        plans.always.extend(before.always.iter().flat_map(|old| now(*old)));
        plans.needs = match before.needs.len() {
            0 => AllNeeds::new(new, plans.by_symbol.len()),
            _ => before.needs.with(new, plans.by_symbol.len()),
        };
        plans
    }

    fn want(&mut self, need: Need) {
        let Self { plans, first, new, known, .. } = self;
        plans.wants.push(*known.entry(need).or_insert_with_key(|need| {
            new.push(need.clone());
            (*first + new.len()) as u32 - 1
        }));
    }

    fn lead_to(&mut self, phrase: u32, needs: &Needs) {
        let Some((rarest, others)) = needs.rarest_first.split_first() else {
            return self.plans.always.push(phrase);
        };
        let also = others.iter().find(|need| need.len() == 1).and_then(|need| NonZeroU32::new(*need.first()?));
        let is_rare = |need: &&Need| need.iter().all(|symbol| rarest.binary_search(symbol).is_ok());
        let before = needs.adjacent.iter().find(|(_, other)| is_rare(&other)).map(|(one, _)| one);
        let behind = needs.adjacent.iter().find(|(one, _)| is_rare(&one)).map(|(_, other)| other);
        // Where both are known, they may hold at two places of which neither has both.
        let (before, behind) = match (before, behind) {
            (Some(one), Some(other)) if one.len() <= other.len() => (Some(one), None),
            (Some(_), Some(other)) => (None, Some(other)),
            one => one,
        };
        let lead = Lead { phrase, also, before: self.sieve(before), behind: self.sieve(behind) };
        for symbol in rarest {
            if let Some(leads) = self.plans.by_symbol.get_mut(*symbol as usize) {
                leads.push(lead);
            }
        }
    }

    /// The number of a sieve for the symbols of `need`.
    fn sieve(&mut self, need: Option<&Need>) -> u16 {
        let Some(need) = need else { return 0 };
        let sieve = need.iter().fold(0, |sieve, symbol| sieve | in_sieve(*symbol));
        let Plans { sieves, .. } = &mut self.plans;
        let Ok(next) = u16::try_from(sieves.len()) else { return 0 };
        *self.known_sieves.entry(sieve).or_insert_with(|| {
            sieves.push(sieve);
            next
        })
    }
}

/// The bit of a symbol in sieves.
pub(super) fn in_sieve(symbol: Symbol) -> u64 {
    1 << ((symbol.wrapping_mul(0x9e37_79b1) >> 16) % 63)
}

/// What may stand beside a place, by the bits of sieves: [`ANYTHING`] and those of `symbols`.
pub(super) fn beside(symbols: u64) -> u64 {
    symbols | ANYTHING
}

impl Plans {
    /// How many phrases there are.
    pub(super) fn len(&self) -> usize {
        self.plans.len()
    }

    /// All that phrases need.
    pub(super) fn needs(&self) -> &AllNeeds {
        &self.needs
    }

    /// How a phrase begins.
    pub(super) fn begins(&self, phrase: u32) -> Option<&Beginnings> {
        self.begins.get(phrase as usize)
    }

    /// The phrases of which no word is missing in the sentence of `positions`, nor stands elsewhere; sorted.
    pub(super) fn candidates(&self, positions: &mut Positions, symbols: &[Symbol]) -> Vec<u32> {
        let mut out = Vec::with_capacity(MOST_EXPECTED);
        for (place, symbol) in symbols.iter().enumerate() {
            let leads = self.by_symbol.get(*symbol as usize).map_or(&[][..], Vec::as_slice);
            let (before, behind) = positions.beside(place);
            for lead in leads {
                if self.sieve(lead.before) & before != 0
                    && self.sieve(lead.behind) & behind != 0
                    && lead.also.is_none_or(|also| positions.holds(also.get()))
                    && self.has_all_of(lead.phrase, positions)
                {
                    out.push(lead.phrase);
                }
            }
        }
        out.extend(self.always.iter().filter(|phrase| self.has_all_of(**phrase, positions)));
        out.sort_unstable();
        out.dedup();
        out.shrink_to_fit();
        out
    }

    fn sieve(&self, number: u16) -> u64 {
        self.sieves.get(usize::from(number)).copied().unwrap_or(u64::MAX)
    }

    fn has_all_of(&self, phrase: u32, positions: &mut Positions) -> bool {
        let Some(&Plan { first, needs, pairs, in_order }) = self.plans.get(phrase as usize) else { return false };
        let wants = self.wants.get(first as usize..).unwrap_or_default();
        let (needs, wants) = wants.split_at_checked(needs as usize).unwrap_or_default();
        if !needs.iter().all(|need| positions.meets(&self.needs, *need)) {
            return false;
        }
        let (pairs, wants) = wants.split_at_checked(2 * pairs as usize).unwrap_or_default();
        let in_order = wants.get(..in_order as usize).unwrap_or_default();
        let (pairs, _) = pairs.as_chunks::<2>();
        pairs.iter().all(|[one, other]| positions.stand_together(&self.needs, (*one, *other)))
            && positions.stand_in_order(&self.needs, in_order)
    }
}
