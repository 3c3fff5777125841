//! What an editor can fold away: front matter, the passages of blocks, comments, and whatever else goes over several lines.

use crate::syntax::{Block, ItemKind, Macro};
use crate::text::{LineIndex, Span};

use super::blocks;

/// Lines that fold into the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The line that stays, from 0.
    pub first: usize,
    /// The last line that goes.
    pub last: usize,
    /// Whether customers never receive what it holds, so that editors fold it with comments.
    pub comment: bool,
}

/// The folds of a macro, in the order of their first lines.
pub fn folds(source: &str, parsed: &Macro) -> Vec<Fold> {
    let lines = LineIndex::new(source);
    let mut out = Vec::new();
    let mut add = |first: usize, last: usize, comment: bool| {
        if first < last {
            out.push(Fold { first, last, comment });
        }
    };
    if let Some(span) = parsed.front_matter.span {
        add(lines.line_of(span.start), last_line(source, &lines, span), false);
    }
    for item in &parsed.items {
        let comment = match item.kind {
            ItemKind::Comment | ItemKind::CommentTag(_) => true,
            ItemKind::Raw(_) | ItemKind::Output(_) | ItemKind::Slot(_) | ItemKind::Tag(_) => false,
            ItemKind::Text | ItemKind::Broken => continue,
        };
        add(lines.line_of(item.span.start), last_line(source, &lines, item.span), comment);
    }
    let ends = blocks::ends(parsed);
    for (block, end) in parsed.blocks.iter().zip(ends) {
        for (first, last) in passages(source, parsed, block, end, &lines) {
            add(first, last, false);
        }
    }
    out.sort_by_key(|fold| (fold.first, std::cmp::Reverse(fold.last)));
    // Two on the same line: editors show one, and the longer one holds the other.
    out.dedup_by_key(|fold| fold.first);
    out
}

/// Each passage of a block, with the tag above it: the tag below stays.
fn passages(source: &str, parsed: &Macro, block: &Block, end: usize, lines: &LineIndex) -> Vec<(usize, usize)> {
    let tags: Vec<Span> = blocks::tags(block).filter_map(|tag| parsed.items.get(tag)).map(|item| item.span).collect();
    let below = tags.iter().skip(1).map(|tag| lines.line_of(tag.start).saturating_sub(1));
    let mut out: Vec<(usize, usize)> =
        tags.iter().map(|tag| lines.line_of(tag.end.saturating_sub(1))).zip(below).collect();
    if let (None, Some(last)) = (block.close, tags.last()) {
        out.push((lines.line_of(last.start), last_line(source, lines, Span::new(last.start, end))));
    }
    out
}

/// The last line of which `span` holds more than the break.
fn last_line(source: &str, lines: &LineIndex, span: Span) -> usize {
    let end = span.start + span.of(source).trim_end().len();
    lines.line_of(end.saturating_sub(1).max(span.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First and last line of each fold.
    fn check(source: &str, expected: &[(usize, usize)]) {
        let folds = folds(source, &Macro::parse(source));
        let folds: Vec<(usize, usize)> = folds.iter().map(|fold| (fold.first, fold.last)).collect();
        assert_eq!(folds, expected, "{source}");
    }

    #[test]
    fn the_passages_of_a_block_each_by_itself() {
        check("{% if a %}\nx\ny\n{% else %}\nz\n{% endif %}\n", &[(0, 2), (3, 4)]);
        check("{% if a %}{% if b %}\nx\n{% endif %}\n{% endif %}\n", &[(0, 2)]);
        check("{% for a in b %}x{% endfor %}", &[]);
    }

    #[test]
    fn front_matter_and_whatever_has_several_lines() {
        check("---\ntitle: a\n---\nHi\n", &[(0, 2)]);
        check("---\r\ntitle: a\r\n---\r\n{% comment %}\r\na\r\n{% endcomment %}\r\n", &[(0, 2), (3, 5)]);
        check("{{ a\n| upcase\n}}\n{% render 'a',\n b: 1 %}", &[(0, 2), (3, 4)]);
    }

    #[test]
    fn a_block_that_is_never_closed_ends_with_its_last_line() {
        check("{% if a %}\nx\ny\n\n", &[(0, 2)]);
        check("", &[]);
        check("{% if a %}", &[]);
    }

    #[test]
    fn a_thousand_blocks_inside_each_other() {
        let source = format!("{}x\n{}", "{% if a %}\n".repeat(1000), "{% endif %}\n".repeat(1000));
        let folds = folds(&source, &Macro::parse(&source));
        assert_eq!(folds.len(), 1000);
        assert_eq!(folds[0], Fold { first: 0, last: 1999, comment: false });
    }
}
