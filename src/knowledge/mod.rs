//! What is known of English and of de-escalation: techniques and rules, loaded from packs.
//!
//! In: packs (TOML). Out: [`Knowledge`], compiled once. Code here knows how to match; packs know what it means.

mod page;
mod rule;
mod severity;
mod shipped;
mod technique;

pub use page::{rule_page, technique_page};
pub use rule::Rule;
pub use severity::Severity;
pub use shipped::Knowledge;
pub use technique::{Source, Technique};
