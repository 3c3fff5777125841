//! A macro of the help desk beside its files: what is to be done.

use std::path::{Path, PathBuf};

use super::super::desk_lock::Key;
use super::Winner;
use super::conflict;
use super::desk::Desk;
use super::present::Present;
use crate::helpdesk::carried;
use crate::helpdesk::exchange::{Change, Front, Held, Last, PARTS, changes, prints_there, remark, remembered, updated};
use crate::helpdesk::markup;
use crate::helpdesk::reply::Reply;
use crate::syntax::conflicts;

/// What is done with a macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It gets files.
    New,
    /// Its files get what changed there.
    Updated,
    /// Nothing: only the files changed.
    Edited,
    /// A person must choose, and finds both in the files.
    Conflict,
    /// Nothing: a person has yet to choose.
    Waits,
    /// Nothing: several files say that they are it.
    Twice,
    /// Nothing: the front matter of a file cannot be read.
    Broken,
    /// Nothing.
    Same,
}

impl What {
    /// What is printed before its path.
    pub(super) fn word(self) -> Option<&'static str> {
        Some(match self {
            What::New => "new",
            What::Updated => "updated",
            What::Edited => "edited",
            What::Conflict => "conflict",
            What::Waits => "unsolved",
            What::Twice => "twice",
            What::Broken => "broken",
            What::Same => return None,
        })
    }
}

/// What is to be done with a macro.
pub(super) struct Compared {
    pub(super) key: Key,
    pub(super) what: What,
    /// The main file, where there is one.
    pub(super) at: Option<PathBuf>,
    /// The path of the main file without its ending: what new parts are called after.
    pub(super) beside: Option<PathBuf>,
    pub(super) writes: Vec<Write>,
    /// What is remembered when that is done.
    pub(super) last: Option<Last>,
    /// What could not be kept.
    pub(super) losses: Vec<String>,
}

/// A file to be written.
pub(super) struct Write {
    /// Where; empty until a new file gets its name.
    pub(super) path: PathBuf,
    pub(super) part: Option<String>,
    /// What was read; `None` for a new file.
    pub(super) before: Option<String>,
    pub(super) after: String,
}

/// A file as it would be written anew.
struct Made {
    part: Option<String>,
    text: String,
}

/// Converts a macro, and compares it with its files.
pub(super) fn compare(
    desk: &Desk,
    reply: &Reply,
    key: Key,
    last: Option<&Last>,
    present: &[Present],
    winner: Winner,
) -> Compared {
    let (made, losses) = made(desk, reply);
    let made_held: Vec<Held<'_>> = made.iter().map(|made| Held::read(&made.text)).collect();
    let made_prints = Held::prints(&made_held.iter().collect::<Vec<_>>(), desk.fields);
    let there = prints_there(reply);
    let compared = Compared { key, what: What::New, at: None, beside: None, writes: Vec::new(), last: None, losses };
    if present.is_empty() {
        let last = Some(Last { there, here: made_prints });
        let new = |made: Made| Write { path: PathBuf::new(), part: made.part, before: None, after: made.text };
        drop(made_held);
        return Compared { writes: made.into_iter().map(new).collect(), last, ..compared };
    }
    let mut files: Vec<(&Present, Held<'_>)> = present.iter().map(|file| (file, Held::read(&file.source))).collect();
    files.sort_by_key(|(_, held)| (held.is_part(), held.carried.part.clone()));
    let at = files.first().map(|(file, _)| file.path.clone());
    let beside = at.as_deref().map(|path| path.with_extension(""));
    let compared = Compared { at, beside, ..compared };
    if let Some(what) = unfit(&files) {
        return Compared { what, ..compared };
    }
    let here = Held::prints(&files.iter().map(|(_, held)| held).collect::<Vec<_>>(), desk.fields);
    let changes = changes(last, &there, &here, &made_prints);
    let changes = changes.map(|change| match (change, winner) {
        (Change::Both, Winner::Theirs) => Change::There,
        (Change::Both, Winner::Ours) => Change::Here,
        (change, _) => change,
    });
    let writes = merged(desk, &compared.key.1, &files, &made, &made_held, &changes);
    let now = now(desk, &files, &writes);
    let last = Some(remembered(last, there, &now, &made_prints, &changes));
    let what = match () {
        () if changes.contains(&Change::Both) => What::Conflict,
        () if changes.contains(&Change::There) => What::Updated,
        () if changes.contains(&Change::Here) => What::Edited,
        () => What::Same,
    };
    Compared { what, writes, last, ..compared }
}

/// The files of a macro, and what could not be kept.
fn made(desk: &Desk, reply: &Reply) -> (Vec<Made>, Vec<String>) {
    let mut losses = Vec::new();
    let mut made = Vec::new();
    for text in reply.texts.iter().filter(|text| !text.internal) {
        let converted = markup::convert(&text.body, text.kind, &*desk.holes);
        losses.extend(converted.why_html.map(|why| format!("kept as HTML: {why}")));
        let part = text.part.clone().filter(|_| !made.is_empty());
        made.push(Made { part, text: carried::file(desk.id, &*desk.holes, reply, Some(text), &converted) });
    }
    if made.is_empty() {
        made.push(Made { part: None, text: carried::file(desk.id, &*desk.holes, reply, None, &Default::default()) });
    }
    (made, losses)
}

/// Why nothing can be done with files as they are.
fn unfit(files: &[(&Present, Held<'_>)]) -> Option<What> {
    let name = |held: &Held<'_>| if held.is_part() { held.carried.part.clone() } else { None };
    let twice = files.iter().zip(files.iter().skip(1)).any(|((_, one), (_, other))| name(one) == name(other));
    if files.iter().any(|(file, _)| !conflicts(&file.source).is_empty()) {
        return Some(What::Waits);
    }
    match files.iter().all(|(_, held)| held.is_readable()) {
        _ if twice => Some(What::Twice),
        true => None,
        false => Some(What::Broken),
    }
}

/// The files with what changed on the other side.
fn merged(
    desk: &Desk,
    id: &str,
    files: &[(&Present, Held<'_>)],
    made: &[Made],
    made_held: &[Held<'_>],
    changes: &[Change; PARTS],
) -> Vec<Write> {
    let [name, texts, rest] = *changes;
    if !changes.iter().any(|change| matches!(change, Change::There | Change::Both)) {
        return Vec::new();
    }
    let mut writes = Vec::new();
    for (made, new) in made.iter().zip(made_held) {
        let held = files.iter().find(|(_, held)| {
            let part = held.carried.part.as_deref().filter(|_| held.is_part());
            part == made.part.as_deref()
        });
        let Some((file, old)) = held else {
            if texts == Change::There || texts == Change::Both {
                writes.push(Write {
                    path: PathBuf::new(),
                    part: made.part.clone(),
                    before: None,
                    after: made.text.clone(),
                });
            }
            continue;
        };
        let is_main = made.part.is_none();
        let of = [(Front::Name, name, is_main), (Front::Format, texts, true), (Front::Rest, rest, is_main)];
        let taken: Vec<Front> = of
            .iter()
            .filter(|(_, change, counts)| *counts && *change == Change::There)
            .map(|(part, ..)| *part)
            .collect();
        let body = match texts {
            Change::There => Some(new.body().to_owned()),
            Change::Both => conflict::marked(old.body(), new.body(), &format!("{} {id}", desk.id)),
            Change::None | Change::Here => None,
        };
        let mut after = updated(old, new, desk.fields, &taken, body.as_deref());
        for (part, change, counts) in of {
            if counts && change == Change::Both {
                let remarked = remark(&Held::read(&after), new, desk.fields, part, desk.id);
                after = remarked;
            }
        }
        if after != file.source {
            let part = made.part.clone();
            writes.push(Write { path: file.path.clone(), part, before: Some(file.source.clone()), after });
        }
    }
    writes
}

/// The numbers of the files as they are after writing.
fn now(desk: &Desk, files: &[(&Present, Held<'_>)], writes: &[Write]) -> [u64; PARTS] {
    let written = |path: &Path| writes.iter().find(|write| write.path == path);
    let mut texts: Vec<&str> =
        writes.iter().filter(|write| write.before.is_none()).map(|write| write.after.as_str()).collect();
    for (file, _) in files {
        texts.push(written(&file.path).map_or(file.source.as_str(), |write| write.after.as_str()));
    }
    let held: Vec<Held<'_>> = texts.into_iter().map(Held::read).collect();
    Held::prints(&held.iter().collect::<Vec<_>>(), desk.fields)
}
