//! The language server from outside: the built binary, spoken to over stdio as an editor does.

mod actions;
mod client;
mod code_lens;
mod commands;
mod completion;
mod configuration;
mod diagnostics;
mod documents;
mod formatting;
mod hover;
mod inlay_hints;
mod library;
mod lifecycle;
mod malformed;
mod names;
mod order;
mod outline;
mod packs;
mod platforms;
mod positions;
mod recorded;
mod refactor;
mod rename;
mod shop;
mod snippets;
mod template;
mod tokens;
mod workspace;
mod workspace_diagnostics;

/// A macro with one finding, `tone/calm-command`, in its second line.
const CALM: &str = "Thank you for writing.\nPlease calm down.\n";
