//! Blocks as light Markdown: the fewest marks and escapes that say the same.

use std::collections::HashMap;

use super::super::traced::Traced;
use super::block::{Around, Block, BlockKind, Inline, Mark, Tree, hint, is_unseen};
use super::entity;
use super::hole::Delimiters;
use super::lists::Lists;
use crate::text::Span;

/// A line shorter than this (in characters) without an end mark is broken by a plain line end, any other by `<br>`.
const SHORT_LINE: usize = 45;

/// As long as values usually are at most, in characters: a link to a ticket.
const LONG_VALUE: usize = 30;

/// Light Markdown.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub(super) text: Traced,
    /// Where the holes are in it, in order.
    pub(super) holes: Vec<Span>,
}

/// How carefully blocks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// With the fewest marks and escapes.
    Usual,
    /// With bold and italic words between tags.
    Tags,
    /// With every sign escaped that could be a mark anywhere.
    Escapes,
}

/// Writes all blocks.
pub(super) fn write(text: &str, tree: &Tree, care: Care) -> Written {
    let marks = if care == Care::Usual { Marks::SIGNS } else { Marks::TAGS };
    let escapes_all = care == Care::Escapes;
    let mut writer = Writer { source: text, entities: tree.entities, marks, escapes_all, ..Writer::default() };
    let mut last: Option<&Block> = None;
    for block in &tree.blocks {
        writer.block(block, last);
        last = Some(block);
    }
    if last.is_some() {
        writer.make("\n", Span::at(text.len()));
    }
    writer.out
}

/// How bold and italic words are written: what opens and closes them.
#[derive(Clone, Copy)]
struct Marks {
    strong: (&'static str, &'static str),
    emphasis: (&'static str, &'static str),
}

impl Marks {
    const SIGNS: Self = Self { strong: ("**", "**"), emphasis: ("*", "*") };
    const TAGS: Self = Self { strong: ("<strong>", "</strong>"), emphasis: ("<em>", "</em>") };
}

impl Default for Marks {
    fn default() -> Self {
        Self::SIGNS
    }
}

#[derive(Default)]
struct Writer<'t> {
    source: &'t str,
    entities: bool,
    marks: Marks,
    escapes_all: bool,
    out: Written,
    /// How wide the marks of items are, by the items that have begun.
    items: HashMap<usize, usize>,
    lists: Lists,
    /// What every further line of the block begins with.
    prefix: String,
    in_heading: bool,
    /// Where the words of the line begin in `out`.
    line_start: usize,
    blank: Option<(Span, bool)>,
    line_end: Option<Span>,
    /// What is open as soon as words come.
    opens: Vec<Inline>,
    in_code: bool,
}

impl Writer<'_> {
    fn make(&mut self, made: &str, from: Span) {
        self.out.text.make(made, from);
    }

    fn block(&mut self, block: &Block, last: Option<&Block>) {
        let at = block.inlines.first().map_or(Span::at(0), |first| Span::at(super::block::span_of(first).start));
        if let Some(last) = last {
            self.make("\n", at);
            if !self.is_tight(block, last) {
                let quotes = shared_quotes(block, last);
                self.make(&">".repeat(quotes), at);
                self.make("\n", at);
            }
        }
        self.lists.enter(block);
        self.begin(block, at);
        match block.kind {
            BlockKind::Rule => return self.make("---", at),
            BlockKind::Heading(level) => self.make(&format!("{} ", "#".repeat(level)), at),
            BlockKind::Paragraph => {}
        }
        self.in_heading = matches!(block.kind, BlockKind::Heading(_));
        self.line_start = self.out.text.text.len();
        (self.blank, self.line_end, self.in_code) = (None, None, false);
        self.opens.clear();
        for inline in &block.inlines {
            self.inline(inline);
        }
    }

    /// Whether no empty line stands between two blocks: both belong to one list, and the later is an item or logic.
    fn is_tight(&self, block: &Block, last: &Block) -> bool {
        let list = |block: &Block| block.around.iter().find(|around| matches!(around, Around::List(_))).copied();
        let of_list = |block: &Block| matches!(block.around.last(), Some(Around::List(_)));
        if list(block).is_none() || list(block) != list(last) {
            return false;
        }
        let begun = block
            .around
            .iter()
            .position(|around| matches!(around, Around::Item(id, _) if !self.items.contains_key(id)));
        match begun {
            // A list that does not begin with 1 is none right below a line of text.
            Some(place) => match block.around.get(place) {
                Some(Around::Item(_, Some(number))) if *number != 1 => {
                    place.checked_sub(1).is_some_and(|list| block.around.get(list) == last.around.get(list))
                }
                _ => true,
            },
            None => of_list(block) || of_list(last),
        }
    }

    /// Writes what the first line begins with.
    fn begin(&mut self, block: &Block, at: Span) {
        let (mut first, mut rest) = (String::new(), String::new());
        let mut is_other = false;
        for around in &block.around {
            match around {
                Around::Quote(_) => {
                    first.push_str("> ");
                    rest.push_str("> ");
                }
                Around::List(id) => is_other = self.lists.is_other(*id),
                Around::Item(id, number) => {
                    let sign = if is_other { ("* ", ")") } else { ("- ", ".") };
                    let mark = number.map_or_else(|| sign.0.to_owned(), |number| format!("{number}{} ", sign.1));
                    let width = mark.len();
                    match self.items.insert(*id, width) {
                        None => first.push_str(&mark),
                        Some(width) => first.push_str(&" ".repeat(width)),
                    }
                    rest.push_str(&" ".repeat(width));
                }
            }
        }
        self.make(&first, at);
        self.prefix = rest;
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(span) => self.words(*span),
            Inline::Hole(span, filled) => {
                self.before_content(*span, filled);
                let start = self.out.text.text.len();
                self.make(filled, *span);
                self.out.holes.push(Span::new(start, start + filled.len()));
            }
            Inline::Break(span) => self.line_end = Some(*span),
            Inline::Open(..) => self.opens.push(inline.clone()),
            Inline::Close(mark, span) => self.close(mark, *span),
            Inline::Raw(span, tag) if tag.starts_with("</") => {
                match self.opens.last() {
                    // Nothing stands between the two.
                    Some(Inline::Raw(..)) => _ = self.opens.pop(),
                    _ => self.make(tag, *span),
                }
            }
            Inline::Raw(span, tag) if tag.starts_with("<img") => {
                self.before_content(*span, "<");
                self.make_with_holes(tag, *span);
            }
            Inline::Raw(..) => self.opens.push(inline.clone()),
        }
    }

    fn close(&mut self, mark: &Mark, span: Span) {
        if matches!(self.opens.last(), Some(Inline::Open(last, _)) if last == mark) {
            self.opens.pop();
            return;
        }
        match mark {
            Mark::Strong => self.make(self.marks.strong.1, span),
            Mark::Emphasis => self.make(self.marks.emphasis.1, span),
            Mark::Code => {
                self.make("`", span);
                self.in_code = false;
            }
            Mark::Link(address) => {
                self.make("](", span);
                match address.contains([' ', '(', ')', '<', '>']) {
                    true => self.make_with_holes(&format!("<{address}>"), span),
                    false => self.make_with_holes(address, span),
                }
                self.make(")", span);
            }
        }
    }

    /// Adds a text that may hold holes, which are in the language's own form here.
    fn make_with_holes(&mut self, text: &str, span: Span) {
        let start = self.out.text.text.len();
        let liquid = Delimiters::liquid();
        let holes = super::holes(text, &liquid);
        self.out.holes.extend(holes.map(|hole| Span::new(start + hole.span.start, start + hole.span.end)));
        self.make(text, span);
    }

    /// Writes what waits for words: the end of a line, blanks and marks.
    fn before_content(&mut self, at: Span, next: &str) {
        if let Some(end) = self.line_end.take() {
            self.break_line(end, next);
        } else if let Some((span, unbroken)) = self.blank
            && self.out.text.text.len() > self.line_start
        {
            self.make(if unbroken { "&nbsp;" } else { " " }, span);
        }
        self.blank = None;
        for inline in std::mem::take(&mut self.opens) {
            match inline {
                Inline::Open(Mark::Strong, span) => self.make(self.marks.strong.0, span),
                Inline::Open(Mark::Emphasis, span) => self.make(self.marks.emphasis.0, span),
                Inline::Open(Mark::Link(_), span) => self.make("[", span),
                Inline::Open(Mark::Code, span) => {
                    self.make("`", span);
                    self.in_code = true;
                }
                Inline::Raw(_, tag) => self.make_with_holes(&tag, Span::at(at.start)),
                _ => {}
            }
        }
    }

    /// How many characters more the values in the line may take than what stands for them.
    fn more_of_values(&self) -> usize {
        let of_line = self.out.holes.iter().rev().take_while(|hole| hole.start >= self.line_start);
        let values = of_line.filter(|hole| !hole.of(&self.out.text.text).starts_with("{%"));
        values.map(|hole| LONG_VALUE.saturating_sub(hole.len())).sum()
    }

    fn break_line(&mut self, end: Span, next: &str) {
        if self.in_heading {
            return self.make("<br>", end);
        }
        let line = self.out.text.text.get(self.line_start..).unwrap_or_default().trim_end();
        // What stands at the end for who reads it: behind marks, or before the address of a link.
        let shown = line.trim_end_matches(['*', '_', '`']);
        let is_marked = shown.ends_with(['.', '!', '?', ';', ':', '>']) || shown.ends_with(')') && shown.contains("](");
        let is_short = line.chars().count() + self.more_of_values() < SHORT_LINE && !is_marked;
        let is_logic = line.starts_with("{%") && line.ends_with("%}") && line.matches("%}").count() == 1;
        let is_plain = is_short && !next.starts_with(char::is_lowercase) || is_logic;
        self.make(if is_plain { "\n" } else { "<br>\n" }, end);
        let prefix = self.prefix.clone();
        self.make(&prefix, Span::at(end.end));
        self.line_start = self.out.text.text.len();
    }

    /// Writes words letter by letter, those that follow one another in the source in one go.
    fn words(&mut self, span: Span) {
        let source = span.of(self.source);
        let mut at = 0;
        let mut copied = 0;
        while let Some(letter) = source.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = source.get(at..).unwrap_or_default();
            let entity = if self.entities && letter == '&' { entity::first(rest) } else { None };
            let plain = entity.is_none() && !self.is_special(letter) && self.is_within_line();
            if plain {
                at += letter.len_utf8();
                continue;
            }
            self.copy(source, copied..at, span.start);
            let length = entity.as_ref().map_or(letter.len_utf8(), |(length, _)| *length);
            let here = Span::new(span.start + at, span.start + at + length);
            match &entity {
                Some((_, shown)) => {
                    let behind = rest.get(length..).unwrap_or_default();
                    shown.chars().for_each(|letter| self.letter(letter, here, behind, true));
                }
                None => self.letter(letter, here, rest.get(length..).unwrap_or_default(), false),
            }
            at += length;
            copied = at;
        }
        self.copy(source, copied..at, span.start);
    }

    fn copy(&mut self, source: &str, range: std::ops::Range<usize>, base: usize) {
        self.out.text.copy(source.get(range.clone()).unwrap_or_default(), base + range.start);
    }

    fn is_special(&self, letter: char) -> bool {
        is_special(letter) || self.escapes_all && letter.is_ascii_punctuation()
    }

    /// Whether nothing waits, and the line has begun.
    fn is_within_line(&self) -> bool {
        self.blank.is_none()
            && self.line_end.is_none()
            && self.opens.is_empty()
            && self.out.text.text.len() > self.line_start
    }

    /// Writes one letter; `behind` is what follows it in the source.
    fn letter(&mut self, letter: char, span: Span, behind: &str, decoded: bool) {
        match letter {
            ' ' | '\t' | '\n' | '\r' => {
                self.blank = Some((self.blank.map_or(span, |(first, _)| Span::new(first.start, span.end)), false));
                return;
            }
            '\u{a0}' => {
                let unbroken = self.blank.is_none();
                self.blank = Some((self.blank.map_or(span, |(first, _)| Span::new(first.start, span.end)), unbroken));
                return;
            }
            letter if is_unseen(letter) => return,
            _ => {}
        }
        if let Some(written) = hint(letter) {
            self.before_content(span, written);
            return self.make(written, span);
        }
        let mut buffer = [0; 4];
        let written: &str = letter.encode_utf8(&mut buffer);
        let next = if self.is_special(letter) { "" } else { written };
        self.before_content(span, next);
        let before = self.out.text.text.get(self.line_start..).unwrap_or_default();
        let needs = needs_escape(letter, before, behind, self.entities && !decoded);
        let escaped = !self.in_code && (needs || self.escapes_all && letter.is_ascii_punctuation());
        if escaped {
            self.make("\\", Span::at(span.start));
        }
        match decoded {
            true => self.make(written, span),
            false => self.copy(self.source, span.start..span.end, 0),
        }
    }
}

fn shared_quotes(block: &Block, last: &Block) -> usize {
    let shared = block.around.iter().zip(&last.around).take_while(|(one, other)| one == other);
    shared.filter(|(one, _)| matches!(one, Around::Quote(_))).count()
}

/// Letters that are looked at one by one.
fn is_special(letter: char) -> bool {
    letter.is_ascii_whitespace()
        || letter == '\u{a0}'
        || is_unseen(letter)
        || hint(letter).is_some()
        || matches!(
            letter,
            '\\' | '*' | '_' | '`' | '<' | '&' | '[' | ']' | '{' | '%' | '.' | ')' | '#' | '+' | '-' | '>' | '=' | '~'
        )
}

/// Whether `&` before this would be read with it.
fn begins_entity(behind: &str) -> bool {
    let near = behind.get(..behind.floor_char_boundary(40)).unwrap_or_default();
    near.contains(';') && entity::first(&format!("&{near}")).is_some()
}

/// Whether Markdown would read a letter as a mark: `before` is what its line holds before it, `behind` what follows.
fn needs_escape(letter: char, before: &str, behind: &str, is_entity_text: bool) -> bool {
    let next = behind.chars().next();
    let blank = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == '\u{a0}');
    let last = before.chars().next_back();
    let at_start = before.is_empty();
    match letter {
        // What follows the text may be a mark too.
        '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
        // A slot, a placeholder or logic of the language, where the help desk has none.
        '[' => last == Some('['),
        '{' | '%' => last == Some('{'),
        '`' => true,
        '*' => !(blank(last) && blank(next)) || at_start,
        '_' => {
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !(word(last) && word(next) || blank(last) && blank(next)) || at_start
        }
        // A tag, or what opens a conflict between two versions of a file.
        '<' => {
            next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
                || (at_start && behind.starts_with(['<', '&']))
        }
        '&' => !is_entity_text && begins_entity(behind),
        ']' => next.is_some_and(|next| matches!(next, '(' | '[' | ':')),
        '#' => before.len() < 7 && before.bytes().all(|byte| byte == b'#'),
        '+' | '-' => at_start && (blank(next) || next == Some(letter)),
        '>' | '=' | '~' => at_start,
        '.' | ')' => !at_start && before.len() < 10 && before.bytes().all(|byte| byte.is_ascii_digit()) && blank(next),
        _ => false,
    }
}
