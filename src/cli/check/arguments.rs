//! What `check` is told on the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::output::FormatName;
use super::super::terminal::Color;
use crate::helpdesk::{Platform, shape};
use crate::knowledge::Severity;
use crate::workspace::day;

const AFTER: &str = "\
Exit status: 0 nothing at or over --fail-on (warning), 1 something, 2 failure
Example: softspoken check macros --ignore tone/flat-refusal --format concise";

/// All of it fits a screen.
const TEMPLATE: &str = "{about}\n\n{usage-heading} {usage}\nPATHS are files and folders, or - for standard input [default: .]\n\n{options}{after-help}";

/// Check macros and print what was found
#[derive(Debug, Args)]
#[command(after_help = AFTER, help_template = TEMPLATE)]
pub(in crate::cli) struct Arguments {
    /// Files and folders, or - for standard input [default: .]
    #[arg(hide_default_value = true, default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// jsonl: an "id" and a "text" on each line
    #[arg(
        long,
        value_name = "FORMAT",
        hide_possible_values = true,
        conflicts_with_all = ["baseline", "write_baseline", "changed_since"]
    )]
    pub(super) input: Option<InputFormat>,
    /// Read the dump of this help desk, such as zendesk
    #[arg(long, value_name = "NAME", value_parser = platform_of, conflicts_with_all = ["baseline", "write_baseline", "changed_since", "input"])]
    pub(super) platform: Option<&'static Platform>,
    /// Name to report standard input under
    #[arg(long, value_name = "NAME", hide = true)]
    pub(super) stdin_filename: Option<PathBuf>,
    /// human, json, sarif, github, junit and others
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub(super) format: Option<FormatName>,
    /// Count findings by rule instead of listing them
    #[arg(long)]
    pub(super) statistics: bool,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Only these rules, or families such as tone/
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Without these rules or families
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Leave out what is lighter [default: hint]
    #[arg(long, value_name = "LEVEL", value_parser = severity)]
    pub(super) min_severity: Option<Severity>,
    /// error, warning, information, hint or never
    #[arg(
        long,
        value_name = "LEVEL",
        hide_possible_values = true,
        hide_default_value = true,
        default_value = "warning"
    )]
    pub(super) fail_on: FailOn,
    /// Hide the findings that this file lists
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write that file from what is found now
    #[arg(long)]
    pub(super) write_baseline: bool,
    /// Show what changed for the worse since a commit
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    pub(super) changed_since: Option<String>,
    /// Use this softspoken.toml for all macros
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Day on which reviews are due [default: today]
    #[arg(long, value_name = "DATE", value_parser = day_of, hide = true)]
    pub(super) today: Option<String>,
    /// Neither use nor fill the cache
    #[arg(long, hide = true)]
    pub(super) no_cache: bool,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs_of, hide = true)]
    pub(super) jobs: Option<NonZeroUsize>,
    /// auto, always or never
    #[arg(long, value_name = "WHEN", hide_possible_values = true, default_value = "auto")]
    pub(super) color: Color,
}

/// What the input is, where it is not macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    /// An object a line, each with an id and a text.
    Jsonl,
}

/// From which severity on a finding fails the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    /// The lightest severity that fails.
    pub(super) fn at_least(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Information => Some(Severity::Information),
            FailOn::Hint => Some(Severity::Hint),
            FailOn::Never => None,
        }
    }
}

fn severity(word: &str) -> Result<Severity, String> {
    Severity::from_word(word).ok_or_else(|| "one of error, warning, information, hint is needed".to_owned())
}

fn platform_of(word: &str) -> Result<&'static Platform, String> {
    Platform::named(word).filter(|platform| platform.shape.is_some()).ok_or_else(|| {
        let known: Vec<&str> = shape::with_shape().map(|platform| platform.id).collect();
        format!("dumps are read of {}", known.join(", "))
    })
}

fn day_of(word: &str) -> Result<String, String> {
    day(word).ok_or_else(|| "a day such as 2027-03-01 is needed".to_owned())
}

/// How many threads are begun at most: where a system refuses one more, there would be no result at all.
const MOST_JOBS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// Reads `--jobs`.
pub(in crate::cli) fn jobs_of(word: &str) -> Result<NonZeroUsize, String> {
    let jobs: NonZeroUsize = word.parse().map_err(|_| "a whole number from 1 on is needed".to_owned())?;
    Ok(jobs.min(MOST_JOBS))
}
