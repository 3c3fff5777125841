//! A macro here and there: whether they differ, and which side changed since both were last the same.

use super::super::desk_lock::Lock;
use super::super::desk_macros::DeskMacro;
use super::as_read;
use crate::helpdesk::exchange::{Fields, Held, prints_there};
use crate::helpdesk::outgoing::{File, outgoing};
use crate::helpdesk::reply::Reply;
use crate::helpdesk::unfold::Around;
use crate::helpdesk::{NamesIn, Platform, Vocabulary, carried, shown};
use crate::message::NoSnippets;
use crate::syntax::Macro;

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
    let names = NamesIn::of(platform);
    let lines = (shown(platform, &names, theirs), shown(platform, &names, mine));
    // What only an import and an export make of it, such as a name that the macro itself settles, nobody changed.
    if lines.0 == lines.1 || given_back(platform, &names, theirs).is_some_and(|given| given == lines.1) {
        return None;
    }
    let side = side(platform, of_desk, theirs, lock);
    Some(Difference { side, id: theirs.id.clone(), title: &theirs.title, path, lines: Some(lines) })
}

/// A macro of the help desk after an import and an export.
fn given_back(platform: &'static Platform, names: &NamesIn, theirs: &Reply) -> Option<String> {
    let sources = carried::files(platform.id, names, theirs);
    let parsed: Vec<Macro> = sources.iter().map(|source| Macro::parse(source)).collect();
    let vocabulary = Vocabulary::default();
    let around = Around { snippets: &NoSnippets, vocabulary: &vocabulary, parameters: false };
    let files = sources.iter().zip(&parsed).map(|(source, parsed)| File { source, parsed, around });
    let sent = outgoing(platform, &files.collect::<Vec<_>>())?;
    let read = as_read(platform, &[sent.reply]).ok()?;
    read.first().map(|given| shown(platform, names, given))
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
