//! What help desks know: the canonical variables that a macro may use on all of them, how each spells them, a workspace's own,
//! and what filters take and give.
//!
//! In: shipped data, and the variables that a configuration declares. Out: [`Vocabulary`] (a workspace's variables by name),
//! [`Platform`] (a help desk's spellings by name) and [`FilterFacts`]. Knows nothing of the protocol.

mod answers;
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
pub use shown::shown;
pub use traced::Traced;
pub use vocabulary::{Found, Vocabulary};
