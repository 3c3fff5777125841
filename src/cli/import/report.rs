//! What an import says: a line for each macro that is not as it was, what could not be kept, and how many there are of each.

use std::collections::HashSet;

use super::super::desk_lock::Key;
use super::super::paths;
use super::super::printer::Printer;
use super::super::status::{Failure, tell};
use super::super::terminal::{self, Color};
use super::desk::Desk;
use super::place::Place;
use super::present::Found;
use super::what::{Compared, What};
use crate::helpdesk::reply::Reply;

/// A line for each macro that is not as it was, and one for what could not be kept; `failed` are those that could not be
/// written.
pub(super) fn tell_all(
    place: &Place,
    replies: &[Reply],
    all: &[Compared],
    failed: &HashSet<usize>,
    dry_run: bool,
) -> Result<(), Failure> {
    let (out, _) = terminal::open(None, Color::Never)?;
    let mut printer = Printer::new(out);
    for (number, (one, reply)) in all.iter().zip(replies).enumerate() {
        let path = one.shown(place);
        if let Some(word) = one.what.word().filter(|_| !failed.contains(&number)) {
            let said = one.said.as_ref().unwrap_or(&path);
            printer.print(&format!("{word:<9} {}\n", paths::one_line(said)));
        }
        if !one.losses.is_empty() && (dry_run || one.what.is_taken()) {
            tell("note", &format!("{path}: “{}”: {}", reply.title, one.losses.join("; ")));
        }
    }
    printer.finish()
}

/// How many there are of each.
pub(super) fn tell_totals(desk: &Desk, all: &[Compared], failed: usize) {
    let count = |what: What| all.iter().filter(|one| one.what == what).count();
    let mut parts: Vec<String> = Vec::new();
    for (count, word) in [
        (count(What::New), "new"),
        (count(What::Linked), "linked to what was written here"),
        (count(What::Updated), "updated"),
        (count(What::Solved), "solved"),
        (count(What::Edited), "edited here"),
        (count(What::Conflict), "in conflict"),
        (count(What::Waits), "with a conflict from before"),
        (count(What::Twice) + count(What::Broken), "left alone"),
        (count(What::LeftOut), "left out"),
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
    if count(What::LeftOut) > 0 {
        tell("note", "what was deleted here comes back with `--theirs`");
    }
}

/// How many macros are here that the help desk has no more; `counts` says which could have been among them.
pub(super) fn tell_gone(found: &Found, all: &[Compared], counts: impl Fn(&Key) -> bool) {
    let there: HashSet<&Key> = all.iter().map(|one| &one.key).collect();
    let gone = found.by_key.keys().filter(|key| !there.contains(key) && counts(key)).count();
    if gone > 0 {
        let are = if gone == 1 { "macro is" } else { "macros are" };
        tell("note", &format!("{gone} more {are} here and not among what was imported; nothing was done to them"));
    }
}
