//! What is known of each phrase before a sentence is read: which words lead to it, and what else must stand there.

use std::collections::HashMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::adjacent::Spot;
use super::locate::Beginnings;
use super::needs::{Need, Needs};
use super::positions::{AllNeeds, Positions};
use super::program::Symbol;

/// The bit that only a sieve has which lets everything pass.
const ANYTHING: u64 = 1 << 63;

/// A phrase that a word leads to. Most phrases end here, without a look at what else they want.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Lead {
    phrase: u32,
    /// The rarest of what else it needs: the number of a need.
    also: Option<NonZeroU32>,
    /// What must stand right before the word and right behind it: an index into [`Plans::sieves`].
    beside: u16,
}

/// What one phrase wants besides what is told of the word that leads to it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Plan {
    /// Where it begins in [`Plans::wants`].
    first: u32,
    /// How many needs stand there, the rarest first.
    needs: u32,
    /// How many pairs of needs stand behind these, of which one must stand right behind the other.
    pairs: u32,
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
    /// What stands before a place and behind it: a bit for each symbol, that some of them share. The first lets everything
    /// pass.
    sieves: Vec<(u64, u64)>,
    /// The phrases that are looked for where a word stands, word by word.
    leads: Vec<Lead>,
    /// By symbol: where those end that it leads to.
    ends: Vec<u32>,
    /// The phrases that need no word.
    always: Vec<u32>,
}

/// Makes plans, phrase by phrase.
#[derive(Default)]
pub(super) struct Planner {
    plans: Plans,
    /// By symbol: what it leads to.
    leads: Vec<Vec<Lead>>,
    /// The number of the first new need.
    first: usize,
    new: Vec<Need>,
    known: HashMap<Need, u32>,
    known_sieves: HashMap<(u64, u64), u16>,
}

impl Planner {
    /// Goes on from what was planned `before`, with symbols below `symbols`.
    pub(super) fn new(before: &Plans, symbols: usize) -> Self {
        let sieves = if before.sieves.is_empty() { vec![(u64::MAX, u64::MAX)] } else { before.sieves.clone() };
        let known_sieves = (0..).zip(&sieves).map(|(number, sieve)| (*sieve, number)).collect();
        let plans = Plans { wants: before.wants.clone(), sieves, ..Plans::default() };
        let leads = vec![Vec::new(); symbols];
        let mut planner = Self { plans, leads, first: before.needs.len(), known_sieves, ..Self::default() };
        if planner.first == 0 {
            // Numbers that a lead may name begin at one.
            planner.number(Need::default());
        }
        planner
    }

    /// Plans the next phrase.
    pub(super) fn plan(&mut self, needs: Needs, begins: Beginnings) {
        let Needs { door, others, adjacent } = needs;
        let first = self.plans.wants.len() as u32;
        let mut others: Vec<u32> = others.into_iter().map(|need| self.number(need)).collect();
        match door {
            Some(door) => {
                let also = (!others.is_empty()).then(|| others.remove(0));
                self.lead_to(&door, also);
            }
            None => self.plans.always.push(self.plans.plans.len() as u32),
        }
        let pairs: Vec<[u32; 2]> =
            adjacent.into_iter().map(|(one, other)| [self.number(one), self.number(other)]).collect();
        self.plans.plans.push(Plan { first, needs: others.len() as u32, pairs: pairs.len() as u32 });
        self.plans.wants.extend(others);
        self.plans.wants.extend(pairs.as_flattened());
        self.plans.begins.push(begins);
    }

    /// Takes the next phrase as it was planned `before`, under the number `old`.
    pub(super) fn keep(&mut self, before: &Plans, old: u32) {
        self.plans.plans.extend(before.plans.get(old as usize));
        self.plans.begins.extend(before.begins.get(old as usize).cloned());
    }

    /// All plans. `kept` gives for the phrases of `before` by which numbers they are kept.
    pub(super) fn finish(self, before: &Plans, kept: &HashMap<u32, Vec<u32>>) -> Plans {
        let Self { mut plans, leads, new, .. } = self;
        let now = |old: u32| kept.get(&old).into_iter().flatten().copied();
        let symbols = leads.len();
        for (symbol, leads) in (0..).zip(leads) {
            let old = before.leads_of(symbol).iter();
            plans.leads.extend(leads);
            plans.leads.extend(old.flat_map(|lead| now(lead.phrase).map(|phrase| Lead { phrase, ..*lead })));
            plans.ends.push(plans.leads.len() as u32);
        }
        plans.always.extend(before.always.iter().flat_map(|old| now(*old)));
        plans.needs = match before.needs.len() {
            0 => AllNeeds::new(new, symbols),
            _ => before.needs.with(new, symbols),
        };
        plans
    }

    /// The number of a need.
    fn number(&mut self, need: Need) -> u32 {
        let Self { first, new, known, .. } = self;
        *known.entry(need).or_insert_with_key(|need| {
            new.push(need.clone());
            (*first + new.len()) as u32 - 1
        })
    }

    /// Lets words lead to the next phrase.
    fn lead_to(&mut self, door: &Spot, also: Option<u32>) {
        let lead = Lead {
            phrase: self.plans.plans.len() as u32,
            also: also.and_then(NonZeroU32::new),
            beside: self.sieve(door),
        };
        for symbol in &door.symbols {
            if let Some(leads) = self.leads.get_mut(*symbol as usize) {
                leads.push(lead);
            }
        }
    }

    /// The number of the sieve for what stands beside a place.
    fn sieve(&mut self, door: &Spot) -> u16 {
        let bits = |need: &Option<Need>| {
            need.as_ref().map_or(u64::MAX, |need| need.iter().fold(0, |sieve, symbol| sieve | in_sieve(*symbol)))
        };
        let sieve = (bits(&door.before), bits(&door.behind));
        let Plans { sieves, .. } = &mut self.plans;
        let Ok(next) = u16::try_from(sieves.len()) else { return 0 };
        *self.known_sieves.entry(sieve).or_insert_with(|| {
            sieves.push(sieve);
            next
        })
    }
}

/// How many symbols have a bit of their own in sieves: marks, and the most common words, which were numbered first.
const WITH_OWN_BIT: u32 = 36;

/// The bit of a symbol in sieves.
pub(super) fn in_sieve(symbol: Symbol) -> u64 {
    if symbol < WITH_OWN_BIT {
        return 1 << symbol;
    }
    1 << (WITH_OWN_BIT + (symbol.wrapping_mul(0x9e37_79b1) >> 16) % (63 - WITH_OWN_BIT))
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

    /// The phrases that a word leads to.
    fn leads_of(&self, symbol: Symbol) -> &[Lead] {
        let end = |symbol: u32| self.ends.get(symbol as usize).map_or(0, |end| *end as usize);
        let first = symbol.checked_sub(1).map_or(0, end);
        self.leads.get(first..end(symbol)).unwrap_or_default()
    }

    /// The phrases of which no word is missing in the sentence of `positions`, nor stands elsewhere; sorted.
    pub(super) fn candidates(&self, positions: &mut Positions, symbols: &[Symbol], asked: &mut Asked) -> Vec<u32> {
        asked.begin(self.len());
        for (place, symbol) in symbols.iter().enumerate() {
            let leads = self.leads_of(*symbol);
            if leads.is_empty() {
                continue;
            }
            let beside = positions.beside(place);
            for leads in leads.chunks(64) {
                let mut fit = self.that_fit(leads, beside);
                while fit != 0 {
                    let lead = leads.get(fit.trailing_zeros() as usize);
                    fit &= fit - 1;
                    if let Some(lead) = lead
                        && lead.also.is_none_or(|also| positions.meets(&self.needs, also.get()))
                        && asked.is_new(lead.phrase)
                        && self.has_all_of(lead.phrase, positions)
                    {
                        asked.possible.push(lead.phrase);
                    }
                }
            }
        }
        for phrase in &self.always {
            if self.has_all_of(*phrase, positions) {
                asked.possible.push(*phrase);
            }
        }
        asked.possible.sort_unstable();
        asked.possible.clone()
    }

    /// A bit for each of at most 64 phrases that what stands beside a word suits. Which it suits cannot be foreseen, so that to
    /// ask about each is quicker than to jump.
    fn that_fit(&self, leads: &[Lead], (before, behind): (u64, u64)) -> u64 {
        let fits = |lead: &Lead| {
            let sieve = self.sieves.get(usize::from(lead.beside)).copied().unwrap_or((u64::MAX, u64::MAX));
            u64::from((sieve.0 & before != 0) & (sieve.1 & behind != 0))
        };
        (0..).zip(leads).fold(0, |all, (number, lead): (u32, &Lead)| all | fits(lead) << number)
    }

    fn has_all_of(&self, phrase: u32, positions: &mut Positions) -> bool {
        let Some(&Plan { first, needs, pairs }) = self.plans.get(phrase as usize) else { return false };
        if needs == 0 && pairs == 0 {
            return true;
        }
        let wants = self.wants.get(first as usize..).unwrap_or_default();
        let (needs, wants) = wants.split_at_checked(needs as usize).unwrap_or_default();
        if !needs.iter().all(|need| positions.meets(&self.needs, *need)) {
            return false;
        }
        let (wanted, _) = wants.as_chunks::<2>();
        let wanted = wanted.get(..pairs as usize).unwrap_or_default();
        wanted.iter().all(|[one, other]| positions.stand_together(&self.needs, (*one, *other)))
    }
}

/// Which phrases were asked about in one sentence, a bit for each, and which of them may occur.
#[derive(Debug, Default)]
pub(super) struct Asked {
    asked: Vec<u64>,
    possible: Vec<u32>,
}

impl Asked {
    /// Begins a sentence, with so many phrases.
    fn begin(&mut self, phrases: usize) {
        self.asked.clear();
        self.asked.resize(phrases.div_ceil(64), 0);
        self.possible.clear();
    }

    /// Whether nobody asked about a phrase before.
    fn is_new(&mut self, phrase: u32) -> bool {
        let Some(bits) = self.asked.get_mut(phrase as usize / 64) else { return false };
        let bit = 1 << (phrase % 64);
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }
}
