//! A text that is walked through, with what is worked out of it once.

use std::sync::Arc;

use crate::message::Snippet;
use crate::message::render::Layout;
use crate::syntax::{Block, Item, ItemKind, Macro, TagKind};

/// The macro itself, or a snippet.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    text: Text<'a>,
    pub(super) layout: Layout,
    /// For every block, the item behind its last.
    ends: Vec<usize>,
}

#[derive(Debug)]
enum Text<'a> {
    Own(&'a str, &'a Macro),
    Snippet(Arc<Snippet>),
}

impl<'a> Sheet<'a> {
    pub(super) fn own(source: &'a str, parsed: &'a Macro) -> Self {
        Self { text: Text::Own(source, parsed), layout: Layout::of(source, parsed), ends: ends(parsed) }
    }

    pub(super) fn snippet(snippet: Arc<Snippet>) -> Self {
        let layout = Layout::of(&snippet.source, &snippet.parsed);
        let ends = ends(&snippet.parsed);
        Self { text: Text::Snippet(snippet), layout, ends }
    }

    pub(super) fn as_snippet(&self) -> Option<&Snippet> {
        match &self.text {
            Text::Own(..) => None,
            Text::Snippet(snippet) => Some(snippet),
        }
    }

    /// What to call the file of a snippet.
    pub(super) fn label(&self) -> &str {
        self.as_snippet().map_or("", |snippet| &snippet.label)
    }

    pub(super) fn source(&self) -> &str {
        match &self.text {
            Text::Own(source, _) => source,
            Text::Snippet(snippet) => &snippet.source,
        }
    }

    pub(super) fn parsed(&self) -> &Macro {
        match &self.text {
            Text::Own(_, parsed) => parsed,
            Text::Snippet(snippet) => &snippet.parsed,
        }
    }

    pub(super) fn item(&self, at: usize) -> Option<&Item> {
        self.parsed().items.get(at)
    }

    pub(super) fn block(&self, number: usize) -> Option<&Block> {
        self.parsed().blocks.get(number)
    }

    /// The block that an item opens.
    pub(super) fn opens(&self, at: usize) -> Option<usize> {
        self.layout.opens.get(at).copied().flatten()
    }

    /// The item with which a block ends: its closing tag, or, where that is missing, what follows it.
    pub(super) fn end(&self, block: usize) -> usize {
        self.ends.get(block).copied().unwrap_or(usize::MAX)
    }

    /// Whether a block prints nothing whatever its branches hold.
    pub(super) fn is_blank(&self, block: usize) -> bool {
        self.layout.blank.get(block).copied().unwrap_or_default()
    }

    pub(super) fn tag(&self, at: usize) -> Option<&TagKind> {
        match &self.item(at)?.kind {
            ItemKind::Tag(tag) => Some(&tag.kind),
            _ => None,
        }
    }
}

/// Where every block ends; what is never closed ends at the next arm or the end of what is around it.
fn ends(parsed: &Macro) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::with_capacity(parsed.blocks.len());
    for block in &parsed.blocks {
        let around = || {
            let parent = block.parent.and_then(|parent| Some((parsed.blocks.get(parent)?, *out.get(parent)?)));
            let Some((parent, end)) = parent else { return parsed.items.len() };
            let next = parent.arms.partition_point(|arm| *arm <= block.open);
            parent.arms.get(next).copied().unwrap_or(end)
        };
        let end = block.close.unwrap_or_else(around);
        out.push(end);
    }
    out
}
