//! `check`: lints macros and prints what was found.

mod arguments;
mod baseline;
mod budget;
mod changed;
mod one;
mod sieve;
mod sign;

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use super::inputs::{self, Input, Inputs, Wanted};
use super::library::Library;
use super::output::{FormatName, Summary};
use super::parallel::{self, Panicked};
use super::printer::Printer;
use super::progress::Progress;
use super::rule_choice::RuleChoice;
use super::status::{Failure, Status, tell};
use super::terminal::{self, Style};
use super::{BROKE_DOWN, output};
use crate::workspace::today;

use self::baseline::{Baselines, Tally};
use self::budget::Budgets;
use self::changed::Since;
use self::sieve::{Ledger, Sieve};

pub(super) use arguments::{Arguments, jobs_of};

/// Checks everything, prints as it goes, and says how it ended.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let choice = RuleChoice::new(&arguments.select, &arguments.ignore);
    let today = arguments.today.clone().unwrap_or_else(today);
    let mut inputs = inputs::gather(&Wanted {
        paths: &arguments.paths,
        stdin_filename: arguments.stdin_filename.as_deref(),
        config: arguments.config.as_deref(),
        choice: &choice,
        today: Some(&today),
    })?;
    let found_any = !inputs.macros.is_empty();
    let library = Library::of(&inputs, jobs(arguments), arguments.changed_since.is_some());
    let since = match &arguments.changed_since {
        Some(revision) => Some(Since::narrow(revision, &arguments.paths, &mut inputs, &library)?),
        None => None,
    };
    tell_if_nothing(arguments, &inputs, found_any);
    let baselines = Baselines::read(arguments.baseline.as_deref(), arguments.write_baseline, &inputs)?;
    let sieve = Sieve::new(&baselines, since.as_ref(), arguments.min_severity);
    let mut ledger = Ledger { tally: Tally::new(&baselines), budgets: Budgets::default() };
    if arguments.write_baseline {
        let nobody = (Box::new(io::sink()) as Box<dyn Write>, Style::of_file(arguments.color));
        let summary = check_all(arguments, &inputs, &library, &sieve, &mut ledger, nobody, FormatName::Concise)?;
        ledger.tally.write(&choice)?;
        return Ok(if summary.unreadable > 0 { Status::Failed } else { Status::Clean });
    }
    let out = terminal::open(arguments.output.as_deref(), arguments.color)?;
    let summary = check_all(arguments, &inputs, &library, &sieve, &mut ledger, out, arguments.format)?;
    // Where only changes are looked at, what is known of the rest was not looked for.
    if since.is_none() {
        ledger.tally.tell_stale(&choice);
    }
    let spent = ledger.budgets.tell_spent();
    Ok(match arguments.fail_on.at_least() {
        _ if summary.unreadable > 0 => Status::Failed,
        Some(floor) if spent || ledger.budgets.heaviest >= Some(floor) => Status::Found,
        _ => Status::Clean,
    })
}

/// Checks all macros on all cores, and prints in the order of their paths.
fn check_all<'i>(
    arguments: &Arguments,
    inputs: &'i Inputs,
    library: &Library,
    sieve: &Sieve<'_>,
    ledger: &mut Ledger<'_>,
    (out, style): (Box<dyn Write>, Style),
    format: FormatName,
) -> Result<Summary, Failure> {
    let mut printer = Printer::new(out);
    let format = output::format(format, style);
    let work = |input: &'i Input| {
        let checked = one::check(input, library, format.fixes())?;
        Ok(sieve.sift(input, checked, &*format))
    };
    let mut summary = Summary::unreadable(inputs.errors.len());
    inputs.errors.iter().for_each(|error| tell("error", error));
    printer.print(&format.begin());
    let mut progress = Progress::new(inputs.macros.len(), io::stderr().is_terminal());
    parallel::in_order(&inputs.macros, jobs(arguments), work, |input, result| {
        match result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
            Ok(sifted) => {
                let (text, counts) = sifted.finish(ledger, &*format);
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
    summary.hidden = ledger.tally.hidden();
    printer.print(&format.end(&summary));
    printer.finish()?;
    Ok(summary)
}

fn jobs(arguments: &Arguments) -> NonZeroUsize {
    arguments.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

fn tell_if_nothing(arguments: &Arguments, inputs: &Inputs, found_any: bool) {
    if !inputs.macros.is_empty() || !inputs.errors.is_empty() {
        return;
    }
    match &arguments.changed_since {
        Some(revision) if found_any => tell("note", &format!("no macro is other than at {revision}")),
        _ => tell_nothing_found(&arguments.paths),
    }
}

/// Tells that there are no macros at `paths`.
pub(super) fn tell_nothing_found(paths: &[PathBuf]) {
    let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    tell("note", &format!("no macros (files that end in .macro) found in {}", paths.join(", ")));
}
