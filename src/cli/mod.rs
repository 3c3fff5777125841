//! The command line: one file a subcommand, one file an output format.
//!
//! In: arguments and files. Out: data on stdout (or in a file), everything else on stderr, an exit status. Knows nothing
//! of the protocol.

mod apart;
mod atomic;
mod cache;
mod check;
mod completions;
mod configuration;
mod desk_diff;
mod desk_lock;
mod desk_macros;
mod desk_same;
mod diff;
mod explain;
mod export;
mod fingerprint;
mod fix;
mod fmt;
mod git;
mod import;
mod init;
mod inputs;
mod json_lines;
mod library;
mod lsp;
mod nearest;
mod output;
mod page;
mod parallel;
mod paths;
mod place;
mod printer;
mod progress;
mod render;
mod render_data;
mod render_output;
mod render_paths;
mod report;
mod report_table;
mod report_totals;
mod rewrite;
mod rule_choice;
mod rules;
mod rules_test;
mod schema;
mod scorecard;
mod status;
mod terminal;
mod wrap;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use status::{Failure, Status};

const EXAMPLE: &str = "\
Options: --version, and --help of each command
Example: softspoken check macros";

/// Options have no list of their own: with it the help would not fit a screen.
const TEMPLATE: &str = "{about-with-newline}\n{usage-heading} {usage}\n\nCommands:\n{subcommands}{after-help}";

/// What is told of a macro on which the work panicked.
const BROKE_DOWN: &str = "softspoken broke down on this macro; the mistake is ours, please report it";

/// Finds wording in customer-support macros that would make an upset customer
/// more upset, says why, and how to say it instead.
#[derive(Debug, Parser)]
#[command(name = "softspoken", version, verbatim_doc_comment, after_help = EXAMPLE, disable_help_subcommand = true, help_template = TEMPLATE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Fix(fix::Arguments),
    Fmt(fmt::Arguments),
    Explain(explain::Arguments),
    Rules(rules::Arguments),
    Render(render::Arguments),
    Report(report::Arguments),
    Init(init::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    Diff(desk_diff::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Lsp(lsp::Arguments),
}

/// Every command with its options, for completions and manual pages.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Nobody is left to tell where even this cannot be printed.
            let _ = usage.print();
            return if usage.use_stderr() { Status::Failed.into() } else { Status::Clean.into() };
        }
    };
    let outcome = match cli.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Diff(arguments) => desk_diff::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Lsp(arguments) => return lsp::run(&arguments),
    };
    match outcome {
        Ok(status) => status.into(),
        Err(failure) => {
            failure.tell();
            Status::Failed.into()
        }
    }
}
