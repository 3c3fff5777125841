//! What is lost on help desks, told once for all that lose it.

use std::collections::HashMap;

use super::words::{plural, shown, titles};
use super::{OnTarget, fix, of_workspace};
use crate::helpdesk::Platform;
use crate::helpdesk::unfold::{Certainty, Inside, Loss, LossKind};
use crate::knowledge::Severity;
use crate::lint::template::place::Place;
use crate::lint::template::teller::Teller;
use crate::lint::{Elsewhere, Subject};
use crate::text::Span;

pub(super) const NO_NAME: &str = "platform/no-name";
const NOT_KNOWN: &str = "platform/not-known";

/// What is said of everything that no source confirms, and that export refuses all the same.
pub(super) const LEFT_OUT: &str = ", so export leaves it out";

/// The same thing lost on several help desks.
pub(super) struct Lost<'l> {
    pub(super) loss: &'l Loss,
    /// Where a source says so.
    pub(super) certain: Vec<&'static Platform>,
    /// Where it is likely.
    pub(super) likely: Vec<&'static Platform>,
    /// Where nobody says anything.
    pub(super) unknown: Vec<&'static Platform>,
}

/// Tells of everything that is lost.
pub(super) fn tell(place: &Place, teller: &mut Teller, texts: &[OnTarget]) {
    let subject = teller.subject;
    for lost in together(subject, texts) {
        let Some((rule, most)) = rule(&lost) else { continue };
        let mut message = message(&lost, is_own(subject, &lost.loss.what));
        if let Some(words) = left_out(&lost) {
            message.push_str(words);
        }
        let Some(mut told) = teller.tell(place, rule, most, lost.loss.span, message) else { continue };
        if told.fixes {
            let all: Vec<&Platform> = texts.iter().map(|(platform, _)| *platform).collect();
            fix::offer(place, &mut told, &lost, &all);
        }
        if let Some((inside, snippet)) = inside(subject, &lost) {
            told.elsewhere(inside, "It stands here", snippet);
        }
    }
    doubts(place, teller, texts);
}

/// Names that no source confirms, each at its first place.
fn doubts(place: &Place, teller: &mut Teller, texts: &[OnTarget]) {
    let mut order: Vec<&Loss> = Vec::new();
    let mut platforms: HashMap<&str, Vec<&'static Platform>> = HashMap::new();
    for (platform, unfolded) in texts {
        for doubt in unfolded.doubts.iter().filter(|doubt| doubt.inside.is_none()) {
            let known = platforms.entry(doubt.what.as_str()).or_insert_with(|| {
                order.push(doubt);
                Vec::new()
            });
            if !known.iter().any(|known| known.id == platform.id) {
                known.push(platform);
            }
        }
    }
    for doubt in order {
        let on = platforms.get(doubt.what.as_str()).map(Vec::as_slice).unwrap_or_default();
        teller.tell(place, NOT_KNOWN, Severity::Hint, doubt.span, doubt_in_words(on, doubt));
    }
}

/// What is told of a name that no source confirms for these help desks.
fn doubt_in_words(on: &[&'static Platform], doubt: &Loss) -> String {
    format!(
        "`{}` is written `{}` on {}, which no source confirms; try it there before you send it",
        shown(&doubt.what),
        shown(&doubt.instead),
        titles(on)
    )
}

/// What is told of a name that no source confirms, where one help desk is asked about alone.
pub fn doubted(platform: &'static Platform, doubt: &Loss) -> String {
    doubt_in_words(&[platform], doubt)
}

/// What is told of a loss where one help desk is asked about alone.
pub fn lost(platform: &'static Platform, loss: &Loss) -> String {
    let mut lost = Lost { loss, certain: Vec::new(), likely: Vec::new(), unknown: Vec::new() };
    // What is a mistake anywhere is certain.
    let certainty = if is_mistake(loss.kind) { Certainty::Certain } else { loss.certainty };
    lost.of(certainty).push(platform);
    message(&lost, false)
}

/// Whether something is lost on every help desk.
fn is_mistake(kind: LossKind) -> bool {
    matches!(kind, LossKind::UnknownName | LossKind::Snippet | LossKind::Broken)
}

impl Lost<'_> {
    /// The help desks of which that is so certain.
    fn of(&mut self, certainty: Certainty) -> &mut Vec<&'static Platform> {
        match certainty {
            Certainty::Certain => &mut self.certain,
            Certainty::Incomplete | Certainty::Unverified => &mut self.likely,
            Certainty::NotKnown => &mut self.unknown,
        }
    }
}

/// Losses of all help desks in the order of the text, those that are the same as one.
fn together<'t>(subject: &Subject, texts: &'t [OnTarget]) -> Vec<Lost<'t>> {
    let of_workspace = of_workspace(subject);
    let mut out: Vec<Lost<'_>> = Vec::new();
    let mut places = HashMap::new();
    for (platform, unfolded) in texts {
        // A snippet that names no help desk is judged for those of the workspace.
        let is_named = of_workspace.iter().any(|named| named.id == platform.id);
        for loss in unfolded.losses.iter().filter(|loss| is_told_here(loss, is_named)) {
            let key = (loss.span, loss.kind, loss.what.as_str());
            let at = *places.entry(key).or_insert_with(|| {
                out.push(Lost { loss, certain: Vec::new(), likely: Vec::new(), unknown: Vec::new() });
                out.len() - 1
            });
            let Some(lost) = out.get_mut(at) else { continue };
            lost.of(loss.certainty).push(platform);
        }
    }
    out.sort_by_key(|lost| (lost.loss.span.start, lost.loss.kind));
    out
}

/// What stands in a snippet is told there, if that is judged for the same help desk, unless it depends on what the macro gives;
/// names that nothing has, snippets that are not there and what cannot be read are told by others.
fn is_told_here(loss: &Loss, is_named: bool) -> bool {
    let elsewhere = |inside: &Inside| !inside.given && inside.is_for.unwrap_or(is_named);
    !loss.inside.as_ref().is_some_and(elsewhere) && !is_mistake(loss.kind)
}

/// Where it stands in a snippet.
fn inside(subject: &Subject, lost: &Lost) -> Option<(Span, Elsewhere)> {
    let inside = lost.loss.inside.as_ref()?;
    let snippet = subject.snippets.get(&inside.id)?;
    Some((inside.span, Elsewhere { label: inside.label.clone(), source: snippet.source.as_str().into() }))
}

/// The rule of a loss, and how heavy it is at most.
fn rule(lost: &Lost) -> Option<(&'static str, Severity)> {
    if lost.certain.is_empty() && lost.likely.is_empty() {
        return Some((NOT_KNOWN, Severity::Information));
    }
    let rule = match lost.loss.kind {
        LossKind::Name => NO_NAME,
        LossKind::Fallback => "platform/no-fallback",
        LossKind::FallbackText => "platform/fallback-text",
        LossKind::Logic | LossKind::Loop | LossKind::Value => "platform/no-logic",
        LossKind::Filter => "platform/no-filter",
        LossKind::Raw => "platform/placeholder-text",
        LossKind::UnknownName | LossKind::Snippet | LossKind::Broken => return None,
    };
    let most = match (lost.certain.is_empty(), lost.loss.kind) {
        (false, _) => Severity::Error,
        // The help desk may have a name that is not known here.
        (true, LossKind::Name) => Severity::Warning,
        (true, _) => Severity::Information,
    };
    Some((rule, most))
}

/// `is_own` where it is said of a variable of the workspace.
fn message(lost: &Lost, is_own: bool) -> String {
    let told = if lost.certain.is_empty() { &lost.likely } else { &lost.certain };
    let mut out = match told.is_empty() {
        true => not_known(lost),
        false => what(lost, told, is_own),
    };
    // Where names are likely missing, it has been said.
    let likely = lost.likely.iter().filter(|_| !lost.certain.is_empty() && lost.loss.kind != LossKind::Name);
    let open: Vec<&Platform> = likely.chain(lost.unknown.iter().filter(|_| !told.is_empty())).copied().collect();
    if !open.is_empty() {
        out.push_str(&format!("; whether {} can is not known{LEFT_OUT} there", titles(&open)));
    }
    if let Some(inside) = &lost.loss.inside {
        out.push_str(&format!(" (in the snippet `{}`)", inside.label));
    }
    out
}

/// That export leaves the macro out, where no more than information says why, and what can be done.
fn left_out(lost: &Lost) -> Option<&'static str> {
    let may_try = lost.likely.is_empty() && lost.unknown.iter().all(|platform| platform.writes_liquid());
    let is_told = !lost.certain.is_empty() || (lost.loss.kind == LossKind::Name && !lost.likely.is_empty());
    match (is_told, may_try) {
        (true, _) => None,
        (false, true) => Some(", so export leaves it out; try it there, and allow this if it works"),
        (false, false) => Some(LEFT_OUT),
    }
}

fn not_known(lost: &Lost) -> String {
    let on = titles(&lost.unknown);
    match lost.loss.kind {
        LossKind::Fallback => {
            format!("whether {on} can write something else where `{}` is empty is not known", shown(&lost.loss.of))
        }
        LossKind::Filter => format!("whether {on} knows the filter `{}` is not known", shown(&lost.loss.what)),
        _ => format!("whether {on} can decide which passage to send is not known"),
    }
}

/// What the help desks in `told` lose.
fn what(lost: &Lost, told: &[&'static Platform], is_own: bool) -> String {
    let Loss { kind, what, of, .. } = lost.loss;
    let (on, what, of) = (titles(told), shown(what), shown(of));
    let has = plural(told, "has", "have");
    match kind {
        LossKind::Name if is_own => own_name(lost, &what),
        LossKind::Name => name(lost, &what),
        LossKind::Fallback if what.is_empty() => {
            format!("{on} cannot write another value where `{of}` is empty{}", customers_read(told))
        }
        LossKind::Fallback => format!("{on} cannot write “{what}” where `{of}` is empty{}", customers_read(told)),
        LossKind::FallbackText => {
            let never: Vec<String> = never(told, &lost.loss.what).map(|never| format!("`{never}`")).collect();
            format!(
                "what {on} {} where `{of}` is empty cannot hold {}",
                plural(told, "writes", "write"),
                never.join(" or ")
            )
        }
        LossKind::Logic if told.iter().any(|platform| has_conditions(platform)) => {
            format!("{on} cannot ask this: the value has filters, or blocks stand too deep in each other")
        }
        LossKind::Logic => format!("{on} {has} no conditions, so which passage to send cannot be decided there"),
        LossKind::Loop => format!("{on} {has} no loops, so the list cannot be written out there"),
        LossKind::Value => format!("what `{what}` holds depends on the passage before, which {on} cannot remember"),
        LossKind::Filter if lost.certain.is_empty() => {
            format!("`{what}` is not among the filters that {on} {} known to have", plural(told, "is", "are"))
        }
        // What stands in quotation marks is no value that could be sent instead.
        LossKind::Filter if of.starts_with('"') => format!("{on} cannot apply `{what}` to a text of the macro"),
        LossKind::Filter if lost.loss.what == "date" && told.iter().any(|platform| writes_dates(platform)) => {
            format!("{on} cannot write a day in this form, so `{of}` would be sent as it is")
        }
        LossKind::Filter => format!("{on} {has} no filter `{what}`, so `{of}` would be sent as it is"),
        LossKind::Raw => format!("{on} would take `{what}` for a placeholder"),
        LossKind::UnknownName => format!("`{what}` is a name neither here nor on {on}"),
        LossKind::Snippet => format!("the snippet `{what}` cannot be put in its place"),
        LossKind::Broken => format!("this cannot be read: `{what}`"),
    }
}

fn is_own(subject: &Subject, name: &str) -> bool {
    subject.settings.vocabulary.variable(name).is_some_and(|variable| variable.own)
}

/// What to do about a variable that a help desk may have a name for.
const GIVE_NAME: &str = "give it one under `[variables]` in `softspoken.toml`";

/// A variable of the workspace: nobody else can know what it is called there.
fn own_name(lost: &Lost, what: &str) -> String {
    let all: Vec<&Platform> = lost.certain.iter().chain(&lost.likely).copied().collect();
    format!("`{what}` has no name for {}, so it cannot be sent from there; {GIVE_NAME}", titles(&all))
}

fn name(lost: &Lost, what: &str) -> String {
    let has = plural(&lost.certain, "has", "have");
    let (certain, likely) = (titles(&lost.certain), titles(&lost.likely));
    match (lost.certain.is_empty(), lost.likely.is_empty()) {
        (_, true) => format!("{certain} {has} nothing for `{what}`, so this cannot be sent from there"),
        (true, false) => format!("no name of `{what}` is known for {likely}; {GIVE_NAME}"),
        (false, false) => {
            format!(
                "{certain} {has} nothing for `{what}`, and no name of it is known for {likely}; if there is one, {GIVE_NAME}"
            )
        }
    }
}

fn customers_read(platforms: &[&Platform]) -> String {
    empty_words(platforms).map(|words| format!(": customers would read {words}")).unwrap_or_default()
}

/// What customers read in the place of an empty value without a fallback; `None` where no source says so.
pub(super) fn empty_words(platforms: &[&Platform]) -> Option<String> {
    let mut kinds: Vec<(&str, Vec<&Platform>)> = Vec::new();
    for platform in platforms.iter().filter(|platform| platform.fallback.is_none()) {
        let Some(words) = platform.empty else { continue };
        match kinds.iter_mut().find(|(known, _)| *known == words) {
            Some((_, on)) => on.push(platform),
            None => kinds.push((words, vec![platform])),
        }
    }
    match kinds.as_slice() {
        [] => None,
        [(words, on)] if on.len() == platforms.len() => Some((*words).to_owned()),
        kinds => {
            let kinds: Vec<String> = kinds.iter().map(|(words, on)| format!("{words} ({})", titles(on))).collect();
            Some(kinds.join(" or "))
        }
    }
}

/// What a text has that the fallbacks of these help desks cannot hold.
pub(super) fn never<'t>(platforms: &[&'t Platform], text: &'t str) -> impl Iterator<Item = &'t str> {
    let mut out: Vec<&str> = Vec::new();
    for never in platforms.iter().filter_map(|platform| platform.fallback_form.as_ref()).flat_map(|form| &form.never) {
        if text.contains(never.as_str()) && !out.contains(&never.as_str()) {
            out.push(never);
        }
    }
    out.into_iter()
}

fn has_conditions(platform: &Platform) -> bool {
    platform.logic.as_ref().is_some_and(|logic| logic.tags.iter().any(|tag| tag == "if"))
}

/// Whether it writes days in forms of its own.
fn writes_dates(platform: &Platform) -> bool {
    platform.logic.as_ref().is_some_and(|logic| logic.filters.iter().any(|filter| filter == "datetime_format"))
}
