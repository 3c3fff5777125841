//! Light Markdown as text without marks, for fields that show no others.

use super::outline::{Element, Inline, Outline, Part};
use crate::text::Span;

/// Text, and what of the Markdown it cannot show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The text.
    pub text: String,
    /// What is not shown, each once: “bold”, “a picture”.
    pub unseen: Vec<&'static str>,
}

/// Writes light Markdown as text; what stands in `holes` (in order) goes through as it is.
pub fn plain(markdown: &str, holes: &[Span]) -> Plain {
    let outline = Outline::of(markdown, holes);
    let mut writer = Writer { outline: &outline, out: Plain::default(), open: Vec::new(), links: Vec::new() };
    outline.parts.iter().for_each(|part| writer.part(part));
    writer.out.text.truncate(writer.out.text.trim_end().len());
    writer.out
}

struct Writer<'o> {
    outline: &'o Outline<'o>,
    out: Plain,
    /// Blocks that are open: what their further lines begin with, the number of the next item, and whether they hold anything.
    open: Vec<Open>,
    /// Where the words of links that are open begin, with their addresses.
    links: Vec<(usize, String)>,
}

struct Open {
    element: Element,
    indent: String,
    number: Option<u64>,
    filled: bool,
}

impl Writer<'_> {
    fn lacks(&mut self, what: &'static str) {
        if !self.out.unseen.contains(&what) {
            self.out.unseen.push(what);
        }
    }

    fn part(&mut self, part: &Part) {
        let outline = self.outline;
        match part {
            Part::Open(element) => self.opens(*element),
            Part::Close(_) => drop(self.open.pop()),
            Part::Rule => {
                self.begins_block(Element::Paragraph);
                self.out.text.push_str("---");
            }
            Part::Words(words) | Part::Code(words) => {
                let words = outline.filled(words, str::to_owned);
                let end = self.line_end();
                self.out.text.push_str(&words.trim_end_matches('\n').replace('\n', &end));
            }
            Part::Html(_) => self.lacks("HTML"),
            Part::Image(_, words, _) => {
                self.lacks("a picture");
                self.out.text.push_str(&outline.filled(words, str::to_owned));
            }
            Part::Mark(Inline::Strong, true) => self.lacks("bold"),
            Part::Mark(Inline::Emphasis, true) => self.lacks("italics"),
            Part::Mark(Inline::Link(address, _), true) => {
                self.links.push((self.out.text.len(), outline.filled(address, str::to_owned)));
            }
            Part::Mark(Inline::Link(..), false) => {
                let Some((start, address)) = self.links.pop() else { return };
                let shown = self.out.text.get(start..).unwrap_or_default();
                if shown != address && address.strip_prefix("mailto:") != Some(shown) {
                    self.out.text.push_str(&format!(": {address}"));
                }
            }
            Part::Mark(..) => {}
            Part::Break => {
                let end = self.line_end();
                self.out.text.push_str(&end);
            }
            Part::Wrap => self.out.text.push(' '),
            Part::Logic(hole) => self.out.text.push_str(outline.hole(*hole)),
        }
    }

    fn line_end(&self) -> String {
        format!("\n{}", self.indent())
    }

    fn indent(&self) -> String {
        self.open.iter().map(|open| open.indent.as_str()).collect()
    }

    /// Ends the block before, if there is one: with an empty line, unless both belong to a list.
    fn begins_block(&mut self, element: Element) {
        let in_item = self.open.last().is_some_and(|open| open.element == Element::Item);
        let is_first = match self.open.last_mut() {
            Some(open) => !std::mem::replace(&mut open.filled, true),
            None => self.out.text.is_empty(),
        };
        let is_inner_list = in_item && matches!(element, Element::List(_));
        if self.out.text.is_empty() || is_first && !is_inner_list {
            return;
        }
        self.out.text.truncate(self.out.text.trim_end_matches([' ', '\t']).len());
        if !is_inner_list && element != Element::Item {
            self.out.text.push('\n');
        }
        let end = self.line_end();
        self.out.text.push_str(&end);
    }

    fn opens(&mut self, element: Element) {
        self.begins_block(element);
        let mut open = Open { element, indent: String::new(), number: None, filled: false };
        match element {
            Element::List(first) => open.number = first,
            Element::Item => {
                let number = self.open.last_mut().and_then(|list| list.number.as_mut());
                let mark = number
                    .map_or_else(|| "- ".to_owned(), |number| format!("{}. ", std::mem::replace(number, *number + 1)));
                self.out.text.push_str(&mark);
                open.indent = " ".repeat(mark.len());
            }
            Element::Quote => {
                self.out.text.push_str("> ");
                open.indent = "> ".to_owned();
            }
            _ => {}
        }
        self.open.push(open);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(markdown: &str, expected: Expect) {
        let Plain { text, unseen } = plain(markdown, &[]);
        expected.assert_eq(&format!("{text}\n({})", unseen.join(", ")));
    }

    #[test]
    fn marks_are_gone_and_lines_stay() {
        check(
            "Hi **Ann**,\nhere *it* is:<br>\n[the page](https://a.example) ![x](y.png) <u>z</u>\n\n<mailto:a@b.example>",
            expect![[r#"
                Hi Ann,
                here it is:
                the page: https://a.example x z

                mailto:a@b.example
                (bold, italics, a picture, HTML)"#]],
        );
        check(
            "# A\n\n- one\n- two\n  - three\n\n4. four\n\n   more\n\n> said<br>\n> so\n\n---\n\n```\na\n  b\n```",
            expect![[r#"
                A

                - one
                - two
                  - three

                4. four

                   more

                > said
                > so

                ---

                a
                  b
                ()"#]],
        );
        check(
            "\\# a \\*b\\* c&nbsp;d &amp;",
            expect![[r#"
            # a *b* c d &
            ()"#]],
        );
        check(
            "",
            expect![[r#"

            ()"#]],
        );
    }
}
