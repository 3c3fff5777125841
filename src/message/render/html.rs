//! A message in light Markdown as HTML, for previews: values read as they are, whatever signs stand in them.

use std::path::Path;

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd, html};

use super::filters::encode::escape;
use super::marks::{Edges, Mark, only_edges, tagged, without_edges};
use super::{Filled, Rendered};
use crate::syntax::FrontMatter;

/// A line shorter than this (in characters) without an end mark was broken on purpose: greeting, signature, address.
const SHORT_LINE: usize = 45;

/// Where a link may lead. Anything else, such as `javascript:`, leads nowhere.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Whether the body of the macro at `path` is HTML as it stands: its front matter says so, or its file's ending.
pub fn is_html(front_matter: &FrontMatter, path: &Path) -> bool {
    match &front_matter.format {
        Some(format) => format.text == "html",
        None => path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm")),
    }
}

/// `text` with the characters that mean something in HTML written as entities.
pub fn escape_html(text: &str) -> String {
    escape(text)
}

/// The body of a message in light Markdown as HTML, without anything around it.
pub fn to_html(rendered: &Rendered) -> String {
    to_html_marked(rendered, false, &[])
}

/// The same with some stretches marked; the body that `is_html` already is not read as Markdown.
pub fn to_html_marked(rendered: &Rendered, is_html: bool, marks: &[Mark]) -> String {
    let text = &rendered.text;
    let mut free = free_characters(text);
    let first = free.next();
    let sign = free.next().filter(|_| !marks.is_empty());
    let edges = Edges::of(text, marks, sign);
    match first {
        _ if is_html => {
            let (mut edges, mut out) = (edges, String::with_capacity(text.len()));
            edges.write(text, 0, text.len(), &mut out);
            tagged(&out, sign)
        }
        None => format!("<pre>{}</pre>\n", escape(text)),
        Some(mark) => tagged(&of_markdown(rendered, mark, edges, sign), sign),
    }
}

fn of_markdown(rendered: &Rendered, mark: char, edges: Edges, sign: Option<char>) -> String {
    let marked = marked(&rendered.text, &rendered.filled, mark, edges);
    let values = Values { text: &rendered.text, filled: &rendered.filled, mark, sign };
    let mut events = Vec::new();
    let mut line = LastLine::default();
    for event in Parser::new(&marked) {
        values.fill(event, &mut line, &mut events);
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out
}

/// Characters for private use that the text does not use.
fn free_characters(text: &str) -> impl Iterator<Item = char> {
    let mut used: Vec<char> = text.chars().filter(|c| ('\u{e000}'..='\u{f8ff}').contains(c)).collect();
    used.sort_unstable();
    ('\u{e000}'..='\u{f8ff}').filter(move |c| used.binary_search(c).is_err())
}

/// The text with the number of each value, between two marks, in its place. Values of white space stay, since Markdown
/// sees lines that are empty; what was captured stays as the author's Markdown, but cannot hold HTML.
fn marked(text: &str, filled: &[Filled], mark: char, mut edges: Edges) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for (number, value) in filled.iter().enumerate() {
        edges.write(text, last, value.span.start, &mut out);
        last = value.span.end;
        let inside = value.span.of(text);
        if inside.trim().is_empty() {
            out.push_str(inside);
        } else if value.captured {
            out.push_str(&inside.replace('&', "\\&").replace('<', "\\<"));
        } else {
            out.push_str(&format!("{mark}{number}{mark}"));
        }
        edges.write_until(value.span.end, &mut out);
    }
    edges.write(text, last, text.len(), &mut out);
    out
}

/// What is needed to put values back.
struct Values<'a> {
    text: &'a str,
    filled: &'a [Filled],
    mark: char,
    /// Stands around the edges of marks.
    sign: Option<char>,
}

/// How the line that is being written looks so far.
#[derive(Default)]
struct LastLine {
    characters: usize,
    end: Option<char>,
    /// Whether it is one of code, where lines stand as they are.
    code: bool,
    /// Whether a `<br>` ended the line before, so that the line end behind that ends nothing.
    broken: bool,
    /// The edges of marks that stood in the address of the link that is open.
    edges: String,
}

impl LastLine {
    fn begin(&mut self) {
        let edges = std::mem::take(&mut self.edges);
        *self = Self { edges, ..Self::default() };
    }

    fn add(&mut self, text: &str) {
        self.broken = false;
        self.characters += text.chars().count();
        self.end = text.trim_end().chars().next_back().or(self.end);
    }

    fn ends_on_purpose(&self) -> bool {
        !self.broken && self.characters < SHORT_LINE && !matches!(self.end, Some('.' | '!' | '?' | ';' | ':'))
    }
}

/// Whether a tag ends a line.
fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').split(|c: char| !c.is_ascii_alphanumeric()).next();
    name.is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

impl Values<'_> {
    fn fill<'e>(&self, event: Event<'e>, line: &mut LastLine, events: &mut Vec<Event<'e>>) {
        match event {
            Event::Text(text) if line.code => events.push(Event::Text(self.filled(&text).into())),
            Event::Text(text) => {
                let text = self.filled(&text);
                line.add(&without_edges(&text, self.sign));
                let mut first = true;
                for part in text.split('\n') {
                    if !std::mem::take(&mut first) {
                        events.push(Event::HardBreak);
                    }
                    events.push(Event::Text(CowStr::from(part.trim_end_matches('\r').to_owned())));
                }
            }
            Event::Code(text) => {
                let text = self.filled(&text);
                line.add(&without_edges(&text, self.sign));
                events.push(Event::Code(text.into()));
            }
            Event::Html(html) => events.push(Event::Html(self.escaped(&html).into())),
            Event::InlineHtml(html) => {
                if is_break(&html) {
                    line.begin();
                    line.broken = true;
                }
                events.push(Event::InlineHtml(self.escaped(&html).into()));
            }
            Event::SoftBreak if line.ends_on_purpose() => {
                line.begin();
                events.push(Event::HardBreak);
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let (dest_url, title) = self.target(&dest_url, &title, line);
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let (dest_url, title) = self.target(&dest_url, &title, line);
                events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                events.push(event);
                let edges = std::mem::take(&mut line.edges);
                events.extend((!edges.is_empty()).then(|| Event::InlineHtml(edges.into())));
            }
            event => {
                match event {
                    Event::Start(Tag::CodeBlock(_)) => line.code = true,
                    Event::End(TagEnd::CodeBlock) => line.code = false,
                    _ => {}
                }
                if matches!(event, Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph | Tag::Item)) {
                    line.begin();
                }
                events.push(event);
            }
        }
    }

    /// Where a link leads, and what is shown over it. The edges of marks in there wait for the end of the link.
    fn target<'e>(&self, address: &str, title: &str, line: &mut LastLine) -> (CowStr<'e>, CowStr<'e>) {
        for text in [address, title] {
            line.edges.push_str(&only_edges(text, self.sign));
        }
        let address = safe(without_edges(&self.filled(address), self.sign));
        (address.into(), without_edges(&self.filled(title), self.sign).into())
    }

    fn filled(&self, text: &str) -> String {
        self.replaced(text, str::to_owned)
    }

    fn escaped(&self, text: &str) -> String {
        self.replaced(text, escape)
    }

    /// `text` with the values in the place of their numbers.
    fn replaced(&self, text: &str, written: impl Fn(&str) -> String) -> String {
        let mut out = String::new();
        // Between marks stand numbers by turns with text.
        for (place, part) in text.split(self.mark).enumerate() {
            let value =
                part.parse::<usize>().ok().filter(|_| place % 2 == 1).and_then(|number| self.filled.get(number));
            match value {
                Some(value) => out.push_str(&written(value.span.of(self.text))),
                None => out.push_str(part),
            }
        }
        out
    }
}

/// An address that leads to a page, a mail or a telephone; any other leads nowhere.
fn safe(address: String) -> String {
    let plain: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let scheme = plain.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme {
        Some(scheme) if !scheme.contains(['/', '?', '#']) && !SCHEMES.contains(&scheme.as_str()) => "#".to_owned(),
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::NoSnippets;
    use crate::message::render::{Around, Object, Value, render};
    use crate::syntax::Macro;

    fn check(source: &str, expected: &str) {
        let mut data = Object::default();
        let value = |text: &str| Value::text(text);
        data.set("name", value("*Ann* <b>&</b> [x](y)"));
        data.set("url", value("https://a.example/?q=1&r=\"2\""));
        data.set("bad", value("java\tscript:alert(1)"));
        data.set("address", value("1 High Street\r\nLeeds"));
        data.set("odd", value("\u{e000}0\u{e000}"));
        let around = Around { data: &data, snippets: &NoSnippets, slots: &[], now: 0 };
        let rendered = render(source, &Macro::parse(source), &around).unwrap();
        assert_eq!(to_html(&rendered), expected, "{source}");
    }

    #[test]
    fn markdown_is_the_authors_and_values_are_text() {
        check(
            "Hi **{{ name }}**,\n\n- one\n- [[two]]\n",
            "<p>Hi <strong>*Ann* &lt;b&gt;&amp;&lt;/b&gt; [x](y)</strong>,</p>\n<ul>\n<li>one</li>\n<li>[two]</li>\n</ul>\n",
        );
        check(
            "[track]({{ url }}) `{{ name }}`",
            "<p><a href=\"https://a.example/?q=1&amp;r=%222%22\">track</a> <code>*Ann* &lt;b&gt;&amp;&lt;/b&gt; [x](y)</code></p>\n",
        );
        check(
            "[a]({{ bad }}) [b](javascript:x) [c](/d:e) ![f](data:g)",
            "<p><a href=\"#\">a</a> <a href=\"#\">b</a> <a href=\"/d:e\">c</a> <img src=\"#\" alt=\"f\" /></p>\n",
        );
        check("<p title=\"{{ name }}\">x</p>", "<p title=\"*Ann* &lt;b&gt;&amp;&lt;/b&gt; [x](y)\">x</p>");
        check("a\n{{ nothing }}\nb", "<p>a</p>\n<p>b</p>\n");
        check("{{ odd }} {{ odd }}", "<p>\u{e000}0\u{e000} \u{e000}0\u{e000}</p>\n");
    }

    #[test]
    fn lines_break_where_their_author_meant_it() {
        check("Best,\nSam", "<p>Best,<br />\nSam</p>\n");
        check("Best,<br>\nSam<br/>\nand\nAnn", "<p>Best,<br>\nSam<br/>\nand<br />\nAnn</p>\n");
        check("```\n{{ address }}\nx\n```\n", "<pre><code>1 High Street\r\nLeeds\nx\n</code></pre>\n");
        check("{{ address }}", "<p>1 High Street<br />\nLeeds</p>\n");
        check(
            "A line that is long enough to have been wrapped by an editor\ngoes on. Short one.\nLast",
            "<p>A line that is long enough to have been wrapped by an editor\ngoes on. Short one.\nLast</p>\n",
        );
    }

    #[test]
    fn what_is_captured_is_markdown_without_html() {
        check(
            "{% capture v %}**b** {{ name }}{% endcapture %}{{ v }}",
            "<p><strong>b</strong> <em>Ann</em> &lt;b&gt;&amp;&lt;/b&gt; <a href=\"y\">x</a></p>\n",
        );
    }
}
