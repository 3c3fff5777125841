//! Whether light Markdown shows what the text showed that it was made of.
//!
//! Both are read into one form, the sequence of what a customer sees: how a block stands, its words, how these look, and where
//! lines end. Logic shows nothing, so neither where its line ends nor whether it has one of its own makes a difference.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::block::{Around, BlockKind, Inline, Mark, Tree, is_unseen};
use super::entity;
use super::lists::beside;
use super::markdown::Written;
use crate::text::Span;

/// Compares the two.
pub(super) fn is_same(text: &str, tree: &Tree, written: &Written) -> bool {
    of_markdown(written).is_some_and(|markdown| markdown == of_tree(text, tree))
}

/// What is seen, as it is gathered.
#[derive(Default)]
struct Seen {
    out: String,
    /// How the next words look, and how the last did.
    style: Style,
    last_style: Style,
    /// Whether the next words begin a block.
    fresh: bool,
    quotes: usize,
    lists: usize,
    heading: usize,
    /// The mark of the item that begins.
    item: Option<String>,
    /// Whether it begins a list right behind another one.
    beside: bool,
    blank: Option<char>,
    line: bool,
    after_tag: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Style {
    strong: bool,
    emphasis: bool,
    code: bool,
    link: Option<String>,
}

impl Seen {
    fn block(&mut self) {
        self.fresh = true;
        self.line = false;
        self.blank = None;
        self.after_tag = false;
    }

    fn words(&mut self, words: &str) {
        for letter in words.chars().filter(|letter| !is_unseen(*letter)) {
            match letter {
                ' ' | '\t' | '\n' | '\r' => self.blank = Some(' '),
                '\u{a0}' => self.blank = Some(if self.blank.is_some() { ' ' } else { letter }),
                letter => {
                    self.before_content();
                    self.out.push(letter);
                }
            }
        }
    }

    fn hole(&mut self, hole: &str) {
        if !hole.starts_with("{%") {
            self.part(hole);
            return;
        }
        self.line = false;
        self.after_tag = true;
        if let Some(blank) = self.blank.take().filter(|_| !self.fresh) {
            self.out.push(blank);
        }
        self.out.push_str(hole);
    }

    /// Something that is seen as a whole.
    fn part(&mut self, part: &str) {
        self.before_content();
        self.out.push_str(part);
    }

    fn line_end(&mut self) {
        self.line = !self.after_tag;
    }

    fn before_content(&mut self) {
        self.after_tag = false;
        if self.fresh {
            let item = self.item.take().unwrap_or_default();
            let beside = if std::mem::take(&mut self.beside) { "beside " } else { "" };
            self.out.push_str(&format!("\n[{} {} {beside}{item} {}]", self.quotes, self.lists, self.heading));
        } else if self.line {
            self.out.push('\n');
        } else if let Some(blank) = self.blank {
            self.out.push(blank);
        }
        self.fresh = false;
        self.line = false;
        self.blank = None;
        if self.style != self.last_style {
            let Style { strong, emphasis, code, link } = &self.style;
            self.out.push_str(&format!("\u{1}{strong} {emphasis} {code} {link:?}\u{1}"));
            self.last_style = self.style.clone();
        }
    }
}

fn of_tree(text: &str, tree: &Tree) -> String {
    let mut seen = Seen::default();
    let mut last_item = 0;
    let mut before: &[Around] = &[];
    for block in &tree.blocks {
        seen.block();
        seen.beside |= (0..block.around.len()).any(|place| beside(&block.around, before, place).is_some());
        before = &block.around;
        seen.quotes = block.around.iter().filter(|around| matches!(around, Around::Quote(_))).count();
        seen.lists = block.around.iter().filter(|around| matches!(around, Around::Item(..))).count();
        for around in &block.around {
            if let Around::Item(id, number) = around
                && *id > last_item
            {
                last_item = *id;
                seen.item = Some(number.map_or_else(|| "-".to_owned(), |number| number.to_string()));
            }
        }
        seen.heading = match block.kind {
            BlockKind::Heading(level) => level,
            BlockKind::Rule | BlockKind::Paragraph => 0,
        };
        if block.kind == BlockKind::Rule {
            seen.part("---");
            continue;
        }
        for inline in &block.inlines {
            match inline {
                Inline::Text(span) if tree.entities => seen.words(&entity::decoded(span.of(text))),
                Inline::Text(span) => seen.words(span.of(text)),
                Inline::Hole(_, hole) => seen.hole(hole),
                Inline::Break(_) => seen.line_end(),
                Inline::Open(mark, _) => mark_style(&mut seen.style, mark, true),
                Inline::Close(mark, _) => mark_style(&mut seen.style, mark, false),
                Inline::Raw(_, tag) => raw(&mut seen, tag),
            }
        }
    }
    seen.out
}

fn mark_style(style: &mut Style, mark: &Mark, on: bool) {
    match mark {
        Mark::Strong => style.strong = on,
        Mark::Emphasis => style.emphasis = on,
        Mark::Code => style.code = on,
        Mark::Link(address) => style.link = on.then(|| address.clone()),
    }
}

/// A tag: a picture is seen, and others change how words look.
fn raw(seen: &mut Seen, tag: &str) {
    let style = &mut seen.style;
    match tag {
        "<strong>" | "</strong>" => style.strong = !tag.starts_with("</"),
        "<em>" | "</em>" => style.emphasis = !tag.starts_with("</"),
        tag if tag.starts_with("<img") => seen.part(tag),
        tag => seen.out.push_str(tag),
    }
}

/// `None` where no character is free to stand for holes.
fn of_markdown(written: &Written) -> Option<String> {
    let text = written.text.text.as_str();
    let mark = ('\u{e000}'..='\u{e0ff}').find(|mark| !text.contains(*mark))?;
    let masked = masked(text, &written.holes, mark);
    let mut reader = Reader { seen: Seen::default(), written, mark, numbers: Vec::new(), after_list: false };
    for event in Parser::new(&masked) {
        let ends_list = matches!(event, Event::End(TagEnd::List(_)));
        reader.event(event);
        reader.after_list = ends_list;
    }
    Some(reader.seen.out)
}

fn masked(text: &str, holes: &[Span], mark: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (number, hole) in holes.iter().enumerate() {
        out.push_str(text.get(at..hole.start).unwrap_or_default());
        out.push_str(&format!("{mark}{number}{mark}"));
        at = hole.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

struct Reader<'w> {
    seen: Seen,
    written: &'w Written,
    mark: char,
    /// The next number of each list that is open.
    numbers: Vec<Option<u64>>,
    /// Whether a list ended right before.
    after_list: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event) {
        let seen = &mut self.seen;
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.words(&text),
            Event::Code(code) => {
                seen.style.code = true;
                self.words(&code);
                self.seen.style.code = false;
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                let html = html.trim();
                match html.eq_ignore_ascii_case("<br>") {
                    true => seen.line_end(),
                    false => raw(seen, &filled(self.written, self.mark, html)),
                }
            }
            Event::SoftBreak | Event::HardBreak => seen.line_end(),
            Event::Rule => {
                seen.block();
                seen.heading = 0;
                seen.part("---");
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        let seen = &mut self.seen;
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => {
                seen.block();
                seen.heading = 0;
            }
            Tag::Heading { level, .. } => {
                seen.block();
                seen.heading = heading(level);
            }
            Tag::BlockQuote(_) => {
                seen.block();
                seen.quotes += 1;
            }
            Tag::List(first) => {
                seen.block();
                seen.beside |= self.after_list;
                self.numbers.push(first);
            }
            Tag::Item => {
                seen.block();
                seen.heading = 0;
                seen.lists += 1;
                let number = self.numbers.last_mut().and_then(Option::as_mut).map(|next| {
                    *next += 1;
                    (*next - 1).to_string()
                });
                seen.item = Some(number.unwrap_or_else(|| "-".to_owned()));
            }
            Tag::CodeBlock(_) => seen.out.push_str("\u{2}code"),
            Tag::Strong => seen.style.strong = true,
            Tag::Emphasis => seen.style.emphasis = true,
            Tag::Link { dest_url, .. } => {
                seen.style.link = Some(filled(self.written, self.mark, &dest_url));
            }
            _ => seen.out.push_str("\u{2}other"),
        }
    }

    fn end(&mut self, end: TagEnd) {
        let seen = &mut self.seen;
        match end {
            TagEnd::BlockQuote(_) => {
                seen.block();
                seen.quotes -= 1;
            }
            TagEnd::List(_) => {
                seen.block();
                self.numbers.pop();
            }
            TagEnd::Item => {
                seen.block();
                seen.lists -= 1;
            }
            TagEnd::Strong => seen.style.strong = false,
            TagEnd::Emphasis => seen.style.emphasis = false,
            TagEnd::Link => seen.style.link = None,
            _ => seen.block(),
        }
    }

    fn words(&mut self, words: &str) {
        for (place, part) in words.split(self.mark).enumerate() {
            match self.hole(place, part) {
                Some(hole) => self.seen.hole(&hole),
                None => self.seen.words(part),
            }
        }
    }

    fn hole(&self, place: usize, part: &str) -> Option<String> {
        let number: usize = part.parse().ok().filter(|_| place % 2 == 1)?;
        self.written.holes.get(number).map(|hole| hole.of(&self.written.text.text).to_owned())
    }
}

/// A text with its holes back in place.
fn filled(written: &Written, mark: char, masked: &str) -> String {
    let mut out = String::with_capacity(masked.len());
    for (place, part) in masked.split(mark).enumerate() {
        let number: Option<usize> = part.parse().ok().filter(|_| place % 2 == 1);
        match number.and_then(|number| written.holes.get(number)) {
            Some(hole) => out.push_str(hole.of(&written.text.text)),
            None => out.push_str(part),
        }
    }
    out
}

fn heading(level: HeadingLevel) -> usize {
    level as usize
}
