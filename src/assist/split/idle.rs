//! Names that a macro sets for conditions which a split has settled: their tags say nothing any more.

use std::collections::{HashMap, HashSet};

use super::paths::Step;
use super::tag_at;
use crate::assist::expressions::visit;
use crate::syntax::{ItemKind, Macro, TagKind, Value};

/// The kept `assign` tags whose names were read in the macro and are read no more on a way.
pub(super) fn idle(parsed: &Macro, steps: &[Step]) -> HashSet<usize> {
    let kept = steps.iter().filter_map(|step| match step {
        Step::Kept(at) => Some(*at),
        Step::Out { .. } => None,
    });
    let kept: Vec<usize> = kept.collect();
    let mut sets: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in &kept {
        if let Some(TagKind::Assign { name: Some(name), .. }) = tag_at(parsed, *at).map(|tag| &tag.kind) {
            sets.entry(&name.text).or_default().push(*at);
        }
    }
    if sets.is_empty() {
        return HashSet::new();
    }
    // What nobody ever read is the author's own.
    let read_before: HashSet<&str> = parsed.items.iter().flat_map(|item| reads(&item.kind)).collect();
    let mut readers: HashMap<&str, usize> = HashMap::new();
    for at in &kept {
        let Some(item) = parsed.items.get(*at) else { continue };
        if may_read_all(&item.kind) {
            return HashSet::new();
        }
        reads(&item.kind).into_iter().for_each(|name| *readers.entry(name).or_default() += 1);
    }
    let is_read = |readers: &HashMap<&str, usize>, name: &str| readers.get(name).is_some_and(|count| *count > 0);
    let mut next: Vec<&str> =
        sets.keys().copied().filter(|name| read_before.contains(name) && !is_read(&readers, name)).collect();
    let mut out = HashSet::new();
    while let Some(name) = next.pop() {
        for at in sets.remove(name).unwrap_or_default() {
            out.insert(at);
            // What only it read may be idle now, too.
            for read in parsed.items.get(at).map(|item| reads(&item.kind)).unwrap_or_default() {
                if let Some(count) = readers.get_mut(read) {
                    *count -= 1;
                    if *count == 0 && sets.contains_key(read) {
                        next.push(read);
                    }
                }
            }
        }
    }
    out
}

/// The first names of all that an item reads.
fn reads(kind: &ItemKind) -> Vec<&str> {
    let mut out = Vec::new();
    visit(kind, &mut |expression| {
        if let Value::Path(path) = &expression.value {
            out.push(path.root.text.as_str());
        }
    });
    out
}

/// Whether nobody knows what an item reads.
fn may_read_all(kind: &ItemKind) -> bool {
    match kind {
        ItemKind::Broken => true,
        ItemKind::Tag(tag) => {
            let renders = matches!(tag.kind, TagKind::Render { .. });
            matches!(tag.kind, TagKind::Unsupported | TagKind::Unknown) || (renders && tag.name.text != "render")
        }
        _ => false,
    }
}
