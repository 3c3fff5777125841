//! The files around a macro: configuration and discovery.
//!
//! In: paths. Out: [`Config`], what is known where it holds, the macro files there are, and those that others render.
//! Knows nothing of the protocol or of terminals.

mod cache;
mod config;
mod digest;
mod discover;
mod id_names;
mod index;
mod live_snippets;
mod macro_names;
mod packs;
mod read_macro;
mod samples;
mod snippet_roots;
mod snippets;
mod today;
mod users;

pub use cache::{Cache, cache_folder};
pub use config::{
    CONFIG_FILE, CONFIG_KEYS, Config, ConfigKey, ConfigMistake, ConfigShape, Limits, SlotEntry, Variable,
};
pub use digest::Digest;
pub use discover::{Discovered, Unreadable, discover, named_macro};
pub use index::{AlikeTo, Entry, Facts, Index, KnownFiles, KnownTexts, Listed, Scopes, Surveyed, possible_ids};
pub use live_snippets::{IdList, LiveSnippets, Lookup, NothingOpen, OpenTexts};
pub use macro_names::MacroName;
pub use packs::{Known, PackText};
pub use read_macro::{MOST_BYTES, io_words, macro_text, read_bytes, read_macro, read_text, write_words};
pub use samples::{sample_data, slot_samples};
pub use snippet_roots::{OwnIds, SnippetRoots, Stamp};
pub use snippets::{SnippetFiles, lead};
pub use today::{day, today};
pub use users::Rendered;
