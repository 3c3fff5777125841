//! XML, element by element.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

/// What every document begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// An element with attributes and what stands in it.
#[derive(Debug, Default)]
pub(super) struct Element<'a> {
    name: &'static str,
    attributes: Vec<(&'static str, Cow<'a, str>)>,
    text: Option<Cow<'a, str>>,
    elements: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    /// An empty one.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    /// With that attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        self.attributes.push((name, allowed(value.into())));
        self
    }

    /// With that text in it.
    pub(super) fn text(mut self, text: impl Into<Cow<'a, str>>) -> Self {
        self.text = Some(allowed(text.into()));
        self
    }

    /// With these elements in it.
    pub(super) fn elements(mut self, elements: impl IntoIterator<Item = Element<'a>>) -> Self {
        self.elements.extend(elements);
        self
    }

    /// Its lines.
    pub(super) fn lines(&self) -> String {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing to memory cannot fail.
        let _ = self.write(&mut writer);
        let mut out = String::from_utf8(writer.into_inner()).unwrap_or_default();
        out.push('\n');
        out
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let attributes = self.attributes.iter().map(|(name, value)| (*name, value.as_ref()));
        let element = writer.create_element(self.name).with_attributes(attributes);
        match &self.text {
            Some(text) => element.write_text_content(BytesText::new(text))?,
            None if self.elements.is_empty() => element.write_empty()?,
            None => {
                element.write_inner_content(|writer| self.elements.iter().try_for_each(|inner| inner.write(writer)))?
            }
        };
        Ok(())
    }
}

/// `text` without the characters that no XML document may hold, not even as references.
fn allowed(text: Cow<'_, str>) -> Cow<'_, str> {
    let forbidden = |c: char| matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { Cow::Owned(text.replace(forbidden, "\u{fffd}")) } else { text }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn what_xml_means_something_by_is_text() {
        let inner = Element::new("b").text("1 < 2 & \"3\"\n]]>");
        let element = Element::new("a").with("name", "x\n\"y\" <z>").elements([inner, Element::new("c")]);
        expect![[r#"
            <a name="x&#10;&quot;y&quot; &lt;z&gt;">
              <b>1 &lt; 2 &amp; &quot;3&quot;
            ]]&gt;</b>
              <c/>
            </a>
        "#]]
        .assert_eq(&element.lines());
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        let element = Element::new("a").with("name", "\u{1b}[31m\t").text("a\0b\u{ffff}😀");
        expect![[r#"
            <a name="�[31m&#9;">a�b�😀</a>
        "#]]
        .assert_eq(&element.lines());
    }
}
