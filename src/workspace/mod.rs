//! The files around a macro: configuration and discovery.
//!
//! In: paths. Out: [`Config`] and the macro files there are. Knows nothing of the protocol or of terminals.

mod config;
mod discover;

pub use config::{CONFIG_FILE, Config, ConfigMistake};
pub use discover::{Discovered, discover};
