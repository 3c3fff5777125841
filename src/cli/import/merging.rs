//! The files of a macro with what changed on the other side.

use std::path::{Path, PathBuf};

use super::Winner;
use super::conflict;
use super::desk::Desk;
use super::old::{Old, part};
use super::what::Write;
use crate::helpdesk::exchange::{Change, Front, Held, PARTS, Prints, remark, updated};

/// A file as it would be written anew.
pub(super) struct Made {
    pub(super) part: Option<String>,
    pub(super) text: String,
}

/// A macro that has files.
pub(super) struct Merging<'a> {
    pub(super) desk: &'a Desk,
    /// What conflicts call the macro.
    pub(super) id: &'a str,
    pub(super) olds: &'a [Old<'a>],
    pub(super) made: &'a [Made],
    pub(super) made_held: &'a [Held<'a>],
    /// Whether the help desk did not know its file so far.
    pub(super) is_linked: bool,
}

impl Merging<'_> {
    fn old(&self, made: &Made) -> Option<&Old<'_>> {
        self.olds.iter().find(|old| part(&old.held) == made.part.as_deref())
    }

    /// The first part that has no file.
    pub(super) fn missing(&self) -> Option<&str> {
        self.made.iter().filter(|made| self.old(made).is_none()).find_map(|made| made.part.as_deref())
    }

    /// The files that change.
    pub(super) fn writes(&self, changes: &[Change; PARTS], winner: Winner) -> Vec<Write> {
        let [_, texts, _] = changes;
        let comes = matches!(texts, Change::There | Change::Both) || winner == Winner::Theirs;
        let mut writes = Vec::new();
        for (made, new) in self.made.iter().zip(self.made_held) {
            let part = made.part.clone();
            match self.old(made) {
                Some(old) => {
                    let after = self.merged(old, new, changes, part.is_none());
                    if after != old.source {
                        let (path, before) = (old.path.to_owned(), Some(old.source.to_owned()));
                        writes.push(Write { path, part, before, after });
                    }
                }
                None if comes => {
                    writes.push(Write { path: PathBuf::new(), part, before: None, after: made.text.clone() });
                }
                None => {}
            }
        }
        writes
    }

    fn merged(&self, old: &Old<'_>, new: &Held<'_>, changes: &[Change; PARTS], is_main: bool) -> String {
        let (desk, held) = (self.desk, &*old.held);
        let [name, texts, rest] = *changes;
        let of_rest = if self.is_linked { Front::Origin } else { Front::Rest };
        let of = [(Front::Name, name, is_main), (Front::Format, texts, true), (of_rest, rest, is_main)];
        let of = || of.iter().filter(|(.., counts)| *counts).map(|(part, change, _)| (*part, *change));
        let taken: Vec<Front> = of().filter(|(_, change)| *change == Change::There).map(|(part, _)| part).collect();
        if of().all(|(_, change)| !matches!(change, Change::There | Change::Both)) {
            return held.source.to_string();
        }
        let body = match texts {
            Change::There => Some(new.body().to_owned()),
            Change::Both => conflict::marked(held.body(), new.body(), &format!("{} {}", desk.id, self.id)),
            Change::None | Change::Here | Change::Sent => None,
        };
        let mut after = updated(held, new, desk.fields, &taken, body.as_deref());
        for (part, _) in of().filter(|(_, change)| *change == Change::Both) {
            let remarked = remark(&Held::read(&after), new, desk.fields, part, desk.id);
            after = remarked;
        }
        after
    }
}

/// The numbers of the files as they are after writing; `here` are those of before.
pub(super) fn now(desk: &Desk, olds: &[Old<'_>], writes: &[Write], here: &Prints) -> Prints {
    if writes.is_empty() {
        return *here;
    }
    let written = |path: &Path| writes.iter().find(|write| write.path == path);
    let news = writes.iter().filter(|write| write.before.is_none()).map(|write| Held::read(&write.after));
    let mut held: Vec<Held<'_>> = news.collect();
    for old in olds {
        held.push(match written(old.path) {
            Some(write) => Held::read(&write.after),
            None => (*old.held).clone(),
        });
    }
    Held::prints(&held.iter().collect::<Vec<_>>(), desk.fields)
}
