//! A finding drawn as the renderer of snippets draws it, for the text that nearly all findings have: a few lines of usual
//! characters, each with a mark. The renderer puts every character into a grid of its own; anything else is left to it, and a
//! test holds the two to the same drawing.

use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::renderer::{self, Style};

use super::snippet::Excerpt;
use crate::text::has_byte;

/// Wider lines, and lines that are indented further, the renderer may cut.
const WIDEST: usize = 120;
const FURTHEST_INDENT: usize = 20;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing<'a> {
    /// What the severity is called.
    pub(super) level: &'a str,
    /// How it is shown where there is colour.
    pub(super) level_style: Style,
    pub(super) rule: &'a str,
    /// Where the rule is explained.
    pub(super) url: Option<&'a str>,
    pub(super) message: &'a str,
    /// The line below the title, styled.
    pub(super) place: &'a str,
    pub(super) excerpt: &'a Excerpt,
    /// A name and text each, the text in lines.
    pub(super) notes: &'a [(&'static str, String)],
}

impl Drawing<'_> {
    /// All lines; `None` where a character, the width of a line or a mark asks for the renderer.
    pub(super) fn lines(&self, color: bool) -> Option<String> {
        let marked = marked_lines(self.excerpt)?;
        if !(are_usual(self.message) && are_usual(self.rule)) {
            return None;
        }
        let room = self.message.len() + 2 * self.excerpt.text.len() + 200;
        let notes: usize = self.notes.iter().map(|(_, text)| text.len() + 100).sum();
        let mut pen = Pen { out: String::with_capacity(room + notes), color, style: Style::new() };
        self.title(&mut pen);
        pen.out.push_str(self.place);
        pen.out.push('\n');
        let gutter = (self.excerpt.line + marked.len()).to_string().len() + 1;
        pen.bar(gutter);
        pen.end_line();
        for (number, (line, mark)) in (self.excerpt.line + 1..).zip(marked) {
            pen.write(renderer::DEFAULT_LINE_NUM_STYLE, &format!("{number:>0$}", gutter - 1));
            pen.blanks(1);
            pen.write(renderer::DEFAULT_LINE_NUM_STYLE, "|");
            pen.blanks(1);
            pen.write(Style::new(), line);
            pen.end_line();
            pen.bar(gutter);
            let columns = |range: Range<usize>| line.get(range).map_or(0, |text| text.chars().count());
            pen.blanks(1 + columns(0..mark.start));
            pen.write(self.level_style, &"^".repeat(columns(mark)));
            pen.end_line();
        }
        if !self.notes.is_empty() {
            pen.bar(gutter);
            pen.end_line();
        }
        self.notes.iter().for_each(|(name, text)| pen.note(gutter, name, text));
        pen.out.push('\n');
        Some(pen.out)
    }

    fn title(&self, pen: &mut Pen) {
        pen.write(self.level_style, self.level);
        pen.write(self.level_style, "[");
        // The codes of a link take no room and change no style.
        match self.url.filter(|_| pen.color) {
            Some(url) => pen.write(self.level_style, &format!("\x1b]8;;{url}\x1b\\{}\x1b]8;;\x1b\\", self.rule)),
            None => pen.write(self.level_style, self.rule),
        }
        pen.write(self.level_style, "]");
        pen.write(renderer::DEFAULT_EMPHASIS_STYLE, ": ");
        pen.write(renderer::DEFAULT_EMPHASIS_STYLE, self.message);
        pen.end_line();
    }
}

/// Writes text, and the codes of a style only where it changes.
struct Pen {
    out: String,
    color: bool,
    style: Style,
}

impl Pen {
    fn write(&mut self, style: Style, text: &str) {
        if self.color && style != self.style && !text.is_empty() {
            // Nothing that is written to a text fails.
            _ = write!(self.out, "{:#}{style}", self.style);
            self.style = style;
        }
        self.out.push_str(text);
    }

    fn blanks(&mut self, count: usize) {
        self.write(Style::new(), "");
        if count > 0 {
            self.write(Style::new(), " ");
            self.out.extend(std::iter::repeat_n(' ', count - 1));
        }
    }

    /// The bar between the numbers and the text.
    fn bar(&mut self, gutter: usize) {
        self.blanks(gutter);
        self.write(renderer::DEFAULT_LINE_NUM_STYLE, "|");
    }

    fn end_line(&mut self) {
        if self.color {
            _ = write!(self.out, "{:#}", self.style);
            self.style = Style::new();
        }
        self.out.push('\n');
    }

    /// A note; its lines begin below one another.
    fn note(&mut self, gutter: usize, name: &str, text: &str) {
        self.blanks(gutter);
        self.write(renderer::DEFAULT_LINE_NUM_STYLE, "= ");
        self.write(renderer::DEFAULT_EMPHASIS_STYLE, name);
        self.write(Style::new(), ": ");
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.blanks(gutter + 2 + name.len() + 2);
            }
            self.write(Style::new(), line);
            self.end_line();
        }
    }
}

/// The lines of an excerpt, each with its mark; `None` where one of them is not usual.
fn marked_lines(excerpt: &Excerpt) -> Option<Vec<(&str, Range<usize>)>> {
    let mut out = Vec::with_capacity(excerpt.marks.len());
    let mut marks = excerpt.marks.iter();
    let mut start = 0;
    for line in excerpt.text.split('\n') {
        let mark = marks.next().filter(|mark| start <= mark.start && mark.end <= start + line.len())?;
        let indent = line.len() - line.trim_start_matches(' ').len();
        let fits = indent <= FURTHEST_INDENT && (line.len() <= WIDEST || line.chars().count() <= WIDEST);
        if mark.is_empty() || !fits || !are_usual(line) {
            return None;
        }
        out.push((line, mark.start - start..mark.end - start));
        start += line.len() + 1;
    }
    marks.next().is_none().then_some(out)
}

/// Whether all characters of a text are drawn as they are, in one column each.
fn are_usual(text: &str) -> bool {
    !has_byte(text, |byte| !matches!(byte, b' '..=b'~')) || text.chars().all(is_usual)
}

/// The same of one of them.
fn is_usual(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '•' | '€')
}
