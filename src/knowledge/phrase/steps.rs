//! The steps of automata that are known: a table that is looked into at the place that state and symbol lead to, and at those
//! behind it. States and symbols come from packs, so that no text can make the look-up slow.

use super::program::Symbol;

/// A place where no step is kept.
const FREE: [u32; 3] = [u32::MAX; 3];

/// How many places a table has at first; always a power of two.
const FIRST: usize = 256;

/// Where steps lead, by state and symbol.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// State, symbol, next state.
    places: Vec<[u32; 3]>,
    used: usize,
}

impl Steps {
    /// How many steps are known.
    pub(super) fn len(&self) -> usize {
        self.used
    }

    /// Where a step leads.
    pub(super) fn get(&self, state: u32, symbol: Symbol) -> Option<u32> {
        let mask = self.places.len().checked_sub(1)?;
        let mut at = place(state, symbol);
        loop {
            let [known, of, next] = *self.places.get(at & mask)?;
            if known == state && of == symbol {
                return Some(next);
            }
            if known == u32::MAX {
                return None;
            }
            at += 1;
        }
    }

    /// Keeps a step that is not known. No state has the highest number.
    pub(super) fn put(&mut self, state: u32, symbol: Symbol, next: u32) {
        if 3 * self.used >= 2 * self.places.len() {
            let larger = vec![FREE; (2 * self.places.len()).max(FIRST)];
            for step in std::mem::replace(&mut self.places, larger).into_iter().filter(|step| *step != FREE) {
                self.insert(step);
            }
        }
        self.insert([state, symbol, next]);
        self.used += 1;
    }

    fn insert(&mut self, step: [u32; 3]) {
        let mask = self.places.len().saturating_sub(1);
        let [state, symbol, _] = step;
        let mut at = place(state, symbol);
        // At least a third of the places is free.
        while let Some(place) = self.places.get_mut(at & mask) {
            if place[0] == u32::MAX {
                *place = step;
                return;
            }
            at += 1;
        }
    }
}

fn place(state: u32, symbol: Symbol) -> usize {
    let mixed = (u64::from(state) << 32 | u64::from(symbol)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_leads_where_it_was_put() {
        let mut steps = Steps::default();
        assert_eq!(steps.get(0, 0), None);
        let all = || (0..40).flat_map(|state| (0..50).map(move |symbol| (state, symbol)));
        all().for_each(|(state, symbol)| steps.put(state, symbol, state * 50 + symbol));
        assert_eq!(steps.len(), 2_000);
        for (state, symbol) in all() {
            assert_eq!(steps.get(state, symbol), Some(state * 50 + symbol));
        }
        assert_eq!(steps.get(40, 0), None);
    }
}
