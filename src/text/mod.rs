//! The open text: characters, lines, positions and edits, and nothing about what they mean.
//!
//! In: bytes from a file, changes from an editor. Out: a text that can be asked where things are, in bytes and in
//! the three encodings of the Language Server Protocol. Uses no other room.

mod bytes;
mod edit;
mod fnv;
mod letters;
mod line_index;
mod nearest;
mod position;
mod quick;
mod rope;
mod span;
mod tidy;

pub use bytes::has_byte;
pub use edit::{Edit, apply_edits};
pub use fnv::{fnv1a, fnv1a_on};
pub use letters::{leading_alphanumeric, small};
pub use line_index::LineIndex;
pub use nearest::nearest;
pub use position::{Encoding, Position};
pub use quick::{Quick, QuickMap, QuickSet};
pub use rope::Text;
pub use span::Span;
pub use tidy::is_tidy;
