//! The language server: the protocol on one side, the rooms on the other.
//!
//! In: messages on stdio. Out: answers and diagnostics. Knows nothing of terminals.
