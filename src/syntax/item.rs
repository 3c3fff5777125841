//! The parts of a body in source order, and the blocks that pair some of them.

use super::{Argument, Condition, Expression, Filter, Name};
use crate::text::Span;

/// One part of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// All of it, delimiters included.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
    /// The innermost block whose body holds it: an index into [`super::Macro::blocks`]. The tags of a block (opener,
    /// arms, closer) belong to the block around it.
    pub block: Option<usize>,
}

/// The kinds of part.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// Prose; also what follows an opener that is never closed.
    Text,
    /// `{{ … }}`.
    Output(Output),
    /// `[[ … ]]`.
    Slot(Slot),
    /// `{% … %}`.
    Tag(Tag),
    /// `{% raw %}…{% endraw %}`: the span inside is sent as it stands.
    Raw(Span),
    /// `{% comment %}…{% endcomment %}`: never sent.
    Comment,
    /// `{% # … %}`: never sent; the span is what follows the `#`, trimmed.
    CommentTag(Span),
    /// Delimiters with something broken inside; a mistake says what. Nothing is known of what it prints.
    Broken,
}

/// Whether white space before and after is removed (`{{-`, `-%}`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trim {
    /// A `-` after the opener.
    pub left: bool,
    /// A `-` before the closer.
    pub right: bool,
}

/// `{{ value | filter: argument }}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// White-space control.
    pub trim: Trim,
    /// What is printed, before filters.
    pub value: Expression,
    /// The filters in order.
    pub filters: Vec<Filter>,
}

/// `[[ name: hint ]]` or `[[ name: a | b ]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: Name,
    /// What to write, where the author says it.
    pub hint: Option<Name>,
    /// The choices, where there are several.
    pub options: Vec<Name>,
}

/// `{% name … %}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// White-space control.
    pub trim: Trim,
    /// The word after the delimiter, as written.
    pub name: Name,
    /// What it does.
    pub kind: TagKind,
}

/// The tags of the language.
#[derive(Clone, Debug, PartialEq)]
pub enum TagKind {
    /// `if`.
    If(Option<Condition>),
    /// `unless`.
    Unless(Option<Condition>),
    /// `elsif`.
    Elsif(Option<Condition>),
    /// `else`.
    Else,
    /// `case`.
    Case(Option<Expression>),
    /// `when a, b` or `when a or b`.
    When(Vec<Expression>),
    /// `for name in list limit: n offset: n reversed`.
    For {
        /// The loop variable.
        variable: Option<Name>,
        /// What is walked.
        list: Option<Expression>,
        /// `limit`, `offset`.
        arguments: Vec<Argument>,
        /// `reversed`.
        reversed: bool,
    },
    /// `assign name = value | filters`.
    Assign {
        /// The name that is set.
        name: Option<Name>,
        /// The value.
        value: Option<Expression>,
        /// Its filters.
        filters: Vec<Filter>,
    },
    /// `capture name`.
    Capture(Option<Name>),
    /// `render 'id', name: value`, or `include`.
    Render {
        /// The id, without quotes, with the span inside the quotes.
        id: Option<Name>,
        /// What the snippet is given.
        parameters: Vec<Argument>,
    },
    /// `endif`, `endunless`, `endcase`, `endfor`, `endcapture`; the kind says which block it closes.
    End(BlockKind),
    /// Parsed, and not supported (`cycle`, `tablerow` …).
    Unsupported,
    /// No tag of the language.
    Unknown,
}

/// The kinds of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// `if … endif`.
    If,
    /// `unless … endunless`.
    Unless,
    /// `case … endcase`.
    Case,
    /// `for … endfor`.
    For,
    /// `capture … endcapture`.
    Capture,
}

/// An opener with its arms and its closer, as indices into [`super::Macro::items`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which.
    pub kind: BlockKind,
    /// The opening tag.
    pub open: usize,
    /// `elsif`, `else` and `when` tags, in order.
    pub arms: Vec<usize>,
    /// The closing tag; `None` where it is missing: the block then ends with its parent, or at its parent's next arm.
    /// [`Item::block`] says what it holds.
    pub close: Option<usize>,
    /// The block around it: an index into [`super::Macro::blocks`].
    pub parent: Option<usize>,
    /// Whether more than one passage of a `case` may be sent, as far as its tags tell: a value stands there twice, or is not
    /// known.
    pub sends_several: bool,
}

impl BlockKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [BlockKind; 5] =
        [BlockKind::If, BlockKind::Unless, BlockKind::Case, BlockKind::For, BlockKind::Capture];

    /// The name of the tag that opens it.
    pub fn opener(self) -> &'static str {
        match self {
            BlockKind::If => "if",
            BlockKind::Unless => "unless",
            BlockKind::Case => "case",
            BlockKind::For => "for",
            BlockKind::Capture => "capture",
        }
    }

    /// The name of the tag that closes it.
    pub fn closer(self) -> &'static str {
        match self {
            BlockKind::If => "endif",
            BlockKind::Unless => "endunless",
            BlockKind::Case => "endcase",
            BlockKind::For => "endfor",
            BlockKind::Capture => "endcapture",
        }
    }
}
