//! What an editor selects next when the selection grows: word, value, filter, delimiters, sentence, paragraph, passage,
//! block, text.

use unicode_segmentation::UnicodeSegmentation;

use crate::message::Prose;
use crate::syntax::{ItemKind, Macro};
use crate::text::Span;

use super::blocks;
use super::expressions::{filters_of, visit};

/// Blocks further out than this are left out, up to the whole text.
const MOST_BLOCKS: usize = 50;

/// What several places of one text have in common.
#[derive(Debug)]
pub struct Selections<'a> {
    source: &'a str,
    parsed: &'a Macro,
    sentences: Vec<Span>,
    ends: Vec<usize>,
}

impl<'a> Selections<'a> {
    /// Prepares the answers for a text.
    pub fn new(source: &'a str, parsed: &'a Macro) -> Self {
        let prose = Prose::read(source, parsed);
        let block = |offset| blocks::item_at(parsed, offset).and_then(|(_, item)| item.block);
        // One that reaches out of a block at one end only would cut that block in two.
        let whole = |span: &Span| block(span.start) == block(span.end.saturating_sub(1));
        let own = prose.sentences.iter().filter(|sentence| sentence.file == 0);
        let sentences = own.map(|sentence| sentence.span).filter(whole);
        Self { source, parsed, sentences: sentences.collect(), ends: blocks::ends(parsed) }
    }

    /// The spans around byte `offset`, the smallest first, each inside of the next.
    pub fn around(&self, offset: usize) -> Vec<Span> {
        let mut spans = vec![Span::new(0, self.source.len())];
        self.word(offset, &mut spans);
        self.front_matter(offset, &mut spans);
        if spans.len() < 2 || self.parsed.body.touches(offset) {
            self.body(offset, &mut spans);
        }
        spans.retain(|span| span.touches(offset) && !span.is_empty());
        spans.sort_by_key(|span| (span.len(), span.start));
        let mut out: Vec<Span> = Vec::new();
        for span in spans {
            if out.last().is_none_or(|last| span.contains(*last) && span != *last) {
                out.push(span);
            }
        }
        out
    }

    fn word(&self, offset: usize, spans: &mut Vec<Span>) {
        let line = line_around(self.source, offset);
        let words = line.of(self.source).unicode_word_indices();
        let words = words.map(|(at, word)| Span::new(line.start + at, line.start + at + word.len()));
        spans.extend({ words }.find(|word| word.touches(offset)));
    }

    fn front_matter(&self, offset: usize, spans: &mut Vec<Span>) {
        let front_matter = &self.parsed.front_matter;
        let Some(span) = front_matter.span.filter(|span| span.start <= offset && offset < span.end) else { return };
        spans.push(span);
        spans.push(front_matter.yaml);
        let mut next = front_matter.datum_at(offset);
        while let Some(datum) = next.and_then(|index| front_matter.data.get(index)) {
            spans.push(datum.span());
            spans.push(datum.value);
            spans.extend(datum.key.as_ref().map(|key| key.span));
            next = datum.parent;
        }
    }

    fn body(&self, offset: usize, spans: &mut Vec<Span>) {
        spans.push(self.parsed.body);
        for (index, item) in blocks::items_at(self.parsed, offset) {
            match item.kind {
                ItemKind::Text => self.prose(offset, spans),
                _ => self.inside(index, spans),
            }
            let mut block = item.block;
            for _ in 0..MOST_BLOCKS {
                let Some(around) = block else { break };
                spans.extend(blocks::span(self.parsed, around, &self.ends));
                spans.extend(self.passage(around, offset));
                block = self.parsed.blocks.get(around).and_then(|block| block.parent);
            }
        }
    }

    /// The text between the two tags of a block around a place.
    fn passage(&self, block: usize, offset: usize) -> Option<Span> {
        let tags = blocks::tags(self.parsed.blocks.get(block)?).filter_map(|tag| self.parsed.items.get(tag));
        let (mut start, mut end) = (0, self.ends.get(block).copied()?);
        for tag in tags {
            if tag.span.end <= offset {
                start = tag.span.end;
            } else if tag.span.start >= offset {
                end = tag.span.start;
                break;
            }
        }
        Some(Span::new(start, end))
    }

    fn prose(&self, offset: usize, spans: &mut Vec<Span>) {
        spans.extend(self.sentences.iter().copied().filter(|sentence| sentence.touches(offset)));
        spans.push(paragraph_around(self.source, self.parsed.body, offset));
    }

    fn inside(&self, index: usize, spans: &mut Vec<Span>) {
        let Some(item) = self.parsed.items.get(index) else { return };
        spans.push(item.span);
        visit(&item.kind, &mut |expression| spans.push(expression.span));
        for filter in filters_of(&item.kind) {
            spans.extend([filter.name.span, filter.span]);
        }
        match &item.kind {
            ItemKind::Output(output) => {
                let end = output.filters.last().map_or(output.value.span.end, |filter| filter.span.end);
                spans.push(Span::new(output.value.span.start, end));
            }
            ItemKind::Slot(slot) => {
                spans.push(slot.name.span);
                spans.extend(slot.hint.iter().chain(&slot.options).map(|name| name.span));
            }
            ItemKind::Raw(inner) | ItemKind::CommentTag(inner) => spans.push(*inner),
            ItemKind::Tag(tag) => spans.push(tag.name.span),
            _ => {}
        }
    }
}

/// The line that byte `offset` stands on, without its break.
fn line_around(source: &str, offset: usize) -> Span {
    let offset = source.floor_char_boundary(offset);
    let (before, after) = source.split_at_checked(offset).unwrap_or((source, ""));
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = after.find(['\n', '\r']).map_or(source.len(), |at| offset + at);
    Span::new(start, end)
}

/// The lines around byte `offset` up to blank ones.
fn paragraph_around(source: &str, body: Span, offset: usize) -> Span {
    let mut whole = line_around(source, offset);
    if whole.of(source).trim().is_empty() {
        return Span::at(offset);
    }
    while whole.start > body.start {
        let above = line_around(source, line_break_before(source, whole.start));
        if above.of(source).trim().is_empty() {
            break;
        }
        whole = Span::new(above.start, whole.end);
    }
    while whole.end < body.end {
        let rest = source.get(whole.end..).unwrap_or_default();
        let next = whole.end + if rest.starts_with("\r\n") { 2 } else { 1 };
        let below = line_around(source, next);
        if next > source.len() || below.of(source).trim().is_empty() {
            break;
        }
        whole = Span::new(whole.start, below.end);
    }
    Span::new(whole.start.max(body.start), whole.end)
}

/// Where the line break that ends at `start` begins.
fn line_break_before(source: &str, start: usize) -> usize {
    let crlf = source.get(..start).is_some_and(|before| before.ends_with("\r\n"));
    start.saturating_sub(if crlf { 2 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::super::marked::cursor;
    use super::*;

    fn check(marked: &str, expected: &[&str]) {
        let (source, offset) = cursor(marked);
        let parsed = Macro::parse(&source);
        let spans = Selections::new(&source, &parsed).around(offset);
        assert!(spans.windows(2).all(|pair| pair[1].contains(pair[0])), "{spans:?}");
        let texts: Vec<&str> = spans.iter().map(|span| span.of(&source)).collect();
        assert_eq!(texts, expected, "{marked}");
    }

    #[test]
    fn from_the_word_to_the_text() {
        check(
            "One. Two th$0ree.\nFour.\n\nFive.",
            &["three", "Two three.", "One. Two three.\nFour.", "One. Two three.\nFour.\n\nFive."],
        );
        check(
            "a {{ b.c | default: \"t$0here\" | upcase }}\r\n",
            &[
                "there",
                "\"there\"",
                "default: \"there\"",
                "b.c | default: \"there\" | upcase",
                "{{ b.c | default: \"there\" | upcase }}",
                "a {{ b.c | default: \"there\" | upcase }}\r\n",
            ],
        );
    }

    #[test]
    fn passages_and_blocks() {
        check(
            "{% if a %}x{% else %}y$0{% endif %}z",
            &["y", "{% if a %}x{% else %}y{% endif %}", "{% if a %}x{% else %}y{% endif %}z"],
        );
    }

    #[test]
    fn front_matter_by_key_and_value() {
        check(
            "---\ntags: [a, b$0c]\n---\nHi",
            &[
                "bc",
                "[a, bc]",
                "tags: [a, bc]",
                "tags: [a, bc]\n",
                "---\ntags: [a, bc]\n---\n",
                "---\ntags: [a, bc]\n---\nHi",
            ],
        );
    }

    #[test]
    fn edges() {
        check("$0", &[]);
        check("\r\n\r$0\n", &["\r\n\r\n"]);
        check("{{ a $0", &["{{ a "]);
        let deep = format!("{}$0x", "{% if a %}".repeat(10_000));
        let (source, offset) = cursor(&deep);
        let parsed = Macro::parse(&source);
        assert!(Selections::new(&source, &parsed).around(offset).len() < 200);
        assert_eq!(Selections::new("é", &Macro::parse("é")).around(1), [Span::new(0, 2)]);
    }
}
