//! The files of a macro as they are before an import, those first that say what holds for all; and why nothing can be done with
//! some.

use std::borrow::Cow;
use std::path::Path;

use super::super::configuration::line_and_column;
use super::super::paths;
use super::Winner;
use super::desk::Desk;
use super::pairs::Pair;
use super::present::Present;
use super::what::What;
use crate::helpdesk::exchange::{Held, PARTS, here_only};
use crate::syntax::conflicts;

/// A file.
pub(super) struct Old<'a> {
    pub(super) path: &'a Path,
    /// As it stands on the disk.
    pub(super) source: &'a str,
    /// The same without the conflicts that are settled by now.
    pub(super) held: Cow<'a, Held<'static>>,
    /// Which parts had such a conflict.
    pub(super) settled: [bool; PARTS],
}

/// The files in their order. Conflicts of an earlier import are settled where the side is said that wins.
pub(super) fn olds<'a>(desk: &Desk, files: &'a [Present], winner: Winner) -> Vec<Old<'a>> {
    let old = |file: &'a Present| {
        let mut old = Old {
            path: &file.path,
            source: &file.held.source,
            held: Cow::Borrowed(&file.held),
            settled: [false; PARTS],
        };
        if winner != Winner::Nobody && !conflicts(old.source).is_empty() {
            let settled = here_only(old.source, desk.id, desk.fields);
            old.settled = settled.parts;
            old.held = Cow::Owned(Held::read(settled.source));
        }
        old
    };
    let mut all: Vec<Old<'_>> = files.iter().map(old).collect();
    all.sort_by(|one, other| order(&one.held).cmp(&order(&other.held)));
    all
}

fn order<'h>(held: &'h Held<'_>) -> (bool, Option<&'h str>) {
    (held.is_part(), held.carried.part.as_deref())
}

/// Which part of the macro a file holds; `None` for the main one.
pub(super) fn part<'h>(held: &'h Held<'_>) -> Option<&'h str> {
    held.carried.part.as_deref().filter(|_| held.is_part())
}

/// Why nothing can be done with files as they are, with the place.
pub(super) fn unfit(desk: &Desk, olds: &[Old<'_>], pair: &Pair<'_>, here: &Path) -> Option<(What, String)> {
    let shown = |old: &Old<'_>| paths::shown(old.path, here);
    let place = |old: &Old<'_>, at: usize| format!("{}:{}", shown(old), line_and_column(&old.held.source, at));
    for old in olds {
        let Some((span, _)) = conflicts(&old.held.source).into_iter().next() else { continue };
        let words =
            match old.settled.contains(&true) || here_only(old.source, desk.id, desk.fields).parts.contains(&true) {
                true => "two versions still stand here; keep one of them, or import with --theirs or --ours",
                false => "two versions stand here, and not from an import; keep one of them",
            };
        return Some((What::Waits, format!("{}: {words}", place(old, span.start))));
    }
    let twice = olds.iter().zip(olds.iter().skip(1)).find(|(one, other)| part(&one.held) == part(&other.held));
    if let Some((one, other)) = twice {
        let (one, other, name) = (shown(one), shown(other), desk.name_of(pair.reply));
        let words = format!("{one} and {other} are both {name}; give one of them another `source`, or none");
        return Some((What::Twice, words));
    }
    let broken = olds.iter().find_map(|old| Some((old, old.held.unreadable()?)));
    broken.map(|(old, mistake)| (What::Broken, format!("{}: {}", place(old, mistake.span.start), mistake.message)))
}
