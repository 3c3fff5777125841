//! The variables that a macro may use: the canonical catalogue, the same on every help desk.
//!
//! In: nothing but shipped data. Out: [`Variable`]s with type, meaning and sample. Knows nothing of the protocol.

mod catalogue;

pub use catalogue::{Catalogue, Kind, Variable};
