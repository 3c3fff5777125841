//! Differences for people and for programs.

use serde::Serialize;

use super::super::diff;
use super::super::paths::one_line;
use super::compare::{Difference, Side};
use crate::helpdesk::Platform;

impl Side {
    const ALL: [Self; 6] = [Side::Here, Side::There, Side::Both, Side::Unknown, Side::OnlyHere, Side::OnlyThere];

    fn sign(self) -> char {
        match self {
            Side::Here => '<',
            Side::There => '>',
            Side::Both => '!',
            Side::Unknown => '~',
            Side::OnlyHere => '+',
            Side::OnlyThere => '-',
        }
    }

    fn words(self) -> &'static str {
        match self {
            Side::Here => "changed here",
            Side::There => "changed there",
            Side::Both => "changed on both sides",
            Side::Unknown => "differs",
            Side::OnlyHere => "only here",
            Side::OnlyThere => "only there",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Side::Here => "here",
            Side::There => "there",
            Side::Both => "both",
            Side::Unknown => "unknown",
            Side::OnlyHere => "only_here",
            Side::OnlyThere => "only_there",
        }
    }
}

/// What programs read of where a difference came about.
pub(in crate::cli) fn changes() -> [&'static str; Side::ALL.len()] {
    Side::ALL.map(Side::id)
}

/// A line a macro, and the lines that differ: `-` there, `+` here.
pub(super) fn text(platform: &Platform, differences: &[Difference<'_>]) -> String {
    let mut out = String::new();
    for difference in differences {
        let Difference { side, title, path, .. } = difference;
        let place: Vec<String> = [name(platform, difference), path.map(str::to_owned)]
            .into_iter()
            .flatten()
            .map(|name| one_line(&name).into_owned())
            .collect();
        out.push_str(&format!("{} {} ({}): {}\n", side.sign(), one_line(title), place.join(", "), side.words()));
        out.push_str(&lines(platform, difference));
    }
    out
}

/// What the macro is called there.
fn name(platform: &Platform, difference: &Difference<'_>) -> Option<String> {
    difference.id.as_ref().map(|id| format!("{} {id}", platform.id))
}

fn lines(platform: &Platform, difference: &Difference<'_>) -> String {
    let Some((there, here)) = &difference.lines else { return String::new() };
    let old = name(platform, difference).unwrap_or_else(|| platform.id.to_owned());
    diff::between(&old, difference.path.unwrap_or_default(), there, here)
}

#[derive(Serialize)]
struct Document<'d> {
    platform: &'d str,
    macros: Vec<Item<'d>>,
}

#[derive(Serialize)]
struct Item<'d> {
    change: &'d str,
    id: Option<&'d str>,
    title: &'d str,
    path: Option<&'d str>,
    diff: Option<String>,
}

/// All of it as one JSON value.
pub(super) fn json(platform: &Platform, differences: &[Difference<'_>]) -> String {
    let item = |difference: &'_ Difference<'_>| difference.lines.as_ref().map(|_| lines(platform, difference));
    let macros = differences.iter().map(|difference| Item {
        change: difference.side.id(),
        id: difference.id.as_deref(),
        title: difference.title,
        path: difference.path,
        diff: item(difference),
    });
    let document = Document { platform: platform.id, macros: macros.collect() };
    // A value of JSON written to memory cannot fail.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// One line for a person; `refused` is how many files could not be compared.
pub(super) fn counted(platform: &Platform, differences: &[Difference<'_>], there: usize, refused: usize) -> String {
    let left = match refused {
        0 => String::new(),
        1 => ", and 1 file could not be compared".to_owned(),
        more => format!(", and {more} files could not be compared"),
    };
    if differences.is_empty() {
        let others = if refused > 0 { " among the others" } else { "" };
        let macros = if there == 1 { "macro" } else { "macros" };
        return format!("no difference{others}; {} has {there} {macros}{left}", platform.title);
    }
    let all = Side::ALL;
    let count = |side: Side| differences.iter().filter(|difference| difference.side == side).count();
    let said = all.into_iter().map(|side| (count(side), side)).filter(|(count, _)| *count > 0);
    let word = |side: Side| if side == Side::Unknown { "with differences" } else { side.words() };
    said.map(|(count, side)| format!("{count} {}", word(side))).collect::<Vec<_>>().join(", ") + &left
}
