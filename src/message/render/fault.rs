//! What can go wrong while a macro is rendered.

use super::budget::LONGEST;
use crate::text::Span;

/// Why a part could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Liquid prints this in the place of the part, and goes on.
    Liquid(String),
    /// Nothing more is rendered.
    Stopped(Stop),
}

/// Why nothing more is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    TooLong,
    TooMuchWork,
    TooDeep,
    NoSnippet,
}

impl Fault {
    /// An error that Liquid prints.
    pub(super) fn liquid(message: impl Into<String>) -> Self {
        Fault::Liquid(message.into())
    }

    /// The words of Ruby where a filter has too few or too many arguments; the input counts as one.
    pub(super) fn arguments(given: usize, least: usize, most: usize) -> Self {
        let expected = if least == most { format!("{least}") } else { format!("{least}..{most}") };
        Fault::Liquid(format!("wrong number of arguments (given {given}, expected {expected})"))
    }
}

impl Stop {
    /// In plain words.
    pub(super) fn words(self) -> String {
        match self {
            Stop::TooLong => format!("the message grows longer than {} MB here; rendering stopped", LONGEST / 1_000_000),
            Stop::TooMuchWork => "this takes too many steps, such as a loop over a huge range; rendering stopped".to_owned(),
            Stop::TooDeep => {
                "blocks and snippets stand more than 100 deep inside each other here, or a snippet renders itself; rendering stopped".to_owned()
            }
            Stop::NoSnippet => "there is no such snippet".to_owned(),
        }
    }
}

/// A macro that could not be rendered to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError {
    /// The file in which it stopped: the label of a snippet, or `None` for the macro itself.
    pub label: Option<String>,
    /// The tag or output at which it stopped, in bytes of that file.
    pub span: Span,
    /// In plain words.
    pub message: String,
}

/// A part that Liquid prints an error message for, as in `Liquid error: divided by 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderWarning {
    /// The file it stands in: the label of a snippet, or `None` for the macro itself.
    pub label: Option<String>,
    /// The tag or output, in bytes of that file.
    pub span: Span,
    /// Liquid's words.
    pub message: String,
}
