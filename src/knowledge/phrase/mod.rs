//! Phrases: the notation that packs are written in, and the one automaton that finds all of them.
//!
//! In: phrases as text, then sentences as [`Token`]s. Out: which phrase matches which tokens, and what it captured. The
//! work for a token does not depend on how many phrases there are: their states are taken together and remembered.

mod automaton;
mod inflect;
mod locate;
mod notation;
mod program;

pub use automaton::{Phrases, Scan};
pub use locate::{Capture, Match};
pub(super) use notation::{Pattern, PatternError, parse};
pub(super) use program::Builder;

/// One word of a sentence, as phrases see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A word: lower case, straight apostrophe.
    Word(&'a str),
    /// Digits.
    Number(&'a str),
    /// An output.
    Placeholder,
    /// A slot.
    Slot,
    /// Code or an address.
    Opaque,
    /// A comma or parenthesis: skipped unless a phrase asks for it.
    Comma,
    /// A colon, semicolon or dash: no phrase goes on past it, but one that takes the rest of the sentence.
    Break,
}
