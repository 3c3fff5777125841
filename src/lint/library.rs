//! What is found of a macro among the others of its workspace: the same id twice, nearly the same text, a snippet that nobody
//! renders; and a review that is due.

use std::sync::Arc;

use super::{Elsewhere, Finding, Related, Subject, limits};
use crate::knowledge::Severity;
use crate::syntax::Name;
use crate::text::Span;

const SAME_ID: &str = "library/duplicate-id";
const DUPLICATE: &str = "library/duplicate";
const STALE: &str = "library/stale";
const NEVER_RENDERED: &str = "library/never-rendered";

/// What is known of a macro among the others; the default says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// Another macro with the same id.
    pub same_id: Option<Neighbour>,
    /// The macro that says almost the same.
    pub alike: Option<Alike>,
    /// Whether it is a snippet that no macro renders.
    pub never_rendered: bool,
    /// Of a snippet: the help desks that the macros are for which render it; `None` where one of those names none itself.
    pub rendered_for: Option<Vec<String>>,
}

/// A place in another macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// What to call its file: a path with `/`.
    pub label: String,
    /// Its text.
    pub source: Arc<str>,
    /// The place that matters in it, in bytes.
    pub span: Span,
}

/// How much a macro has in common with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The other one.
    pub neighbour: Neighbour,
    /// How many sentences stand in both.
    pub same: usize,
    /// How many sentences that count the longer of the two has.
    pub of: usize,
}

/// Everything of the family.
pub(super) fn find(subject: &Subject) -> Vec<Finding> {
    let mut out = Vec::new();
    out.extend(stale(subject));
    let Some(library) = &subject.settings.library else { return out };
    out.extend(library.same_id.as_ref().and_then(|other| same_id(subject, other)));
    out.extend(library.alike.as_ref().and_then(|alike| duplicate(subject, alike)));
    if library.never_rendered {
        out.extend(never_rendered(subject));
    }
    out
}

fn stale(subject: &Subject) -> Option<Finding> {
    let due = subject.parsed.front_matter.review_by.as_ref()?;
    let today = subject.settings.today.as_ref()?;
    // Both are written year, month, day, with all their digits.
    if due.text.as_str() >= today.as_str() {
        return None;
    }
    let message = format!("the review was due on {}; read the macro again, and set a new day", due.text);
    tell(subject, STALE, due.span, message, Vec::new())
}

fn same_id(subject: &Subject, other: &Neighbour) -> Option<Finding> {
    let id = subject.parsed.front_matter.id.as_ref()?;
    let message = format!(
        "`{}` has the id `{}` too, so only one of the two is ever reached; give one of them another id",
        other.label, id.text
    );
    tell(subject, SAME_ID, id.span, message, vec![related(other, "the id is here as well")])
}

fn duplicate(subject: &Subject, alike: &Alike) -> Option<Finding> {
    let Alike { neighbour, same, of } = alike;
    let label = &neighbour.label;
    let share = if same == of { format!("all {of} sentences") } else { format!("{same} of {of} sentences") };
    let message = format!(
        "{share} are the same as in `{label}`; keep one of the two macros, or put what they share into a snippet"
    );
    tell(subject, DUPLICATE, title(subject), message, vec![related(neighbour, "the other macro")])
}

fn never_rendered(subject: &Subject) -> Option<Finding> {
    let message = "no macro renders this snippet; render it where its text is meant, or take it away".to_owned();
    tell(subject, NEVER_RENDERED, title(subject), message, Vec::new())
}

/// What stands for the whole macro: its title, else its id, else its first line.
fn title(subject: &Subject) -> Span {
    let front_matter = &subject.parsed.front_matter;
    let named = front_matter.title.as_ref().or(front_matter.id.as_ref()).map(|name: &Name| name.span);
    named.or_else(|| limits::first_line(subject)).unwrap_or_default()
}

fn related(other: &Neighbour, message: &str) -> Related {
    let elsewhere = Elsewhere { label: other.label.clone(), source: Arc::clone(&other.source) };
    Related { span: other.span, message: message.to_owned(), elsewhere: Some(elsewhere) }
}

fn tell(subject: &Subject, rule: &str, span: Span, message: String, related: Vec<Related>) -> Option<Finding> {
    let default = subject.knowledge.rule(rule).map_or(Severity::Information, |rule| rule.severity);
    let severity = subject.settings.severity(rule, default)?;
    let rule = rule.to_owned();
    Some(Finding { rule, severity, span, message, when: Vec::new(), related, fixes: Vec::new() })
}
