//! `check`: lints macros and prints what was found.

mod arguments;
mod asked;
mod baseline;
mod budget;
mod changed;
mod dump;
mod kept;
mod one;
mod replies;
mod sieve;
mod sign;
#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use super::apart::keep_apart;
use super::cache::Opening;
use super::inputs::{self, Input, Inputs, Source, Wanted};
use super::library::Library;
use super::output::{FormatName, Host, How, Run, Unread};
use super::parallel::{self, Panicked};
use super::paths::shown;
use super::printer::Printer;
use super::progress::Progress;
use super::rule_choice::RuleChoice;
use super::status::{Failure, Status, tell};
use super::terminal::{self, Style};
use super::{BROKE_DOWN, output};
use crate::knowledge::Severity;
use crate::workspace::{Cache, Digest, Unreadable, today};

use self::arguments::InputFormat;
use self::baseline::{Baselines, Tally};
use self::budget::Budgets;
use self::changed::Since;
use self::one::Work;
use self::replies::Replies;
use self::sieve::{Ledger, Sieve, Sifted};

pub(super) use arguments::{Arguments, jobs_of};
pub(super) use baseline::DEFAULT as BASELINE;

/// Checks everything, prints as it goes, and says how it ended.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let choice = RuleChoice::new(&arguments.select, &arguments.ignore);
    let today = arguments.today.clone().unwrap_or_else(today);
    let wanted = Wanted {
        paths: &arguments.paths,
        stdin_filename: arguments.stdin_filename.as_deref(),
        config: arguments.config.as_deref(),
        choice: &choice,
        today: Some(&today),
    };
    if let Some(platform) = arguments.platform {
        return dump::run(arguments, platform, &wanted);
    }
    if arguments.input == Some(InputFormat::Jsonl) {
        return check_replies(arguments, &wanted);
    }
    let format = format_of(arguments)?;
    let cache = Opening::begin(!arguments.no_cache);
    let mut inputs = inputs::gather(&wanted)?;
    keep_apart(arguments.output.as_deref(), inputs.macros.iter().filter_map(Input::place))?;
    tell_of_json(&inputs);
    let baselines = Baselines::read(arguments.baseline.as_deref(), arguments.write_baseline, &inputs)?;
    let cache = cache.end(&here());
    let library = Library::of(&inputs, jobs(arguments), arguments.changed_since.is_some(), cache.as_ref());
    let status = check_macros(arguments, format, &choice, &baselines, &mut inputs, &library, cache.as_ref());
    library.keep();
    if let Some(cache) = cache {
        let here = here();
        cache.finish(|subject| here.join(subject).exists());
    }
    status
}

fn check_macros(
    arguments: &Arguments,
    format: FormatName,
    choice: &RuleChoice,
    baselines: &Baselines,
    inputs: &mut Inputs,
    library: &Library<'_>,
    cache: Option<&Cache>,
) -> Result<Status, Failure> {
    let found_any = !inputs.macros.is_empty();
    let since = match &arguments.changed_since {
        Some(revision) => Some(Since::narrow(revision, &arguments.paths, inputs, library)?),
        None => None,
    };
    tell_if_nothing(arguments, inputs, found_any);
    let sieve = Sieve::new(baselines, since.as_ref(), arguments.min_severity);
    let needed = Needed { library, cache, sieve: &sieve };
    let mut ledger = Ledger { tally: Tally::new(baselines, choice), budgets: Budgets::default() };
    if arguments.write_baseline {
        let how = how(arguments, FormatName::Concise, Style::of_file(arguments.color));
        let run = check_all(arguments, inputs, needed, &mut ledger, &how, Box::new(io::sink()))?;
        ledger.tally.write()?;
        return Ok(if run.summary.unreadable > 0 { Status::Failed } else { Status::Clean });
    }
    let (out, style) = terminal::open(arguments.output.as_deref(), arguments.color)?;
    let how = how(arguments, format, style);
    let run = check_all(arguments, inputs, needed, &mut ledger, &how, out)?;
    if format == FormatName::Github {
        output::append_step_summary(&run);
    }
    // Where only changes are looked at, what is known of the rest was not looked for.
    if since.is_none() {
        ledger.tally.tell_stale();
    }
    let spent = ledger.budgets.spent();
    spent.iter().for_each(|spent| tell("error", &spent.words));
    Ok(match arguments.fail_on.at_least() {
        _ if run.summary.unreadable > 0 => Status::Failed,
        Some(floor) if !spent.is_empty() || ledger.budgets.heaviest >= Some(floor) => Status::Found,
        _ => Status::Clean,
    })
}

/// The format that is asked for, else the one that suits the place; statistics are for people unless something else is asked
/// for.
fn format_of(arguments: &Arguments) -> Result<FormatName, Failure> {
    match arguments.format {
        Some(format) if arguments.statistics && !format.has_statistics() => {
            Err(Failure::new("`--statistics` counts in the formats human, concise and json; leave one of the two out"))
        }
        Some(format) => Ok(format),
        None if arguments.statistics => Ok(FormatName::Human),
        None => Ok(FormatName::of_environment()),
    }
}

fn how(arguments: &Arguments, format: FormatName, style: Style) -> How {
    let (statistics, fails) = (arguments.statistics, arguments.fail_on.at_least());
    // The texts of a stream have names, and no place in a repository.
    let host = if arguments.input.is_some() { Host::default() } else { Host::of_environment() };
    How { format, style, statistics, fails, host }
}

/// What the check of all macros needs.
#[derive(Clone, Copy, Debug)]
struct Needed<'a> {
    library: &'a Library<'a>,
    cache: Option<&'a Cache>,
    sieve: &'a Sieve<'a>,
}

/// Checks all macros on all cores, and prints in the order of their paths.
fn check_all<'i>(
    arguments: &Arguments,
    inputs: &'i Inputs,
    Needed { library, cache, sieve }: Needed<'_>,
    ledger: &mut Ledger<'_>,
    how: &How,
    out: Box<dyn Write>,
) -> Result<Run, Failure> {
    let mut printer = Printer::new(out);
    let format = output::format(how);
    let needed = Work { library, cache, fixes: format.fixes() };
    let name = sieve.hides_nothing().then(|| Digest::of(format!("{how:?} {sieve:?}").as_bytes()));
    let work = |input: &'i Input| match name {
        Some(name) => {
            let shown = one::shown(input, &needed, name, |checked| sieve.all(input, checked, &*format))?;
            Ok(Sifted::of(input, shown))
        }
        None => Ok(sieve.sift(input, one::check(input, &needed)?, &*format)),
    };
    let mut run = Run::default();
    printer.print(&format.begin());
    for error in &inputs.errors {
        tell("error", &error.to_string());
        printer.part(&run.unread(unread(error), &*format), format.between());
    }
    let mut progress = Progress::new(inputs.macros.len(), io::stderr().is_terminal());
    parallel::in_order(&inputs.macros, jobs(arguments), work, |input, result| {
        match result.unwrap_or_else(|Panicked| Err(BROKE_DOWN.to_owned())) {
            Ok(sifted) => {
                let text = run.done(sifted.finish(ledger, &*format), &input.known);
                if !text.is_empty() {
                    progress.clear();
                }
                printer.part(&text, format.between());
            }
            Err(words) => {
                progress.clear();
                tell("error", &format!("{}: {words}", input.name()));
                let unread = Unread { path: Some(input.shown.clone()), words, repeated: false };
                printer.part(&run.unread(unread, &*format), format.between());
            }
        }
        progress.step();
    });
    progress.clear();
    for spent in ledger.budgets.spent() {
        printer.part(&run.spent(&spent, &*format), format.between());
    }
    run.summary.hidden = ledger.tally.hidden();
    printer.print(&format.end(&run));
    printer.finish()?;
    Ok(run)
}

fn unread(error: &Unreadable) -> Unread {
    let here = std::env::current_dir().unwrap_or_default();
    let path = error.path.as_deref().map(|path| shown(path, &here));
    Unread { path, words: error.words.clone(), repeated: false }
}

/// Checks the texts of a stream as they come.
fn check_replies(arguments: &Arguments, wanted: &Wanted<'_>) -> Result<Status, Failure> {
    let replies = Replies::new(wanted)?;
    keep_apart(arguments.output.as_deref(), replies.paths())?;
    let name = format_of(arguments)?;
    let (out, style) = terminal::open(arguments.output.as_deref(), arguments.color)?;
    let mut printer = Printer::new(out);
    let format = output::format(&how(arguments, name, style));
    printer.print(&format.begin());
    let floor = arguments.min_severity.unwrap_or(Severity::Hint);
    let run = replies.check(&*format, floor, jobs(arguments), &mut printer);
    printer.print(&format.end(&run));
    printer.finish()?;
    if name == FormatName::Github {
        output::append_step_summary(&run);
    }
    let found = |floor| Severity::ALL.into_iter().any(|severity| severity >= floor && run.summary.count(severity) > 0);
    Ok(match arguments.fail_on.at_least() {
        _ if run.summary.unreadable > 0 => Status::Failed,
        Some(floor) if found(floor) => Status::Found,
        _ => Status::Clean,
    })
}

/// The working folder, as far as it has a name.
fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

fn jobs(arguments: &Arguments) -> NonZeroUsize {
    arguments.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// Says how texts in JSON are checked, where one is about to be read as a macro: nothing is found in it then.
fn tell_of_json(inputs: &Inputs) {
    let is_json = |input: &&Input| match &input.source {
        Source::Bytes(bytes) => bytes.trim_ascii_start().starts_with(b"{\""),
        Source::File(path) => path
            .extension()
            .is_some_and(|ending| ["json", "jsonl", "ndjson"].iter().any(|json| ending.eq_ignore_ascii_case(json))),
    };
    if let Some(input) = inputs.macros.iter().find(is_json) {
        let words = "is read as a macro, although it looks like JSON: `--input jsonl` reads a text a line, `--platform` the export of a help desk";
        tell("note", &format!("{} {words}", input.name()));
    }
}

fn tell_if_nothing(arguments: &Arguments, inputs: &Inputs, found_any: bool) {
    if !inputs.macros.is_empty() || !inputs.errors.is_empty() {
        return;
    }
    match &arguments.changed_since {
        Some(revision) if found_any => tell("note", &format!("no macro is other than at {revision}")),
        _ => inputs::tell_nothing_found(&arguments.paths),
    }
}
