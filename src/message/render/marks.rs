//! Marks in a message: stretches of its text that stay visible in its HTML, as `<mark data-finding="2">`.
//!
//! The edges of a mark go through Markdown as characters that no text uses, and become tags in what comes out. A mark that
//! covers several elements is written once in each, so that tags stay nested.

use crate::text::Span;

/// A stretch of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the message.
    pub span: Span,
    /// What it is called in the HTML.
    pub number: usize,
}

/// The edges of marks, written into a text from its beginning to its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Edges {
    sign: Option<char>,
    /// Where, whether a mark ends there, and which; the last one first.
    left: Vec<(usize, bool, usize)>,
}

impl Edges {
    /// Those of `marks` in `text`; `sign` is a character that it does not use.
    pub(super) fn of(text: &str, marks: &[Mark], sign: Option<char>) -> Self {
        let marks = marks.iter().filter(|mark| sign.is_some() && !mark.span.is_empty());
        let mut left: Vec<(usize, bool, usize)> = marks
            .flat_map(|mark| {
                let start = behind_line_signs(text, mark.span);
                [(start, false, mark.number), (mark.span.end, true, mark.number)]
            })
            .collect();
        left.sort_unstable_by(|one, other| other.cmp(one));
        Self { sign, left }
    }

    /// Adds bytes `from..to` of `text` to `out`, with the edges that stand there or should have come before.
    pub(super) fn write(&mut self, text: &str, from: usize, to: usize, out: &mut String) {
        let mut from = from;
        while let Some((at, ..)) = self.left.last().filter(|(at, ..)| *at <= to) {
            let at = (*at).max(from);
            out.push_str(text.get(from..at).unwrap_or_default());
            from = at;
            self.write_one(out);
        }
        out.push_str(text.get(from..to).unwrap_or_default());
    }

    /// Adds the edges up to byte `to`, which itself is not written.
    pub(super) fn write_until(&mut self, to: usize, out: &mut String) {
        while self.left.last().is_some_and(|(at, ..)| *at <= to) {
            self.write_one(out);
        }
    }

    fn write_one(&mut self, out: &mut String) {
        if let (Some((_, ends, number)), Some(sign)) = (self.left.pop(), self.sign) {
            let way = if ends { '-' } else { '+' };
            out.push_str(&format!("{sign}{way}{number}{sign}"));
        }
    }
}

/// Where a mark can begin without hiding from Markdown that a line begins a list, a heading or a quote.
fn behind_line_signs(text: &str, span: Span) -> usize {
    let before = text.get(..span.start).unwrap_or_default();
    if !before.is_empty() && !before.ends_with('\n') {
        return span.start;
    }
    let inside = span.of(text);
    let rest = inside.trim_start_matches(['#', '>', '-', '*', '+', ' ', '\t']);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match digits.strip_prefix(['.', ')']) {
        Some(item) if digits.len() < rest.len() => item.trim_start(),
        _ => rest,
    };
    span.end - rest.len()
}

/// A text without the edges that were written into it.
pub(super) fn without_edges(text: &str, sign: Option<char>) -> String {
    match sign {
        Some(sign) if text.contains(sign) => text.split(sign).step_by(2).collect(),
        _ => text.to_owned(),
    }
}

/// The edges that were written into a text.
pub(super) fn only_edges(text: &str, sign: Option<char>) -> String {
    let Some(sign) = sign else { return String::new() };
    text.split(sign).skip(1).step_by(2).map(|edge| format!("{sign}{edge}{sign}")).collect()
}

/// HTML with tags in the place of edges.
pub(super) fn tagged(html: &str, sign: Option<char>) -> String {
    let Some(sign) = sign.filter(|sign| html.contains(*sign)) else { return html.to_owned() };
    let mut out = String::with_capacity(html.len() + 64);
    let mut open: Vec<usize> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        if starts_tag(rest) {
            let (tag, after) = rest.split_at(tag_length(rest));
            out.push_str(&without_edges(tag, Some(sign)));
            tag.split(sign).skip(1).step_by(2).for_each(|edge| turn(&mut open, edge));
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix(sign) {
            let (edge, after) = after.split_once(sign).unwrap_or((after, ""));
            turn(&mut open, edge);
            rest = after;
            continue;
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let next = rest.get(first..).unwrap_or_default().find(['<', sign]).map_or(rest.len(), |at| first + at);
        let (run, after) = rest.split_at(next);
        if open.is_empty() || run.trim().is_empty() {
            out.push_str(run);
        } else {
            let numbers: Vec<String> = open.iter().map(usize::to_string).collect();
            out.push_str(&format!("<mark data-finding=\"{}\">{run}</mark>", numbers.join(" ")));
        }
        rest = after;
    }
    out
}

/// A mark begins or ends.
fn turn(open: &mut Vec<usize>, edge: &str) {
    let mut characters = edge.chars();
    let way = characters.next();
    let Ok(number) = characters.as_str().parse() else { return };
    match way {
        Some('+') => open.push(number),
        _ => open.retain(|known| *known != number),
    }
}

fn starts_tag(html: &str) -> bool {
    let mut characters = html.chars();
    characters.next() == Some('<')
        && characters.next().is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
}

/// The bytes of the tag or comment that `html` begins with.
fn tag_length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |at| at + 3);
    }
    let mut quote = None;
    for (at, character) in html.char_indices() {
        match (quote, character) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::super::html::to_html_marked;
    use super::super::{Around, Object, Value, render};
    use super::*;
    use crate::message::NoSnippets;
    use crate::syntax::Macro;

    /// Marks every one of `words` in the message, in their order.
    fn check(source: &str, is_html: bool, words: &[&str], expected: &str) {
        let mut data = Object::default();
        data.set("name", Value::text("Ann <b>"));
        let around = Around { data: &data, snippets: &NoSnippets, slots: &[], now: 0 };
        let rendered = render(source, &Macro::parse(source), &around).unwrap();
        let mark = |(number, word): (usize, &&str)| {
            let start = rendered.text.find(word).unwrap();
            Mark { span: Span::new(start, start + word.len()), number }
        };
        let marks: Vec<Mark> = words.iter().enumerate().map(mark).collect();
        assert_eq!(to_html_marked(&rendered, is_html, &marks), expected, "{source}");
    }

    #[test]
    fn a_mark_in_a_paragraph() {
        check("Please calm down.", false, &["calm"], "<p>Please <mark data-finding=\"0\">calm</mark> down.</p>\n");
        check(
            "No, {{ name }} it is.",
            false,
            &["No, Ann <b> it", "it is"],
            "<p><mark data-finding=\"0\">No, Ann &lt;b&gt; </mark><mark data-finding=\"0 1\">it</mark><mark data-finding=\"1\"> is</mark>.</p>\n",
        );
    }

    #[test]
    fn marks_are_nested_in_elements_and_keep_line_signs() {
        check(
            "- You **must** go.\n- Now.",
            false,
            &["- You **must** go.\n- Now."],
            "<ul>\n<li><mark data-finding=\"0\">You </mark><strong><mark data-finding=\"0\">must</mark></strong><mark data-finding=\"0\"> go.</mark></li>\n<li><mark data-finding=\"0\">Now.</mark></li>\n</ul>\n",
        );
        check("1. You", false, &["1. You"], "<ol>\n<li><mark data-finding=\"0\">You</mark></li>\n</ol>\n");
        check(
            "[a b](https://a.example/b)",
            false,
            &["b](https://a.example/b"],
            "<p><a href=\"https://a.example/b\">a <mark data-finding=\"0\">b</mark></a></p>\n",
        );
    }

    #[test]
    fn lines_break_where_they_broke() {
        let line = "A line that is as long as can be until it";
        check(
            &format!("{line}\nends"),
            false,
            &["A", "line", "that", "is", "as", "long"],
            "<p><mark data-finding=\"0\">A</mark> <mark data-finding=\"1\">line</mark> <mark data-finding=\"2\">that</mark> <mark data-finding=\"3\">is</mark> <mark data-finding=\"4\">as</mark> <mark data-finding=\"5\">long</mark> as can be until it<br />\nends</p>\n",
        );
    }

    #[test]
    fn html_is_left_as_it_stands() {
        check(
            "<p title='calm > x'>Please <b>calm</b> down</p>",
            true,
            &["Please <b>calm</b>"],
            "<p title='calm > x'><mark data-finding=\"0\">Please </mark><b><mark data-finding=\"0\">calm</mark></b> down</p>",
        );
        check("1 < 2", true, &["1 < 2"], "<mark data-finding=\"0\">1 </mark><mark data-finding=\"0\">< 2</mark>");
    }
}
