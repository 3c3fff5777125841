//! YAML as nearly all front matter has it, read line by line: `key: value` with a value on the same line, bare, in quotes or
//! a list in brackets.
//!
//! Where anything else stands, all of it is left to the library, which knows all of YAML. A test holds the two to the same
//! nodes.

use super::yaml::{Kind, Node, Style};
use crate::text::Span;

/// Longer keys are left to the library, which takes none of more than a thousand.
const LONGEST_KEY: usize = 100;

/// The nodes of `text`, which stands at byte `base` of the source, the outermost one first; `None` where something is not
/// usual.
pub(super) fn nodes(text: &str, base: usize) -> Option<Vec<Node>> {
    let mut reader = Reader { text, base, nodes: Vec::with_capacity(32) };
    let mut pairs = Vec::with_capacity(12);
    reader.node(Span::at(0), Kind::Mapping(Vec::new()));
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        pairs.push(reader.pair(Span::new(at, at + line.trim_end_matches('\n').len()))?);
        at += line.len();
    }
    let end = reader.nodes.get(pairs.last()?.1)?.span.end;
    *reader.nodes.first_mut()? = Node { span: Span::new(base, end), kind: Kind::Mapping(pairs) };
    Some(reader.nodes)
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    nodes: Vec<Node>,
}

impl Reader<'_> {
    /// Adds a node with its place in the text.
    fn node(&mut self, span: Span, kind: Kind) -> usize {
        let span = Span::new(self.base + span.start, self.base + span.end);
        self.nodes.push(Node { span, kind });
        self.nodes.len() - 1
    }

    fn scalar(&mut self, span: Span, style: Style) -> usize {
        let inside = if style == Style::Quoted { Span::new(span.start + 1, span.end - 1) } else { span };
        self.node(span, Kind::Scalar { text: inside.of(self.text).to_owned(), style })
    }

    /// A line: the nodes of its key and its value.
    fn pair(&mut self, line: Span) -> Option<(usize, usize)> {
        let text = line.of(self.text);
        let colon = memchr::memchr(b':', text.as_bytes())?;
        let (key, rest) = (text.get(..colon)?, text.get(colon + 1..)?);
        let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && key.len() <= LONGEST_KEY;
        let value = rest.trim_start_matches(' ');
        if !is_key || value.len() == rest.len() || !all_plain(value) {
            return None;
        }
        let key = self.scalar(Span::new(line.start, line.start + key.len()), Style::Plain);
        let value = self.value(Span::new(line.end - value.len(), line.end))?;
        Some((key, value))
    }

    fn value(&mut self, span: Span) -> Option<usize> {
        let text = span.of(self.text);
        match text.as_bytes() {
            [quote @ (b'"' | b'\''), inside @ .., last] if quote == last => {
                let closed = !inside.iter().any(|byte| byte == quote || (*byte == b'\\' && *quote == b'"'));
                closed.then(|| self.scalar(span, Style::Quoted))
            }
            [b'[', .., b']'] => self.list(span),
            [first, ..] if first.is_ascii_alphanumeric() => {
                let bytes = text.as_bytes();
                let mut marks = memchr::memchr2_iter(b':', b'#', bytes);
                let goes_on = text.ends_with([':', ' '])
                    || marks.any(|at| match bytes.get(at) {
                        Some(b':') => bytes.get(at + 1) == Some(&b' '),
                        _ => at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b' '),
                    });
                (!goes_on).then(|| self.scalar(span, Style::Plain))
            }
            _ => None,
        }
    }

    /// A list of words in brackets.
    fn list(&mut self, span: Span) -> Option<usize> {
        let list = self.node(span, Kind::Sequence(Vec::new()));
        let mut items = Vec::new();
        let inside = Span::new(span.start + 1, span.end - 1);
        let mut at = inside.start;
        for item in inside.of(self.text).split(',').filter(|_| !inside.is_empty()) {
            let word = item.trim_matches(' ');
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'_' | b'.' | b'/');
            if !word.starts_with(|c: char| c.is_ascii_alphanumeric()) || !word.bytes().all(is_word) {
                return None;
            }
            let start = at + item.len() - item.trim_start_matches(' ').len();
            items.push(self.scalar(Span::new(start, start + word.len()), Style::Plain));
            at += item.len() + 1;
        }
        self.nodes.get_mut(list)?.kind = Kind::Sequence(items);
        Some(list)
    }
}

fn all_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(is_plain)
}

/// Whether a character stands for itself and nothing else: no control character, no break, no mark of byte order.
fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::yaml;
    use super::*;

    /// The nodes of both ways, as text.
    fn both(text: &str) -> Option<[String; 2]> {
        let usual = nodes(text, 4)?;
        let mut all = Vec::new();
        let root = yaml::parse_any(text, 4, &mut all);
        assert!(matches!(root, Ok(Some(0))), "{text}");
        Some([format!("{usual:#?}"), format!("{all:#?}")])
    }

    #[test]
    fn what_is_usual_is_read() {
        let text = "title: Late, and it's ours\nid: \"a: b\"\nchannels: [email, chat ]\ntags: []\nreview_by: 2028-05-19\n\
                    owner: 'Caf\u{e9} team'\n";
        let [usual, library] = both(text).expect("nothing in it is unusual");
        assert_eq!(usual, library);
        for unusual in ["", "a:\n", "a: |\n  b\n", "a: b\n\n", "a: &b c\n", "a: b: c\n", "a: [b, [c]]\n", "a: b # c\n"]
        {
            assert!(nodes(unusual, 0).is_none(), "{unusual}");
        }
    }

    fn value() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            8 => "[a-zA-Z0-9]{1,5}",
            4 => "[ ]{1,2}",
            2 => "[,.'/()&*!|>%@`?-]",
            2 => "[\\[\\],:#\"{}]",
            1 => "[é’😀\u{85}\u{2028}\u{feff}\t\r\u{a0}~=<\\\\]",
        ];
        let pieces = proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat());
        prop_oneof![
            4 => pieces.clone(),
            2 => pieces.clone().prop_map(|text| format!("[{text}]")),
            1 => pieces.clone().prop_map(|text| format!("\"{text}\"")),
            1 => pieces.prop_map(|text| format!("'{text}'")),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn nodes_are_those_of_the_library(
            lines in proptest::collection::vec(("[a-z_]{1,4}", ": {0,2}", value()), 1..4),
            last in "\n?",
        ) {
            let lines: Vec<String> = lines.into_iter().map(|(key, colon, value)| [key, colon, value].concat()).collect();
            let text = [lines.join("\n"), last].concat();
            if let Some([usual, library]) = both(&text) {
                prop_assert_eq!(usual, library);
            }
        }
    }
}
