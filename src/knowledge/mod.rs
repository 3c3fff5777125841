//! What is known of English and of de-escalation: techniques, rules and acts, loaded from packs.
//!
//! In: packs (TOML). Out: [`Knowledge`], compiled once. Code here knows how to match; packs know what it means.

mod act;
mod contraction;
mod pack;
mod page;
pub mod phrase;
mod reframe;
mod rule;
mod severity;
mod shipped;
mod technique;

pub use act::{Act, ActCase, ActEntry, Acts};
pub use pack::{ActRole, ActUse, PackFile, PackMistake, PhraseUse, Role, load};
pub use page::{first_sentence, rule_page, technique_page};
pub use reframe::{Part, Reframe, Replaces, parts};
pub use rule::{Case, Rule};
pub use severity::Severity;
pub use shipped::{Knowledge, SHIPPED};
pub use technique::{Source, Technique};
