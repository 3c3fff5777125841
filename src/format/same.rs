//! Whether two texts say the same: the same words are sent, and the same stands between delimiters, up to blanks.

use super::gaps::BLANKS;
use super::read::Read;
use crate::syntax::{Delimited, Item, ItemKind, Slot, YamlKind, YamlNode};
use crate::text::Span;

/// The first byte of `before` that is read in another way than its counterpart in `after`; `None` where both say the same.
pub(super) fn difference(before: &Read<'_>, after: &Read<'_>) -> Option<usize> {
    if !same_front_matter(before, after) {
        return Some(0);
    }
    let (mut items, mut others) = (before.items(), after.items());
    loop {
        match (items.next(), others.next()) {
            (None, None) => break,
            (Some((item, part)), Some((other, other_part))) => {
                if !same_item((before.source, item, part), (after.source, other, other_part)) {
                    return Some(item.span.start);
                }
            }
            (item, _) => return Some(item.map_or(before.source.len(), |(item, _)| item.span.start)),
        }
    }
    let (mistakes, others) = (&before.parsed.mistakes, &after.parsed.mistakes);
    let differs = mistakes.iter().zip(others).find(|(mistake, other)| mistake.rule != other.rule);
    let more = || (mistakes.len() != others.len()).then_some(0);
    differs.map(|(mistake, _)| mistake.span.start).or_else(more)
}

type Seen<'a> = (&'a str, &'a Item, Option<&'a Delimited>);

fn same_item((source, item, part): Seen<'_>, (other_source, other, other_part): Seen<'_>) -> bool {
    let same_text = |a: Span, b: Span| a.of(source) == b.of(other_source);
    item.block == other.block
        && match (&item.kind, &other.kind) {
            (ItemKind::Text, ItemKind::Text) | (ItemKind::Broken, ItemKind::Broken) => same_text(item.span, other.span),
            (ItemKind::Slot(slot), ItemKind::Slot(other)) => {
                let words = |slot: &Slot| {
                    let words = std::iter::once(&slot.name).chain(&slot.hint).chain(&slot.options);
                    words.map(|word| word.text.clone()).collect::<Vec<_>>()
                };
                words(slot) == words(other)
            }
            (ItemKind::Raw(inside), ItemKind::Raw(other_inside)) => {
                same_text(*inside, *other_inside) && same_outside(source, part, other_source, other_part)
            }
            (ItemKind::CommentTag(note), ItemKind::CommentTag(other_note)) => {
                same_text(*note, *other_note) && same_outside(source, part, other_source, other_part)
            }
            (ItemKind::Comment, ItemKind::Comment) => {
                same_inside(source, part, other_source, other_part)
                    && same_outside(source, part, other_source, other_part)
            }
            (ItemKind::Output(output), ItemKind::Output(printed)) => {
                output.trim == printed.trim && same_pieces(source, item, part, other_source, other, other_part)
            }
            (ItemKind::Tag(tag), ItemKind::Tag(named)) => {
                tag.trim == named.trim
                    && std::mem::discriminant(&tag.kind) == std::mem::discriminant(&named.kind)
                    && same_pieces(source, item, part, other_source, other, other_part)
            }
            _ => false,
        }
}

/// The pieces of both; of a part that is not closed, all of its text.
fn same_pieces(
    source: &str,
    item: &Item,
    part: Option<&Delimited>,
    other_source: &str,
    other: &Item,
    other_part: Option<&Delimited>,
) -> bool {
    match (part, other_part) {
        (Some(part), Some(other)) => {
            let pieces = part.pieces.iter().map(|piece| (piece.kind, piece.span.of(source)));
            pieces.eq(other.pieces.iter().map(|piece| (piece.kind, piece.span.of(other_source))))
        }
        (None, None) => item.span.of(source) == other.span.of(other_source),
        _ => false,
    }
}

fn same_inside(source: &str, part: Option<&Delimited>, other_source: &str, other: Option<&Delimited>) -> bool {
    match (part, other) {
        (Some(part), Some(other)) => part.inner().of(source) == other.inner().of(other_source),
        (None, None) => true,
        _ => false,
    }
}

/// The delimiters, up to blanks: the trim marks decide what is sent around them.
fn same_outside(source: &str, part: Option<&Delimited>, other_source: &str, other: Option<&Delimited>) -> bool {
    let words = |span: Span, source: &str| span.of(source).split(BLANKS).collect::<String>();
    match (part, other) {
        (Some(part), Some(other)) => {
            let close = |part: &Delimited, source: &str| part.close.map(|close| words(close, source));
            words(part.open, source) == words(other.open, other_source)
                && close(part, source) == close(other, other_source)
        }
        (None, None) => true,
        _ => false,
    }
}

fn same_front_matter(before: &Read<'_>, after: &Read<'_>) -> bool {
    let (one, other) = (&before.parsed.front_matter, &after.parsed.front_matter);
    if one.span.is_some() != other.span.is_some() {
        return false;
    }
    match (one.yaml_nodes(before.source), other.yaml_nodes(after.source)) {
        (Some(nodes), Some(others)) => {
            let subject = one.subject.as_ref().map(|subject| subject.text.as_str());
            nodes.len() == others.len()
                && comments(before, &nodes) == comments(after, &others)
                && nodes.iter().zip(&others).all(|(node, other)| same_node(node, other, subject))
        }
        (None, None) => one.span.map(|span| span.of(before.source)) == other.span.map(|span| span.of(after.source)),
        _ => false,
    }
}

fn same_node(node: &YamlNode, other: &YamlNode, subject: Option<&str>) -> bool {
    if node.kind == other.kind {
        return true;
    }
    match (&node.kind, &other.kind) {
        (YamlKind::Scalar { text, style }, YamlKind::Scalar { text: after, style: style_after }) => {
            style == style_after && subject == Some(text) && same_line(text, after)
        }
        _ => false,
    }
}

/// Whether two subject lines are the same but for the inside of their delimiters.
fn same_line(before: &str, after: &str) -> bool {
    difference(&Read::new(before), &Read::new(after)).is_none()
}

/// What stands between the nodes, without blanks and commas: comments, and the marks of YAML.
fn comments(read: &Read<'_>, nodes: &[YamlNode]) -> String {
    let yaml = read.parsed.front_matter.yaml;
    let mut out = String::new();
    let mut at = yaml.start;
    let scalars = nodes.iter().filter(|node| matches!(node.kind, YamlKind::Scalar { .. } | YamlKind::Alias));
    for span in scalars.map(|node| node.span).chain([Span::at(yaml.end)]) {
        out.extend(Span::new(at, span.start).of(read.source).split([' ', '\t', '\r', '\n']));
        at = at.max(span.end);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, same: bool) {
        let found = difference(&Read::new(before), &Read::new(after));
        assert_eq!(found.is_none(), same, "{before:?} and {after:?}: {found:?}");
    }

    #[test]
    fn blanks_inside_of_delimiters_make_no_difference() {
        check("{{a|b:1}} x", "{{ a | b: 1 }} x", true);
        check("{%raw%} x {%-endraw%}", "{% raw %} x {%- endraw %}", true);
        check("---\ntags: [a,b] # c\n---\n", "---\ntags: [ a, b ]  # c\n---\n", true);
        check("---\nsubject: '{{a}}'\n---\n", "---\nsubject: \"{{ a }}\"\n---\n", true);
    }

    #[test]
    fn everything_else_does() {
        for (before, after) in [
            ("a", "a "),
            ("a{{ b }}", "a {{ b }}"),
            ("{{ a }}", "{{ b }}"),
            ("{{ 'a' }}", "{{ 'a ' }}"),
            ("{{ a }}", "{{- a }}"),
            ("{{ a }}", "{% a %}"),
            ("{{ a }}", "{{ a }}{{ b }}"),
            ("{{ a b }}", "{{ ab }}"),
            ("{% if a %}{% endif %}", "{% unless a %}{% endunless %}"),
            ("{% raw %} x {% endraw %}", "{% raw %}x{% endraw %}"),
            ("{% raw %}x{% endraw %}", "{%- raw %}x{% endraw %}"),
            ("{% comment %}a{% endcomment %}", "{% comment %}b{% endcomment %}"),
            ("{% # a %}", "{% # b %}"),
            ("[[a: b  c]]", "[[a: b c]]"),
            ("[[a: b]]", "[[a: b | c]]"),
            ("{{ a", "{{  a"),
            ("---\ntitle: a\n---\n", "---\ntitle: b\n---\n"),
            ("---\ntitle: 5\n---\n", "---\ntitle: \"5\"\n---\n"),
            ("---\ntitle: a # b\n---\n", "---\ntitle: a\n---\n"),
            ("---\nsubject: 'a {{b}}'\n---\n", "---\nsubject: 'a  {{b}}'\n---\n"),
            ("---\ntitle: 'a {{b}}'\n---\n", "---\ntitle: 'a {{ b }}'\n---\n"),
        ] {
            check(before, after, false);
        }
    }
}
