//! The sentences that a customer may receive, with where each word came from.
//!
//! In: a typed macro and its text. Out: [`Prose`]: sentences of normalised words, each with its place in the text.
//! Placeholders and slots are opaque words, never holes; comments, quotes of the customer and code are left out. A
//! passage that a tag opens or closes is read on its own: a sentence that a tag cuts is marked as cut. Knows nothing of
//! rules, files or the protocol.

mod ahead;
mod bindings;
mod bounds;
mod branches;
mod carried;
mod cases;
mod choice;
mod conditions;
mod consistent;
mod facts;
mod feed;
mod graph;
mod html;
mod inline;
mod insert;
mod intake;
mod layout;
mod line;
mod names;
mod open;
mod paths;
mod place;
mod prose;
mod reader;
mod readings;
pub mod render;
mod rest;
mod segment;
mod settle;
mod shown;
mod skeleton;
mod snippets;
#[cfg(test)]
mod tests;
mod values;
mod walk;

pub use bounds::sentences;
pub use choice::Choice;
pub use conditions::{MOST_CONDITIONS, conditions_around};
pub use facts::Literal;
pub use graph::{After, Decision, Edge, MessageGraph, Node, Notice, NoticeKind};
pub use html::{entity, has_tags, is_block};
pub use paths::{Arrival, Arrivals, MOST_PATHS, Step};
pub use place::Place;
pub use prose::{Prose, Sentence, Word, WordKind};
pub use segment::ends_in_abbreviation;
pub use settle::{Answered, Questions};
pub use snippets::{Missing, NoSnippets, Snippet, Snippets};
