//! `lsp`: the language server on standard input and output.

use std::process::ExitCode;

use clap::Args;

const EXAMPLE: &str = "Example: vim.lsp.config('softspoken', { cmd = { 'softspoken', 'lsp' } })";

/// Run the language server; editors do this
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Arguments {
    /// Talk over standard input and output, as without it
    #[arg(long)]
    stdio: bool,
    // Added by editors; the parent process is watched as `initialize` names it.
    #[arg(long = "clientProcessId", hide = true)]
    client_process_id: Option<String>,
}

/// Runs until the editor says `exit`.
pub(super) fn run(_arguments: &Arguments) -> ExitCode {
    crate::server::run()
}
