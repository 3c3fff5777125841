//! What is known of English and of de-escalation: techniques, rules and acts, loaded from packs.
//!
//! In: packs (TOML). Out: [`Knowledge`]; that of the shipped packs is compiled when the program is built. Code here knows
//! how to match; packs know what it means.

mod act;
mod condition;
mod contraction;
mod flow;
mod known;
mod pack;
mod pack_check;
mod pack_format;
mod pack_merge;
mod pack_phrase;
mod pack_places;
mod pack_sense;
mod page;
pub mod phrase;
mod reframe;
mod rule;
mod severity;
#[macro_use]
mod shipped_list;
mod shipped;
mod technique;
mod written;

pub use act::{Act, ActCase, ActEntry, Acts};
pub use condition::{CHANNELS, INTENTS, InMacros, Near};
pub use flow::{Condition, Demand, Doings, FixPlace, Flow, FlowFix, NeedPlace, Swap, Within};
pub use known::{Knowledge, among};
pub use pack::{ActRole, ActUse, PackFile, PackMistake, PhraseUse, Role, load};
pub use pack_format::{Need, PACK_KEYS, PackKey, PackShape};
pub use page::{first_sentence, rule_page, technique_page};
pub use reframe::{Part, Reframe, Replaces, parts};
pub use rule::{Case, Rule};
pub use severity::Severity;
pub use shipped::SHIPPED;
pub use technique::{Source, Technique};
pub use written::{PackLine, PackPlace, Tells, Written};
