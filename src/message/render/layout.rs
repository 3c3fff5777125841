//! What a macro's text and blocks are once white-space control is applied: worked out once, whatever the values are.

use crate::syntax::{BlockKind, Item, ItemKind, Macro, TagKind};
use crate::text::Span;

/// What rendering needs to know of a macro besides its items.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// What an item prints as it stands: trimmed text, the inside of `raw`; empty for all else.
    pub(crate) texts: Vec<Span>,
    /// The block that an item opens.
    pub(crate) opens: Vec<Option<usize>>,
    /// Whether a block prints nothing whatever its branches hold: only white space, and tags that print nothing.
    pub(crate) blank: Vec<bool>,
    /// Whether `forloop` is read anywhere.
    pub(super) reads_forloop: bool,
}

impl Layout {
    pub(crate) fn of(source: &str, parsed: &Macro) -> Self {
        let mut layout = Self {
            texts: texts(source, parsed),
            opens: vec![None; parsed.items.len()],
            blank: vec![true; parsed.blocks.len()],
            reads_forloop: parsed.body.of(source).contains("forloop"),
        };
        for (number, block) in parsed.blocks.iter().enumerate() {
            if let Some(opens) = layout.opens.get_mut(block.open) {
                *opens = Some(number);
            }
        }
        layout.find_blank(source, parsed);
        for (item, text) in parsed.items.iter().zip(&mut layout.texts) {
            let around = item.block.and_then(|block| Some((parsed.blocks.get(block)?, layout.blank.get(block)?)));
            let unsent = around.is_some_and(|(block, blank)| *blank && block.kind != BlockKind::Capture);
            if unsent && item.kind == ItemKind::Text {
                text.end = text.start;
            }
        }
        layout
    }

    /// Inner blocks first: blocks are listed in the order of their openers. Tags stand in the block around theirs.
    fn find_blank(&mut self, source: &str, parsed: &Macro) {
        for item in &parsed.items {
            let Some(blank) = item.block.and_then(|block| self.blank.get_mut(block)) else { continue };
            *blank &= prints_nothing(source, item);
        }
        for (number, block) in parsed.blocks.iter().enumerate().rev() {
            let blank = block.kind == BlockKind::Capture || self.blank.get(number).copied().unwrap_or_default();
            if let Some(around) = block.parent.and_then(|parent| self.blank.get_mut(parent)) {
                *around &= blank;
            }
            if let Some(own) = self.blank.get_mut(number) {
                *own = blank;
            }
        }
    }
}

fn prints_nothing(source: &str, item: &Item) -> bool {
    match &item.kind {
        ItemKind::Text => item.span.of(source).chars().all(is_space),
        ItemKind::Raw(inside) => inside.is_empty(),
        ItemKind::Comment | ItemKind::CommentTag(_) => true,
        ItemKind::Tag(tag) => !matches!(tag.kind, TagKind::Render { .. } | TagKind::Unsupported | TagKind::Unknown),
        ItemKind::Output(_) | ItemKind::Slot(_) | ItemKind::Broken => false,
    }
}

fn texts(source: &str, parsed: &Macro) -> Vec<Span> {
    let items = &parsed.items;
    let mut out = Vec::with_capacity(items.len());
    for (number, item) in items.iter().enumerate() {
        out.push(match &item.kind {
            ItemKind::Text => {
                let before = number.checked_sub(1).and_then(|before| items.get(before));
                let left = before.is_some_and(|before| trims_after(source, before));
                let right = items.get(number + 1).is_some_and(|after| trims_before(source, after));
                trimmed(source, item.span, left, right)
            }
            ItemKind::Raw(inside) => *inside,
            _ => Span::at(item.span.end),
        });
    }
    out
}

/// Whether the delimiter that an item begins with has the hyphen. Text and slots begin with none.
fn trims_before(source: &str, item: &Item) -> bool {
    let text = item.span.of(source);
    is_delimited(item) && (text.starts_with("{%-") || text.starts_with("{{-"))
}

/// Whether the delimiter that an item ends with has the hyphen. Of `raw`, Liquid looks at that of the opener.
fn trims_after(source: &str, item: &Item) -> bool {
    let end = match &item.kind {
        ItemKind::Raw(inside) => inside.start,
        _ => item.span.end,
    };
    let text = Span::new(item.span.start, end).of(source);
    is_delimited(item) && (text.ends_with("-%}") || text.ends_with("-}}"))
}

fn is_delimited(item: &Item) -> bool {
    !matches!(item.kind, ItemKind::Text | ItemKind::Slot(_))
}

fn trimmed(source: &str, span: Span, left: bool, right: bool) -> Span {
    let text = span.of(source);
    let stripped = |c: char| is_space(c) || c == '\0';
    let start = if left { span.start + (text.len() - text.trim_start_matches(stripped).len()) } else { span.start };
    let end = if right { span.start + text.trim_end_matches(stripped).len() } else { span.end };
    Span::new(start, end)
}

/// White space as Liquid sees it: that of ASCII.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}
