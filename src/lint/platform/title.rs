//! Titles that a help desk needs, and their length.

use super::words::{plural, titles};
use crate::helpdesk::Platform;
use crate::helpdesk::facts::Limit;
use crate::knowledge::Severity;
use crate::lint::template::place::Place;
use crate::lint::template::teller::Teller;
use crate::lint::{Standing, Subject};
use crate::text::Span;

const TITLE: &str = "platform/title";

/// Tells of a title that is not there, too short or too long. Snippets are sent by nobody and need none.
pub(super) fn tell(subject: &Subject, place: &Place, teller: &mut Teller, targets: &[&'static Platform]) {
    let front_matter = &subject.parsed.front_matter;
    let is_macro = front_matter.span.is_some() || subject.settings.library.is_some();
    if subject.settings.standing == Standing::Snippet || !is_macro {
        return;
    }
    let Some(title) = &front_matter.title else {
        return missing(place, teller, targets);
    };
    let length = title.text.chars().count();
    for platform in targets {
        let Some(Limit { least, most, unit, verified, .. }) = &platform.limits.title else { continue };
        let heaviest = if *verified { Severity::Warning } else { Severity::Hint };
        let fits = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
        let message = match least {
            _ if length > fits(*most) => format!("{} takes titles of {most} {unit} at most", platform.title),
            Some(least) if length < fits(*least) => {
                format!("{} needs titles of {least} {unit} or more", platform.title)
            }
            _ => continue,
        };
        teller.tell(place, TITLE, heaviest, title.span, message);
    }
}

fn missing(place: &Place, teller: &mut Teller, targets: &[&'static Platform]) {
    let needs = |platform: &&&'static Platform| platform.limits.title_required.is_some();
    let on: Vec<&Platform> = targets.iter().filter(needs).map(|platform| &**platform).collect();
    if on.is_empty() {
        return;
    }
    let certain = on.iter().any(|platform| platform.limits.title_required.as_ref().is_some_and(|said| said.verified));
    let most = if certain { Severity::Warning } else { Severity::Hint };
    let message =
        format!("{} {} a title, under which agents find the macro", titles(&on), plural(&on, "needs", "need"));
    let span = match place.parsed.front_matter.span {
        Some(span) => Span::new(span.start, place.border(span.start + 3, span.start)),
        None => place.line(place.parsed.body.start),
    };
    teller.tell(place, TITLE, most, span, message);
}
