//! Which macro says almost the same as another: by the sentences that both have.

use std::path::Path;

use super::{Entry, File, Index};

/// A sentence that so many macros have says nothing about any two of them.
const MOST_COMMON: usize = 64;
/// Two macros have to share so many sentences at least.
const FEWEST_SHARED: usize = 3;
/// The share of the sentences of the longer one that both have, in percent.
const SHARE: usize = 80;

/// What was counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    pub(super) file: &'a File,
    pub(super) same: usize,
    pub(super) of: usize,
}

impl Index {
    /// The macro with most of the same sentences, where it has almost all of them; among equals the first by path.
    pub(super) fn most_alike(&self, path: &Path, entry: &Entry, scope: u32) -> Option<Counted<'_>> {
        if entry.sentences.len() < FEWEST_SHARED {
            return None;
        }
        let mut shared: Vec<u32> = Vec::new();
        // In their order, which is that of the numbers.
        let mut common: Vec<u32> = Vec::new();
        for sentence in &entry.sentences {
            if self.dead == 0 && self.sentences.are_surely_more(*sentence, MOST_COMMON) {
                common.push(*sentence);
                continue;
            }
            let before = shared.len();
            let places = self.sentences.of(*sentence).filter(|place| self.at(*place).is_some());
            shared.extend(places.take(MOST_COMMON + 1));
            if shared.len() - before > MOST_COMMON {
                common.push(*sentence);
                shared.truncate(before);
            }
        }
        shared.sort_unstable();
        let own = entry.sentences.len() - common.len();
        let enough = |same: usize, of: usize| same >= FEWEST_SHARED && same * 100 >= of * SHARE;
        let shared = shared.chunk_by(PartialEq::eq).filter(|same| enough(same.len(), own));
        let counted = shared.filter_map(|same| {
            let (place, same) = (*same.first()?, same.len());
            let file = self.at(place).filter(|file| &*file.path != path && file.scope == scope)?;
            let theirs = file.entry.sentences.iter().filter(|sentence| common.binary_search(sentence).is_err()).count();
            let of = own.max(theirs);
            (enough(same, of) && file.entry.variant == entry.variant).then_some(Counted { file, same, of })
        });
        // A larger share first: `same / of` without a division.
        counted.min_by(|one, other| {
            let by_share = (other.same * one.of).cmp(&(one.same * other.of));
            by_share.then_with(|| one.file.path.cmp(&other.file.path))
        })
    }
}
