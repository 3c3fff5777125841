//! HTML in a body as a browser shows it: inline tags vanish without a gap, block elements end a run, entities are
//! characters, and comments, styles, scripts, code and quotes of the customer are not read.
//!
//! In a body that is HTML everything in angle brackets is markup and line breaks are blanks; in light Markdown only tags with
//! known names are, as Markdown lets them stand among text.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::layout::Role;
use crate::syntax::{ItemKind, Macro};
use crate::text::Span;

/// A stretch of a text that holds markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where, in bytes of the source.
    pub(super) span: Span,
    pub(super) kind: PieceKind,
    /// Whether the first line break in it ends a short line.
    pub(super) first_short: bool,
}

/// What a stretch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// Text as it stands.
    Text,
    /// Shown as other characters: an entity, or code.
    Shown(Box<str>),
    /// A line break.
    Line,
    /// The edge of a block element.
    Block,
}

/// What the markup of a macro does to each of its items.
#[derive(Clone, Debug, Default)]
pub(super) struct Markup {
    /// By item: its text in pieces, where that is not one text as it stands.
    pub(super) pieces: Vec<Option<Vec<Piece>>>,
    /// By item: whether it stands inside of a tag, a comment or an element that is not read.
    pub(super) hidden: Vec<bool>,
}

/// Reads the markup in the texts of a macro, of which `visible` is shown. Behind a tag each branch goes on from where its
/// block began.
pub(super) fn markup(source: &str, parsed: &Macro, roles: &[Role], visible: &[Span]) -> Markup {
    let is_html = parsed.is_html;
    if !is_html && memchr::memchr2(b'<', b'&', source.as_bytes()).is_none() {
        return Markup::default();
    }
    let mut markup = Markup::default();
    let mut lexer = Lexer { is_html, state: State::Text };
    let mut around: Vec<State> = Vec::new();
    for ((item, role), span) in parsed.items.iter().zip(roles).zip(visible) {
        match role {
            Role::Open(_) => around.push(lexer.state.clone()),
            Role::Arm(..) => lexer.state = around.last().cloned().unwrap_or_default(),
            Role::Close(_) => _ = around.pop(),
            Role::Plain => {}
        }
        markup.hidden.push(lexer.state != State::Text);
        let is_text = matches!(item.kind, ItemKind::Text | ItemKind::Raw(_));
        markup.pieces.push(is_text.then(|| lexer.pieces(source, *span)).flatten());
    }
    markup
}

/// Whether a text has tags in it.
pub fn has_tags(text: &str, is_html: bool) -> bool {
    let mut lexer = Lexer { is_html, state: State::Text };
    let mut out = Vec::new();
    lexer.read(text, 0, &mut out);
    lexer.state != State::Text || lexer.met_tag(text, &out)
}

/// Tags end a run of text, or do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Nothing,
    Line,
    Block,
    /// What stands in the element of this name is not read; whether it is a block of its own, and what is read instead.
    Skip(&'static str, bool, &'static str),
}

const BLOCKS: [&str; 48] = [
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

const INLINE: [&str; 42] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "col", "colgroup", "data", "del", "dfn", "em",
    "font", "i", "img", "input", "ins", "label", "link", "map", "mark", "meta", "picture", "q", "ruby", "s", "small",
    "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "area",
];

const SKIPPED: [(&str, bool, &str); 13] = [
    ("blockquote", true, ""),
    ("code", false, "`code`"),
    ("head", true, ""),
    ("iframe", true, ""),
    ("kbd", false, "`code`"),
    ("object", true, ""),
    ("pre", true, ""),
    ("samp", false, "`code`"),
    ("script", false, ""),
    ("style", false, ""),
    ("svg", false, ""),
    ("template", false, ""),
    ("textarea", true, ""),
];

/// Whether an element stands in lines of its own.
pub fn is_block(name: &str) -> bool {
    matches!(effect(name), Some(Effect::Block | Effect::Skip(_, true, _)))
}

/// The effect of a tag; `None` where no element has that name.
fn effect(name: &str) -> Option<Effect> {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    if name.eq_ignore_ascii_case("br") {
        return Some(Effect::Line);
    }
    if BLOCKS.iter().any(is) {
        return Some(Effect::Block);
    }
    if INLINE.iter().any(is) {
        return Some(Effect::Nothing);
    }
    let skipped = SKIPPED.iter().find(|(known, ..)| is(known));
    skipped.map(|&(name, block, shown)| Effect::Skip(name, block, shown))
}

/// Where a text stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// In a tag that has this effect at its end, in an attribute between such marks; whether it closes an element.
    Tag(Effect, Option<u8>, bool),
    Comment,
    /// In an element that is not read, so deep in others of its name.
    Skip(&'static str, bool, usize),
}

/// No tag of Markdown is looked for an end, and no code, for longer than this.
const LONGEST: usize = 4_000;
/// No entity has a longer name.
const LONGEST_ENTITY: usize = 32;

struct Lexer {
    is_html: bool,
    state: State,
}

impl Lexer {
    /// The pieces of the text at `span`; `None` where it is one text as it stands.
    fn pieces(&mut self, source: &str, span: Span) -> Option<Vec<Piece>> {
        let text = span.of(source);
        let mut out = Vec::new();
        self.read(text, span.start, &mut out);
        let whole = matches!(out.as_slice(), [piece] if piece.kind == PieceKind::Text && piece.span == span);
        (self.is_html || !(whole || text.is_empty())).then_some(out)
    }

    fn met_tag(&self, text: &str, pieces: &[Piece]) -> bool {
        let read: usize =
            pieces.iter().filter(|piece| piece.kind != PieceKind::Block).map(|piece| piece.span.len()).sum();
        read < text.len() || pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Line | PieceKind::Block))
    }

    fn read(&mut self, text: &str, base: usize, out: &mut Vec<Piece>) {
        let mut at = 0;
        while at < text.len() {
            at = match self.state.clone() {
                State::Text => self.text(text, at, base, out),
                State::Tag(effect, quote, closes) => self.tag(text, at, base, (effect, quote, closes), out),
                State::Comment => match text.get(at..).and_then(|rest| rest.find("-->")) {
                    Some(end) => {
                        self.state = State::Text;
                        at + end + 3
                    }
                    None => text.len(),
                },
                State::Skip(name, block, depth) => self.skip(text, at, (name, block, depth)),
            };
        }
    }

    /// Reads text up to the next markup. Gives where to go on.
    fn text(&mut self, text: &str, start: usize, base: usize, out: &mut Vec<Piece>) -> usize {
        let mut at = start;
        let put = |range: Range<usize>, kind: PieceKind, out: &mut Vec<Piece>| {
            if !range.is_empty() {
                let span = Span::new(base + range.start, base + range.end);
                out.push(Piece { span, kind, first_short: false });
            }
        };
        let bytes = text.as_bytes();
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'<', b'&', b'`', rest)) {
            let here = at + found;
            let rest = text.get(here..).unwrap_or_default();
            let escaped = !self.is_html && here > start && bytes.get(here - 1) == Some(&b'\\');
            match bytes.get(here) {
                Some(b'&') if !escaped => {
                    if let Some((length, shown)) = entity(rest) {
                        put(start..here, PieceKind::Text, out);
                        put(here..here + length, PieceKind::Shown(shown.into()), out);
                        return here + length;
                    }
                }
                Some(b'<') if !escaped => {
                    if let Some((length, state)) = self.begins(rest) {
                        put(start..here, PieceKind::Text, out);
                        self.state = state;
                        return here + length;
                    }
                }
                Some(b'`') if !self.is_html => {
                    at = here + code(rest);
                    continue;
                }
                _ => {}
            }
            at = here + 1;
        }
        put(start..text.len(), PieceKind::Text, out);
        text.len()
    }

    /// The tag or comment that begins here: how much of it is read, and where that leads.
    fn begins(&self, rest: &str) -> Option<(usize, State)> {
        if rest.starts_with("<!--") {
            return Some((4, State::Comment));
        }
        let closes = rest.starts_with("</");
        let name_at = if closes { 2 } else { 1 };
        let behind = rest.get(name_at..)?;
        if self.is_html && !closes && behind.starts_with(['!', '?']) {
            return Some((2, State::Tag(Effect::Nothing, None, false)));
        }
        let length = behind.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b":-".contains(byte)).count();
        let name = behind.get(..length).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let known = effect(name);
        let tail = behind.get(length..)?;
        if !self.is_html && (known.is_none() || !is_tail(tail)) {
            return None;
        }
        Some((name_at + length, State::Tag(known.unwrap_or(Effect::Nothing), None, closes)))
    }

    /// Reads in a tag up to its end.
    fn tag(
        &mut self,
        text: &str,
        start: usize,
        base: usize,
        (effect, quote, closes): (Effect, Option<u8>, bool),
        out: &mut Vec<Piece>,
    ) -> usize {
        let bytes = text.as_bytes().get(start..).unwrap_or_default();
        if let Some(quote) = quote {
            return match memchr::memchr(quote, bytes) {
                Some(end) => {
                    self.state = State::Tag(effect, None, closes);
                    start + end + 1
                }
                None => text.len(),
            };
        }
        let Some(end) = memchr::memchr3(b'>', b'"', b'\'', bytes) else { return text.len() };
        if let Some(mark @ (b'"' | b'\'')) = bytes.get(end).copied() {
            self.state = State::Tag(effect, Some(mark), closes);
            return start + end + 1;
        }
        let behind = start + end + 1;
        let empty = end.checked_sub(1).and_then(|last| bytes.get(last)) == Some(&b'/');
        self.state = State::Text;
        let here = Span::at(base + behind);
        let put = |kind: PieceKind, out: &mut Vec<Piece>| out.push(Piece { span: here, kind, first_short: false });
        match effect {
            Effect::Nothing => {}
            Effect::Line => {
                put(PieceKind::Line, out);
                return behind + self.break_behind(text.get(behind..).unwrap_or_default());
            }
            Effect::Block => put(PieceKind::Block, out),
            Effect::Skip(name, block, shown) => {
                if block {
                    put(PieceKind::Block, out);
                }
                if !closes && !empty {
                    self.state = State::Skip(name, block, 0);
                    if !shown.is_empty() {
                        put(PieceKind::Shown(shown.into()), out);
                    }
                }
            }
        }
        behind
    }

    /// The line break of the source right behind `<br>`: in Markdown it would be a second one.
    fn break_behind(&self, rest: &str) -> usize {
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        match rest.get(blanks..) {
            Some(rest) if self.is_html || rest.is_empty() => 0,
            Some(rest) if rest.starts_with("\r\n") => blanks + 2,
            Some(rest) if rest.starts_with(['\n', '\r']) => blanks + 1,
            _ => 0,
        }
    }

    /// Goes to the end of an element that is not read.
    fn skip(&mut self, text: &str, start: usize, (name, block, depth): (&'static str, bool, usize)) -> usize {
        let bytes = text.as_bytes();
        let Some(here) = bytes.get(start..).and_then(|rest| memchr::memchr(b'<', rest)).map(|found| start + found)
        else {
            return text.len();
        };
        let rest = text.get(here + 1..).unwrap_or_default();
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let is_name = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && !rest
                .get(name.len()..)
                .is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'));
        match (is_name, closes) {
            (true, true) if depth == 0 => {
                let effect = if block { Effect::Block } else { Effect::Nothing };
                self.state = State::Tag(effect, None, true);
                here + 2 + name.len()
            }
            (true, true) => {
                self.state = State::Skip(name, block, depth - 1);
                here + 2 + name.len()
            }
            (true, false) => {
                self.state = State::Skip(name, block, depth + 1);
                here + 1 + name.len()
            }
            _ => here + 1,
        }
    }
}

/// Whether what follows a name goes on as a tag does: to its `>`, or with attributes that a placeholder may cut.
fn is_tail(tail: &str) -> bool {
    if !tail.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/') {
        return false;
    }
    let near = tail.get(..tail.floor_char_boundary(LONGEST)).unwrap_or_default();
    match near.find(['>', '<']) {
        Some(end) => near.get(end..).is_some_and(|end| end.starts_with('>')),
        None => near.contains('='),
    }
}

/// How long the code is that begins with these backticks; without an end, the backticks.
fn code(rest: &str) -> usize {
    let near = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or_default();
    let run = |at: usize| near.bytes().skip(at).take_while(|&byte| byte == b'`').count();
    let ticks = run(0);
    let mut at = ticks;
    while let Some(found) = near.get(at..).and_then(|rest| rest.find('`')) {
        at += found;
        let length = run(at);
        at += length;
        if length == ticks {
            return at;
        }
    }
    ticks
}

/// The letter that a browser shows for a number of windows-1252 that is none of Unicode.
fn windows_letter(entity: &str) -> Option<char> {
    const FROM_128: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let number = entity.strip_prefix("&#")?.strip_suffix(';')?;
    let number = match number.strip_prefix(['x', 'X']) {
        Some(digits) => usize::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    FROM_128.get(number.checked_sub(128)?).copied()
}

/// The length of the entity that begins here, and what it stands for.
pub fn entity(rest: &str) -> Option<(usize, String)> {
    let near = rest.as_bytes().get(1..rest.len().min(LONGEST_ENTITY))?;
    let length = near.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')?;
    if length < 2 || near.get(length) != Some(&b';') {
        return None;
    }
    let written = rest.get(..length + 2)?;
    if let Some(letter) = windows_letter(written) {
        return Some((written.len(), letter.to_string()));
    }
    let texts = Parser::new(written).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    let shown: String = texts.collect();
    // A soft hyphen is seen only where a line ends.
    (shown != written).then(|| (written.len(), shown.replace('\u{ad}', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, is_html: bool, expected: &[&str]) {
        let mut lexer = Lexer { is_html, state: State::Text };
        let mut pieces = Vec::new();
        lexer.read(text, 0, &mut pieces);
        let shown: Vec<String> = pieces
            .iter()
            .map(|piece| match &piece.kind {
                PieceKind::Text => piece.span.of(text).to_owned(),
                PieceKind::Shown(shown) => format!("{}={shown}", piece.span.of(text)),
                PieceKind::Line => "|".to_owned(),
                PieceKind::Block => "||".to_owned(),
            })
            .collect();
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn what_a_browser_shows() {
        let text = "<p class='a>b'>We <B>can</B>not help&nbsp;you.</p>";
        let pieces = ["||", "We ", "can", "not help", "&nbsp;=\u{a0}", "you.", "||"];
        check(text, true, &pieces);
        check(text, false, &pieces);
        check("a<br>b<BR/>\n<br />c", false, &["a", "|", "b", "|", "|", "c"]);
        check("a<br>\nb", true, &["a", "|", "\nb"]);
        check("x<!-- <p>no</p> -->y", false, &["x", "y"]);
        check("<style>p { a: b }</style >x<script>if (a</b) </script>", true, &["x"]);
        check("x<blockquote>a<blockquote>b</blockquote>c</blockquote>y", true, &["x", "||", "||", "y"]);
        check("run <code>a <b></code> now", true, &["run ", "=`code`", " now"]);
        check(
            "&#8217;&#x2019;&amp;&shy;&eacute;",
            true,
            &["&#8217;=’", "&#x2019;=’", "&amp;=&", "&shy;=", "&eacute;=é"],
        );
    }

    #[test]
    fn what_only_looks_like_markup() {
        check(
            "a < b &c; &x AT&T &#; &toolongtobeanentityofanykindatall; <3",
            true,
            &["a < b &c; &x AT&T &#; &toolongtobeanentityofanykindatall; <3"],
        );
        check(
            "<x@y.example> <https://a.b> <name> x <b and `<b>x</b> &amp;` \\<b>",
            false,
            &["<x@y.example> <https://a.b> <name> x <b and `<b>x</b> &amp;` \\<b>"],
        );
        check("<o:p>x</o:p><custom-x>y", true, &["x", "y"]);
        check("", true, &[]);
    }

    #[test]
    fn tags_in_a_text() {
        assert!(has_tags("We <b>can</b>", false) && has_tags("a<br>b", true) && has_tags("a<p>", false));
        assert!(!has_tags("a < b &amp; c", false) && !has_tags("a <name>", false) && has_tags("a <name>", true));
    }
}
