//! Names that the macro gives itself: where each gets its value.

use super::Pointing;
use crate::assist::blocks;
use crate::assist::names::{Names, Occurrence, Symbol};
use crate::lint::Subject;

/// The most places that are shown.
const MOST: usize = 4;
/// The most characters of one.
const LONGEST: usize = 120;

/// What the name at an occurrence stands for.
pub(super) fn words(pointing: &Pointing, names: &Names, here: Occurrence) -> Option<String> {
    let Subject { source, parsed, .. } = pointing.subject;
    let symbol = names.symbol(here)?;
    let given = names.places(here).filter(|place| place.defines);
    let mut tags: Vec<String> = Vec::new();
    for place in given {
        let tag = blocks::item_at(parsed, place.span.start)?.1.span.of(source);
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = tag.char_indices().nth(LONGEST).map(|(end, _)| end);
        let shown = cut.map_or(tag.clone(), |end| format!("{}…", tag.get(..end).unwrap_or_default()));
        if !tags.contains(&shown) {
            tags.push(shown);
        }
    }
    let more = tags.len().saturating_sub(MOST);
    let mut lines: Vec<String> = tags.iter().take(MOST).map(|tag| format!("- `{}`", tag.replace('`', "'"))).collect();
    if more > 0 {
        lines.push(format!("- and in {more} more places"));
    }
    let what = match symbol {
        Symbol::LoopVariable(name) => format!("`{name}` is each value of a list in turn, inside of its loop:"),
        symbol => format!("`{}` is a name that this macro gives a value:", symbol.name()),
    };
    Some(format!("{what}\n\n{}", lines.join("\n")))
}
