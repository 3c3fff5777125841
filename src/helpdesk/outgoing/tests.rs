//! Macros as they are sent.
