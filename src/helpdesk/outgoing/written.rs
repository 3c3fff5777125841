//! The text of a macro in the form of the field that it goes to.

use crate::helpdesk::facts::{TextForm, TextKind};
use crate::helpdesk::markup::{self, AsTheyAre, Delimiters, Plain};
use crate::helpdesk::unfold::Unfolded;
use crate::text::Span;

/// A text as it is sent, and what of it the field does not show; why, where the field cannot say it.
pub fn written(
    body: &Unfolded,
    is_html: bool,
    kind: TextKind,
    form: &TextForm,
    delimiters: &Delimiters,
) -> Result<Plain, &'static str> {
    let (text, holes) = (body.text.as_str(), body.holes.as_slice());
    let shows_lines = kind == TextKind::MarkdownLines;
    let mut plain = match (kind, is_html) {
        (TextKind::Html | TextKind::HtmlIfTagged | TextKind::HtmlOrText, true) => of_text(text.to_owned()),
        (TextKind::Html | TextKind::HtmlIfTagged | TextKind::HtmlOrText, false) => {
            return Ok(of_text(markup::html(text, holes, form)));
        }
        (TextKind::Markdown | TextKind::MarkdownLines, false) => markup::markdown(text, holes, shows_lines),
        (TextKind::Text, false) => markup::plain(text, holes),
        (TextKind::Text, true) => return Ok(of_text(markup::plain_of_html(text, delimiters))),
        (TextKind::Markdown | TextKind::MarkdownLines, true) => {
            let converted = markup::convert(text, TextKind::Html, &AsTheyAre(delimiters));
            if let Some(why) = converted.why_html {
                return Err(why);
            }
            let text = converted.text.text;
            let holes: Vec<Span> = markup::holes(&text, delimiters).map(|hole| hole.span).collect();
            markup::markdown(&text, &holes, shows_lines)
        }
    };
    plain.text.truncate(plain.text.trim_end().len());
    Ok(plain)
}

fn of_text(text: String) -> Plain {
    Plain { text, unseen: Vec::new() }
}
