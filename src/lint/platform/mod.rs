//! What the help desks that a macro is for cannot hold: names, fallbacks, conditions, filters, length, title, subject line.
//!
//! Nothing is looked for where neither the macro nor the workspace names a help desk. One finding a place: help desks that
//! cannot do the same thing are told together, and how heavy it is depends on how certain it is.

mod fix;
mod form;
mod loss;
#[cfg(test)]
mod tests;
mod text;
mod title;
mod words;

pub use loss::{doubted, lost};

use super::template::place::Place;
use super::template::subject_line;
use super::template::teller::Teller;
use super::{Finding, Fixes, Standing, Subject};
use crate::helpdesk::Platform;
use crate::helpdesk::unfold::{Around, Unfolded, unfold};

/// Everything of the family.
pub(super) fn find(subject: &Subject, fixes: Fixes) -> Vec<Finding> {
    let targets = targets(subject);
    if targets.is_empty() {
        return Vec::new();
    }
    let mut teller = Teller::new(subject, fixes);
    let body = Place::body(subject);
    let texts = unfolded(&body, subject, &targets);
    loss::tell(&body, &mut teller, &texts);
    text::too_long(&body, &mut teller, &texts);
    form::tell(&body, &mut teller, &targets);
    title::tell(subject, &body, &mut teller, &targets);
    if let Some(line) = subject_line::read(subject) {
        let place = line.place();
        let texts = unfolded(&place, subject, &targets);
        loss::tell(&place, &mut teller, &texts);
    }
    teller.findings
}

/// A macro on a help desk.
type OnTarget = (&'static Platform, Unfolded);

/// The help desks that a macro is for, each once: its own, else those of the workspace.
fn targets(subject: &Subject) -> Vec<&'static Platform> {
    let own: Vec<&str> = subject.parsed.front_matter.platforms.iter().map(|name| name.text.as_str()).collect();
    let words = match own.is_empty() {
        false => own,
        true => subject.settings.platforms.iter().map(String::as_str).collect(),
    };
    let mut out: Vec<&'static Platform> = Vec::new();
    for platform in words.into_iter().filter_map(Platform::named) {
        if !out.iter().any(|known| known.id == platform.id) {
            out.push(platform);
        }
    }
    out
}

fn unfolded(place: &Place, subject: &Subject, targets: &[&'static Platform]) -> Vec<OnTarget> {
    let around = Around {
        snippets: subject.snippets,
        vocabulary: &subject.settings.vocabulary,
        // A name that nothing else has may be a parameter, unless the macro is known to be sent by itself.
        parameters: subject.settings.standing != Standing::Macro,
    };
    targets.iter().map(|platform| (*platform, unfold(place.source, place.parsed, &around, platform))).collect()
}
