//! What help desks know and can say: the canonical variables, how each help desk spells them, a workspace's own, what filters take
//! and give; and the way of a macro from a help desk to a file and back.
//!
//! In: shipped data ([`facts`]), the variables that a configuration declares, and the exports of help desks. Out: [`Vocabulary`] (a
//! workspace's variables by name), [`Platform`] (a help desk's spellings by name), [`FilterFacts`]; and between files and help desks:
//!
//! - [`shape`] reads and writes what a help desk exports, as [`reply`]s.
//! - [`markup`] turns a help desk's text into light Markdown, and back.
//! - [`carried`] keeps in front matter what a macro has no word for.
//! - [`exchange`] compares a help desk's macro with its file, and says what an import does.
//! - [`unfold`] says a macro in the words of one help desk, and what is lost by that; [`outgoing`] makes a reply of it.
//!
//! Knows nothing of files and of the protocol.

pub(crate) mod answers;
pub mod carried;
mod catalogue;
pub mod exchange;
pub mod facts;
mod filter_table;
mod filters;
pub mod markup;
mod moment;
mod names_in;
pub mod outgoing;
mod pattern;
mod platform;
pub mod reply;
pub mod shape;
mod shipped_list;
mod shown;
mod spelling;
mod traced;
pub mod unfold;
mod vocabulary;

pub use catalogue::{Catalogue, Kind, Variable};
pub use filter_table::FILTER_FACTS;
pub use filters::{EXAMPLE_ITEMS, FilterFacts, Gives, Parameter, Takes, filter_facts};
pub use names_in::{NamesIn, as_path};
pub use platform::{Platform, PlatformMatch, PlatformName};
pub use shown::{shown, shown_lines, shown_parts};
pub use traced::Traced;
pub use vocabulary::{Found, Vocabulary};
