//! Each macro of the help desk with the files that are it: those that say so, or else the one with its title that no help desk
//! knows, since a macro that was written here and sent there has got its id there.

use std::collections::HashMap;

use super::super::desk_lock::{Key, Lock};
use super::super::paths;
use super::desk::Desk;
use super::place::Place;
use super::present::{Found, Present};
use crate::helpdesk::exchange::Last;
use crate::helpdesk::reply::Reply;

/// A macro of the help desk, and what is known of it here.
pub(super) struct Pair<'a> {
    pub(super) reply: &'a Reply,
    pub(super) key: Key,
    pub(super) files: Files<'a>,
    /// What both were when they were last the same.
    pub(super) last: Option<&'a Last>,
}

/// The files of a macro.
pub(super) enum Files<'a> {
    None,
    /// Those that say that they are it.
    Known(&'a [Present]),
    /// The one with its title.
    Titled(&'a Present),
    /// Nobody can tell which; in words.
    Unclear(String),
    /// It was there, and may be in a file that cannot be read; in words.
    Unread(String),
}

impl<'a> Files<'a> {
    /// As far as they are certain.
    pub(super) fn all(&self) -> &'a [Present] {
        match self {
            Files::Known(files) => files,
            Files::Titled(file) => std::slice::from_ref(*file),
            Files::None | Files::Unclear(_) | Files::Unread(_) => &[],
        }
    }
}

/// Finds the files of each macro.
pub(super) fn pairs<'a>(
    desk: &Desk,
    place: &Place,
    lock: &'a Lock,
    found: &'a Found,
    replies: &'a [Reply],
) -> Vec<Pair<'a>> {
    let known = |reply: &Reply| found.by_key.get(&desk.key(reply));
    let mut waiting: HashMap<&str, usize> = HashMap::new();
    for reply in replies.iter().filter(|reply| !found.by_title.is_empty() && known(reply).is_none()) {
        *waiting.entry(reply.title.as_str()).or_default() += 1;
    }
    let pair = |reply: &'a Reply| {
        let key = desk.key(reply);
        let titled = || found.by_title.get(&reply.title).map(Vec::as_slice);
        let files = match (known(reply), titled()) {
            (Some(files), _) => Files::Known(files),
            (None, None | Some([])) => match (&found.unread, lock.get(&key)) {
                (Some(unread), Some(_)) => Files::Unread(format!(
                    "{}: it may hold {}, and cannot be read; mend that first",
                    paths::shown(unread, &place.here),
                    desk.name_of(reply)
                )),
                _ => Files::None,
            },
            // Some exports have no ids.
            (None, Some(file @ [one])) if reply.id.is_none() && one.held.carried.platform.is_some() => {
                Files::Known(file)
            }
            (None, Some([file])) if waiting.get(reply.title.as_str()) == Some(&1) => Files::Titled(file),
            (None, Some(files)) => Files::Unclear(unclear(desk, place, reply, files)),
        };
        let last = lock.get(&key);
        Pair { reply, key, files, last }
    };
    replies.iter().map(pair).collect()
}

fn unclear(desk: &Desk, place: &Place, reply: &Reply, files: &[Present]) -> String {
    let shown: Vec<String> = files.iter().map(|file| paths::shown(&file.path, &place.here)).collect();
    let name = desk.name_of(reply);
    let Some(id) = &reply.id else { return format!("{}: nobody can tell which is {name}", shown.join(", ")) };
    let source = format!("source: {{ platform: {}, id: {:?} }}", desk.id, id);
    match shown.as_slice() {
        [file] => {
            format!("{file}: other macros of {} have this title, too; where it is {name}, write `{source}`", desk.title)
        }
        files => format!("{}: all have the title of {name}; write `{source}` into the right one", files.join(", ")),
    }
}
