//! Subject lines where there are none, and HTML where a help desk shows Markdown.

use super::words::{plural, titles};
use crate::helpdesk::Platform;
use crate::helpdesk::facts::TextKind;
use crate::helpdesk::markup::is_break;
use crate::knowledge::Severity;
use crate::lint::template::place::Place;
use crate::lint::template::teller::Teller;
use crate::message::has_tags;
use crate::syntax::ItemKind;
use crate::text::Span;

const SUBJECT: &str = "platform/subject";
const FORMAT: &str = "platform/format";

/// The longest tag that is marked, in bytes.
const LONGEST_TAG: usize = 400;

pub(super) fn tell(place: &Place, teller: &mut Teller, targets: &[&'static Platform]) {
    subject(place, teller, targets);
    markup(place, teller, targets);
}

/// Whether macros of a help desk have a subject line; `None` where that is not known.
fn has_subject(platform: &Platform) -> Option<bool> {
    let shape = platform.shape.as_ref()?;
    let action = shape.actions.as_ref().is_some_and(|actions| actions.subject.is_some());
    Some(shape.subject.is_some() || action)
}

fn subject(place: &Place, teller: &mut Teller, targets: &[&'static Platform]) {
    let Some(line) = &place.parsed.front_matter.subject else { return };
    let on: Vec<&Platform> = targets.iter().copied().filter(|platform| has_subject(platform) == Some(false)).collect();
    if on.is_empty() || line.text.trim().is_empty() {
        return;
    }
    let message =
        format!("macros of {} have no subject line: agents would have to write this one themselves", titles(&on));
    teller.tell(place, SUBJECT, Severity::Information, line.span, message);
}

fn markup(place: &Place, teller: &mut Teller, targets: &[&'static Platform]) {
    let is_markdown = |platform: &&'static Platform| {
        let shows = |kind| matches!(kind, TextKind::Markdown | TextKind::MarkdownLines | TextKind::Text);
        platform.text.as_ref().is_some_and(|text| shows(text.kind))
    };
    let on: Vec<&Platform> =
        targets.iter().copied().filter(is_markdown).map(|platform| platform as &Platform).collect();
    if on.is_empty() {
        return;
    }
    let Some(span) = first_tag(place) else { return };
    let shows = plural(&on, "shows", "show");
    let message = format!("{} {shows} Markdown and no HTML: customers would read the tags", titles(&on));
    teller.tell(place, FORMAT, Severity::Information, span, message);
}

/// The first tag of HTML in the text.
fn first_tag(place: &Place) -> Option<Span> {
    place.parsed.items.iter().filter(|item| item.kind == ItemKind::Text).find_map(|item| {
        let text = item.span.of(place.source);
        if !text.contains('<') || !has_tags(text, place.parsed.is_html) {
            return None;
        }
        let opens = memchr::memchr_iter(b'<', text.as_bytes());
        opens.into_iter().find_map(|at| {
            let rest = text.get(at..)?;
            rest.get(1..)?
                .strip_prefix('/')
                .unwrap_or(rest.get(1..)?)
                .chars()
                .next()
                .filter(char::is_ascii_alphabetic)?;
            let near = rest.get(..rest.floor_char_boundary(LONGEST_TAG))?;
            let tag = near.get(..near.find('>')? + 1).filter(|tag| has_tags(tag, place.parsed.is_html))?;
            // The end of a line is sent as Markdown has it.
            if is_break(tag) {
                return None;
            }
            Some(Span::new(item.span.start + at, item.span.start + at + tag.len()))
        })
    })
}
