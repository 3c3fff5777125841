//! What an editor can ask of a macro, one file a feature, in plain types without the protocol.
//!
//! In: a text, its macro, its findings and a byte offset. Out: spans, texts and edits.

mod allowance;
mod blocks;
mod code_action;
mod code_lens;
mod completion;
mod context;
mod definition;
mod document_link;
mod document_symbol;
mod documentation;
mod expressions;
mod fixing;
mod folding;
mod highlight;
mod hover;
mod inlay_hint;
mod linked_editing;
#[cfg(test)]
mod marked;
mod names;
mod preview;
mod refactor;
mod rename;
mod rename_variable;
mod selection_range;
mod semantic_tokens;
mod signature_help;
mod sms;
mod snippet_stub;
mod split;
mod title;

pub use allowance::{allow_here, allow_here_because, allow_in_file, allow_in_file_because};
pub use code_action::{Action, actions, fix_all, fix_rule};
pub use code_lens::{Lenses, lenses, scorecard};
pub use completion::{Candidate, CandidateKind, Completion, Phrase, Topic, Writing, completion, phrases};
pub use definition::{Definition, Target, definition, names_itself, parameter_in, start_of};
pub use document_link::rendered;
pub use document_symbol::{Outline, OutlineKind, outline};
pub use documentation::documentation;
pub use fixing::{Fixed, Fixing, fixed};
pub use folding::{Fold, folds};
pub use highlight::{Highlight, highlights};
pub use hover::{Hover, Pointing, hover};
pub use inlay_hint::{Hint, act_hints, sample_hints, sms_hint};
pub use linked_editing::linked;
pub use names::{Names, Occurrence, Symbol};
pub use preview::{Field, Message, Preview, Switch, chosen, preview, preview_page};
pub use refactor::{Extraction, Rewrite, extraction, rewrites};
pub use rename::Renaming;
pub use rename_variable::{VariableRenaming, renamed_variable};
pub use selection_range::Selections;
pub use semantic_tokens::{Token, TokenKind, tokens};
pub use signature_help::{Signature, signature};
pub use snippet_stub::snippet_stub;
pub use split::{Part, Split, split, splits};
pub use title::title;
