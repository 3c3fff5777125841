//! What an editor can ask of a macro, one file a feature, in plain types without the protocol.
//!
//! In: a text, its macro, its findings and a byte offset. Out: hover texts and actions.

mod code_action;
mod hover;

pub use code_action::{Action, actions, fix_all};
pub use hover::{Hover, hover};
