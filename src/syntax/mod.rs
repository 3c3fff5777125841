//! From text to the typed macro: parsing (tree-sitter, incremental), front matter with a span for every key and
//! value, blocks paired, expressions typed, and every mistake in plain words at its place.
//!
//! In: a text, and the previous tree where there is one. Out: a [`Macro`]. Knows nothing of rules, files or the protocol.

mod blocks;
mod builder;
mod comment_note;
mod conditions;
mod conflict;
mod delimiters;
mod expression;
mod fences;
mod filter_chain;
mod filters;
mod front_matter;
mod item;
mod macro_file;
mod mistake;
mod nearest;
mod node;
mod outputs;
mod reader;
mod slots;
mod tags;
#[cfg(test)]
mod tests;
mod text_scan;
mod tree;
mod usual;
mod values;
mod verbatim;

pub use conflict::conflicts;
pub use expression::{Argument, Comparison, Condition, Expression, Filter, Join, Name, Operator, Path, Segment, Value};
pub use filters::{FILTERS, FilterSignature, filter};
pub use front_matter::{
    Action, Allowance, Channel, Datum, Entry, Field, FrontMatter, Intent, Origin, Scalar, Shape, SlotDoc, YamlKind,
    YamlNode, YamlStyle, is_locale, is_slug, to_slug,
};
pub use item::{Block, BlockKind, Item, ItemKind, Output, Slot, Tag, TagKind, Trim};
pub use macro_file::Macro;
pub use mistake::{Mend, Mistake};
pub use node::{Delimited, Piece, PieceKind};
pub use tree::Tree;
