//! `fmt`: lays out front matter and the inside of delimiters.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::check::jobs_of;
use super::configuration::line_and_column;
use super::inputs::{self, Wanted};
use super::printer::Printer;
use super::rewrite::{self, Changed, How};
use super::rule_choice::RuleChoice;
use super::status::{Failure, Status, tell};
use super::terminal::{self, Color};
use crate::format::{self, Unsafe};
use crate::text::apply_edits;

const AFTER: &str = "\
Nothing that a customer receives is changed; what is broken stays as it is.
Exit status: 0 done, 1 --check found something to format, 2 failure
Example: softspoken fmt macros --diff";

/// Format front matter and the inside of {{ }}, {% %} and [[ ]]
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Files and folders, or - for standard input [default: .]
    #[arg(hide_default_value = true, default_value = ".")]
    paths: Vec<PathBuf>,
    /// Write nothing; name what would change
    #[arg(long)]
    check: bool,
    /// Write nothing; print what would change
    #[arg(long)]
    diff: bool,
    /// Name of standard input in messages
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// Use this softspoken.toml for all macros
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs_of)]
    jobs: Option<NonZeroUsize>,
}

/// Formats everything, or shows how.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let choice = RuleChoice::default();
    let inputs = inputs::gather(&Wanted {
        paths: &arguments.paths,
        stdin_filename: arguments.stdin_filename.as_deref(),
        config: arguments.config.as_deref(),
        choice: &choice,
        today: None,
    })?;
    let how = How { check: arguments.check, diff: arguments.diff, together: false, jobs: arguments.jobs };
    let (out, _) = terminal::open(None, Color::Never)?;
    let tally = rewrite::rewrite(&inputs, how, Printer::new(out), |_, source| formatted(source))?;
    if !inputs.nothing_found(&arguments.paths) {
        tell("note", &tally.words(how, "formatted", "would be formatted"));
    }
    Ok(tally.status(how))
}

fn formatted(source: &str) -> Result<Changed, String> {
    let refused = |refused: Unsafe| format!("{}: {}", line_and_column(source, refused.at), Unsafe::WORDS);
    let edits = format::format(source).map_err(refused)?;
    let text = if edits.is_empty() { None } else { apply_edits(source, &edits) };
    Ok(Changed { text, note: None })
}
