//! A place in a macro or in one of the snippets that it renders.

use crate::text::Span;

/// Where something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// 0 for the macro itself; others are numbers of [`super::MessageGraph::snippet`].
    pub file: u16,
    /// In that file, in bytes.
    pub span: Span,
}
