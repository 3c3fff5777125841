//! Where the end of a block that is never closed belongs.

use super::super::{BlockKind, Macro};
use super::{Event, span_of};
use crate::text::{Edit, LineIndex, Span};

/// Whether nothing but blanks stands beside `span` on its lines.
pub(super) fn alone_on_line(source: &str, span: Span) -> bool {
    let before = source.get(..span.start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let after = source.get(span.end..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let starts = before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}']);
    starts && (after.is_empty() || after.starts_with(['\n', '\r']))
}

/// How many blanks stand right before `offset`.
pub(super) fn indent_before(source: &str, offset: usize) -> usize {
    let before = source.get(..offset).unwrap_or_default();
    before.len() - before.trim_end_matches([' ', '\t']).len()
}

/// A place for a missing end.
pub(super) struct Place {
    /// The place, to be shown.
    pub(super) at: Span,
    /// "before line 14".
    pub(super) words: String,
    /// What to type there.
    pub(super) edit: Edit,
}

/// A line of the text.
#[derive(Clone, Copy)]
struct Line {
    /// Without its line break.
    span: Span,
    /// Blanks at its start; `None` for a blank line.
    indent: Option<usize>,
    /// The next line that is not indented deeper, blank ones left out.
    next: Option<usize>,
}

/// What is needed to find places. It costs one pass over the text, so it is made only where something is missing.
pub(super) struct Places<'a> {
    source: &'a str,
    parsed: &'a Macro,
    events: &'a [Event],
    after: &'a [Option<usize>],
    index: LineIndex,
    lines: Vec<Line>,
    line_break: &'static str,
}

impl<'a> Places<'a> {
    pub(super) fn new(source: &'a str, parsed: &'a Macro, events: &'a [Event], after: &'a [Option<usize>]) -> Self {
        let index = LineIndex::new(source);
        let mut lines: Vec<Line> = (0..index.len())
            .map(|number| {
                let span = index.line_span(source, number);
                let text = span.of(source);
                let trimmed = text.trim_start_matches([' ', '\t', '\u{feff}']);
                Line { span, indent: (!trimmed.trim().is_empty()).then(|| text.len() - trimmed.len()), next: None }
            })
            .collect();
        link(&mut lines);
        let line_break = line_break(source);
        Self { source, parsed, events, after, index, lines, line_break }
    }

    /// The number, from 1, of the line that holds `offset`.
    pub(super) fn line_number(&self, offset: usize) -> usize {
        self.index.line_of(offset) + 1
    }

    /// The best place to close `block`, which ends at the tag of the event `until` or with the text.
    pub(super) fn missing_end(&self, block: usize, kind: BlockKind, until: Option<usize>) -> Place {
        let last = self.last_tag(block);
        let end = format!("{{% {} %}}", kind.closer());
        let until = until.map(|event| span_of(self.parsed, self.events, event));
        let alone = alone_on_line(self.source, last);
        let line = self.index.line_of(last.end);
        let same_line = until.is_some_and(|until| self.index.line_of(until.start) == line);
        if !alone
            && !same_line
            && let Some(place) = self.end_of_line(block, line, &end)
        {
            return place;
        }
        if alone && let Some(place) = self.by_indent(block, line, until, &end) {
            return place;
        }
        match until {
            Some(until) => self.before_tag(until, &end),
            None => self.end_of_text(&end),
        }
    }

    /// The opener, or the last arm.
    fn last_tag(&self, block: usize) -> Span {
        let Some(block) = self.parsed.blocks.get(block) else { return Span::default() };
        let item = block.arms.last().copied().unwrap_or(block.open);
        self.parsed.items.get(item).map_or(Span::default(), |item| item.span)
    }

    /// The innermost block that is open at `offset`, which lies outside of delimiters.
    fn open_at(&self, offset: usize) -> Option<usize> {
        let before = self
            .events
            .partition_point(|event| self.parsed.items.get(event.item).is_some_and(|item| item.span.start < offset));
        self.after.get(before.checked_sub(1)?).copied().flatten()
    }

    /// Whether `offset` stands in text, or between two items.
    fn in_text(&self, offset: usize) -> bool {
        let item = self.parsed.items.partition_point(|item| item.span.end <= offset);
        let Some(item) = self.parsed.items.get(item) else { return true };
        item.span.start >= offset || item.kind == super::ItemKind::Text
    }

    fn fits(&self, block: usize, offset: usize) -> bool {
        self.in_text(offset) && self.open_at(offset) == Some(block)
    }

    fn end_of_line(&self, block: usize, line: usize, end: &str) -> Option<Place> {
        let span = self.lines.get(line)?.span;
        let at = span.start + span.of(self.source).trim_end().len();
        self.fits(block, at).then(|| Place {
            at: Span::at(at),
            words: format!("at the end of line {}", line + 1),
            edit: Edit::insert(at, end),
        })
    }

    /// Before the first line that is not indented deeper than the tag, where the line after the tag is.
    fn by_indent(&self, block: usize, line: usize, until: Option<Span>, end: &str) -> Option<Place> {
        let tag = self.lines.get(line)?;
        let inside = self.lines.iter().skip(line + 1).find_map(|line| line.indent)?;
        let next = tag.next?;
        let at = self.lines.get(next)?.span.start;
        if inside <= tag.indent?
            || until
                .is_some_and(|until| until.start <= at + self.lines.get(next).and_then(|line| line.indent).unwrap_or(0))
        {
            return None;
        }
        self.fits(block, at).then(|| self.own_line(at, tag.span.start, end))
    }

    /// A line of its own before the line that starts at `at`, indented like the line that starts at `like`.
    fn own_line(&self, at: usize, like: usize, end: &str) -> Place {
        let rest = self.source.get(like..).unwrap_or_default().trim_start_matches('\u{feff}');
        let blanks = rest.get(..rest.len() - rest.trim_start_matches([' ', '\t']).len()).unwrap_or_default();
        Place {
            at: Span::at(at),
            words: format!("before line {}", self.line_number(at)),
            edit: Edit::insert(at, format!("{blanks}{end}{}", self.line_break)),
        }
    }

    fn before_tag(&self, tag: Span, end: &str) -> Place {
        if alone_on_line(self.source, tag) {
            let at = tag.start - indent_before(self.source, tag.start);
            return self.own_line(at, at, end);
        }
        let shown = super::super::values::shown(tag.of(self.source));
        Place {
            at: Span::at(tag.start),
            words: format!("before `{shown}` on line {}", self.line_number(tag.start)),
            edit: Edit::insert(tag.start, end),
        }
    }

    fn end_of_text(&self, end: &str) -> Place {
        let at = self.source.trim_end().len();
        Place {
            at: Span::at(at),
            words: "at the end of the text".to_owned(),
            edit: Edit::insert(at, format!("{}{end}", self.line_break)),
        }
    }
}

/// The line break that the text uses.
fn line_break(source: &str) -> &'static str {
    match source.find(['\n', '\r']) {
        Some(at) if source.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) => "\r\n",
        Some(at) if source.get(at..).is_some_and(|rest| rest.starts_with('\r')) => "\r",
        _ => "\n",
    }
}

/// Fills in [`Line::next`] from the end, with a stack of lines that are indented less and less.
fn link(lines: &mut [Line]) {
    let mut stack: Vec<(usize, usize)> = Vec::new();
    for number in (0..lines.len()).rev() {
        let Some(line) = lines.get_mut(number) else { continue };
        let Some(indent) = line.indent else { continue };
        while stack.last().is_some_and(|(deeper, _)| *deeper > indent) {
            stack.pop();
        }
        line.next = stack.last().map(|(_, number)| *number);
        stack.push((indent, number));
    }
}
