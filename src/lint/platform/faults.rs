//! Why export would leave a macro out besides what is lost of its text: its title, a text that is missing or has no place.

use super::form::first_tag;
use super::words::{plural, titles};
use super::{OnTarget, file};
use crate::helpdesk::Platform;
use crate::helpdesk::outgoing::{Fault, FaultKind, TitleFault, faults};
use crate::knowledge::Severity;
use crate::lint::template::place::Place;
use crate::lint::template::teller::Teller;
use crate::text::Span;

/// The same fault on several help desks.
struct Told {
    fault: Fault,
    on: Vec<&'static Platform>,
}

/// Tells of each once.
pub(super) fn tell(place: &Place, teller: &mut Teller, texts: &[OnTarget]) {
    let mut told: Vec<Told> = Vec::new();
    for (platform, body) in texts {
        for fault in faults(platform, &file(teller.subject), body) {
            // A text without front matter is not a macro of a library yet; export asks for its title.
            if fault.kind == FaultKind::Title(TitleFault::Missing) && place.parsed.front_matter.span.is_none() {
                continue;
            }
            match told.iter_mut().find(|known| known.fault.kind == fault.kind) {
                Some(known) => {
                    known.on.push(platform);
                    known.fault.verified |= fault.verified;
                    known.fault.stops |= fault.stops;
                }
                None => told.push(Told { fault, on: vec![platform] }),
            }
        }
    }
    for Told { fault, on } in told {
        let most = match (fault.stops, fault.verified) {
            (true, true) => Severity::Warning,
            (true, false) => Severity::Information,
            (false, _) => Severity::Hint,
        };
        let mut message = message(&fault.kind, &on);
        if most == Severity::Information {
            message.push_str(super::loss::LEFT_OUT);
        }
        teller.tell(place, rule(&fault.kind), most, at(&fault.kind, place), message);
    }
}

fn rule(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Title(_) => "platform/title",
        FaultKind::NoText | FaultKind::NoPlace(_) => "platform/text",
        FaultKind::Format(_) => "platform/format",
    }
}

fn message(kind: &FaultKind, on: &[&'static Platform]) -> String {
    let title = titles(on);
    let unit = on.first().and_then(|platform| platform.limits.title.as_ref()).map_or("", |limit| limit.unit.as_str());
    let (needs, takes, has) = (plural(on, "needs", "need"), plural(on, "takes", "take"), plural(on, "has", "have"));
    match kind {
        FaultKind::Title(TitleFault::Missing) => {
            format!("{title} {needs} a title, under which agents find the macro")
        }
        FaultKind::Title(TitleFault::Short(least)) => format!("{title} {needs} titles of {least} {unit} or more"),
        FaultKind::Title(TitleFault::Long(most, _)) => format!("{title} {takes} titles of {most} {unit} at most"),
        FaultKind::NoText => format!("{title} {takes} no macro without a text"),
        FaultKind::NoPlace(Some(part)) => format!("{title} {has} no place for a text for {part}"),
        FaultKind::NoPlace(None) => {
            format!("this macro is a note for agents on {title}, so a text for customers has no place in it")
        }
        FaultKind::Format(why) => {
            format!("texts of {title} are Markdown, which cannot say {why}")
        }
    }
}

fn at(kind: &FaultKind, place: &Place) -> Span {
    let front_matter = &place.parsed.front_matter;
    let title = front_matter.title.as_ref().map(|title| title.span).filter(|span| !span.is_empty());
    let body = place.parsed.body;
    let blank = body.of(place.source).len() - body.of(place.source).trim_start().len();
    let first_line = || place.line(body.start + blank);
    match kind {
        FaultKind::Title(_) | FaultKind::NoText => title.unwrap_or_else(|| match front_matter.span {
            Some(span) => Span::new(span.start, place.border(span.start + 3, span.start)),
            None => first_line(),
        }),
        FaultKind::NoPlace(_) => first_line(),
        FaultKind::Format(_) => first_tag(place).unwrap_or_else(first_line),
    }
}
