//! What `render` gives a snippet, beside what the snippet reads: a name that it never reads, one that it gives a value of its
//! own first, and one that it prints and is not given.

use super::defined::{Defined, each_path};
use super::names::Meaning;
use super::place::Place;
use super::snippets::UsesOf;
use super::walk::Walk;
use crate::knowledge::Severity;
use crate::syntax::{Argument, Expression, Filter, ItemKind, Name, Path, Tag, TagKind, Value};
use crate::text::{Edit, QuickMap, QuickSet, Span, nearest};

const UNKNOWN: &str = "template/unknown-parameter";
const UNUSED: &str = "template/unused-parameter";
const MISSING: &str = "template/missing-parameter";

/// What a snippet is to be given.
pub(super) struct Parameters {
    /// Every name that it reads.
    read: QuickSet<String>,
    /// The names that it defines itself.
    own: QuickSet<String>,
    /// Names that it gives a value before it reads them, with the place.
    overwritten: QuickMap<String, Span>,
    /// What it prints with nothing to say in its place, and asks no condition about: the first place of each.
    printed: Vec<(Path, Span)>,
    /// Whether others see its names, or it those of others.
    shared: bool,
}

impl Parameters {
    pub(super) fn of(place: &Place, defined: &Defined, asked: &QuickSet<String>) -> Self {
        let owned = |names: &QuickSet<&str>| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            read: owned(&defined.read),
            own: owned(&defined.names),
            overwritten: overwritten(place),
            printed: printed(place, defined, asked),
            shared: defined.shared,
        }
    }

    /// The names that it may be given, for a guess at what was meant.
    fn known<'p>(&'p self, walk: &'p Walk) -> impl Iterator<Item = &'p str> {
        let free = self.read.iter().filter(|name| !self.own.contains(*name));
        free.map(String::as_str)
            .filter(|name| !walk.names.vocabulary.variables().any(|known| root(&known.name) == *name))
    }
}

fn root(dotted: &str) -> &str {
    dotted.split('.').next().unwrap_or(dotted)
}

/// Tells of what a snippet is given and makes no use of, and of what it lacks.
pub(super) fn check(walk: &mut Walk, id: &Name, given: &[Argument], uses: &UsesOf) {
    if uses.parameters.shared {
        return;
    }
    for (index, argument) in given.iter().enumerate() {
        let Some(name) = &argument.name else { continue };
        if let Some(place) = uses.parameters.overwritten.get(&name.text) {
            tell_unused(walk, id, name, uses, *place);
        } else if !uses.parameters.read.contains(&name.text) {
            tell_unknown(walk, id, name, given, index, uses);
        }
    }
    for (path, place) in &uses.parameters.printed {
        let name = path.root.text.as_str();
        let is_given = given.iter().any(|argument| argument.name.as_ref().is_some_and(|given| given.text == name));
        if !is_given && matches!(walk.names.meaning(path), Meaning::Unknown { known_root: false }) {
            tell_missing(walk, id, name, uses, *place);
        }
    }
}

fn tell_unknown(walk: &mut Walk, id: &Name, name: &Name, given: &[Argument], index: usize, uses: &UsesOf) {
    let free = |known: &&str| given.iter().all(|other| other.name.as_ref().is_none_or(|other| other.text != **known));
    let mut known: Vec<&str> = uses.parameters.known(walk).filter(free).collect();
    // Sorted, so that among equals the same one is offered every time.
    known.sort_unstable();
    let near = nearest(&name.text, known.iter().copied()).map(|(near, _)| near.to_owned());
    let message = match (&near, known.as_slice()) {
        (Some(near), _) => format!("the snippet `{}` reads no `{}`; did you mean `{near}`?", id.text, name.text),
        (None, []) => format!("the snippet `{}` reads no `{}`; take it away", id.text, name.text),
        (None, known) => {
            let known: Vec<String> = known.iter().take(5).map(|name| format!("`{name}`")).collect();
            format!("the snippet `{}` reads no `{}`; it reads {}", id.text, name.text, known.join(", "))
        }
    };
    let removal = removal(walk.place, given, index);
    let told = walk.teller.tell(walk.place, UNKNOWN, Severity::Error, name.span, message);
    if let Some(mut told) = told {
        if let Some(near) = near {
            told.fix(format!("Write `{near}`"), vec![Edit::replace(name.span, near)]);
        }
        if let Some(span) = removal {
            told.fix(format!("Take `{}` away", name.text), vec![Edit::delete(span)]);
        }
    }
}

/// A parameter with the comma before it; `None` where there is none, so that what is left might not be what was meant.
fn removal(place: &Place, given: &[Argument], index: usize) -> Option<Span> {
    let argument = given.get(index)?;
    let start = argument.name.as_ref()?.span.start;
    let before = place.source.get(..start)?;
    let comma = before.trim_end().strip_suffix(',')?;
    Some(Span::new(comma.trim_end().len(), argument.value.span.end))
}

fn tell_unused(walk: &mut Walk, id: &Name, name: &Name, uses: &UsesOf, place: Span) {
    let message = format!(
        "the snippet `{}` gives `{}` a value of its own before it reads it, so what is given here has no effect",
        id.text, name.text
    );
    if let Some(mut told) = walk.teller.tell(walk.place, UNUSED, Severity::Error, name.span, message) {
        told.elsewhere(place, format!("`{}` gets another value here", name.text), uses.elsewhere());
    }
}

fn tell_missing(walk: &mut Walk, id: &Name, name: &str, uses: &UsesOf, place: Span) {
    let message = format!(
        "the snippet `{}` prints `{name}`, which it is not given here, so customers would read nothing there; add \
         `, {name}: …`",
        id.text
    );
    if let Some(mut told) = walk.teller.tell(walk.place, MISSING, Severity::Error, id.span, message) {
        told.elsewhere(place, format!("`{name}` is printed here"), uses.elsewhere());
    }
}

/// The names that a text gives a value before it reads them, whatever it is given.
fn overwritten(place: &Place) -> QuickMap<String, Span> {
    let (mut out, mut before) = (QuickMap::default(), Defined::default());
    for item in &place.parsed.items {
        if let ItemKind::Tag(Tag { kind: TagKind::Assign { name: Some(name), value: Some(value), filters }, .. }) =
            &item.kind
        {
            let seen = |name: &str| before.read.contains(name) || before.names.contains(name);
            if item.block.is_none() && !seen(&name.text) && !reads(value, filters, &name.text) {
                out.insert(name.text.clone(), name.span);
            }
        }
        before.item(item, item.span.of(place.source), false);
    }
    out
}

fn reads(value: &Expression, filters: &[Filter], name: &str) -> bool {
    let mut found = false;
    let mut look = |value| each_path(value, &mut |_, path: &Path| found |= path.root.text == name);
    look(value);
    filters.iter().flat_map(|filter| &filter.arguments).for_each(|argument| look(&argument.value));
    found
}

/// What a text prints as it is and defines nowhere, and which no condition or loop asks for.
fn printed(place: &Place, defined: &Defined, asked: &QuickSet<String>) -> Vec<(Path, Span)> {
    let mut out: Vec<(Path, Span)> = Vec::new();
    let mut seen: QuickSet<&str> = QuickSet::default();
    for item in &place.parsed.items {
        let ItemKind::Output(output) = &item.kind else { continue };
        let Value::Path(path) = &output.value.value else { continue };
        let name = path.root.text.as_str();
        let has_default = output.filters.iter().any(|filter| filter.name.text == "default");
        if !has_default && !asked.contains(name) && !defined.names.contains(name) && seen.insert(name) {
            out.push((path.clone(), output.value.span));
        }
    }
    out
}
