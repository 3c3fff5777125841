//! What a help desk takes: how long titles and texts may be, and what may not be missing.

use super::Sending;
use crate::helpdesk::facts::{Limit, Said};
use crate::text::Span;

impl Sending<'_> {
    /// Notes what is too long, too short or missing. What no source confirms stops nothing, but for a new macro that nobody
    /// could find.
    pub(super) fn limits(&mut self) {
        let limits = &self.platform.limits;
        let title = self.platform.title;
        let front_matter = &self.main.parsed.front_matter;
        let title_span = front_matter.title.as_ref().map_or(Span::at(0), |title| title.span);
        let own_title = self.out.reply.title.trim().to_owned();
        let is_certain = |said: &Option<Said>| said.as_ref().is_some_and(|said| said.verified);
        if own_title.is_empty() {
            let known = self.out.reply.id.is_some() && !is_certain(&limits.title_required);
            let words = match &limits.title_required {
                Some(_) => format!("it has no title, and {title} takes no macro without one"),
                None => format!("it has no title, under which agents find a macro on {title}"),
            };
            self.note(0, title_span, words, !known);
        } else if let Some(limit) = &limits.title {
            let length = length(limit, &own_title);
            let least = limit.least.unwrap_or_default() as usize;
            if length < least {
                let words = format!("its title is shorter than the {least} {} that {title} wants", limit.unit);
                self.note(0, title_span, words, limit.verified);
            }
            self.too_long(limit, 0, title_span, "its title", &own_title);
        }
        if self.out.reply.texts.is_empty() && limits.text_required.is_some() {
            let words = format!("it has no text, and {title} takes no macro without one");
            let at = self.main.parsed.body;
            self.note(0, at, words, is_certain(&limits.text_required));
        }
        if let Some(limit) = &limits.text {
            for (number, text) in self.out.reply.texts.clone().iter().enumerate() {
                let at = self.main.parsed.body;
                let what = if number == 0 { "its text" } else { "a text of it" };
                self.too_long(limit, 0, at, what, &text.body);
            }
        }
    }

    fn too_long(&mut self, limit: &Limit, part: usize, span: Span, what: &str, text: &str) {
        let (length, most) = (length(limit, text), limit.most as usize);
        if length > most {
            let (unit, title) = (&limit.unit, self.platform.title);
            let words = format!("{what} takes {length} {unit} there, {} more than {title} holds", length - most);
            self.note(part, span, words, limit.verified);
        }
    }
}

/// How long a text is, in the unit of the limit.
fn length(limit: &Limit, text: &str) -> usize {
    if limit.unit == "bytes" { text.len() } else { text.chars().count() }
}
