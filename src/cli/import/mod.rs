//! `import`: macros of a help desk as macro files. Importing again brings them up to date, keeps what was edited here, and
//! leaves to a person what was edited on both sides.
//!
//! Everything is read, converted and compared before the first byte is written.

mod columns;
mod compare;
mod conflict;
mod desk;
mod folder;
mod place;
mod present;
pub(super) mod sources;
mod writing;

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use self::compare::{Compared, What};
use self::desk::Desk;
use self::place::Place;
use self::present::Present;
use super::BROKE_DOWN;
use super::check::jobs_of;
use super::desk_lock::{Key, Lock};
use super::parallel::{self, Panicked};
use super::paths;
use super::printer::Printer;
use super::status::{Failure, Status, tell};
use super::terminal::{self, Color};
use crate::helpdesk::reply::Reply;

const AFTER: &str = "\
Files are found again by their `source`, wherever they were moved to.
Exit status: 0 done, 1 conflicts that a person must resolve, 2 failure
Example: softspoken import zendesk macros.json --into macros";

/// Write a help desk's macros as files, or bring these up to date
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// The help desk, such as zendesk; or csv, or files for a folder
    #[arg(value_parser = desk::known)]
    platform: String,
    /// What it exported: all pages, in any order
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where new macros go [default: the macro root]
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// What stands in which column, for csv
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// Where both sides changed, take the help desk's
    #[arg(long, conflicts_with = "ours")]
    theirs: bool,
    /// Where both sides changed, keep what is here
    #[arg(long)]
    ours: bool,
    /// Write nothing; name what would be done
    #[arg(long)]
    dry_run: bool,
    /// Use this softspoken.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = jobs_of)]
    jobs: Option<NonZeroUsize>,
}

/// Whose text is taken where both sides changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Winner {
    Nobody,
    Theirs,
    Ours,
}

/// Imports everything, or tells what that would do.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let desk = Desk::of(&arguments.platform, arguments.columns.as_deref())?;
    let place = Place::of(arguments.into.as_deref(), arguments.config.as_deref())?;
    let replies = sources::read(&desk, &arguments.files)?;
    let mut lock = Lock::read(&place.root)?;
    let present = present::find(&desk, &place, jobs(arguments));
    let winner = match (arguments.theirs, arguments.ours) {
        (true, _) => Winner::Theirs,
        (_, true) => Winner::Ours,
        _ => Winner::Nobody,
    };
    let mut all = compared(&desk, &lock, &present.by_key, &replies, winner, jobs(arguments))?;
    place.name_new(&desk, &replies, present.paths, &mut all);
    let done = match arguments.dry_run {
        true => HashSet::new(),
        false => writing::write(&place, &all, jobs(arguments)),
    };
    let failed = tell_all(&place, &replies, &all, &done, arguments.dry_run)?;
    tell_totals(&desk, &replies, &present.by_key, &all, failed);
    if !arguments.dry_run {
        let entries = all.iter().enumerate().filter(|(number, _)| !done.contains(number));
        entries.for_each(|(_, one)| _ = one.last.map(|last| lock.set(one.key.clone(), last)));
        lock.write()?;
    }
    let conflicts = all.iter().any(|one| matches!(one.what, What::Conflict | What::Waits | What::Twice | What::Broken));
    Ok(match (failed, conflicts) {
        (0, false) => Status::Clean,
        (0, true) => Status::Found,
        _ => Status::Failed,
    })
}

fn jobs(arguments: &Arguments) -> NonZeroUsize {
    arguments.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// Converts every macro, and compares it with its files.
fn compared(
    desk: &Desk,
    lock: &Lock,
    present: &HashMap<Key, Vec<Present>>,
    replies: &[Reply],
    winner: Winner,
    jobs: NonZeroUsize,
) -> Result<Vec<Compared>, Failure> {
    let mut all = Vec::with_capacity(replies.len());
    let mut broken = Vec::new();
    let work = |reply: &Reply| {
        let key = desk.key(reply);
        let files = present.get(&key).map_or(&[][..], Vec::as_slice);
        compare::compare(desk, reply, key.clone(), lock.get(&key), files, winner)
    };
    parallel::in_order(replies, jobs, work, |reply, compared| match compared {
        Ok(compared) => all.push(compared),
        Err(Panicked) => broken.push(format!("“{}”: {BROKE_DOWN}", reply.title)),
    });
    if broken.is_empty() { Ok(all) } else { Err(Failure(broken)) }
}

/// A line for each macro that is not as it was, and one for what could not be kept; gives how many could not be written.
fn tell_all(
    place: &Place,
    replies: &[Reply],
    all: &[Compared],
    failed: &HashSet<usize>,
    dry_run: bool,
) -> Result<usize, Failure> {
    let (out, _) = terminal::open(None, Color::Never)?;
    let mut printer = Printer::new(out);
    for (number, (one, reply)) in all.iter().zip(replies).enumerate() {
        let path = one.shown(place);
        if let Some(word) = one.what.word().filter(|_| !failed.contains(&number)) {
            printer.print(&format!("{word:<9} {}\n", paths::one_line(&path)));
        }
        if !one.losses.is_empty() && (dry_run || matches!(one.what, What::New | What::Updated)) {
            tell("note", &format!("{path}: “{}”: {}", reply.title, one.losses.join("; ")));
        }
    }
    printer.finish()?;
    Ok(failed.len())
}

fn tell_totals(desk: &Desk, replies: &[Reply], present: &HashMap<Key, Vec<Present>>, all: &[Compared], failed: usize) {
    let count = |what: What| all.iter().filter(|one| one.what == what).count();
    let mut parts: Vec<String> = Vec::new();
    for (count, word) in [
        (count(What::New), "new"),
        (count(What::Updated), "updated"),
        (count(What::Edited), "edited here"),
        (count(What::Conflict), "in conflict"),
        (count(What::Waits), "with a conflict from before"),
        (count(What::Twice) + count(What::Broken), "left alone"),
        (failed, "not written"),
        (count(What::Same), "as they were"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    let macros = if all.len() == 1 { "macro" } else { "macros" };
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    tell("note", &format!("{} {macros} of {}{parts}", all.len(), desk.title));
    let there: HashSet<Key> = replies.iter().map(|reply| desk.key(reply)).collect();
    let gone = present.keys().filter(|key| !there.contains(*key)).count();
    if gone > 0 {
        let are = if gone == 1 { "macro is" } else { "macros are" };
        tell("note", &format!("{gone} more {are} here and not among what was imported; nothing was done to them"));
    }
}
