//! A macro of the help desk beside its files: what is to be done.

use super::Winner;
use super::desk::Desk;
use super::merging::{Made, Merging, now};
use super::old::{Old, olds, unfit};
use super::pairs::{Files, Pair};
use super::what::{Compared, What, Write};
use crate::helpdesk::carried;
use crate::helpdesk::exchange::{Change, Held, Last, PARTS, Prints, changes, prints_there, remembered};
use crate::helpdesk::markup;
use crate::helpdesk::reply::Reply;
use std::path::PathBuf;

/// What the run says of all macros.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) desk: &'a Desk,
    pub(super) winner: Winner,
    /// The working directory, for paths in words.
    pub(super) here: &'a std::path::Path,
}

/// Converts a macro, and compares it with its files. `sent` says which of its parts are there as an export of the files gives
/// them.
pub(super) fn compare(rules: Rules<'_>, pair: &Pair<'_>, sent: [bool; PARTS]) -> Compared {
    let Rules { desk, winner, here } = rules;
    let Pair { reply, files, last, .. } = pair;
    let none = |what| Compared::none(pair.key.clone(), what);
    match files {
        Files::Unclear(words) => return Compared { said: Some(words.clone()), ..none(What::Twice) },
        Files::Unread(words) => return Compared { said: Some(words.clone()), ..none(What::Broken) },
        Files::None if last.is_some() && winner != Winner::Theirs => {
            let said = format!("{}: deleted here", desk.name_of(reply));
            return Compared { said: Some(said), ..none(What::LeftOut) };
        }
        Files::None => return new(desk, pair),
        Files::Known(_) | Files::Titled(_) => {}
    }
    let olds = olds(desk, files.all(), winner);
    let at = olds.first().map(|old| old.path.to_owned());
    if let Some((what, said)) = unfit(desk, &olds, pair, here) {
        return Compared { said: Some(said), at, ..none(what) };
    }
    let (made, losses) = made(desk, reply);
    let made_held: Vec<Held<'_>> = made.iter().map(|made| Held::read(&made.text)).collect();
    let prints = Numbers {
        there: prints_there(reply),
        here: Held::prints(&olds.iter().map(|old| &*old.held).collect::<Vec<_>>(), desk.fields),
        made: Held::prints(&made_held.iter().collect::<Vec<_>>(), desk.fields),
    };
    let is_linked = matches!(files, Files::Titled(_));
    let known = changes(*last, &prints.there, &prints.here, &prints.made);
    let differs = known.iter().any(|change| matches!(change, Change::Here | Change::Both));
    let changes = decided(known, &olds, winner, sent, is_linked);
    let merging = Merging { desk, id: &pair.key.1, olds: &olds, made: &made, made_held: &made_held, is_linked };
    let writes = merging.writes(&changes, winner);
    let unwritable =
        writes.iter().find(|write| write.before.is_some() && Held::read(&*write.after).unreadable().is_some());
    if let Some(write) = unwritable {
        let shown = super::super::paths::shown(&write.path, here);
        let said =
            format!("{shown}: nothing can be added to its front matter as it is written; write a key on each line");
        return Compared { said: Some(said), at, ..none(What::Broken) };
    }
    let now = now(desk, &olds, &writes, &prints.here);
    let remembered = match is_linked {
        true => Last { there: prints.there, here: prints.made },
        false => remembered(*last, prints.there, &now, &prints.made, &changes),
    };
    let what = match () {
        () if changes.contains(&Change::Both) => What::Conflict,
        () if is_linked => What::Linked,
        () if changes.contains(&Change::There) || writes.iter().any(|write| write.before.is_none()) => What::Updated,
        () if !writes.is_empty() => What::Solved,
        () if changes.contains(&Change::Here) => What::Edited,
        () => What::Same,
    };
    let said = match what {
        What::Edited => merging.missing().zip(at.as_deref()).map(|(part, at)| {
            let shown = super::super::paths::shown(at, here);
            format!("{shown}: its file for “{part}” was deleted here; `--theirs` brings that back")
        }),
        _ => None,
    };
    Compared { differs, said, at, writes, last: Some(remembered), losses, ..none(what) }
}

/// The numbers of both sides, and of the files as they would be written anew.
struct Numbers {
    there: Prints,
    here: Prints,
    made: Prints,
}

/// Which side is taken of each part.
fn decided(
    mut all: [Change; PARTS],
    olds: &[Old<'_>],
    winner: Winner,
    sent: [bool; PARTS],
    is_linked: bool,
) -> [Change; PARTS] {
    for (change, is_sent) in all.iter_mut().zip(sent) {
        if is_sent {
            *change = change.sent();
        }
    }
    if let [.., rest] = &mut all
        && is_linked
    {
        // What only the help desk says comes, and all else that is here stays.
        *rest = Change::There;
    }
    for old in olds {
        // A conflict from before: its other side was known already.
        for (change, had_conflict) in all.iter_mut().zip(old.settled) {
            if had_conflict && winner == Winner::Theirs {
                *change = Change::There;
            }
        }
    }
    all.map(|change| match (change, winner) {
        (Change::Both, Winner::Theirs) => Change::There,
        (Change::Both, Winner::Ours) => Change::Here,
        (change, _) => change,
    })
}

/// A macro without files.
fn new(desk: &Desk, pair: &Pair<'_>) -> Compared {
    let (made, losses) = made(desk, pair.reply);
    let held: Vec<Held<'_>> = made.iter().map(|made| Held::read(&made.text)).collect();
    let here = Held::prints(&held.iter().collect::<Vec<_>>(), desk.fields);
    drop(held);
    let last = Some(Last { there: prints_there(pair.reply), here });
    let write = |made: Made| Write { path: PathBuf::new(), part: made.part, before: None, after: made.text };
    let writes = made.into_iter().map(write).collect();
    Compared { writes, last, losses, ..Compared::none(pair.key.clone(), What::New) }
}

/// The files of a macro, and what could not be kept.
fn made(desk: &Desk, reply: &Reply) -> (Vec<Made>, Vec<String>) {
    let mut losses = Vec::new();
    let mut unkept: Vec<&str> =
        reply.says_otherwise.then_some("a second form of a text, which says something else").into_iter().collect();
    let mut made = Vec::new();
    for text in reply.texts.iter().filter(|text| !text.internal) {
        let converted = markup::convert(&text.body, text.kind, &*desk.holes);
        losses.extend(converted.why_html.map(|why| format!("kept as HTML: {why}")));
        if !converted.is_html {
            unkept.extend(markup::unkept(&text.body, text.kind, &*desk.holes));
        }
        let part = text.part.clone().filter(|_| !made.is_empty());
        made.push(Made { part, text: carried::file(desk.id, &*desk.holes, reply, Some(text), &converted) });
    }
    if !unkept.is_empty() {
        losses.push(format!("not kept: {}", unkept.join(", ")));
    }
    if made.is_empty() {
        made.push(Made { part: None, text: carried::file(desk.id, &*desk.holes, reply, None, &Default::default()) });
    }
    (made, losses)
}
