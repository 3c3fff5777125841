//! The command line: one file a subcommand, one file an output format.
//!
//! In: arguments and files. Out: text on stdout, words on stderr, an exit status. Knows nothing of the protocol.

use std::process::ExitCode;

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("lsp") => crate::server::run(),
        _ => ExitCode::SUCCESS,
    }
}
