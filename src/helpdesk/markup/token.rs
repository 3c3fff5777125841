//! HTML in parts: text, tags, comments and holes. Nothing is dropped and nothing is wrong: what is no tag is text.

use std::borrow::Cow;

use super::{Holes, entity, hole};
use crate::message::is_block;
use crate::text::Span;

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As HTML.
    Html,
    /// As HTML without tags, in which line ends break lines.
    HtmlLines,
    /// The same with tags, none of which ends a line.
    TaggedLines,
    /// As it stands.
    Text,
}

/// A part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A placeholder, or logic.
    Hole,
    /// `<name …>`.
    Open,
    /// `</name>`.
    Close,
    /// A comment or a declaration.
    Comment,
    /// The end of a line, where these count.
    Line,
}

/// All parts of a text, in order and without a gap.
pub(super) fn tokens(text: &str, reading: Reading, holes: &dyn Holes) -> Vec<Token> {
    let mut out = Vec::new();
    let (mut at, mut begun) = (0, 0);
    let bytes = text.as_bytes();
    let mut ends = Ends { comment: true, tag: true };
    while let Some(byte) = bytes.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        let has_tags = matches!(reading, Reading::Html | Reading::TaggedLines);
        let length = holes.delimiters().length(rest, has_tags).map(|length| (length, Kind::Hole));
        let length = length.or_else(|| match byte {
            b'<' if has_tags => markup(rest, &mut ends),
            b'\n' if reading != Reading::Html => Some((1, Kind::Line)),
            b'\r' if reading != Reading::Html => Some((if rest.starts_with("\r\n") { 2 } else { 1 }, Kind::Line)),
            _ => None,
        });
        let Some((length, kind)) = length else {
            at += char_length(*byte);
            continue;
        };
        if begun < at {
            out.push(Token { span: Span::new(begun, at), kind: Kind::Text });
        }
        out.push(Token { span: Span::new(at, at + length), kind });
        at += length;
        begun = at;
    }
    if begun < text.len() {
        out.push(Token { span: Span::new(begun, text.len()), kind: Kind::Text });
    }
    out
}

fn char_length(byte: u8) -> usize {
    match byte {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

/// The tag or comment at the start of `rest`; `ends` says which ends may still follow.
fn markup(rest: &str, ends: &mut Ends) -> Option<(usize, Kind)> {
    if let Some(inside) = rest.strip_prefix("<!--") {
        // `<!-->` and `<!--->` are whole.
        let whole = ["->", ">"].iter().find(|whole| inside.starts_with(**whole));
        if let Some(whole) = whole {
            return Some((4 + whole.len(), Kind::Comment));
        }
        let end = if ends.comment { inside.find("-->") } else { None };
        ends.comment = end.is_some();
        return Some((end.map_or(4, |end| end + 7), Kind::Comment));
    }
    let second = *rest.as_bytes().get(1)?;
    let third = rest.as_bytes().get(2)?;
    match second {
        b'/' if third.is_ascii_alphabetic() => Some((tag_end(rest, 2)?, Kind::Close)),
        // What browsers take for a comment: `<![endif]>`, `<?xml ?>`, `</ p>`.
        b'/' | b'!' | b'?' => {
            let end = if ends.tag { memchr::memchr(b'>', rest.as_bytes()) } else { None };
            ends.tag = end.is_some();
            Some((end? + 1, Kind::Comment))
        }
        letter if letter.is_ascii_alphabetic() => Some((tag_end(rest, 1)?, Kind::Open)),
        _ => None,
    }
}

/// Whether more ends of comments and of tags follow; that is asked once for all.
struct Ends {
    comment: bool,
    tag: bool,
}

/// Where a tag ends whose name begins at `at`. A quote counts only where a value begins.
fn tag_end(rest: &str, mut at: usize) -> Option<usize> {
    enum Within {
        Name,
        /// Behind `=`.
        Start,
        Value,
    }
    let bytes = rest.as_bytes();
    let mut within = Within::Name;
    loop {
        let byte = bytes.get(at)?;
        within = match (byte, within) {
            (b'>', _) => return Some(at + 1),
            // The next tag begins, so this one never was.
            (b'<', _) => return None,
            (b'"' | b'\'', Within::Start) => {
                at += 1 + memchr::memchr(*byte, bytes.get(at + 1..)?)?;
                Within::Name
            }
            (b'=', Within::Name) => Within::Start,
            (byte, Within::Start) if byte.is_ascii_whitespace() => Within::Start,
            (byte, Within::Value) if byte.is_ascii_whitespace() => Within::Name,
            (_, Within::Name) => Within::Name,
            (_, Within::Start | Within::Value) => Within::Value,
        };
        at += 1;
    }
}

/// The tags that a text has in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagsIn {
    None,
    /// Of words alone: bold, a link.
    Words,
    /// Also such as say where lines end.
    Blocks,
}

/// Looks for tags in a text.
pub(super) fn tags_in(text: &str, holes: &dyn Holes) -> TagsIn {
    if !text.contains('<') {
        return TagsIn::None;
    }
    let tokens = tokens(text, Reading::Html, holes);
    let mut tags = tokens.iter().filter(|token| matches!(token.kind, Kind::Open | Kind::Close)).peekable();
    if tags.peek().is_none() {
        return TagsIn::None;
    }
    let is_block = |token: &Token| ends_line(token.span.of(text)) || name(text, token).eq_ignore_ascii_case("html");
    if tags.any(is_block) { TagsIn::Blocks } else { TagsIn::Words }
}

/// Whether customers see a new line where a tag stands.
pub(super) fn ends_line(tag: &str) -> bool {
    let name = name_in(tag);
    name.eq_ignore_ascii_case("br") || is_block(name)
}

/// How long the tag is at the start of `rest`.
pub(super) fn tag(rest: &str) -> Option<usize> {
    if !rest.starts_with('<') {
        return None;
    }
    let is_tag = |(_, kind): &(usize, Kind)| matches!(kind, Kind::Open | Kind::Close);
    markup(rest, &mut Ends { comment: false, tag: false }).filter(is_tag).map(|(length, _)| length)
}

/// The tags in a hole that are opened and closed outside of it.
pub(super) fn loose(text: &str, hole: &Token) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    for tag in hole::tags(hole.span.of(text)) {
        let span = Span::new(hole.span.start + tag.start, hole.span.start + tag.end);
        let kind = if span.of(text).starts_with("</") { Kind::Close } else { Kind::Open };
        let tag = Token { span, kind };
        let closes = |open: &mut Token| {
            (open.kind, kind) == (Kind::Open, Kind::Close) && name(text, open).eq_ignore_ascii_case(name(text, &tag))
        };
        if out.pop_if(closes).is_none() {
            out.push(tag);
        }
    }
    out
}

/// The words of a text and its holes, with a blank in the place of each tag.
pub(super) fn words(text: &str, tokens: &[Token]) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokens {
        match token.kind {
            Kind::Text => out.push_str(&entity::decoded(token.span.of(text))),
            Kind::Hole => out.push_str(token.span.of(text)),
            _ => out.push(' '),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of an element, as it is written.
pub(super) fn name<'t>(text: &'t str, token: &Token) -> &'t str {
    name_in(token.span.of(text))
}

/// The same of a tag alone.
pub(super) fn name_in(tag: &str) -> &str {
    let inside = tag.trim_start_matches(['<', '/']);
    let end = inside.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '-')).unwrap_or(inside.len());
    inside.get(..end).unwrap_or_default()
}

/// The attributes of a tag, entities decoded.
pub(super) fn attributes<'t>(text: &'t str, token: &Token) -> Vec<(&'t str, Cow<'t, str>)> {
    let inside = token.span.of(text);
    let mut rest = inside.strip_suffix('>').unwrap_or(inside).trim_start_matches('<');
    rest = rest.get(name(text, token).len()..).unwrap_or_default();
    let mut out = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        let key = rest.get(..end).unwrap_or_default();
        if key.is_empty() {
            // A stray sign before a name.
            match rest.chars().next() {
                Some(stray) => rest = rest.get(stray.len_utf8()..).unwrap_or_default(),
                None => return out,
            }
            continue;
        }
        rest = rest.get(end..).unwrap_or_default().trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            out.push((key, Cow::Borrowed("")));
            continue;
        };
        let value = value.trim_start();
        let (value, behind) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                value.get(1..).unwrap_or_default().split_once(quote).unwrap_or((value.get(1..).unwrap_or_default(), ""))
            }
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        out.push((key, entity::decoded(value)));
        rest = behind;
    }
}

/// The value of an attribute.
pub(super) fn attribute<'t>(text: &'t str, token: &Token, wanted: &str) -> Option<Cow<'t, str>> {
    let found = attributes(text, token).into_iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted));
    found.map(|(_, value)| value)
}

/// Whether a tag is of the element that stands for placeholders.
pub(super) fn is_element(text: &str, token: &Token, holes: &dyn Holes) -> bool {
    holes.element().is_some_and(|element| name(text, token).eq_ignore_ascii_case(&element.name))
}

/// The placeholder that such a tag stands for, in the language's own form.
pub(super) fn element(text: &str, token: &Token, holes: &dyn Holes) -> String {
    let Some(element) = holes.element() else { return String::new() };
    let key = attribute(text, token, &element.key).unwrap_or_default();
    let default = attribute(text, token, &element.default).filter(|default| !default.is_empty());
    holes.named(key.trim(), default.as_deref())
}
