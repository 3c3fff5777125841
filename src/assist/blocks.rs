//! Where blocks and their tags stand.

use crate::syntax::{Block, Item, ItemKind, Macro, Name};
use crate::text::Span;

/// The items that hold byte `offset` or touch it: one, or two at the border between them.
pub(super) fn items_at(parsed: &Macro, offset: usize) -> impl Iterator<Item = (usize, &Item)> {
    let first = parsed.items.partition_point(|item| item.span.end < offset);
    parsed.items.iter().enumerate().skip(first).take_while(move |(_, item)| item.span.start <= offset)
}

/// The item that holds byte `offset`, or ends with it where it is the last.
pub(super) fn item_at(parsed: &Macro, offset: usize) -> Option<(usize, &Item)> {
    items_at(parsed, offset).last()
}

/// The tags of a block as indices of items: opener, arms, closer.
pub(super) fn tags(block: &Block) -> impl Iterator<Item = usize> {
    std::iter::once(block.open).chain(block.arms.iter().copied()).chain(block.close)
}

/// The name of the tag that an item is.
pub(super) fn tag_name(item: &Item) -> Option<&Name> {
    match &item.kind {
        ItemKind::Tag(tag) => Some(&tag.name),
        _ => None,
    }
}

/// Where each block ends, by its index: with its closer, or with the last item that stands in it. Made by one pass over the
/// items, and one over the blocks.
pub(super) fn ends(parsed: &Macro) -> Vec<usize> {
    let mut ends = vec![0; parsed.blocks.len()];
    for item in &parsed.items {
        if let Some(end) = item.block.and_then(|block| ends.get_mut(block)) {
            *end = item.span.end;
        }
    }
    // Blocks come after those around them.
    for (index, block) in parsed.blocks.iter().enumerate().rev() {
        let end_of = |item: usize| parsed.items.get(item).map_or(0, |item| item.span.end);
        let own = ends.get(index).copied().unwrap_or_default();
        let end = block.close.map_or(own, end_of).max(end_of(block.open));
        if let Some(own) = ends.get_mut(index) {
            *own = end;
        }
        if let Some(around) = block.parent.and_then(|parent| ends.get_mut(parent)) {
            *around = (*around).max(end);
        }
    }
    ends
}

/// From the opener of block `index` to its end, where `ends` are those of all.
pub(super) fn span(parsed: &Macro, index: usize, ends: &[usize]) -> Option<Span> {
    let block = parsed.blocks.get(index)?;
    let start = parsed.items.get(block.open)?.span.start;
    Some(Span::new(start, ends.get(index).copied()?))
}

/// The block that the tag at item `index` opens, divides or closes.
pub(super) fn block_of_tag(parsed: &Macro, index: usize) -> Option<&Block> {
    parsed.blocks.iter().find(|block| tags(block).any(|tag| tag == index))
}
