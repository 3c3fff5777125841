//! `completions`: what a shell needs to complete commands, options and files.

use std::io::Write;

use clap::Args;
use clap_complete::Shell;

use super::command;
use super::status::{Failure, Status, printed};
use super::terminal::{self, Color, Style};

const EXAMPLE: &str = "Example: softspoken completions bash";

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Arguments {
    /// bash, zsh, fish, elvish or powershell
    #[arg(hide_possible_values = true)]
    shell: Shell,
}

/// Prints them.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "softspoken", &mut script);
    let mut out = terminal::stdout(Style::of_stdout(Color::Never));
    printed(out.write_all(&script).and_then(|()| out.flush()))
}
