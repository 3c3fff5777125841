//! `import`: macros of a help desk as macro files. Importing again brings them up to date, keeps what was edited here, and
//! leaves to a person what was edited on both sides.
//!
//! Everything is read, converted and compared before the first byte is written.

mod columns;
mod compare;
mod conflict;
mod desk;
mod folder;
mod identity;
mod merging;
mod old;
mod pairs;
mod place;
mod present;
mod report;
mod sent;
pub(super) mod sources;
mod what;
mod writing;

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use self::compare::{Rules, compare};
use self::desk::Desk;
use self::identity::Origins;
use self::pairs::Pair;
use self::place::Place;
use self::what::Compared;
use super::BROKE_DOWN;
use super::check::jobs_of;
use super::desk_lock::Lock;
use super::parallel::{self, Panicked};
use super::status::{Failure, Status};
use crate::helpdesk::exchange::PARTS;

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
    /// For files: languages in names, hi.de.txt or de/hi.txt
    #[arg(long)]
    locale_in_name: bool,
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
    let desk = desk.with_locales(arguments.locale_in_name)?;
    let place = Place::of(arguments.into.as_deref(), arguments.config.as_deref())?;
    let jobs = jobs(arguments);
    let (mut parts, folders) = sources::read(&desk, &arguments.files)?;
    let mut lock = Lock::read(&place.root)?;
    let found = present::find(&desk, &place, &sources::titles(&desk, &parts), jobs);
    identity::settle(&desk, &place, &lock, &found, &mut parts, arguments.winner())?;
    let origins = Origins::of(&desk, &parts);
    let replies = sources::joined(&desk, parts, &folders)?;
    let all = pairs::pairs(&desk, &place, &lock, &found, &replies);
    let mut all = compared(arguments, &desk, &place, &all, jobs)?;
    place.name_new(&desk, &replies, &found.paths, &mut all);
    let failed = match arguments.dry_run {
        true => HashSet::new(),
        false => writing::write(&place, &all, jobs),
    };
    report::tell_all(&place, &replies, &all, &failed, arguments.dry_run)?;
    report::tell_totals(&desk, &all, failed.len());
    report::tell_gone(&found, &all, |key| lock.from(key).is_none_or(|from| origins.has(from)));
    if !arguments.dry_run {
        for (_, one) in all.iter().enumerate().filter(|(number, _)| !failed.contains(number)) {
            one.last.into_iter().for_each(|last| lock.set(one.key.clone(), last, origins.from(&one.key)));
        }
        lock.write()?;
    }
    Ok(match (failed.len(), all.iter().any(|one| one.what.needs_a_person())) {
        (0, false) => Status::Clean,
        (0, true) => Status::Found,
        _ => Status::Failed,
    })
}

fn jobs(arguments: &Arguments) -> NonZeroUsize {
    arguments.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

impl Arguments {
    fn winner(&self) -> Winner {
        match (self.theirs, self.ours) {
            (true, _) => Winner::Theirs,
            (_, true) => Winner::Ours,
            _ => Winner::Nobody,
        }
    }
}

/// Converts every macro, and compares it with its files; those that differ once more beside what an export would give of them.
fn compared(
    arguments: &Arguments,
    desk: &Desk,
    place: &Place,
    pairs: &[Pair<'_>],
    jobs: NonZeroUsize,
) -> Result<Vec<Compared>, Failure> {
    let rules = Rules { desk, winner: arguments.winner(), here: &place.here };
    let mut all = Vec::with_capacity(pairs.len());
    let mut broken = Vec::new();
    let unknown = |pair: &Pair<'_>| compare(rules, pair, [false; PARTS]);
    parallel::in_order(pairs, jobs, unknown, |pair, compared| match compared {
        Ok(compared) => all.push(compared),
        Err(Panicked) => broken.push(format!("“{}”: {BROKE_DOWN}", pair.reply.title)),
    });
    if !broken.is_empty() {
        return Err(Failure(broken));
    }
    let Some(platform) = desk.platform() else { return Ok(all) };
    let differing: Vec<(usize, &Pair<'_>)> =
        pairs.iter().enumerate().zip(&all).filter(|(_, one)| one.differs).map(|(pair, _)| pair).collect();
    let sent = sent::parts(platform, place, arguments.config.as_deref(), &differing, jobs)?;
    for (number, parts) in sent {
        if let (Some(pair), Some(one)) = (pairs.get(number), all.get_mut(number)) {
            *one = compare(rules, pair, parts);
        }
    }
    Ok(all)
}
