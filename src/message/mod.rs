//! The sentences that a customer may receive, with where each word came from.
//!
//! In: a typed macro and its text. Out: sentences of words. Knows nothing of rules, files or the protocol.
