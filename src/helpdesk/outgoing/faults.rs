//! Why a macro is not sent, besides what is lost of its text and how long that is: asked by whoever writes the macro, and by
//! whoever exports it.

use super::places::Places;
use super::written::written;
use super::{File, is_from};
use crate::helpdesk::Platform;
use crate::helpdesk::carried::{Carried, carried};
use crate::helpdesk::facts::{Limit, Said, TextKind};
use crate::helpdesk::markup::Delimiters;
use crate::helpdesk::unfold::Unfolded;

/// Why a macro is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Whether a source says that the help desk does not take it.
    pub verified: bool,
    /// Whether it is kept from being sent.
    pub stops: bool,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Its title.
    Title(TitleFault),
    /// It has no text.
    NoText,
    /// There is no place for the text of that part; `None` for the main one.
    NoPlace(Option<String>),
    /// Its text is HTML, and the help desk's cannot say this.
    Format(&'static str),
}

/// What is wrong with a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleFault {
    /// There is none.
    Missing,
    /// It is shorter than this.
    Short(u32),
    /// It is longer than the first, by the second.
    Long(u32, usize),
}

impl FaultKind {
    /// What it is, in words that follow the name of a file.
    pub fn words(&self, platform: &Platform) -> String {
        let title = platform.title;
        let unit = platform.limits.title.as_ref().map_or("", |limit| limit.unit.as_str());
        match self {
            FaultKind::Title(TitleFault::Missing) if platform.limits.title_required.is_some() => {
                format!("it has no title, and {title} takes no macro without one")
            }
            FaultKind::Title(TitleFault::Missing) => {
                format!("it has no title, under which agents find a macro on {title}")
            }
            FaultKind::Title(TitleFault::Short(least)) => {
                format!("its title is shorter than the {least} {unit} that {title} wants")
            }
            FaultKind::Title(TitleFault::Long(most, by)) => {
                let length = usize::try_from(*most).unwrap_or_default() + by;
                format!("its title takes {length} {unit} there, {by} more than {title} holds")
            }
            FaultKind::NoText => format!("it has no text, and {title} takes no macro without one"),
            FaultKind::NoPlace(Some(part)) => format!("{title} has no place for a text for {part}"),
            FaultKind::NoPlace(None) => {
                "the macro is a note for agents there, so a text for customers has no place in it".to_owned()
            }
            FaultKind::Format(why) => {
                format!("its text is HTML, and the texts of {title} are Markdown, which cannot say {why}")
            }
        }
    }
}

/// What is wrong with one file of a macro, where `body` is what the help desk can say of it.
pub fn faults(platform: &'static Platform, file: &File<'_>, body: &Unfolded) -> Vec<Fault> {
    let carried = carried(file.source, file.parsed);
    let front_matter = &file.parsed.front_matter;
    let is_here = is_from(platform, &carried);
    let mut out = Vec::new();
    // The file of a further text has no title of its own; on any other help desk it is a macro by itself.
    if carried.part.is_none() || !is_here {
        let title = front_matter.title.as_ref().map(|title| title.text.as_str()).unwrap_or_default();
        out.extend(title_fault(platform, title, is_here && carried.id.is_some()));
    }
    if body.text.trim().is_empty() {
        // Of a text that is lost it is told what is lost of it.
        out.extend(no_text(platform).filter(|_| body.losses.is_empty()));
        return out;
    }
    let (Some(shape), Some(form)) = (&platform.shape, &platform.text) else { return out };
    let actions = if is_here || carried.platform.is_none() { carried.actions.as_slice() } else { &[] };
    let mut places = Places::of(shape, actions, form.kind);
    let name = places.part_name(file.parsed, &carried);
    let stops = |kind| Fault { kind, verified: true, stops: true };
    match places.take(name.as_deref()) {
        // Where a further text goes on the help desk that it came from, the main file says.
        None if is_here && carried.part.is_some() => {}
        // A title would not help.
        None => out = vec![stops(FaultKind::NoPlace(name))],
        Some(place) if is_markdown(place.kind) && file.parsed.is_html => {
            let written = written(body, true, place.kind, form, &Delimiters::of(platform));
            out.extend(written.err().map(|why| stops(FaultKind::Format(why))));
        }
        Some(_) => {}
    }
    out
}

/// What is wrong with a title; `is_known` where the help desk has the macro already.
pub(super) fn title_fault(platform: &Platform, title: &str, is_known: bool) -> Option<Fault> {
    let title = title.trim();
    let limits = &platform.limits;
    if title.is_empty() {
        let verified = is_certain(&limits.title_required);
        // What no source confirms stops nothing, but for a new macro that nobody could find.
        return Some(Fault { kind: FaultKind::Title(TitleFault::Missing), verified, stops: verified || !is_known });
    }
    let limit = limits.title.as_ref()?;
    let length = length(limit, title);
    let (least, most) = (limit.least.unwrap_or_default(), limit.most);
    let fits = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
    let fault = match () {
        () if length < fits(least) => TitleFault::Short(least),
        () if length > fits(most) => TitleFault::Long(most, length - fits(most)),
        () => return None,
    };
    Some(Fault { kind: FaultKind::Title(fault), verified: limit.verified, stops: limit.verified })
}

/// That there is no text, where one is needed.
pub(super) fn no_text(platform: &Platform) -> Option<Fault> {
    let needs = &platform.limits.text_required;
    needs.as_ref()?;
    let verified = is_certain(needs);
    Some(Fault { kind: FaultKind::NoText, verified, stops: verified })
}

fn is_markdown(kind: TextKind) -> bool {
    matches!(kind, TextKind::Markdown | TextKind::MarkdownLines)
}

fn is_certain(said: &Option<Said>) -> bool {
    said.as_ref().is_some_and(|said| said.verified)
}

/// How long a text is, in the unit of the limit.
pub(super) fn length(limit: &Limit, text: &str) -> usize {
    if limit.unit == "bytes" { text.len() } else { text.chars().count() }
}

/// Whether a subject line is sent: to a field, by an action that is certain, or by the action that it came from. `None` where it
/// is not known what the help desk takes.
pub fn takes_subject(platform: &Platform, carried: &Carried) -> Option<bool> {
    let shape = platform.shape.as_ref()?;
    let of_actions = shape.actions.as_ref().and_then(|actions| actions.subject.as_ref());
    let came_from = |name: &str| carried.actions.iter().any(|action| action.field == name);
    Some(shape.subject.is_some() || of_actions.is_some_and(|place| place.verified || came_from(&place.name)))
}
