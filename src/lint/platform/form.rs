//! Subject lines where there are none, and HTML where a help desk shows Markdown.

use super::OnTarget;
use super::words::{plural, titles};
use crate::helpdesk::Platform;
use crate::helpdesk::facts::TextKind;
use crate::helpdesk::markup::{Delimiters, is_break};
use crate::helpdesk::outgoing::written;
use crate::helpdesk::unfold::Unfolded;
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

/// Tells of a subject line, where these help desks have none.
pub(super) fn no_subject(place: &Place, teller: &mut Teller, on: &[&'static Platform]) {
    let Some(line) = &place.parsed.front_matter.subject else { return };
    if on.is_empty() || line.text.trim().is_empty() {
        return;
    }
    let message =
        format!("macros of {} have no subject line: agents would have to write this one themselves", titles(on));
    teller.tell(place, SUBJECT, Severity::Information, line.span, message);
}

/// Tells of tags that stay in texts which are Markdown. HTML is written as Markdown, or not sent.
pub(super) fn tell(place: &Place, teller: &mut Teller, texts: &[OnTarget]) {
    if place.parsed.is_html {
        return;
    }
    let on: Vec<&Platform> =
        texts.iter().filter(|(platform, body)| keeps_tags(platform, body)).map(|(platform, _)| *platform).collect();
    let Some(span) = Some(place).filter(|_| !on.is_empty()).and_then(first_tag) else { return };
    let shows = plural(&on, "shows", "show");
    let message = format!("{} {shows} Markdown and no HTML: customers would read the tags", titles(&on));
    teller.tell(place, FORMAT, Severity::Information, span, message);
}

fn keeps_tags(platform: &Platform, body: &Unfolded) -> bool {
    let Some(form) = platform.text.as_ref().filter(|_| body.text.contains('<')) else { return false };
    let shows_none = matches!(form.kind, TextKind::Markdown | TextKind::MarkdownLines | TextKind::Text);
    let written = || written(body, false, form.kind, form, &Delimiters::of(platform));
    shows_none && written().is_ok_and(|written| written.unseen.contains(&"HTML"))
}

/// The first tag of HTML in the text, line ends aside: Markdown has those too.
pub(super) fn first_tag(place: &Place) -> Option<Span> {
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
            let tag =
                near.get(..near.find('>')? + 1).filter(|tag| has_tags(tag, place.parsed.is_html) && !is_break(tag))?;
            Some(Span::new(item.span.start + at, item.span.start + at + tag.len()))
        })
    })
}
