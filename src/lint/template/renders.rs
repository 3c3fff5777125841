//! Where `render` leads: to no snippet at all, or round in a circle.

use std::collections::HashSet;
use std::sync::Arc;

use super::place::Place;
use super::teller::Teller;
use crate::knowledge::Severity;
use crate::lint::{Elsewhere, Subject};
use crate::message::Snippet;
use crate::syntax::{ItemKind, Macro, Name, TagKind};
use crate::text::{Edit, Span};

const MISSING: &str = "template/missing-snippet";
/// Also named where the same is not told twice.
pub(in crate::lint) const CYCLE: &str = "template/render-cycle";

/// The most snippets that are followed from one tag: no sane message is made of more.
const MOST: usize = 500;

/// Tells of a snippet that is not there, where that is certain.
pub(super) fn tell_missing(place: &Place, teller: &mut Teller, id: &Name) {
    let Some(missing) = teller.subject.snippets.missing(&id.text) else { return };
    let message = match &missing.nearest {
        Some(near) => format!("there is no snippet `{}`; did you mean `{near}`?", id.text),
        None => format!("there is no snippet `{}`, so help desks print an error or nothing in its place", id.text),
    };
    if let Some(mut told) = teller.tell(place, MISSING, Severity::Error, id.span, message)
        && let Some(near) = missing.nearest
    {
        told.fix(format!("Write `{near}`"), vec![Edit::replace(id.span, near)]);
    }
}

/// Tells of a snippet that renders this macro again.
pub(super) fn tell_cycle(place: &Place, teller: &mut Teller, id: &Name, way: &Way) {
    let message = match way.through.as_slice() {
        [] => "this macro renders itself; that has no end, and help desks stop it with an error".to_owned(),
        through => {
            let through: Vec<String> = through.iter().map(|id| format!("`{id}`")).collect();
            let through = through.join(", which renders ");
            format!(
                "this renders {through}, which renders this macro again; that has no end, and help desks stop it with an \
                 error"
            )
        }
    };
    if let Some(mut told) = teller.tell(place, CYCLE, Severity::Error, id.span, message)
        && let Some((span, elsewhere)) = &way.last
    {
        told.elsewhere(*span, "this macro is rendered here", elsewhere.clone());
    }
}

/// How a macro comes back to itself.
#[derive(Default)]
pub(super) struct Way {
    /// The ids on the way; none where it renders itself.
    through: Vec<String>,
    /// The tag that closes the circle, where that is in a snippet.
    last: Option<(Span, Elsewhere)>,
}

/// Whether an id is that of the macro itself.
pub(super) fn is_own(subject: &Subject, id: &Name) -> bool {
    subject.parsed.front_matter.id.as_ref().is_some_and(|own| own.text == id.text)
}

/// The shortest way from a snippet back to the macro; `None` where there is none.
pub(super) fn way_back(subject: &Subject, snippet: &Arc<Snippet>) -> Option<Way> {
    // A text that renders itself is known by being the same.
    let is_it = |snippet: &Snippet| snippet.source == subject.source;
    if is_it(snippet) {
        return Some(Way::default());
    }
    // Each with the one that it was reached from.
    let mut reached = vec![(Arc::clone(snippet), 0)];
    let mut seen: HashSet<String> = HashSet::from([snippet.id.clone()]);
    let mut next = 0;
    while let Some((snippet, _)) = reached.get(next).cloned() {
        for id in rendered(&snippet.parsed) {
            let other = subject.snippets.get(&id.text);
            if is_own(subject, id) || other.as_deref().is_some_and(is_it) {
                let elsewhere = Elsewhere { label: snippet.label.clone(), source: snippet.source.as_str().into() };
                return Some(Way { through: ids_to(&reached, next), last: Some((id.span, elsewhere)) });
            }
            if let Some(other) = other
                && seen.len() < MOST
                && seen.insert(id.text.clone())
            {
                reached.push((other, next));
            }
        }
        next += 1;
    }
    None
}

fn rendered(parsed: &Macro) -> impl Iterator<Item = &Name> {
    parsed.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Render { id, .. } => id.as_ref(),
            _ => None,
        },
        _ => None,
    })
}

fn ids_to(reached: &[(Arc<Snippet>, usize)], last: usize) -> Vec<String> {
    let (mut out, mut at) = (Vec::new(), last);
    while let Some((snippet, from)) = reached.get(at) {
        out.push(snippet.id.clone());
        if at == 0 {
            break;
        }
        at = *from;
    }
    out.reverse();
    out
}
