//! Light Markdown as the HTML that a help desk's own editor writes.

use super::super::facts::TextForm;
use super::outline::{Element, Inline, Outline, Part, escaped};
use crate::text::Span;

/// Writes light Markdown as HTML; what stands in `holes` (in order) goes through as it is.
pub fn html(markdown: &str, holes: &[Span], form: &TextForm) -> String {
    let outline = Outline::of(markdown, holes);
    let mut writer = Writer::new(&outline, form);
    outline.parts.iter().for_each(|part| writer.part(part));
    writer.finish()
}

/// What paragraphs are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paragraphs {
    /// An element each.
    Whole,
    /// An element a line.
    Lines,
    /// Lines, with an empty one between two.
    Bare,
}

struct Writer<'o> {
    outline: &'o Outline<'o>,
    form: &'o TextForm,
    paragraphs: Paragraphs,
    /// What ends a line.
    line_end: String,
    out: String,
    /// Blocks that are open, with whether anything is in them.
    open: Vec<(Element, bool)>,
    /// Tags of marks that are open: what opens and what closes them.
    marks: Vec<(String, &'static str)>,
    /// Whether the block before, beside this one, was a paragraph.
    after_paragraph: bool,
}

impl<'o> Writer<'o> {
    fn new(outline: &'o Outline<'o>, form: &'o TextForm) -> Self {
        let paragraphs = match form.paragraph.as_deref() {
            Some("br") => Paragraphs::Bare,
            Some("div") if form.lines.is_some() => Paragraphs::Bare,
            Some("div") => Paragraphs::Lines,
            _ => Paragraphs::Whole,
        };
        let line_end = format!("<{}>", form.lines.as_deref().unwrap_or("br"));
        let out = form.around.clone().unwrap_or_default();
        let (open, marks) = (Vec::new(), Vec::new());
        Self { outline, form, paragraphs, line_end, out, open, marks, after_paragraph: false }
    }

    fn finish(mut self) -> String {
        if let Some(around) = &self.form.around {
            if self.out == *around {
                return String::new();
            }
            let name: String = around.chars().skip(1).take_while(char::is_ascii_alphanumeric).collect();
            self.out.push_str(&format!("</{name}>"));
        }
        self.out
    }

    fn part(&mut self, part: &Part) {
        let outline = self.outline;
        match part {
            Part::Open(element) => self.opens(*element),
            Part::Close(element) => self.closes(*element),
            Part::Rule => {
                self.begins_block(false);
                self.out.push_str("<hr>");
            }
            Part::Words(words) => self.words(words),
            Part::Code(words) if self.is_in(Element::CodeBlock) => self.out.push_str(&outline.filled(words, escaped)),
            Part::Code(words) => self.out.push_str(&format!("<code>{}</code>", outline.filled(words, escaped))),
            Part::Html(html) => self.out.push_str(&outline.filled(html, str::to_owned)),
            Part::Image(address, words, title) => {
                let attributes = [("src", address), ("alt", words), ("title", title)];
                let written = |(name, value): &(&str, &String)| format!(" {name}=\"{}\"", self.attribute(value));
                let attributes = attributes.iter().filter(|(_, value)| !value.is_empty()).map(written);
                let tag = format!("<img{}>", attributes.collect::<String>());
                self.out.push_str(&tag);
            }
            Part::Mark(mark, true) => {
                let tags = self.tags(mark);
                self.out.push_str(&tags.0);
                self.marks.push(tags);
            }
            Part::Mark(_, false) => {
                if let Some((_, close)) = self.marks.pop() {
                    self.out.push_str(close);
                }
            }
            Part::Break => self.breaks(),
            Part::Wrap => self.out.push(' '),
            Part::Logic(hole) => self.out.push_str(outline.hole(*hole)),
        }
    }

    /// Words, with one blank in the place of several.
    fn words(&mut self, words: &str) {
        let outline = self.outline;
        for part in outline.split(words) {
            let words = match part {
                Ok(number) => {
                    self.out.push_str(outline.hole(number));
                    continue;
                }
                Err(words) => words,
            };
            let mut rest = words;
            while let Some(blank) = rest.find("  ") {
                self.out.push_str(&escaped(rest.get(..blank).unwrap_or_default()));
                rest = rest.get(blank..).unwrap_or_default().trim_start_matches(' ');
                self.out.push(' ');
            }
            self.out.push_str(&escaped(rest));
        }
    }

    fn is_in(&self, element: Element) -> bool {
        self.open.last().is_some_and(|(open, _)| *open == element)
    }

    fn attribute(&self, value: &str) -> String {
        self.outline.filled(value, |value| value.replace('&', "&amp;").replace('"', "&quot;"))
    }

    fn tags(&self, mark: &Inline) -> (String, &'static str) {
        match mark {
            Inline::Strong => ("<strong>".to_owned(), "</strong>"),
            Inline::Emphasis => ("<em>".to_owned(), "</em>"),
            Inline::Link(address, title) => {
                let title = match title.is_empty() {
                    true => String::new(),
                    false => format!(" title=\"{}\"", self.attribute(title)),
                };
                (format!("<a href=\"{}\"{title}>", self.attribute(address)), "</a>")
            }
        }
    }

    /// Whether paragraphs are elements where the writer is: within lists and quotes they are, unless all is lines.
    fn has_elements(&self) -> bool {
        match self.paragraphs {
            Paragraphs::Whole => true,
            Paragraphs::Lines => self.open.is_empty(),
            Paragraphs::Bare => false,
        }
    }

    fn element(&self) -> &'static str {
        if self.paragraphs == Paragraphs::Whole { "p" } else { "div" }
    }

    /// What stands before a block that is not the first where it is.
    fn begins_block(&mut self, is_paragraph: bool) {
        let is_first = match self.open.last_mut() {
            Some((_, filled)) => !std::mem::replace(filled, true),
            None => self.out.is_empty() || self.form.around.as_ref() == Some(&self.out),
        };
        let two_paragraphs = self.after_paragraph && is_paragraph;
        self.after_paragraph = is_paragraph;
        if is_first {
            return;
        }
        if self.open.is_empty() {
            self.out.push_str(self.form.between.as_deref().unwrap_or_default());
        }
        match self.paragraphs {
            Paragraphs::Whole => {}
            _ if !two_paragraphs => {}
            Paragraphs::Lines if self.open.is_empty() => {
                self.out.push_str(self.form.empty_line.as_deref().unwrap_or("<div><br></div>"));
            }
            _ => self.out.push_str(&self.line_end.repeat(2)),
        }
    }

    fn opens(&mut self, element: Element) {
        let is_paragraph = matches!(element, Element::Paragraph);
        if element != Element::Item {
            self.begins_block(is_paragraph);
        }
        let has_elements = self.has_elements();
        match element {
            Element::Paragraph if has_elements => self.out.push_str(&format!("<{}>", self.element())),
            Element::Paragraph | Element::HtmlBlock => {}
            Element::Heading(level) => self.out.push_str(&format!("<h{level}>")),
            Element::Quote => self.out.push_str("<blockquote>"),
            Element::List(None) => self.out.push_str("<ul>"),
            Element::List(Some(1)) => self.out.push_str("<ol>"),
            Element::List(Some(first)) => self.out.push_str(&format!("<ol start=\"{first}\">")),
            Element::Item => self.out.push_str("<li>"),
            Element::CodeBlock => self.out.push_str("<pre><code>"),
        }
        self.open.push((element, false));
        self.after_paragraph = false;
    }

    fn closes(&mut self, _: Element) {
        let Some((element, _)) = self.open.pop() else { return };
        // The line of HTML that was the last of its block.
        self.out.truncate(self.out.trim_end_matches(['\n', '\r']).len());
        self.after_paragraph = matches!(element, Element::Paragraph);
        match element {
            Element::Paragraph if self.has_elements() => self.out.push_str(&format!("</{}>", self.element())),
            Element::Paragraph | Element::HtmlBlock => {}
            Element::Heading(level) => self.out.push_str(&format!("</h{level}>")),
            Element::Quote => self.out.push_str("</blockquote>"),
            Element::List(None) => self.out.push_str("</ul>"),
            Element::List(Some(_)) => self.out.push_str("</ol>"),
            Element::Item => self.out.push_str("</li>"),
            Element::CodeBlock => self.out.push_str("</code></pre>"),
        }
    }

    /// The end of a line: where each line is an element, the marks that are open go on in the next one.
    fn breaks(&mut self) {
        let is_line = self.paragraphs == Paragraphs::Lines && self.open.len() == 1 && self.is_in(Element::Paragraph);
        if !is_line {
            return self.out.push_str(&self.line_end);
        }
        self.marks.iter().rev().for_each(|(_, close)| self.out.push_str(close));
        self.out.push_str("</div><div>");
        self.marks.iter().for_each(|(open, _)| self.out.push_str(open));
    }
}

#[cfg(test)]
mod tests;
