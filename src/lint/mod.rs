//! One pure function from a macro and its surroundings to findings, with fixes as edits.
//!
//! In: a text, its typed macro, the knowledge and the settings. Out: [`Finding`]s in the order of the text. Does not
//! know where the text came from or who asks.

mod across;
mod acts;
mod allow;
mod allow_fix;
mod allow_reason;
mod alone;
mod capitals;
mod check;
mod clauses;
mod english;
mod finding;
mod flow;
mod heard;
mod library;
mod limits;
mod neighbours;
pub mod platform;
mod platform_names;
mod quote;
mod reframe;
mod settings;
mod shouting;
mod signature;
mod template;
mod tone;
mod trial;
mod when;

pub use across::ACROSS_MACROS;
pub use acts::{Said, acts, acts_of_graph};
pub use allow::tried;
pub use allow_reason::REASON_TO_WRITE;
pub use check::{Fixes, Subject, check, check_line};
pub use finding::{Applicability, Elsewhere, Finding, Fix, Related};
pub use library::{Alike, Library, Neighbour};
pub use reframe::{Refused, Tried};
pub use settings::{Settings, Standing};
pub use tone::{phrases_in, try_rewordings};
