//! The variables that a macro may use: the canonical catalogue.
//!
//! In: nothing but shipped data. Out: names with type, meaning and sample. Knows nothing of the protocol.
