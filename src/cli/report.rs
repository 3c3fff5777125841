//! `report`: what each macro does, as a table, for programs or as a page.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::apart::keep_apart;
use super::inputs::{self, Input, Wanted, tell_nothing_found};
use super::parallel::{self, Panicked};
use super::place::{self, Range};
use super::printer::Printer;
use super::progress::Progress;
use super::report_table::{self, Row};
use super::report_totals::{Findings, Totals};
use super::rule_choice::RuleChoice;
use super::scorecard::{self, Entry, Tally};
use super::status::{Failure, Status, tell};
use super::terminal::{self, Color};
use crate::knowledge::Act;
use crate::lint::Subject;
use crate::report::{FlowFacts, MacroReport, report};
use crate::syntax::Macro;
use crate::text::LineIndex;

const EXAMPLE: &str = "Example: softspoken report macros --format html --output scorecard.html";

const BROKE_DOWN: &str = "softspoken broke down on this macro; the mistake is ours, please report it";

/// Say what each macro does: techniques, paths, findings
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Arguments {
    /// Files and folders, or - for standard input [default: .]
    #[arg(hide_default_value = true, default_value = ".")]
    paths: Vec<PathBuf>,
    /// table, json or html
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, default_value = "table")]
    format: ReportFormat,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
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
    Html,
}

/// What is known of one macro, ready to print.
struct Read {
    report: MacroReport,
    shown: Shown,
}

/// One macro as the wanted format shows it.
enum Shown {
    Row(Row),
    Json(String),
    Entry(Entry),
}

/// Prints it.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let choice = RuleChoice::default();
    let wanted = Wanted {
        paths: &arguments.paths,
        stdin_filename: None,
        config: arguments.config.as_deref(),
        choice: &choice,
        today: None,
    };
    let inputs = inputs::gather(&wanted)?;
    keep_apart(arguments.output.as_deref(), inputs.macros.iter().filter_map(Input::place))?;
    inputs.errors.iter().for_each(|error| tell("error", &error.to_string()));
    if inputs.macros.is_empty() && inputs.errors.is_empty() {
        tell_nothing_found(&arguments.paths);
    }
    let (out, style) = terminal::open(arguments.output.as_deref(), arguments.color)?;
    let format = arguments.format;
    let mut printer = Printer::new(out);
    if format == ReportFormat::Json {
        printer.print("{\"version\": 1, \"macros\": [");
    }
    let (mut totals, mut tally) = (Totals::default(), Tally::default());
    let (mut rows, mut entries, mut unreadable) = (Vec::new(), Vec::new(), inputs.errors.len());
    let mut progress = Progress::new(inputs.macros.len(), io::stderr().is_terminal());
    let jobs = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    parallel::in_order(
        &inputs.macros,
        jobs,
        |input| read(input, format),
        |input, result| {
            match result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
                Ok(read) => {
                    totals.add(&read.report);
                    match read.shown {
                        Shown::Row(row) => rows.push(row),
                        Shown::Json(json) => {
                            progress.clear();
                            printer.part(&json, ",");
                        }
                        Shown::Entry(entry) => {
                            tally.add(&input.known, &read.report);
                            entries.push(entry);
                        }
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
    match format {
        ReportFormat::Table => printer.print(&report_table::table(&rows, style)),
        ReportFormat::Json => printer.print(&format!("\n], \"summary\": {}}}\n", totals.json())),
        ReportFormat::Html => {
            tally.unreadable(unreadable);
            scorecard::print(&mut printer, &place_of(&arguments.paths), entries, &tally);
        }
    }
    printer.finish()?;
    Ok(if unreadable > 0 { Status::Failed } else { Status::Clean })
}

/// What to call the places that a report is about.
fn place_of(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        if path == Path::new(inputs::STDIN) {
            return "standard input".to_owned();
        }
        // The working folder is known by its own name.
        let own = if path == Path::new(".") { std::env::current_dir().ok() } else { None };
        let own = own.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        own.unwrap_or_else(|| path.to_string_lossy().replace('\\', "/"))
    };
    paths.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Reads one macro and what there is to say of it.
fn read(input: &Input, format: ReportFormat) -> Result<Read, String> {
    let source = input.source.read()?;
    let parsed = Macro::parse(&source).in_file(Path::new(&input.shown));
    let subject = Subject {
        source: &source,
        parsed: &parsed,
        knowledge: &input.known,
        settings: &input.settings,
        snippets: &*input.snippets,
    };
    let report = report(&subject);
    let path = &input.shown;
    let shown = match format {
        ReportFormat::Table => Shown::Row(Row::new(path, &report)),
        ReportFormat::Json => Shown::Json(format!("\n{}", record(path, &source, &report))),
        ReportFormat::Html => Shown::Entry(Entry::new(path, &source, &report)),
    };
    Ok(Read { report, shown })
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
    flow: &'a FlowFacts,
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
        flow: &report.flow,
        findings: Findings::new(&report.findings),
    };
    // Writing plain data to memory cannot fail.
    serde_json::to_string(&record).unwrap_or_default()
}
