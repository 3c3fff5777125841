//! `report`: what each macro does, as a table or for programs.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::check::tell_nothing_found;
use super::inputs::{self, Input, Wanted};
use super::parallel::{self, Panicked};
use super::place::{self, Range};
use super::printer::Printer;
use super::progress::Progress;
use super::report_table::{self, Row};
use super::report_totals::Totals;
use super::rule_choice::RuleChoice;
use super::status::{Failure, Status, tell};
use super::terminal::{self, Color, Style};
use crate::knowledge::{Act, Severity};
use crate::lint::Subject;
use crate::report::{MacroReport, report};
use crate::syntax::Macro;
use crate::text::LineIndex;

const EXAMPLE: &str = "Example: softspoken report macros --format json";

const BROKE_DOWN: &str = "softspoken broke down on this macro; the mistake is ours, please report it";

/// Say what each macro does: acts, techniques, findings
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Arguments {
    /// Files and folders, or - for standard input [default: .]
    #[arg(hide_default_value = true, default_value = ".")]
    paths: Vec<PathBuf>,
    /// table or json
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, default_value = "table")]
    format: ReportFormat,
    /// Use this softspoken.toml for all macros
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// auto, always or never
    #[arg(long, value_name = "WHEN", hide_possible_values = true, default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    Table,
    Json,
}

/// What is known of one macro, ready to print.
struct Read {
    report: MacroReport,
    /// Empty where a table is wanted.
    json: String,
}

/// Prints it.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let choice = RuleChoice::default();
    let wanted =
        Wanted { paths: &arguments.paths, stdin_filename: None, config: arguments.config.as_deref(), choice: &choice };
    let inputs = inputs::gather(&wanted)?;
    inputs.errors.iter().for_each(|error| tell("error", error));
    if inputs.macros.is_empty() && inputs.errors.is_empty() {
        tell_nothing_found(&arguments.paths);
    }
    let style = Style::of_stdout(arguments.color);
    let json = arguments.format == ReportFormat::Json;
    let mut printer = Printer::new(terminal::stdout(style));
    if json {
        printer.print("{\"version\": 1, \"macros\": [");
    }
    let (mut totals, mut rows, mut unreadable) = (Totals::default(), Vec::new(), inputs.errors.len());
    let mut progress = Progress::new(inputs.macros.len(), io::stderr().is_terminal());
    let jobs = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    parallel::in_order(
        &inputs.macros,
        jobs,
        |input| read(input, json),
        |input, result| {
            match result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
                Ok(read) => {
                    totals.add(&read.report);
                    if json {
                        progress.clear();
                        printer.part(&read.json, ",");
                    } else {
                        rows.push(Row::new(&input.shown, &read.report));
                    }
                }
                Err(words) => {
                    unreadable += 1;
                    progress.clear();
                    tell("error", &format!("{}: {words}", input.name()));
                }
            }
            progress.step();
        },
    );
    progress.clear();
    let end = if json { format!("\n], \"summary\": {}}}\n", totals.json()) } else { report_table::table(&rows, style) };
    printer.print(&end);
    printer.finish()?;
    Ok(if unreadable > 0 { Status::Failed } else { Status::Clean })
}

/// Reads one macro and what there is to say of it.
fn read(input: &Input, json: bool) -> Result<Read, String> {
    let source = input.source.read()?;
    let parsed = Macro::parse(&source);
    let subject = Subject {
        source: &source,
        parsed: &parsed,
        knowledge: &input.known,
        settings: &input.settings,
        snippets: &*input.snippets,
    };
    let report = report(&subject);
    let json = if json { format!("\n{}", record(&input.shown, &source, &report)) } else { String::new() };
    Ok(Read { report, json })
}

/// A macro as machines read it. The order of the fields is the order in which they are printed.
#[derive(Debug, Serialize)]
struct Record<'a> {
    path: &'a str,
    title: Option<&'a str>,
    intent: Option<&'static str>,
    paths: u64,
    words: usize,
    techniques: Techniques<'a>,
    sentences: Vec<Sentence<'a>>,
    findings: Findings,
}

#[derive(Debug, Serialize)]
struct Techniques<'a> {
    used: &'a [String],
    missed: &'a [String],
}

#[derive(Debug, Serialize)]
struct Sentence<'a> {
    range: Range,
    text: &'a str,
    acts: Vec<&'static str>,
    when: &'a [String],
}

/// Findings by severity.
#[derive(Debug, Serialize)]
pub(super) struct Findings {
    error: usize,
    warning: usize,
    information: usize,
    hint: usize,
}

impl Findings {
    /// From counts in the order of [`Severity::ALL`].
    pub(super) fn new(counts: &[usize; Severity::ALL.len()]) -> Self {
        let [hint, information, warning, error] = *counts;
        Self { error, warning, information, hint }
    }
}

fn record(path: &str, source: &str, report: &MacroReport) -> String {
    let lines = LineIndex::new(source);
    let sentences = report.sentences.iter().map(|sentence| Sentence {
        range: place::range(source, &lines, sentence.span),
        text: &sentence.text,
        acts: sentence.acts.iter().map(Act::as_str).collect(),
        when: &sentence.when,
    });
    let record = Record {
        path,
        title: report.title.as_deref(),
        intent: report.intent,
        paths: report.paths,
        words: report.words,
        techniques: Techniques { used: &report.used, missed: &report.missed },
        sentences: sentences.collect(),
        findings: Findings::new(&report.findings),
    };
    // Writing plain data to memory cannot fail.
    serde_json::to_string(&record).unwrap_or_default()
}
