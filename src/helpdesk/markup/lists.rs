//! Lists right behind one another: light Markdown would take the items of the second for those of the first, so they have
//! other marks, `*` and `1)`.

use std::collections::HashSet;

use super::block::{Around, Block, Inline, is_content};
use super::logic;

/// Which lists have the other marks.
#[derive(Debug, Default)]
pub(super) struct Lists {
    known: HashSet<usize>,
    other: HashSet<usize>,
    /// What the last block stood in that showed anything.
    before: Vec<Around>,
}

impl Lists {
    /// Goes on to a block.
    pub(super) fn enter(&mut self, block: &Block) {
        for (place, around) in block.around.iter().enumerate() {
            let Around::List(list) = around else { continue };
            if !self.known.insert(*list) {
                continue;
            }
            let neighbour = beside(&block.around, &self.before, place).filter(|(_, alike)| *alike);
            if neighbour.is_some_and(|(neighbour, _)| !self.is_other(neighbour)) {
                self.other.insert(*list);
            }
        }
        if block.inlines.iter().any(shows) || block.inlines.is_empty() {
            self.before.clone_from(&block.around);
        }
    }

    /// Whether a list has the other marks.
    pub(super) fn is_other(&self, list: usize) -> bool {
        self.other.contains(&list)
    }
}

/// Whether a part of a block is more than logic; a rule has none but its tag.
fn shows(inline: &Inline) -> bool {
    match inline {
        Inline::Hole(_, filled) => !logic::is_tag(filled),
        Inline::Raw(..) => true,
        inline => is_content(inline),
    }
}

/// The list that ended right before the one at `place` of `here` begins, and whether both are of one kind; `before` is what
/// the block before stood in.
pub(super) fn beside(here: &[Around], before: &[Around], place: usize) -> Option<(usize, bool)> {
    let (Around::List(list), Around::List(neighbour)) = (here.get(place)?, before.get(place)?) else { return None };
    let has_number = |around: &[Around]| matches!(around.get(place + 1), Some(Around::Item(_, Some(_))));
    let is_beside = list != neighbour && here.get(..place) == before.get(..place);
    is_beside.then(|| (*neighbour, has_number(here) == has_number(before)))
}
