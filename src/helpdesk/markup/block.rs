//! Blocks: what customers see of a text, whatever it was written in.

use crate::text::Span;

/// A text in blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub(super) blocks: Vec<Block>,
    /// Why light Markdown cannot say it, where it cannot.
    pub(super) whole: Option<&'static str>,
    /// Whether entities in texts are decoded.
    pub(super) entities: bool,
}

/// A paragraph, heading or line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// What it stands in, outermost first.
    pub(super) around: Vec<Around>,
    pub(super) kind: BlockKind,
    pub(super) inlines: Vec<Inline>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    Heading(usize),
    Rule,
}

/// What a block stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// Words of the customer; the number tells one from the next.
    Quote(usize),
    /// A list, outside of its items.
    List(usize),
    /// An item: its number in the text, and the number before it in an ordered list.
    Item(usize, Option<u64>),
}

/// A part of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Text of the source.
    Text(Span),
    /// What stands in the place of a placeholder.
    Hole(Span, String),
    /// The end of a line.
    Break(Span),
    Open(Mark, Span),
    Close(Mark, Span),
    /// A tag that Markdown has no mark for.
    Raw(Span, String),
}

/// Marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Code,
    /// With its address.
    Link(String),
}

/// Whether customers see a part of a block by itself.
pub(super) fn is_content(inline: &Inline) -> bool {
    match inline {
        Inline::Text(_) | Inline::Hole(..) => true,
        Inline::Raw(_, tag) => tag.starts_with("<img"),
        Inline::Break(_) | Inline::Open(..) | Inline::Close(..) => false,
    }
}

/// Where a part of a block stands.
pub(super) fn span_of(inline: &Inline) -> Span {
    match inline {
        Inline::Text(span)
        | Inline::Hole(span, _)
        | Inline::Break(span)
        | Inline::Open(_, span)
        | Inline::Close(_, span)
        | Inline::Raw(span, _) => *span,
    }
}

/// Characters that nobody sees, and that editors leave behind.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}')
}

/// How a character is written that shows nothing, but says where a word may be parted, or may not.
pub(super) fn hint(c: char) -> Option<&'static str> {
    match c {
        '\u{ad}' => Some("&shy;"),
        '\u{2060}' => Some("&NoBreak;"),
        _ => None,
    }
}
