//! Line ends within the paragraphs of light Markdown: which of them customers see, and which their author only wrapped.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::logic;
use super::outline::Line;
use crate::text::Span;

/// The end of a line within a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineEnd {
    /// From the end of the line to the first word of the next.
    pub(super) between: Range<usize>,
    /// Whether the language takes it for the end of a line that was broken on purpose, wherever it goes on.
    pub(super) is_short: bool,
    /// Whether the next line begins in lower case, so that some take it for the same line.
    pub(super) goes_on: bool,
}

/// The line ends within paragraphs that nothing else says to break; `holes` are in order. Those behind lines of logic alone are
/// not among them.
pub(super) fn line_ends(text: &str, holes: &[Span]) -> Vec<LineEnd> {
    let masked = masked(text, holes);
    let mut out: Vec<LineEnd> = Vec::new();
    let mut line = Line::default();
    // A line end that waits for the first word behind it.
    let mut open: Option<(usize, bool)> = None;
    let mut is_broken = false;
    for (event, range) in Parser::new(&masked).into_offset_iter() {
        if let Some((start, is_short)) = open.take() {
            let goes_on = text.get(range.start..).is_some_and(|next| next.starts_with(char::is_lowercase));
            out.push(LineEnd { between: start..range.start, is_short, goes_on });
        }
        match &event {
            Event::Text(words) | Event::Code(words) => {
                shown(text, &range, words, holes).for_each(|part| line.add_part(part))
            }
            Event::SoftBreak => {
                let shows = line.shows();
                if shows && !is_broken {
                    open = Some((range.start, line.is_short()));
                }
                line = Line::default();
            }
            Event::InlineHtml(tag) => {
                is_broken = is_break(tag);
                line.see();
                continue;
            }
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image) => {}
            _ => line = Line::default(),
        }
        is_broken = false;
    }
    out
}

/// Whether a tag ends a line.
pub fn is_break(tag: &str) -> bool {
    let tag = tag.trim();
    ["<br>", "<br/>", "<br />"].iter().any(|known| tag.eq_ignore_ascii_case(known))
}

/// What a line shows: words, or a value in the place of a hole.
fn shown<'t>(
    text: &'t str,
    range: &Range<usize>,
    words: &'t str,
    holes: &'t [Span],
) -> impl Iterator<Item = Result<&'t str, &'t str>> {
    let first = holes.partition_point(|hole| hole.end <= range.start);
    let inside = holes.get(first..).unwrap_or_default().iter().take_while(|hole| hole.start < range.end);
    // Words with entities or escapes have no hole in them.
    let is_exact = words.len() == range.len();
    let (start, end) = (range.start, range.end);
    let mut at = start;
    let mut parts = Vec::new();
    for hole in inside.filter(|_| is_exact) {
        parts.push(Err(words.get(at - start..hole.start.max(at) - start).unwrap_or_default()));
        parts.push(Ok(hole.of(text)));
        at = hole.end.clamp(at, end);
    }
    parts.push(Err(words.get(at - start..).unwrap_or_default()));
    parts.into_iter()
}

/// The text with a word as long as each hole in its place.
pub(super) fn masked(text: &str, holes: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for hole in holes {
        out.push_str(text.get(at..hole.start).unwrap_or_default());
        out.extend(std::iter::repeat_n('x', hole.end.saturating_sub(hole.start.max(at))));
        at = hole.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

impl Line {
    /// Adds words, or what stands in the place of a hole.
    fn add_part(&mut self, part: Result<&str, &str>) {
        match part {
            Ok(hole) if logic::is_tag(hole) => self.add_logic(),
            Ok(_) => self.add_value(),
            Err(words) => self.add_words(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_within_paragraphs() {
        let check = |text: &str, expected: &[&str]| {
            let liquid = super::super::Delimiters::liquid();
            let holes: Vec<Span> = super::super::holes(text, &liquid).map(|hole| hole.span).collect();
            let said = |end: &LineEnd| {
                let behind = text.get(end.between.end..).unwrap_or_default();
                let marks = [if end.is_short { "short" } else { "" }, if end.goes_on { "lower" } else { "" }];
                format!("{} {}", behind.split_whitespace().next().unwrap_or_default(), marks.concat())
            };
            assert_eq!(line_ends(text, &holes).iter().map(said).collect::<Vec<_>>(), expected, "{text:?}");
        };
        check("Hi Ann,\nYour parcel is late.\r\nIt left.\n\nBye", &["Your short", "It "]);
        check("Hi,\nyour parcel", &["your shortlower"]);
        check("a<br>\nb  \nc\\\nd\n- e\n  f\n\n> g\n> h\n\n```\ni\nj\n```", &["f shortlower", "h shortlower"]);
        check("A line of words that goes on for more than forty-five letters\nand on", &["and lower"]);
        check("{{ customer.first_name | default: \"there, whoever you are\" }} and\nyou", &["you shortlower"]);
        check("{% if x %}\nHi\n{% endif %}\nAnn", &["{% short"]);
        check("*a b c*\n**d**", &["**d** short"]);
    }
}
