//! A macro here and there: whether they differ, and which side changed since both were last the same.

use super::super::desk_lock::Lock;
use super::super::desk_macros::DeskMacro;
use super::super::desk_same::Both;
use crate::helpdesk::Platform;
use crate::helpdesk::exchange::{Fields, Held, PARTS, prints_there};
use crate::helpdesk::reply::Reply;

/// A macro that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference<'d> {
    pub(super) side: Side,
    /// Its id there.
    pub(super) id: Option<String>,
    pub(super) title: &'d str,
    /// Its main file.
    pub(super) path: Option<&'d str>,
    /// Its lines there and here; empty where it is on one side only.
    pub(super) lines: Option<(String, String)>,
}

/// Where it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Here,
    There,
    Both,
    /// Nothing is known of how it was before.
    Unknown,
    OnlyHere,
    OnlyThere,
}

impl Difference<'_> {
    /// Whether the help desk does not know it.
    pub(super) fn is_new(&self) -> bool {
        self.side == Side::OnlyHere
    }
}

/// Compares a macro; `None` where both are the same.
pub(super) fn compared<'d>(
    platform: &'static Platform,
    here: Option<(&'d DeskMacro, &'d Reply)>,
    there: Option<&'d Reply>,
    lock: Option<&Lock>,
) -> Option<Difference<'d>> {
    let path = here.and_then(|(of_desk, _)| of_desk.files.first()).map(|file| file.shown.as_str());
    let (of_desk, mine, theirs) = match (here, there) {
        (Some((of_desk, mine)), Some(theirs)) => (of_desk, mine, theirs),
        (Some((_, mine)), None) => {
            let (id, title) = (mine.id.clone(), mine.title.as_str());
            return Some(Difference { side: Side::OnlyHere, id, title, path, lines: None });
        }
        (None, theirs) => {
            let theirs = theirs?;
            let (id, title) = (theirs.id.clone(), theirs.title.as_str());
            return Some(Difference { side: Side::OnlyThere, id, title, path, lines: None });
        }
    };
    let both = Both::of(platform, mine, theirs);
    if both.same == [true; PARTS] {
        return None;
    }
    let side = side(platform, of_desk, theirs, lock);
    Some(Difference { side, id: theirs.id.clone(), title: &theirs.title, path, lines: Some(both.lines()) })
}

fn side(platform: &'static Platform, of_desk: &DeskMacro, theirs: &Reply, lock: Option<&Lock>) -> Side {
    let key = (platform.id.to_owned(), theirs.id.clone().unwrap_or_else(|| theirs.title.clone()));
    let last = lock.and_then(|lock| lock.get(&key));
    let (Some(last), Some(shape)) = (last, &platform.shape) else { return Side::Unknown };
    let held: Vec<Held<'_>> = of_desk.files.iter().map(|file| Held::read(&file.source)).collect();
    let here = Held::prints(&held.iter().collect::<Vec<_>>(), Fields::of(shape));
    match (here != last.here, prints_there(theirs) != last.there) {
        (true, false) => Side::Here,
        (false, true) => Side::There,
        (true, true) => Side::Both,
        (false, false) => Side::Unknown,
    }
}
