//! A value that only the help desk knows: its name, and what is done to it.

use super::operand::Operand;
use crate::text::Span;

/// A value that only the help desk knows.
#[derive(Clone, Debug)]
pub(super) struct Data {
    pub(super) root: Root,
    /// With dots, as the macro has it; of a literal, as it is written.
    pub(super) name: String,
    /// Where it is written.
    pub(super) place: Place,
    pub(super) filters: Vec<Applied>,
}

/// What the name of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// A variable.
    Variable,
    /// What a loop walks through, where the help desk keeps the loop.
    Loop,
    /// A text with a filter that only the help desk can apply.
    Literal,
    /// What another macro gives, so that nothing is known of it.
    Parameter,
}

/// A filter.
#[derive(Clone, Debug)]
pub(super) struct Applied {
    pub(super) name: String,
    /// Each with its name, where it has one.
    pub(super) arguments: Vec<(Option<String>, Operand)>,
    pub(super) place: Place,
}

/// A place in one of the texts that are walked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Which; 0 is the macro itself.
    pub(super) file: usize,
    pub(super) span: Span,
}
