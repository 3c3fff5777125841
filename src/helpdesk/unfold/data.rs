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

/// How deep values may stand in the filters of values.
const DEEPEST: usize = 8;

impl Data {
    /// How deep values stand in its filters; no more than a little over what is kept.
    fn depth(&self) -> usize {
        let arguments = self.filters.iter().flat_map(|filter| &filter.arguments);
        arguments.map(|(_, argument)| argument.depth()).max().unwrap_or_default() + 1
    }
}

impl Operand {
    fn depth(&self) -> usize {
        match self {
            Operand::Data(data) => data.depth(),
            _ => 0,
        }
    }

    /// Whether it may stand in the filter of another value.
    pub(super) fn is_shallow(&self) -> bool {
        self.depth() < DEEPEST
    }
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
