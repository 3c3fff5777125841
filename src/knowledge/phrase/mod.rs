//! Phrases: the notation that packs are written in, and how all of them are found together.
//!
//! In: phrases as text, then sentences as [`Token`]s. Out: which phrase matches which tokens, and what it captured. The
//! work for a token hardly depends on how many phrases there are: a phrase is followed only where the words that it needs
//! stand.

mod adjacent;
mod automata;
mod builder;
mod desks;
mod flat;
mod inflect;
mod instruction;
mod locate;
mod look;
mod memory;
mod needs;
mod notation;
mod plan;
mod positions;
mod program;
#[cfg(test)]
mod reference;
mod scan;
mod steps;
mod word_hash;
mod words;

pub(super) use builder::{Builder, Class};
pub use locate::{Capture, Match};
pub use memory::Known;
pub(super) use notation::{Pattern, PatternError, parse};
pub use scan::{Phrases, Scan};
pub(super) use word_hash::WordHash;

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
