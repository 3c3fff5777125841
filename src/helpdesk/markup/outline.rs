//! Light Markdown in parts, for those who write it in another form: blocks, marks, words and lines, with holes kept whole.
//!
//! A line of nothing but logic is an empty line to whoever renders it, so it parts paragraphs here too; where among the edges
//! of blocks it is written is decided in [`super::nesting`].

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};

use super::{logic, nesting};
use crate::message::is_block;
use crate::text::Span;

/// A line shorter than this (in characters) without an end mark was broken on purpose: greeting, signature, address.
const SHORT_LINE: usize = 45;
/// How many characters of a message a placeholder is taken for.
const USUAL_VALUE: usize = 3;

/// A text in parts.
#[derive(Debug)]
pub(super) struct Outline<'t> {
    pub(super) parts: Vec<Part>,
    holes: Vec<&'t str>,
    /// Stands before and after the number of a hole; `None` where no character was free for it.
    mark: Option<char>,
}

/// A part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Open(Element),
    Close(Element),
    Rule,
    /// Words as readers see them.
    Words(String),
    /// Words in another face.
    Code(String),
    /// A tag, or a piece of HTML that stands for itself.
    Html(String),
    /// A picture: address, words in its place, title.
    Image(String, String, String),
    Mark(Inline, bool),
    /// The end of a line.
    Break,
    /// The end of a line that its author only wrapped.
    Wrap,
    /// Logic between blocks, by the number of its hole.
    Logic(usize),
}

/// A block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Paragraph,
    Heading(usize),
    Quote,
    /// With the number that it begins with.
    List(Option<u64>),
    Item,
    CodeBlock,
    /// HTML that is a block of its own.
    HtmlBlock,
}

/// Marks of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    Strong,
    Emphasis,
    /// Address and title.
    Link(String, String),
}

impl<'t> Outline<'t> {
    /// Reads light Markdown; `holes` are in order, and do not overlap.
    pub(super) fn of(text: &'t str, holes: &[Span]) -> Self {
        let holes: Vec<(Span, &str)> = holes.iter().map(|span| (*span, span.of(text))).collect();
        let mark = ('\u{e000}'..='\u{f8ff}').find(|mark| !text.contains(*mark));
        let masked = Masked::of(text, if mark.is_some() { &holes } else { &[] }, mark.unwrap_or_default());
        let written: Vec<&str> = holes.iter().map(|(_, hole)| *hole).collect();
        let mut reader = Reader {
            parts: Vec::new(),
            waiting: masked.lines,
            next: 0,
            run: 0,
            code: None,
            image: None,
            in_comment: false,
        };
        for (event, range) in Parser::new(&masked.text).into_offset_iter() {
            reader.event(event, range.start);
        }
        reader.before_content(usize::MAX);
        let mut parts = reader.parts;
        html_paragraphs(&mut parts);
        plain_items(&mut parts);
        let mut outline = Self { parts, holes: written, mark };
        outline.decide_wraps();
        nesting::settle(&mut outline);
        outline
    }

    /// What stands in the place of that number.
    pub(super) fn hole(&self, number: usize) -> &'t str {
        self.holes.get(number).copied().unwrap_or_default()
    }

    /// The words between holes, and the numbers of these, in turn.
    pub(super) fn split<'w>(&self, words: &'w str) -> Vec<Result<usize, &'w str>> {
        let Some(mark) = self.mark else { return vec![Err(words)] };
        let number = |place: usize, part: &str| part.parse().ok().filter(|_| place % 2 == 1);
        let parts = words.split(mark).enumerate();
        let parts = parts.map(|(place, part)| number(place, part).ok_or(part));
        parts.filter(|part| *part != Err("")).collect()
    }

    /// Words with their holes in place, and what stands between these as `written` has it.
    pub(super) fn filled(&self, words: &str, written: impl Fn(&str) -> String) -> String {
        let parts = self.split(words).into_iter();
        parts.map(|part| part.map_or_else(&written, |number| self.hole(number).to_owned())).collect()
    }

    /// Decides of every wrapped line whether it was broken on purpose.
    fn decide_wraps(&mut self) {
        let mut parts = std::mem::take(&mut self.parts);
        let mut line = Line::default();
        for part in &mut parts {
            match part {
                Part::Words(words) | Part::Code(words) => line.add(self, words),
                Part::Html(_) | Part::Image(..) => line.see(),
                Part::Wrap if line.is_short() => *part = Part::Break,
                _ => {}
            }
            match part {
                // A line of logic alone shows nothing, so nothing ends with it.
                Part::Break | Part::Wrap if !line.shows() => *part = Part::Words(String::new()),
                Part::Mark(..) | Part::Words(_) | Part::Code(_) | Part::Html(_) | Part::Image(..) => {}
                _ => line = Line::default(),
            }
        }
        without_last_ends(&mut parts);
        self.parts = parts;
    }
}

/// Takes out the line ends with which blocks begin or end: nothing is seen of them.
fn without_last_ends(parts: &mut Vec<Part>) {
    let is_end = |part: &Part| matches!(part, Part::Break | Part::Wrap);
    let is_empty = |part: &Part| matches!(part, Part::Words(words) if words.is_empty());
    let mut at_edge = true;
    let mut edge = |part: &Part| {
        let is_out = at_edge && (is_end(part) || is_empty(part));
        at_edge = is_out
            || matches!(part, Part::Open(_) | Part::Close(_) | Part::Logic(_) | Part::Rule)
            || at_edge && matches!(part, Part::Mark(..));
        is_out
    };
    let mut out: Vec<bool> = parts.iter().map(&mut edge).collect();
    for (out, last) in out.iter_mut().rev().zip(parts.iter().rev().map(&mut edge)) {
        *out |= last;
    }
    let mut out = out.into_iter();
    parts.retain(|_| !out.next().unwrap_or_default());
}

/// A line as it is read.
#[derive(Default)]
pub(super) struct Line {
    characters: usize,
    end: Option<char>,
    /// Whether it shows anything.
    seen: bool,
    /// Whether logic stands in it.
    logic: bool,
}

impl Line {
    fn add(&mut self, outline: &Outline<'_>, words: &str) {
        for part in outline.split(words) {
            match part {
                Ok(number) if logic::is_tag(outline.hole(number)) => self.add_logic(),
                Ok(_) => self.add_value(),
                Err(words) => self.add_words(words),
            }
        }
    }

    pub(super) fn add_logic(&mut self) {
        self.logic = true;
    }

    pub(super) fn add_value(&mut self) {
        self.characters += USUAL_VALUE;
        self.end = Some('x');
        self.seen = true;
    }

    pub(super) fn add_words(&mut self, words: &str) {
        self.characters += words.chars().count();
        self.end = words.trim_end().chars().next_back().or(self.end);
        self.seen |= !words.trim().is_empty();
    }

    /// Something is seen that is no word.
    pub(super) fn see(&mut self) {
        self.seen = true;
    }

    /// Whether it shows anything, or holds no logic that would be why it does not.
    pub(super) fn shows(&self) -> bool {
        self.seen || !self.logic
    }

    pub(super) fn is_short(&self) -> bool {
        self.characters < SHORT_LINE && !matches!(self.end, Some('.' | '!' | '?' | ';' | ':'))
    }
}

/// A text with a number in the place of each hole, and without the lines that are logic alone.
struct Masked {
    text: String,
    /// The logic of lines of its own: where it stood in `text`, and its number.
    lines: Vec<(usize, usize)>,
}

impl Masked {
    fn of(text: &str, holes: &[(Span, &str)], mark: char) -> Self {
        let mut out = Self { text: String::with_capacity(text.len()), lines: Vec::new() };
        let (mut at, mut next) = (0, 0);
        let mut fence = None;
        while at < text.len() {
            let line = text.get(at..).unwrap_or_default();
            fence = fence_after(line.get(prefix(line).len()..).unwrap_or_default(), fence);
            let count = match fence {
                Some(_) => 0,
                None => own_line(text, at, holes.get(next..).unwrap_or_default()),
            };
            if count > 0 {
                out.text.push_str(prefix(line));
                out.lines.extend((next..next + count).map(|number| (out.text.len(), number)));
                next += count;
                at = holes.get(next - 1).map_or(text.len(), |(span, _)| span.end);
            }
            // The rest of the line, holes and all.
            loop {
                let line_end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1);
                match holes.get(next) {
                    Some((span, _)) if span.start < line_end => {
                        out.text.push_str(text.get(at..span.start).unwrap_or_default());
                        out.text.push_str(&format!("{mark}{next}{mark}"));
                        next += 1;
                        at = span.end.max(at);
                    }
                    _ => {
                        out.text.push_str(text.get(at..line_end).unwrap_or_default());
                        at = line_end;
                        break;
                    }
                }
            }
        }
        out
    }
}

/// What a line begins with that is no word of its own: blanks, and the marks of quotes.
fn prefix(line: &str) -> &str {
    line.get(..line.find(|c: char| !matches!(c, ' ' | '\t' | '>')).unwrap_or(line.len())).unwrap_or_default()
}

/// The fence that is open behind a line, if any: in code, lines are what they are.
fn fence_after(line: &str, open: Option<char>) -> Option<char> {
    let fence = line.chars().next().filter(|c| matches!(c, '`' | '~'));
    let is_fence = fence.is_some_and(|c| line.chars().take_while(|next| *next == c).count() >= 3);
    match open {
        None if is_fence => fence,
        Some(_) if is_fence && open == fence => None,
        _ => open,
    }
}

/// How many holes make up the line that begins at `at`: all of them logic, and nothing else; 0 where it is another line.
fn own_line(text: &str, at: usize, holes: &[(Span, &str)]) -> usize {
    let mut here = at + prefix(text.get(at..).unwrap_or_default()).len();
    let mut count = 0;
    while let Some((span, _)) = holes.get(count).filter(|(span, hole)| span.start == here && logic::is_tag(hole)) {
        count += 1;
        let behind = text.get(span.end..).unwrap_or_default();
        here = span.end + (behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len());
    }
    let is_all = matches!(text.as_bytes().get(here), None | Some(b'\n'));
    if is_all { count } else { 0 }
}

struct Reader {
    parts: Vec<Part>,
    /// Logic that stood alone on its line.
    waiting: Vec<(usize, usize)>,
    next: usize,
    /// Where the edges of blocks begin that came after the last words.
    run: usize,
    /// The block of code that is open.
    code: Option<String>,
    /// The picture that is open, with the words in its place.
    image: Option<(String, String, String)>,
    /// Whether a comment of a block of HTML is open.
    in_comment: bool,
}

impl Reader {
    /// Words begin at `at`: what stood on lines before them is written where their run of edges begins.
    fn before_content(&mut self, at: usize) {
        let first = self.next;
        while self.waiting.get(self.next).is_some_and(|(place, _)| *place <= at) {
            self.next += 1;
        }
        let waiting = self.waiting.get(first..self.next).unwrap_or_default();
        if !waiting.is_empty() {
            let logic: Vec<Part> = waiting.iter().map(|(_, number)| Part::Logic(*number)).collect();
            self.parts.splice(self.run..self.run, logic);
        }
    }

    fn content(&mut self, part: Part, at: usize) {
        self.before_content(at);
        self.parts.push(part);
        self.run = self.parts.len();
    }

    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Text(text) => self.words(&text, at),
            Event::Code(text) => match &mut self.image {
                Some((_, words, _)) => words.push_str(&text),
                None => self.content(Part::Code(text.into_string()), at),
            },
            Event::InlineHtml(html) => match html.trim().to_ascii_lowercase().as_str() {
                "<br>" | "<br/>" | "<br />" => self.content(Part::Break, at),
                comment if comment.starts_with("<!--") => {}
                _ => self.content(Part::Html(html.into_string()), at),
            },
            Event::Html(html) => self.html_line(&html, at),
            Event::SoftBreak => self.line_end(Part::Wrap, at),
            Event::HardBreak => self.line_end(Part::Break, at),
            Event::Rule => self.content(Part::Rule, at),
            Event::Start(tag) => self.start(tag, at),
            Event::End(end) => self.end(end, at),
            _ => {}
        }
    }

    /// The end of a line; one that was broken is not broken again.
    fn line_end(&mut self, part: Part, at: usize) {
        if !matches!(self.parts.last(), Some(Part::Break)) {
            self.content(part, at);
        }
    }

    /// A line of a block of HTML, without the comments in it: nobody but their author is to read these.
    fn html_line(&mut self, html: &str, at: usize) {
        let mut rest = html;
        let mut shown = String::new();
        loop {
            if self.in_comment {
                let Some((_, behind)) = rest.split_once("-->") else { break };
                self.in_comment = false;
                rest = behind;
            }
            match rest.split_once("<!--") {
                Some((before, behind)) => {
                    shown.push_str(before);
                    rest = behind;
                    self.in_comment = true;
                }
                None => {
                    shown.push_str(rest);
                    break;
                }
            }
        }
        if !shown.trim().is_empty() {
            self.content(Part::Html(shown), at);
        }
    }

    fn words(&mut self, text: &CowStr<'_>, at: usize) {
        if let Some(code) = &mut self.code {
            return code.push_str(text);
        }
        if let Some((_, words, _)) = &mut self.image {
            return words.push_str(text);
        }
        let is_next = self.waiting.get(self.next).is_none_or(|(place, _)| *place > at);
        if let Some(Part::Words(words)) = self.parts.last_mut().filter(|_| is_next) {
            words.push_str(text);
        } else {
            self.content(Part::Words(text.to_string()), at);
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        let element = match tag {
            Tag::Paragraph => Element::Paragraph,
            Tag::Heading { level, .. } => Element::Heading(level as usize),
            Tag::BlockQuote(_) => Element::Quote,
            Tag::List(first) => Element::List(first),
            Tag::Item => Element::Item,
            Tag::HtmlBlock => {
                self.in_comment = false;
                Element::HtmlBlock
            }
            Tag::CodeBlock(_) => {
                self.code = Some(String::new());
                Element::CodeBlock
            }
            Tag::Strong => return self.content(Part::Mark(Inline::Strong, true), at),
            Tag::Emphasis => return self.content(Part::Mark(Inline::Emphasis, true), at),
            Tag::Link { dest_url, title, .. } => {
                let link = Inline::Link(dest_url.into_string(), title.into_string());
                return self.content(Part::Mark(link, true), at);
            }
            Tag::Image { dest_url, title, .. } => {
                self.before_content(at);
                self.image = Some((dest_url.into_string(), String::new(), title.into_string()));
                return;
            }
            _ => return,
        };
        self.parts.push(Part::Open(element));
    }

    fn end(&mut self, end: TagEnd, at: usize) {
        let element = match end {
            TagEnd::Paragraph => Element::Paragraph,
            TagEnd::Heading(level) => Element::Heading(level as usize),
            TagEnd::BlockQuote(_) => Element::Quote,
            TagEnd::List(_) => Element::List(None),
            TagEnd::Item => Element::Item,
            TagEnd::HtmlBlock => Element::HtmlBlock,
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.content(Part::Code(code), at);
                Element::CodeBlock
            }
            TagEnd::Strong => return self.content(Part::Mark(Inline::Strong, false), at),
            TagEnd::Emphasis => return self.content(Part::Mark(Inline::Emphasis, false), at),
            TagEnd::Link => {
                return self.content(Part::Mark(Inline::Link(String::new(), String::new()), false), at);
            }
            TagEnd::Image => {
                if let Some((address, words, title)) = self.image.take() {
                    self.content(Part::Image(address, words, title), at);
                }
                return;
            }
            _ => return,
        };
        self.parts.push(Part::Close(element));
    }
}

/// Makes paragraphs of the blocks of HTML that are none: a picture alone, a word in a colour.
fn html_paragraphs(parts: &mut Vec<Part>) {
    let begins_block = |html: &str| {
        let name = html.trim_start().trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        is_block(name) || ["audio", "col", "colgroup"].iter().any(|other| name.eq_ignore_ascii_case(other))
    };
    let mut is_paragraph = false;
    let mut before = None;
    let mut empty = Vec::new();
    for place in 0..parts.len() {
        let next = parts.get(place + 1);
        let opens = matches!(parts.get(place), Some(Part::Open(Element::HtmlBlock)));
        if opens {
            is_paragraph = matches!(next, Some(Part::Html(html)) if !begins_block(html));
            before = Some(place);
        }
        let Some(part) = parts.get_mut(place) else { break };
        match part {
            Part::Open(Element::HtmlBlock) if is_paragraph => *part = Part::Open(Element::Paragraph),
            Part::Close(Element::HtmlBlock) if place.checked_sub(1) == before => empty.extend([place - 1, place]),
            Part::Close(Element::HtmlBlock) if is_paragraph => *part = Part::Close(Element::Paragraph),
            _ => {}
        }
    }
    without(parts, empty);
}

fn without(parts: &mut Vec<Part>, places: Vec<usize>) {
    let mut places = places.into_iter().peekable();
    let mut place = 0;
    parts.retain(|_| {
        place += 1;
        places.next_if_eq(&(place - 1)).is_none()
    });
}

/// Takes the paragraphs out of items that hold a single one: whether empty lines stand between items is no difference.
fn plain_items(parts: &mut Vec<Part>) {
    let mut open: Vec<Vec<usize>> = Vec::new();
    let mut single = Vec::new();
    let mut depth = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        match part {
            Part::Open(Element::Item) => {
                open.push(Vec::new());
                depth.push(Element::Item);
            }
            Part::Close(Element::Item) => {
                depth.pop();
                if let Some([from, to]) = open.pop().as_deref() {
                    single.extend([*from, *to]);
                }
            }
            Part::Open(Element::Paragraph) => {
                if depth.last() == Some(&Element::Item) {
                    open.last_mut().into_iter().for_each(|item| item.push(place));
                }
                depth.push(Element::Paragraph);
            }
            Part::Close(Element::Paragraph) => {
                depth.pop();
                if depth.last() == Some(&Element::Item) {
                    open.last_mut().into_iter().for_each(|item| item.push(place));
                }
            }
            Part::Open(other) => depth.push(*other),
            Part::Close(_) => drop(depth.pop()),
            _ => {}
        }
    }
    single.sort_unstable();
    without(parts, single);
}

/// Words as HTML.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            '\u{ad}' => out.push_str("&shy;"),
            '\u{2060}' => out.push_str("&#8288;"),
            // Thin and other odd blanks are lost by editors where they stand as they are.
            '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => out.push_str(&format!("&#{};", letter as u32)),
            _ => out.push(letter),
        }
    }
    out
}
