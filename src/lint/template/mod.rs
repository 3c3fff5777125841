//! What is well formed and yet wrong in a template: names that nothing has, values that may be empty, filters that do not
//! fit, conditions that decide nothing, and leftovers of other templates.
//!
//! One walk over the items of a macro, in time linear in its length, carries along what names stand for and what the
//! conditions around a place say of them. One file a subject.

mod assigns;
mod branches;
mod comparisons;
mod conditions;
mod defined;
mod empties;
mod facts;
mod foreign;
mod greeting;
mod leftovers;
mod names;
mod parameters;
pub(super) mod place;
mod printed;
mod renders;
mod scope;
mod snippets;
pub(super) mod subject_line;
pub(super) mod teller;
#[cfg(test)]
mod tests;
mod types;
mod values;
mod walk;
mod words;

use super::{Finding, Fixes, Subject};
use crate::text::Span;
use defined::Defined;
use names::Names;
use place::Place;
use teller::Teller;
use walk::Walk;

pub(super) use empties::surroundings;
pub(super) use names::OF_ANOTHER;
pub(super) use renders::CYCLE;

/// What was found, and what is thereby said better than a syntax mistake at the same place says it.
pub(super) struct Told {
    pub(super) findings: Vec<Finding>,
    /// Places of help desks' own placeholders: what syntax has to say inside of them does not hold.
    pub(super) covered: Vec<Span>,
}

/// Looks for everything in a macro and its subject line.
pub(super) fn find(subject: &Subject, fixes: Fixes) -> Told {
    let mut teller = Teller::new(subject, fixes);
    let names = Names::new(subject);
    let body = Place::body(subject);
    let defined = Defined::of(&body);
    let mut covered = foreign::find(&body, &names, &mut teller);
    leftovers::find(&body, &covered, &names, &mut teller);
    assigns::find(&body, &defined, &mut teller);
    Walk::new(&body, &names, &defined, &mut teller, &covered).run();
    if let Some(line) = subject_line::read(subject) {
        let place = line.place();
        let defined = Defined::of(&place);
        let inside = foreign::find(&place, &names, &mut teller);
        leftovers::find(&place, &inside, &names, &mut teller);
        Walk::new(&place, &names, &defined, &mut teller, &inside).run();
    }
    covered.sort_unstable();
    Told { findings: teller.findings, covered }
}
