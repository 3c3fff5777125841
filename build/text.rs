//! What of the room `text` packs are read with.

#![allow(dead_code, unreachable_pub, reason = "most of the room is for the library")]

#[path = "../src/text/nearest.rs"]
mod nearest;
#[path = "../src/text/quick.rs"]
mod quick;
#[path = "../src/text/span.rs"]
mod span;

pub(crate) use nearest::nearest;
pub(crate) use quick::Quick;
pub(crate) use span::Span;
