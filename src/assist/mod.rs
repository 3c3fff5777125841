//! What an editor can ask of a macro, one file a feature, in plain types without the protocol.
//!
//! In: a text, its macro, its findings and a byte offset. Out: hover texts, actions and hints.

mod code_action;
mod hover;
mod inlay_hint;

pub use code_action::{Action, actions, fix_all};
pub use hover::{Hover, hover};
pub use inlay_hint::{Hint, act_hints};
