//! What of the room `knowledge` packs are compiled with: all but the pages, and the shipped packs themselves.

#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    clippy::enum_variant_names,
    reason = "most of the room is for the library"
)]

#[path = "../src/knowledge/act.rs"]
mod act;
#[path = "../src/knowledge/condition.rs"]
mod condition;
#[path = "../src/knowledge/contraction.rs"]
mod contraction;
#[path = "../src/knowledge/flow/mod.rs"]
mod flow;
#[path = "../src/knowledge/known.rs"]
mod known;
#[path = "../src/knowledge/pack.rs"]
mod pack;
#[path = "../src/knowledge/pack_check.rs"]
mod pack_check;
#[path = "../src/knowledge/pack_format.rs"]
mod pack_format;
#[path = "../src/knowledge/pack_merge.rs"]
mod pack_merge;
#[path = "../src/knowledge/pack_phrase.rs"]
mod pack_phrase;
#[path = "../src/knowledge/pack_places.rs"]
mod pack_places;
#[path = "../src/knowledge/pack_sense.rs"]
mod pack_sense;
#[path = "../src/knowledge/phrase/mod.rs"]
mod phrase;
#[path = "../src/knowledge/reframe.rs"]
mod reframe;
#[path = "../src/knowledge/rule.rs"]
mod rule;
#[path = "../src/knowledge/severity.rs"]
mod severity;
#[macro_use]
#[path = "../src/knowledge/shipped_list.rs"]
mod shipped_list;
#[path = "../src/knowledge/technique.rs"]
mod technique;
#[path = "../src/knowledge/written.rs"]
mod written;

pub use act::{Act, ActCase, ActEntry, Acts};
pub use condition::{CHANNELS, INTENTS, InMacros, Near};
pub use flow::{Condition, Demand, Doings, FixPlace, Flow, FlowFix, NeedPlace, Swap, Within};
pub use known::Knowledge;
pub use pack::{ActRole, ActUse, PackFile, PackMistake, PhraseUse, Role, load};
pub use pack_format::{Need, PACK_KEYS, PackKey, PackShape};
pub use reframe::{Part, Reframe, Replaces, parts};
pub use rule::{Case, Rule};
pub use severity::Severity;
pub use technique::{Source, Technique};
pub use written::{PackLine, PackPlace, Tells, Written};

macro_rules! names {
    ($($name:literal),* $(,)?) => {
        &[$($name),*]
    };
}

/// The names of the shipped packs.
pub(crate) const SHIPPED_NAMES: &[&str] = shipped_packs!(names);
