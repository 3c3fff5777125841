//! What the help desks that a macro is for cannot hold: names, fallbacks, conditions, filters, length, title, subject line.
//!
//! Nothing is looked for where neither the macro nor the workspace names a help desk. One finding a place: help desks that
//! cannot do the same thing are told together, and how heavy it is depends on how certain it is.

mod faults;
mod fix;
mod form;
mod loss;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use loss::{doubted, lost};

use std::collections::HashSet;

use super::template;
use super::template::place::Place;
use super::template::subject_line;
use super::template::teller::Teller;
use super::{Finding, Fixes, Standing, Subject};
use crate::helpdesk::Platform;
use crate::helpdesk::carried::carried;
use crate::helpdesk::outgoing::{File, takes_subject};
use crate::helpdesk::unfold::{Around, Unfolded, nothing_tried, unfold};
use crate::text::Span;

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
    form::tell(&body, &mut teller, &texts);
    if subject.settings.standing != Standing::Snippet && !subject.settings.is_there {
        faults::tell(&body, &mut teller, &texts);
    }
    if subject.parsed.front_matter.subject.is_some() {
        subject_of(subject, &body, &mut teller, &targets);
    }
    teller.findings
}

/// Leaves out of `findings` what one of the family says too: that a name of one help desk is none of another.
pub(super) fn leave_out_told(findings: &mut Vec<Finding>, family: &[Finding]) {
    let names: HashSet<Span> =
        family.iter().filter(|finding| finding.rule == loss::NO_NAME).map(|finding| finding.span).collect();
    findings.retain(|finding| finding.rule != template::OF_ANOTHER || !names.contains(&finding.span));
}

/// The subject line: judged for those help desks that get it.
fn subject_of(subject: &Subject, body: &Place, teller: &mut Teller, targets: &[&'static Platform]) {
    let carried = carried(subject.source, subject.parsed);
    let is_without = |platform: &&Platform| takes_subject(platform, &carried) == Some(false);
    let (without, with): (Vec<&'static Platform>, Vec<_>) = targets.iter().copied().partition(is_without);
    form::no_subject(body, teller, &without);
    if let Some(line) = subject_line::read(subject).filter(|_| !with.is_empty()) {
        let place = line.place();
        let texts = unfolded(&place, subject, &with);
        loss::tell(&place, teller, &texts);
    }
}

/// A macro on a help desk.
type OnTarget = (&'static Platform, Unfolded);

/// The help desks that a macro is for, each once: its own, else those of the workspace; of these a snippet goes only to those
/// that the macros are for which render it.
fn targets(subject: &Subject) -> Vec<&'static Platform> {
    let own = &subject.parsed.front_matter.platforms;
    if !own.is_empty() {
        return once(own.iter().filter_map(|name| Platform::named(&name.text)));
    }
    let mut all = of_workspace(subject);
    if let Some(users) = subject.settings.library.as_ref().and_then(|library| library.rendered_for.as_ref()) {
        let users = once(users.iter().filter_map(|name| Platform::named(name)));
        all.retain(|platform| users.iter().any(|user| user.id == platform.id));
    }
    all
}

/// The help desks that the workspace names.
fn of_workspace(subject: &Subject) -> Vec<&'static Platform> {
    once(subject.settings.platforms.iter().filter_map(|name| Platform::named(name)))
}

fn once(platforms: impl Iterator<Item = &'static Platform>) -> Vec<&'static Platform> {
    let mut out: Vec<&'static Platform> = Vec::new();
    for platform in platforms {
        if !out.iter().any(|known| known.id == platform.id) {
            out.push(platform);
        }
    }
    out
}

fn unfolded(place: &Place, subject: &Subject, targets: &[&'static Platform]) -> Vec<OnTarget> {
    let around = around(subject);
    targets.iter().map(|platform| (*platform, unfold(place.source, place.parsed, &around, platform))).collect()
}

fn around<'a>(subject: &Subject<'a>) -> Around<'a> {
    Around {
        snippets: subject.snippets,
        vocabulary: &subject.settings.vocabulary,
        // A name that nothing else has may be a parameter, unless the macro is known to be sent by itself.
        parameters: subject.settings.standing != Standing::Macro,
        // What was tried stays told, so that whoever allows it is not told that this hides nothing.
        tried: nothing_tried,
    }
}

/// The file as an export takes it.
fn file<'a>(subject: &Subject<'a>) -> File<'a> {
    File { source: subject.source, parsed: subject.parsed, around: around(subject) }
}
