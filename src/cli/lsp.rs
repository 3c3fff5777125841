//! `lsp`: the language server on standard input and output, or at a port.

use std::process::ExitCode;

use clap::Args;

const EXAMPLE: &str = "Example: vim.lsp.config('softspoken', { cmd = { 'softspoken', 'lsp' } })";

/// Run the language server; editors do this
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Arguments {
    /// Talk over standard input and output, as without it
    #[arg(long, conflicts_with = "tcp")]
    stdio: bool,
    /// Wait for a client at this port of 127.0.0.1; 0 for any
    #[arg(long, value_name = "PORT")]
    tcp: Option<u16>,
    // Added by editors; the parent process is watched as `initialize` names it.
    #[arg(long = "clientProcessId", hide = true)]
    client_process_id: Option<String>,
}

/// Runs until the editor says `exit`.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    crate::server::run(arguments.tcp)
}
