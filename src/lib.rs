//! softspoken reads customer-support macros and says where a reply would make an upset customer more upset, why, by
//! which de-escalation technique, and how to say it instead.
//!
//! The rooms, in the order in which a macro walks through them; each knows only those before it:
//!
//! - [`text`]: characters, positions, edits.
//! - [`syntax`]: the typed macro, its front matter, and syntax mistakes in plain words.
//! - [`mod@format`]: how a macro is laid out, as edits that change nothing of what is sent.
//! - [`message`]: the sentences that a customer receives, with the place of every word.
//! - [`knowledge`]: techniques, rules and their phrases, loaded from packs.
//! - [`helpdesk`]: the variables that a macro may use.
//! - [`lint`]: from a macro to findings, with fixes as edits.
//! - [`workspace`]: configuration and files.
//! - [`report`]: what a macro does as a whole, in plain data.
//! - [`assist`]: what an editor can ask, in plain types.
//! - [`server`] and [`cli`]: the two doors, the Language Server Protocol and the command line.

pub mod assist;
pub mod cli;
pub mod format;
pub mod helpdesk;
pub mod knowledge;
pub mod lint;
pub mod message;
pub mod report;
pub mod server;
pub mod syntax;
pub mod text;
pub mod workspace;
