//! HTML as blocks of what customers see: paragraphs, headings and list items, each with its lines.
//!
//! Editors write an empty line as `<p>&nbsp;</p>`, `<div><br></div>` or `<br><br>`: all three end a paragraph here.

use std::borrow::Cow;
use std::collections::HashMap;

use super::block::{Around, Block, BlockKind, Inline, Mark, Tree, hint, is_content, is_unseen, span_of};
use super::token::{self, Kind, Reading, Token};
use super::{Holes, entity, look};
use crate::message::is_block;
use crate::text::Span;

/// Lists, quotes and marks in one another, at most.
const MOST_DEPTH: usize = 20;

/// What a mark costs that is closed and opened again, besides its own length, in bytes.
const AGAIN: usize = 8;

/// Elements that keep the whole text HTML.
const WHOLE: [&str; 15] = [
    "table", "iframe", "video", "audio", "form", "svg", "object", "embed", "dl", "center", "pre", "select", "details",
    "picture", "button",
];
/// Elements whose inside is not shown.
const UNSEEN: [&str; 4] = ["style", "script", "title", "template"];
/// Elements without a mark that customers see all the same.
const KEPT: [&str; 17] = [
    "bdo", "u", "s", "del", "strike", "ins", "sub", "sup", "mark", "small", "big", "tt", "q", "kbd", "cite", "var",
    "samp",
];
/// Elements that nothing is closed of, or that say something of the page alone.
const EMPTY: [&str; 6] = ["wbr", "meta", "link", "input", "base", "head"];
/// Parts of tables: outside of one, browsers leave these tags out.
const OF_TABLES: [&str; 7] = ["caption", "tbody", "td", "tfoot", "th", "thead", "tr"];
/// The highest number that an item has in Markdown.
const MOST_ITEMS: u64 = 999_999_999;

/// Builds the blocks.
pub(super) fn tree(text: &str, tokens: &[Token], reading: Reading, holes: &dyn Holes) -> Tree {
    let mut builder = Builder::new(text, holes);
    builder.entities = reading != Reading::Text;
    for token in tokens {
        builder.token(token);
        if builder.whole.is_some() {
            break;
        }
    }
    builder.end_block();
    Tree { blocks: builder.blocks, whole: builder.whole, entities: builder.entities }
}

struct Builder<'t> {
    text: &'t str,
    holes: &'t dyn Holes,
    blocks: Vec<Block>,
    whole: Option<&'static str>,
    entities: bool,
    around: Vec<Around>,
    kind: BlockKind,
    inlines: Vec<Inline>,
    /// Marks that are open, with how each is closed.
    open: Vec<Opened>,
    /// Whether the line that is being read shows anything.
    shows: bool,
    /// The element whose inside is not shown.
    unseen: Option<&'static str>,
    /// How many elements that are lines of their own are open, by their names.
    edges: HashMap<String, usize>,
    /// The element in which line ends and blanks count, and how many of its name are open.
    blanks_count: Option<(String, usize)>,
    /// The next number of a list, and of what stands around blocks.
    counters: Vec<Option<u64>>,
    numbers: usize,
    /// How many bytes may still go into marks that are closed and opened again, since blocks end within them or they cross:
    /// a long address around thousands of blocks would stand in each.
    again: usize,
}

/// An element that is open within a block.
#[derive(Clone, Debug)]
struct Opened {
    name: String,
    what: Style,
}

#[derive(Clone, Debug)]
enum Style {
    Mark(Mark),
    /// The tag, and the one that closes it.
    Raw(String, String),
    /// Nothing that customers see.
    Nothing,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, holes: &'t dyn Holes) -> Self {
        Self {
            text,
            holes,
            blocks: Vec::new(),
            whole: None,
            entities: true,
            around: Vec::new(),
            kind: BlockKind::Paragraph,
            inlines: Vec::new(),
            open: Vec::new(),
            shows: false,
            unseen: None,
            edges: HashMap::new(),
            blanks_count: None,
            counters: Vec::new(),
            numbers: 0,
            again: text.len().saturating_mul(2).saturating_add(4_096),
        }
    }

    fn token(&mut self, token: &Token) {
        if let Some(unseen) = self.unseen {
            let name = token::name(self.text, token);
            if token.kind == Kind::Close && name.eq_ignore_ascii_case(unseen) {
                self.unseen = None;
            }
            return;
        }
        match token.kind {
            Kind::Text => self.words(token.span),
            Kind::Hole => {
                let filled = self.holes.filled(&entity::plain(token.span.of(self.text)));
                self.hole(token.span, filled);
                for tag in token::loose(self.text, token) {
                    self.token(&tag);
                }
            }
            Kind::Line => self.line_end(token.span),
            Kind::Comment => {}
            Kind::Open if token::is_element(self.text, token, self.holes) => {
                let filled = token::element(self.text, token, self.holes);
                self.hole(token.span, filled);
            }
            Kind::Close if token::is_element(self.text, token, self.holes) => {}
            Kind::Open => self.opens(token),
            Kind::Close => self.closes(token),
        }
    }

    fn words(&mut self, span: Span) {
        let words = span.of(self.text);
        if self.blanks_count.is_some() && (words.contains(['\n', '\r', '\t']) || words.contains("  ")) {
            self.whole = Some("text whose blanks count");
        }
        let shown = if self.entities { entity::decoded(words) } else { Cow::Borrowed(words) };
        let is_blank = shown.chars().all(|c| c.is_whitespace() || is_unseen(c) || hint(c).is_some());
        if is_blank && !self.shows {
            return;
        }
        self.shows = true;
        self.inlines.push(Inline::Text(span));
    }

    fn hole(&mut self, span: Span, filled: String) {
        self.shows = true;
        self.inlines.push(Inline::Hole(span, filled));
    }

    /// The end of a line: of one that shows nothing, the end of a paragraph.
    fn line_end(&mut self, span: Span) {
        match self.shows {
            true => {
                self.inlines.push(Inline::Break(span));
                self.shows = false;
            }
            false => self.end_block(),
        }
    }

    /// The edge of a `<div>`: it ends a line that shows something.
    fn edge(&mut self, span: Span) {
        if self.shows {
            self.line_end(span);
        }
    }

    fn end_block(&mut self) {
        let mut inlines = std::mem::take(&mut self.inlines);
        self.shows = false;
        let end = Span::at(inlines.last().map_or(0, |last| span_of(last).end));
        if inlines.iter().any(is_content) {
            // What is open goes on in the next block.
            self.opens_again(0);
            inlines.extend(self.open.iter().rev().filter_map(|opened| opened.closer(end)));
            self.blocks.push(Block { around: self.around.clone(), kind: self.kind, inlines });
        }
        self.inlines = self.open.iter().filter_map(|opened| opened.opener(end)).collect();
    }

    fn opens(&mut self, token: &Token) {
        let name = token::name(self.text, token).to_ascii_lowercase();
        let name = name.as_str();
        if self.around.len() + self.open.len() > MOST_DEPTH {
            self.whole = Some("parts that stand too deep in one another");
            return;
        }
        if WHOLE.contains(&name) {
            self.whole = Some(match name {
                "table" => "a table",
                "iframe" | "video" | "audio" | "embed" | "object" => "something embedded",
                "pre" => "text whose blanks count",
                _ => "a layout",
            });
            return;
        }
        if look::is_hidden(self.text, token) {
            self.whole = Some("text that is not shown");
            return;
        }
        self.counts_blanks(name, token);
        if let Some(unseen) = UNSEEN.into_iter().find(|unseen| *unseen == name) {
            self.unseen = Some(unseen);
            return;
        }
        match name {
            "br" => self.line_end(token.span),
            "p" | "blockquote" | "ul" | "ol" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" => {
                self.end_block();
                self.opens_block(name, token);
            }
            name if OF_TABLES.contains(&name) || EMPTY.contains(&name) => {}
            name if is_block(name) => {
                self.edge(token.span);
                *self.edges.entry(name.to_owned()).or_default() += 1;
                self.looks_at(token);
            }
            _ => self.opens_inline(name, token),
        }
    }

    /// Light Markdown has no words for how a block looks.
    fn looks_at(&mut self, token: &Token) {
        if look::moves(self.text, token) {
            self.whole = Some("a layout");
        } else if look::stands_out(self.text, token) {
            self.whole = Some("a colour or an indent of a paragraph");
        }
    }

    fn opens_block(&mut self, name: &str, token: &Token) {
        self.looks_at(token);
        self.numbers += 1;
        match name {
            "blockquote" => self.around.push(Around::Quote(self.numbers)),
            "ul" => {
                self.enter_item();
                self.around.push(Around::List(self.numbers));
                self.counters.push(None);
            }
            "ol" => {
                let start = token::attribute(self.text, token, "start").map(|start| start.trim().parse().ok());
                if look::counts_otherwise(self.text, token)
                    || start.is_some_and(|start| start.is_none_or(|start| start > MOST_ITEMS))
                {
                    self.whole = Some("a list that counts in another way");
                }
                self.enter_item();
                self.around.push(Around::List(self.numbers));
                self.counters.push(Some(start.flatten().unwrap_or(1)));
            }
            "li" => {
                // Nothing says that the item before is closed.
                if let Some(Around::Item(..)) = self.around.last() {
                    self.around.pop();
                }
                let in_list = matches!(self.around.last(), Some(Around::List(_)));
                let counter = self.counters.last_mut().filter(|_| in_list).and_then(Option::as_mut);
                let own = token::attribute(self.text, token, "value").and_then(|value| value.trim().parse().ok());
                let number = counter.map(|counter| {
                    let number = own.unwrap_or(*counter);
                    *counter = number.saturating_add(1);
                    number
                });
                self.around.push(Around::Item(self.numbers, number));
            }
            "hr" => {
                let around = self.around.clone();
                let inlines = vec![Inline::Raw(token.span, String::new())];
                self.blocks.push(Block { around, kind: BlockKind::Rule, inlines });
            }
            "p" => {}
            heading => {
                let level = heading.get(1..).and_then(|level| level.parse().ok()).unwrap_or(1);
                self.kind = BlockKind::Heading(level);
            }
        }
    }

    /// Goes on in the last item where a list stands right in another one: so mail programs indent.
    fn enter_item(&mut self) {
        if !matches!(self.around.last(), Some(Around::List(_))) {
            return;
        }
        let last = self.blocks.last().filter(|last| last.around.starts_with(&self.around));
        match last.and_then(|last| last.around.get(self.around.len())) {
            Some(item @ Around::Item(..)) => self.around.push(*item),
            _ => self.whole = Some("a list that begins within another one"),
        }
    }

    fn opens_inline(&mut self, name: &str, token: &Token) {
        let what = match name {
            // What is pasted from Google Docs stands in a `<b>` that is not bold.
            "b" | "strong" if look::is_light(self.text, token) => Style::Nothing,
            "b" | "strong" => self.mark(name, token, Mark::Strong),
            "i" | "em" => self.mark(name, token, Mark::Emphasis),
            "code" => Style::Mark(Mark::Code),
            "a" => self.link(token),
            "img" => return self.image(token),
            "span" | "font" => match look::coloured(self.text, token, self.holes) {
                Some(tag) => Style::Raw(tag, format!("</{name}>")),
                None => Style::Nothing,
            },
            name if KEPT.contains(&name) => {
                let tag = look::coloured(self.text, token, self.holes);
                Style::Raw(tag.unwrap_or_else(|| format!("<{name}>")), format!("</{name}>"))
            }
            _ => Style::Nothing,
        };
        // A mark within itself changes nothing.
        let again = self.open.iter().any(|opened| match (&opened.what, &what) {
            (Style::Mark(old), Style::Mark(new)) => old == new || matches!((old, new), (Mark::Link(_), Mark::Link(_))),
            _ => false,
        });
        let opened = Opened { name: name.to_owned(), what: if again { Style::Nothing } else { what } };
        self.inlines.extend(opened.opener(token.span));
        self.open.push(opened);
    }

    /// A mark, or its tag where that has a look of its own.
    fn mark(&self, name: &str, token: &Token, mark: Mark) -> Style {
        match look::coloured(self.text, token, self.holes) {
            Some(tag) => Style::Raw(tag, format!("</{name}>")),
            None => Style::Mark(mark),
        }
    }

    /// Minds an element in which line ends and blanks count.
    fn counts_blanks(&mut self, name: &str, token: &Token) {
        match &mut self.blanks_count {
            Some((within, open)) if within == name => *open += 1,
            None if look::keeps_blanks(self.text, token) => self.blanks_count = Some((name.to_owned(), 1)),
            _ => {}
        }
    }

    fn link(&mut self, token: &Token) -> Style {
        let address = token::attribute(self.text, token, "href").unwrap_or_default();
        if token::attribute(self.text, token, "title").is_some_and(|title| !title.is_empty()) {
            self.whole = Some("a link with a title");
        }
        match address.trim() {
            "" => Style::Nothing,
            address => match look::button(self.text, token, self.holes) {
                Some(tag) => Style::Raw(tag, "</a>".to_owned()),
                None => Style::Mark(Mark::Link(look::address(address, self.holes))),
            },
        }
    }

    fn image(&mut self, token: &Token) {
        self.shows = true;
        self.inlines.push(Inline::Raw(token.span, look::image(self.text, token, self.holes)));
    }

    fn closes(&mut self, token: &Token) {
        let name = token::name(self.text, token).to_ascii_lowercase();
        if let Some((within, open)) = &mut self.blanks_count
            && *within == name
        {
            *open -= 1;
            if *open == 0 {
                self.blanks_count = None;
            }
        }
        match name.as_str() {
            // A browser makes a paragraph of a closing tag without an opening one.
            "p" => self.end_block(),
            "blockquote" | "ul" | "ol" | "li" => {
                self.end_block();
                self.leave(&name);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                self.kind = BlockKind::Paragraph;
            }
            name if is_block(name) => {
                // One that nothing opened is none.
                let Some(open) = self.edges.get_mut(name).filter(|open| **open > 0) else { return };
                *open -= 1;
                self.edge(token.span);
            }
            name => self.closes_inline(name, token.span),
        }
    }

    /// Leaves what the closing tag closes, and all that stands in it.
    fn leave(&mut self, name: &str) {
        let is_it = |around: &Around| match around {
            Around::Quote(_) => name == "blockquote",
            Around::List(_) => name == "ul" || name == "ol",
            Around::Item(..) => name == "li",
        };
        // An item is closed only within its own list.
        let near = self.around.iter().rev().take_while(|around| name != "li" || !matches!(around, Around::List(_)));
        let Some(inner) = near.clone().position(is_it) else { return };
        for left in self.around.split_off(self.around.len() - inner - 1) {
            if matches!(left, Around::List(_)) {
                self.counters.pop();
            }
        }
    }

    /// Counts what is opened again, from one of the marks that are open on.
    fn opens_again(&mut self, from: usize) {
        let all = self.open.get(from..).unwrap_or_default().iter();
        let cost: usize = all.map(|opened| AGAIN + opened.length()).sum();
        match self.again.checked_sub(cost) {
            Some(left) => self.again = left,
            None => self.whole = Some("marks around too many paragraphs"),
        }
    }

    fn closes_inline(&mut self, name: &str, span: Span) {
        let Some(place) = self.open.iter().rposition(|opened| opened.name == name) else { return };
        self.opens_again(place + 1);
        let inner = self.open.split_off(place);
        for opened in inner.iter().rev() {
            self.inlines.extend(opened.closer(span));
        }
        for opened in inner.into_iter().skip(1) {
            self.inlines.extend(opened.opener(span));
            self.open.push(opened);
        }
    }
}

impl Opened {
    /// How many bytes it takes.
    fn length(&self) -> usize {
        match &self.what {
            Style::Mark(Mark::Link(address)) => address.len(),
            Style::Raw(open, close) => open.len() + close.len(),
            Style::Mark(_) | Style::Nothing => 0,
        }
    }

    fn opener(&self, span: Span) -> Option<Inline> {
        match &self.what {
            Style::Mark(mark) => Some(Inline::Open(mark.clone(), span)),
            Style::Raw(tag, _) => Some(Inline::Raw(span, tag.clone())),
            Style::Nothing => None,
        }
    }

    fn closer(&self, span: Span) -> Option<Inline> {
        match &self.what {
            Style::Mark(mark) => Some(Inline::Close(mark.clone(), span)),
            Style::Raw(_, tag) => Some(Inline::Raw(span, tag.clone())),
            Style::Nothing => None,
        }
    }
}
