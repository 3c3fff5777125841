//! `diff`: macro by macro, how a help desk's export differs from what an export from here would give, and on which side that
//! came about.

mod compare;
mod print;

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

pub(super) use self::print::changes;

use self::compare::{Difference, compared};
use super::desk_lock::Lock;
use super::desk_macros::{self, Desk};
use super::desk_same::as_read;
use super::export::platform;
use super::import::sources;
use super::status::{Failure, Status, printed, tell};
use crate::helpdesk::Platform;
use crate::helpdesk::reply::Reply;

const AFTER: &str = "\
< changed here  > changed there  ! both  ~ differs  + only here  - only there
Exit status: 0 no difference, 1 some, 2 failure
Example: softspoken diff zendesk macros.json macros";

/// Compare macros with what a help desk exported
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// The help desk, such as zendesk
    platform: String,
    /// What it exported: all pages in one file
    file: PathBuf,
    /// Files and folders to compare it with [default: .]
    #[arg(hide_default_value = true, default_value = ".")]
    paths: Vec<PathBuf>,
    /// text or json [default: text]
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, hide_default_value = true, default_value = "text")]
    format: Format,
    /// Use this softspoken.toml for all macros
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Compares them.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let platform = platform(&arguments.platform)?;
    let there = there(platform, &arguments.file)?;
    let desk = desk_macros::gather(platform, &arguments.paths, arguments.config.as_deref())?;
    let sent: Vec<Reply> = desk.macros.iter().map(|of_desk| of_desk.sent.reply.clone()).collect();
    let here = as_read(platform, &sent)?;
    let lock = lock(&arguments.paths, &desk)?;
    let differences = all(platform, &desk, &here, &there, lock.as_ref());
    let text = match arguments.format {
        Format::Text => print::text(platform, &differences),
        Format::Json => print::json(platform, &differences),
    };
    let mut out = io::stdout().lock();
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    tell("note", &print::counted(platform, &differences, there.len(), desk.refused));
    tell_unsendable(platform, &desk);
    Ok(match (desk.refused, differences.is_empty()) {
        (0, true) => Status::Clean,
        (0, false) => Status::Found,
        _ => Status::Failed,
    })
}

/// The macros of the file. With pages missing, macros that are there would look like deleted ones.
fn there(platform: &'static Platform, file: &Path) -> Result<Vec<Reply>, Failure> {
    let dump = sources::of_platform(platform, file)?;
    match dump.notes.first() {
        Some(note) => Err(Failure::new(format!("{}: {note}; put all pages into one file", file.display()))),
        None => Ok(dump.replies),
    }
}

/// What import remembered: in the folder of the macros, or the nearest around it.
fn lock(paths: &[PathBuf], desk: &Desk) -> Result<Option<Lock>, Failure> {
    // An import into a folder of its own leaves it there, below where people ask from.
    let files = desk.macros.iter().filter_map(|of_desk| of_desk.files.first());
    let starts = paths.iter().map(PathBuf::as_path).chain(files.take(1).map(|file| Path::new(file.shown.as_str())));
    let starts: Vec<PathBuf> = starts.filter_map(|path| path.canonicalize().ok()).collect();
    let found = starts.iter().flat_map(|start| start.ancestors()).find(|folder| Lock::is_in(folder));
    found.map(Lock::read).transpose()
}

/// Every macro that is not the same on both sides: those with an id in the order of their ids, then those only here.
fn all<'d>(
    platform: &'static Platform,
    desk: &'d Desk,
    here: &'d [Reply],
    there: &'d [Reply],
    lock: Option<&Lock>,
) -> Vec<Difference<'d>> {
    let by_id: HashMap<&str, &Reply> = there.iter().filter_map(|reply| Some((reply.id.as_deref()?, reply))).collect();
    let mut by_title: HashMap<&str, &Reply> = HashMap::new();
    there.iter().for_each(|reply| _ = by_title.entry(reply.title.as_str()).or_insert(reply));
    let mut matched: HashSet<&str> = desk.kept_back.iter().map(String::as_str).collect();
    matched.extend(here.iter().filter_map(|reply| reply.id.as_deref()));
    let mut out = Vec::new();
    for (of_desk, here) in desk.macros.iter().zip(here) {
        let known = match &here.id {
            Some(id) => by_id.get(id.as_str()).copied(),
            // One that was pushed and got its id there.
            None => {
                let same_title = by_title.get(here.title.as_str()).copied();
                same_title.filter(|reply| reply.id.as_deref().is_none_or(|id| matched.insert(id)))
            }
        };
        out.extend(compared(platform, Some((of_desk, here)), known, lock));
    }
    let is_only_there = |reply: &&Reply| match &reply.id {
        Some(id) => !matched.contains(id.as_str()),
        None => here.iter().all(|here| here.title != reply.title),
    };
    out.extend(there.iter().filter(is_only_there).filter_map(|reply| compared(platform, None, Some(reply), lock)));
    out.sort_by_key(|difference| (difference.is_new(), desk_macros::id_order(difference.id.as_deref())));
    out
}

fn tell_unsendable(platform: &Platform, desk: &Desk) {
    let stops = desk.macros.iter().filter(|of_desk| !of_desk.is_sendable()).count();
    if stops > 0 {
        let words = if stops == 1 { "1 macro cannot".to_owned() } else { format!("{stops} macros cannot") };
        let ask = format!("`softspoken export {}` says why", platform.id);
        tell("note", &format!("{words} be sent as here; {ask}"));
    }
}
