//! A help desk's texts as light Markdown, with holes where placeholders and logic stand, so that markup never cuts these.
//!
//! In: a text, what it is written in, and what a hole becomes. Out: [`Converted`], each part with its place in the text. What
//! light Markdown cannot say without a customer noticing stays HTML. Every conversion is read back and compared before it is
//! kept.

mod block;
#[cfg(test)]
mod browsers;
mod entity;
mod hole;
mod html;
mod idiom;
mod lists;
mod logic;
mod look;
mod markdown;
mod nesting;
mod normal;
#[cfg(test)]
mod noticed;
mod outline;
mod plain;
mod same;
mod sent;
#[cfg(test)]
mod tests;
mod token;
mod tree;
mod unkept;
mod wraps;

use super::facts::{Element, TextKind};
use super::traced::Traced;
use crate::text::Span;
use markdown::Care;
use token::TagsIn;

pub use entity::{decoded, title_of_html};
pub use hole::{Delimiters, Hole, holes};
pub use html::html;
pub use idiom::fallback;
pub use normal::normal;
pub use plain::{Plain, plain};
pub use sent::markdown;
pub use unkept::unkept;
pub use wraps::is_break;

/// A text in the language's own form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted {
    /// The text.
    pub text: Traced,
    /// Whether it is HTML, since light Markdown cannot say the same.
    pub is_html: bool,
    /// Why it is.
    pub why_html: Option<&'static str>,
}

/// How the holes of a text are found, and what becomes of them.
pub trait Holes {
    /// What stands before and after a placeholder.
    fn delimiters(&self) -> &Delimiters;
    /// The element that stands for a placeholder, where there is one.
    fn element(&self) -> Option<&Element>;
    /// A hole, from delimiter to delimiter and without markup, in the language's own form.
    fn filled(&self, written: &str) -> String;
    /// The same for an element: a name and what stands there where it is empty.
    fn named(&self, name: &str, default: Option<&str>) -> String;
}

/// Converts a text.
pub fn convert(text: &str, kind: TextKind, holes: &dyn Holes) -> Converted {
    let reading = match kind {
        TextKind::Markdown | TextKind::MarkdownLines => return as_it_stands(text, holes, kind),
        TextKind::Html => token::Reading::Html,
        TextKind::Text => token::Reading::Text,
        TextKind::HtmlIfTagged | TextKind::HtmlOrText => match (token::tags_in(text, holes), kind) {
            (TagsIn::None, _) => token::Reading::HtmlLines,
            (TagsIn::Words, TextKind::HtmlOrText) => token::Reading::TaggedLines,
            _ => token::Reading::Html,
        },
    };
    let tokens = token::tokens(text, reading, holes);
    let tree = tree::tree(text, &tokens, reading, holes);
    if let Some(why) = tree.whole {
        return as_html(text, &tokens, holes, why);
    }
    for care in [Care::Usual, Care::Tags] {
        let written = markdown::write(text, &tree, care);
        if same::is_same(text, &tree, &written) {
            return Converted { text: written.text, is_html: false, why_html: None };
        }
    }
    match reading {
        token::Reading::Html | token::Reading::TaggedLines => {
            as_html(text, &tokens, holes, "marks that Markdown reads otherwise")
        }
        // Nothing in it was a mark.
        _ => Converted { text: markdown::write(text, &tree, Care::Escapes).text, is_html: false, why_html: None },
    }
}

/// HTML as text without marks, its holes as they are.
pub fn plain_of_html(text: &str, delimiters: &Delimiters) -> String {
    let holes = AsTheyAre(delimiters);
    let converted = convert(text, TextKind::Html, &holes);
    let markdown = match converted.is_html {
        // What has no paragraphs is taken word by word.
        true => token::words(text, &token::tokens(text, token::Reading::Html, &holes)),
        false => converted.text.text,
    };
    let spans: Vec<Span> = hole::holes(&markdown, delimiters).map(|hole| hole.span).collect();
    plain::plain(&markdown, &spans).text
}

/// Holes that stay what they are.
#[derive(Clone, Copy, Debug)]
pub struct AsTheyAre<'d>(pub &'d Delimiters);

impl Holes for AsTheyAre<'_> {
    fn delimiters(&self) -> &Delimiters {
        self.0
    }

    fn element(&self) -> Option<&Element> {
        None
    }

    fn filled(&self, written: &str) -> String {
        written.to_owned()
    }

    fn named(&self, name: &str, _: Option<&str>) -> String {
        name.to_owned()
    }
}

/// The text with nothing but its holes changed; and, where every line end is shown, with a tag at those that the language
/// would take for wraps.
fn as_it_stands(text: &str, filler: &dyn Holes, kind: TextKind) -> Converted {
    let spans: Vec<Span> = holes(text, filler.delimiters()).map(|hole| hole.span).collect();
    let ends = if kind == TextKind::MarkdownLines { wraps::line_ends(text, &spans) } else { Vec::new() };
    let wrapped = ends.into_iter().filter(|end| !end.is_short || end.goes_on).map(|end| end.between.start);
    let mut wrapped = wrapped.peekable();
    let mut out = Traced::default();
    let mut at = 0;
    for span in spans.into_iter().chain([Span::at(text.len())]) {
        while let Some(end) = wrapped.next_if(|end| *end <= span.start) {
            copy(&mut out, text, Span::new(at, end));
            out.make("<br>", Span::at(end));
            at = end;
        }
        copy(&mut out, text, Span::new(at, span.start));
        if !span.is_empty() {
            out.make(&filler.filled(span.of(text)), span);
        }
        at = span.end;
    }
    Converted { text: out, is_html: false, why_html: None }
}

/// Adds a part of a text that has no hole; what would be a slot, a placeholder or logic of the language is told to be none.
fn copy(out: &mut Traced, text: &str, span: Span) {
    let part = span.of(text);
    let mut at = 0;
    for (start, _) in part.match_indices(['[', '{']) {
        let rest = part.get(start..).unwrap_or_default();
        let opens = |(opener, _): &(&str, &str)| start >= at && rest.starts_with(opener);
        let Some((opener, closer)) = [("[[", "]]"), ("{{", "}}"), ("{%", "%}")].into_iter().find(opens) else {
            continue;
        };
        // What would close it is no more than text either. Nothing of this kind is longer than a line.
        let line = rest.split('\n').next().unwrap_or_default();
        let closed = line
            .find(closer)
            .map(|end| end + closer.len())
            .filter(|end| !line.get(..*end).unwrap_or_default().contains("endraw"));
        out.copy(part.get(at..start).unwrap_or_default(), span.start + at);
        at = start + closed.unwrap_or(opener.len());
        out.make("{% raw %}", Span::at(span.start + start));
        out.copy(part.get(start..at).unwrap_or_default(), span.start + start);
        out.make("{% endraw %}", Span::at(span.start + at));
    }
    out.copy(part.get(at..).unwrap_or_default(), span.start + at);
}

/// The same for HTML: elements that stand for placeholders are holes too.
fn as_html(text: &str, tokens: &[token::Token], holes: &dyn Holes, why: &'static str) -> Converted {
    let mut out = Traced::default();
    for token in tokens {
        match &token.kind {
            token::Kind::Hole => {
                out.make(&holes.filled(&entity::plain(token.span.of(text))), token.span);
                for tag in token::loose(text, token) {
                    out.copy(tag.span.of(text), tag.span.start);
                }
            }
            token::Kind::Open if token::is_element(text, token, holes) => {
                out.make(&token::element(text, token, holes), token.span);
            }
            token::Kind::Close if token::is_element(text, token, holes) => {}
            token::Kind::Open => address_holes(&mut out, text, token.span, holes),
            token::Kind::Line => {
                out.make("<br>", token.span);
                out.copy(token.span.of(text), token.span.start);
            }
            _ => copy(&mut out, text, token.span),
        }
    }
    Converted { text: out, is_html: true, why_html: Some(why) }
}

/// Adds a tag with the holes of its attributes filled in.
fn address_holes(out: &mut Traced, text: &str, span: Span, filler: &dyn Holes) {
    let tag = span.of(text);
    let mut at = 0;
    for (place, written) in hole::address_holes(tag, filler.delimiters()) {
        copy(out, text, Span::new(span.start + at, span.start + place.start));
        let from = Span::new(span.start + place.start, span.start + place.end);
        out.make(&filler.filled(&entity::plain(&written)), from);
        at = place.end;
    }
    copy(out, text, Span::new(span.start + at, span.end));
}
