//! What a help desk takes: how long titles and texts may be, and what may not be missing.

use super::faults::{length, no_text, title_fault};
use super::{Fault, Sending};
use crate::helpdesk::facts::Limit;
use crate::text::Span;

impl Sending<'_> {
    /// Notes what is too long, too short or missing.
    pub(super) fn limits(&mut self) {
        let title = self.main.parsed.front_matter.title.as_ref();
        let title_span = title.map_or(Span::at(0), |title| title.span);
        let is_known = self.out.reply.id.is_some();
        let fault = title_fault(self.platform, &self.out.reply.title, is_known);
        self.fault(fault, title_span);
        let body = self.main.parsed.body;
        if self.out.reply.texts.is_empty() {
            self.fault(no_text(self.platform), body);
        }
        if let Some(limit) = &self.platform.limits.text {
            for (number, text) in self.out.reply.texts.clone().iter().enumerate() {
                let what = if number == 0 { "its text" } else { "a text of it" };
                self.too_long(limit, body, what, &text.body);
            }
        }
    }

    fn fault(&mut self, fault: Option<Fault>, span: Span) {
        if let Some(fault) = fault {
            self.note(0, span, fault.kind.words(self.platform), fault.stops);
        }
    }

    fn too_long(&mut self, limit: &Limit, span: Span, what: &str, text: &str) {
        let (length, most) = (length(limit, text), limit.most as usize);
        if length > most {
            let (unit, title) = (&limit.unit, self.platform.title);
            let words = format!("{what} takes {length} {unit} there, {} more than {title} holds", length - most);
            self.note(0, span, words, limit.verified);
        }
    }
}
