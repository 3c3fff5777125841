//! Which macro a row of a table or a file of a folder is. Tables count from 1 and folders have files of the same names, so what
//! is known by an id may have come from another table. What came from one table or folder is one set of macros, whatever that
//! is called today: where at least half of it is as it was, it is the same; else its ids get the name of where they come from.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::super::desk_lock::{Key, Lock};
use super::super::paths;
use super::super::status::Failure;
use super::Winner;
use super::desk::Desk;
use super::place::Place;
use super::present::Found;
use super::sources::{NOTHING, Part};
use crate::helpdesk::exchange::{Prints, prints_there};
use crate::helpdesk::reply::Reply;

/// What a macro without id and title is called by.
const NAMELESS: &str = "untitled";

/// The digits of a day, or of a moment, in the name of a file; fewer are a number of another kind.
const DAY: usize = 6;

/// Gives every macro of tables and folders its id, and each part its origin. From elsewhere nothing but a name comes: where
/// all that is known by it is another one by now, a person is asked, unless `winner` says it.
pub(super) fn settle(
    desk: &Desk,
    place: &Place,
    lock: &Lock,
    found: &Found,
    parts: &mut [Part],
    winner: Winner,
) -> Result<(), Failure> {
    for part in parts.iter_mut().filter(|_| desk.is_plain()) {
        let (origin, is_below) = origin(&part.path, place);
        let known = Known { desk, lock, found, origin: &origin };
        let own_ids: Vec<bool> = part.replies.iter().map(|reply| desk.counts() && reply.id.is_some()).collect();
        known.give_titles(&mut part.replies);
        let (all, same) = known.tell_apart(&mut part.replies, &own_ids);
        if !is_below && same == 0 && all >= FEW && winner == Winner::Nobody {
            let words = format!("none of the {all} macros that are here from `{origin}` has its title or text still");
            let ways =
                "if this is another table or folder, give it another name; if it is the same, import it with --theirs";
            return Err(Failure(vec![format!("{}: {words}; {ways}", part.path.display()), NOTHING.to_owned()]));
        }
        part.origin = Some(origin);
    }
    Ok(())
}

/// So many macros do not change all at once.
const FEW: usize = 2;

/// Which table or folder each macro is of.
#[derive(Default)]
pub(super) struct Origins {
    by_key: HashMap<Key, String>,
    all: HashSet<String>,
}

impl Origins {
    pub(super) fn of(desk: &Desk, parts: &[Part]) -> Self {
        let mut origins = Self::default();
        for (origin, part) in parts.iter().filter_map(|part| Some((part.origin.as_ref()?, part))) {
            origins.by_key.extend(part.replies.iter().map(|reply| (desk.key(reply), origin.clone())));
            origins.all.insert(origin.clone());
        }
        origins
    }

    pub(super) fn from(&self, key: &Key) -> Option<String> {
        self.by_key.get(key).cloned()
    }

    /// Whether any of it is of that one.
    pub(super) fn has(&self, origin: &str) -> bool {
        self.all.contains(origin)
    }
}

/// What is known of an origin.
struct Known<'a> {
    desk: &'a Desk,
    lock: &'a Lock,
    found: &'a Found,
    origin: &'a str,
}

impl Known<'_> {
    fn key(&self, id: &str) -> Key {
        (self.desk.id.to_owned(), id.to_owned())
    }

    /// The id of a macro whose plain id is another one's.
    fn own(&self, id: &str) -> String {
        format!("{}: {id}", self.origin)
    }

    /// What is remembered of a macro of this origin.
    fn there(&self, id: &str) -> Option<&Prints> {
        let last = self.lock.get(&self.key(&self.own(id))).or_else(|| self.lock.get(&self.key(id)));
        last.map(|last| &last.there)
    }

    /// Titles for ids where there are none. Of several macros with one title each is the one whose text it has, and then they
    /// count in their order.
    fn give_titles(&self, replies: &mut [Reply]) {
        let mut taken: HashSet<String> = replies.iter().filter_map(|reply| reply.id.clone()).collect();
        let mut titled: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, reply) in replies.iter().enumerate().filter(|(_, reply)| reply.id.is_none()) {
            let title = reply.title.trim();
            titled.entry(if title.is_empty() { NAMELESS } else { title }.to_owned()).or_default().push(number);
        }
        for (title, numbers) in titled {
            let mut ids = Vec::with_capacity(numbers.len());
            for count in 1.. {
                let id = if count == 1 { title.clone() } else { format!("{title} ({count})") };
                if ids.len() >= numbers.len() && self.there(&id).is_none() {
                    break;
                }
                if taken.insert(id.clone()) {
                    ids.push(id);
                }
            }
            for (number, id) in self.by_text(ids, numbers, replies) {
                replies.get_mut(number).into_iter().for_each(|reply| reply.id = Some(id.clone()));
            }
        }
    }

    /// Each macro with the id whose text it has, and the others with what is left, in their order.
    fn by_text(&self, ids: Vec<String>, numbers: Vec<usize>, replies: &[Reply]) -> Vec<(usize, String)> {
        let mut known: HashMap<u64, Vec<&String>> = HashMap::new();
        for id in ids.iter().rev() {
            let there = self.there(id);
            there.into_iter().for_each(|[_, texts, _]| known.entry(*texts).or_default().push(id));
        }
        let mut given: HashMap<usize, String> = HashMap::new();
        for number in &numbers {
            let Some([_, texts, _]) = replies.get(*number).map(prints_there) else { continue };
            given.extend(known.get_mut(&texts).and_then(Vec::pop).map(|id| (*number, id.clone())));
        }
        let used: HashSet<String> = given.values().cloned().collect();
        let left = ids.into_iter().filter(|id| !used.contains(id));
        let others: Vec<usize> = numbers.into_iter().filter(|number| !given.contains_key(number)).collect();
        given.extend(others.into_iter().zip(left));
        given.into_iter().collect()
    }

    /// Gives those another id whose id is another origin's; `own_ids` says which ids are more than a title or a path. Gives
    /// how many are known from this origin, and how many of these have their title or text still.
    fn tell_apart(&self, replies: &mut [Reply], own_ids: &[bool]) -> (usize, usize) {
        let mut shared = Vec::new();
        let mut same = 0;
        let (mut all_here, mut same_here) = (0, 0);
        for ((number, reply), own_id) in replies.iter_mut().enumerate().zip(own_ids) {
            let Some(id) = reply.id.clone() else { continue };
            let own = self.own(&id);
            let (key, own_key) = (self.key(&id), self.key(&own));
            let is_own = self.lock.get(&own_key).is_some() || self.found.by_key.contains_key(&own_key);
            let key = if is_own { own_key } else { key };
            let is_same = self.lock.get(&key).is_some_and(|last| {
                let ([name, texts, _], [name_now, texts_now, _]) = (last.there, prints_there(reply));
                texts == texts_now || (*own_id && name == name_now)
            });
            if is_own {
                reply.id = Some(own.clone());
            }
            match self.lock.from(&key) {
                Some(from) if from != self.origin => {
                    same += usize::from(is_same);
                    shared.push((number, own));
                }
                Some(_) => {
                    all_here += 1;
                    same_here += usize::from(is_same);
                }
                None => {}
            }
        }
        if same * 2 < shared.len() {
            for (number, own) in shared {
                replies.get_mut(number).into_iter().for_each(|reply| reply.id = Some(own.clone()));
            }
        }
        (all_here, same_here)
    }
}

/// What a table or a folder is remembered by: its path below the macros, or its name, without its ending and the day; and
/// whether it is below the macros.
fn origin(path: &Path, place: &Place) -> (String, bool) {
    let path = paths::lexical(&place.here.join(path));
    let path = if path.is_dir() { path } else { path.with_extension("") };
    let below = path.strip_prefix(&place.root).ok().filter(|below| !below.as_os_str().is_empty());
    let name = path.file_name().map(Path::new).unwrap_or(Path::new("/"));
    let parts = below.unwrap_or(name).iter().map(|part| undated(&part.to_string_lossy()));
    (parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/"), below.is_some())
}

/// A name without the day in it, and without the number that a second download gets.
fn undated(name: &str) -> String {
    let name = match name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")) {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => name,
    };
    let is_between = |c: char| matches!(c, '-' | '_' | '.' | ' ' | ':' | 'T');
    let mut out = String::with_capacity(name.len());
    let mut run = String::new();
    let flush = |out: &mut String, run: &mut String| {
        if run.bytes().filter(u8::is_ascii_digit).count() < DAY {
            out.push_str(run);
        }
        run.clear();
    };
    for letter in name.chars() {
        if letter.is_ascii_digit() || (!run.is_empty() && is_between(letter)) {
            run.push(letter);
        } else {
            flush(&mut out, &mut run);
            out.push(letter);
        }
    }
    flush(&mut out, &mut run);
    out.trim_matches(is_between).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_no_part_of_a_name() {
        let check = |name: &str, expected: &str| assert_eq!(undated(name), expected, "{name}");
        check("macros-2026-11-01", "macros");
        check("20261101_macros", "macros");
        check("2026-11-22T18.30 macros (3)", "macros");
        check("macros 2026-11-01 final", "macros final");
        check("macros (1)", "macros");
        check("team-2", "team-2");
        check("q3.2026", "q3.2026");
        check("2026-11-01", "");
    }
}
