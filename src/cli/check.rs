//! `check`: lints macros and prints what was found.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::{Args, ValueEnum};

use super::inputs::{self, Input, Inputs, Wanted};
use super::library::Library;
use super::output::{Checked, FormatName, Reported, Summary};
use super::parallel::{self, Panicked};
use super::printer::Printer;
use super::progress::Progress;
use super::rule_choice::RuleChoice;
use super::status::{Failure, Status, tell};
use super::terminal::{self, Color, Style};
use super::{BROKE_DOWN, fingerprint, output};
use crate::knowledge::{Knowledge, Severity};
use crate::lint::{self, Fixes, Subject};
use crate::syntax::Macro;
use crate::text::LineIndex;
use crate::workspace::{day, today};

const AFTER: &str = "\
Exit status: 0 nothing at or over --fail-on (warning), 1 something, 2 failure
Example: softspoken check macros --ignore tone/flat-refusal --format concise";

/// Check macros and print what was found
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Files and folders, or - for standard input [default: .]
    #[arg(hide_default_value = true, default_value = ".")]
    paths: Vec<PathBuf>,
    /// Name to report standard input under
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// human, concise, json or jsonl [default: human]
    #[arg(
        long,
        value_name = "FORMAT",
        hide_possible_values = true,
        hide_default_value = true,
        default_value = "human"
    )]
    format: FormatName,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only these rules, or families such as tone/
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Without these rules or families
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Leave out what is lighter [default: hint]
    #[arg(long, value_name = "LEVEL", value_parser = severity)]
    min_severity: Option<Severity>,
    /// error, warning, information, hint or never
    #[arg(
        long,
        value_name = "LEVEL",
        hide_possible_values = true,
        hide_default_value = true,
        default_value = "warning"
    )]
    fail_on: FailOn,
    /// Use this softspoken.toml for all macros
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Day on which reviews are due [default: today]
    #[arg(long, value_name = "DATE", value_parser = day_of)]
    today: Option<String>,
    /// Do not use the cache (there is none yet)
    #[arg(long, hide = true)]
    no_cache: bool,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs_of)]
    jobs: Option<NonZeroUsize>,
    /// auto, always or never
    #[arg(long, value_name = "WHEN", hide_possible_values = true, default_value = "auto")]
    color: Color,
}

/// From which severity on a finding fails the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    fn at_least(self) -> Option<Severity> {
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

fn day_of(word: &str) -> Result<String, String> {
    day(word).ok_or_else(|| "a day such as 2027-03-01 is needed".to_owned())
}

/// Reads `--jobs`.
pub(super) fn jobs_of(word: &str) -> Result<NonZeroUsize, String> {
    word.parse().map_err(|_| "a whole number from 1 on is needed".to_owned())
}

/// Checks everything, prints as it goes, and says how it ended.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let choice = RuleChoice::new(&arguments.select, &arguments.ignore);
    let today = arguments.today.clone().unwrap_or_else(today);
    let inputs = inputs::gather(&Wanted {
        paths: &arguments.paths,
        stdin_filename: arguments.stdin_filename.as_deref(),
        config: arguments.config.as_deref(),
        choice: &choice,
        today: Some(&today),
    })?;
    let (out, style) = terminal::open(arguments.output.as_deref(), arguments.color)?;
    let summary = check_all(arguments, &inputs, style, Printer::new(out))?;
    Ok(status(arguments, &summary))
}

/// Checks all macros on all cores, and prints in the order of their paths.
fn check_all(arguments: &Arguments, inputs: &Inputs, style: Style, mut printer: Printer) -> Result<Summary, Failure> {
    let library = Library::of(inputs, jobs(arguments));
    let format = output::format(arguments.format, style);
    let floor = arguments.min_severity.unwrap_or(Severity::Hint);
    let work = |input: &Input| {
        let checked = check(input, &library, format.fixes(), floor)?;
        Ok((format.file(&checked), Summary::of(&checked)))
    };
    let mut summary = Summary::unreadable(inputs.errors.len());
    inputs.errors.iter().for_each(|error| tell("error", error));
    if inputs.macros.is_empty() && inputs.errors.is_empty() {
        tell_nothing_found(&arguments.paths);
    }
    printer.print(&format.begin());
    let mut progress = Progress::new(inputs.macros.len(), io::stderr().is_terminal());
    parallel::in_order(&inputs.macros, jobs(arguments), work, |input, result| {
        match result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
            Ok((text, counts)) => {
                summary.add(&counts);
                if !text.is_empty() {
                    progress.clear();
                }
                printer.part(&text, format.between());
            }
            Err(words) => {
                summary.unreadable += 1;
                progress.clear();
                tell("error", &format!("{}: {words}", input.name()));
            }
        }
        progress.step();
    });
    progress.clear();
    printer.print(&format.end(&summary));
    printer.finish()?;
    Ok(summary)
}

/// Reads and lints one macro.
fn check<'a>(input: &'a Input, library: &Library, fixes: Fixes, floor: Severity) -> Result<Checked<'a>, String> {
    let knowledge: &Knowledge = &input.known;
    let source = input.source.read()?;
    let parsed = Macro::parse(&source).in_file(Path::new(&input.shown));
    let settings = library.settings_for(input, &source);
    let subject =
        Subject { source: &source, parsed: &parsed, knowledge, settings: &settings, snippets: &*input.snippets };
    let findings = lint::check(&subject, fixes);
    let fingerprints = fingerprint::fingerprints(&source, &findings);
    let reported = findings.into_iter().zip(fingerprints);
    let findings = reported
        .filter(|(finding, _)| finding.severity >= floor)
        .map(|(finding, fingerprint)| Reported { finding, fingerprint })
        .collect();
    let title = parsed.front_matter.title.map(|title| title.text);
    Ok(Checked { path: &input.shown, title, lines: LineIndex::new(&source), source, findings, knowledge })
}

fn jobs(arguments: &Arguments) -> NonZeroUsize {
    arguments.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

fn status(arguments: &Arguments, summary: &Summary) -> Status {
    if summary.unreadable > 0 {
        return Status::Failed;
    }
    match arguments.fail_on.at_least() {
        Some(floor) if summary.any_at_least(floor) => Status::Found,
        _ => Status::Clean,
    }
}

/// Tells that there are no macros at `paths`.
pub(super) fn tell_nothing_found(paths: &[PathBuf]) {
    let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    tell("note", &format!("no macros (files that end in .macro) found in {}", paths.join(", ")));
}
